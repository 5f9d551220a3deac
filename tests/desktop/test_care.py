"""A mistake of ours is one dialog with a text to copy; words that were not saved are kept and offered."""

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QtMsgType
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QPushButton, QWidget
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from desktop import drafts
from desktop.being_written import being_written
from desktop.care import Care
from desktop.dialogs.bug import BugDialog
from desktop.dialogs.kept_words import KeptWords
from desktop.dialogs.note import NoteDialog
from desktop.drafts import Draft
from desktop.log import log_path
from desktop.rooms.deal_form import DealForm
from desktop.rooms.intake import IntakeRoom
from desktop.window import Window
from desktop.word_keeper import WORDS
from storage.opening import open_book
from storage.verify import verify
from tests.desktop.focus import wait_for_focus


@pytest.fixture
def care(sample_window: Window) -> Iterator[Care]:
    """What looks after the window on the sample business, as the program starts it."""
    hook, thread_hook, unraisable = sys.excepthook, threading.excepthook, sys.unraisablehook
    made = Care(sample_window)
    made.bug_met.connect(lambda error: None)
    yield made
    made.end()
    sys.excepthook, threading.excepthook, sys.unraisablehook = hook, thread_hook, unraisable
    for dialog in bugs():
        dialog.close()


def bugs() -> list[BugDialog]:
    """Return the dialogs of mistakes that are on the screen."""
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, BugDialog) and one.isVisible()]


def fail_in_a_slot(client: str = "Café Noir", kind: type[Exception] = KeyError) -> None:
    """Let a real click run into a real exception, as PySide hands it on: through `sys.excepthook`."""

    def slot() -> None:
        raise kind(client)

    button = QPushButton()
    button.clicked.connect(slot)
    button.click()


@pytest.fixture
def caught(care: Care) -> Care:
    """The same with its hooks in their place, as far as pytest-qt leaves it them."""
    care.begin()
    return care


def test_an_exception_in_a_slot_is_shown_once_with_a_text_to_copy(caught: Care, sample_window: Window) -> None:
    fail_in_a_slot()
    (dialog,) = bugs()
    text = dialog.text_edit.toPlainText()
    assert "KeyError" in text and "Café" not in text and "Noir" not in text and "Brightside" not in text
    dialog.copy_button.click()
    assert QGuiApplication.clipboard().text() == text
    assert "Café Noir" in log_path().read_text(encoding="utf-8"), "the log on this computer has all of it"
    assert str(log_path()) in dialog.log_label.text()
    dialog.go_on_button.click()
    assert bugs() == []
    assert sample_window.isVisible()


def test_mistakes_never_come_in_a_cascade(caught: Care, sample_window: Window) -> None:
    for _ in range(20):
        fail_in_a_slot()
        fail_in_a_slot(kind=ValueError)
    (dialog,) = bugs()
    assert "39 more" in dialog.done_label.text()
    dialog.go_on_button.click()
    fail_in_a_slot()
    assert bugs() == [], "the same mistake again is said in the window"
    assert "The same mistake as before" in sample_window.notice_bar.text()


def test_a_mistake_on_another_thread_comes_to_the_window(qtbot: QtBot, caught: Care) -> None:
    def run() -> None:
        raise RuntimeError("Café Noir")

    thread = threading.Thread(target=run)
    thread.start()
    qtbot.waitUntil(lambda: len(bugs()) == 1)
    thread.join()
    assert "RuntimeError" in bugs()[0].text_edit.toPlainText()


