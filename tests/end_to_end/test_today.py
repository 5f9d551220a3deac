"""A morning on Today: Ben asks for nothing, sees what waits, answers Ana, and Ana's day changes with it."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.actions.business import create_sample
from desktop.rooms.intake import IntakeRoom
from desktop.rooms.today import TodayRoom
from desktop.window import Window
from widgets.theme import apply

MONDAY = date(2026, 11, 23)
TUESDAY_TEN = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path, set_clock: Callable[[datetime], None]) -> Iterator[Window]:
    apply(qapp, "light")
    set_clock(TUESDAY_TEN)
    path = tmp_path / "Brightside.handshake"
    create_sample(path=path, today=MONDAY).close()
    made = Window(remembers=False)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    assert made.open_file(path)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


def act_as(window: Window, name: str) -> None:
    assert window.session is not None
    window.session.act_as(next(each.id for each in window.session.business.people if each.name == name))


def headlines(window: Window) -> list[str]:
    room = window.rooms["today"]
    assert isinstance(room, TodayRoom)
    window.finish_background_work()
    return [line.headline for line in room.waiting_card.lines()]


def test_ben_answers_what_waits_and_goes_on_with_his_day(qtbot: QtBot, window: Window) -> None:
    room = window.room
    assert isinstance(room, TodayRoom)
    act_as(window, "Ben")
    assert "Six things wait for you, Ben." in (headlines(window) and room.line_label.text())
    badge = window.rail.tabs.accessibleTabName(0)
    assert badge == "Today, 3 waiting for you"

    # Down to the question, and Space opens the deal with the keyboard at the answer.
    room.focus_first()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert QApplication.focusWidget().accessibleName().startswith("Answer: Donaudampf")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    intake = window.room
    assert isinstance(intake, IntakeRoom) and intake.panel is not None
    yes = intake.panel.verdict_card.buttons.button("yes")
    qtbot.waitUntil(lambda: QApplication.focusWidget() is yes)
    assert intake.deal is not None and intake.deal.client.startswith("Donaudampf")
    client = intake.deal.client
    intake._do("no")
    from desktop.dialogs.answer_editor import AnswerEditor

    editor = intake.findChild(AnswerEditor)
    assert editor is not None
    editor.say_edit.setPlainText("We have no crane that week")
    editor.save_button.click()

    # Back on Today the line is gone, and so is one of those at the tab.
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.room is room
    assert not [each for each in headlines(window) if each.startswith(client)]
    assert window.rail.tabs.accessibleTabName(0) == "Today, 2 waiting for you"

    # Undo, and it waits again.
    window.undo()
    assert [each for each in headlines(window) if each.startswith(client)]
