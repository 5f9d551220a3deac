"""What painted lists have in common: the frame around the current row, and the hint of the row under the pointer."""

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from widgets.theme import theme
from widgets.tokens import RADIUS


def paint_row_frame(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """Paint the ground of a row: an outlined card when selected (stronger with the keyboard), a hint when hovered."""
    state: QStyle.StateFlag = option.state
    rect: QRect = option.rect
    tokens = theme()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if state & QStyle.StateFlag.State_Selected:
        width = 2.0 if state & QStyle.StateFlag.State_HasFocus else 1.2
        painter.setPen(QPen(tokens.accent_ink, width))
        painter.setBrush(tokens.card)
        painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(tokens.hover)
        painter.setBrush(tokens.hover)
        painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
