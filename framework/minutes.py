"""A meeting as it was held: its clock, what was written down, and what was put off (framework.md section 8)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from framework.agenda import AgendaItem, ItemKind
from framework.meeting import SectionKind

LOWEST_RATING, HIGHEST_RATING = 1, 10


class EntryKind(StrEnum):
    """What was written down in a meeting. CLIENT: what a client is told, by whom and until when."""

    DECISION = "decision"
    ACTION = "action"
    CLIENT = "client"
    LOOKING_BACK = "looking_back"
    NOTE = "note"


ACTING = (EntryKind.ACTION, EntryKind.CLIENT)
"""What somebody does by some day: it carries over until it is done."""


class Outcome(StrEnum):
    """What became of an item of the agenda."""

    SETTLED = "settled"
    PUT_OFF = "put_off"
    MOVED_UP = "moved_up"
    DROPPED = "dropped"


class Entry(NamedTuple):
    """One line of the minutes, in the order it was written. `at` is an aware UTC instant, None for paper.

    ACTION and CLIENT have `person_id` and `due_on`; `action_id` is the action that carries over.
    """

    id: str
    meeting_id: str
    section: SectionKind
    kind: EntryKind
    say: str
    at: datetime
    person_id: str | None = None
    due_on: date | None = None
    action_id: str | None = None
    deal_id: str | None = None
    version: int = 1


class HeldItem(NamedTuple):
    """An item of the frozen agenda: `key` as `framework.agenda.item_key`, `item` with its `frozen` words."""

    id: str
    key: str
    item: AgendaItem
    outcome: Outcome | None = None
    version: int = 1


class KeptWeek(NamedTuple):
    """One week of one crew as the forecast showed it when the meeting started, in hours. `week` is a Monday."""

    week: date
    crew_id: str
    sold: Fraction
    likely: Fraction
    capacity: Fraction


class HeldSection(NamedTuple):
    """A section of a meeting that began. `used` is how long its clock ran before it was stopped the last time.

    `counted` are the words of its counts when the meeting started; `more` items did not fit.
    """

    id: str
    kind: SectionKind
    minutes: int
    used: timedelta = timedelta()
    items: tuple[HeldItem, ...] = ()
    counted: str = ""
    more: int = 0
    chart: str = ""
    version: int = 1


class HeldMeeting(NamedTuple):
    """A meeting that began. `ended_at` None: it is still going on. Instants are aware UTC, `starts` is wall time.

    `section` is where it stands; `clock_since` None: the clock does not run. `ratings` are 1 to 10 by person id.
    `last_at` is when anything in it was written the last time. `on_paper`: it was written down afterwards.
    """

    id: str
    number: int
    day: date
    starts: time
    minutes: int
    started_at: datetime
    sections: tuple[HeldSection, ...]
    section: SectionKind
    clock_since: datetime | None = None
    ended_at: datetime | None = None
    planned_on: date | None = None
    leads: str | None = None
    keeps_time: str | None = None
    on_paper: bool = False
    figures: str = ""
    entries: tuple[Entry, ...] = ()
    ratings: Mapping[str, int] = {}
    last_at: datetime | None = None
    version: int = 1

    @property
    def is_running(self) -> bool:
        """True until it is closed."""
        return self.ended_at is None

    def at(self, kind: SectionKind) -> HeldSection:
        """Return one of its sections. Raises KeyError for a section that it does not have."""
        for section in self.sections:
            if section.kind is kind:
                return section
        raise KeyError(kind)


def spent(meeting: HeldMeeting, kind: SectionKind, now: datetime) -> timedelta:
    """Return how long a section has taken by `now`, never less than nothing."""
    used = meeting.at(kind).used
    if kind is meeting.section and meeting.clock_since is not None and meeting.is_running:
        used += max(timedelta(), now - meeting.clock_since)
    return used


def whole_time(meeting: HeldMeeting, now: datetime) -> timedelta:
    """Return how long all sections have taken by `now`."""
    return sum((spent(meeting, section.kind, now) for section in meeting.sections), start=timedelta())


def left(meeting: HeldMeeting, kind: SectionKind, now: datetime) -> timedelta:
    """Return what is left of the minutes of a section; below zero when it runs over."""
    return timedelta(minutes=meeting.at(kind).minutes) - spent(meeting, kind, now)


def was_interrupted(meeting: HeldMeeting, now: datetime) -> bool:
    """Say whether a meeting that was never closed lies still: nothing was written in it for as long again as it has
    minutes, and half an hour at least."""
    quiet = max(timedelta(minutes=30), timedelta(minutes=2 * meeting.minutes))
    last = max(filter(None, (meeting.started_at, meeting.clock_since, meeting.last_at)))
    return meeting.is_running and now - last > quiet


def after(meeting: HeldMeeting, kind: SectionKind) -> SectionKind | None:
    """Return the section that comes next, None after the last."""
    kinds = [section.kind for section in meeting.sections]
    place = kinds.index(kind) + 1
    return kinds[place] if place < len(kinds) else None


def looking_back(entries: Iterable[Entry]) -> tuple[int, int]:
    """Return how many lines look back, of how many written down."""
    kinds = [entry.kind for entry in entries]
    return kinds.count(EntryKind.LOOKING_BACK), len(kinds)


def can_be_put_off(item: AgendaItem) -> bool:
    """Say whether an item asks for something to be done about it, so that it is put off when nothing is."""
    if item.kind is ItemKind.ACTION:
        return not item.done and item.late_by > 0
    return item.kind in (ItemKind.LATE, ItemKind.DECIDE, ItemKind.QUESTION, ItemKind.WRITTEN)


def left_over(meeting: HeldMeeting) -> tuple[HeldItem, ...]:
    """Return what would be put off if the meeting were closed now."""
    return tuple(
        held
        for section in meeting.sections
        for held in section.items
        if held.outcome is None and can_be_put_off(held.item)
    )


def put_off_in_a_row(meetings: Sequence[Mapping[str, Outcome | None]]) -> dict[str, int]:
    """Return in how many meetings in a row each thing was put off, by its key.

    `meetings` are the outcomes of those that were closed, by key, the latest first.
    """
    found: dict[str, int] = {}
    if not meetings:
        return found
    for key, outcome in meetings[0].items():
        if outcome is not Outcome.PUT_OFF:
            continue
        count = 0
        for outcomes in meetings:
            if outcomes.get(key) is not Outcome.PUT_OFF:
                break
            count += 1
        found[key] = count
    return found


def mean_rating(meeting: HeldMeeting) -> Fraction | None:
    """Return the mean of the ratings at the close, None where nobody gave one."""
    given = list(meeting.ratings.values())
    return Fraction(sum(given), len(given)) if given else None
