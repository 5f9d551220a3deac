"""A new business: the starter content of its type, its people and its calendar, written in one change."""

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from framework.agreement_versions import State
from resources.starter import BusinessType, MeasuredRule, Statement
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
    agreement: str
    offerings: dict[str, str]
    rules: dict[str, str]
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
    weekdays: str = "01234",
    opens: str = "09:00",
    closes: str = "17:00",
    in_force: bool = True,
    in_force_from: date | None = None,
    holidays_from: int | None = None,
) -> Founded:
    """Write a new business into an empty file: people, calendar, crew, agreement, checklist, meeting, shared words.

    `weekly_hours` None takes the type's own. `weekdays` are digits, 0 is Monday. Without `in_force` the agreement is
    a draft that both sides mark apart and sign. Raises Trouble when the file can't be written.
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
                "weekdays": weekdays,
                "opens": opens,
                "closes": closes,
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
        agreement = _add_agreement(change, content, (in_force_from or today) if in_force else None)
        offerings = _add_offerings(change, content, agreement, crew, minor_digits(currency))
        rules = _add_rules(change, content, agreement, offerings)
        statements = {statement.key: rules[statement.key] for statement in content.statements}
        items = _add_checklist(change, content, offerings, statements)
        _add_series(change, content, founders, people, in_force_from or today)
        for position, word in enumerate(content.glossary):
            change.add("word", {"word": word, "position": position})
    return Founded(people, crew, agreement, offerings, rules, items)


def _add_agreement(change: Change, content: BusinessType, since: date | None) -> str:
    """Add the first version, in force from `since`, or as a draft that both sides mark apart (None)."""
    state = {"state": State.DRAFT.value, "apart": True, "written_at": change.at}
    if since is not None:
        state = {"state": State.SIGNED.value, "number": 1, "in_force_from": since}
    agreement = change.add("agreement", {**state, "veto": content.veto})
    for position, step in enumerate(content.ladder):
        row_id = new_id()
        change.add(
            "ladder_step",
            {
                "agreement_id": agreement,
                "first_id": row_id,
                "position": position,
                "name": step.name,
                "decides": step.decides,
                "answer_hundredths": to_units(step.hours),
                "belongs": step.what,
            },
            row_id=row_id,
        )
    return agreement


def _add_offerings(change: Change, content: BusinessType, agreement: str, crew: str, digits: int) -> dict[str, str]:
    keys = {}
    for position, offering in enumerate(content.offerings):
        keys[offering.key] = change.add("offering", {"name": offering.name, "position": position})
        terms = change.add(
            "offering_terms",
            {
                "agreement_id": agreement,
                "offering_id": keys[offering.key],
                "position": position,
                "lead_time_days": offering.lead_time_days,
                "list_price_minor": to_units(offering.list_price, digits),
                "unit_cost_minor": to_units(offering.unit_cost, digits),
                "options": "\n".join(offering.options),
                "data_needed": "\n".join(offering.data_needed),
            },
        )
        change.add("offering_hours", {"terms_id": terms, "crew_id": crew, "hundredths": to_units(offering.hours)})
    return keys


def _add_rules(change: Change, content: BusinessType, agreement: str, offerings: dict[str, str]) -> dict[str, str]:
    """Add the rules with their limits, then the sentences; return their keys by those of the starter content."""
    keys = {}
    rules: list[MeasuredRule | Statement] = [*content.rules, *content.statements]
    for position, rule in enumerate(rules):
        row_id = keys[rule.key] = new_id()
        place = {"agreement_id": agreement, "first_id": row_id, "position": position}
        change.add("rule", {**rule_values(rule, content, offerings), **place}, row_id=row_id)
    return keys


def rule_values(
    rule: MeasuredRule | Statement, content: BusinessType, offerings: dict[str, str]
) -> dict[str, str | int | None]:
    """Return the columns of a rule of the starter content, but for where it stands."""
    values = {
        "decides": rule.decides,
        "answer_hundredths": to_units(rule.answer_hours),
        "silence": rule.silence,
        "exception_by": rule.exception_by,
        "why": rule.why,
        "say": rule.say,
    }
    if isinstance(rule, Statement):
        return {**values, "zone": rule.zone}
    return {
        **values,
        "measure": rule.measure,
        "offering_id": _offering_id(rule.offering, content, offerings),
        "promise_limit": to_units(rule.promise_limit),
        "stop_limit": to_units(rule.stop_limit),
    }


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
        row_id = keys[item.key] = new_id()
        change.add(
            "checklist_item",
            {
                "template_id": template,
                "first_id": row_id,
                "position": position,
                "section": item.section,
                "say": item.say,
                "needed": item.needed,
                "no_means": item.no_means,
                "yes_means": item.yes_means,
                "unknown_means": "ASK" if item.needed == "before_promise" else None,
                "follows": item.follows,
                "rule_id": statements[item.rule] if item.rule else None,
                "offerings": "\n".join(str(_offering_id(named, content, offerings)) for named in item.offerings),
            },
            row_id=row_id,
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
