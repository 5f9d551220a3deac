"""What the Today tab shows, read a part at a time: what waits for whom, promises ahead, the next meeting, the weeks.

A new source of things that wait is a function like those below and one line in `SOURCES`; its words go into
`desktop.wording.today`.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from desktop.actions.asking import seats_open_to
from desktop.actions.desk import Desk
from desktop.actions.health import agreed_since, due_day, last_opened_on
from desktop.actions.meeting import coming_meeting, gather_facts, unanswered
from desktop.actions.scorecard import gather_records
from desktop.actions.visits import due_visits
from desktop.actions.waiting import look_through
from framework import today as rules
from framework.agenda import Agenda, agenda
from framework.agreement import Zone
from framework.agreement_versions import open_version
from framework.capacity import WeekLoad
from framework.checklist import ItemAnswer
from framework.deal import Deal, Stage
from framework.figure import Figure
from framework.handover import HandoverState
from framework.meeting import Meeting
from framework.owner_meter import Meter, meter, quarter
from framework.people import Person
from framework.periods import Period
from framework.questions import due
from framework.scorecard import Score
from framework.scorecard_figures import figure, is_against
from framework.today import Ahead, Risk, Waiting, ahead_in_order, in_order, last_ahead, risk_of
from framework.week_loads import WeekPlan
from framework.working_time import monday_of
from storage.agreement_versions import read_versions
from storage.book import Book
from storage.handover import unsettled
from storage.health import running_check
from storage.intake import answers_by_deal, deals_by_id, open_deal_ids
from storage.meeting import read_actions
from storage.outcome import due_look_backs, without_outcome
from storage.promises import open_promises
from storage.questions import decisions_to_follow, open_questions
from storage.today import deals_due, deals_of, last_steps

For = Callable[[Person], Iterator[Waiting]]
"""What waits for a person, of the records of one source, already read."""
Source = Callable[[Book, Desk], Generator[None, None, For]]
PART = 100
WEEKS = 7


class Held(NamedTuple):
    """What was read of all sources, for whoever acts. `to_owner` counts what waits for an owner as such."""

    sources: tuple[For, ...]
    to_owner: int

    def waits_for(self, person: Person | None) -> tuple[Waiting, ...]:
        """Return what waits for `person`, the most pressing first."""
        if person is None:
            return ()
        return in_order(one for source in self.sources for one in source(person))


class Working(NamedTuple):
    """Is it working: on time and the owner meter (without its jumps), of this quarter so far and of the one before;
    and what was promised in this one, against a rule, and delivered."""

    on_time: Score
    on_time_before: Score
    meter: Meter
    meter_before: Meter
    promised: tuple[Deal, ...]
    against: tuple[Deal, ...]
    delivered: tuple[Deal, ...]
    """Those that had a promised day, the newest first: what on time counts."""


def gather_waiting(book: Book, desk: Desk) -> Generator[None, None, Held]:
    """Read all sources. It yields now and then, so that a window can answer in between."""
    found = []
    for source in SOURCES:
        found.append((yield from source(book, desk)))
        yield
    sources = tuple(found)
    owners = [person for person in desk.business.people if person.owner]
    to_owner = {(one.kind, one.key) for owner in owners for source in sources for one in source(owner) if one.as_owner}
    return Held(sources, len(to_owner))


# The sources


def asked_in_intake(book: Book, desk: Desk) -> Generator[None, None, For]:
    """Read what was asked in Intake and waits for an answer."""
    looked = yield from look_through(book, desk)
    clock, calendar = desk.clock(), desk.business.calendar

    def waits(person: Person) -> Iterator[Waiting]:
        for one in looked:
            seats = seats_open_to(one.standing, person, desk)
            if seats:
                yield rules.asked(one.deal, one.standing, seats, clock, calendar)

    return waits


def on_the_ladder(book: Book, desk: Desk) -> Generator[None, None, For]:
    """Read the open questions of the ladder."""
    business, clock = desk.business, desk.clock()
    ladder, people = business.agreement.ladder, business.people
    steps = {step.id: step for step in ladder}
    found = []
    for question in open_questions(book, digits=desk.digits):
        step = steps.get(question.here.step_id)
        until = None if step is None else due(question.here, step, business.calendar, business.series, clock.zone)
        found.append((question, until))
    yield

    def waits(person: Person) -> Iterator[Waiting]:
        for question, until in found:
            one = rules.on_ladder(question, until, person, ladder, people, clock, business.calendar)
            if one is not None:
                yield one

    return waits


def decided(book: Book, desk: Desk) -> Generator[None, None, For]:
    """Read the decisions whose client is to be told, and those to look back at."""
    clock, people = desk.clock(), desk.business.people
    found = decisions_to_follow(book, desk.today, digits=desk.digits)
    yield

    def waits(person: Person) -> Iterator[Waiting]:
        for question in found:
            yield from _those(
                rules.to_tell(question, person, people, clock), rules.to_review(question, person, people, clock)
            )

    return waits


def agreed_actions(book: Book, desk: Desk) -> Generator[None, None, For]:
    """Read the actions that are still to do."""
    clock = desk.clock()
    actions = read_actions(book, date.max)
    named = deals_of(book, [each.deal_id for each in actions if each.deal_id is not None], digits=desk.digits)
    clients = {deal.id: deal.client for deal in named}
    yield

    def waits(person: Person) -> Iterator[Waiting]:
        for action in actions:
            yield from _those(rules.own_action(action, clients.get(action.deal_id or "", ""), person, clock))

    return waits


def promises_to_end(book: Book, desk: Desk) -> Generator[None, None, For]:
    """Read the promises that were due by today and of which nobody has said how they ended."""
    clock, people = desk.clock(), desk.business.people
    found = open_promises(book, desk.today)
    yield

    def waits(person: Person) -> Iterator[Waiting]:
        for one in found:
            yield from _those(rules.ended_promise(one.promise, one.client, person, people, clock))

    return waits


def overdue_deals(book: Book, desk: Desk) -> Generator[None, None, For]:
    """Read the sold deals whose promised day is over."""
    clock = desk.clock()
    found = deals_due(book, date.min, desk.today - timedelta(days=1), digits=desk.digits)
    yield

    def waits(person: Person) -> Iterator[Waiting]:
        for deal in found:
            yield from _those(rules.not_delivered(deal, _what(deal, desk), person, clock))

    return waits


def outcomes_to_say(book: Book, desk: Desk) -> Generator[None, None, For]:
    """Read the deals that were delivered lately and of which nobody has said how they went."""
    clock = desk.clock()
    found = [each for each in without_outcome(book, desk.today) if each.stage is Stage.DELIVERED]
    yield

    def waits(person: Person) -> Iterator[Waiting]:
        for each in found:
            yield from _those(rules.how_it_went(each.deal_id, each.client, each.offering, each.day, person, clock))

    return waits


def looks_back(book: Book, desk: Desk) -> Generator[None, None, For]:
    """Read the looks back whose day has come."""
    clock = desk.clock()
    found = due_look_backs(book, desk.today)
    yield

    def waits(person: Person) -> Iterator[Waiting]:
        for each in found:
            yield from _those(rules.looked_back(each.look, each.client, each.offering, each.day, person, clock))

    return waits


def visits_due(book: Book, desk: Desk) -> Generator[None, None, For]:
    """Read the visits to each other's work that are due."""
    found = due_visits(book, desk.today, desk.business)
    yield

    def waits(person: Person) -> Iterator[Waiting]:
        for due_visit in found:
            yield from _those(rules.own_visit(due_visit, person))

    return waits


