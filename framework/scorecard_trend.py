"""A figure from period to period, held against its natural variation (framework.md section 9)."""

from collections.abc import Sequence
from typing import NamedTuple

from framework.figure import LOWER_IS_BETTER, Figure
from framework.natural_limits import Direction, Limits, direction, natural_limits
from framework.periods import Period, is_over
from framework.scorecard import Score
from framework.scorecard_figures import Records, figure


class Point(NamedTuple):
    """One period of a trend. `outside` its natural variation; `running`: not over yet, so shown and never judged."""

    period: Period
    score: Score
    outside: bool
    running: bool


class Trend(NamedTuple):
    """The points, the oldest first, the limits of what lies before the latest period that is over, and the direction.

    `since` is the first of the periods at the end that lie outside on the same side, None where the latest does not.
    """

    figure: Figure
    points: tuple[Point, ...]
    limits: Limits | None
    direction: Direction
    since: Period | None


def trend(records: Records, which: Figure, shown: Sequence[Period], cuts: Sequence[Records] = ()) -> Trend:
    """Return a figure over periods, the oldest first; `cuts`: the records cut to each of them, where that is done."""
    cut_to = cuts or [records] * len(shown)
    scores = [(period, figure(part, which, period)) for period, part in zip(shown, cut_to, strict=True)]
    judged = [
        (period, score.value) for period, score in scores if score.value is not None and is_over(period, records.today)
    ]
    values = [value for _, value in judged]
    limits = natural_limits(values)
    points = tuple(
        Point(
            period,
            score,
            outside=limits is not None
            and score.value is not None
            and is_over(period, records.today)
            and not limits.hold(score.value),
            running=not is_over(period, records.today),
        )
        for period, score in scores
    )
    found = direction(values, lower_is_better=which in LOWER_IS_BETTER)
    since = None
    if limits is not None and found in (Direction.BETTER, Direction.WORSE):
        above = values[-1] > limits.mean
        for period, value in reversed(judged):
            if limits.hold(value) or (value > limits.mean) != above:
                break
            since = period
    return Trend(which, points, limits, found, since)
