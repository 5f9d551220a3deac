"""Natural variation: the limits of an XmR process-behaviour chart, and what lies outside (framework.md section 9)."""

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

LEAST_VALUES = 6
"""With fewer values, the one that is looked at included, nothing is called better or worse."""
# From the mean moving range to three sigma of single values: the constant of XmR charts.
XMR = Fraction(266, 100)


class Direction(StrEnum):
    """How the latest value compares with natural variation. TOO_FEW: fewer than six values."""

    BETTER = "better"
    WORSE = "worse"
    NO_CLEAR_CHANGE = "no_clear_change"
    TOO_FEW = "too_few"


class Limits(NamedTuple):
    """The mean of values, and 2.66 mean moving ranges to either side; not cut off at what a figure can reach."""

    mean: Fraction
    lower: Fraction
    upper: Fraction

    def hold(self, value: Fraction) -> bool:
        """Say whether `value` is within natural variation."""
        return self.lower <= value <= self.upper


def natural_limits(values: Sequence[Fraction]) -> Limits | None:
    """Return the limits that the latest of `values` is held against: those of all before it; None for too few."""
    if len(values) < LEAST_VALUES:
        return None
    earlier = values[:-1]
    mean = sum(earlier, start=Fraction(0)) / len(earlier)
    ranges = [abs(b - a) for a, b in pairwise(earlier)]
    reach = XMR * sum(ranges, start=Fraction(0)) / len(ranges)
    return Limits(mean, mean - reach, mean + reach)


def direction(values: Sequence[Fraction], *, lower_is_better: bool = False) -> Direction:
    """Return whether the latest of `values` lies outside the natural variation of the earlier ones."""
    limits = natural_limits(values)
    if limits is None:
        return Direction.TOO_FEW
    if limits.hold(values[-1]):
        return Direction.NO_CLEAR_CHANGE
    return Direction.BETTER if (values[-1] < limits.mean) == lower_is_better else Direction.WORSE