def health_checks(book: Book, desk: Desk) -> Generator[None, None, For]:
    """Read whether a health check is due, and where the one stands that runs."""
    clock, people = desk.clock(), desk.business.people
    running = running_check(book)
    due_on, last_on = due_day(book, agreed_since(book)), last_opened_on(book)
    yield

    def waits(person: Person) -> Iterator[Waiting]:
        yield from _those(rules.health_check(running, due_on, last_on, person, people, clock))

    return waits


def handovers(book: Book, desk: Desk) -> Generator[None, None, For]:
    """Read the handovers that Operations has to look at, and those that were returned."""
    business, clock = desk.business, desk.clock()
    states = unsettled(book)
    ids = list(states)
    yield
    deals: list[Deal] = []
    for begin in range(0, len(ids), PART):
        deals += deals_of(book, ids[begin : begin + PART], digits=desk.digits)
        yield
    steps = last_steps(book, ids)
    yield

    def waits(person: Person) -> Iterator[Waiting]:
        for deal in deals:
            _kind, who, at = steps.get(deal.id, (None, "", ""))
            # A step of before it was won anew does not count.
            since = datetime.fromisoformat(at) if at else None
            if since is not None and deal.won_at is not None and since < deal.won_at:
                since, who = None, ""
            yield from _those(
                rules.handed_over(
                    deal,
                    _what(deal, desk),
                    states[deal.id],
                    since or deal.won_at,
                    who,
                    person,
                    business.people,
                    clock,
                    business.calendar,
                )
            )

    return waits


def agreement_proposed(book: Book, desk: Desk) -> Generator[None, None, For]:
    """Read the version of the agreement that is proposed, if there is one."""
    clock, people = desk.clock(), desk.business.people
    version = open_version(read_versions(book, desk.digits))
    yield

    def waits(person: Person) -> Iterator[Waiting]:
        yield from _those(rules.proposal(version, person, people, clock))

    return waits


SOURCES: tuple[Source, ...] = (
    asked_in_intake,
    on_the_ladder,
    decided,
    agreed_actions,
    promises_to_end,
    overdue_deals,
    outcomes_to_say,
    looks_back,
    visits_due,
    health_checks,
    handovers,
    agreement_proposed,
)
"""Everything that can wait for somebody. Another source is one more line."""


