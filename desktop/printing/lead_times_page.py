"""The lead-time sheet for Sales on paper: the earliest honest date of each offering, and which weeks are full."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from desktop.actions.capacity import LeadTime
from desktop.printing.page import Page, render
from desktop.wording import capacity as words
from desktop.wording import figures
from framework.business import Business
from framework.week_loads import WeekLoad
from resources.words import tr


class Line(NamedTuple):
    """One offering: its name, its standard lead time, the day from which Sales may promise it alone, and with a yes."""

    name: str
    standard: str
    alone: str
    asked: str


def lead_times_page(
    found: Sequence[LeadTime], loads: Sequence[WeekLoad], limit: Fraction, business: Business, today: date
) -> Page:
    """Return the sheet, worked out on `today`; `loads` are the weeks of all crews that were looked at."""
    title, day = tr("Earliest honest dates"), figures.day_long(today)
    units = render(
        "lead_times.html",
        business=business.name,
        title=title,
        day=day,
        note=words.lead_times_note(limit),
        headings=(
            tr("Offering"),
            tr("Standard lead time"),
            tr("Sales may promise alone"),
            tr("With a yes from Operations"),
        ),
        lines=[_line(one) for one in found],
        empty=tr("The agreement in force names no offering yet."),
        weeks=_weeks(loads, limit, business),
    )
    return Page(
        title=tr("{title}, {day}").format(title=title, day=day),
        units=units,
        running=tr("{business} · {title} · {day}").format(business=business.name, title=title, day=day),
        footer=tr("Good on {day}. Every deal that is won moves these dates: print it anew.").format(
            day=figures.day_year(today)
        ),
    )


def _line(found: LeadTime) -> Line:
    alone = words.earliest_words(found.alone, hours_known=found.hours_known)
    asked = words.earliest_words(found.earliest, hours_known=found.hours_known) if found.hours_known else ""
    return Line(found.offering.name, words.standard_words(found), alone, asked)


def _weeks(loads: Sequence[WeekLoad], limit: Fraction, business: Business) -> list[tuple[str, str]]:
    """Return for each crew its name (none where there is one only) and which weeks are over the limit."""
    lines = []
    for crew in business.crews:
        own = [load for load in loads if load.crew_id == crew.id]
        lines.append((crew.name if len(business.crews) > 1 else "", words.over_line(own, limit)))
    return lines
