"""A line between two poles with a mark where it leans now, and a ring where it leaned before."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.theme import metrics, theme
from widgets.tokens import Tokens


class TensionLine(QWidget):
    """Sales is a disc where reading begins, Operations a square at the other end; its words say the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now: float | None = None
        self._before: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_places(self, now: float | None, before: float | None, words: str) -> None:
        """Show where it leans, from -1 (Sales) to 1 (Operations), and leaned before; None: it can't be told."""
        self._now, self._before = now, before
        self.setAccessibleName(words)
        self.update()

    def places(self) -> tuple[float | None, float | None]:
        """Where the mark stands, and where the ring does."""
        return self._now, self._before

    def sizeHint(self) -> QSize:
        """A line of text and a half high."""
        return QSize(metrics("body").averageCharWidth() * 40, metrics("body").height() * 3 // 2)

    def minimumSizeHint(self) -> QSize:
        """It may become short."""
        return QSize(metrics("body").averageCharWidth() * 12, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line, its ends and its marks."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        paint_line(painter, QRectF(self.rect()), self._now, self._before, mirrored=mirrored)


def paint_line(
    painter: QPainter,
    rect: QRectF,
    now: float | None,
    before: float | None,
    *,
    tokens: Tokens | None = None,
    mirrored: bool = False,
) -> None:
    """Paint the line over `rect`, in the colours of `tokens` (None: those now in force)."""
    tokens = tokens or theme()
    size = rect.height() * 0.42
    middle, left, right = rect.center().y(), rect.left() + size, rect.right() - size
    sign = -1 if mirrored else 1
    painter.setPen(QPen(tokens.button_line, 2))
    painter.drawLine(QPointF(left, middle), QPointF(right, middle))
    painter.setPen(QPen(tokens.button_line, 1))
    painter.drawLine(QPointF(rect.center().x(), middle - size * 0.6), QPointF(rect.center().x(), middle + size * 0.6))
    painter.setPen(Qt.PenStyle.NoPen)
    sales, operations = (right, left) if mirrored else (left, right)
    painter.setBrush(tokens.voice("sales"))
    painter.drawEllipse(QPointF(sales, middle), size / 2, size / 2)
    painter.setBrush(tokens.voice("operations"))
    painter.drawRect(QRectF(operations - size / 2, middle - size / 2, size, size))
    reach = (right - left) / 2 - 1.6 * size
    if before is not None:
        painter.setBrush(tokens.card)
        painter.setPen(QPen(tokens.muted, 1.4))
        painter.drawEllipse(QPointF(rect.center().x() + sign * before * reach, middle), size * 0.42, size * 0.42)
    if now is not None:
        painter.setBrush(tokens.ink)
        painter.setPen(QPen(tokens.card, 2))
        painter.drawEllipse(QPointF(rect.center().x() + sign * now * reach, middle), size * 0.66, size * 0.66)
