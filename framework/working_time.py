"""Working time: which days and hours count (framework.md section 2). Every question is answered in O(log days off)."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from fractions import Fraction

MONDAY_TO_FRIDAY = frozenset(range(5))
DAYS_IN_WEEK = 7
_MICROSECOND = timedelta(microseconds=1)
_MICROSECONDS_IN_HOUR = 3_600_000_000
_LAST_ORDINAL = date.max.toordinal()


class WorkingCalendar:
    """The weekdays and hours worked, less public holidays and own days off (framework.md section 2).

    `weekdays` counts from Monday = 0. `opens` and `closes` are local wall-clock times of every working day.
    Immutable; equal and hashed by value. Raises ValueError without any weekday, with a weekday outside 0 to 6,
    and where `closes` is not after `opens`.
    """

    __slots__ = ("_closes", "_day_length", "_days_off", "_opens", "_ranks", "_skipped", "_upto", "_week", "_weekdays")

    def __init__(
        self,
        weekdays: Iterable[int] = MONDAY_TO_FRIDAY,
        opens: time = time(9),
        closes: time = time(17),
        days_off: Iterable[date] = frozenset(),
    ) -> None:
        self._weekdays = frozenset(weekdays)
        self._opens, self._closes, self._days_off = opens, closes, frozenset(days_off)
        if not self._weekdays or not self._weekdays <= frozenset(range(DAYS_IN_WEEK)):
            raise ValueError("a working calendar needs weekdays between 0 (Monday) and 6 (Sunday)")
        if closes <= opens:
            raise ValueError("a working day must close after it opens")
        self._day_length = (datetime.combine(date.min, closes) - datetime.combine(date.min, opens)) // _MICROSECOND
        self._week = tuple(sorted(self._weekdays))
        # Weekdays worked among the first r days of a week that starts on Monday.
        self._upto = tuple(sum(day < r for day in self._week) for r in range(DAYS_IN_WEEK))
        self._skipped = tuple(sorted(day.toordinal() for day in self._days_off if day.weekday() in self._weekdays))
        # How many working days come before each skipped day: non-decreasing, so a rank is found by bisection.
        self._ranks = tuple(self._worked_weekdays(day) - i - 1 for i, day in enumerate(self._skipped))

    @property
    def weekdays(self) -> frozenset[int]:
        """The weekdays worked, Monday = 0."""
        return self._weekdays

    @property
    def opens(self) -> time:
        """When a working day begins, local wall-clock time."""
        return self._opens

    @property
    def closes(self) -> time:
        """When a working day ends, local wall-clock time."""
        return self._closes

    @property
    def hours_a_day(self) -> Fraction:
        """How long a working day is, in hours; more than 0."""
        return Fraction(self._day_length, _MICROSECONDS_IN_HOUR)

    @property
    def days_off(self) -> frozenset[date]:
        """Public holidays and own days off, also those that fall on a day not worked anyway."""
        return self._days_off

    def __eq__(self, other: object) -> bool:
        return self._value() == other._value() if isinstance(other, WorkingCalendar) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._value())

    def __repr__(self) -> str:
        return f"WorkingCalendar{self._value()!r}"

    def is_working(self, day: date) -> bool:
        """Return whether `day` is worked."""
        return day.weekday() in self._weekdays and day not in self._days_off

    def working_days_between(self, a: date, b: date) -> int:
        """Return the working days after `a`, up to and including `b`; for `b` before `a` the same, negative."""
        return self._count(b.toordinal()) - self._count(a.toordinal())

    def working_days_in(self, first: date, last: date) -> int:
        """Return how many working days lie from `first` to `last`, both included; 0 when `last` is before `first`."""
        return max(0, self._count(last.toordinal()) - self._count(first.toordinal() - 1))

    def working_days_in_week(self, monday: date) -> int:
        """Return how many working days the seven days from `monday` have."""
        start = monday.toordinal() - 1
        return self._count(start + DAYS_IN_WEEK) - self._count(start)

    def each_working_day(self, first: date, last: date) -> tuple[date, ...]:
        """Return the working days from `first` to `last`, both included."""
        before = self._count(first.toordinal() - 1)
        return tuple(self._numbered(before + i + 1) for i in range(self.working_days_in(first, last)))

    def add_working_days(self, day: date, n: int) -> date:
        """Return the `n`-th working day after `day`, or before it where `n` is negative; `day` itself for 0.

        Raises OverflowError when that is before the year 1 or after 9999.
        """
        if n == 0:
            return day
        ordinal = day.toordinal()
        return self._numbered(self._count(ordinal) + n if n > 0 else self._count(ordinal - 1) + n + 1)

    def next_working_day(self, day: date) -> date:
        """Return `day` if it is worked, else the first working day after it. Raises OverflowError after 9999."""
        return day if self.is_working(day) else self.add_working_days(day, 1)

    def add_working_hours(self, at: datetime, hours: Decimal) -> datetime:
        """Return the aware instant `hours` working hours after the aware `at`, in the time zone of `at`.

        Local wall-clock arithmetic: pass `at` in the zone of the business, and a change of daylight-saving time
        moves nothing. Outside working hours the clock starts at the next opening. 0 hours return `at`; a full
        day ends at closing time, not at the next opening. Raises ValueError for a naive `at` and for negative
        hours, OverflowError after 9999.
        """
        zone = _zone(at)
        if hours < 0:
            raise ValueError("working hours to add must not be negative")
        added = round(Fraction(hours) * _MICROSECONDS_IN_HOUR)
        if added == 0:
            return at
        day, rest = divmod(self._position(at) + added, self._day_length)
        if rest == 0:
            return datetime.combine(self._numbered(day), self._closes, zone)
        opening = datetime.combine(self._numbered(day + 1), self._opens)
        return (opening + rest * _MICROSECOND).replace(tzinfo=zone)

    def working_hours_between(self, a: datetime, b: datetime) -> Decimal:
        """Return the working hours from `a` to `b`, both aware, on the wall clock of `a`; negative for `b` before `a`.

        Raises ValueError for a naive instant.
        """
        zone = _zone(a)
        _zone(b)
        return Decimal(self._position(b.astimezone(zone)) - self._position(a)) / _MICROSECONDS_IN_HOUR

    def _value(self) -> tuple[frozenset[int], time, time, frozenset[date]]:
        return self._weekdays, self._opens, self._closes, self._days_off

    def _worked_weekdays(self, ordinal: int) -> int:
        """Count the weekdays worked from 0001-01-01 (a Monday) up to and including `ordinal`, days off included."""
        weeks, rest = divmod(ordinal, DAYS_IN_WEEK)
        return weeks * len(self._week) + self._upto[rest]

    def _count(self, ordinal: int) -> int:
        """Count the working days from 0001-01-01 up to and including `ordinal`."""
        return self._worked_weekdays(ordinal) - bisect_right(self._skipped, ordinal)

    def _numbered(self, number: int) -> date:
        """Return the working day with that number, 1 for the first since 0001-01-01: the inverse of `_count`."""
        weeks, rest = divmod(number + bisect_left(self._ranks, number) - 1, len(self._week))
        ordinal = weeks * DAYS_IN_WEEK + self._week[rest] + 1
        if number < 1 or ordinal > _LAST_ORDINAL:
            raise OverflowError("no working day before the year 1 or after 9999")
        return date.fromordinal(ordinal)

    def _position(self, at: datetime) -> int:
        """Return the working microseconds from the year 1 to the wall clock of `at`."""
        day = at.date()
        if not self.is_working(day):
            return self._count(day.toordinal()) * self._day_length
        opening = datetime.combine(day, self._opens)
        today = min(max((at.replace(tzinfo=None) - opening) // _MICROSECOND, 0), self._day_length)
        return self._count(day.toordinal() - 1) * self._day_length + today


def monday_of(day: date) -> date:
    """Return the Monday of the week of `day`."""
    # The first day a date can be is a Monday, so this never runs out of range.
    return date.fromordinal(day.toordinal() - day.weekday())


def _zone(at: datetime) -> tzinfo:
    if at.tzinfo is None or at.utcoffset() is None:
        raise ValueError("an instant needs a time zone")
    return at.tzinfo
