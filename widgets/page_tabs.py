"""The pages of one room, side by side under its title: real tabs, the current one underlined."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QToolButton, QWidget

from resources.words import tr
from widgets.key_tabs import KeyTabs
from widgets.text_paint import LEADING, draw_line, mirrored
from widgets.theme import metrics, theme
from widgets.tokens import SPACE_S, SPACE_XS

_PAD = 4
_APART = 10
_UNDERLINE = 2
_FADE = 24


class PageTabs(KeyTabs):
    """Pages by key, with counts; Left and Right choose. `page_chosen(key)` tells of a page that a person chose."""

    page_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Pages"))
        self.setMouseTracking(True)
        self._hovered = -1
        for button in self.findChildren(QToolButton):
            button.setAutoRaise(True)
        self.chosen.connect(self.page_chosen)

    def set_pages(self, pages: Sequence[tuple[str, str, int | None]]) -> None:
        """Show `pages`: key, text, count (None: none is shown). The current one stays current."""
        self.set_tabs(pages)

    def tabSizeHint(self, index: int) -> QSize:
        """Room for the words in bold, and for the space to the next."""
        measure = metrics("strong")
        width = measure.horizontalAdvance(self.shown(index)) + 1 + 2 * _PAD + _APART
        return QSize(width, measure.height() + SPACE_XS + SPACE_S)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which page a click would choose."""
        super().mouseMoveEvent(event)
        self._hover(self.tabAt(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer."""
        super().leaveEvent(event)
        self._hover(-1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line under all, the words, and the line under the current ones."""
        tokens = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        painter.fillRect(0, self.height() - 1, self.width(), 1, tokens.line)
        for index in range(self.count()):
            tab = self.tabRect(index)
            place = mirrored(self.layoutDirection(), tab, tab.adjusted(0, 0, -_APART, 0))
            current = index == self.currentIndex()
            colour = tokens.accent_ink if current else tokens.ink if index == self._hovered else tokens.muted
            if current:
                under = QRect(place.left(), self.height() - _UNDERLINE, place.width(), _UNDERLINE)
                painter.fillRect(under, tokens.accent_ink)
                if self.hasFocus():
                    painter.setPen(QPen(tokens.accent_ink, 1.4))
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    ring = QRectF(place).adjusted(0.7, 0.7, -0.7, -_UNDERLINE - 2.3)
                    painter.drawRoundedRect(ring, 4, 4)
            words = place.adjusted(_PAD, 0, -_PAD, -SPACE_XS)
            draw_line(painter, words, self.shown(index), "strong" if current else "body", colour, LEADING)

        self._paint_end(painter)

    def _paint_end(self, painter: QPainter) -> None:
        """Let words that go on under the buttons that scroll, at the far end, fade out before them."""
        buttons = [button.geometry() for button in self.findChildren(QToolButton) if button.isVisible()]
        if not buttons:
            return
        # Worked out as from left to right, and mirrored at the end.
        direction, whole = self.layoutDirection(), QRect(0, 0, self.width(), self.height() - 1)
        edge = min(mirrored(direction, whole, rect).left() for rect in buttons)
        tabs = [mirrored(direction, whole, self.tabRect(index)) for index in range(self.count())]
        under = mirrored(direction, whole, whole.adjusted(edge, 0, 0, 0))
        ground = self.palette().color(QPalette.ColorRole.Window)
        painter.fillRect(under, ground)
        if any(tab.left() < edge < tab.right() + 1 - _APART for tab in tabs):
            faded = mirrored(direction, whole, QRect(edge - _FADE, 0, _FADE, whole.height()))
            right_to_left = direction == Qt.LayoutDirection.RightToLeft
            clear = QColor(ground)
            clear.setAlpha(0)
            fade = QLinearGradient(faded.right() + 1 if right_to_left else faded.left(), 0, 0, 0)
            fade.setFinalStop(faded.left() if right_to_left else faded.right() + 1, 0)
            fade.setColorAt(0, clear)
            fade.setColorAt(1, ground)
            painter.fillRect(faded, QBrush(fade))

    def _hover(self, index: int) -> None:
        if index != self._hovered:
            self._hovered = index
            self.update()
