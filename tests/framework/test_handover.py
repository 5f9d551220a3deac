"""The handover of a won deal: where it stands, who may do what, own acceptances, and what came after the win."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from framework.checklist import Answer, ChecklistItem, ItemAnswer, Needed, Section
from framework.deal import Deal, Stage
from framework.handover import (
    Handed,
    HandoverState,
    HandoverStep,
    LateDetails,
    handover_state,
    is_after_the_win,
    is_own,
    late_details,
    missing_items,
    steps_open_to,
)
from framework.people import Function, Person
from framework.promises import Move, Mover, Promise, Way

WON_AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
BEFORE, AFTER = WON_AT - timedelta(minutes=1), WON_AT + timedelta(minutes=1)
ANA = Person("ana", "Ana", frozenset({Function.SALES}), owner=True)
BEN = Person("ben", "Ben", frozenset({Function.OPERATIONS}))
CLEO = Person("cleo", "Cleo", frozenset(Function))
OWNER = Person("eve", "Eve", owner=True)
PEOPLE = (ANA, BEN, CLEO, OWNER)


def deal(**fields: object) -> Deal:
    given = {"stage": Stage.WON, "won_on": WON_AT.date(), "won_at": WON_AT, **fields}
    return Deal("d", "1", "Town Library", **given)  # type: ignore[arg-type]


def step(kind: Handed, who: str = "ben", at: datetime = AFTER, number: int = 1) -> HandoverStep:
    return HandoverStep(f"s{number}", "d", kind, "", who, at)


@pytest.mark.parametrize(
    ("stage", "state"),
    [
        (Stage.LEAD, HandoverState.NONE),
        (Stage.INTAKE, HandoverState.NONE),
        (Stage.OFFERED, HandoverState.NONE),
        (Stage.LOST, HandoverState.NONE),
        (Stage.WON, HandoverState.WAITING),
        (Stage.IN_DELIVERY, HandoverState.NONE),
        (Stage.DELIVERED, HandoverState.NONE),
    ],
)
def test_a_won_deal_waits_and_begun_work_was_taken_as_it_was(stage: Stage, state: HandoverState) -> None:
    assert handover_state(deal(stage=stage), ()) is state


def test_the_last_step_says_where_it_stands() -> None:
    steps = [step(Handed.RETURNED), step(Handed.GIVEN, "ana"), step(Handed.ACCEPTED)]
    states = [handover_state(deal(), steps[:count]) for count in (1, 2, 3)]
    assert states == [HandoverState.RETURNED, HandoverState.WAITING, HandoverState.ACCEPTED]
    assert handover_state(deal(stage=Stage.DELIVERED), steps) is HandoverState.ACCEPTED
    assert handover_state(deal(stage=Stage.OFFERED), steps) is HandoverState.NONE


def test_a_deal_won_anew_is_handed_over_anew() -> None:
    old = [step(Handed.ACCEPTED, at=BEFORE)]
    assert handover_state(deal(), old) is HandoverState.WAITING
    assert handover_state(deal(won_at=None), old) is HandoverState.ACCEPTED, "of a win whose time nobody knows"


@pytest.mark.parametrize(
    ("state", "person", "open_steps"),
    [
        (HandoverState.WAITING, BEN, (Handed.ACCEPTED, Handed.RETURNED)),
        (HandoverState.WAITING, CLEO, (Handed.ACCEPTED, Handed.RETURNED)),
        (HandoverState.WAITING, ANA, ()),
        (HandoverState.WAITING, OWNER, ()),
        (HandoverState.WAITING, None, ()),
        (HandoverState.RETURNED, ANA, (Handed.GIVEN,)),
        (HandoverState.RETURNED, BEN, (Handed.ACCEPTED,)),
        (HandoverState.RETURNED, CLEO, (Handed.GIVEN, Handed.ACCEPTED)),
        (HandoverState.RETURNED, OWNER, ()),
        (HandoverState.ACCEPTED, CLEO, ()),
        (HandoverState.NONE, CLEO, ()),
    ],
)
def test_who_may_do_what(state: HandoverState, person: Person | None, open_steps: tuple[Handed, ...]) -> None:
    assert steps_open_to(state, person) == open_steps


def test_an_own_acceptance_is_by_somebody_with_both_functions_of_their_own_deal() -> None:
    by_cleo = step(Handed.ACCEPTED, "cleo", number=9)
    assert is_own(by_cleo, deal(), [by_cleo], PEOPLE)
    assert is_own(by_cleo, deal(salesperson="Cleo"), [by_cleo], PEOPLE)
    assert not is_own(by_cleo, deal(salesperson="Ana"), [by_cleo], PEOPLE)
    given_by_ana = step(Handed.GIVEN, "ana")
    assert not is_own(by_cleo, deal(salesperson="Cleo"), [given_by_ana, by_cleo], PEOPLE)
    given_by_cleo = step(Handed.GIVEN, "cleo")
    assert is_own(by_cleo, deal(salesperson="Ana"), [given_by_cleo, by_cleo], PEOPLE)
    by_ben = step(Handed.ACCEPTED, "ben")
    assert not is_own(by_ben, deal(), [by_ben], PEOPLE)
    assert not is_own(step(Handed.RETURNED, "cleo"), deal(), [], PEOPLE)
    assert not is_own(step(Handed.ACCEPTED, "somebody gone"), deal(), [], PEOPLE)


def test_after_the_win_is_by_the_instant_and_by_the_day_where_only_that_is_known() -> None:
    assert is_after_the_win(deal(), AFTER)
    assert not is_after_the_win(deal(), WON_AT)
    assert not is_after_the_win(deal(), None)
    assert not is_after_the_win(deal(won_on=None, won_at=None), AFTER)
    by_day = deal(won_at=None)
    late_evening = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    assert not is_after_the_win(by_day, late_evening, UTC)
    assert is_after_the_win(by_day, late_evening, ZoneInfo("Europe/Amsterdam")), "there it is Tuesday already"


def test_late_details_are_answers_promises_and_moves_from_after_the_win() -> None:
    answers = [ItemAnswer("a", Answer.YES, at=BEFORE), ItemAnswer("b", Answer.NO, at=AFTER)]
    promises = [Promise(id, "d", "x", WON_AT.date(), Way.SPOKEN, at=at) for id, at in (("p", BEFORE), ("q", AFTER))]
    moves = [Move(id, "d", None, None, None, Mover.SALES, True, at=at) for id, at in (("m", BEFORE), ("n", AFTER))]
    found = late_details(deal(), answers, promises, moves, UTC)
    assert found == LateDetails((answers[1],), (promises[1],), (moves[1],))
    assert found.total == 3
    assert late_details(deal(won_on=None, won_at=None), answers, promises, moves).total == 0


def test_missing_is_what_a_person_must_answer_and_has_not() -> None:
    items = [
        ChecklistItem("photo", Section.DATA, "Photo", Needed.BEFORE_HANDOVER),
        ChecklistItem("size", Section.DATA, "Size", Needed.BEFORE_PROMISE),
        ChecklistItem("colour", Section.DATA, "Colour", Needed.NOT),
        ChecklistItem("load", Section.CAPACITY, "Load", Needed.BEFORE_PROMISE, follows="week_load"),
        ChecklistItem("permit", Section.DATA, "Permit", Needed.BEFORE_HANDOVER),
    ]
    found = missing_items(items, {"permit": ItemAnswer("permit", Answer.NO)})
    assert [item.id for item in found] == ["photo", "size"]


def test_it_is_the_day_of_the_win_itself_that_is_looked_at() -> None:
    assert is_after_the_win(deal(won_at=None, won_on=date(2026, 11, 22)), BEFORE, UTC)
