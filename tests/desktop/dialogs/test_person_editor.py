"""The dialog of a person: what they do, that they have left or are back; what was typed stays when it can't be."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.actions.meeting import agree_action
from desktop.actions.people import PersonFields, let_leave, remove_person, save_person
from desktop.dialogs.leaving import LeavingEditor
from desktop.dialogs.person_editor import PersonEditor
from desktop.session import Session
from storage.book import Author, Book
from storage.opening import open_book
from storage.people import Member, read_members
from tests.desktop.conftest import TODAY

BEN = Author("", "Ben")
Open = Callable[..., PersonEditor]


@pytest.fixture
def session(sample: Path, light: None) -> Iterator[Session]:
    """The sample business, Ana acting."""
    opened = Session(open_book(sample), today=TODAY)
    yield opened
    opened.close()


@pytest.fixture
def dialog(qtbot: QtBot, session: Session) -> Iterator[Open]:
    """A function that opens the dialog on somebody, or on somebody new."""
    made: list[PersonEditor] = []

    def show(name: str = "") -> PersonEditor:
        editor = PersonEditor(session, member(session.book, name) if name else None)
        made.append(editor)
        editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        editor.open()
        qtbot.waitUntil(editor.isActiveWindow)
        return editor

    yield show
    for editor in made:
        editor.close()
        editor.deleteLater()


def member(book: Book, name: str) -> Member:
    (found,) = [each for each in read_members(book) if each.person.name == name]
    return found


def add(book: Book, name: str, *, delivers: bool = False) -> str:
    fields = PersonFields(name, sells=not delivers, delivers=delivers)
    return save_person(book=book, who=BEN, member=None, fields=fields)


def change(book: Book, name: str, **what: object) -> None:
    fields = PersonEditor.fields_of(member(book, name))._replace(**what)
    save_person(book=book, who=BEN, member=member(book, name), fields=fields)


def ticked(editor: PersonEditor) -> tuple[bool, ...]:
    boxes = (editor.sells_box, editor.delivers_box, editor.leads_box, editor.owner_box)
    return tuple(box.isChecked() for box in boxes)


def asked(editor: PersonEditor) -> LeavingEditor:
    assert editor.leave_button is not None
    editor.leave_button.click()
    (found,) = [each for each in editor.findChildren(LeavingEditor) if each.isVisible()]
    return found


def test_fields_show_what_is_written_and_speak_in_the_voices(dialog: Open) -> None:
    editor = dialog("Ana")
    assert editor.name_edit.text() == editor.windowTitle() == "Ana" and ticked(editor) == (True, False, True, True)
    inks = [
        box.palette().color(box.foregroundRole()).name()
        for box in (editor.sells_box, editor.delivers_box, editor.leads_box, editor.owner_box)
    ]
    assert inks == ["#a54a1a", "#1f5d69", "#23262b", "#6b4fa0"]
    assert editor.owner_box.accessibleDescription() == "Decides where the two sides can't agree."
    assert editor.leave_button is not None and editor.back_button is None and editor.remove_button is not None


def test_all_of_it_is_worked_by_keyboard(qtbot: QtBot, session: Session, dialog: Open) -> None:
    editor = dialog()
    qtbot.waitUntil(editor.name_edit.hasFocus)
    qtbot.keyClicks(editor.name_edit, "Cleo")
    qtbot.keyClick(editor.name_edit, Qt.Key.Key_Tab)
    for _ in range(4):
        focused = QApplication.focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, Qt.Key.Key_Space)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    with qtbot.waitSignals([editor.kept, editor.saved], timeout=1000):
        qtbot.keyClick(editor.name_edit, Qt.Key.Key_Return)
    assert PersonEditor.fields_of(member(session.book, "Cleo"))[1:] == (True, True, True, True)
    assert session.book.undo_label == "New person: Cleo"
    assert editor.leave_button is None and editor.remove_button is None and not editor.isVisible()


def test_nothing_changed_is_nothing_saved_and_nothing_to_undo(qtbot: QtBot, session: Session, dialog: Open) -> None:
    editor = dialog("Ben")
    with qtbot.assertNotEmitted(editor.saved):
        editor.accept()
    assert not editor.isVisible() and session.book.undo_label is None


@pytest.mark.parametrize(
    ("name", "tick", "say"),
    [
        ("Ben", (True, False, True, False), "Somebody has to deliver: tick Operations for one of you first."),
        ("Ana", (False, True, True, True), "Somebody has to sell: tick Sales for one of you first."),
        ("Ana", (True, False, True, False), "Somebody has to own the business: tick Owner for one of you first."),
        ("Ben", (False, False, True, False), "What does Benjamin do here? Tick Sales or Operations."),
    ],
)
def test_of_two_people_each_keeps_what_only_they_do_and_what_was_typed_stays(
    qtbot: QtBot, session: Session, dialog: Open, name: str, tick: tuple[bool, ...], say: str
) -> None:
    editor = dialog(name)
    editor.name_edit.setText("Benjamin")
    for box, wanted in zip(
        (editor.sells_box, editor.delivers_box, editor.leads_box, editor.owner_box), tick, strict=True
    ):
        box.setChecked(wanted)
    with qtbot.assertNotEmitted(editor.saved):
        editor.accept()
    assert editor.isVisible() and editor.say_label.text() == say
    assert editor.name_edit.text() == "Benjamin" and ticked(editor) == tick
    assert session.book.undo_label is None


@pytest.mark.parametrize(("name", "say"), [("", "A person needs a name."), ("ben", "There are two people called ben.")])
def test_a_name_is_needed_once(session: Session, dialog: Open, name: str, say: str) -> None:
    editor = dialog()
    editor.name_edit.setText(name)
    editor.sells_box.setChecked(True)
    editor.accept()
    assert editor.isVisible() and editor.say_label.text().startswith(say)


def test_somebody_leaves_on_a_day_and_their_open_actions_are_counted(
    qtbot: QtBot, session: Session, dialog: Open
) -> None:
    key = add(session.book, "Cleo")
    for say in ("Order LED stock", "Call the brewery"):
        agree_action(book=session.book, who=BEN, today=TODAY, say=say, person_id=key, due_on=None)
    editor = dialog("Cleo")
    leaving = asked(editor)
    assert leaving.windowTitle() == "Cleo has left" and leaving.day_edit.value() == TODAY
    qtbot.waitUntil(leaving.day_edit.hasFocus)
    qtbot.keyClicks(leaving.day_edit, "2026-11-20")
    with qtbot.waitSignal(editor.saved, timeout=1000) as told:
        qtbot.keyClick(leaving.day_edit, Qt.Key.Key_Return)
    assert told.args == ["Cleo has left. 2 actions are still theirs."]
    assert member(session.book, "Cleo").left_on == date(2026, 11, 20) and not editor.isVisible()
    assert session.book.undo_label == "Cleo has left"
    session.book.undo(who=session.author)
    assert member(session.book, "Cleo").left_on is None


@pytest.mark.parametrize("text", ["", "some day", (TODAY + timedelta(days=1)).isoformat()])
def test_a_day_is_needed_and_not_one_to_come(session: Session, dialog: Open, text: str) -> None:
    add(session.book, "Cleo")
    leaving = asked(dialog("Cleo"))
    leaving.day_edit.setText(text)
    leaving.day_edit.setModified(True)
    leaving.accept()
    assert leaving.isVisible() and leaving.day_edit.error()
    assert member(session.book, "Cleo").left_on is None
    leaving.reject()


def test_the_last_who_delivers_does_not_leave(session: Session, dialog: Open) -> None:
    editor = dialog("Ben")
    leaving = asked(editor)
    leaving.accept()
    assert leaving.isVisible() and leaving.say_label.text().startswith("Somebody has to deliver")
    leaving.reject()
    assert editor.isVisible() and member(session.book, "Ben").left_on is None


def test_what_was_typed_beside_it_is_kept_when_somebody_leaves(session: Session, dialog: Open) -> None:
    add(session.book, "Cleo")
    editor = dialog("Cleo")
    editor.name_edit.setText("Cleo Smith")
    asked(editor).accept()
    assert member(session.book, "Cleo Smith").left_on == TODAY and not editor.isVisible()


def test_somebody_comes_back(qtbot: QtBot, session: Session, dialog: Open) -> None:
    add(session.book, "Cleo")
    let_leave(book=session.book, who=BEN, member=member(session.book, "Cleo"), on=TODAY)
    editor = dialog("Cleo")
    assert editor.leave_button is None and editor.back_button is not None
    with qtbot.waitSignal(editor.saved, timeout=1000) as told:
        editor.back_button.click()
    assert told.args == ["Cleo is back."] and not editor.isVisible()
    assert member(session.book, "Cleo").left_on is None and session.book.undo_label == "Cleo is back"


def test_somebody_whom_deals_name_is_not_deleted_and_the_dialog_says_what_to_do(
    qtbot: QtBot, session: Session, dialog: Open
) -> None:
    editor = dialog("Ana")
    editor.name_edit.setText("Ana Lima")
    assert editor.remove_button is not None
    with qtbot.assertNotEmitted(editor.saved):
        editor.remove_button.click()
    assert editor.say_label.text().startswith("Ana can't be deleted: 64 deals name them")
    assert "Say that Ana has left instead" in editor.say_label.text()
    assert editor.isVisible() and editor.name_edit.text() == "Ana Lima"


def test_somebody_nothing_names_is_deleted(qtbot: QtBot, session: Session, dialog: Open) -> None:
    add(session.book, "Cleo")
    editor = dialog("Cleo")
    assert editor.remove_button is not None
    with qtbot.waitSignal(editor.saved, timeout=1000) as told:
        editor.remove_button.click()
    assert told.args == ["Deleted Cleo."] and len(read_members(session.book)) == 2


def test_two_on_one_person_the_second_save_keeps_both(session: Session, dialog: Open) -> None:
    editor = dialog("Ben")
    editor.name_edit.setText("Benjamin")
    with open_book(session.book.path) as other:
        change(other, "Ben", sells=True, owner=True)
    editor.accept()
    assert editor.isVisible() and "Ben has changed this in the meantime" in editor.say_label.text()
    assert editor.name_edit.text() == "Benjamin" and ticked(editor) == (True, True, True, True)
    assert member(session.book, "Ben").person.owner
    editor.accept()
    assert not editor.isVisible()
    assert PersonEditor.fields_of(member(session.book, "Benjamin"))[1:] == (True, True, True, True)


def test_somebody_deleted_meanwhile_can_be_saved_as_somebody_new(session: Session, dialog: Open) -> None:
    add(session.book, "Cleo")
    editor = dialog("Cleo")
    editor.leads_box.setChecked(True)
    with open_book(session.book.path) as other:
        remove_person(book=other, who=BEN, member=member(other, "Cleo"))
    editor.accept()
    assert editor.isVisible() and "deleted in the meantime" in editor.say_label.text()
    assert not any(each.isVisible() for each in (editor.remove_button, editor.leave_button) if each is not None)
    assert ticked(editor) == (True, False, True, False)
    editor.accept()
    assert not editor.isVisible() and member(session.book, "Cleo").person.leads


def test_a_conflict_while_leaving_is_said_and_the_second_try_means_it(session: Session, dialog: Open) -> None:
    add(session.book, "Dirk", delivers=True)
    editor = dialog("Ben")
    leaving = asked(editor)
    with open_book(session.book.path) as other:
        change(other, "Ben", leads=False)
    leaving.accept()
    assert leaving.isVisible() and "Ben has changed this in the meantime" in leaving.say_label.text()
    leaving.accept()
    assert member(session.book, "Ben").left_on == TODAY and not editor.isVisible()
