"""How each column of a sheet is read, decided by looking at the whole column and at its neighbours."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from framework.deal import Stage
from resources.words import tr
from storage.sheet.cells import (
    MAX_NAME,
    MAX_NOTE,
    check_length,
    plain_text,
    read_amount,
    read_count,
    read_day,
    read_money,
    read_number,
    read_percent,
    read_score,
    read_yes,
)
from storage.sheet.columns import NumberStyle, find_orders, find_styles
from storage.sheet.dates import DateOrder, spelled
from storage.sheet.likeness import normal_form
from storage.sheet.mapping import FIELDS
from storage.sheet.problem import BadCell
from storage.sheet.stages import UnknownStages, guess_stage
from storage.sheet.table import Cell
from storage.sheet.text import one_line
from storage.sheet.workbook import Percent

DATE_FIELDS = tuple(field for field in FIELDS if field.endswith("_on"))
MONEY_FIELDS = ("value", "cost", "actual_cost")
PERCENT_FIELDS = ("discount_percent", "probability_percent")
AMOUNT_FIELDS = ("quantity", "hours", "actual_hours")
COUNT_FIELDS = ("custom_parts", "payment_days", "client_score")
NUMBER_FIELDS = (*MONEY_FIELDS, *PERCENT_FIELDS, *AMOUNT_FIELDS, *COUNT_FIELDS)
TEXT_FIELDS = ("ref", "client", "offering", "crew", "salesperson", "stage", "note")
_NAMES_PERCENT = ("%", "percent", "pct", "prozent", "procent")

Reader = Callable[[Cell], Any]


def find_readers(
    columns: Mapping[str, Sequence[Cell]],
    mapping: Mapping[str, str],
    date_order: DateOrder | None,
    stages: Mapping[str, Stage],
) -> tuple[dict[str, Reader], tuple[str, ...]]:
    """Return for each field of `columns` {field: cells} how to read a cell of it, and notes on what was assumed.

    A reader gives the value of the field, None when blank, or raises `BadCell`. Dates are read in `date_order`,
    or when it is None in the order that they give away.

    Raises:
        AmbiguousDates, UnknownStages: the user must say.
    """
    looked_at = {*DATE_FIELDS, *NUMBER_FIELDS, "stage"}
    texts = {field: texts_of(cells) for field, cells in columns.items() if field in looked_at}
    dates = {mapping[field]: texts[field] for field in DATE_FIELDS if field in columns}
    orders: Mapping[str, DateOrder] = find_orders(dates) if date_order is None else dict.fromkeys(dates, date_order)
    styles, style_notes = find_styles({mapping[field]: texts[field] for field in NUMBER_FIELDS if field in columns})
    notes = [*_date_notes(orders, date_order), *style_notes]
    readers: dict[str, Reader] = {}
    for field in columns:
        readers[field] = _reader(field, styles.get(mapping[field], NumberStyle(".")), orders.get(mapping[field]))
    if "probability_percent" in columns:
        header = mapping["probability_percent"]
        share = styles[header]
        if _is_share(columns["probability_percent"], share):
            readers["probability_percent"] = lambda cell: read_percent(cell, share, 100)
            notes.append(tr("“{column}” runs from 0 to 1, so 0.5 was read as 50 %.").format(column=header))
    if "discount_percent" in columns and not _says_percent(mapping["discount_percent"], columns["discount_percent"]):
        notes.append(tr("“{column}” was read as a percentage.").format(column=mapping["discount_percent"]))
    if "stage" in columns:
        by_text = _stages_of(texts["stage"], stages)
        readers["stage"] = lambda cell: by_text.get(_name(cell) or "")
        said = {normal_form(name) for name in stages}
        guessed = {text: stage for text, stage in by_text.items() if normal_form(text) not in said}
        read_as = [f"“{text}” → {stage.value}" for text, stage in guessed.items() if text.casefold() != stage.value]
        if read_as:
            notes.append(tr("Stages were read like this: {stages}.").format(stages=", ".join(read_as)))
    return readers, tuple(notes)


def _reader(field: str, style: NumberStyle, order: DateOrder | None) -> Callable[[Cell], Any]:
    if field in DATE_FIELDS:
        return lambda cell: read_day(cell, order)
    if field in MONEY_FIELDS:
        return lambda cell: read_money(cell, style)
    if field in PERCENT_FIELDS:
        # A discount below 0 is a surcharge.
        return lambda cell: read_percent(cell, style, below_zero=field == "discount_percent")
    if field in AMOUNT_FIELDS:
        return lambda cell: read_amount(cell, style, clock=field != "quantity")
    if field == "client_score":
        return lambda cell: read_score(cell, style)
    if field in COUNT_FIELDS:
        return lambda cell: read_count(cell, style, days=field == "payment_days")
    if field == "rework":
        return read_yes
    return _note if field == "note" else _name


def _name(cell: Cell) -> str | None:
    return check_length(one_line(plain_text(cell)[0]), MAX_NAME) or None


def _note(cell: Cell) -> str | None:
    return check_length(plain_text(cell)[0], MAX_NOTE) or None


def texts_of(cells: Iterable[Cell]) -> set[str]:
    """Return the different texts among `cells`, clean, without blanks and the error marks of spreadsheets."""
    found: set[str] = set()
    for cell in {cell for cell in cells if isinstance(cell, str)}:
        try:
            text = plain_text(cell)[0]
        except BadCell:
            continue
        if text:
            found.add(text)
    return found


def _is_share(cells: Sequence[Cell], style: NumberStyle) -> bool:
    """Tell whether a probability column runs from 0 to 1: no percent sign, nothing above 1, something in between."""
    between = False
    for cell in set(cells):
        if isinstance(cell, Percent) or (isinstance(cell, str) and "%" in cell):
            return False
        try:
            number = read_number(cell, style)
        except BadCell:
            continue
        if number is not None and number > 1:
            return False
        between = between or (number is not None and 0 < number < 1)
    return between


def read_stages(texts: Iterable[str], stages: Mapping[str, Stage]) -> dict[str, Stage | None]:
    """Return for each of `texts`, on one line and in order, the stage it means; None where only a person can say.

    `stages` {as written: stage} go before what is known of other CRMs. A text too long to be a name is not in it.
    """
    said = {normal_form(name): stage for name, stage in stages.items()}
    names = sorted({one_line(text) for text in texts})
    return {name: said.get(normal_form(name)) or guess_stage(name) for name in names if len(name) <= MAX_NAME}


def _stages_of(texts: set[str], stages: Mapping[str, Stage]) -> dict[str, Stage]:
    read = read_stages(texts, stages)
    unknown = [name for name, stage in read.items() if stage is None]
    if unknown:
        raise UnknownStages(unknown)
    return {name: stage for name, stage in read.items() if stage is not None}


def _date_notes(orders: Mapping[str, DateOrder], said: DateOrder | None) -> tuple[str, ...]:
    if said is not None or not orders:
        return ()
    by_order: dict[DateOrder, list[str]] = {}
    for header, order in orders.items():
        by_order.setdefault(order, []).append(f"“{header}”")
    return tuple(
        tr("The dates in {columns} were read as {order}.").format(columns=", ".join(headers), order=spelled(order))
        for order, headers in by_order.items()
    )


def _says_percent(header: str, cells: Sequence[Cell]) -> bool:
    if any(word in header.casefold() for word in _NAMES_PERCENT):
        return True
    filled = {cell for cell in cells if cell is not None}
    return not filled or any(isinstance(cell, Percent) or (isinstance(cell, str) and "%" in cell) for cell in filled)
