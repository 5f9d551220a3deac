"""Working time: days and hours against counting them one by one."""
# The wall clock is what is tested here.
# ruff: noqa: DTZ001

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework.working_time import MONDAY_TO_FRIDAY, WorkingCalendar, monday_of

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
YEAR = st.dates(date(2026, 1, 1), date(2027, 6, 30))
CALENDARS = st.builds(
    WorkingCalendar,
    weekdays=st.frozensets(st.integers(0, 6), min_size=1),
    opens=st.sampled_from([time(7), time(9), time(9, 30)]),
    closes=st.sampled_from([time(12), time(17), time(16, 45)]),
    days_off=st.frozensets(YEAR, max_size=40),
)


def counted(calendar: WorkingCalendar, a: date, b: date) -> int:
    """Count the working days after `a` up to and including `b`, one by one."""
    return sum(calendar.is_working(a + timedelta(days=i)) for i in range(1, (b - a).days + 1))


@given(CALENDARS, YEAR, YEAR)
def test_days_between_are_the_days_counted_one_by_one(calendar: WorkingCalendar, a: date, b: date) -> None:
    assert calendar.working_days_between(a, b) == counted(calendar, a, b) - counted(calendar, b, a)
    listed = [a + timedelta(days=i) for i in range((b - a).days + 1) if calendar.is_working(a + timedelta(days=i))]
    assert list(calendar.each_working_day(a, b)) == listed
    assert calendar.working_days_in(a, b) == len(listed)


@given(CALENDARS, YEAR, st.integers(-60, 60))
def test_adding_days_steps_over_days_off(calendar: WorkingCalendar, day: date, n: int) -> None:
    expected, step, left = day, timedelta(days=1 if n > 0 else -1), abs(n)
    while left:
        expected += step
        left -= calendar.is_working(expected)
    assert calendar.add_working_days(day, n) == expected


@given(CALENDARS, YEAR, st.integers(0, 100))
def test_adding_then_counting_gives_the_number_back(calendar: WorkingCalendar, day: date, n: int) -> None:
    assert calendar.working_days_between(day, calendar.add_working_days(day, n)) == n


@given(CALENDARS, YEAR)
def test_the_next_working_day_is_worked_and_none_lies_between(calendar: WorkingCalendar, day: date) -> None:
    found = calendar.next_working_day(day)
    assert calendar.is_working(found) and calendar.working_days_in(day, found) == 1


@given(
    CALENDARS,
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)),
    st.decimals(0, 100, places=2),
    st.decimals(0, 100, places=2),
)
def test_hours_added_are_hours_between(calendar: WorkingCalendar, at: datetime, x: Decimal, y: Decimal) -> None:
    start = at.replace(tzinfo=AMSTERDAM)
    end = calendar.add_working_hours(start, x)
    assert end.tzinfo is AMSTERDAM
    assert calendar.working_hours_between(start, end) == x
    assert calendar.add_working_hours(end, y) == calendar.add_working_hours(start, x + y)


@given(CALENDARS, st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)), st.integers(0, 12_000))
def test_minutes_are_counted_one_by_one(calendar: WorkingCalendar, at: datetime, minutes: int) -> None:
    start = at.replace(second=0, microsecond=0, tzinfo=UTC)
    end = start + timedelta(minutes=minutes)
    clock = (start + timedelta(minutes=i) for i in range(minutes))
    worked = sum(calendar.opens <= t.time() < calendar.closes and calendar.is_working(t.date()) for t in clock)
    assert abs(calendar.working_hours_between(start, end) - Decimal(worked) / 60) < Decimal("0.000001")
    assert calendar.working_hours_between(end, start) == -calendar.working_hours_between(start, end)


@given(CALENDARS, YEAR)
def test_the_hours_of_a_day_are_those_from_its_opening_to_its_closing(calendar: WorkingCalendar, day: date) -> None:
    worked = calendar.next_working_day(day)
    opening, closing = (datetime.combine(worked, at, AMSTERDAM) for at in (calendar.opens, calendar.closes))
    assert calendar.working_hours_between(opening, closing) == calendar.hours_a_day


def test_half_past_nine_to_a_quarter_to_five_is_seven_hours_and_a_quarter() -> None:
    assert WorkingCalendar(opens=time(9, 30), closes=time(16, 45)).hours_a_day == Fraction(29, 4)


