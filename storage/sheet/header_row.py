"""Finding the row that names the columns, below titles and blank lines, and giving every column its own name."""

import re
from collections import Counter
from collections.abc import Sequence

from resources.words import tr
from storage.sheet.mapping import guess_mapping
from storage.sheet.text import clean_text, one_line

LOOK_AT = 30
_MAX_HEADER = 100
_VALUE_LIKE = re.compile(r"[\W\d_]+")


def find_header(rows: Sequence[Sequence[str]]) -> int | None:
    """Return the index in `rows` (text of the first rows of a sheet) of the row with the headers, or None.

    First choice: two or more columns named like fields of a deal. Then one such, as wide as the rows usually are.
    Then the first row of words that is as wide as the rows usually are.
    """
    widths = [_width(row) for row in rows]
    usual = Counter(width for width in widths if width).most_common(1)
    if not usual:
        return None
    known = [len(guess_mapping([one_line(cell) for cell in row])) for row in rows]
    for index, count in enumerate(known):
        if count >= 2:
            return index
    for index, count in enumerate(known):
        if count == 1 and widths[index] >= usual[0][0]:
            return index
    for index, row in enumerate(rows):
        filled = [cell.strip() for cell in row if cell.strip()]
        words = not any(_VALUE_LIKE.fullmatch(cell) for cell in filled)
        if len(filled) >= max(2, usual[0][0]) and words and len(set(filled)) == len(filled):
            return index
    return None


def name_columns(cells: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return a name of its own for every column up to the last one with a header, and notes on the names given.

    A second "Amount" becomes "Amount (2)"; a column without a header is named as a spreadsheet does, "Column C".
    """
    names: list[str] = []
    notes: list[str] = []
    taken = {_clean(cell) for cell in cells}
    for index, cell in enumerate(cells[: _width(cells)]):
        header = _clean(cell)
        name = header or tr("Column {letter}").format(letter=_letter(index))
        if (not header and name in taken) or name in names:
            number = 2
            while f"{name} ({number})" in taken or f"{name} ({number})" in names:
                number += 1
            name = f"{name} ({number})"
            if header:
                notes.append(
                    tr("More than one column is called “{header}”; a later one is shown as “{name}”.").format(
                        header=header, name=name
                    )
                )
        names.append(name)
    return tuple(names), tuple(notes)


def _width(cells: Sequence[str]) -> int:
    return max((index for index, cell in enumerate(cells, 1) if cell.strip()), default=0)


def _clean(cell: str) -> str:
    header = one_line(clean_text(cell)[0])
    return header if len(header) <= _MAX_HEADER else header[:_MAX_HEADER] + "…"


def _letter(index: int) -> str:
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
