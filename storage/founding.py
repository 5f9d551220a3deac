"""A new business: the starter content of its type, its people and its calendar, written in one change."""

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from resources.starter import BusinessType
from resources.words import tr
from storage.amounts import minor_digits, to_units
from storage.book import Author, Book
from storage.keys import new_id
from storage.public_holidays import YEARS_AHEAD, add_public_holidays
from storage.writing import Change


class Founder(NamedTuple):
    """Somebody who is there from the first day."""

    name: str
    sells: bool
    delivers: bool
    leads: bool = False
    owner: bool = False


class Founded(NamedTuple):
    """The keys of what was written, by the starter content's own keys (people: by name)."""

    people: dict[str, str]
    crew: str
    offerings: dict[str, str]
    items: dict[str, str]


def found_business(
    book: Book,
    content: BusinessType,
    *,
    name: str,
    founders: tuple[Founder, ...],
    currency: str,
    country: str | None,
    timezone: str,
    weekly_hours: Decimal | None,
    today: date,
    in_force_from: date | None = None,
    holidays_from: int | None = None,
) -> Founded:
    """Write a new business into an empty file: people, calendar, crew, catalogue, rules in force, checklist, meeting.

    `weekly_hours` None takes the type's own. Raises Trouble when the file can't be written.
    """
    with book.change(tr("Set up {name}").format(name=name), who=Author(), for_good=True) as change:
        change.add(
            "business",
            {
                "name": name,
                "kind": content.key,
                "currency": currency,
                "country": country,
                "timezone": timezone,
                "weekdays": "01234",
                "opens": "09:00",
                "closes": "17:00",
            },
        )
        people = {
            founder.name: change.add("person", {**founder._asdict(), "position": position})
            for position, founder in enumerate(founders)
        }
        if country:
            add_public_holidays(change, country, range(holidays_from or today.year, today.year + YEARS_AHEAD + 1))
        hours = content.crew.weekly_hours if weekly_hours is None else weekly_hours
        crew = change.add("crew", {"name": content.crew.name, "weekly_hundredths": to_units(hours)})
        offerings = _add_offerings(change, content, crew, minor_digits(currency))
        statements = _add_rules(change, content, offerings, in_force_from or today)
        items = _add_checklist(change, content, offerings, statements)
        _add_series(change, content, founders, people, in_force_from or today)
    return Founded(people, crew, offerings, items)


def _add_offerings(change: Change, content: BusinessType, crew: str, digits: int) -> dict[str, str]:
    keys = {}
    for position, offering in enumerate(content.offerings):
        keys[offering.key] = change.add(
            "offering",
            {
                "name": offering.name,
                "lead_time_days": offering.lead_time_days,
                "list_price_minor": to_units(offering.list_price, digits),
                "unit_cost_minor": to_units(offering.unit_cost, digits),
                "data_needed": "\n".join(offering.data_needed),
                "position": position,
            },
        )
        change.add(
            "offering_hours",
            {"offering_id": keys[offering.key], "crew_id": crew, "hundredths": to_units(offering.hours)},
        )
    return keys


def _add_rules(change: Change, content: BusinessType, offerings: dict[str, str], since: date) -> dict[str, str]:
    agreement = change.add("agreement", {"number": 1, "in_force_from": since})
    for position, rule in enumerate(content.rules):
        change.add(
            "rule",
            {
                "agreement_id": agreement,
                "position": position,
                "measure": rule.measure,
                "offering_id": _offering_id(rule.offering, content, offerings),
                "promise_limit": to_units(rule.promise_limit),
                "stop_limit": to_units(rule.stop_limit),
                "decides": rule.decides,
                "answer_hundredths": to_units(rule.answer_hours),
                "silence": rule.silence,
                "exception_by": rule.exception_by,
                "why": rule.why,
                "say": rule.say,
            },
        )
    statements = {}
    for position, statement in enumerate(content.statements, start=len(content.rules)):
        statements[statement.key] = new_id()
        change.add(
            "rule",
            {
                "agreement_id": agreement,
                "position": position,
                "zone": statement.zone,
                "decides": statement.decides,
                "answer_hundredths": to_units(statement.answer_hours),
                "silence": statement.silence,
                "exception_by": statement.exception_by,
                "why": statement.why,
                "say": statement.say,
            },
            row_id=statements[statement.key],
        )
    return statements


def _offering_id(named: str | None, content: BusinessType, offerings: dict[str, str]) -> str | None:
    """Return the key of the offering that starter content names, by its key or by its name."""
    if named is None:
        return None
    return next(offerings[offering.key] for offering in content.offerings if named in (offering.key, offering.name))


def _add_checklist(
    change: Change, content: BusinessType, offerings: dict[str, str], statements: dict[str, str]
) -> dict[str, str]:
    template = change.add("checklist_template", {"number": 1})
    keys = {}
    for position, item in enumerate(content.items):
        keys[item.key] = change.add(
            "checklist_item",
            {
                "template_id": template,
                "position": position,
                "section": item.section,
                "say": item.say,
                "needed": item.needed,
                "no_means": item.no_means,
                "yes_means": item.yes_means,
                "follows": item.follows,
                "rule_id": statements[item.rule] if item.rule else None,
                "offerings": "\n".join(str(_offering_id(named, content, offerings)) for named in item.offerings),
            },
        )
    return keys


def _add_series(
    change: Change, content: BusinessType, founders: tuple[Founder, ...], people: dict[str, str], since: date
) -> None:
    sellers = [people[founder.name] for founder in founders if founder.sells]
    deliverers = [people[founder.name] for founder in founders if founder.delivers]
    pair = list(dict.fromkeys([*sellers[:1], *deliverers[:1], *people.values()]))
    meeting = content.meeting
    first_on = since + timedelta(days=(meeting.weekday - since.weekday()) % 7)
    change.add(
        "meeting_series",
        {
            "weekday": meeting.weekday,
            "starts": meeting.starts,
            "minutes": meeting.minutes,
            "every_weeks": meeting.every_weeks,
            "first_on": first_on,
            "first_lead": pair[0] if pair else None,
            "second_lead": pair[1] if len(pair) > 1 else None,
        },
    )
