"""The calendar file where holidays do odd things to a series, read back by other programs than wrote it."""

import os
import shutil
import subprocess
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from icalendar import Calendar

from desktop.actions.calendar_file import calendar_file
from desktop.actions.calendar_zone import changes_of, time_zone
from framework.meeting import Move, Series
from framework.working_time import WorkingCalendar

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
MONDAY = date(2026, 11, 23)


def written(
    series: Series, days_off: set[date], on: date = MONDAY, zone: str = "America/New_York", sequence: int = 0
) -> bytes:
    return calendar_file(
        business="Brandt, Signs; & “Co”\nLtd",
        series=series,
        calendar=WorkingCalendar(days_off=days_off),
        timezone=zone,
        key="abc",
        on=on,
        now=NOW,
        sequence=sequence,
    )


def events(series: Series, days_off: set[date], on: date = MONDAY, zone: str = "America/New_York") -> list[Any]:
    return list(Calendar.from_ical(written(series, days_off, on, zone)).walk("VEVENT"))


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


# Read by a second library and by a calendar program

A_WEEK_OFF = {date(2027, 1, 4) + timedelta(days=n) for n in range(5)}
DAYS_OFF = {date(2026, 12, 28), date(2027, 3, 29)} | A_WEEK_OFF
ODD = Series(
    weekday=0,
    starts=time(9),
    minutes=30,
    every_weeks=1,
    first_on=MONDAY,
    alternating=("a", "b"),
    first_number=7,
    moves=(
        Move(date(2026, 12, 7), date(2026, 12, 9), time(14), "Trade fair, day 2"),
        Move(date(2026, 12, 14), None),
        Move(date(2026, 12, 21), date(2026, 12, 21), time(16, 30)),
    ),
)
# By hand, from a calendar on the wall: 28 December and Easter Monday step aside, the first week of January is off.
HELD = """2026-11-23 09:00
2026-11-30 09:00
2026-12-09 14:00
2026-12-21 16:30
2026-12-29 09:00
2027-01-11 09:00
2027-01-18 09:00
2027-01-25 09:00
2027-02-01 09:00
2027-02-08 09:00
2027-02-15 09:00
2027-02-22 09:00
2027-03-01 09:00
2027-03-08 09:00
2027-03-15 09:00
2027-03-22 09:00
2027-03-30 09:00
2027-04-05 09:00""".splitlines()
LAST = date(2027, 4, 6)


def by_vobject(data: bytes) -> list[datetime]:
    """Return every meeting up to `LAST`, as the second library understands the file."""
    first, *others = vobject.readOne(data.decode()).vevent_list
    moved = {other.contents["recurrence-id"][0].value: other.dtstart.value for other in others}
    zone = first.dtstart.value.tzinfo
    ends = datetime.combine(LAST, time(), zone)
    planned = first.rruleset.between(datetime.combine(MONDAY, time(), zone), ends)
    assert set(moved) <= set(first.rruleset.between(min(planned), ends + timedelta(days=400), inc=True))
    return sorted(start for day in planned if (start := moved.get(day, day)) < ends)


def test_a_second_library_reads_the_same_meetings() -> None:
    found = by_vobject(written(ODD, DAYS_OFF, zone="Europe/Amsterdam"))
    assert [f"{start:%Y-%m-%d %H:%M}" for start in found] == HELD
    # The clocks change on 28 March 2027.
    assert {start.utcoffset() for start in found if start.date() < date(2027, 3, 28)} == {timedelta(hours=1)}
    assert {start.utcoffset() for start in found if start.date() > date(2027, 3, 28)} == {timedelta(hours=2)}


@pytest.mark.parametrize("on", [MONDAY, date(2026, 11, 24), date(2026, 11, 25)])
def test_the_first_meeting_may_be_a_moved_one(on: date) -> None:
    series = ODD._replace(moves=(Move(MONDAY, date(2026, 11, 25), time(11)),))
    found = by_vobject(written(series, set(), on, zone="Europe/Amsterdam"))
    assert [f"{start:%Y-%m-%d %H:%M}" for start in found[:2]] == ["2026-11-25 11:00", "2026-11-30 09:00"]


def test_a_first_meeting_that_is_left_out_is_not_in_the_file() -> None:
    series = ODD._replace(moves=(Move(MONDAY, None),))
    event, *others = events(series, set())
    assert event["DTSTART"].dt.date() == date(2026, 11, 30) and not others and "EXDATE" not in event


