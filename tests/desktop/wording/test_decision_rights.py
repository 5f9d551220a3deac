"""Who decides, in words: every right, decider and role has its own, and a skipped step says why."""

from datetime import date
from decimal import Decimal

from desktop.wording.decision_rights import (
    decider_says,
    right_said,
    right_words,
    role_heading,
    skip_words,
    step_decider_says,
    step_words,
    told_words,
)
from framework.agreement import Agreement, Decider, Role
from framework.business import Business
from framework.decision_rights import Right
from framework.escalation import Step, StepDecider, skipped
from framework.people import Function, Person
from framework.working_time import WorkingCalendar

ANA = Person("ana", "Ana", frozenset({Function.SALES}), leads=True, owner=True)
BEN = Person("ben", "Ben", frozenset({Function.OPERATIONS}), leads=True)
CARA = Person("cara", "Cara", frozenset({Function.SALES}))
LADDER = tuple(Step(str(at), f"step {at}", who, Decimal(4)) for at, who in enumerate(StepDecider, start=1))
TODAY = date(2026, 11, 23)


def business(*people: Person) -> Business:
    return Business("Mine", "EUR", "blank", people, WorkingCalendar(), (), {}, Agreement(1), (), None)


def reasons(*people: Person) -> list[str]:
    over = skipped(LADDER, people)
    return [skip_words(step, LADDER, over, business(*people)) for step in LADDER]


def test_everything_has_words_of_its_own() -> None:
    for said in (
        [right_words(right) for right in Right],
        [decider_says(decider) for decider in Decider],
        [step_decider_says(decides) for decides in StepDecider],
        [told_words(role) for role in Role],
    ):
        assert len(set(said)) == len(said) and all(said)
    assert [right_said(right) for right in Right if right is not Right.NONE] == [
        right_words(right) for right in Right if right is not Right.NONE
    ]
    assert right_said(Right.NONE) == "nothing to do with it"


def test_a_heading_names_one_person_and_no_more() -> None:
    assert role_heading(Role.SALES, business(ANA, BEN)) == "Ana · Sales"
    assert role_heading(Role.OWNER, business(ANA, BEN)) == "Ana · Owner"
    assert role_heading(Role.SALES, business(ANA, BEN, CARA)) == "Sales"
    assert role_heading(Role.OWNER, business(BEN)) == "Owner"


def test_a_skipped_step_counts_its_people_and_names_the_step() -> None:
    assert reasons(ANA, BEN) == ["", "", "skipped here: the same two people decide as on step 2", ""]
    alone = ANA._replace(functions=frozenset(Function))
    assert reasons(alone) == ["", *["skipped here: the same person decides as on step 1"] * 3]
    led_by_nobody = (ANA._replace(leads=False), BEN, CARA)
    assert reasons(*led_by_nobody)[2] == "skipped here: the same 3 people decide as on step 2"
    assert reasons(ANA, BEN, CARA) == [""] * 4


def test_a_step_has_its_number() -> None:
    assert step_words(3, LADDER[2]) == "3 · step 3"