def test_a_copy_of_the_business_can_be_saved_from_the_dialog(
    caught: Care, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_in_a_slot()
    (dialog,) = bugs()
    target = tmp_path / "kept.handshake"
    asked: list[object] = []

    def choose(*_: object, options: object) -> tuple[str, str]:
        asked.append(options)
        return str(tmp_path / "kept"), ""  # the ending is ours to add

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    dialog.save_button.click()
    assert "Saved and checked" in dialog.done_label.text()
    assert verify(target).ok
    dialog.save_button.click()
    assert "already something called" in dialog.done_label.text()
    # Nobody is asked whether to replace what is never replaced.
    assert asked == [QFileDialog.Option.DontConfirmOverwrite] * 2


def test_a_mistake_in_a_change_leaves_nothing_half(caught: Care, sample_window: Window) -> None:
    session = sample_window.session
    assert session is not None
    before = session.book.row("SELECT digest FROM file_state")

    def slot() -> None:
        with session.book.change("Add") as change:
            change.add("client", {"name": "Half"})
            raise ZeroDivisionError

    button = QPushButton()
    button.clicked.connect(slot)
    button.click()
    assert len(bugs()) == 1
    assert session.book.row("SELECT digest FROM file_state") == before
    with session.book.change("Add") as change:
        change.add("client", {"name": "Whole"})
    assert verify(session.book.path).ok


def test_without_memory_it_is_a_sentence_and_no_mistake(caught: Care, sample_window: Window) -> None:
    fail_in_a_slot(kind=MemoryError)
    assert bugs() == []
    assert "not enough memory" in sample_window.notice_bar.text()


def test_every_control_of_the_dialog_has_a_name(caught: Care) -> None:
    fail_in_a_slot()
    (dialog,) = bugs()
    assert dialog.text_edit.accessibleName()
    assert dialog.focusWidget() is dialog.go_on_button
    assert all(button.text() for button in dialog.findChildren(QPushButton))


def test_warnings_of_qt_are_written_down_once(care: Care) -> None:
    for _ in range(3):
        care._take_note(QtMsgType.QtWarningMsg, None, "something odd 4711")  # type: ignore[arg-type]
    care._take_note(QtMsgType.QtDebugMsg, None, "nothing odd 4712")  # type: ignore[arg-type]
    text = log_path().read_text(encoding="utf-8")
    assert text.count("something odd 4711") == 1
    assert "4712" not in text


# Words that were not saved


def left(path: Path | None, monkeypatch: pytest.MonkeyPatch) -> list[Draft]:
    """Return what another program finds when this one is gone."""
    with monkeypatch.context() as patch:
        patch.setattr(drafts, "_is_left", lambda _number: True)
        return drafts.left_behind(path)


def typed(qtbot: QtBot, field: QWidget, text: str) -> None:
    field.setFocus()
    wait_for_focus(field, qtbot)
    qtbot.keyClicks(field, text)


def test_what_is_typed_into_a_dialog_is_kept_until_it_is_closed(
    qtbot: QtBot, care: Care, sample: Path, intake: IntakeRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = DealForm(intake.session, None, intake)
    form.open()
    assert being_written(intake.window()) == [], "nobody has typed anything yet"
    typed(qtbot, form.note_edit, "Cafe <b>Noir</b>")
    care.words.keep()
    (draft,) = left(sample, monkeypatch)
    assert draft.title == "New deal"
    assert dict(draft.texts)["What else should be known"] == "Cafe <b>Noir</b>"
    assert left(sample.with_name("other.handshake"), monkeypatch) == []
    form.reject()
    form.reject()
    care.words.keep()
    assert left(sample, monkeypatch) == []


def test_notes_and_editors_are_kept_as_well(qtbot: QtBot, care: Care, intake: IntakeRoom) -> None:
    note = NoteDialog("An item", "as it was", parent=intake)
    note.open()
    assert being_written(intake.window()) == []
    qtbot.keyClicks(note.note_edit, "more ")
    assert [draft.texts for draft in being_written(intake.window())] == [(("Note", "more as it was"),)]
    note.reject()


def test_words_to_search_by_are_no_draft(qtbot: QtBot, care: Care, intake: IntakeRoom) -> None:
    typed(qtbot, intake.list.filter_bar.search_edit, "Noir")
    assert being_written(intake.window()) == []


def test_an_end_in_mid_edit_keeps_the_words_and_offers_them(
    qtbot: QtBot,
    care: Care,
    sample: Path,
    intake: IntakeRoom,
    open_window: Callable[[Path], Window],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    form = DealForm(intake.session, None, intake)
    form.open()
    typed(qtbot, form.note_edit, "Cafe Noir")
    monkeypatch.setattr(QApplication, "quit", lambda: None)
    care.quit()
    form.deleteLater()
    assert left(sample, monkeypatch), "kept although the window has closed"
    # The next start, of a program with another number.
    monkeypatch.setattr(drafts, "_is_left", lambda _number: True)
    window = open_window(sample)
    again = Care(window)
    again.words.start()
    again.words.offer()
    assert "What you were writing" in window.notice_bar.text()
    window.bars.more_requested.emit(WORDS)
    (page,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, KeptWords) and one.isVisible()]
    assert [edit.toPlainText() for edit in page.edits] == ["Cafe Noir"]
    page.copy_button.click()
    assert QGuiApplication.clipboard().text() == "What else should be known: Cafe Noir"
    page.away_button.click()
    assert left(sample, monkeypatch) == []
    again.end()


def test_a_window_that_is_closed_saves_the_field_that_is_typed_into(
    qtbot: QtBot, care: Care, sample: Path, sample_window: Window, intake: IntakeRoom
) -> None:
    saved: list[str] = []
    field = QLineEdit(intake)
    field.editingFinished.connect(lambda: saved.append(field.text()))
    field.show()
    typed(qtbot, field, "the last word")
    sample_window.close()
    assert saved == ["the last word"]


def test_a_field_that_can_not_be_saved_at_the_end_is_kept(
    qtbot: QtBot, care: Care, sample: Path, sample_window: Window, intake: IntakeRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    field = QLineEdit(intake)
    field.setAccessibleName("Agreed")
    field.editingFinished.connect(lambda: sample_window.tell("The disk is full."))
    field.show()
    typed(qtbot, field, "the last word")
    sample_window.close()
    (draft,) = left(sample, monkeypatch)
    assert draft.texts == (("Agreed", "the last word"),)
    drafts.keep(sample, [])


def test_broken_drafts_are_passed_over(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert drafts.keep(sample, [Draft("x", (("a", "b"),))])
    (file,) = [file for file in drafts.folder().iterdir() if file.stem.startswith(drafts._key(sample))]
    assert file.stat().st_mode & 0o077 == 0, "for its owner only"
    for data in (b"", b"\xff\0", b"[[1]]", b'{"a": 1}', b"[1, 2]"):
        file.write_bytes(data)
        assert left(sample, monkeypatch) == []
    drafts.keep(sample, [])
    assert not file.exists()


def test_a_dialog_of_the_program_itself_is_no_draft(qtbot: QtBot, sample_window: Window) -> None:
    dialog = QDialog(sample_window)
    field = QLineEdit(dialog)
    dialog.open()
    typed(qtbot, field, "a name for a file")
    assert being_written(sample_window) == []
    dialog.reject()


def test_the_hooks_are_given_back(care: Care) -> None:
    care.begin()
    assert sys.excepthook == care._take
    care.end()
    assert sys.excepthook is sys.__excepthook__
    assert threading.excepthook is threading.__excepthook__


def test_a_file_can_be_opened_after_a_mistake(caught: Care, sample_window: Window, blank: Path) -> None:
    with capture_exceptions():
        fail_in_a_slot()
    assert sample_window.open_file(blank)
    with open_book(blank) as book:
        assert book.row("SELECT count(*) FROM person") == (2,)
