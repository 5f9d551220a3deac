"""The ladder: a step where the same people would decide once more is skipped, and no other (framework.md section 7)."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework.escalation import Step, StepDecider, deciders, on_step, skipped
from framework.people import Function, Person

BOTH = frozenset(Function)
SALES, OPERATIONS = frozenset({Function.SALES}), frozenset({Function.OPERATIONS})
ANA = Person("ana", "Ana", SALES, leads=True, owner=True)
BEN = Person("ben", "Ben", OPERATIONS, leads=True)
CARA = Person("cara", "Cara", SALES)
DAN = Person("dan", "Dan", OPERATIONS)
OLGA = Person("olga", "Olga", owner=True)


def ladder(*decides: StepDecider) -> tuple[Step, ...]:
    """A ladder whose steps are called by their number."""
    return tuple(Step(str(number), f"step {number}", who, Decimal(4)) for number, who in enumerate(decides, start=1))


USUAL = ladder(*StepDecider)


def test_two_people_skip_the_step_of_the_leads() -> None:
    assert skipped(USUAL, (ANA, BEN)) == {"3": "2"}


def test_two_people_who_are_not_said_to_lead_skip_it_as_well() -> None:
    assert skipped(USUAL, (ANA._replace(leads=False), BEN._replace(leads=False))) == {"3": "2"}


def test_each_alone_and_both_together_are_not_the_same() -> None:
    assert deciders(StepDecider.EACH_ALONE, (ANA, BEN)) == {frozenset({"ana"}), frozenset({"ben"})}
    assert deciders(StepDecider.TOGETHER, (ANA, BEN)) == {frozenset({"ana", "ben"})}
    assert "2" not in skipped(USUAL, (ANA, BEN))


def test_leads_of_several_people_decide_on_a_step_of_their_own() -> None:
    assert skipped(USUAL, (ANA, BEN, CARA)) == {}
    assert skipped(USUAL, (ANA, BEN, CARA, DAN)) == {}
    assert deciders(StepDecider.LEADS, (ANA, BEN, CARA, DAN)) == {frozenset({"ana", "ben"})}


def test_several_people_without_a_lead_have_no_step_of_leads() -> None:
    assert skipped(USUAL, (ANA._replace(leads=False), BEN._replace(leads=False), CARA, DAN)) == {"3": "2"}


def test_a_lead_on_one_side_only_is_joined_by_all_of_the_other() -> None:
    assert deciders(StepDecider.LEADS, (ANA, CARA, BEN._replace(leads=False), DAN)) == {
        frozenset({"ana", "ben", "dan"})
    }


def test_somebody_alone_settles_everything_on_the_first_step() -> None:
    alone = ANA._replace(functions=BOTH)
    assert skipped(USUAL, (alone,)) == {"2": "1", "3": "1", "4": "1"}


def test_an_owner_beside_the_two_has_a_step_of_their_own() -> None:
    assert skipped(USUAL, (ANA._replace(owner=False), BEN, OLGA)) == {"3": "2"}


def test_two_who_own_the_business_together_skip_to_the_end() -> None:
    assert skipped(USUAL, (ANA, BEN._replace(owner=True))) == {"3": "2", "4": "2"}


def test_only_the_step_right_under_it_counts() -> None:
    assert skipped(ladder(StepDecider.TOGETHER, StepDecider.OWNER, StepDecider.LEADS), (ANA, BEN)) == {}
    assert skipped(ladder(StepDecider.OWNER, StepDecider.OWNER), (ANA, BEN)) == {"2": "1"}


def test_nobody_is_nobody_to_skip_for() -> None:
    assert skipped(USUAL, ()) == {}
    assert skipped((), (ANA, BEN)) == {}
    assert skipped(ladder(StepDecider.OWNER, StepDecider.OWNER), (BEN,)) == {}


PEOPLE = st.lists(
    st.builds(
        Person,
        st.sampled_from("abcde"),
        st.just("Name"),
        st.sets(st.sampled_from(Function)).map(frozenset),
        st.booleans(),
        st.booleans(),
    ),
    max_size=5,
    unique_by=lambda person: person.id,
)


@given(st.lists(st.sampled_from(StepDecider), max_size=6), PEOPLE)
def test_the_first_step_stays_and_what_is_left_never_repeats_itself(decides: list[StepDecider], people: list) -> None:
    steps = ladder(*decides)
    found = skipped(steps, people)
    kept = [step for step in steps if step.id not in found]
    assert kept[:1] == list(steps[:1])
    assert not set(found) & set(found.values()), "a skipped step is never the one pointed at"
    for lower, upper in pairwise(kept):
        who = deciders(upper.decides, people)
        assert not who or who != deciders(lower.decides, people)


@pytest.mark.parametrize("decides", list(StepDecider))
def test_whoever_decides_works_here(decides: StepDecider) -> None:
    people = (ANA, BEN, CARA, DAN, OLGA)
    assert frozenset().union(*deciders(decides, people)) <= {person.id for person in people}


# People named for a step


def test_whoever_is_named_decides_instead_of_everybody_of_the_kind() -> None:
    people = (ANA, BEN, CARA, DAN, OLGA)
    together = Step("2", "Meeting", StepDecider.TOGETHER, Decimal(4), people=frozenset({"cara", "dan"}))
    assert on_step(together, people) == {frozenset({"cara", "dan"})}
    alone = together._replace(decides=StepDecider.EACH_ALONE)
    assert on_step(alone, people) == {frozenset({"cara"}), frozenset({"dan"})}


def test_who_was_named_and_left_is_missed_only_while_another_is_there() -> None:
    step = Step("2", "Meeting", StepDecider.TOGETHER, Decimal(4), people=frozenset({"cara", "gone"}))
    assert on_step(step, (ANA, BEN, CARA)) == {frozenset({"cara"})}
    assert on_step(step, (ANA, BEN)) == {frozenset({"ana", "ben"})}, "else by its kind"


def test_an_owner_without_a_function_can_be_named_for_the_first_step() -> None:
    step = Step("1", "Alone", StepDecider.EACH_ALONE, Decimal(4), people=frozenset({"olga", "cara"}))
    assert on_step(step, (ANA, BEN, CARA, OLGA)) == {frozenset({"cara"}), frozenset({"olga"})}


def test_people_named_make_a_step_skipped_or_not() -> None:
    by_name = [step._replace(people=frozenset({"cara", "dan"})) if step.id in "23" else step for step in USUAL]
    assert skipped(by_name, (ANA, BEN, CARA, DAN)) == {"3": "2"}
    assert skipped(by_name[:3], (ANA, BEN)) == {"3": "2"}, "they left, and two people remain"
    other = [step._replace(people=frozenset({"ana"})) if step.id == "3" else step for step in USUAL]
    assert skipped(other, (ANA, BEN)) == {"4": "3"}, "one of the two decides alone, and she is the owner"
