"""How the program stands in the task bar: its icon on every window, and on Windows a place of its own."""

import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QImageReader, QPixmap
from PySide6.QtWidgets import QApplication

import resources

SIZES = (16, 24, 32, 48, 64, 128, 256)
WINDOWS_NAME = "Handshake.Handshake"
"""What Windows knows the program by; the entry in its start menu may carry the same name, to be pinned as one."""


def show_icon() -> None:
    """Give every window and dialog of the program its icon. Takes some milliseconds: for behind the first paint."""
    application = QApplication.instance()
    if not isinstance(application, QApplication) or not application.windowIcon().isNull():
        return
    # There the bundle's own icon is in the dock, drawn larger than this one.
    if sys.platform == "darwin" and getattr(sys, "frozen", False):
        return
    application.setWindowIcon(program_icon())


def program_icon() -> QIcon:
    """Return the icon of the program in every size that a task bar, a title bar or a switcher asks for."""
    made = QIcon()
    for size in SIZES:
        # Qt's reader of pictures brings the drawing along in whatever size; to load QtSvg itself would cost more.
        reader = QImageReader(str(Path(resources.__file__).parent / "program" / "handshake.svg"))
        reader.setScaledSize(QSize(size, size))
        picture = reader.read()
        if not picture.isNull():
            made.addPixmap(QPixmap.fromImage(picture))
    return made


def name_for_windows(shell: Any = None) -> bool:
    """Tell Windows that this program is itself, not one of the windows of Python: before the first of them is made.

    `shell` stands in for shell32. Returns whether Windows took the name; without it the program runs as well.
    """
    with suppress(AttributeError, ImportError, OSError):
        if shell is None and sys.platform == "win32":
            import ctypes

            shell = ctypes.windll.shell32
        return int(shell.SetCurrentProcessExplicitAppUserModelID(WINDOWS_NAME)) == 0
    return False
