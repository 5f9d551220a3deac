"""The line around a control that has the focus, or that something is wrong with."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from widgets.theme import theme
from widgets.tokens import RADIUS_S


def paint_ring(painter: QPainter, around: QRect, *, wrong: bool = False) -> None:
    """Paint the line of the focus just inside `around`, in red where something is `wrong`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme().zone("OFF").ink if wrong else theme().accent_ink, 1.4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(around).adjusted(0.7, 0.7, -0.7, -0.7), RADIUS_S, RADIUS_S)
