"""The meeting's actions: reading them, and writing them inside a change."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from framework.meeting import Action
from storage.book import Book
from storage.days import read_day

if TYPE_CHECKING:
    from storage.writing import Change


COLUMNS = "id, say, person_id, due_on, done_on, agreed_on, version, first_due_on, meeting_id, deal_id"


def read_actions(book: Book, done_since: date) -> list[Action]:
    """Return the actions still to do and those done on or after `done_since`, in the order they were agreed."""
    found = book.rows(
        f"SELECT {COLUMNS} FROM action WHERE done_on IS NULL OR done_on >= ? ORDER BY agreed_on, due_on, rowid",
        (done_since.isoformat(),),
    )
    return [_action(row) for row in found]


def read_action(book: Book, action_id: str) -> Action | None:
    """Return one action, or None when it is gone."""
    found = book.row(f"SELECT {COLUMNS} FROM action WHERE id = ?", (action_id,))
    return None if found is None else _action(found)


def _action(row: Sequence[Any]) -> Action:
    id, say, person, due, done, agreed, version, first_due, meeting, deal = row
    return Action(
        id,
        say,
        person,
        read_day(due),
        read_day(done),
        read_day(agreed),
        version,
        read_day(first_due),
        meeting,
        deal,
    )


def add_action(
    change: "Change",
    *,
    say: str,
    person_id: str | None,
    due_on: date | None,
    agreed_on: date,
    meeting_id: str | None = None,
    deal_id: str | None = None,
) -> str:
    """Write down what somebody will do by when, and return its key."""
    return change.add(
        "action",
        {
            "say": say,
            "person_id": person_id,
            "due_on": due_on,
            "first_due_on": due_on,
            "agreed_on": agreed_on,
            "meeting_id": meeting_id,
            "deal_id": deal_id,
        },
    )


def mark_action(change: "Change", action_id: str, *, done_on: date | None, seen: int | None) -> None:
    """Mark an action as done on a day, or as still to do."""
    change.update("action", action_id, {"done_on": done_on}, seen=seen)


def remove_action(change: "Change", action_id: str) -> None:
    """Take an action off the list."""
    change.remove("action", action_id)
