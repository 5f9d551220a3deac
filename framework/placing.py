"""Where the hours of a deal fall: evenly over the working days up to its promised date (framework.md section 5)."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from framework.catalogue import Offering
from framework.deal import Deal
from framework.working_time import DAYS_IN_WEEK, WorkingCalendar, monday_of

FULL = Fraction(1)

Shares = tuple[tuple[date, Fraction], ...]


class Window(NamedTuple):
    """The days a deal's hours fall on: the working days from `first` to `last`, each 1/`days` of them.

    `days` 0: no working day in it, or overdue; everything falls on `last`.
    """

    first: date
    last: date
    days: int


def window(deal: Deal, offering: Offering | None, calendar: WorkingCalendar, today: date) -> Window | None:
    """Return the days on which the hours of `deal` are still to be worked; None without a promised date.

    Also None once nothing is left to do (delivered or lost). For a sold deal without actual hours `days` still
    counts the planned days before today, while `first` is never before today (framework.md section 5).
    """
    last = deal.promised_on
    if last is None or not (deal.is_open or deal.is_sold):
        return None
    if last < today:
        return Window(today, today, 0)
    start = today if deal.is_open else deal.won_on or deal.created_on or today
    if offering is not None and offering.lead_time_days is not None:
        start = max(start, days_before(calendar, last, offering.lead_time_days))
    if deal.is_open or deal.actual_hours is not None:
        start = max(start, today)
    return Window(max(start, today), last, calendar.working_days_in(start, last))


def spread(
    deal: Deal,
    hours: Decimal,
    offering: Offering | None,
    calendar: WorkingCalendar,
    today: date,
    total: Decimal | None = None,
) -> list[tuple[date, Fraction]]:
    """Return the days from `today` on with the hours that fall on each, for the `hours` of one crew.

    `total` are the deal's hours over all its crews (default: `hours`): actual hours are known for the deal as a
    whole and count for each crew by its share. Empty without a promised date (framework.md section 5).
    """
    place = window(deal, offering, calendar, today)
    if place is None:
        return []
    left = Fraction(hours) * share_left(deal, hours if total is None else total)
    if place.days == 0:
        return [(place.last, left)]
    return [(day, left / place.days) for day in calendar.each_working_day(place.first, place.last)]


def days_before(calendar: WorkingCalendar, day: date, n: int) -> date:
    """Return the day `n` working days before `day`; the first day there is, where the calendar does not reach back."""
    try:
        return calendar.add_working_days(day, -n)
    except OverflowError:
        return date.min


def share_left(deal: Deal, total: Decimal) -> Fraction:
    """Return the share of the deal's hours that actual hours leave to do, between 0 and 1."""
    if deal.actual_hours is None or total <= 0:
        return FULL
    return max(Fraction(0), 1 - Fraction(deal.actual_hours) / Fraction(total))


def shares(place: Window, calendar: WorkingCalendar) -> Shares:
    """Return by Monday which share of the hours falls in that week; weeks without any are left out."""
    if place.days == 0:
        return ((monday_of(place.last), FULL),)
    found, first, end = [], place.first.toordinal(), place.last.toordinal()
    while first <= end:
        day = date.fromordinal(first)
        sunday = first - day.weekday() + DAYS_IN_WEEK - 1
        worked = calendar.working_days_in(day, date.fromordinal(min(sunday, end)))
        if worked:
            found.append((monday_of(day), Fraction(worked, place.days)))
        first = sunday + 1
    return tuple(found)
