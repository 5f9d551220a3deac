"""The charts of the scorecard: their values, and all that can be seen of them in words (framework.md section 9)."""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from desktop.wording import figures
from desktop.wording.scorecard import (
    amount_words,
    change_words,
    name_of,
    period_label,
    period_words,
    value_words,
)
from framework.figure import Figure, Unit, unit_of
from framework.histogram import Bin, bins
from framework.natural_limits import Limits
from framework.periods import Step
from framework.scorecard_spread import Compared, Spreads, Values
from framework.scorecard_trend import Point, Trend
from resources.words import tr
from widgets import chart_data as data

if TYPE_CHECKING:
    from collections.abc import Mapping

    from storage.scorecard import Target

_COUNTED = frozenset({Figure.CLIENT_SCORE, Figure.THROUGHPUT_DAYS, Figure.MARGIN})
"""Figures whose value does not say of how many cases it is."""
MOST_PER_CENT = 100


def trend_chart(trend: Trend, step: Step, targets: "Mapping[Figure, Target]") -> data.Trend:
    """Return a figure over time as the chart takes it, on the scale of its unit."""
    target = targets.get(trend.figure)
    limits = None
    if trend.limits is not None:
        held = within_reach(trend.figure, trend.limits)
        texts = tuple(_scale_words(trend.figure, each) for each in (held.upper, held.mean, held.lower))
        limits = data.TrendLimits(
            float(held.mean), float(held.lower), float(held.upper), (texts[0], texts[1], texts[2])
        )
    return data.Trend(
        tuple(
            data.TrendPoint(
                period_label(step, point.period),
                None if point.score.value is None else float(point.score.value),
                point_words(trend.figure, step, point),
                outside=point.outside,
                running=point.running,
            )
            for point in trend.points
        ),
        limits,
        None if target is None else float(target.value),
        "" if target is None else tr("target"),
    )


def _scale_words(figure: Figure, value: Fraction) -> str:
    """Return a value as short as it can stand beside a chart."""
    if unit_of(figure) is Unit.SHARE:
        return figures.percent(value * 100, 0)
    return figures.number(value)


def point_words(figure: Figure, step: Step, point: Point) -> str:
    """Return one period of a figure: "June 2026: 17 days, 4 deals, outside the natural limits"."""
    score = point.score
    parts = [tr("{period}: {value}").format(period=period_words(step, point.period), value=value_words(figure, score))]
    if figure in _COUNTED and score.of:
        if figure is Figure.CLIENT_SCORE:
            said = tr("1 answer") if score.of == 1 else tr("{count} answers")
        else:
            said = tr("1 deal") if score.of == 1 else tr("{count} deals")
        parts.append(said.format(count=figures.number(score.of)))
    if point.outside:
        parts.append(tr("outside the natural limits"))
    if point.running:
        parts.append(tr("not over yet"))
    return tr(", ").join(parts)


def trend_words(trend: Trend, step: Step, targets: "Mapping[Figure, Target]") -> str:
    """Return all that can be seen of a figure over time: where it lies, what is outside, and each period."""
    name = name_of(trend.figure)
    known = [point for point in trend.points if point.score.value is not None]
    if not known:
        return tr("{name}: no case in any of these periods.").format(name=name)
    said = [tr("{name}: {change}.").format(name=name, change=change_words(trend, step))]
    if trend.limits is not None:
        held = within_reach(trend.figure, trend.limits)
        said.append(
            tr("Mean {mean}, natural limits {lower} to {upper}.").format(
                mean=amount_words(trend.figure, held.mean),
                lower=amount_words(trend.figure, held.lower),
                upper=amount_words(trend.figure, held.upper),
            )
        )
    target = targets.get(trend.figure)
    if target is not None:
        said.append(tr("Target {value}.").format(value=amount_words(trend.figure, target.value)))
    outside = [point for point in trend.points if point.outside]
    if outside:
        said.append(
            tr("Outside: {periods}.").format(
                periods=tr(", ").join(period_words(step, point.period) for point in outside)
            )
        )
    elif trend.limits is not None:
        said.append(tr("No period lies outside."))
    return "\n".join([" ".join(said), *(point_words(trend.figure, step, point) for point in trend.points)])


