"""Tab goes through what is made later where it stands, not at the end."""

import gc

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from widgets.action_buttons import ActionButtons
from widgets.tab_order import follow


class Place(QWidget):
    """A line, a place to fill, another, and what `tail` says after them."""

    def __init__(self, tail: QWidget | None) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.edit, self.first, self.second = QLineEdit(), QWidget(), QWidget()
        for each in (self.edit, self.first, self.second):
            self.column.addWidget(each)
        QHBoxLayout(self.first)
        QHBoxLayout(self.second)
        if tail is not None:
            self.column.addWidget(tail)

    def fill(self, place: QWidget, *names: str) -> list[QWidget]:
        made: list[QWidget] = [QPushButton(name) for name in names]
        layout = place.layout()
        assert layout is not None
        for each in made:
            layout.addWidget(each)
        return made


def tabbed(qtbot: QtBot, window: QWidget, start: QWidget, count: int) -> list[QWidget]:
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    start.setFocus()
    seen = []
    for _ in range(count):
        focused = QApplication.focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
        after = QApplication.focusWidget()
        assert after is not None
        seen.append(after)
    return seen


@pytest.mark.parametrize("tail", [None, QLabel, QLineEdit], ids=["nothing", "label", "line"])
@pytest.mark.parametrize("second_first", [False, True])
def test_buttons_stand_where_their_place_stands(qtbot: QtBot, tail: type[QWidget] | None, second_first: bool) -> None:
    last = tail() if tail is not None else None
    window = Place(last)
    qtbot.addWidget(window)
    order = [(window.second, ("c",)), (window.first, ("a", "b"))]
    made: dict[str, QWidget] = {}
    for place, names in order if second_first else reversed(order):
        buttons = window.fill(place, *names)
        follow(place, buttons)
        made.update(zip(names, buttons, strict=True))
    wanted = [made["a"], made["b"], made["c"]] + ([last] if isinstance(last, QLineEdit) else [])
    assert tabbed(qtbot, window, window.edit, len(wanted)) == wanted
    assert window.first.focusPolicy() is Qt.FocusPolicy.NoFocus, "a place is no stop by itself"
    assert len(window.first.children()) == 3, "nothing is left behind"


def test_what_is_in_a_widget_comes_with_it(qtbot: QtBot) -> None:
    window = Place(QLineEdit())
    qtbot.addWidget(window)
    box, inside = QWidget(), QComboBox()
    inside.setEditable(True)
    row = QHBoxLayout(box)
    button = QPushButton("x")
    row.addWidget(button)
    row.addWidget(inside)
    layout = window.first.layout()
    assert layout is not None
    layout.addWidget(box)
    follow(window.first, [box])
    seen = tabbed(qtbot, window, window.edit, 2)
    assert seen[0] is button
    assert seen[1] in (inside, inside.lineEdit())


def test_nothing_to_order_changes_nothing(qtbot: QtBot) -> None:
    window = Place(QLineEdit())
    qtbot.addWidget(window)
    follow(window.first, [])
    follow(window.first, [QLabel("in another window")])
    assert window.first.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_buttons_of_actions_stay_in_their_place_when_they_are_others(qtbot: QtBot) -> None:
    window = Place(None)
    qtbot.addWidget(window)
    above, below = ActionButtons(), ActionButtons()
    for place, buttons in ((window.first, above), (window.second, below)):
        layout = place.layout()
        assert layout is not None
        layout.addWidget(buttons)
    below.set_actions((("d", "Delta", False),))
    above.set_actions((("a", "Alpha", True),))
    above.set_actions((("b", "Beta", False), ("c", "Gamma & more", True)))
    wanted: list[QWidget] = [above.button("b"), above.button("c"), below.button("d")]
    assert tabbed(qtbot, window, window.edit, 3) == wanted
    above.focus_first()
    assert QApplication.focusWidget() is above.button("b")
    window.edit.setFocus()
    above.set_actions(())
    above.focus_first()
    assert QApplication.focusWidget() is window.edit, "there is none to go to"
    gc.collect()
    assert above.isHidden()
