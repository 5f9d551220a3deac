"""An empty room says what it is for, whole, and offers the next step."""

import pytest
from PySide6.QtCore import Qt

from widgets.card import PlainLabel
from widgets.empty_state import EmptyState


@pytest.mark.parametrize("width", [300, 500, 1200])
def test_all_of_it_is_shown(qtbot, width: int) -> None:
    state = EmptyState("No deals yet", "A deal goes through the checklist before anybody promises a date. " * 3)
    qtbot.addWidget(state)
    state.resize(width, 500)
    state.show()
    for label in state.findChildren(PlainLabel):
        assert label.height() >= label.heightForWidth(label.width()) > 0
        assert state.rect().contains(label.mapTo(state, label.rect().bottomRight()))


def test_the_next_step_is_a_real_button(qtbot, spoken) -> None:
    state = EmptyState("No deals yet", "Start here.", [("new", "New deal", True), ("import", "Bring in a list", False)])
    qtbot.addWidget(state)
    state.show()
    with qtbot.waitSignal(state.action_requested, timeout=1000) as told:
        qtbot.keyClick(state.buttons.button("new"), Qt.Key.Key_Space)
    assert told.args == ["new"]
    assert {"No deals yet", "Start here.", "New deal", "Bring in a list"} <= set(spoken(state))
    state.set_content("Nothing found", "Try fewer words.")
    assert state.buttons.isHidden() and state.accessibleName() == "Nothing found"
