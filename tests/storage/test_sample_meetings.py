"""The meetings of the sample: the last on the last turn before today, whatever weekday that is."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop.actions.desk import read_desk
from desktop.actions.meeting import work_out_agenda
from framework.agenda import ItemKind
from framework.meeting import turns
from framework.minutes import EntryKind, Outcome
from storage.held_meetings import added_items, held_meetings
from storage.opening import create_book
from storage.sample import write_sample
from storage.verify import verify
from tests.storage.conftest import TODAY


@pytest.mark.parametrize("today", [*(TODAY + timedelta(days=n) for n in range(7)), date(2027, 1, 6), date(2027, 5, 18)])
def test_the_last_meeting_was_on_the_last_turn_before_today(tmp_path: Path, today: date) -> None:
    file = tmp_path / "Any.handshake"
    with create_book(file) as book:
        write_sample(book, today, "Europe/Amsterdam")
        desk = read_desk(book, today)
        series = desk.business.series
        assert series is not None
        past = [
            turn
            for turn in turns(series, desk.business.calendar, today - timedelta(weeks=20), today)
            if turn.day is not None and turn.day < today
        ]
        held = held_meetings(book)
        assert [meeting.day for meeting in held] == [past[-back].day for back in (1, 2, 4, 5)]
        assert [meeting.number for meeting in held] == [past[-back].number for back in (1, 2, 4, 5)]
        for meeting in held:
            assert meeting.ended_at is not None and meeting.started_at < meeting.ended_at
            assert meeting.leads != meeting.keeps_time and len(meeting.ratings) == 2
            spent = sum((section.used for section in meeting.sections), start=timedelta())
            assert spent == meeting.ended_at - meeting.started_at
            assert sum(section.minutes for section in meeting.sections) == meeting.minutes
        actions = [entry for meeting in held for entry in meeting.entries if entry.kind is EntryKind.ACTION]
        assert len(actions) == 4 + 4, "those of the older meetings, and those that the next agenda looks at"
        assert all(entry.action_id for entry in actions)
        orphans = book.rows("SELECT id FROM action WHERE meeting_id IS NULL")
        repairs = book.rows("SELECT action_id FROM health_repair")
        assert set(orphans) == set(repairs), "only what a health check mends was agreed outside of a meeting"
        (early,) = book.row("SELECT count(*) FROM action WHERE done_on < agreed_on OR done_on > ?", (str(today),)) or (
            None,
        )
        assert early == 0, "nothing is done before it is agreed, or after today"
    assert verify(file).ok


def test_one_item_was_put_off_twice_and_stands_on_the_next_agenda(tmp_path: Path) -> None:
    with create_book(tmp_path / "Any.handshake") as book:
        write_sample(book, TODAY, "Europe/Amsterdam")
        (item,) = added_items(book)
        held = held_meetings(book)
        found = [
            meeting.number
            for meeting in held
            for section in meeting.sections
            for each in section.items
            if each.item.added_id == item.id and each.outcome is Outcome.PUT_OFF
        ]
        assert found == [held[0].number, held[1].number]
        agenda = work_out_agenda(book, read_desk(book, TODAY))
        written = [each for section in agenda.sections for each in section.items if each.kind is ItemKind.WRITTEN]
        assert [each.put_off for each in written] == [2]
        others = [each for section in agenda.sections for each in section.items if each.put_off]
        assert others == written
