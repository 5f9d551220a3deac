"""The list of deals: its shelves, its pages, its search."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from framework.deal import Stage
from storage import sqlite
from storage.amounts import exact, from_units
from storage.book import Book
from storage.days import read_day

if TYPE_CHECKING:
    pass


class Shelf(StrEnum):
    """The parts of the deal list. PAST: delivered and lost."""

    OPEN = "open"
    SOLD = "sold"
    PAST = "past"
    ALL = "all"


WHERE = {
    Shelf.OPEN: "d.stage IN ('lead', 'intake', 'offered')",
    Shelf.SOLD: "d.stage IN ('won', 'in delivery')",
    Shelf.PAST: "d.stage IN ('delivered', 'lost')",
    Shelf.ALL: "1 = 1",
}
ORDER = {
    Shelf.OPEN: "(d.promised_on IS NULL), d.promised_on, d.id",
    Shelf.SOLD: "(d.promised_on IS NULL), d.promised_on, d.id",
    Shelf.PAST: "d.created_on DESC, d.id DESC",
    Shelf.ALL: "d.created_on DESC, d.id DESC",
}


INDEX = {
    Shelf.OPEN: "ix_deal_open",
    Shelf.SOLD: "ix_deal_sold",
    Shelf.PAST: "ix_deal_created",
    Shelf.ALL: "ix_deal_created",
}
"""The index that holds a shelf in its order, so that a page is read without sorting the rest."""


class DealLine(NamedTuple):
    """A deal as a line of a list."""

    id: str
    ref: str
    client: str
    offering: str | None
    quantity: Decimal
    value: Decimal | None
    promised_on: date | None
    stage: Stage
    ended_on: date | None = None
    """The day it was delivered or lost."""


def deal_lines(
    book: Book, shelf: Shelf, *, digits: int, search: str = "", limit: int = 200, offset: int = 0
) -> list[DealLine]:
    """Return a page of deals; `search` looks in client, offering, reference and note. Money has `digits` decimals."""
    ordered = f"ORDER BY {ORDER[shelf]} LIMIT ? OFFSET ?"
    by_index = f"deal d {sqlite.by_index(INDEX[shelf])}"
    words, parameters = _search(search)
    if not words:
        sql = f"SELECT {LINE_COLUMNS} FROM {by_index} {LINE_JOINS} WHERE {WHERE[shelf]} {ordered}"
        return [line_of(row, digits) for row in book.rows(sql, [limit, offset])]
    page = f"SELECT {LINE_COLUMNS} FROM deal d {LINE_JOINS} WHERE d.id IN ({{hits}}) ORDER BY {ORDER[shelf]}"
    found: list[tuple[Any, ...]] = []
    if shelf is Shelf.ALL:
        # Words that many deals have fill the page from the newest ones.
        newest = f"SELECT * FROM {by_index} ORDER BY {ORDER[shelf]} LIMIT {NEWEST}"
        hits = f"SELECT d.id FROM ({newest}) d WHERE {WHERE[shelf]}{words} {ordered}"
        found = book.rows(page.format(hits=hits), [*parameters, limit, offset])
    if len(found) < limit:
        # Rare words take one pass through the whole table: walking an index to its end is ten times as long.
        hits = f"SELECT d.id FROM deal d {sqlite.WITHOUT_INDEX} WHERE {WHERE[shelf]}{words} {ordered}"
        found = book.rows(page.format(hits=hits), [*parameters, limit, offset])
    return [line_of(row, digits) for row in found]


NEWEST = 4000
LINE_COLUMNS = (
    "d.id, d.ref, c.name, o.name, d.quantity_hundredths, d.value_minor, d.promised_on, d.stage, "
    "coalesce(d.delivered_on, d.lost_on)"
)
LINE_JOINS = "JOIN client c ON c.id = d.client_id LEFT JOIN offering o ON o.id = d.offering_id"


def line_of(row: Sequence[Any], digits: int) -> DealLine:
    """Return a row of `LINE_COLUMNS` as a line."""
    id, ref, client, offering, quantity, value, promised, stage, ended = row
    money = from_units(value, digits)
    return DealLine(
        id, ref, client, offering, exact(quantity), money, read_day(promised), Stage(stage), read_day(ended)
    )


def lines_by_id(book: Book, ids: Sequence[str], *, digits: int, search: str = "") -> list[DealLine]:
    """Return some deals as lines, the earliest promised date first; those that are gone are left out."""
    where, parameters = _search(search)
    marks = ", ".join("?" * len(ids))
    found = book.rows(
        f"SELECT {LINE_COLUMNS} FROM deal d {LINE_JOINS} WHERE d.id IN ({marks}){where} ORDER BY {ORDER[Shelf.OPEN]}",
        [*ids, *parameters],
    )
    return [line_of(row, digits) for row in found]


def count_deals(book: Book) -> dict[Shelf, int]:
    """Return how many deals are open and how many are sold: the shelves that a business works off."""
    counts = {}
    for shelf in (Shelf.OPEN, Shelf.SOLD):
        table = f"deal d {sqlite.by_index(INDEX[shelf])}"
        found = book.row(f"SELECT count(*) FROM {table} WHERE {WHERE[shelf]}")
        counts[shelf] = int(found[0]) if found else 0
    return counts


def _search(text: str) -> tuple[str, list[str]]:
    where, parameters = "", []
    for word in text.split():
        where += (
            " AND (d.client_id IN (SELECT id FROM client WHERE name LIKE ? ESCAPE '\\') "
            "OR d.offering_id IN (SELECT id FROM offering WHERE name LIKE ? ESCAPE '\\') "
            "OR d.ref LIKE ? ESCAPE '\\' OR d.note LIKE ? ESCAPE '\\')"
        )
        escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        parameters += [f"%{escaped}%"] * 4
    return where, parameters
