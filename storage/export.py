"""Every table for a spreadsheet: one CSV for each, or one workbook. A folder is written whole or not at all."""

import csv
import io
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from resources.words import tr
from storage import sqlite
from storage.book import Book
from storage.export_tables import SHEETS, Kind, Sheet, money_digits, rows_of
from storage.keys import new_id
from storage.sheet.text import guard_text
from storage.trouble import Trouble, short, world_trouble
from storage.whole_file import sync_folder, write_whole

if TYPE_CHECKING:
    from xlsxwriter import Workbook

MOST_ROWS = 1_048_575
"""Rows under the headings of one sheet of a workbook; more go on in a second sheet."""
LONGEST_CELL = 32_767
FIRST_DAY = date(1900, 3, 1)
"""Before it, the day numbers of spreadsheets are wrong, so such a day is written as text."""


def export(book: Book, folder: Path, format: str = "csv") -> tuple[Path, ...]:
    """Write every table into `folder`, as "csv" (one file each) or "xlsx" (one workbook), and return the files.

    A folder that is not there yet appears with everything in it or not at all. In one that is there, everything is
    written first and then takes its names one by one, in place of an earlier export. Runs on the book's thread.
    Raises Trouble: the disk is full, the folder can't be written, the file is damaged.
    """
    if format not in ("csv", "xlsx"):
        raise ValueError(f"no such format: {format}")
    try:
        folder = folder.resolve()
        if folder.exists() and not folder.is_dir():
            raise Trouble(tr("“{name}” is a file, not a folder.").format(name=short(folder.name)))
        there = folder.exists()
        unfinished = (folder if there else folder.parent) / f".{new_id()}.new"
        unfinished.mkdir(mode=0o700)
        try:
            with sqlite.troubles(book.path), _snapshot(book, unfinished) as connection:
                names = _write(connection, unfinished, book.path.stem, format)
            if there:
                for name in names:
                    _refuse_odd(folder / name)
                for name in names:
                    (unfinished / name).replace(folder / name)
                sync_folder(folder)
            else:
                unfinished.chmod(0o755)
                unfinished.rename(folder)
                sync_folder(folder.parent)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
            # Without a free handle a folder can't be looked into, but an empty one can be removed.
            with suppress(OSError):
                unfinished.rmdir()
    except OSError as error:
        raise world_trouble(error, folder) from error
    return tuple(folder / name for name in names)


def _refuse_odd(path: Path) -> None:
    """Raise Trouble when a name is taken by something that an export could not replace."""
    if path.is_dir():
        raise Trouble(tr("“{name}” is a folder, not a file.").format(name=short(path.name)))


@contextmanager
def _snapshot(book: Book, folder: Path) -> Iterator[sqlite3.Connection]:
    """Copy the file first: the sheets agree with each other, and nobody waits to save while they are written."""
    copy = folder / ".snapshot"
    sqlite.copy_whole(book.connection, copy)
    try:
        with closing(sqlite.connect(copy, read_only=True)) as connection:
            yield connection
    finally:
        copy.unlink()


def _write(connection: sqlite3.Connection, folder: Path, stem: str, format: str) -> list[str]:
    digits = money_digits(connection)
    if format == "xlsx":
        name = f"{stem}.xlsx"
        write_whole(folder / name, lambda file: _write_workbook(connection, file, digits))
        return [name]
    names = []
    for sheet in SHEETS:
        name = f"{sheet.name}.csv"
        write_whole(folder / name, _csv_writer(connection, sheet, digits))
        names.append(name)
    return names


# CSV


def _csv_writer(connection: sqlite3.Connection, sheet: Sheet, digits: int) -> Callable[[BinaryIO], None]:
    def write(file: BinaryIO) -> None:
        # With the mark in front, spreadsheets take it for UTF-8.
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
        try:
            writer = csv.writer(text, lineterminator="\r\n")
            writer.writerow([column.heading for column in sheet.columns])
            kinds = [column.kind for column in sheet.columns]
            for row in rows_of(connection, sheet):
                writer.writerow([csv_text(value, kind, digits) for value, kind in zip(row, kinds, strict=True)])
        finally:
            text.detach()

    return write


