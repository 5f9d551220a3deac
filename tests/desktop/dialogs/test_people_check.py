"""What the people of a business lack: one plain sentence a line, where it can be put right."""

import pytest

from desktop.dialogs.people_check import lacks
from widgets.people_edit import NORMAL_CASE, PersonEntry

ANA = PersonEntry("Ana", sells=True, leads=True, owner=True)
BEN = PersonEntry("Ben", delivers=True, leads=True)
OWNED = "Somebody has to own the business: tick Owner for one of you."


def said(*people: PersonEntry) -> dict[int, tuple[str, str]]:
    return {row: (lack.say, lack.at) for row, lack in lacks(people).items()}


@pytest.mark.parametrize(
    "people",
    [
        (ANA, BEN),
        (ANA._replace(delivers=True),),
        (ANA._replace(delivers=True), PersonEntry(delivers=True, leads=True)),
        (PersonEntry(sells=True, owner=True), ANA._replace(delivers=True)),
        (PersonEntry("Olga", owner=True), PersonEntry("Sam", sells=True), BEN),
        (ANA, BEN, PersonEntry("Cleo", sells=True, delivers=True, owner=True)),
    ],
    ids=["two", "alone", "alone-with-an-empty-line", "first-line-empty", "owner-apart", "three"],
)
def test_whoever_is_complete_lacks_nothing(people: tuple[PersonEntry, ...]) -> None:
    assert said(*people) == {}


def test_an_empty_page_asks_for_both() -> None:
    assert said(*NORMAL_CASE) == {0: ("Who sells here?", "name"), 1: ("Who delivers here?", "name")}
    assert said(PersonEntry()) == {0: ("Who sells here?", "name")}


def test_whoever_may_be_alone_is_shown_how_to_say_so() -> None:
    assert said(ANA, NORMAL_CASE[1]) == {
        1: ("Who delivers here? If Ana does both, tick Operations beside that name.", "name")
    }
    assert said(NORMAL_CASE[0], BEN._replace(owner=True)) == {
        0: ("Who sells here? If Ben does both, tick Sales beside that name.", "name")
    }


def test_a_tick_that_nobody_has_is_asked_for_at_the_first() -> None:
    assert said(ANA, BEN._replace(delivers=False, sells=True)) == {
        0: ("Somebody has to deliver: tick Operations for one of you.", "delivers")
    }
    assert said(ANA._replace(sells=False, delivers=True), BEN) == {
        0: ("Somebody has to sell: tick Sales for one of you.", "sells")
    }
    assert said(ANA._replace(owner=False), BEN) == {0: (OWNED, "owner")}


def test_an_owner_without_a_name_owns_nothing() -> None:
    assert said(PersonEntry(sells=True, owner=True), BEN._replace(sells=True)) == {1: (OWNED, "owner")}


def test_two_of_one_name_are_told_apart() -> None:
    assert said(ANA, BEN._replace(name="ANA")) == {
        1: ("Two of you are called ANA: tell them apart, such as “ANA K.”.", "name")
    }


def test_somebody_who_does_nothing_is_asked_what_they_do() -> None:
    assert said(ANA, PersonEntry("Cleo", leads=True)) == {
        1: ("What does Cleo do here? Tick Sales or Operations.", "sells")
    }
