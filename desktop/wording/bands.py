"""The band of values that a measured rule puts in a zone, in words (framework.md section 4).

No value is left out and none is told twice: what is counted is told by its first and last value ("5 to 9 working
days"), what may lie anywhere by which side a limit belongs to ("over 85 %, up to 95 %").
"""

from collections.abc import Callable
from decimal import Decimal
from math import ceil, floor

from desktop.wording import figures
from desktop.wording.verdict import measured
from framework.agreement import HIGHER_IS_BETTER, Measure, Rule, Zone
from resources.words import tr

_COUNTED = frozenset({Measure.LEAD_TIME, Measure.CUSTOM_PARTS, Measure.PAYMENT_DAYS})
_IN_DAYS = frozenset({Measure.LEAD_TIME, Measure.PAYMENT_DAYS})

Written = Callable[[Decimal | int], str]


def band_words(rule: Rule, zone: Zone, currency: str, *, bare: bool = False) -> str:
    """Return what a measured rule says in `zone`: "10 working days or more", "over 85 %, up to 95 %".

    Empty where no value falls in the zone, and for a statement. `bare` leaves out the word for days. A rule without
    a promise limit (a draft) says so in the zone PROMISE.
    """
    measure = rule.measure

    def written(value: Decimal | int) -> str:
        if bare and measure in _IN_DAYS:
            return figures.number(value)
        if measure is None or measure is Measure.LEAD_TIME:
            return working_days(value)
        return measured(measure, Decimal(value), currency)

    return _said(rule, zone, written)


def has_band(rule: Rule, zone: Zone) -> bool:
    """Say whether there is anything to tell of the measured `rule` in `zone`."""
    return bool(_said(rule, zone, figures.number))


def working_days(count: Decimal | int) -> str:
    """Return a number of working days: "1 working day", "10 working days"."""
    said = tr("{number} working day") if count == 1 else tr("{number} working days")
    return said.format(number=figures.number(count))


def _said(rule: Rule, zone: Zone, written: Written) -> str:
    if rule.measure is None or zone is Zone.OPEN:
        return ""
    if rule.promise_limit is None:
        return tr("no limit yet") if zone is Zone.PROMISE else ""
    if rule.measure in _COUNTED:
        return _counted(rule.measure, *_ends(rule, rule.promise_limit, zone), written)
    if rule.measure in HIGHER_IS_BETTER:
        return _higher(rule.promise_limit, rule.stop_limit, zone, written)
    return _lower(rule, rule.promise_limit, zone, written)


def _higher(promise: Decimal, stop: Decimal | None, zone: Zone, written: Written) -> str:
    """Return the band where more is better; a limit belongs to the better of its two zones."""
    if zone is Zone.PROMISE:
        return tr("{value} or more").format(value=written(promise))
    # Limits the wrong way round (a draft): the promise limit is asked first, so nothing is left to ask about.
    stop = None if stop is None else min(stop, promise)
    if zone is Zone.OFF:
        return "" if stop is None else tr("under {value}").format(value=written(stop))
    if stop is None:
        return tr("under {value}").format(value=written(promise))
    return "" if stop == promise else tr("{low} to under {high}").format(low=written(stop), high=written(promise))


def _lower(rule: Rule, promise: Decimal, zone: Zone, written: Written) -> str:
    """Return the band where less is better; a discount of 0 is none at all."""
    stop = None if rule.stop_limit is None else max(rule.stop_limit, promise)
    from_nothing = rule.measure is Measure.DISCOUNT
    if zone is Zone.PROMISE:
        if promise < 0 and not from_nothing:
            return ""
        return tr("none") if from_nothing and promise == 0 else tr("up to {value}").format(value=written(promise))
    if zone is Zone.OFF:
        return "" if stop is None else _over(stop, written, from_nothing)
    if stop is None:
        return _over(promise, written, from_nothing)
    if stop == promise:
        return ""
    if from_nothing and promise == 0:
        return tr("up to {value}").format(value=written(stop))
    return tr("over {low}, up to {high}").format(low=written(promise), high=written(stop))


def _over(limit: Decimal, written: Written, from_nothing: bool) -> str:
    return tr("any") if from_nothing and limit == 0 else tr("over {value}").format(value=written(limit))


def _ends(rule: Rule, promise_limit: Decimal, zone: Zone) -> tuple[int | None, int | None]:
    """Return the first and the last whole value in `zone`, None as far as it goes; first over last: there is none."""
    stop: int | None = None
    if rule.measure in HIGHER_IS_BETTER:
        promise = ceil(promise_limit)
        if rule.stop_limit is not None:
            stop = min(ceil(rule.stop_limit), promise)
        ends = {Zone.PROMISE: (promise, None), Zone.ASK: (stop, promise - 1), Zone.OFF: (None, (stop or 0) - 1)}
    else:
        promise = floor(promise_limit)
        if rule.stop_limit is not None:
            stop = max(floor(rule.stop_limit), promise)
        ends = {
            Zone.PROMISE: (0, promise),
            Zone.ASK: (max(0, promise + 1), stop),
            Zone.OFF: (max(0, (stop or 0) + 1), None),
        }
    return (1, 0) if zone is Zone.OFF and stop is None else ends[zone]


def _counted(measure: Measure, first: int | None, last: int | None, written: Written) -> str:
    if first is not None and last is not None:
        if first > last:
            return ""
        if first == last and first != 0:
            return written(first)
        if first != 0:
            return tr("{low} to {high}").format(low=figures.number(first), high=written(last))
        return _up_to(measure, last, written)
    if first is not None:
        return _from(measure, first, written)
    if last is None:
        return ""
    # Only a lead time has no first value: a day that is over lies before today.
    return tr("a day in the past") if last < 0 else tr("under {value}").format(value=written(last + 1))


def _up_to(measure: Measure, last: int, written: Written) -> str:
    if last > 0:
        return tr("up to {value}").format(value=written(last))
    return {
        Measure.LEAD_TIME: tr("the same day"),
        Measure.PAYMENT_DAYS: tr("at once"),
        Measure.CUSTOM_PARTS: tr("none"),
    }[measure]


def _from(measure: Measure, first: int, written: Written) -> str:
    if first <= 0:
        return tr("any day") if measure is Measure.LEAD_TIME else tr("any")
    if measure is Measure.CUSTOM_PARTS and first == 1:
        return tr("one or more")
    if measure is Measure.PAYMENT_DAYS and first > 1:
        return tr("over {value}").format(value=written(first - 1))
    return tr("{value} or more").format(value=written(first))
