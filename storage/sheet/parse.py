"""A table of text into deals: every row goes in whole, or is listed with what is wrong and left out whole."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import repeat
from typing import Any, NamedTuple

from framework.deal import OPEN_STAGES, Stage
from resources.words import tr
from storage.sheet.cells import plain_text, to_cents
from storage.sheet.dates import DateOrder
from storage.sheet.mapping import FIELDS
from storage.sheet.problem import BadCell, Problem, shown
from storage.sheet.reading import MONEY_FIELDS, TEXT_FIELDS, Reader, find_readers
from storage.sheet.table import Cell, Table
from storage.trouble import Trouble

FIRST_ROWS = 20
"""So many rows are kept as they were read, for a person to look at before anything is written."""

_REPORT_EVERY = 2_000


class ParsedDeal(NamedTuple):
    """A row of a sheet as a deal; None means blank. `offering`, `crew` and `salesperson` are as written.

    `hours` are those of `crew`, which may be None. `stage` None: neither the sheet nor its dates say. The sheet's
    `closed_on` has already gone where the stage sends it.
    """

    row: int
    ref: str | None
    client: str
    offering: str | None
    quantity: Decimal | None
    value: Decimal | None
    discount_percent: Decimal | None
    cost: Decimal | None
    hours: Decimal | None
    crew: str | None
    custom_parts: int | None
    payment_days: int | None
    probability_percent: Decimal | None
    salesperson: str | None
    stage: Stage | None
    created_on: date | None
    promised_on: date | None
    expected_close_on: date | None
    won_on: date | None
    lost_on: date | None
    delivered_on: date | None
    rework: bool | None
    client_score: int | None
    actual_cost: Decimal | None
    actual_hours: Decimal | None
    note: str | None


class FirstRow(NamedTuple):
    """One of the first rows as it was read: `values` by field of `ParsedDeal`, and what is wrong with it."""

    row: int
    values: Mapping[str, Any]
    problems: tuple[Problem, ...]


class ParsedSheet(NamedTuple):
    """What a sheet holds. `read` counts its filled rows; those without a deal are in `problems`, sorted by row.

    `columns` says which header fills which field; `first` are the first `FIRST_ROWS` rows, the bad ones among them.
    """

    deals: list[ParsedDeal]
    problems: list[Problem]
    read: int
    notes: tuple[str, ...]
    columns: Mapping[str, str] = {}
    first: tuple[FirstRow, ...] = ()

    @property
    def left_out(self) -> int:
        """How many rows became no deal."""
        return self.read - len(self.deals)


def parse_deals(
    table: Table,
    mapping: Mapping[str, str],
    *,
    date_order: DateOrder | str | None = None,
    stages: Mapping[str, Stage] = {},
    progress: Callable[[int, int], None] | None = None,
) -> ParsedSheet:
    """Return the deals in `table`, whose columns fill the fields as `mapping` {field: header} says.

    `stages` {as written: stage} go before what is known of other CRMs. `date_order` is needed when the dates do not
    give it away. `progress(done, total)` is called now and then; what it raises ends the work.

    A row with a bad value, without a client, or with a reference that an earlier row has, is listed and left out.

    Raises:
        Trouble: no column for the client, a field or column that does not exist.
        AmbiguousDates, UnknownStages: the user must say.
    """
    index = _columns(table, mapping)
    columns: dict[str, list[Cell]] = {field: [cells[at] for _, cells in table.rows] for field, at in index.items()}
    readers, reading_notes = find_readers(columns, mapping, DateOrder(date_order) if date_order else None, stages)
    notes = [*table.notes, *reading_notes]
    problems: dict[int, list[Problem]] = defaultdict(list)
    total = len(columns) + 1
    values: dict[str, list[Any]] = {}
    for done, (field, cells) in enumerate(columns.items()):
        if progress is not None:
            progress(done, total)
        values[field] = _read_column(table, cells, mapping[field], readers[field], problems)
        if field in MONEY_FIELDS:
            values[field], rounded = _in_cents(values[field])
            if rounded:
                say = tr("Amounts in “{column}” that were rounded to two decimals: {count}.")
                notes.append(say.format(count=rounded, column=mapping[field]))
        if field in TEXT_FIELDS and _loses_letters(cells):
            say = tr("Some texts in “{column}” held characters that cannot be stored; these were left out.")
            notes.append(say.format(column=mapping[field]))
    deals: list[ParsedDeal] = []
    first: list[FirstRow] = [FirstRow(one.row, {}, (one,)) for one in table.problems[:FIRST_ROWS]]
    first_with: dict[str, int] = {}
    blank = repeat(None)
    moved = 0
    for position, ((row, _), *fields) in enumerate(
        zip(table.rows, *(values.get(field, blank) for field in FIELDS), strict=False)
    ):
        if progress is not None and position % _REPORT_EVERY == 0:
            progress(total - 1, total)
        deal = dict(zip(FIELDS, fields, strict=True))
        if deal["client"] is None and not any(one.column == mapping["client"] for one in problems.get(row, ())):
            problems[row].append(Problem(row, mapping["client"], None, tr("This row names no client.")))
        ref = deal["ref"]
        if row not in problems and ref is not None and first_with.setdefault(ref, row) != row:
            say = tr("The reference is already used in row {row}; the first one counts.").format(row=first_with[ref])
            problems[row].append(Problem(row, mapping["ref"], ref, say))
        if row not in problems:
            moved += _settle(deal)
            deals.append(ParsedDeal(row=row, **deal))
        elif position < FIRST_ROWS:
            _settle(deal)
        if position < FIRST_ROWS:
            first.append(FirstRow(row, deal, tuple(problems.get(row, ()))))
    if moved:
        notes.append(tr("Deals taken as won, lost or delivered because of their dates: {count}.").format(count=moved))
    if progress is not None:
        progress(total, total)
    listed = [*table.problems, *(one for row in problems.values() for one in row)]
    listed.sort(key=lambda one: one.row)
    read = len(table.rows) + len({one.row for one in table.problems})
    first.sort(key=lambda one: one.row)
    return ParsedSheet(deals, listed, read, tuple(notes), dict(mapping), tuple(first[:FIRST_ROWS]))


def _columns(table: Table, mapping: Mapping[str, str]) -> dict[str, int]:
    if "client" not in mapping:
        raise Trouble(
            tr("No column names the client. Say which one does; the columns are: {columns}.").format(
                columns=", ".join(table.headers)
            )
        )
    places = {header: at for at, header in enumerate(table.headers)}
    for field, header in mapping.items():
        if field not in FIELDS or header not in places:
            raise Trouble(tr("The sheet has no column “{column}” for “{field}”.").format(column=header, field=field))
    return {field: places[mapping[field]] for field in FIELDS if field in mapping}


def _read_column(
    table: Table,
    cells: Sequence[Cell],
    header: str,
    read: Reader,
    problems: dict[int, list[Problem]],
) -> list[Any]:
    known: dict[Cell, Any] = {}
    values: list[Any] = []
    for (row, _), cell in zip(table.rows, cells, strict=True):
        if cell in known:
            value = known[cell]
        else:
            try:
                value = read(cell)
            except BadCell as bad:
                value = bad
            known[cell] = value
        if isinstance(value, BadCell):
            problems[row].append(Problem(row, header, shown(_as_shown(cell)), value.say))
            value = None
        values.append(value)
    return values


def _in_cents(amounts: Sequence[Decimal | None]) -> tuple[list[Decimal | None], int]:
    exact = [None if amount is None else to_cents(amount) for amount in amounts]
    return exact, sum(before != after for before, after in zip(amounts, exact, strict=True))


def _loses_letters(cells: Sequence[Cell]) -> bool:
    for cell in {cell for cell in cells if isinstance(cell, str) and not cell.isprintable()}:
        try:
            if plain_text(cell)[1]:
                return True
        except BadCell:
            continue
    return False


def _as_shown(cell: Cell) -> str | None:
    try:
        return plain_text(cell)[0]
    except BadCell:
        return str(cell)


def _settle(deal: dict[str, Any]) -> bool:
    """Send the closing date where the stage says, and the stage where the dates say; tell whether the stage moved.

    A CRM's pipeline may leave a won deal at "Negotiation" and only fill in the day it was won.
    """
    written: Stage | None = deal["stage"]
    stage = written
    if written is None or written in OPEN_STAGES:
        for field, reached in (("delivered_on", Stage.DELIVERED), ("lost_on", Stage.LOST), ("won_on", Stage.WON)):
            if deal[field] is not None:
                stage = reached
                break
    deal["stage"] = stage
    closed = deal.pop("closed_on")
    if closed is not None:
        if stage is None or stage in OPEN_STAGES:
            field = "expected_close_on"
        else:
            field = "lost_on" if stage is Stage.LOST else "won_on"
        if deal[field] is None:
            deal[field] = closed
    return stage is not written
