"""The calendar file where holidays do odd things to a series."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from desktop.actions.calendar_file import calendar_file
from framework.meeting import Series
from framework.working_time import WorkingCalendar

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
MONDAY = date(2026, 11, 23)


def events(series: Series, days_off: set[date], on: date = MONDAY, zone: str = "America/New_York") -> list[Any]:
    data = calendar_file(
        business="Brandt, Signs; & “Co”\nLtd",
        series=series,
        calendar=WorkingCalendar(days_off=days_off),
        timezone=zone,
        key="abc",
        on=on,
        now=NOW,
    )
    return list(Calendar.from_ical(data).walk("VEVENT"))


def test_a_meeting_whose_whole_week_is_off_is_dropped() -> None:
    week = {MONDAY + timedelta(days=7 + n) for n in range(5)}
    (event,) = events(Series(0, time(9), 30, 1, MONDAY), week)
    assert [day.dt.date() for day in event["EXDATE"].dts] == [date(2026, 11, 30)]


def test_two_weekly_meetings_have_the_room_to_move_into_the_week_between() -> None:
    week = {MONDAY + timedelta(days=14 + n) for n in range(5)}
    event, moved = events(Series(0, time(9, 30), 45, 2, MONDAY), week)
    assert event["RRULE"]["INTERVAL"] == [2] and "EXDATE" not in event
    assert moved["RECURRENCE-ID"].dt.date() == date(2026, 12, 7)
    assert moved["DTSTART"].dt.isoformat() == "2026-12-14T09:30:00-05:00"
    assert moved["DURATION"].dt == timedelta(minutes=45)


def test_the_series_begins_with_the_next_meeting_and_keeps_its_rhythm() -> None:
    series = Series(2, time(9), 30, 2, date(2026, 11, 4))
    for on, first in ((date(2026, 11, 18), date(2026, 11, 18)), (date(2026, 11, 19), date(2026, 12, 2))):
        assert events(series, set(), on)[0]["DTSTART"].dt.date() == first


def test_words_with_commas_and_lines_come_back_as_they_were() -> None:
    (event,) = events(Series(0, time(9), 30, 1, MONDAY), set())
    assert "Brandt, Signs; & “Co”" in str(event["SUMMARY"])


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../../etc/passwd"])
def test_a_zone_nobody_knows_is_utc(zone: str) -> None:
    (event,) = events(Series(0, time(9), 30, 1, MONDAY), set(), zone=zone)
    assert event["DTSTART"].dt.utcoffset() == timedelta(0)
