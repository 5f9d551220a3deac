"""Answers by letter, arrow and mouse, told once and taken back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from widgets.answer_row import Answer, AnswerRow


@pytest.fixture
def row(qtbot: QtBot) -> AnswerRow:
    made = AnswerRow("Rework?", (Answer("yes", "Yes", "y1"), Answer("no", "No", "n0"), Answer("maybe", "R&D", "?")))
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.setFocus()
    return made


def test_letters_arrows_and_backspace_choose(row: AnswerRow) -> None:
    told: list[str] = []
    row.chosen.connect(told.append)
    QTest.keyClicks(row, "Y1n?")
    assert (row.value(), told) == ("maybe", ["yes", "no", "maybe"]), "the same again is not told twice"
    QTest.keyClick(row, Qt.Key.Key_Left)
    assert row.value() == "no"
    QTest.keyClick(row, Qt.Key.Key_Backspace)
    assert (row.value(), told[-1]) == ("", "")
    QTest.keyClick(row, Qt.Key.Key_Left)
    assert row.value() == "maybe", "from nothing to the last"
    QTest.keyClick(row, Qt.Key.Key_Right)
    assert row.value() == "maybe", "there is none after it"


def test_arrows_follow_the_eye_where_one_reads_from_the_right(row: AnswerRow) -> None:
    row.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QTest.keyClick(row, Qt.Key.Key_Left)
    assert row.value() == "yes"


def test_by_mouse_the_same_button_takes_it_back(row: AnswerRow) -> None:
    row.button("no").click()
    assert row.value() == "no" and row.button("no").isChecked()
    row.button("no").click()
    assert row.value() == "" and not row.button("no").isChecked()


def test_it_is_named_with_its_answer_and_silent_when_set(row: AnswerRow) -> None:
    told: list[str] = []
    row.chosen.connect(told.append)
    row.set_value("maybe")
    assert (row.accessibleName(), told) == ("Rework?: R&D", [])
    assert [button.text() for button in row.findChildren(QPushButton)] == ["Yes", "No", "R&&D"]
    row.set_value("what?")
    assert row.value() == "" and row.accessibleName() == "Rework?"


def test_other_keys_are_the_dialogs(row: AnswerRow) -> None:
    QTest.keyClick(row, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(row, Qt.Key.Key_Return)
    assert row.value() == ""
