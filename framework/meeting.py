"""The handshake meeting: its series, who leads, and how its minutes are shared (framework.md section 8)."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from framework.working_time import DAYS_IN_WEEK, WorkingCalendar

SCORECARD_EVERY = 4


class Series(NamedTuple):
    """When the handshake takes place. `weekday` 0 is Monday; `first_on` is the day of meeting number 1.

    `alternating` are person ids: the first leads meeting 1 while the second keeps time, then they swap.
    """

    weekday: int
    starts: time
    minutes: int
    every_weeks: int
    first_on: date
    alternating: tuple[str, ...] = ()


class Action(NamedTuple):
    """What somebody promised in a meeting. `done_on` None: still to do."""

    id: str
    say: str
    person_id: str | None
    due_on: date | None
    done_on: date | None = None
    agreed_on: date | None = None
    version: int = 1


class Meeting(NamedTuple):
    """One meeting of the series: `starts` is local wall-clock time, `leads` and `keeps_time` are person ids.

    `previous_on` is the day of the meeting before it, None for the first.
    """

    number: int
    day: date
    starts: time
    minutes: int
    leads: str | None = None
    keeps_time: str | None = None
    previous_on: date | None = None


class SectionKind(StrEnum):
    """The sections of an agenda, always in this order."""

    SINCE_LAST_TIME = "since_last_time"
    DEALS_AHEAD = "deals_ahead"
    BOTTLENECKS = "bottlenecks"
    FORECAST = "forecast"
    EXCEPTIONS = "exceptions"
    SCORECARD = "scorecard"
    CLOSE = "close"


WEIGHTS = dict(zip(SectionKind, (3, 7, 5, 5, 8, 6, 2), strict=True))


def next_meeting(series: Series, calendar: WorkingCalendar, on: date) -> Meeting:
    """Return the next meeting of the series on or after `on`.

    A meeting that falls on a day off moves to the next working day; one that would move into the next meeting's
    place is dropped, and the numbers go on. Raises ValueError for a series without weeks between its meetings,
    OverflowError after 9999.
    """
    if series.every_weeks < 1:
        raise ValueError("a series needs at least a week between its meetings")
    step = timedelta(weeks=series.every_weeks)
    start = series.first_on + timedelta(days=(series.weekday - series.first_on.weekday()) % DAYS_IN_WEEK)
    turn = max(0, (on - start) // step)
    while True:
        day = calendar.next_working_day(start + turn * step)
        if day >= start + (turn + 1) * step:
            turn = (day - start) // step
        elif day < on:
            turn += 1
        else:
            break
    people = series.alternating
    return Meeting(
        number=turn + 1,
        day=day,
        starts=series.starts,
        minutes=series.minutes,
        leads=people[turn % len(people)] if people else None,
        keeps_time=people[(turn + 1) % len(people)] if len(people) > 1 else None,
        previous_on=calendar.next_working_day(start + (turn - 1) * step) if turn else None,
    )


def section_kinds(number: int) -> tuple[SectionKind, ...]:
    """Return the sections of meeting `number`: the scorecard and visits are on every fourth."""
    return tuple(kind for kind in SectionKind if kind is not SectionKind.SCORECARD or number % SCORECARD_EVERY == 0)


def section_minutes(total: int, kinds: Sequence[SectionKind]) -> tuple[int, ...]:
    """Return whole minutes for each of `kinds` that add up to `total`, by weight and largest remainder.

    Each gets at least one while there are enough. Raises ValueError for a negative total or no section at all.
    """
    if total < 0 or not kinds:
        raise ValueError("minutes need a section to go to")
    whole = sum(WEIGHTS[kind] for kind in kinds)
    minutes = [total * WEIGHTS[kind] // whole for kind in kinds]
    by_rest = sorted(range(len(kinds)), key=lambda n: -(total * WEIGHTS[kinds[n]] % whole))
    for n in by_rest[: total - sum(minutes)]:
        minutes[n] += 1
    while total >= len(kinds) and 0 in minutes:
        minutes[minutes.index(max(minutes))] -= 1
        minutes[minutes.index(0)] += 1
    return tuple(minutes)
