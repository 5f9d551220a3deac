"""Weeks, months and quarters: by hand at the ends of years, and every day in exactly one of them."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework.periods import Period, Step, is_over, period_of, periods


@pytest.mark.parametrize(
    ("step", "day", "first", "last"),
    [
        (Step.WEEK, date(2027, 1, 1), date(2026, 12, 28), date(2027, 1, 3)),
        (Step.WEEK, date(2026, 11, 23), date(2026, 11, 23), date(2026, 11, 29)),
        (Step.MONTH, date(2028, 2, 29), date(2028, 2, 1), date(2028, 2, 29)),
        (Step.MONTH, date(2026, 12, 31), date(2026, 12, 1), date(2026, 12, 31)),
        (Step.QUARTER, date(2026, 11, 23), date(2026, 10, 1), date(2026, 12, 31)),
        (Step.QUARTER, date(2026, 3, 31), date(2026, 1, 1), date(2026, 3, 31)),
        (Step.QUARTER, date(9999, 12, 31), date(9999, 10, 1), date(9999, 12, 31)),
        (Step.WEEK, date(9999, 12, 31), date(9999, 12, 27), date(9999, 12, 31)),
    ],
)
def test_a_period_by_hand(step: Step, day: date, first: date, last: date) -> None:
    assert period_of(step, day) == (first, last)


@given(st.sampled_from(Step), st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(1, 15))
def test_periods_follow_each_other_without_a_gap(step: Step, today: date, count: int) -> None:
    found = periods(step, today, count)
    assert len(found) == count and found[-1].holds(today)
    for before, after in pairwise(found):
        assert before.last + timedelta(days=1) == after.first
        assert is_over(before, today)
    assert all(period_of(step, period.first) == period_of(step, period.last) == period for period in found)


def test_no_day_is_in_no_period_and_the_first_ones_end_at_the_beginning_of_time() -> None:
    assert not Period(date(2026, 1, 1), date(2026, 1, 31)).holds(None)
    assert len(periods(Step.QUARTER, date(1, 7, 1), 12)) == 3
