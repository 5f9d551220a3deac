"""A deal on an older version of the checklist: told in the panel, moved by a button, brought back by Undo; papers."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from desktop.actions.checklist import save_checklist
from desktop.dialogs.checklist_editor import ChecklistEditor
from desktop.printing.page import Page
from desktop.rooms.intake import IntakeRoom
from desktop.window import Window
from framework.checklist import ChecklistItem, Needed, Section
from storage.checklist import read_newest

InFile = Callable[..., list[tuple[Any, ...]]]
Choose = Callable[[IntakeRoom, str], str]
LIFT = ChecklistItem("", Section.CAPACITY, "Is there a lift?", Needed.BEFORE_PROMISE)


def lines(intake: IntakeRoom) -> list[tuple[str, str, str]]:
    assert intake.panel is not None
    return list(intake.panel.checklist_lines.lines())


def says(intake: IntakeRoom) -> list[str]:
    assert intake.panel is not None
    items = intake.panel.checklist.items
    return [row.say for at in range(items.rowCount()) if (row := items.item_at(at)) is not None]


def add_a_question(intake: IntakeRoom) -> None:
    book = intake.session.book
    items = read_newest(book).items
    save_checklist(book=book, who=intake.session.author, items=(*items, LIFT), seen=items)
    intake.finish_background_work()


def test_a_deal_of_an_older_version_says_so_and_is_moved(
    qtbot: QtBot, sample_window: Window, intake: IntakeRoom, in_file: InFile, choose: Choose
) -> None:
    deal = choose(intake, "Nook Café")
    answers = "SELECT item, answer FROM checklist_answer WHERE deal_id = ? ORDER BY item"
    given = in_file(answers, deal)
    assert lines(intake) == [] and given
    add_a_question(intake)
    (line,) = lines(intake)
    assert line[1:] == ("This deal began with version 1 of the checklist.", "Move to version 2")
    assert "Is there a lift?" not in says(intake)
    assert intake.panel is not None
    qtbot.mouseClick(intake.panel.checklist_lines.button("newest_checklist"), Qt.MouseButton.LeftButton)
    intake.finish_background_work()
    assert lines(intake) == []
    assert "Is there a lift?" in says(intake)
    assert in_file(answers, deal) == given
    said = sample_window.notice_bar.text()
    assert said.startswith("Nook Café is on the newest checklist.") and "New: “Is there a lift?”" in said
    assert intake.panel.judged is not None and intake.panel.judged.verdict.zone == "OPEN"
    sample_window.undo()
    intake.finish_background_work()
    assert "Is there a lift?" not in says(intake) and len(lines(intake)) == 1
    choose(intake, "Orchard School")
    assert len(lines(intake)) == 1, "each deal is moved by itself"


def test_a_deal_that_is_over_stays_as_it_was(intake: IntakeRoom, in_file: InFile) -> None:
    add_a_question(intake)
    ((delivered,),) = in_file("SELECT id FROM deal WHERE stage = 'delivered' LIMIT 1")
    intake.show_deal(delivered)
    assert lines(intake) == []


def test_the_menu_opens_the_checklist_and_a_save_offers_undo(
    qtbot: QtBot, sample_window: Window, intake: IntakeRoom
) -> None:
    (entry,) = (a for a in sample_window.menus.business_menu.actions() if a.text() == "Intake check&list…")
    assert entry.shortcut().toString() == "Ctrl+Alt+L"
    entry.trigger()
    (editor,) = intake.findChildren(ChecklistEditor)
    editor.take_out(editor.items()[1].id)
    editor.save_button.click()
    assert "The checklist is version 2 now" in sample_window.notice_bar.text()
    assert sample_window.menus.undo_action.text() == "Undo: Checklist, version 2: 1 taken out"
    sample_window.undo()
    assert read_newest(intake.session.book).number == 1


@pytest.mark.parametrize(
    ("entry", "title", "has_client"),
    [
        ("As it stands…", "Nook Café, intake checklist", True),
        ("To fill in…", "Intake checklist, to fill in", True),
        ("For a site visit…", "Nook Café, site visit", True),
        ("Blank, for any deal…", "Intake checklist, to fill in", False),
    ],
)
def test_each_paper_is_in_the_menu(
    intake: IntakeRoom, choose: Choose, monkeypatch: pytest.MonkeyPatch, entry: str, title: str, has_client: bool
) -> None:
    shown: list[Page] = []
    monkeypatch.setattr("desktop.printing.preview.preview", lambda _parent, page: shown.append(page))
    choose(intake, "Nook Café")
    assert intake.panel is not None
    (action,) = (a for a in intake.panel.print_menu.actions() if a.text() == entry)
    assert isinstance(action, QAction)
    action.trigger()
    (page,) = shown
    assert page.title == title
    assert any("Nook Café" in unit for unit in page.units) is has_client
