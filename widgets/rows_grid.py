"""Where the cells of a card stand: in columns of relative widths, wide enough for their longest words, or in lines."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import zip_longest
from math import ceil
from typing import NamedTuple

from PySide6.QtGui import QTextLayout, QTextOption

from widgets.rows_model import Cell, Row
from widgets.text_paint import LONGEST
from widgets.theme import font, metrics
from widgets.tokens import SPACE_L, SPACE_S

COLUMN_GAP = SPACE_L
MARK_ROLE = "tiny"
HEADING_ROLE = "small"
# A word of more letters than this breaks, so that one pasted address does not cost every row its columns.
_LONGEST_WORD = 28


class Span(NamedTuple):
    """The place of a cell in its row: which line of cells, and its left edge and width in pixels (left to right)."""

    line: int
    left: int
    width: int


class RowsGrid:
    """The columns of one card. They know the cells only to find their longest words."""

    def __init__(self) -> None:
        self._shares: tuple[float, ...] = ()
        self._own: tuple[frozenset[Cell], ...] = ()
        self._others: tuple[frozenset[Cell], ...] = ()
        self._stacked = False
        self._narrowest: tuple[int, ...] | None = None
        self._spans: dict[int, tuple[Span, ...]] = {}

    def set_content(
        self, rows: Sequence[Row], headings: Sequence[str], shares: Sequence[float], *, stacked: bool = False
    ) -> None:
        """Make columns for `rows`; `shares` are their relative widths, 1 for each that is not named.

        `stacked`: every cell has a line of its own, however wide the card is.
        """
        self._stacked = stacked
        count = max((len(row.cells) for row in rows), default=0)
        count = max(count, len(headings), len(shares))
        columns: list[set[Cell]] = [set() for _ in range(count)]
        for row in rows:
            for column, cell in zip(columns, row.cells, strict=False):
                column.add(Cell(cell.text, cell.role, zone=cell.zone))
            if row.mark and columns:
                columns[0].add(Cell(row.mark, MARK_ROLE))
        for column, heading in zip(columns, headings, strict=False):
            column.add(Cell(heading, HEADING_ROLE))
        self._own = tuple(frozenset(column) for column in columns)
        self._shares = tuple(max(share, 0.01) for share in (*shares, *[1.0] * (count - len(shares))))
        self.forget()

    def cells(self) -> tuple[frozenset[Cell], ...]:
        """What stands in each column, headings and marks included."""
        return self._own

    def measure_with(self, others: tuple[frozenset[Cell], ...]) -> None:
        """Make the columns wide enough for the words of `others` as well."""
        self._others = others
        self.forget()

    def forget(self) -> None:
        """Measure anew: another text size."""
        self._narrowest = None
        self._spans.clear()

    def spans(self, width: int) -> tuple[Span, ...]:
        """Return the place of each cell in a row that is `width` pixels wide.

        All stand side by side where their longest words fit; else the first has a line of its own over the others;
        else each has.
        """
        found = self._spans.get(width)
        if found is None:
            if len(self._spans) > 100:
                self._spans.clear()
            found = self._spans[width] = self._place(width)
        return found

    def is_side_by_side(self, width: int) -> bool:
        """Whether all columns fit into one line."""
        return all(span.line == 0 for span in self.spans(width))

    def _place(self, width: int) -> tuple[Span, ...]:
        if self._stacked:
            return tuple(Span(line, 0, width) for line in range(len(self._shares)))
        if self._narrowest is None:
            both = zip_longest(self._own, self._others[: len(self._own)], fillvalue=frozenset[Cell]())
            self._narrowest = tuple(_longest_word(own | others) for own, others in both)
        side_by_side = _fitted(width, self._shares, self._narrowest)
        if side_by_side is not None:
            return tuple(Span(0, left, wide) for left, wide in side_by_side)
        under = _fitted(width, self._shares[1:], self._narrowest[1:])
        if under is not None:
            return (Span(0, 0, width), *(Span(1, left, wide) for left, wide in under))
        return tuple(Span(line, 0, width) for line in range(len(self._shares)))


def indent(cell: Cell) -> int:
    """Return how far the shape of its zone pushes the text of `cell`, in pixels."""
    return shape_size(cell.role) + SPACE_S - 2 if cell.zone else 0


def shape_size(role: str) -> int:
    """Return the width and height of a zone's shape before a text in `role`."""
    return ceil(metrics(role).ascent() * 0.72)


def _fitted(width: int, shares: Sequence[float], narrowest: Sequence[int]) -> list[tuple[int, int]] | None:
    """Return left edge and width of each column; None when the narrowest columns do not fit."""
    room = width - COLUMN_GAP * (len(shares) - 1)
    if sum(narrowest) > room:
        return None
    # Columns that would be too narrow get what they need, and the others share what is left.
    given: dict[int, int] = {}
    while True:
        left_over = room - sum(given.values())
        whole = sum(share for number, share in enumerate(shares) if number not in given)
        short = [
            number
            for number, share in enumerate(shares)
            if number not in given and left_over * share / whole < narrowest[number]
        ]
        if not short:
            break
        given.update((number, narrowest[number]) for number in short)
    placed, at = [], 0
    for number, share in enumerate(shares):
        wide = given[number] if number in given else int(left_over * share / whole)
        placed.append((at, wide))
        at += wide + COLUMN_GAP
    return placed


def _longest_word(cells: frozenset[Cell]) -> int:
    return max((_word_width(cell) + indent(cell) for cell in cells), default=0)


def _word_width(cell: Cell) -> int:
    return _widest(cell.text, cell.role, id(font(cell.role)))


@lru_cache(maxsize=8192)
def _widest(text: str, role: str, _font: int) -> int:
    layout = QTextLayout(text[:LONGEST].replace("\n", "\u2028").replace(" %", "\u00a0%"), font(role))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(1)
    layout.endLayout()
    return min(ceil(layout.minimumWidth()) + 1, _LONGEST_WORD * metrics(role).averageCharWidth())
