"""A line that is kept, changed or struck: by mouse and by key; what is wrong with a change stays until it is right."""

from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from widgets.card import PlainLabel
from widgets.mark_row import CHANGE, KEEP, STRIKE, LimitsOf, MarkRow

LIMITS = LimitsOf("Sales may promise from", "Off the table under", "days", 0, Decimal(0), Decimal(10_000))
Told = list[tuple[object, ...]]


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Callable[[MarkRow], MarkRow]]:
    """A function that shows a row in a window of its own."""
    windows: list[QWidget] = []

    def make(row: MarkRow) -> MarkRow:
        window = QWidget()
        windows.append(window)
        QVBoxLayout(window).addWidget(row)
        qtbot.addWidget(window)
        window.resize(700, 200)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return row

    yield make
    for window in windows:
        window.close()


@pytest.fixture
def row(show: Callable[[MarkRow], MarkRow]) -> MarkRow:
    """A line with two limits."""
    made = MarkRow("lead", "Lead time", "from 10 days", "A rush pushes <b>others</b>", LIMITS)
    made.show_mark(None, Decimal(10), Decimal(5), "Lead time")
    return show(made)


@pytest.fixture
def sentence(show: Callable[[MarkRow], MarkRow]) -> MarkRow:
    """A line that is a sentence."""
    made = MarkRow("say", "It rains & <i>pours</i>", "When it is true: ask", "", None)
    made.show_mark(None, None, None, "It rains & <i>pours</i>")
    return show(made)


def told(row: MarkRow) -> Told:
    heard: Told = []
    row.marked.connect(lambda *given: heard.append(given))
    return heard


def retype(qtbot: QtBot, edit, text: str) -> None:
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClick(edit, Qt.Key.Key_Delete)
    qtbot.keyClicks(edit, text)


@pytest.mark.parametrize(("key", "mark"), [(Qt.Key.Key_K, KEEP), (Qt.Key.Key_S, STRIKE)])
def test_a_key_marks_and_moves_on(qtbot: QtBot, row: MarkRow, key: Qt.Key, mark: str) -> None:
    heard = told(row)
    row.setFocus()
    assert row.buttons[KEEP].hasFocus()
    with qtbot.waitSignal(row.moved_on) as moved:
        qtbot.keyClick(row.buttons[KEEP], key)
    assert moved.args == ["lead"]
    assert heard == [("lead", mark, None, None, "")]
    assert row.mark() == mark


def test_a_click_marks_and_stays(qtbot: QtBot, row: MarkRow) -> None:
    heard = told(row)
    with qtbot.assertNotEmitted(row.moved_on):
        qtbot.mouseClick(row.buttons[STRIKE], Qt.MouseButton.LeftButton)
    assert heard == [("lead", STRIKE, None, None, "")]


