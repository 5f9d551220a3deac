"""What the client was told: where a promise stands, the first day that is never overwritten, kept of those due."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework.promises import (
    Promise,
    PromiseCount,
    PromiseState,
    Way,
    due_fields,
    ended_fields,
    is_late,
    is_move,
    promises_kept,
)

MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def promise(**fields: object) -> Promise:
    given = {"due_on": FRIDAY, "first_due_on": FRIDAY, **fields}
    return Promise("p", "d", "Braille on the doors", MONDAY, Way.SPOKEN, **given)  # type: ignore[arg-type]


def test_a_promise_is_overdue_when_its_day_is_over_and_nobody_has_said_how_it_went() -> None:
    assert promise().state(FRIDAY) is PromiseState.OPEN
    assert promise().state(FRIDAY + timedelta(days=1)) is PromiseState.OVERDUE
    assert promise(due_on=None).state(date(2030, 1, 1)) is PromiseState.OPEN
    assert promise(kept=True).state(date(2030, 1, 1)) is PromiseState.KEPT
    assert promise(kept=False).state(MONDAY) is PromiseState.BROKEN


def test_the_first_day_moves_nothing_and_any_other_does() -> None:
    dayless = promise(due_on=None, first_due_on=None)
    assert not is_move(dayless, FRIDAY)
    assert due_fields(dayless, FRIDAY) == {"due_on": FRIDAY, "first_due_on": FRIDAY}
    assert is_move(promise(), MONDAY)
    assert is_move(promise(), None)
    assert not is_move(promise(), FRIDAY)


@given(st.lists(st.none() | DAYS, min_size=1, max_size=8))
def test_however_often_a_day_is_moved_the_first_one_stays(days: list[date | None]) -> None:
    one = promise(due_on=None, first_due_on=None)
    for day in days:
        one = one._replace(**due_fields(one, day))
    named = [day for day in days if day is not None]
    assert one.first_due_on == (named[0] if named else None)
    assert one.due_on == days[-1]
    assert one.was_moved == (one.due_on != one.first_due_on)


def test_kept_is_kept_on_a_day_and_open_again_on_none() -> None:
    assert ended_fields(True, MONDAY) == {"kept": True, "ended_on": MONDAY}
    assert ended_fields(False, MONDAY) == {"kept": False, "ended_on": MONDAY}
    assert ended_fields(None, MONDAY) == {"kept": None, "ended_on": None}


@pytest.mark.parametrize(("kept", "ended", "late"), [(True, 27, False), (True, 28, True), (False, 28, False)])
def test_late_is_kept_after_the_day_last_agreed(kept: bool, ended: int, late: bool) -> None:
    assert is_late(promise(kept=kept, ended_on=date(2026, 11, ended))) is late


def test_kept_of_those_that_were_due() -> None:
    tuesday = MONDAY + timedelta(days=1)
    told = [
        promise(kept=True, ended_on=MONDAY),
        promise(kept=True, ended_on=date(2026, 11, 30)),
        promise(kept=False, ended_on=FRIDAY),
        promise(due_on=tuesday),  # overdue by Friday, and moved: first Friday
        promise(),  # due today: not over yet
        promise(due_on=date(2026, 12, 1), kept=True, ended_on=MONDAY),  # of the next period
        promise(due_on=None, first_due_on=None),
        promise(due_on=None, first_due_on=None, kept=True, ended_on=tuesday),
    ]
    found = promises_kept(told, MONDAY, FRIDAY, FRIDAY)
    assert found == PromiseCount(due=5, kept=2, late=1, broken=1, unknown=1, moved=1)
    assert found.due == found.kept + found.late + found.broken + found.unknown
    assert promises_kept([], MONDAY, FRIDAY, FRIDAY) == PromiseCount()
