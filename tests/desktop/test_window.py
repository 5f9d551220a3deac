"""The window: files that can and can't be opened, only for looking, notices, the keyboard; nothing is left behind."""

import gc
import os
import shutil
import sqlite3
import weakref
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.rooms.intake import IntakeRoom
from desktop.rooms.meetings import MeetingsRoom
from desktop.rooms.visibility import VisibilityRoom
from desktop.window import POLL_MILLISECONDS, Window
from storage.trouble import Trouble

InFile = Callable[..., list[tuple[Any, ...]]]
Choose = Callable[[IntakeRoom, str], str]


def free() -> None:
    """Let what was given up be freed."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QApplication.processEvents()
        gc.collect()


def spoil(path: Path, how: str) -> None:
    if how == "empty":
        path.write_bytes(b"")
    elif how == "text":
        path.write_text("This is a shopping list. " * 300, encoding="utf-8")
    elif how == "cut off":
        path.write_bytes(path.read_bytes()[:9000])
    elif how == "newer":
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA user_version=99")
    elif how == "missing":
        path.unlink()
    elif how == "another program's":
        path.unlink()
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TABLE notes (id INTEGER)")


@pytest.mark.parametrize(
    ("how", "say"),
    [
        ("missing", "There is no file"),
        ("empty", "is empty"),
        ("text", "is not a Handshake file"),
        ("cut off", "damaged"),
        ("newer", "newer"),
        ("another program's", "is not a Handshake file"),
    ],
)
def test_a_file_that_can_not_be_opened_is_said_and_the_open_one_stays(
    tmp_path: Path, sample_template: Path, sample_window: Window, intake: IntakeRoom, how: str, say: str
) -> None:
    other = tmp_path / "other.handshake"
    shutil.copyfile(sample_template, other)
    spoil(other, how)
    before = other.read_bytes() if other.exists() else None
    session, room = sample_window.session, sample_window.room
    assert not sample_window.open_file(other)
    assert say in sample_window.notice_bar.text()
    assert "Traceback" not in sample_window.notice_bar.text()
    assert sample_window.session is session
    assert sample_window.room is room
    assert intake.deal is not None
    assert (other.read_bytes() if other.exists() else None) == before
    intake.copy_deal()
    assert sample_window.session is not None
    assert sample_window.session.book.undo_label is not None


def test_a_file_that_can_not_be_opened_leaves_the_welcome_page(qtbot: QtBot, tmp_path: Path, light: None) -> None:
    window = Window(remembers=False)
    qtbot.addWidget(window)
    window.show()
    assert not window.open_file(tmp_path / "nothing.handshake")
    assert window.notice_bar.isVisible()
    assert window.session is None
    window.close()


def test_another_file_takes_the_place_of_the_open_one(sample_window: Window, blank: Path) -> None:
    first = sample_window.session
    assert first is not None
    assert sample_window.open_file(blank)
    assert sample_window.windowTitle() == "Blank"
    assert sample_window.rail.tabs.accessibleTabName(2) in ("", "Intake")
    with pytest.raises((Trouble, sqlite3.ProgrammingError)):
        first.book.rows("SELECT 1")


def drop(window: Window, path: Path) -> bool:
    """Drop a file on the window; say whether it was taken."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.ignore()
    window.dropEvent(event)
    return event.isAccepted()


def test_a_file_can_be_dropped_on_the_window(sample_window: Window, blank: Path, tmp_path: Path) -> None:
    picture = tmp_path / "photo.jpg"
    picture.write_bytes(b"x")
    drop(sample_window, picture)
    assert sample_window.windowTitle() == "Brightside Signs"
    drop(sample_window, blank)
    assert sample_window.windowTitle() == "Blank"


def test_a_sheet_that_is_dropped_is_shown_as_it_would_be_imported(
    qtbot: QtBot, sample_window: Window, tmp_path: Path
) -> None:
    from desktop.dialogs.import_preview import ImportPreview

    sheet = tmp_path / "Deals.CSV"
    sheet.write_text("client\nKite\n", encoding="utf-8")
    assert drop(sample_window, sheet)
    qtbot.waitUntil(lambda: sample_window.findChild(ImportPreview) is not None)
    dialog = sample_window.findChild(ImportPreview)
    assert isinstance(dialog, ImportPreview)
    qtbot.waitUntil(lambda: dialog.import_button.text() == "Import 1 deal")
    dialog.reject()


def test_a_sheet_that_is_dropped_where_no_file_is_open_is_not_taken(qtbot: QtBot, tmp_path: Path) -> None:
    window = Window(today=date(2026, 11, 23), remembers=False)
    qtbot.addWidget(window)
    sheet = tmp_path / "deals.csv"
    sheet.write_text("client\nKite\n", encoding="utf-8")
    assert not drop(window, sheet)


