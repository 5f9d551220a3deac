"""A name that leads to all about it by a click. The keyboard has a menu for the same: a name is no stop of its own."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from widgets.card import PlainLabel


class NameLink(PlainLabel):
    """An elided name that is underlined under the pointer. `opened()` on a click."""

    opened = Signal()

    def __init__(self, role: str = "body", parent: QWidget | None = None) -> None:
        super().__init__("", role, elide=True, parent=parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it leads somewhere."""
        super().enterEvent(event)
        self._underline(True)

    def leaveEvent(self, event: QEvent) -> None:
        """Be a name again."""
        super().leaveEvent(event)
        self._underline(False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open what is clicked."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            event.accept()
            self.opened.emit()
        else:
            super().mouseReleaseEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the press, so that the release is told here."""
        if event.button() == Qt.MouseButton.LeftButton:
            event.accept()
        else:
            super().mousePressEvent(event)

    def _underline(self, under: bool) -> None:
        now = self.font()
        now.setUnderline(under)
        self.setFont(now)
