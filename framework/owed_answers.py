"""Answers that were owed, and whether they came in time (framework.md sections 4, 7 and 9)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, tzinfo
from typing import NamedTuple

from framework import asking, questions
from framework.asking import Request
from framework.business import Business
from framework.escalation import Step
from framework.owner_meter import decided_at
from framework.people import Person
from framework.questions import Question


class Owed(NamedTuple):
    """One answer that was owed: to what was asked in Intake, or on one step of the ladder.

    `day` is that on which it came, or was due where it came late or not at all, by the clock of the business.
    """

    day: date
    in_time: bool
    deal_id: str | None
    request_id: str | None = None
    question_id: str | None = None


def owed_answers(
    requests: Iterable[Request],
    ladder_questions: Iterable[Question],
    business: Business,
    people: Sequence[Person],
    now: datetime,
    zone: tzinfo,
) -> tuple[Owed, ...]:
    """Return every answer that came or was due by `now` (aware), the oldest first.

    `people` are all who ever worked here. What was taken back, or dropped from the ladder, before it was due was never
    owed. On the ladder each step owes one: a decision, or that somebody moves the question up; what its
    clock moved up was late.
    """
    found = [each for request in requests if (each := _request(request, business, people, now, zone)) is not None]
    steps = _steps(business)
    for question in ladder_questions:
        found += _question(question, steps, business, now, zone)
    return tuple(sorted(found, key=lambda each: each.day))


def _request(
    request: Request, business: Business, people: Sequence[Person], now: datetime, zone: tzinfo
) -> Owed | None:
    if request.withdrawn:
        return None
    due = asking.due(request, business.calendar, zone)
    found = _owed(due, decided_at(request, people), now, zone)
    return found and found._replace(deal_id=request.deal_id, request_id=request.id)


def _question(
    question: Question, steps: Mapping[str, Step], business: Business, now: datetime, zone: tzinfo
) -> list[Owed]:
    left: list[datetime | None] = [arrival.at for arrival in question.arrivals[1:]]
    left.append(question.decision.at if question.decision is not None else None)
    found = []
    for arrival, until, by_clock in zip(
        question.arrivals, left, [*(each.by_clock for each in question.arrivals[1:]), False], strict=True
    ):
        step = steps.get(arrival.step_id)
        due = None if step is None else questions.due(arrival, step, business.calendar, business.series, zone)
        dropped = question.dropped_at
        if until is None and dropped is not None and (due is None or dropped <= due):
            continue
        one = _owed(due, None if by_clock else until, now, zone)
        if one is not None:
            found.append(one._replace(deal_id=question.deal_id, question_id=question.id))
    return found


def _owed(due: datetime | None, answered: datetime | None, now: datetime, zone: tzinfo) -> Owed | None:
    """Return None while nothing came and nothing was due, and where nobody has said how long it may take."""
    if due is None:
        return None
    if answered is not None and answered <= due:
        return Owed(answered.astimezone(zone).date(), True, None)
    return Owed(due.astimezone(zone).date(), False, None) if due < now else None


def _steps(business: Business) -> dict[str, Step]:
    """Return every step that ever was on the ladder, as it is in the newest version that has it."""
    return {step.id: step for each in (*business.versions, business.agreement) for step in each.ladder}
