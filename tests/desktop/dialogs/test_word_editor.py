"""The dialog of a shared word: what is typed is kept whatever stands against it, also what somebody else wrote."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop.actions.shared_words import remove_word, save_word
from desktop.dialogs.word_editor import MeaningField, WordEditor
from desktop.session import Session
from framework.words import Word
from storage.book import Author, Book
from storage.opening import open_book
from storage.shared_words import read_words
from tests.desktop.conftest import TODAY

BEN = Author("", "Ben")
Open = Callable[..., WordEditor]


@pytest.fixture
def session(sample: Path, light: None) -> Iterator[Session]:
    """The sample business, Ana acting."""
    opened = Session(open_book(sample), today=TODAY)
    yield opened
    opened.close()


@pytest.fixture
def dialog(qtbot: QtBot, session: Session) -> Iterator[Open]:
    """A function that opens the dialog on a word, or on a new one."""
    made: list[WordEditor] = []

    def show(word: str = "") -> WordEditor:
        found = read(session.book, word) if word else Word("", "")
        editor = WordEditor(session, found)
        made.append(editor)
        editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        editor.open()
        qtbot.waitUntil(editor.isActiveWindow)
        return editor

    yield show
    for editor in made:
        editor.close()
        editor.deleteLater()


def read(book: Book, word: str) -> Word:
    return next(each for each in read_words(book) if each.word == word)


def write(field: MeaningField, text: str) -> None:
    field.edit.setPlainText(text)


def test_fields_show_what_is_written_and_speak_in_the_voices(dialog: Open) -> None:
    editor = dialog("done")
    assert editor.windowTitle() == editor.word_edit.text() == "done"
    assert [field.text() for field in (editor.sales_field, editor.operations_field, editor.agreed_field)] == [
        "The client has paid",
        "It left the workshop",
        "Fitted, looked at together with the client, and no rework open",
    ]
    names = [field.edit.accessibleName() for field in (editor.sales_field, editor.operations_field)]
    assert names == ["Sales means", "Operations means"]
    inks = {field.label.foreground().name() for field in (editor.sales_field, editor.operations_field)}
    assert inks == {"#a54a1a", "#1f5d69"}


@pytest.mark.parametrize(
    ("acting", "word", "label"),
    [
        ("Ana", "capacity", "Sales means"),
        ("Ben", "capacity", "Operations means"),
        ("Ana", "rework", "Sales means"),
        ("Ben", "rework", "Sales means"),
        ("Ana", "done", "We agreed"),
    ],
)
def test_the_keyboard_begins_where_something_is_missing_at_ones_own_side_first(
    session: Session, dialog: Open, acting: str, word: str, label: str
) -> None:
    session.act_as(next(person.id for person in session.business.people if person.name == acting))
    dialog(word)
    focused = QApplication.focusWidget()
    assert focused is not None and focused.accessibleName() == label


def test_tab_goes_through_all_of_it_in_reading_order(qtbot: QtBot, dialog: Open) -> None:
    editor = dialog("done")
    editor.word_edit.setFocus()
    seen = []
    for _ in range(8):
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(focused.text() if isinstance(focused, QPushButton) else focused.accessibleName())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    fields = ["The word", "Sales means", "Operations means", "We agreed"]
    assert seen == [*fields, "Save", "Delete word", "Cancel", "The word"]


def test_a_new_word_is_saved_with_enter(qtbot: QtBot, session: Session, dialog: Open) -> None:
    editor = dialog()
    write(editor.sales_field, " Soon \n")
    qtbot.keyClicks(editor.word_edit, "  asap ")
    with qtbot.waitSignals([editor.kept, editor.saved], timeout=1000):
        qtbot.keyClick(editor.word_edit, Qt.Key.Key_Return)
    assert not editor.isVisible()
    assert read(session.book, "asap")[2:5] == ("Soon", "", "")
    assert session.book.undo_label == "New word: asap"


def test_nothing_changed_is_nothing_saved_and_nothing_to_undo(qtbot: QtBot, session: Session, dialog: Open) -> None:
    editor = dialog("done")
    editor.word_edit.setText(" done ")
    with qtbot.assertNotEmitted(editor.saved):
        editor.accept()
    assert not editor.isVisible() and session.book.undo_label is None


@pytest.mark.parametrize(
    ("word", "agreed", "say"),
    [
        ("", "x", "Write the word first."),
        ("Lead Time", "x", "“lead time” is among the shared words already."),
        ("x" * 101, "x", "A word may have 100 characters."),
        ("asap", "x" * 1001, "A meaning may have 1000 characters."),
    ],
)
def test_what_stands_against_it_is_said_and_what_was_typed_stays(
    qtbot: QtBot, session: Session, dialog: Open, word: str, agreed: str, say: str
) -> None:
    editor = dialog()
    editor.word_edit.setText(word)
    write(editor.agreed_field, agreed)
    with qtbot.assertNotEmitted(editor.saved):
        editor.accept()
    assert editor.isVisible() and editor.say_label.text() == say
    assert (editor.word_edit.text(), editor.agreed_field.text()) == (word, agreed)
    assert len(read_words(session.book)) == 12


def test_markup_stays_what_was_typed(session: Session, dialog: Open) -> None:
    editor = dialog("rework")
    write(editor.sales_field, "<b>any</b> visit & more")
    editor.accept()
    assert read(session.book, "rework").sales_means == "<b>any</b> visit & more"
    assert dialog("rework").sales_field.text() == "<b>any</b> visit & more"


def test_two_on_one_word_see_both_and_the_second_save_means_it(session: Session, dialog: Open) -> None:
    editor = dialog("rework")
    write(editor.operations_field, "Redone at our cost")
    with open_book(session.book.path) as other:
        save_word(
            book=other,
            who=BEN,
            word=read(other, "rework")._replace(operations_means="Twice", agreed="Any return visit"),
        )
    editor.accept()
    assert editor.isVisible() and editor.say_label.text().startswith("Ben has changed this in the meantime")
    # What only Ben wrote is taken over, what both wrote is shown beside what was typed.
    assert editor.operations_field.text() == "Redone at our cost"
    assert editor.operations_field.theirs_label.text() == "Ben wrote: Twice"
    assert editor.operations_field.theirs_label.isVisible()
    assert editor.agreed_field.text() == "Any return visit" and not editor.agreed_field.theirs_label.isVisible()
    assert read(session.book, "rework").operations_means == "Twice"
    editor.accept()
    assert not editor.isVisible()
    assert read(session.book, "rework")[2:5] == ("", "Redone at our cost", "Any return visit")


def test_what_comes_up_pushes_nothing_out_of_sight(session: Session, dialog: Open) -> None:
    editor = dialog("rework")
    write(editor.operations_field, "Redone at our cost")
    write(editor.agreed_field, "A return visit")
    with open_book(session.book.path) as other:
        word = read(other, "rework")._replace(operations_means="Twice", agreed="Any return visit " * 10)
        save_word(book=other, who=BEN, word=word)
    editor.accept()
    QApplication.processEvents()
    for label in (editor.operations_field.theirs_label, editor.agreed_field.theirs_label, editor.say_label):
        assert label.visibleRegion().boundingRect() == label.rect()
    assert editor.height() <= 640


def test_a_word_deleted_meanwhile_can_be_saved_as_a_new_one(session: Session, dialog: Open) -> None:
    editor = dialog("rework")
    write(editor.agreed_field, "Any return visit")
    with open_book(session.book.path) as other:
        remove_word(book=other, who=BEN, word=read(other, "rework"))
    editor.accept()
    assert editor.isVisible() and "deleted in the meantime" in editor.say_label.text()
    assert editor.remove_button is not None and not editor.remove_button.isVisible()
    editor.accept()
    assert not editor.isVisible()
    assert read(session.book, "rework")[3:5] == ("Anything done twice", "Any return visit")


def test_delete_takes_the_word_away(qtbot: QtBot, session: Session, dialog: Open) -> None:
    editor = dialog("rework")
    assert editor.remove_button is not None and editor.remove_button.text() == "Delete word"
    with qtbot.waitSignal(editor.saved, timeout=1000) as told:
        editor.remove_button.click()
    assert told.args == ["Deleted “rework”."]
    assert "rework" not in {word.word for word in read_words(session.book)}
    session.book.undo(who=session.author)
    assert read(session.book, "rework").operations_means == "Anything done twice"


def test_delete_of_what_somebody_else_changed_shows_it_first(session: Session, dialog: Open) -> None:
    editor = dialog("rework")
    with open_book(session.book.path) as other:
        save_word(book=other, who=BEN, word=read(other, "rework")._replace(agreed="Any return visit"))
    editor.take_away()
    assert editor.isVisible() and editor.agreed_field.text() == "Any return visit"
    editor.take_away()
    assert not editor.isVisible() and "rework" not in {word.word for word in read_words(session.book)}


def test_escape_leaves_all_as_it_was(qtbot: QtBot, session: Session, dialog: Open) -> None:
    editor = dialog("rework")
    write(editor.agreed_field, "Any return visit")
    qtbot.keyClick(editor.agreed_field.edit, Qt.Key.Key_Escape)
    assert not editor.isVisible() and read(session.book, "rework").agreed == ""
