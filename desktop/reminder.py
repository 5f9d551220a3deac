"""The notice of what is late: once a day for each file, outside the window where the desktop shows such notices."""

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QSystemTrayIcon

from desktop import settings
from desktop.window import Window
from resources.words import tr
from widgets.icons import icon

SHOWN_MILLISECONDS = 10_000


def remind(window: Window, path: Path, today: date, say: str) -> bool:
    """Say what is late in the file at `path`, unless that was done today or is switched off. Return whether it was."""
    if not settings.reminds() or settings.reminded_on(path) == today.isoformat():
        return False
    outside = QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()
    if not outside and window.bars.is_held:
        # Something that somebody has to read first; what is late stands on Today anyway.
        return False
    settings.remember_reminded(path, today.isoformat())
    if outside:
        Reminder(window).show_message(say)
    else:
        window.bars.give(say)
    return True


class Reminder(QSystemTrayIcon):
    """One notice on the desktop. A click on it brings the window to the front, with Today."""

    def __init__(self, window: Window) -> None:
        super().__init__(icon("today"), window)
        self._window = window
        self.setToolTip(tr("Handshake"))
        self.messageClicked.connect(self._come_to_front)

    def show_message(self, say: str) -> None:
        """Show the notice."""
        self.show()
        name = self._window.windowTitle()
        self.showMessage(name, say, QSystemTrayIcon.MessageIcon.Information, SHOWN_MILLISECONDS)

    def _come_to_front(self) -> None:
        self._window.show_room("today")
        self._window.raise_()
        self._window.activateWindow()
        self.hide()
        self.deleteLater()
