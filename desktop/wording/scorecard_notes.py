"""What is to be said beside the figures of the scorecard, and what each side did alone, in words (section 9)."""

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from desktop.wording import figures
from desktop.wording.scorecard import joined, value_words
from desktop.wording.scorecard_periods import change_words, span_words
from framework import scorecard
from framework.business import Business
from framework.deal import Deal
from framework.figure import Figure, Unit, unit_of
from framework.natural_limits import Direction
from framework.scorecard import Score
from framework.scorecard_figures import cases
from resources.words import tr

if TYPE_CHECKING:
    from desktop.actions.scorecard import Board, Sides


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
        came = came.format(count=figures.number(back)) if back else tr("none came back")
        return joined(_percent(score), came if score.of else "", change)
    told = change if board.trends[figure].direction in (Direction.BETTER, Direction.WORSE) else ""
    return joined(_own_note(figure, board, business), _was(figure, board), told)


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


def sales_parts(sides: "Sides", business: Business) -> list[tuple[str, str]]:
    """Return what Sales did alone, part by part: what was sold, the deals, the new clients."""
    found = sides.sales
    if not found.deals:
        return [("won", tr("nothing sold"))]
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


def delivered_in(board: "Board") -> list[Deal]:
    """Return the deals that were delivered in the time of the board."""
    return [deal for deal in board.records.delivered if board.period.holds(deal.delivered_on)]


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
        won = won.format(count=figures.number(board.won)) if board.won else tr("none won")
        return joined(won, _not_asked(figure, board))
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


def _deals(count: int) -> str:
    return (tr("1 deal") if count == 1 else tr("{count} deals")).format(count=figures.number(count))


def _amount(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
