"""The chance of overload against every possible outcome, one by one."""

from fractions import Fraction
from itertools import product
from math import floor, isclose

from hypothesis import given, settings
from hypothesis import strategies as st

from framework.overload import overload_chance

HOURS = st.fractions(0, 60, max_denominator=12)
CHANCES = st.lists(st.tuples(HOURS, st.fractions(0, 1, max_denominator=20)), max_size=12)


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
