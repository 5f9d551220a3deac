"""The sample business, Brightside Signs: fourteen months of deals, dated from today so that it is always alive."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from framework.deal import Stage
from framework.working_time import WorkingCalendar
from resources import starter
from resources.words import tr
from storage.amounts import minor_digits
from storage.book import Author, Book
from storage.business import read_business
from storage.founding import Founded, Founder, found_business
from storage.intake_writing import add_deal
from storage.meeting import add_action, mark_action
from storage.writing import Change


def write_sample(book: Book, today: date, timezone: str) -> None:
    """Write the sample business into an empty file."""
    sample = starter.sample()
    founders = tuple(
        Founder(p.name, "sales" in p.functions, "operations" in p.functions, p.leads, p.owner) for p in sample.people
    )
    in_force = today + timedelta(days=sample.agreement_in_force)
    founded = found_business(
        book,
        starter.business_type(sample.type_key),
        name=sample.name,
        founders=founders,
        currency=sample.currency,
        country=sample.country,
        timezone=timezone,
        weekly_hours=None,
        today=today,
        in_force_from=in_force,
        holidays_from=in_force.year,
    )
    calendar = read_business(book, today).calendar
    digits = minor_digits(sample.currency)
    seller = Author(next(iter(founded.people.values())), sample.people[0].name)
    with book.change(tr("The deals of the last fourteen months"), who=seller, for_good=True) as change:
        for deal in sample.deals:
            _add_sample_deal(book, change, deal, founded, calendar, today, digits)
        names = {person.key: founded.people[person.name] for person in sample.people}
        for action in sample.actions:
            action_id = add_action(
                change,
                say=action.say,
                person_id=names[action.person],
                due_on=_working(calendar, today, action.due),
                agreed_on=today + timedelta(days=action.agreed),
            )
            if action.done is not None:
                change.flush()
                mark_action(change, action_id, done_on=today + timedelta(days=action.done), seen=None)


def _add_sample_deal(
    book: Book,
    change: Change,
    deal: starter.SampleDeal,
    founded: Founded,
    calendar: WorkingCalendar,
    today: date,
    digits: int,
) -> None:
    past = {
        "created_on": deal.created,
        "won_on": deal.won,
        "lost_on": deal.lost,
        "promise_given_on": deal.promise_given,
    }
    due = {
        "promised_on": deal.promised,
        "first_promised_on": deal.first_promised,
        "expected_close_on": deal.expected_close,
    }
    days: dict[str, date | None] = {name: _day(today, offset) for name, offset in past.items()}
    days |= {name: _working(calendar, today, offset) for name, offset in due.items()}
    delivered = _working(calendar, today, deal.delivered)
    days["delivered_on"] = min(delivered, today) if delivered else None
    hours = _crew_hours(deal.hours, founded.crew)
    fields: dict[str, Any] = {
        "ref": deal.ref,
        "client": deal.client,
        "offering_id": _offering(deal.offering, founded),
        "quantity": deal.quantity,
        "value": deal.value,
        "discount_percent": deal.discount_percent,
        "cost": deal.cost,
        "hours": hours,
        "custom_parts": deal.custom_parts,
        "payment_days": deal.payment_days,
        "probability_percent": deal.probability_percent,
        "salesperson": deal.salesperson,
        "stage": Stage(deal.stage),
        "rework": deal.rework,
        "client_score": deal.client_score,
        "actual_cost": deal.actual_cost,
        "actual_hours": deal.actual_hours,
        "note": deal.note,
        "promised_zone": deal.promised_zone,
        "against_reason": deal.against_reason,
        **days,
    }
    deal_id = add_deal(book, change, fields, digits=digits)
    change.flush()
    answered_at = datetime.combine(today, time(8), tzinfo=UTC)
    for answer in deal.answers:
        change.add(
            "checklist_answer",
            {
                "deal_id": deal_id,
                "item": founded.items[answer.item],
                "answer": answer.answer,
                "note": answer.note,
                "who": change.who.id,
                "at": answered_at,
            },
        )


def _offering(named: str | None, founded: Founded) -> str | None:
    if named is None:
        return None
    if named in founded.offerings:
        return founded.offerings[named]
    by_name = {o.name: founded.offerings[o.key] for o in starter.business_type("sign-shop").offerings}
    return by_name[named]


def _crew_hours(hours: Decimal | None, crew: str) -> dict[str, Decimal]:
    return {} if hours is None else {crew: hours}


def _day(today: date, offset: int | None) -> date | None:
    return None if offset is None else today + timedelta(days=offset)


def _working(calendar: WorkingCalendar, today: date, offset: int | None) -> date | None:
    day = _day(today, offset)
    return None if day is None else calendar.next_working_day(day)
