"""Ticks beside sentences of any length: by mouse on the words, by keyboard, in their order."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from widgets.tick_list import TickList

LONG = "The length of the van, and on which days it can stand here without anybody needing it elsewhere"


def test_what_is_ticked_is_told_in_its_order(qtbot: QtBot) -> None:
    ticks = TickList([("a", "Artwork"), ("b", LONG), ("c", "<b>Colour</b>")])
    qtbot.addWidget(ticks)
    assert ticks.ticked() == []
    ticks.set_ticked(["c", "a"])
    assert ticks.ticked() == ["a", "c"]
    ticks.set_ticked(["b"])
    assert ticks.ticked() == ["b"]


def test_a_click_on_the_words_and_the_space_bar_tick(qtbot: QtBot) -> None:
    ticks = TickList([("a", "Artwork"), ("b", LONG)])
    qtbot.addWidget(ticks)
    ticks.resize(240, 200)
    ticks.show()
    words = next(label for label in ticks.findChildren(QLabel) if label.text() == LONG)
    assert words.height() > 2 * words.fontMetrics().height(), "it wraps"
    qtbot.mouseClick(words, Qt.MouseButton.LeftButton)
    assert ticks.ticked() == ["b"]
    ticks.box("a").setFocus()
    QTest.keyClick(ticks.box("a"), Qt.Key.Key_Space)
    qtbot.mouseClick(words, Qt.MouseButton.LeftButton)
    assert ticks.ticked() == ["a"]
    assert ticks.box("b").accessibleName() == LONG
