"""Reading the days off and the crews as they are written down, each with its version."""

from datetime import date
from typing import NamedTuple

from framework.catalogue import Crew
from framework.days_off import DayOff
from storage.amounts import exact
from storage.book import Book


class CrewLine(NamedTuple):
    """A crew as it is written down. `version` counts changes of the row."""

    crew: Crew
    version: int


def read_days_off(book: Book, since: date) -> list[DayOff]:
    """Return the days off on or after `since`, in their order."""
    found = book.rows(
        "SELECT id, day, name, kind, version FROM day_off WHERE day >= ? ORDER BY day, kind", (since.isoformat(),)
    )
    return [DayOff(id, date.fromisoformat(day), name, kind == "public", row) for id, day, name, kind, row in found]


def read_crews(book: Book) -> list[CrewLine]:
    """Return the crews in their order."""
    found = book.rows("SELECT id, name, weekly_hundredths, version FROM crew ORDER BY position, name, id")
    return [CrewLine(Crew(id, name, exact(hundredths)), row) for id, name, hundredths, row in found]


def naming_crew(book: Book, crew_id: str) -> tuple[int, int]:
    """Return how many deals and how many offerings name a crew."""
    found = book.row(
        "SELECT (SELECT count(*) FROM deal_hours WHERE crew_id = :id), "
        "(SELECT count(DISTINCT t.offering_id) FROM offering_hours h JOIN offering_terms t ON t.id = h.terms_id "
        "WHERE h.crew_id = :id)",
        {"id": crew_id},
    )
    return (int(found[0]), int(found[1])) if found else (0, 0)
