"""The whole trip of a tick: click or key, the row in the file, the journal, the list, the verdict, the badge, Undo."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from desktop.rooms.intake import IntakeRoom
from desktop.window import Window
from widgets.checklist_paint import box_rect

InFile = Callable[..., list[tuple[Any, ...]]]
Choose = Callable[[IntakeRoom, str], str]

STATE = "SELECT answer FROM checklist_answer WHERE deal_id = ? AND item = ?"


def item_called(intake: IntakeRoom, words: str) -> str:
    """Return the key of the item of the checklist on screen that begins with `words`, and move to it."""
    assert intake.panel is not None
    view = intake.panel.checklist
    for line in range(view.items.rowCount()):
        row = view.items.item_at(line)
        if row is not None and row.say.startswith(words):
            assert view.set_current(row.id)
            return row.id
    raise AssertionError(f"no item {words!r}")


def state_of(intake: IntakeRoom, item_id: str) -> str:
    assert intake.panel is not None
    row = intake.panel.checklist.items.item_at(intake.panel.checklist.items.line_of(item_id))
    assert row is not None
    return row.state


def to_ask(intake: IntakeRoom) -> str:
    return next(text for text in map(intake.list.filter_bar.chips.tabText, range(5)) if text.startswith("To ask"))


def card_zone(intake: IntakeRoom, deal_id: str) -> str | None:
    deals = intake.list.deal_view.deals
    return deals.card_at(deals.row_of(deal_id)).zone


def test_a_click_on_a_box_goes_all_the_way_and_comes_back(
    qtbot: QtBot, sample_window: Window, intake: IntakeRoom, in_file: InFile, choose: Choose
) -> None:
    deal = choose(intake, "Nook Café")
    assert intake.panel is not None
    item = item_called(intake, "Installation is promised without")
    view = intake.panel.checklist
    changes = in_file("SELECT max(seq) FROM change")[0][0]
    assert (state_of(intake, item), card_zone(intake, deal)) == ("no", "PROMISE")
    assert sample_window.rail.tabs.accessibleTabName(2) == "Intake, 3 waiting for you"
    answered = intake.panel.progress_label.text()

    def click() -> None:
        place = box_rect(view.visualRect(view.currentIndex()), view.layoutDirection()).center()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    click()  # no -> open
    assert in_file(STATE, deal, item) == []
    assert state_of(intake, item) == "open"
    assert intake.panel.progress_label.text() != answered
    assert card_zone(intake, deal) == "OPEN"
    assert intake.panel.verdict_card.accessibleName() or intake.panel.verdict_card.isVisible()
    click()  # open -> yes, and that is against a rule
    assert in_file(STATE, deal, item) == [("yes",)]
    assert in_file("SELECT label, who_name FROM change WHERE seq > ? ORDER BY seq", changes)[-1] == (
        "Tick: Installation is promised without a site check or permit",
        "Ana",
    )
    assert in_file("SELECT topic FROM changed_row WHERE change_seq > ?", changes) == [("checklist_answer",)] * 2
    assert intake.panel.progress_label.text() == answered
    assert card_zone(intake, deal) in ("ASK", "OFF")
    intake.pipeline.finish()
    assert to_ask(intake) == "To ask 3"
    assert sample_window.rail.tabs.accessibleTabName(2) == "Intake, 4 waiting for you"

    assert sample_window.menus.undo_action.text().startswith("Undo: Tick: Installation")
    sample_window.menus.undo_action.trigger()
    assert state_of(intake, item) == "open"
    sample_window.undo()
    assert in_file(STATE, deal, item) == [("no",)]
    intake.pipeline.finish()
    assert (state_of(intake, item), card_zone(intake, deal)) == ("no", "PROMISE")
    assert sample_window.rail.tabs.accessibleTabName(2) == "Intake, 3 waiting for you"
    assert to_ask(intake) == "To ask 2"
    sample_window.redo()
    sample_window.redo()
    intake.pipeline.finish()
    assert in_file(STATE, deal, item) == [("yes",)]
    assert sample_window.rail.tabs.accessibleTabName(2) == "Intake, 4 waiting for you"


@pytest.mark.parametrize(
    ("key", "stored", "shown"),
    [
        (Qt.Key.Key_Y, [("yes",)], "yes"),
        (Qt.Key.Key_D, [("unknown",)], "unknown"),
        (Qt.Key.Key_X, [("not_applicable",)], "not_applicable"),
        (Qt.Key.Key_Space, [], "open"),
        (Qt.Key.Key_Backspace, [], "open"),
        (Qt.Key.Key_N, [("no",)], "no"),
    ],
)
def test_each_key_is_an_answer_in_the_file(
    qtbot: QtBot,
    intake: IntakeRoom,
    in_file: InFile,
    choose: Choose,
    key: Qt.Key,
    stored: list[tuple[str]],
    shown: str,
) -> None:
    deal = choose(intake, "Nook Café")
    item = item_called(intake, "Installation is promised without")
    assert intake.panel is not None
    qtbot.keyClick(intake.panel.checklist, key)
    assert in_file(STATE, deal, item) == stored
    assert state_of(intake, item) == shown


def test_enter_goes_on_to_the_next_item(qtbot: QtBot, intake: IntakeRoom, choose: Choose) -> None:
    choose(intake, "Nook Café")
    first = item_called(intake, "We have built this before")
    assert intake.panel is not None
    qtbot.keyClick(intake.panel.checklist, Qt.Key.Key_Return)
    assert intake.panel.checklist.current_id() not in (first, None)


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Y, Qt.Key.Key_N, Qt.Key.Key_Delete])
def test_what_is_checked_for_you_refuses_and_says_why(
    qtbot: QtBot, intake: IntakeRoom, in_file: InFile, choose: Choose, key: Qt.Key
) -> None:
    choose(intake, "Nook Café")
    item_called(intake, "The weeks needed have room")
    before = in_file("SELECT count(*) FROM change")
    assert intake.panel is not None
    qtbot.keyClick(intake.panel.checklist, key)
    assert in_file("SELECT count(*) FROM change") == before
    assert QToolTip.isVisible()
    QToolTip.hideText()


def test_undo_of_a_tick_reaches_a_deal_that_is_no_longer_shown(
    qtbot: QtBot, sample_window: Window, intake: IntakeRoom, choose: Choose
) -> None:
    nook = choose(intake, "Nook Café")
    item_called(intake, "Installation is promised without")
    assert intake.panel is not None
    qtbot.keyClick(intake.panel.checklist, Qt.Key.Key_Y)
    assert card_zone(intake, nook) in ("ASK", "OFF")
    choose(intake, "Orchard School")
    sample_window.undo()
    intake.pipeline.finish()
    assert card_zone(intake, nook) == "PROMISE"
    assert to_ask(intake) == "To ask 2"


def test_the_note_of_an_item_is_kept_under_it(
    qtbot: QtBot, intake: IntakeRoom, in_file: InFile, choose: Choose, monkeypatch: pytest.MonkeyPatch
) -> None:
    deal = choose(intake, "Nook Café")
    item = item_called(intake, "We have built this before")
    monkeypatch.setattr("desktop.dialogs.note.ask_note", lambda *_args: "Twice, in 2024")
    assert intake.panel is not None
    qtbot.keyClick(intake.panel.checklist, Qt.Key.Key_F2)
    assert in_file("SELECT answer, note FROM checklist_answer WHERE deal_id = ? AND item = ?", deal, item) == [
        ("yes", "Twice, in 2024")
    ]
    row = intake.panel.checklist.items.item_at(intake.panel.checklist.items.line_of(item))
    assert row is not None
    assert "Twice, in 2024" in row.note


def test_no_line_of_the_checklist_overlaps_the_next(
    qtbot: QtBot, sample: Path, open_window: Callable[[Path], Window], sample_window: Window
) -> None:
    for window, sizes in ((open_window(sample), [(1280, 800)]), (sample_window, [(1280, 1300), (1024, 700)])):
        for width, height in sizes:
            window.resize(width, height)
            QApplication.processEvents()
            # Painted, not asked for its rectangles: those would lay it out anew.
            window.grab()
            intake = window.rooms["intake"]
            assert isinstance(intake, IntakeRoom)
            assert intake.panel is not None
            view = intake.panel.checklist
            laid_out = view.verticalScrollBar().maximum() + view.viewport().height()
            lines = [view.items.index(line) for line in range(view.items.rowCount())]
            needed = sum(view._painter._measure(index, view.viewport().width()) for index in lines)
            if view.verticalScrollBar().maximum():
                assert laid_out == needed, (width, height)
            else:
                assert laid_out >= needed, (width, height)
