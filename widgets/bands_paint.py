"""Painting bands: words over a bar of up to three zones, a pointer at a tried deal, and numbers under the limits."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from widgets.text_paint import CENTRE, Paragraph, draw_line
from widgets.theme import metrics, theme
from widgets.tokens import RADIUS_S, SPACE_S, SPACE_XS
from widgets.zone_badge import paint_shape

KNOB = 12
OVERHANG = 4
_SHAPE_GAP = 5
_POINTER = 6
_LONGEST_WORD = 14
_WORDS = "small-strong"


class Rows(NamedTuple):
    """Where what stands, from top to bottom. A row that is not needed has no height."""

    words: QRect
    pointer: QRect
    bar: QRectF
    numbers: QRect
    before: QRect

    @property
    def height(self) -> int:
        """How high all of it is."""
        return self.before.bottom() + 1


class PaintedBand(NamedTuple):
    """A band from pixel `left` to `right`."""

    zone: str
    words: str
    left: float
    right: float


class Mark(NamedTuple):
    """A text at the pixel `x`. `beyond` says that what it marks lies out there: -1 to the left, 1 to the right."""

    x: float
    text: str
    beyond: int = 0


def rows(width: int, all_words: Sequence[str], direction: Qt.LayoutDirection, pointer: str, *, before: bool) -> Rows:
    """Return the rows of a picture `width` wide. `all_words` are those of every band there may be.

    `pointer` is what the marker is, "" without one. The height does not depend on where the limits stand, so that
    nothing jumps while one moves.
    """
    high = round(max((label.height for label, _wide in _labels(all_words, width, direction)), default=0.0) + 0.49)
    words = QRect(0, 0, width, high)
    tiny, small = metrics("tiny").height(), metrics("small").height()
    said = round(_said(pointer, width, direction)[0].height + 0.49) + _POINTER + 1 if pointer else 0
    row = QRect(0, high + SPACE_XS, width, said)
    bar = QRectF(KNOB / 2 + 1, row.bottom() + 1 + OVERHANG, width - KNOB - 2, round(small * 1.5))
    numbers = QRect(0, round(bar.bottom()) + OVERHANG + 2, width, metrics(_WORDS).height())
    return Rows(words, row, bar, numbers, QRect(0, numbers.bottom() + 1, width, tiny + SPACE_XS if before else 0))


def least_width(all_words: Sequence[str]) -> int:
    """Return how wide a picture is in which no word is broken, unless it is very long."""
    longest = max((metrics(_WORDS).horizontalAdvance(word) for words in all_words for word in words.split()), default=0)
    beside = _shape_size() + _SHAPE_GAP + SPACE_S + 2
    return len(all_words) * (min(longest, _LONGEST_WORD * metrics(_WORDS).averageCharWidth()) + beside)


def paint_words(painter: QPainter, row: QRect, shown: Sequence[PaintedBand]) -> None:
    """Paint the shape and the words of each band over it, beside each other where the bands are narrow."""
    direction = painter.layoutDirection()
    size = _shape_size()
    labels = _labels([band.words for band in shown], row.width(), direction)
    widths = [wide + size + _SHAPE_GAP for _words, wide in labels]
    lefts = spread([(band.left + band.right) / 2 for band in shown], widths, row.width())
    for band, (paragraph, wide), left in zip(shown, labels, lefts, strict=True):
        ink = theme().zone(band.zone).ink
        top = row.bottom() + 1 - paragraph.height
        mirrored = direction == Qt.LayoutDirection.RightToLeft
        shape_left = left + wide + _SHAPE_GAP if mirrored else left
        shape_top = top + (metrics(_WORDS).height() - size) / 2 + 0.5
        paint_shape(painter, QRectF(shape_left, shape_top, size, size), band.zone, ink)
        paragraph.draw(painter, left if mirrored else left + size + _SHAPE_GAP, top, ink)


def paint_bar(painter: QPainter, bar: QRectF, shown: Sequence[PaintedBand]) -> None:
    """Paint the bands; without any, an empty track."""
    tokens = theme()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    outline = QPainterPath()
    outline.addRoundedRect(bar.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_S, RADIUS_S)
    painter.save()
    painter.setClipPath(outline)
    painter.fillRect(bar, tokens.track)
    for band in shown:
        painter.fillRect(
            QRectF(band.left, bar.top(), band.right - band.left, bar.height()), tokens.zone(band.zone).fill
        )
    painter.restore()
    for band in shown:
        place = QRectF(band.left, bar.top(), band.right - band.left, bar.height())
        painter.save()
        painter.setClipRect(place)
        painter.setPen(QPen(tokens.zone(band.zone).line, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(outline)
        painter.restore()
        size = _shape_size()
        if place.width() >= size + KNOB + SPACE_S:
            middle = place.center()
            shape = QRectF(middle.x() - size / 2, middle.y() - size / 2, size, size)
            paint_shape(painter, shape, band.zone, tokens.zone(band.zone).ink)


def paint_pointer(painter: QPainter, row: QRect, bar: QRectF, mark: Mark) -> None:
    """Paint where a tried deal stands: its words, a pointer, and a line through the bar."""
    ink = theme().ink
    said, wide = _said(mark.text, row.width(), painter.layoutDirection())
    said.draw(painter, round(spread([mark.x], [wide], row.width())[0]), row.top(), ink)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    tip = QPointF(round(mark.x), bar.top())
    if mark.beyond:
        tip = QPointF(bar.right() if mark.beyond > 0 else bar.left(), bar.top() - _POINTER)
        back = QPointF(-mark.beyond * _POINTER, 0)
        painter.drawPolygon([tip, tip + back + QPointF(0, -_POINTER + 1), tip + back + QPointF(0, _POINTER - 1)])
        return
    painter.drawPolygon([tip, tip + QPointF(-_POINTER, -_POINTER - 2), tip + QPointF(_POINTER, -_POINTER - 2)])
    painter.fillRect(_upright(mark.x, bar.top(), bar.bottom(), 2), ink)


def paint_numbers(painter: QPainter, row: QRect, numbers: Sequence[Mark], ends: Sequence[Mark]) -> list[QRect]:
    """Paint the numbers of the limits, and those of the ends where there is room. Return where they are."""
    measure = metrics(_WORDS)
    widths = [measure.horizontalAdvance(number.text) + 2.0 for number in numbers]
    lefts = spread([number.x for number in numbers], widths, row.width())
    taken = []
    for number, width, left in zip(numbers, widths, lefts, strict=True):
        place = QRect(round(left), row.top(), round(width + 0.49), row.height())
        _draw_figure(painter, place, number.text, _WORDS, theme().ink)
        taken.append(place)
    for end in ends:
        wide = metrics("tiny").horizontalAdvance(end.text) + 2.0
        left = spread([end.x], [wide], row.width())[0]
        place = QRect(round(left), row.top(), round(wide + 0.49), row.height())
        if not any(place.adjusted(-SPACE_S, 0, SPACE_S, 0).intersects(other) for other in taken):
            _draw_figure(painter, place, end.text, "tiny", theme().muted)
            taken.append(place)
    return taken


def paint_before(painter: QPainter, row: QRect, bar: QRectF, marks: Sequence[Mark], taken: Sequence[QRect]) -> None:
    """Paint thin ticks under the bands where the limits of before stand, with their words; `taken` are numbers."""
    colour = theme().muted
    widths = [metrics("tiny").horizontalAdvance(mark.text) + 2.0 for mark in marks]
    for mark, width, left in zip(marks, widths, spread([mark.x for mark in marks], widths, row.width()), strict=True):
        place = QRect(round(left), row.top() + SPACE_XS, round(width + 0.49), row.height() - SPACE_XS)
        _draw_figure(painter, place, mark.text, "tiny", colour)
        if not mark.beyond:
            crossed = any(number.left() - 2 <= mark.x <= number.right() + 2 for number in taken)
            # Not through a number: a piece under the bar and one over the words say the same.
            pieces = [(bar.bottom(), bar.bottom() + OVERHANG), (row.top(), row.top() + SPACE_XS)]
            for top, bottom in pieces if crossed else [(bar.bottom(), row.top() + SPACE_XS)]:
                painter.fillRect(_upright(mark.x, top, bottom), colour)


def paint_knob(painter: QPainter, rect: QRectF, *, focused: bool, hovered: bool, enabled: bool) -> None:
    """Paint the grip of a limit over the whole of `rect`."""
    tokens = theme()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    wide = 2.0 if focused else 1.0
    painter.setPen(QPen(tokens.accent_ink if focused else tokens.field_line if enabled else tokens.line, wide))
    painter.setBrush(tokens.hover if hovered and enabled else tokens.card)
    inner = rect.adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2)
    painter.drawRoundedRect(inner, RADIUS_S - 1, RADIUS_S - 1)
    grip = QColor(tokens.accent_ink if focused else tokens.field_line if enabled else tokens.line)
    for offset in (-1.5, 1.5):
        x = rect.center().x() + offset
        painter.fillRect(QRectF(x - 0.5, rect.center().y() - 5, 1, 10), grip)


def spread(middles: Sequence[float], widths: Sequence[float], total: float, gap: float = SPACE_S) -> list[float]:
    """Return the left edges of things `widths` wide, near their `middles`, side by side between 0 and `total`."""
    order = sorted(range(len(middles)), key=middles.__getitem__)
    lefts = [0.0] * len(middles)
    edge = 0.0
    for at in order:
        lefts[at] = max(middles[at] - widths[at] / 2, edge)
        edge = lefts[at] + widths[at] + gap
    edge = total
    for at in reversed(order):
        lefts[at] = min(lefts[at], edge - widths[at])
        edge = lefts[at] - gap
    return lefts


def _labels(all_words: Sequence[str], width: int, direction: Qt.LayoutDirection) -> list[tuple[Paragraph, int]]:
    """Return words to stand side by side, and how wide each is: in one line, but for those too long to fit."""
    beside = _shape_size() + _SHAPE_GAP
    wanted = {at: metrics(_WORDS).horizontalAdvance(words) + 2 for at, words in enumerate(all_words)}
    room = width - len(all_words) * beside - max(len(all_words) - 1, 0) * SPACE_S
    wide: dict[int, int] = {}
    # The shorter ones first: what they leave of their share is for the longer ones.
    for at in sorted(wanted, key=wanted.__getitem__):
        wide[at] = max(min(wanted[at], room // (len(wanted) - len(wide))), 1)
        room -= wide[at]
    return [(Paragraph(words, _WORDS, wide[at], direction), wide[at]) for at, words in enumerate(all_words)]


def _said(text: str, width: int, direction: Qt.LayoutDirection) -> tuple[Paragraph, int]:
    """Return what a marker is, and how wide: one line reads in its own direction, as a number does."""
    wide = metrics("small").horizontalAdvance(text) + 2
    if wide <= width:
        return Paragraph(text, "small", wide, Qt.LayoutDirection.LayoutDirectionAuto), wide
    return Paragraph(text, "small", width, direction), width


def _upright(x: float, top: float, bottom: float, width: int = 1) -> QRectF:
    """Return an upright line on whole pixels: half on two of them it would be thick and grey."""
    return QRectF(round(x) - width // 2, round(top), width, round(bottom) - round(top))


def _draw_figure(painter: QPainter, place: QRect, text: str, role: str, colour: QColor) -> None:
    """Paint a number with its words, centred: it reads in its own direction, "5 %" also where words are mirrored."""
    mirrored = painter.layoutDirection()
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    draw_line(painter, place, text, role, colour, CENTRE)
    painter.setLayoutDirection(mirrored)


def _shape_size() -> int:
    return round(metrics(_WORDS).ascent() * 0.72)
