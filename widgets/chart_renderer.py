"""matplotlib on a QPainter: the same figure on the screen and, as lines and letters, on paper.

Text is set by Qt in the type of the window, so that no font file is ever looked for. A point of matplotlib is a pixel
of the painter. Import this behind the first paint only: it loads matplotlib.
"""

from typing import Any

import widgets.chart_home  # noqa: F401  before matplotlib

# isort: split
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.transforms import Affine2D
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

DOTS_PER_INCH = 72
"""At which a point of matplotlib is a pixel."""

_CAPS = {
    "butt": Qt.PenCapStyle.FlatCap,
    "round": Qt.PenCapStyle.RoundCap,
    "projecting": Qt.PenCapStyle.SquareCap,
}


def make_figure(width: float, height: float) -> Figure:
    """Return a figure of so many pixels without a ground of its own."""
    figure = Figure(figsize=(width / DOTS_PER_INCH, height / DOTS_PER_INCH), dpi=DOTS_PER_INCH)
    figure.patch.set_visible(False)
    return figure


def draw_figure(painter: QPainter, area: QRectF, figure: Figure, font: QFont) -> None:
    """Draw `figure` into `area`, all its text in `font`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(area.topLeft())
    figure.draw(_Renderer(painter, area.width(), area.height(), font))
    painter.restore()


def colour(of: QColor) -> tuple[float, float, float, float]:
    """Return a colour of Qt as matplotlib takes it."""
    return (of.redF(), of.greenF(), of.blueF(), of.alphaF())


class _Renderer(RendererBase):
    """Draws paths and text; a chart of ours has neither images nor shades."""

    def __init__(self, painter: QPainter, width: float, height: float, font: QFont) -> None:
        super().__init__()
        self._painter = painter
        self._size = (width, height)
        self._font = font
        self._metrics = QFontMetricsF(font)
        self._flip = Affine2D().scale(1, -1).translate(0, height)

    def get_canvas_width_height(self) -> tuple[float, float]:
        return self._size

    def draw_path(
        self,
        gc: GraphicsContextBase,
        path: Path,
        transform: Any,
        rgbFace: Any = None,  # noqa: N803
    ) -> None:
        drawn = QPainterPath()
        for values, code in path.iter_segments(transform + self._flip, simplify=False):
            points = [QPointF(float(values[at]), float(values[at + 1])) for at in range(0, len(values), 2)]
            if code == Path.MOVETO:
                drawn.moveTo(points[0])
            elif code == Path.LINETO:
                drawn.lineTo(points[0])
            elif code == Path.CURVE3:
                drawn.quadTo(points[0], points[1])
            elif code == Path.CURVE4:
                drawn.cubicTo(points[0], points[1], points[2])
            elif code == Path.CLOSEPOLY:
                drawn.closeSubpath()
        self._painter.save()
        clip = gc.get_clip_rectangle()
        if clip is not None:
            left, bottom, width, height = clip.bounds
            self._painter.setClipRect(QRectF(left, self._size[1] - bottom - height, width, height))
        fill = QBrush(Qt.BrushStyle.NoBrush) if rgbFace is None else QBrush(QColor.fromRgbF(*map(float, rgbFace)))
        self._painter.setPen(self._pen(gc))
        self._painter.setBrush(fill)
        self._painter.drawPath(drawn)
        self._painter.restore()

    def _pen(self, gc: Any) -> QPen:
        width = float(gc.get_linewidth())
        if width <= 0:
            return QPen(Qt.PenStyle.NoPen)
        pen = QPen(QColor.fromRgbF(*map(float, gc.get_rgb())), width)
        pen.setCapStyle(_CAPS[str(gc.get_capstyle())])
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        offset, dashes = gc.get_dashes()
        if dashes is not None:
            # Qt counts dashes in widths of the pen.
            pen.setDashPattern([float(length) / width for length in dashes])
            pen.setDashOffset(float(offset) / width)
        return pen

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: Any,
        angle: float,
        ismath: Any = False,
        mtext: Any = None,
    ) -> None:
        self._painter.setFont(self._font)
        self._painter.setPen(QColor.fromRgbF(*map(float, gc.get_rgb())))
        self._painter.drawText(QPointF(float(x), float(y)), s)

    def get_text_width_height_descent(self, s: str, prop: Any, ismath: Any) -> tuple[float, float, float]:
        return self._metrics.horizontalAdvance(s), self._metrics.height(), self._metrics.descent()
