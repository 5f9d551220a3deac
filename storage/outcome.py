"""Reading and writing what became of deals, looks back and failures prevented (framework.md sections 3 and 9)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from framework.deal import Stage
from framework.outcome import LOOK_BACK_DAYS, LookBack, LookBackState, Received, Save, Shortfall, look_back_state
from framework.people import Function
from storage import sqlite
from storage.amounts import from_units, to_units
from storage.book import Book
from storage.keys import new_id

if TYPE_CHECKING:
    from storage.writing import Change

LATELY = timedelta(days=120)
"""What was to be asked longer ago is not asked any more."""

_LOOK = (
    "l.id, l.deal_id, l.days, l.still_client, l.client_score, l.as_promised, l.sell_again, l.say, l.answered_at, "
    "l.who, l.version"
)
_SAVE = "s.id, s.say, s.saved_on, s.value_minor, s.deal_id, s.person_id, s.function, s.version"


class DueLookBack(NamedTuple):
    """A look back whose `day` has come and that was not answered. `offering` is "" outside the catalogue."""

    look: LookBack
    deal_id: str
    client: str
    offering: str
    day: date


class WithoutOutcome(NamedTuple):
    """A deal of which it should be said how it went: promised for `day` and still sold, or delivered on `day`."""

    deal_id: str
    client: str
    offering: str
    day: date
    stage: Stage


def read_received(book: Book, deal_id: str) -> Received:
    """Return what was said about a deal beside its figures; empty where nothing was."""
    found = book.row("SELECT rework_note, client_comment, version FROM outcome WHERE deal_id = ?", (deal_id,))
    shortfalls = book.rows("SELECT kind, say FROM shortfall WHERE deal_id = ?", (deal_id,))
    order = tuple(Shortfall)
    kinds = sorted(((Shortfall(kind), say) for kind, say in shortfalls), key=lambda each: order.index(each[0]))
    note, comment, version = ("", "", None) if found is None else found
    return Received(note, comment, tuple(kinds), version)


def look_backs_of(book: Book, deal_id: str) -> tuple[LookBack, ...]:
    """Return the looks back at a deal, the earliest first; empty before it was won."""
    found = book.rows(f"SELECT {_LOOK} FROM look_back l WHERE l.deal_id = ? ORDER BY l.days", (deal_id,))
    return tuple(_look_back(row) for row in found)


def look_backs(book: Book) -> dict[str, list[LookBack]]:
    """Return every look back that was answered, by deal."""
    found: dict[str, list[LookBack]] = {}
    for row in book.rows(f"SELECT {_LOOK} FROM look_back l WHERE l.answered_at IS NOT NULL"):
        look = _look_back(row)
        found.setdefault(look.deal_id, []).append(look)
    return found


def read_look_back(book: Book, look_id: str) -> LookBack | None:
    """Return one look back, None when it is gone."""
    found = book.row(f"SELECT {_LOOK} FROM look_back l WHERE l.id = ?", (look_id,))
    return None if found is None else _look_back(found)


def due_look_backs(book: Book, today: date) -> tuple[DueLookBack, ...]:
    """Return the looks back whose day has come and that nobody answered yet, the earliest day first.

    Those whose day was more than 120 days ago are left out, as in `without_outcome`: they stand with their deals.
    """
    found = book.rows(
        f"SELECT {_LOOK}, c.name, coalesce(o.name, ''), date(d.delivered_on, '+' || l.days || ' days') AS day "
        f"FROM deal d {sqlite.by_index('ix_deal_delivered')} CROSS JOIN look_back l ON l.deal_id = d.id "
        "JOIN client c ON c.id = d.client_id LEFT JOIN offering o ON o.id = d.offering_id "
        "WHERE l.answered_at IS NULL AND d.stage = 'delivered' AND d.delivered_on BETWEEN :delivered AND :today "
        "AND day BETWEEN :since AND :today ORDER BY day, c.name, l.id",
        {
            "today": today.isoformat(),
            "since": _before(today, LATELY).isoformat(),
            "delivered": _before(today, LATELY + timedelta(days=LOOK_BACK_DAYS[-1])).isoformat(),
        },
    )
    return tuple(
        DueLookBack(_look_back(row[:-3]), row[1], row[-3], row[-2], date.fromisoformat(row[-1])) for row in found
    )


def without_outcome(book: Book, today: date) -> tuple[WithoutOutcome, ...]:
    """Return the deals of which it should be said how they went, the earliest day first.

    Those won whose promised day is over and that are not delivered, and those delivered in the last 120 days of which
    nobody has said whether rework was needed.
    """
    found = book.rows(
        "SELECT d.id, c.name, coalesce(o.name, ''), "
        "CASE d.stage WHEN 'delivered' THEN d.delivered_on ELSE d.promised_on END AS day, d.stage "
        "FROM deal d JOIN client c ON c.id = d.client_id LEFT JOIN offering o ON o.id = d.offering_id "
        "WHERE (d.stage IN ('won', 'in delivery') AND d.promised_on < :today) "
        "OR (d.stage = 'delivered' AND d.delivered_on BETWEEN :since AND :today AND d.rework IS NULL) "
        "ORDER BY day, c.name, d.id",
        {"today": today.isoformat(), "since": _before(today, LATELY).isoformat()},
    )
    return tuple(WithoutOutcome(row[0], row[1], row[2], date.fromisoformat(row[3]), Stage(row[4])) for row in found)


def delivered_lately(book: Book, today: date) -> list[str]:
    """Return the keys of the deals delivered in the last 120 days, the newest first."""
    found = book.rows(
        "SELECT id FROM deal WHERE stage = 'delivered' AND delivered_on BETWEEN ? AND ? ORDER BY delivered_on DESC, id",
        (_before(today, LATELY).isoformat(), today.isoformat()),
    )
    return [row[0] for row in found]


def saves(book: Book, *, digits: int, first: date | None = None, last: date | None = None) -> tuple[Save, ...]:
    """Return the failures that were prevented from `first` to `last`, both included, the newest first."""
    found = book.rows(
        f"SELECT {_SAVE} FROM saved_failure s WHERE s.saved_on BETWEEN ? AND ? ORDER BY s.saved_on DESC, s.id DESC",
        ((first or date.min).isoformat(), (last or date.max).isoformat()),
    )
    return tuple(_save(row, digits) for row in found)


def saves_of(book: Book, deal_id: str, *, digits: int) -> tuple[Save, ...]:
    """Return the failures that were prevented in one deal, the newest first."""
    found = book.rows(
        f"SELECT {_SAVE} FROM saved_failure s WHERE s.deal_id = ? ORDER BY s.saved_on DESC, s.id DESC", (deal_id,)
    )
    return tuple(_save(row, digits) for row in found)


def read_save(book: Book, save_id: str, *, digits: int) -> Save | None:
    """Return one failure that was prevented, None when it is gone."""
    found = book.row(f"SELECT {_SAVE} FROM saved_failure s WHERE s.id = ?", (save_id,))
    return None if found is None else _save(found, digits)


def won_ids(book: Book, first: date, last: date) -> list[str]:
    """Return the keys of the deals won from `first` to `last`, both included, the latest first."""
    found = book.rows(
        "SELECT id FROM deal WHERE won_on BETWEEN ? AND ? AND stage IN ('won', 'in delivery', 'delivered') "
        "ORDER BY won_on DESC, id",
        (first.isoformat(), last.isoformat()),
    )
    return [row[0] for row in found]


def newest_deals(book: Book, limit: int = 100) -> list[tuple[str, str, str]]:
    """Return key, client and reference of the deals that came in last, to choose one from."""
    return book.rows(
        "SELECT d.id, c.name, d.ref FROM deal d JOIN client c ON c.id = d.client_id "
        "ORDER BY d.created_on DESC, d.ref DESC LIMIT ?",
        (limit,),
    )


def _before(day: date, by: timedelta) -> date:
    """Return the day that much before, the first there is at the edge of the calendar."""
    return max(day, date.min + by) - by


def _look_back(row: Sequence[Any]) -> LookBack:
    return LookBack(
        id=row[0],
        deal_id=row[1],
        days=row[2],
        still_client=_said(row[3]),
        client_score=row[4],
        as_promised=_said(row[5]),
        sell_again=_said(row[6]),
        say=row[7],
        answered_at=None if row[8] is None else datetime.fromisoformat(row[8]),
        who=row[9],
        version=row[10],
    )


def _save(row: Sequence[Any], digits: int) -> Save:
    return Save(
        id=row[0],
        say=row[1],
        saved_on=date.fromisoformat(row[2]),
        value=from_units(row[3], digits),
        deal_id=row[4],
        person_id=row[5],
        function=None if row[6] is None else Function(row[6]),
        version=row[7],
    )


def _said(value: int | None) -> bool | None:
    return None if value is None else bool(value)


# Writing, inside a change


def save_received(book: Book, change: "Change", deal_id: str, received: Received) -> None:
    """Keep what was said about a deal. Raises Conflict when somebody said something since `received.version`."""
    found = book.row("SELECT id FROM outcome WHERE deal_id = ?", (deal_id,))
    words = {"rework_note": received.rework_note, "client_comment": received.client_comment}
    if found is not None:
        change.update("outcome", found[0], words, seen=received.version)
    elif any(words.values()):
        change.add("outcome", {"deal_id": deal_id, **words})
    wanted = {str(kind): say for kind, say in received.shortfalls}
    there = {kind: key for key, kind in book.rows("SELECT id, kind FROM shortfall WHERE deal_id = ?", (deal_id,))}
    for kind, key in there.items():
        if kind in wanted:
            change.update("shortfall", key, {"say": wanted[kind]})
        else:
            change.remove("shortfall", key)
    for kind, say in wanted.items():
        if kind not in there:
            change.add("shortfall", {"deal_id": deal_id, "kind": kind, "say": say})


def make_look_backs(book: Book, change: "Change", deal_id: str) -> None:
    """Make the looks back at a deal that are not there yet."""
    there = {days for (days,) in book.rows("SELECT days FROM look_back WHERE deal_id = ?", (deal_id,))}
    for days in LOOK_BACK_DAYS:
        if days not in there:
            change.add("look_back", {"deal_id": deal_id, "days": days})


def make_look_backs_of(book: Book, change: "Change", deal_ids: Collection[str], today: date) -> None:
    """Make the looks back at many deals that a sheet brought along, as far as they are not there yet.

    Of deals delivered before, those that would be overdue at once are not made: nobody asked after 30 days then.
    """
    there = set(book.rows("SELECT deal_id, days FROM look_back"))
    found = book.rows("SELECT id, delivered_on FROM deal WHERE stage IN ('won', 'in delivery', 'delivered')")
    rows = []
    for deal_id, delivered in found:
        if deal_id not in deal_ids:
            continue
        delivered_on = None if delivered is None else date.fromisoformat(delivered)
        for days in LOOK_BACK_DAYS:
            look = LookBack(new_id(), deal_id, days)
            overdue = look_back_state(look, delivered_on, today) is LookBackState.OVERDUE
            if (deal_id, days) not in there and not overdue:
                rows.append({"id": look.id, "deal_id": deal_id, "days": days})
    change.add_many("look_back", rows)


def update_look_back(change: "Change", look: LookBack, fields: Mapping[str, Any]) -> None:
    """Change fields of a look back. Raises Conflict when somebody changed it since it was read."""
    change.update("look_back", look.id, fields, seen=look.version)


def add_save(change: "Change", fields: Mapping[str, Any], *, digits: int) -> str:
    """Add a prevented failure with the fields of a `Save`, and return its key."""
    return change.add("saved_failure", _columns(fields, digits))


def update_save(change: "Change", save: Save, fields: Mapping[str, Any], *, digits: int) -> None:
    """Change fields of a prevented failure. Raises Conflict when somebody changed it since it was read."""
    change.update("saved_failure", save.id, _columns(fields, digits), seen=save.version)


def remove_save(change: "Change", save: Save) -> None:
    """Take a prevented failure away. Raises Conflict when somebody changed it since it was read."""
    change.update("saved_failure", save.id, {}, seen=save.version)
    change.remove("saved_failure", save.id)


def _columns(fields: Mapping[str, Any], digits: int) -> dict[str, Any]:
    columns = dict(fields)
    if "value" in columns:
        columns["value_minor"] = to_units(columns.pop("value"), digits)
    if columns.get("function") is not None:
        columns["function"] = str(columns["function"])
    return columns
