"""An area of a health check as the values of its line in the chart, on screen and on paper."""

from fractions import Fraction

from framework.health import AreaResult, Voice
from widgets.gap_paint import Gap


def gap_of(result: AreaResult) -> Gap | None:
    """Return where the three stand in an area; None where nobody could judge."""
    if result.mean is None:
        return None
    sales, operations, owner = (_float(result.by_voice[voice].mean) for voice in Voice)
    return Gap(sales, operations, owner, result.talk_first)


def _float(mean: Fraction | None) -> float | None:
    return None if mean is None else float(mean)
