"""How regularly the handshake takes place, and what comes of it (framework.md section 8)."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from framework.agenda import ItemKind
from framework.meeting import SectionKind, Turn, Why
from framework.minutes import ACTING, Entry, EntryKind, HeldMeeting, Outcome, looking_back, mean_rating

QUIET_AFTER = timedelta(weeks=4)
"""So long without a meeting, or with meetings in which nothing was said, and it is told."""

SPOKEN = (EntryKind.DECISION, *ACTING)


class Quiet(StrEnum):
    """What was quiet for four weeks."""

    NO_MEETING = "no_meeting"
    NOTHING_SAID = "nothing_said"


class SectionFigures(NamedTuple):
    """A section over all meetings: how many items stood in it meeting by meeting, the oldest first, how many were
    settled, moved up or dropped, and put off; its minutes as planned and as used, means over the meetings that had a
    clock (None without any)."""

    kind: SectionKind
    items: tuple[int, ...]
    ended: int
    put_off: int
    planned: Fraction | None
    used: Fraction | None


class Rhythm(NamedTuple):
    """The figures of a period. `meetings` were held, the oldest first; with the `skipped` they were planned in it.

    `planned` and `used` are mean minutes over the `timed` meetings whose time is known. `ratings` are the means by day,
    the oldest first. `back` of `lines` written down looked back.
    """

    meetings: tuple[HeldMeeting, ...]
    skipped: tuple[Turn, ...]
    timed: int
    planned: Fraction | None
    used: Fraction | None
    sections: tuple[SectionFigures, ...]
    ratings: tuple[tuple[date, Fraction], ...]
    back: int
    lines: int
    quiet: Quiet | None


def minutes_used(meeting: HeldMeeting) -> Fraction | None:
    """Return how many minutes a closed meeting took: by its clock, on paper by what was written; None if nobody knows.

    A meeting on paper that ended when it began was not timed.
    """
    if meeting.on_paper:
        took = (meeting.ended_at or meeting.started_at) - meeting.started_at
    else:
        took = sum((section.used for section in meeting.sections), start=timedelta())
    return _minutes(took) if took else None


def missed(
    turns: Iterable[Turn], meetings: Iterable[HeldMeeting], first: date, last: date, today: date
) -> tuple[Turn, ...]:
    """Return the turns from `first` to `last`, both included, that were planned and not held.

    Also those that somebody left out, but not those that fell to days off; today's is not missed before the day is
    over.
    """
    known = {day for meeting in meetings for day in (meeting.day, meeting.planned_on) if day is not None}
    found = []
    for turn in turns:
        day = turn.day or turn.planned_on
        if turn.why is not Why.DROPPED and first <= day <= last and day < today and not {day, turn.planned_on} & known:
            found.append(turn)
    return tuple(found)


def meetings_held(
    turns: Iterable[Turn], meetings: Iterable[HeldMeeting], first: date, last: date, today: date
) -> tuple[int, int]:
    """Return (held, planned) of the meetings from `first` to `last`, both included.

    A meeting outside the series, or from before it was planned anew, was planned and held.
    """
    closed = [meeting for meeting in meetings if not meeting.is_running]
    held = sum(first <= meeting.day <= last for meeting in closed)
    return held, held + len(missed(turns, closed, first, last, today))


def rhythm(
    turns: Sequence[Turn],
    meetings: Sequence[HeldMeeting],
    added_on: Iterable[date],
    first: date,
    today: date,
) -> Rhythm:
    """Return the figures of the closed `meetings` from `first` to `today`.

    `turns` are those of the series in that time; `added_on` are the days on which people put something on the agenda
    ahead of a meeting.
    """
    closed = sorted(
        (meeting for meeting in meetings if first <= meeting.day <= today and not meeting.is_running),
        key=lambda meeting: meeting.day,
    )
    timed = [(meeting.minutes, used) for meeting in closed if (used := minutes_used(meeting)) is not None]
    back, lines = looking_back(entry for meeting in closed for entry in meeting.entries)
    ratings = [(meeting.day, mean) for meeting in closed if (mean := mean_rating(meeting)) is not None]
    return Rhythm(
        meetings=tuple(closed),
        skipped=missed(turns, closed, first, today, today),
        timed=len(timed),
        planned=_mean([Fraction(minutes) for minutes, _ in timed]),
        used=_mean([used for _, used in timed]),
        sections=_sections(closed),
        ratings=tuple(ratings),
        back=back,
        lines=lines,
        quiet=quiet(turns, closed, added_on, today),
    )


def quiet(
    turns: Sequence[Turn], meetings: Sequence[HeldMeeting], added_on: Iterable[date], today: date
) -> Quiet | None:
    """Return what was quiet in the four weeks before `today`; None while nothing was, or the series is younger.

    NO_MEETING: none was held though the series had turns. NOTHING_SAID: those that were held decided nothing, agreed
    nothing and settled nothing, and nobody put anything on the agenda.
    """
    since = today - QUIET_AFTER
    days = [turn.planned_on for turn in turns] + [meeting.day for meeting in meetings]
    if not any(day <= since for day in days):
        return None
    recent = [meeting for meeting in meetings if since < meeting.day <= today]
    if not recent:
        due = [turn for turn in turns if turn.why is not Why.DROPPED and since <= turn.planned_on < today]
        return Quiet.NO_MEETING if due else None
    if any(since < day <= today for day in added_on) or any(map(_says_something, recent)):
        return None
    return Quiet.NOTHING_SAID


def _says_something(meeting: HeldMeeting) -> bool:
    if any(_is_spoken(entry) for entry in meeting.entries):
        return True
    items = [held for section in meeting.sections for held in section.items]
    return any(held.outcome is Outcome.SETTLED or held.item.kind is ItemKind.WRITTEN for held in items)


def _is_spoken(entry: Entry) -> bool:
    return entry.kind in SPOKEN


def _sections(meetings: Sequence[HeldMeeting]) -> tuple[SectionFigures, ...]:
    found = []
    for kind in SectionKind:
        own = [(meeting, section) for meeting in meetings for section in meeting.sections if section.kind is kind]
        if not own:
            continue
        outcomes = [held.outcome for _, section in own for held in section.items]
        clocked = [section for meeting, section in own if not meeting.on_paper]
        found.append(
            SectionFigures(
                kind=kind,
                items=tuple(len(section.items) + section.more for _, section in own),
                ended=sum(outcome not in (None, Outcome.PUT_OFF) for outcome in outcomes),
                put_off=outcomes.count(Outcome.PUT_OFF),
                planned=_mean([Fraction(section.minutes) for section in clocked]),
                used=_mean([_minutes(section.used) for section in clocked]),
            )
        )
    return tuple(found)


def _minutes(took: timedelta) -> Fraction:
    return Fraction(round(took.total_seconds()), 60)


def _mean(values: Sequence[Fraction]) -> Fraction | None:
    return sum(values, start=Fraction(0)) / len(values) if values else None
