"""The figures of the scorecard for a spreadsheet, period by period (framework.md section 9)."""

import csv
import io
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import BinaryIO

from desktop.actions.desk import Desk
from desktop.actions.parts import finish
from desktop.actions.scorecard import gather_records
from framework.figure import Figure, unit_of
from framework.periods import Step, periods
from framework.scorecard_figures import figure
from resources.words import tr
from storage.book import Book
from storage.scorecard import read_targets
from storage.sheet.text import guard_text
from storage.trouble import Trouble
from storage.whole_file import write_whole

PLACES = 4
HEADINGS = ("figure", "unit", "from", "to", "count", "of", "value", "target")

Cell = str | int | float | date | None


def export_figures(*, book: Book, desk: Desk, step: Step, path: Path) -> None:
    """Write every figure of the last twelve periods to `path`, a .csv or .xlsx file, whole or not at all.

    No cell comes alive as a formula. Raises Trouble for another kind of file, and when it can't be written.
    """
    writers: dict[str, Callable[[list[list[Cell]]], Callable[[BinaryIO], None]]] = {
        ".csv": _csv,
        ".xlsx": _workbook,
    }
    writer = writers.get(path.suffix.casefold())
    if writer is None:
        raise Trouble(tr("Give the file a name that ends in .csv or .xlsx."))
    write_whole(path, writer(rows(book, desk, step)))


def rows(book: Book, desk: Desk, step: Step) -> list[list[Cell]]:
    """Return a row for each figure and period, the oldest first; empty cells where nothing was counted."""
    shown = periods(step, desk.today)
    records = finish(gather_records(book, desk, shown[0].first, desk.today))
    targets = read_targets(book)
    found: list[list[Cell]] = []
    for which in Figure:
        aim = targets[which].value if which in targets else None
        for period in shown:
            score = figure(records, which, period)
            found.append(
                [
                    str(which),
                    str(unit_of(which)),
                    period.first,
                    min(period.last, desk.today),
                    score.count,
                    score.of,
                    _number(score.value),
                    _number(aim) if which in targets else None,
                ]
            )
    return found


def _number(value: Fraction | None) -> float | int | None:
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else round(float(value), PLACES)


def _csv(found: list[list[Cell]]) -> Callable[[BinaryIO], None]:
    def write(file: BinaryIO) -> None:
        # With the mark in front, spreadsheets take it for UTF-8.
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
        try:
            writer = csv.writer(text, lineterminator="\r\n")
            writer.writerow(HEADINGS)
            for row in found:
                writer.writerow(["" if cell is None else guard_text(str(cell)) for cell in row])
        finally:
            text.detach()

    return write


def _workbook(found: list[list[Cell]]) -> Callable[[BinaryIO], None]:
    def write(file: BinaryIO) -> None:
        from xlsxwriter import Workbook

        book = Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        sheet, day, bold = (
            book.add_worksheet("scorecard"),
            book.add_format({"num_format": "yyyy-mm-dd"}),
            book.add_format({"bold": True}),
        )
        sheet.write_row(0, 0, HEADINGS, bold)
        for at, row in enumerate(found, start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(at, column, cell, day)
                elif isinstance(cell, str):
                    sheet.write_string(at, column, cell)
                elif cell is not None:
                    sheet.write_number(at, column, cell)
        book.close()

    return write
