"""Days of the week are chosen by mouse, keyboard and name."""

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from widgets.theme import Theme
from widgets.weekdays_edit import WeekdaysEdit


@pytest.fixture
def edit(qtbot: QtBot) -> WeekdaysEdit:
    made = WeekdaysEdit()
    qtbot.addWidget(made)
    made.setLocale(QLocale("en_GB"))
    made.resize(500, 30)
    made.show()
    return made


def test_monday_to_friday_is_usual(edit: WeekdaysEdit) -> None:
    assert edit.value() == "01234"


def test_days_are_pressed_and_let_go(qtbot: QtBot, edit: WeekdaysEdit) -> None:
    saturday = edit.days[5]
    with qtbot.waitSignal(edit.value_changed) as told:
        qtbot.mouseClick(saturday, Qt.MouseButton.LeftButton, pos=saturday.rect().bottomRight() - QPoint(3, 3))
    assert told.args == ["012345"]
    with qtbot.waitSignal(edit.value_changed) as told:
        qtbot.keyClick(edit.days[0], Qt.Key.Key_Space)
    assert told.args == [edit.value()] == ["12345"]
    with qtbot.assertNotEmitted(edit.value_changed):
        edit.set_value("60")
    assert edit.value() == "06"


def test_a_screen_reader_hears_whole_names_and_whether_they_are_chosen(edit: WeekdaysEdit) -> None:
    spoken = [QAccessible.queryAccessibleInterface(key) for key in edit.days]
    assert [each.text(QAccessible.Text.Name) for each in spoken[:2]] == ["Monday", "Tuesday"]
    assert {each.role() for each in spoken} == {QAccessible.Role.CheckBox}
    assert [bool(each.state().checked) for each in spoken] == [True] * 5 + [False] * 2


def test_the_names_are_those_of_the_locale(edit: WeekdaysEdit) -> None:
    before = edit.days[1].sizeHint().width()
    edit.setLocale(QLocale("de_DE"))
    assert edit.days[1].accessibleName() == "Dienstag"
    assert edit.days[1].sizeHint().width() < before, "Di is shorter than Tue"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_chosen_days_look_chosen_and_the_focus_is_seen(
    qtbot: QtBot, light: Theme, edit: WeekdaysEdit, scheme: str
) -> None:
    light.set_scheme(scheme)
    edit.activateWindow()
    qtbot.waitUntil(edit.isActiveWindow)
    edit.days[6].setFocus()
    looks = [edit.days[5].grab().toImage()]
    edit.days[5].setFocus()
    looks.append(edit.days[5].grab().toImage())
    edit.days[5].setChecked(True)
    looks.append(edit.days[5].grab().toImage())
    edit.days[6].setFocus()
    looks.append(edit.days[5].grab().toImage())
    assert all(a != b for a, b in zip(looks, [*looks[1:], looks[0]], strict=True))


def test_they_go_on_in_the_next_line_where_there_is_no_room(edit: WeekdaysEdit) -> None:
    edit.resize(160, 100)
    edit.layout().activate()
    assert edit.days[6].y() > edit.days[0].y() == edit.days[1].y()
