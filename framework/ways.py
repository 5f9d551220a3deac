"""What would turn a deal green: the nearest date, the discount, the price, the terms, a split into two deliveries.

Each way takes away the reasons of one measure; taken together they leave only what is not a figure (sections 4, 5).
"""

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple

from framework.agreement import Measure, Rule, Zone, effective_rules
from framework.capacity import Workload, earliest_date
from framework.deal import Deal, Stage, estimated_cost, promise_day
from framework.intake import Reason, Verdict
from framework.placing import window

if TYPE_CHECKING:
    from framework.business import Business


class WayKind(StrEnum):
    """What is changed."""

    DATE = "date"
    DISCOUNT = "discount"
    PRICE = "price"
    PAYMENT = "payment"
    PHASES = "phases"


class Way(NamedTuple):
    """One change that makes the rules of its measure say PROMISE. What its kind does not need is None.

    DATE: `day`. DISCOUNT: `percent`, and the price it comes to (`value`) where that is known. PRICE: `value`.
    PAYMENT: `days`. PHASES: `part` of the quantity by the date asked for (or `hours` of the work, where the quantity is
    one), the rest by `day`.
    """

    kind: WayKind
    measures: tuple[Measure, ...]
    day: date | None = None
    percent: Decimal | None = None
    value: Decimal | None = None
    days: int | None = None
    part: Decimal | None = None
    hours: Fraction | None = None

    def fields(self) -> dict[str, object]:
        """Return the fields of the deal that taking this way changes; none for a split."""
        match self.kind:
            case WayKind.DATE:
                return {"promised_on": self.day}
            case WayKind.DISCOUNT:
                value = {} if self.value is None else {"value": self.value}
                return {"discount_percent": self.percent, **value}
            case WayKind.PRICE:
                return {"value": self.value}
            case WayKind.PAYMENT:
                return {"payment_days": self.days}
            case WayKind.PHASES:
                return {}


def ways_out(
    deal: Deal, verdict: Verdict, business: "Business", workload: Workload, today: date, digits: int = 2
) -> tuple[Way, ...]:
    """Return what would turn `deal` green, for each measure that holds it back, in the order of `WayKind`.

    `digits` are the decimals of money: a price is rounded up to what can be paid. Measures that no change of a figure
    mends (the value of the deal, parts that are not in the catalogue) have no way.
    """
    held = {r.measure: r for r in verdict.reasons if r.measure is not None and r.zone in (Zone.ASK, Zone.OFF)}
    rules = {rule.id: rule for rule in effective_rules(business.agreement_for(deal, today), deal.offering_id)}
    found: Iterable[Way | None] = (
        _date(deal, held, rules, business, workload, today),
        _phases(deal, held, business, workload, today),
        _discount(deal, held, rules, workload, digits),
        _price(deal, held, rules, workload, digits),
        _payment(held, rules),
    )
    return tuple(way for way in found if way is not None)


Held = dict[Measure, Reason]
Rules = dict[str, Rule]


def _limit(measure: Measure, held: Held, rules: Rules) -> Decimal | None:
    reason = held.get(measure)
    rule = rules.get(reason.rule_id or "") if reason is not None else None
    return None if rule is None else rule.promise_limit


def _date(deal: Deal, held: Held, rules: Rules, business: "Business", workload: Workload, today: date) -> Way | None:
    """Return the earliest day on which neither the lead time nor a week holds the deal back."""
    touched = tuple(measure for measure in (Measure.LEAD_TIME, Measure.WEEK_LOAD) if measure in held)
    if not touched or not deal.is_open:
        return None
    calendar, asked = business.calendar, max(deal.promised_on or today, today)
    limit = _limit(Measure.LEAD_TIME, held, rules)
    try:
        if limit is not None:
            asked = max(asked, calendar.add_working_days(promise_day(deal, today), ceil(limit)))
        day = calendar.next_working_day(asked)
    except OverflowError:
        return None
    moved = deal._replace(promised_on=day)
    # Without hours no week is touched: the lead time alone says which day.
    found = day if workload.hours_left(moved) is None else earliest_date(moved, business, workload, today)
    return None if found is None else Way(WayKind.DATE, touched, day=found)


