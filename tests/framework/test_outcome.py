"""After delivery: looks back fall due, late is suggested, and whether the client is still there."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework.deal import Deal, Stage
from framework.outcome import (
    GRACE_DAYS,
    LOOK_BACK_DAYS,
    LookBack,
    LookBackState,
    Received,
    Save,
    Shortfall,
    look_back_day,
    look_back_state,
    may_answer,
    said_of,
    saved_sum,
    still_client,
    was_late,
)

DELIVERED = date(2026, 8, 31)
ANSWERED = datetime(2026, 11, 29, 9, tzinfo=UTC)


def look(days: int = 90, *, still: bool | None = None, answered: bool = False) -> LookBack:
    return LookBack(f"l{days}", "d", days, still_client=still, answered_at=ANSWERED if answered else None)


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 11, 28), LookBackState.AHEAD),
        (date(2026, 11, 29), LookBackState.DUE),
        (date(2026, 12, 6), LookBackState.DUE),
        (date(2026, 12, 7), LookBackState.OVERDUE),
    ],
)
def test_a_look_back_is_due_for_a_week_from_its_day(today: date, state: LookBackState) -> None:
    assert look_back_day(DELIVERED, 90) == date(2026, 11, 29)
    assert look_back_state(look(), DELIVERED, today) is state
    assert look_back_state(look(), None, today) is LookBackState.WAITING
    assert look_back_state(look(answered=True), DELIVERED, today) is LookBackState.ANSWERED


def test_beyond_the_calendar_it_waits() -> None:
    assert look_back_day(date(9999, 12, 1), 90) is None
    assert look_back_state(look(), date(9999, 12, 1), date(9999, 12, 31)) is LookBackState.WAITING


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.sampled_from(LOOK_BACK_DAYS), st.integers(-200, 200))
def test_due_and_overdue_follow_each_other_without_a_gap(delivered: date, days: int, after: int) -> None:
    today = delivered + timedelta(days=days + after)
    state = look_back_state(look(days), delivered, today)
    wanted = LookBackState.AHEAD if after < 0 else LookBackState.DUE if after <= GRACE_DAYS else LookBackState.OVERDUE
    assert state is wanted


def test_before_its_day_only_a_client_that_left_can_be_told() -> None:
    early, due = date(2026, 10, 1), date(2026, 11, 29)
    assert not may_answer(look(), DELIVERED, early, True)
    assert not may_answer(look(), DELIVERED, early, None)
    assert may_answer(look(), DELIVERED, early, False)
    assert may_answer(look(), DELIVERED, due, True)
    assert not may_answer(look(), None, due, False), "nothing is delivered"
    assert may_answer(look(answered=True), DELIVERED, early, True), "what was said can be put right"


def test_still_a_client_is_said_by_day_90_and_whoever_left_before_has_left() -> None:
    assert still_client([look(30, still=True, answered=True), look(90)]) is None
    assert still_client([look(30, still=True, answered=True), look(90, still=True, answered=True)]) is True
    assert still_client([look(60, still=False, answered=True), look(90)]) is False
    assert still_client([look(90, still=True)]) is None, "not answered"
    assert still_client([]) is None


def test_late_is_measured_by_the_first_promise() -> None:
    deal = Deal("d", "1", "Library", first_promised_on=date(2026, 8, 28), promised_on=date(2026, 9, 4))
    assert was_late(deal, DELIVERED)
    assert not was_late(deal, date(2026, 8, 28))
    assert not was_late(deal, None)
    assert not was_late(Deal("d", "1", "Library"), DELIVERED), "nothing was promised"
    assert was_late(Deal("d", "1", "Library", promised_on=date(2026, 8, 30)), DELIVERED)


def test_what_was_said_up_to_now_is_taken_from_both() -> None:
    deal = Deal("d", "1", "Library", stage=Stage.DELIVERED, delivered_on=DELIVERED, rework=True, client_score=4)
    said = said_of(deal, Received("A letter fell", "Good", ((Shortfall.LATE, "3 days"),), 2))
    assert (said.delivered_on, said.rework, said.client_score) == (DELIVERED, True, 4)
    assert (said.rework_note, said.client_comment) == ("A letter fell", "Good")
    assert said.shortfalls == ((Shortfall.LATE, "3 days"),)


def test_saves_are_added_up_where_they_were_estimated() -> None:
    saves = [Save("a", "x", DELIVERED, Decimal("1200.50")), Save("b", "y", DELIVERED), Save("c", "z", DELIVERED)]
    assert saved_sum(saves) == Decimal("1200.50")
    assert saved_sum(saves[1:]) is None
    assert saved_sum([]) is None
