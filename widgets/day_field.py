"""The field in which the date of a deal is typed, in its row."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from widgets.date_edit import DateEdit

KEEP = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DayField(DateEdit):
    """The field in a row. Enter and a last Escape are its own: in the list they would mean the deal."""

    enter_pressed = Signal()
    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell of Enter, and of Escape where nothing is left to put back."""
        if event.key() in KEEP:
            event.accept()
            self.enter_pressed.emit()
        elif event.key() == Qt.Key.Key_Escape and not self.isModified():
            event.accept()
            self.given_up.emit()
        else:
            super().keyPressEvent(event)
            event.accept()
