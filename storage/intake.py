"""Deals and their checklists: reading pages, whole deals and answers; writing them inside a change."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from framework.checklist import Answer, ItemAnswer
from framework.deal import Deal, Stage
from resources.words import tr
from storage import sqlite
from storage.amounts import exact, from_units, to_units
from storage.book import Book
from storage.trouble import Trouble

if TYPE_CHECKING:
    from storage.writing import Change


class Shelf(StrEnum):
    """The parts of the deal list. PAST: delivered and lost."""

    OPEN = "open"
    SOLD = "sold"
    PAST = "past"
    ALL = "all"


WHERE = {
    Shelf.OPEN: "d.stage IN ('lead', 'intake', 'offered')",
    Shelf.SOLD: "d.stage IN ('won', 'in delivery')",
    Shelf.PAST: "d.stage IN ('delivered', 'lost')",
    Shelf.ALL: "1 = 1",
}
ORDER = {
    Shelf.OPEN: "(d.promised_on IS NULL), d.promised_on, d.id",
    Shelf.SOLD: "(d.promised_on IS NULL), d.promised_on, d.id",
    Shelf.PAST: "d.created_on DESC, d.id DESC",
    Shelf.ALL: "d.created_on DESC, d.id DESC",
}


INDEX = {
    Shelf.OPEN: "ix_deal_open",
    Shelf.SOLD: "ix_deal_sold",
    Shelf.PAST: "ix_deal_created",
    Shelf.ALL: "ix_deal_created",
}
"""The index that holds a shelf in its order, so that a page is read without sorting the rest."""


class DealLine(NamedTuple):
    """A deal as a line of a list."""

    id: str
    ref: str
    client: str
    offering: str | None
    quantity: Decimal
    value: Decimal | None
    promised_on: date | None
    stage: Stage
    ended_on: date | None = None
    """The day it was delivered or lost."""


def deal_lines(
    book: Book, shelf: Shelf, *, digits: int, search: str = "", limit: int = 200, offset: int = 0
) -> list[DealLine]:
    """Return a page of deals; `search` looks in client, offering, reference and note. Money has `digits` decimals."""
    ordered = f"ORDER BY {ORDER[shelf]} LIMIT ? OFFSET ?"
    by_index = f"deal d {sqlite.by_index(INDEX[shelf])}"
    words, parameters = _search(search)
    if not words:
        sql = f"SELECT {LINE_COLUMNS} FROM {by_index} {LINE_JOINS} WHERE {WHERE[shelf]} {ordered}"
        return [_line(row, digits) for row in book.rows(sql, [limit, offset])]
    page = f"SELECT {LINE_COLUMNS} FROM deal d {LINE_JOINS} WHERE d.id IN ({{hits}}) ORDER BY {ORDER[shelf]}"
    found: list[tuple[Any, ...]] = []
    if shelf is Shelf.ALL:
        # Words that many deals have fill the page from the newest ones.
        newest = f"SELECT * FROM {by_index} ORDER BY {ORDER[shelf]} LIMIT {NEWEST}"
        hits = f"SELECT d.id FROM ({newest}) d WHERE {WHERE[shelf]}{words} {ordered}"
        found = book.rows(page.format(hits=hits), [*parameters, limit, offset])
    if len(found) < limit:
        # Rare words take one pass through the whole table: walking an index to its end is ten times as long.
        hits = f"SELECT d.id FROM deal d {sqlite.WITHOUT_INDEX} WHERE {WHERE[shelf]}{words} {ordered}"
        found = book.rows(page.format(hits=hits), [*parameters, limit, offset])
    return [_line(row, digits) for row in found]


NEWEST = 4000
LINE_COLUMNS = (
    "d.id, d.ref, c.name, o.name, d.quantity_hundredths, d.value_minor, d.promised_on, d.stage, "
    "coalesce(d.delivered_on, d.lost_on)"
)
LINE_JOINS = "JOIN client c ON c.id = d.client_id LEFT JOIN offering o ON o.id = d.offering_id"


def _line(row: Sequence[Any], digits: int) -> DealLine:
    id, ref, client, offering, quantity, value, promised, stage, ended = row
    money = from_units(value, digits)
    return DealLine(id, ref, client, offering, exact(quantity), money, _day(promised), Stage(stage), _day(ended))


def lines_by_id(book: Book, ids: Sequence[str], *, digits: int, search: str = "") -> list[DealLine]:
    """Return some deals as lines, the earliest promised date first; those that are gone are left out."""
    where, parameters = _search(search)
    marks = ", ".join("?" * len(ids))
    found = book.rows(
        f"SELECT {LINE_COLUMNS} FROM deal d {LINE_JOINS} WHERE d.id IN ({marks}){where} ORDER BY {ORDER[Shelf.OPEN]}",
        [*ids, *parameters],
    )
    return [_line(row, digits) for row in found]


def count_deals(book: Book) -> dict[Shelf, int]:
    """Return how many deals are open and how many are sold: the shelves that a business works off."""
    counts = {}
    for shelf in (Shelf.OPEN, Shelf.SOLD):
        table = f"deal d {sqlite.by_index(INDEX[shelf])}"
        found = book.row(f"SELECT count(*) FROM {table} WHERE {WHERE[shelf]}")
        counts[shelf] = int(found[0]) if found else 0
    return counts


def _search(text: str) -> tuple[str, list[str]]:
    where, parameters = "", []
    for word in text.split():
        where += (
            " AND (d.client_id IN (SELECT id FROM client WHERE name LIKE ? ESCAPE '\\') "
            "OR d.offering_id IN (SELECT id FROM offering WHERE name LIKE ? ESCAPE '\\') "
            "OR d.ref LIKE ? ESCAPE '\\' OR d.note LIKE ? ESCAPE '\\')"
        )
        escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        parameters += [f"%{escaped}%"] * 4
    return where, parameters


COLUMNS = (
    "d.id, d.ref, c.name, d.offering_id, d.quantity_hundredths, d.value_minor, d.discount_bp, d.cost_minor, "
    "d.custom_parts, d.payment_days, d.probability_bp, d.salesperson, d.stage, d.created_on, d.promised_on, "
    "d.first_promised_on, d.promise_given_on, d.expected_close_on, d.won_on, d.lost_on, d.delivered_on, d.rework, "
    "d.client_score, d.actual_cost_minor, d.actual_hundredths, d.note, d.version"
)


def read_deal(book: Book, deal_id: str, *, digits: int) -> Deal | None:
    """Return one deal whole, or None when it is gone."""
    found = _deals(book, "d.id = ?", (deal_id,), digits)
    return found[0] if found else None


def read_deal_by_ref(book: Book, ref: str, *, digits: int) -> Deal | None:
    """Return the deal with this reference, or None."""
    found = _deals(book, "d.ref = ?", (ref,), digits)
    return found[0] if found else None


def stage_of(book: Book, deal_id: str) -> Stage | None:
    """Return where a deal stands, or None when it is gone."""
    found = book.row("SELECT stage FROM deal WHERE id = ?", (deal_id,))
    return None if found is None else Stage(found[0])


def open_deals(book: Book, *, digits: int) -> list[Deal]:
    """Return all open deals, the earliest promised date first."""
    return _deals(book, f"{WHERE[Shelf.OPEN]} ORDER BY {ORDER[Shelf.OPEN]}", (), digits, WHERE[Shelf.OPEN])


def sold_deals(book: Book, *, digits: int) -> list[Deal]:
    """Return all deals that are won and not yet delivered, the earliest promised date first."""
    return _deals(book, f"{WHERE[Shelf.SOLD]} ORDER BY {ORDER[Shelf.SOLD]}", (), digits, WHERE[Shelf.SOLD])


def open_deal_ids(book: Book) -> list[str]:
    """Return the keys of all open deals, the earliest promised date first."""
    table = f"deal d {sqlite.by_index(INDEX[Shelf.OPEN])}"
    found = book.rows(f"SELECT d.id FROM {table} WHERE {WHERE[Shelf.OPEN]} ORDER BY {ORDER[Shelf.OPEN]}")
    return [row[0] for row in found]


def deals_by_id(book: Book, ids: Sequence[str], *, digits: int) -> list[Deal]:
    """Return some deals whole, in any order; at most a few hundred at a time."""
    marks = ", ".join("?" * len(ids))
    return _deals(book, f"d.id IN ({marks})", ids, digits, f"d.id IN ({marks})", ids)


def answers_by_deal(book: Book, ids: Sequence[str]) -> dict[str, dict[str, ItemAnswer]]:
    """Return what was answered for some deals, by deal and item."""
    marks = ", ".join("?" * len(ids))
    return _answers_of(
        book.rows(
            f"SELECT deal_id, item, answer, note, who, at, version FROM checklist_answer WHERE deal_id IN ({marks})",
            ids,
        )
    )


def last_delivered(book: Book, deal: Deal, *, digits: int) -> Deal | None:
    """Return the deal delivered last for the same client, else of the same offering; None when there is none."""
    for where, value in (("c.name = ?", deal.client), ("d.offering_id = ?", deal.offering_id)):
        found = _deals(
            book,
            f"{where} AND d.stage = 'delivered' AND d.id <> ? ORDER BY d.delivered_on DESC LIMIT 1",
            (value, deal.id),
            digits,
        )
        if found:
            return found[0]
    return None


def delivered_deals(book: Book, since: date, *, digits: int) -> list[Deal]:
    """Return the deals delivered on or after `since`."""
    return _deals(
        book,
        "d.stage = 'delivered' AND d.delivered_on >= ?",
        (since.isoformat(),),
        digits,
        "d.stage = 'delivered' AND d.delivered_on >= ?",
        (since.isoformat(),),
    )


def _deals(
    book: Book,
    where: str,
    parameters: Sequence[Any],
    digits: int,
    hours_where: str = "",
    hours_parameters: Sequence[Any] = (),
) -> list[Deal]:
    found = book.rows(f"SELECT {COLUMNS} FROM deal d JOIN client c ON c.id = d.client_id WHERE {where}", parameters)
    hours: dict[str, dict[str, Decimal]] = {}
    if hours_where:
        lines = book.rows(
            "SELECT h.deal_id, h.crew_id, h.hundredths FROM deal_hours h "
            f"JOIN deal d ON d.id = h.deal_id WHERE {hours_where}",
            hours_parameters,
        )
    else:
        lines = [
            line
            for row in found
            for line in book.rows("SELECT deal_id, crew_id, hundredths FROM deal_hours WHERE deal_id = ?", (row[0],))
        ]
    for deal_id, crew, hundredths in lines:
        hours.setdefault(deal_id, {})[crew] = exact(hundredths)
    nothing: dict[str, Decimal] = {}
    return [
        Deal(
            id=row[0],
            ref=row[1],
            client=row[2],
            offering_id=row[3],
            quantity=exact(row[4]),
            value=from_units(row[5], digits),
            discount_percent=from_units(row[6]),
            cost=from_units(row[7], digits),
            hours=hours.get(row[0], nothing),
            custom_parts=row[8],
            payment_days=row[9],
            probability_percent=from_units(row[10]),
            salesperson=row[11],
            stage=Stage(row[12]),
            created_on=_day(row[13]),
            promised_on=_day(row[14]),
            first_promised_on=_day(row[15]),
            promise_given_on=_day(row[16]),
            expected_close_on=_day(row[17]),
            won_on=_day(row[18]),
            lost_on=_day(row[19]),
            delivered_on=_day(row[20]),
            rework=None if row[21] is None else bool(row[21]),
            client_score=row[22],
            actual_cost=from_units(row[23], digits),
            actual_hours=from_units(row[24]),
            note=row[25],
            version=row[26],
        )
        for row in found
    ]


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def read_answers(book: Book, deal_id: str) -> dict[str, ItemAnswer]:
    """Return what was answered for one deal, by item."""
    found = book.rows("SELECT item, answer, note, who, at, version FROM checklist_answer WHERE deal_id = ?", (deal_id,))
    return {row[0]: _answer(row) for row in found}


def open_answers(book: Book) -> dict[str, dict[str, ItemAnswer]]:
    """Return what was answered for every open deal, by deal and item."""
    return _answers_of(
        book.rows(
            "SELECT a.deal_id, a.item, a.answer, a.note, a.who, a.at, a.version FROM checklist_answer a "
            f"JOIN deal d ON d.id = a.deal_id WHERE {WHERE[Shelf.OPEN]}"
        )
    )


def _answers_of(found: Iterable[Sequence[Any]]) -> dict[str, dict[str, ItemAnswer]]:
    answers: dict[str, dict[str, ItemAnswer]] = {}
    for deal_id, *row in found:
        answers.setdefault(deal_id, {})[row[0]] = _answer(row)
    return answers


def _answer(row: Sequence[Any]) -> ItemAnswer:
    item, answer, note, who, at, version = row
    return ItemAnswer(item, Answer(answer), note, who, datetime.fromisoformat(at), version)


def row_ids_of(book: Book, deal_id: str) -> list[str]:
    """Return the keys of a deal and of everything that ever belonged to it: its answers and its hours."""
    belonged = book.rows(
        "SELECT DISTINCT row_id FROM changed_row WHERE topic IN ('checklist_answer', 'deal_hours') "
        "AND (before LIKE ? OR after LIKE ?)",
        (f'%"deal_id":"{deal_id}"%', f'%"deal_id":"{deal_id}"%'),
    )
    return [deal_id, *(row_id for (row_id,) in belonged)]


def deals_of_answers(book: Book, answer_ids: Iterable[str]) -> list[str]:
    """Return the key of the deal of each answer that is in the file, or was until it was taken away."""
    return [deal_id for answer_id in answer_ids if (deal_id := _deal_of_answer(book, answer_id)) is not None]


def _deal_of_answer(book: Book, answer_id: str) -> str | None:
    found = book.row("SELECT deal_id FROM checklist_answer WHERE id = ?", (answer_id,))
    if found is not None:
        return str(found[0])
    from storage.journal import values_of

    removed = book.row(
        'SELECT "before" FROM changed_row WHERE row_id = ? AND "after" IS NULL ORDER BY seq DESC LIMIT 1', (answer_id,)
    )
    before = None if removed is None else values_of(removed[0])
    return None if before is None else str(before["deal_id"])


def client_names(book: Book) -> list[str]:
    """Return the names of all clients in alphabetical order."""
    return [name for (name,) in book.rows("SELECT name FROM client ORDER BY name")]


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


def add_deal(book: Book, change: "Change", fields: Mapping[str, Any], *, digits: int) -> str:
    """Add a deal with the fields of a `Deal` and return its key."""
    rest = {name: value for name, value in fields.items() if name not in ("client", "hours")}
    columns = deal_columns(rest, digits=digits)
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
        _save_hours(book, change, deal_id, fields["hours"])


def _save_hours(book: Book, change: "Change", deal_id: str, hours: Mapping[str, Decimal]) -> None:
    there = dict(book.rows("SELECT crew_id, id FROM deal_hours WHERE deal_id = ?", (deal_id,)))
    for crew, value in hours.items():
        if crew in there:
            change.update("deal_hours", there.pop(crew), {"hundredths": to_units(value)})
        else:
            change.add("deal_hours", {"deal_id": deal_id, "crew_id": crew, "hundredths": to_units(value)})
    for row_id in there.values():
        change.remove("deal_hours", row_id)


def remove_deal(book: Book, change: "Change", deal_id: str) -> None:
    """Remove a deal with its hours and answers."""
    for table in ("checklist_answer", "deal_hours"):
        for (row_id,) in book.rows(f"SELECT id FROM {table} WHERE deal_id = ?", (deal_id,)):
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