def csv_text(value: Any, kind: Kind, digits: int) -> str:
    """Return a stored value as the text of a CSV cell: exact numbers with a point, ISO days, yes and no."""
    if value is None:
        return ""
    if kind is Kind.MONEY:
        return str(Decimal(value).scaleb(-digits))
    if kind is Kind.HUNDREDTHS:
        return _plain(Decimal(value).scaleb(-2))
    if kind is Kind.YES_NO:
        return "yes" if value else "no"
    return str(value) if kind is Kind.COUNT else guard_text(str(value))


def _plain(number: Decimal) -> str:
    """Return a number without trailing zeros and without an exponent."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


# Workbook


def _write_workbook(connection: sqlite3.Connection, file: BinaryIO, digits: int) -> None:
    from xlsxwriter import Workbook

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
        "use_zip64": True,
    }
    workbook = Workbook(file, options)
    formats = {
        Kind.MONEY: workbook.add_format({"num_format": "#,##0." + "0" * digits if digits else "#,##0"}),
        Kind.HUNDREDTHS: None,
        Kind.COUNT: workbook.add_format({"num_format": "0"}),
        Kind.DAY: workbook.add_format({"num_format": "yyyy-mm-dd"}),
        Kind.INSTANT: workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        Kind.TEXT: workbook.add_format({"num_format": "@"}),
        Kind.YES_NO: None,
    }
    cut: list[tuple[str, int, str]] = []
    for sheet in SHEETS:
        _write_sheet(workbook, connection, sheet, digits, formats, cut)
    if cut:
        page = workbook.add_worksheet("shortened")
        page.write_row(0, 0, ["sheet", "row", "column"])
        for line, (name, row, heading) in enumerate(cut, 1):
            page.write_string(line, 0, name)
            page.write_number(line, 1, row)
            page.write_string(line, 2, heading)
    workbook.close()


def _write_sheet(
    workbook: "Workbook",
    connection: sqlite3.Connection,
    sheet: Sheet,
    digits: int,
    formats: dict[Kind, Any],
    cut: list[tuple[str, int, str]],
) -> None:
    bold = workbook.add_format({"bold": True})
    page = None
    number = line = 0
    for row in _and_an_end(rows_of(connection, sheet)):
        if page is None or line == MOST_ROWS:
            number, line = number + 1, 0
            name = sheet.name if number == 1 else f"{sheet.name} {number}"
            page = workbook.add_worksheet(name)
            page.freeze_panes(1, 0)
            for place, column in enumerate(sheet.columns):
                page.set_column(place, place, 30 if column.kind is Kind.TEXT else 14)
                page.write_string(0, place, column.heading, bold)
        if row is None:
            break
        line += 1
        for place, (value, column) in enumerate(zip(row, sheet.columns, strict=True)):
            if value is not None and not _write_cell(page, line, place, value, column.kind, digits, formats):
                cut.append((name, line + 1, column.heading))


def _and_an_end(rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Any, ...] | None]:
    """Yield the rows and None, so that a table without rows still gets its sheet."""
    yield from rows
    yield None


def _write_cell(
    page: Any, line: int, place: int, value: Any, kind: Kind, digits: int, formats: dict[Kind, Any]
) -> bool:
    """Write one cell; return False when its text was too long for a cell and was cut."""
    look = formats[kind]
    if kind in (Kind.MONEY, Kind.HUNDREDTHS, Kind.COUNT):
        places = {Kind.MONEY: digits, Kind.HUNDREDTHS: 2}.get(kind, 0)
        page.write_number(line, place, float(Decimal(value).scaleb(-places)), look)
        return True
    if kind is Kind.YES_NO:
        page.write_string(line, place, "yes" if value else "no")
        return True
    if kind is Kind.DAY and date.fromisoformat(value) >= FIRST_DAY:
        page.write_datetime(line, place, datetime.combine(date.fromisoformat(value), datetime.min.time()), look)
        return True
    if kind is Kind.INSTANT:
        # A cell knows no time zone; the wall clock of UTC is what the CSV says as well.
        instant = datetime.fromisoformat(value).astimezone(UTC).replace(tzinfo=None)
        page.write_datetime(line, place, instant, look)
        return True
    text = guard_text(str(value))
    page.write_string(line, place, text[:LONGEST_CELL], formats[Kind.TEXT])
    return len(text) <= LONGEST_CELL
