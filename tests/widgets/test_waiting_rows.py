"""Lines that wait: marked, named for who only hears them, settled by one button, walked through by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from widgets.waiting_rows import MOST, WaitingLine, WaitingRows


def lines(*keys: str) -> list[WaitingLine]:
    return [WaitingLine(key, "OFF", "late", f"Call {key}", "due yesterday", "R&D") for key in keys]


@pytest.fixture
def rows(qtbot: QtBot) -> WaitingRows:
    made = WaitingRows("Waiting for you")
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    return made


def test_a_button_says_for_whom_only_hears_it_what_it_settles(qtbot: QtBot, rows: WaitingRows) -> None:
    rows.set_lines(lines("Finch"))
    button = rows.button("Finch")
    assert button.accessibleName() == "R&D: Call Finch"
    assert button.accessibleDescription() == "late. due yesterday"
    assert button.text() == "R&&D"
    with qtbot.waitSignal(rows.settle_requested) as told:
        button.click()
    assert told.args == ["Finch"]


def test_up_and_down_go_from_line_to_line_and_stop_at_the_ends(qtbot: QtBot, rows: WaitingRows) -> None:
    rows.set_lines(lines("a", "b"))
    assert rows.focus_first()
    for key, wanted in ((Qt.Key.Key_Up, "a"), (Qt.Key.Key_Down, "b"), (Qt.Key.Key_Down, "b"), (Qt.Key.Key_Up, "a")):
        qtbot.keyClick(QApplication.focusWidget(), key)
        assert QApplication.focusWidget() is rows.button(wanted)


def test_the_keyboard_stays_on_its_line_or_comes_to_the_next(rows: WaitingRows) -> None:
    rows.set_lines(lines("a", "b", "c"))
    rows.button("b").setFocus()
    rows.set_lines(lines("x", "a", "b", "c"))
    assert QApplication.focusWidget() is rows.button("b")
    rows.set_lines(lines("x", "a", "c"))
    assert QApplication.focusWidget() is rows.button("c")
    rows.set_lines(lines("x", "a"))
    assert QApplication.focusWidget() is rows.button("a")


def test_without_lines_it_says_so(rows: WaitingRows) -> None:
    rows.set_lines([], "All done.")
    assert rows.empty_label.isVisible()
    assert not rows.focus_first()
    rows.set_lines(lines("a"), "All done.")
    assert not rows.empty_label.isVisible()


def test_what_can_not_be_settled_now_is_shown_all_the_same(qtbot: QtBot, rows: WaitingRows) -> None:
    rows.set_lines([line._replace(enabled=False) for line in lines("a")])
    with qtbot.assertNotEmitted(rows.settle_requested):
        rows.button("a").click()


def test_more_than_a_morning_holds_comes_when_it_is_asked_for(rows: WaitingRows) -> None:
    rows.set_lines(lines(*map(str, range(MOST + 2))))
    assert rows.more_button.text() == "Show 2 more"
    with pytest.raises(KeyError):
        rows.button(str(MOST))
    rows.more_button.click()
    assert QApplication.focusWidget() is rows.button(str(MOST))
    assert rows.more_button.isHidden()