def test_a_file_only_for_looking_shows_why_and_refuses_every_change(
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    sample: Path,
    open_window: Callable[[Path], Window],
    choose: Choose,
    in_file: InFile,
) -> None:
    # As root every file may be written; what the disk would say is said here.
    real = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: False if mode & os.W_OK else real(path, mode))
    window = open_window(sample)
    assert window.session is not None
    because = window.session.book.read_only_because
    assert because
    assert window.read_only_bar.isVisible()
    assert window.read_only_bar.text() == because
    assert window.saved_label.text() == "Only for looking"
    intake = window.rooms["intake"]
    assert isinstance(intake, IntakeRoom)
    choose(intake, "Nook Café")
    before = in_file("SELECT count(*) FROM change")
    assert intake.panel is not None
    row = next(
        row
        for row in map(intake.panel.checklist.items.item_at, range(20))
        if row is not None and not row.checked_for_you
    )
    for change in (
        lambda: intake.panel and intake.panel.checklist.request_answer(row.id, "unknown"),
        intake.copy_deal,
        intake.delete_deal,
        lambda: qtbot.mouseClick(intake.panel.next_button, Qt.MouseButton.LeftButton) if intake.panel else None,
    ):
        window.notice_bar.dismiss()
        change()
        assert window.notice_bar.text() == because
        assert window.notice_bar.isVisible()
    window.show_room("meetings")
    meetings = window.rooms["meetings"]
    assert isinstance(meetings, MeetingsRoom)
    meetings.action_edit.setText("Something")
    meetings.add_action()
    assert window.notice_bar.text() == because
    assert meetings.action_edit.text() == "Something", "what was typed is kept"
    assert in_file("SELECT count(*) FROM change") == before
    assert window.read_only_bar.isVisible()


