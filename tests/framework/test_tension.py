"""The thresholds of the tension map, the days it looks at, and which way it leans: by hand, at every edge."""

import itertools
from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from framework.periods import Period
from framework.tension import (
    THRESHOLDS,
    Lean,
    Pole,
    Reading,
    Sign,
    State,
    ends,
    first_day,
    lean_of,
    state_of,
    window,
)

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("sign", "count", "of", "state"),
    [
        (Sign.UNASKED, 2, 2, State.TOO_FEW),
        (Sign.UNASKED, 0, 3, State.CLEAR),
        (Sign.UNASKED, 1, 3, State.CLEAR),  # a third, but one case alone is no sign
        (Sign.UNASKED, 2, 3, State.SIGN),  # more than half, but two are not three
        (Sign.UNASKED, 3, 6, State.STRONG),
        (Sign.UNASKED, 2, 10, State.SIGN),  # a fifth exactly
        (Sign.UNASKED, 2, 11, State.CLEAR),
        (Sign.OVERLOAD, 2, 8, State.SIGN),
        (Sign.OVERLOAD, 1, 8, State.CLEAR),
        (Sign.OVERLOAD, 4, 8, State.STRONG),
        (Sign.OVERLOAD, 3, 3, State.TOO_FEW),
        (Sign.LOW_LOAD, 3, 8, State.CLEAR),
        (Sign.LOW_LOAD, 4, 8, State.SIGN),
        (Sign.LOW_LOAD, 5, 8, State.SIGN),
        (Sign.LOW_LOAD, 6, 8, State.STRONG),
        (Sign.NO_EXCEPTION, 1, 1, State.TOO_FEW),
        (Sign.NO_EXCEPTION, 2, 2, State.SIGN),
        (Sign.NO_EXCEPTION, 4, 5, State.CLEAR),  # one was granted
        (Sign.NO_EXCEPTION, 5, 5, State.STRONG),
        (Sign.QUIET, 2, 2, State.TOO_FEW),
        (Sign.QUIET, 3, 3, State.SIGN),
        (Sign.QUIET, 8, 8, State.STRONG),
    ],
)
def test_a_sign_shows_from_its_share_and_its_count_on(sign: Sign, count: int, of: int, state: State) -> None:
    assert state_of(sign, count, of) is state


def test_nothing_says_nothing() -> None:
    assert {state_of(sign, 0, 0) for sign in Sign} == {State.TOO_FEW}


def test_both_poles_have_as_many_signs() -> None:
    poles = [limits.pole for limits in THRESHOLDS.values()]
    assert set(THRESHOLDS) == set(Sign)
    assert poles.count(Pole.YES) == poles.count(Pole.AGREED) == 5
    assert all(limits.sign <= limits.strong and limits.sign_from <= limits.least + 1 for limits in THRESHOLDS.values())


def test_readings_lie_four_weeks_apart_and_look_at_whole_weeks() -> None:
    days = ends(TODAY)
    assert days[-1] == TODAY
    assert len(days) == 8
    assert {later - earlier for earlier, later in itertools.pairwise(days)} == {timedelta(weeks=4)}
    assert window(Sign.OVERLOAD, TODAY) == Period(date(2026, 9, 29), TODAY)
    assert window(Sign.QUIET, TODAY) == Period(date(2026, 10, 27), TODAY)
    assert first_day(TODAY) == TODAY - timedelta(weeks=28 + 13) + timedelta(days=1)


def test_the_calendar_has_a_first_day() -> None:
    day = date.min + timedelta(weeks=5)
    assert ends(day) == (date.min + timedelta(weeks=1), day)
    assert first_day(day) == date.min


CLEAR = {sign: State.CLEAR for sign in Sign}


def leaning(states: Mapping[Sign, State]) -> Lean:
    period = Period(TODAY, TODAY)
    return lean_of({sign: Reading(sign, period, 0, 0, state) for sign, state in states.items()}).lean


@pytest.mark.parametrize(
    ("shown", "lean"),
    [
        ({}, Lean.BALANCE),
        ({Sign.UNASKED: State.SIGN}, Lean.BALANCE),
        # One sign alone, however strong, may have a cause of its own.
        ({Sign.LOW_LOAD: State.STRONG}, Lean.BALANCE),
        ({Sign.UNASKED: State.SIGN, Sign.THIN: State.SIGN}, Lean.YES),
        ({Sign.LOW_LOAD: State.STRONG, Sign.LATE_ANSWERS: State.SIGN}, Lean.AGREED),
        # Ahead by one only.
        ({Sign.LOW_LOAD: State.STRONG, Sign.LATE_ANSWERS: State.SIGN, Sign.OVERLOAD: State.STRONG}, Lean.BALANCE),
        (
            {
                Sign.LOW_LOAD: State.STRONG,
                Sign.LATE_ANSWERS: State.SIGN,
                Sign.UNASKED: State.STRONG,
                Sign.THIN: State.SIGN,
            },
            Lean.BOTH,
        ),
        ({Sign.QUIET: State.SIGN}, Lean.QUIET),
        ({Sign.QUIET: State.STRONG, Sign.UNASKED: State.SIGN}, Lean.QUIET),
        # Who leans is told first; that it is quiet too is told beside it.
        ({Sign.QUIET: State.SIGN, Sign.UNASKED: State.SIGN, Sign.THIN: State.SIGN}, Lean.YES),
        # What is between the two pulls to neither end.
        ({Sign.MISSED: State.STRONG, Sign.SKIPPED: State.STRONG}, Lean.BALANCE),
    ],
)
def test_which_way_it_leans(shown: Mapping[Sign, State], lean: Lean) -> None:
    assert leaning({**CLEAR, **shown}) is lean


def test_two_signs_at_each_end_must_be_able_to_speak() -> None:
    few = {sign: State.TOO_FEW for sign in Sign}
    assert leaning(few) is Lean.TOO_FEW
    one_end = {sign: State.CLEAR if THRESHOLDS[sign].pole is Pole.YES else State.TOO_FEW for sign in Sign}
    assert leaning(one_end) is Lean.TOO_FEW
    assert leaning({**one_end, Sign.LOW_LOAD: State.STRONG}) is Lean.TOO_FEW
    assert leaning({**one_end, Sign.LOW_LOAD: State.CLEAR, Sign.LATE_ANSWERS: State.CLEAR}) is Lean.BALANCE
    # Silence says itself.
    assert leaning({**few, Sign.QUIET: State.SIGN}) is Lean.QUIET
