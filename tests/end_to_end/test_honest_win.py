"""An honest win, told from the shop: Ben says how the install went, and 90 days later the client is still there."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.actions.business import create_sample
from desktop.actions.scorecard import read_scorecard
from desktop.dialogs.after_delivery import AfterDelivery
from desktop.dialogs.clients import Clients
from desktop.dialogs.look_back import LookBackEditor
from desktop.rooms.intake import IntakeRoom
from desktop.window import Window
from framework.deal import Stage
from framework.scorecard import Score
from storage.book import Book
from storage.outcome import due_look_backs, look_backs_of
from tests.desktop.rooms.agreement_screen import act_as, cells, dialog, focused, no_dialog, plain, press, press_keys
from widgets.theme import apply

MONDAY = date(2026, 11, 23)
SUNDAY = date(2026, 11, 22)
DAY_90 = date(2027, 2, 20)
CLIENT = "Harbour Brewery"
REF = "B-051"
Open = Callable[[date], Window]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The sample business as it was made on that Monday."""
    made = tmp_path / "Brightside.handshake"
    create_sample(path=made, today=MONDAY).close()
    return made


@pytest.fixture
def open_on(qtbot: QtBot, qapp: QApplication, path: Path) -> Iterator[Open]:
    """A function that closes the window and opens the file on another day; Ben is acting."""
    apply(qapp, "light")
    made: list[Window] = []

    def show(day: date) -> Window:
        for window in made:
            window.close()
        window = Window(today=day, remembers=False)
        qtbot.addWidget(window)
        made.append(window)
        window.resize(1280, 800)
        window.show()
        assert window.open_file(path), window.notice_bar.text()
        window.finish_background_work()
        act_as(window, "Ben")
        window.finish_background_work()
        return window

    yield show
    for window in made:
        window.close()


def book_of(window: Window) -> Book:
    assert window.session is not None
    return window.session.book


def intake_on(window: Window) -> IntakeRoom:
    """The Intake room with the deal in it."""
    window.show_room("intake")
    room = window.rooms["intake"]
    assert isinstance(room, IntakeRoom)
    ((deal_id,),) = book_of(window).rows("SELECT id FROM deal WHERE ref = ?", (REF,))
    room.list.choose(deal_id)
    room.finish_background_work()
    assert room.deal is not None and room.deal.ref == REF
    return room


def stage_of(window: Window) -> Stage:
    """Where the deal stands in the room."""
    deal = intake_on(window).deal
    assert deal is not None
    return deal.stage


def card_rows(room: IntakeRoom) -> list[tuple[str, ...]]:
    """What the deal's panel says after delivery."""
    assert room.panel is not None
    return cells(room.panel.outcome_card)


def score(window: Window, name: str) -> Score:
    """A figure of the scorecard of the winter, up to the day on which the window is open."""
    session = window.session
    assert session is not None
    return read_scorecard(session.book, session.desk, MONDAY, session.today).scores[name]


def deliver(window: Window) -> IntakeRoom:
    """Ben tells by keyboard alone how it went on Sunday."""
    intake_on(window)
    window.activateWindow()
    press_keys(next(each for each in window.menus.after_menu.actions() if each.data() == "show_outcome").shortcut())
    card = dialog(window, AfterDelivery)
    assert plain(card.windowTitle()) == f"After delivery: {CLIENT}"
    QTest.keyClicks(focused(), "-1")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_N)
    press(Qt.Key.Key_Tab)
    for words in ("11.5", "930"):
        QTest.keyClicks(focused(), words)
        press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_5)
    press(Qt.Key.Key_Tab)
    QTest.keyClicks(focused(), "Four days late, and worth the wait")
    press(Qt.Key.Key_Return)
    assert no_dialog()
    assert f"{CLIENT} is delivered." in plain(window.notice_bar.text())
    # It left the deals that are open; it is looked up again.
    return intake_on(window)


