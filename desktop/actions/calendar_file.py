"""The meetings, or one visit, as a calendar file: wall time and zone, so that 09:00 stays 09:00 all year."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from desktop.actions.calendar_zone import DAYS, time_zone
from desktop.actions.desk import Desk
from framework.meeting import Series, Turn, next_meeting, turns
from framework.visits import Visit
from framework.working_time import WorkingCalendar
from resources.words import tr
from storage.book import Book
from storage.business import read_series_id, read_timezone
from storage.trouble import Trouble
from storage.whole_file import write_whole

AHEAD = timedelta(weeks=53)


def write_calendar(*, book: Book, desk: Desk, path: Path, now: datetime) -> None:
    """Write the series to `path`, whole or not at all. Raises Trouble when none is planned, or it can't be written."""
    series = desk.business.series
    if series is None:
        raise Trouble(tr("No meeting is planned in this business yet."))
    data = calendar_file(
        business=desk.business.name,
        series=series,
        calendar=desk.business.calendar,
        timezone=read_timezone(book),
        key=read_series_id(book),
        on=desk.today,
        now=now,
        sequence=book.last_seq or 0,
    )
    write_whole(path, data)


def calendar_file(
    *,
    business: str,
    series: Series,
    calendar: WorkingCalendar,
    timezone: str,
    key: str,
    on: date,
    now: datetime,
    sequence: int = 0,
) -> bytes:
    """Return an iCalendar file: the series from its next meeting on, with what differs from it in a year.

    A meeting on another day or at another time (moved by somebody, or by a holiday) is an override of its planned
    day, one that is not held an exception. `key` is the same for ever and `sequence` never gets less, so that a
    calendar program updates the series instead of doubling it; `now` is an aware instant.
    """
    from icalendar import vRecur

    zone = _zone(timezone)
    meeting = next_meeting(series, calendar, on)
    first = meeting.planned_on or meeting.day
    event = _event(business, series, key, now, sequence)
    event.add("dtstart", datetime.combine(first, series.starts, zone))
    event.add("rrule", vRecur({"FREQ": "WEEKLY", "INTERVAL": series.every_weeks, "BYDAY": DAYS[first.weekday()]}))
    others = []
    for turn in turns(series, calendar, first, first + AHEAD):
        planned = datetime.combine(turn.planned_on, series.starts, zone)
        if turn.day is None:
            event.add("exdate", planned)
        elif (turn.day, turn.starts) != (turn.planned_on, series.starts):
            others.append(_other(_event(business, series, key, now, sequence), turn, planned, zone))
    return _written((event, *others), zone, first)


def write_visit(*, book: Book, visit: Visit, title: str, path: Path, now: datetime) -> None:
    """Write one visit to `path` for calendar programs, whole or not at all; without an hour it is there all day.

    `title` is what the calendar shows, `now` an aware instant. Raises Trouble when it can't be written.
    """
    from icalendar import Event

    zone = _zone(read_timezone(book))
    event = Event()
    event.add("uid", f"{visit.id}@handshake")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("sequence", visit.version)
    event.add("summary", title)
    if visit.what:
        event.add("description", visit.what)
    if visit.starts is None:
        event.add("dtstart", visit.planned_on)
    else:
        event.add("dtstart", datetime.combine(visit.planned_on, time.fromisoformat(visit.starts), zone))
        event.add("duration", timedelta(minutes=visit.minutes))
    write_whole(path, _written((event,), zone, visit.planned_on))


def _written(events: Iterable[Any], zone: ZoneInfo, first: date) -> bytes:
    """Return a calendar with `events` in it, from the day `first` on."""
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//Handshake//Meeting//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    if zone.key != "UTC":
        made.add_component(time_zone(zone, first))
    for each in events:
        made.add_component(each)
    written: bytes = made.to_ical()
    return written


def _event(business: str, series: Series, key: str, now: datetime, sequence: int) -> Any:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{key}@handshake")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("sequence", sequence)
    event.add("summary", tr("Sales and Operations handshake, {business}").format(business=business))
    event.add("duration", timedelta(minutes=series.minutes))
    return event


def _other(event: Any, turn: Turn, planned: datetime, zone: ZoneInfo) -> Any:
    """Return the event of a turn that is not as planned."""
    assert turn.day is not None
    event.add("recurrence-id", planned)
    event.add("dtstart", datetime.combine(turn.day, turn.starts, zone))
    if turn.reason:
        event.add("description", turn.reason)
    return event


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
