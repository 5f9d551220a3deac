"""The owner meter: which decisions reached the owner's step, and how long decisions took (framework.md section 7)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from framework.agreement import Agreement, Decider
from framework.asking import Request, Seat, latest, open_seats
from framework.business import Business
from framework.escalation import Step, StepDecider, skipped
from framework.people import Function, Person
from framework.questions import Question
from framework.working_time import WorkingCalendar, monday_of

LOW = (StepDecider.EACH_ALONE, StepDecider.TOGETHER)
"""Steps 1 and 2, where most should be settled."""
QUARTER_MONTHS = 3

_STEP_OF = {
    Decider.OPERATIONS: StepDecider.EACH_ALONE,
    Decider.BOTH: StepDecider.TOGETHER,
    Decider.LEADS: StepDecider.LEADS,
    Decider.OWNER: StepDecider.OWNER,
}


class Settled(NamedTuple):
    """One decision: on a question of the ladder, or the answer to what was asked in Intake.

    `day` is that of the business's own clock. `side` is the one that asked or raised it (None: somebody who holds both
    functions or none, or nobody any more). `hours` are working hours from then to the decision.
    """

    day: date
    at: datetime
    step: StepDecider
    side: Function | None
    hours: Decimal
    deal_id: str | None = None
    question_id: str | None = None
    request_id: str | None = None


class Jump(NamedTuple):
    """A question that went straight to the owner."""

    day: date
    side: Function | None
    question_id: str


class MeterWeek(NamedTuple):
    """The decisions of the week of `monday`: all of them, and those on the owner's step by the side that asked."""

    monday: date
    all: int
    owner: int
    by_side: Mapping[Function | None, int]


class Meter(NamedTuple):
    """A period, both days included: owner share = `owner` / `all`.

    `low` were settled at steps 1 and 2, `jumps` went straight to the owner. `by_side` are (at the owner, all) by the
    side that asked. `median_hours` are working hours to a decision, None without one.
    """

    first: date
    last: date
    settled: tuple[Settled, ...]
    at_owner: tuple[Settled, ...]
    low: int
    jumps: tuple[Jump, ...]
    by_side: Mapping[Function | None, tuple[int, int]]
    median_hours: Fraction | None
    weeks: tuple[MeterWeek, ...]

    @property
    def owner(self) -> int:
        """How many decisions were taken on the owner's step."""
        return len(self.at_owner)

    @property
    def all(self) -> int:
        """How many decisions there were."""
        return len(self.settled)

    @property
    def owner_share(self) -> Fraction | None:
        """The owner's share, None without a decision."""
        return Fraction(self.owner, self.all) if self.all else None

    @property
    def low_share(self) -> Fraction | None:
        """The share settled at steps 1 and 2, None without a decision."""
        return Fraction(self.low, self.all) if self.all else None


def settled(
    questions: Iterable[Question],
    requests: Iterable[Request],
    business: Business,
    people: Sequence[Person],
    zone: tzinfo,
) -> tuple[Settled, ...]:
    """Return every decision there was, oldest first. `people` are all who ever worked here.

    A question counts on the step it was decided on. A request counts once everybody who was asked has answered, or one
    has refused, on the step of who decides: Operations 1, both together 2, the leads, the owner. A skipped step counts
    as the one in its place. Silence is no decision.
    """
    kinds, passed = _steps(business), _passed(business.agreement.ladder, business.people)
    found = []
    for question in questions:
        decision = question.decision
        if decision is None:
            continue
        step = kinds.get(decision.step_id, StepDecider.TOGETHER)
        found.append(
            _settled(
                decision.at, question.raised_at, step, question.raised_by, business.calendar, people, zone
            )._replace(deal_id=question.deal_id, question_id=question.id)
        )
    for request in requests:
        at = decided_at(request, people)
        if at is None:
            continue
        step = _STEP_OF[request.decides]
        if step is StepDecider.OWNER and Seat.OWNER not in latest(request):
            step = StepDecider.EACH_ALONE  # a business without an owner: Operations has answered
        found.append(
            _settled(
                at, request.asked_at, passed.get(step, step), request.asked_by, business.calendar, people, zone
            )._replace(deal_id=request.deal_id, request_id=request.id)
        )
    return tuple(sorted(found, key=lambda each: each.at))


