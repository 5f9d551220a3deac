"""Writing what stands on the ladder of the sample business, and what was decided there."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from framework.business import Business
from framework.capacity import Workload
from framework.lapse import facts_of
from framework.questions import REVIEW_DAYS, owner_step
from resources.sample_escalation import SampleDecision, SampleQuestion, sample_escalation
from resources.words import tr
from storage.amounts import minor_digits, to_units
from storage.asking import facts_text
from storage.book import Author, Book
from storage.business import read_business
from storage.founding import Founded
from storage.intake import read_deal_by_ref, sold_deals
from storage.sample_intake import just_now
from storage.writing import Change


def write_sample_escalation(book: Book, founded: Founded, authors: dict[str, Author], today: date) -> None:
    """Add it to the sample's deals, in a change of its own. `authors` are the people by their key in the sample."""
    business = read_business(book, today)
    workload = Workload(business, sold_deals(book, digits=minor_digits(business.currency)), today)
    with book.change(tr("Questions on the ladder"), who=next(iter(authors.values())), for_good=True) as change:
        for question in sample_escalation():
            _add(book, change, question, founded, authors, business, workload, today)


def _add(
    book: Book,
    change: Change,
    question: SampleQuestion,
    founded: Founded,
    authors: dict[str, Author],
    business: Business,
    workload: Workload,
    today: date,
) -> None:
    digits = minor_digits(business.currency)
    deal = None if question.deal is None else read_deal_by_ref(book, question.deal, digits=digits)
    points = [f"rule:{founded.rules[key]}" for key in question.points]
    raised = just_now(book, today, business) if question.raised is None else _at(today, question.raised, 9)
    seller, deliverer = list(authors.values())[:2]
    question_id = change.add(
        "question",
        {
            "deal_id": None if deal is None else deal.id,
            "subject": question.subject,
            "raised_by": authors[question.by].id,
            "raised_at": raised,
            "sales_say": question.sales,
            "sales_by": seller.id if question.sales else None,
            "operations_say": question.operations,
            "operations_by": deliverer.id if question.operations else None,
            "client_view": question.client,
            "cause": question.cause,
        },
    )
    for point in points:
        change.add("question_point", {"question_id": question_id, "point": point})
    for position, (say, cost) in enumerate(question.options):
        option = {"question_id": question_id, "position": position, "say": say}
        change.add("question_option", {**option, "cost_minor": to_units(cost, digits)})
    steps = [business.agreement.ladder[number - 1] for number in question.steps]
    for place, step in enumerate(steps):
        change.add(
            "question_arrival",
            {
                "question_id": question_id,
                "step": step.id,
                "at": raised + timedelta(hours=2 * place),
                "who": authors[question.by].id,
                "tried": question.tried[place - 1] if place else "",
                "jumped": bool(question.reason),
                "reason": question.reason,
            },
        )
    if question.decision is None:
        return
    facts = None if deal is None else facts_of(deal, business, workload, today, points)
    day = today + timedelta(days=question.decision.day)
    change.add(
        "decision",
        {
            **_decided(question.decision, authors, today),
            "question_id": question_id,
            "step": steps[-1].id,
            "client_view": question.client,
            "owner_was_side": steps[-1] == owner_step(business.agreement.ladder),
            "facts": None if facts is None else facts_text(facts._replace(day=day)),
            "teller": seller.id,
            "tell_by": business.calendar.next_working_day(day + timedelta(days=1)),
        },
    )


def _decided(decision: SampleDecision, authors: dict[str, Author], today: date) -> dict[str, Any]:
    def day(offset: int | None) -> date | None:
        return None if offset is None else today + timedelta(days=offset)

    review = decision.day + REVIEW_DAYS
    return {
        "kind": decision.kind,
        "say": decision.say,
        "who": authors[decision.who].id,
        "at": _at(today, decision.day, 14),
        "precedent": decision.precedent,
        "phases": decision.phases,
        "promised_on": day(decision.promised),
        "told_on": day(decision.told),
        "review_on": day(review),
        "was_right": decision.right,
        "reviewed_on": None if decision.right is None else day(review),
        "taken_at": _at(today, decision.day, 15) if decision.phases else None,
    }


def _at(today: date, offset: int, hour: int) -> datetime:
    return datetime.combine(today + timedelta(days=offset), time(hour), tzinfo=UTC)
