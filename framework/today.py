"""What waits for one person today, the most pressing first, and the promises that come next (look.md, framework.md).

Every source below says for whom its records wait and until when. Pure: the moment is passed in as a `Clock`.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum
from typing import NamedTuple

from framework.agreement_versions import State as VersionState
from framework.agreement_versions import Version, sides_to_sign
from framework.asking import Seat, time_left
from framework.deal import Deal
from framework.escalation import Step, StepDecider
from framework.handover import HandoverState, waits_for
from framework.health_check import LATE_AFTER_DAYS, HealthCheck, step_for
from framework.health_check import DueStep as HealthStep
from framework.intake import Reason
from framework.meeting import Action
from framework.outcome import GRACE_DAYS, LookBack
from framework.people import Function, Person, holders
from framework.promises import Promise
from framework.questions import Question, lacks, may_decide
from framework.questions import waits_for as question_waits_for
from framework.standing import Clock, Standing
from framework.visits import DueStep, DueVisit
from framework.working_time import WorkingCalendar

AHEAD_DAYS = 14
"""So many calendar days ahead promises are listed."""
SOON_DAYS = 5
"""What is due in so many working days should have all its data."""
SAID_WITHIN = 7
"""Within so many days of its delivery it is said how a deal went."""
HANDED_OVER_WITHIN = 30
"""A deal won longer ago than so many days, of which nothing was ever said here, was taken in from a sheet."""
REVIEW_WITHIN = 7
"""A decision is looked back at within so many days from its day on."""


class Pressing(IntEnum):
    """How much something presses, the most first. LATE: its time is over. TODAY: it should be settled today."""

    LATE = 1
    TODAY = 2
    WEEK = 3
    LATER = 4


class Kind(StrEnum):
    """What somebody has to do.

    ANSWER what was asked in Intake · SPEAK for one's side or DECIDE a question of the ladder · TELL the client what was
    decided · REVIEW a decision · ACTION of one's own · PROMISE: say how it ended · DELIVER a deal that is overdue ·
    OUTCOME: say how a delivery went · LOOK_BACK: ask a client some time after it · VISIT the other side ·
    ACCEPT a handover or GIVE_AGAIN what was returned · SIGN a proposal, or answer it · HEALTH: begin a health check,
    answer it or open it.
    """

    ANSWER = "answer"
    DECIDE = "decide"
    SPEAK = "speak"
    DELIVER = "deliver"
    PROMISE = "promise"
    TELL = "tell"
    GIVE_AGAIN = "give_again"
    ACCEPT = "accept"
    SIGN = "sign"
    ACTION = "action"
    OUTCOME = "outcome"
    LOOK_BACK = "look_back"
    REVIEW = "review"
    VISIT = "visit"
    HEALTH = "health"


ORDER = tuple(Kind)
"""Of what presses alike, who waits for an answer comes before what only oneself looks at."""


class Waiting(NamedTuple):
    """One thing that waits for a person; what it does not need is empty.

    `key` is the record that settles it: a deal, a question, an action, a promise, a version. `due` is the day, `at` the
    instant (aware, on the wall clock of the business) where there is one. `by` is who asked, said or handed it over and
    `since` when. `as_owner`: it waits for them as the owner. `reasons` are what was asked about, `days` how long after
    delivery one looks back.
    """

    kind: Kind
    key: str
    pressing: Pressing
    client: str = ""
    say: str = ""
    due: date | None = None
    at: datetime | None = None
    deal_id: str | None = None
    by: str = ""
    since: datetime | None = None
    since_on: date | None = None
    as_owner: bool = False
    reasons: tuple[Reason, ...] = ()
    days: int = 0


def pressing_day(due: date | None, today: date) -> Pressing:
    """Return how much what is due on a day presses: late after its day, today on it, this week until Sunday."""
    if due is None:
        return Pressing.LATER
    if due < today:
        return Pressing.LATE
    if due == today:
        return Pressing.TODAY
    return Pressing.WEEK if due <= today + timedelta(days=6 - today.weekday()) else Pressing.LATER


def pressing_instant(at: datetime | None, clock: Clock, calendar: WorkingCalendar) -> Pressing:
    """Return how much what is due at an instant presses: today already where no more than a working day is left."""
    if at is None:
        return Pressing.LATER
    if at <= clock.now:
        return Pressing.LATE
    if time_left(at, clock.now, calendar) <= calendar.hours_a_day:
        return Pressing.TODAY
    return pressing_day(at.astimezone(clock.zone).date(), clock.today)


def in_order(found: Iterable[Waiting]) -> tuple[Waiting, ...]:
    """Return what waits, each once, the most pressing first: late, today, this week, later.

    Within these the earliest first (without a time last), then in the order of `Kind`, then by client.
    """
    each_once = {(one.kind, one.key): one for one in found}
    return tuple(sorted(each_once.values(), key=_place))


def _place(one: Waiting) -> tuple[Pressing, bool, date, bool, float, int, str, str]:
    return (
        one.pressing,
        one.due is None,
        one.due or date.max,
        one.at is None,
        one.at.timestamp() if one.at is not None else 0.0,
        ORDER.index(one.kind),
        (one.client or one.say).casefold(),
        one.key,
    )


# The sources


def asked(deal: Deal, standing: Standing, seats: Sequence[Seat], clock: Clock, calendar: WorkingCalendar) -> Waiting:
    """Return an open question in Intake for whom it is put to on `seats` (at least one); due as the rule says."""
    request = standing.request
    return Waiting(
        Kind.ANSWER,
        deal.id,
        pressing_instant(standing.due, clock, calendar),
        client=deal.client,
        due=_day(standing.due, clock),
        at=standing.due,
        deal_id=deal.id,
        by=request.asked_by if request is not None else "",
        since=request.asked_at if request is not None else None,
        as_owner=Seat.OWNER in seats,
        reasons=standing.uncovered,
    )


def on_ladder(
    question: Question,
    due: datetime | None,
    person: Person,
    ladder: Sequence[Step],
    people: Sequence[Person],
    clock: Clock,
    calendar: WorkingCalendar,
) -> Waiting | None:
    """Return a question of the ladder where it waits for `person`: their side is silent, or they may decide it now.

    `due` is when it should be settled on its step. It waits for the owner as such only on the owner's own step.
    """
    if not question_waits_for(question, person, ladder, people):
        return None
    step = next((each for each in ladder if each.id == question.here.step_id), None)
    ready = not lacks(question, people) and step is not None and may_decide(person, step, people)
    return Waiting(
        Kind.DECIDE if ready else Kind.SPEAK,
        question.id,
        pressing_instant(due, clock, calendar) if due is not None else Pressing.WEEK,
        say=question.subject,
        due=_day(due, clock),
        at=due,
        deal_id=question.deal_id,
        by=question.raised_by,
        since=question.raised_at,
        as_owner=ready and step is not None and step.decides is StepDecider.OWNER and person.owner,
    )


def to_tell(question: Question, person: Person, people: Sequence[Person], clock: Clock) -> Waiting | None:
    """Return what a client has to be told, for who is to tell it; for Sales once they have left."""
    decision = question.decision
    if decision is None or decision.told_on is not None or not decision.teller:
        return None
    if not _is_theirs(decision.teller, person, people, Function.SALES):
        return None
    return Waiting(
        Kind.TELL,
        question.id,
        pressing_day(decision.tell_by, clock.today),
        say=question.subject,
        due=decision.tell_by,
        deal_id=question.deal_id,
        by=decision.who,
        since=decision.at,
    )


def to_review(question: Question, person: Person, people: Sequence[Person], clock: Clock) -> Waiting | None:
    """Return a decision to look back at, for who took it, from its day on; the leads' once they have left.

    It is late a week after its day: nobody waits for it.
    """
    decision = question.decision
    if decision is None or decision.right is not None or decision.review_on is None:
        return None
    if decision.review_on > clock.today:
        return None
    here = any(each.id == decision.who for each in people)
    if person.id != decision.who and (here or not person.leads):
        return None
    due = decision.review_on + timedelta(days=REVIEW_WITHIN)
    return Waiting(
        Kind.REVIEW,
        question.id,
        pressing_day(due, clock.today),
        say=question.subject,
        due=due,
        deal_id=question.deal_id,
        by=decision.who,
        since=decision.at,
    )


def own_action(action: Action, client: str, person: Person, clock: Clock) -> Waiting | None:
    """Return an action of `person` that is still to do. Those of nobody wait for the meeting, not for somebody."""
    if action.done_on is not None or action.person_id != person.id:
        return None
    return Waiting(
        Kind.ACTION,
        action.id,
        pressing_day(action.due_on, clock.today),
        client=client,
        say=action.say,
        due=action.due_on,
        deal_id=action.deal_id,
        since_on=action.agreed_on,
    )


def ended_promise(
    promise: Promise, client: str, person: Person, people: Sequence[Person], clock: Clock
) -> Waiting | None:
    """Return a promise that was due by today and of which nobody has said whether it was kept, for who said it; for
    Sales where nobody knows who that was, or they have left."""
    if promise.kept is not None or promise.due_on is None or promise.due_on > clock.today:
        return None
    if not _is_theirs(promise.said_by, person, people, Function.SALES):
        return None
    return Waiting(
        Kind.PROMISE,
        promise.id,
        pressing_day(promise.due_on, clock.today),
        client=client,
        say=promise.say,
        due=promise.due_on,
        deal_id=promise.deal_id,
        by=promise.said_by,
        since_on=promise.said_on,
    )


def not_delivered(deal: Deal, what: str, person: Person, clock: Clock) -> Waiting | None:
    """Return a sold deal whose promised day is over, for Operations."""
    if not deal.is_sold or deal.promised_on is None or deal.promised_on >= clock.today:
        return None
    if Function.OPERATIONS not in person.functions:
        return None
    return Waiting(
        Kind.DELIVER,
        deal.id,
        Pressing.LATE,
        client=deal.client,
        say=what,
        due=deal.promised_on,
        deal_id=deal.id,
        since_on=deal.won_on,
    )


def how_it_went(
    deal_id: str, client: str, what: str, delivered_on: date, person: Person, clock: Clock
) -> Waiting | None:
    """Return a delivered deal of which nobody has said how it went, for Operations, within a week of its delivery."""
    if Function.OPERATIONS not in person.functions:
        return None
    due = delivered_on + timedelta(days=SAID_WITHIN)
    return Waiting(
        Kind.OUTCOME,
        deal_id,
        pressing_day(due, clock.today),
        client=client,
        say=what,
        due=due,
        deal_id=deal_id,
        since_on=delivered_on,
    )


def looked_back(look: LookBack, client: str, what: str, day: date, person: Person, clock: Clock) -> Waiting | None:
    """Return a look back whose `day` has come, for Sales, who asks the client; late a week after its day."""
    if Function.SALES not in person.functions or day > clock.today:
        return None
    due = day + timedelta(days=GRACE_DAYS)
    return Waiting(
        Kind.LOOK_BACK,
        look.id,
        pressing_day(due, clock.today),
        client=client,
        say=what,
        due=due,
        deal_id=look.deal_id,
        since_on=day - timedelta(days=look.days),
        days=look.days,
    )


def own_visit(due: DueVisit, person: Person) -> Waiting | None:
    """Return a visit that waits for the one who goes: it is today, is to be written up, or is to be planned this week.

    Nobody waits for it, so it is never late. `key` is the visit that is planned, "" where none is.
    """
    if due.person_id != person.id:
        return None
    return Waiting(
        Kind.VISIT,
        "" if due.visit is None else due.visit.id,
        Pressing.WEEK if due.step is DueStep.PLAN else Pressing.TODAY,
        say=str(due.step),
        since_on=due.last_on,
    )


def health_check(
    running: HealthCheck | None,
    due_on: date | None,
    last_on: date | None,
    person: Person,
    people: Sequence[Person],
    clock: Clock,
) -> Waiting | None:
    """Return what a health check waits for from `person`; late after two weeks (`LATE_AFTER_DAYS`).

    It waits as `step_for` says; `last_on` is when the last was opened.
    """
    step = step_for(running, due_on, person, people, clock.today)
    if step is None:
        return None
    if running is None:
        assert due_on is not None
        return _of_health(step, "", due_on, clock)._replace(since_on=last_on)
    since = running.begun_at
    if step is HealthStep.OPEN:
        since = max(each.finished_at for each in running.asked if each.finished_at is not None)
    found = _of_health(step, running.id, since.astimezone(clock.zone).date(), clock)
    return found._replace(since=since)


def _of_health(step: HealthStep, key: str, day: date, clock: Clock) -> Waiting:
    due = day + timedelta(days=LATE_AFTER_DAYS)
    return Waiting(Kind.HEALTH, key, pressing_day(due, clock.today), say=str(step), due=due)


def handed_over(
    deal: Deal,
    what: str,
    state: HandoverState,
    since: datetime | None,
    by: str,
    person: Person,
    people: Sequence[Person],
    clock: Clock,
    calendar: WorkingCalendar,
) -> Waiting | None:
    """Return a handover to accept, for Operations; one that was returned, for who sells the deal, else for Sales.

    It should be looked at by the working day after it came, `since` (None: the day the deal was won). Nobody has agreed
    on a time, so it is never late. What was won long before it came in here waits for nobody: the work has long begun.
    """
    if not waits_for(state, person):
        return None
    if since is None and deal.won_on is not None and (clock.today - deal.won_on).days > HANDED_OVER_WITHIN:
        return None
    if state is HandoverState.RETURNED and not _sells(deal, person, people):
        return None
    came = since.astimezone(clock.zone).date() if since is not None else deal.won_on
    due = None if came is None else calendar.add_working_days(came, 1)
    return Waiting(
        Kind.ACCEPT if state is HandoverState.WAITING else Kind.GIVE_AGAIN,
        deal.id,
        max(pressing_day(due, clock.today), Pressing.TODAY) if due is not None else Pressing.WEEK,
        client=deal.client,
        say=what,
        deal_id=deal.id,
        by=by,
        since=since,
        since_on=came,
    )


def proposal(version: Version | None, person: Person, people: Sequence[Person], clock: Clock) -> Waiting | None:
    """Return a proposed version that `person` may sign for a side and has not answered with words since.

    It is due on the day it is to be in force; without one it stands under this week.
    """
    if version is None or version.state is not VersionState.PROPOSED or not sides_to_sign(version, person, people):
        return None
    if version.replies and version.replies[-1].person_id == person.id:
        return None
    due = version.starts_on
    return Waiting(
        Kind.SIGN,
        version.id,
        Pressing.WEEK if due is None else pressing_day(due, clock.today),
        say=version.why,
        due=due,
        by=version.written_by,
        since=version.written_at,
    )


def _is_theirs(wanted: str, person: Person, people: Sequence[Person], otherwise: Function) -> bool:
    """Say whether `wanted` is `person`; whoever holds `otherwise` stands in for somebody who is not here (any more)."""
    if any(each.id == wanted for each in people):
        return person.id == wanted
    return otherwise in person.functions


def _sells(deal: Deal, person: Person, people: Sequence[Person]) -> bool:
    sellers = [each.name for each in holders(tuple(people), Function.SALES)]
    return deal.salesperson not in sellers or deal.salesperson == person.name


def _day(at: datetime | None, clock: Clock) -> date | None:
    return None if at is None else at.astimezone(clock.zone).date()


# Promises ahead


class Risk(StrEnum):
    """Why a promise is at risk; NONE: it is on track."""

    NONE = "none"
    NOT_SOLD = "not_sold"
    RETURNED = "returned"
    NOT_ACCEPTED = "not_accepted"
    DATA = "data"
    FULL_WEEK = "full_week"


class Ahead(NamedTuple):
    """A promise that is due soon: of a deal (`promise_id` None) or one thing said in it. `lacks` items are open."""

    deal: Deal
    due: date
    say: str = ""
    promise_id: str | None = None
    risk: Risk = Risk.NONE
    lacks: int = 0


def last_ahead(today: date) -> date:
    """Return the last of the days whose promises are listed."""
    return today + timedelta(days=AHEAD_DAYS)


def risk_of(
    deal: Deal, due: date, state: HandoverState, lacks: int, *, full: bool, today: date, calendar: WorkingCalendar
) -> Risk:
    """Return why a promise of `deal` that is due on `due` is at risk, what is worst first.

    Not sold yet · its handover was returned · data that is needed before the handover is open five working days before
    · Operations has not accepted it five working days before · the week it is due in is over its limit (`full`).
    """
    if not deal.is_sold:
        return Risk.NOT_SOLD
    if state is HandoverState.RETURNED:
        return Risk.RETURNED
    soon = calendar.working_days_between(today, due) <= SOON_DAYS
    if soon and lacks:
        return Risk.DATA
    if soon and state is HandoverState.WAITING:
        return Risk.NOT_ACCEPTED
    return Risk.FULL_WEEK if full else Risk.NONE


def ahead_in_order(
    deals: Iterable[Deal], promises: Iterable[tuple[Promise, Deal]], risks: Mapping[tuple[str, date], tuple[Risk, int]]
) -> tuple[Ahead, ...]:
    """Return what is due, the earliest first. `risks` are by deal and day: the risk, and how many items are open."""
    nothing = (Risk.NONE, 0)
    found = [
        Ahead(deal, deal.promised_on, "", None, *risks.get((deal.id, deal.promised_on), nothing))
        for deal in deals
        if deal.promised_on is not None
    ]
    found += [
        Ahead(deal, promise.due_on, promise.say, promise.id, *risks.get((deal.id, promise.due_on), nothing))
        for promise, deal in promises
        if promise.due_on is not None
    ]
    return tuple(sorted(found, key=lambda each: (each.due, each.deal.client.casefold(), each.promise_id or "")))
