"""Actions that read how regularly the meetings take place (framework.md section 8)."""

from datetime import date, timedelta

from desktop.actions.desk import Desk
from framework import rhythm
from framework.meeting import Turn, turns
from framework.minutes import HeldMeeting
from framework.rhythm import Quiet, Rhythm
from storage.book import Book
from storage.held_meetings import added_days, held_meetings

SHOWN = timedelta(weeks=26)
"""So far back the rhythm is shown: half a year."""


def read_rhythm(book: Book, desk: Desk) -> Rhythm:
    """Return the rhythm of the half year up to today."""
    first = _since(book, desk.today - SHOWN)
    return rhythm.rhythm(
        _turns(desk, first), held_meetings(book, since=first), added_days(book, first), first, desk.today
    )


def read_quiet(book: Book, desk: Desk) -> Quiet | None:
    """Return what was quiet in the last four weeks, None for nothing."""
    first = _since(book, desk.today - 2 * rhythm.QUIET_AFTER)
    held = held_meetings(book, since=first)
    return rhythm.quiet(_turns(desk, first), held, added_days(book, first), desk.today)


def read_turns(book: Book, desk: Desk, first: date, last: date) -> tuple[tuple[Turn, ...], tuple[HeldMeeting, ...]]:
    """Return the planned turns and the meetings with minutes from `first` to `last` and today, for the scorecard.

    Turns from before the first meeting of which there are minutes are left out.
    """
    begin = _since(book, first)
    end = min(last, desk.today)
    series, calendar = desk.business.series, desk.business.calendar
    planned = turns(series, calendar, begin, end) if series is not None and begin <= end else ()
    return planned, held_meetings(book, since=begin)


def _turns(desk: Desk, first: date) -> tuple[Turn, ...]:
    series = desk.business.series
    return turns(series, desk.business.calendar, first, desk.today) if series is not None else ()


def _since(book: Book, first: date) -> date:
    """Return the day from which meetings count: `first`, or the first one of which there are minutes."""
    (day,) = book.row("SELECT min(day) FROM meeting WHERE ended_at IS NOT NULL") or (None,)
    return first if day is None else max(first, date.fromisoformat(day))
