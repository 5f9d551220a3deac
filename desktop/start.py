"""Starting the window: nothing heavy before the first paint (platform.md)."""

import os
import sys
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import plain_import
from desktop.collection import no_collection
from resources.words import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop.window import Window

BEHIND_MILLISECONDS, ANSWER_MILLISECONDS = 400, 1_000
FRONT, THERE, HERE = b"front", b"there", b"here"
PLACES = "handshake-"
"""What the name of every place begins with at which a window listens."""


def has_display() -> bool:
    """Say whether a window can be shown here."""
    names = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
    return sys.platform != "linux" or any(os.environ.get(name) for name in names)


def complain(say: str) -> None:
    """Say why there is no window, where that is heard: a program of Windows with windows has no standard error."""
    stream = getattr(sys, "stderr", None)
    if stream is not None:
        stream.write(say + "\n")
    elif sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, say, "Handshake", 0x10)


def open_window(file: str | None, *, safe: bool = False) -> int:
    """Open the window on `file`, else on the last business, else on the welcome page. Returns the exit code.

    `safe`, or Shift held down: the usual settings, no last business, and the user's own settings stay as they are.
    """
    if not has_display():
        say = tr("There is no screen here to open a window on. “handshake --help” lists what works without one.")
        complain(say)
        return 2
    try:
        with ExitStack() as until_painted:
            # Nothing of what is loaded now will be garbage: to look through it again and again takes 15 ms.
            until_painted.enter_context(no_collection())
            return _run_window(file, safe, until_painted)
    except Exception as error:
        from desktop.log import write_bug

        place = write_bug(error)
        say = tr("Handshake could not start. Try “handshake --safe-mode”. Details: {place}")
        complain(say.format(place=place or "-"))
        return 2


def _run_window(file: str | None, safe: bool, until_painted: ExitStack) -> int:
    make_bare_application()
    from desktop import settings

    say = ""
    safe = safe or shift_is_held()
    if safe:
        settings.use_defaults()
    else:
        say = settings.set_aside_unreadable()
    path = Path(file) if file is not None else None
    if sys.platform == "darwin":
        from desktop.file_open import FileOpener, first_file

        path = path or first_file()
    if not safe:
        path = path or next(iter(settings.recent_files()), None)
        if path is not None and bring_to_front(path):
            return 0
    application = make_application()
    from desktop.care import Care
    from desktop.window import Window
    from widgets.first_paint import FirstPaint

    window = Window(remembers=not safe)
    if sys.platform == "darwin":
        FileOpener(window)
    care = Care(window, settings_say=say, restores=not safe)
    care.begin()
    first_paint = FirstPaint(window)
    first_paint.came.connect(until_painted.close)
    if not safe:
        # Not from now on: to bring an old file up to date may take longer than the moment until what is behind begins.
        first_paint.came.connect(partial(_begin_behind, window))
    try:
        if safe:
            window.bars.hold_always(
                tr("Safe mode: the usual settings, nothing brought back. Your own settings stay as they are.")
            )
        if path is not None:
            window.open_file(path)
        window.show()
        code = application.exec()
        # A signal ends the loop without it.
        window.close()
    finally:
        care.end()
        settings.use_own_again()
    return code


