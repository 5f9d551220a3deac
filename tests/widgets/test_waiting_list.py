"""Rows that wait: their painted buttons can be pressed by mouse and keyboard, and heard."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QVBoxLayout, QWidget

from widgets import theme
from widgets.card import Card, Heading
from widgets.waiting_list import WaitingList, WaitingRow, button_rect

ROWS = [
    WaitingRow("q", "Finch & Co: can we wrap the van in 9 days?", "Ana asked at 09:40", "ASK", "today", "Answer"),
    WaitingRow("d", "Mill Bakery: menu boards <b>late</b>", "Artwork arrived 6 days late", "OFF", "late", "Update"),
    WaitingRow("p", "Corner Deli · banner set", "", "PROMISE", "on track"),
]


@pytest.fixture
def waiting(qtbot) -> WaitingList:
    made = WaitingList("Waiting for you")
    qtbot.addWidget(made)
    made.set_rows(ROWS)
    made.resize(600, 240)
    made.show()
    return made


@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2], ids=["ltr", "rtl"])
def test_a_button_is_pressed_with_the_mouse(waiting: WaitingList, qtbot, direction) -> None:
    waiting.setLayoutDirection(direction)
    rect = waiting.visualRect(waiting.items.index(1))
    place = button_rect(ROWS[1], rect, direction).center()
    assert (place.x() > 300) == (direction == Qt.LayoutDirection.LeftToRight)
    with qtbot.waitSignal(waiting.action_requested, timeout=1000) as told:
        qtbot.mouseClick(waiting.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == ["d"]
    with qtbot.assertNotEmitted(waiting.action_requested):
        qtbot.mouseClick(waiting.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
        qtbot.mousePress(waiting.viewport(), Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseRelease(waiting.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())


def test_keys_press_and_open(waiting: WaitingList, qtbot) -> None:
    waiting.setCurrentIndex(waiting.items.index(0))
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        with qtbot.waitSignal(waiting.action_requested, timeout=1000) as told:
            qtbot.keyClick(waiting, key)
        assert told.args == ["q"]
    qtbot.keyClick(waiting, Qt.Key.Key_End)
    with qtbot.waitSignal(waiting.open_requested, timeout=1000) as told:
        qtbot.keyClick(waiting, Qt.Key.Key_Return)
    assert told.args == ["p"]
    with qtbot.waitSignal(waiting.open_requested, timeout=1000) as told:
        place = waiting.visualRect(waiting.items.index(1)).center()
        qtbot.mouseClick(waiting.viewport(), Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseDClick(waiting.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == ["d"]


def test_a_screen_reader_hears_all_of_a_row(waiting: WaitingList) -> None:
    interface = QAccessible.queryAccessibleInterface(waiting)
    assert interface.text(QAccessible.Text.Name) == "Waiting for you"
    first = interface.child(0).text(QAccessible.Text.Name)
    assert first == "today. Finch & Co: can we wrap the van in 9 days?. Ana asked at 09:40. Answer"


def test_a_refresh_keeps_the_place_and_the_height_fits(waiting: WaitingList) -> None:
    waiting.setCurrentIndex(waiting.items.index(1))
    three = waiting.sizeHint().height()
    waiting.set_rows(ROWS[1:])
    assert waiting.current_id() == "d" and waiting.sizeHint().height() < three
    waiting.set_rows([])
    assert waiting.current_id() is None and waiting.sizeHint().height() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_card_of_it(qtbot, light: theme.Theme, tmp_path: Path, scheme: str) -> None:
    light.set_scheme(scheme)
    window = QWidget()
    qtbot.addWidget(window)
    card = Card()
    card.column.addWidget(Heading("Waiting for you"))
    waiting = WaitingList("Waiting for you")
    waiting.set_rows(ROWS)
    card.column.addWidget(waiting)
    column = QVBoxLayout(window)
    column.addWidget(card)
    column.addStretch(1)
    window.resize(720, 300)
    window.show()
    assert window.grab().save(str(tmp_path / "waiting.png"))
    assert not waiting.verticalScrollBar().isVisible()
    assert waiting.height() == waiting.sizeHint().height()
