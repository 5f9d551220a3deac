"""Which deals to look at: chips with counts, and a search field that waits until one has stopped typing."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from resources.words import tr
from widgets.key_tabs import KeyTabs
from widgets.text_paint import CENTRE, draw_line
from widgets.theme import metrics, theme
from widgets.tokens import SPACE_S

_PAUSE_MS = 150


class FilterBar(QWidget):
    """A search field over chips. Signals: `filter_chosen(key)` by a person, `search_changed(text)` after a pause."""

    filter_chosen = Signal(str)
    search_changed = Signal(str)

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search_edit = SearchField(placeholder or tr("Find a deal"))
        self.chips = FilterChips()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(self.search_edit)
        column.addWidget(self.chips)
        self.search_edit.search_changed.connect(self.search_changed)
        self.chips.filter_chosen.connect(self.filter_chosen)

    def set_filters(self, filters: Sequence[tuple[str, str, int | None]]) -> None:
        """Show chips: key, text, count (None: none is shown). The current one stays current."""
        self.chips.set_filters(filters)

    def set_current(self, key: str) -> None:
        """Choose a chip, silently. Raises KeyError for one that is not there."""
        self.chips.set_current(key)

    def current(self) -> str | None:
        """The key of the chosen chip."""
        return self.chips.current()


class SearchField(QLineEdit):
    """Words to look for. `search_changed(text)` comes when typing pauses, at once on Enter; Escape clears."""

    search_changed = Signal(str)

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setClearButtonEnabled(True)
        self.setMaxLength(200)
        self._told = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self.textChanged.connect(self._wait)
        self.returnPressed.connect(self._tell)
        self._timer.timeout.connect(self._tell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape clears; an empty field leaves it to the window."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._tell()
            return
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # A dialog would take it for its button, and close.
            event.accept()

    def _wait(self, _text: str) -> None:
        self._timer.start()

    def _tell(self) -> None:
        self._timer.stop()
        words = self.text().strip()
        if words != self._told:
            self._told = words
            self.search_changed.emit(words)


class FilterChips(KeyTabs):
    """One of several filters, with counts; Left and Right choose. `filter_chosen(key)`."""

    filter_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Show"))
        self.chosen.connect(self.filter_chosen)

    def set_filters(self, filters: Sequence[tuple[str, str, int | None]]) -> None:
        """See `FilterBar.set_filters`."""
        self.set_tabs(filters)

    def tabSizeHint(self, index: int) -> QSize:
        """Room for the words in bold."""
        measure = metrics("small-strong")
        return QSize(measure.horizontalAdvance(self.shown(index)) + 2 * SPACE_S, measure.height() + 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chips."""
        tokens = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        for index in range(self.count()):
            rect = self.tabRect(index).adjusted(0, 1, 0, -1)
            current = index == self.currentIndex()
            if current:
                painter.setPen(QPen(tokens.accent_ink, 1.4) if self.hasFocus() else Qt.PenStyle.NoPen)
                painter.setBrush(tokens.select)
                painter.drawRoundedRect(QRectF(rect).adjusted(0.7, 0.7, -0.7, -0.7), 5, 5)
            colour = tokens.accent_ink if current else tokens.muted
            draw_line(painter, rect, self.shown(index), "small-strong" if current else "small", colour, CENTRE)
