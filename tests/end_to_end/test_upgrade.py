"""An upgrade, as it is lived through: yesterday's settings, a file of the version before, and the new program."""

import gzip
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from storage import sqlite
from storage.schema import SCHEMA_VERSION
from storage.verify import verify

ROOT = Path(__file__).resolve().parents[2]
FILES = ROOT / "tests" / "storage" / "files"
TOLD_APART = ("action", "deal", "client", "question", "decision", "meeting_entry", "visit", "look_back")

# The real start of the program on the last file; it prints what it shows once all that comes behind has come.
START = """
import json, os, sys
from desktop import start

begin = start._begin_behind

def told(window):
    from PySide6.QtWidgets import QApplication
    from desktop.dialogs.whats_new import WhatsNew
    page = window.findChild(WhatsNew)
    shown = page is not None and page.isVisible()
    advice = window.bars.advice
    print(json.dumps({
        "file": str(window.session.book.path) if window.session else "",
        "business": window.session.business.name if window.session else "",
        "advice": advice.text() if not advice.isHidden() else "",
        "news": page.prose.toPlainText() if shown else "",
        "modal": shown and page.isModal(),
        "icon": not QApplication.windowIcon().isNull(),
    }), flush=True)
    if shown:
        page.close()
    window.close()
    QApplication.quit()

def begin_and_tell(window):
    begin(window)
    tell_soon(window)

def tell_soon(window):
    from PySide6.QtCore import QTimer
    QTimer.singleShot(start.BEHIND_MILLISECONDS + 200, window, lambda: told(window))

def tell_behind(window):
    from widgets.first_paint import FirstPaint
    FirstPaint(window).came.connect(lambda: tell_soon(window))

start._begin_behind = begin_and_tell
if os.environ.get("SAFE"):
    # Safe mode has nothing that begins behind; the test looks all the same.
    from desktop.care import Care
    care_begin = Care.begin
    def looked_after(care):
        care_begin(care)
        tell_behind(care._window)
    Care.begin = looked_after
from desktop.main import main
sys.exit(main(sys.argv[1:]))
"""

GEOMETRY = "geometry=@ByteArray(\\x1\\xd9\\xd0\\xcb\\0\\x3\\0\\0)\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = tmp_path / "home"
    (made / ".config" / "Handshake").mkdir(parents=True)
    (made / "runtime").mkdir(mode=0o700)
    return made


@pytest.fixture
def old_file(home: Path) -> Path:
    """A file as the version before wrote it, with rows in every part of it."""
    path = home / "Brightside.handshake"
    (newest,) = [FILES / f"version_{SCHEMA_VERSION - 1}.handshake.gz"]
    path.write_bytes(gzip.decompress(newest.read_bytes()))
    return path


@pytest.fixture
def start(home: Path) -> Callable[..., dict[str, object]]:
    """A function that starts the program as the desktop does and returns what it shows."""

    def run(*words: str, **more: str) -> dict[str, object]:
        done = subprocess.run(
            [sys.executable, "-c", START, *words],
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(home),
                "XDG_RUNTIME_DIR": str(home / "runtime"),
                "QT_QPA_PLATFORM": "offscreen",
                "LC_ALL": "C.UTF-8",
                "PYTHONPATH": str(ROOT),
                **more,
            },
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr, done.stderr
        found: dict[str, object] = json.loads(done.stdout)
        return found

    return run


def leave_settings(home: Path, file: Path | str, more: str) -> Path:
    """Write what the version before left behind: its last file, and `more`."""
    ini = home / ".config" / "Handshake" / "Handshake.ini"
    ini.write_text(f"[General]\nversion=1\nrecent={file}\n{more}", encoding="utf-8")
    return ini


def counted(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        return {table: connection.execute(f"SELECT id FROM {table} ORDER BY id").fetchall() for table in TOLD_APART}


def test_a_file_of_the_version_before_is_taken_over_and_what_is_new_is_told_once(
    home: Path, old_file: Path, start: Callable[..., dict[str, object]]
) -> None:
    before = counted(old_file)
    assert all(before.values()), "there is something of every part to lose"
    old_bytes = sqlite.identity(old_file)
    ini = leave_settings(home, old_file, "used_version=0.8.0\n" + GEOMETRY)

    shown = start()
    assert shown["file"] == str(old_file) and shown["business"] == "Brightside Signs"
    (kept,) = home.glob("*backup-before-v*.handshake")
    assert shown["advice"] == (
        "“Brightside.handshake” was made by an older Handshake and is up to date now. As it was before, it is kept "
        f"beside it: “{kept.name}”."
    )
    assert str(shown["news"]).startswith("0.9.0") and "0.1.0" not in str(shown["news"])
    assert not shown["modal"] and shown["icon"]
    assert counted(old_file) == before
    assert sqlite.identity(old_file)[1] == SCHEMA_VERSION and verify(old_file).ok
    assert sqlite.identity(kept) == old_bytes and verify(kept).ok and counted(kept) == before
    assert "used_version=0.9.0" in ini.read_text(encoding="utf-8")

    again = start()
    assert again["file"] == str(old_file)
    assert again["advice"] == "" and again["news"] == ""
    assert list(home.glob("*backup-before-v*.handshake")) == [kept]


def test_safe_mode_tells_nothing_of_what_is_new_and_leaves_it_for_later(
    home: Path, start: Callable[..., dict[str, object]]
) -> None:
    ini = leave_settings(home, "", "used_version=0.8.0\n" + GEOMETRY)
    assert start("--safe-mode", SAFE="1")["news"] == ""
    assert "used_version=0.8.0" in ini.read_text(encoding="utf-8")
    assert str(start()["news"]).startswith("0.9.0")


def test_the_first_start_of_all_tells_nothing(home: Path, start: Callable[..., dict[str, object]]) -> None:
    assert start()["news"] == ""
    assert start()["news"] == ""
