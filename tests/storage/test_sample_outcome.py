"""What became of the sample's deals: it holds together on any day, with something due and something overdue."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from framework.outcome import LookBackState, look_back_day, look_back_state
from resources.sample_outcome import sample_outcome
from storage.opening import create_book
from storage.outcome import due_look_backs, look_backs_of, saves
from storage.sample import write_sample
from storage.verify import verify
from tests.storage.conftest import TODAY


@pytest.mark.parametrize("today", [*(TODAY + timedelta(days=n) for n in range(7)), date(2027, 1, 6), date(2027, 5, 18)])
def test_looks_back_are_answered_when_their_day_has_come(tmp_path: Path, today: date) -> None:
    file = tmp_path / "Any.handshake"
    with create_book(file) as book:
        write_sample(book, today, "Europe/Amsterdam")
        states = []
        deals = book.rows("SELECT id, delivered_on, stage FROM deal")
        for deal_id, delivered, stage in deals:
            day = None if delivered is None else date.fromisoformat(delivered)
            for look in look_backs_of(book, deal_id):
                state = look_back_state(look, day, today)
                states.append(state)
                if state is LookBackState.ANSWERED:
                    wanted = look_back_day(day, look.days)
                    assert look.answered_at is not None and wanted is not None
                    assert wanted <= look.answered_at.date() <= today, "nobody answers before its day, or tomorrow"
                assert stage in ("won", "in delivery", "delivered")
        assert states.count(LookBackState.OVERDUE) >= 1
        assert states.count(LookBackState.DUE) + states.count(LookBackState.OVERDUE) >= 3
        assert len(due_look_backs(book, today)) == states.count(LookBackState.DUE) + states.count(LookBackState.OVERDUE)
        late = book.rows(
            "SELECT d.ref FROM shortfall s JOIN deal d ON d.id = s.deal_id "
            "WHERE s.kind = 'late' AND d.delivered_on <= d.first_promised_on"
        )
        assert late == [], "who says late was late by the dates"
        noted = book.rows(
            "SELECT d.ref FROM outcome o JOIN deal d ON d.id = o.deal_id WHERE o.rework_note <> '' AND NOT d.rework"
        )
        assert noted == [], "only what needed rework has words about it"
        found = saves(book, digits=2)
        assert len(found) == 3 and all(save.saved_on <= today and save.person_id for save in found)
    assert verify(file).ok


def test_every_look_back_is_of_a_deal_once() -> None:
    named = [(ref, look.days) for look in sample_outcome().looks for ref in look.deals]
    assert len(named) == len(set(named))
