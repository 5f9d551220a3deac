"""Reading and writing questions on the ladder, the steps they came to, and what was decided (section 7)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from framework.asking import Conditions, Facts
from framework.questions import Arrival, Cause, Decision, DecisionKind, Option, Question
from storage.amounts import from_units, to_units
from storage.asking import facts_from, facts_text
from storage.book import Book
from storage.days import instant_text, read_day

if TYPE_CHECKING:
    from storage.writing import Change

OPEN = "q.dropped_at IS NULL AND NOT EXISTS (SELECT 1 FROM decision x WHERE x.question_id = q.id)"

TOPICS = frozenset({"question", "question_point", "question_option", "question_arrival", "decision", "owner_away"})
"""News under these topics means that something has changed on the ladder."""


def open_questions(book: Book, *, digits: int) -> list[Question]:
    """Return the questions that are neither decided nor dropped, oldest first."""
    return _questions(book, OPEN, (), digits)


def questions_of(book: Book, deal_id: str, *, digits: int) -> list[Question]:
    """Return all questions about one deal, oldest first."""
    return _questions(book, "q.deal_id = ?", (deal_id,), digits)


def questions_by_deal(book: Book, ids: Sequence[str], *, digits: int) -> dict[str, list[Question]]:
    """Return all questions about some deals, by deal; at most a few hundred deals at a time."""
    found: dict[str, list[Question]] = {}
    for question in _questions(book, f"q.deal_id IN ({', '.join('?' * len(ids))})", ids, digits):
        found.setdefault(question.deal_id or "", []).append(question)
    return found


def all_questions(book: Book, *, digits: int) -> list[Question]:
    """Return every question there ever was, oldest first."""
    return _questions(book, "1 = 1", (), digits)


def decided_since(book: Book, since: datetime, *, digits: int) -> list[Question]:
    """Return the questions decided at the aware instant `since` or after it, the latest decision first."""
    where = "EXISTS (SELECT 1 FROM decision y WHERE y.question_id = q.id AND y.at >= ?)"
    found = [each for each in _questions(book, where, (instant_text(since),), digits) if each.decision is not None]
    return sorted(found, key=lambda each: each.decision.at if each.decision is not None else since, reverse=True)


def decisions_to_follow(book: Book, today: date, *, digits: int) -> list[Question]:
    """Return the decided questions whose client is still to be told, or that are due to be looked back at."""
    where = (
        "EXISTS (SELECT 1 FROM decision y WHERE y.question_id = q.id AND ((y.teller IS NOT NULL AND y.told_on IS NULL) "
        "OR (y.was_right IS NULL AND y.review_on <= ?)))"
    )
    return _questions(book, where, (today.isoformat(),), digits)


def has_open(book: Book) -> bool:
    """Say whether any question is neither decided nor dropped."""
    return book.row(f"SELECT 1 FROM question q WHERE {OPEN} LIMIT 1") is not None


def count_decided(book: Book) -> int:
    """Return how many questions are decided, or were taken off the ladder."""
    found = book.row(f"SELECT count(*) FROM question q WHERE NOT ({OPEN})")
    return int(found[0]) if found is not None else 0


def deals_of_questions(book: Book, topics: Mapping[str, frozenset[str]]) -> set[str]:
    """Return the deals that news about the ladder touches, as far as the rows are still there."""
    found: set[str] = set()
    for table in ("question", "question_point", "question_arrival", "decision"):
        key = "t.id" if table == "question" else "t.question_id"
        sql = f"SELECT q.deal_id FROM {table} t JOIN question q ON q.id = {key} WHERE t.id = ?"
        for row_id in topics.get(table, frozenset()):
            found.update(deal_id for (deal_id,) in book.rows(sql, (row_id,)) if deal_id is not None)
    return found


def read_question(book: Book, question_id: str, *, digits: int) -> Question | None:
    """Return one question, None when it is gone."""
    found = _questions(book, "q.id = ?", (question_id,), digits)
    return found[0] if found else None


def _questions(book: Book, where: str, parameters: Sequence[Any], digits: int) -> list[Question]:
    heads = book.rows(
        "SELECT q.id, q.subject, q.raised_by, q.raised_at, q.deal_id, q.request_id, q.sales_say, q.sales_by, "
        "q.operations_say, q.operations_by, q.client_view, q.cause, q.dropped_at, q.version FROM question q "
        f"WHERE {where} ORDER BY q.raised_at, q.rowid",
        parameters,
    )
    if not heads:
        return []
    points: dict[str, list[str]] = {}
    for question_id, point in _own(book, "question_point", "t.point", where, parameters, "t.rowid"):
        points.setdefault(question_id, []).append(point)
    options: dict[str, list[Option]] = {}
    for question_id, say, cost in _own(
        book, "question_option", "t.say, t.cost_minor", where, parameters, "t.position, t.rowid"
    ):
        options.setdefault(question_id, []).append(Option(say, from_units(cost, digits)))
    arrivals: dict[str, list[Arrival]] = {}
    columns = "t.step, t.at, t.who, t.tried, t.jumped, t.reason, t.by_clock"
    for question_id, step, at, who, tried, jumped, reason, by_clock in _own(
        book, "question_arrival", columns, where, parameters, "t.at, t.rowid"
    ):
        arrival = Arrival(step, datetime.fromisoformat(at), who or "", tried, bool(jumped), reason, bool(by_clock))
        arrivals.setdefault(question_id, []).append(arrival)
    decisions = {row[1]: _decision(row, digits) for row in _decisions(book, where, parameters)}
    return [
        Question(
            id=id,
            subject=subject,
            raised_by=raised_by or "",
            raised_at=datetime.fromisoformat(raised_at),
            arrivals=tuple(arrivals.get(id, ())),
            deal_id=deal_id,
            request_id=request_id,
            points=tuple(points.get(id, ())),
            sales_say=sales_say,
            sales_by=sales_by or "",
            operations_say=operations_say,
            operations_by=operations_by or "",
            options=tuple(options.get(id, ())),
            client_view=client_view,
            cause=None if cause is None else Cause(cause),
            decision=decisions.get(id),
            dropped_at=None if dropped_at is None else datetime.fromisoformat(dropped_at),
            version=version,
        )
        for (
            id,
            subject,
            raised_by,
            raised_at,
            deal_id,
            request_id,
            sales_say,
            sales_by,
            operations_say,
            operations_by,
            client_view,
            cause,
            dropped_at,
            version,
        ) in heads
    ]


def _own(book: Book, table: str, columns: str, where: str, parameters: Sequence[Any], order: str) -> list[Any]:
    return book.rows(
        f"SELECT t.question_id, {columns} FROM {table} t JOIN question q ON q.id = t.question_id "
        f"WHERE {where} ORDER BY {order}",
        parameters,
    )


def _decisions(book: Book, where: str, parameters: Sequence[Any]) -> list[Any]:
    return book.rows(
        "SELECT x.id, x.question_id, x.kind, x.say, x.who, x.at, x.step, x.client_view, x.precedent, x.promised_on, "
        "x.value_minor, x.quantity_hundredths, x.phases, x.facts, x.owner_was_side, x.teller, x.tell_by, x.told_on, "
        "x.review_on, x.was_right, x.reviewed_on, x.taken_at, x.version FROM decision x "
        f"JOIN question q ON q.id = x.question_id WHERE {where}",
        parameters,
    )


def _decision(row: Sequence[Any], digits: int) -> Decision:
    return Decision(
        id=row[0],
        question_id=row[1],
        kind=DecisionKind(row[2]),
        say=row[3],
        who=row[4] or "",
        at=datetime.fromisoformat(row[5]),
        step_id=row[6],
        client_view=row[7],
        precedent=bool(row[8]),
        conditions=Conditions(read_day(row[9]), from_units(row[10], digits), from_units(row[11]), row[12]),
        facts=None if row[13] is None else facts_from(row[13]),
        owner_was_side=bool(row[14]),
        teller=row[15] or "",
        tell_by=read_day(row[16]),
        told_on=read_day(row[17]),
        review_on=read_day(row[18]),
        right=None if row[19] is None else bool(row[19]),
        reviewed_on=read_day(row[20]),
        taken_at=None if row[21] is None else datetime.fromisoformat(row[21]),
        version=row[22],
    )


# Writing, inside a change


def add_question(
    change: "Change",
    *,
    subject: str,
    step_id: str,
    deal_id: str | None,
    request_id: str | None,
    points: Iterable[str],
    jumped: bool = False,
    reason: str = "",
    words: dict[str, Any],
) -> str:
    """Add a question that starts on a step now, raised by whoever makes the change, and return its key.

    `words` are further columns: what the sides say.
    """
    head = {"subject": subject, "deal_id": deal_id, "request_id": request_id, **words}
    question_id = change.add("question", {**head, "raised_by": change.who.id or None, "raised_at": change.at})
    for point in points:
        change.add("question_point", {"question_id": question_id, "point": point})
    add_arrival(change, question_id, step_id, at=change.at, jumped=jumped, reason=reason)
    return question_id


def add_arrival(
    change: "Change",
    question_id: str,
    step_id: str,
    *,
    at: datetime,
    tried: str = "",
    jumped: bool = False,
    reason: str = "",
    by_clock: bool = False,
) -> None:
    """Write down that a question came to a step."""
    change.add(
        "question_arrival",
        {
            "question_id": question_id,
            "step": step_id,
            "at": at,
            "who": None if by_clock else change.who.id or None,
            "tried": tried,
            "jumped": jumped,
            "reason": reason,
            "by_clock": by_clock,
        },
    )


def save_options(book: Book, change: "Change", question_id: str, options: Sequence[Option], *, digits: int) -> None:
    """Make `options` those of a question."""
    rows = book.rows("SELECT id FROM question_option WHERE question_id = ? ORDER BY position, rowid", (question_id,))
    kept = [row_id for (row_id,) in rows]
    for position, option in enumerate(options):
        values = {"position": position, "say": option.say, "cost_minor": to_units(option.cost, digits)}
        if position < len(kept):
            change.update("question_option", kept[position], values)
        else:
            change.add("question_option", {"question_id": question_id, **values})
    for row_id in kept[len(options) :]:
        change.remove("question_option", row_id)


def add_decision(
    change: "Change",
    question_id: str,
    *,
    kind: DecisionKind,
    say: str,
    step_id: str,
    client_view: str,
    precedent: bool,
    conditions: Conditions,
    facts: Facts | None,
    owner_was_side: bool,
    teller: str,
    tell_by: date | None,
    review_on: date | None,
    digits: int,
) -> str:
    """Add a decision, taken now by whoever makes the change, and return its key."""
    return change.add(
        "decision",
        {
            "question_id": question_id,
            "kind": str(kind),
            "say": say,
            "who": change.who.id or None,
            "at": change.at,
            "step": step_id,
            "client_view": client_view,
            "precedent": precedent,
            "promised_on": conditions.promised_on,
            "value_minor": to_units(conditions.value, digits),
            "quantity_hundredths": to_units(conditions.quantity),
            "phases": conditions.phases,
            "facts": None if facts is None else facts_text(facts),
            "owner_was_side": owner_was_side,
            "teller": teller or None,
            "tell_by": tell_by,
            "review_on": review_on,
        },
    )
