"""Ana's Monday morning in the window, in her words: from the sample business to an agenda on paper and back."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from desktop.rooms.intake import IntakeRoom
from desktop.rooms.meetings import MeetingsRoom
from desktop.window import Window
from storage.opening import open_book
from storage.verify import verify
from widgets.card import LeadLabel, PlainLabel
from widgets.deal_list import DealCard
from widgets.theme import apply

MONDAY = date(2026, 11, 23)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Window]:
    """An empty window on that Monday, with nothing in the documents folder yet: the welcome page."""
    monkeypatch.setattr("desktop.file_work.documents_folder", lambda: tmp_path)
    apply(qapp, "light")
    for place in ("desktop.clock", "desktop.file_work", "desktop.session"):
        monkeypatch.setattr(f"{place}.local_today", lambda: MONDAY)
    made = Window(remembers=False)
    qtbot.addWidget(made)
    made.close_file()
    made.resize(1280, 800)
    made.show()
    yield made
    made.close()


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key, modifier)


def words_of(room: IntakeRoom) -> str:
    """Return all that the verdict beside the deal says."""
    assert room.panel is not None
    card = room.panel.verdict_card
    parts = [label.text() for kind in (PlainLabel, LeadLabel) for label in card.findChildren(kind)]
    return " ".join(" ".join(parts).split()).replace("\N{NO-BREAK SPACE}", " ")


def test_monday_morning(qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Ana has just installed it and presses the first button.
    (sample_button,) = [
        button for button in window.welcome.findChildren(QPushButton) if button.text() == "Open the sample business"
    ]
    qtbot.mouseClick(sample_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.session is not None)
    window.finish_background_work()
    intake = window.rooms["intake"]
    assert isinstance(intake, IntakeRoom)
    assert window.windowTitle() == "Brightside Signs"

    # It opens with her day. She goes to the deals and looks for Lakeside Dental.
    assert window.room is window.rooms["today"]
    press(qtbot, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert window.room is intake
    window.finish_background_work()
    press(qtbot, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    search = intake.list.filter_bar.search_edit
    assert QApplication.focusWidget() is search
    qtbot.keyClicks(search, "lakeside")
    press(qtbot, Qt.Key.Key_Return)
    assert intake.deal is not None
    assert intake.deal.client == "Lakeside Dental"

    # May she promise Monday the 7th? Ask Operations first, and why.
    assert intake.panel is not None
    judged = intake.panel.judged
    assert judged is not None
    assert str(judged.verdict.zone) == "ASK"
    assert "Two rules hold this back." in words_of(intake)
    assert "Lead time" in words_of(intake)
    assert "Ben answers within" in words_of(intake)
    badge = window.rail.tabs.accessibleTabName(2)
    assert badge == "Intake, 3 waiting for you", "Hartley Gym stands on the ladder"

    # She answers what is still open, by keyboard.
    while QApplication.focusWidget() is not intake.panel.checklist:
        press(qtbot, Qt.Key.Key_Tab)
    items = intake.panel.checklist.items
    open_item = next(
        row
        for row in map(items.item_at, range(items.rowCount()))
        if row is not None and row.state == "open" and not row.checked_for_you
    )
    assert intake.panel.checklist.set_current(open_item.id)
    answered = intake.panel.progress_label.text()
    press(qtbot, Qt.Key.Key_Y)
    assert intake.panel.progress_label.text() != answered

    # The date that works is one press away, and the verdict turns better.
    held = len(judged.verdict.reasons)
    earliest = judged.earliest
    assert earliest is not None
    while QApplication.focusWidget() is not intake.panel.use_button:
        press(qtbot, Qt.Key.Key_Tab)
    press(qtbot, Qt.Key.Key_Space)
    window.finish_background_work()
    assert intake.panel.judged is not None
    assert len(intake.panel.judged.verdict.reasons) < held
    assert "Two rules" not in words_of(intake)
    assert intake.panel.judged.deal.promised_on == earliest
    assert QApplication.focusWidget() is intake.panel.checklist, "the button has gone; she is still at this deal"

    # To the meeting: she writes an action down.
    press(qtbot, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    meetings = window.rooms["meetings"]
    assert isinstance(meetings, MeetingsRoom)
    assert QApplication.focusWidget() is meetings.action_edit
    qtbot.keyClicks(meetings.action_edit, "Call Lakeside about the 9th")
    press(qtbot, Qt.Key.Key_Return)

    # And one that she takes back.
    qtbot.keyClicks(meetings.action_edit, "Something hasty")
    press(qtbot, Qt.Key.Key_Return)
    assert window.menus.undo_action.text() == "Undo: Action: Something hasty"
    press(qtbot, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.notice_bar.text() == "Undone: Action: Something hasty"

    # The agenda on paper says it all.
    target = tmp_path / "agenda.pdf"
    monkeypatch.setattr(QFileDialog, "exec", lambda _dialog: QDialog.DialogCode.Accepted)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _dialog: [str(target)])
    qtbot.mouseClick(meetings.pdf_button, Qt.MouseButton.LeftButton)
    paper = " ".join(" ".join(page.extract_text() for page in PdfReader(target).pages).split())
    assert "Monday 23 November 2026" in paper
    assert "Lakeside Dental" in paper
    assert "Call Lakeside about the 9th" in paper
    assert "Something hasty" not in paper

    # She closes the window. What she did is in the file, and shown when she comes back.
    path = tmp_path / "Brightside Signs.handshake"
    assert window.session is not None
    assert window.session.book.path == path.resolve()
    window.close()
    with open_book(path) as book:
        labels = [one.label for one in book.history(limit=5)]
        who = {one.who_name for one in book.history(limit=5)}
    assert labels == [
        "Undo: Action: Something hasty",
        "Action: Something hasty",
        "Action: Call Lakeside about the 9th",
        "Edit: Lakeside Dental",
        f"Tick: {open_item.say}",
    ]
    assert who == {"Ana"}
    assert verify(path).findings == ()

    again = Window(remembers=False)
    qtbot.addWidget(again)
    again.show()
    assert again.open_file(path)
    again.show_room("intake")
    again.finish_background_work()
    back = again.rooms["intake"]
    assert isinstance(back, IntakeRoom)
    lakeside = next(deal for deal in _cards(back) if deal.client == "Lakeside Dental")
    back.list.choose(lakeside.id)
    assert back.deal is not None
    assert back.deal.promised_on == earliest
    assert back.panel is not None
    row = back.panel.checklist.items.item_at(back.panel.checklist.items.line_of(open_item.id))
    assert row is not None
    assert row.state == "yes"
    again.show_room("meetings")
    shown = again.rooms["meetings"]
    assert isinstance(shown, MeetingsRoom)
    said = [box.accessibleName() for box in shown.agenda_card.findChildren(QCheckBox)]
    assert any("Call Lakeside about the 9th" in text for text in said)
    assert not any("Something hasty" in text for text in said)
    again.close()


def _cards(room: IntakeRoom) -> list[DealCard]:
    deals = room.list.deal_view.deals
    return [deals.card_at(row) for row in range(deals.rowCount())]
