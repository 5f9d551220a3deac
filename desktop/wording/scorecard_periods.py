"""The weeks, months and quarters of the scorecard in words, and whether a figure has changed (section 9)."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from desktop.wording import figures
from framework.natural_limits import Direction
from framework.periods import SHOWN, Period, Step
from framework.scorecard_trend import Trend
from resources.words import tr

if TYPE_CHECKING:
    pass


def step_words(step: Step) -> str:
    """Return the name of a choice of periods."""
    return {Step.WEEK: tr("Weeks"), Step.MONTH: tr("Months"), Step.QUARTER: tr("Quarters")}[step]


def span_words(step: Step) -> str:
    """Return over what time the figures are: "last 12 months"."""
    said = {
        Step.WEEK: tr("last {count} weeks"),
        Step.MONTH: tr("last {count} months"),
        Step.QUARTER: tr("last {count} quarters"),
    }[step]
    return said.format(count=figures.number(SHOWN))


def period_label(step: Step, period: Period) -> str:
    """Return a period as short as it can be told: "Jun", "7 Dec", "Q2 26"."""
    if step is Step.WEEK:
        return figures.day_month(period.first)
    if step is Step.QUARTER:
        return tr("Q{number} {year}").format(
            number=figures.number((period.first.month + 2) // 3), year=_year(period.first)
        )
    return figures.locale().standaloneMonthName(period.first.month, QLocale.FormatType.ShortFormat)


def period_words(step: Step, period: Period) -> str:
    """Return a period with its year: "June 2026", "Week of 7 Dec 2026", "Quarter 2 of 2026"."""
    if step is Step.WEEK:
        return tr("Week of {day}").format(day=_day_of_year(period.first))
    if step is Step.QUARTER:
        return tr("Quarter {number} of {year}").format(
            number=figures.number((period.first.month + 2) // 3), year=_year(period.first)
        )
    return tr("{month} {year}").format(month=_month(period.first), year=_year(period.first))


def in_words(step: Step, period: Period) -> str:
    """Return a period inside a sentence, without its year: "June", "the week of 7 Dec"."""
    if step is Step.WEEK:
        return tr("the week of {day}").format(day=figures.day_month(period.first))
    if step is Step.QUARTER:
        return period_label(step, period)
    return _month(period.first)


def change_words(trend: Trend, step: Step) -> str:
    """Return whether a figure has changed beyond its natural variation: "better since June", "no clear change"."""
    if trend.direction is Direction.NO_CLEAR_CHANGE:
        return tr("no clear change")
    if trend.direction is Direction.TOO_FEW:
        return {
            Step.WEEK: tr("too few weeks to see a change"),
            Step.MONTH: tr("too few months to see a change"),
            Step.QUARTER: tr("too few quarters to see a change"),
        }[step]
    better = trend.direction is Direction.BETTER
    if trend.since is None:
        return tr("better") if better else tr("worse")
    judged = [point for point in trend.points if not point.running and point.score.value is not None]
    only = bool(judged) and judged[-1].period == trend.since
    when = in_words(step, trend.since)
    if only:
        return (tr("better in {period}") if better else tr("worse in {period}")).format(period=when)
    return (tr("better since {period}") if better else tr("worse since {period}")).format(period=when)


def _month(day: date) -> str:
    return figures.locale().standaloneMonthName(day.month, QLocale.FormatType.LongFormat)


def _day_of_year(day: date) -> str:
    return tr("{day} {year}").format(day=figures.day_month(day), year=_year(day))


def _year(day: date) -> str:
    # Without the sign that groups thousands.
    return "".join(figures.number(int(digit)) for digit in str(day.year))
