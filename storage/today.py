"""Reading what may wait for somebody today: what is overdue, what is due soon, and what was promised."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from framework.deal import Deal
from storage import sqlite
from storage.book import Book
from storage.intake import deals_by_id
from storage.intake_list import INDEX, LINE_COLUMNS, LINE_JOINS, WHERE, DealLine, Shelf, line_of

if TYPE_CHECKING:
    from framework.handover import Handed

AT_ONCE = 500


def lines_due(book: Book, first: date, last: date, *, digits: int) -> list[DealLine]:
    """Return the sold deals promised from `first` to `last`, both included, as lines, the earliest first."""
    found = book.rows(
        f"SELECT {LINE_COLUMNS} FROM {_SOLD} {LINE_JOINS} WHERE {_DUE} ORDER BY d.promised_on, c.name, d.id",
        (first.isoformat(), last.isoformat()),
    )
    return [line_of(row, digits) for row in found]


def deals_due(book: Book, first: date, last: date, *, digits: int) -> list[Deal]:
    """Return the sold deals promised from `first` to `last`, both included."""
    found = book.rows(f"SELECT d.id FROM {_SOLD} WHERE {_DUE}", (first.isoformat(), last.isoformat()))
    return deals_of(book, [deal_id for (deal_id,) in found], digits=digits)


def deals_of(book: Book, ids: Sequence[str], *, digits: int) -> list[Deal]:
    """Return some deals whole, in any order, however many they are."""
    return [
        deal
        for begin in range(0, len(ids), AT_ONCE)
        for deal in deals_by_id(book, ids[begin : begin + AT_ONCE], digits=digits)
    ]


def last_steps(book: Book, ids: Sequence[str]) -> "dict[str, tuple[Handed, str, str]]":
    """Return the last step of the handover of some deals, by deal: what, by whom (a person id, or ""), the instant as
    text."""
    from framework.handover import Handed  # behind the first paint

    steps: dict[str, tuple[Handed, str, str]] = {}
    for begin in range(0, len(ids), AT_ONCE):
        some = ids[begin : begin + AT_ONCE]
        for deal_id, kind, who, at in book.rows(
            f"SELECT deal_id, kind, who, at FROM handover WHERE deal_id IN ({', '.join('?' * len(some))}) "
            "ORDER BY at, rowid",
            some,
        ):
            steps[deal_id] = Handed(kind), who or "", at
    return steps


_SOLD = f"deal d {sqlite.by_index(INDEX[Shelf.SOLD])}"
_DUE = f"{WHERE[Shelf.SOLD]} AND (d.promised_on IS NULL) = 0 AND d.promised_on BETWEEN ? AND ?"
