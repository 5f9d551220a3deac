"""A meeting in the window: started, led through its sections by key, written down, closed; or left lying."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions.agenda_items import put_on_agenda
from desktop.dialogs.close_meeting import CloseMeeting
from desktop.dialogs.decide_question import DecideQuestion
from desktop.dialogs.minutes_line import MinutesLine
from desktop.dialogs.move_up import MoveUp
from desktop.dialogs.raise_question import RaiseQuestion
from desktop.dialogs.start_meeting import StartMeeting
from desktop.rooms.meetings import MeetingsRoom
from desktop.rooms.running_agenda import RunningAgenda
from desktop.rooms.running_meeting import RunningMeeting
from desktop.window import Window
from desktop.wording.running import clock_text
from framework.meeting import SectionKind
from framework.minutes import EntryKind, HeldItem, Outcome
from storage.book import Author
from tests.desktop.focus import wait_for_focus
from widgets.card import PlainLabel
from widgets.week_strip import WeekStrip

InFile = Callable[..., list[tuple[Any, ...]]]
SetClock = Callable[[datetime], None]
BEGIN = datetime(2026, 11, 23, 9, 2, tzinfo=UTC)
BEN = Author("", "Ben")


@pytest.fixture
def at(set_clock: SetClock) -> Callable[..., None]:
    """A function that says how long after the start of the meeting it is."""

    def later(**since: float) -> None:
        set_clock(BEGIN + timedelta(**since))

    later()
    return later


@pytest.fixture
def running(at: Callable[..., None], meetings: MeetingsRoom) -> RunningMeeting:
    """The meeting of the sample business, just begun by a click."""
    meetings.start_button.click()
    assert meetings.running is not None and meetings.running.meeting is not None
    return meetings.running


def wall(meetings: MeetingsRoom, **since: float) -> str:
    """Return what the clock on the wall says so long after the start."""
    return f"{(BEGIN + timedelta(**since)).astimezone(meetings.session.desk.zone):%H:%M}"


def press(qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key, modifiers)
    QApplication.processEvents()


def item(running: RunningMeeting, words: str) -> HeldItem:
    assert running.meeting is not None
    (found,) = [held for section in running.meeting.sections for held in section.items if words in held.item.frozen]
    return found


def stand_on(running: RunningMeeting, words: str) -> QWidget:
    row = running.agenda.row(item(running, words).id)
    row.setFocus()
    assert row.hasFocus()
    return row


def dialog(running: RunningMeeting, kind: type[Any]) -> Any:
    QApplication.processEvents()
    found = [one for one in running.findChildren(kind) if one.isVisible()]
    assert len(found) == 1, found
    return found[0]


def section(running: RunningMeeting) -> SectionKind:
    assert running.meeting is not None
    return running.meeting.section


def test_a_click_begins_the_meeting_with_its_agenda_as_it_is(
    meetings: MeetingsRoom, running: RunningMeeting, sample_window: Window, in_file: InFile
) -> None:
    assert running.isVisible() and not meetings.content.isVisible()
    assert running.title_label.text() == "Handshake, Monday 23 November 2026"
    assert running.line_label.text() == f"Since {wall(meetings)} · Ben leads, Ana keeps time"
    assert running.clock.title_label.text() == "Since last week"
    assert running.clock.time_label.text() == "3:00"
    assert running.clock.next_button.hasFocus(), "the keyboard is where the meeting goes on"
    assert in_file("SELECT day, section, ended_at FROM meeting WHERE ended_at IS NULL") == [
        ("2026-11-23", "since_last_time", None)
    ]
    sample_window.undo()
    assert meetings.content.isVisible() and not running.isVisible()
    assert in_file("SELECT day FROM meeting WHERE ended_at IS NULL") == []


def test_space_goes_through_the_sections_and_the_clock_counts_each(
    qtbot: QtBot, at: Callable[..., None], running: RunningMeeting
) -> None:
    at(minutes=2, seconds=30)
    press(qtbot, Qt.Key.Key_Space)
    assert section(running) is SectionKind.DEALS_AHEAD
    assert running.agenda.block(SectionKind.SINCE_LAST_TIME).time_label.text().replace("\xa0", " ") == "2 of 3 min"
    at(minutes=5, seconds=18)
    running._show_time()
    assert running.clock.time_label.text() == "4:12"
    assert running.clock.line_label.text() == "of 7:00 · next: delivery bottlenecks"
    assert running.clock.whole_label.text().replace("\xa0", " ") == "5 of 30 min"
    at(minutes=10, seconds=10)
    running._show_time()
    assert running.clock.time_label.text() == "+0:40", "a gentle overrun"
    stand_on(running, "Harbour Brewery · Projecting sign")
    press(qtbot, Qt.Key.Key_Space)
    assert section(running) is SectionKind.BOTTLENECKS
    press(qtbot, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert section(running) is SectionKind.DEALS_AHEAD
    running.write_card.say_edit.setFocus()
    press(qtbot, Qt.Key.Key_F8)
    assert section(running) is SectionKind.BOTTLENECKS
    press(qtbot, Qt.Key.Key_Space)
    assert section(running) is SectionKind.BOTTLENECKS, "in a field, Space is a space"


def test_the_clock_stands_still_and_goes_on(at: Callable[..., None], running: RunningMeeting, in_file: InFile) -> None:
    at(minutes=1)
    running.clock.pause_button.click()
    at(minutes=9)
    running._show_time()
    assert running.clock.time_label.text() == "2:00"
    assert "stands still" in running.line_label.text()
    assert running.clock.pause_button.text() == "Go on"
    running.clock.pause_button.click()
    at(minutes=9, seconds=30)
    running._show_time()
    assert running.clock.time_label.text() == "1:30"
    assert in_file(
        "SELECT used_seconds FROM meeting_section s JOIN meeting m ON m.id = s.meeting_id "
        "WHERE m.ended_at IS NULL AND s.kind = 'since_last_time'"
    ) == [(60,)]


@pytest.mark.parametrize(
    ("kind", "who"),
    [(EntryKind.DECISION, None), (EntryKind.ACTION, "Ben"), (EntryKind.CLIENT, "Ana"), (EntryKind.NOTE, None)],
)
def test_what_is_written_stands_under_its_section(
    qtbot: QtBot, running: RunningMeeting, in_file: InFile, kind: EntryKind, who: str | None
) -> None:
    card = running.write_card
    card.kind_buttons[kind].click()
    assert card.say_edit.hasFocus()
    assert card.acting.isVisible() == (who is not None)
    if who is not None:
        card.person_box.setCurrentText(who)
        card.due_edit.setFocus()
        qtbot.keyClicks(card.due_edit, "25 Nov")
    card.say_edit.setFocus()
    qtbot.keyClicks(card.say_edit, "The fascia waits")
    press(qtbot, Qt.Key.Key_Return)
    assert card.say_edit.text() == "" and card.say_edit.hasFocus()
    assert running.meeting is not None
    (entry,) = running.meeting.entries
    assert (entry.kind, entry.say, entry.section) == (kind, "The fascia waits", SectionKind.SINCE_LAST_TIME)
    found = in_file(
        "SELECT p.name, a.due_on FROM action a JOIN person p ON p.id = a.person_id WHERE a.say = 'The fascia waits'"
    )
    assert found == ([] if who is None else [(who, "2026-11-25")])
    texts = [label.text() for label in running.agenda.row(entry.id).findChildren(PlainLabel)]
    assert any(text.startswith("The fascia waits") for text in texts)


def test_enter_adds_from_every_field_of_an_action(qtbot: QtBot, running: RunningMeeting) -> None:
    card = running.write_card
    for number, field in enumerate((card.say_edit, card.person_box, card.due_edit)):
        card.say_edit.setFocus()
        qtbot.keyClicks(card.say_edit, f"Ring the lift people, {number}")
        field.setFocus()
        if field is card.due_edit:
            qtbot.keyClicks(card.due_edit, "1 Dec")
        qtbot.keyClick(field, Qt.Key.Key_Return)
        assert card.say_edit.text() == ""
    assert running.meeting is not None
    assert [entry.say for entry in running.meeting.entries if "lift" in entry.say] == [
        f"Ring the lift people, {number}" for number in range(3)
    ]


def test_what_is_typed_and_not_added_is_not_lost_by_closing(qtbot: QtBot, running: RunningMeeting) -> None:
    """It is added first; where something is wrong with it, the meeting stays open and the keyboard is there."""
    card = running.write_card
    card.say_edit.setText("Ring the lift people")
    card.due_edit.setText("some day")
    card.due_edit.setModified(True)
    running.ask_to_close()
    assert not [each for each in QApplication.topLevelWidgets() if isinstance(each, CloseMeeting) and each.isVisible()]
    wait_for_focus(card.due_edit, qtbot)
    card.due_edit.setText("1 Dec")
    card.due_edit.setModified(True)
    running.ask_to_close()
    assert running.meeting is not None
    assert running.meeting.entries[-1].say == "Ring the lift people"
    dialog(running, CloseMeeting).reject()


def test_a_line_is_changed_by_enter(qtbot: QtBot, running: RunningMeeting, in_file: InFile) -> None:
    running.write_card.kind_buttons[EntryKind.DECISION].click()
    qtbot.keyClicks(running.write_card.say_edit, "Three weks")
    press(qtbot, Qt.Key.Key_Return)
    assert running.meeting is not None
    running.agenda.row(running.meeting.entries[0].id).setFocus()
    press(qtbot, Qt.Key.Key_Return)
    line = dialog(running, MinutesLine)
    line.say_edit.setPlainText("Three weeks")
    line.accept()
    assert in_file("SELECT say FROM meeting_entry WHERE say LIKE 'Three%'") == [("Three weeks",)]


def test_the_weeks_stand_there_as_they_were_when_the_meeting_began(
    meetings: MeetingsRoom, at: Callable[..., None], in_file: InFile
) -> None:
    shown = meetings.agenda_card.findChildren(WeekStrip)[0]
    before = [(bar.sold, bar.likely, bar.capacity, bar.over) for bar in shown.weeks()]
    meetings.start_button.click()
    assert meetings.running is not None
    kept = meetings.running.agenda.block(SectionKind.FORECAST).findChildren(WeekStrip)[0]
    assert [(bar.sold, bar.likely, bar.capacity, bar.over) for bar in kept.weeks()] == before
    assert len(before) == 7 and any(sold for sold, *_ in before)


def test_one_key_parks_what_looks_back(qtbot: QtBot, running: RunningMeeting) -> None:
    card = running.write_card
    card.say_edit.setFocus()
    qtbot.keyClicks(card.say_edit, "Why did the March install slip?")
    press(qtbot, Qt.Key.Key_F9)
    assert running.parked_label.text() == "Why did the March install slip?"
    assert running.share_label.text() == "All that was written down looks back."
    card.kind_buttons[EntryKind.DECISION].click()
    qtbot.keyClicks(card.say_edit, "We look ahead")
    press(qtbot, Qt.Key.Key_Return)
    assert running.share_label.text() == "1 of 2 lines look back."
    stand_on(running, "Harbour Brewery · Projecting sign")
    press(qtbot, Qt.Key.Key_F9)
    assert running.parked_label.text().splitlines()[1].startswith("Harbour Brewery")
    assert running.agenda.row(item(running, "Harbour Brewery · Projecting sign").id).hasFocus()


@pytest.mark.parametrize(
    ("key", "outcome"),
    [(Qt.Key.Key_S, Outcome.SETTLED), (Qt.Key.Key_P, Outcome.PUT_OFF), (Qt.Key.Key_D, Outcome.DROPPED)],
)
def test_a_letter_says_what_became_of_an_item(
    qtbot: QtBot, sample_window: Window, running: RunningMeeting, key: Qt.Key, outcome: Outcome
) -> None:
    stand_on(running, "Harbour Brewery · Projecting sign")
    press(qtbot, key)
    assert item(running, "Harbour Brewery · Projecting sign").outcome is outcome
    row = running.agenda.row(item(running, "Harbour Brewery · Projecting sign").id)
    assert row.hasFocus(), "the keyboard stays on it"
    sample_window.undo()
    assert item(running, "Harbour Brewery · Projecting sign").outcome is None


def test_a_bottleneck_is_ticked_with_the_mouse_and_opened_again(running: RunningMeeting) -> None:
    row = running.agenda.row(item(running, "Mill Bakery · Menu boards").id)
    row.box.click()
    assert item(running, "Mill Bakery · Menu boards").outcome is Outcome.SETTLED
    again = running.agenda.row(item(running, "Mill Bakery · Menu boards").id)
    assert again.box.isChecked()
    menu = again.make_menu()
    (reopen,) = [action for action in menu.actions() if action.text() == "Open again"]
    reopen.trigger()
    assert item(running, "Mill Bakery · Menu boards").outcome is None


def test_an_action_is_ticked_in_the_meeting(qtbot: QtBot, running: RunningMeeting, in_file: InFile) -> None:
    stand_on(running, "Call Mill Bakery")
    press(qtbot, Qt.Key.Key_S)
    done = "SELECT done_on FROM action WHERE say LIKE 'Call Mill%'"
    assert in_file(done) == [("2026-11-23",)]
    running.agenda.row(item(running, "Call Mill Bakery").id).box.click()
    assert in_file(done) == [(None,)]


def test_a_question_of_the_second_step_is_decided_in_place(
    qtbot: QtBot, running: RunningMeeting, in_file: InFile
) -> None:
    stand_on(running, "Question: Hartley Gym")
    press(qtbot, Qt.Key.Key_Return)
    decide = dialog(running, DecideQuestion)
    decide.say_edit.setPlainText("Two now, one in January.")
    decide.accept()
    assert item(running, "Question: Hartley Gym").outcome is Outcome.SETTLED
    assert in_file("SELECT say FROM decision WHERE say LIKE 'Two now%'") == [("Two now, one in January.",)]


def test_a_question_moves_up_from_the_meeting(qtbot: QtBot, running: RunningMeeting, in_file: InFile) -> None:
    stand_on(running, "Question: Hartley Gym")
    press(qtbot, Qt.Key.Key_M)
    move = dialog(running, MoveUp)
    move.words_edit.setPlainText("We looked for three weeks of hours and found two.")
    move.reject()
    assert item(running, "Question: Hartley Gym").outcome is None, "nothing moved, nothing is said"
    running.do(item(running, "Question: Hartley Gym").id, Outcome.MOVED_UP)
    move = dialog(running, MoveUp)
    move.words_edit.setPlainText("We looked for three weeks of hours and found two.")
    move.accept()
    assert item(running, "Question: Hartley Gym").outcome is Outcome.MOVED_UP


def test_what_somebody_wrote_down_becomes_a_question(
    qtbot: QtBot, at: Callable[..., None], meetings: MeetingsRoom, in_file: InFile
) -> None:
    session = meetings.session
    put_on_agenda(
        book=session.book,
        who=BEN,
        today=session.today,
        section=SectionKind.EXCEPTIONS,
        say="Who pays for a second lift?",
    )
    meetings.start_button.click()
    running = meetings.running
    assert running is not None
    stand_on(running, "Who pays for a second lift?")
    press(qtbot, Qt.Key.Key_M)
    raising = dialog(running, RaiseQuestion)
    assert "Who pays for a second lift?" in raising.subject_edit.text()
    raising.words_edit.setPlainText("It comes up twice a month.")
    raising.accept()
    assert item(running, "Who pays for a second lift?").outcome is Outcome.MOVED_UP
    assert in_file("SELECT settled_on FROM agenda_item WHERE say LIKE 'Who pays%'") == [("2026-11-23",)]


def test_closing_says_what_is_put_off_and_asks_how_good_it_was(
    qtbot: QtBot,
    at: Callable[..., None],
    sample_window: Window,
    meetings: MeetingsRoom,
    running: RunningMeeting,
    in_file: InFile,
) -> None:
    qtbot.keyClicks(running.write_card.say_edit, "Ring the lift people")
    running.write_card.person_box.setCurrentText("Nobody yet")
    running.write_card.add()
    at(minutes=28)
    running.close_button.click()
    closing = dialog(running, CloseMeeting)
    said = "\n".join(label.text() for label in closing.findChildren(PlainLabel)).replace("\xa0", " ")
    assert "28 of 30 min · 1 action" in said
    assert "Without a name or a day" in said and "Ring the lift people" in said
    assert "items are put off:" in said and "Harbour Brewery · Projecting sign" in said
    ana, ben = closing.ratings.values()
    ana.setFocus()
    press(qtbot, Qt.Key.Key_9)
    ben.setFocus()
    press(qtbot, Qt.Key.Key_0)
    assert (ana.value(), ben.value()) == (9, 10)
    closing.accept()
    assert in_file(
        "SELECT rating FROM meeting_rating r JOIN meeting m ON m.id = r.meeting_id "
        "WHERE m.day = '2026-11-23' ORDER BY rating"
    ) == [(9,), (10,)]
    assert meetings.content.isVisible() and not running.isVisible()
    assert meetings.title_label.text() == "Handshake, Monday 30 November 2026"
    assert "The meeting is closed: 1 action." in sample_window.notice_bar.text()
    sample_window.undo()
    assert running.isVisible(), "Undo opens it again"


def test_after_the_last_section_space_asks_to_close(qtbot: QtBot, running: RunningMeeting) -> None:
    for _ in range(5):
        press(qtbot, Qt.Key.Key_Space)
    assert section(running) is SectionKind.CLOSE
    assert running.clock.next_button.text() == "Close the meeting…"
    press(qtbot, Qt.Key.Key_Space)
    dialog(running, CloseMeeting).reject()
    assert running.meeting is not None


def test_a_meeting_that_was_left_lying_goes_on_without_the_time_between(
    at: Callable[..., None], meetings: MeetingsRoom, running: RunningMeeting
) -> None:
    at(minutes=2)
    running.write_card.say_edit.setText("Written at two minutes")
    running.write_card.add()
    at(hours=5)
    running._show_time()
    assert running.interrupted_card.isVisible() and not running.clock.isVisible()
    assert wall(meetings, minutes=2) in running.interrupted_label.text()
    running.go_on_button.click()
    assert not running.interrupted_card.isVisible()
    assert running.clock.time_label.text() == "1:00", "two of three minutes were used"


def test_a_meeting_that_was_left_lying_is_closed_as_it_stood(
    at: Callable[..., None], meetings: MeetingsRoom, running: RunningMeeting, in_file: InFile
) -> None:
    at(minutes=2)
    running.write_card.say_edit.setText("Written at two minutes")
    running.write_card.add()
    at(days=1)
    running._show_time()
    assert running.close_then_button.text() == f"Close it as of {wall(meetings, minutes=2)}…"
    running.close_then_button.click()
    dialog(running, CloseMeeting).accept()
    (ended, used) = in_file(
        "SELECT ended_at, (SELECT SUM(used_seconds) FROM meeting_section WHERE meeting_id = m.id) FROM meeting m "
        "WHERE day = '2026-11-23'"
    )[0]
    assert datetime.fromisoformat(ended).astimezone(UTC) == BEGIN + timedelta(minutes=2)
    assert used == 120


def test_a_meeting_is_thrown_away_and_comes_back(
    at: Callable[..., None], sample_window: Window, meetings: MeetingsRoom, running: RunningMeeting
) -> None:
    at(hours=5)
    running._show_time()
    running.throw_away_button.click()
    assert meetings.content.isVisible()
    assert "thrown away" in sample_window.notice_bar.text()
    sample_window.undo()
    assert running.isVisible()


def test_another_day_than_planned_is_asked_first(
    meetings: MeetingsRoom, running: RunningMeeting, at: Callable[..., None], in_file: InFile
) -> None:
    running.ask_to_close()
    dialog(running, CloseMeeting).accept()
    meetings.start_button.click()
    (asking,) = [one for one in meetings.findChildren(StartMeeting) if one.isVisible()]
    assert any("Monday 30 November 2026" in label.text() for label in asking.findChildren(PlainLabel))
    asking.reject()
    assert not running.isVisible()
    meetings.start_button.click()
    next(one for one in meetings.findChildren(StartMeeting) if one.isVisible()).accept()
    assert running.isVisible()
    assert in_file("SELECT day, planned_on FROM meeting WHERE ended_at IS NULL") == [("2026-11-23", "2026-11-30")]


def test_two_windows_see_one_meeting(
    qtbot: QtBot, at: Callable[..., None], sample: Path, open_window: Callable[[Path], Window], running: RunningMeeting
) -> None:
    other = open_window(sample)
    other.show_room("meetings")
    room = other.rooms["meetings"]
    assert isinstance(room, MeetingsRoom) and room.running is not None and room.running.isVisible()
    running.write_card.say_edit.setText("half a sen")
    room.running.go_next()
    running._session.catch_up()
    assert section(running) is SectionKind.DEALS_AHEAD
    assert running.write_card.say_edit.text() == "half a sen", "what is being typed stays"


def test_arrows_go_through_the_rows_and_tab_stops_at_one(qtbot: QtBot, running: RunningMeeting) -> None:
    agenda: RunningAgenda = running.agenda
    agenda.rows[0].setFocus()
    press(qtbot, Qt.Key.Key_Down)
    assert agenda.rows[1].hasFocus()
    press(qtbot, Qt.Key.Key_End)
    assert agenda.rows[-1].hasFocus()
    press(qtbot, Qt.Key.Key_Home)
    press(qtbot, Qt.Key.Key_Up)
    assert agenda.rows[0].hasFocus()
    stops = [row for row in agenda.rows if row.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [agenda.rows[0]]


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(252, "4:12"), (60, "1:00"), (59.2, "1:00"), (0.4, "0:01"), (0, "0:00"), (-0.5, "+0:01"), (-40, "+0:40")],
)
def test_the_clock_counts_whole_seconds(seconds: float, said: str) -> None:
    assert clock_text(timedelta(seconds=seconds)) == said
