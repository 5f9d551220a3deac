"""Painting where three voices stand between 1 and 5, and how far the functions are apart; on screen and on paper.

Sales is a filled circle, Operations a filled square, the owner a hollow diamond: told apart without colour as well.
Marks that would cover each other stand above each other instead.
"""

from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from widgets.tokens import LIGHT, Tokens

VOICES = ("sales", "operations", "owner")
LOW, HIGH = 1, 5
MARK = 11.0
"""How wide a mark is, in units of one pixel."""
HIGHEST = 3 * MARK
"""How high a line is in which all three stand above each other, in the same units."""
_CLOSE = 0.55
_TICK = 2.5


class Gap(NamedTuple):
    """Where each stands between 1 and 5, None for no answer. `talk_first`: too far apart to act before talking."""

    sales: float | None
    operations: float | None
    owner: float | None
    talk_first: bool = False


class GapColours(NamedTuple):
    """Colours of a line: those of the marks, of the line itself, of the bar, and of the ground under it all."""

    sales: QColor
    operations: QColor
    owner: QColor
    line: QColor
    bar: QColor
    talk_first: QColor
    ground: QColor

    def of(self, voice: str) -> QColor:
        """Return the colour of "sales", "operations" or "owner"."""
        return {"sales": self.sales, "operations": self.operations, "owner": self.owner}[voice]


def gap_colours(tokens: Tokens) -> GapColours:
    """Return the colours on a card of the scheme `tokens`."""
    sales, operations, owner = (tokens.voice(voice) for voice in VOICES)
    amber = tokens.zone("ASK").ink.darker(160) if tokens.dark else tokens.zone("ASK").line
    return GapColours(sales, operations, owner, tokens.button_line, tokens.button_line, amber, tokens.card)


def paper_gap_colours() -> GapColours:
    """Return the colours on paper; in black and white the bar to talk about is darker as well as thicker."""
    sales, operations, owner = (LIGHT.voice(voice) for voice in VOICES)
    return GapColours(
        sales, operations, owner, QColor("#8a8a8a"), QColor("#c4c4c4"), QColor("#b8893a"), QColor("#ffffff")
    )


def faded(colours: GapColours) -> GapColours:
    """Return the colours of what was before: half way to the ground."""

    def half(colour: QColor) -> QColor:
        ground = colours.ground
        return QColor(
            (colour.red() + ground.red()) // 2,
            (colour.green() + ground.green()) // 2,
            (colour.blue() + ground.blue()) // 2,
        )

    marks = half(colours.sales), half(colours.operations), half(colours.owner)
    return GapColours(*marks, half(colours.line), half(colours.bar), half(colours.talk_first), colours.ground)


def paint_gap(painter: QPainter, rect: QRectF, gap: Gap, colours: GapColours, unit: float = 1.0) -> None:
    """Paint one line over the width of `rect` in the middle of its height; `unit` is one pixel of the screen.

    1 is where reading begins: the painter's layout direction mirrors it. `HIGHEST` units of height are enough.
    """
    painter.save()
    mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    middle = rect.center().y()

    def x(value: float) -> float:
        return _x(rect, value, unit, mirrored=mirrored)

    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colours.line, 0.8 * unit))
    painter.drawLine(QLineF(x(LOW), middle, x(HIGH), middle))
    for value in range(LOW, HIGH + 1):
        painter.drawLine(QLineF(x(value), middle - _TICK * unit, x(value), middle + _TICK * unit))
    if gap.sales is not None and gap.operations is not None and gap.sales != gap.operations:
        thick = 5.0 if gap.talk_first else 3.0
        colour = colours.talk_first if gap.talk_first else colours.bar
        painter.setPen(QPen(colour, thick * unit, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLine(QLineF(x(gap.sales), middle, x(gap.operations), middle))
    for voice, place in placed_marks(rect, gap, unit, mirrored=mirrored).items():
        paint_gap_mark(painter, place, voice, colours, unit)
    painter.restore()


def placed_marks(rect: QRectF, gap: Gap, unit: float = 1.0, *, mirrored: bool = False) -> dict[str, QPointF]:
    """Return the middle of every mark of a line in `rect`, by voice: as high as none covers another."""
    given = [(voice, value) for voice in VOICES if (value := getattr(gap, voice)) is not None]
    across = sorted((_x(rect, value, unit, mirrored=mirrored), VOICES.index(voice), voice) for voice, value in given)
    heaps: list[list[tuple[float, int, str]]] = []
    for each in across:
        if heaps and each[0] - heaps[-1][-1][0] < _CLOSE * MARK * unit:
            heaps[-1].append(each)
        else:
            heaps.append([each])
    found: dict[str, QPointF] = {}
    for heap in heaps:
        # Always in the same order, Sales on top: a glance is enough to tell them apart.
        for number, (left, _order, voice) in enumerate(sorted(heap, key=lambda each: each[1])):
            step = number - (len(heap) - 1) / 2
            found[voice] = QPointF(left, rect.center().y() + step * MARK * unit)
    return found


def paint_gap_mark(painter: QPainter, middle: QPointF, voice: str, colours: GapColours, unit: float = 1.0) -> None:
    """Paint the mark of "sales", "operations" or "owner" around `middle`, with a thin edge of the ground around it."""
    half = MARK * unit / 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if voice == "owner":
        inner = half * 0.92
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.ground)
        painter.drawPolygon(_diamond(middle, half * 1.3))
        painter.setPen(QPen(colours.owner, 1.7 * unit, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap))
        painter.drawPolygon(_diamond(middle, inner))
        return
    painter.setPen(QPen(colours.ground, unit))
    painter.setBrush(colours.of(voice))
    if voice == "sales":
        painter.drawEllipse(middle, half, half)
    else:
        side = half * 0.95
        painter.drawRect(QRectF(middle.x() - side, middle.y() - side, 2 * side, 2 * side))


def _x(rect: QRectF, value: float, unit: float, *, mirrored: bool) -> float:
    inset = MARK * unit / 2
    share = (min(max(value, LOW), HIGH) - LOW) / (HIGH - LOW)
    along = inset + share * (rect.width() - 2 * inset)
    return rect.right() - along if mirrored else rect.left() + along


def _diamond(middle: QPointF, half: float) -> list[QPointF]:
    return [middle + QPointF(x * half, y * half) for x, y in ((0, -1), (1, 0), (0, 1), (-1, 0))]