def test_a_file_held_by_another_program_is_followed_again_afterwards(
    sample_window: Window, intake: IntakeRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = sample_window.session
    assert session is not None

    def busy() -> None:
        raise Trouble("It is being written to by another program.")

    with monkeypatch.context() as held:
        held.setattr(session, "catch_up", busy)
        sample_window._catch_up()
        assert sample_window.read_only_bar.isVisible()
        assert sample_window._poll.isActive()
        assert sample_window._poll.interval() > POLL_MILLISECONDS
    sample_window._catch_up()
    assert not sample_window.read_only_bar.isVisible()
    assert sample_window._poll.interval() == POLL_MILLISECONDS


def test_a_file_that_was_moved_away_is_said_when_something_is_changed(
    sample: Path, sample_window: Window, intake: IntakeRoom
) -> None:
    sample.rename(sample.with_name("elsewhere.handshake"))
    intake.copy_deal()
    assert "moved" in sample_window.notice_bar.text()
    assert not sample.exists()


def test_the_status_bar_says_when_it_was_saved(sample_window: Window, intake: IntakeRoom) -> None:
    with time_machine.travel("2026-11-23T14:02:11Z", tick=False):
        intake.copy_deal()
        saved = sample_window.saved_label.text()
    assert saved.startswith("All changes saved ")
    assert saved.endswith(":02")
    assert sample_window.file_label.text() == "· Brightside.handshake"


def test_rooms_and_session_are_freed_with_their_file(sample_window: Window, choose: Choose) -> None:
    sample_window.show_room("meetings")
    sample_window.show_room("intake")
    kept = [weakref.ref(room) for room in sample_window.rooms.made()]
    kept.append(weakref.ref(sample_window.session))  # type: ignore[arg-type]
    intake = sample_window.rooms["intake"]
    assert isinstance(intake, IntakeRoom)
    for part in (intake.panel, intake.pipeline, intake.list, intake.list.deal_view, intake._first_paint):
        kept.append(weakref.ref(part))  # type: ignore[arg-type]
    del intake, part
    sample_window.close_file()
    free()
    assert [ref() for ref in kept if ref() is not None] == []


def test_a_window_is_freed_when_it_is_closed(sample: Path, light: None) -> None:
    window = Window(remembers=False)
    window.show()
    assert window.open_file(sample)
    window.finish_background_work()
    window.show_room("meetings")
    assert all((window.menus, window.notice_bar, window.read_only_bar, window.welcome))
    kept = weakref.ref(window)
    gone: list[str] = []
    window.destroyed.connect(lambda: gone.append("window"))
    window.close()
    window.deleteLater()
    del window
    free()
    assert gone == ["window"]
    assert kept() is None


def test_the_screen_outlives_a_window(qtbot: QtBot, light: None) -> None:
    window = Window(remembers=False)
    window.deleteLater()
    del window
    free()
    gc.collect()
    assert QGuiApplication.primaryScreen().availableSize().isValid()
    assert QWidget().width() > 0, "a widget asks its screen as soon as it is made"


@pytest.mark.parametrize("kind", ["new", "edit"])
def test_a_form_is_freed_when_it_is_closed(
    qtbot: QtBot, sample_window: Window, intake: IntakeRoom, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    from desktop.rooms.deal_form import DealForm

    kept: list[weakref.ref[DealForm]] = []
    monkeypatch.setattr(DealForm, "exec", lambda form: kept.append(weakref.ref(form)) or 0)
    if kind == "new":
        intake.new_deal()
    else:
        intake.edit_deal()
    free()
    assert [form() for form in kept] == [None]
    assert intake.findChildren(DealForm) == []


def test_questions_are_freed_when_they_are_answered(
    sample_window: Window, intake: IntakeRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.dialogs.note import NoteDialog, ask_note
    from desktop.dialogs.promise_reason import PromiseReasonDialog, ask_reason

    assert intake.panel is not None
    assert intake.panel.judged is not None
    for kind in (NoteDialog, PromiseReasonDialog):
        monkeypatch.setattr(kind, "exec", lambda _dialog: 0)
    ask_note(intake, "item", "note")
    ask_reason(intake, intake.panel.judged, intake.session.business)
    free()
    assert intake.findChildren(NoteDialog) == []
    assert intake.findChildren(PromiseReasonDialog) == []


def test_the_keyboard_is_where_the_work_of_a_room_begins(qtbot: QtBot, sample_window: Window) -> None:
    intake, meetings = sample_window.rooms["intake"], sample_window.rooms["meetings"]
    assert isinstance(intake, IntakeRoom)
    assert isinstance(meetings, MeetingsRoom)
    assert QApplication.focusWidget() is intake.list.deal_view
    sample_window.show_room("meetings")
    assert QApplication.focusWidget() is meetings.action_edit
    sample_window.show_room("intake")
    assert QApplication.focusWidget() is intake.list.deal_view
    # Going along the tabs by keyboard stays on the tabs.
    sample_window.rail.tabs.setFocus()
    for _ in range(3):
        qtbot.keyClick(sample_window.rail.tabs, Qt.Key.Key_Down)
    assert sample_window.room is meetings
    assert QApplication.focusWidget() is sample_window.rail.tabs


def test_a_morning_by_keyboard_alone(qtbot: QtBot, sample_window: Window, in_file: InFile) -> None:
    """Open, choose a deal, tick three items, go to the next tab, write an action down."""
    intake, meetings = sample_window.rooms["intake"], sample_window.rooms["meetings"]
    assert isinstance(intake, IntakeRoom)
    assert isinstance(meetings, MeetingsRoom)
    before = in_file("SELECT count(*) FROM change")[0][0]

    def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        target = QApplication.focusWidget()
        assert target is not None
        qtbot.keyClick(target, key, modifier)

    def tab_to(wanted: QWidget) -> None:
        for _ in range(40):
            if QApplication.focusWidget() is wanted:
                return
            press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never comes to {wanted.accessibleName()}")

    for _ in range(4):
        press(Qt.Key.Key_Down)
    assert intake.deal is not None
    assert intake.deal.client == "Hartley Gym"
    assert intake.panel is not None
    tab_to(intake.panel.checklist)
    ticked = 0
    while ticked < 3:
        view = intake.panel.checklist
        row = view.items.item_at(view.currentIndex().row())
        if row is not None and row.state == "open" and not row.checked_for_you:
            press(Qt.Key.Key_D)
            ticked += 1
        press(Qt.Key.Key_Return)
    press(Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    assert sample_window.room is meetings
    target = QApplication.focusWidget()
    assert target is meetings.action_edit
    qtbot.keyClicks(target, "Ask the gym")
    press(Qt.Key.Key_Return)
    assert in_file("SELECT say FROM action WHERE say = 'Ask the gym'") == [("Ask the gym",)]
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert in_file("SELECT say FROM action WHERE say = 'Ask the gym'") == []
    assert in_file("SELECT count(*) FROM change")[0][0] == before + 5


def test_a_window_fits_the_screen_it_opens_on(qtbot: QtBot, light: None) -> None:
    window = Window(remembers=False)
    qtbot.addWidget(window)
    room = QGuiApplication.primaryScreen().availableSize()
    assert window.height() < room.height(), "with room for its title bar"
    assert window.width() <= max(room.width(), window.minimumWidth())


def test_a_notice_moves_nothing_under_the_pointer(sample_window: Window) -> None:
    """It comes and goes by itself, beneath the room."""
    QApplication.processEvents()
    top = sample_window.room_stack.mapTo(sample_window, QPoint(0, 0))
    sample_window.bars.give("Done", can_undo=True)
    QApplication.processEvents()
    assert sample_window.notice_bar.isVisible()
    assert sample_window.room_stack.mapTo(sample_window, QPoint(0, 0)) == top
    notice = sample_window.notice_bar.mapTo(sample_window, QPoint(0, 0))
    assert notice.y() >= top.y() + sample_window.room_stack.height()
    sample_window.bars.dismiss_notice()


def test_enter_presses_a_button_of_a_room(sample_window: Window, qtbot: QtBot) -> None:
    """Somebody without a mouse tries it first; by itself Qt lets only Space press it outside of a dialog."""
    sample_window.show_room("visibility")
    room = sample_window.room
    assert isinstance(room, VisibilityRoom)
    room.plan_button.setFocus()
    qtbot.keyClick(room.plan_button, Qt.Key.Key_Return)
    opened = [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]
    assert len(opened) == 1
    opened[0].reject()
