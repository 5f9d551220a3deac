"""Weeks, months and quarters that a figure is counted over (framework.md section 9)."""

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from framework.working_time import DAYS_IN_WEEK, monday_of

SHOWN = 12
"""So many periods are shown: a year of months."""
_MONTHS = 12


class Step(StrEnum):
    """How long a period is."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


class Period(NamedTuple):
    """The days from `first` to `last`, both included."""

    first: date
    last: date

    def holds(self, day: date | None) -> bool:
        """Say whether `day` is one of the days; None is none."""
        return day is not None and self.first <= day <= self.last


def period_of(step: Step, day: date) -> Period:
    """Return the week (from its Monday), calendar month or calendar quarter that `day` is in."""
    if step is Step.WEEK:
        monday = monday_of(day)
        return Period(monday, date.fromordinal(min(monday.toordinal() + DAYS_IN_WEEK - 1, date.max.toordinal())))
    months = 1 if step is Step.MONTH else 3
    begin = (day.month - 1) // months * months
    return Period(date(day.year, begin + 1, 1), _last_of(day.year, begin + months))


def periods(step: Step, today: date, count: int = SHOWN) -> tuple[Period, ...]:
    """Return the last `count` periods, the oldest first; the last one holds `today` and may still be running."""
    found = [period_of(step, today)]
    while len(found) < count and found[-1].first > date.min:
        found.append(period_of(step, found[-1].first - timedelta(days=1)))
    return tuple(reversed(found))


def is_over(period: Period, today: date) -> bool:
    """Say whether the last day of a period is over."""
    return period.last < today


def _last_of(year: int, month: int) -> date:
    """Return the last day of a month, 1 to 12."""
    return date(year, _MONTHS, 31) if month == _MONTHS else date(year, month + 1, 1) - timedelta(days=1)
