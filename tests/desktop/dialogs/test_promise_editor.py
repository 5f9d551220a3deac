"""Writing down and changing a promise: what is asked, what is refused with everything typed kept, who moved the day."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.actions.promises import keep_promise
from desktop.dialogs.promise_editor import PromiseEditor
from desktop.rooms.intake import IntakeRoom
from framework.promises import Exists, Promise, Way
from storage.promises import promises_of
from tests.desktop.rooms.agreement_screen import dialog, focused, no_dialog, plain, press, settle, texts_in

InFile = Callable[..., list[tuple[Any, ...]]]
BREWERY = "B-051"


@pytest.fixture
def editor(intake: IntakeRoom, in_file: InFile) -> PromiseEditor:
    """The editor of the brewery's promise, which was moved once already."""
    ((deal_id,),) = in_file("SELECT id FROM deal WHERE ref = ?", BREWERY)
    intake.list.choose(deal_id)
    intake.finish_background_work()
    (one,) = promises_of(intake.session.book, deal_id)
    intake.panel.promises_card.asked.emit("promise", one.id)  # type: ignore[union-attr]
    return dialog(intake, PromiseEditor)


def one(editor: PromiseEditor) -> Promise:
    (found,) = promises_of(editor._session.book, editor._deal.id)
    return found


def write_due(editor: PromiseEditor, text: str) -> None:
    editor.due_edit.setFocus()
    editor.due_edit.selectAll()
    QTest.keyClicks(editor.due_edit, text)


def test_a_new_one_is_written_by_keyboard_alone(qtbot: QtBot, intake: IntakeRoom, in_file: InFile) -> None:
    ((deal_id,),) = in_file("SELECT id FROM deal WHERE ref = 'B-056'")
    intake.list.choose(deal_id)
    intake.finish_background_work()
    intake.panel.promises_card.asked.emit("promised", "")  # type: ignore[union-attr]
    editor = dialog(intake, PromiseEditor)
    assert editor.said_by_box.currentText() == "Ana", "who sells is acting"
    assert focused() is editor.say_edit
    press(Qt.Key.Key_Tab)
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Down, Qt.Key.Key_Tab):
        press(key)
    assert focused() is editor.due_edit
    qtbot.keyClicks(focused(), "+7")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert editor.isVisible()
    assert "Write what the client was told." in texts_in(editor)
    assert focused() is editor.say_edit
    qtbot.keyClicks(focused(), "A drawing of the back")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    assert no_dialog()
    written = [each for each in promises_of(intake.session.book, deal_id) if each.say == "A drawing of the back"]
    assert [(each.way, each.exists_today, str(each.due_on), each.said_by) for each in written] == [
        (Way.WRITTEN, Exists.NO, "2026-11-30", in_file("SELECT id FROM person WHERE name = 'Ana'")[0][0])
    ]


def test_it_shows_what_is_there_and_how_it_moved(editor: PromiseEditor) -> None:
    assert editor.say_edit.toPlainText() == "It is fitted on a dry day, and we call the evening before"
    assert (editor.said_by_box.currentText(), editor.way_box.currentText()) == ("Ana", "Spoken")
    assert (editor.exists_box.currentText(), editor.kept_box.currentText()) == ("Yes, it exists", "Not known yet")
    assert any("Moved by Operations, client told first" in plain(text) for text in texts_in(editor))
    assert editor.moved_form.isHidden()
    editor.save_button.click()
    assert no_dialog()


def test_another_day_asks_who_moved_it_and_whether_the_client_knew(editor: PromiseEditor, in_file: InFile) -> None:
    before = one(editor)
    write_due(editor, "+20")
    editor.save_button.click()
    assert editor.isVisible()
    assert editor.moved_form.isVisible()
    assert focused() is editor.moved_form.mover_choice.button("sales")
    assert {"Choose who moved the day.", "Choose yes or no."} <= set(texts_in(editor))
    assert one(editor) == before
    editor.moved_form.mover_choice.button("client").click()
    assert "Choose who moved the day." not in texts_in(editor)
    editor.save_button.click()
    assert editor.isVisible()
    editor.moved_form.told_choice.button("no").click()
    editor.moved_form.why_edit.setPlainText("They repaint first")
    editor.kept_box.setCurrentIndex(0)
    editor.save_button.click()
    assert no_dialog()
    found = in_file("SELECT due_on, first_due_on FROM promise WHERE id = ?", before.id)
    assert found == [("2026-12-13", str(before.first_due_on))]
    moves = in_file(
        "SELECT from_on, to_on, moved_by, told_first, why FROM promise_move WHERE promise_id = ? ORDER BY at", before.id
    )
    assert moves[1:] == [(str(before.due_on), "2026-12-13", "client", 0, "They repaint first")]


def test_the_day_it_had_asks_nothing_again(editor: PromiseEditor) -> None:
    before = one(editor)
    write_due(editor, "+20")
    press(Qt.Key.Key_Tab)
    assert editor.moved_form.isVisible()
    editor.due_edit.set_value(None)
    write_due(editor, str(before.due_on))
    press(Qt.Key.Key_Tab)
    assert editor.moved_form.isHidden()
    editor.save_button.click()
    assert no_dialog()


def test_kept_is_kept_here_as_well(editor: PromiseEditor, in_file: InFile) -> None:
    editor.kept_box.setCurrentText("Not kept")
    editor.save_button.click()
    assert no_dialog()
    assert in_file("SELECT kept, ended_on FROM promise WHERE say LIKE 'It is fitted%'") == [(0, "2026-11-23")]


def test_what_was_never_said_is_taken_away(editor: PromiseEditor, in_file: InFile) -> None:
    assert editor.remove_button is not None
    editor.remove_button.click()
    assert no_dialog()
    assert in_file("SELECT count(*) FROM promise WHERE say LIKE 'It is fitted%'") == [(0,)]


def test_what_somebody_else_changed_is_said_and_the_next_try_rests_on_it(
    editor: PromiseEditor, in_file: InFile
) -> None:
    session = editor._session
    keep_promise(book=session.book, who=session.author, today=session.today, promise=one(editor), kept=True)
    editor.say_edit.setPlainText("Fitted on a dry day")
    editor.save_button.click()
    settle()
    assert editor.isVisible()
    assert any("Ana has changed this in the meantime" in text for text in texts_in(editor))
    assert editor.say_edit.toPlainText() == "Fitted on a dry day"
    editor.save_button.click()
    assert no_dialog()
    assert in_file("SELECT count(*) FROM promise WHERE say = 'Fitted on a dry day'") == [(1,)]
