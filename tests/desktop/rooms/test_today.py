"""The Today room: each button settles its line, Undo brings it back, the owner's day, the clock, other windows."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import settings
from desktop.actions.health import begin_check
from desktop.actions.meeting import agree_action
from desktop.actions.promises import add_promise
from desktop.dialogs.deal_rows import DealRows
from desktop.dialogs.look_back import LookBackEditor
from desktop.dialogs.promise_editor import PromiseEditor
from desktop.dialogs.visit_editor import VisitEditor
from desktop.printing.page import Page
from desktop.reminder import remind
from desktop.rooms.health import CHECK, HealthRoom
from desktop.rooms.intake import IntakeRoom
from desktop.rooms.today import TodayRoom
from desktop.window import Window
from storage.book import Author
from storage.intake import read_deal
from storage.opening import open_book
from tests.desktop.focus import wait_for_focus
from tests.desktop.ladder_shop import person
from widgets.empty_state import EmptyState
from widgets.waiting_rows import WaitingLine

TODAY = date(2026, 11, 23)
InFile = Callable[..., list[tuple[object, ...]]]


def window_of(room: TodayRoom) -> Window:
    window = room.window()
    assert isinstance(window, Window)
    return window


def act_as(room: TodayRoom, name: str) -> None:
    room.session.act_as(person(room.session, name).id)
    room.finish_background_work()


def line(room: TodayRoom, words: str) -> WaitingLine | None:
    """The line whose headline has `words`."""
    return next((each for each in room.waiting_card.lines() if words in each.headline), None)


def press(room: TodayRoom, words: str) -> None:
    found = line(room, words)
    assert found is not None, [each.headline for each in room.waiting_card.lines()]
    room.waiting_card.button(found.key).click()
    room.finish_background_work()


def test_what_waits_for_ben_stands_in_the_order_of_pressing(today_room: TodayRoom) -> None:
    act_as(today_room, "Ben")
    lines = today_room.waiting_card.lines()
    assert [each.zone for each in lines] == ["OFF", "ASK", "ASK", "PROMISE", "OPEN", "OPEN"]
    assert [each.button for each in lines] == ["Update", "Answer", "Look at it", "Plan it", "Decide", "Done"]
    assert lines[0].headline == "Harbour Brewery: Projecting sign, promised for Wed 18 Nov"
    assert lines[0].facts == "won Wed 4 Nov · 5 days late"
    assert today_room.title_label.text() == "Monday 23 November 2026"
    assert today_room.line_label.text() == "Six things wait for you, Ben. Nothing waits for the owner."
    # What comes later presses nobody.
    assert window_of(today_room).rail.tabs.accessibleTabName(0) == "Today, 3 waiting for you"


def test_the_owner_is_told_that_nothing_needs_them_as_such(today_room: TodayRoom) -> None:
    assert today_room.line_label.text() == "10 things wait for you, Ana. Nothing needs you as the owner."


def test_an_action_is_done_at_once_and_undo_brings_it_back(today_room: TodayRoom) -> None:
    press(today_room, "Call Mill Bakery")
    assert line(today_room, "Call Mill Bakery") is None
    window = window_of(today_room)
    assert window.notice_bar.text() == "Done: Call Mill Bakery about artwork"
    window.notice_bar.action_button.click()
    today_room.finish_background_work()
    assert line(today_room, "Call Mill Bakery") is not None


def test_a_client_that_is_told_leaves_the_list_and_undo_brings_it_back(today_room: TodayRoom, in_file: InFile) -> None:
    told = "SELECT count(*) FROM decision WHERE told_on = '2026-11-23'"
    press(today_room, "Tell the client")
    assert line(today_room, "Tell the client") is None
    assert in_file(told) == [(1,)]
    window_of(today_room).undo()
    today_room.finish_background_work()
    assert line(today_room, "Tell the client") is not None
    assert in_file(told) == [(0,)]


def test_answer_opens_the_deal_with_the_keyboard_at_the_answer(qtbot: QtBot, today_room: TodayRoom) -> None:
    act_as(today_room, "Ben")
    press(today_room, "can we promise this?")
    window = window_of(today_room)
    intake = window.room
    assert isinstance(intake, IntakeRoom) and intake.deal is not None and intake.panel is not None
    assert intake.deal.client.startswith("Donaudampf")
    yes = intake.panel.verdict_card.buttons.button("yes")
    # It takes the keyboard when it is shown.
    wait_for_focus(yes, qtbot)


def test_a_handover_opens_at_what_can_be_done_about_it(qtbot: QtBot, today_room: TodayRoom) -> None:
    press(today_room, "Swift Couriers: Operations")
    intake = window_of(today_room).room
    assert isinstance(intake, IntakeRoom) and intake.deal is not None and intake.panel is not None
    assert intake.deal.client == "Swift Couriers"
    card = intake.panel.handover_card
    intake.window().activateWindow()
    qtbot.waitUntil(lambda: card.isAncestorOf(QApplication.focusWidget() or intake))


@pytest.mark.parametrize(
    ("words", "room"), [("Who may use the van", "escalation"), ("A change of the agreement", "agreement")]
)
def test_a_question_and_a_proposal_open_where_they_are_settled(today_room: TodayRoom, words: str, room: str) -> None:
    press(today_room, words)
    shown = window_of(today_room).room
    assert shown is not None and shown.key == room


def test_how_a_promise_ended_is_said_in_a_dialog(today_room: TodayRoom, in_file: InFile) -> None:
    session = today_room.session
    ((deal_id,),) = session.book.rows(
        "SELECT d.id FROM deal d JOIN client c ON c.id = d.client_id WHERE "
        "c.name = 'Mill Bakery' AND d.stage = 'in delivery'"
    )
    deal = read_deal(session.book, deal_id, digits=2)
    assert deal is not None
    ana = person(session, "Ana")
    add_promise(
        book=session.book,
        who=Author(ana.id, "Ana"),
        today=TODAY - timedelta(days=9),
        deal=deal,
        say="A proof by Friday",
        said_by=ana.id,
        due_on=TODAY - timedelta(days=3),
    )
    today_room.finish_background_work()
    found = line(today_room, "A proof by Friday")
    assert found is not None and (found.zone, found.button) == ("OFF", "Update")
    press(today_room, "A proof by Friday")
    editor = today_room.findChild(PromiseEditor)
    assert editor is not None
    editor.kept_box.setCurrentIndex(editor.kept_box.findData(True))
    editor.save_button.click()
    today_room.finish_background_work()
    assert line(today_room, "A proof by Friday") is None
    assert in_file("SELECT kept FROM promise WHERE say = 'A proof by Friday'") == [(1,)]


def test_a_client_is_asked_90_days_on_and_leaves_the_list(today_room: TodayRoom, in_file: InFile) -> None:
    asked = line(today_room, "Swift Couriers: still a client, 90 days on?")
    assert asked is not None and (asked.zone, asked.button) == ("OFF", "Check in")
    press(today_room, "Swift Couriers: still a client")
    (card,) = window_of(today_room).findChildren(LookBackEditor)
    card.still_row.button("yes").click()
    card.save_button.click()
    today_room.finish_background_work()
    assert line(today_room, "Swift Couriers: still a client") is None
    assert in_file("SELECT still_client FROM look_back WHERE id = ?", asked.key.removeprefix("look_back:")) == [(1,)]
    window_of(today_room).undo()
    today_room.finish_background_work()
    assert line(today_room, "Swift Couriers: still a client") is not None


def test_a_health_check_that_waits_for_answers_opens_its_tab_and_comes_by_itself(
    today_room: TodayRoom, sample: Path
) -> None:
    people = today_room.session.business.people
    with open_book(sample) as other:
        begin_check(book=other, who=Author(), people=people, short=True)
    today_room.session.catch_up()
    today_room.finish_background_work()
    press(today_room, "The health check waits for your answers")
    shown = window_of(today_room).room
    assert isinstance(shown, HealthRoom) and shown.tabs.current() == CHECK


def test_a_visit_that_is_due_is_planned_in_visibility(today_room: TodayRoom) -> None:
    act_as(today_room, "Ben")
    press(today_room, "Your next visit")
    shown = window_of(today_room).room
    assert shown is not None and shown.key == "visibility"
    (editor,) = shown.findChildren(VisitEditor)
    editor.reject()


def test_the_keyboard_settles_one_line_after_another(qtbot: QtBot, today_room: TodayRoom) -> None:
    window = window_of(today_room)
    window.activateWindow()
    lines = today_room.waiting_card.lines()
    first = today_room.waiting_card.button(lines[0].key)
    today_room.focus_first()
    assert QApplication.focusWidget() is first
    qtbot.keyClick(first, Qt.Key.Key_Down)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    second = today_room.waiting_card.button(lines[2].key)
    assert QApplication.focusWidget() is second
    assert "Done: Call Mill Bakery" in second.accessibleName()
    qtbot.keyClick(second, Qt.Key.Key_Space)
    today_room.finish_background_work()
    # The keyboard is at the line that has taken its place.
    assert QApplication.focusWidget() is today_room.waiting_card.button(lines[3].key)
    for _ in range(2):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up)
    assert QApplication.focusWidget() is first


def test_promises_say_where_they_stand_and_open_their_deal(today_room: TodayRoom) -> None:
    rows = [[cell.text for cell in row.cells] for row in today_room.ahead_card.rows()]
    assert rows[0] == ["Tue 24 Nov", "Mill Bakery · Menu boards", "waits for 1 detail", "at risk"]
    assert ["Tue 1 Dec", "Quay Street Hotel · Wayfinding set", "in delivery", "on track"] in rows
    today_room.ahead_card.row_activated.emit(today_room.ahead_card.rows()[0].key)
    intake = window_of(today_room).room
    assert isinstance(intake, IntakeRoom)
    intake.finish_background_work()
    assert intake.deal is not None and intake.deal.client == "Mill Bakery"


def test_the_cards_beside_it_open_what_they_count(qtbot: QtBot, today_room: TodayRoom) -> None:
    beside = today_room.beside
    assert beside is not None
    assert beside.meeting_label.text() == "Mon 23 Nov 09:00, today"
    assert beside.agenda_label.text() == "7 deals, 2 bottlenecks, 4 exceptions"
    assert len(beside.week_strip.weeks()) == 7
    words = [row.cells[0].text for row in beside.working_card.rows()]
    assert words == [
        "On time: 3 of 3 this quarter, 7 of 9 before",
        "Owner asked once this quarter, was 6",
        "Promised against a rule: none of 8",
    ]
    for key, count in (("on_time", 3), ("against", 0)):
        beside.working_card.row_activated.emit(key)
        page = window_of(today_room).findChild(DealRows)
        assert page is not None and len(page.card.rows()) == count
        with qtbot.waitSignal(page.destroyed):
            page.close()
    beside.capacity_button.click()
    shown = window_of(today_room).room
    assert shown is not None and shown.key == "capacity"


def test_another_window_changes_the_list_and_the_badge_of_the_hidden_room(today_room: TodayRoom, sample: Path) -> None:
    act_as(today_room, "Ben")
    window = window_of(today_room)
    window.show_room("meetings")
    ben = person(today_room.session, "Ben")
    with open_book(sample) as other:
        agree_action(book=other, who=Author(), today=TODAY, say="Order vinyl", person_id=ben.id, due_on=TODAY)
    today_room.session.catch_up()
    today_room.finish_background_work()
    assert window.rail.tabs.accessibleTabName(0) == "Today, 4 waiting for you"
    window.show_room("today")
    assert line(today_room, "Order vinyl") is not None


def test_at_midnight_it_is_another_day(
    qtbot: QtBot, light: None, sample: Path, set_clock: Callable[[datetime], None]
) -> None:
    set_clock(datetime(2026, 11, 23, 23, 59, tzinfo=UTC))
    window = Window(remembers=False)
    qtbot.addWidget(window)
    window.show()
    assert window.open_file(sample)
    room = window.room
    assert isinstance(room, TodayRoom) and window.session is not None
    qtbot.waitExposed(window)
    room.finish_background_work()
    act_as(room, "Ben")
    assert line(room, "Harbour Brewery").facts.endswith("5 days late")  # type: ignore[union-attr]
    set_clock(datetime(2026, 11, 24, 0, 0, tzinfo=UTC))
    window.session.catch_up()
    room.finish_background_work()
    assert room.title_label.text() == "Tuesday 24 November 2026"
    assert line(room, "Harbour Brewery").facts.endswith("6 days late")  # type: ignore[union-attr]
    window.close()


def test_a_new_business_is_told_what_it_is_for(open_window: Callable[..., Window], blank: Path) -> None:
    window = open_window(blank, "today")
    window.show_room("today")
    window.finish_background_work()
    room = window.room
    assert isinstance(room, TodayRoom)
    empty = room.findChild(EmptyState)
    assert empty is not None and empty.isVisible() and not room.content.isVisible()
    assert empty.accessibleName() == "Nothing to do yet"


def test_with_only_looking_nothing_is_written(today_room: TodayRoom) -> None:
    today_room.session.book.read_only_because = "Only for looking."
    today_room.refresh()
    today_room.finish_background_work()
    enabled = {each.button: each.enabled for each in today_room.waiting_card.lines()}
    assert enabled["Done"] is enabled["Client is told"] is False
    assert enabled["Have your say"] is True


def test_many_things_are_shown_a_part_at_a_time(today_room: TodayRoom) -> None:
    book, ana = today_room.session.book, person(today_room.session, "Ana")
    for number in range(30):
        agree_action(book=book, who=Author(), today=TODAY, say=f"Call {number}", person_id=ana.id, due_on=None)
    today_room.finish_background_work()
    card = today_room.waiting_card
    assert len(card.lines()) == 40
    with pytest.raises(KeyError):
        card.button(card.lines()[-1].key)
    assert card.more_button.text() == "Show 15 more"
    card.more_button.click()
    assert card.button(card.lines()[-1].key).isVisible()
    assert not card.more_button.isVisible()


# What is late, told once a day


@pytest.fixture
def remembered() -> object:
    settings.settings().clear()
    yield None
    settings.settings().clear()


def test_what_is_late_is_told_once_a_day_for_each_file(remembered: None, today_room: TodayRoom, sample: Path) -> None:
    window = window_of(today_room)
    assert remind(window, sample, TODAY, "Two things are late.")
    assert window.notice_bar.text() == "Two things are late."
    assert not remind(window, sample, TODAY, "x")
    assert remind(window, sample.with_name("other.handshake"), TODAY, "x")
    assert remind(window, sample, TODAY + timedelta(days=1), "x")


def test_it_can_be_switched_off(remembered: None, today_room: TodayRoom, sample: Path) -> None:
    window = window_of(today_room)
    action = window.menus.remind_action
    assert action.isChecked()
    action.trigger()
    assert not settings.reminds()
    assert not remind(window, sample, TODAY, "x")
    action.trigger()
    assert remind(window, sample, TODAY, "x")


def test_a_window_that_opens_tells_what_is_late_behind_its_first_paint(
    qtbot: QtBot, light: None, remembered: None, sample: Path
) -> None:
    window = Window(today=TODAY)
    qtbot.addWidget(window)
    assert window.open_file(sample)
    assert settings.reminded_on(sample) == ""
    window.show()
    qtbot.waitUntil(lambda: settings.reminded_on(sample) == TODAY.isoformat())
    assert window.notice_bar.text() == "Four things are late."
    window.close()


def test_nothing_late_nothing_told(qtbot: QtBot, light: None, remembered: None, blank: Path) -> None:
    window = Window(today=TODAY)
    qtbot.addWidget(window)
    window.show()
    assert window.open_file(blank)
    window.show_room("today")
    window.finish_background_work()
    assert settings.reminded_on(blank) == ""
    window.close()


def test_the_agenda_prints_as_it_is_now(today_room: TodayRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    printed: list[Page] = []
    monkeypatch.setattr("desktop.printing.preview.print_page", lambda _parent, page, _told: printed.append(page))
    beside = today_room.beside
    assert beside is not None
    beside.meeting_button.click()
    today_room.print_page()
    assert len(printed) == 2
    assert printed[0].title == printed[1].title != ""
