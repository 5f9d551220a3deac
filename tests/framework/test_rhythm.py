"""The rhythm of the meetings: every figure worked out by hand."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction

import pytest

from framework.agenda import AgendaItem, ItemKind
from framework.meeting import SectionKind, Turn, Why
from framework.minutes import Entry, EntryKind, HeldItem, HeldMeeting, HeldSection, Outcome
from framework.rhythm import Quiet, meetings_held, minutes_used, quiet, rhythm

TODAY = date(2026, 11, 23)
FIRST = date(2026, 10, 1)
DECISION, BACK = EntryKind.DECISION, EntryKind.LOOKING_BACK


def mondays(back: int) -> date:
    return TODAY - timedelta(weeks=back)


def turn(back: int, why: Why = Why.AS_PLANNED, *, later: int = 0) -> Turn:
    planned = mondays(back)
    gone = why in (Why.SKIPPED, Why.DROPPED)
    return Turn(100 - back, planned, None if gone else planned + timedelta(days=later), time(9), why)


def held(
    back: int,
    *,
    used: Sequence[int] = (3, 27),
    kinds: Sequence[EntryKind] = (),
    outcomes: Sequence[Outcome | None] = (),
    ratings: Mapping[str, int] | None = None,
    paper: int | None = None,
    later: int = 0,
) -> HeldMeeting:
    """A meeting of 30 minutes, 5 and 25, with its items in the second section."""
    day = mondays(back) + timedelta(days=later)
    began = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    items = tuple(
        HeldItem(str(at), f"late:{at}", AgendaItem(ItemKind.LATE), outcome) for at, outcome in enumerate(outcomes)
    )
    on_paper = paper is not None
    sections = (
        HeldSection("a", SectionKind.SINCE_LAST_TIME, 5, timedelta(minutes=0 if on_paper else used[0])),
        HeldSection("b", SectionKind.EXCEPTIONS, 25, timedelta(minutes=0 if on_paper else used[1]), items, more=1),
    )
    entries = tuple(Entry(str(at), "m", SectionKind.CLOSE, kind, "x", began) for at, kind in enumerate(kinds))
    return HeldMeeting(
        id=f"m{back}",
        number=100 - back,
        day=day,
        starts=time(9),
        minutes=30,
        started_at=began,
        sections=sections,
        section=SectionKind.EXCEPTIONS,
        ended_at=began + timedelta(minutes=paper or 30),
        planned_on=mondays(back),
        on_paper=on_paper,
        entries=entries,
        ratings=ratings or {},
    )


def test_held_of_planned_by_hand() -> None:
    turns = [
        turn(6),
        turn(5),
        turn(4, Why.SKIPPED),
        turn(3, Why.DROPPED),
        turn(2, Why.MOVED, later=2),
        turn(1),
        turn(0),
    ]
    meetings = [held(6), held(2, later=2), held(1)]
    # Planned: 6, 5, 4 (left out by somebody), 2, 1. Not 3, which fell to days off, nor today's, which is still to come.
    assert meetings_held(turns, meetings, FIRST, TODAY, TODAY) == (3, 5)
    assert meetings_held(turns, [*meetings, held(0)], FIRST, TODAY, TODAY) == (4, 6)
    assert meetings_held(turns, meetings, mondays(2), TODAY, TODAY) == (2, 2)
    # Of a series that was planned anew only the later turns are known; what was held before it still counts.
    assert meetings_held(turns[4:], meetings, FIRST, TODAY, TODAY) == (3, 3)
    assert meetings_held([], [], FIRST, TODAY, TODAY) == (0, 0)


def test_one_that_is_going_on_is_not_held_yet() -> None:
    running = held(1)._replace(ended_at=None)
    assert meetings_held([turn(1)], [running], FIRST, TODAY, TODAY) == (0, 1)


def test_the_figures_by_hand() -> None:
    turns = [turn(3), turn(2), turn(1)]
    meetings = [
        held(1, used=(4, 32), kinds=(DECISION, BACK), outcomes=(Outcome.SETTLED, None), ratings={"a": 8, "b": 9}),
        held(3, used=(2, 24), kinds=(BACK, BACK), outcomes=(Outcome.PUT_OFF,), ratings={"a": 6}),
    ]
    found = rhythm(turns, meetings, [], FIRST, TODAY)
    assert [meeting.day for meeting in found.meetings] == [mondays(3), mondays(1)]
    assert [each.planned_on for each in found.skipped] == [mondays(2)]
    # 36 and 26 minutes of 30 planned.
    assert (found.timed, found.planned, found.used) == (2, 30, 31)
    since, exceptions = found.sections
    assert (since.kind, since.items, since.planned, since.used) == (SectionKind.SINCE_LAST_TIME, (0, 0), 5, 3)
    # 1 and 2 items, and one more on each that did not fit.
    assert (exceptions.items, exceptions.ended, exceptions.put_off) == ((2, 3), 1, 1)
    assert (exceptions.planned, exceptions.used) == (25, 28)
    assert found.ratings == ((mondays(3), 6), (mondays(1), Fraction(17, 2)))
    assert (found.back, found.lines) == (3, 4)


def test_a_meeting_on_paper_has_the_time_that_was_written_and_no_clock_by_section() -> None:
    assert minutes_used(held(1, paper=25)) == 25
    unknown = held(1, paper=25)
    unknown = unknown._replace(ended_at=unknown.started_at)
    assert minutes_used(unknown) is None
    found = rhythm([], [held(2, used=(5, 35)), held(1, paper=20), unknown._replace(id="u")], [], FIRST, TODAY)
    assert (found.timed, found.used) == (2, 30)
    assert found.sections[0].used == 5, "of the one with a clock"


def test_nothing_is_nothing() -> None:
    found = rhythm([], [], [], FIRST, TODAY)
    assert (found.meetings, found.skipped, found.planned, found.used, found.quiet) == ((), (), None, None, None)
    assert found.sections == () and found.ratings == ()


TURNS = [turn(back) for back in range(8)]


@pytest.mark.parametrize(
    ("meetings", "added", "wanted"),
    [
        ([held(5, kinds=[DECISION])], [], Quiet.NO_MEETING),
        ([held(4, kinds=[DECISION])], [], Quiet.NO_MEETING),
        ([held(3, kinds=[DECISION])], [], None),
        ([held(3), held(2), held(1)], [], Quiet.NOTHING_SAID),
        ([held(3), held(1, kinds=[BACK, EntryKind.NOTE])], [], Quiet.NOTHING_SAID),
        ([held(3), held(1, outcomes=[Outcome.PUT_OFF])], [], Quiet.NOTHING_SAID),
        ([held(3), held(1, outcomes=[Outcome.SETTLED])], [], None),
        ([held(3), held(1)], [mondays(2)], None),
        ([held(3), held(1)], [mondays(5)], Quiet.NOTHING_SAID),
    ],
)
def test_four_quiet_weeks(meetings: list[HeldMeeting], added: list[date], wanted: Quiet | None) -> None:
    assert quiet(TURNS, meetings, added, TODAY) is wanted


def test_a_young_series_and_weeks_off_are_not_quiet() -> None:
    assert quiet([turn(3), turn(2), turn(1)], [], [], TODAY) is None
    off = [turn(6), *(turn(back, Why.DROPPED) for back in (4, 3, 2, 1))]
    assert quiet(off, [held(6)], [], TODAY) is None
    left_out = [turn(6), *(turn(back, Why.SKIPPED) for back in (4, 3, 2, 1))]
    assert quiet(left_out, [held(6)], [], TODAY) is Quiet.NO_MEETING
