"""A widget of one's own that shows a ring where the keyboard is."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from widgets.theme import theme
from widgets.tokens import RADIUS_S


class Ringed(QWidget):
    """Paints the ring around the whole of it while it has the keyboard. `ring_fill` names a colour of the theme to
    fill it with, nothing for none."""

    ring_fill = ""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ring under what is in it."""
        if not self.hasFocus():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().accent_ink, 1))
        if self.ring_fill:
            painter.setBrush(getattr(theme(), self.ring_fill))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_S, RADIUS_S)
