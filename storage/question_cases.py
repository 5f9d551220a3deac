"""Reading questions with their deals, and what was promised or refused beside them (framework.md sections 7 and 9)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, tzinfo

from framework.asking import Request
from framework.deal import Deal
from framework.precedents import Case
from framework.questions import Question
from storage.asking import requests_by_deal
from storage.book import Book
from storage.intake import deals_by_id
from storage.questions import all_questions

AT_ONCE = 500


def all_cases(book: Book, *, digits: int) -> tuple[Case, ...]:
    """Return every question that was not taken off the ladder, with its deal as it is now, oldest first."""
    return with_deals(book, [each for each in all_questions(book, digits=digits) if each.dropped_at is None], digits)


def with_deals(book: Book, questions: Sequence[Question], digits: int) -> tuple[Case, ...]:
    """Return questions with their deals as they are now."""
    deals = read_deals(book, (each.deal_id for each in questions if each.deal_id is not None), digits=digits)
    return tuple(Case(each, deals.get(each.deal_id or "")) for each in questions)


def read_deals(book: Book, ids: Iterable[str], *, digits: int) -> dict[str, Deal]:
    """Return deals by key, any number of them; those that are gone are left out."""
    wanted = list(dict.fromkeys(ids))
    found: dict[str, Deal] = {}
    for begin in range(0, len(wanted), AT_ONCE):
        part = wanted[begin : begin + AT_ONCE]
        found |= {deal.id: deal for deal in deals_by_id(book, part, digits=digits)}
    return found


def subjects_of(book: Book, ids: Sequence[str]) -> dict[str, str]:
    """Return what some questions are about, by key; at most a few hundred at a time."""
    marks = ", ".join("?" * len(ids))
    return dict(book.rows(f"SELECT id, subject FROM question WHERE id IN ({marks})", ids))


def clients_of(book: Book, ids: Sequence[str]) -> list[tuple[str, str]]:
    """Return the client of some deals, by key; at most a few hundred at a time."""
    marks = ", ".join("?" * len(ids))
    return book.rows(
        f"SELECT d.id, c.name FROM deal d JOIN client c ON c.id = d.client_id WHERE d.id IN ({marks}) ORDER BY c.name",
        ids,
    )


def deals_of_requests(book: Book, ids: Sequence[str]) -> list[tuple[str, str, str]]:
    """Return the key of each request, that of its deal, and the client; at most a few hundred at a time."""
    marks = ", ".join("?" * len(ids))
    return book.rows(
        "SELECT q.id, d.id, c.name FROM request q JOIN deal d ON d.id = q.deal_id JOIN client c ON c.id = d.client_id "
        f"WHERE q.id IN ({marks}) ORDER BY q.asked_at",
        ids,
    )


def all_requests(book: Book, *, digits: int) -> list[Request]:
    """Return everything that was ever asked in Intake, oldest first."""
    ids = [deal_id for (deal_id,) in book.rows("SELECT DISTINCT deal_id FROM request")]
    found: list[Request] = []
    for begin in range(0, len(ids), AT_ONCE):
        asked = requests_by_deal(book, ids[begin : begin + AT_ONCE], digits=digits)
        found += [request for requests in asked.values() for request in requests]
    return sorted(found, key=lambda request: request.asked_at)


def promised_deals(book: Book, first: date, last: date, *, digits: int) -> tuple[Deal, ...]:
    """Return the deals that were promised from `first` to `last`, both included, the newest first."""
    found = book.rows(
        "SELECT id FROM deal WHERE promise_given_on BETWEEN ? AND ? ORDER BY promise_given_on DESC, id",
        (first.isoformat(), last.isoformat()),
    )
    return tuple(read_deals(book, (key for (key,) in found), digits=digits).values())


def points_asked(book: Book) -> dict[str, tuple[str, ...]]:
    """Return the rules and items that were ever asked about each deal, in Intake or on the ladder."""
    found = book.rows(
        "SELECT q.deal_id, p.point FROM request_point p JOIN request q ON q.id = p.request_id "
        "WHERE q.withdrawn_at IS NULL "
        "UNION SELECT q.deal_id, p.point FROM question_point p JOIN question q ON q.id = p.question_id "
        "WHERE q.deal_id IS NOT NULL AND q.dropped_at IS NULL ORDER BY 1, 2"
    )
    points: dict[str, tuple[str, ...]] = {}
    for deal_id, point in found:
        points[deal_id] = (*points.get(deal_id, ()), point)
    return points


def lost_ids(book: Book, first: date, last: date) -> list[str]:
    """Return the keys of the deals that were lost from `first` to `last`, both included."""
    found = book.rows(
        "SELECT id FROM deal WHERE stage = 'lost' AND lost_on BETWEEN ? AND ?", (first.isoformat(), last.isoformat())
    )
    return [row[0] for row in found]


def refusals(book: Book, zone: tzinfo) -> dict[str, date]:
    """Return the day of the last no to each deal that was refused, in Intake or on the ladder, in `zone`."""
    found = book.rows(
        "SELECT deal_id, max(at) FROM ("
        "SELECT q.deal_id, a.at FROM answer a JOIN request q ON q.id = a.request_id "
        "WHERE a.kind = 'refuse' AND q.withdrawn_at IS NULL "
        "UNION ALL SELECT q.deal_id, x.at FROM decision x JOIN question q ON q.id = x.question_id "
        "WHERE x.kind = 'refuse' AND q.deal_id IS NOT NULL AND q.dropped_at IS NULL) GROUP BY deal_id"
    )
    return {deal_id: datetime.fromisoformat(at).astimezone(zone).date() for deal_id, at in found}
