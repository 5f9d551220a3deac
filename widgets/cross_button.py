"""A quiet cross, which takes away what stands beside it."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from widgets.icons import paint_icon
from widgets.ring_paint import paint_ring
from widgets.theme import metrics, theme
from widgets.tokens import RADIUS_S

CROSS = 26


class CrossButton(QPushButton):
    """A button of one size, which keeps its room while it is hidden. It takes Enter too, in a dialog."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(CROSS, CROSS)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        kept = self.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.setSizePolicy(kept)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the cross."""
        painter = QPainter(self)
        near = self.underMouse() or self.hasFocus() or self.isDown()
        if near:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().hover)
            painter.drawRoundedRect(self.rect(), RADIUS_S, RADIUS_S)
        if self.hasFocus():
            paint_ring(painter, self.rect())
        size = metrics("body").height() * 0.85
        place = QRectF((self.width() - size) / 2, (self.height() - size) / 2, size, size)
        paint_icon(painter, "close", place, theme().ink if near else theme().muted)
