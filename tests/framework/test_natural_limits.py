"""Natural limits: a worked example, and what holds for any values."""

from fractions import Fraction
from statistics import fmean

from hypothesis import given
from hypothesis import strategies as st

from framework.natural_limits import Direction, Limits, direction, natural_limits


def test_the_latest_is_held_against_all_before_it() -> None:
    """20, 22, 20, 22, 20: mean 20.8, mean moving range 2, so 20.8 - 5.32 to 20.8 + 5.32."""
    earlier = [Fraction(value) for value in (20, 22, 20, 22, 20)]
    assert natural_limits([*earlier, Fraction(99)]) == Limits(
        Fraction(104, 5), Fraction(104, 5) - Fraction(532, 100), Fraction(104, 5) + Fraction(532, 100)
    )
    cases = [(15, Direction.WORSE), (16, Direction.NO_CLEAR_CHANGE), (26, Direction.NO_CLEAR_CHANGE)]
    for latest, found in [*cases, (27, Direction.BETTER)]:
        assert direction([*earlier, Fraction(latest)]) is found
    assert direction([*earlier, Fraction(27)], lower_is_better=True) is Direction.WORSE


def test_five_values_are_too_few() -> None:
    values = [Fraction(1)] * 4 + [Fraction(100)]
    assert natural_limits(values) is None and direction(values) is Direction.TOO_FEW
    assert direction([]) is Direction.TOO_FEW


VALUES = st.lists(st.fractions(-1000, 1000, max_denominator=50), min_size=6, max_size=14)


@given(VALUES)
def test_limits_are_those_of_a_plain_sum(values: list[Fraction]) -> None:
    limits = natural_limits(values)
    assert limits is not None
    plain = [float(value) for value in values[:-1]]
    reach = 2.66 * fmean(abs(plain[at + 1] - plain[at]) for at in range(len(plain) - 1))
    assert abs(float(limits.mean) - fmean(plain)) < 1e-6
    assert abs(float(limits.upper) - fmean(plain) - reach) < 1e-6
    assert limits.mean - limits.lower == limits.upper - limits.mean >= 0


@given(VALUES)
def test_the_other_side_is_better_when_lower_is(values: list[Fraction]) -> None:
    turned = {Direction.BETTER: Direction.WORSE, Direction.WORSE: Direction.BETTER}
    found = direction(values)
    assert direction(values, lower_is_better=True) is turned.get(found, found)
    assert direction([-value for value in values], lower_is_better=True) is found
