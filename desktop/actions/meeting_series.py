"""Actions on the series of meetings: when it takes place, and single meetings moved or left out (section 8)."""

from datetime import date, time, timedelta
from itertools import islice

from desktop.actions.agenda_items import checked_words
from desktop.actions.desk import Desk
from desktop.actions.meeting import meetings_ahead
from framework.meeting import Meeting, Series, Turn, turns
from resources.words import tr
from storage.book import Author, Book
from storage.business import read_series_id
from storage.held_meetings import held_on
from storage.trouble import Refused, Trouble

LEAST_MINUTES, MOST_MINUTES = 5, 480
AHEAD = timedelta(weeks=26)


def planned_series(
    *,
    book: Book,
    desk: Desk,
    weekday: int,
    starts: time,
    minutes: int,
    every_weeks: int,
    alternating: tuple[str, ...],
) -> Series:
    """Return the series as `change_series` would plan it; nothing is written.

    Raises Trouble for minutes that are no meeting, somebody twice, or more than two people.
    """
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        raise Trouble(tr("A meeting takes between 5 minutes and 8 hours."))
    if every_weeks < 1:
        raise Trouble(tr("There is at least a week between two meetings."))
    if len(set(alternating)) != len(alternating) or len(alternating) > 2:
        raise Trouble(tr("Who leads and who keeps time are two people, in turn."))
    old = desk.business.series
    first_number, first_on = 1, desk.today
    if old is not None:
        following = next(meetings_ahead(book, desk, old))
        first_number, first_on = following.number, max(desk.today, _monday(following.planned_on or following.day))
    # Whoever is named first leads the next one, whatever its number.
    pair = alternating if first_number % 2 else tuple(reversed(alternating))
    kept = tuple(move for move in old.moves if move.planned_on < first_on) if old is not None else ()
    return Series(weekday, starts, minutes, every_weeks, first_on, pair, first_number, kept)


def change_series(
    *,
    book: Book,
    who: Author,
    desk: Desk,
    weekday: int,
    starts: time,
    minutes: int,
    every_weeks: int,
    alternating: tuple[str, ...],
) -> None:
    """Plan the series, or plan it anew from its next meeting on: the numbers go on, and so does whose turn it is.

    `alternating` are the ids of at most two people, the first leads the next meeting. What was moved of the old plan
    from then on is dropped with it. Raises Trouble for minutes that are no meeting, somebody twice, or more than two.
    """
    planned = planned_series(
        book=book,
        desk=desk,
        weekday=weekday,
        starts=starts,
        minutes=minutes,
        every_weeks=every_weeks,
        alternating=alternating,
    )
    old, pair = desk.business.series, planned.alternating
    values = {
        "weekday": weekday,
        "starts": starts.strftime("%H:%M"),
        "minutes": minutes,
        "every_weeks": every_weeks,
        "first_on": planned.first_on,
        "first_number": planned.first_number,
        "first_lead": pair[0] if pair else None,
        "second_lead": pair[1] if len(pair) > 1 else None,
    }
    with book.change(tr("Plan the meeting"), who=who) as change:
        series_id = read_series_id(book)
        if series_id:
            change.update("meeting_series", series_id, values)
        else:
            change.add("meeting_series", values)
        for move in old.moves if old is not None else ():
            if move not in planned.moves:
                change.remove("meeting_move", move.id)


def next_meetings(*, book: Book, desk: Desk, series: Series, count: int = 3) -> tuple[Meeting, ...]:
    """Return the next meetings of a series that have not begun yet, as it is or as it would be."""
    return tuple(islice(meetings_ahead(book, desk, series), count))


def coming_turns(desk: Desk, count: int = 12) -> tuple[Turn, ...]:
    """Return the next turns of the series, also those that are left out; nothing without a series."""
    series = desk.business.series
    if series is None:
        return ()
    since = desk.today - timedelta(weeks=series.every_weeks)
    until = desk.today + timedelta(weeks=series.every_weeks * (count + 1))
    found = [
        turn
        for turn in turns(series, desk.business.calendar, since, until)
        if (turn.day or turn.planned_on) >= desk.today
    ]
    return tuple(found[:count])


def move_meeting(
    *, book: Book, who: Author, desk: Desk, turn: Turn, day: date, starts: time | None = None, reason: str = ""
) -> None:
    """Move one meeting to another day or time. Raises Trouble for a day that is over, or that is not between the
    meetings before and after it, Refused when it was held already."""
    if day < desk.today:
        raise Trouble(tr("That day is over. Choose today or a day after it."))
    before, after = _neighbours(desk, turn)
    if before is not None and day <= before:
        raise Trouble(tr("That is not after the meeting before it. Leave out one of the two instead."))
    if after is not None and day >= after:
        raise Trouble(tr("By then the next meeting takes place. Leave this one out instead."))
    _put(book, who, desk, turn, day, starts, reason, tr("Move the meeting of {day}"))


def skip_meeting(*, book: Book, who: Author, desk: Desk, turn: Turn, reason: str = "") -> None:
    """Leave one meeting out; what would have been on it is on the next. Raises Refused when it was held already."""
    _put(book, who, desk, turn, None, None, reason, tr("Leave out the meeting of {day}"))


def as_planned(*, book: Book, who: Author, desk: Desk, turn: Turn) -> None:
    """Take back that a meeting was moved or left out."""
    move = next((each for each in _series(desk).moves if each.planned_on == turn.planned_on), None)
    if move is None:
        return
    with book.change(tr("The meeting of {day} as planned").format(day=turn.planned_on.isoformat()), who=who) as change:
        change.update("meeting_move", move.id, {}, seen=move.version)
        change.remove("meeting_move", move.id)


def _put(
    book: Book,
    who: Author,
    desk: Desk,
    turn: Turn,
    day: date | None,
    starts: time | None,
    reason: str,
    label: str,
) -> None:
    if turn.day is not None and held_on(book, turn.day, turn.planned_on):
        raise Refused(tr("That meeting has begun already."))
    values = {
        "day": day,
        "starts": starts.strftime("%H:%M") if starts is not None else None,
        "reason": checked_words(reason, needed=False)[:300],
    }
    move = next((each for each in _series(desk).moves if each.planned_on == turn.planned_on), None)
    with book.change(label.format(day=turn.planned_on.isoformat()), who=who) as change:
        if move is None:
            change.add("meeting_move", {"planned_on": turn.planned_on, **values})
        else:
            change.update("meeting_move", move.id, values, seen=move.version)


def _neighbours(desk: Desk, turn: Turn) -> tuple[date | None, date | None]:
    """Return the days of the meetings before and after a turn, as they are now."""
    series = _series(desk)
    far = timedelta(weeks=series.every_weeks * 60)
    around = turns(series, desk.business.calendar, turn.planned_on - far, turn.planned_on + far)
    before = [each.day for each in around if each.day is not None and each.planned_on < turn.planned_on]
    after = [each.day for each in around if each.day is not None and each.planned_on > turn.planned_on]
    return (before[-1] if before else None), (after[0] if after else None)


def _series(desk: Desk) -> Series:
    if desk.business.series is None:
        raise Refused(tr("No meeting is planned in this business yet."))
    return desk.business.series


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
