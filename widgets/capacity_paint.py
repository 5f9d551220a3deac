"""Painting the large picture of the weeks: bars against the hours there are, and rows of figures under them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from widgets.strip_paint import paint_mark, paint_part, strip_colours
from widgets.text_paint import CENTRE, LEADING, TRAILING, draw_line
from widgets.theme import metrics, theme
from widgets.week_axis import WeekAxis

if TYPE_CHECKING:
    from widgets.capacity_chart import ChartWeek

_ROW_GAP = 3
_HEAD = 20.0
_SIDE = 0.1


class Figures(NamedTuple):
    """A row of words under the bars: its `name` beside it, one text a week. `leading`: as many as there is room for."""

    name: str
    texts: tuple[str, ...]
    leading: bool = False


def rows_height(count: int) -> int:
    """Return how high so many rows of figures are."""
    return count * (metrics("tiny").height() + _ROW_GAP) + _ROW_GAP


def paint_bars(
    painter: QPainter,
    rect: QRectF,
    axis: WeekAxis,
    weeks: Sequence["ChartWeek"],
    limit: float,
    current: QRectF,
    *,
    has_focus: bool,
) -> float:
    """Paint the bars into `rect`, a dashed line at `limit` of each capacity, and `current`, the frame of one week.

    Returns how many pixels high an hour is.
    """
    tokens, colours = theme(), strip_colours(theme())
    ratio = painter.device().devicePixelRatioF()

    def crisp(value: float) -> float:
        return round(value * ratio) / ratio

    tallest = max(max(week.sold + week.likely, week.capacity * max(limit, 1.0)) for week in weeks) or 1.0
    foot = crisp(rect.bottom() - 1)
    scale = max(foot - rect.top() - _HEAD, 1.0) / tallest
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(tokens.accent_ink, 1.6) if has_focus else QPen(tokens.button_line, 1))
    painter.setBrush(tokens.hover)
    painter.drawRoundedRect(current.adjusted(0.8, 0.8, -0.8, -0.8), 4, 4)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    limits: list[QLineF] = []
    for number, week in enumerate(weeks):
        column = axis.column(number, rect.top(), rect.height())
        left = crisp(column.left() + column.width() * _SIDE)
        wide = max(crisp(column.width() * (1 - 2 * _SIDE)), 1 / ratio)
        whole = crisp(foot - week.capacity * scale)
        _paint_free(painter, QRectF(left, whole, wide, foot - whole), ratio)
        level = foot
        for kind, hours in (("sold", week.sold), ("likely", week.likely)):
            top = crisp(level - hours * scale)
            if top < level:
                paint_part(painter, QRectF(left, top, wide, level - top), kind, colours, 1.0)
            level = top
        top = min(level, whole)
        if not week.capacity:
            top -= 9
            _paint_none(painter, QRectF(left, top, wide, 8))
        if week.over:
            paint_mark(painter, QPointF(left + wide / 2, top - 2), 1.0, colours.limit)
        height = crisp(foot - week.capacity * limit * scale)
        limits.append(QLineF(column.left(), height, column.right(), height))
    painter.setPen(QPen(tokens.line, 1))
    ends = axis.between(0, axis.weeks * 7, rect.top(), rect.height())
    painter.drawLine(QLineF(ends.left(), foot, ends.right(), foot))
    dashes = QPen(colours.limit, 1.2)
    dashes.setDashPattern([3, 3])
    dashes.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(dashes)
    for line in limits:
        painter.drawLine(line)
    return scale


def paint_scale(
    painter: QPainter, foot: float, scale: float, axis: WeekAxis, hours: float, limit: float, texts: tuple[str, str]
) -> None:
    """Write beside the bars that stand on `foot` how high `hours` are, and where the `limit` of them is."""
    height = metrics("tiny").height()
    levels = [foot - hours * scale, foot - hours * limit * scale]
    if levels[1] - levels[0] < height:
        levels[1] = levels[0] + height
    for text, level, colour in zip(texts, levels, (theme().muted, theme().limit), strict=True):
        place = axis.words(level - height / 2, height).toAlignedRect()
        draw_line(painter, place.adjusted(6, 0, -6, 0), text, "tiny", colour, TRAILING)


def paint_figures(painter: QPainter, top: float, axis: WeekAxis, over: Sequence[bool], rows: Sequence[Figures]) -> None:
    """Paint the rows of figures from `top` on; a week that is over is set in bold and in the colour of the limit."""
    tokens, height = theme(), metrics("tiny").height()
    level = top + _ROW_GAP
    for row in rows:
        if row.name:
            beside = axis.words(level, height).toAlignedRect()
            draw_line(painter, beside.adjusted(2, 0, -6, 0), row.name, "tiny", tokens.muted)
        widest = max((metrics("tiny").horizontalAdvance(text) for text in row.texts), default=0) + 6
        every = max(1, -(-widest // max(int(axis.step), 1))) if row.leading else 1
        for number, text in enumerate(row.texts):
            if number % every:
                continue
            place = axis.between(number * 7, (number + every) * 7, level, height).toAlignedRect()
            if every > 1 and place.width() < metrics("tiny").horizontalAdvance(text):
                continue
            align = CENTRE if every == 1 else LEADING
            role, colour = ("small-strong", tokens.limit) if over[number] else ("tiny", tokens.muted)
            if over[number] and metrics(role).horizontalAdvance(text) > place.width():
                role = "tiny"
            draw_line(painter, place, text, role, colour, align)
        level += height + _ROW_GAP


def _paint_free(painter: QPainter, rect: QRectF, ratio: float) -> None:
    """Paint the hours there are; what stands before it is taken, the rest is free."""
    if rect.height() <= 0:
        return
    painter.fillRect(rect, theme().card)
    painter.setPen(QPen(theme().button_line, 1 / ratio))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(0, 0, -1 / ratio, 0))


def _paint_none(painter: QPainter, rect: QRectF) -> None:
    """Paint that there are no hours at all: a cross, which is no bar of any height."""
    side = min(rect.width(), rect.height()) / 2 - 1
    middle = rect.center()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme().muted, 1.3))
    painter.drawLine(QLineF(middle.x() - side, middle.y() - side, middle.x() + side, middle.y() + side))
    painter.drawLine(QLineF(middle.x() - side, middle.y() + side, middle.x() + side, middle.y() - side))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
