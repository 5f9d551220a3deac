"""The shared figures of both functions over a period (framework.md section 9). Exact fractions, None without a case."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from framework.catalogue import Offering
from framework.deal import Deal, estimated_cost
from framework.natural_limits import Direction, direction

MONTHS = 12
GOOD_SCORE = 4


class Result(StrEnum):
    """The five figures at the head of an agenda, in their order."""

    ON_TIME = "on_time"
    CLIENT_SCORE = "client_score"
    FIRST_TIME_RIGHT = "first_time_right"
    MARGIN = "margin"
    THROUGHPUT_DAYS = "throughput_days"


LOWER_IS_BETTER = frozenset({Result.THROUGHPUT_DAYS})


class Score(NamedTuple):
    """One figure: `count` of `of` cases, and its `value`, None without a case (`of` 0).

    `value` is a share (0 to 1) for on time and first time right, 1 to 5 for the client score (`count`: 4 and 5),
    calendar days for throughput, the share of all revenue for margin (`mean`: money per deal). For throughput and
    margin `count` is `of`.
    """

    # Hides the method of tuples, which nobody needs here.
    count: int  # type: ignore[assignment]
    of: int
    value: Fraction | None
    mean: Fraction | None = None
    direction: Direction = Direction.TOO_FEW


def on_time(deals: Iterable[Deal]) -> Score:
    """Return the deals delivered on or before the first promised date, of those delivered that had one."""
    kept = [
        deal.delivered_on <= promised
        for deal in deals
        if deal.delivered_on and (promised := deal.first_promised_on or deal.promised_on)
    ]
    return _share(kept)


def first_time_right(deals: Iterable[Deal]) -> Score:
    """Return the deals delivered without rework, of those delivered of which that is known."""
    return _share([not deal.rework for deal in deals if deal.delivered_on and deal.rework is not None])


def client_score(deals: Iterable[Deal]) -> Score:
    """Return the mean of the clients' scores, 1 to 5; `count` are the scores of 4 and 5."""
    scores = [deal.client_score for deal in deals if deal.client_score is not None]
    value = Fraction(sum(scores), len(scores)) if scores else None
    return Score(sum(score >= GOOD_SCORE for score in scores), len(scores), value)


def throughput_days(deals: Iterable[Deal]) -> Score:
    """Return the median of the calendar days from won to delivered."""
    days = sorted((deal.delivered_on - deal.won_on).days for deal in deals if deal.delivered_on and deal.won_on)
    middle = Fraction(days[(len(days) - 1) // 2] + days[len(days) // 2], 2) if days else None
    return Score(len(days), len(days), middle)


def margin(deals: Iterable[Deal], offerings: Mapping[str, Offering]) -> Score:
    """Return the margin by actual cost, by planned cost where no actual one is known (share of revenue, and mean)."""
    return _margin(
        (deal, actual if actual is not None else _planned(deal, offerings)) for deal, actual in _actual(deals)
    )


def margin_planned(deals: Iterable[Deal], offerings: Mapping[str, Offering]) -> Score:
    """Return the margin by the cost estimated when the deal was made (share of revenue, and mean)."""
    return _margin((deal, _planned(deal, offerings)) for deal in deals)


def margin_actual(deals: Iterable[Deal]) -> Score:
    """Return the margin of the deals whose actual cost is known (share of revenue, and mean)."""
    return _margin(_actual(deals))


def figures(deals: Iterable[Deal], offerings: Mapping[str, Offering], first: date, last: date) -> dict[Result, Score]:
    """Return the five figures of the deals delivered from `first` to `last`, both included, with their direction.

    The direction looks at the last twelve months that were over by `last`, whatever the period.
    """
    delivered = [deal for deal in deals if deal.delivered_on is not None]
    period = [deal for deal in delivered if deal.delivered_on is not None and first <= deal.delivered_on <= last]
    months = _by_month(delivered, last)
    found = {}
    for result, figure in _figures(offerings).items():
        values = [value for month in months if (value := figure(month).value) is not None]
        found[result] = figure(period)._replace(direction=direction(values, lower_is_better=result in LOWER_IS_BETTER))
    return found


def _figures(offerings: Mapping[str, Offering]) -> dict[Result, Callable[[Iterable[Deal]], Score]]:
    return {
        Result.ON_TIME: on_time,
        Result.CLIENT_SCORE: client_score,
        Result.FIRST_TIME_RIGHT: first_time_right,
        Result.MARGIN: lambda deals: margin(deals, offerings),
        Result.THROUGHPUT_DAYS: throughput_days,
    }


def _by_month(delivered: Iterable[Deal], last: date) -> list[list[Deal]]:
    """Return the deals of each of the last twelve months that were over by the end of `last`, oldest first."""
    over = last.toordinal() == date.max.toordinal() or (last + timedelta(days=1)).day == 1
    newest = last.year * 12 + last.month - 1 - (not over)
    months: list[list[Deal]] = [[] for _ in range(MONTHS)]
    for deal in delivered:
        if deal.delivered_on is not None:
            ago = newest - (deal.delivered_on.year * 12 + deal.delivered_on.month - 1)
            if 0 <= ago < MONTHS:
                months[MONTHS - 1 - ago].append(deal)
    return months


def _share(cases: Sequence[bool]) -> Score:
    return Score(sum(cases), len(cases), Fraction(sum(cases), len(cases)) if cases else None)


def _actual(deals: Iterable[Deal]) -> Iterable[tuple[Deal, Fraction | None]]:
    return ((deal, None if deal.actual_cost is None else Fraction(deal.actual_cost)) for deal in deals)


def _planned(deal: Deal, offerings: Mapping[str, Offering]) -> Fraction | None:
    cost = estimated_cost(deal, offerings.get(deal.offering_id) if deal.offering_id is not None else None)
    return None if cost is None else Fraction(cost)


def _margin(costs: Iterable[tuple[Deal, Fraction | None]]) -> Score:
    known = [(Fraction(deal.value), cost) for deal, cost in costs if deal.value is not None and cost is not None]
    revenue = sum((value for value, _ in known), start=Fraction(0))
    # Work given away has no margin of its own, but its cost comes off what the rest earned.
    earned = revenue - sum((cost for _, cost in known), start=Fraction(0))
    return Score(
        len(known), len(known), earned / revenue if revenue > 0 else None, earned / len(known) if known else None
    )
