"""The keyboard on paper: every shortcut on one sheet, in columns."""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from desktop.printing.page import Page, render
from resources.words import tr

COLUMNS = 3
LETTERS = 24
"""About how many letters of a name fit on one line of a column."""

SETTINGS = ((7.5, 0.4), (7.5, 0.2), (7.0, 0.1), (6.5, 0.0))
"""From roomy to tight: the size of the type in points, the white above and below a line in millimetres."""


class Cell(NamedTuple):
    """A place in a column: a `heading`, or a name with its keys; nothing at all below the end of a column."""

    what: str = ""
    keys: str = ""
    heading: bool = False


def keyboard_page(rows: Sequence[tuple[str, str, str]]) -> Page:
    """Return the sheet of `rows` (where, what, keys), which stand in their order."""
    columns = _columns(rows)
    height = max(len(column) for column in columns)
    across = [tuple(column[at] if at < len(column) else Cell() for column in columns) for at in range(height)]
    title = tr("Keyboard")
    units = [
        render("keyboard.html", title=title, program=tr("Handshake"), rows=across, points=points, white=white)
        for points, white in SETTINGS
    ]
    return Page(title=title, units=units[0], tight=units[1], tighter=tuple(units[2:]), running=title, footer=title)


def _columns(rows: Sequence[tuple[str, str, str]]) -> list[list[Cell]]:
    """Share out the rows so that the columns are about as long as each other; a heading stands over what follows."""
    cells: list[Cell] = []
    for where, group in groupby(rows, key=lambda row: row[0]):
        cells.append(Cell(where, heading=True))
        cells += [Cell(what, keys) for _, what, keys in group]
    left = sum(_lines(cell) for cell in cells)
    columns: list[list[Cell]] = []
    used, share, heading = left, 0.0, Cell()
    for cell in cells:
        # A heading at the foot of a column would stand over nothing.
        is_full = used + (2 if cell.heading else 0) >= share and not (columns and columns[-1][-1].heading)
        if is_full and len(columns) < COLUMNS:
            share, used = left / (COLUMNS - len(columns)), 0
            columns.append([] if cell.heading else [heading])
        heading = cell if cell.heading else heading
        columns[-1].append(cell)
        used += _lines(cell)
        left -= _lines(cell)
    return columns


def _lines(cell: Cell) -> int:
    return 1 + (0 if cell.heading else len(cell.what) // LETTERS)
