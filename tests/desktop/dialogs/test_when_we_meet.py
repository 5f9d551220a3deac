"""When we meet: the series planned and planned anew, single meetings moved and left out, the calendar file."""

from collections.abc import Callable, Iterator
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
import vobject
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from desktop.dialogs.put_on_agenda import PutOnAgenda
from desktop.dialogs.series_editor import SeriesEditor
from desktop.dialogs.turn_editor import TurnEditor
from desktop.dialogs.when_we_meet import WhenWeMeet
from desktop.rooms.meetings import MeetingsRoom
from desktop.window import Window
from storage.book import Author
from storage.business import read_series_id
from storage.opening import open_book

InFile = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture
def page(meetings: MeetingsRoom) -> Iterator[WhenWeMeet]:
    """The page, opened from the line under the title."""
    meetings.when_button.click()
    (found,) = meetings.findChildren(WhenWeMeet)
    yield found
    for dialog in (*found.findChildren(QDialog), found):
        dialog.reject()
    QApplication.processEvents()


def lines(page: WhenWeMeet) -> list[str]:
    return [" | ".join(cell.text for cell in row.cells if cell.text) for row in page.turns_card.rows()]


def turn_editor(page: WhenWeMeet) -> TurnEditor:
    (found,) = [each for each in page.findChildren(TurnEditor) if each.isVisible()]
    return found


def series_editor(parent: Any) -> SeriesEditor:
    (found,) = parent.findChildren(SeriesEditor)
    return found


def test_half_a_year_of_turns_with_who_leads(page: WhenWeMeet) -> None:
    assert page.series_label.text() == "Weekly · Monday · 09:00 · 30 min"
    said = lines(page)
    assert len(said) == 26
    assert said[:3] == [
        "Mon 23 Nov, 09:00 | Ben leads",
        "Mon 30 Nov, 09:00 | Ana leads",
        "Mon 7 Dec, 09:00 | Ben leads",
    ]


def test_a_meeting_is_moved_by_keyboard_and_undone(
    qtbot: QtBot, sample_window: Window, page: WhenWeMeet, in_file: InFile
) -> None:
    qtbot.keyClick(page.turns_card.view, Qt.Key.Key_Down)
    qtbot.keyClick(page.turns_card.view, Qt.Key.Key_Return)
    editor = turn_editor(page)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is editor)
    assert editor.windowTitle() == "The meeting of Mon 30 Nov"
    assert editor.planned_button.isChecked() and not editor.day_edit.isVisible()
    qtbot.keyClick(editor.planned_button, Qt.Key.Key_Down)
    assert editor.move_button.isChecked() and editor.day_edit.isVisible()
    editor.day_edit.selectAll()
    qtbot.keyClicks(editor.day_edit, "2 Dec")
    qtbot.keyClicks(editor.starts_edit, "14")
    qtbot.keyClicks(editor.reason_edit, "Ana at the dentist")
    qtbot.keyClick(editor.reason_edit, Qt.Key.Key_Return)
    moves = "SELECT planned_on, day, starts, reason FROM meeting_move"
    assert in_file(moves) == [("2026-11-30", "2026-12-02", "14:00", "Ana at the dentist")]
    assert lines(page)[1] == "Wed 2 Dec, 14:00 | Ana leads | moved from Mon 30 Nov: Ana at the dentist"
    assert sample_window.notice_bar.text() == "The meeting of Mon 30 Nov is now on Wed 2 Dec, 14:00."
    sample_window.undo()
    assert in_file(moves) == []
    assert lines(page)[1] == "Mon 30 Nov, 09:00 | Ana leads"


def test_a_meeting_is_left_out_and_held_as_planned_again(qtbot: QtBot, page: WhenWeMeet, in_file: InFile) -> None:
    qtbot.keyClick(page.turns_card.view, Qt.Key.Key_Down)
    qtbot.keyClick(page.turns_card.view, Qt.Key.Key_Delete)
    editor = turn_editor(page)
    assert editor.skip_button.isChecked()
    qtbot.keyClicks(editor.reason_edit, "Trade fair")
    editor.accept()
    assert lines(page)[1] == "Mon 30 Nov | left out: Trade fair"
    page.edit_turn("2026-11-30")
    editor = turn_editor(page)
    assert editor.skip_button.isChecked() and editor.reason_edit.text() == "Trade fair"
    editor.planned_button.click()
    editor.accept()
    assert lines(page)[1] == "Mon 30 Nov, 09:00 | Ana leads"
    assert in_file("SELECT count(*) FROM meeting_move") == [(0,)]


