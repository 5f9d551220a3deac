"""The chance of overload against every possible outcome, one by one."""

from collections.abc import Iterable
from fractions import Fraction
from itertools import product
from math import floor, isclose
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framework.overload import overload_chance

HOURS = st.fractions(0, 60, max_denominator=12)
CHANCES = st.lists(st.tuples(HOURS, st.fractions(0, 1, max_denominator=20)), max_size=12)


def one_by_one(sold: Fraction, capacity: Fraction, chances: Iterable[tuple[Fraction, Fraction]]) -> float:
    """The same chance, slower: the probability of each number of quarters taken, in floats, one deal after another."""
    room = quarters(capacity) - quarters(sold)
    if room < 0:
        return 1.0
    free, over = [1.0] + [0.0] * room, 0.0
    for hours, probability in chances:
        size, p = quarters(hours), float(probability)
        if size <= 0 or p <= 0:
            continue
        over += p * sum(free[max(0, room + 1 - size) :])
        stays = 1.0 - p
        if size > room:
            free = [chance * stays for chance in free]
        else:
            comes = [chance * stays for chance in free[:size]]
            free = comes + [a * stays + b * p for a, b in zip(free[size:], free, strict=False)]
    return min(1.0, over)


def quarters(hours: Fraction) -> int:
    return floor(hours * 4 + Fraction(1, 2))


@settings(max_examples=40, deadline=None)
@given(HOURS, st.fractions(0, 120, max_denominator=12), CHANCES)
def test_the_chance_is_that_of_all_outcomes_that_are_over(
    sold: Fraction, capacity: Fraction, chances: list[tuple[Fraction, Fraction]]
) -> None:
    expected = 0.0
    room, sizes = quarters(capacity) - quarters(sold), [quarters(hours) for hours, _ in chances]
    odds = [(1.0 - float(p), float(p)) for _, p in chances]
    for outcome in product((0, 1), repeat=len(chances)):
        if sum(size for size, comes in zip(sizes, outcome, strict=True) if comes) > room:
            weight = 1.0
            for odd, comes in zip(odds, outcome, strict=True):
                weight *= odd[comes]
            expected += weight
    assert isclose(overload_chance(sold, capacity, chances), expected, abs_tol=1e-9)


@pytest.mark.parametrize("digits", [10, 100, 10_000, 999_983, 2**70])
def test_many_deals_are_as_exact_as_one_by_one(digits: int) -> None:
    chance, between = Random(digits), 0
    for count in (1, 2, 9, 40, 120):
        for fill in (5, 9, 10, 11, 20):
            chances = [
                (Fraction(chance.randrange(0, 1200), 7), Fraction(chance.randrange(0, digits + 1), digits))
                for _ in range(count)
            ]
            capacity = 3 + sum((hours * odds for hours, odds in chances), start=Fraction(0)) * Fraction(fill, 10)
            found = overload_chance(Fraction(3), capacity, chances)
            assert isclose(found, one_by_one(Fraction(3), capacity, chances), rel_tol=0, abs_tol=1e-12)
            between += 0.0 < found < 1.0
    assert between > 10


def test_two_deals_of_half_a_chance() -> None:
    """30 of 40 h sold; two deals of 8 h, each as likely as not: over only when both come in."""
    eight = (Fraction(8), Fraction(1, 2))
    assert overload_chance(Fraction(30), Fraction(40), [eight, eight]) == 0.25
    assert overload_chance(Fraction(24), Fraction(40), [eight, eight]) == 0.0
    assert overload_chance(Fraction(41), Fraction(40), [eight]) == 1.0
    assert overload_chance(Fraction(40), Fraction(40), []) == 0.0
    assert overload_chance(Fraction(0), Fraction(0), [eight]) == 0.5


def test_hours_are_rounded_to_quarters_half_up() -> None:
    sure = Fraction(1)
    assert overload_chance(Fraction(40), Fraction(40), [(Fraction(1, 8), sure)]) == 1.0
    assert overload_chance(Fraction(40), Fraction(40), [(Fraction(1, 9), sure)]) == 0.0
