"""The meetings that were held: found by any word, read, put right, and printed."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.actions.desk import read_desk
from desktop.actions.meeting import work_out_agenda
from desktop.actions.meeting_run import close_meeting, rate, start_meeting, write_down
from desktop.dialogs.held_meetings import HeldMeetings
from desktop.dialogs.minutes_line import MinutesLine
from desktop.printing.page import Page
from desktop.rooms.meetings import MeetingsRoom
from framework.minutes import EntryKind, HeldMeeting
from storage.held_meetings import read_meeting, running_meeting
from storage.meeting import read_action
from tests.desktop.conftest import TODAY

Hold = Callable[..., HeldMeeting]


@pytest.fixture
def hold(meetings: MeetingsRoom) -> Hold:
    """A function that holds the meeting of a day in which one thing is written down."""

    def hold(day: date, say: str, kind: EntryKind = EntryKind.DECISION, due: date | None = None) -> HeldMeeting:
        book, who = meetings.session.book, meetings.session.author
        desk = read_desk(book, day)
        start_meeting(book=book, who=who, agenda=work_out_agenda(book, desk), business=desk.business)
        meeting = running_meeting(book)
        assert meeting is not None
        write_down(book=book, who=who, meeting=meeting, kind=kind, say=say, person_id=who.id, due_on=due)
        rate(book=book, who=who, meeting=meeting, person_id=who.id, rating=8)
        close_meeting(book=book, who=who, meeting=meeting)
        found = read_meeting(book, meeting.id)
        assert found is not None
        return found

    return hold


def open_held(meetings: MeetingsRoom) -> HeldMeetings:
    meetings.minutes_button.click()
    (found,) = meetings.findChildren(HeldMeetings)
    return found


def days(held: HeldMeetings) -> list[str]:
    return [row.cells[0].text for row in held.list_card.rows()]


def close(held: HeldMeetings) -> None:
    held.reject()
    QApplication.processEvents()


def test_the_newest_comes_first_and_any_word_finds_a_meeting(qtbot: QtBot, meetings: MeetingsRoom, hold: Hold) -> None:
    first = hold(TODAY + timedelta(weeks=6), "A crane for every shop window")
    second = hold(TODAY + timedelta(weeks=7), "No more Saturdays")
    held = open_held(meetings)
    assert held.meeting is not None and held.meeting.id == second.id
    rows = [row.key for row in held.list_card.rows()]
    assert rows[:2] == [second.id, first.id]
    qtbot.keyClicks(held.search_edit, "CRANE window")
    qtbot.keyClick(held.search_edit, Qt.Key.Key_Return)
    (row,) = held.list_card.rows()
    assert row.key == first.id and "A crane for every shop window" in row.cells[1].text
    assert held.meeting is not None and held.meeting.id == first.id
    qtbot.keyClicks(held.search_edit, " elephant")
    qtbot.keyClick(held.search_edit, Qt.Key.Key_Return)
    assert not held.list_card.rows() and held.meeting is None and held.right.isHidden()
    qtbot.keyClick(held.search_edit, Qt.Key.Key_Escape)
    assert len(held.list_card.rows()) == len(rows)
    close(held)


def test_the_minutes_tell_who_when_and_what(meetings: MeetingsRoom, hold: Hold) -> None:
    hold(TODAY + timedelta(weeks=6), "Check LED stock", EntryKind.ACTION, date(2027, 1, 8))
    held = open_held(meetings)
    assert "led" in held.about_label.text() and "Ana 8" in held.about_label.text()
    (row,) = held.written_card.rows()
    assert [cell.text.replace("\N{NO-BREAK SPACE}", " ") for cell in row.cells] == [
        "Action",
        "Check LED stock",
        "Ana by 8 Jan",
    ]
    said = [[cell.text for cell in row.cells] for row in held.items_card.rows()]
    assert any(words[0] == "Risks and exceptions" for words in said)
    assert any(words[1] == "put off" for words in said)
    close(held)


def test_a_line_is_changed_and_taken_out_and_its_action_follows(
    qtbot: QtBot, meetings: MeetingsRoom, hold: Hold
) -> None:
    meeting = hold(TODAY + timedelta(weeks=6), "Check LED stock", EntryKind.ACTION)
    (entry,) = meeting.entries
    notices: list[tuple[str, bool]] = []
    meetings.notice_given.connect(lambda say, undo: notices.append((say, undo)))
    held = open_held(meetings)
    held.edit_line(entry.id)
    (editor,) = held.findChildren(MinutesLine)
    editor.say_edit.setPlainText("Check the LED stock twice")
    qtbot.keyClicks(editor.due_edit, "15 Jan 2027")
    editor.accept()
    QApplication.processEvents()
    book = meetings.session.book
    action = read_action(book, entry.action_id or "")
    assert action is not None and (action.say, action.due_on) == ("Check the LED stock twice", date(2027, 1, 15))
    (row,) = held.written_card.rows()
    assert row.cells[1].text == "Check the LED stock twice"
    held.edit_line(entry.id)
    editor = held.findChildren(MinutesLine)[-1]
    assert editor.remove_button is not None
    editor.remove_button.click()
    assert not held.written_card.rows() and read_action(book, entry.action_id or "") is None
    assert notices == [("Changed in the minutes.", True), ("Taken out of the minutes.", True)]
    book.undo()
    assert read_action(book, entry.action_id or "") is not None
    assert len(held.written_card.rows()) == 1
    close(held)


def test_a_decision_asks_for_nobody_and_an_unchanged_line_writes_nothing(meetings: MeetingsRoom, hold: Hold) -> None:
    meeting = hold(TODAY + timedelta(weeks=6), "No more Saturdays")
    held = open_held(meetings)
    before = meetings.session.book.last_seq
    held.edit_line(meeting.entries[0].id)
    (editor,) = held.findChildren(MinutesLine)
    assert editor.action_form.isHidden()
    editor.kind_box.choose(EntryKind.ACTION.value)
    editor._show_kind()
    assert not editor.action_form.isHidden()
    editor.kind_box.choose(EntryKind.DECISION.value)
    # Its person stays with the line in the file, though a decision shows none.
    assert editor.save() == ""
    editor.say_edit.setPlainText("")
    editor.accept()
    assert editor.say_label.text() == "Write what it is about."
    editor.reject()
    assert meetings.session.book.last_seq == before
    close(held)


def test_what_prints_is_what_is_shown(meetings: MeetingsRoom, hold: Hold, monkeypatch: pytest.MonkeyPatch) -> None:
    pages: list[Page] = []
    monkeypatch.setattr("desktop.printing.preview.preview", lambda _parent, page: pages.append(page))
    hold(TODAY + timedelta(weeks=6), "A crane for every shop window")
    hold(TODAY + timedelta(weeks=7), "No more Saturdays")
    held = open_held(meetings)
    held.show_meeting(held.list_card.rows()[1].key)
    held.preview_button.click()
    (page,) = pages
    assert "A crane for every shop window" in "".join(page.units) and "Saturdays" not in "".join(page.units)
    close(held)


def test_the_menu_opens_them(meetings: MeetingsRoom) -> None:
    window = meetings.window()
    window.show_room("intake")  # type: ignore[attr-defined]
    (entry,) = (a for a in window.menus.business_menu.actions() if a.text() == "&Minutes of the meetings…")  # type: ignore[attr-defined]
    entry.trigger()
    (held,) = meetings.findChildren(HeldMeetings)
    assert meetings.isVisible() and held.isVisible()
    close(held)
