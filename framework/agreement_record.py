"""How the rules did: the deals of a period judged again as on their day, and what a change would have made of them.

Judged by measured rules and by the sentences that were answered. Questions of the checklist that nobody answered are
left out: a deal that is long delivered waits for no answer (framework.md section 4).
"""

from collections.abc import Generator, Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from framework.agreement import Agreement, Measure, Rule, Zone, effective_rules, worst
from framework.allowance import allowed_by
from framework.catalogue import Offering
from framework.checklist import Answer, ChecklistItem, ItemAnswer
from framework.deal import Deal, Stage, estimated_cost, promise_day
from framework.intake import RULE_ITEM
from framework.measures import Figure, figure_zone, measure_value
from framework.past_load import PastWorkload

if TYPE_CHECKING:
    from framework.business import Business

YEAR = timedelta(days=365)
PART = 25
"""So many deals are judged at once while somebody waits for the window: some milliseconds."""
_ADDED_PART = 20 * PART
"""So many are taken into the load at once, which takes less."""
MOST_GREEN = Fraction(1, 2)

Answers = Mapping[str, Mapping[str, ItemAnswer]]


class PastVerdict(NamedTuple):
    """A deal on its day: its verdict, and the zone of every rule that applied to it, by rule id."""

    deal: Deal
    day: date
    zone: Zone
    zones: Mapping[str, Zone]


class Outcome(NamedTuple):
    """A deal whose verdict a proposal changes, and how it turned out (None: not known, or not yet).

    `margin` is a share of the price, by actual cost, by planned cost where that is not known.
    """

    deal: Deal
    day: date
    before: Zone
    after: Zone
    on_time: bool | None
    margin: Fraction | None
    client_score: int | None


class BackTest(NamedTuple):
    """What a proposal would have made of the deals from `first` to `last`.

    `judged` deals in all; `lacking` of them have a verdict that is open either way, since a figure is missing.
    `untested` are sentences that are new: nobody was asked about them at the time.
    """

    first: date
    last: date
    judged: int
    lacking: int
    changed: tuple[Outcome, ...]
    untested: tuple[Rule, ...] = ()


class Tally(NamedTuple):
    """How often one rule held a deal back, and in how many of these it was promised all the same."""

    rule: Rule
    fired: int
    overruled: int


class RulesRecord(NamedTuple):
    """How the rules did from `first` to `last`, as deals: promised alone, asked and promised, refused, against a rule.

    `refused` were lost before a promise while a rule held them back. `unfinished` were promised with questions open.
    `unknown` were promised without a verdict (taken in from a sheet). `tallies` are of the version in force.
    """

    first: date
    last: date
    alone: tuple[Deal, ...]
    asked: tuple[Deal, ...]
    refused: tuple[Deal, ...]
    against: tuple[Deal, ...]
    unfinished: tuple[Deal, ...]
    unknown: tuple[Deal, ...]
    tallies: tuple[Tally, ...]

    @property
    def told(self) -> int:
        """How many deals can be told apart at all."""
        return sum(map(len, (self.alone, self.asked, self.refused, self.against, self.unfinished)))

    @property
    def needs_more_green(self) -> bool:
        """True when the green zone does not hold most deals: then Sales asks too often, or the rules are too tight."""
        return bool(self.told) and Fraction(len(self.alone), self.told) <= MOST_GREEN

    @property
    def silent(self) -> tuple[Rule, ...]:
        """The rules that held nothing back."""
        return tuple(tally.rule for tally in self.tallies if not tally.fired)

    @property
    def overruled(self) -> tuple[Tally, ...]:
        """The rules that were promised against, the most often first."""
        return tuple(sorted((t for t in self.tallies if t.overruled), key=lambda t: (-t.overruled, -t.fired)))


def day_of(deal: Deal, today: date) -> date:
    """Return the day on which a deal is judged: when it was promised or won, when a lost one came in, else today."""
    if deal.promise_given_on is None and deal.won_on is None and deal.stage is Stage.LOST:
        return deal.created_on or deal.lost_on or today
    return promise_day(deal, today)


