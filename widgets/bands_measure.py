"""One measure with its two limits: which zone spans what, and where a limit may stand without making two overlap."""

from decimal import Decimal
from typing import NamedTuple

Limit = Decimal | None


class BandMeasure(NamedTuple):
    """What a rule measures. With `places` 0 all its values are whole ("days"), else they may lie anywhere between.

    `one` is the unit of exactly one ("day"). `step` is how far a limit moves at once. `words` are shown for the zones
    PROMISE, ASK and OFF instead of their own.
    """

    higher_is_better: bool = True
    unit: str = ""
    places: int = 0
    lowest: Limit = Decimal(0)
    highest: Limit = None
    step: Decimal = Decimal(1)
    words: tuple[str, str, str] | None = None
    one: str = ""


class Band(NamedTuple):
    """The values of one zone, from `low` to `high`; None is as far as it goes."""

    zone: str
    low: Limit
    high: Limit


def bands(measure: BandMeasure, promise: Limit, stop: Limit) -> list[Band]:
    """Return the zones there are, from low values to high ones; none without a promise limit or the wrong way round."""
    if promise is None or not in_order(measure, promise, stop):
        return []
    if measure.higher_is_better:
        found = [Band("OFF", None, stop), Band("ASK", stop, promise), Band("PROMISE", promise, None)]
    else:
        found = [Band("PROMISE", None, promise), Band("ASK", promise, stop), Band("OFF", stop, None)]
    return [band for band in found if band.zone == "PROMISE" or _has_room(measure, band, stop)]


def in_order(measure: BandMeasure, promise: Limit, stop: Limit) -> bool:
    """Whether no value would be in two zones (framework.md section 4). A limit that is not there is in no way."""
    if promise is None or stop is None:
        return True
    return stop <= promise if measure.higher_is_better else stop >= promise


def reach(measure: BandMeasure, which: str, promise: Limit, stop: Limit) -> tuple[Limit, Limit]:
    """Return between what the limit `which` ("promise", "stop") may stand: it stops at the other one."""
    other = stop if which == "promise" else promise
    if other is None:
        return measure.lowest, measure.highest
    return (other, measure.highest) if _above_other(measure, which) else (measure.lowest, other)


def moved(measure: BandMeasure, which: str, promise: Limit, stop: Limit, value: Decimal) -> tuple[Limit, Limit]:
    """Return both limits once `which` was moved towards `value`, as far as it may go."""
    if measure.highest is not None:
        value = min(value, measure.highest)
    if measure.lowest is not None:
        value = max(value, measure.lowest)
    value = _plain(value)
    other = stop if which == "promise" else promise
    # After the bounds: an older file may have a limit outside them, and order comes first.
    if other is not None:
        value = max(value, other) if _above_other(measure, which) else min(value, other)
    return (value, stop) if which == "promise" else (promise, value)


def snapped(measure: BandMeasure, value: Decimal) -> Decimal:
    """Return the multiple of the step that is nearest to `value`."""
    return (value / measure.step).to_integral_value() * measure.step


def _above_other(measure: BandMeasure, which: str) -> bool:
    # The promise limit lies towards better, the stop limit towards worse.
    return measure.higher_is_better == (which == "promise")


def _plain(value: Decimal) -> Decimal:
    # 10 and not 10.0, since limits are kept as they are written.
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()


def _has_room(measure: BandMeasure, band: Band, stop: Limit) -> bool:
    if band.zone == "OFF" and stop is None:
        return False
    if band.low is not None and band.high is not None:
        return band.low < band.high
    if band.low is None:
        return measure.lowest is None or band.high is None or band.high > measure.lowest
    return measure.highest is None or band.low < measure.highest
