"""Reading and writing what the client was told, and the days that were moved (framework.md section 3)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from framework.promises import Exists, Move, Mover, Promise, Told, Way
from storage.book import Book
from storage.days import read_day

if TYPE_CHECKING:
    from storage.writing import Change

_PROMISE = (
    "p.id, p.deal_id, p.say, p.said_on, p.way, p.said_by, p.due_on, p.first_due_on, p.exists_today, p.kept, "
    "p.ended_on, p.at, p.version"
)


class DuePromise(NamedTuple):
    """A promise with the client whom it was made to, for lists over many deals."""

    promise: Promise
    client: str


def promises_of(book: Book, deal_id: str) -> tuple[Promise, ...]:
    """Return what the client of one deal was told, in the order in which it was said."""
    found = book.rows(
        f"SELECT {_PROMISE} FROM promise p WHERE p.deal_id = ? ORDER BY p.said_on, p.at, p.id", (deal_id,)
    )
    return tuple(_promise(row) for row in found)


def read_promise(book: Book, promise_id: str) -> Promise | None:
    """Return one promise, None when it is gone."""
    found = book.row(f"SELECT {_PROMISE} FROM promise p WHERE p.id = ?", (promise_id,))
    return None if found is None else _promise(found)


def due_promises(book: Book, first: date, last: date) -> tuple[DuePromise, ...]:
    """Return what is due from `first` to `last`, both included, the earliest first.

    A promise without a day stands on the day on which it was kept or broken.
    """
    found = book.rows(
        f"SELECT {_PROMISE}, c.name FROM promise p JOIN deal d ON d.id = p.deal_id JOIN client c ON c.id = d.client_id "
        "WHERE coalesce(p.due_on, p.ended_on) BETWEEN ? AND ? ORDER BY coalesce(p.due_on, p.ended_on), c.name, p.id",
        (first.isoformat(), last.isoformat()),
    )
    return tuple(DuePromise(_promise(row[:-1]), row[-1]) for row in found)


def open_promises(book: Book, last: date) -> tuple[DuePromise, ...]:
    """Return what was or is due by `last`, included, and nobody has said yet how it ended, the earliest first."""
    found = book.rows(
        f"SELECT {_PROMISE}, c.name FROM promise p JOIN deal d ON d.id = p.deal_id JOIN client c ON c.id = d.client_id "
        "WHERE p.kept IS NULL AND p.due_on <= ? AND d.stage <> 'lost' ORDER BY p.due_on, c.name, p.id",
        (last.isoformat(),),
    )
    return tuple(DuePromise(_promise(row[:-1]), row[-1]) for row in found)


def moves_of(book: Book, deal_id: str) -> tuple[Move, ...]:
    """Return the promised days of one deal that were moved, its own and those of its promises, oldest first."""
    found = book.rows(
        "SELECT id, deal_id, promise_id, from_on, to_on, moved_by, told_first, why, who, at FROM promise_move "
        "WHERE deal_id = ? ORDER BY at, rowid",
        (deal_id,),
    )
    return tuple(
        Move(
            id=row[0],
            deal_id=row[1],
            promise_id=row[2],
            from_on=read_day(row[3]),
            to_on=read_day(row[4]),
            moved_by=Mover(row[5]),
            told_first=bool(row[6]),
            why=row[7],
            who=row[8] or "",
            at=datetime.fromisoformat(row[9]),
        )
        for row in found
    )


def _promise(row: Sequence[Any]) -> Promise:
    return Promise(
        id=row[0],
        deal_id=row[1],
        say=row[2],
        said_on=date.fromisoformat(row[3]),
        way=Way(row[4]),
        said_by=row[5] or "",
        due_on=read_day(row[6]),
        first_due_on=read_day(row[7]),
        exists_today=None if row[8] is None else Exists(row[8]),
        kept=None if row[9] is None else bool(row[9]),
        ended_on=read_day(row[10]),
        at=datetime.fromisoformat(row[11]),
        version=row[12],
    )


# Writing, inside a change


def add_promise(change: "Change", deal_id: str, fields: Mapping[str, Any]) -> str:
    """Add a promise with the fields of a `Promise`, written down now, and return its key."""
    return change.add("promise", {"deal_id": deal_id, "at": change.at, **_columns(fields)})


def update_promise(change: "Change", promise: Promise, fields: Mapping[str, Any]) -> None:
    """Change fields of a promise. Raises Conflict when somebody changed it since it was read."""
    change.update("promise", promise.id, _columns(fields), seen=promise.version)


def remove_promise(book: Book, change: "Change", promise: Promise) -> None:
    """Take a promise away with its moves. Raises Conflict when somebody changed it since it was read."""
    change.update("promise", promise.id, {}, seen=promise.version)
    for (move_id,) in book.rows("SELECT id FROM promise_move WHERE promise_id = ?", (promise.id,)):
        change.remove("promise_move", move_id)
    change.remove("promise", promise.id)


def add_move(
    change: "Change", deal_id: str, promise_id: str | None, from_on: date | None, to_on: date | None, told: Told
) -> str:
    """Keep that a promised day was moved, of a promise or (None) of the deal itself, and return the key of the move."""
    return change.add(
        "promise_move",
        {
            "deal_id": deal_id,
            "promise_id": promise_id,
            "from_on": from_on,
            "to_on": to_on,
            "moved_by": str(told.moved_by),
            "told_first": told.told_first,
            "why": told.why,
            "who": change.who.id or None,
            "at": change.at,
        },
    )


def _columns(fields: Mapping[str, Any]) -> dict[str, Any]:
    columns = dict(fields)
    for name in ("way", "exists_today"):
        if columns.get(name) is not None:
            columns[name] = str(columns[name])
    if "said_by" in columns:
        columns["said_by"] = columns["said_by"] or None
    return columns
