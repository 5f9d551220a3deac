"""A sentence in a table that is written over where it stands: as high as its words, a field once it is gone into."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from widgets.tokens import SPACE_M


class WordsCell(QPlainTextEdit):
    """Plain words, one paragraph. `left(text)`: they were changed, and Enter was pressed or the cell left; `stepped()`:
    Enter asks for the next cell.

    Escape puts back what stood there.
    """

    left = Signal(str)
    stepped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        self.setProperty("cell", "true")
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._grow)

    def set_words(self, text: str) -> None:
        """Show `text`. What is being typed stays; Escape then puts back `text`."""
        typed = self.is_changed()
        self._shown = text
        if not typed and self.toPlainText() != text:
            self.setPlainText(text)

    def is_changed(self) -> bool:
        """Say whether other words stand here than were shown."""
        return self.toPlainText().strip() != self._shown.strip()

    def put_back(self) -> None:
        """Show again what was shown before anything was typed."""
        self.setPlainText(self._shown)

    def leave(self) -> None:
        """Tell of what was typed, if something was."""
        if self.is_changed() and not self.isReadOnly():
            self.left.emit(self.toPlainText())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is the end of it, not another line."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.leave()
            self.stepped.emit()
        elif event.key() == Qt.Key.Key_Escape and self.is_changed():
            self.put_back()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the cell ends it too; its menu does not leave it."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.leave()

    def hideEvent(self, event: QHideEvent) -> None:
        """What is being typed is kept before it goes out of sight."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.leave()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other widths break the words at other places."""
        super().resizeEvent(event)
        self._grow()

    def changeEvent(self, event: QEvent) -> None:
        """Larger letters need more room."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._grow()

    def _grow(self) -> None:
        lines = max(1, round(self.document().size().height()))
        height = lines * self.fontMetrics().lineSpacing() + SPACE_M + 6
        if height != self.height():
            self.setFixedHeight(height)
