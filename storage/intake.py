"""Reading deals and what was answered for them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from framework.agreement import Zone
from framework.checklist import Answer, ItemAnswer
from framework.deal import Deal, Stage
from storage import sqlite
from storage.amounts import exact, from_units
from storage.book import Book
from storage.days import read_day

if TYPE_CHECKING:
    pass
from storage.intake_list import INDEX, ORDER, WHERE, Shelf

COLUMNS = (
    "d.id, d.ref, c.name, d.offering_id, d.quantity_hundredths, d.value_minor, d.discount_bp, d.cost_minor, "
    "d.custom_parts, d.payment_days, d.probability_bp, d.salesperson, d.stage, d.created_on, d.promised_on, "
    "d.first_promised_on, d.promise_given_on, d.expected_close_on, d.won_on, d.lost_on, d.delivered_on, d.rework, "
    "d.client_score, d.actual_cost_minor, d.actual_hundredths, d.note, d.version, d.promised_zone, d.against_reason, "
    "d.template_id, d.won_at"
)


ASKING_TOPICS = frozenset(
    {"request", "request_point", "answer", "question", "question_point", "question_arrival", "decision"}
)
"""News under these topics means that something was asked or answered about a deal, in Intake or on the ladder."""

OUTCOME_TOPICS = frozenset({"outcome", "shortfall", "look_back", "saved_failure"})
"""News under these topics means that something was said of what became of deals."""


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
    for index, where, value in (
        ("ix_deal_client_id", "x.client_id = (SELECT id FROM client WHERE name = ?)", deal.client),
        ("ix_deal_delivered", "x.offering_id = ?", deal.offering_id),
    ):
        newest = (
            f"SELECT x.id FROM deal x {sqlite.by_index(index)} WHERE {where} AND x.stage = 'delivered' AND x.id <> ? "
            "ORDER BY x.delivered_on DESC, x.id DESC LIMIT 1"
        )
        found = _deals(book, f"d.id = ({newest})", (value, deal.id), digits)
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


def won_deals(book: Book, since: date, *, digits: int) -> list[Deal]:
    """Return the deals won on or after `since`, whatever became of them, the latest first."""
    where = "d.won_on >= ? ORDER BY d.won_on DESC, d.id"
    return _deals(book, where, (since.isoformat(),), digits, "d.won_on >= ?", (since.isoformat(),))


def lost_deals(book: Book, since: date, *, digits: int) -> list[Deal]:
    """Return the deals lost on or after `since`, the latest first."""
    where = "d.stage = 'lost' AND d.lost_on >= ?"
    return _deals(
        book, f"{where} ORDER BY d.lost_on DESC, d.id", (since.isoformat(),), digits, where, (since.isoformat(),)
    )


def deal_ids_since(book: Book, since: date) -> list[str]:
    """Return the keys of the deals of which anything happened on or after `since`: came in, was promised, won, ended.

    Also those that are open or sold, whatever their days.
    """
    found = book.rows(
        "SELECT id FROM deal WHERE created_on >= :since OR promise_given_on >= :since OR won_on >= :since "
        "OR lost_on >= :since OR delivered_on >= :since OR stage NOT IN ('delivered', 'lost')",
        {"since": since.isoformat()},
    )
    return [row[0] for row in found]


def statement_answers(book: Book, ids: Sequence[str]) -> dict[str, dict[str, ItemAnswer]]:
    """Return what was answered to the sentences of the agreement for some deals, by deal and item."""
    marks = ", ".join("?" * len(ids))
    return _answers_of(
        book.rows(
            "SELECT deal_id, item, answer, note, who, at, version FROM checklist_answer "
            f"WHERE deal_id IN ({marks}) AND (item LIKE 'rule:%' "
            "OR item IN (SELECT id FROM checklist_item WHERE rule_id IS NOT NULL))",
            ids,
        )
    )


def _deals(
    book: Book,
    where: str,
    parameters: Sequence[Any] | Mapping[str, Any],
    digits: int,
    hours_where: str = "",
    hours_parameters: Sequence[Any] | Mapping[str, Any] = (),
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
            created_on=read_day(row[13]),
            promised_on=read_day(row[14]),
            first_promised_on=read_day(row[15]),
            promise_given_on=read_day(row[16]),
            expected_close_on=read_day(row[17]),
            won_on=read_day(row[18]),
            lost_on=read_day(row[19]),
            delivered_on=read_day(row[20]),
            rework=None if row[21] is None else bool(row[21]),
            client_score=row[22],
            actual_cost=from_units(row[23], digits),
            actual_hours=from_units(row[24]),
            note=row[25],
            version=row[26],
            promised_zone=None if row[27] is None else _ZONES[row[27]],
            against_reason=row[28],
            template_id=row[29],
            won_at=None if row[30] is None else datetime.fromisoformat(row[30]),
        )
        for row in found
    ]


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
    return ItemAnswer(item, _ANSWERS[answer], note, who, datetime.fromisoformat(at), version)


_ZONES = {str(zone): zone for zone in Zone}
_ANSWERS = {str(answer): answer for answer in Answer}
"""Looked up, since making an enum of a text a hundred thousand times takes as long as reading it."""


def row_ids_of(book: Book, deal_id: str) -> list[str]:
    """Return the keys of a deal and of everything that ever belonged to it: what was answered, asked, promised."""
    own = _that_named(book, _OWN_TOPICS, "deal_id", [deal_id])
    requests = [row_id for topic, row_id in own if topic == "request"]
    of_requests = _that_named(book, ("request_point", "answer"), "request_id", requests)
    return [deal_id, *(row_id for _topic, row_id in (*own, *of_requests))]


_OWN_TOPICS = (
    "checklist_answer",
    "deal_hours",
    "request",
    "promise",
    "promise_move",
    "handover",
    "outcome",
    "shortfall",
    "look_back",
    "saved_failure",
)


def _that_named(book: Book, topics: Sequence[str], column: str, keys: Sequence[str]) -> list[tuple[str, str]]:
    """Return topic and key of the rows that ever held one of `keys` in `column`, also those that are gone."""
    if not keys:
        return []
    like = " OR ".join(("before LIKE ? OR after LIKE ?",) * len(keys))
    return book.rows(
        f"SELECT DISTINCT topic, row_id FROM changed_row WHERE topic IN ({', '.join('?' * len(topics))}) AND ({like})",
        (*topics, *(f'%"{column}":"{key}"%' for key in keys for _twice in range(2))),
    )


_OWNERS = {
    "checklist_answer": "deal_id",
    "handover": "deal_id",
    "request": "deal_id",
    "request_point": "request_id",
    "answer": "request_id",
}
"""The tables whose news is about one deal, and the column that leads to it."""


def deals_of_rows(book: Book, topics: Mapping[str, Iterable[str]]) -> set[str]:
    """Return the deals that the rows of `topics` belong to: rows in the file, or there until they were taken away.

    Only what hangs on a deal is looked at: answers of its checklist, what was asked and answered, its handover.
    """
    found = {_deal_of(book, topic, row_id) for topic in _OWNERS for row_id in topics.get(topic, ())}
    return {deal_id for deal_id in found if deal_id is not None}


def _deal_of(book: Book, topic: str, row_id: str) -> str | None:
    column = _OWNERS[topic]
    found = book.row(f"SELECT {column} FROM {topic} WHERE id = ?", (row_id,))
    if found is None:
        from storage.journal import values_of

        removed = book.row(
            'SELECT "before" FROM changed_row WHERE topic = ? AND row_id = ? AND "after" IS NULL '
            "ORDER BY seq DESC LIMIT 1",
            (topic, row_id),
        )
        before = None if removed is None else values_of(removed[0])
        found = None if before is None else (before[column],)
    if found is None:
        return None
    return str(found[0]) if column == "deal_id" else _deal_of(book, "request", str(found[0]))


def client_names(book: Book) -> list[str]:
    """Return the names of all clients in alphabetical order."""
    return [name for (name,) in book.rows("SELECT name FROM client ORDER BY name")]
