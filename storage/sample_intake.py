"""Writing what the sample business asked, answered, promised and handed over."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from framework.asking import Point, valid_until
from framework.business import Business
from framework.capacity import Workload
from framework.lapse import facts_of
from resources.sample_intake import SampleAsked, SampleMove, SamplePromise, sample_intake
from resources.words import tr
from storage.amounts import minor_digits
from storage.asking import add_request, facts_text
from storage.book import Author, Book
from storage.business import read_business, read_timezone
from storage.founding import Founded
from storage.intake import read_deal_by_ref, sold_deals
from storage.writing import Change


def write_sample_intake(book: Book, founded: Founded, authors: dict[str, Author], today: date) -> None:
    """Add it to the sample's deals: each kind in a change of its own, so that the history tells it.

    `authors` are the people by their key in the sample, the first is who sells.
    """
    content = sample_intake()
    seller, deliverer = list(authors.values())[:2]
    business = read_business(book, today)
    digits = minor_digits(business.currency)
    workload = Workload(business, sold_deals(book, digits=digits), today)
    with book.change(tr("Questions and answers"), who=seller, for_good=True) as change:
        for asked in content.asked:
            _add_asked(book, change, asked, founded, deliverer, business, workload, today)
    with book.change(tr("Promises and handovers"), who=seller, for_good=True) as change:
        promises: dict[str, str] = {}
        for promise in content.promises:
            promises[promise.say] = _add_promise(book, change, promise, authors, business, today)
        for move in content.moves:
            _add_move(book, change, move, promises, authors, business, today)
        for step in content.handovers:
            change.add(
                "handover",
                {
                    "deal_id": _deal_id(book, step.deal),
                    "kind": step.kind,
                    "say": step.say,
                    "who": authors[step.who].id,
                    "at": _instant(today, step.at, "09:30"),
                },
            )


def _add_asked(
    book: Book,
    change: Change,
    asked: SampleAsked,
    founded: Founded,
    deliverer: Author,
    business: Business,
    workload: Workload,
    today: date,
) -> None:
    deal = read_deal_by_ref(book, asked.deal, digits=minor_digits(business.currency))
    assert deal is not None
    rules = {rule.id: rule for rule in business.agreement.rules}
    found = [rules[founded.rules[key]] for key in asked.points]
    points = tuple(Point(f"rule:{rule.id}", rule.answer_hours, rule.silence) for rule in found)
    facts = facts_of(deal, business, workload, today, (point.key for point in points))
    day = today + timedelta(days=asked.asked or 0)
    request = add_request(
        change, deal.id, decides=found[0].decides, points=points, facts=facts._replace(day=day), say=asked.say_asked
    )
    change.flush()
    at = just_now(book, today, business) if asked.asked is None else _instant(today, asked.asked, asked.at)
    change.update("request", request, {"asked_at": at})
    if asked.kind is None:
        return
    answered = today + timedelta(days=asked.answered)
    change.add(
        "answer",
        {
            "request_id": request,
            "person_id": deliverer.id,
            "seat": "operations",
            "kind": asked.kind,
            "say": asked.say,
            "at": _instant(today, asked.answered, asked.answered_at),
            "valid_until": valid_until(answered, business.calendar),
            "phases": asked.phases,
            "facts": facts_text(facts._replace(day=answered)),
            "taken_at": None if asked.taken is None else _instant(today, asked.taken, "08:00"),
        },
    )


def _add_promise(
    book: Book, change: Change, promise: SamplePromise, authors: dict[str, Author], business: Business, today: date
) -> str:
    due = _working(business, today, promise.due)
    first = due if promise.first_due is None else _working(business, today, promise.first_due)
    return change.add(
        "promise",
        {
            "deal_id": _deal_id(book, promise.deal),
            "say": promise.say,
            "said_by": authors[promise.by].id,
            "said_on": today + timedelta(days=promise.said),
            "way": promise.way,
            "due_on": due,
            "first_due_on": first,
            "exists_today": promise.exists,
            "kept": promise.kept,
            "ended_on": None if promise.ended is None else today + timedelta(days=promise.ended),
            "at": _instant(today, promise.said, "15:00"),
        },
    )


def _add_move(
    book: Book,
    change: Change,
    move: SampleMove,
    promises: dict[str, str],
    authors: dict[str, Author],
    business: Business,
    today: date,
) -> None:
    change.add(
        "promise_move",
        {
            "deal_id": _deal_id(book, move.deal),
            "promise_id": None if move.promise is None else promises[move.promise],
            "from_on": _working(business, today, move.from_day),
            "to_on": _working(business, today, move.to_day),
            "moved_by": move.by,
            "told_first": move.told_first,
            "why": move.why,
            "who": authors[move.who].id,
            "at": _instant(today, move.at, "10:00"),
        },
    )


def _deal_id(book: Book, ref: str) -> str:
    found = book.row("SELECT id FROM deal WHERE ref = ?", (ref,))
    assert found is not None
    return str(found[0])


def _working(business: Business, today: date, offset: int) -> date:
    return business.calendar.next_working_day(today + timedelta(days=offset))


def _instant(today: date, offset: int, at: str) -> datetime:
    return datetime.combine(today + timedelta(days=offset), time.fromisoformat(at), tzinfo=UTC)


def just_now(book: Book, today: date, business: Business) -> datetime:
    """Return now, where today is today; else when the working day of `today` ends."""
    zone = ZoneInfo(read_timezone(book))
    now = datetime.now(UTC)
    if now.astimezone(zone).date() == today:
        return now
    return datetime.combine(today, business.calendar.closes, zone)
