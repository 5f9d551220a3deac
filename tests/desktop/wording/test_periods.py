"""The periods to look back at."""

from datetime import date

import pytest

from desktop.wording.periods import recent_periods


@pytest.mark.parametrize(
    ("today", "days"),
    [
        (
            date(2026, 11, 23),
            ["2026-11-01 2026-11-23", "2026-10-01 2026-10-31", "2026-10-01 2026-11-23", "2025-11-24 2026-11-23"],
        ),
        (
            date(2027, 1, 1),
            ["2027-01-01 2027-01-01", "2026-12-01 2026-12-31", "2027-01-01 2027-01-01", "2026-01-02 2027-01-01"],
        ),
        (
            date(2028, 2, 29),
            ["2028-02-01 2028-02-29", "2028-01-01 2028-01-31", "2028-01-01 2028-02-29", "2027-03-01 2028-02-29"],
        ),
    ],
)
def test_periods_by_hand(today: date, days: list[str]) -> None:
    assert [f"{each.first} {each.last}" for each in recent_periods(today)] == days
