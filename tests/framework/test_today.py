"""What waits for one person: every source, how much it presses, in which order, and what makes a promise risky."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework.agreement import Agreement, Decider
from framework.agreement_versions import Reply, Signature, State, Version
from framework.asking import Facts, Request, Seat
from framework.deal import Deal, Stage
from framework.escalation import Step, StepDecider
from framework.handover import HandoverState
from framework.health_check import Asked, HealthCheck
from framework.meeting import Action
from framework.people import Function, Person
from framework.promises import Promise, Way
from framework.questions import Arrival, Decision, DecisionKind, Question
from framework.standing import Clock, Standing
from framework.standing import State as Standing_
from framework.today import (
    Kind,
    Pressing,
    Risk,
    Waiting,
    ahead_in_order,
    asked,
    ended_promise,
    handed_over,
    health_check,
    in_order,
    not_delivered,
    on_ladder,
    own_action,
    pressing_day,
    pressing_instant,
    proposal,
    risk_of,
    to_review,
    to_tell,
)
from framework.working_time import WorkingCalendar

FRIDAY = date(2026, 11, 27)
NOW = datetime(2026, 11, 27, 9, 40, tzinfo=UTC)
CLOCK = Clock(NOW, FRIDAY, UTC)
CALENDAR = WorkingCalendar(frozenset(range(5)), time(9), time(17), frozenset())
ANA = Person("ana", "Ana", frozenset({Function.SALES}), leads=True)
BEN = Person("ben", "Ben", frozenset({Function.OPERATIONS}), leads=True)
CLEO = Person("cleo", "Cleo", frozenset(Function))
OLGA = Person("olga", "Olga", owner=True)
PEOPLE = (ANA, BEN, CLEO, OLGA)
LADDER = tuple(Step(str(number), "", who, Decimal(4)) for number, who in enumerate(StepDecider, start=1))


def day(away: int) -> date:
    return FRIDAY + timedelta(days=away)


def deal(**fields: object) -> Deal:
    given = {"stage": Stage.WON, "promised_on": day(-1), "won_on": day(-9), **fields}
    return Deal("d", "1", "Mill Bakery", **given)  # type: ignore[arg-type]


def question(step: str = "2", **fields: object) -> Question:
    return Question("q", "Saturdays", "ana", NOW, (Arrival(step, NOW),), **fields)  # type: ignore[arg-type]


def decided(**fields: object) -> Question:
    decision = Decision("x", "q", DecisionKind.ACCEPT, "Yes", "ben", NOW, "2", **fields)  # type: ignore[arg-type]
    return question(decision=decision)


@pytest.mark.parametrize(
    ("away", "pressing"),
    [(-1, Pressing.LATE), (0, Pressing.TODAY), (1, Pressing.WEEK), (2, Pressing.WEEK), (3, Pressing.LATER)],
)
def test_a_week_ends_on_sunday(away: int, pressing: Pressing) -> None:
    assert pressing_day(day(away), FRIDAY) is pressing


def test_what_has_no_day_comes_later() -> None:
    assert pressing_day(None, FRIDAY) is Pressing.LATER
    assert pressing_instant(None, CLOCK, CALENDAR) is Pressing.LATER


@pytest.mark.parametrize(
    ("at", "pressing"),
    [
        (NOW, Pressing.LATE),
        (NOW + timedelta(minutes=1), Pressing.TODAY),
        # Eight working hours from Friday 09:40 are over on Monday 09:40: it has to be answered today.
        (datetime(2026, 11, 30, 9, 40, tzinfo=UTC), Pressing.TODAY),
        (datetime(2026, 11, 30, 9, 41, tzinfo=UTC), Pressing.LATER),
    ],
)
def test_what_has_a_working_day_left_is_for_today(at: datetime, pressing: Pressing) -> None:
    assert pressing_instant(at, CLOCK, CALENDAR) is pressing


def one(pressing: Pressing, kind: Kind = Kind.ACTION, key: str = "", **fields: object) -> Waiting:
    return Waiting(kind, key or f"{kind}{pressing}{fields}", pressing, **fields)  # type: ignore[arg-type]


def test_the_most_pressing_comes_first_then_the_earliest_then_who_waits_for_an_answer() -> None:
    late = one(Pressing.LATE, due=day(-1))
    later = one(Pressing.LATE, due=day(-3))
    morning, noon = (one(Pressing.TODAY, due=FRIDAY, at=NOW + timedelta(hours=h)) for h in (1, 2))
    answer = one(Pressing.TODAY, Kind.ANSWER, due=FRIDAY)
    whole_day = one(Pressing.TODAY, due=FRIDAY)
    without = one(Pressing.TODAY)
    week = one(Pressing.WEEK, due=day(1))
    wanted = (later, late, morning, noon, answer, whole_day, without, week)
    assert in_order(reversed(wanted)) == wanted


def test_what_waits_for_both_hats_is_there_once() -> None:
    assert len(in_order([one(Pressing.LATE, key="a"), one(Pressing.LATE, key="a")])) == 1


@given(st.lists(st.tuples(st.sampled_from(Pressing), st.sampled_from(Kind), st.integers(-5, 5) | st.none())))
def test_the_order_never_puts_less_pressing_things_first(found: list[tuple[Pressing, Kind, int | None]]) -> None:
    given = [
        one(pressing, kind, str(number), due=None if away is None else day(away))
        for number, (pressing, kind, away) in enumerate(found)
    ]
    ordered = in_order(given)
    assert sorted(ordered, key=lambda each: each.key) == sorted(given, key=lambda each: each.key)
    assert [each.pressing for each in ordered] == sorted(each.pressing for each in ordered)
    assert in_order(ordered) == ordered


def test_a_question_in_intake_keeps_who_asked_and_is_the_owners_on_their_seat() -> None:
    due = NOW + timedelta(hours=2)
    request = Request("r", "d", "ana", NOW, Decider.OPERATIONS, Facts(FRIDAY), ())
    standing = Standing(Standing_.WAITING, request, due=due)
    found = asked(deal(), standing, (Seat.OPERATIONS,), CLOCK, CALENDAR)
    assert (found.kind, found.key, found.client, found.by, found.at) == (Kind.ANSWER, "d", "Mill Bakery", "ana", due)
    assert (found.pressing, found.due, found.as_owner) == (Pressing.TODAY, FRIDAY, False)
    assert asked(deal(), standing, (Seat.OWNER,), CLOCK, CALENDAR).as_owner


def test_a_silent_side_has_to_speak_and_who_may_decide_decides() -> None:
    half = question(sales_say="Yes")
    found = on_ladder(half, NOW, BEN, LADDER, PEOPLE, CLOCK, CALENDAR)
    assert found is not None
    assert (found.kind, found.pressing, found.say) == (Kind.SPEAK, Pressing.LATE, "Saturdays")
    assert on_ladder(half, NOW, ANA, LADDER, PEOPLE, CLOCK, CALENDAR) is None
    spoken = half._replace(operations_say="No", client_view="It does")
    found = on_ladder(spoken, None, BEN, LADDER, PEOPLE, CLOCK, CALENDAR)
    assert found is not None
    assert (found.kind, found.pressing, found.as_owner) == (Kind.DECIDE, Pressing.WEEK, False)


def test_only_the_owners_own_step_needs_the_owner() -> None:
    spoken = question("4", sales_say="Yes", operations_say="No", client_view="It does")
    found = on_ladder(spoken, None, OLGA, LADDER, PEOPLE, CLOCK, CALENDAR)
    assert found is not None and found.as_owner
    assert on_ladder(spoken, None, BEN, LADDER, PEOPLE, CLOCK, CALENDAR) is None
    below = spoken._replace(arrivals=(Arrival("2", NOW),))
    assert on_ladder(below, None, OLGA, LADDER, PEOPLE, CLOCK, CALENDAR) is None


def test_the_teller_tells_and_sales_once_they_have_left() -> None:
    waits = decided(teller="ben", tell_by=day(-1))
    found = to_tell(waits, BEN, PEOPLE, CLOCK)
    assert found is not None and (found.kind, found.pressing) == (Kind.TELL, Pressing.LATE)
    assert to_tell(waits, ANA, PEOPLE, CLOCK) is None
    assert to_tell(decided(teller="gone"), ANA, PEOPLE, CLOCK) is not None
    assert to_tell(decided(teller="gone"), BEN, PEOPLE, CLOCK) is None
    assert to_tell(decided(teller="ben", told_on=FRIDAY), BEN, PEOPLE, CLOCK) is None
    assert to_tell(decided(), BEN, PEOPLE, CLOCK) is None
    assert to_tell(question(), BEN, PEOPLE, CLOCK) is None


def test_a_decision_is_looked_back_at_from_its_day_on_and_late_a_week_after() -> None:
    assert to_review(decided(review_on=day(1)), BEN, PEOPLE, CLOCK) is None
    for away, pressing in ((0, Pressing.LATER), (-5, Pressing.WEEK), (-7, Pressing.TODAY), (-8, Pressing.LATE)):
        found = to_review(decided(review_on=day(away)), BEN, PEOPLE, CLOCK)
        assert found is not None and found.pressing is pressing, away
    assert to_review(decided(review_on=FRIDAY), ANA, PEOPLE, CLOCK) is None
    assert to_review(decided(review_on=FRIDAY, right=False), BEN, PEOPLE, CLOCK) is None
    without_ben = (ANA, CLEO, OLGA)
    assert to_review(decided(review_on=FRIDAY), ANA, without_ben, CLOCK) is not None
    assert to_review(decided(review_on=FRIDAY), CLEO, without_ben, CLOCK) is None


def test_an_action_is_for_who_took_it_until_it_is_done() -> None:
    action = Action("a", "Call them", "ben", day(-1))
    found = own_action(action, "Mill Bakery", BEN, CLOCK)
    assert found is not None and (found.client, found.pressing) == ("Mill Bakery", Pressing.LATE)
    assert own_action(action, "", ANA, CLOCK) is None
    assert own_action(action._replace(done_on=FRIDAY), "", BEN, CLOCK) is None
    assert own_action(action._replace(person_id=None), "", BEN, CLOCK) is None


def test_a_promise_asks_how_it_ended_from_its_day_on() -> None:
    promise = Promise("p", "d", "Gold", day(-9), Way.SPOKEN, "ana", FRIDAY, FRIDAY)
    found = ended_promise(promise, "Mill Bakery", ANA, PEOPLE, CLOCK)
    assert found is not None and (found.kind, found.pressing) == (Kind.PROMISE, Pressing.TODAY)
    assert ended_promise(promise, "", CLEO, PEOPLE, CLOCK) is None
    assert ended_promise(promise._replace(said_by=""), "", CLEO, PEOPLE, CLOCK) is not None
    assert ended_promise(promise._replace(said_by=""), "", BEN, PEOPLE, CLOCK) is None
    for change in ({"kept": False}, {"due_on": day(1)}, {"due_on": None}):
        assert ended_promise(promise._replace(**change), "", ANA, PEOPLE, CLOCK) is None  # type: ignore[arg-type]


def test_a_deal_that_is_overdue_is_for_operations() -> None:
    found = not_delivered(deal(), "Menu boards", BEN, CLOCK)
    assert found is not None and (found.pressing, found.say) == (Pressing.LATE, "Menu boards")
    assert not_delivered(deal(), "", ANA, CLOCK) is None
    for change in ({"promised_on": FRIDAY}, {"promised_on": None}, {"stage": Stage.DELIVERED}):
        assert not_delivered(deal(**change), "", BEN, CLOCK) is None


def test_a_handover_waits_for_operations_and_a_returned_one_for_who_sells() -> None:
    def found(state: HandoverState, person: Person, since: datetime | None = None, **fields: object) -> Waiting | None:
        return handed_over(deal(**fields), "", state, since, "", person, PEOPLE, CLOCK, CALENDAR)

    waits = found(HandoverState.WAITING, BEN, NOW)
    # It came on a Friday: Monday is the day to look at it.
    assert waits is not None and (waits.kind, waits.pressing) == (Kind.ACCEPT, Pressing.LATER)
    old = found(HandoverState.WAITING, BEN)
    assert old is not None and old.pressing is Pressing.TODAY
    assert found(HandoverState.WAITING, ANA) is None
    assert found(HandoverState.ACCEPTED, BEN) is None
    # Of a history that was taken in from a sheet nobody has to accept what was made years ago.
    assert found(HandoverState.WAITING, BEN, won_on=day(-30)) is not None
    assert found(HandoverState.WAITING, BEN, won_on=day(-31)) is None
    assert found(HandoverState.WAITING, BEN, NOW, won_on=day(-31)) is not None, "handed over today"
    back = found(HandoverState.RETURNED, ANA, salesperson="Ana")
    assert back is not None and back.kind is Kind.GIVE_AGAIN
    assert found(HandoverState.RETURNED, CLEO, salesperson="Ana") is None
    assert found(HandoverState.RETURNED, CLEO, salesperson="Somebody who left") is not None
    assert found(HandoverState.RETURNED, BEN) is None


def test_a_health_check_that_is_due_waits_for_the_leads_and_the_owner_and_is_late_after_two_weeks() -> None:
    def found(due_on: date | None, person: Person, people: tuple[Person, ...] = PEOPLE) -> Waiting | None:
        return health_check(None, due_on, day(-91), person, people, CLOCK)

    assert found(None, ANA) is None and found(day(1), ANA) is None
    assert [each.name for each in PEOPLE if found(FRIDAY, each)] == ["Ana", "Ben", "Olga"]
    assert found(FRIDAY, CLEO, (CLEO,)) is not None, "where nobody leads it waits for all"
    for due_on, pressing in ((FRIDAY, Pressing.LATER), (day(-14), Pressing.TODAY), (day(-15), Pressing.LATE)):
        one = found(due_on, BEN)
        assert one is not None and (one.kind, one.say, one.key) == (Kind.HEALTH, "begin", "")
        assert one.pressing is pressing and one.since_on == day(-91)


def test_a_running_health_check_waits_for_who_has_not_answered_and_then_for_all_of_them() -> None:
    def running(*finished: Person, begun: tuple[Person, ...] = (), since: datetime = NOW) -> HealthCheck:
        asked = tuple(
            Asked(p.id, "h", p, "salt" if p in (*begun, *finished) else "", "", NOW if p in finished else None, 1)
            for p in (ANA, BEN)
        )
        return HealthCheck("h", since, True, None, None, asked, (), 1)

    def said(check: HealthCheck) -> list[str]:
        found = (health_check(check, None, None, person, PEOPLE, CLOCK) for person in PEOPLE)
        return ["" if one is None else one.say for one in found]

    assert said(running()) == ["answer", "answer", "", ""]
    assert said(running(ANA)) == ["", "answer", "", ""]
    assert said(running(ANA, begun=(BEN,))) == ["", "go_on", "", ""]
    assert said(running(ANA, BEN)) == ["open", "open", "", ""]
    early = health_check(running(since=NOW - timedelta(days=14)), None, None, ANA, PEOPLE, CLOCK)
    late = health_check(running(since=NOW - timedelta(days=15)), None, None, ANA, PEOPLE, CLOCK)
    assert early is not None and (early.key, early.pressing, early.due) == ("h", Pressing.TODAY, FRIDAY)
    assert late is not None and late.pressing is Pressing.LATE


def test_a_proposal_is_for_who_may_sign_and_has_not_answered() -> None:
    agreement = Agreement(number=2, in_force_from=None, rules=())
    version = Version("v", State.PROPOSED, agreement, day(0), why="Two are off", written_by="ben")
    found = proposal(version, ANA, PEOPLE, CLOCK)
    assert found is not None and (found.kind, found.pressing, found.by) == (Kind.SIGN, Pressing.TODAY, "ben")
    assert proposal(version, OLGA, PEOPLE, CLOCK) is None
    answered = version._replace(replies=(Reply("ana", NOW, "Not in December"),))
    assert proposal(answered, ANA, PEOPLE, CLOCK) is None
    assert proposal(answered, BEN, PEOPLE, CLOCK) is not None
    signed = version._replace(signatures=(Signature(Function.SALES, "ana", NOW),))
    assert proposal(signed, ANA, PEOPLE, CLOCK) is None
    assert proposal(version._replace(state=State.DRAFT), ANA, PEOPLE, CLOCK) is None
    assert proposal(None, ANA, PEOPLE, CLOCK) is None
    undated = proposal(version._replace(starts_on=None), ANA, PEOPLE, CLOCK)
    assert undated is not None and undated.pressing is Pressing.WEEK


@pytest.mark.parametrize(
    ("fields", "away", "state", "lacks", "full", "risk"),
    [
        ({}, 14, HandoverState.ACCEPTED, 0, False, Risk.NONE),
        ({"stage": Stage.OFFERED}, 14, HandoverState.NONE, 0, False, Risk.NOT_SOLD),
        ({}, 14, HandoverState.RETURNED, 0, False, Risk.RETURNED),
        ({}, 7, HandoverState.WAITING, 2, True, Risk.DATA),
        ({}, 8, HandoverState.ACCEPTED, 2, False, Risk.DATA),
        ({}, 10, HandoverState.ACCEPTED, 2, False, Risk.NONE),
        ({}, 7, HandoverState.WAITING, 0, True, Risk.NOT_ACCEPTED),
        ({}, 14, HandoverState.WAITING, 0, True, Risk.FULL_WEEK),
    ],
)
def test_what_makes_a_promise_risky(
    fields: dict[str, object], away: int, state: HandoverState, lacks: int, full: bool, risk: Risk
) -> None:
    assert risk_of(deal(**fields), day(away), state, lacks, full=full, today=FRIDAY, calendar=CALENDAR) is risk


def test_promises_ahead_stand_by_their_day() -> None:
    own, other = deal(promised_on=day(5)), deal(promised_on=day(2))._replace(id="e", client="Corner Deli")
    promise = Promise("p", "d", "Gold", day(-9), Way.SPOKEN, "ana", day(3), day(3))
    found = ahead_in_order([own, other], [(promise, own)], {("d", day(3)): (Risk.DATA, 2)})
    assert [(each.due, each.deal.client, each.say, each.risk, each.lacks) for each in found] == [
        (day(2), "Corner Deli", "", Risk.NONE, 0),
        (day(3), "Mill Bakery", "Gold", Risk.DATA, 2),
        (day(5), "Mill Bakery", "", Risk.NONE, 0),
    ]
