"""Starting the window: nothing heavy before the first paint (platform.md)."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import plain_import
from resources.words import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def has_display() -> bool:
    """Say whether a window can be shown here."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def open_window(file: str | None) -> int:
    """Open the window on `file`, else on the last business, else on the welcome page. Returns the exit code."""
    if not has_display():
        say = tr("There is no screen here to open a window on. “handshake --help” lists what works without one.")
        sys.stderr.write(say + "\n")
        return 2
    application = make_application()
    from desktop.settings import recent_files
    from desktop.window import Window

    window = Window()
    if file is not None:
        window.open_file(Path(file))
    else:
        recent = recent_files()
        if recent:
            window.open_file(recent[0])
    window.show()
    return application.exec()


def make_application() -> "QApplication":
    """Make the one application object with our name, icon and theme."""
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtWidgets import QApplication

    plain_import.restore()
    QCoreApplication.setOrganizationName("Handshake")
    QCoreApplication.setApplicationName("Handshake")
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationDisplayName("Handshake")
    application.setDesktopFileName("handshake")
    from desktop.settings import color_scheme
    from widgets.theme import apply

    apply(application, color_scheme())
    return application
