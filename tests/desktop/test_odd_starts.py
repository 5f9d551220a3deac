"""The program starts whatever is odd here, and says what is off: settings, folders, fonts, signals, safe mode."""

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from storage.verify import verify

ROOT = Path(__file__).resolve().parents[2]
INI = "[General]\nscheme=dark\nrecent={recent}\nversion=1\n"

# The real start of the program; once it is warm it prints what it shows, and waits for what the test does with it.
START = """
import json, os, sys
from desktop import start

make_application = start.make_application
if os.environ.get("HOLD_SHIFT"):
    start.shift_is_held = lambda: True
windows, watching = [], []


def told():
    from PySide6.QtWidgets import QApplication
    from widgets.theme import theme

    window = windows[0]
    said = window.notice_bar.text() if window.notice_bar.isVisible() else ""
    return {
        "notice": "" if said.endswith("late.") else said,
        "banner": window.bars.banner.text() if window.bars.banner.isVisible() else "",
        "file": str(window.session.book.path) if window.session else "",
        "dark": theme().paper.lightness() < 128,
    }


def watched():
    application = make_application()
    if watching:
        return application
    watching.append(True)
    from PySide6.QtCore import QTimer
    from desktop.window import Window

    made = Window.__init__
    ticks = []

    def init(window, **more):
        made(window, **more)
        windows.append(window)
        timer = QTimer(window)
        timer.timeout.connect(look)
        timer.start(50)

    def look():
        window = windows[0]
        # Behind the first paint: what is said at the start has been said.
        if "menus" not in window.__dict__:
            return
        ticks.append(1)
        if len(ticks) == 6:
            if os.environ.get("WRITE"):
                from desktop.rooms.deal_form import DealForm
                form = DealForm(window.session, None, window)
                form.open()
                form.note_edit.insertPlainText(os.environ["WRITE"])
                window.form = form
            if os.environ.get("CHOOSE"):
                from desktop import settings
                settings.remember_color_scheme("light")
            print(json.dumps(told()), flush=True)
            if not os.environ.get("STAY"):
                application.quit()

    Window.__init__ = init
    return application


start.make_application = watched
sys.path.insert(0, os.getcwd())
from desktop.main import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home folder of one's own."""
    made = tmp_path / "home"
    made.mkdir()
    return made


def environment(home: Path, **more: str | None) -> dict[str, str]:
    """Return the least that a program is started with; None takes a name out."""
    runtime = home / "runtime"
    runtime.mkdir(mode=0o700, exist_ok=True)
    base: dict[str, str | None] = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(runtime),
        "QT_QPA_PLATFORM": "offscreen",
        "LC_ALL": "C.UTF-8",
        **more,
    }
    return {name: value for name, value in base.items() if value is not None}


