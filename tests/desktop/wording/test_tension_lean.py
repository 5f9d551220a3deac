"""Which way the tension leans, in words: every reading, and what it was before."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction

import pytest

from desktop.wording import tension_lean as lean_words
from framework.periods import Period
from framework.tension import Pole, Reading, Sign, State, TensionMap, lean_of

TODAY = date(2026, 11, 23)
LATE, LOW = Sign.LATE_ANSWERS, Sign.LOW_LOAD


def tension(*shown: Mapping[Sign, State], rest: State = State.CLEAR) -> TensionMap:
    """Return a map of readings four weeks apart, the oldest first, with what each shows beside what is clear."""
    by_day: list[dict[Sign, Reading]] = []
    for back, states in enumerate(reversed(shown)):
        day = TODAY - timedelta(weeks=4 * back)
        whole = {**dict.fromkeys(Sign, rest), **states}
        by_day.insert(0, {sign: Reading(sign, Period(day, day), 2, 3, state) for sign, state in whole.items()})
    return TensionMap(
        {sign: tuple(readings[sign] for readings in by_day) for sign in Sign}, tuple(map(lean_of, by_day))
    )


AGREED = {LATE: State.SIGN, LOW: State.STRONG}
YES = {Sign.UNASKED: State.SIGN, Sign.THIN: State.STRONG}


@pytest.mark.parametrize(
    ("shown", "title", "why", "called_for"),
    [
        (
            AGREED,
            "Leans towards “Deliver as agreed”",
            "2 signs at this end: late answers, weeks under 70 %.",
            [Pole.AGREED],
        ),
        (
            YES,
            "Leans towards “Say yes quickly”",
            "2 signs at this end: promised before the answer, exceptions that cost margin.",
            [Pole.YES],
        ),
        (
            {**AGREED, **YES},
            "Both ends are overdone",
            "At one end: promised before the answer, exceptions that cost margin. "
            "At the other: late answers, weeks under 70 %.",
            [Pole.YES, Pole.AGREED],
        ),
        ({}, "In balance", "No sign shows at either end.", []),
        (
            {LOW: State.STRONG},
            "In balance",
            "Neither end is ahead by two signs or more. To keep an eye on: weeks under 70 %.",
            [],
        ),
        (
            {Sign.QUIET: State.SIGN},
            "Too quiet",
            "Nobody asked anything in four weeks. Where nobody pushes and nobody pushes back, look twice.",
            [Pole.BETWEEN],
        ),
        (
            {**AGREED, Sign.QUIET: State.SIGN},
            "Leans towards “Deliver as agreed”",
            "2 signs at this end: late answers, weeks under 70 %.",
            [Pole.AGREED, Pole.BETWEEN],
        ),
    ],
)
def test_what_is_said(shown: Mapping[Sign, State], title: str, why: str, called_for: Sequence[Pole]) -> None:
    found = tension(shown)
    assert lean_words.lean_title(found.leaning.lean) == title
    assert lean_words.lean_why(found).replace("\N{NO-BREAK SPACE}", " ") == why
    assert [pole for pole in Pole if lean_words.helps_title(found, pole) == "Do this now"] == called_for


def test_what_it_was_before() -> None:
    assert lean_words.lean_before(tension({}, AGREED)) == "On 26 Oct: in balance."
    assert lean_words.lean_before(tension({}, AGREED, AGREED, AGREED)) == "So it has been since 28 Sept at least."
    assert lean_words.lean_before(tension(AGREED)) == ""
    few = tension({}, {}, rest=State.TOO_FEW)
    assert lean_words.lean_before(few) == ""
    assert lean_words.lean_why(few).startswith("Each sign says from how many cases on it speaks.")


def test_where_the_mark_stands() -> None:
    assert lean_words.place(tension({}).leaning) == 0
    assert lean_words.place(tension(AGREED).leaning) == Fraction(1, 2)
    assert lean_words.place(tension(YES).leaning) == Fraction(-1, 2)
    every = {sign: State.STRONG for sign in (LATE, LOW, Sign.NO_EXCEPTION, Sign.LOST_TO_TIME, Sign.LETTER_ONLY)}
    assert lean_words.place(tension(every).leaning) == 1
    assert lean_words.place(tension({}, rest=State.TOO_FEW).leaning) is None
