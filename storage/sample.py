"""The sample business, Brightside Signs: fourteen months of deals, dated from today so that it is always alive."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from framework.deal import Stage
from framework.working_time import WorkingCalendar
from resources import starter
from resources.sample_targets import sample_targets
from resources.words import tr
from storage.agreement_writing import begin_version
from storage.amounts import minor_digits, to_units
from storage.book import Author, Book
from storage.business import read_business
from storage.founding import Founded, Founder, found_business, rule_values
from storage.intake_writing import add_deal
from storage.meeting import add_action, mark_action
from storage.sample_escalation import write_sample_escalation
from storage.sample_health import write_sample_health
from storage.sample_intake import write_sample_intake
from storage.sample_meetings import write_sample_meetings
from storage.sample_outcome import write_sample_outcome
from storage.sample_visits import write_sample_visits
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
    _write_agreement(book, sample, founded, today)
    authors = {person.key: Author(founded.people[person.name], person.name) for person in sample.people}
    write_sample_intake(book, founded, authors, today)
    write_sample_escalation(book, founded, authors, today)
    write_sample_meetings(book, authors, today)
    write_sample_outcome(book, authors, today)
    with book.change(tr("Targets"), who=next(iter(authors.values())), for_good=True) as change:
        for figure, aim in sample_targets().items():
            change.add("target", {"figure": figure, "hundredths": int(aim * 100)})
    write_sample_visits(book, authors, today)
    write_sample_health(book, authors, today)


def _write_agreement(book: Book, sample: starter.SampleBusiness, founded: Founded, today: date) -> None:
    """Write the versions before the newest one, who signed them, what is proposed, the exceptions and the words.

    Each is a change of its own, by whoever wrote it, so that the history tells it.
    """
    names = {person.key: Author(founded.people[person.name], person.name) for person in sample.people}
    content = starter.business_type(sample.type_key)
    ids: list[str] = [founded.agreement]
    first, *later = sample.versions
    with book.change(
        tr("Sign version {number}").format(number=1), who=names[first.written_by], for_good=True
    ) as change:
        _differ(book, change, founded.agreement, first, content, founded)
        _sign(change, founded.agreement, sample, first, names, 1, today)
    for number, version in enumerate(later, start=2):
        label = tr("Sign version {number}").format(number=number)
        with book.change(label, who=names[version.written_by], for_good=True) as change:
            ids.append(begin_version(book, change, ids[-1], why=version.why))
            change.flush()
            _differ(book, change, ids[-1], version, content, founded)
            _sign(change, ids[-1], sample, version, names, number, today)
    proposal = sample.proposal
    writer = names[proposal.written_by]
    with book.change(tr("Propose a change of the agreement"), who=writer, for_good=True) as change:
        proposed = begin_version(book, change, ids[-1], why=proposal.why)
        change.flush()
        _differ(book, change, proposed, proposal, content, founded)
        at = _morning(today, proposal.written)
        change.update("agreement", proposed, {"state": "proposed", "written_at": at})
        function = next(p.functions[0] for p in sample.people if p.key == proposal.written_by)
        change.add("signature", {"agreement_id": proposed, "function": function, "person_id": writer.id, "at": at})
    with book.change(tr("Exceptions and shared words"), who=names["ana"], for_good=True) as change:
        clients = dict(book.rows("SELECT name, id FROM client"))
        for allowance in sample.allowances:
            change.add(
                "allowance",
                {
                    "rule_id": founded.rules[allowance.rule],
                    "client_id": clients[allowance.client] if allowance.client else None,
                    "limit_hundredths": to_units(allowance.limit),
                    "reason": allowance.reason,
                    "from_day": today + timedelta(days=allowance.from_day),
                    "until": today + timedelta(days=allowance.until),
                    "granted_by": names[allowance.granted_by].id,
                },
            )
        words = dict(book.rows("SELECT word, id FROM word"))
        for word in sample.words:
            means = {"sales_means": word.sales, "operations_means": word.operations, "agreed": word.agreed}
            change.update("word", words[word.word], means)


def _differ(
    book: Book,
    change: Change,
    agreement: str,
    version: starter.SampleVersion,
    content: starter.BusinessType,
    founded: Founded,
) -> None:
    """Make a version what it was: the starter content, but for what it says of itself."""
    rows = dict(book.rows("SELECT first_id, id FROM rule WHERE agreement_id = ?", (agreement,)))
    for position, rule in enumerate(content.rules):
        first = founded.rules[rule.key]
        if rule.key in version.without:
            change.remove("rule", rows[first])
            continue
        fields = version.rules.get(rule.key, {})
        values = rule_values(
            rule._replace(
                promise_limit=Decimal(fields.get("promise_limit", rule.promise_limit)),
                stop_limit=_number(fields, "stop_limit", rule.stop_limit),
                answer_hours=Decimal(fields.get("answer_hours", rule.answer_hours)),
                silence=fields.get("silence", rule.silence),
                why=fields.get("why", rule.why),
            ),
            content,
            founded.offerings,
        )
        if first in rows:
            change.update("rule", rows[first], values)
        else:
            place = {"agreement_id": agreement, "first_id": first, "position": position}
            change.add("rule", {**values, **place}, row_id=first)
    for offering in content.offerings:
        hours = _number(version.offerings.get(offering.key, {}), "hours", offering.hours)
        found = book.row(
            "SELECT h.id FROM offering_hours h JOIN offering_terms t ON t.id = h.terms_id "
            "WHERE t.agreement_id = ? AND t.offering_id = ?",
            (agreement, founded.offerings[offering.key]),
        )
        assert found is not None
        change.update("offering_hours", found[0], {"hundredths": to_units(hours)})


def _number(fields: dict[str, str], name: str, otherwise: Decimal | None) -> Decimal | None:
    return Decimal(fields[name]) if name in fields else otherwise


def _sign(
    change: Change,
    agreement: str,
    sample: starter.SampleBusiness,
    version: starter.SampleVersion,
    names: dict[str, Author],
    number: int,
    today: date,
) -> None:
    assert version.in_force is not None and version.signed is not None
    change.update(
        "agreement",
        agreement,
        {
            "state": "signed",
            "number": number,
            "in_force_from": today + timedelta(days=version.in_force),
            "written_by": names[version.written_by].id,
            "written_at": _morning(today, version.written),
        },
    )
    for person in sample.people:
        for function in person.functions:
            change.add(
                "signature",
                {
                    "agreement_id": agreement,
                    "function": function,
                    "person_id": names[person.key].id,
                    "at": _morning(today, version.signed),
                },
            )


def _morning(today: date, offset: int) -> datetime:
    return datetime.combine(today + timedelta(days=offset), time(9), tzinfo=UTC)


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
    # The checklist was filled in before the promise: what came after the win is told apart.
    answered_at = datetime.combine(days["promise_given_on"] or days["won_on"] or today, time(8), tzinfo=UTC)
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
