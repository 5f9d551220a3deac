"""What a repair could not keep as it was, to be looked through by a person: a sheet beside the file."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from resources.words import tr
from storage.salvage import Garbled
from storage.sheet.text import guard_text

MOST_SHOWN = 30_000
"""Longer values are cut off here: a cell of a spreadsheet holds no more."""


class SetAside(NamedTuple):
    """One thing that was not kept as it was: `column` is empty when it is the whole row."""

    table: str
    row: str
    column: str
    old: str
    done: str


def shown(value: Any) -> str:
    """Return any value of a file as text that can be written and read again by a person."""
    if value is None:
        return tr("(nothing)")
    if isinstance(value, Garbled):
        value = value.raw
    if isinstance(value, bytes):
        text = value.decode("utf-8", "replace")
        return f"{text} [{value[:200].hex(' ')}]"
    return str(value)


def whole_row(values: Mapping[str, Any]) -> str:
    """Return a row as one text, from which it can be typed in again."""
    told = {name: value if isinstance(value, str | int | float) else shown(value) for name, value in values.items()
            if value is not None}  # fmt: skip
    return json.dumps(told, ensure_ascii=False)


def as_sheet(things: Sequence[SetAside]) -> bytes:
    """Return the list as CSV that a spreadsheet opens and runs nothing of."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([tr("Table"), tr("Row"), tr("Column"), tr("What stood there"), tr("What was done")])
    for thing in things:
        cells = (thing.table.replace("_", " "), thing.row, thing.column.replace("_", " "), thing.old, thing.done)
        writer.writerow([guard_text(cell.replace("\0", "")[:MOST_SHOWN]) for cell in cells])
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", "replace")