@pytest.mark.skipif(shutil.which("khal") is None, reason="the calendar program khal is not installed here")
def test_a_calendar_program_reads_the_same_meetings(tmp_path: Path) -> None:
    (tmp_path / "calendar").mkdir()
    (tmp_path / "khal.conf").write_text(KHAL.format(folder=tmp_path), encoding="utf-8")
    data = tmp_path / "meetings.ics"
    data.write_bytes(written(ODD, DAYS_OFF, zone="Europe/Amsterdam"))

    def khal(*arguments: str) -> str:
        home = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
        command = ["khal", "-c", str(tmp_path / "khal.conf"), *arguments]
        done = subprocess.run(command, env=home, capture_output=True, text=True, timeout=60, check=True)
        return done.stdout

    khal("import", "--batch", "-a", "handshake", str(data))
    days = str((LAST - MONDAY).days)
    form = "{start-long}|{duration}|{description}"
    lines = khal("list", "--notstarted", "--format", form, "--day-format", "", str(MONDAY), f"{days}d").splitlines()
    assert [line.split("|")[0] for line in lines] == HELD
    assert {line.split("|")[1] for line in lines} == {"30m"}
    assert [line.split("|")[2] for line in lines if line.split("|")[2]] == ["Trade fair, day 2"]


KHAL = """[calendars]
[[handshake]]
path = {folder}/calendar
[locale]
local_timezone = Europe/Amsterdam
default_timezone = Europe/Amsterdam
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {folder}/khal.db
"""


def test_a_newer_file_has_a_higher_number_and_the_same_key() -> None:
    old, new = (Calendar.from_ical(written(ODD, DAYS_OFF, sequence=number)).walk("VEVENT") for number in (41, 42))
    assert {event["UID"] for event in (*old, *new)} == {"abc@handshake"}
    assert {event["SEQUENCE"] for event in old} == {41} and {event["SEQUENCE"] for event in new} == {42}
    assert {event["DTSTAMP"].dt for event in new} == {NOW}


# Time zones

ZONES = {
    "Europe/Amsterdam": {"BYDAY=-1SU;BYMONTH=3", "BYDAY=-1SU;BYMONTH=10"},
    "America/New_York": {"BYDAY=2SU;BYMONTH=3", "BYDAY=1SU;BYMONTH=11"},
    "Australia/Sydney": {"BYDAY=1SU;BYMONTH=4", "BYDAY=1SU;BYMONTH=10"},
    "Asia/Tokyo": set(),
}


@pytest.mark.parametrize(("zone", "rules"), ZONES.items())
def test_the_clocks_change_by_the_rule_of_the_land(zone: str, rules: set[str]) -> None:
    data = time_zone(ZoneInfo(zone), MONDAY).to_ical().decode()
    found = {line.removeprefix("RRULE:FREQ=YEARLY;") for line in data.splitlines() if line.startswith("RRULE")}
    assert found == rules
    assert "BEGIN:STANDARD" in data


@pytest.mark.parametrize(
    "zone", [*ZONES, "Europe/Dublin", "Africa/Casablanca", "Asia/Jerusalem", "Australia/Lord_Howe"]
)
def test_another_reader_of_time_zones_shows_the_same_clocks(zone: str) -> None:
    """By dateutil, hour by hour around every change of five years, and every week between."""
    from io import StringIO

    from dateutil.tz import tzical

    clocks = ZoneInfo(zone)
    calendar = Calendar()
    calendar.add_component(time_zone(clocks, MONDAY))
    read = tzical(StringIO(calendar.to_ical().decode())).get()
    instants = [datetime(2026, 11, 23, 12, tzinfo=UTC) + timedelta(weeks=n) for n in range(250)]
    for change in changes_of(clocks, MONDAY, date(2031, 11, 1)):
        at = (change.wall - change.before).replace(tzinfo=UTC)
        instants += [at + timedelta(hours=n, minutes=30) for n in (-3, -2, 2, 3)]
    for instant in instants:
        wall = instant.astimezone(clocks).replace(tzinfo=None)
        assert wall.replace(tzinfo=read).utcoffset() == instant.astimezone(clocks).utcoffset(), instant


def test_clocks_change_at_the_time_they_showed_before() -> None:
    """As in the standard's own example of New York: both changes are at two o'clock in the morning."""
    data = time_zone(ZoneInfo("America/New_York"), MONDAY).to_ical().decode().split()
    begins = [line for line in data if line.startswith("DTSTART")]
    assert sorted(begins) == ["DTSTART:20250309T020000", "DTSTART:20251102T020000"]
    changes = changes_of(ZoneInfo("Europe/Amsterdam"), date(2026, 1, 1), date(2027, 1, 1))
    assert [change.wall for change in changes] == [
        datetime.fromisoformat(at) for at in ("2026-03-29T02:00", "2026-10-25T03:00")
    ]
