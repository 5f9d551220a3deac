"""Actions on the days on which nobody works: the business's own, and public holidays."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from framework.days_off import LONGEST_SPAN, DayOff, in_span
from framework.deal_fields import FAR
from resources.words import tr
from storage.book import Author, Book
from storage.sheet.text import clean_text, one_line
from storage.trouble import Trouble

if TYPE_CHECKING:
    from storage.writing import Change

LONGEST_NAME = 200
YEARS_BACK, YEARS_AHEAD = timedelta(days=366), FAR


def save_days_off(
    *, book: Book, who: Author, today: date, before: Sequence[DayOff], first: date, last: date, name: str
) -> int:
    """Take the days from `first` to `last` off under one name, in place of those of `before`; return how many.

    Every day of it is written, also those not worked anyway. Raises Trouble for a name that is missing or too long and
    for days that are no row of days near today; Conflict when somebody changed one of them since.
    """
    called = _checked_name(name)
    _check_days(first, last, today)
    wanted = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    label = tr("Days off: {name}") if before else tr("New days off: {name}")
    with book.change(label.format(name=called), who=who) as change:
        there = {date.fromisoformat(day): key for key, day in book.rows("SELECT id, day FROM day_off WHERE kind='own'")}
        for old in before:
            if old.day not in wanted:
                change.update("day_off", old.id, {}, seen=old.version)
                change.remove("day_off", old.id)
        for day in wanted:
            known = in_span(before, day)
            if known is not None:
                change.update("day_off", known.id, {"name": called}, seen=known.version)
            elif day in there:
                change.update("day_off", there[day], {"name": called})
            else:
                change.add("day_off", {"day": day, "kind": "own", "name": called})
    return len(wanted)


def remove_days_off(*, book: Book, who: Author, days: Sequence[DayOff]) -> None:
    """Work on these days after all; of public holidays as of own days off. Raises Conflict when one was changed."""
    with book.change(tr("Worked after all: {name}").format(name=days[0].name), who=who) as change:
        for day in days:
            _remove(change, day)


def put_back_holiday(*, book: Book, who: Author, day: date, name: str) -> None:
    """Keep a public holiday that was worked. Nothing happens when it is kept already."""
    with book.change(tr("Public holiday: {name}").format(name=name), who=who) as change:
        if book.row("SELECT 1 FROM day_off WHERE kind = 'public' AND day = ?", (day.isoformat(),)) is None:
            change.add("day_off", {"day": day, "kind": "public", "name": name})


def _remove(change: "Change", day: DayOff) -> None:
    change.update("day_off", day.id, {}, seen=day.version)
    change.remove("day_off", day.id)


def _checked_name(name: str) -> str:
    called = one_line(clean_text(name)[0])
    if not called:
        raise Trouble(tr("Give the days off a name, such as “Summer break”."))
    if len(called) > LONGEST_NAME:
        raise Trouble(tr("The name is too long; {count} characters fit.").format(count=LONGEST_NAME))
    return called


def _check_days(first: date, last: date, today: date) -> None:
    if last < first:
        raise Trouble(tr("The last day off comes before the first one. Turn them round."))
    if (last - first).days >= LONGEST_SPAN:
        raise Trouble(tr("At most a year can be taken off in one go. Is the year right?"))
    if not today - YEARS_BACK <= first <= last <= today + YEARS_AHEAD:
        raise Trouble(tr("These days are too far from today. Is the year right?"))
