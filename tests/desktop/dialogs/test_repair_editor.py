"""One thing to mend: chosen together, it becomes an action, is changed with it, and is undone by name."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions.health import known_statements
from desktop.actions.meeting import tick_action
from desktop.dialogs.repair_editor import RepairEditor
from desktop.session import Session
from framework.health import Area
from framework.health_check import Opened
from framework.meeting import Action
from storage.book import Author
from storage.health import read_opened
from storage.meeting import read_action, read_actions
from storage.opening import open_book
from tests.desktop.conftest import TODAY
from tests.desktop.health_shop import add_opened, answer_all

Edit = Callable[[], RepairEditor]
ALL = known_statements()


@pytest.fixture
def session(blank: Path) -> Iterator[Session]:
    """Ana and Ben, who have opened a check: they are furthest apart about capacity."""
    session = Session(open_book(blank), today=TODAY)
    ana, ben = session.business.people
    apart = {each.id: 1 for each in ALL if each.area is Area.CAPACITY and not each.reversed}
    add_opened(session.book, [(ana, answer_all(ALL, 3)), (ben, answer_all(ALL, 3, **apart))])
    yield session
    session.close()


def opened(session: Session) -> Opened:
    return read_opened(session.book)[0]


def action_of(session: Session) -> Action | None:
    repair = opened(session).repair
    return None if repair is None or repair.action_id is None else read_action(session.book, repair.action_id)


@pytest.fixture
def edit(qtbot: QtBot, light: None, session: Session) -> Iterator[Edit]:
    """A function that opens the dialog on what the file has now."""
    host = QWidget()
    qtbot.addWidget(host)
    host.show()

    def open_it() -> RepairEditor:
        dialog = RepairEditor(session, opened(session), action_of(session), host)
        dialog.open()
        return dialog

    yield open_it
    for dialog in host.findChildren(RepairEditor):
        dialog.reject()
    QApplication.processEvents()


def choose(qtbot: QtBot, dialog: RepairEditor, say: str, person: str, due: date) -> None:
    dialog.say_edit.setPlainText(say)
    dialog.person_box.choose(person)
    dialog.due_edit.set_value(due)
    dialog.save_button.click()


def test_the_area_they_are_furthest_apart_in_is_offered_first(edit: Edit, session: Session) -> None:
    dialog = edit()
    assert dialog.area_box.currentText() == "Capacity in sight"
    assert dialog.area_box.count() == len(Area)
    assert dialog.due_edit.value() == date(2026, 12, 21)


def test_it_becomes_an_action_and_is_undone_by_name(qtbot: QtBot, edit: Edit, session: Session) -> None:
    ben = session.business.people[1]
    dialog = edit()
    dialog.area_box.choose(Area.RULES.value)
    with qtbot.waitSignal(dialog.saved) as saved:
        choose(qtbot, dialog, "Ask  before any date\nunder ten days", ben.id, date(2026, 12, 4))
    assert saved.args == ["Agreed: Ask before any date under ten days"]
    repair, action = opened(session).repair, action_of(session)
    assert repair is not None and action is not None
    assert (repair.area, repair.say) == (Area.RULES, "Ask before any date under ten days")
    assert (action.say, action.person_id, action.due_on) == (repair.say, ben.id, date(2026, 12, 4))
    assert session.book.undo_label == "Repair: Ask before any date under ten days"
    session.book.undo()
    assert opened(session).repair is None and read_actions(session.book, TODAY) == []


def test_nothing_is_agreed_without_words_a_name_or_a_day(qtbot: QtBot, edit: Edit, session: Session) -> None:
    ana = session.business.people[0]
    dialog = edit()
    for say, person, due, told in (
        ("Look at the weeks together", "", date(2026, 12, 4), "Who does it? One name."),
        ("Look at the weeks together", ana.id, date(2026, 11, 22), "By which day? One that is still to come."),
        ("  ", ana.id, date(2026, 12, 4), "Write what will be done."),
    ):
        choose(qtbot, dialog, say, person, due)
        assert dialog.say_label.text() == told
        assert dialog.isVisible() and opened(session).repair is None


def test_a_changed_repair_takes_its_action_along(qtbot: QtBot, edit: Edit, session: Session) -> None:
    ana, ben = session.business.people
    choose(qtbot, edit(), "Look at the weeks together", ana.id, date(2026, 12, 4))
    dialog = edit()
    assert dialog.say_edit.toPlainText() == "Look at the weeks together"
    assert dialog.person_box.currentText() == "Ana"
    choose(qtbot, dialog, "Look at the weeks each Monday", ben.id, date(2026, 12, 11))
    assert [(each.say, each.person_id) for each in read_actions(session.book, TODAY)] == [
        ("Look at the weeks each Monday", ben.id)
    ]


def test_saving_what_is_already_agreed_changes_nothing(qtbot: QtBot, edit: Edit, session: Session) -> None:
    ana = session.business.people[0]
    choose(qtbot, edit(), "Look at the weeks together", ana.id, date(2026, 12, 4))
    before = opened(session).repair
    dialog = edit()
    with qtbot.assertNotEmitted(dialog.saved):
        dialog.save_button.click()
    assert opened(session).repair == before


def test_a_repair_that_was_done_stays_done_when_another_is_chosen(qtbot: QtBot, edit: Edit, session: Session) -> None:
    ana = session.business.people[0]
    choose(qtbot, edit(), "Look at the weeks together", ana.id, date(2026, 12, 4))
    done = action_of(session)
    assert done is not None
    tick_action(book=session.book, who=Author(), today=TODAY, action=done, done=True)
    choose(qtbot, edit(), "One rule less", ana.id, date(2026, 12, 11))
    assert {each.say: each.done_on for each in read_actions(session.book, TODAY)} == {
        "Look at the weeks together": TODAY,
        "One rule less": None,
    }


def test_the_keyboard_is_where_the_words_go(qtbot: QtBot, edit: Edit) -> None:
    dialog = edit()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.say_edit.hasFocus())
    qtbot.keyClick(dialog.say_edit, Qt.Key.Key_Tab)
    assert dialog.person_box.hasFocus()
