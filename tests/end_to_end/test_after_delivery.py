"""Ben says how the install went; 90 days later the client is still there, and it counts as an honest win."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.actions.business import create_sample
from desktop.dialogs.after_delivery import AfterDelivery
from desktop.dialogs.clients import Clients
from desktop.dialogs.look_back import LookBackEditor
from desktop.window import Window
from framework.outcome import Shortfall, still_client
from storage.intake import read_deal_by_ref
from storage.outcome import due_look_backs, look_backs_of, without_outcome
from storage.verify import verify
from tests.desktop.rooms.agreement_screen import cells, dialog, focused, no_dialog, plain, press, settle
from widgets.theme import apply

MONDAY = date(2026, 11, 23)
Show = Callable[[date], Window]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "Brightside.handshake"
    create_sample(path=file, today=MONDAY).close()
    return file


@pytest.fixture
def show(qtbot: QtBot, qapp: QApplication, path: Path) -> Iterator[Show]:
    """A function that opens the file on a day; the window of the day before is closed first."""
    apply(qapp, "light")
    made: list[Window] = []

    def show(day: date) -> Window:
        for before in made:
            before.close()
        window = Window(today=day, remembers=False)
        made.append(window)
        qtbot.addWidget(window)
        window.resize(1280, 800)
        window.show()
        assert window.open_file(path)
        window.finish_background_work()
        return window

    yield show
    made[-1].close()


def act_as(window: Window, name: str) -> None:
    assert window.session is not None
    window.session.act_as(next(each.id for each in window.session.business.people if each.name == name))
    window.finish_background_work()


def write(text: str) -> None:
    QTest.keyClicks(focused(), text)
    press(Qt.Key.Key_Tab)


def test_an_honest_win(show: Show, path: Path) -> None:
    window = show(MONDAY)
    act_as(window, "Ben")
    assert window.session is not None
    book = window.session.book
    assert [each.client for each in without_outcome(book, MONDAY)] == ["Harbour Brewery"]

    # Ben comes back from the brewery and says how it went, without touching the mouse.
    window.outcome_pages.show_outcome("", [each.deal_id for each in without_outcome(book, MONDAY)])
    card = dialog(window, AfterDelivery)
    write("20 Nov")
    press(Qt.Key.Key_N)
    press(Qt.Key.Key_Tab)
    write("10")
    write("905")
    press(Qt.Key.Key_5)
    press(Qt.Key.Key_Tab)
    write("Up in one morning")
    assert "2 days after the first promise" in plain(card.late_label.text()), "the dates only suggest it"
    assert not card.kind_boxes[Shortfall.LATE].isChecked(), "the client knew, and did not mind: Ben says nothing"
    press(Qt.Key.Key_Return)
    assert no_dialog()
    deal = read_deal_by_ref(book, "B-051", digits=2)
    assert deal is not None and deal.delivered_on == date(2026, 11, 20) and deal.rework is False
    assert without_outcome(book, MONDAY) == ()

    # A month later nobody has asked yet; it is done in the window of that day, and the brewery is content.
    window = show(date(2026, 12, 21))
    assert window.session is not None
    book = window.session.book
    due = [each for each in due_look_backs(book, date(2026, 12, 21)) if each.deal_id == deal.id]
    assert [each.look.days for each in due] == [30]
    window.outcome_pages.show_look_back(due[0].look.id)
    asked = dialog(window, LookBackEditor)
    press(Qt.Key.Key_Y)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Y)
    asked.save_button.click()
    assert no_dialog()
    assert still_client(look_backs_of(book, deal.id)) is None, "a month says nothing about an honest win"

    # On day 90 they are still there. That is a win.
    day_90 = date(2026, 11, 20) + timedelta(days=90)
    window = show(day_90)
    assert window.session is not None
    book = window.session.book
    (look,) = [each for each in look_backs_of(book, deal.id) if each.days == 90]
    window.outcome_pages.show_look_back(look.id)
    asked = dialog(window, LookBackEditor)
    press(Qt.Key.Key_Y)
    asked.score_row.set_value(5)
    asked.again_row.button("yes").click()
    asked.say_edit.setPlainText("They ask for the back of the building")
    asked.save_button.click()
    assert no_dialog()
    assert still_client(look_backs_of(book, deal.id)) is True

    # All of it stands on the client's page.
    window.show_client_named("Harbour Brewery")
    page = dialog(window, Clients)
    assert "Still a client" in page.head_label.text() and "Client scores: 3, 5 of 5" in plain(page.head_label.text())
    assert "Up in one morning" in cells(page.went_card)[0][1]
    assert any("They ask for the back of the building" in row[1] for row in cells(page.looks_card))
    page.reject()

    # The answer was a slip: undone by its name, and asked again.
    window.undo()
    settle()
    assert "Undone: Looked back: Harbour Brewery" in window.notice_bar.text()
    assert still_client(look_backs_of(book, deal.id)) is None
    window.redo()
    assert still_client(look_backs_of(book, deal.id)) is True
    window.close()
    assert verify(path).ok