def _those(*found: Waiting | None) -> Iterator[Waiting]:
    return (one for one in found if one is not None)


def _what(deal: Deal, desk: Desk) -> str:
    offering = desk.business.offering_of(deal, desk.today)
    return "" if offering is None else offering.name


# Promises ahead


def gather_ahead(book: Book, desk: Desk) -> Generator[None, None, tuple[Ahead, ...]]:
    """Return what was promised for the next two weeks, with why any of it is at risk."""
    today, last = desk.today, last_ahead(desk.today)
    deals = deals_due(book, today, last, digits=desk.digits)
    yield
    said = [one.promise for one in open_promises(book, last) if one.promise.due_on and one.promise.due_on >= today]
    known = {deal.id: deal for deal in deals}
    missing = [promise.deal_id for promise in said if promise.deal_id not in known]
    known |= {deal.id: deal for deal in deals_of(book, missing, digits=desk.digits)}
    yield
    answers: dict[str, dict[str, ItemAnswer]] = {}
    ids = list(known)
    for begin in range(0, len(ids), PART):
        answers |= answers_by_deal(book, ids[begin : begin + PART])
        yield
    states = unsettled(book)
    yield
    days = {(deal.id, deal.promised_on) for deal in deals if deal.promised_on is not None}
    days |= {(promise.deal_id, promise.due_on) for promise in said if promise.due_on is not None}
    full = _full_weeks(desk, {day for _, day in days})
    risks: dict[tuple[str, date], tuple[Risk, int]] = {}
    for number, (deal_id, day) in enumerate(sorted(days)):
        deal = known[deal_id]
        lacks = unanswered(deal, answers.get(deal_id, {}), desk) if deal.is_sold else 0
        crews = desk.workload.hours_left(deal) or {} if deal.is_sold else {}
        risk = risk_of(
            deal,
            day,
            states.get(deal_id, HandoverState.NONE),
            lacks,
            full=any((crew, monday_of(day)) in full for crew in crews),
            today=today,
            calendar=desk.business.calendar,
        )
        risks[deal_id, day] = risk, lacks
        if number % 20 == 19:
            yield
    return ahead_in_order(deals, [(promise, known[promise.deal_id]) for promise in said], risks)


def _full_weeks(desk: Desk, days: Iterable[date]) -> set[tuple[str, date]]:
    """Return the crews and weeks (Mondays) of `days` in which more is sold than Sales may promise alone."""
    limit, _ = desk.workload.limits(None, Zone.PROMISE)
    weeks = {monday_of(day) for day in days}
    return {
        (crew.id, week)
        for week in weeks
        for crew in desk.business.crews
        if desk.workload.sold(crew.id, week) > limit * desk.workload.capacity(crew.id, week)
    }


# Beside


def next_handshake(book: Book, desk: Desk) -> Meeting | None:
    """Return the next meeting; None where none is planned."""
    return None if desk.business.series is None else coming_meeting(book, desk)


def gather_agenda(book: Book, desk: Desk) -> Generator[None, None, Agenda]:
    """Return the agenda of the next meeting. Raises Trouble when none is planned."""
    facts, meeting = yield from gather_facts(book, desk)
    worked_out = agenda(facts, meeting)
    yield
    return worked_out


def gather_weeks(book: Book, desk: Desk) -> Generator[None, None, tuple[WeekLoad, ...]]:
    """Return the next seven weeks, this one first, with every crew."""
    plan = WeekPlan(desk.workload, monday_of(desk.today), WEEKS)
    ids = open_deal_ids(book)
    for begin in range(0, len(ids), PART):
        plan.take(deals_by_id(book, ids[begin : begin + PART], digits=desk.digits))
        yield
    loads = []
    for monday in plan.mondays:
        loads += [plan.load(crew.id, monday) for crew in desk.business.crews]
        yield
    return tuple(loads)


def gather_working(book: Book, desk: Desk) -> Generator[None, None, Working]:
    """Return the figures of this quarter up to today, and of the whole quarter before."""
    now = Period(quarter(desk.today)[0], desk.today)
    before = Period(*quarter(now.first - timedelta(days=1)))
    records = yield from gather_records(book, desk, before.first, now.last)
    promised = tuple(deal for deal in records.promised if now.holds(deal.promise_given_on))
    dated = [deal for deal in records.delivered if now.holds(deal.delivered_on) and _was_promised(deal)]
    dated.sort(key=lambda deal: (deal.delivered_on or date.min, deal.id), reverse=True)
    yield
    return Working(
        figure(records, Figure.ON_TIME, now),
        figure(records, Figure.ON_TIME, before),
        meter(records.settled, (), *now),
        meter(records.settled, (), *before),
        promised,
        tuple(filter(is_against, promised)),
        tuple(dated),
    )


def _was_promised(deal: Deal) -> bool:
    return (deal.first_promised_on or deal.promised_on) is not None


def is_new(book: Book) -> bool:
    """Say whether a business has not written down any deal yet."""
    return book.row("SELECT 1 FROM deal LIMIT 1") is None
