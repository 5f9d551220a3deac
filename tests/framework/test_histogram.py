"""Bins of days: every value in one of them, round widths, and the far ones together."""

from hypothesis import given
from hypothesis import strategies as st

from framework.histogram import MOST_BINS, WIDTHS, Bin, bins


def test_nothing_has_no_bins() -> None:
    assert bins([]) == ()


def test_one_value_is_a_bin_of_its_own() -> None:
    assert bins([17]) == (Bin(17, 17, 1),)


def test_days_of_a_shop_fall_into_round_bins() -> None:
    found = bins([12, 14, 15, 17, 17, 21, 26, 30])
    assert found == (
        Bin(12, 13, 1),
        Bin(14, 15, 2),
        Bin(16, 17, 2),
        Bin(18, 19, 0),
        Bin(20, 21, 1),
        Bin(22, 23, 0),
        Bin(24, 25, 0),
        Bin(26, 27, 1),
        Bin(28, 29, 0),
        Bin(30, 31, 1),
    )


def test_one_in_fifty_that_lies_far_off_shares_the_last_bin() -> None:
    found = bins([*range(10, 19)] * 11 + [400])
    assert found[-1].last is None
    assert found[-1].first == 18
    assert found[-1].count == 12


@given(st.lists(st.integers(0, 4000), max_size=300))
def test_every_value_is_in_one_bin(values: list[int]) -> None:
    found = bins(values)
    assert sum(each.count for each in found) == len(values)
    assert len(found) <= MOST_BINS
    for each in found:
        last = max(values) if each.last is None else each.last
        assert each.count == sum(each.first <= value <= last for value in values)
        if each.last is not None:
            assert each.last - each.first + 1 in WIDTHS
