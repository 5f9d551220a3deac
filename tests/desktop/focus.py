"""Where the keyboard is."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot


def wait_for_focus(widget: QWidget, qtbot: QtBot) -> None:
    """Wait until the keyboard is at `widget`; a dialog that has just closed may have left no window active here."""
    widget.window().activateWindow()
    qtbot.waitUntil(widget.hasFocus)
