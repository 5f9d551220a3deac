"""Days on which nobody works, told as people plan them: one day, or a row of days with one name (section 2)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from framework.working_time import WorkingCalendar

LONGEST_SPAN = 366
"""So many days may be taken off in a row."""


class DayOff(NamedTuple):
    """One day off as it is written down: a public holiday (`public`) or one of the business's own."""

    id: str
    day: date
    name: str
    public: bool
    version: int = 1


class Span(NamedTuple):
    """A row of days off of the same name and kind, in their order, with nothing worked in between."""

    days: tuple[DayOff, ...]

    @property
    def first(self) -> date:
        """The first day."""
        return self.days[0].day

    @property
    def last(self) -> date:
        """The last day."""
        return self.days[-1].day

    @property
    def name(self) -> str:
        """What it is called."""
        return self.days[0].name

    @property
    def public(self) -> bool:
        """Whether it is a public holiday."""
        return self.days[0].public


def spans(days: Iterable[DayOff], calendar: WorkingCalendar) -> tuple[Span, ...]:
    """Return the days off as rows of days, by their first day. A public holiday is always a row of its own.

    Days of one name belong together when every day in between is off or not worked anyway.
    """
    found: list[Span] = []
    last_own: dict[str, int] = {}
    for day in sorted(days, key=lambda each: (each.day, not each.public, each.name)):
        at = None if day.public else last_own.get(day.name)
        if at is not None and calendar.working_days_between(found[at].last, day.day) == _worked(calendar, day.day):
            found[at] = Span((*found[at].days, day))
            continue
        if not day.public:
            last_own[day.name] = len(found)
        found.append(Span((day,)))
    return tuple(found)


def working_days_lost(span: Span, calendar: WorkingCalendar) -> int:
    """Return how many days of a row would be worked if they were not off."""
    return sum(day.day.weekday() in calendar.weekdays for day in span.days)


def in_span(days: Sequence[DayOff], day: date) -> DayOff | None:
    """Return the day off of `day` among `days`, None when it is not there."""
    return next((each for each in days if each.day == day), None)


def _worked(calendar: WorkingCalendar, day: date) -> int:
    """Return 1 for a day that is worked all the same (the calendar has not heard of it yet), else 0."""
    return int(calendar.is_working(day))
