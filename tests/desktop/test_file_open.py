"""A double click as macOS tells of it: an event to the application, at its start and while it runs."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import json, sys
from types import SimpleNamespace
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QDialog
from desktop import start
from desktop.window import Window

first, second = sys.argv[1:]
seen = []
# As on macOS here, and nowhere else: Python's own library looks at its system as well.
start.sys = SimpleNamespace(platform="darwin", argv=sys.argv, stderr=sys.stderr)
application = start.make_bare_application()
QCoreApplication.postEvent(application, QFileOpenEvent(first))


def at(window):
    return window.session.book.path.name


def click(path):
    QCoreApplication.sendEvent(application, QFileOpenEvent(path))


def begin(window):
    seen.append(at(window))
    session = window.session
    window.showMinimized()
    click(first)
    seen.append([window.isMinimized(), window.session is session])
    dialog = QDialog(window)
    dialog.setModal(True)
    dialog.show()
    click(second)
    seen.append(at(window))
    window.file_opened.connect(lambda: QTimer.singleShot(0, lambda: end(window)))
    dialog.close()


def end(window):
    seen.append(at(window))
    click(first + ".gone")
    seen.append([at(window), bool(window.notice_bar.text())])
    print(json.dumps(seen), flush=True)
    window.close()


def safely(step, window):
    try:
        step(window)
    except Exception as error:
        print(repr(error), seen, flush=True)
        window.close()


shown = Window.show
Window.show = lambda window: (shown(window), QTimer.singleShot(0, lambda: safely(begin, window)))
sys.exit(start.open_window(None))
"""


@pytest.mark.skipif(os.name != "posix", reason="stands in for macOS on a system like it")
def test_what_is_double_clicked_is_opened_at_the_start_and_while_it_runs(sample: Path, tmp_path: Path) -> None:
    first, second = (tmp_path / name for name in ("Müller & Söhne.handshake", "two words.handshake"))
    shutil.copy(sample, first)
    shutil.copy(sample, second)
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    own = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR", "XDG_DATA_HOME", "XDG_CACHE_HOME"), str(home))
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(first), str(second)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **own},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [
        first.name,
        [False, True],  # the window that has it comes back, and nothing is opened again
        first.name,  # under a dialog it waits
        second.name,
        [second.name, True],  # and what is not there is told, with the window as it was
    ], done.stderr