def decided_at(request: Request, people: Sequence[Person]) -> datetime | None:
    """Return when the people had answered a request; None while somebody has not, and for one taken back."""
    if request.withdrawn or not request.answers or open_seats(request, people):
        return None
    return max(answer.at for answer in latest(request).values())


def jumps(questions: Iterable[Question], people: Sequence[Person], zone: tzinfo) -> tuple[Jump, ...]:
    """Return every time that a question went straight to the owner, oldest first, also where it was sent back."""
    found = [
        (
            arrival.at,
            Jump(arrival.at.astimezone(zone).date(), side_of(arrival.who or question.raised_by, people), question.id),
        )
        for question in questions
        for arrival in question.arrivals
        if arrival.jumped
    ]
    return tuple(jump for _at, jump in sorted(found, key=lambda pair: pair[0]))


def meter(decisions: Iterable[Settled], jumped: Iterable[Jump], first: date, last: date) -> Meter:
    """Return the owner meter from `first` to `last`, both included, with every week that touches the period."""
    period = tuple(each for each in decisions if first <= each.day <= last)
    at_owner = tuple(each for each in period if each.step is StepDecider.OWNER)
    sides = (Function.SALES, Function.OPERATIONS, None)
    hours = sorted(Fraction(each.hours) for each in period)
    middle = (hours[(len(hours) - 1) // 2] + hours[len(hours) // 2]) / 2 if hours else None
    return Meter(
        first,
        last,
        period,
        at_owner,
        sum(each.step in LOW for each in period),
        tuple(each for each in jumped if first <= each.day <= last),
        {side: (_of(at_owner, side), _of(period, side)) for side in sides},
        middle,
        tuple(_week(monday, period, sides) for monday in _mondays(first, last)),
    )


def quarter(day: date) -> tuple[date, date]:
    """Return the first and the last day of the calendar quarter of `day`."""
    month = day.month - (day.month - 1) % QUARTER_MONTHS
    first = date(day.year, month, 1)
    if month + QUARTER_MONTHS > 12:
        return first, date(day.year, 12, 31)
    return first, date(day.year, month + QUARTER_MONTHS, 1) - timedelta(days=1)


def side_of(person_id: str, people: Iterable[Person]) -> Function | None:
    """Return the one function that somebody holds; None for both, for none, and for somebody unknown."""
    found = next((person.functions for person in people if person.id == person_id), frozenset())
    return next(iter(found)) if len(found) == 1 else None


def _settled(
    at: datetime,
    since: datetime,
    step: StepDecider,
    who: str,
    calendar: WorkingCalendar,
    people: Sequence[Person],
    zone: tzinfo,
) -> Settled:
    hours = calendar.working_hours_between(since.astimezone(zone), at)
    return Settled(at.astimezone(zone).date(), at, step, side_of(who, people), hours)


def _steps(business: Business) -> dict[str, StepDecider]:
    """Return the kind of every step that ever was on the ladder: its key is the same in every version."""
    agreements: tuple[Agreement, ...] = (*business.versions, business.agreement)
    return {step.id: step.decides for agreement in agreements for step in agreement.ladder}


def _passed(ladder: Sequence[Step], people: Sequence[Person]) -> dict[StepDecider, StepDecider]:
    """Return in whose place a skipped step of the leads counts; the owner's own step always counts as that."""
    kinds = {step.id: step.decides for step in ladder}
    over = skipped(ladder, people).items()
    return {kinds[step]: kinds[under] for step, under in over if kinds[step] is StepDecider.LEADS}


def _of(found: Iterable[Settled], side: Function | None) -> int:
    return sum(each.side is side for each in found)


def _week(monday: date, period: Iterable[Settled], sides: Sequence[Function | None]) -> MeterWeek:
    mine = [each for each in period if monday_of(each.day) == monday]
    owner = [each for each in mine if each.step is StepDecider.OWNER]
    return MeterWeek(monday, len(mine), len(owner), {side: _of(owner, side) for side in sides})


def _mondays(first: date, last: date) -> list[date]:
    start = monday_of(first).toordinal()
    return [date.fromordinal(at) for at in range(start, last.toordinal() + 1, 7)]
