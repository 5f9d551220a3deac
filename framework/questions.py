"""Questions on the ladder: where one starts, when it is due, who decides, and what a decision needs (section 7)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, tzinfo
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from framework.agreement import Decider, Zone
from framework.asking import Conditions, Facts, point_key
from framework.escalation import Step, StepDecider, on_step, skipped
from framework.intake import Reason
from framework.meeting import Series, next_meeting
from framework.people import Function, Person
from framework.working_time import WorkingCalendar

REVIEW_DAYS = 30
"""So many calendar days after a decision it is looked at again: was it right?"""


class Cause(StrEnum):
    """Why the two did not agree (sources: the four causes of the tension)."""

    INCENTIVES = "incentives"
    TIME_HORIZON = "time_horizon"
    WORDS = "words"
    OWNER = "owner"


class DecisionKind(StrEnum):
    """What was decided."""

    ACCEPT = "accept"
    CONDITIONS = "conditions"
    PHASED = "phased"
    REFUSE = "refuse"


class Option(NamedTuple):
    """One thing that could be done, and what it costs (None: nobody has said)."""

    say: str
    cost: Decimal | None = None


class Arrival(NamedTuple):
    """How a question came to a step. `tried` is what was tried on the step before; `reason` why it went straight up.

    `by_clock`: nobody moved it, its time was over. `at` is an aware UTC instant, `who` a person id.
    """

    step_id: str
    at: datetime
    who: str = ""
    tried: str = ""
    jumped: bool = False
    reason: str = ""
    by_clock: bool = False


class Decision(NamedTuple):
    """What was decided, on which step and by whom. `precedent`: it speaks for like cases too, not for this one alone.

    `client_view` answers: does this decision serve the client well? `facts` is the deal as it stood (None: the question
    is about something else). `right` says how it looked at the review (None: not reviewed yet).
    """

    id: str
    question_id: str
    kind: DecisionKind
    say: str
    who: str
    at: datetime
    step_id: str
    client_view: str = ""
    precedent: bool = False
    conditions: Conditions = Conditions()
    facts: Facts | None = None
    owner_was_side: bool = False
    teller: str = ""
    tell_by: date | None = None
    told_on: date | None = None
    review_on: date | None = None
    right: bool | None = None
    reviewed_on: date | None = None
    taken_at: datetime | None = None
    version: int = 1


class Question(NamedTuple):
    """A question on the ladder. `arrivals` are the steps it came to, the first is where it started.

    `points` are the rules it concerns, as `framework.asking` names them. `deal_id` None: it has a subject of its own;
    `request_id` is what was asked before, and refused or left unanswered.
    """

    id: str
    subject: str
    raised_by: str
    raised_at: datetime
    arrivals: tuple[Arrival, ...]
    deal_id: str | None = None
    request_id: str | None = None
    points: tuple[str, ...] = ()
    sales_say: str = ""
    sales_by: str = ""
    operations_say: str = ""
    operations_by: str = ""
    options: tuple[Option, ...] = ()
    client_view: str = ""
    cause: Cause | None = None
    decision: Decision | None = None
    dropped_at: datetime | None = None
    version: int = 1

    @property
    def is_open(self) -> bool:
        """True until it is decided or dropped."""
        return self.decision is None and self.dropped_at is None

    @property
    def here(self) -> Arrival:
        """How it came to the step it stands on."""
        return self.arrivals[-1]


class Lack(StrEnum):
    """What a decision still needs."""

    SALES_WORDS = "sales_words"
    OPERATIONS_WORDS = "operations_words"
    CLIENT_VIEW = "client_view"


def step_for(
    reasons: Iterable[Reason], ladder: Sequence[Step], people: Sequence[Person], value: Decimal | None = None
) -> Step | None:
    """Return the lowest step that may decide over `reasons`; None for a ladder on which nobody stands.

    A deal that is off the table starts where the two sit together: there they may change it until it no longer is.
    Without any reason a question starts at the bottom. For a step that is skipped the same people decide further down.
    A step that nobody stands on, or whose limit is under the `value` of the deal, gives way to the one above it; what
    no step may decide goes as far up as somebody stands.
    """
    wanted = StepDecider.EACH_ALONE
    for reason in reasons:
        wanted = max(wanted, _lowest(reason), key=_ORDER.index)
    return _at_or_above(wanted, ladder, people, value)


def next_step(step_id: str, ladder: Sequence[Step], people: Sequence[Person]) -> Step | None:
    """Return the step above that is not skipped and has somebody on it; None at the top."""
    passed = skipped(ladder, people)
    above = [step for step in ladder[_place(step_id, ladder) + 1 :] if step.id not in passed]
    return next((step for step in above if on_step(step, people)), None)


def owner_step(ladder: Sequence[Step]) -> Step | None:
    """Return the step of the owner, None in a ladder without one."""
    return next((step for step in ladder if step.decides is StepDecider.OWNER), None)


def due(
    arrival: Arrival, step: Step, calendar: WorkingCalendar, series: Series | None, zone: tzinfo
) -> datetime | None:
    """Return when a question that came to `step` should be settled, in the `zone` of the business.

    Where the two sit together: the start of the next meeting after it arrived. Else, and without a meeting, its
    working hours from the moment it arrived. None where that would be after the year 9999.
    """
    at = arrival.at.astimezone(zone)
    if step.decides is StepDecider.TOGETHER and series is not None:
        return _next_start(series, calendar, at)
    try:
        return calendar.add_working_hours(at, step.answer_hours)
    except OverflowError:
        return None


def climbed(
    question: Question,
    ladder: Sequence[Step],
    people: Sequence[Person],
    calendar: WorkingCalendar,
    series: Series | None,
    now: datetime,
    zone: tzinfo,
    closed: Iterable[tuple[datetime, datetime]] = (),
) -> tuple[Arrival, ...]:
    """Return the arrivals that the clock has brought about by `now` and that are not written down yet, in order.

    Only steps 1 and 2 move up by themselves (framework.md section 7), each at the moment its time was over. The owner's
    step is `closed` from an aware instant until another: what would come there in between comes when it opens again.
    """
    found: list[Arrival] = []
    here, top = question.here, owner_step(ladder)
    spans = sorted(closed)
    while question.is_open:
        place = _place(here.step_id, ladder)
        if place > 1 or place < 0:
            break
        over = due(here, ladder[place], calendar, series, zone)
        above = next_step(here.step_id, ladder, people)
        if over is None or over > now or above is None:
            break
        if above == top:
            for begins, ends in spans:
                over = ends if begins <= over < ends else over
            if over > now:
                break
        here = Arrival(above.id, over, by_clock=True)
        found.append(here)
    return tuple(found)


def lacks(question: Question, people: Sequence[Person]) -> tuple[Lack, ...]:
    """Return what a decision still needs: the words of both sides, those of the other side of the owner first, and
    whether it serves the client well."""
    sides = [
        (Lack.SALES_WORDS, question.sales_say, Function.SALES),
        (Lack.OPERATIONS_WORDS, question.operations_say, Function.OPERATIONS),
    ]
    own = owner_sides(people)
    sides.sort(key=lambda side: side[2] in own)
    missing = [lack for lack, words, _ in sides if not words.strip()]
    if not question.client_view.strip():
        missing.append(Lack.CLIENT_VIEW)
    return tuple(missing)


def owner_sides(people: Sequence[Person]) -> frozenset[Function]:
    """Return the functions that an owner holds: there the owner is one of the two sides."""
    return frozenset(function for person in people if person.owner for function in person.functions)


def may_decide(person: Person | None, step: Step, people: Sequence[Person]) -> bool:
    """Say whether `person` is among those who decide on `step`."""
    return person is not None and any(person.id in group for group in on_step(step, people))


def waits_for(question: Question, person: Person | None, ladder: Sequence[Step], people: Sequence[Person]) -> bool:
    """Say whether an open question waits for `person`: their side has not spoken yet, or they may decide it now."""
    if person is None or not question.is_open:
        return False
    missing = lacks(question, people)
    own = {Function.SALES: Lack.SALES_WORDS, Function.OPERATIONS: Lack.OPERATIONS_WORDS}
    if any(own[function] in missing for function in person.functions):
        return True
    step = next((each for each in ladder if each.id == question.here.step_id), None)
    return not missing and step is not None and may_decide(person, step, people)


def points_of(reasons: Iterable[Reason]) -> tuple[str, ...]:
    """Return the rules and items a question about `reasons` concerns, each once."""
    return tuple(dict.fromkeys(point_key(reason) for reason in reasons if reason.zone in (Zone.ASK, Zone.OFF)))


def points_decided(question: Question, step: Step, reasons: Iterable[Reason]) -> tuple[str, ...]:
    """Return what a decision on `step` speaks for: what was raised, and what of `reasons` may be decided there too.

    Days pass while a question climbs, and what holds the deal back by then was looked at by whoever decides. What is
    off the table is among it on the owner's step only.
    """
    top = step.decides is StepDecider.OWNER
    also = [
        reason
        for reason in reasons
        if top or (reason.zone is Zone.ASK and _ORDER.index(_lowest(reason)) <= _ORDER.index(step.decides))
    ]
    return tuple(dict.fromkeys((*question.points, *points_of(also))))


_ORDER = (StepDecider.EACH_ALONE, StepDecider.TOGETHER, StepDecider.LEADS, StepDecider.OWNER)
_STEP_OF = {
    Decider.OPERATIONS: StepDecider.EACH_ALONE,
    Decider.BOTH: StepDecider.TOGETHER,
    Decider.LEADS: StepDecider.LEADS,
    Decider.OWNER: StepDecider.OWNER,
}


def _lowest(reason: Reason) -> StepDecider:
    if reason.zone is Zone.OFF:
        return StepDecider.TOGETHER
    return _STEP_OF[reason.decides or Decider.OPERATIONS] if reason.zone is Zone.ASK else StepDecider.EACH_ALONE


def _at_or_above(
    wanted: StepDecider, ladder: Sequence[Step], people: Sequence[Person], value: Decimal | None
) -> Step | None:
    passed = skipped(ladder, people)
    by_id = {step.id: step for step in ladder}
    manned = [step for step in ladder if step.id not in passed and on_step(step, people)]
    high_enough = [step for step in ladder if _ORDER.index(step.decides) >= _ORDER.index(wanted)]
    fits = [by_id[passed.get(step.id, step.id)] for step in high_enough]
    within = [
        step
        for step in fits
        if step in manned and (value is None or step.money_limit is None or value <= step.money_limit)
    ]
    return next(iter(within or reversed(manned)), None)


def _place(step_id: str, ladder: Sequence[Step]) -> int:
    return next((place for place, step in enumerate(ladder) if step.id == step_id), -1)


def _next_start(series: Series, calendar: WorkingCalendar, at: datetime) -> datetime | None:
    """Return the start of the first meeting that begins after `at`, an aware instant on the wall clock."""
    try:
        meeting = next_meeting(series, calendar, at.date())
        if datetime.combine(meeting.day, meeting.starts, at.tzinfo) <= at:
            meeting = next_meeting(series, calendar, date.fromordinal(meeting.day.toordinal() + 1))
    except (OverflowError, ValueError):
        return None
    return datetime.combine(meeting.day, meeting.starts, at.tzinfo)