def back_test(
    business: "Business", deals: Iterable[Deal], answers: Answers, proposal: Agreement, today: date
) -> Generator[None, None, BackTest]:
    """Run `proposal` over the deals of the past 12 months and return what it would have changed.

    `deals` may reach further back: those sold before fill the weeks. Yields now and then, so that a window can answer.
    """
    first = _year_before(today)
    changed: list[Outcome] = []
    judged = lacking = 0
    for now, later in _pairs(business, deals, answers, proposal, first, today):
        if now is None or later is None:
            yield
            continue
        judged += 1
        if now.zone is not later.zone:
            changed.append(_outcome(now, later, business))
        elif now.zone is Zone.OPEN:
            lacking += 1
    old = {rule.id for rule in business.agreement.rules}
    untested = tuple(rule for rule in proposal.rules if rule.measure is None and rule.id not in old)
    changed.sort(key=lambda one: one.day, reverse=True)
    return BackTest(first, today, judged, lacking, tuple(changed), untested)


def rules_record(
    business: "Business",
    deals: Iterable[Deal],
    answers: Answers,
    first: date,
    today: date,
    refused: frozenset[str] = frozenset(),
) -> Generator[None, None, RulesRecord]:
    """Return how the rules did from `first` to `today`. `deals` as for `back_test`; yields now and then.

    `refused` are the deals to which somebody said no in the end. Of a time before that was written down, a deal lost
    before it was promised, and held back by a rule, counts as refused.
    """
    found = []
    for now, _ in _pairs(business, deals, answers, None, first, today):
        if now is None:
            yield
        elif not now.deal.is_open or now.deal.promise_given_on is not None:
            found.append(now)
    kinds: dict[str, list[Deal]] = {}
    counted: dict[str, list[int]] = {rule.id: [0, 0] for rule in business.agreement.rules}
    for now in found:
        kind = _kind(now, refused)
        kinds.setdefault(kind, []).append(now.deal)
        for rule_id, zone in now.zones.items():
            if zone in (Zone.ASK, Zone.OFF) and rule_id in counted:
                counted[rule_id][0] += 1
                counted[rule_id][1] += kind == "against"
    each = {kind: tuple(listed) for kind, listed in kinds.items()}
    tallies = tuple(Tally(rule, *counted[rule.id]) for rule in business.agreement.rules)
    return RulesRecord(
        first,
        today,
        alone=each.get("alone", ()),
        asked=each.get("asked", ()),
        refused=each.get("refused", ()),
        against=each.get("against", ()),
        unfinished=each.get("unfinished", ()),
        unknown=each.get("unknown", ()),
        tallies=tallies,
    )


def _kind(now: PastVerdict, refused: frozenset[str]) -> str:
    deal = now.deal
    if deal.id in refused and deal.promise_given_on is None:
        return "refused"
    if deal.promise_given_on is None and deal.won_on is None:
        return "refused" if now.zone in (Zone.ASK, Zone.OFF) else "nothing"
    match deal.promised_zone:
        case Zone.PROMISE:
            return "alone"
        case Zone.OPEN:
            return "unfinished"
        case Zone.ASK:
            return "against" if deal.against_reason else "asked"
        case Zone.OFF:
            return "against"
    return "unknown"


def _year_before(today: date) -> date:
    return today - YEAR if today - date.min > YEAR else date.min


_Pair = tuple[PastVerdict | None, PastVerdict | None]


def _pairs(
    business: "Business", deals: Iterable[Deal], answers: Answers, proposal: Agreement | None, first: date, today: date
) -> Generator[_Pair, None, None]:
    """Give the verdict of each deal of the period on its day, and the one by `proposal`; two Nones are a pause."""
    listed = list(deals)
    period = sorted(
        ((day, deal) for deal in listed if first <= (day := day_of(deal, today)) <= today), key=lambda pair: pair[0]
    )
    load = PastWorkload(business, (), first)
    for number, deal in enumerate(listed):
        if number % _ADDED_PART == 0:
            yield None, None
        load.add(deal)
    judge = _Judge(business, load, answers)
    for number, (day, deal) in enumerate(period):
        if number % PART == 0:
            yield None, None
        load.move_to(day)
        then = _as_then(deal)
        own = business.agreement_for(deal, day)
        figures: dict[Measure, Figure | str] = {}
        load.terms = None
        now = judge.verdict(deal, then, day, own, figures)
        if proposal is None:
            yield now, None
            continue
        offering = proposal.offerings.get(deal.offering_id or "") if proposal.offerings else None
        before = load.offering(then)
        if offering is not None and offering != before:
            load.terms = proposal.offerings
            for measure in _by_terms(then, before, offering):
                figures.pop(measure, None)
        yield now, judge.verdict(deal, then, day, proposal, figures)