def test_what_can_not_be_is_said_and_what_was_typed_stays(page: WhenWeMeet, in_file: InFile) -> None:
    page.edit_turn("2026-11-30")
    editor = turn_editor(page)
    editor.move_button.click()
    for day, said in ((date(2026, 12, 7), "the next meeting"), (date(2026, 11, 20), "over"), (None, "which day")):
        editor.day_edit.set_value(day)
        editor.accept()
        assert editor.isVisible() and said in editor.say_label.text()
    editor.day_edit.set_value(date(2026, 11, 30))
    editor.accept()
    assert not editor.isVisible() and in_file("SELECT count(*) FROM meeting_move") == [(0,)], "nothing was changed"


def test_a_holiday_says_why_a_meeting_steps_aside(page: WhenWeMeet, sample_window: Window) -> None:
    session = sample_window.session
    assert session is not None
    with session.book.change("Off", who=session.author) as change:
        change.add("day_off", {"day": date(2026, 12, 7), "name": "Stock-taking", "kind": "own"})
    assert lines(page)[2] == "Tue 8 Dec, 09:00 | Ben leads | steps aside from Mon 7 Dec: Stock-taking"


def test_with_a_meeting_that_goes_on_the_next_one_is_planned(
    meetings: MeetingsRoom, page: WhenWeMeet, sample_window: Window
) -> None:
    meetings.start_meeting()
    assert lines(page)[0] == "Mon 23 Nov, 09:00 | Ben leads | has begun already"
    page.edit_turn("2026-11-23")
    editor = turn_editor(page)
    editor.skip_button.click()
    editor.accept()
    assert editor.isVisible() and editor.say_label.text() == "That meeting has begun already."
    page.change()
    assert series_editor(page).next_label.text().splitlines()[0] == "Mon 30 Nov, 09:00, Ana leads"
    put = PutOnAgenda(meetings.session, parent=page)
    assert put.when_label.text() == "Monday's agenda, 30 Nov"


# The series


def test_another_rhythm_shows_its_next_three_meetings_as_it_is_typed(
    qtbot: QtBot, sample_window: Window, page: WhenWeMeet, in_file: InFile
) -> None:
    page.change_button.click()
    editor = series_editor(page)
    assert editor.next_label.text().splitlines()[0] == "Mon 23 Nov, 09:00, Ben leads"
    editor.weekday_box.setCurrentIndex(editor.weekday_box.findData(2))
    editor.rhythm_box.setCurrentIndex(editor.rhythm_box.findData(2))
    editor.starts_edit.selectAll()
    qtbot.keyClicks(editor.starts_edit, "8:30")
    editor.lead_box.setCurrentText("Ana")
    editor.keep_box.setCurrentText("Ben")
    assert editor.next_label.text().splitlines() == [
        "Wed 25 Nov, 08:30, Ana leads",
        "Wed 9 Dec, 08:30, Ben leads",
        "Wed 23 Dec, 08:30, Ana leads",
    ]
    assert in_file("SELECT weekday, starts FROM meeting_series") == [(0, "09:00")], "nothing is written yet"
    editor.minutes_edit.selectAll()
    qtbot.keyClicks(editor.minutes_edit, "15")
    qtbot.keyClick(editor.minutes_edit, Qt.Key.Key_Return)
    assert in_file("SELECT weekday, starts, minutes, every_weeks FROM meeting_series") == [(2, "08:30", 15, 2)]
    assert lines(page)[:2] == ["Wed 25 Nov, 08:30 | Ana leads", "Wed 9 Dec, 08:30 | Ben leads"]
    assert sample_window.notice_bar.text() == "The next meeting: Wed 25 Nov, 08:30, Ana leads."
    sample_window.undo()
    assert lines(page)[0] == "Mon 23 Nov, 09:00 | Ben leads"


