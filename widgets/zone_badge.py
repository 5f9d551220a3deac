"""The zone of a deal as a pill: shape, word and colour together, so that it is never told by colour alone."""

from math import ceil

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from resources.words import tr
from widgets.text_paint import LEADING, draw_line, one_line
from widgets.theme import metrics, theme

_PAD = 7
_GAP = 5
_ROLE = "small-strong"


def zone_words(zone: str, *, short: bool = False) -> str:
    """Return the words of a zone (PROMISE, ASK, OFF, OPEN); `short` is the form for narrow lists."""
    if zone == "PROMISE":
        return tr("Sales may promise")
    if zone == "ASK":
        return tr("Ask Operations") if short else tr("Ask Operations first")
    if zone == "OFF":
        return tr("Off the table")
    return tr("Still open")


def badge_size(text: str) -> QSize:
    """Return the size of a badge that says `text`."""
    measure = metrics(_ROLE)
    width = measure.horizontalAdvance(one_line(text)) + 1
    return QSize(2 * _PAD + _shape_size() + _GAP + width, measure.height() + 4)


def paint_badge(painter: QPainter, rect: QRect, zone: str, text: str) -> None:
    """Paint the badge of `zone` saying `text` over the whole of `rect`; the painter's layout direction mirrors it."""
    tone = theme().zone(zone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tone.fill)
    painter.drawRoundedRect(QRectF(rect), 5, 5)
    size = _shape_size()
    right_to_left = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    left = rect.right() + 1 - _PAD - size if right_to_left else rect.left() + _PAD
    paint_shape(painter, QRectF(left, rect.center().y() + 0.5 - size / 2, size, size), zone, tone.ink)
    text_rect = (
        rect.adjusted(_PAD, 0, -_PAD - size - _GAP, 0)
        if right_to_left
        else rect.adjusted(_PAD + size + _GAP, 0, -_PAD, 0)
    )
    draw_line(painter, text_rect, text, _ROLE, tone.ink, LEADING)
    painter.restore()


def paint_shape(painter: QPainter, rect: QRectF, zone: str, colour: QColor) -> None:
    """Paint the shape of `zone`: a disc, a diamond, a square, or a ring for OPEN."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    if zone == "PROMISE":
        painter.drawEllipse(rect)
    elif zone == "ASK":
        centre, half = rect.center(), rect.width() * 0.58
        painter.drawPolygon(
            [
                centre + QPointF(0, -half),
                centre + QPointF(half, 0),
                centre + QPointF(0, half),
                centre + QPointF(-half, 0),
            ]
        )
    elif zone == "OFF":
        painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 1.6))
        painter.drawEllipse(rect.adjusted(0.8, 0.8, -0.8, -0.8))


def _shape_size() -> int:
    return ceil(metrics(_ROLE).ascent() * 0.72)


class ZoneBadge(QWidget):
    """A zone badge on its own. It says the words of its zone unless it is given others."""

    def __init__(self, zone: str = "OPEN", text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._zone = zone
        self._text = text
        self.set_zone(zone, text)

    def set_zone(self, zone: str, text: str = "") -> None:
        """Show `zone`, in its own words or in `text`."""
        self._zone = zone
        self._text = text or zone_words(zone)
        self.setAccessibleName(self._text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The words that are shown."""
        return self._text

    def sizeHint(self) -> QSize:
        """Room for the whole text."""
        return badge_size(self._text)

    def minimumSizeHint(self) -> QSize:
        """Narrower the text is elided, with a tooltip."""
        return QSize(badge_size("").width() + 3 * metrics(_ROLE).averageCharWidth(), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pill."""
        self.setToolTip(self._text if self.width() < self.sizeHint().width() else "")
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        paint_badge(painter, self.rect(), self._zone, self._text)
