"""A sheet as a table: headers, and rows with the numbers they have in the spreadsheet."""

import os
import stat
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from resources.words import tr
from storage.sheet.header_row import LOOK_AT, find_header, name_columns
from storage.sheet.problem import Problem, shown
from storage.sheet.text_sheet import choose_separator, decode, records
from storage.sheet.workbook import NoStoredValue, Percent, read_workbook
from storage.trouble import Trouble

MAX_BYTES = 50 * 1024 * 1024
MAX_ROWS = 250_000

Cell = str | Decimal | date | Percent | NoStoredValue | None
Row = tuple[int, tuple[Cell, ...]]

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


class Table(NamedTuple):
    """A sheet that has been read. Every row in `rows` is as wide as `headers`; text is as written, "" being None.

    `problems` are the rows that could not be read at all; they are not in `rows`. `encoding` and `separator` are
    None for a workbook, `sheet` and `sheet_names` empty for a CSV. `notes` are sentences for the preview.
    """

    headers: tuple[str, ...]
    rows: list[Row]
    problems: tuple[Problem, ...] = ()
    header_row: int = 1
    encoding: str | None = None
    separator: str | None = None
    sheet: str | None = None
    sheet_names: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def read_table(
    path: str | os.PathLike[str],
    *,
    encoding: str | None = None,
    separator: str | None = None,
    sheet: str | None = None,
) -> Table:
    """Return the table in the CSV or XLSX at `path`; which of the two it is, is told by its content.

    Raises:
        Trouble: missing, not a file, no access, empty, too large, another kind of file, damaged, without headers.
        EncodingUnknown: a CSV whose encoding must be chosen.
    """
    path = Path(path)
    start = _look(path)
    if start.startswith(_ZIP):
        return _from_workbook(path, sheet)
    if start.startswith(_OLD_OFFICE):
        raise Trouble(
            tr(
                "“{name}” is an old Excel file (.xls) or one with a password. Save it as XLSX or CSV, "
                "without a password, and import that."
            ).format(name=path.name)
        )
    if path.suffix.casefold() in (".ods", ".numbers"):
        raise _save_as(path)
    if path.suffix.casefold() in (".xlsx", ".xlsm"):
        raise Trouble(
            tr("“{name}” is named like an Excel sheet and is not one. Save it again as XLSX or CSV.").format(
                name=path.name
            )
        )
    return _from_text(path, _read(path), encoding, separator)


def _from_text(path: Path, data: bytes, encoding: str | None, separator: str | None) -> Table:
    text, encoding, notes = decode(data, encoding)
    separator, text = choose_separator(text, separator)
    numbered = list(records(text, separator))
    at, headers, header_notes = _headers(path, [cells or [] for _, cells in numbered[:LOOK_AT]])
    rows: list[Row] = []
    problems: list[Problem] = []
    width = len(headers)
    for number, cells in numbered[at + 1 :]:
        if cells is None:
            problems.append(Problem(number, None, None, tr("The quotation marks in this row do not match.")))
        elif len(cells) == width:
            if any(cells) and any(cell.strip() for cell in cells):
                rows.append((number, tuple(cell or None for cell in cells)))
        elif not any(cell.strip() for cell in cells):
            continue
        elif len(cells) < width or any(cell.strip() for cell in cells[width:]):
            say = tr("The cells of this row do not fit the headers: {count} where {width} belong.").format(
                count=len(cells), width=width
            )
            problems.append(Problem(number, None, shown(separator.join(cells)), say))
        else:
            rows.append((number, tuple(cell or None for cell in cells[:width])))
    _check_count(path, len(rows) + len(problems))
    return Table(headers, rows, tuple(problems), numbered[at][0], encoding, separator, notes=(*notes, *header_notes))


def _from_workbook(path: Path, sheet: str | None) -> Table:
    names, sheets = read_workbook(path, sheet, MAX_ROWS)
    for name, numbered in sheets:
        first = [[str(cell) if cell is not None else "" for cell in cells] for _, cells in numbered[:LOOK_AT]]
        at = find_header(first)
        if at is None:
            continue
        headers, notes = name_columns(first[at])
        width = len(headers)
        rows: list[Row] = [
            (number, (*cells[:width], *(None,) * (width - len(cells))))
            for number, cells in numbered[at + 1 :]
            if any(_is_filled(cell) for cell in cells[:width])
        ]
        if len(names) > 1:
            notes = (
                *notes,
                tr("The workbook has {count} sheets; “{name}” was read.").format(count=len(names), name=name),
            )
        return Table(headers, rows, header_row=numbered[at][0], sheet=name, sheet_names=names, notes=notes)
    raise _no_headers(path)


def _headers(path: Path, first: Sequence[Sequence[str]]) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
    at = find_header(first)
    if at is None:
        raise _no_headers(path)
    return at, *name_columns(first[at])


def _look(path: Path) -> bytes:
    """Return the first bytes of `path`, after making sure that it is a file that can be read, and small enough."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise Trouble(tr("“{name}” is not a file. Choose a CSV or XLSX sheet.").format(name=path.name))
        with path.open("rb") as file:
            start = file.read(8)
    except FileNotFoundError as error:
        raise Trouble(tr("There is no file “{name}”.").format(name=path.name)) from error
    except PermissionError as error:
        raise Trouble(tr("You are not allowed to read “{name}”.").format(name=path.name)) from error
    except (OSError, ValueError) as error:
        raise Trouble(tr("“{name}” cannot be read from its disk.").format(name=path.name)) from error
    if not start:
        raise Trouble(tr("“{name}” is empty.").format(name=path.name))
    if found.st_size > MAX_BYTES:
        raise Trouble(
            tr("“{name}” is larger than {size} MB. Divide it, and import the parts.").format(
                name=path.name, size=MAX_BYTES // (1024 * 1024)
            )
        )
    return start


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Trouble(tr("“{name}” cannot be read from its disk.").format(name=path.name)) from error


def _check_count(path: Path, count: int) -> None:
    if count > MAX_ROWS:
        raise Trouble(
            tr("“{name}” has more than {count} rows. Divide it, and import the parts.").format(
                name=path.name, count=f"{MAX_ROWS:,}"
            )
        )


def _is_filled(cell: Cell) -> bool:
    return bool(cell.strip()) if isinstance(cell, str) else cell is not None and not isinstance(cell, NoStoredValue)


def _save_as(path: Path) -> Trouble:
    return Trouble(
        tr("“{name}” is not an XLSX or CSV sheet. Open it in the program that made it, and save it as one.").format(
            name=path.name
        )
    )


def _no_headers(path: Path) -> Trouble:
    return Trouble(
        tr(
            "No row with the names of the columns was found in the first {count} rows of “{name}”. "
            "Give each column a name, such as client and value."
        ).format(count=LOOK_AT, name=path.name)
    )
