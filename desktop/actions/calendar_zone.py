"""A time zone as calendar files tell it: when its clocks change, by rule where there is one (RFC 5545, 3.6.5).

Written here, because the library lists seventy years of changes, at an hour that some programs read otherwise.
"""

import calendar
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

YEARS_AHEAD = 10
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BEGINNING = datetime(1970, 1, 1)  # noqa: DTZ001  wall time, as an observance has it
_DAY, _SECOND = timedelta(days=1), timedelta(seconds=1)


class Clocks(NamedTuple):
    """One change of the clocks. `wall` is the time they showed just then, before they were changed."""

    wall: datetime
    before: timedelta
    after: timedelta
    name: str


def time_zone(zone: ZoneInfo, first: date) -> Any:
    """Return the VTIMEZONE component of `zone`, good from the day `first` on."""
    from icalendar import Timezone

    made = Timezone()
    made.add("tzid", zone.key)
    changes = changes_of(zone, date(first.year - 1, 1, 1), date(first.year + YEARS_AHEAD, 1, 1))
    if not changes or changes[0].wall.date() >= first:
        start = datetime.combine(first, time(), zone)
        offset = changes[0].before if changes else start.utcoffset() or timedelta(0)
        made.add_component(_observance(Clocks(_BEGINNING, offset, offset, start.tzname() or zone.key)))
    kinds = sorted(changes, key=lambda change: (change.after, change.before, change.name))
    for _, alike in groupby(kinds, key=lambda change: (change.after, change.before, change.name)):
        each = sorted(alike)
        made.add_component(_observance(each[0], each))
    return made


def changes_of(zone: ZoneInfo, first: date, last: date) -> list[Clocks]:
    """Return when the clocks of `zone` change between two days, in their order."""
    found = []
    at, end = datetime.combine(first, time(), UTC), datetime.combine(last, time(), UTC)
    while at < end:
        if _offset(zone, at) != _offset(zone, at + _DAY):
            found.append(_change(zone, at, at + _DAY))
        at += _DAY
    return found


def _change(zone: ZoneInfo, low: datetime, high: datetime) -> Clocks:
    """Return the one change after `low`, at `high` at the latest: to the second."""
    before = _offset(zone, low)
    while high - low > _SECOND:
        middle = low + (high - low) // 2
        middle = middle.replace(microsecond=0)
        low, high = (middle, high) if _offset(zone, middle) == before else (low, middle)
    after = high.astimezone(zone)
    return Clocks((high + before).replace(tzinfo=None), before, _offset(zone, high), after.tzname() or zone.key)


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta(0)


def _observance(first: Clocks, changes: Sequence[Clocks] = ()) -> Any:
    """Return the component of changes that are alike: by rule when one says them all, else each by its date."""
    from icalendar import TimezoneDaylight, TimezoneStandard, vRecur

    made = TimezoneDaylight() if first.after > first.before else TimezoneStandard()
    made.add("dtstart", first.wall)
    made.add("tzoffsetfrom", first.before)
    made.add("tzoffsetto", first.after)
    made.add("tzname", first.name)
    rule = yearly_rule([change.wall for change in changes])
    if rule is not None:
        month, place, weekday = rule
        made.add("rrule", vRecur({"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": f"{place}{DAYS[weekday]}"}))
    else:
        for change in changes[1:]:
            made.add("rdate", change.wall)
    return made


def yearly_rule(walls: Sequence[datetime]) -> tuple[int, int, int] | None:
    """Return (month, place, weekday) of changes that come every year on such a day: (3, -1, 6) is the last Sunday of
    March. None where no rule says them all."""
    years = [wall.year for wall in walls]
    if len(years) < YEARS_AHEAD or years != list(range(years[0], years[0] + len(years))):
        return None
    if len({(wall.month, wall.weekday(), wall.time()) for wall in walls}) != 1:
        return None
    month, weekday = walls[0].month, walls[0].weekday()
    if all(wall.day + 7 > calendar.monthrange(wall.year, wall.month)[1] for wall in walls):
        return month, -1, weekday
    places = {(wall.day - 1) // 7 + 1 for wall in walls}
    return (month, places.pop(), weekday) if len(places) == 1 else None