def shift_is_held() -> bool:
    """Say whether Shift is held down at this moment, as far as the screen can tell."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication

    return bool(QGuiApplication.queryKeyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)


def make_application() -> "QApplication":
    """Make the one application object with our name, icon and theme."""
    application = make_bare_application()
    from desktop.settings import color_scheme
    from widgets.theme import apply

    apply(application, color_scheme())
    return application


def make_bare_application() -> "QApplication":
    """Make the one application object with our name, before anything of the settings is read."""
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtWidgets import QApplication

    _suit_the_system()
    plain_import.restore()
    if sys.platform == "win32":
        from desktop.task_bar import name_for_windows

        name_for_windows()
    QCoreApplication.setOrganizationName("Handshake")
    QCoreApplication.setApplicationName("Handshake")
    from widgets.theme import STYLE

    application = QApplication.instance() or QApplication([*sys.argv[:1], *STYLE])
    assert isinstance(application, QApplication)
    application.setApplicationDisplayName("Handshake")
    application.setDesktopFileName("handshake")
    return application


def _suit_the_system() -> None:
    """Make the application by which macOS tells of files; let Qt know the fonts of Windows where there is no screen."""
    from PySide6.QtCore import QCoreApplication

    if sys.platform == "darwin" and QCoreApplication.instance() is None:
        from desktop.file_open import Application
        from widgets.theme import STYLE

        Application([*sys.argv[:1], *STYLE])
    if sys.platform == "win32" and os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        windows = os.environ.get("SYSTEMROOT", "C:\\Windows")
        os.environ.setdefault("QT_QPA_FONTDIR", os.path.join(windows, "Fonts"))  # noqa: PTH118  Qt wants text


def _begin_behind(window: "Window") -> None:
    """Let a second start find the file of `window`, see to its backups, and tell once what is new: from a
    moment after the first paint on.
    """
    from PySide6.QtCore import QTimer

    def begin() -> None:
        from desktop.backup_watch import BackupWatch
        from desktop.one_window import OneWindow
        from desktop.whats_new import tell_whats_new

        OneWindow(window).listen()
        BackupWatch(window)
        tell_whats_new(window)

    QTimer.singleShot(BEHIND_MILLISECONDS, window, begin)


def place_of(file: Path) -> str:
    """Return where the window of `file` listens: a socket, or on Windows a pipe."""
    import hashlib

    real = os.path.normcase(os.path.realpath(file))
    name = f"{PLACES}{hashlib.sha256(os.fsencode(real)).hexdigest()[:20]}"
    if os.name == "nt":
        return rf"\\.\pipe\{name}-{os.environ.get('USERNAME', '')}"
    return os.path.join(_folder_of_places(), name)  # noqa: PTH118  Qt wants text, and may give none


def _folder_of_places() -> str:
    from PySide6.QtCore import QStandardPaths

    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.RuntimeLocation)


def _is_a_place_taken() -> bool:
    with suppress(OSError):
        return any(name.startswith(PLACES) for name in os.listdir(_folder_of_places()))  # noqa: PTH208  glob takes 1 ms
    return False


def bring_to_front(file: Path) -> bool:
    """Let the window that has `file` open come to the front. False where there is none: the start goes on."""
    # Before the first paint: what `place_of` needs takes 3 ms and 4 MiB, and mostly no window of ours is there.
    if os.name != "nt" and not _is_a_place_taken():
        return False
    return ask_window(place_of(file), FRONT)


def is_taken(place: str) -> bool:
    """Say whether something listens at `place`, or has left it behind."""
    if os.name == "nt":
        # To look at a pipe is to open it, and whoever listens would hear of it; so they are listed.
        folder, name = place.rsplit("\\", 1)
        return name in os.listdir(folder + "\\")  # noqa: PTH208  a pipe is no path
    return os.path.lexists(place)


def ask_window(place: str, word: bytes) -> bool:
    """Say `word` to whoever listens at `place`; True when a window of ours answers. Loads QtNetwork only then."""
    if not is_taken(place):
        return False
    from PySide6.QtNetwork import QLocalSocket

    if sys.platform == "win32":
        import ctypes

        # The program that was started last may come to the front, and may let another one.
        ctypes.windll.user32.AllowSetForegroundWindow(-1)
    socket = QLocalSocket()
    socket.connectToServer(place)
    # A program that was killed leaves its place behind; one that hangs does not answer.
    if not socket.waitForConnected(ANSWER_MILLISECONDS):
        return False
    socket.write(word)
    socket.flush()
    return socket.waitForReadyRead(ANSWER_MILLISECONDS) and bytes(socket.readAll().data()) == HERE
