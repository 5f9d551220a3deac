"""A second start on a file that is open brings its window to the front."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from pytestqt.qtbot import QtBot

from desktop.one_window import OneWindow
from desktop.start import bring_to_front, is_taken, place_of
from desktop.window import Window

ASK = "import sys; from pathlib import Path; from desktop.start import bring_to_front, make_bare_application; "
ASK += "application = make_bare_application(); "
ASK += "sys.exit(0 if bring_to_front(Path(sys.argv[1])) else 3)"


@pytest.fixture(autouse=True)
def own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Listen in a folder of the test's own."""
    place = tmp_path / "runtime"
    place.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(place))
    yield


def second_start(path: Path) -> "subprocess.Popen[bytes]":
    """Ask as a second start does, from another process."""
    return subprocess.Popen([sys.executable, "-c", ASK, str(path)], env=os.environ)


def end(process: "subprocess.Popen[bytes]") -> None:
    """Kill a program, as the system does."""
    process.kill()
    process.wait()
    if process.stdout is not None:
        process.stdout.close()


def test_a_second_start_brings_the_window_to_the_front(
    qtbot: QtBot, open_window: Callable[..., Window], sample: Path, tmp_path: Path
) -> None:
    window = open_window(sample, "")
    one = OneWindow(window)
    one.listen()
    link = tmp_path / "link.handshake"
    link.symlink_to(sample)
    for path in (sample, link):
        with qtbot.waitSignal(one.asked):
            asking = second_start(path)
        assert asking.wait(20) == 0
    other = tmp_path / "other.handshake"
    other.write_bytes(b"")
    assert not bring_to_front(other), "another file starts as before"
    window.closing.emit()
    assert not os.path.lexists(place_of(sample))
    assert not bring_to_front(sample)


def test_what_a_killed_program_left_behind_is_taken_over(
    qtbot: QtBot, open_window: Callable[..., Window], sample: Path
) -> None:
    listen = "import sys; from PySide6.QtCore import QCoreApplication; from PySide6.QtNetwork import QLocalServer; "
    listen += (
        "a = QCoreApplication([]); s = QLocalServer(); assert s.listen(sys.argv[1]); print('up', flush=True); a.exec()"
    )
    gone = subprocess.Popen([sys.executable, "-c", listen, place_of(sample)], stdout=subprocess.PIPE)
    assert gone.stdout is not None and gone.stdout.readline() == b"up\n"
    end(gone)
    assert os.path.lexists(place_of(sample)) and not bring_to_front(sample)
    one = OneWindow(open_window(sample, ""))
    one.listen()
    with qtbot.waitSignal(one.asked):
        asking = second_start(sample)
    assert asking.wait(20) == 0


def test_a_second_window_of_the_same_file_leaves_the_first_one_listening(
    qtbot: QtBot, open_window: Callable[..., Window], sample: Path
) -> None:
    hears = "import sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication, QObject, Signal; "
    hears += "from desktop.one_window import OneWindow; from types import SimpleNamespace as N\n"
    hears += (
        "class W(QObject):\n    file_opened = Signal()\n    closing = Signal()\n"
        "    session = N(book=N(path=Path(sys.argv[1])))\n"
        "    def isMinimized(self): return False\n    def raise_(self): print('front', flush=True)\n"
        "    def activateWindow(self): pass\n"
        "a = QCoreApplication([]); w = W(); o = OneWindow(w); o.listen(); print('up', flush=True); a.exec()\n"
    )
    first = subprocess.Popen([sys.executable, "-c", hears, str(sample)], stdout=subprocess.PIPE)
    try:
        assert first.stdout is not None and first.stdout.readline() == b"up\n"
        second = OneWindow(open_window(sample, ""))
        second.listen()
        assert bring_to_front(sample)
        assert first.stdout.readline() == b"front\n", "asked once, by the start and not by the second window"
        second.end()
        assert os.path.lexists(place_of(sample))
    finally:
        end(first)


def test_on_windows_the_pipes_are_listed_and_none_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    def listed(folder: str) -> list[str]:
        assert folder == "\\\\.\\pipe\\"
        return ["handshake-1-Ana", "other"]

    monkeypatch.setattr("desktop.start.os", SimpleNamespace(name="nt", listdir=listed))
    assert is_taken(r"\\.\pipe\handshake-1-Ana")
    assert not is_taken(r"\\.\pipe\handshake-2-Ana")
