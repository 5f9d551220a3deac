"""The list of questions asks to open, take out and move; it changes nothing itself and has no boxes to tick."""

import pytest
from PySide6.QtCore import Qt

from widgets.question_list import ChecklistRow, QuestionList

ROOM = ChecklistRow("room", "Capacity", "The weeks have room", "checked for you", needed_mark="before the promise")
ROWS = [
    ROOM._replace(number="1"),
    ChecklistRow("skill", "Capacity", "The people are in", number="2"),
    ChecklistRow("rule", "Data", "A rule", needed_mark="from the agreement", number="3", quiet=True),
]


@pytest.fixture
def view(qtbot) -> QuestionList:
    made = QuestionList("Questions")
    qtbot.addWidget(made)
    made.set_rows(ROWS)
    made.resize(460, 400)
    made.show()
    return made


@pytest.mark.parametrize(
    ("key", "modifier", "signal", "args"),
    [
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "open_requested", ["room"]),
        (Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier, "open_requested", ["room"]),
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier, "remove_requested", ["room"]),
        (Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier, "move_requested", ["room", -1]),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier, "move_requested", ["room", 1]),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier, "row_chosen", ["skill"]),
    ],
)
def test_keys_ask(view: QuestionList, qtbot, key, modifier, signal: str, args: list) -> None:
    assert view.current_id() == "room", "the first question is current"
    with qtbot.waitSignal(getattr(view, signal), timeout=1000) as told:
        qtbot.keyClick(view, key, modifier)
    assert told.args == args
    assert view.items.item_at(view.items.line_of("room")) == ROWS[0]


def test_a_click_chooses_and_a_double_click_opens(view: QuestionList, qtbot) -> None:
    place = view.visualRect(view.items.index(view.items.line_of("skill"))).center()
    with qtbot.assertNotEmitted(view.open_requested):
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert view.current_id() == "skill"
    with qtbot.waitSignal(view.open_requested, timeout=1000) as told:
        qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == ["skill"]


def test_the_place_is_kept_and_nothing_can_be_ticked(view: QuestionList) -> None:
    view.set_rows(ROWS, "rule")
    view.set_rows(ROWS[::-1])
    assert view.current_id() == "rule"
    view.set_rows(ROWS[:1])
    assert view.current_id() == "room"
    index = view.items.index(view.items.line_of("room"))
    assert not view.items.flags(index) & Qt.ItemFlag.ItemIsUserCheckable
    assert view.items.data(index, Qt.ItemDataRole.CheckStateRole) is None
    assert view.items.data(index) == "1. The weeks have room. checked for you. before the promise"
    view.set_rows([])
    assert view.current_id() == ""
