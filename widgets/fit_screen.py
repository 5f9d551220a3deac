"""Keeping a window on the screen that it comes up on: small laptops, and text made larger by the system."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

TITLE_BAR = 36
"""The height of what a window manager puts on top of a window; Qt knows it only once it is there."""


def room_on_screen() -> QSize:
    """Return how large a window may be so that all of it is seen, without its title bar."""
    # Not `widget.screen()`: the screen would be taken for the widget's own, and deleted with it.
    return QGuiApplication.primaryScreen().availableSize() - QSize(0, TITLE_BAR)


def keep_on_screen(window: QWidget) -> None:
    """Make a window that is about to be shown no higher than the screen: its buttons stand at its lower end."""
    window.resize(window.width(), min(window.height(), room_on_screen().height()))
