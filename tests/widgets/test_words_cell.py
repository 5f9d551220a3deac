"""A cell of words: as high as they are, told when it is left, put back by Escape."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from widgets.words_cell import WordsCell


@pytest.fixture
def cell(qtbot: QtBot) -> WordsCell:
    made = WordsCell()
    qtbot.addWidget(made)
    made.resize(300, 40)
    made.show()
    made.set_words("Four words stand here")
    return made


def test_it_is_as_high_as_its_words(cell: WordsCell) -> None:
    low = cell.height()
    cell.setPlainText("many words " * 20)
    high = cell.height()
    assert high > 2 * low
    cell.resize(700, high)
    assert low < cell.height() < high
    cell.setPlainText("few")
    assert cell.height() == low
    cell.setPlainText("Kundenenttäuschungsvorbereitungsmaßnahmenkatalog" * 4)
    assert cell.height() > low and cell.document().size().height() * cell.fontMetrics().lineSpacing() < cell.height()


def test_only_what_was_changed_is_told(qtbot: QtBot, cell: WordsCell) -> None:
    told: list[str] = []
    cell.left.connect(told.append)
    cell.leave()
    cell.setPlainText("  Four words stand here ")
    cell.leave()
    assert told == []
    cell.setPlainText("Others")
    cell.setReadOnly(True)
    cell.leave()
    assert told == []
    cell.setReadOnly(False)
    cell.left.connect(cell.set_words)  # as who keeps them does
    cell.hide()
    assert told == ["Others"]


def test_its_menu_does_not_leave_it(cell: WordsCell) -> None:
    told: list[str] = []
    cell.left.connect(told.append)
    cell.setPlainText("Others")
    for reason, count in ((Qt.FocusReason.PopupFocusReason, 0), (Qt.FocusReason.TabFocusReason, 1)):
        QApplication.sendEvent(cell, QFocusEvent(QFocusEvent.Type.FocusOut, reason))
        assert len(told) == count
    cell.put_back()


def test_what_is_being_typed_stays_and_escape_puts_back_what_is_there_now(qtbot: QtBot, cell: WordsCell) -> None:
    cell.setPlainText("Mine")
    cell.set_words("Theirs")
    assert cell.toPlainText() == "Mine"
    qtbot.keyClick(cell, Qt.Key.Key_Escape)
    assert cell.toPlainText() == "Theirs" and not cell.is_changed()
    cell.set_words("Later")
    assert cell.toPlainText() == "Later"
