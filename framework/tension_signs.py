"""Every early sign of the tension map out of the records, with its cases (framework.md section 13).

What the scorecard counts is counted by the scorecard's own functions.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, tzinfo
from fractions import Fraction
from typing import NamedTuple

from framework import rhythm
from framework.agreement import Zone
from framework.allowance import Allowance
from framework.asking import Kind, Request, latest
from framework.business import Business
from framework.deal import Deal
from framework.exception_cost import price_of_yes
from framework.figure import Figure
from framework.owner_meter import side_of
from framework.people import Function, Person
from framework.periods import Period
from framework.questions import DecisionKind, Question
from framework.scorecard_figures import Case, CaseKind, Records, cases
from framework.scorecard_sides import OperationsAlone
from framework.tension import Reading, Sign, State, TensionMap, ends, lean_of, state_of, window

LOW_LOAD = Fraction(70, 100)
"""A week that begins with less than this sold is a quiet one."""


class Challenge(NamedTuple):
    """A question from one side to the other: in Intake, or on the ladder. `jumped`: it went straight to the owner."""

    day: date
    case: Case
    jumped: bool = False


class Came(NamedTuple):
    """A deal that came in or was promised on `day`: something to ask about."""

    deal_id: str
    day: date


class Facts(NamedTuple):
    """What the signs are worked out from, for all the days that are asked about.

    `not_waited_for` are the questions for whose answers Sales did not wait; `refused` the requests and questions that
    ended with a no. `known_price` are the exceptions of which the price is known, `thin` those that earned less than
    the rules ask. `won` are deals by that day, `late` those of which details came after it. `lost` are deals by that
    day, `too_soon` those lost to lead time. `weeks` are how full the weeks were, the oldest first, from the first deal
    that was won; `below` the deliveries below what was expected, `said` all of which anything was said against what
    was promised.
    `in_use_since` is the first day on which anything was asked, judged or met about (None: not yet).
    """

    records: Records
    not_waited_for: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    known_price: frozenset[str] = frozenset()
    thin: frozenset[str] = frozenset()
    won: Sequence[Deal] = ()
    late: frozenset[str] = frozenset()
    lost: Sequence[Deal] = ()
    too_soon: frozenset[str] = frozenset()
    weeks: Sequence[tuple[date, OperationsAlone]] = ()
    below: frozenset[str] = frozenset()
    said: frozenset[str] = frozenset()
    challenges: Sequence[Challenge] = ()
    came: Sequence[Came] = ()
    allowances: Sequence[Allowance] = ()
    in_use_since: date | None = None


def tension_map(facts: Facts, today: date) -> TensionMap:
    """Return the whole map as of `today`."""
    days = ends(today)
    by_day = [readings_on(facts, day) for day in days]
    return TensionMap(
        {sign: tuple(readings[sign] for readings in by_day) for sign in Sign},
        tuple(lean_of(readings) for readings in by_day),
    )


def readings_on(facts: Facts, last: date) -> dict[Sign, Reading]:
    """Return what every sign says of the weeks up to `last`."""
    return {sign: reading(facts, sign, last) for sign in Sign}


def reading(facts: Facts, sign: Sign, last: date) -> Reading:
    """Return what one sign says of the weeks up to `last`, its cases the latest first."""
    period = window(sign, last)
    if sign is Sign.QUIET:
        return _quiet(facts, period)
    found = sorted(_CASES[sign](facts, period), key=_day, reverse=True)
    count, of = sum(case.counts is True for case in found), len(found)
    state = state_of(sign, count, of)
    if sign is Sign.NO_EXCEPTION and state is not State.TOO_FEW and is_allowed(facts, period):
        state = State.CLEAR
    return Reading(sign, period, count, of, state, tuple(found))


def is_allowed(facts: Facts, period: Period) -> bool:
    """Say whether an exception was granted for a while that held in the period."""
    return any(each.from_day <= period.last and each.until >= period.first for each in facts.allowances)


def raised_by_operations(ladder_questions: Iterable[Question], people: Sequence[Person]) -> frozenset[str]:
    """Return the questions that somebody raised who holds operations alone: there Sales is not the one who waits."""
    return frozenset(each.id for each in ladder_questions if side_of(each.raised_by, people) is Function.OPERATIONS)


def refused(requests: Iterable[Request], ladder_questions: Iterable[Question]) -> frozenset[str]:
    """Return the requests and questions that ended with a no; of those that were settled, the others with a yes."""
    no = {each.id for each in requests if any(answer.kind is Kind.REFUSE for answer in latest(each).values())}
    no |= {
        each.id for each in ladder_questions if each.decision is not None and each.decision.kind is DecisionKind.REFUSE
    }
    return frozenset(no)


def priced(exceptions: Iterable[Deal], business: Business, today: date) -> tuple[frozenset[str], frozenset[str]]:
    """Return the exceptions of which the price of the yes is known, and those that earned less than the rules ask.

    Whether a surcharge was asked for is not in the records; that the margin the rules ask was not earned is.
    """
    known, thin = set(), set()
    for deal in exceptions:
        price = price_of_yes([deal], business, today)
        if price.deals and not price.unknown:
            known.add(deal.id)
            if price.given_up > 0:
                thin.add(deal.id)
    return frozenset(known), frozenset(thin)


def challenges(
    requests: Iterable[Request], ladder_questions: Iterable[Question], jumped: Iterable[str], zone: tzinfo
) -> tuple[Challenge, ...]:
    """Return all that was asked, the oldest first, by the clock of the business; `jumped` as `owner_meter.jumps` says.

    What was taken back or dropped was asked all the same.
    """
    straight = set(jumped)
    found = []
    for each in requests:
        day = each.asked_at.astimezone(zone).date()
        found.append(Challenge(day, Case(CaseKind.REQUEST, each.id, day, each.deal_id)))
    for question in ladder_questions:
        day = question.raised_at.astimezone(zone).date()
        case = Case(CaseKind.QUESTION, question.id, day, question.deal_id)
        found.append(Challenge(day, case, question.id in straight))
    return tuple(sorted(found, key=lambda each: each.day))


def _day(case: Case) -> date:
    return case.day


def _unasked(facts: Facts, period: Period) -> Iterable[Case]:
    against = {case.id for case in cases(facts.records, Figure.AGAINST_RULES, period) if case.counts}
    for case in cases(facts.records, Figure.EXCEPTIONS, period):
        if case.counts:
            yield case._replace(counts=case.id in against)


def _unfinished(facts: Facts, period: Period) -> Iterable[Case]:
    zones = {deal.id: deal.promised_zone for deal in facts.records.promised}
    for case in cases(facts.records, Figure.EXCEPTIONS, period):
        yield case._replace(counts=zones.get(case.id) is Zone.OPEN)


def _thin(facts: Facts, period: Period) -> Iterable[Case]:
    for case in cases(facts.records, Figure.EXCEPTIONS, period):
        if case.counts and case.id in facts.known_price:
            yield case._replace(counts=case.id in facts.thin)


def _late_details(facts: Facts, period: Period) -> Iterable[Case]:
    return _deals(((deal, deal.won_on) for deal in facts.won), facts.late, period)


def _lost_to_time(facts: Facts, period: Period) -> Iterable[Case]:
    return _deals(((deal, deal.lost_on) for deal in facts.lost), facts.too_soon, period)


def _deals(deals: Iterable[tuple[Deal, date | None]], counted: frozenset[str], period: Period) -> Iterable[Case]:
    for deal, day in deals:
        if day is not None and period.holds(day):
            yield Case(CaseKind.DEAL, deal.id, day, deal.id, deal.id in counted)


def _overload(facts: Facts, period: Period) -> Iterable[Case]:
    for monday, week in _weeks(facts, period):
        yield Case(CaseKind.WEEK, monday.isoformat(), monday, counts=bool(week.full_weeks), value=week.used)


def _low_load(facts: Facts, period: Period) -> Iterable[Case]:
    for monday, week in _weeks(facts, period):
        if week.used is not None:
            yield Case(CaseKind.WEEK, monday.isoformat(), monday, counts=week.used < LOW_LOAD, value=week.used)


def _weeks(facts: Facts, period: Period) -> Iterable[tuple[date, OperationsAlone]]:
    return ((monday, week) for monday, week in facts.weeks if period.holds(monday))


def _late_answers(facts: Facts, period: Period) -> Iterable[Case]:
    for case in cases(facts.records, Figure.ANSWERS_IN_TIME, period):
        if case.id not in facts.not_waited_for:
            yield case._replace(counts=not case.counts)


def _no_exception(facts: Facts, period: Period) -> Iterable[Case]:
    for case in cases(facts.records, Figure.OWNER_SHARE, period):
        if case.deal_id is not None:
            yield case._replace(counts=case.id in facts.refused)


def _letter_only(facts: Facts, period: Period) -> Iterable[Case]:
    scored = {case.id: case for case in cases(facts.records, Figure.CLIENT_SCORE, period)}
    right = {case.id for case in cases(facts.records, Figure.FIRST_TIME_RIGHT, period) if case.counts}
    for case in cases(facts.records, Figure.ON_TIME, period):
        if not case.counts or case.id not in right or not (case.id in scored or case.id in facts.said):
            continue
        low = case.id in scored and not scored[case.id].counts
        yield case._replace(counts=low or case.id in facts.below, value=None)


def _missed(facts: Facts, period: Period) -> Iterable[Case]:
    records = facts.records
    for case in cases(records, Figure.MEETINGS_HELD, period):
        yield case._replace(counts=False)
    closed = [meeting for meeting in records.meetings if not meeting.is_running]
    for turn in rhythm.missed(records.turns, closed, period.first, period.last, records.today):
        yield Case(CaseKind.MEETING, "", turn.day or turn.planned_on, counts=True)


def _skipped(facts: Facts, period: Period) -> Iterable[Case]:
    for each in facts.challenges:
        if each.case.kind is CaseKind.QUESTION and period.holds(each.day):
            yield each.case._replace(counts=each.jumped)


def _quiet(facts: Facts, period: Period) -> Reading:
    """Return whether nobody asked anything while deals came in; with a question it is not quiet, however few."""
    asked = [each.case._replace(counts=False) for each in facts.challenges if period.holds(each.day)]
    if asked:
        asked.reverse()
        return Reading(Sign.QUIET, period, 0, len(asked), State.CLEAR, tuple(asked))
    days: dict[str, date] = {}
    for each in facts.came:
        if period.holds(each.day):
            days[each.deal_id] = max(each.day, days.get(each.deal_id, each.day))
    found = sorted((Case(CaseKind.DEAL, key, day, key, True) for key, day in days.items()), key=_day, reverse=True)
    in_use = facts.in_use_since is not None and facts.in_use_since <= period.first
    state = state_of(Sign.QUIET, len(found), len(found)) if in_use else State.TOO_FEW
    return Reading(Sign.QUIET, period, len(found), len(found), state, tuple(found))


_CASES: Mapping[Sign, Callable[[Facts, Period], Iterable[Case]]] = {
    Sign.UNASKED: _unasked,
    Sign.UNFINISHED: _unfinished,
    Sign.OVERLOAD: _overload,
    Sign.THIN: _thin,
    Sign.LATE_DETAILS: _late_details,
    Sign.LATE_ANSWERS: _late_answers,
    Sign.NO_EXCEPTION: _no_exception,
    Sign.LOW_LOAD: _low_load,
    Sign.LOST_TO_TIME: _lost_to_time,
    Sign.LETTER_ONLY: _letter_only,
    Sign.MISSED: _missed,
    Sign.SKIPPED: _skipped,
}
