"""Reading and writing what was asked and answered about a deal."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from framework.agreement import Decider, Silence, Zone
from framework.asking import Conditions, Facts, GivenAnswer, Kind, Point, Request, Seat
from framework.deal import Deal
from storage.amounts import from_units, to_units
from storage.book import Book
from storage.days import read_day
from storage.intake import deals_by_id
from storage.intake_list import WHERE, Shelf

if TYPE_CHECKING:
    from storage.writing import Change


def requests_of(book: Book, deal_id: str, *, digits: int) -> tuple[Request, ...]:
    """Return what was asked about one deal, oldest first."""
    return _requests(book, "q.deal_id = ?", (deal_id,), digits).get(deal_id, ())


def requests_by_deal(book: Book, ids: Sequence[str], *, digits: int) -> dict[str, tuple[Request, ...]]:
    """Return what was asked about some deals, by deal; at most a few hundred at a time."""
    return _requests(book, f"q.deal_id IN ({', '.join('?' * len(ids))})", ids, digits)


def open_requests(book: Book, *, digits: int) -> dict[str, tuple[Request, ...]]:
    """Return what was asked about all open deals, by deal."""
    return _requests(book, f"q.deal_id IN (SELECT d.id FROM deal d WHERE {WHERE[Shelf.OPEN]})", (), digits)


def read_request(book: Book, request_id: str, *, digits: int) -> Request | None:
    """Return one question with its answers, None when it is gone."""
    found = _requests(book, "q.id = ?", (request_id,), digits)
    return next((each for asked in found.values() for each in asked), None)


def refused_deals(book: Book) -> list[str]:
    """Return the deals whose last answer is a no."""
    found = book.rows(
        "SELECT q.deal_id FROM answer a JOIN request q ON q.id = a.request_id WHERE a.kind = 'refuse' "
        "AND q.withdrawn_at IS NULL AND a.at = (SELECT max(b.at) FROM answer b JOIN request r ON r.id = b.request_id "
        "WHERE r.deal_id = q.deal_id AND r.withdrawn_at IS NULL)"
    )
    return [deal_id for (deal_id,) in found]


def precedent(book: Book, deal: Deal, points: Sequence[str], *, digits: int) -> tuple[Deal, GivenAnswer] | None:
    """Return the deal in which one of `points` was last answered, and the answer; None where there was none yet.

    One of the same client comes first, then one of the same offering, then the newest.
    """
    marks = ", ".join("?" * len(points))
    found = book.row(
        "SELECT d.id, a.id, q.id FROM answer a JOIN request q ON q.id = a.request_id JOIN deal d ON d.id = q.deal_id "
        "JOIN client c ON c.id = d.client_id WHERE d.id <> ? AND q.withdrawn_at IS NULL AND d.stage NOT IN ('lead', "
        f"'intake') AND EXISTS (SELECT 1 FROM request_point t WHERE t.request_id = q.id AND t.point IN ({marks})) "
        "ORDER BY (c.name = ?) DESC, (d.offering_id IS ?) DESC, a.at DESC LIMIT 1",
        (deal.id, *points, deal.client, deal.offering_id),
    )
    if found is None:
        return None
    (then,) = deals_by_id(book, [found[0]], digits=digits)
    request = read_request(book, found[2], digits=digits)
    assert request is not None
    return then, next(answer for answer in request.answers if answer.id == found[1])


def _requests(book: Book, where: str, parameters: Sequence[Any], digits: int) -> dict[str, tuple[Request, ...]]:
    heads = book.rows(
        "SELECT q.id, q.deal_id, q.asked_by, q.asked_at, q.decides, q.facts, q.say, q.withdrawn_at, q.version "
        f"FROM request q WHERE {where} ORDER BY q.asked_at, q.rowid",
        parameters,
    )
    if not heads:
        return {}
    points: dict[str, list[Point]] = {}
    for request_id, key, hundredths, silence in book.rows(
        "SELECT t.request_id, t.point, t.answer_hundredths, t.silence FROM request_point t "
        f"JOIN request q ON q.id = t.request_id WHERE {where} ORDER BY t.rowid",
        parameters,
    ):
        points.setdefault(request_id, []).append(Point(key, from_units(hundredths), Silence(silence)))
    answers: dict[str, list[GivenAnswer]] = {}
    for row in book.rows(
        "SELECT a.id, a.request_id, a.person_id, a.seat, a.kind, a.at, a.valid_until, a.facts, a.say, a.promised_on, "
        "a.value_minor, a.quantity_hundredths, a.phases, a.own, a.taken_at, a.version FROM answer a "
        f"JOIN request q ON q.id = a.request_id WHERE {where} ORDER BY a.at, a.rowid",
        parameters,
    ):
        answers.setdefault(row[1], []).append(_answer(row, digits))
    found: dict[str, list[Request]] = {}
    for id, deal_id, asked_by, asked_at, decides, facts, say, withdrawn_at, version in heads:
        found.setdefault(deal_id, []).append(
            Request(
                id=id,
                deal_id=deal_id,
                asked_by=asked_by or "",
                asked_at=datetime.fromisoformat(asked_at),
                decides=Decider(decides),
                facts=facts_from(facts),
                points=tuple(points.get(id, ())),
                say=say,
                withdrawn=withdrawn_at is not None,
                answers=tuple(answers.get(id, ())),
                version=version,
            )
        )
    return {deal_id: tuple(asked) for deal_id, asked in found.items()}


def _answer(row: Sequence[Any], digits: int) -> GivenAnswer:
    return GivenAnswer(
        id=row[0],
        request_id=row[1],
        person_id=row[2] or "",
        seat=Seat(row[3]),
        kind=Kind(row[4]),
        at=datetime.fromisoformat(row[5]),
        valid_until=date.fromisoformat(row[6]),
        facts=facts_from(row[7]),
        say=row[8],
        conditions=Conditions(read_day(row[9]), from_units(row[10], digits), from_units(row[11]), row[12]),
        own=bool(row[13]),
        taken_at=None if row[14] is None else datetime.fromisoformat(row[14]),
        version=row[15],
    )


# Writing, inside a change


def add_request(
    change: "Change", deal_id: str, *, decides: Decider, points: Iterable[Point], facts: Facts, say: str
) -> str:
    """Add a question about a deal, asked now by whoever makes the change, and return its key."""
    head = {"deal_id": deal_id, "asked_by": change.who.id or None, "asked_at": change.at}
    request_id = change.add("request", {**head, "decides": str(decides), "say": say, "facts": facts_text(facts)})
    for point in points:
        change.add(
            "request_point",
            {
                "request_id": request_id,
                "point": point.key,
                "answer_hundredths": to_units(point.answer_hours),
                "silence": str(point.silence),
            },
        )
    return request_id


def add_answer(
    change: "Change",
    request_id: str,
    *,
    seat: Seat,
    kind: Kind,
    say: str,
    valid_until: date,
    conditions: Conditions,
    own: bool,
    facts: Facts,
    digits: int,
) -> str:
    """Add an answer, given now by whoever makes the change, and return its key."""
    return change.add(
        "answer",
        {
            "request_id": request_id,
            "person_id": change.who.id or None,
            "seat": str(seat),
            "kind": str(kind),
            "say": say,
            "at": change.at,
            "valid_until": valid_until,
            "promised_on": conditions.promised_on,
            "value_minor": to_units(conditions.value, digits),
            "quantity_hundredths": to_units(conditions.quantity),
            "phases": conditions.phases,
            "own": own,
            "facts": facts_text(facts),
        },
    )


def facts_text(facts: Facts) -> str:
    """Return `facts` as JSON in which every number is exact."""
    texts = {name: None if value is None else _text(value) for name, value in facts._asdict().items()}
    return json.dumps(texts, ensure_ascii=False, sort_keys=True)


def _text(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [[crew, str(hours)] for crew, hours in value]
    return value if isinstance(value, int) and not isinstance(value, bool) else str(value)


def facts_from(text: str) -> Facts:
    """Return the facts that `facts_text` wrote."""
    found = json.loads(text)

    def maybe(name: str, kind: Any) -> Any:
        return None if found.get(name) is None else kind(found[name])

    hours = found.get("hours")
    return Facts(
        day=date.fromisoformat(found["day"]),
        offering_id=found.get("offering_id"),
        promised_on=maybe("promised_on", date.fromisoformat),
        quantity=Decimal(found["quantity"]),
        hours=None if hours is None else tuple((crew, Decimal(own)) for crew, own in hours),
        value=maybe("value", Decimal),
        discount=maybe("discount", Fraction),
        margin=maybe("margin", Fraction),
        custom_parts=maybe("custom_parts", int),
        payment_days=maybe("payment_days", int),
        load=Zone(found["load"]),
        points=frozenset(found["points"]),
    )
