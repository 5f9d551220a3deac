"""The intake checklist and the verdict of a deal (framework.md section 4 and 6)."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from framework.agreement import SEVERITY, Decider, Measure, Rule, Zone, effective_rules, worst
from framework.allowance import allowed_by
from framework.capacity import Workload
from framework.checklist import CATALOGUE, SECTIONS, Answer, ChecklistItem, ItemAnswer, Needed, Section
from framework.deal import Deal, promise_day
from framework.measures import figure_zone, shown_value
from framework.measures import measure_value as measure_value

if TYPE_CHECKING:
    from framework.business import Business

RULE_ITEM = "rule:"


class Reason(NamedTuple):
    """Why a deal has its verdict: one rule or one item, with the figures it was judged by.

    `value` and `limit` are in the unit of the measure (days, %, money, count); both None for statements.
    `missing` names the field without which the rule cannot be judged (zone OPEN); without a rule: "quantity" for a deal
    of nothing, "day_over" for a date that is over before it is promised.
    `week` (a Monday) and `crew_id` say where a week load comes from. `no_capacity`: there are no hours at all in
    that week; the load is over any limit and `value` is None. A reason that passes although its figure does not is
    one that an exception allows (`allowance_id`) or that was asked about and answered (`answered`).
    """

    zone: Zone
    measure: Measure | None = None
    value: Decimal | None = None
    limit: Decimal | None = None
    missing: str | None = None
    rule_id: str | None = None
    item_id: str | None = None
    decides: Decider | None = None
    answer_hours: Decimal | None = None
    week: date | None = None
    crew_id: str | None = None
    no_capacity: bool = False
    allowance_id: str | None = None
    answered: bool = False


class Verdict(NamedTuple):
    """The worst of all rules and items. `reasons` are all that are not PROMISE, worst first; `passed` the rest."""

    zone: Zone
    reasons: tuple[Reason, ...] = ()
    passed: tuple[Reason, ...] = ()


def items_for(deal: Deal, business: "Business", today: date) -> tuple[ChecklistItem, ...]:
    """Return the checklist of `deal`: the items for its offering, then one for each statement rule no item asks about.

    The rules are those of the version that judges the deal. An item about a rule that is not among them is left out;
    one that asks about a rule leads to the zone of the rule, in its words (framework.md section 4).
    """
    rules = effective_rules(business.agreement_for(deal, today), deal.offering_id)
    return _items(deal.offering_id, business.checklist_of(deal), rules)


def items_for_any(business: "Business") -> tuple[ChecklistItem, ...]:
    """Return every question there may be by the agreement in force, whatever the offering: for a blank sheet."""
    statements = {rule.id: rule for rule in business.agreement.rules if rule.measure is None}
    asked = [_in_force(item, statements) for item in business.items]
    named = {item.rule_id for item in business.items}
    rest = (_rule_item(rule) for rule in statements.values() if rule.id not in named)
    return (*(item for item in asked if item is not None), *rest)


def items_for_paper(business: "Business", deal: Deal | None, today: date) -> tuple[ChecklistItem, ...]:
    """Return the checklist in the order of its four sections, of `deal` or of one that is not known yet."""
    items = items_for_any(business) if deal is None else items_for(deal, business, today)
    return tuple(sorted(items, key=lambda item: SECTIONS.index(item.section)))


def follow_answer(item: ChecklistItem, deal: Deal, verdict: Verdict) -> Answer | None:
    """Return the answer the figures give to an item that follows one, taken from the verdict of `deal`.

    A measure: yes while its rules say PROMISE, no when one says ASK or OFF, None (open) when a figure is missing or no
    rule looks at it. The catalogue: yes when the deal has an offering. None for an item a person answers.
    """
    if item.follows is None:
        return None
    if item.follows == CATALOGUE:
        return Answer.NO if deal.offering_id is None else Answer.YES
    zones = [r.zone for r in (*verdict.reasons, *verdict.passed) if r.measure is not None and r.measure == item.follows]
    match worst(zones):
        case Zone.PROMISE if zones:
            return Answer.YES
        case Zone.ASK | Zone.OFF:
            return Answer.NO
    return None


def verdict(
    deal: Deal, answers: Mapping[str, ItemAnswer], business: "Business", workload: Workload, today: date
) -> Verdict:
    """Return the worst of all rules and checklist items of `deal`, with every reason (framework.md section 4).

    `answers` are by item id; `workload` is that of `today`. Reasons are worst first, then measured rules in the
    order of the agreement, then items in their order.
    """
    rules = effective_rules(business.agreement_for(deal, today), deal.offering_id)
    judged = [judge_rule(rule, deal, business, workload, today) for rule in rules if rule.measure is not None]
    by_id = {rule.id: rule for rule in rules}
    judged += _absurd(deal, rules, today)
    asked = (_ask(item, answers, deal, by_id) for item in _items(deal.offering_id, business.checklist_of(deal), rules))
    found = [*judged, *(reason for reason in asked if reason is not None)]
    if business.allowances:
        day = promise_day(deal, today)
        found = [_eased(reason, by_id, deal, business, day) for reason in found]
    return summed_up(found)


def summed_up(found: Iterable[Reason]) -> Verdict:
    """Return the verdict that `found` (in the order of rules, then items) comes to, worst reasons first."""
    found = tuple(found)
    reasons = [reason for reason in found if reason.zone is not Zone.PROMISE]
    reasons.sort(key=lambda reason: -SEVERITY[reason.zone])
    return Verdict(
        zone=worst(reason.zone for reason in reasons),
        reasons=tuple(reasons),
        passed=tuple(reason for reason in found if reason.zone is Zone.PROMISE),
    )


def progress(
    items: Iterable[ChecklistItem], answers: Mapping[str, ItemAnswer], deal: Deal, verdict: Verdict
) -> tuple[int, int]:
    """Return how many of `items` are answered, by a person or by their figure, and how many there are."""
    done = [
        item.id in answers if item.follows is None else follow_answer(item, deal, verdict) is not None for item in items
    ]
    return sum(done), len(done)


def _items(
    offering_id: str | None, template: tuple[ChecklistItem, ...], rules: tuple[Rule, ...]
) -> tuple[ChecklistItem, ...]:
    statements = {rule.id: rule for rule in rules if rule.measure is None}
    items = [
        found
        for item in template
        if (not item.offering_ids or offering_id in item.offering_ids)
        and (found := _in_force(item, statements)) is not None
    ]
    # An item for some offerings says where its rule makes sense: elsewhere the rule is not asked either.
    named = {item.rule_id for item in template}
    return (*items, *(_rule_item(rule) for rule in statements.values() if rule.id not in named))


def _in_force(item: ChecklistItem, statements: Mapping[str, Rule]) -> ChecklistItem | None:
    """Return an item as the version has the rule it asks about: its words, its zone. None for a rule not in it."""
    if item.rule_id is None:
        return item
    rule = statements.get(item.rule_id)
    if rule is None:
        return None
    if item.no_means is not None:
        # It asks the other way round ("all in writing?"), in words of its own.
        return item._replace(no_means=rule.zone)
    return item._replace(say=rule.say or item.say, yes_means=rule.zone)


def _rule_item(rule: Rule) -> ChecklistItem:
    return ChecklistItem(
        id=RULE_ITEM + rule.id,
        section=Section.DEVIATIONS,
        say=rule.say,
        needed=Needed.BEFORE_PROMISE,
        yes_means=rule.zone,
        unknown_means=Zone.ASK,
        rule_id=rule.id,
        offering_ids=frozenset() if rule.offering_id is None else frozenset((rule.offering_id,)),
    )


def judge_rule(
    rule: Rule, deal: Deal, business: "Business", workload: Workload, today: date, since: date | None = None
) -> Reason:
    """Judge `deal` by one measured rule; with `since` as if it were still that day, among what is sold by now."""
    assert rule.measure is not None
    figure = measure_value(rule.measure, deal, business, workload, today, since)
    zone = Zone.OPEN if isinstance(figure, str) else figure_zone(rule, figure)
    limit = rule.stop_limit if zone is Zone.OFF else rule.promise_limit
    if isinstance(figure, str):
        return Reason(zone, rule.measure, None, limit, figure, rule.id, None, rule.decides, rule.answer_hours)
    value = None if figure.exact is None else shown_value(rule, figure.exact)
    # By position, without `_replace`: this is made for every rule of every open deal.
    return Reason(
        zone,
        rule.measure,
        value,
        limit,
        None,
        rule.id,
        None,
        rule.decides,
        rule.answer_hours,
        figure.week,
        figure.crew_id,
        figure.exact is None,
    )


def _eased(reason: Reason, rules: Mapping[str, Rule], deal: Deal, business: "Business", day: date) -> Reason:
    """Return `reason`, or that its rule lets the deal pass, where a one-off exception holds on `day`."""
    rule = rules.get(reason.rule_id) if reason.rule_id is not None else None
    if rule is None or reason.zone not in (Zone.ASK, Zone.OFF):
        return reason
    # The value shown lies in the zone of the exact one, yet may lie on the other side of the allowance's own limit by
    # less than a hundredth: too little for anybody to mean.
    found = allowed_by(business.allowances, rule, deal.client, day, reason.value)
    return reason if found is None else reason._replace(zone=Zone.PROMISE, allowance_id=found.id)


def _absurd(deal: Deal, rules: Iterable[Rule], today: date) -> list[Reason]:
    """Return what no rule looks at and nobody can promise all the same: nothing at all, or a day that is over."""
    found = []
    if deal.is_open and deal.quantity <= 0:
        found.append(Reason(Zone.OPEN, missing="quantity"))
    timed = any(rule.measure is Measure.LEAD_TIME for rule in rules)
    if deal.is_open and not timed and deal.promised_on is not None and deal.promised_on < promise_day(deal, today):
        found.append(Reason(Zone.OPEN, missing="day_over"))
    return found


def _ask(
    item: ChecklistItem, answers: Mapping[str, ItemAnswer], deal: Deal, rules: Mapping[str, Rule]
) -> Reason | None:
    """Return what the answer to one item leads to, None where it changes nothing."""
    zone = _item_zone(item, answers.get(item.id), deal)
    if zone is None or zone is Zone.PROMISE:
        return None
    rule = rules.get(item.rule_id) if item.rule_id is not None else None
    return Reason(
        zone=zone,
        rule_id=item.rule_id,
        item_id=item.id,
        decides=rule.decides if rule else None,
        answer_hours=rule.answer_hours if rule else None,
    )


def _item_zone(item: ChecklistItem, given: ItemAnswer | None, deal: Deal) -> Zone | None:
    if item.follows is not None:
        # The rule of the figure gives the reason; only the catalogue has no rule of its own.
        return item.no_means if item.follows == CATALOGUE and deal.offering_id is None else None
    before = item.needed is Needed.BEFORE_PROMISE
    if given is None:
        return Zone.OPEN if before else None
    match given.answer:
        case Answer.NO:
            return item.no_means
        case Answer.YES:
            return item.yes_means
        case Answer.UNKNOWN:
            return item.unknown_means
        case Answer.NOT_APPLICABLE:
            return None
