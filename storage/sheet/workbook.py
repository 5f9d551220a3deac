"""An XLSX as rows of cells: looked over before it is opened, formulas by their stored value, numbers exact."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from resources.words import tr
from storage.sheet.zip_guard import check_zip
from storage.trouble import Trouble

if TYPE_CHECKING:
    from openpyxl import Workbook

MAX_COLUMNS = 512
_LAST_ROW = 1_048_576
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_BIG_PART = 20 * 1024 * 1024


class Percent(NamedTuple):
    """A number that its sheet shows with a percent sign: 5 for 5 %."""

    value: Decimal


class NoStoredValue(NamedTuple):
    """A formula whose result was never saved with the sheet."""

    formula: str


RawCell = str | Decimal | date | Percent | NoStoredValue | None


class SheetRows(NamedTuple):
    """The filled rows of one sheet of a workbook, each with its number."""

    name: str
    rows: list[tuple[int, tuple[RawCell, ...]]]


def read_workbook(path: Path, sheet: str | None, max_rows: int) -> tuple[tuple[str, ...], Iterator[SheetRows]]:
    """Return the names of the sheets in the XLSX at `path`, and the sheets read one by one as they are asked for.

    With `sheet`, only that one; else the visible sheets in their order, then the hidden ones.

    Raises:
        Trouble: refused by `check_zip`, another kind of file, damaged, no such sheet, or (while reading) too long.
    """
    # Read once: what was checked is what is opened, and no handle stays behind when opening fails.
    data = _read(path)
    _check_kind(path, check_zip(io.BytesIO(data), path.name))
    # A warning about a print setting is not the user's affair, and a test run would take it for a fault.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = _open(path, data, data_only=True)
    ordered = sorted(book.worksheets, key=lambda one: one.sheet_state != "visible")
    names = tuple(str(one.title) for one in ordered)
    if sheet is not None and sheet not in names:
        book.close()
        raise Trouble(
            tr("There is no sheet “{sheet}” in “{name}”. Its sheets are: {sheets}.").format(
                sheet=sheet, name=path.name, sheets=", ".join(names)
            )
        )
    return names, _sheets(path, data, book, names if sheet is None else (sheet,), max_rows)


def _sheets(path: Path, data: bytes, book: "Workbook", names: Sequence[str], max_rows: int) -> Iterator[SheetRows]:
    formulas: Workbook | None = None
    try:
        for name in names:
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    if formulas is None and _has_formulas(data):
                        formulas = _open(path, data, data_only=False)
                    rows = list(islice(_rows(book, formulas, name), max_rows + 1))
            except Trouble:
                raise
            except Exception as error:
                # The parser raises whatever a damaged part leads it to.
                raise _damaged(path) from error
            if len(rows) > max_rows:
                raise Trouble(
                    tr("The sheet “{sheet}” has more than {count} rows. Divide it, and import the parts.").format(
                        sheet=name, count=f"{max_rows:,}"
                    )
                )
            yield SheetRows(name, rows)
    finally:
        book.close()
        if formulas is not None:
            formulas.close()


def _rows(book: "Workbook", formulas: "Workbook | None", name: str) -> Iterator[tuple[int, tuple[RawCell, ...]]]:
    written = _cells(formulas, name) if formulas is not None else repeat(())
    for number, (cells, formula_cells) in enumerate(zip(_cells(book, name), written, strict=False), 1):
        row = [_value(cell) for cell in islice(cells, MAX_COLUMNS)]
        for index, cell in enumerate(islice(formula_cells, len(row))):
            # A stored result that is an empty text has a type of its own; no stored result has none.
            if cell.data_type == "f" and row[index] is None and cells[index].data_type != "str":
                row[index] = NoStoredValue(str(getattr(cell.value, "text", cell.value)))
        while row and row[-1] is None:
            row.pop()
        if row:
            yield number, tuple(row)


def _cells(book: "Workbook", name: str) -> Iterator[Any]:
    worksheet = book[name]
    # The size that a sheet claims is not to be trusted; what is there is read, within limits.
    worksheet.reset_dimensions()
    rows: Iterator[Any] = worksheet.iter_rows(max_row=_LAST_ROW)
    return rows


def _value(cell: Any) -> RawCell:
    value = cell.value
    if value is None or isinstance(value, str):
        return value or None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        # A spreadsheet holds 15 digits; what a float has beyond them is noise.
        number = Decimal(value) if isinstance(value, int) else Decimal(format(value, ".15g"))
        return Percent(number * 100) if "%" in (cell.number_format or "") else number
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    return str(value)


def _open(path: Path, data: bytes, *, data_only: bool) -> "Workbook":
    # Imported here: it takes a tenth of a second that no other part of the program should pay.
    from openpyxl import load_workbook

    try:
        return load_workbook(io.BytesIO(data), read_only=True, data_only=data_only, keep_links=False)
    except Exception as error:
        raise _damaged(path) from error


def _has_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                with archive.open(name) as part:
                    tail = b""
                    while piece := part.read(1 << 20):
                        if _FORMULA.search(tail + piece):
                            return True
                        tail = piece[-32:]
    return False


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Trouble(tr("“{name}” cannot be read from its disk.").format(name=path.name)) from error


def _check_kind(path: Path, entries: Sequence[zipfile.ZipInfo]) -> None:
    if not {"[Content_Types].xml", "xl/workbook.xml"} <= {entry.filename for entry in entries}:
        raise Trouble(
            tr(
                "“{name}” is not an XLSX sheet. Open it in the program that made it, and save it as XLSX or CSV."
            ).format(name=path.name)
        )
    for entry in entries:
        # Rows and texts are read bit by bit; the other parts become a tree in memory, many times their size.
        streamed = entry.filename.startswith(("xl/worksheets/sheet", "xl/sharedStrings", "xl/media/"))
        if not streamed and entry.filename.endswith((".xml", ".rels")) and entry.file_size > _BIG_PART:
            raise Trouble(
                tr("“{name}” is unusually large inside and was not opened. Save it as CSV, and import that.").format(
                    name=path.name
                )
            )


def _damaged(path: Path) -> Trouble:
    return Trouble(
        tr("“{name}” cannot be read as an XLSX sheet; it may be damaged. Save it again as XLSX or CSV.").format(
            name=path.name
        )
    )