def start(home: Path, *words: str, **more: str | None) -> dict[str, Any]:
    """Start the program and return what it shows once it is there."""
    done = subprocess.run(
        [sys.executable, "-c", START, *words],
        env=environment(home, **more),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def ini(home: Path) -> Path:
    path = home / ".config" / "Handshake" / "Handshake.ini"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


# Settings (fault 54)


def test_a_start_in_order_says_nothing(home: Path, sample: Path) -> None:
    ini(home).write_text(INI.format(recent=sample))
    shown = start(home)
    assert shown == {"notice": "", "banner": "", "file": str(sample), "dark": True}
    assert "version=1" in ini(home).read_text()


BROKEN = {
    "garbage": b"\xff\xfe\x00garbage" * 40,
    "prose": b"Dear Ana,\nthese are no settings\n",
    "zeros": bytes(400),
    "cut": b"[General]\nscheme=dark\nrece",
    "huge": b"[General]\nx=" + b"y" * 1_100_000,
    "newer": b"[General]\nversion=99\nscheme=dark\n",
    "odd version": b"[General]\nversion=two\n",
}


@pytest.mark.parametrize("what", BROKEN)
def test_settings_that_can_not_be_read_are_set_aside(home: Path, what: str) -> None:
    ini(home).write_bytes(BROKEN[what])
    shown = start(home)
    assert not shown["dark"] and not shown["file"]
    assert ("newer Handshake" if what == "newer" else "can't be read") in shown["notice"]
    kept = ini(home).with_name("Handshake kept 1.ini")
    assert kept.read_bytes() == BROKEN[what] and str(kept) in shown["notice"]
    assert start(home)["notice"] == ""


def test_empty_settings_and_odd_values_are_no_trouble(home: Path, sample: Path) -> None:
    ini(home).write_bytes(b"")
    assert start(home)["notice"] == ""
    odd = "[General]\nscheme=pink\nrecent=@Invalid()\ngeometry=@ByteArray(\\x1\nremind=perhaps\nscorecard_step=17\n"
    ini(home).write_text(odd)
    shown = start(home, str(sample))
    assert shown["file"] == str(sample) and shown["notice"] == ""


def test_settings_that_are_no_file_are_not_waited_for(home: Path) -> None:
    os.mkfifo(ini(home))
    assert "can't be read" in start(home)["notice"]
    assert stat.S_ISFIFO(ini(home).with_name("Handshake kept 1.ini").stat().st_mode)
    ini(home).unlink(missing_ok=True)
    ini(home).mkdir()
    (ini(home) / "x").touch()
    assert "can't be read" in start(home)["notice"]


@pytest.fixture
def unchangeable(home: Path) -> Iterator[Callable[[Path], None]]:
    """A function that makes a file unchangeable also for root; skips where that can't be."""
    done: list[Path] = []

    def fix(path: Path) -> None:
        if subprocess.run(["chattr", "+i", path], capture_output=True, check=False).returncode:
            pytest.skip("this disk knows no unchangeable files")
        done.append(path)

    if shutil.which("chattr") is None:
        pytest.skip("there is no chattr here")
    yield fix
    for path in done:
        subprocess.run(["chattr", "-i", path], check=True)


def test_settings_that_can_not_be_written_are_said(
    home: Path, sample: Path, unchangeable: Callable[[Path], None]
) -> None:
    ini(home).write_text(INI.format(recent=sample))
    unchangeable(ini(home))
    shown = start(home, CHOOSE="1")
    assert shown["file"] == str(sample) and shown["dark"]
    assert "settings can't be written" in shown["notice"]
    assert ini(home).read_text() == INI.format(recent=sample)


# Safe mode


@pytest.mark.parametrize("how", ["word", "word before a file", "shift"])
def test_safe_mode_begins_with_the_usual_settings_and_leaves_ones_own(home: Path, sample: Path, how: str) -> None:
    before = INI.format(recent=sample)
    ini(home).write_text(before)
    words = {"word": ["--safe-mode"], "word before a file": ["--safe-mode", str(sample)], "shift": []}[how]
    shown = start(home, *words, CHOOSE="1", HOLD_SHIFT="1" if how == "shift" else None)
    assert shown["banner"].startswith("Safe mode: the usual settings")
    assert not shown["dark"]
    assert shown["file"] == (str(sample) if how == "word before a file" else "")
    assert ini(home).read_text() == before, "settings stay as they are"
    assert list(ini(home).parent.iterdir()) == [ini(home)]


def test_safe_mode_starts_on_broken_settings_and_does_not_touch_them(home: Path) -> None:
    ini(home).write_bytes(BROKEN["garbage"])
    assert start(home, "--safe-mode")["notice"] == ""
    assert ini(home).read_bytes() == BROKEN["garbage"]
    assert list(ini(home).parent.iterdir()) == [ini(home)]


def test_safe_mode_is_in_the_help(home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "--help"],
        env=environment(home),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "--safe-mode" in done.stdout and done.returncode == 0


# What is missing here (fault 55)

ODD: dict[str, tuple[dict[str, str | None], str]] = {
    "no home": ({"HOME": "/proc/nowhere"}, "settings can't be written"),
    "home is a file": ({"HOME": "/etc/hostname"}, "settings can't be written"),
    "no HOME in the environment": ({"HOME": None}, ""),
    "no temporary folder": ({"TMPDIR": "/nowhere"}, ""),
    "folders that are relative": ({"XDG_CONFIG_HOME": "here", "XDG_STATE_HOME": "there"}, ""),
    "folders that are devices": (
        {"XDG_CONFIG_HOME": "/dev/null", "XDG_STATE_HOME": "/dev/null"},
        "no place for the log",
    ),
    "folders that are empty": ({"XDG_CONFIG_HOME": "", "XDG_STATE_HOME": "", "XDG_CACHE_HOME": ""}, ""),
    "an odd language": ({"LC_ALL": "xx_YY.UTF-8", "LANG": "tlh"}, ""),
    "plain letters only": ({"LC_ALL": "C"}, ""),
    "an odd zone": ({"TZ": "Mars/Olympus"}, ""),
    "no search path": ({"PATH": ""}, ""),
}


@pytest.mark.parametrize("what", ODD)
def test_it_starts_in_an_odd_place_and_says_what_is_off(home: Path, sample: Path, what: str) -> None:
    more, said = ODD[what]
    shown = start(home, str(sample), **more)
    assert shown["file"] == str(sample)
    assert (said in shown["notice"]) if said else shown["notice"] == ""
    for name in ("here", "there"):
        shutil.rmtree(ROOT / name, ignore_errors=True)


def test_without_fonts_it_starts_and_says_so(home: Path, sample: Path) -> None:
    config = home / "fonts.conf"
    config.write_text('<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig></fontconfig>')
    shown = start(home, str(sample), FONTCONFIG_FILE=str(config), QT_QPA_FONTDIR=str(home / "none"))
    assert shown["file"] == str(sample)
    assert "No fonts are installed" in shown["notice"]


# Signals (fault 57)


def run_on(home: Path, *words: str, **more: str) -> "subprocess.Popen[str]":
    """Start the program and leave it running; it has shown its window."""
    running = subprocess.Popen(
        [sys.executable, "-c", START, *words],
        env=environment(home, STAY="1", **more),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert running.stdout is not None and running.stdout.readline(), running.communicate()[1]
    return running


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP], ids=lambda one: one.name)
def test_a_signal_to_end_keeps_what_is_being_written(home: Path, sample: Path, number: signal.Signals) -> None:
    running = run_on(home, str(sample), WRITE="Not saved yet")
    running.send_signal(number)
    _, errors = running.communicate(timeout=20)
    assert running.returncode == 0, errors
    assert "Traceback" not in errors
    assert verify(sample).ok
    assert [file.name for file in sample.parent.iterdir() if file.name.startswith(sample.name)] == [sample.name]
    shown = start(home)
    assert shown["file"] == str(sample)
    assert "What you were writing" in shown["notice"]
    (kept,) = (home / ".local" / "state" / "Handshake" / "drafts").iterdir()
    assert "Not saved yet" in kept.read_text()


def test_a_killed_program_leaves_what_was_being_written_a_moment_ago(home: Path, sample: Path) -> None:
    running = run_on(home, str(sample), WRITE="Not saved yet")
    drafts = home / ".local" / "state" / "Handshake" / "drafts"
    for _ in range(200):
        if drafts.is_dir() and any(file.suffix == ".json" for file in drafts.iterdir()):
            break
        try:
            running.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
    running.kill()
    running.communicate()
    assert "What you were writing" in start(home)["notice"]


def test_a_program_that_has_no_standard_error_still_ends_in_peace(monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop import start

    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(start, "has_display", lambda: False)
    monkeypatch.setattr(sys, "stderr", None)
    assert start.open_window(None) == 2
