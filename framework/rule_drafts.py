"""Make it a rule: like decisions on the same rule and offering propose where its limit should be (section 7).

Only limits of measured rules are moved: a sentence has none, and of the week load no figure is kept with a decision.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta, tzinfo
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from framework.agreement import HIGHER_IS_BETTER, Measure, Rule, Zone, effective_rules, flaw_of, zone_of
from framework.business import Business
from framework.precedents import Case
from framework.questions import Decision, DecisionKind
from framework.working_time import WorkingCalendar

LEAST = 3
WITHIN = timedelta(days=365)
_WHOLE = frozenset({Measure.LEAD_TIME, Measure.CUSTOM_PARTS, Measure.PAYMENT_DAYS})


class RuleDraft(NamedTuple):
    """A change of a limit that decisions speak for. `values` are what was decided on, as `cases`, oldest first.

    `rule` holds now; `changed` is what it would be, with the key "" where it would be a rule of its own for the
    offering. `allows` says which way it was decided. Of the cases, `inside` would be told by the rule itself: Sales may
    promise what was allowed, or what was refused is off the table.
    """

    rule: Rule
    changed: Rule
    offering_id: str
    allows: bool
    cases: tuple[Case, ...]
    values: tuple[Fraction, ...]
    inside: int

    @property
    def limit(self) -> Decimal:
        """The limit that moves, where it would be."""
        found = self.changed.promise_limit if self.allows else self.changed.stop_limit
        assert found is not None
        return found


def rule_drafts(business: Business, cases: Iterable[Case], today: date, zone: tzinfo) -> tuple[RuleDraft, ...]:
    """Return what three or more decisions the same way, of the last 12 months, propose: the best supported first.

    A yes (also one with conditions, or in phases) counts at the value it allowed, a no at the value it refused.
    *Yes*, three or more at values beyond the promise limit: it moves to the mildest limit that holds more than half of
    them, unless that would let in a value that was refused. *No*, three or more at values that have to be asked about:
    the stop limit moves to the mildest beyond which more than half of them lie, unless a value that was allowed would
    then be off the table. Limits are written to a hundredth, days and pieces whole.
    """
    grouped: dict[tuple[str, str], list[tuple[Case, Decision]]] = {}
    for case in cases:
        decision, deal = case.question.decision, case.deal
        if decision is None or decision.facts is None or deal is None or decision.facts.offering_id is None:
            continue
        if not today - WITHIN < decision.at.astimezone(zone).date() <= today:
            continue
        for point in case.question.points:
            grouped.setdefault((point, decision.facts.offering_id), []).append((case, decision))
    found = []
    for (point, offering_id), decided in grouped.items():
        rules = effective_rules(business.agreement, offering_id)
        rule = next((each for each in rules if f"rule:{each.id}" == point and each.measure is not None), None)
        if rule is not None and offering_id in business.agreement.offerings:
            found += _drafts(rule, offering_id, sorted(decided, key=lambda pair: pair[1].at), business.calendar)
    found.sort(key=lambda draft: (draft.inside, draft.cases[-1].question.raised_at), reverse=True)
    return tuple(found)


def decided_value(measure: Measure | None, decision: Decision, calendar: WorkingCalendar) -> Fraction | None:
    """Return the value a decision allowed, or refused, in the unit of `measure`; None where none is kept.

    With conditions it is the value as the conditions leave it: another price also changes margin and discount.
    """
    facts, wanted = decision.facts, decision.conditions
    if facts is None:
        return None
    price = wanted.value if wanted.value is not None else facts.value
    match measure:
        case Measure.LEAD_TIME:
            due = wanted.promised_on or facts.promised_on
            return None if due is None else Fraction(calendar.working_days_between(facts.day, due))
        case Measure.DEAL_VALUE:
            return None if price is None else Fraction(price)
        case Measure.MARGIN:
            return _priced(facts.margin, facts.value, price)
        case Measure.DISCOUNT:
            return _priced(facts.discount, facts.value, price, discount=True)
        case Measure.CUSTOM_PARTS:
            return None if facts.custom_parts is None else Fraction(facts.custom_parts)
        case Measure.PAYMENT_DAYS:
            return None if facts.payment_days is None else Fraction(facts.payment_days)
    return None


def _priced(
    share: Fraction | None, before: Decimal | None, price: Decimal | None, *, discount: bool = False
) -> Fraction | None:
    """Return a margin or a discount, in percent, at another price: cost and list price stay what they were."""
    if share is None or before is None or price is None or price == before:
        return share
    if discount:
        # The price is what the discount leaves of the list price: nothing left says nothing about the list.
        if share >= 100:
            return None
        listed = Fraction(before) / (1 - share / 100)
        return (listed - Fraction(price)) / listed * 100 if listed else None
    cost = Fraction(before) * (1 - share / 100)
    return (Fraction(price) - cost) / Fraction(price) * 100 if price > 0 else None


def _drafts(
    rule: Rule, offering_id: str, decided: Sequence[tuple[Case, Decision]], calendar: WorkingCalendar
) -> list[RuleDraft]:
    yes: list[tuple[Case, Fraction]] = []
    no: list[tuple[Case, Fraction]] = []
    for case, decision in decided:
        value = decided_value(rule.measure, decision, calendar)
        if value is not None:
            (no if decision.kind is DecisionKind.REFUSE else yes).append((case, value))
    found = []
    for allows, mine, others in ((True, yes, no), (False, no, yes)):
        spoken = (Zone.ASK, Zone.OFF) if allows else (Zone.ASK,)
        counted = [(case, value) for case, value in mine if zone_of(rule, value) in spoken]
        if len(counted) < LEAST:
            continue
        values = tuple(value for _case, value in counted)
        changed = _eased(rule, values) if allows else _tightened(rule, values)
        inside = Zone.PROMISE if allows else Zone.OFF
        if flaw_of(changed) is not None or any(zone_of(changed, value) is inside for _case, value in others):
            continue
        own = changed if rule.offering_id is not None else changed._replace(id="", offering_id=offering_id)
        held = sum(zone_of(changed, value) is inside for value in values)
        found.append(RuleDraft(rule, own, offering_id, allows, tuple(case for case, _value in counted), values, held))
    return found


def _eased(rule: Rule, values: Sequence[Fraction]) -> Rule:
    """Return `rule` with the promise limit at the mildest value that holds more than half of `values`."""
    higher = rule.measure in HIGHER_IS_BETTER
    middle = sorted(values, reverse=higher)[len(values) // 2]
    # Written to the hundredth on its far side, so that the value itself is inside.
    limit = _hundredths(floor(middle * 100) if higher else ceil(middle * 100))
    stop = rule.stop_limit
    if stop is not None:
        stop = min(stop, limit) if higher else max(stop, limit)
    return rule._replace(promise_limit=limit, stop_limit=stop)


def _tightened(rule: Rule, values: Sequence[Fraction]) -> Rule:
    """Return `rule` with the stop limit at the mildest place beyond which more than half of `values` lie."""
    higher = rule.measure in HIGHER_IS_BETTER
    middle = sorted(values, reverse=not higher)[len(values) // 2]
    if rule.measure in _WHOLE:
        limit = Decimal(floor(middle) + 1 if higher else ceil(middle) - 1)
    else:
        limit = _hundredths(floor(middle * 100) + 1 if higher else ceil(middle * 100) - 1)
    promise = rule.promise_limit
    if promise is not None:
        limit = min(limit, promise) if higher else max(limit, promise)
    return rule._replace(stop_limit=limit)


def _hundredths(count: int) -> Decimal:
    return Decimal(count).scaleb(-2).normalize() if count % 100 else Decimal(count // 100)
