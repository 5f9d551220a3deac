"""Reading the people of a business, also those who have left, and what names them."""

from datetime import date
from typing import NamedTuple

from framework.people import Person
from storage.book import Book
from storage.business import person_of
from storage.days import read_day

NAMED_BY = (
    ("deal", "SELECT count(*) FROM deal WHERE salesperson = :name"),
    ("signature", "SELECT count(*) FROM signature WHERE person_id = :id"),
    ("action", "SELECT count(*) FROM action WHERE person_id = :id"),
    ("meeting_series", "SELECT count(*) FROM meeting_series WHERE first_lead = :id OR second_lead = :id"),
    ("reply", "SELECT count(*) FROM reply WHERE person_id = :id"),
    ("agreement", "SELECT count(*) FROM agreement WHERE written_by = :id"),
    ("allowance", "SELECT count(*) FROM allowance WHERE granted_by = :id"),
    ("request", "SELECT count(*) FROM request WHERE asked_by = :id"),
    ("answer", "SELECT count(*) FROM answer WHERE person_id = :id"),
    (
        "question",
        "SELECT count(*) FROM question WHERE raised_by = :id OR sales_by = :id OR operations_by = :id",
    ),
    ("question_arrival", "SELECT count(*) FROM question_arrival WHERE who = :id"),
    ("decision", "SELECT count(*) FROM decision WHERE who = :id OR teller = :id"),
    ("promise", "SELECT count(*) FROM promise WHERE said_by = :id"),
    ("promise_move", "SELECT count(*) FROM promise_move WHERE who = :id"),
    ("handover", "SELECT count(*) FROM handover WHERE who = :id"),
    ("ladder_step", "SELECT count(*) FROM ladder_step WHERE instr(people, :id)"),
    ("meeting", "SELECT count(*) FROM meeting WHERE leads = :id OR keeps_time = :id"),
    ("meeting_entry", "SELECT count(*) FROM meeting_entry WHERE person_id = :id"),
    ("meeting_rating", "SELECT count(*) FROM meeting_rating WHERE person_id = :id"),
    ("agenda_item", "SELECT count(*) FROM agenda_item WHERE person_id = :id"),
    ("checklist_answer", "SELECT count(*) FROM checklist_answer WHERE who = :id"),
    ("visit", "SELECT count(*) FROM visit WHERE person_id = :id OR host_id = :id"),
    ("health_asked", "SELECT count(*) FROM health_asked WHERE person_id = :id"),
)


class Member(NamedTuple):
    """Somebody who works here or did: `left_on` None for who is here. `version` counts changes of the row."""

    person: Person
    left_on: date | None
    version: int


def read_members(book: Book) -> tuple[Member, ...]:
    """Return everybody who ever worked here, in their order; those who left come last."""
    found = book.rows(
        "SELECT id, name, sells, delivers, leads, owner, left_on, version FROM person "
        "ORDER BY left_on IS NOT NULL, position, name, id"
    )
    return tuple(Member(person_of(*person), read_day(left), version) for *person, left, version in found)


def names_of(book: Book) -> dict[str, str]:
    """Return the names of everybody who ever worked here, by id."""
    return dict(book.rows("SELECT id, name FROM person"))


def naming(book: Book, person: Person) -> dict[str, int]:
    """Return what names somebody and how often, by table; nothing when they can be deleted without a trace."""
    counts = {}
    for table, sql in NAMED_BY:
        found = book.row(sql, {"id": person.id, "name": person.name})
        if found and found[0]:
            counts[table] = int(found[0])
    return counts
