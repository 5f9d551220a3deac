"""Limits and bands in words: what a limit is called, how a value is written, and the three bands as sentences."""

import math
from decimal import Decimal
from unicodedata import category

from PySide6.QtCore import QLocale

from resources.words import tr
from widgets.bands_measure import Band, BandMeasure, Limit, bands
from widgets.number_text import write_number
from widgets.zone_badge import zone_words

ZONES = ("PROMISE", "ASK", "OFF")


def limit_words(measure: BandMeasure, which: str) -> str:
    """Return what the limit `which` ("promise", "stop") is called."""
    if which == "promise":
        return tr("Sales may promise from") if measure.higher_is_better else tr("Sales may promise up to")
    return tr("Off the table under") if measure.higher_is_better else tr("Off the table above")


def band_words(measure: BandMeasure, zone: str) -> str:
    """Return the short words of a band."""
    return measure.words[ZONES.index(zone)] if measure.words is not None else zone_words(zone, short=True)


def figure(measure: BandMeasure, value: Decimal, locale: QLocale) -> str:
    """Return `value` without its unit, as the country writes it: cents only where there are any."""
    whole = value == value.to_integral_value()
    return write_number(value, locale, measure.places if _is_money(measure.unit) and not whole else None)


def written(measure: BandMeasure, value: Decimal, locale: QLocale) -> str:
    """Return `value` with its unit: "10 days", "1 day", "5 %", "€5,000"."""
    number = figure(measure, value, locale)
    if not measure.unit:
        return number
    if _is_money(measure.unit):
        # The locale says on which side the sign stands and with what space.
        one = locale.toString(1)
        pattern = locale.toCurrencyString(1.0, measure.unit, 0)
        if measure.unit.isalpha():
            pattern = pattern.replace(measure.unit + one, f"{measure.unit}\u00a0{one}")
        return pattern.replace(one, number, 1)
    unit = measure.one if measure.one and value == 1 else measure.unit
    # A sign is not left alone at the beginning of a line.
    return f"{number} {unit}" if unit[0].isalpha() else f"{number}\u00a0{unit}"


def reading(measure: BandMeasure, promise: Limit, stop: Limit, locale: QLocale) -> str:
    """Return the bands as sentences, the best first; "" where there are none."""
    found = bands(measure, promise, stop)
    best_first = found[::-1] if measure.higher_is_better else found
    said = [_sentence(measure, band, _span(measure, band, locale), locale) for band in best_first]
    return " ".join(sentence for sentence in said if sentence)


def missing_words(measure: BandMeasure, which: str) -> str:
    """Return what to do where the limit `which` is not there."""
    if which == "promise":
        if measure.higher_is_better:
            return tr("Write from where Sales may promise alone.")
        return tr("Write up to where Sales may promise alone.")
    if measure.higher_is_better:
        return tr("Write under which value it is off the table, or tick “Never off the table”.")
    return tr("Write above which value it is off the table, or tick “Never off the table”.")


def order_words(measure: BandMeasure, promise: Decimal, locale: QLocale) -> str:
    """Return what to do where the stop limit lies on the wrong side of `promise`."""
    limit = written(measure, promise, locale)
    if not measure.unit or _is_money(measure.unit) or not measure.unit[0].isalpha():
        if measure.higher_is_better:
            said = tr("The stop must be {limit} or less: otherwise what lies between the two would be in two zones.")
        else:
            said = tr("The stop must be {limit} or more: otherwise what lies between the two would be in two zones.")
        return said.format(limit=limit)
    if measure.higher_is_better:
        said = tr("The stop must be {limit} or less: otherwise {units} between the two would be in two zones.")
    else:
        said = tr("The stop must be {limit} or more: otherwise {units} between the two would be in two zones.")
    return said.format(limit=limit, units=measure.unit)


def _sentence(measure: BandMeasure, band: Band, span: str, locale: QLocale) -> str:
    if not span:
        return ""
    if measure.words is not None:
        return tr("{span}: {zone}.").format(span=span, zone=band_words(measure, band.zone))
    if band.zone == "OFF":
        return tr("{span}: off the table.").format(span=span)
    if band.zone == "ASK":
        return tr("{span}: ask Operations first.").format(span=span)
    limit = band.low if measure.higher_is_better else band.high
    said = tr("Sales may promise from {limit}.") if measure.higher_is_better else tr("Sales may promise up to {limit}.")
    return said.format(limit=written(measure, limit, locale)) if limit is not None else ""


def _span(measure: BandMeasure, band: Band, locale: QLocale) -> str:
    """Return the values of `band`; "" where no whole value lies in it."""
    low, high, up = band.low, band.high, measure.higher_is_better
    if low is not None and high is not None:
        return _between(measure, low, high, locale)
    if high is not None:
        limit = written(measure, high, locale)
        return (tr("Under {limit}") if up else tr("Up to {limit}")).format(limit=limit)
    if low is not None:
        limit = written(measure, low, locale)
        return (tr("From {limit}") if up else tr("Over {limit}")).format(limit=limit)
    return ""


def _between(measure: BandMeasure, low: Decimal, high: Decimal, locale: QLocale) -> str:
    up = measure.higher_is_better
    if measure.places == 0:
        # Whole values only: the limit itself belongs to the better zone at one end, to this one at the other.
        first = Decimal(math.ceil(low) if up else math.floor(low) + 1)
        last = Decimal(math.ceil(high) - 1 if up else math.floor(high))
        if first > last:
            return ""
        if first == last:
            return written(measure, first, locale)
        return tr("{low} to {high}").format(low=_first(measure, first, locale), high=written(measure, last, locale))
    if up:
        said = tr("From {low} to under {high}")
        return said.format(low=_first(measure, low, locale), high=written(measure, high, locale))
    return tr("Over {low}, up to {high}").format(low=written(measure, low, locale), high=written(measure, high, locale))


def _first(measure: BandMeasure, value: Decimal, locale: QLocale) -> str:
    """Return the first figure of two: its unit comes with the second, but for money."""
    return written(measure, value, locale) if _is_money(measure.unit) else figure(measure, value, locale)


def _is_money(unit: str) -> bool:
    return any(category(sign) == "Sc" for sign in unit) or (len(unit) == 3 and unit.isalpha() and unit.isupper())