def test_monday_to_tuesday_is_one_day() -> None:
    assert WorkingCalendar().working_days_between(date(2026, 11, 23), date(2026, 11, 24)) == 1
    assert WorkingCalendar().working_days_between(date(2026, 11, 24), date(2026, 11, 23)) == -1


def test_four_hours_from_friday_afternoon_are_monday_morning() -> None:
    friday = datetime(2026, 11, 27, 15, tzinfo=AMSTERDAM)
    assert WorkingCalendar().add_working_hours(friday, Decimal(4)) == datetime(2026, 11, 30, 11, tzinfo=AMSTERDAM)
    assert WorkingCalendar().add_working_hours(friday, Decimal(2)) == datetime(2026, 11, 27, 17, tzinfo=AMSTERDAM)
    holiday = WorkingCalendar(days_off=[date(2026, 11, 30)])
    assert holiday.add_working_hours(friday, Decimal(4)) == datetime(2026, 12, 1, 11, tzinfo=AMSTERDAM)


def test_a_clock_change_moves_no_deadline() -> None:
    """The clocks go back on Sunday 25 October 2026; Friday 15:00 and 4 hours stay Monday 11:00 on the wall."""
    end = WorkingCalendar().add_working_hours(datetime(2026, 10, 23, 15, tzinfo=AMSTERDAM), Decimal(4))
    assert end.replace(tzinfo=None) == datetime(2026, 10, 26, 11)
    assert end.astimezone(UTC) == datetime(2026, 10, 26, 10, tzinfo=UTC)


def test_years_of_days_off_answer_at_once() -> None:
    closed = WorkingCalendar(days_off=[date(2026, 1, 1) + timedelta(days=i) for i in range(20_000)])
    assert closed.next_working_day(date(2026, 1, 1)) == date(2080, 10, 4)
    assert closed.working_days_between(date(2026, 1, 1), date(2080, 10, 3)) == 0


def test_the_end_of_time_is_an_error_not_a_hang() -> None:
    calendar = WorkingCalendar()
    for day, n in ((date.max, 1), (date.min, -1), (date(2026, 1, 1), 10**9), (date(2026, 1, 1), -(10**9))):
        with pytest.raises(OverflowError):
            calendar.add_working_days(day, n)
    with pytest.raises(OverflowError):
        calendar.add_working_hours(datetime(9999, 12, 31, 16, tzinfo=UTC), Decimal(4))
    assert calendar.working_days_in_week(monday_of(date.max)) == 5
    assert monday_of(date.min) == date.min


def test_calendars_are_equal_by_value_and_do_not_change() -> None:
    a, b = WorkingCalendar(days_off=[date(2026, 12, 25)]), WorkingCalendar(days_off={date(2026, 12, 25)})
    assert a == b and hash(a) == hash(b)
    assert a != WorkingCalendar() and a != WorkingCalendar(range(6), days_off=[date(2026, 12, 25)])
    assert a != "calendar" and WorkingCalendar().weekdays == MONDAY_TO_FRIDAY
    with pytest.raises(AttributeError):
        a.opens = time(8)  # type: ignore[misc]


@pytest.mark.parametrize("weekdays", [(), (7,), (-1, 2)])
def test_a_calendar_needs_real_weekdays(weekdays: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="weekdays"):
        WorkingCalendar(weekdays)


def test_what_cannot_be_worked_out_is_refused() -> None:
    with pytest.raises(ValueError, match="close"):
        WorkingCalendar(opens=time(9), closes=time(9))
    with pytest.raises(ValueError, match="time zone"):
        WorkingCalendar().add_working_hours(datetime(2026, 1, 1), Decimal(1))
    with pytest.raises(ValueError, match="time zone"):
        WorkingCalendar().working_hours_between(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2))
    with pytest.raises(ValueError, match="negative"):
        WorkingCalendar().add_working_hours(datetime(2026, 1, 1, tzinfo=UTC), Decimal(-1))


def test_monday_of_a_sunday_is_six_days_before() -> None:
    assert monday_of(date(2026, 11, 29)) == date(2026, 11, 23)
    assert monday_of(date(2026, 11, 23)) == date(2026, 11, 23)
