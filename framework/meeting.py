"""The handshake meeting: its series, who leads, and how its minutes are shared (framework.md section 8)."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from framework.working_time import DAYS_IN_WEEK, WorkingCalendar

SCORECARD_EVERY = 4


class Series(NamedTuple):
    """When the handshake takes place. `weekday` 0 is Monday; `first_on` is the day of meeting `first_number`.

    `alternating` are person ids: the first leads meeting 1 while the second keeps time, then they swap. `moves` are
    the meetings that take place on another day than planned, or not at all.
    """

    weekday: int
    starts: time
    minutes: int
    every_weeks: int
    first_on: date
    alternating: tuple[str, ...] = ()
    first_number: int = 1
    moves: tuple["Move", ...] = ()


class Move(NamedTuple):
    """The meeting planned for `planned_on` takes place on `day` at `starts` (None: the usual time); `day` None: not at
    all. `planned_on` is the day by the plan of the series, before any holiday."""

    planned_on: date
    day: date | None
    starts: time | None = None
    reason: str = ""
    id: str = ""
    version: int = 1


class Why(StrEnum):
    """Why a turn of the series is not on its planned day."""

    AS_PLANNED = "as_planned"
    MOVED = "moved"
    SKIPPED = "skipped"
    HOLIDAY = "holiday"
    DROPPED = "dropped"


class Turn(NamedTuple):
    """One turn of the series. `day` None: it does not take place (SKIPPED by somebody, DROPPED for days off)."""

    number: int
    planned_on: date
    day: date | None
    starts: time
    why: Why = Why.AS_PLANNED
    reason: str = ""


class Action(NamedTuple):
    """What somebody promised in a meeting. `done_on` None: still to do."""

    id: str
    say: str
    person_id: str | None
    due_on: date | None
    done_on: date | None = None
    agreed_on: date | None = None
    version: int = 1
    first_due_on: date | None = None
    meeting_id: str | None = None
    deal_id: str | None = None

    def is_late(self, today: date) -> bool:
        """Say whether it was to be done before `today` and is not."""
        return self.done_on is None and self.due_on is not None and self.due_on < today


class Meeting(NamedTuple):
    """One meeting of the series: `starts` is local wall-clock time, `leads` and `keeps_time` are person ids.

    `previous_on` is the day of the meeting before it, None for the first. `planned_on` is its day by the plan of the
    series, before holidays and moves.
    """

    number: int
    day: date
    starts: time
    minutes: int
    leads: str | None = None
    keeps_time: str | None = None
    previous_on: date | None = None
    planned_on: date | None = None


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
    place is dropped, and the numbers go on. What somebody moved or skipped stands over that. Raises ValueError for a
    series without weeks between its meetings, OverflowError after 9999.
    """
    turn = max(0, (on - _start(series)) // _step(series) - 1)
    while True:
        found = turn_of(series, calendar, turn)
        if found.day is not None and found.day >= on:
            return _meeting(series, calendar, turn, found)
        if found.why is Why.DROPPED:
            # A long time off: on to the last turn that it covers.
            turn = max(turn, (calendar.next_working_day(found.planned_on) - _start(series)) // _step(series) - 1)
        turn += 1


def turn_of(series: Series, calendar: WorkingCalendar, turn: int) -> Turn:
    """Return turn `turn` of the series (0 is the first), wherever it ended up."""
    planned = _start(series) + turn * _step(series)
    number = turn + series.first_number
    for move in series.moves:
        if move.planned_on == planned:
            why = Why.SKIPPED if move.day is None else Why.MOVED
            return Turn(number, planned, move.day, move.starts or series.starts, why, move.reason)
    day = calendar.next_working_day(planned)
    if day == planned:
        return Turn(number, planned, day, series.starts)
    if day >= planned + _step(series):
        return Turn(number, planned, None, series.starts, Why.DROPPED)
    return Turn(number, planned, day, series.starts, Why.HOLIDAY)


def turns(series: Series, calendar: WorkingCalendar, first: date, last: date) -> tuple[Turn, ...]:
    """Return the turns planned from `first` to `last`, both included, in their order, also those that are skipped."""
    start, step = _start(series), _step(series)
    begin = max(0, -((start - first) // step)) if first > start else 0
    count = (last - start) // step
    return tuple(turn_of(series, calendar, turn) for turn in range(begin, count + 1))


def people_of(series: Series, number: int) -> tuple[str | None, str | None]:
    """Return who leads meeting `number` and who keeps its time: person ids, None where nobody is named."""
    people, at = series.alternating, number - 1
    leads = people[at % len(people)] if people else None
    return leads, people[(at + 1) % len(people)] if len(people) > 1 else None


def _start(series: Series) -> date:
    if series.every_weeks < 1:
        raise ValueError("a series needs at least a week between its meetings")
    return series.first_on + timedelta(days=(series.weekday - series.first_on.weekday()) % DAYS_IN_WEEK)


def _step(series: Series) -> timedelta:
    return timedelta(weeks=series.every_weeks)


def _meeting(series: Series, calendar: WorkingCalendar, turn: int, found: Turn) -> Meeting:
    assert found.day is not None
    leads, keeps_time = people_of(series, found.number)
    return Meeting(
        number=found.number,
        day=found.day,
        starts=found.starts,
        minutes=series.minutes,
        leads=leads,
        keeps_time=keeps_time,
        previous_on=_before(series, calendar, turn),
        planned_on=found.planned_on,
    )


def _before(series: Series, calendar: WorkingCalendar, turn: int) -> date | None:
    """Return the day of the last turn before `turn` that takes place."""
    for earlier in range(turn - 1, -1, -1):
        day = turn_of(series, calendar, earlier).day
        if day is not None:
            return day
    return None


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
