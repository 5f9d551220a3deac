"""The scale of a statement: one key answers, a held key does not run on, the arrows are the page's."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from widgets.scale_row import CANNOT_SAY, NOTHING, ScaleRow


@pytest.fixture
def row(qtbot: QtBot) -> ScaleRow:
    row = ScaleRow("It holds", "1 not at all", "5 fully", "Can't say")
    qtbot.addWidget(row)
    row.show()
    return row


def test_a_key_answers_and_is_told_again_when_it_is_the_same(row: ScaleRow, qtbot: QtBot) -> None:
    told: list[int] = []
    row.chosen.connect(told.append)
    for key in (Qt.Key.Key_4, Qt.Key.Key_4, Qt.Key.Key_0, Qt.Key.Key_6, Qt.Key.Key_A):
        qtbot.keyClick(row, key)
    assert told == [4, 4, CANNOT_SAY]
    assert row.value() == CANNOT_SAY and row.button(CANNOT_SAY).isChecked() and not row.button(4).isChecked()
    assert row.accessibleName() == "It holds: Can't say"
    row.button(2).click()
    assert told[-1] == 2 and row.accessibleName() == "It holds: 2"


def test_a_key_that_is_held_down_answers_one_statement_only(row: ScaleRow) -> None:
    told: list[int] = []
    row.chosen.connect(told.append)
    for repeat in (False, True, True):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_3, Qt.KeyboardModifier.NoModifier, "3", repeat)
        QApplication.sendEvent(row, event)
    assert told == [3]


def test_the_arrows_go_from_statement_to_statement_and_nothing_is_chosen(row: ScaleRow, qtbot: QtBot) -> None:
    steps: list[int] = []
    row.stepped.connect(steps.append)
    with qtbot.assertNotEmitted(row.chosen):
        for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Backspace):
            qtbot.keyClick(row, key)
        row.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        qtbot.keyClick(row, Qt.Key.Key_Left)
        row.set_value(5)
        row.set_value(NOTHING)
    assert steps == [1, -1, -1, 1]
    assert row.accessibleName() == "It holds"


def test_without_cannot_say_there_are_only_numbers(qtbot: QtBot) -> None:
    row = ScaleRow("A guess", "1", "5")
    qtbot.addWidget(row)
    with qtbot.assertNotEmitted(row.chosen):
        qtbot.keyClick(row, Qt.Key.Key_0)
    assert row.value() == NOTHING
