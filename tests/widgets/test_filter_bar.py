"""Chips choose one filter by key or mouse; the search waits for a pause."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from widgets.filter_bar import FilterBar

FILTERS = [("open", "Open", 6), ("ask", "To ask", 2), ("won", "Won & done", None)]


@pytest.fixture
def bar(qtbot) -> FilterBar:
    made = FilterBar()
    qtbot.addWidget(made)
    made.set_filters(FILTERS)
    made.resize(320, 80)
    made.show()
    return made


def test_arrows_and_clicks_choose(bar: FilterBar, qtbot) -> None:
    bar.chips.setFocus()
    with qtbot.waitSignal(bar.filter_chosen, timeout=1000) as told:
        qtbot.keyClick(bar.chips, Qt.Key.Key_Right)
    assert told.args == ["ask"]
    with qtbot.waitSignal(bar.filter_chosen, timeout=1000) as told:
        qtbot.mouseClick(bar.chips, Qt.MouseButton.LeftButton, pos=bar.chips.tabRect(2).center())
    assert told.args == ["won"]


def test_new_counts_and_the_room_are_silent(bar: FilterBar, qtbot) -> None:
    with qtbot.assertNotEmitted(bar.filter_chosen):
        bar.set_current("ask")
        bar.set_filters([("open", "Open", 5), ("ask", "To ask", 133), ("won", "Won & done", None)])
        assert bar.current() == "ask"
        bar.set_filters([("ask", "To ask", 3), ("lost", "Lost", 1)])
        assert bar.current() == "ask"
        bar.set_filters([("lost", "Lost", 1)])
        assert bar.current() == "lost"
    with pytest.raises(KeyError):
        bar.set_current("open")


def test_a_larger_count_gets_more_room(bar: FilterBar) -> None:
    before = bar.chips.tabRect(0).width()
    bar.set_filters([("open", "Open", 60_000), *FILTERS[1:]])
    assert bar.chips.tabRect(0).width() > before


def test_a_screen_reader_hears_the_counts(bar: FilterBar) -> None:
    chips = QAccessible.queryAccessibleInterface(bar.chips)
    assert [chips.child(index).text(QAccessible.Text.Name) for index in range(3)] == [
        "Open, 6",
        "To ask, 2",
        "Won & done",
    ]
    assert bar.search_edit.accessibleName() == "Find a deal"


def test_the_search_waits_for_a_pause(bar: FilterBar, qtbot) -> None:
    told: list[str] = []
    bar.search_changed.connect(told.append)
    qtbot.keyClicks(bar.search_edit, "dental ")
    assert told == []
    qtbot.waitUntil(lambda: told == ["dental"], timeout=2000)
    qtbot.keyClicks(bar.search_edit, "x")
    qtbot.keyClick(bar.search_edit, Qt.Key.Key_Return)
    assert told == ["dental", "dental x"]
    qtbot.keyClick(bar.search_edit, Qt.Key.Key_Escape)
    assert told == ["dental", "dental x", ""] and bar.search_edit.text() == ""
