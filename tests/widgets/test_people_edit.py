"""Who is here: people are written down, walked through and taken away by keyboard, and named for a screen reader."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout, QLineEdit, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from widgets.card import PlainLabel
from widgets.people_edit import NORMAL_CASE, PeopleEdit, PersonEntry
from widgets.theme import Theme

ANA = PersonEntry("Ana", sells=True, leads=True, owner=True)
BEN = PersonEntry("Ben", delivers=True, leads=True)


@pytest.fixture
def edit(qtbot: QtBot) -> Iterator[PeopleEdit]:
    window = QWidget()
    qtbot.addWidget(window)
    made = PeopleEdit()
    across = QHBoxLayout(window)
    for part in (QLineEdit(), made, QLineEdit()):
        across.addWidget(part)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield made


def names(edit: PeopleEdit) -> list[str]:
    return [person.name for person in edit.people()]


def focused() -> str:
    held = QApplication.focusWidget()
    return held.accessibleName() or held.text() if isinstance(held, QLineEdit | QPushButton | QCheckBox) else ""


def test_it_begins_with_one_who_sells_and_owns_and_one_who_delivers(edit: PeopleEdit) -> None:
    assert edit.people() == NORMAL_CASE
    assert [row.name_edit.placeholderText() for row in edit.rows] == ["Who sells?", "Who delivers?"]


def test_two_names_are_all_that_has_to_be_typed(qtbot: QtBot, edit: PeopleEdit) -> None:
    edit.rows[0].name_edit.setFocus()
    qtbot.keyClicks(QApplication.focusWidget(), " Ana  Whitfield ")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.keyClicks(QApplication.focusWidget(), "Ben")
    assert edit.people() == (ANA._replace(name="Ana Whitfield"), BEN)


def test_values_come_out_as_they_went_in_and_silently(qtbot: QtBot, edit: PeopleEdit) -> None:
    people = (ANA, BEN, PersonEntry("<b>Cleo</b>", sells=True, delivers=True))
    with qtbot.assertNotEmitted(edit.changed):
        edit.set_people(people)
    assert edit.people() == people
    edit.set_people(())
    assert edit.people() == (PersonEntry(),)


def test_lines_without_a_name_count_only_as_the_first_two(edit: PeopleEdit) -> None:
    edit.set_people((PersonEntry(), ANA, PersonEntry(" ", sells=True), BEN, PersonEntry()))
    assert names(edit) == ["", "Ana", "Ben"]
    edit.set_error(2, "Which Ben?")
    assert edit.rows[3].error() == edit.error(2) == "Which Ben?"


def test_a_person_more_gets_the_focus_and_comes_before_the_button(qtbot: QtBot, edit: PeopleEdit) -> None:
    with qtbot.waitSignal(edit.changed):
        qtbot.mouseClick(edit.add_button, Qt.MouseButton.LeftButton)
    assert focused() == "Name of person 3"
    qtbot.keyClicks(QApplication.focusWidget(), "Cleo")
    assert names(edit) == ["", "", "Cleo"]
    assert not any(edit.people()[2][1:]), "nobody is given a function without being asked"
    walked = []
    for _stop in range(6):
        edit.window().focusNextPrevChild(True)
        walked.append(focused())
    assert walked == [
        "Cleo, sells",
        "Cleo, delivers",
        "Cleo, leads",
        "Cleo, owns the business",
        "Remove Cleo",
        "Add a person",
    ]


def test_enter_and_the_arrows_go_from_name_to_name(qtbot: QtBot, edit: PeopleEdit) -> None:
    edit.rows[0].name_edit.setFocus()
    walked = []
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Enter):
        qtbot.keyClick(QApplication.focusWidget(), key)
        walked.append(focused())
    one, two = "Name of person 1", "Name of person 2"
    assert walked == [two, one, one, two, "Add a person"]
    assert len(edit.rows) == 2, "going on adds nobody"


def test_ticks_are_told_and_can_be_clicked_in_all_of_their_cell(qtbot: QtBot, edit: PeopleEdit) -> None:
    tick = edit.rows[1].ticks["delivers"]
    assert tick.width() > 50
    with qtbot.waitSignal(edit.changed):
        qtbot.mouseClick(tick, Qt.MouseButton.LeftButton, pos=QPoint(tick.width() - 3, 3))
    assert not edit.people()[1].delivers
    qtbot.keyClick(edit.rows[1].ticks["owner"], Qt.Key.Key_Space)
    assert edit.people()[1].owner


def test_an_empty_name_asks_for_what_is_ticked_beside_it(edit: PeopleEdit) -> None:
    edit.add_person()
    row = edit.rows[2]
    asked = [row.name_edit.placeholderText()]
    for what in ("delivers", "sells"):
        row.ticks[what].setChecked(True)
        asked.append(row.name_edit.placeholderText())
    assert asked == ["Who else?", "Who delivers?", "Who sells and delivers?"]


def test_somebody_is_taken_away_and_the_next_has_the_focus(qtbot: QtBot, edit: PeopleEdit) -> None:
    edit.set_people((ANA, BEN, PersonEntry("Cleo", sells=True)))
    edit.rows[1].remove_button.setFocus()
    with qtbot.waitSignal(edit.changed):
        qtbot.keyClick(edit.rows[1].remove_button, Qt.Key.Key_Space)
    assert names(edit) == ["Ana", "Cleo"]
    assert focused() == "Name of person 2"
    qtbot.mouseClick(edit.rows[1].remove_button, Qt.MouseButton.LeftButton)
    assert focused() == "Name of person 1"


def test_the_only_person_stays(qtbot: QtBot, edit: PeopleEdit) -> None:
    edit.set_people((ANA,))
    assert not edit.rows[0].remove_button.isVisible()
    edit.rows[0].remove_button.click()
    assert names(edit) == ["Ana"]
    edit.add_person()
    assert edit.rows[0].remove_button.isVisible()


def test_what_is_wrong_is_said_beneath_its_line_and_at_its_place(qtbot: QtBot, edit: PeopleEdit) -> None:
    edit.set_people((ANA, BEN))
    assert edit.finish()
    edit.set_error(1, "Somebody has to own it.", "owner")
    edit.set_error(0, "Which <b>Ana</b>?")
    shown = [label for label in edit.findChildren(PlainLabel) if label.text() == "Which <b>Ana</b>?"]
    assert shown[0].isVisible() and shown[0].mapTo(edit, QPoint()).y() < edit.rows[1].y()
    assert edit.rows[0].name_edit.accessibleDescription() == "Which <b>Ana</b>?"
    assert edit.rows[1].ticks["owner"].accessibleDescription() == "Somebody has to own it."
    assert edit.rows[1].name_edit.accessibleDescription() == ""
    assert not edit.finish()
    assert focused() == "Name of person 1"
    edit.set_error(0, "")
    assert not edit.finish()
    assert focused() == "Ben, owns the business"
    edit.clear_errors()
    assert edit.finish() and edit.error(1) == "" and not shown[0].isVisible()
    assert edit.rows[1].ticks["owner"].accessibleDescription() == ""


def test_a_screen_reader_hears_who_does_what(edit: PeopleEdit, spoken: Callable[[QWidget], list[str]]) -> None:
    edit.set_people((ANA, PersonEntry(delivers=True)))
    heard = spoken(edit)
    for words in ("Ana, sells", "Ana, leads", "Remove Ana", "Person 2, delivers", "Remove person 2", "Operations"):
        assert words in heard
    assert QAccessible.queryAccessibleInterface(edit.rows[0].ticks["sells"]).role() == QAccessible.Role.CheckBox
    edit.rows[0].name_edit.setText("Anne")
    assert "Anne, owns the business" in spoken(edit)


@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_thirty_people_stand_under_their_headings(
    qtbot: QtBot, light: Theme, scheme: str, direction: Qt.LayoutDirection
) -> None:
    light.set_scheme(scheme)
    area = QScrollArea()
    qtbot.addWidget(area)
    edit = PeopleEdit()
    edit.set_people([PersonEntry(f"Charlotte-Amélie Featherstonehaugh {n}", sells=n > 9) for n in range(30)])
    area.setWidgetResizable(True)
    area.setWidget(edit)
    area.setLayoutDirection(direction)
    area.resize(560, 500)
    area.show()
    assert area.horizontalScrollBar().maximum() == 0 < area.verticalScrollBar().maximum()
    for row in edit.rows:
        for what, tick in row.ticks.items():
            heading = edit.headings[what]
            assert (tick.mapTo(edit, QPoint()).x(), tick.width()) == (heading.x(), heading.width())
    assert edit.rows[29].y() > 29 * edit.rows[0].height()
    sells, owns = (edit.rows[0].ticks[what].mapTo(edit, QPoint()).x() for what in ("sells", "owner"))
    assert (sells < owns) == (direction is Qt.LayoutDirection.LeftToRight)
    area.grab()


def test_headings_of_any_length_leave_room_for_the_names(edit: PeopleEdit) -> None:
    for heading in edit.headings.values():
        heading.setText("Auftragsabwicklungsverantwortliche")
    edit.setFixedWidth(620)
    edit.window().layout().activate()
    assert edit.rows[0].name_edit.width() >= 120
    assert all("Auftragsabwicklungsverantwortliche" in heading.toolTip() for heading in edit.headings.values())
