"""The health check by area: means, gaps and blind spots, against the statistics module and by hand (section 12)."""

from fractions import Fraction
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework.health import (
    Area,
    Sheet,
    Statement,
    Voice,
    area_results,
    form,
    overall,
    score,
    spoken,
    widest_gap,
)
from framework.people import Function, Person

ANA = Person("ana", "Ana", frozenset({Function.SALES}), owner=True)
BEN = Person("ben", "Ben", frozenset({Function.OPERATIONS}))
A1 = Statement("A1", Area.RULES, "I can tell within a minute.", short=True)
A4 = Statement("A4", Area.RULES, "It depends on who asks.", reversed=True)
J1 = Statement("J1", Area.TONE, "It does not turn personal.", short=True)
OWN = Statement("own", None, "The van is clean.", own=True)
ALL = (A1, A4, J1, OWN)


def test_a_reversed_answer_is_turned_round() -> None:
    assert [score(A1, answer) for answer in range(1, 6)] == [1, 2, 3, 4, 5]
    assert [score(A4, answer) for answer in range(1, 6)] == [5, 4, 3, 2, 1]
    for wrong in (0, 6, -1):
        with pytest.raises(ValueError, match=str(wrong)):
            score(A1, wrong)


def test_the_short_form_has_the_first_of_each_area_and_our_own() -> None:
    assert form(ALL, short=True) == (A1, J1, OWN)
    assert form(ALL, short=False) == ALL


def test_two_people_by_hand() -> None:
    """Ana (sells, owns): A1 5, A4 1 -> 5 and 5. Ben: A1 2, A4 can't say -> 2. Tone was answered by Ben alone."""
    sheets = (Sheet(ANA, {"A1": 5, "A4": 1, "own": 1}), Sheet(BEN, {"A1": 2, "A4": None, "J1": 4}))
    rules, tone = area_results(ALL, sheets)
    assert {voice: found[:] for voice, found in rules.by_voice.items()} == {
        Voice.SALES: (5, 1, 0),
        Voice.OPERATIONS: (2, 1, 1),
        Voice.OWNER: (5, 1, 0),
    }
    assert (rules.mean, rules.gap, rules.talk_first, rules.blind_spot) == (Fraction(7, 2), 3, True, True)
    assert tone.by_voice[Voice.SALES] == (None, 0, 0)
    assert (tone.mean, tone.gap, tone.talk_first, tone.blind_spot) == (4, None, False, False)
    assert overall((rules, tone)) == Fraction(15, 4)
    assert widest_gap((rules, tone)) is rules


def test_nothing_answered_is_none_and_never_a_zero() -> None:
    results = area_results(ALL, (Sheet(ANA, dict.fromkeys(("A1", "A4", "J1"))), Sheet(BEN, {})))
    assert [(result.mean, result.gap, result.blind_spot) for result in results] == [(None, None, False)] * 2
    assert results[0].by_voice[Voice.SALES] == (None, 0, 2)
    assert overall(results) is None and widest_gap(results) is None
    assert overall(()) is None


def test_two_hats_count_in_both_functions_and_leave_no_gap() -> None:
    both = Person("cy", "Cy", frozenset(Function), owner=True)
    (result,) = area_results((A1,), (Sheet(both, {"A1": 4}),))
    assert (result.mean, result.gap, result.blind_spot) == (4, 0, False)


def test_an_owner_of_neither_function_is_blind_only_above_both() -> None:
    owner = Person("o", "Olu", owner=True)
    seller = Person("s", "Sam", frozenset({Function.SALES}))
    cases = [(4, 3, 3, True), (4, 3, 4, False), (3, 3, 1, False), (5, 4, 1, True)]
    for of_owner, of_sales, of_operations, blind in cases:
        sheets = (
            Sheet(owner, {"A1": of_owner}),
            Sheet(seller, {"A1": of_sales}),
            Sheet(BEN, {"A1": of_operations}),
        )
        (result,) = area_results((A1,), sheets)
        assert result.blind_spot is blind, cases
        assert result.gap == abs(of_sales - of_operations)


def test_people_are_shown_one_by_one_only_where_few_answered() -> None:
    sellers = [Sheet(Person(f"s{n}", f"S{n}", frozenset({Function.SALES})), {"A1": 3, "A4": 1}) for n in range(5)]
    first, turned = spoken((A1, A4), (*sellers, Sheet(BEN, {"A1": None})))
    assert first.by_person == ((BEN, None),) and turned.by_person == ()
    assert first.by_voice[Voice.SALES] == (3, 5, 0) and first.by_voice[Voice.OPERATIONS] == (None, 0, 1)
    assert turned.by_voice[Voice.SALES].mean == 5
    few, _ = spoken((A1, A4), (*sellers[1:], Sheet(BEN, {"A1": None})))
    assert len(few.by_person) == 5


def test_who_sits_in_a_crowded_function_stays_hidden_in_the_other_as_well() -> None:
    """Their own line in a small function would tell what they answered in the large one."""
    sellers = [Sheet(Person(f"s{n}", f"S{n}", frozenset({Function.SALES})), {"A1": 3}) for n in range(4)]
    both = Sheet(Person("cy", "Cy", frozenset(Function)), {"A1": 1})
    (only,) = spoken((A1,), (*sellers, both, Sheet(BEN, {"A1": 2})))
    assert [person.name for person, _ in only.by_person] == ["Ben"]


PEOPLE = st.lists(
    st.tuples(st.frozensets(st.sampled_from(list(Function))), st.booleans(), st.lists(st.integers(0, 6), min_size=4)),
    max_size=8,
)


@given(PEOPLE)
def test_means_are_those_of_the_statistics_module(people: list[tuple[frozenset[Function], bool, list[int]]]) -> None:
    """0 stands for "can't say", 6 for left empty."""
    sheets, plain = [], []
    for number, (functions, owner, picked) in enumerate(people):
        given_ = {each.id: picked[at] or None for at, each in enumerate(ALL) if picked[at] < 6}
        sheets.append(Sheet(Person(str(number), "x", functions, owner=owner), given_))
        own = [6 - picked[at] if at == 1 else picked[at] for at in range(2) if 1 <= picked[at] <= 5]
        plain.append((functions, owner, fmean(own) if own else None))
    (rules, _) = area_results(ALL, sheets)
    for voice, wanted in (
        (Voice.SALES, [m for f, _, m in plain if Function.SALES in f and m is not None]),
        (Voice.OPERATIONS, [m for f, _, m in plain if Function.OPERATIONS in f and m is not None]),
        (Voice.OWNER, [m for _, o, m in plain if o and m is not None]),
    ):
        found = rules.by_voice[voice]
        assert found.people == len(wanted)
        assert found.mean is None if not wanted else abs(float(found.mean or 0) - fmean(wanted)) < 1e-12
    sales, operations = (rules.by_voice[voice].mean for voice in (Voice.SALES, Voice.OPERATIONS))
    if sales is None or operations is None:
        assert rules.gap is None
    else:
        assert rules.gap == abs(sales - operations)
