"""A meeting held on paper is typed in by keyboard alone, in the order of the printed sheet."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from desktop.dialogs.paper_meeting import PaperMeeting
from desktop.rooms.meetings import MeetingsRoom
from framework.agenda import ItemKind, item_key
from framework.minutes import EntryKind, Outcome
from storage.held_meetings import held_meetings
from storage.meeting import read_action
from tests.desktop.conftest import TODAY
from widgets.letter_line import LetterLine


@pytest.fixture
def sheet(qtbot: QtBot, meetings: MeetingsRoom) -> PaperMeeting:
    """The sheet of today's meeting, opened from the menu."""
    window = meetings.window()
    (entry,) = (a for a in window.menus.business_menu.actions() if "held on paper" in a.text())  # type: ignore[attr-defined]
    entry.trigger()
    (found,) = meetings.findChildren(PaperMeeting)
    qtbot.waitUntil(found.isActiveWindow)
    return found


def let_go(sheet: PaperMeeting) -> None:
    sheet.reject()
    sheet.reject()
    QApplication.processEvents()


def here() -> LetterLine:
    focused = QApplication.focusWidget()
    assert isinstance(focused, LetterLine)
    return focused


def test_the_whole_sheet_is_typed_in_without_the_mouse(
    qtbot: QtBot, meetings: MeetingsRoom, sheet: PaperMeeting
) -> None:
    def press(*keys: str | Qt.Key) -> None:
        for key in keys:
            # A person looks at the paper: the key goes where the keyboard is.
            if isinstance(key, Qt.Key):
                qtbot.keyClick(QApplication.focusWidget(), key)
            else:
                qtbot.keyClicks(QApplication.focusWidget(), key)

    enter = Qt.Key.Key_Return
    assert QApplication.focusWidget() is sheet.meeting_box
    press(enter)
    items = [item for section in sheet.agenda.sections for item in section.items if item.kind is not ItemKind.WEEK]
    wanted: dict[str, Outcome] = {}
    letters = {"s": Outcome.SETTLED, "P": Outcome.PUT_OFF, "m": Outcome.MOVED_UP}
    for at, item in enumerate(items):
        assert here() is sheet.items[item_key(item)], "the screen stands where the paper does"
        key = ["s", "P", "m", " ", enter][at % 5]
        if isinstance(key, str) and key in letters:
            wanted[item_key(item)] = letters[key]
        press(key)
    assert QApplication.focusWidget() is sheet.blocks[0].rows[0].say_edit
    ana, ben = meetings.session.business.people[:2]
    press("Check LED stock", enter, ben.name[0], enter, "30 Nov", enter)
    press("Book the lift", enter, enter, enter, enter)
    assert QApplication.focusWidget() is sheet.blocks[1].rows[0].say_edit, "an empty line leads on"
    press("No more Saturdays", enter, enter)
    press("The sign comes in two parts", enter, ana.name[0], enter, "+2", enter, enter)
    press("Why did March slip?", enter, enter)
    press("8", enter, "6", enter)
    while QApplication.focusWidget() is not sheet.used_edit:
        press(enter)
    press("25", enter)
    assert QApplication.focusWidget() is sheet.save_button
    notices: list[tuple[str, bool]] = []
    meetings.notice_given.connect(lambda say, undo: notices.append((say, undo)))
    press(enter)
    assert notices == [("The meeting of 23 Nov is taken in.", True)]
    book = meetings.session.book
    held = held_meetings(book)[0]
    assert held.day == TODAY and held.on_paper and held.ended_at is not None
    assert held.ended_at - held.started_at == timedelta(minutes=25)
    found = {each.key: each.outcome for section in held.sections for each in section.items}
    assert {key: found[key] for key in wanted} == wanted
    assert [(entry.kind, entry.say, entry.person_id, entry.due_on) for entry in held.entries] == [
        (EntryKind.ACTION, "Check LED stock", ben.id, date(2026, 11, 30)),
        (EntryKind.ACTION, "Book the lift", None, None),
        (EntryKind.DECISION, "No more Saturdays", None, None),
        (EntryKind.CLIENT, "The sign comes in two parts", ana.id, date(2026, 11, 25)),
        (EntryKind.LOOKING_BACK, "Why did March slip?", None, None),
    ]
    assert dict(held.ratings) == {ana.id: 8, ben.id: 6}
    action = read_action(book, held.entries[0].action_id or "")
    assert action is not None and action.agreed_on == TODAY
    book.undo()
    assert held_meetings(book)[0].day < TODAY


def test_a_letter_is_taken_back_and_escape_asks_before_it_lets_go(qtbot: QtBot, sheet: PaperMeeting) -> None:
    qtbot.keyClick(sheet.meeting_box, Qt.Key.Key_Return)
    first = here()
    qtbot.keyClick(first, "d")
    assert first.value() == "dropped" and "dropped" in first.accessibleName()
    qtbot.keyClick(here(), Qt.Key.Key_Up)
    assert here() is first
    cancel = sheet.buttons.button(QDialogButtonBox.StandardButton.Cancel)
    qtbot.keyClick(first, Qt.Key.Key_Escape)
    assert sheet.isVisible() and "not saved yet" in sheet.say_label.text() and cancel.text() == "Let it go"
    qtbot.keyClick(sheet.save_button, Qt.Key.Key_Escape)
    assert sheet.isVisible() and not sheet.say_label.text()
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Backspace)
    assert not first.value() and not sheet.is_changed()
    qtbot.keyClick(first, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_another_meeting_has_another_sheet_and_keeps_the_letters_of_the_same_things(
    qtbot: QtBot, sheet: PaperMeeting
) -> None:
    today = set(sheet.items)
    qtbot.keyClick(sheet.meeting_box, Qt.Key.Key_Down)
    assert sheet.agenda.meeting.day == TODAY - timedelta(weeks=3)
    both = next(key for key in sheet.items if key in today)
    assert set(sheet.items) != today
    sheet.items[both].set_value("settled")
    qtbot.keyClick(sheet.meeting_box, Qt.Key.Key_Up)
    assert sheet.agenda.meeting.day == TODAY and set(sheet.items) == today
    assert sheet.items[both].value() == "settled"
    let_go(sheet)


def test_a_day_that_is_none_is_said_and_nothing_is_lost(
    qtbot: QtBot, meetings: MeetingsRoom, sheet: PaperMeeting
) -> None:
    row = sheet.blocks[0].rows[0]
    qtbot.keyClicks(row.say_edit, "Check LED stock")
    assert row.due_edit is not None
    qtbot.keyClicks(row.due_edit, "whenever")
    sheet.accept()
    assert sheet.isVisible() and "write a day" in sheet.say_label.text()
    row.due_edit.setText("")
    row.due_edit.setModified(True)
    qtbot.keyClicks(sheet.rating_edits[meetings.session.business.people[0].id], "11")
    sheet.accept()
    assert sheet.isVisible() and row.say_edit.text() == "Check LED stock"
    assert held_meetings(meetings.session.book)[0].day < TODAY
    let_go(sheet)
