"""The handover in words: where it stands, by whom, what is missing, and what came after the win."""

from datetime import UTC, date, datetime, timedelta

import pytest

from desktop.wording.handover import late_heading, late_lines, state_words
from framework.checklist import Answer, ItemAnswer
from framework.handover import Handed, HandoverState, HandoverStep, LateDetails
from framework.people import Function, Person
from framework.promises import Move, Mover, Promise, Way
from tests.desktop.wording.test_promises import BUSINESS

AT = datetime(2026, 11, 24, 14, 2, tzinfo=UTC)
BEN = Person("ben", "Ben", frozenset({Function.OPERATIONS}))
SHOP = BUSINESS._replace(people=(BEN,), names={"ana": "Ana", "ben": "Ben"})


def step(kind: Handed, who: str = "ben") -> HandoverStep:
    return HandoverStep("s", "d", kind, "The artwork", who, AT)


@pytest.mark.parametrize(
    ("state", "steps", "said"),
    [
        (HandoverState.NONE, [], "Work has begun without anybody accepting it."),
        (HandoverState.WAITING, [], "Handed over. Ben has to look at it."),
        (HandoverState.RETURNED, [step(Handed.RETURNED)], "Returned by Ben, Tue 24 Nov, 14:02. Missing:"),
        (
            HandoverState.WAITING,
            [step(Handed.RETURNED), step(Handed.GIVEN, "ana")],
            "Handed over again by Ana, Tue 24 Nov, 14:02. Ben has to look at it.",
        ),
        (HandoverState.ACCEPTED, [step(Handed.ACCEPTED)], "Accepted as complete by Ben, Tue 24 Nov, 14:02."),
        (HandoverState.ACCEPTED, [step(Handed.ACCEPTED, "gone")], "Accepted as complete by somebody who has left, "),
    ],
)
def test_where_it_stands(state: HandoverState, steps: list[HandoverStep], said: str) -> None:
    assert state_words(state, steps, SHOP, UTC).startswith(said)


def test_several_people_of_operations_are_called_by_their_function() -> None:
    several = SHOP._replace(people=(BEN, BEN._replace(id="cleo", name="Cleo")))
    assert state_words(HandoverState.WAITING, [], several, UTC) == "Handed over. Operations has to look at it."


def test_what_came_after_the_win_is_told_the_newest_first() -> None:
    details = LateDetails(
        (ItemAnswer("i", Answer.NO, at=AT), ItemAnswer("gone", Answer.UNKNOWN, at=AT - timedelta(hours=3))),
        (Promise("p", "d", "Braille", date(2026, 11, 24), Way.SPOKEN, at=AT + timedelta(hours=1)),),
        (Move("m", "d", None, None, None, Mover.CLIENT, True, at=AT - timedelta(hours=1)),),
    )
    assert late_lines(details, {"i": "Photo of the wall"}, UTC) == [
        ("Tue 24 Nov, 15:02", "Promised: Braille"),
        ("Tue 24 Nov, 14:02", "Photo of the wall: no"),
        ("Tue 24 Nov, 13:02", "A day was moved: The client"),
        ("Tue 24 Nov, 11:02", "A question of before: don't know"),
    ]
    assert (late_heading(1), late_heading(4)) == ("1 detail came after the win", "4 details came after the win")
