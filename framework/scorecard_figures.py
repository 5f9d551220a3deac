"""Every shared figure of a period, and the cases it counts (framework.md section 9).

A figure of deals is worked out by `framework.scorecard`; its cases are the deals that it counts when they stand alone.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from framework import rhythm, scorecard
from framework.catalogue import Offering
from framework.deal import Deal
from framework.escalation import StepDecider
from framework.exception_cost import was_exception
from framework.figure import Figure, Unit, unit_of
from framework.meeting import Turn
from framework.minutes import HeldMeeting
from framework.outcome import LOOK_BACK_DAYS, Save
from framework.owed_answers import Owed
from framework.owner_meter import Settled
from framework.periods import Period
from framework.promises import Promise, promises_kept
from framework.scorecard import Score
from framework.week_loads import WeekLoad

STILL_THERE_AFTER = timedelta(days=LOOK_BACK_DAYS[-1])
NOTHING = Score(0, 0, None)
NEARLY_FULL = Fraction(95, 100)


class CaseKind(StrEnum):
    """What a case is, and so what opens when somebody asks for it."""

    DEAL = "deal"
    PROMISE = "promise"
    REQUEST = "request"
    QUESTION = "question"
    MEETING = "meeting"
    VISIT = "visit"
    SAVE = "save"
    WEEK = "week"


class Case(NamedTuple):
    """One case of a figure: a row `id` of `kind`, its `day`, and the deal it belongs to.

    `counts` says whether it is one of those counted (on time, kept, an exception ...); None: it only adds its `value`
    (points, days, a share of its price), or nobody was asked yet.
    """

    kind: CaseKind
    id: str
    day: date
    deal_id: str | None = None
    counts: bool | None = None
    value: Fraction | None = None


class Records(NamedTuple):
    """What the figures are worked out from, for all the periods that are asked about.

    `delivered`, `promised` are deals by that day; `still_clients` is what was answered after 90 days, by deal (None:
    not known); `loads` are the weeks ahead of every crew, beginning with this one.
    """

    today: date
    offerings: Mapping[str, Offering]
    delivered: Sequence[Deal] = ()
    promised: Sequence[Deal] = ()
    still_clients: Mapping[str, bool | None] = {}
    promises: Sequence[Promise] = ()
    owed: Sequence[Owed] = ()
    settled: Sequence[Settled] = ()
    turns: Sequence[Turn] = ()
    meetings: Sequence[HeldMeeting] = ()
    visits: Sequence[tuple[str, date]] = ()
    saves: Sequence[Save] = ()
    loads: Sequence[WeekLoad] = ()


def figure(records: Records, which: Figure, period: Period) -> Score:
    """Return one figure of a period. Shares and means are exact; `value` is None where nothing was counted.

    `honest_wins`, `against_rules` and `saves` count pieces (`of`: all looked at), `days_since_visit` are the days from
    the last visit to the end of the period, `load_ahead` is what is sold of the hours there are in the weeks ahead of
    today (`count` of `of` weeks are over 95 %; none in a period that is over).
    """
    if which in _OF_DEALS:
        return _OF_DEALS[which](_delivered(records, period), records.offerings)
    match which:
        case Figure.PROMISES_KEPT:
            kept = promises_kept(records.promises, period.first, period.last, records.today)
            return share(kept.kept, kept.due)
        case Figure.MEETINGS_HELD:
            return share(
                *rhythm.meetings_held(records.turns, records.meetings, period.first, period.last, records.today)
            )
        case Figure.DAYS_SINCE_VISIT:
            return _days_since_visit(records, period)
        case Figure.LOAD_AHEAD:
            return _load_ahead(records, period)
        case Figure.SAVES:
            saved = [each for each in records.saves if period.holds(each.saved_on)]
            value = sum((Fraction(each.value) for each in saved if each.value is not None), start=Fraction(0))
            return pieces(len(saved), len(saved))._replace(mean=value if saved else None)
        case _:
            found = cases(records, which, period)
            count = sum(case.counts is True for case in found)
            of = len(found)
            if which is Figure.RETAINED_90_DAYS:
                of = sum(case.counts is not None for case in found)
            return pieces(count, of) if unit_of(which) is Unit.PIECES else share(count, of)


def cases(records: Records, which: Figure, period: Period) -> tuple[Case, ...]:
    """Return what a figure counts in a period, the latest first."""
    found = sorted(_cases(records, which, period), key=lambda case: case.day, reverse=True)
    return tuple(found)


def cut(records: Records, period: Period) -> Records:
    """Return the records that the figures of a period need, so that a year of months is not walked through each time.

    What is looked at whole (turns, meetings, visits, weeks ahead) stays.
    """
    early = period.first - STILL_THERE_AFTER if period.first - date.min > STILL_THERE_AFTER else date.min
    with_wins = Period(early, period.last)
    return records._replace(
        delivered=[deal for deal in records.delivered if with_wins.holds(deal.delivered_on)],
        promised=[deal for deal in records.promised if period.holds(deal.promise_given_on)],
        promises=[each for each in records.promises if period.holds(each.due_on or each.ended_on)],
        owed=[each for each in records.owed if period.holds(each.day)],
        settled=[each for each in records.settled if period.holds(each.day)],
        saves=[each for each in records.saves if period.holds(each.saved_on)],
    )


def share(count: int, of: int) -> Score:
    """Return `count` of `of` cases as a share, None without a case."""
    return Score(count, of, Fraction(count, of) if of else None)


def pieces(count: int, of: int) -> Score:
    """Return `count` pieces of `of` looked at, None where nothing was."""
    return Score(count, of, Fraction(count) if of else None)


def is_against(deal: Deal) -> bool:
    """Say whether a deal was promised against a rule, which asks for a reason; what was decided asks for none."""
    return was_exception(deal) and bool(deal.against_reason)


def _cases(records: Records, which: Figure, period: Period) -> Iterable[Case]:
    if which in _OF_DEALS:
        return _deal_cases(records, which, period)
    match which:
        case Figure.EXCEPTIONS:
            return _promised(records, period, was_exception, told=True)
        case Figure.AGAINST_RULES:
            return _promised(records, period, is_against, told=False)
        case Figure.RETAINED_90_DAYS | Figure.HONEST_WINS:
            return _looked_back(records, period)
        case Figure.PROMISES_KEPT:
            return _promises(records, period)
        case Figure.ANSWERS_IN_TIME:
            return [_owed(each) for each in records.owed if period.holds(each.day)]
        case Figure.OWNER_SHARE:
            return [_settled(each) for each in records.settled if period.holds(each.day)]
        case Figure.MEETINGS_HELD:
            closed = [each for each in records.meetings if not each.is_running and period.holds(each.day)]
            return [Case(CaseKind.MEETING, each.id, each.day, counts=True) for each in closed]
        case Figure.DAYS_SINCE_VISIT:
            return [Case(CaseKind.VISIT, key, day) for key, day in records.visits if day <= period.last]
        case Figure.SAVES:
            return [
                Case(
                    CaseKind.SAVE,
                    each.id,
                    each.saved_on,
                    each.deal_id,
                    True,
                    None if each.value is None else Fraction(each.value),
                )
                for each in records.saves
                if period.holds(each.saved_on)
            ]
        case _:
            ahead = records.loads if period.holds(records.today) else ()
            return [Case(CaseKind.WEEK, each.crew_id, each.week, value=each.utilisation) for each in ahead]


_Of = Callable[[Iterable[Deal], Mapping[str, Offering]], Score]
_OF_DEALS: Mapping[Figure, _Of] = {
    Figure.CLIENT_SCORE: lambda deals, _: scorecard.client_score(deals),
    Figure.THROUGHPUT_DAYS: lambda deals, _: scorecard.throughput_days(deals),
    Figure.MARGIN: scorecard.margin,
    Figure.FIRST_TIME_RIGHT: lambda deals, _: scorecard.first_time_right(deals),
    Figure.ON_TIME: lambda deals, _: scorecard.on_time(deals),
}
_YES_OR_NO = (Figure.FIRST_TIME_RIGHT, Figure.ON_TIME)


def _delivered(records: Records, period: Period) -> list[Deal]:
    return [deal for deal in records.delivered if period.holds(deal.delivered_on)]


def _deal_cases(records: Records, which: Figure, period: Period) -> Iterable[Case]:
    for deal in _delivered(records, period):
        alone = _OF_DEALS[which]([deal], records.offerings)
        if alone.of and deal.delivered_on is not None:
            counts = bool(alone.count) if which in (*_YES_OR_NO, Figure.CLIENT_SCORE) else None
            yield Case(CaseKind.DEAL, deal.id, deal.delivered_on, deal.id, counts, alone.value)


def _promised(records: Records, period: Period, test: Callable[[Deal], bool], *, told: bool) -> Iterable[Case]:
    """Yield the deals promised in the period; `told`: only those with the verdict of that moment kept."""
    for deal in records.promised:
        day = deal.promise_given_on
        if day is not None and period.holds(day) and (deal.promised_zone is not None or not told):
            yield Case(CaseKind.DEAL, deal.id, day, deal.id, test(deal))


def _looked_back(records: Records, period: Period) -> Iterable[Case]:
    """Yield the deals whose 90 days were over in the period, and by today."""
    for deal in records.delivered:
        if deal.delivered_on is None or date.max - deal.delivered_on < STILL_THERE_AFTER:
            continue
        day = deal.delivered_on + STILL_THERE_AFTER
        if period.holds(day) and day <= records.today:
            yield Case(CaseKind.DEAL, deal.id, day, deal.id, records.still_clients.get(deal.id))


def _promises(records: Records, period: Period) -> Iterable[Case]:
    for promise in records.promises:
        alone = promises_kept([promise], period.first, period.last, records.today)
        day = promise.due_on or promise.ended_on
        if alone.due and day is not None:
            yield Case(CaseKind.PROMISE, promise.id, day, promise.deal_id, bool(alone.kept))


def _owed(each: Owed) -> Case:
    if each.question_id is not None:
        return Case(CaseKind.QUESTION, each.question_id, each.day, each.deal_id, each.in_time)
    return Case(CaseKind.REQUEST, each.request_id or "", each.day, each.deal_id, each.in_time)


def _settled(each: Settled) -> Case:
    at_owner = each.step is StepDecider.OWNER
    if each.question_id is not None:
        return Case(CaseKind.QUESTION, each.question_id, each.day, each.deal_id, at_owner)
    return Case(CaseKind.REQUEST, each.request_id or "", each.day, each.deal_id, at_owner)


def _days_since_visit(records: Records, period: Period) -> Score:
    end = min(period.last, records.today)
    days = [day for _, day in records.visits if day <= end]
    return Score(len(days), len(days), Fraction((end - max(days)).days) if days else None)


def _load_ahead(records: Records, period: Period) -> Score:
    if not period.holds(records.today) or not records.loads:
        return NOTHING
    sold = sum((each.sold for each in records.loads), start=Fraction(0))
    capacity = sum((each.capacity for each in records.loads), start=Fraction(0))
    weeks: dict[date, bool] = {}
    for each in records.loads:
        weeks[each.week] = weeks.get(each.week, False) or each.over or (each.utilisation or 0) > NEARLY_FULL
    return Score(sum(weeks.values()), len(weeks), sold / capacity if capacity else None)
