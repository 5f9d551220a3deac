"""A question on the ladder as the deal sees it: what it asks, what its decision says, and what it lifts."""

from datetime import date
from decimal import Decimal

import pytest

from framework.agreement import Decider, Measure, Silence, Zone
from framework.asking import Conditions, Kind, Request, open_seats, outcomes
from framework.capacity import Workload
from framework.decided import as_request
from framework.escalation import Step, StepDecider
from framework.lapse import facts_of
from framework.questions import Arrival, Decision, DecisionKind, Question
from framework.standing import State
from tests.framework.asking_shop import (
    AMSTERDAM,
    ANA,
    BEN,
    CALENDAR,
    FINE,
    TODAY,
    answered,
    asked,
    at,
    business,
    settled,
)

LADDER = tuple(Step(str(n), f"step {n}", kind, Decimal(4)) for n, kind in enumerate(StepDecider, start=1))
RUSH = FINE._replace(promised_on=date(2026, 12, 8))
"""Ten working days where ours is fifteen: somebody has to be asked."""
STOPPED = FINE._replace(promised_on=date(2026, 11, 26))
"""Two working days, where under five is off the table."""
POINT = f"rule:{Measure.LEAD_TIME}"


def question(step: str = "2", **known: object) -> Question:
    arrivals = (Arrival(step, at(TODAY), "ana"),)
    return Question("q", "Rush", "ana", at(TODAY), arrivals, deal_id="1", points=(POINT,), **known)  # type: ignore[arg-type]


def decided(deal: object, kind: DecisionKind = DecisionKind.ACCEPT, step: str = "2", **known: object) -> Question:
    shop = business()
    facts = facts_of(deal, shop, Workload(shop, (), TODAY), TODAY, [POINT])  # type: ignore[arg-type]
    moment = at(TODAY, "11:00")
    decision = Decision("d", "q", kind, "So be it", "ben", moment, step, facts=facts, **known)  # type: ignore[arg-type]
    return question(step, decision=decision)


def seen(each: Question) -> Request:
    found = as_request(each, LADDER)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("step", "decides"),
    [("1", Decider.OPERATIONS), ("2", Decider.BOTH), ("3", Decider.LEADS), ("4", Decider.OWNER), ("x", Decider.BOTH)],
)
def test_an_open_question_waits_for_whoever_stands_on_its_step(step: str, decides: Decider) -> None:
    request = seen(question(step))
    assert (request.id, request.question_id, request.deal_id, request.asked_by) == ("q", "q", "1", "ana")
    assert request.decides is decides and request.lifts is (step == "4")
    (point,) = request.points
    assert (point.key, point.answer_hours, point.silence) == (POINT, None, Silence.OPEN), "silence says nothing here"
    assert open_seats(request, (ANA, BEN)) != ()
    found = outcomes(request, (ANA, BEN), CALENDAR, at(date(2027, 6, 1)), AMSTERDAM)
    assert found[POINT].kind is None


def test_what_is_dropped_or_about_something_else_is_nothing_to_the_deal() -> None:
    assert as_request(question(dropped_at=at(TODAY)), LADDER) is None
    assert as_request(question()._replace(deal_id=None), LADDER) is None


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        (DecisionKind.ACCEPT, Kind.ACCEPT),
        (DecisionKind.CONDITIONS, Kind.CONDITIONS),
        (DecisionKind.PHASED, Kind.CONDITIONS),
        (DecisionKind.REFUSE, Kind.REFUSE),
    ],
)
@pytest.mark.parametrize("step", ["1", "2", "3", "4"])
def test_one_decision_is_the_answer_of_everybody(kind: DecisionKind, answer: Kind, step: str) -> None:
    request = seen(decided(RUSH, kind, step))
    for people in ((ANA, BEN), (ANA._replace(owner=False), BEN), ()):
        assert outcomes(request, people, CALENDAR, at(TODAY), AMSTERDAM)[POINT].kind is answer
    (given,) = request.answers
    assert (given.id, given.person_id, given.say, given.valid_until) == ("d", "ben", "So be it", date.max)


def test_only_the_step_of_the_owner_lifts_what_is_off_the_table() -> None:
    for step, zone in (("1", Zone.OFF), ("2", Zone.OFF), ("3", Zone.OFF), ("4", Zone.PROMISE)):
        verdict, _ = settled(STOPPED, [seen(decided(STOPPED, step=step))], business())
        assert verdict.zone is zone, step
    for step in "1234":
        verdict, standing = settled(RUSH, [seen(decided(RUSH, step=step))], business())
        assert (verdict.zone, standing.state) == (Zone.PROMISE, State.ACCEPTED)


def test_an_open_question_shows_on_a_deal_that_is_off_the_table() -> None:
    _, standing = settled(STOPPED, [seen(question())], business())
    assert standing.state is State.WAITING and standing.request is not None and standing.uncovered == ()
    _, untouched = settled(FINE, [seen(question())], business())
    assert untouched.state is State.NONE, "nothing holds it back any more"


def test_a_decision_is_about_the_facts_it_was_taken_on() -> None:
    request = seen(decided(STOPPED, step="4"))
    sooner = STOPPED._replace(promised_on=date(2026, 11, 25))
    verdict, standing = settled(sooner, [request], business())
    assert (verdict.zone, standing.state) == (Zone.OFF, State.LAPSED)
    assert [str(lapse.fact) for lapse in standing.lapses] == ["date"]
    verdict, _ = settled(STOPPED._replace(value=Decimal(7000)), [request], business())
    assert verdict.zone is Zone.PROMISE, "a better fact keeps it"


def test_a_deal_off_the_table_is_changed_where_the_two_sit_together() -> None:
    wanted = Conditions(promised_on=date(2026, 12, 8))
    request = seen(decided(STOPPED, DecisionKind.CONDITIONS, conditions=wanted))
    verdict, standing = settled(STOPPED, [request], business())
    assert (verdict.zone, standing.state) == (Zone.OFF, State.CONDITIONS)
    verdict, standing = settled(RUSH, [request], business())
    assert (verdict.zone, standing.state) == (Zone.PROMISE, State.ACCEPTED)


def test_phases_count_once_they_were_taken_over() -> None:
    wanted = Conditions(phases="Letters first, light a week later")
    for taken, state in ((None, State.CONDITIONS), (at(TODAY, "12:00"), State.ACCEPTED)):
        request = seen(decided(RUSH, DecisionKind.PHASED, conditions=wanted, taken_at=taken))
        assert settled(RUSH, [request], business())[1].state is state


def test_the_newest_word_counts_whether_asked_or_decided() -> None:
    shop = business()
    no = answered(asked(RUSH, shop, clock="09:00"), RUSH, shop, kind=Kind.REFUSE, clock="09:30")
    yes = seen(decided(RUSH))
    assert settled(RUSH, [no], shop)[1].state is State.REFUSED
    assert settled(RUSH, [no, yes], shop)[1].state is State.ACCEPTED
    later = answered(asked(RUSH, shop, clock="11:30", ref="q2"), RUSH, shop, kind=Kind.REFUSE, clock="11:45")
    assert settled(RUSH, [no, yes, later], shop)[1].state is State.REFUSED
