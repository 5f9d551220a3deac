"""Where a deal stands with what was asked and answered: does an answer still hold, and what is the verdict with it.

An answer lapses when a fact gets worse, when the weeks filled up, or when its time is over; the mere passing of days
does not make a fact worse, and a better fact keeps it (framework.md section 4).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, tzinfo
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from framework.agreement import Decider, Measure, Rule, Zone, effective_rules
from framework.asking import (
    Facts,
    GivenAnswer,
    Kind,
    Outcome,
    Point,
    Request,
    Seat,
    decider_of,
    due,
    is_met,
    latest,
    open_seats,
    outcomes,
    point_key,
    point_of,
)
from framework.capacity import Workload
from framework.deal import Deal, promise_day
from framework.intake import Reason, Verdict, judge_rule, summed_up
from framework.lapse import Fact, Lapse, lapses, to_ask

if TYPE_CHECKING:
    from framework.business import Business

BY_TIME = frozenset({Measure.LEAD_TIME, Measure.WEEK_LOAD})
"""Measures that change as the days pass, without anybody changing the deal."""


class State(StrEnum):
    """Where a deal stands. NONE: nothing was asked that matters now. CONDITIONS: yes, but they are not met yet."""

    NONE = "none"
    WAITING = "waiting"
    ACCEPTED = "accepted"
    CONDITIONS = "conditions"
    REFUSED = "refused"
    LAPSED = "lapsed"


class Standing(NamedTuple):
    """What was asked about a deal and what came of it.

    `request` is the one that matters, `outcome` what came of it. While it waits: `waiting_for` are the seats that have
    not answered, `due` is when silence begins to speak (in the zone of the business), `overdue` whether it is over.
    `lapses` say why an answer no longer holds. `uncovered` are the reasons that nobody has said yes to.
    """

    state: State
    request: Request | None = None
    outcome: Outcome | None = None
    waiting_for: tuple[Seat, ...] = ()
    due: datetime | None = None
    overdue: bool = False
    lapses: tuple[Lapse, ...] = ()
    uncovered: tuple[Reason, ...] = ()

    @property
    def answer(self) -> GivenAnswer | None:
        """The answer that decided it; None while it waits, and where silence has spoken."""
        return None if self.outcome is None else self.outcome.answer


_ASKS = {decider: (Reason(Zone.ASK, decides=decider),) for decider in Decider}


class Clock(NamedTuple):
    """Now: the aware instant, the day that counts as today, and the zone of the business."""

    now: datetime
    today: date
    zone: tzinfo


class _Covered(NamedTuple):
    """What was said of one point by the newest request about it that has an outcome, and why it no longer holds."""

    request: Request
    outcome: Outcome
    lapses: tuple[Lapse, ...] = ()
    met: bool = True

    def speaks_for(self, zone: Zone) -> bool:
        """Say whether a yes lets a reason of `zone` pass: what is off the table only the owner lifts."""
        return zone is Zone.ASK or (zone is Zone.OFF and self.request.lifts)

    @property
    def holds(self) -> bool:
        return self.outcome.kind in (Kind.ACCEPT, Kind.CONDITIONS) and self.met and not self.lapses


def question(reasons: Sequence[Reason], rules: Mapping[str, Rule]) -> tuple[Decider, tuple[Point, ...]]:
    """Return who decides over `reasons`, and the points to ask about, each with the time and silence of its rule."""
    points: dict[str, Point] = {}
    for reason in reasons:
        point = point_of(reason, rules.get(reason.rule_id) if reason.rule_id is not None else None)
        points.setdefault(point.key, point)
    return decider_of(reasons), tuple(points.values())


def points_answered(request: Request, left: Sequence[Reason]) -> frozenset[str]:
    """Return what an answer to `request` speaks for: what was asked, and what else is `left` that the same may decide.

    What only somebody further from the deal may decide has to be asked of them.
    """
    also = (reason for reason in left if decider_of((reason, *_ASKS[request.decides])) is request.decides)
    return frozenset((*(point.key for point in request.points), *map(point_key, also)))


def settle(
    ruled: Verdict, deal: Deal, requests: Sequence[Request], business: "Business", workload: Workload, clock: Clock
) -> tuple[Verdict, Standing]:
    """Return the verdict of `deal` with what was answered, and where it stands (framework.md section 4).

    `ruled` is the verdict by the rules alone, `requests` are those about the deal, oldest first. What somebody said
    yes to, and what still holds, no longer keeps the deal back; what is off the table stays so unless it was lifted on
    the owner's step.
    """
    covered = _covered(deal, requests, business, workload, clock)
    holding = [each for each in covered.values() if each.holds and each.outcome.facts is not None]
    rules = {rule.id: rule for rule in effective_rules(business.agreement_for(deal, clock.today), deal.offering_id)}

    def eased(reason: Reason) -> Reason:
        key = point_key(reason)
        rule = rules.get(reason.rule_id) if reason.rule_id is not None else None
        if reason.zone not in (Zone.ASK, Zone.OFF):
            return reason
        said = covered.get(key)
        if said is not None and not said.holds:
            return reason
        since = said.outcome.facts if said is not None else _newest(holding)
        if rule is not None and rule.measure is Measure.LEAD_TIME and _is_over(deal, clock.today):
            return reason
        if since is not None and rule is not None and rule.measure in BY_TIME:
            # As on the day of the answer, among what is sold by now.
            then = judge_rule(rule, deal, business, workload, clock.today, min(since.day, clock.today))
            if then.zone is Zone.PROMISE or (said is not None and said.speaks_for(then.zone)):
                return then._replace(zone=Zone.PROMISE, answered=True)
            return then if said is not None else reason
        if said is not None and said.speaks_for(reason.zone):
            return reason._replace(zone=Zone.PROMISE, answered=True)
        return reason

    verdict = summed_up(eased(reason) for reason in (*ruled.passed, *ruled.reasons))
    return verdict, _standing(verdict, deal, requests, covered, business, clock)


def _is_over(deal: Deal, today: date) -> bool:
    """Say whether the date of a deal went by before it was promised: no answer brings it back."""
    return deal.promised_on is not None and deal.promised_on < promise_day(deal, today)


def _standing(
    verdict: Verdict,
    deal: Deal,
    requests: Sequence[Request],
    covered: Mapping[str, _Covered],
    business: "Business",
    clock: Clock,
) -> Standing:
    left = to_ask(verdict)
    off = [reason for reason in verdict.reasons if reason.zone is Zone.OFF]
    asked = [covered[key] for key in dict.fromkeys(map(point_key, left)) if key in covered]
    # What is off the table is not asked about, but it is settled on the ladder.
    asked += [each for reason in off if (each := covered.get(point_key(reason))) and each.request.question_id]
    waiting = next((request for request in reversed(requests) if _waits(request, business, clock)), None)
    if waiting is not None and (left or (off and waiting.question_id)):
        over = due(waiting, business.calendar, clock.zone)
        seats = open_seats(waiting, business.people)
        late = over is not None and clock.now >= over
        return Standing(State.WAITING, waiting, None, seats, over, late, _why(asked), left)
    for state, fits in (
        (State.REFUSED, lambda each: each.outcome.kind is Kind.REFUSE),
        (State.LAPSED, lambda each: each.lapses),
        (State.CONDITIONS, lambda each: not each.met),
    ):
        found = [each for each in asked if fits(each)]
        if found:
            newest = max(found, key=lambda each: each.outcome.at or each.request.asked_at)
            return Standing(state, newest.request, newest.outcome, lapses=newest.lapses, uncovered=left)
    holding = [each for each in covered.values() if each.holds]
    if holding and not left:
        newest = max(holding, key=lambda each: each.outcome.at or each.request.asked_at)
        return Standing(State.ACCEPTED, newest.request, newest.outcome)
    return Standing(State.NONE, uncovered=left)


def _waits(request: Request, business: "Business", clock: Clock) -> bool:
    """Say whether a request still waits for somebody: not taken back, not answered, and not ended by silence."""
    found = outcomes(request, business.people, business.calendar, clock.now, clock.zone)
    return any(outcome.kind is None for outcome in found.values())


def _why(asked: Iterable[_Covered]) -> tuple[Lapse, ...]:
    return next((each.lapses for each in asked if each.lapses), ())


def _covered(
    deal: Deal, requests: Sequence[Request], business: "Business", workload: Workload, clock: Clock
) -> dict[str, _Covered]:
    """Return for each point what the newest request that has an outcome says of it."""
    found: dict[str, _Covered] = {}
    for request in requests:
        said = outcomes(request, business.people, business.calendar, clock.now, clock.zone)
        known: dict[int, _Covered] = {}
        for key, outcome in said.items():
            if outcome.kind is None:
                continue
            if id(outcome) not in known:
                known[id(outcome)] = _looked_at(request, outcome, deal, business, workload, clock.today)
            found[key] = known[id(outcome)]
    return found


def _looked_at(
    request: Request, outcome: Outcome, deal: Deal, business: "Business", workload: Workload, today: date
) -> _Covered:
    if outcome.kind is Kind.REFUSE or outcome.facts is None:
        return _Covered(request, outcome)
    # Each seat has said yes on the facts as they stood then, and only its last word counts.
    given = sorted(latest(request).values(), key=lambda answer: answer.at) if outcome.answer is not None else []
    less = any(answer.conditions.quantity is not None for answer in given)
    rests: list[tuple[Facts, date | None]] = [(each.facts, each.valid_until) for each in given]
    gone: dict[Fact, Lapse] = {}
    for facts, until in rests or [(outcome.facts, outcome.valid_until)]:
        for lapse in lapses(facts, until, less, deal, business, workload, today):
            gone.setdefault(lapse.fact, lapse)
    unmet = [answer for answer in given if not is_met(answer, deal)]
    if unmet:
        outcome = outcome._replace(answer=unmet[-1])
    return _Covered(request, outcome, tuple(gone.values()), not unmet)


def _newest(holding: Sequence[_Covered]) -> Facts | None:
    return max((each.outcome.facts for each in holding if each.outcome.facts), key=lambda f: f.day, default=None)
