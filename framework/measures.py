"""The figures that rules look at, worked out from a deal (framework.md section 4)."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import count
from math import floor
from typing import TYPE_CHECKING, NamedTuple

from framework.agreement import Measure, Rule, Zone, zone_of
from framework.capacity import Workload, deal_week_load
from framework.deal import Deal, estimated_cost, promise_day

if TYPE_CHECKING:
    from framework.business import Business

PLACES = 2


class Figure(NamedTuple):
    """The exact value of a measure, in its unit. `exact` None: over any limit (load where there is no capacity).

    Entered values stay the decimals they are, ratios are fractions.

    `week` (a Monday) and `crew_id` say where a week load comes from.
    """

    exact: Fraction | Decimal | int | None
    week: date | None = None
    crew_id: str | None = None


def measure_value(
    measure: Measure, deal: Deal, business: "Business", workload: Workload, today: date, since: date | None = None
) -> Figure | str:
    """Return the figure of `measure` for `deal`, or the name of the field of `Deal` that is missing for it.

    Days, %, money or a count, see the table of framework.md section 4. `workload` is that of `today`. With `since`
    the deal is seen as on that earlier day, among what is sold by now: the mere passing of days changes nothing.
    """
    match measure:
        case Measure.LEAD_TIME:
            if deal.promised_on is None:
                return "promised_on"
            return Figure(business.calendar.working_days_between(promise_day(deal, since or today), deal.promised_on))
        case Measure.MARGIN:
            return _margin(deal, workload)
        case Measure.DISCOUNT:
            return _discount(deal, workload)
        case Measure.WEEK_LOAD:
            return _week_load(deal, business, workload, today, since)
        case Measure.DEAL_VALUE:
            return "value" if deal.value is None else Figure(deal.value)
        case Measure.CUSTOM_PARTS:
            if deal.offering_id is None:
                return Figure(max(1, deal.custom_parts or 0))
            return "custom_parts" if deal.custom_parts is None else Figure(deal.custom_parts)
        case Measure.PAYMENT_DAYS:
            return "payment_days" if deal.payment_days is None else Figure(deal.payment_days)


def figure_zone(rule: Rule, figure: Figure) -> Zone:
    """Return the zone of `figure` by the measured `rule`, exactly; over any limit is OFF, or ASK without stop limit."""
    if figure.exact is None:
        return Zone.ASK if rule.stop_limit is None else Zone.OFF
    return zone_of(rule, figure.exact)


def shown_value(rule: Rule, exact: Fraction | Decimal | int) -> Decimal:
    """Return `exact` to write down: what was entered as it is, a ratio rounded to two places.

    A rounded value lies in the same zone of `rule` as the exact one, with more places where two cannot.
    """
    if not isinstance(exact, Fraction):
        return Decimal(exact)
    if exact.denominator == 1:
        return Decimal(exact.numerator)
    zone = zone_of(rule, exact)
    for places in count(PLACES):
        scaled = exact * 10**places
        nearest, below = round(scaled), floor(scaled)
        for whole in (nearest, below, below + 1):
            shown = Decimal(whole).scaleb(-places)
            if zone_of(rule, shown) is zone:
                return shown
    raise AssertionError("a value always has a decimal beside it")


def _margin(deal: Deal, workload: Workload) -> Figure | str:
    # A share of nothing, or of less than nothing, says nothing.
    if deal.value is None or deal.value <= 0:
        return "value"
    cost = estimated_cost(deal, workload.offering(deal))
    if cost is None:
        return "cost"
    value = Fraction(deal.value)
    return Figure((value - Fraction(cost)) / value * 100)


def _discount(deal: Deal, workload: Workload) -> Figure | str:
    if deal.discount_percent is not None:
        return Figure(deal.discount_percent)
    offering = workload.offering(deal)
    if offering is None or offering.list_price is None or deal.value is None:
        return "discount_percent"
    listed = Fraction(offering.list_price) * Fraction(deal.quantity)
    if listed <= 0:
        return "discount_percent"
    return Figure((listed - Fraction(deal.value)) / listed * 100)


def _week_load(deal: Deal, business: "Business", workload: Workload, today: date, since: date | None) -> Figure | str:
    peak = deal_week_load(deal, business, workload, today, since)
    if peak is None:
        return "hours" if workload.hours_left(deal) is None else "promised_on"
    return Figure(None if peak.load is None else peak.load * 100, peak.week, peak.crew_id)
