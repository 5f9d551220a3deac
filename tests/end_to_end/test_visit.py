"""Ana spends a morning with the installers; what surprised her becomes an item of the agenda on Monday."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from desktop.actions.business import create_sample
from desktop.dialogs.visit_editor import VisitEditor
from desktop.dialogs.visit_ends import VisitDone
from desktop.dialogs.visit_learned import VisitLearned
from desktop.main import main
from desktop.rooms.meetings import MeetingsRoom
from desktop.rooms.visibility import VisibilityRoom
from desktop.window import Window
from framework.agenda import ItemKind
from storage.verify import verify
from widgets.theme import apply

FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)


@pytest.fixture
def open_window(qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[[Path, date], Window]]:
    """A function that opens a file in a window on a day."""
    apply(qapp, "light")
    made: list[Window] = []

    def show(path: Path, today: date) -> Window:
        window = Window(today=today, remembers=False)
        made.append(window)
        window.resize(1280, 800)
        window.show()
        assert window.open_file(path), window.notice_bar.text()
        qtbot.waitExposed(window)
        window.finish_background_work()
        return window

    yield show
    for window in made:
        window.close()
        window.deleteLater()


def dialog(kind: type[QDialog]) -> Any:
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible())


def test_ana_spends_a_morning_with_the_installers(
    open_window: Callable[[Path, date], Window],
    qtbot: QtBot,
    tmp_path: Path,
    set_clock: Callable[[datetime], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_clock(datetime(2026, 11, 20, 7, tzinfo=UTC))
    file = tmp_path / "Brightside.handshake"
    create_sample(path=file, today=FRIDAY).close()

    # "On Friday I go along with the installers." Ctrl+Alt+V, the day, Enter.
    window = open_window(file, FRIDAY)
    planning = next(each for each in window.menus.business_menu.actions() if each.text() == "Plan a &visit…")
    planning.trigger()
    editor = dialog(VisitEditor)
    qtbot.waitUntil(editor.day_edit.hasFocus)
    assert editor.person_box.currentText() == "Ana" and editor.kind_box.currentText() == "Delivery day"
    qtbot.keyClicks(editor.day_edit, "2026-11-20")
    editor.what_edit.setText("A morning with the installers")
    qtbot.keyClick(editor.what_edit, Qt.Key.Key_Return)
    room = window.room
    assert isinstance(room, VisibilityRoom)
    assert room.visits.card.visit is not None and room.visits.card.visit.what == "A morning with the installers"
    (waiting,) = [row for row in room.visits.waiting_card.rows() if row.cells[0].text.startswith("Ana")]
    assert waiting.cells[0].text == "Ana: a delivery day today"

    # "I write down what I think before, and what surprised me after."
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    room.visits.waiting_card.row_activated.emit(waiting.key)
    card = room.visits.card
    qtbot.waitUntil(card.edits["guess"].hasFocus)
    qtbot.keyClicks(card.edits["guess"], "The heights")
    qtbot.keyClick(card.edits["guess"], Qt.Key.Key_Tab)
    card.edits["surprise"].setFocus()
    qtbot.keyClicks(card.edits["surprise"], "Nobody had told them about the narrow stairs")
    card.buttons.button("done").setFocus()
    card.buttons.button("done").click()
    dialog(VisitDone).accept()

    # "And that goes on Monday's agenda."
    card.buttons.button("learned").click()
    learned = dialog(VisitLearned)
    assert learned.say_edit.toPlainText() == "Nobody had told them about the narrow stairs"
    learned.accept()
    assert "On the next agenda" in window.notice_bar.text()
    window.close()

    # On Monday it stands there.
    set_clock(datetime(2026, 11, 23, 7, tzinfo=UTC))
    monday = open_window(file, MONDAY)
    monday.show_room("meetings")
    monday.finish_background_work()
    meetings = monday.room
    assert isinstance(meetings, MeetingsRoom) and meetings.shown is not None
    written = [item for section in meetings.shown.sections for item in section.items if item.kind is ItemKind.WRITTEN]
    assert "Nobody had told them about the narrow stairs" in [item.say for item in written]
    monday.show_room("visibility")
    seen = monday.room
    assert isinstance(seen, VisibilityRoom)
    first = seen.visits.past_card.rows()[0]
    assert first.cells[0].text.startswith("Ana: a delivery day") and "narrow stairs" in first.cells[1].text
    monday.close()

    # It is on the printed card too, and in the export.
    if shutil.which("pdftotext"):
        assert main(["print", str(file), "visit", "--on", "2026-11-23", "--pdf", str(tmp_path / "card.pdf")]) == 0
    assert main(["export", str(file), str(tmp_path / "out")]) == 0
    assert "narrow stairs" in (tmp_path / "out" / "visits.csv").read_text(encoding="utf-8-sig")
    assert "Nobody had told them" in (tmp_path / "out" / "learned on visits.csv").read_text(encoding="utf-8-sig")
    assert verify(file).ok
    capsys.readouterr()


def test_the_fourth_meeting_reads_the_visits(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "Brightside.handshake"
    create_sample(path=file, today=MONDAY).close()
    said = []
    for week in range(5):
        on = date.fromordinal(MONDAY.toordinal() + 7 * week)
        assert main(["agenda", str(file), "--on", on.isoformat()]) == 0
        out = capsys.readouterr().out
        if "Shared scorecard and visits" in out:
            said.append(out)
    assert said and all("Ben · a visit is due since" in out for out in said)
