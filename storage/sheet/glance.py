"""A sheet as it would be read, before anything is written; what only a person can say is asked, never guessed."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from framework.deal import Stage
from resources.words import tr
from storage.sheet.cells import plain_text
from storage.sheet.columns import AmbiguousDates, find_orders
from storage.sheet.dates import DateOrder, Triple, split_date
from storage.sheet.parse import FirstRow, ParsedSheet, parse_deals
from storage.sheet.problem import BadCell
from storage.sheet.reading import DATE_FIELDS, read_stages, texts_of
from storage.sheet.table import Cell, Table
from storage.sheet.text import one_line
from storage.trouble import Trouble

MOST_STAGES = 30
"""A column with more texts than this that are no stage is hardly one of stages."""

_SAMPLES = 3
_LOOK_FOR_SAMPLES = 200
_SAMPLE_LETTERS = 40


class Way(NamedTuple):
    """How a sheet is to be read: {field: header}, and what a person said of its dates and {as written: stage}."""

    columns: Mapping[str, str]
    date_order: DateOrder | None = None
    stages: Mapping[str, Stage] = {}


class DateQuestion(NamedTuple):
    """In which order the dates of `columns` (headers) stand, `example` being one of them.

    `order` is what they give away; None when they do not (`is_undecided`) or when each column has its own.
    """

    columns: tuple[str, ...]
    example: str
    order: DateOrder | None
    is_undecided: bool


class Unread(NamedTuple):
    """A cell that can not be read before a person has said how, as it is written."""

    text: str


class Glance(NamedTuple):
    """A sheet as it would be read. With `is_open`, something has to be said first, and `parsed` is for looking at only.

    `dates` is None where no date needs an order. `stages` has each text of the stage column; None: a person must say.
    """

    parsed: ParsedSheet
    dates: DateQuestion | None
    stages: Mapping[str, Stage | None]
    asks_dates: bool

    @property
    def is_open(self) -> bool:
        """Whether something has to be said before the sheet can be taken in."""
        return self.asks_dates or None in self.stages.values()


def glance(table: Table, way: Way, progress: Callable[[int, int], None] | None = None) -> Glance:
    """Return `table` as it is read in this `way`. A cell that waits for an answer is `Unread` in `parsed.first`.

    Raises:
        Trouble: as `parse_deals`; or a column of stages that holds no stages.
    """
    places = {header: at for at, header in enumerate(table.headers)}
    columns = {field: header for field, header in way.columns.items() if header in places}
    dates = _date_question(table, {columns[field]: places[columns[field]] for field in DATE_FIELDS if field in columns})
    stages: dict[str, Stage | None] = {}
    if "stage" in columns:
        at = places[columns["stage"]]
        stages = read_stages(texts_of(cells[at] for _, cells in table.rows), way.stages)
    unknown = frozenset(name for name, stage in stages.items() if stage is None)
    if len(unknown) > MOST_STAGES:
        say = tr("“{column}” holds {count} different texts that are no stages. Let another column be the stage.")
        raise Trouble(say.format(column=columns["stage"], count=len(unknown)))
    asks_dates = dates is not None and dates.is_undecided and way.date_order is None
    unclear = frozenset(dates.columns) if dates is not None and asks_dates else frozenset()
    waiting = {field: places[header] for field, header in columns.items() if header in unclear}
    parsed = parse_deals(
        table,
        {field: header for field, header in columns.items() if field not in waiting},
        # What is shown in a box of its own needs no note: all of it is passed on as if it had been said.
        date_order=way.date_order or (dates.order if dates is not None else None),
        stages={**way.stages, **{name: stage or Stage.LEAD for name, stage in stages.items()}},
        progress=progress,
    )
    if waiting or unknown:
        by_row = dict(table.rows[: len(parsed.first)])
        stage_at = places[columns["stage"]] if unknown else None
        first = tuple(_as_written(one, by_row.get(one.row), waiting, stage_at, unknown) for one in parsed.first)
        parsed = parsed._replace(first=first, columns=columns)
    return Glance(parsed, dates, stages, asks_dates)


def samples(table: Table) -> dict[str, str]:
    """Return for each header the first different texts beneath it, to know the column by."""
    found: dict[str, list[str]] = {header: [] for header in table.headers}
    for _, cells in table.rows[:_LOOK_FOR_SAMPLES]:
        for header, cell in zip(table.headers, cells, strict=True):
            text = _text(cell)
            if text and len(found[header]) < _SAMPLES and text not in found[header]:
                found[header].append(text)
    return {header: ", ".join(_short(text) for text in texts) for header, texts in found.items()}


def _date_question(table: Table, places: Mapping[str, int]) -> DateQuestion | None:
    texts = {header: texts_of(cells[at] for _, cells in table.rows) for header, at in places.items()}
    need = {header: sorted(one for one in own if isinstance(split_date(one), Triple)) for header, own in texts.items()}
    need = {header: own for header, own in need.items() if own}
    if not need:
        return None
    try:
        orders = set(find_orders(texts).values())
    except AmbiguousDates as unclear:
        return DateQuestion(unclear.columns, unclear.example, None, True)
    # 05-05-17 needs no order; the example should show one.
    example = next((one for own in need.values() for one in own if _shows_order(one)), next(iter(need.values()))[0])
    return DateQuestion(tuple(need), example, orders.pop() if len(orders) == 1 else None, False)


def _shows_order(text: str) -> bool:
    parts = split_date(text)
    return isinstance(parts, Triple) and int(parts.first) != int(parts.second)


def _as_written(
    one: FirstRow,
    cells: tuple[Cell, ...] | None,
    waiting: Mapping[str, int],
    stage_at: int | None,
    unknown: frozenset[str],
) -> FirstRow:
    if cells is None:
        return one
    values: dict[str, Any] = dict(one.values)
    for field, at in waiting.items():
        if text := _text(cells[at]):
            values[field] = Unread(text)
    if stage_at is not None and (text := _text(cells[stage_at])) in unknown:
        values["stage"] = Unread(text)
    return one._replace(values=values)


def _text(cell: Cell) -> str:
    try:
        return one_line(plain_text(cell)[0])
    except BadCell:
        return ""


def _short(text: str) -> str:
    return text if len(text) <= _SAMPLE_LETTERS else text[:_SAMPLE_LETTERS] + "…"
