"""Painting plain text: one line that is elided, or a paragraph that wraps and may begin in bold. Never HTML."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QTextLayout, QTextOption

from widgets.theme import font, metrics

LEADING = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
TRAILING = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter

# Nobody reads more than this of one paragraph in a list, and laying out a pasted book would stall the window.
LONGEST = 4000


def one_line(text: str) -> str:
    """Return `text` with its line breaks and tabs as spaces."""
    return " ".join(text.split()) if not text.isprintable() else text


def draw_line(
    painter: QPainter, rect: QRect, text: str, role: str, colour: QColor, align: Qt.AlignmentFlag = LEADING
) -> None:
    """Paint `text` on one line in `rect`, elided where it is too long, in the type of `role`."""
    if rect.width() <= 0:
        return
    painter.setFont(font(role))
    painter.setPen(colour)
    shown = metrics(role).elidedText(one_line(text[:LONGEST]), Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, int(align | Qt.TextFlag.TextSingleLine), shown)


def mirrored(direction: Qt.LayoutDirection, around: QRect, rect: QRect) -> QRect:
    """Return where `rect` is in `around` when writing goes in `direction`; `rect` is given for left to right.

    `QStyle.visualRect` says the same, but QStyle brings a dozen enums that the first paint does without.
    """
    if direction == Qt.LayoutDirection.LeftToRight:
        return rect
    return rect.translated(around.left() + around.right() - rect.left() - rect.right(), 0)


class Paragraph:
    """Text laid out to a width. `height` is in pixels. The first `lead` characters are set in bold."""

    def __init__(
        self,
        text: str,
        role: str,
        width: int,
        direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight,
        lead: int = 0,
    ) -> None:
        self._layout = QTextLayout(text[:LONGEST].replace("\n", "\u2028").replace(" %", "\u00a0%"), font(role))
        # QTextLayout, unlike QPainter, does not mirror an alignment by itself.
        right_to_left = direction == Qt.LayoutDirection.RightToLeft
        option = QTextOption(Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft)
        option.setTextDirection(direction)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        if lead:
            from PySide6.QtGui import QTextCharFormat  # ten enums that the first paint does without

            bold = QTextLayout.FormatRange()
            bold.start = 0
            bold.length = lead
            style = QTextCharFormat()
            style.setFontWeight(font("strong").weight())
            bold.format = style
            self._layout.setFormats([bold])
        self.height = 0.0
        self.lines = 0
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            line.setPosition(QPointF(0, self.height))
            self.height += line.height()
            self.lines += 1
        self._layout.endLayout()

    def draw(self, painter: QPainter, left: float, top: float, colour: QColor) -> None:
        """Paint the paragraph with its top left corner at (left, top)."""
        painter.setPen(colour)
        self._layout.draw(painter, QPointF(left, top), [], QRectF())


def paragraph_height(text: str, role: str, width: int) -> float:
    """Return the height of a `Paragraph` of `text` in pixels. Asked often, of few texts: it is kept."""
    return _height(text, role, width, id(font(role)))


@lru_cache(maxsize=8192)
def _height(text: str, role: str, width: int, _font: int) -> float:
    return Paragraph(text, role, width).height
