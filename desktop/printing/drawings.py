"""Small pictures on paper, painted as lines: boxes to tick, and whatever drawings a page brings along.

The one handler for images in a document, so that none is ever looked for in a file or on the network.
"""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPyTextObject, QTextDocument, QTextFormat

from desktop.printing.page import PIXEL, Drawing
from framework.agreement import Zone
from widgets.tokens import LIGHT
from widgets.zone_badge import paint_shape

INK = QColor("#1f2328")
BOX, LARGE_BOX, VISIT_BOX, SHAPE, SMALL_SHAPE = 2.9, 4.6, 6.2, 2.6, 2.1
SMALL_PIXELS = 11


class Drawings(QPyTextObject):
    """Paints the images of a document by their name: one of `MARKS`, or one of the page's own.

    `scale` is how many units of the layout make a millimetre. A name that is not known takes a place of 1 unit
    and paints nothing.
    """

    def __init__(self, own: Mapping[str, Drawing], scale: float) -> None:
        super().__init__()
        self._own, self._scale = own, scale

    def intrinsicSize(self, document: QTextDocument, position: int, form: QTextFormat) -> QSizeF:
        """Return the size in units of the layout."""
        name = form.toImageFormat().name()
        if name in self._own:
            drawing = self._own[name]
            return QSizeF(drawing.share * document.textWidth(), drawing.height * self._scale)
        if name in MARKS:
            return QSizeF(MARKS[name][0] * self._scale, MARKS[name][0] * self._scale)
        return QSizeF(1, 1)

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, document: QTextDocument, position: int, form: QTextFormat
    ) -> None:
        """Paint one image in `rect`, units of the layout."""
        name = form.toImageFormat().name()
        if name not in self._own and name not in MARKS:
            return
        pixels = self._scale * PIXEL
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(rect.topLeft())
        painter.scale(pixels, pixels)
        area = QRectF(0, 0, rect.width() / pixels, rect.height() / pixels)
        if name in self._own:
            font = QFont(document.defaultFont())
            # The one place with a font in pixels: the painter is scaled to them, whatever the paper's own dots are.
            font.setPixelSize(SMALL_PIXELS)
            self._own[name].paint(painter, area, font)
        else:
            MARKS[name][1](painter, area)
        painter.restore()


def ink(width: float = 0.9, color: QColor = INK) -> QPen:
    """Return a pen of `width` pixels of 96 to the inch."""
    return QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.MiterJoin)


def _box(painter: QPainter, area: QRectF) -> None:
    painter.setPen(ink())
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5))


def _tick(painter: QPainter, area: QRectF) -> None:
    _box(painter, area)
    painter.setPen(ink(1.5))
    side = area.width()
    painter.drawLine(QPointF(0.2 * side, 0.52 * side), QPointF(0.42 * side, 0.75 * side))
    painter.drawLine(QPointF(0.42 * side, 0.75 * side), QPointF(0.8 * side, 0.26 * side))


def _cross(painter: QPainter, area: QRectF) -> None:
    _box(painter, area)
    painter.setPen(ink(1.5))
    side = area.width()
    painter.drawLine(QPointF(0.25 * side, 0.25 * side), QPointF(0.75 * side, 0.75 * side))
    painter.drawLine(QPointF(0.75 * side, 0.25 * side), QPointF(0.25 * side, 0.75 * side))


def _dash(painter: QPainter, area: QRectF) -> None:
    _box(painter, area)
    painter.setPen(ink(1.5))
    side = area.width()
    painter.drawLine(QPointF(0.25 * side, 0.5 * side), QPointF(0.75 * side, 0.5 * side))


def _shape(zone: Zone, painter: QPainter, area: QRectF) -> None:
    """Paint the shape of a zone: told apart without its colour, and dark enough to print in black."""
    paint_shape(painter, area, zone, LIGHT.zone(zone).ink)


# The side in millimetres, and what is painted.
MARKS: Mapping[str, tuple[float, Callable[[QPainter, QRectF], None]]] = {
    "box": (BOX, _box),
    "tick": (BOX, _tick),
    "cross": (BOX, _cross),
    "dash": (BOX, _dash),
    "large-box": (LARGE_BOX, _box),
    "visit-box": (VISIT_BOX, _box),
    **{f"zone-{zone}": (SHAPE, partial(_shape, zone)) for zone in Zone},
    **{f"small-zone-{zone}": (SMALL_SHAPE, partial(_shape, zone)) for zone in Zone},
}
