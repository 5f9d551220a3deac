"""The shared scorecard in words: what figures are called, their values, and what is to be said of each (section 9)."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from desktop.wording import figures
from framework import scorecard
from framework.business import Business
from framework.deal import Deal
from framework.figure import Figure, Unit, unit_of
from framework.natural_limits import Direction
from framework.periods import SHOWN, Period, Step
from framework.scorecard import Score
from framework.scorecard_figures import cases
from framework.scorecard_trend import Trend
from resources.words import tr

if TYPE_CHECKING:
    from desktop.actions.scorecard import Board, Sides
    from storage.scorecard import Target

DOT = " · "
LESSER = (
    Figure.ON_TIME,
    Figure.PROMISES_KEPT,
    Figure.EXCEPTIONS,
    Figure.AGAINST_RULES,
    Figure.ANSWERS_IN_TIME,
    Figure.OWNER_SHARE,
    Figure.RETAINED_90_DAYS,
    Figure.HONEST_WINS,
    Figure.MEETINGS_HELD,
    Figure.DAYS_SINCE_VISIT,
    Figure.LOAD_AHEAD,
    Figure.SAVES,
)
"""The figures after the first four, in the order in which they stand."""

# Told as a percentage or a mean, whatever the number of cases: no share of cases.
_NO_COUNT = frozenset({Figure.MARGIN, Figure.LOAD_AHEAD})


def name_of(figure: Figure) -> str:
    """Return what a figure is called."""
    return {
        Figure.CLIENT_SCORE: tr("Client score"),
        Figure.THROUGHPUT_DAYS: tr("Days from won to done"),
        Figure.MARGIN: tr("Margin per deal"),
        Figure.FIRST_TIME_RIGHT: tr("First time right"),
        Figure.ON_TIME: tr("On time, first promise"),
        Figure.PROMISES_KEPT: tr("Promises kept"),
        Figure.EXCEPTIONS: tr("Exceptions"),
        Figure.AGAINST_RULES: tr("Promised against a rule"),
        Figure.ANSWERS_IN_TIME: tr("Answers in time"),
        Figure.OWNER_SHARE: tr("Decided by the owner"),
        Figure.RETAINED_90_DAYS: tr("Still a client after 90 days"),
        Figure.HONEST_WINS: tr("Honest wins"),
        Figure.MEETINGS_HELD: tr("Meetings held"),
        Figure.DAYS_SINCE_VISIT: tr("Since the last visit"),
        Figure.LOAD_AHEAD: tr("Load ahead"),
        Figure.SAVES: tr("Failures prevented"),
    }[figure]


def meaning_of(figure: Figure) -> str:
    """Return in a sentence what a figure counts, for the list of its cases."""
    return {
        Figure.CLIENT_SCORE: tr("The mean of what clients gave, 1 to 5, for deals delivered in this time."),
        Figure.THROUGHPUT_DAYS: tr("Calendar days from won to delivered; half of the deals took less than the median."),
        Figure.MARGIN: tr("Price less cost, by the actual cost where it is known. The figure is of all revenue."),
        Figure.FIRST_TIME_RIGHT: tr("Deals delivered in this time that nothing had to be done over for."),
        Figure.ON_TIME: tr("Delivered on or before the day that was promised first."),
        Figure.PROMISES_KEPT: tr("What clients were told, due in this time, and whether it was kept."),
        Figure.EXCEPTIONS: tr("Deals promised in this time that our rules would have had asked, or stopped."),
        Figure.AGAINST_RULES: tr("Promised although a rule stood against it, and nobody had decided."),
        Figure.ANSWERS_IN_TIME: tr("Questions that were answered within the time that was agreed."),
        Figure.OWNER_SHARE: tr("Of all that was decided, what reached the owner."),
        Figure.RETAINED_90_DAYS: tr("Asked 90 days after delivery."),
        Figure.HONEST_WINS: tr("A deal is an honest win when the client is still there 90 days after delivery."),
        Figure.MEETINGS_HELD: tr("Of the meetings that were planned."),
        Figure.DAYS_SINCE_VISIT: tr("Days since somebody last looked at the other side's work."),
        Figure.LOAD_AHEAD: tr("Hours sold of the hours there are, in the weeks ahead."),
        Figure.SAVES: tr("What somebody saw in time, and what it would have cost."),
    }[figure]


def value_words(figure: Figure, score: Score) -> str:
    """Return the value of a figure: "4.4 of 5", "37 of 47", "17 days"; "none" without a case."""
    if score.value is None:
        return tr("none")
    unit = unit_of(figure)
    if figure is Figure.CLIENT_SCORE:
        return tr("{score} of 5").format(score=figures.number(score.value))
    if unit is Unit.DAYS:
        return figures.days(score.value)
    if unit is Unit.PIECES:
        return figures.number(score.count)
    if figure in _NO_COUNT:
        return figures.percent(score.value * 100, 0)
    return tr("{count} of {all}").format(count=figures.number(score.count), all=figures.number(score.of))


def amount_words(figure: Figure, value: Fraction) -> str:
    """Return a value on the scale of a figure, without its cases: a mean, a limit or a target ("4.5", "90 %")."""
    unit = unit_of(figure)
    if unit is Unit.SHARE:
        return figures.percent(value * 100, 1)
    if unit is Unit.DAYS:
        return figures.days(Fraction(round(value * 10), 10))
    return figures.number(value)


def target_words(figure: Figure, targets: "Mapping[Figure, Target]") -> str:
    """Return the target of a figure: "target 4.5"; "" where none is set."""
    target = targets.get(figure)
    return "" if target is None else tr("target {value}").format(value=amount_words(figure, target.value))


# What stands beside a value


def note_of(figure: Figure, board: "Board", business: Business) -> str:
    """Return what is to be said of a figure beside its value."""
    score = board.scores[figure]
    change = change_words(board.trends[figure], board.step)
    if figure is Figure.CLIENT_SCORE:
        return joined(_answered(board, score), change)
    if figure is Figure.THROUGHPUT_DAYS:
        return joined(tr("median of {count}").format(count=_deals(score.of)) if score.of else "", change)
    if figure is Figure.MARGIN:
        return joined(_planned_and_earned(board, business), change)
    if figure is Figure.FIRST_TIME_RIGHT:
        back = score.of - score.count
        came = tr("1 came back") if back == 1 else tr("{count} came back")
        return joined(_percent(score), came.format(count=figures.number(back)) if score.of else "", change)
    told = change if board.trends[figure].direction in (Direction.BETTER, Direction.WORSE) else ""
    return joined(_own_note(figure, board, business), _was(figure, board), told)


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


def _answered(board: "Board", score: Score) -> str:
    delivered = len(delivered_in(board))
    if not delivered:
        return ""
    return tr("{count} of {all} answered").format(count=figures.number(score.of), all=figures.number(delivered))


def _planned_and_earned(board: "Board", business: Business) -> str:
    delivered = delivered_in(board)
    planned = scorecard.margin_planned(delivered, business.offerings).value
    earned = scorecard.margin_actual(delivered).value
    said = ((tr("planned {percent}"), planned), (tr("earned {percent}"), earned))
    return tr(", ").join(
        words.format(percent=figures.percent(value * 100, 0)) for words, value in said if value is not None
    )


def _own_note(figure: Figure, board: "Board", business: Business) -> str:
    score = board.scores[figure]
    if figure is Figure.HONEST_WINS:
        won = tr("1 won") if board.won == 1 else tr("{count} won")
        return joined(won.format(count=figures.number(board.won)), _not_asked(figure, board))
    if figure is Figure.SAVES:
        if not score.count or not score.mean:
            return ""
        money = figures.money(_amount(score.mean), business.currency)
        return tr("{money} not lost").format(money=money)
    if figure is Figure.LOAD_AHEAD:
        if not score.of:
            return ""
        limit = figures.percent(95, 0)
        if not score.count:
            return tr("none of {all} weeks over {limit}").format(all=figures.number(score.of), limit=limit)
        over = tr("{count} of {all} weeks over {limit}")
        return over.format(count=figures.number(score.count), all=figures.number(score.of), limit=limit)
    if figure is Figure.RETAINED_90_DAYS:
        return joined(_percent(score), _not_asked(figure, board))
    if figure is Figure.DAYS_SINCE_VISIT:
        if not score.of:
            return tr("no visit yet")
        visits = tr("1 visit so far") if score.of == 1 else tr("{count} visits so far")
        return visits.format(count=figures.number(score.of))
    return _percent(score) if unit_of(figure) is Unit.SHARE else ""


def _not_asked(figure: Figure, board: "Board") -> str:
    waiting = sum(case.counts is None for case in cases(board.records, figure, board.period))
    return tr("{count} not asked yet").format(count=figures.number(waiting)) if waiting else ""


def _was(figure: Figure, board: "Board") -> str:
    if figure in (Figure.LOAD_AHEAD, Figure.DAYS_SINCE_VISIT):
        return ""
    before = board.was[figure]
    if before.value is None:
        return ""
    return tr("was {value}").format(value=value_words(figure, before))


def _percent(score: Score) -> str:
    """Return a share as a percentage where there are enough cases for one."""
    if score.value is None or score.of < figures.FEW:
        return ""
    return figures.percent(score.value * 100, 0)


def joined(*parts: str) -> str:
    """Return the parts that there are, a dot between them."""
    return DOT.join(part for part in parts if part)


def _deals(count: int) -> str:
    return (tr("1 deal") if count == 1 else tr("{count} deals")).format(count=figures.number(count))


def _amount(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def delivered_in(board: "Board") -> list[Deal]:
    """Return the deals that were delivered in the time of the board."""
    return [deal for deal in board.records.delivered if board.period.holds(deal.delivered_on)]


# The page as a whole


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


def head_line(board: "Board", business: Business) -> str:
    """Return what stands under the title: who sees it, over what time, how many deals it is about."""
    who = tr("Both of you see the same figures")
    if len(business.people) != 2:
        who = tr("Everybody sees the same figures")
    count = len(delivered_in(board))
    delivered = tr("1 deal delivered") if count == 1 else tr("{count} deals delivered")
    if not count:
        delivered = tr("nothing delivered")
    return joined(who, span_words(board.step), delivered.format(count=figures.number(count)))


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


def _month(day: date) -> str:
    return figures.locale().standaloneMonthName(day.month, QLocale.FormatType.LongFormat)


def _day_of_year(day: date) -> str:
    return tr("{day} {year}").format(day=figures.day_month(day), year=_year(day))


def _year(day: date) -> str:
    # Without the sign that groups thousands.
    return "".join(figures.number(int(digit)) for digit in str(day.year))


# Each side alone


def sales_parts(sides: "Sides", business: Business) -> list[tuple[str, str]]:
    """Return what Sales did alone, part by part: what was sold, the deals, the new clients."""
    found = sides.sales
    money = figures.money(found.value, business.currency)
    clients = len(found.new_clients)
    parts = [
        ("sold", tr("{money} sold").format(money=money)),
        ("won", _deals(len(found.deals))),
        (
            "clients",
            (tr("1 new client") if clients == 1 else tr("{count} new clients")).format(count=figures.number(clients)),
        ),
    ]
    if found.unpriced:
        parts.append(("unpriced", tr("{count} without a price").format(count=figures.number(found.unpriced))))
    return parts


def operations_parts(sides: "Sides", business: Business) -> list[tuple[str, str]]:
    """Return what Operations did alone, part by part: hours used, weeks that were full, failures prevented."""
    found = sides.operations
    used = tr("no hours known")
    if found.used is not None:
        used = tr("{percent} of hours used").format(percent=figures.percent(found.used * 100, 0))
    full = len(found.full_weeks)
    over = (tr("1 week over {limit}") if full == 1 else tr("{count} weeks over {limit}")).format(
        count=figures.number(full), limit=figures.percent(95, 0)
    )
    if not full:
        over = tr("no week over {limit}").format(limit=figures.percent(95, 0))
    saved = tr("no failure prevented yet")
    if found.saves:
        saved = tr("1 failure prevented") if len(found.saves) == 1 else tr("{count} failures prevented")
        saved = saved.format(count=figures.number(len(found.saves)))
        if found.saved:
            saved = tr("{money} of failures prevented").format(money=figures.money(found.saved, business.currency))
    return [("used", used), ("full", over), ("saves", saved)]


# What a case counts for


def counts_words(figure: Figure, counts: bool | None) -> str:
    """Return for what a case counts: "on time", "late"; "" where a figure has no such two sides."""
    yes, no = {
        Figure.FIRST_TIME_RIGHT: (tr("right the first time"), tr("came back")),
        Figure.ON_TIME: (tr("on time"), tr("late")),
        Figure.PROMISES_KEPT: (tr("kept"), tr("not kept")),
        Figure.EXCEPTIONS: (tr("exception"), tr("standard")),
        Figure.AGAINST_RULES: (tr("against a rule"), tr("by our rules")),
        Figure.ANSWERS_IN_TIME: (tr("in time"), tr("not in time")),
        Figure.OWNER_SHARE: (tr("by the owner"), tr("without the owner")),
        Figure.RETAINED_90_DAYS: (tr("still a client"), tr("no longer a client")),
        Figure.HONEST_WINS: (tr("still a client"), tr("no longer a client")),
        Figure.MEETINGS_HELD: (tr("held"), tr("not held")),
    }.get(figure, ("", ""))
    if counts is None:
        return tr("not asked yet") if yes and figure in (Figure.RETAINED_90_DAYS, Figure.HONEST_WINS) else ""
    return yes if counts else no
