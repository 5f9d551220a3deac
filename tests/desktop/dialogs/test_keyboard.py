"""The list of keys: what is in the menus, what is in none, and one sheet of paper with all of it."""

from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from pytestqt.qtbot import QtBot

from desktop.dialogs.keyboard import Keyboard, keys_by_path, keys_without_menu, listed
from desktop.printing.page import A4, LETTER, Paper
from desktop.printing.paper import pdf_bytes
from desktop.window import Window


@pytest.fixture
def keyboard(qtbot: QtBot, sample_window: Window) -> Keyboard:
    page = Keyboard(listed(sample_window.menuBar()))
    qtbot.addWidget(page)
    return page


def test_no_key_stands_for_two_things_in_one_place() -> None:
    for name, count in Counter((where, keys) for where, _, keys in keys_without_menu()).items():
        assert count == 1, name


def test_what_it_would_undo_does_not_come_into_the_list(sample_window: Window) -> None:
    sample_window.menus.undo_action.setText("Undo: Tick: measured")
    assert ("Edit", "Undo", "Ctrl+Z") in listed(sample_window.menuBar())
    assert keys_by_path(sample_window.menuBar())["Edit > Undo"] == "Ctrl+Z"


def test_entries_without_keys_have_a_path(sample_window: Window) -> None:
    found = keys_by_path(sample_window.menuBar())
    assert found["Help > About Handshake"] == "" and found["Business > Acting as"] == ""
    assert found["Business > Agreement > Propose a change"] == "Ctrl+Shift+P"


def test_the_list_narrows_down_by_what_and_by_keys(keyboard: Keyboard) -> None:
    keyboard.list.search_edit.setText("pocket")
    assert keyboard.list.shown_rows() == [["Business > Agreement", "Print pocket cards", "Ctrl+Alt+K"]]
    keyboard.list.search_edit.setText("ctrl+shift+g")
    assert [row[1] for row in keyboard.list.shown_rows()] == ["Print the agenda"]


@pytest.mark.parametrize("paper", [A4, LETTER], ids=lambda paper: paper.name)
def test_every_key_is_on_one_sheet(keyboard: Keyboard, paper: Paper) -> None:
    keyboard.list.search_edit.setText("pocket")
    sheets = PdfReader(BytesIO(pdf_bytes(keyboard.paper(), paper))).pages
    assert len(sheets) == 1
    said = " ".join(sheets[0].extract_text().split())
    for row in range(keyboard.list.tree.topLevelItemCount()):
        item = keyboard.list.tree.topLevelItem(row)
        assert item is not None
        for column in range(3):
            assert item.text(column) in said, item.text(column)


def test_it_prints_from_the_menu(sample_window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.printing.pdf_file.choose_pdf", lambda parent, page: tmp_path / "keys.pdf")
    next(action for action in sample_window.menus.help_menu.actions() if action.text() == "&Keyboard").trigger()
    page = sample_window.findChild(Keyboard)
    assert isinstance(page, Keyboard)
    page.pdf_button.click()
    assert "Ctrl+Shift+P" in PdfReader(tmp_path / "keys.pdf").pages[0].extract_text()
    page.close()
