"""Reading what the shared scorecard needs beside deals: looks back, saves, visits, sales by client, and targets."""

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from framework.figure import Figure
from framework.outcome import still_client
from storage.book import Book


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
    """Return whether the client of each deal that was looked back at is still there (`framework.outcome`)."""
    from storage.outcome import look_backs

    return {deal_id: still_client(looks) for deal_id, looks in look_backs(book).items()}


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
