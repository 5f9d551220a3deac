"""How the limits of a measure are written: unit, decimals, bounds, and what the two numbers are called."""

from decimal import Decimal
from typing import NamedTuple

from desktop.wording.figures import currency_sign
from framework.agreement import HIGHER_IS_BETTER, Measure, Rule
from resources.words import tr
from widgets.bands_measure import BandMeasure
from widgets.bands_words import limit_words
from widgets.mark_row import LimitsOf


class Written(NamedTuple):
    """The unit of a measure (`one`: of exactly one), its decimals, what a limit may be, and a step of a handle."""

    unit: str
    places: int
    lowest: Decimal | None
    highest: Decimal | None
    step: Decimal = Decimal(1)
    one: str = ""


def written(measure: Measure, currency: str) -> Written:
    """Return how a limit of `measure` is written."""
    match measure:
        case Measure.LEAD_TIME | Measure.PAYMENT_DAYS:
            return Written(tr("days"), 0, Decimal(0), Decimal(10_000), one=tr("day"))
        case Measure.MARGIN:
            return Written("%", 2, Decimal(-1000), Decimal(100))
        case Measure.DISCOUNT:
            return Written("%", 2, Decimal(0), Decimal(100))
        case Measure.WEEK_LOAD:
            return Written("%", 2, Decimal(0), Decimal(1000))
        case Measure.DEAL_VALUE:
            return Written(currency_sign(currency), 2, Decimal(0), None, Decimal(100))
        case Measure.CUSTOM_PARTS:
            return Written(tr("parts"), 0, Decimal(0), Decimal(100_000), one=tr("part"))


def limits_of(rule: Rule, currency: str) -> LimitsOf | None:
    """Return how the two limits of a rule are asked for; None for a sentence."""
    if rule.measure is None:
        return None
    how = written(rule.measure, currency)
    bands = BandMeasure(rule.measure in HIGHER_IS_BETTER)
    return LimitsOf(
        limit_words(bands, "promise"), limit_words(bands, "stop"), how.unit, how.places, how.lowest, how.highest
    )
