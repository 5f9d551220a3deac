"""The legend of a picture of weeks: a swatch and a word for each kind, in the next line where there is no room."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from widgets.strip_paint import paint_swatch, strip_colours
from widgets.text_paint import draw_line
from widgets.theme import metrics, theme

_SWATCH = 9
_GAP = 12
_BELOW = 7


class Entry(NamedTuple):
    """One kind with its words, and its place when reading runs from the left."""

    place: QRect
    kind: str
    words: str


def place_legend(kinds: Sequence[tuple[str, str]], width: int) -> list[Entry]:
    """Return where the kinds (a kind of `paint_swatch`, and its words) stand in `width` pixels."""
    placed: list[Entry] = []
    left, top, height = 0, 0, metrics("tiny").height()
    for kind, words in kinds:
        wide = min(_SWATCH + 5 + metrics("tiny").horizontalAdvance(words) + 2, width)
        if left and left + wide > width:
            left, top = 0, top + height + 2
        placed.append(Entry(QRect(left, top, wide, height), kind, words))
        left += wide + _GAP
    return placed


def legend_height(entries: Sequence[Entry]) -> int:
    """Return how high the legend is, with the white below it."""
    return entries[-1].place.bottom() + _BELOW if entries else 0


def paint_legend(painter: QPainter, entries: Sequence[Entry], width: int) -> None:
    """Paint the legend at the top of a widget that is `width` wide, in the painter's layout direction."""
    mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    for place, kind, words in entries:
        left = width - place.right() - 1 if mirrored else place.left()
        swatch_left = left + place.width() - _SWATCH if mirrored else left
        swatch = QRectF(swatch_left, place.center().y() - _SWATCH / 2 + 1, _SWATCH, _SWATCH)
        paint_swatch(painter, swatch, kind, strip_colours(theme()))
        text = QRect(left if mirrored else left + _SWATCH + 5, place.top(), place.width() - _SWATCH - 5, place.height())
        draw_line(painter, text, words, "tiny", theme().limit if kind == "limit" else theme().ink)
