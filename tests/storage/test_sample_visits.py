"""The visits of the sample business, on any day it is made: one seen by each side, one to come, one person due."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop.actions.visits import due_visits
from framework.visits import Became, DueStep, VisitState, state_of
from storage.opening import create_book
from storage.sample import write_sample
from storage.verify import verify
from storage.visits import read_learned, read_visits, visit_days
from tests.storage.conftest import TODAY


@pytest.mark.parametrize("today", [TODAY, TODAY + timedelta(days=5), date(2027, 1, 6)])
def test_visits_are_seen_planned_and_due(tmp_path: Path, today: date) -> None:
    file = tmp_path / "Any.handshake"
    with create_book(file) as book:
        write_sample(book, today, "Europe/Amsterdam")
        visits = read_visits(book)
        assert [state_of(visit, today) for visit in visits] == [VisitState.DONE, VisitState.DONE, VisitState.PLANNED]
        assert visits[1].deal_id is not None and visits[1].surprise
        (due,) = due_visits(book, today)
        assert due.step is DueStep.PLAN and due.person_id == visits[0].person_id and due.late_by > 0
        (learned,) = read_learned(book)
        assert learned.became is Became.AGENDA_ITEM and learned.target_id is not None
        assert visit_days(book, today)[0][1] == visits[1].done_on
    assert verify(file).ok
