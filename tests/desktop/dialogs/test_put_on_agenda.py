"""Put on the agenda: from every tab, with what is chosen there; changed and taken off in the agenda itself."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from desktop.actions.agenda_items import put_on_agenda
from desktop.dialogs.put_on_agenda import PutOnAgenda
from desktop.rooms.agreement import AgreementRoom
from desktop.rooms.agreement_rules import RulesPage
from desktop.rooms.capacity import CapacityRoom
from desktop.rooms.escalation import EscalationRoom
from desktop.rooms.intake import IntakeRoom
from desktop.rooms.meetings import MeetingsRoom
from desktop.window import Window
from framework.meeting import SectionKind
from storage.book import Author
from storage.held_meetings import added_items
from storage.opening import open_book
from tests.desktop.ladder_shop import raise_it
from widgets.card import PlainLabel

InFile = Callable[..., list[tuple[Any, ...]]]
Ask = Callable[[], PutOnAgenda]
NEWEST = "SELECT section, say, why, deal_id, question_id FROM agenda_item ORDER BY rowid DESC LIMIT 1"
VAN = "Ben · Buy a second van"


@pytest.fixture
def ask(sample_window: Window) -> Iterator[Ask]:
    """A function that asks from the menu in the room on screen; what is still open is closed in the end."""

    def open_it() -> PutOnAgenda:
        (action,) = [
            each for each in sample_window.menus.business_menu.actions() if each.shortcut().toString() == "Ctrl+Shift+A"
        ]
        action.trigger()
        assert sample_window.room is not None
        return sample_window.room.findChildren(PutOnAgenda)[-1]

    yield open_it
    for dialog in sample_window.findChildren(PutOnAgenda):
        dialog.reject()
    QApplication.processEvents()


def test_a_deal_of_intake_goes_on_the_next_agenda(
    qtbot: QtBot, sample_window: Window, intake: IntakeRoom, ask: Ask, in_file: InFile
) -> None:
    deal = intake.deal
    assert deal is not None
    dialog = ask()
    assert dialog.when_label.text() == "Monday's agenda, 23 Nov"
    assert dialog.about_label.text() == f"About the deal with {deal.client}."
    assert dialog.say_edit.toPlainText().startswith(deal.client)
    assert dialog.section() is SectionKind.DEALS_AHEAD
    qtbot.keyClicks(dialog.say_edit, ": which crew?")
    qtbot.keyClicks(dialog.why_edit, "Both are away")
    qtbot.keyClick(dialog.why_edit, Qt.Key.Key_Return)
    ((section, say, why, deal_id, question_id),) = in_file(NEWEST)
    assert (section, why, deal_id, question_id) == ("deals_ahead", "Both are away", deal.id, None)
    assert say.endswith(": which crew?")
    assert sample_window.notice_bar.text().startswith("Monday's agenda, 23 Nov: ")
    sample_window.undo()
    assert say not in [row[1] for row in in_file(NEWEST)]


def test_a_question_and_a_waiting_deal_of_the_ladder(sample_window: Window, ask: Ask, in_file: InFile) -> None:
    assert sample_window.session is not None
    question = raise_it(sample_window.session, subject="Saturdays")
    sample_window.show_question(question.id)
    assert isinstance(sample_window.room, EscalationRoom)
    dialog = ask()
    assert dialog.about_label.text() == "About the question “Saturdays”."
    dialog.accept()
    assert in_file(NEWEST) == [("exceptions", "Saturdays", "", question.deal_id, question.id)]


def test_a_rule_that_the_keyboard_is_on(sample_window: Window, agreement: AgreementRoom, ask: Ask) -> None:
    page = agreement.page
    assert isinstance(page, RulesPage)
    card = next(card for card in page.cards.values() if card.rows())
    card.view.setFocus()
    row = next(row for row in card.rows() if row.key == card.current_key())
    assert ask().say_edit.toPlainText() == row.cells[0].text


def test_a_deal_on_the_board_of_capacity(sample_window: Window, ask: Ask) -> None:
    sample_window.show_room("capacity")
    sample_window.finish_background_work()
    room = sample_window.room
    assert isinstance(room, CapacityRoom)
    room.board.lanes.set_current("")
    assert ask().section() is SectionKind.FORECAST
    lane = room.board.lanes.lanes.lane_at(0)
    assert room.board.lanes.set_current(lane.key)
    assert ask().say_edit.toPlainText().startswith(lane.client)


def test_words_are_needed_and_the_scorecard_waits_for_its_meeting(
    sample_window: Window, meetings: MeetingsRoom, ask: Ask, in_file: InFile
) -> None:
    before = in_file(NEWEST)
    dialog = ask()
    assert dialog.say_edit.toPlainText() == "" and dialog.about_label.isHidden()
    dialog.accept()
    assert dialog.isVisible() and dialog.say_label.text() == "Write what it is about."
    assert in_file(NEWEST) == before
    number = meetings.shown.meeting.number if meetings.shown is not None else 0
    weeks = -number % 4
    dialog.section_box.setCurrentIndex(dialog.section_box.findData("scorecard"))
    day = date(2026, 11, 23 + 7 * weeks) if weeks < 2 else date(2026, 12, 7 * weeks - 7)
    assert dialog.when_label.text().startswith(f"Monday's agenda, {day.day} {day:%b}")


# In the agenda itself


def button(room: MeetingsRoom, name: str) -> QToolButton:
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, 52)  # DeferredDelete: what stood there before
    (found,) = [each for each in room.agenda_card.findChildren(QToolButton) if each.accessibleName().startswith(name)]
    return found


def test_something_more_is_asked_for_under_the_agenda(qtbot: QtBot, meetings: MeetingsRoom, in_file: InFile) -> None:
    (more,) = [each for each in meetings.agenda_card.findChildren(QPushButton) if each.text() == "Put on the agenda…"]
    more.setFocus()
    qtbot.keyClick(more, Qt.Key.Key_Space)
    (dialog,) = meetings.findChildren(PutOnAgenda)
    qtbot.keyClicks(dialog.say_edit, "Christmas closing")
    dialog.accept()
    assert in_file(NEWEST) == [("exceptions", "Christmas closing", "", None, None)]


def test_what_was_put_there_is_changed_by_keyboard(
    qtbot: QtBot, sample_window: Window, meetings: MeetingsRoom, in_file: InFile
) -> None:
    change = button(meetings, f"Change: {VAN}")
    change.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(change, Qt.Key.Key_Space)
    (dialog,) = meetings.findChildren(PutOnAgenda)
    assert dialog.say_edit.toPlainText().startswith("Buy a second van")
    qtbot.keyClicks(dialog.why_edit, "two jobs wait")
    qtbot.keyClick(dialog.why_edit, Qt.Key.Key_Return)
    assert in_file("SELECT why FROM agenda_item WHERE say LIKE 'Buy a second van%'") == [("two jobs wait",)]
    assert "two jobs wait" in button(meetings, f"Change: {VAN}").accessibleName()
    sample_window.undo()
    assert in_file("SELECT why FROM agenda_item WHERE say LIKE 'Buy a second van%'") == [("",)]


@pytest.mark.parametrize("way", ["mouse", "space", "dialog"])
def test_what_was_put_there_is_taken_off_and_comes_back(
    qtbot: QtBot, sample_window: Window, meetings: MeetingsRoom, in_file: InFile, way: str
) -> None:
    count = "SELECT count(*) FROM agenda_item WHERE say LIKE 'Buy a second van%'"
    if way == "dialog":
        button(meetings, f"Change: {VAN}").click()
        (dialog,) = meetings.findChildren(PutOnAgenda)
        assert dialog.remove_button is not None
        dialog.remove_button.click()
    else:
        off = button(meetings, f"Take off the agenda: {VAN}")
        if way == "mouse":
            qtbot.mouseClick(off, Qt.MouseButton.LeftButton)
        else:
            off.setFocus()
            qtbot.keyClick(off, Qt.Key.Key_Space)
    assert in_file(count) == [(0,)]
    assert sample_window.notice_bar.text().startswith("Off the agenda: Buy a second van")
    sample_window.undo()
    assert in_file(count) == [(1,)]


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(
    meetings: MeetingsRoom, sample: Path, in_file: InFile
) -> None:
    button(meetings, f"Change: {VAN}").click()
    (dialog,) = meetings.findChildren(PutOnAgenda)
    with open_book(sample) as theirs, theirs.change("Theirs", who=Author("", "Ben")) as change:
        item = next(each for each in added_items(theirs) if each.say.startswith("Buy a second van"))
        change.update("agenda_item", item.id, {"why": "theirs"}, seen=item.version)
    dialog.say_edit.setPlainText("Mine")
    dialog.accept()
    assert dialog.isVisible() and dialog.say_label.text()
    assert in_file("SELECT count(*) FROM agenda_item WHERE say = 'Mine'") == [(0,)]
    dialog.accept()
    assert not dialog.isVisible()
    assert in_file("SELECT count(*) FROM agenda_item WHERE say = 'Mine'") == [(1,)]


def test_what_was_put_off_three_times_stands_out(meetings: MeetingsRoom) -> None:
    shown = meetings.shown
    assert shown is not None
    sections = [
        section._replace(items=tuple(item._replace(put_off=3 if item.added_id else 2) for item in section.items))
        for section in shown.sections
    ]
    meetings.agenda_card.show_agenda(shown._replace(sections=tuple(sections)), meetings.session.business)
    labels = meetings.agenda_card.findChildren(PlainLabel)
    flagged = [label for label in labels if label.text().endswith("decide it, move it up or drop it")]
    assert [label.text().startswith(VAN) for label in flagged] == [True]
    others = [label for label in labels if label.text().endswith("put off 2 times") and label.text() != VAN]
    assert flagged[0].font().bold() and others and not any(label.font().bold() for label in others[-1:])


def test_the_agenda_says_what_it_has_no_time_for(meetings: MeetingsRoom) -> None:
    session = meetings.session
    for say in ("One", "Two", "Three"):
        put_on_agenda(
            book=session.book, who=session.author, today=session.today, section=SectionKind.BOTTLENECKS, say=say
        )
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, 52)
    lines = [label.text() for label in meetings.agenda_card.findChildren(PlainLabel)]
    start = lines.index("3. Delivery bottlenecks")
    section = lines[start : lines.index("4. Forecast and capacity")]
    # Late: two minutes; not ready: one; three written items of two minutes each; of nine minutes five are there.
    assert section[2] == "needs about 9 of 5 min"
    assert section.index("No time for what follows") == section.index("Ana · Two") - 1
