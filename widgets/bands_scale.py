"""From where to where a picture of bands goes: round numbers, room beside the limits, still while one of them moves."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from widgets.bands_measure import BandMeasure, Limit

# A limit nearer to the end than this has no room to be moved.
_EDGE = Decimal("0.07")


class Scale(NamedTuple):
    """The values from `low` to `high`, which is more."""

    low: Decimal
    high: Decimal

    @property
    def span(self) -> Decimal:
        """How much lies between the ends."""
        return self.high - self.low

    def share(self, value: Decimal) -> float:
        """Return how far along `value` lies, 0 to 1; the end for what lies outside."""
        return float(min(max((value - self.low) / self.span, Decimal(0)), Decimal(1)))

    def value(self, share: float) -> Decimal:
        """Return the value that lies at `share` (0 to 1, or the end)."""
        return self.low + self.span * Decimal(min(max(share, 0.0), 1.0))

    def holds(self, value: Decimal) -> bool:
        """Whether `value` lies on it."""
        return self.low <= value <= self.high


class Track(NamedTuple):
    """A scale laid along the pixels from `left` on, `width` of them; `mirrored` has its low end at the right."""

    scale: Scale
    left: float
    width: float
    mirrored: bool = False

    def x(self, value: Decimal) -> float:
        """Return the pixel of `value`; the end for what lies beyond it."""
        share = self.scale.share(value)
        return self.left + self.width * (1 - share if self.mirrored else share)

    def value(self, x: float) -> Decimal:
        """Return the value at the pixel `x`."""
        share = (x - self.left) / max(self.width, 1.0)
        return self.scale.value(1 - share if self.mirrored else share)

    def beyond(self, value: Decimal) -> int:
        """Return -1 for what lies further to the left than the track goes, 1 to the right, 0 for what lies on it."""
        side = 0 if self.scale.holds(value) else -1 if value < self.scale.low else 1
        return -side if self.mirrored else side


def scale_for(measure: BandMeasure, promise: Limit, stop: Limit, others: Sequence[Limit] = ()) -> Scale:
    """Return a scale with room on both sides of the limits. `others` are on it too, unless they are far off."""
    limits = [limit for limit in (promise, stop) if limit is not None] or [measure.lowest or Decimal(0)]
    low, high = min(limits), max(limits)
    spread = (high - low) or abs(high)
    room = max(spread * 2 / 3, 5 * measure.step)
    near_low, near_high = low - 3 * room, high + 3 * room
    low, high = low - room, high + room
    for other in others:
        if other is not None and near_low <= other <= near_high:
            low, high = min(low, other - room / 4), max(high, other + room / 4)
    # Where it begins near the least there can be (0 days), it begins there.
    if measure.lowest is not None and low - measure.lowest < (high - low) / 2:
        low = measure.lowest
    tick = _tick(high - low, measure.step)
    low = (low / tick).to_integral_value("ROUND_FLOOR") * tick
    high = (high / tick).to_integral_value("ROUND_CEILING") * tick
    # Limits outside the bounds, which an older file may have, are shown where they are.
    if measure.lowest is not None:
        low = min(max(low, measure.lowest), *limits, high - tick)
    if measure.highest is not None:
        high = max(min(high, measure.highest), *limits, low + tick)
    return Scale(low, high)


def still_good(scale: Scale, measure: BandMeasure, promise: Limit, stop: Limit, others: Sequence[Limit] = ()) -> bool:
    """Whether limits that have moved can stay on `scale`, so that the picture does not jump under the hand."""
    fresh = scale_for(measure, promise, stop, others)
    if not (fresh.span < 3 * scale.span and scale.span < 3 * fresh.span):
        return False
    if any(other is not None and fresh.holds(other) and not scale.holds(other) for other in others):
        return False
    room = scale.span * _EDGE
    low = scale.low if scale.low == measure.lowest else scale.low + room
    high = scale.high if scale.high == measure.highest else scale.high - room
    return all(low <= limit <= high for limit in (promise, stop) if limit is not None)


def _tick(span: Decimal, step: Decimal) -> Decimal:
    """Return a round number (1, 2 or 5 and noughts) of which about eight make `span`, one step at the least."""
    rough = span / 8
    ten = Decimal(1).scaleb(rough.adjusted())
    return max(next(ten * factor for factor in (1, 2, 5, 10) if ten * factor >= rough), step)