def _phases(deal: Deal, held: Held, business: "Business", workload: Workload, today: date) -> Way | None:
    """Return how much fits by the date asked for, and when the rest would; None where the date itself is too near."""
    needed = workload.hours_left(deal)
    if Measure.WEEK_LOAD not in held or Measure.LEAD_TIME in held or not needed or not deal.is_open:
        return None
    if deal.promised_on is None or deal.promised_on < today:
        return None
    place = window(deal, workload.offering(deal), business.calendar, today)
    if place is None:
        return None
    limit, _ = workload.limits(deal, Zone.PROMISE)
    fits = min(workload.room(crew, place, limit) / hours for crew, hours in needed.items())
    whole = deal.quantity == deal.quantity.to_integral_value() and deal.quantity > 1
    if whole:
        part = floor(fits * int(deal.quantity))
        share = Fraction(part, int(deal.quantity))
    else:
        total = sum(needed.values(), start=Fraction(0))
        part = floor(fits * total)
        share = Fraction(part) / total if total else Fraction(0)
    if not 0 < share < 1:
        return None
    rest = _rest_date(deal, needed, share, business, workload, today)
    if rest is None:
        return None
    if whole:
        return Way(WayKind.PHASES, (Measure.WEEK_LOAD,), day=rest, part=Decimal(part))
    return Way(WayKind.PHASES, (Measure.WEEK_LOAD,), day=rest, hours=Fraction(part))


def _rest_date(
    deal: Deal, needed: dict[str, Fraction], share: Fraction, business: "Business", workload: Workload, today: date
) -> date | None:
    """Return the earliest day for what is left once `share` of the work is booked by the date asked for."""
    first = deal._replace(id="first part", stage=Stage.WON, won_on=today, hours=_scaled(needed, share))
    rest = deal._replace(hours=_scaled(needed, 1 - share))
    return earliest_date(rest, business, workload.plus(first), today)


def _scaled(needed: dict[str, Fraction], share: Fraction) -> dict[str, Decimal]:
    # Rounded up to hundredths of an hour, the smallest there is in the file: never less work than there is.
    return {crew: Decimal(ceil(hours * share * 100)).scaleb(-2) for crew, hours in needed.items()}


def _discount(deal: Deal, held: Held, rules: Rules, workload: Workload, digits: int) -> Way | None:
    limit = _limit(Measure.DISCOUNT, held, rules)
    if limit is None:
        return None
    offering = workload.offering(deal)
    listed = offering.list_price * deal.quantity if offering is not None and offering.list_price else None
    if listed is None and deal.value is not None and deal.discount_percent is not None and deal.discount_percent < 100:
        listed = deal.value * 100 / (100 - deal.discount_percent)
    # A price of nothing says nothing.
    value = None if not listed else _rounded_up(Fraction(listed) * (100 - Fraction(limit)) / 100, digits)
    if deal.value is None:
        value = None
    return Way(WayKind.DISCOUNT, (Measure.DISCOUNT,), percent=limit, value=value)


def _price(deal: Deal, held: Held, rules: Rules, workload: Workload, digits: int) -> Way | None:
    """Return the lowest price at which the margin is ours; none where no price would do."""
    limit = _limit(Measure.MARGIN, held, rules)
    cost = estimated_cost(deal, workload.offering(deal))
    if limit is None or cost is None or limit >= 100:
        return None
    value = _rounded_up(Fraction(cost) * 100 / (100 - Fraction(limit)), digits)
    return Way(WayKind.PRICE, (Measure.MARGIN,), value=value) if value > 0 else None


def _payment(held: Held, rules: Rules) -> Way | None:
    limit = _limit(Measure.PAYMENT_DAYS, held, rules)
    return None if limit is None else Way(WayKind.PAYMENT, (Measure.PAYMENT_DAYS,), days=floor(limit))


def _rounded_up(amount: Fraction, digits: int) -> Decimal:
    exact = Decimal(ceil(amount * 10**digits)).scaleb(-digits)
    whole = exact.to_integral_value(ROUND_CEILING)
    return whole if whole == exact else exact
