"""The action that takes in a sheet."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from framework.deal import Stage
from storage.book import Author, Book
from storage.importing import ImportResult, import_deals
from storage.sheet.mapping import apply_overrides, guess_mapping
from storage.sheet.parse import parse_deals
from storage.sheet.table import read_table


def import_sheet(
    *,
    book: Book,
    sheet: Path,
    today: date,
    who: Author = Author(),
    overrides: tuple[str, ...] = (),
    date_order: str | None = None,
    stages: Mapping[str, Stage] | None = None,
    dry_run: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> ImportResult:
    """Read a CSV or XLSX sheet and write its deals in one change. Raises Trouble for a sheet that can't be read."""
    table = read_table(sheet)
    mapping = apply_overrides(guess_mapping(table.headers), overrides, table.headers)
    parsed = parse_deals(table, mapping, date_order=date_order, stages=stages or {}, progress=progress)
    return import_deals(book, parsed, who=who, today=today, name=sheet.name, dry_run=dry_run, progress=progress)
