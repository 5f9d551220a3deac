"""The log is for its owner, does not grow for ever, and never stops the program; a sudden end is found in it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop import log
from desktop.last_end import LastEnd
from desktop.log import log_path, write_bug, write_note


@pytest.fixture(autouse=True)
def own_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A log folder for this test alone."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


def test_the_log_is_rotated_and_for_its_owner_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "LARGEST", 5_000)
    for number in range(60):
        assert write_note(f"{number} " + "x" * 500) == log_path()
    files = sorted(log_path().parent.iterdir())
    assert [file.name for file in files] == ["handshake.log", "handshake.log.1", "handshake.log.2"]
    assert all(file.stat().st_size <= 6_000 for file in files)
    assert log_path().stat().st_mode & 0o077 == 0
    assert "59 x" in log_path().read_text(encoding="utf-8")


def test_any_text_can_be_written_down() -> None:
    for text in ("100 % of it, %s and {x}", "half \ud83d", "nul \0", "עברית"):
        assert write_note(text) is not None
        assert write_bug(ValueError(text)) is not None
    assert "100 % of it, %s and {x}" in log_path().read_text(encoding="utf-8")


def test_no_place_for_the_log_is_no_trouble(own_log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own_log.write_text("a file where a folder should be")
    assert write_bug(ValueError("x")) is None
    assert LastEnd().begin() is None

    def no_home(*_: object, **__: object) -> Path:
        raise RuntimeError("no home")

    monkeypatch.setattr("platformdirs.user_log_path", no_home)
    assert write_bug(ValueError("x")) is None
    assert LastEnd().begin() is None


def test_a_full_disk_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    target = log_path()
    target.parent.mkdir(parents=True)
    target.symlink_to("/dev/full")
    assert write_bug(ValueError("x")) is None


BREAK = """
import ctypes, os, signal, sys
from desktop.last_end import LastEnd
last = LastEnd()
print(last.begin())
if sys.argv[1] == "segv":
    ctypes.string_at(0)
elif sys.argv[1] == "abort":
    os.abort()
elif sys.argv[1] == "kill":
    os.kill(os.getpid(), signal.SIGKILL)
last.end()
"""


def run(how: str) -> tuple[int, str]:
    """Run a program that ends in one of four ways, and return its code and what it was told of the last one."""
    done = subprocess.run([sys.executable, "-c", BREAK, how], capture_output=True, text=True, check=False, timeout=60)
    return done.returncode, done.stdout.strip()


def ended() -> list[Path]:
    return sorted(log_path().parent.glob("ended-*"))


def test_a_program_that_breaks_is_found_at_the_next_start_and_told_once() -> None:
    assert run("well") == (0, "None")
    assert ended() == [], "who ends well leaves nothing"
    for how in ("segv", "abort"):
        assert run(how)[0] < 0
        assert len(ended()) == 1
        assert run("well") == (0, str(log_path())), how
        assert run("well") == (0, "None")
        assert ended() == []
    text = log_path().read_text(encoding="utf-8")
    assert "Segmentation fault" in text and "Aborted" in text and 'File "<string>"' in text


def test_a_program_that_was_killed_is_not_spoken_of() -> None:
    assert run("kill")[0] < 0
    assert len(ended()) == 1
    assert run("well") == (0, "None")
    assert ended() == []


def test_the_file_of_a_program_that_is_running_stays() -> None:
    log_path().parent.mkdir(parents=True)
    running = log_path().parent / f"ended-{os.getppid()}.log"
    running.touch()
    assert run("well") == (0, "None")
    assert ended() == [running]
