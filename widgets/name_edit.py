"""A line for the name of somebody or something, from which Enter goes on to what comes next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

LONGEST_NAME = 100


class NameEdit(QLineEdit):
    """A name on one line. `stepped(lines)`: Enter and Down go on, Up goes back; the dialog hears nothing of it."""

    stepped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(LONGEST_NAME)
        self.setMinimumWidth(120)

    def set_wrong(self, wrong: bool) -> None:
        """Show whether something is wrong with it."""
        self.setProperty("invalid", "true" if wrong else "false")
        self.style().unpolish(self)
        self.style().polish(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a name means the next one, not the button of the dialog."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.stepped.emit(1)
        elif event.key() == Qt.Key.Key_Up:
            self.stepped.emit(-1)
        else:
            super().keyPressEvent(event)
