"""Visits to each other's work: reading them, and writing them inside a change (framework.md section 10)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from framework.visits import Became, Learned, Visit, VisitKind
from storage.book import Book
from storage.days import read_day

if TYPE_CHECKING:
    from storage.writing import Change

TOPICS = frozenset({"visit", "visit_learned", "visit_rhythm"})
"""News under these topics means that something has changed about the visits."""

COLUMNS = (
    "id, person_id, kind, planned_on, what, host_id, deal_id, starts, minutes, done_on, called_off_at, "
    "called_off_because, guess, waiting, rework, surprise, client_words, wrong_about, differently, proposal, version"
)
_THERE = {
    Became.AGENDA_ITEM: "SELECT 1 FROM agenda_item WHERE id = ?",
    Became.WORD: "SELECT 1 FROM word WHERE id = ?",
    Became.RULE: "SELECT 1 FROM rule WHERE first_id = ? LIMIT 1",
}


def read_visits(book: Book) -> list[Visit]:
    """Return all visits, the earliest day first: a business has a few in a year."""
    return _visits(book, "1 = 1", ())


def read_visit(book: Book, visit_id: str) -> Visit | None:
    """Return one visit, or None when it is gone."""
    found = _visits(book, "id = ?", (visit_id,))
    return found[0] if found else None


def visit_days(book: Book, until: date) -> list[tuple[str, date]]:
    """Return the key and the day of every visit that was done by `until`, the latest first."""
    found = book.rows(
        "SELECT id, done_on FROM visit WHERE done_on <= ? ORDER BY done_on DESC, id", (until.isoformat(),)
    )
    return [(row_id, date.fromisoformat(day)) for row_id, day in found]


def read_learned(book: Book, visit_id: str | None = None) -> list[Learned]:
    """Return what was learned on one visit, or on all, in the order it was written; `target_id` None: that is gone."""
    found = book.rows(
        "SELECT id, visit_id, became, say, target_id, at, version FROM visit_learned "
        "WHERE ?1 IS NULL OR visit_id = ?1 ORDER BY at, rowid",
        (visit_id,),
    )
    return [
        Learned(
            id, visit, Became(became), say, _there(book, Became(became), target), datetime.fromisoformat(at), version
        )
        for id, visit, became, say, target, at, version in found
    ]


def _there(book: Book, became: Became, target: str | None) -> str | None:
    return target if target is not None and book.row(_THERE[became], (target,)) is not None else None


def read_rhythms(book: Book) -> dict[str, int]:
    """Return after how many days a visit is due again (0: never), by person, for whom that was chosen."""
    return dict(book.rows("SELECT person_id, every_days FROM visit_rhythm"))


def first_days(book: Book) -> dict[str, date]:
    """Return the day on which each person was first written down, by person."""
    found = book.rows(
        "SELECT p.id, min(c.at) FROM person p JOIN changed_row r ON r.row_id = p.id AND r.topic = 'person' "
        "JOIN change c ON c.seq = r.change_seq GROUP BY p.id"
    )
    return {person: datetime.fromisoformat(at).date() for person, at in found}


def _visits(book: Book, where: str, parameters: Sequence[Any]) -> list[Visit]:
    found = book.rows(f"SELECT {COLUMNS} FROM visit WHERE {where} ORDER BY planned_on, starts, rowid", parameters)
    return [_visit(row) for row in found]


def _visit(row: Sequence[Any]) -> Visit:
    id, person, kind, planned, what, host, deal, starts, minutes, done, off, because, *rest = row
    guess, waiting, rework, surprise, client_words, wrong_about, differently, proposal, version = rest
    return Visit(
        id,
        person,
        VisitKind(kind),
        date.fromisoformat(planned),
        what,
        host,
        deal,
        starts,
        minutes,
        read_day(done),
        None if off is None else datetime.fromisoformat(off),
        because,
        guess,
        waiting,
        rework,
        surprise,
        client_words,
        wrong_about,
        differently,
        proposal,
        version,
    )


# Writing, inside a change


def add_learned(change: "Change", visit_id: str, became: Became, say: str, target_id: str) -> str:
    """Write down what something learned on a visit became, and return its key."""
    return change.add(
        "visit_learned",
        {"visit_id": visit_id, "became": str(became), "say": say, "target_id": target_id, "at": change.at},
    )


def save_rhythm(book: Book, change: "Change", person_id: str, every_days: int) -> None:
    """Keep after how many days a visit of a person is due again."""
    found = book.row("SELECT id FROM visit_rhythm WHERE person_id = ?", (person_id,))
    if found is None:
        change.add("visit_rhythm", {"person_id": person_id, "every_days": every_days})
    else:
        change.update("visit_rhythm", found[0], {"every_days": every_days})


def remove_rhythm(book: Book, change: "Change", person_id: str) -> None:
    """Forget the rhythm of somebody who is deleted."""
    for (row_id,) in book.rows("SELECT id FROM visit_rhythm WHERE person_id = ?", (person_id,)):
        change.remove("visit_rhythm", row_id)
