"""What an answer rests on, and what got worse since: a fact that is worse makes it lapse (framework.md section 4).

The mere passing of days does not make a fact worse, and a better fact keeps the answer.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from framework.agreement import SEVERITY, Measure, Zone, effective_rules, worst
from framework.asking import Facts
from framework.capacity import Workload
from framework.deal import Deal, estimated_hours
from framework.intake import Reason, Verdict, judge_rule
from framework.measures import measure_value

if TYPE_CHECKING:
    from framework.business import Business


class Fact(StrEnum):
    """What got worse, so that an answer lapsed. LOAD: the weeks filled up. VALIDITY: its time is over."""

    OFFERING = "offering"
    DATE = "date"
    HOURS = "hours"
    VALUE = "value"
    DISCOUNT = "discount"
    MARGIN = "margin"
    PARTS = "parts"
    PAYMENT = "payment"
    LOAD = "load"
    VALIDITY = "validity"


class Lapse(NamedTuple):
    """One fact that got worse: what it was when the answer was given, and what it is now, in the unit of the fact."""

    fact: Fact
    before: date | Decimal | Fraction | int | str | None = None
    now: date | Decimal | Fraction | int | str | None = None


def to_ask(verdict: Verdict) -> tuple[Reason, ...]:
    """Return the reasons of `verdict` about which somebody is asked."""
    return tuple(reason for reason in verdict.reasons if reason.zone is Zone.ASK)


def facts_of(deal: Deal, business: "Business", workload: Workload, today: date, points: Iterable[str] = ()) -> Facts:
    """Return `deal` as it stands today: an answer given now to `points` rests on it."""
    offering = workload.offering(deal)
    hours = estimated_hours(deal, offering)
    return Facts(
        day=today,
        offering_id=deal.offering_id,
        promised_on=deal.promised_on,
        quantity=deal.quantity,
        hours=None if hours is None else tuple(sorted(hours.items())),
        value=deal.value,
        discount=_figure(Measure.DISCOUNT, deal, business, workload, today),
        margin=_figure(Measure.MARGIN, deal, business, workload, today),
        custom_parts=deal.custom_parts if deal.offering_id is not None else max(1, deal.custom_parts or 0),
        payment_days=deal.payment_days,
        load=_load_zone(deal, business, workload, today, today),
        points=frozenset(points),
    )


def lapses(
    facts: Facts,
    until: date | None,
    wanted_less: bool,
    deal: Deal,
    business: "Business",
    workload: Workload,
    today: date,
) -> tuple[Lapse, ...]:
    """Return what got worse since `facts` stood; empty while an answer that rests on them holds.

    `until` is the last day it holds; what was promised by then stays. `wanted_less` says that a smaller quantity was a
    condition of it: then a lower price is no surprise.
    """
    now = facts_of(deal, business, workload, today)
    found = []
    if now.offering_id != facts.offering_id:
        found.append(Lapse(Fact.OFFERING, facts.offering_id, now.offering_id))
    if _less(now.promised_on, facts.promised_on):
        found.append(Lapse(Fact.DATE, facts.promised_on, now.promised_on))
    if facts.hours is not None and now.hours is not None:
        before = dict(facts.hours)
        # Of the crews that have more to do: together with those that have less it might look like less.
        more = [(before.get(crew, Decimal(0)), own) for crew, own in now.hours if own > before.get(crew, 0)]
        if more:
            found.append(Lapse(Fact.HOURS, *(sum(hours, Decimal(0)) for hours in zip(*more, strict=True))))
    if _less(now.value, facts.value) and not wanted_less:
        found.append(Lapse(Fact.VALUE, facts.value, now.value))
    if _less(facts.discount, now.discount):
        found.append(Lapse(Fact.DISCOUNT, facts.discount, now.discount))
    if _less(now.margin, facts.margin):
        found.append(Lapse(Fact.MARGIN, facts.margin, now.margin))
    if _less(facts.custom_parts, now.custom_parts):
        found.append(Lapse(Fact.PARTS, facts.custom_parts, now.custom_parts))
    if _less(facts.payment_days, now.payment_days):
        found.append(Lapse(Fact.PAYMENT, facts.payment_days, now.payment_days))
    load = _load_zone(deal, business, workload, today, facts.day)
    if load is not Zone.OPEN and SEVERITY[load] > SEVERITY[facts.load]:
        found.append(Lapse(Fact.LOAD, str(facts.load), str(load)))
    promised = deal.promise_given_on or today
    if until is not None and promised > until:
        found.append(Lapse(Fact.VALIDITY, until, promised))
    return tuple(found)


def _load_zone(deal: Deal, business: "Business", workload: Workload, today: date, since: date) -> Zone:
    rules = effective_rules(business.agreement_for(deal, today), deal.offering_id)
    loads = [rule for rule in rules if rule.measure is Measure.WEEK_LOAD]
    day = min(since, today)
    return worst(judge_rule(rule, deal, business, workload, today, day).zone for rule in loads)


def _figure(measure: Measure, deal: Deal, business: "Business", workload: Workload, today: date) -> Fraction | None:
    found = measure_value(measure, deal, business, workload, today)
    return None if isinstance(found, str) or found.exact is None else Fraction(found.exact)


def _less(one: Any, other: Any) -> bool:
    return one is not None and other is not None and one < other