def test_planned_anew_single_meetings_that_were_moved_are_dropped_and_undo_brings_them_back(
    sample_window: Window, page: WhenWeMeet, in_file: InFile
) -> None:
    page.leave_out("2026-11-30")
    turn_editor(page).accept()
    count = "SELECT count(*) FROM meeting_move"
    page.change()
    editor = series_editor(page)
    editor.starts_edit.set_value(time(10))
    editor.accept()
    assert in_file(count) == [(0,)]
    assert lines(page)[1] == "Mon 30 Nov, 10:00 | Ana leads"
    sample_window.undo()
    assert in_file(count) == [(1,)]
    assert lines(page)[1] == "Mon 30 Nov | left out"


def test_what_somebody_else_planned_meanwhile_is_said_first(page: WhenWeMeet, sample: Path, in_file: InFile) -> None:
    page.change()
    editor = series_editor(page)
    with open_book(sample) as theirs, theirs.change("Theirs", who=Author("", "Ben")) as change:
        change.update("meeting_series", read_series_id(theirs), {"starts": "11:00"})
    page._session.catch_up()
    editor.minutes_edit.set_value(20)
    editor.accept()
    assert editor.isVisible() and "otherwise" in editor.say_label.text()
    assert in_file("SELECT starts, minutes FROM meeting_series") == [("11:00", 30)]
    editor.accept()
    assert in_file("SELECT starts, minutes FROM meeting_series") == [("09:00", 20)]


def test_one_person_twice_and_empty_fields_are_not_taken(page: WhenWeMeet, in_file: InFile) -> None:
    page.change()
    editor = series_editor(page)
    editor.keep_box.setCurrentText("Ben")
    editor.accept()
    assert editor.isVisible() and "two people" in editor.say_label.text() and "two people" in editor.next_label.text()
    editor.keep_box.setCurrentText("Ana")
    editor.starts_edit.clear()
    editor.starts_edit.setModified(True)
    editor.accept()
    assert editor.isVisible() and "time of day" in editor.starts_edit.error()
    assert in_file("SELECT starts FROM meeting_series") == [("09:00",)]


def test_saved_as_it_was_nothing_is_written(sample_window: Window, page: WhenWeMeet) -> None:
    assert sample_window.session is not None
    before = sample_window.session.book.last_seq
    page.change()
    series_editor(page).accept()
    assert sample_window.session.book.last_seq == before


def test_a_business_without_a_meeting_plans_its_first(open_window: Callable[[Path], Window], blank: Path) -> None:
    window = open_window(blank)
    session = window.session
    assert session is not None
    if session.business.series is not None:
        with session.book.change("None", who=session.author) as change:
            for (key,) in session.book.rows("SELECT id FROM meeting_series"):
                change.remove("meeting_series", key)
    window.show_room("meetings")
    room = window.rooms["meetings"]
    assert isinstance(room, MeetingsRoom) and room.empty.isVisible()
    (button,) = [each for each in room.empty.findChildren(QPushButton) if each.isVisible()]
    assert button.text() == "Plan the meeting"
    button.click()
    editor = series_editor(room)
    assert editor.next_label.text().splitlines()[0] == "Mon 23 Nov, 09:00, Ana leads"
    editor.accept()
    assert session.business.series is not None and session.business.series.starts == time(9)
    assert room.content.isVisible()


# The calendar file


def test_the_calendar_file_is_saved_where_somebody_wants_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, page: WhenWeMeet
) -> None:
    wanted = tmp_path / "our meeting"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(wanted), "*.ics"))
    page.calendar_button.click()
    data = (tmp_path / "our meeting.ics").read_text(encoding="utf-8")
    first = vobject.readOne(data).vevent_list[0]
    assert f"{first.dtstart.value:%Y-%m-%d %H:%M}" == "2026-11-23 09:00"
    assert page.say_label.text() == "Saved our meeting.ics. Open it in your calendar program."
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "no" / "a.ics"), "*.ics"))
    page.calendar_button.click()
    QApplication.processEvents()
    assert "Saved" not in page.say_label.text() and page.say_label.text()
