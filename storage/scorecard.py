"""Reading what the shared scorecard needs beside deals: looks back, saves, visits, sales by client, and targets."""

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from framework.deal import Deal
from framework.figure import Figure
from framework.outcome import LOOK_BACK_DAYS, Save
from framework.people import Function
from storage.amounts import from_units
from storage.book import Book
from storage.question_cases import read_deals


class Target(NamedTuple):
    """What both aim at for one figure, in its unit: a share of 1, points, days or pieces."""

    id: str
    value: Fraction
    version: int


def read_targets(book: Book) -> dict[Figure, Target]:
    """Return every target that was set, by its figure."""
    from framework.figure import Unit, unit_of

    found = {}
    for row_id, name, hundredths, version in book.rows("SELECT id, figure, hundredths, version FROM target"):
        figure = Figure(name)
        # A share is kept as a percentage, so that 87.5 % is a whole number of hundredths.
        value = Fraction(hundredths, 10_000 if unit_of(figure) is Unit.SHARE else 100)
        found[figure] = Target(row_id, value, version)
    return found


def still_clients(book: Book) -> dict[str, bool | None]:
    """Return what was answered 90 days after delivery, by deal: still a client, or None where that is not known."""
    found = book.rows("SELECT deal_id, still_client FROM look_back WHERE days = ?", (LOOK_BACK_DAYS[-1],))
    return {deal_id: None if still is None else bool(still) for deal_id, still in found}


def saves_between(book: Book, first: date, last: date, *, digits: int) -> list[Save]:
    """Return the failures prevented from `first` to `last`, both included, the latest first."""
    found = book.rows(
        "SELECT id, say, saved_on, value_minor, deal_id, person_id, function, version FROM saved_failure "
        "WHERE saved_on BETWEEN ? AND ? ORDER BY saved_on DESC, id",
        (first.isoformat(), last.isoformat()),
    )
    return [
        Save(
            row[0],
            row[1],
            date.fromisoformat(row[2]),
            from_units(row[3], digits),
            row[4],
            row[5],
            None if row[6] is None else Function(row[6]),
            row[7],
        )
        for row in found
    ]


def visit_days(book: Book, until: date) -> list[tuple[str, date]]:
    """Return the key and the day of every visit that was done by `until`, the latest first."""
    found = book.rows(
        "SELECT id, done_on FROM visit WHERE done_on <= ? ORDER BY done_on DESC, id", (until.isoformat(),)
    )
    return [(row_id, date.fromisoformat(day)) for row_id, day in found]


def won_deals(book: Book, first: date, last: date, *, digits: int) -> tuple[Deal, ...]:
    """Return the deals that were won from `first` to `last`, both included, the latest first."""
    found = book.rows(
        "SELECT id FROM deal WHERE won_on BETWEEN ? AND ? AND stage IN ('won', 'in delivery', 'delivered') "
        "ORDER BY won_on DESC, id",
        (first.isoformat(), last.isoformat()),
    )
    return tuple(read_deals(book, (key for (key,) in found), digits=digits).values())


def first_won_days(book: Book) -> dict[str, date]:
    """Return the day of the first deal that each client (by name) gave us."""
    found = book.rows(
        "SELECT c.name, min(d.won_on) FROM deal d JOIN client c ON c.id = d.client_id "
        "WHERE d.won_on IS NOT NULL AND d.stage IN ('won', 'in delivery', 'delivered') GROUP BY c.id"
    )
    return {name: date.fromisoformat(day) for name, day in found}


def own_answered(book: Book) -> tuple[frozenset[str], frozenset[str]]:
    """Return the deals of which somebody answered their own question, and all that were asked about and answered."""
    found = book.rows(
        "SELECT q.deal_id, max(a.own) FROM answer a JOIN request q ON q.id = a.request_id "
        "WHERE q.withdrawn_at IS NULL GROUP BY q.deal_id"
    )
    return frozenset(key for key, own in found if own), frozenset(key for key, _ in found)