def within_reach(figure: Figure, limits: Limits) -> Limits:
    """Return limits cut off at what a figure can reach: no share above 100 %, no fewer than no days."""
    lowest, highest = Fraction(0), None
    if figure is Figure.CLIENT_SCORE:
        lowest, highest = Fraction(1), Fraction(5)
    elif unit_of(figure) is Unit.SHARE and figure is not Figure.LOAD_AHEAD:
        highest = Fraction(1)
    lower = limits.lower if figure is Figure.MARGIN else max(limits.lower, lowest)
    return limits._replace(lower=lower, upper=limits.upper if highest is None else min(limits.upper, highest))


# How cases spread


def score_chart(spreads: Spreads) -> data.Bars:
    """Return how often each score was given."""
    return data.Bars(
        tuple(
            data.Bar(figures.number(score), count, figures.number(count), _score_words(score, count))
            for score, count in sorted(spreads.scores.items())
        )
    )


def score_words(spreads: Spreads) -> str:
    """Return how often each score was given, in words."""
    if not any(spreads.scores.values()):
        return tr("No client has given a score in this time.")
    return "\n".join(bar.say for bar in score_chart(spreads).bars)


def _score_words(score: int, count: int) -> str:
    said = tr("Score {score}: {count} client") if count == 1 else tr("Score {score}: {count} clients")
    return said.format(score=figures.number(score), count=figures.number(count) if count else tr("no"))


def throughput_chart(values: Values) -> data.Bars:
    """Return how many deals took how many days, with the median between them."""
    found = _bins(values)
    middle = None
    if found and values.median is not None:
        first = found[0]
        width = found[1].first - first.first if len(found) > 1 else (first.last or first.first) + 1 - first.first
        place = float(values.median - found[0].first) / width
        # A day is as wide as its part of the bar.
        middle = min(place + 0.5 / width - 0.5, len(found) - 0.5)
    return data.Bars(
        tuple(data.Bar(_bin_label(each), each.count, figures.number(each.count), _bin_words(each)) for each in found),
        middle,
        "" if values.median is None else _median_days(values),
    )


def throughput_words(values: Values) -> str:
    """Return how many deals took how many days, in words."""
    if values.median is None:
        return tr("No deal was delivered in this time.")
    said = tr("Median {days}, 1 deal.") if len(values.deals) == 1 else tr("Median {days}, {count} deals.")
    head = said.format(days=figures.days(values.median), count=figures.number(len(values.deals)))
    return "\n".join([head, *(_bin_words(each) for each in _bins(values) if each.count)])


def _bins(values: Values) -> tuple[Bin, ...]:
    return bins([int(value) for _, value in values.deals])


def _median_days(values: Values) -> str:
    return tr("median {days}").format(days=figures.days(values.median or 0))


def _bin_label(each: Bin) -> str:
    if each.last is None:
        return tr("{days}+").format(days=figures.number(each.first))
    if each.last == each.first:
        return figures.number(each.first)
    return tr("{first}–{last}").format(first=figures.number(each.first), last=figures.number(each.last))


def _bin_words(each: Bin) -> str:
    deals = tr("1 deal") if each.count == 1 else tr("{count} deals")
    deals = deals.format(count=figures.number(each.count))
    if each.last is None:
        return tr("{days} or more: {deals}").format(days=figures.days(each.first), deals=deals)
    if each.last == each.first:
        return tr("{days}: {deals}").format(days=figures.days(each.first), deals=deals)
    return tr("{first} to {days}: {deals}").format(
        first=figures.number(each.first), days=figures.days(each.last), deals=deals
    )


