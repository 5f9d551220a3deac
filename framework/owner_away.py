"""The test without the owner: 14 days in which the owner's step is closed, and what came of it (section 7)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from framework.asking import Request
from framework.asking import due as request_due
from framework.business import Business
from framework.deal import Deal, Stage
from framework.escalation import Step, StepDecider
from framework.owner_meter import Settled, decided_at
from framework.people import Person
from framework.questions import Question, due

DAYS = 14


class AwayTest(NamedTuple):
    """One test, from a day to a day, both included. `ended_on`: it was cut short, and that day is no part of it."""

    id: str
    from_day: date
    until: date
    ended_on: date | None = None
    version: int = 1

    @property
    def last(self) -> date:
        """The last day on which the owner's step was, or will be, closed."""
        return self.until if self.ended_on is None else min(self.until, self.ended_on - timedelta(days=1))

    @property
    def days(self) -> int:
        """How many days it takes, or took."""
        return (self.last - self.from_day).days + 1

    def is_running(self, today: date) -> bool:
        """Say whether the owner's step is closed today."""
        return self.from_day <= today <= self.last

    def is_coming(self, today: date) -> bool:
        """Say whether it begins after today."""
        return today < self.from_day <= self.last

    def day_number(self, today: date) -> int:
        """Return the number of the day: 1 on the first."""
        return (today - self.from_day).days + 1


class AwayReport(NamedTuple):
    """What came of a test, up to now or to its end; question and deal keys.

    `waited` stood on the owner's closed step, `without` are decisions below it, `by_owner` on it all the same.
    `overdue` are questions whose time on a step ran out meanwhile, `lapsed` requests that nobody answered in time.
    Of the deals decided without the owner, `lost` are lost since; `looked_back` were reviewed, `right` of them were
    right.
    """

    waited: tuple[str, ...]
    without: tuple[Settled, ...]
    by_owner: tuple[Settled, ...]
    overdue: tuple[str, ...]
    lapsed: tuple[str, ...]
    lost: tuple[str, ...]
    looked_back: int
    right: int


def current(tests: Iterable[AwayTest], today: date) -> AwayTest | None:
    """Return the test that runs today, else the one that begins next, None when there is neither."""
    open_tests = [test for test in tests if test.is_running(today) or test.is_coming(today)]
    return min(open_tests, key=lambda test: test.from_day, default=None)


def last_over(tests: Iterable[AwayTest], today: date) -> AwayTest | None:
    """Return the test that ended last and took at least a day."""
    over = [test for test in tests if test.days > 0 and test.last < today]
    return max(over, key=lambda test: test.last, default=None)


def closed_span(test: AwayTest, zone: tzinfo) -> tuple[datetime, datetime]:
    """Return from when until when the owner's step is closed, aware instants in `zone`; the second is open again."""
    after = test.last + timedelta(days=1)
    return datetime.combine(test.from_day, time.min, zone), datetime.combine(after, time.min, zone)


def report(
    test: AwayTest,
    questions: Sequence[Question],
    requests: Iterable[Request],
    decisions: Iterable[Settled],
    deals: Mapping[str, Deal],
    business: Business,
    people: Sequence[Person],
    now: datetime,
    zone: tzinfo,
) -> AwayReport:
    """Return what came of `test` by `now`. `decisions` are all (`framework.owner_meter.settled`), `deals` by key.

    `people` are all who ever worked here. Times are those of the wall clock of the business, in `zone`.
    """
    begins, reopens = closed_span(test, zone)
    ends = min(reopens, now)
    steps = {step.id: step for agreement in (*business.versions, business.agreement) for step in agreement.ladder}
    period = [each for each in decisions if begins <= each.at < ends]
    without = tuple(each for each in period if each.step is not StepDecider.OWNER)
    asked = {each.deal_id for each in without if each.deal_id is not None}
    mine = {each.question_id for each in without if each.question_id is not None}
    reviewed = [
        question.decision.right
        for question in questions
        if question.id in mine and question.decision is not None and question.decision.right is not None
    ]
    return AwayReport(
        waited=tuple(each.id for each in questions if _waited(each, steps, begins, ends)),
        without=without,
        by_owner=tuple(each for each in period if each.step is StepDecider.OWNER),
        overdue=tuple(each.id for each in questions if _overdue(each, steps, business, begins, ends, zone)),
        lapsed=tuple(each.id for each in requests if _lapsed(each, business, people, begins, ends, zone)),
        lost=tuple(sorted(key for key in asked if _is_lost(deals.get(key), test.from_day))),
        looked_back=len(reviewed),
        right=sum(reviewed),
    )


def _stays(question: Question) -> Iterable[tuple[int, datetime | None]]:
    """Give each arrival by number, and when the question left that step again (None: it stands there)."""
    over = question.decision.at if question.decision is not None else question.dropped_at
    for number in range(len(question.arrivals)):
        following = question.arrivals[number + 1 :]
        yield number, following[0].at if following else over


def _waited(question: Question, steps: Mapping[str, Step], begins: datetime, ends: datetime) -> bool:
    for number, left in _stays(question):
        arrival = question.arrivals[number]
        step = steps.get(arrival.step_id)
        is_owner = step is not None and step.decides is StepDecider.OWNER
        if is_owner and arrival.at < ends and (left is None or left > begins):
            return True
    return False


def _overdue(
    question: Question,
    steps: Mapping[str, Step],
    business: Business,
    begins: datetime,
    ends: datetime,
    zone: tzinfo,
) -> bool:
    for number, left in _stays(question):
        arrival = question.arrivals[number]
        step = steps.get(arrival.step_id)
        over = None if step is None else due(arrival, step, business.calendar, business.series, zone)
        # What the clock moved up left its step at the very moment its time was over.
        if over is not None and begins <= over < ends and (left is None or left >= over):
            return True
    return False


def _lapsed(
    request: Request, business: Business, people: Sequence[Person], begins: datetime, ends: datetime, zone: tzinfo
) -> bool:
    over = None if request.withdrawn else request_due(request, business.calendar, zone)
    if over is None or not begins <= over < ends:
        return False
    at = decided_at(request, people)
    return at is None or at > over


def _is_lost(deal: Deal | None, since: date) -> bool:
    return deal is not None and deal.stage is Stage.LOST and deal.lost_on is not None and deal.lost_on >= since
