"""The dialog of the checklist: put in order, added to, taken from; saved as a version, and nothing lost on the way."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.actions.checklist import save_checklist
from desktop.dialogs.checklist_editor import ChecklistEditor
from desktop.dialogs.question_editor import QuestionEditor
from desktop.session import Session
from framework.agreement import Zone
from framework.checklist import ChecklistItem, Needed, Section
from storage.book import Author
from storage.checklist import read_newest, version_numbers
from storage.opening import open_book
from tests.desktop.conftest import TODAY

BEN = Author("", "Ben")
Open = Callable[[], ChecklistEditor]


@pytest.fixture
def session(sample: Path, light: None) -> Iterator[Session]:
    """The sample business, Ana acting."""
    opened = Session(open_book(sample), today=TODAY)
    yield opened
    opened.close()


@pytest.fixture
def dialog(qtbot: QtBot, session: Session) -> Iterator[Open]:
    """A function that opens the dialog."""
    made: list[ChecklistEditor] = []

    def show() -> ChecklistEditor:
        editor = ChecklistEditor(session)
        made.append(editor)
        editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        editor.open()
        qtbot.waitUntil(editor.isActiveWindow)
        return editor

    yield show
    for editor in made:
        # Not `close`: that asks where something was changed.
        editor.done(0)
        editor.deleteLater()


def said(editor: ChecklistEditor, words: str) -> ChecklistItem:
    return next(item for item in editor.items() if item.say.startswith(words))


def place(editor: ChecklistEditor, words: str) -> int:
    return editor.items().index(said(editor, words))


def row(editor: ChecklistEditor, item_id: str):
    found = editor.list.items.item_at(editor.list.items.line_of(item_id))
    assert found is not None
    return found


def question(qtbot: QtBot, editor: ChecklistEditor) -> QuestionEditor:
    """Return the form that is open over the dialog."""
    qtbot.waitUntil(lambda: any(each.isVisible() for each in editor.findChildren(QuestionEditor)))
    return next(each for each in editor.findChildren(QuestionEditor) if each.isVisible())


def go_to(editor: ChecklistEditor, words: str) -> ChecklistItem:
    item = said(editor, words)
    editor.list.setCurrentIndex(editor.list.items.index(editor.list.items.line_of(item.id)))
    return item


def test_questions_stand_under_their_sections_with_the_numbers_of_the_paper(dialog: Open) -> None:
    editor = dialog()
    first, built = said(editor, "The weeks needed"), said(editor, "We have built this before")
    assert (row(editor, first.id).number, row(editor, first.id).note) == ("1", "checked for you")
    assert row(editor, built.id).note == "No: Ask Operations first · Don't know: Ask Operations first"
    permit = said(editor, "Landlord or planning permission")
    assert row(editor, permit.id).number == "7a"
    assert "only for Flat-cut lettering" in row(editor, permit.id).note
    assert editor.save_button.text() == "Save as version 2"
    index = editor.list.items.index(editor.list.items.line_of(built.id))
    spoken = editor.list.items.data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("5. We have built this before. No: Ask Operations first")


def test_a_rule_of_the_agreement_is_grey_and_says_where_it_is_changed(
    qtbot: QtBot, dialog: Open, session: Session
) -> None:
    editor = dialog()
    own = go_to(editor, "Installation is promised without")
    assert row(editor, own.id).quiet and "from the agreement" in row(editor, own.id).note
    qtbot.keyClick(editor.list, Qt.Key.Key_Return)
    form = question(qtbot, editor)
    assert not form.say_edit.isEnabled() and not form.yes_box.isEnabled()
    assert "Agreement, Rules" in form.rule_label.text()
    assert form.item() == own, "what the rule says is not written down a second time"
    form.reject()
    # Taken out of the checklist it is asked all the same, by the agreement itself.
    qtbot.keyClick(editor.list, Qt.Key.Key_Delete)
    rule = f"rule:{own.rule_id}"
    assert row(editor, rule).needed_mark == "from the agreement"
    editor.list.setCurrentIndex(editor.list.items.index(editor.list.items.line_of(rule)))
    assert "changed there: Agreement, Rules" in editor.hint_label.text()
    assert not any(editor.actions_row.button(key).isEnabled() for key in ("edit", "up", "down", "remove"))
    before = editor.items()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Delete):
        qtbot.keyClick(editor.list, key)
    assert editor.items() == before


def test_questions_are_moved_by_key_and_button_within_their_section(qtbot: QtBot, dialog: Open) -> None:
    editor = dialog()
    built = go_to(editor, "We have built this before")
    at = place(editor, "We have built")
    assert not editor.actions_row.button("up").isEnabled()
    qtbot.keyClick(editor.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert (place(editor, "We have built"), editor.list.current_id()) == (at + 1, built.id)
    editor.actions_row.button("up").click()
    assert place(editor, "We have built") == at
    qtbot.keyClick(editor.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert place(editor, "We have built") == at
    assert not editor.is_changed()


def test_a_question_is_added_saved_as_the_next_version_and_undone(qtbot: QtBot, dialog: Open, session: Session) -> None:
    editor = dialog()
    before = read_newest(session.book).items
    go_to(editor, "We have built this before")
    editor.actions_row.button("add").click()
    form = question(qtbot, editor)
    form.save_button.click()
    assert form.isVisible() and "Write the question first" in form.form.error(form.say_edit)
    form.say_edit.setPlainText("  site survey\nDONE ")
    form.say_edit.setPlainText("We have  built THIS before")
    form.save_button.click()
    assert "asked already" in form.form.error(form.say_edit)
    form.say_edit.setPlainText("Is there power\nat the wall?")
    form.needed_box.setCurrentIndex(form.needed_box.findData("before_handover"))
    form.no_box.setCurrentIndex(form.no_box.findData("OFF"))
    form.unknown_box.setCurrentIndex(form.unknown_box.findData("ASK"))
    form.some_check.setChecked(True)
    form.save_button.click()
    assert form.isVisible() and "Tick the offerings" in form.say_label.text()
    (fascia,) = (key for key, each in session.business.offerings.items() if each.name == "Illuminated fascia")
    form.offering_ticks.box(fascia).click()
    form.save_button.click()
    added = said(editor, "Is there power at the wall?")
    assert editor.items()[editor.items().index(added) - 1].say == "We have built this before"
    assert editor.list.current_id() == added.id
    with qtbot.waitSignal(editor.saved) as told:
        editor.save_button.click()
    assert told.args == ["The checklist is version 2 now. Deals under way keep theirs."]
    assert not editor.isVisible()
    (kept,) = (item for item in read_newest(session.book).items if item.say == "Is there power at the wall?")
    assert (kept.section, kept.needed, kept.no_means, kept.unknown_means, kept.yes_means) == (
        Section.FEASIBILITY,
        Needed.BEFORE_HANDOVER,
        Zone.OFF,
        Zone.ASK,
        None,
    )
    names = [session.business.offerings[each].name for each in kept.offering_ids]
    assert names == ["Illuminated fascia"]
    session.book.undo(who=BEN)
    assert read_newest(session.book).items == before


def test_a_question_that_follows_a_figure_asks_nobody(qtbot: QtBot, dialog: Open) -> None:
    editor = dialog()
    go_to(editor, "We have built this before")
    qtbot.keyClick(editor.list, Qt.Key.Key_Return)
    form = question(qtbot, editor)
    assert form.answers.isVisible() and not form.follows_label.isVisible()
    form.follows_box.setCurrentIndex(form.follows_box.findData("margin"))
    assert not form.answers.isVisible() and form.follows_label.isVisible()
    form.follows_box.setCurrentIndex(form.follows_box.findData("catalogue"))
    assert form.no_box.isEnabled() and not form.yes_box.isEnabled() and form.catalogue_label.isVisible()
    form.follows_box.setCurrentIndex(form.follows_box.findData("margin"))
    form.save_button.click()
    built = said(editor, "We have built")
    assert (built.follows, built.no_means, built.unknown_means) == ("margin", None, None)
    assert row(editor, built.id).note == "checked for you"


def test_cancel_asks_once_when_something_was_changed(qtbot: QtBot, dialog: Open, session: Session) -> None:
    editor = dialog()
    cancel = editor.buttons.button(QDialogButtonBox.StandardButton.Cancel)
    go_to(editor, "We have built this before")
    qtbot.keyClick(editor.list, Qt.Key.Key_Delete)
    assert editor.is_changed()
    cancel.click()
    assert editor.isVisible() and "not saved yet" in editor.say_label.text()
    assert cancel.text() == "Let it go"
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert editor.isVisible() and (cancel.text(), editor.say_label.text()) == ("Cancel", "")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert editor.isVisible() and cancel.text() == "Let it go"
    cancel.click()
    assert not editor.isVisible()
    assert list(version_numbers(session.book).values()) == [1]


def test_cancel_closes_at_once_when_nothing_was_changed(qtbot: QtBot, dialog: Open) -> None:
    editor = dialog()
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert not editor.isVisible()


def test_who_saves_second_keeps_everything_and_may_save_again(dialog: Open, session: Session) -> None:
    editor = dialog()
    editor.take_out(said(editor, "We have built this before").id)
    seen = read_newest(session.book).items
    save_checklist(book=session.book, who=BEN, items=seen[:5], seen=seen)
    editor.save_button.click()
    assert editor.isVisible() and "saved in the meantime, as version 2" in editor.say_label.text()
    assert len(editor.items()) == len(seen) - 1
    editor.save_button.click()
    assert not editor.isVisible()
    assert len(read_newest(session.book).items) == len(seen) - 1


def test_an_empty_checklist_says_so_and_can_be_saved(dialog: Open, session: Session) -> None:
    editor = dialog()
    for item in editor.items():
        editor.take_out(item.id)
    assert editor.items() == ()
    assert "No questions yet" in editor.hint_label.text() or editor.list.current_id().startswith("rule:")
    editor.save_button.click()
    assert read_newest(session.book).items == ()
    assert session.business.items == ()


def test_tab_goes_from_the_list_to_its_buttons_and_then_to_save(qtbot: QtBot, dialog: Open) -> None:
    editor = dialog()
    go_to(editor, "We know the client's real deadline")
    assert editor.list.hasFocus()
    met = []
    for _ in range(6):
        qtbot.keyClick(editor.focusWidget(), Qt.Key.Key_Tab)
        met.append(editor.focusWidget().accessibleName() or editor.focusWidget().text())
    assert met == ["Add a question", "Change…", "Up", "Down", "Take out", "Save as version 2"]


def test_both_are_freed_when_they_are_closed(session: Session, qtbot: QtBot) -> None:
    editor = ChecklistEditor(session)
    editor.open()
    editor.edit(editor.items()[1].id)
    form = question(qtbot, editor)
    form.reject()
    qtbot.waitUntil(lambda: not isValid(form))
    editor.reject()
    qtbot.waitUntil(lambda: not isValid(editor))