def margin_chart(spreads: Spreads) -> data.DotRows:
    """Return the margins of standard deals over those of exceptions, on one scale in per cent."""
    rows = tuple(
        data.DotRow(
            name,
            tuple(float(value) for _, value in values.deals),
            None if values.median is None else float(values.median),
            words,
            filled=filled,
            half=_half(values),
        )
        for name, words, values, filled in (
            (
                _margin_name(tr("Standard"), spreads.standard),
                _margin_words(tr("Standard"), spreads.standard),
                spreads.standard,
                True,
            ),
            (
                _margin_name(tr("Exceptions"), spreads.exceptions),
                _margin_words(tr("Exceptions"), spreads.exceptions),
                spreads.exceptions,
                False,
            ),
        )
    )
    return data.DotRows(rows, _scale([*spreads.standard.deals, *spreads.exceptions.deals]))


def margin_words(spreads: Spreads) -> str:
    """Return the margins of standard deals and of exceptions, in words."""
    return "\n".join(
        tr("{row}.").format(row=words)
        for words in (
            _margin_words(tr("Standard"), spreads.standard),
            _margin_words(tr("Exceptions"), spreads.exceptions),
        )
    )


def _margin_name(kind: str, values: Values) -> str:
    if values.median is None:
        return tr("{kind}: none").format(kind=kind)
    said = tr("{kind}: 1 deal, {median}") if len(values.deals) == 1 else tr("{kind}: {count} deals, median {median}")
    return said.format(kind=kind, count=figures.number(len(values.deals)), median=_per_cent(values.median))


def _margin_words(kind: str, values: Values) -> str:
    if values.median is None:
        return tr("{kind}: none").format(kind=kind)
    if len(values.deals) == 1:
        return tr("{kind}: 1 deal, margin {median}").format(kind=kind, median=_per_cent(values.median))
    lowest, highest = values.deals[0][1], values.deals[-1][1]
    return tr("{kind}: {count} deals, median {median}, from {lowest} to {highest}").format(
        kind=kind,
        count=figures.number(len(values.deals)),
        median=_per_cent(values.median),
        lowest=_per_cent(lowest),
        highest=_per_cent(highest),
    )


def _half(values: Values) -> tuple[float, float] | None:
    """Return between which values the middle half lies; None where they are too few to say."""
    count = len(values.deals)
    if count < figures.FEW:
        return None
    return float(values.deals[count // 4][1]), float(values.deals[count - 1 - count // 4][1])


def _scale(found: "Sequence[tuple[str, Fraction]]") -> tuple[tuple[float, str], ...]:
    """Return places of round per cents: from the lowest value to the highest, within 100 to either side."""
    if not found:
        return ()
    values = [value * 100 for _, value in found]
    low = max(min(values), Fraction(-MOST_PER_CENT))
    high = min(max(*values, low + 1), Fraction(MOST_PER_CENT))
    step = next(each for each in (5, 10, 20, 50) if (high - low) / each <= 5)
    first, last = low // step * step, -(-high // step) * step
    return tuple((at / 100, figures.percent(at, 0)) for at in range(int(first), int(last) + 1, step))


def _per_cent(value: Fraction) -> str:
    return figures.percent(value * 100, 0)


def own_headings() -> tuple[str, ...]:
    """Return by what own answers are held against the others."""
    figures_ = (Figure.ON_TIME, Figure.FIRST_TIME_RIGHT, Figure.CLIENT_SCORE, Figure.MARGIN)
    return tuple(name_of(figure) for figure in figures_)


def own_lines(spreads: Spreads) -> list[tuple[str, tuple[str, ...]]]:
    """Return the deals of own answers and the others, a key and the figures of each."""
    return [
        ("own", (tr("Answered by who had asked"), *_compared(spreads.own))),
        ("joint", (tr("Answered by somebody else"), *_compared(spreads.joint))),
    ]


def _compared(found: Compared) -> tuple[str, ...]:
    return (
        value_words(Figure.ON_TIME, found.on_time),
        value_words(Figure.FIRST_TIME_RIGHT, found.first_time_right),
        value_words(Figure.CLIENT_SCORE, found.client_score),
        value_words(Figure.MARGIN, found.margin),
    )
