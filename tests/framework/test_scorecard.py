"""The shared figures: worked out by hand, none without a case, better or worse only outside natural variation."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework.catalogue import Offering
from framework.deal import Deal, Stage
from framework.natural_limits import Direction, direction
from framework.scorecard import (
    Result,
    Score,
    client_score,
    figures,
    first_time_right,
    margin,
    margin_actual,
    margin_planned,
    on_time,
    throughput_days,
)

OFFERINGS = {"fascia": Offering("fascia", "Fascia", unit_cost=Decimal(600))}


def delivered(on: date, **known: object) -> Deal:
    return Deal("1", "1", "Nook", stage=Stage.DELIVERED, delivered_on=on)._replace(**known)  # type: ignore[arg-type]


MAY = date(2026, 5, 20)


def test_on_time_is_against_the_first_promise() -> None:
    deals = [
        delivered(MAY, first_promised_on=MAY, promised_on=date(2026, 5, 1)),
        delivered(MAY, first_promised_on=date(2026, 5, 19), promised_on=date(2026, 5, 30)),
        delivered(MAY, promised_on=date(2026, 5, 30)),
        delivered(MAY),
        Deal("2", "2", "Mill Bakery", promised_on=MAY),
    ]
    assert on_time(deals) == Score(2, 3, Fraction(2, 3))


def test_rework_and_scores_count_where_they_are_known() -> None:
    deals = [
        delivered(MAY, rework=False, client_score=5),
        delivered(MAY, rework=True, client_score=2),
        delivered(MAY, client_score=4),
        delivered(MAY, rework=False),
    ]
    assert first_time_right(deals) == Score(2, 3, Fraction(2, 3))
    assert client_score(deals) == Score(2, 3, Fraction(11, 3))


@pytest.mark.parametrize(
    ("days", "middle"), [([17], 17), ([10, 20], 15), ([3, 100, 4], 4), ([1, 2, 3, 10], Fraction(5, 2))]
)
def test_throughput_is_the_middle_one_in_calendar_days(days: list[int], middle: Fraction) -> None:
    deals = [delivered(MAY, won_on=MAY - timedelta(days=n)) for n in days]
    assert throughput_days([*deals, delivered(MAY)]) == Score(len(days), len(days), Fraction(middle))


def test_margin_is_a_share_of_all_revenue() -> None:
    """1,000 at a planned 600 that cost 700, and 3,000 at a planned 1,500: 45 % really, 47.5 % as planned."""
    deals = [
        delivered(MAY, value=Decimal(1000), offering_id="fascia", actual_cost=Decimal(700)),
        delivered(MAY, value=Decimal(3000), cost=Decimal(1500)),
        delivered(MAY, value=Decimal(3000)),
        delivered(MAY, cost=Decimal(3000)),
    ]
    assert margin(deals, OFFERINGS) == Score(2, 2, Fraction(45, 100), Fraction(900))
    assert margin_planned(deals, OFFERINGS) == Score(2, 2, Fraction(475, 1000), Fraction(950))
    assert margin_actual(deals) == Score(1, 1, Fraction(30, 100), Fraction(300))
    assert margin([delivered(MAY, value=Decimal(0), cost=Decimal(50))], {}) == Score(1, 1, None, Fraction(-50))


def test_no_case_has_no_value() -> None:
    found = figures([], OFFERINGS, date(2026, 1, 1), date(2026, 12, 31))
    assert list(found) == list(Result)
    assert all(score == Score(0, 0, None) for score in found.values())


def test_a_period_holds_its_first_and_last_day() -> None:
    deals = [delivered(date(2026, 5, day), client_score=score) for day, score in ((1, 1), (2, 3), (30, 4), (31, 1))]
    found = figures(deals, {}, date(2026, 5, 2), date(2026, 5, 30))
    assert found[Result.CLIENT_SCORE] == Score(1, 2, Fraction(7, 2))


def year(days: list[int], last: date) -> list[Deal]:
    """One deal a month, the latest in the month of `last`, each with its days from won to delivered."""
    months = [last.year * 12 + last.month - 1 - ago for ago in range(len(days))][::-1]
    on = [date(month // 12, month % 12 + 1, 15) for month in months]
    return [delivered(day, won_on=day - timedelta(days=n)) for day, n in zip(on, days, strict=True)]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([20, 22, 20, 22, 20, 10], Direction.BETTER),
        ([20, 22, 20, 22, 20, 40], Direction.WORSE),
        ([20, 22, 20, 22, 20, 24], Direction.NO_CLEAR_CHANGE),
        ([20, 22, 20, 22, 10], Direction.TOO_FEW),
    ],
)
def test_fewer_days_are_better_only_outside_natural_variation(days: list[int], expected: Direction) -> None:
    """Mean 20.8, moving ranges of 2: natural from 15.48 to 26.12."""
    found = figures(year(days, date(2026, 6, 30)), {}, date(2026, 1, 1), date(2026, 6, 30))
    assert found[Result.THROUGHPUT_DAYS].direction is expected


def test_a_month_that_is_not_over_does_not_count_yet() -> None:
    deals = year([20, 22, 20, 22, 20, 22, 90], date(2026, 6, 30))
    assert figures(deals, {}, MAY, date(2026, 6, 29))[Result.THROUGHPUT_DAYS].direction is Direction.NO_CLEAR_CHANGE
    assert figures(deals, {}, MAY, date(2026, 6, 30))[Result.THROUGHPUT_DAYS].direction is Direction.WORSE
    # Thirteen months ago is too long ago to make up a sixth month.
    old = year([20, *[0] * 7, 20, 22, 20, 22, 20], date(2026, 6, 30))
    old = [deal for deal in old if deal.won_on != deal.delivered_on]
    assert figures(old, {}, MAY, date(2026, 6, 30))[Result.THROUGHPUT_DAYS].direction is Direction.TOO_FEW


@given(st.lists(st.fractions(0, 100), max_size=14), st.fractions(0, 50), st.booleans())
def test_more_is_never_a_worse_direction(values: list[Fraction], more: Fraction, lower: bool) -> None:
    order = [Direction.WORSE, Direction.NO_CLEAR_CHANGE, Direction.BETTER]
    found = direction(values, lower_is_better=lower)
    if len(values) < 6:
        assert found is Direction.TOO_FEW
        return
    better = [*values[:-1], values[-1] - more if lower else values[-1] + more]
    assert order.index(direction(better, lower_is_better=lower)) >= order.index(found)
    mirrored = direction([-value for value in values], lower_is_better=not lower)
    assert mirrored is found


def test_exactly_at_the_edge_of_natural_variation_is_no_change() -> None:
    """Mean 21, moving ranges of 2: natural up to 26.32."""
    steady = [Fraction(n) for n in (20, 22, 20, 22, 20, 22)]
    assert direction([*steady, Fraction("26.32")]) is Direction.NO_CLEAR_CHANGE
    assert direction([*steady, Fraction("26.33")]) is Direction.BETTER
    assert direction([Fraction(1)] * 6) is Direction.NO_CLEAR_CHANGE
