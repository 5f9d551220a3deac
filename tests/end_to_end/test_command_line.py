"""The command line as a program of its own: what a scheduler or a shell sees of it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
Handshake = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def handshake() -> Handshake:
    """Run the program without a screen, as a scheduler does."""

    def run(*words: object, **more: object) -> subprocess.CompletedProcess[str]:
        gone = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_SESSION_TYPE")
        env = {name: value for name, value in os.environ.items() if name not in gone}
        command = [sys.executable, "-W", "error", "-m", "desktop", *map(str, words)]
        given = {"capture_output": True, "text": True, "encoding": "utf-8", "env": env, **more}
        return subprocess.run(command, cwd=REPOSITORY, check=False, timeout=60, **given)  # type: ignore[call-overload,no-any-return]

    return run


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample business, which the tests here only read."""
    made = tmp_path_factory.mktemp("sample") / "Brightside.handshake"
    subprocess.run([sys.executable, "-m", "desktop", "sample", made], cwd=REPOSITORY, check=True, capture_output=True)
    return made


def test_answers_go_to_standard_output_and_nothing_else_does(handshake: Handshake, sample: Path) -> None:
    for command in ("agreement", "check", "capacity", "agenda", "verify"):
        done = handshake(command, sample, "--json")
        assert (done.returncode, done.stderr) == (0, "")
        assert json.loads(done.stdout)


def test_problems_go_to_standard_error_in_a_sentence(handshake: Handshake, sample: Path, tmp_path: Path) -> None:
    for words in (
        ("check", tmp_path / "none.handshake", "--json"),
        ("check",),
        ("chekc", sample),
        ("check", sample, "--on", "tomorrow"),
        ("check", sample, "--deal"),
        ("print", sample, "agenda"),
        (sample, "check"),
        ("--colour",),
        (),
        (sample,),
    ):
        done = handshake(*words)
        assert (done.returncode, done.stdout) == (2, ""), words
        assert len(done.stderr.splitlines()) == 1 and "Traceback" not in done.stderr, done.stderr


def test_help_and_version(handshake: Handshake) -> None:
    done = handshake("--help")
    assert done.returncode == 0 and done.stderr == ""
    for command in ("sample", "new", "import", "agreement", "check", "capacity", "agenda", "print", "export", "backup"):
        assert command in done.stdout
        assert handshake(command, "--help").returncode == 0
    assert handshake("--version").stdout.startswith("Handshake ")


def test_pages_and_pictures_need_no_screen(handshake: Handshake, sample: Path, tmp_path: Path) -> None:
    for words in (
        ("agenda", sample, "--pdf", tmp_path / "agenda.pdf", "--ics", tmp_path / "agenda.ics"),
        ("print", sample, "checklist", "--blank", "--pdf", tmp_path / "checklist.pdf"),
        ("tour", sample, tmp_path / "tour", "--dark"),
    ):
        done = handshake(*words)
        assert (done.returncode, done.stderr) == (0, ""), done
    assert (tmp_path / "agenda.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "checklist.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "tour" / "intake.png").is_file()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_an_answer_that_finds_no_room_says_so(handshake: Handshake, sample: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = handshake("check", sample, "--json", capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert done.stderr.startswith("The answer can't be written") and len(done.stderr.splitlines()) == 1


@pytest.mark.skipif(os.name == "nt", reason="a shell of Unix")
@pytest.mark.parametrize("tail", ["| true", ">&-", ">&- 2>&-", "</dev/null >/dev/null"])
def test_a_reader_that_goes_away_is_no_bug(sample: Path, tail: str) -> None:
    line = f"'{sys.executable}' -m desktop check '{sample}' --json {tail}"
    done = subprocess.run(["sh", "-c", line], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.stderr == "", done.stderr


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_letters_come_out_as_utf8_whatever_the_console_says(handshake: Handshake, sample: Path, encoding: str) -> None:
    env = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "LC_ALL": "C"}
    done = handshake("check", sample, env=env)
    assert done.returncode == 0 and "Nook Café" in done.stdout


def test_no_home_and_no_place_for_a_log_stop_nothing(handshake: Handshake, sample: Path) -> None:
    env = {**os.environ, "HOME": "/nonexistent", "XDG_STATE_HOME": "/dev/null", "XDG_CONFIG_HOME": "/dev/null"}
    assert handshake("check", sample, "--json", env=env).returncode == 0


def test_reading_commands_start_fast_because_they_load_little(sample: Path) -> None:
    heavy = ("PySide6", "sqlalchemy", "sqlmodel", "pydantic", "openpyxl", "matplotlib", "holidays", "icalendar")
    code = (
        "import sys; from desktop.main import main; "
        f"assert main(['check', {str(sample)!r}]) == 0; "
        f"print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.stderr.strip() in ("[]", "['PySide6']"), done.stderr


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
def test_an_import_that_is_killed_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    file, sheet = tmp_path / "Mine.handshake", tmp_path / "deals.csv"
    new = ["new", str(file), "--type", "blank", "--person", "Ana:sales,operations"]
    subprocess.run([sys.executable, "-m", "desktop", *new], cwd=REPOSITORY, check=True, capture_output=True)
    rows = "".join(f"K-{number},Client {number},{number}.50\n" for number in range(20_000))
    sheet.write_text("ref,client,value\n" + rows, encoding="utf-8")
    # Kill it inside the transaction: the journal stands beside the file only while one is being written.
    taking = subprocess.Popen([sys.executable, "-m", "desktop", "import", file, sheet], cwd=REPOSITORY)
    journal = file.with_name(file.name + "-journal")
    while taking.poll() is None and not journal.exists():
        pass
    taking.send_signal(signal.SIGKILL)
    taking.wait()
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "check", file, "--json"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)) in (0, 20_000), "all or nothing"
    verified = subprocess.run(
        [sys.executable, "-m", "desktop", "verify", file], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert verified.returncode == 0, verified.stdout
