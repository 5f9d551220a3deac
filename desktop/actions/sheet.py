"""The actions that take in a sheet: look at it, see it as it will be read, write its deals, remember how."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from framework.deal import Stage
from resources.words import tr
from storage.book import Author, Book
from storage.import_source import recall, remember
from storage.importing import ImportResult, import_deals, known_refs
from storage.sheet.glance import Glance, Unread, Way, glance
from storage.sheet.mapping import FIELDS, apply_overrides, guess_mapping
from storage.sheet.parse import FirstRow, parse_deals
from storage.sheet.problem import Problem
from storage.sheet.table import Table, read_table

Progress = Callable[[int, int], None]


class Source(NamedTuple):
    """Which table of a file is meant: None where the file itself says."""

    encoding: str | None = None
    separator: str | None = None
    sheet: str | None = None


class Looked(NamedTuple):
    """A sheet that was looked at: its table and how to read it, `as_last_time` when that is remembered."""

    table: Table
    way: Way
    as_last_time: bool


class PreviewRow(NamedTuple):
    """One row as it will be read: `is_update` for a known deal; with `problems` it is left out.

    `values` are by field; one that waits for an answer is `Unread`.
    """

    row: int
    is_update: bool
    values: Mapping[str, Any]
    problems: Mapping[str, Problem]


class Preview(NamedTuple):
    """What an import would do: the sheet as read, the counts of a dry run, the first rows and the fields they fill.

    The problem of a whole row stands in `problems` of a row under "".
    """

    glance: Glance
    result: ImportResult
    fields: tuple[str, ...]
    rows: tuple[PreviewRow, ...]


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
    progress: Progress | None = None,
) -> ImportResult:
    """Read a CSV or XLSX sheet and write its deals in one change. Raises Trouble for a sheet that can't be read."""
    table = read_table(sheet)
    mapping = apply_overrides(guess_mapping(table.headers), overrides, table.headers)
    parsed = parse_deals(table, mapping, date_order=date_order, stages=stages or {}, progress=progress)
    return import_deals(book, parsed, who=who, today=today, name=sheet.name, dry_run=dry_run, progress=progress)


def look_at_sheet(*, book: Book, sheet: Path, source: Source = Source()) -> Looked:
    """Read a sheet as a table, and say how its columns are to be read: as the last time, or as their names suggest.

    Raises Trouble for a sheet that can't be read, and EncodingUnknown for one whose letters a person must choose.
    """
    table = read_table(sheet, encoding=source.encoding, separator=source.separator, sheet=source.sheet)
    way = recall(book, table.headers)
    return Looked(table, way or Way(guess_mapping(table.headers)), way is not None)


def preview_sheet(
    *, book: Book, table: Table, way: Way, name: str, today: date, progress: Progress | None = None
) -> Preview:
    """Say what taking in `table` in this `way` would do; nothing is changed. Raises Trouble without a client column."""
    seen = glance(table, way, progress)
    result = import_deals(book, seen.parsed, who=Author(), today=today, name=name, dry_run=True)
    refs = known_refs(book)
    first = seen.parsed.first
    last = max((one.row for one in first), default=0)
    problems: dict[int, dict[str, Problem]] = {}
    fields = {header: field for field, header in seen.parsed.columns.items()}
    for problem in result.problems:
        if problem.row <= last:
            problems.setdefault(problem.row, {}).setdefault(fields.get(problem.column or "", ""), problem)
    rows = tuple(_preview_row(one, refs, problems.get(one.row, {})) for one in first)
    return Preview(seen, result, _fields_to_show(seen, rows), rows)


def remember_way(*, book: Book, who: Author, name: str, table: Table, way: Way) -> None:
    """Keep how a sheet was read for the next one with the same headers; undoing the import does not forget it."""
    with book.change(tr("How {name} is read").format(name=name), who=who, for_good=True) as change:
        remember(change, book, name=name, headers=table.headers, way=way)


def _preview_row(one: FirstRow, refs: frozenset[str], problems: Mapping[str, Problem]) -> PreviewRow:
    is_update = one.values.get("ref") in refs
    values = dict(one.values)
    if not problems and values.get("stage") is None and not is_update:
        values["stage"] = Stage.INTAKE
    return PreviewRow(one.row, is_update, values, problems)


def _fields_to_show(seen: Glance, rows: tuple[PreviewRow, ...]) -> tuple[str, ...]:
    """Return the fields in which something stands; a closing date stands where the stage has sent it."""
    filled = {field for row in rows for field, value in row.values.items() if value is not None}
    wrong = {field for row in rows for field in row.problems}
    waiting = {field for row in rows for field, value in row.values.items() if isinstance(value, Unread)}
    named = {field for field in seen.parsed.columns if field != "closed_on"}
    return tuple(field for field in FIELDS if field in named | filled | wrong | waiting)
