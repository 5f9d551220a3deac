"""Cause and cost: why questions came up, and what a yes and a no have cost (framework.md sections 7 and 9)."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, tzinfo
from decimal import Decimal, localcontext
from typing import NamedTuple

from framework.agreement import Measure, Zone, effective_rules
from framework.business import Business
from framework.capacity import Workload
from framework.deal import SOLD_STAGES, Deal, Stage, estimated_cost
from framework.intake import judge_rule
from framework.precedents import Case
from framework.questions import DecisionKind

_DIGITS = 60
"""Enough for any sum of money in a file, so that nothing is rounded."""


class Group(NamedTuple):
    """The questions of one cause, rule or offering (`key` "": none was named): how many, and what was decided."""

    key: str
    cases: tuple[Case, ...]
    yes: int
    no: int
    waiting: int


class YesPrice(NamedTuple):
    """What exceptions that were sold have earned, beside what our rules ask for the same price.

    `deals` are all of them; of `unknown` price, cost or margin rule is not known, and they are in no sum. `asked` is
    price x promise limit of the margin; `earned` is price - cost, by actual cost, by planned cost where that is not
    known. `given_up` = asked - earned; below 0 the exceptions earned more than the rules ask.
    """

    deals: tuple[Deal, ...]
    unknown: tuple[Deal, ...]
    value: Decimal
    asked: Decimal
    earned: Decimal

    @property
    def given_up(self) -> Decimal:
        """Margin that the rules ask for and the exceptions did not earn."""
        with localcontext(prec=_DIGITS):
            return self.asked - self.earned


class NoPrice(NamedTuple):
    """The deals lost after a refusal, and what they were worth together; of `unknown` no price was known."""

    deals: tuple[Deal, ...]
    unknown: tuple[Deal, ...]
    value: Decimal


def by_cause(cases: Iterable[Case]) -> tuple[Group, ...]:
    """Return the questions by what caused them, the most first."""
    return _grouped(cases, _causes)


def by_rule(cases: Iterable[Case]) -> tuple[Group, ...]:
    """Return the questions by the rule (or item of the checklist) they concern, the most first; one may count twice."""
    return _grouped(cases, _points)


def by_offering(cases: Iterable[Case]) -> tuple[Group, ...]:
    """Return the questions by the offering of their deal, the most first."""
    return _grouped(cases, _offerings)


def price_of_yes(accepted: Iterable[Deal], business: Business, today: date) -> YesPrice:
    """Return what the exceptions among `accepted` that were sold have earned (section 9: the price of a yes)."""
    sold = tuple(each for each in accepted if each.stage in (*SOLD_STAGES, Stage.DELIVERED))
    unknown, value, asked, earned = [], Decimal(0), Decimal(0), Decimal(0)
    with localcontext(prec=_DIGITS):
        for deal in sold:
            cost = deal.actual_cost
            if cost is None:
                cost = estimated_cost(deal, business.offering_of(deal, today))
            share = asked_margin(deal, business, today)
            if deal.value is None or cost is None or share is None:
                unknown.append(deal)
                continue
            value += deal.value
            asked += deal.value * share / 100
            earned += deal.value - cost
    return YesPrice(sold, tuple(unknown), value, asked, earned)


def price_of_no(refused: Mapping[str, date], deals: Iterable[Deal]) -> NoPrice:
    """Return what was lost after a no (section 9). `refused` are the days of the last no by deal key."""
    lost = tuple(
        deal
        for deal in deals
        if deal.stage is Stage.LOST
        and deal.id in refused
        and (deal.lost_on is None or deal.lost_on >= refused[deal.id])
    )
    with localcontext(prec=_DIGITS):
        value = sum((deal.value for deal in lost if deal.value is not None), start=Decimal(0))
    return NoPrice(lost, tuple(deal for deal in lost if deal.value is None), value)


class Kind(NamedTuple):
    """Exceptions of one kind with what they earned: a measure, STATEMENT for a sentence, "" where nothing says why."""

    key: str
    price: YesPrice


STATEMENT = "statement"


def price_by_kind(
    accepted: Iterable[Deal],
    points: Mapping[str, Iterable[str]],
    business: Business,
    workload: Workload,
    today: date,
) -> tuple[Kind, ...]:
    """Return the exceptions that were sold by what made them one, the most first; one deal may count in several.

    A deal is of the kinds of the rules that it was asked about (`points`, as `framework.asking` names them, by deal),
    and of those whose figure lies outside what may be promised: of the agreement of its day, with its first promise.
    How full the weeks were then is not known any more, so load counts only where it was asked about.
    """
    found: dict[str, list[Deal]] = {}
    for deal in accepted:
        for key in kinds_of(deal, points.get(deal.id, ()), business, workload, today) or {""}:
            found.setdefault(key, []).append(deal)
    kinds = (Kind(key, price_of_yes(deals, business, today)) for key, deals in found.items())
    sold = (kind for kind in kinds if kind.price.deals)
    return tuple(sorted(sold, key=lambda kind: (not kind.key, -len(kind.price.deals), kind.key)))


def kinds_of(deal: Deal, points: Iterable[str], business: Business, workload: Workload, today: date) -> frozenset[str]:
    """Return what made a deal an exception: measures, and STATEMENT for a sentence of the agreement."""
    kinds = set()
    for point in points:
        kind, _, row_id = point.partition(":")
        rule = business.rule(row_id) if kind == "rule" else None
        kinds.add(STATEMENT if rule is None or rule.measure is None else str(rule.measure))
    first = deal._replace(promised_on=deal.first_promised_on or deal.promised_on)
    for rule in effective_rules(business.agreement_for(deal, today), deal.offering_id):
        if rule.measure is None or rule.measure is Measure.WEEK_LOAD:
            continue
        if judge_rule(rule, first, business, workload, today).zone in (Zone.ASK, Zone.OFF):
            kinds.add(str(rule.measure))
    return frozenset(kinds)


def lost_to_lead_time(
    lost: Iterable[Deal], refused: Iterable[str], business: Business, workload: Workload, today: date
) -> NoPrice:
    """Return the deals that were lost without a refusal and wanted sooner than the rules let Sales promise.

    The time asked for counts from the day it was promised, else from the day the deal came in.
    """
    known, found = set(refused), []
    for deal in lost:
        if deal.stage is not Stage.LOST or deal.id in known:
            continue
        asked = deal._replace(
            promised_on=deal.first_promised_on or deal.promised_on,
            promise_given_on=deal.promise_given_on or deal.created_on,
        )
        rules = effective_rules(business.agreement_for(asked, today), deal.offering_id)
        if any(
            rule.measure is Measure.LEAD_TIME
            and judge_rule(rule, asked, business, workload, today).zone in (Zone.ASK, Zone.OFF)
            for rule in rules
        ):
            found.append(deal)
    with localcontext(prec=_DIGITS):
        value = sum((deal.value for deal in found if deal.value is not None), start=Decimal(0))
    return NoPrice(tuple(found), tuple(deal for deal in found if deal.value is None), value)


def asked_margin(deal: Deal, business: Business, today: date) -> Decimal | None:
    """Return the margin in percent that the rules of its day ask of a deal before Sales may promise it alone."""
    rules = effective_rules(business.agreement_for(deal, today), deal.offering_id)
    return next((rule.promise_limit for rule in rules if rule.measure is Measure.MARGIN), None)


def was_exception(deal: Deal) -> bool:
    """Say whether a deal was promised although the rules said to ask first, or no."""
    return deal.promised_zone in (Zone.ASK, Zone.OFF)


def raised_in(cases: Iterable[Case], first: date, last: date, zone: tzinfo) -> tuple[Case, ...]:
    """Return the questions that were raised from `first` to `last`, both included, by the clock of the business."""
    return tuple(case for case in cases if first <= case.question.raised_at.astimezone(zone).date() <= last)


def _grouped(cases: Iterable[Case], keys: Callable[[Case], Iterable[str]]) -> tuple[Group, ...]:
    found: dict[str, list[Case]] = {}
    for case in cases:
        for key in keys(case):
            found.setdefault(key, []).append(case)
    groups = [_group(key, each) for key, each in found.items()]
    # What nobody named comes last, however often.
    return tuple(sorted(groups, key=lambda group: (not group.key, -len(group.cases), group.key)))


def _group(key: str, cases: list[Case]) -> Group:
    kinds = [case.question.decision.kind for case in cases if case.question.decision is not None]
    no = sum(kind is DecisionKind.REFUSE for kind in kinds)
    return Group(key, tuple(cases), len(kinds) - no, no, sum(case.question.is_open for case in cases))


def _causes(case: Case) -> tuple[str, ...]:
    return ("" if case.question.cause is None else str(case.question.cause),)


def _points(case: Case) -> tuple[str, ...]:
    return case.question.points or ("",)


def _offerings(case: Case) -> tuple[str, ...]:
    return ("" if case.deal is None or case.deal.offering_id is None else case.deal.offering_id,)
