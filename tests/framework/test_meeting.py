"""The series of meetings: which day, who leads, and minutes that add up."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework.meeting import (
    WEIGHTS,
    Meeting,
    Move,
    SectionKind,
    Series,
    Why,
    next_meeting,
    section_kinds,
    section_minutes,
    turns,
)
from framework.working_time import WorkingCalendar

FIRST = date(2026, 11, 2)  # a Monday
DAY = timedelta(days=1)
WEEKLY = Series(0, time(9), 30, 1, FIRST, ("ana", "ben"))
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@given(st.integers(0, 6), st.integers(1, 4), DAYS, DAYS, st.frozensets(DAYS, max_size=10), st.integers(0, 300), DAYS)
def test_the_next_meeting_is_the_first_of_the_series(
    weekday: int, every: int, first: date, on: date, single: frozenset[date], closed: int, shut_on: date
) -> None:
    """Against listing every meeting of the series from the first one on."""
    shut = frozenset(shut_on + timedelta(days=n) for n in range(closed))
    calendar = WorkingCalendar(days_off=single | shut)
    start = first + timedelta(days=(weekday - first.weekday()) % 7)
    listed = []
    for turn in range(250):
        nominal, following = (start + timedelta(weeks=every * n) for n in (turn, turn + 1))
        if calendar.next_working_day(nominal) < following:
            listed.append((calendar.next_working_day(nominal), turn + 1))
    found = next_meeting(Series(weekday, time(9), 30, every, first), calendar, on)
    assert (found.day, found.number) == next(one for one in listed if one[0] >= on)
    assert calendar.is_working(found.day)


def test_the_two_take_turns() -> None:
    calendar = WorkingCalendar()
    assert next_meeting(WEEKLY, calendar, date(2026, 1, 1)) == Meeting(1, FIRST, time(9), 30, "ana", "ben", None, FIRST)
    second = next_meeting(WEEKLY, calendar, FIRST + timedelta(days=1))
    assert second == Meeting(2, date(2026, 11, 9), time(9), 30, "ben", "ana", FIRST, date(2026, 11, 9))
    alone = next_meeting(WEEKLY._replace(alternating=("ana",)), calendar, FIRST)
    assert (alone.leads, alone.keeps_time) == ("ana", None)
    nobody = next_meeting(WEEKLY._replace(alternating=()), calendar, FIRST)
    assert (nobody.leads, nobody.keeps_time) == (None, None)


def test_a_meeting_on_a_holiday_moves_to_the_next_working_day() -> None:
    calendar = WorkingCalendar(days_off=[date(2026, 11, 9)])
    for on in (date(2026, 11, 3), date(2026, 11, 10)):
        assert next_meeting(WEEKLY, calendar, on).day == date(2026, 11, 10)
    after = next_meeting(WEEKLY, calendar, date(2026, 11, 11))
    assert (after.number, after.day, after.previous_on) == (3, date(2026, 11, 16), date(2026, 11, 10))


def test_years_of_days_off_do_not_hang() -> None:
    calendar = WorkingCalendar(days_off=[FIRST + timedelta(days=n) for n in range(7000)])
    assert next_meeting(WEEKLY, calendar, FIRST).day >= FIRST + timedelta(days=7000)
    with pytest.raises(OverflowError):
        next_meeting(WEEKLY, calendar, date.max)
    with pytest.raises(ValueError, match="week"):
        next_meeting(WEEKLY._replace(every_weeks=0), calendar, FIRST)


@given(st.integers(0, 300), st.integers(1, 9))
def test_minutes_add_up_and_keep_their_order(total: int, number: int) -> None:
    kinds = section_kinds(number)
    minutes = section_minutes(total, kinds)
    assert sum(minutes) == total and min(minutes) >= (total >= len(kinds))
    for a, of_a in zip(kinds, minutes, strict=True):
        for b, of_b in zip(kinds, minutes, strict=True):
            if WEIGHTS[a] > WEIGHTS[b]:
                assert of_a >= of_b


def test_half_an_hour_is_shared_as_agreed() -> None:
    assert section_minutes(30, section_kinds(1)) == (3, 7, 5, 5, 8, 2)
    assert section_minutes(15, section_kinds(1)) == (2, 4, 2, 2, 4, 1)
    assert section_minutes(6, section_kinds(1)) == (1, 1, 1, 1, 1, 1)
    assert section_minutes(36, section_kinds(4)) == (3, 7, 5, 5, 8, 6, 2)
    with pytest.raises(ValueError, match="minutes"):
        section_minutes(-1, section_kinds(1))
    with pytest.raises(ValueError, match="minutes"):
        section_minutes(30, ())


def test_every_fourth_meeting_has_the_scorecard_before_the_close() -> None:
    assert [SectionKind.SCORECARD in section_kinds(number) for number in range(1, 9)] == [False, False, False, True] * 2
    assert section_kinds(4)[-2:] == (SectionKind.SCORECARD, SectionKind.CLOSE)


def test_a_moved_meeting_takes_place_on_its_day_and_the_numbers_go_on() -> None:
    moved = WEEKLY._replace(moves=(Move(FIRST + 7 * DAY, FIRST + 9 * DAY, time(15), "Trade fair"),))
    found = next_meeting(moved, WorkingCalendar(), FIRST + DAY)
    assert (found.number, found.day, found.starts, found.planned_on) == (2, FIRST + 9 * DAY, time(15), FIRST + 7 * DAY)
    after = next_meeting(moved, WorkingCalendar(), FIRST + 10 * DAY)
    assert (after.number, after.day, after.previous_on) == (3, FIRST + 14 * DAY, FIRST + 9 * DAY)
    # Brought forward, before the week it was planned in.
    early = WEEKLY._replace(moves=(Move(FIRST + 7 * DAY, FIRST + 4 * DAY),))
    assert next_meeting(early, WorkingCalendar(), FIRST + 2 * DAY).day == FIRST + 4 * DAY
    assert next_meeting(early, WorkingCalendar(), FIRST + 5 * DAY).number == 3


def test_a_skipped_meeting_is_passed_over_and_its_number_stays_free() -> None:
    skipped = WEEKLY._replace(moves=(Move(FIRST + 7 * DAY, None),))
    found = next_meeting(skipped, WorkingCalendar(), FIRST + DAY)
    assert (found.number, found.day, found.previous_on) == (3, FIRST + 14 * DAY, FIRST)
    listed = turns(skipped, WorkingCalendar(days_off=frozenset({FIRST + 14 * DAY})), FIRST, FIRST + 20 * DAY)
    assert [(turn.number, turn.day, turn.why) for turn in listed] == [
        (1, FIRST, Why.AS_PLANNED),
        (2, None, Why.SKIPPED),
        (3, FIRST + 15 * DAY, Why.HOLIDAY),
    ]


def test_a_new_rhythm_goes_on_with_the_numbers() -> None:
    later = WEEKLY._replace(first_number=8)
    found = next_meeting(later, WorkingCalendar(), FIRST)
    assert (found.number, found.leads, found.keeps_time) == (8, "ben", "ana")
