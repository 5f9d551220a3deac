"""Writing deals and their answers, inside a change."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from framework.checklist import Answer
from resources.words import tr
from storage.amounts import to_units
from storage.book import Book
from storage.crew_hours import save_crew_hours
from storage.trouble import Trouble

if TYPE_CHECKING:
    from storage.writing import Change


def next_ref(book: Book, today: date) -> str:
    """Return a reference for a new deal: the year and a number that is not taken, such as 2026-061."""
    prefix = f"{today.year}-"
    taken = [
        int(ref[len(prefix) :])
        for (ref,) in book.rows("SELECT ref FROM deal WHERE ref LIKE ?", (prefix + "%",))
        if ref[len(prefix) :].isdecimal() and len(ref) < len(prefix) + 10
    ]
    return f"{prefix}{max(taken, default=0) + 1:03d}"


# Writing, inside a change

_PLAIN = frozenset(
    {
        "ref",
        "offering_id",
        "custom_parts",
        "payment_days",
        "salesperson",
        "created_on",
        "promised_on",
        "first_promised_on",
        "promise_given_on",
        "expected_close_on",
        "won_on",
        "lost_on",
        "delivered_on",
        "rework",
        "client_score",
        "note",
        "against_reason",
        "template_id",
        "won_at",
    }
)
_MONEY = {"value": "value_minor", "cost": "cost_minor", "actual_cost": "actual_cost_minor"}
_HUNDREDTHS = {
    "quantity": "quantity_hundredths",
    "discount_percent": "discount_bp",
    "probability_percent": "probability_bp",
    "actual_hours": "actual_hundredths",
}


def deal_columns(fields: Mapping[str, Any], *, digits: int) -> dict[str, Any]:
    """Return the columns of the table for fields of a `Deal` (and promised_zone, against_reason).

    `client` and `hours` are not columns and must be handled before. Raises ValueError for a number that can't be kept.
    """
    columns: dict[str, Any] = {}
    for name, value in fields.items():
        if name in _PLAIN:
            columns[name] = value
        elif name in _MONEY:
            columns[_MONEY[name]] = to_units(value, digits)
        elif name in _HUNDREDTHS:
            columns[_HUNDREDTHS[name]] = to_units(value)
        elif name in ("stage", "promised_zone"):
            columns[name] = None if value is None else str(value)
        else:
            raise ValueError(f"a deal has no field {name}")
    return columns


def client_id(book: Book, change: "Change", name: str) -> str:
    """Return the key of the client called `name`; a client not known yet is added."""
    wanted = " ".join(name.split())
    if not wanted:
        raise Trouble(tr("A deal needs a client."))
    found = book.row("SELECT id FROM client WHERE name = ?", (wanted,))
    return str(found[0]) if found else change.add("client", {"name": wanted})


def newest_template(book: Book) -> str | None:
    """Return the key of the newest version of the checklist; None in a business without one."""
    found = book.row("SELECT id FROM checklist_template ORDER BY number DESC LIMIT 1")
    return None if found is None else str(found[0])


def add_deal(book: Book, change: "Change", fields: Mapping[str, Any], *, digits: int) -> str:
    """Add a deal with the fields of a `Deal` and return its key."""
    rest = {name: value for name, value in fields.items() if name not in ("client", "hours")}
    columns = {"template_id": newest_template(book), **deal_columns(rest, digits=digits)}
    deal_id = change.add("deal", {**columns, "client_id": client_id(book, change, fields["client"])})
    for crew, hours in fields.get("hours", {}).items():
        change.add("deal_hours", {"deal_id": deal_id, "crew_id": crew, "hundredths": to_units(hours)})
    return deal_id


def update_deal(
    book: Book, change: "Change", deal_id: str, fields: Mapping[str, Any], *, digits: int, seen: int | None
) -> None:
    """Change some fields of a deal. Raises Conflict when somebody changed it after version `seen`."""
    rest = {name: value for name, value in fields.items() if name not in ("client", "hours")}
    columns = deal_columns(rest, digits=digits)
    if "client" in fields:
        columns["client_id"] = client_id(book, change, fields["client"])
    change.update("deal", deal_id, columns, seen=seen)
    if "hours" in fields:
        save_crew_hours(book, change, "deal_hours", "deal_id", deal_id, fields["hours"])


_OF_ITS_REQUESTS = "request_id IN (SELECT id FROM request WHERE deal_id = ?)"
_OF_ITS_QUESTIONS = "question_id IN (SELECT id FROM question WHERE deal_id = ?)"
OWN_ROWS = {
    "checklist_answer": "deal_id = ?",
    "deal_hours": "deal_id = ?",
    "decision": _OF_ITS_QUESTIONS,
    "question_arrival": _OF_ITS_QUESTIONS,
    "question_option": _OF_ITS_QUESTIONS,
    "question_point": _OF_ITS_QUESTIONS,
    "question": "deal_id = ?",
    "answer": _OF_ITS_REQUESTS,
    "request_point": _OF_ITS_REQUESTS,
    "request": "deal_id = ?",
    "promise_move": "deal_id = ?",
    "promise": "deal_id = ?",
    "handover": "deal_id = ?",
    "shortfall": "deal_id = ?",
    "look_back": "deal_id = ?",
    "outcome": "deal_id = ?",
}
"""The tables whose rows belong to one deal, and how they are found; those that others point to come last."""


ABOUT_IT = (
    ("agenda_item", "question_id", _OF_ITS_QUESTIONS),
    ("agenda_item", "deal_id", "deal_id = ?"),
    ("action", "deal_id", "deal_id = ?"),
    ("saved_failure", "deal_id", "deal_id = ?"),
    ("visit", "deal_id", "deal_id = ?"),
)
"""What names a deal or its questions and outlives them: table, column, and which rows."""


def remove_deal(book: Book, change: "Change", deal_id: str) -> None:
    """Remove a deal with everything that belongs to it; what was agreed or put on an agenda about it stays."""
    for table, column, where in ABOUT_IT:
        for (row_id,) in book.rows(f"SELECT id FROM {table} WHERE {where}", (deal_id,)):
            change.update(table, row_id, {column: None})
    for table, where in OWN_ROWS.items():
        for (row_id,) in book.rows(f"SELECT id FROM {table} WHERE {where}", (deal_id,)):
            change.remove(table, row_id)
    change.remove("deal", deal_id)


def save_answer(
    book: Book,
    change: "Change",
    deal_id: str,
    item: str,
    answer: Answer | None,
    *,
    note: str | None = None,
    seen: int | None = None,
) -> None:
    """Keep an answer (None: open again, its note goes too). `note` None leaves the note as it is.

    `seen` is the version of the answer that the person was looking at, 0 for an item that was open. Raises Conflict
    when somebody answered since.
    """
    found = book.row("SELECT id, version FROM checklist_answer WHERE deal_id = ? AND item = ?", (deal_id, item))
    if answer is None:
        if found is not None:
            change.update("checklist_answer", found[0], {}, seen=seen)
            change.remove("checklist_answer", found[0])
        return
    values: dict[str, Any] = {"answer": str(answer), "who": change.who.id, "at": change.at}
    if note is not None:
        values["note"] = note
    if found is None:
        change.add("checklist_answer", {"deal_id": deal_id, "item": item, **values})
    else:
        change.update("checklist_answer", found[0], values, seen=seen)