def test_keys_with_others_held_are_the_windows(qtbot: QtBot, row: MarkRow) -> None:
    heard = told(row)
    row.setFocus()
    qtbot.keyClick(row.buttons[KEEP], Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(row.buttons[KEEP], Qt.Key.Key_X)
    assert heard == []
    assert row.mark() is None


def test_a_change_is_told_once_it_is_one(qtbot: QtBot, row: MarkRow) -> None:
    heard = told(row)
    row.setFocus()
    qtbot.keyClick(row.buttons[KEEP], Qt.Key.Key_C)
    assert row.promise_edit.hasFocus()
    assert row._hint.isVisible()
    qtbot.keyClick(row.promise_edit, Qt.Key.Key_Tab)
    assert row.stop_edit.hasFocus()
    assert heard == []
    retype(qtbot, row.stop_edit, "3")
    qtbot.keyClick(row.stop_edit, Qt.Key.Key_Return)
    assert heard == [("lead", CHANGE, Decimal(10), Decimal(3), "Lead time")]


def test_a_stop_may_be_left_out(qtbot: QtBot, row: MarkRow) -> None:
    heard = told(row)
    row.buttons[CHANGE].click()
    retype(qtbot, row.stop_edit, "")
    qtbot.keyClick(row.stop_edit, Qt.Key.Key_Return)
    assert heard == [("lead", CHANGE, Decimal(10), None, "Lead time")]


def test_words_are_told_once_they_are_others(qtbot: QtBot, sentence: MarkRow) -> None:
    heard = told(sentence)
    sentence.buttons[CHANGE].click()
    assert sentence.say_edit.hasFocus()
    assert sentence.say_edit.text() == "It rains & <i>pours</i>"
    qtbot.keyClick(sentence.say_edit, Qt.Key.Key_Return)
    sentence.buttons[CHANGE].setFocus()
    assert heard == [], "looking at the words is no change of them"
    retype(qtbot, sentence.say_edit, "  It  rains a lot ")
    qtbot.keyClick(sentence.say_edit, Qt.Key.Key_Return)
    assert heard == [("say", CHANGE, None, None, "It rains a lot")]
    sentence.buttons[CHANGE].setFocus()
    assert len(heard) == 1


def test_letters_in_a_field_are_letters(qtbot: QtBot, sentence: MarkRow) -> None:
    heard = told(sentence)
    sentence.buttons[CHANGE].click()
    retype(qtbot, sentence.say_edit, "ksc KSC")
    assert sentence.say_edit.text() == "ksc KSC"
    assert sentence.mark() == CHANGE
    assert heard == []


def test_what_can_not_be_read_is_said_and_stays(qtbot: QtBot, row: MarkRow) -> None:
    heard = told(row)
    row.buttons[CHANGE].click()
    retype(qtbot, row.promise_edit, "soon")
    qtbot.keyClick(row.promise_edit, Qt.Key.Key_Return)
    assert row.wrong_label.isVisible()
    assert row.wrong_label.text() == "Please write a number, such as 12."
    assert heard == []
    row.show_mark(None, Decimal(10), Decimal(5), "Lead time")
    assert row.promise_edit.text() == "soon"
    assert row.wrong_label.isVisible()
    retype(qtbot, row.promise_edit, "12")
    assert not row.wrong_label.isVisible()


def test_what_the_room_says_is_wrong_stays_with_what_was_typed(qtbot: QtBot, row: MarkRow) -> None:
    row.show_mark(CHANGE, Decimal(12), Decimal(5), "")
    retype(qtbot, row.promise_edit, "2")
    qtbot.keyClick(row.promise_edit, Qt.Key.Key_Return)
    row.say("The stop lies above.")
    row.show_mark(CHANGE, Decimal(12), Decimal(5), "")
    assert row.promise_edit.text() == "2"
    assert row.wrong_label.text() == "The stop lies above."
    row.say("")
    row.show_mark(CHANGE, Decimal(12), Decimal(5), "")
    assert row.promise_edit.text() == "12"


def test_who_is_writing_is_not_disturbed(qtbot: QtBot, row: MarkRow) -> None:
    row.show_mark(KEEP, Decimal(10), Decimal(5), "")
    row.buttons[CHANGE].click()
    retype(qtbot, row.promise_edit, "1")
    row.show_mark(KEEP, Decimal(10), Decimal(5), "")
    assert row.mark() == CHANGE
    assert row.promise_edit.text() == "1"
    assert row._wanted.isVisible()
    row.buttons[KEEP].click()
    row.show_mark(KEEP, Decimal(10), Decimal(5), "")
    assert row.mark() == KEEP
    assert not row._wanted.isVisible()
    assert row.promise_edit.text() == "10"


@pytest.mark.parametrize("mark", [KEEP, CHANGE, STRIKE])
def test_a_mark_is_shown_silently_and_taken_away_again(row: MarkRow, mark: str) -> None:
    heard = told(row)
    row.show_mark(mark, Decimal(12), None, "")
    assert row.mark() == mark
    assert row._wanted.isVisible() is (mark == CHANGE)
    assert not row._hint.isVisible() or mark != CHANGE
    row.show_mark(None, Decimal(10), Decimal(5), "")
    assert row.mark() is None
    assert not row._wanted.isVisible()
    row.buttons[STRIKE].click()
    assert [given[1] for given in heard] == [STRIKE], "and one of them can still be chosen"
    assert sum(button.isChecked() for button in row.buttons.values()) == 1


def test_tab_goes_through_it(qtbot: QtBot, row: MarkRow) -> None:
    row.show_mark(CHANGE, Decimal(12), Decimal(5), "")
    row.buttons[CHANGE].setFocus()
    qtbot.keyClick(row.buttons[CHANGE], Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is row.promise_edit
    qtbot.keyClick(row.promise_edit, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is row.stop_edit


def test_a_screen_reader_hears_what_is_chosen_for_which_line(row: MarkRow, sentence: MarkRow) -> None:
    assert [button.accessibleName() for button in row.buttons.values()] == [
        "Keep: Lead time",
        "Change: Lead time",
        "Strike: Lead time",
    ]
    assert row.promise_edit.accessibleName() == "Sales may promise from: Lead time"
    assert row.stop_edit.accessibleName() == "Off the table under: Lead time"
    assert sentence.say_edit.accessibleName() == "Your words instead: It rains & <i>pours</i>"


def test_texts_are_shown_as_typed_and_wrap(show: Callable[[MarkRow], MarkRow]) -> None:
    long = "A word that goes on " * 15
    made = show(MarkRow("x", f"<b>{long}</b> & more", "\u05de\u05d7\u05d9\u05e8", long, None))
    texts = [label.text() for label in made.findChildren(PlainLabel)]
    assert f"<b>{long}</b> & more" in texts
    assert "\u05de\u05d7\u05d9\u05e8" in texts
    assert made.minimumSizeHint().width() < 700
    assert made.heightForWidth(500) > made.heightForWidth(1500)
