"""The owner meter and the test without the owner, in words (framework.md section 7)."""

from desktop.wording import figures
from framework.owner_away import DAYS, AwayReport, AwayTest
from framework.owner_meter import Meter, MeterWeek, Settled
from framework.people import Function
from resources.words import tr


def share_words(meter: Meter) -> str:
    """Return how many decisions were the owner's: "1 of 14", "none" where nothing was decided."""
    if not meter.all:
        return tr("none")
    return tr("{count} of {all}").format(count=figures.number(meter.owner), all=figures.number(meter.all))


def beside_words(now: Meter, before: Meter) -> str:
    """Return what stands beside the owner's share: "this quarter, was 6 of 11"."""
    if not before.all:
        return tr("this quarter; nothing was decided in the one before")
    return tr("this quarter, was {before}").format(before=share_words(before))


def meter_lines(now: Meter) -> list[str]:
    """Return what else there is to say of a quarter, a sentence each."""
    lines = []
    if now.all:
        lines.append(tr("Settled at steps 1 and 2: {share}").format(share=figures.share(now.low, now.all)))
    sides = [(tr("Sales"), now.by_side[Function.SALES]), (tr("Operations"), now.by_side[Function.OPERATIONS])]
    told = [
        tr("{owner} of {all} raised by {side}").format(owner=figures.number(owner), all=figures.number(of), side=side)
        for side, (owner, of) in sides
        if of
    ]
    if told and now.owner:
        lines.append(tr("At the owner: {sides}").format(sides=tr(", ").join(told)))
    if now.median_hours is not None:
        hours = figures.hours(round(now.median_hours * 10) / 10)
        lines.append(tr("Half were decided within {hours} of working time").format(hours=hours))
    if now.jumps:
        said = tr("1 went straight to the owner") if len(now.jumps) == 1 else tr("{count} went straight to the owner")
        lines.append(said.format(count=figures.number(len(now.jumps))))
    return lines


def week_words(week: MeterWeek) -> str:
    """Return one week of the strip: "Week of 7 Dec: 3 decisions, 1 by the owner"."""
    said = tr("Week of {day}: {count} decisions, {owner} by the owner")
    if week.all == 1:
        said = tr("Week of {day}: {count} decision, {owner} by the owner")
    return said.format(
        day=figures.day_month(week.monday), count=figures.number(week.all), owner=figures.number(week.owner)
    )


def away_line(test: AwayTest | None, test_before: AwayTest | None, today_number: int) -> str:
    """Return how a test without the owner stands: "The owner is away: day 5 of 14". Empty without one."""
    if test is None:
        if test_before is None:
            return ""
        return tr("The owner was away until {day}.").format(day=figures.day_year(test_before.last))
    if today_number < 1:
        return tr("The owner will be away from {day}.").format(day=figures.day(test.from_day))
    said = tr("The owner is away: day {number} of {days}, until {until}.")
    return said.format(number=figures.number(today_number), days=figures.number(DAYS), until=figures.day(test.last))


def report_lines(report: AwayReport) -> list[tuple[str, str, int]]:
    """Return what came of a test: a key, what is counted, and how many."""
    return [
        ("without", tr("Decided without the owner"), len(report.without)),
        ("by_owner", tr("Decided by the owner all the same"), len(report.by_owner)),
        ("waited", tr("Waited for the owner"), len(report.waited)),
        ("overdue", tr("Overdue on their step"), len(report.overdue)),
        ("lapsed", tr("Asked in Intake, not answered in time"), len(report.lapsed)),
        ("lost", tr("Deals lost after such a decision"), len(report.lost)),
    ]


def looked_back_words(report: AwayReport) -> str:
    """Return how the decisions looked when they were reviewed."""
    if not report.looked_back:
        return tr("None of these decisions has been looked back at yet.")
    return tr("Looked back at, and right: {share}").format(share=figures.share(report.right, report.looked_back))


def settled_where(settled: Settled, name: str) -> str:
    """Return where something was decided, who raised it, and how long it took: "Owner, Sales, 3 h"."""
    side = ""
    if settled.side is not None:
        side = tr("Sales") if settled.side is Function.SALES else tr("Operations")
    return tr(", ").join(part for part in (name, side, figures.hours(round(settled.hours, 1))) if part)
