"""The meeting series as a calendar file: wall time and zone, so that 09:00 stays 09:00 when the clocks change."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from framework.meeting import Series, next_meeting
from framework.working_time import WorkingCalendar
from resources.words import tr

AHEAD = timedelta(weeks=53)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def calendar_file(
    *, business: str, series: Series, calendar: WorkingCalendar, timezone: str, key: str, on: date, now: datetime
) -> bytes:
    """Return an iCalendar file: the series from its next meeting on, with the meetings of a year that holidays move.

    `key` is the same for ever, so that a calendar program updates the series instead of doubling it; `now` is an
    aware instant.
    """
    from icalendar import Calendar, vRecur

    zone = _zone(timezone)
    first = _next_turn(series, calendar, on)
    event = _event(business, series, key, now)
    event.add("dtstart", datetime.combine(first, series.starts, zone))
    event.add("rrule", vRecur({"FREQ": "WEEKLY", "INTERVAL": series.every_weeks, "BYDAY": DAYS[first.weekday()]}))
    moved = []
    turn = first
    while turn <= first + AHEAD:
        held = next_meeting(series, calendar, turn).day
        if held != turn:
            planned = datetime.combine(turn, series.starts, zone)
            if held < turn + timedelta(weeks=series.every_weeks):
                other = _event(business, series, key, now)
                other.add("recurrence-id", planned)
                other.add("dtstart", datetime.combine(held, series.starts, zone))
                moved.append(other)
            else:
                event.add("exdate", planned)
        turn += timedelta(weeks=series.every_weeks)
    made = Calendar()
    made.add("prodid", "-//Handshake//Meeting//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    for each in (event, *moved):
        made.add_component(each)
    made.add_missing_timezones()
    written: bytes = made.to_ical()
    return written


def _event(business: str, series: Series, key: str, now: datetime) -> Any:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{key}@handshake")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("summary", tr("Sales and Operations handshake, {business}").format(business=business))
    event.add("duration", timedelta(minutes=series.minutes))
    return event


def _next_turn(series: Series, calendar: WorkingCalendar, on: date) -> date:
    """Return the planned day of the next meeting on or after `on`; a holiday may have moved it past that day."""
    start = series.first_on + timedelta(days=(series.weekday - series.first_on.weekday()) % 7)
    return start + (next_meeting(series, calendar, on).number - 1) * timedelta(weeks=series.every_weeks)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
