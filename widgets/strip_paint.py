"""Painting the weeks: in the theme's colours, or on paper in black and white; segments and rectangles only."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from widgets.tokens import Tokens

_WIDEST_COLUMN = 64.0


class WeekBar(NamedTuple):
    """One week: hours `sold`, `likely` and of `this_deal`, of a `capacity` in hours; `over` says it crosses the line.

    `label` stands under the bar, `say` is the week in words.
    """

    label: str
    sold: float
    likely: float = 0.0
    this_deal: float = 0.0
    capacity: float = 0.0
    over: bool = False
    say: str = ""


class StripColours(NamedTuple):
    """Colours of a strip. `lined` paints this deal as upright lines instead of solid, for paper without colour."""

    sold: QColor
    likely: QColor
    likely_ground: QColor
    this_deal: QColor
    limit: QColor
    axis: QColor
    text: QColor
    lined: bool = False


def strip_colours(tokens: Tokens) -> StripColours:
    """Return the colours of a strip on a card of the scheme `tokens`."""
    return StripColours(
        tokens.sold, tokens.likely, tokens.select, tokens.this_deal, tokens.limit, tokens.line, tokens.muted
    )


def paper_colours() -> StripColours:
    """Return the colours of a strip on paper, told apart without colour."""
    black, white = QColor("#000000"), QColor("#ffffff")
    return StripColours(QColor("#333333"), QColor("#555555"), white, black, black, QColor("#777777"), black, lined=True)


def week_columns(
    rect: QRectF, count: int, direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight
) -> list[QRectF]:
    """Return the columns of `count` weeks in `rect`, the first at the side where reading begins."""
    if not count:
        return []
    width = min(rect.width() / count, _WIDEST_COLUMN)
    if direction == Qt.LayoutDirection.RightToLeft:
        return [QRectF(rect.right() - (at + 1) * width, rect.top(), width, rect.height()) for at in range(count)]
    return [QRectF(rect.left() + at * width, rect.top(), width, rect.height()) for at in range(count)]


def paint_strip(
    painter: QPainter,
    rect: QRectF,
    bars: Sequence[WeekBar],
    limit: float | None,
    colours: StripColours,
    font: QFont,
) -> None:
    """Paint `bars` into `rect`, labels under them in `font`, a dashed line at `limit`, a share of each capacity.

    A week that is over has a mark above its bar and a bold label. Time runs in the painter's layout direction.
    """
    if not bars:
        return
    device = painter.device()
    painter.save()
    painter.setFont(font)
    # Measured on the painter's own device: a printer has other dots than the screen.
    measure = QFontMetricsF(font, device)
    unit = measure.height() / 13
    foot = rect.bottom() - measure.height() - 3 * unit
    head = rect.top() + 8 * unit
    tallest = max(max(_total(bar), float(bar.capacity) * max(limit or 0.0, 1.0)) for bar in bars) or 1.0
    scale = max(foot - head, 1.0) / tallest
    ratio = device.devicePixelRatioF()

    def crisp(value: float) -> float:
        return round(value * ratio) / ratio

    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    columns = week_columns(rect, len(bars), painter.layoutDirection())
    widest = max(measure.horizontalAdvance(bar.label) for bar in bars)
    step = max(1, int((widest + 4 * unit) / columns[0].width() + 0.999))
    lines: list[QLineF] = []
    for at, (bar, column) in enumerate(zip(bars, columns, strict=True)):
        left = crisp(column.left() + column.width() * 0.1)
        width = max(crisp(column.width() * 0.8), 1 / ratio)
        level = crisp(foot)
        for kind, hours in (("sold", bar.sold), ("likely", bar.likely), ("this_deal", bar.this_deal)):
            top = crisp(level - float(hours) * scale)
            if top < level:
                paint_part(painter, QRectF(left, top, width, level - top), kind, colours, unit)
            level = top
        if bar.over:
            paint_mark(painter, QPointF(left + width / 2, level - 2 * unit), unit, colours.limit)
        if limit is not None:
            height = crisp(foot - float(bar.capacity) * limit * scale)
            lines.append(QLineF(column.left(), height, column.right(), height))
        if at % step == 0:
            bold = QFont(font)
            bold.setBold(bar.over)
            painter.setFont(bold)
            painter.setPen(colours.limit if bar.over else colours.text)
            room = QRectF(column.left(), foot + 3 * unit, column.width() * step, measure.height())
            if step == 1:
                painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip), bar.label)
            else:
                if painter.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                    room.moveRight(column.right())
                painter.drawText(room, int(Qt.AlignmentFlag.AlignLeading | Qt.TextFlag.TextDontClip), bar.label)
    painter.setPen(QPen(colours.axis, max(unit * 0.8, 1 / ratio)))
    painter.drawLine(QLineF(rect.left(), crisp(foot), rect.right(), crisp(foot)))
    dashes = QPen(colours.limit, max(unit, 1 / ratio))
    dashes.setDashPattern([3, 3])
    dashes.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(dashes)
    for line in lines:
        painter.drawLine(line)
    painter.restore()


def paint_swatch(painter: QPainter, rect: QRectF, kind: str, colours: StripColours) -> None:
    """Paint the sample of a legend: "sold", "likely", "this_deal", "free", "limit" or "over"."""
    painter.save()
    if kind == "limit":
        dashes = QPen(colours.limit, rect.height() / 8)
        dashes.setDashPattern([2.5, 1.5])
        dashes.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(dashes)
        painter.drawLine(QLineF(rect.left(), rect.center().y(), rect.right(), rect.center().y()))
    elif kind == "free":
        painter.setPen(QPen(colours.axis, rect.height() / 10))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect)
    elif kind == "over":
        paint_mark(painter, QPointF(rect.center().x(), rect.bottom()), rect.height() / 9, colours.limit)
    else:
        paint_part(painter, rect, kind, colours, rect.height() / 10)
    painter.restore()


def hatch(rect: QRectF, spacing: float) -> list[QLineF]:
    """Return the diagonals that fill `rect`, `spacing` apart along the edge; segments stay vector in a PDF."""
    lines = []
    offset = spacing / 2
    while offset < rect.width() + rect.height():
        x1, y1 = rect.left() + offset, rect.top()
        if x1 > rect.right():
            x1, y1 = rect.right(), rect.top() + offset - rect.width()
        x2, y2 = rect.left(), rect.top() + offset
        if y2 > rect.bottom():
            x2, y2 = rect.left() + offset - rect.height(), rect.bottom()
        lines.append(QLineF(x1, y1, x2, y2))
        offset += spacing
    return lines


def _total(bar: WeekBar) -> float:
    return float(bar.sold) + float(bar.likely) + float(bar.this_deal)


def paint_part(painter: QPainter, rect: QRectF, kind: str, colours: StripColours, unit: float) -> None:
    """Fill the part of a bar that is "sold", "likely" or of "this_deal"; `unit` is the width of a thin line."""
    if kind == "sold":
        painter.fillRect(rect, colours.sold)
    elif kind == "likely":
        painter.fillRect(rect, colours.likely_ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colours.likely, 1.6 * unit, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLines(hatch(rect, 4.6 * unit))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    elif colours.lined:
        painter.setPen(QPen(colours.this_deal, 0.8 * unit))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect)
        x = rect.left() + 3 * unit
        lines = []
        while x < rect.right():
            lines.append(QLineF(x, rect.top(), x, rect.bottom()))
            x += 3 * unit
        painter.drawLines(lines)
    else:
        painter.fillRect(rect, colours.this_deal)


def paint_mark(painter: QPainter, tip: QPointF, unit: float, colour: QColor) -> None:
    """Paint the mark of a week that is over: a triangle that stands on `tip`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    half = 3.2 * unit
    painter.drawPolygon([tip, tip + QPointF(-half, -1.6 * half), tip + QPointF(half, -1.6 * half)])
    painter.restore()
