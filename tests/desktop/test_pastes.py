"""Ten megabytes and rich text pasted into a note: at once, plain, and with a sentence where it is too much."""

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QDialog, QPlainTextEdit
from pytestqt.qtbot import QtBot

from desktop.dialogs.note import NoteDialog
from desktop.rooms.deal_form import DealForm
from desktop.rooms.intake import IntakeRoom
from widgets.card import PlainLabel

HUGE = "A long line of words. " * 50 + "\n"
SECONDS = 3.0


def note_dialog(intake: IntakeRoom) -> tuple[QDialog, QPlainTextEdit]:
    dialog = NoteDialog("An item", "", parent=intake)
    return dialog, dialog.note_edit


def deal_form(intake: IntakeRoom) -> tuple[QDialog, QPlainTextEdit]:
    form = DealForm(intake.session, intake.deal, intake)
    return form, form.note_edit


Made = Callable[[IntakeRoom], tuple[QDialog, QPlainTextEdit]]


@pytest.mark.parametrize("make", [note_dialog, deal_form])
def test_ten_megabytes_are_pasted_at_once_and_refused_in_a_sentence(
    qtbot: QtBot, intake: IntakeRoom, make: Made
) -> None:
    dialog, edit = make(intake)
    dialog.open()
    data = QMimeData()
    data.setText(HUGE * (10_000_000 // len(HUGE)))
    began = time.process_time()
    edit.insertFromMimeData(data)
    before = intake.session.book.row("SELECT count(*) FROM change")
    if isinstance(dialog, DealForm):
        dialog.save()
    else:
        dialog.accept()
    assert time.process_time() - began < SECONDS
    assert dialog.isVisible(), "it stays, with all that was typed"
    assert len(edit.toPlainText()) > 9_000_000
    said = " ".join(label.text() for label in dialog.findChildren(PlainLabel) if label.isVisible())
    said += dialog.notice_bar.text() if isinstance(dialog, DealForm) else ""
    assert "10,000" in said or "10000" in said or "characters" in said or "long" in said, said
    assert intake.session.book.row("SELECT count(*) FROM change") == before
    dialog.hide()
    dialog.deleteLater()


@pytest.mark.parametrize("make", [note_dialog, deal_form])
def test_rich_text_becomes_plain(qtbot: QtBot, intake: IntakeRoom, make: Made) -> None:
    dialog, edit = make(intake)
    edit.clear()
    data = QMimeData()
    data.setHtml('<b>bold</b><img src="file:///etc/hostname">')
    data.setText("bold")
    edit.insertFromMimeData(data)
    assert edit.toPlainText() == "bold"
    assert edit.document().toHtml().count("<img") == 0
    dialog.deleteLater()