def _as_then(deal: Deal) -> Deal:
    """Return the deal as it was asked for on its day: open, with its first date, nothing worked yet."""
    return deal._replace(
        stage=Stage.INTAKE,
        promised_on=deal.first_promised_on or deal.promised_on,
        actual_hours=None,
        delivered_on=None,
    )


def _by_terms(deal: Deal, before: Offering | None, after: Offering) -> Iterator[Measure]:
    """Give the measures of which other terms of its offering may change the figure."""
    if deal.cost is None:
        yield Measure.MARGIN
    if deal.discount_percent is None:
        yield Measure.DISCOUNT
    if before is None or before.lead_time_days != after.lead_time_days or not deal.hours:
        yield Measure.WEEK_LOAD


class _Judge:
    """Judges past deals; what is the same for many of them is worked out once."""

    def __init__(self, business: "Business", load: PastWorkload, answers: Answers) -> None:
        self._business, self._load, self._answers = business, load, answers
        self._rules: dict[tuple[int, str | None], tuple[Rule, ...]] = {}
        self._items: dict[str, list[ChecklistItem]] = {}
        for item in business.items:
            if item.rule_id is not None:
                self._items.setdefault(item.rule_id, []).append(item)

    def verdict(
        self, deal: Deal, then: Deal, day: date, agreement: Agreement, figures: dict[Measure, Figure | str]
    ) -> PastVerdict:
        key = (id(agreement), deal.offering_id)
        rules = self._rules.get(key)
        if rules is None:
            rules = self._rules[key] = effective_rules(agreement, deal.offering_id)
        zones = {}
        for rule in rules:
            zone = self._zone(rule, deal, then, day, figures)
            if zone is not None:
                zones[rule.id] = zone
        return PastVerdict(deal, day, worst(zones.values()), zones)

    def _zone(self, rule: Rule, deal: Deal, then: Deal, day: date, figures: dict[Measure, Figure | str]) -> Zone | None:
        if rule.measure is None:
            zone, value = self._said(rule, deal), None
        else:
            if rule.measure not in figures:
                figures[rule.measure] = measure_value(rule.measure, then, self._business, self._load, day)
            figure = figures[rule.measure]
            if isinstance(figure, str):
                return Zone.OPEN
            zone, value = figure_zone(rule, figure), figure.exact
        if zone in (Zone.ASK, Zone.OFF) and allowed_by(self._business.allowances, rule, deal.client, day, value):
            return Zone.PROMISE
        return zone

    def _said(self, rule: Rule, deal: Deal) -> Zone | None:
        """Return the zone a sentence leads to by what was answered; None where it was not true, or not asked."""
        given = self._answers.get(deal.id)
        if not given:
            return None
        items = self._items.get(rule.id)
        if items is None:
            telling = {RULE_ITEM + rule.id: Answer.YES}
        else:
            # An item that asks the other way round tells by its no; one for other offerings was not asked.
            telling = {
                item.id: Answer.YES if item.no_means is None else Answer.NO
                for item in items
                if not item.offering_ids or deal.offering_id in item.offering_ids
            }
        true = any(ref in given and given[ref].answer is answer for ref, answer in telling.items())
        return rule.zone if true else None


def _outcome(now: PastVerdict, later: PastVerdict, business: "Business") -> Outcome:
    deal = now.deal
    due = deal.first_promised_on or deal.promised_on
    on_time = deal.delivered_on <= due if deal.delivered_on is not None and due is not None else None
    cost: Decimal | None = deal.actual_cost
    if cost is None:
        cost = estimated_cost(deal, business.offering_of(deal, now.day))
    margin = None
    if deal.value is not None and deal.value > 0 and cost is not None:
        margin = (Fraction(deal.value) - Fraction(cost)) / Fraction(deal.value)
    return Outcome(deal, now.day, now.zone, later.zone, on_time, margin, deal.client_score)