def answer_day_90(window: Window, *keys: Qt.Key) -> None:
    """Answer the last look back at the deal by keyboard."""
    room = intake_on(window)
    assert room.deal is not None
    last = next(each for each in look_backs_of(book_of(window), room.deal.id) if each.days == 90)
    assert room.panel is not None
    room.panel.outcome_card.row_activated.emit(last.id)
    card = dialog(window, LookBackEditor)
    assert focused() is card.still_row
    for key in keys:
        press(key)
    card.save_button.click()
    assert no_dialog()
    room.finish_background_work()


def test_ben_tells_how_it_went_and_ninety_days_later_it_is_an_honest_win(open_on: Open) -> None:
    window = open_on(MONDAY)
    room = deliver(window)
    assert room.deal is not None
    deal_id = room.deal.id
    assert (room.deal.stage, room.deal.delivered_on, room.deal.client_score) == (Stage.DELIVERED, SUNDAY, 5)
    looks = [(each.days, each.answered_at) for each in look_backs_of(book_of(window), deal_id)]
    assert looks == [(30, None), (60, None), (90, None)]
    assert [each for each in due_look_backs(book_of(window), MONDAY) if each.deal_id == deal_id] == []
    # A thing that was done by mistake is undone by its name, and done again.
    assert book_of(window).undo_label == f"Delivered: {CLIENT}"
    window.undo()
    assert stage_of(window) is Stage.IN_DELIVERY
    book_of(window).redo()
    assert stage_of(window) is Stage.DELIVERED

    # The day before the last look back it is not asked; the day after it stands there.
    window = open_on(DAY_90 - timedelta(1))
    due = [each.look.days for each in due_look_backs(book_of(window), DAY_90 - timedelta(1)) if each.deal_id == deal_id]
    assert due == [30, 60]
    window = open_on(DAY_90)
    due = [each.look.days for each in due_look_backs(book_of(window), DAY_90) if each.deal_id == deal_id]
    assert due == [30, 60, 90]
    before, asked = score(window, "honest_wins"), score(window, "retained_90_days")

    answer_day_90(
        window, Qt.Key.Key_Y, Qt.Key.Key_Tab, Qt.Key.Key_Y, Qt.Key.Key_Tab, Qt.Key.Key_Y, Qt.Key.Key_Tab, Qt.Key.Key_5
    )
    now = score(window, "honest_wins")
    assert (now.count, now.of) == (before.count + 1, before.of)
    retained = score(window, "retained_90_days")
    assert (retained.count, retained.of) == (asked.count + 1, asked.of + 1)

    # The client's page says it, with what was promised and received.
    assert window.session is not None
    window.show_client_named(CLIENT)
    page = dialog(window, Clients)
    assert page.found is not None and page.found.client.name == CLIENT
    assert plain(page.head_label.text()).startswith("Still a client")
    assert any("worth the wait" in cell for row in cells(page.went_card) for cell in row)
    page.reject()
    assert no_dialog()

    # What was answered can be undone, and then it is no honest win.
    book_of(window).undo()
    assert score(window, "honest_wins").count == before.count


def test_a_client_that_is_gone_makes_no_honest_win(open_on: Open) -> None:
    deliver(open_on(MONDAY))
    window = open_on(DAY_90)
    before, asked = score(window, "honest_wins"), score(window, "retained_90_days")
    answer_day_90(window, Qt.Key.Key_N, Qt.Key.Key_Tab, Qt.Key.Key_N)
    assert score(window, "honest_wins").count == before.count
    retained = score(window, "retained_90_days")
    assert (retained.count, retained.of) == (asked.count, asked.of + 1)
    assert any(
        row[0].startswith("After 90 days") and "no longer a client" in row[1] for row in card_rows(intake_on(window))
    )


def test_nobody_knows_yet_is_neither_and_stays_due(open_on: Open) -> None:
    deliver(open_on(MONDAY))
    window = open_on(DAY_90)
    before, asked = score(window, "honest_wins"), score(window, "retained_90_days")
    answer_day_90(window, Qt.Key.Key_Question)
    assert (score(window, "honest_wins"), score(window, "retained_90_days")) == (before, asked)
    assert 90 in [each.look.days for each in due_look_backs(book_of(window), DAY_90) if each.client == CLIENT]
