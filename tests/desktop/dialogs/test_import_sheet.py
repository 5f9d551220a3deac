"""An import, from the sheet to the notice: one Undo, plain questions, cancel, and the rows that were left out."""

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.actions.business import create_business
from desktop.dialogs.import_questions import DateOrderQuestion, StagesQuestion
from desktop.dialogs.import_sheet import ImportProgress, outcome_words
from desktop.dialogs.left_out_rows import LeftOutRows
from desktop.window import Window
from storage.founding import Founder
from storage.importing import ImportResult
from storage.sheet.problem import Problem

TODAY = date(2026, 11, 23)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    path = tmp_path / "shop.handshake"
    create_business(
        path=path,
        name="Shop",
        kind="blank",
        founders=(Founder("Ana", sells=True, delivers=True),),
        country=None,
        currency="EUR",
        weekly_hours=Decimal(40),
        today=TODAY,
    ).close()
    made = Window(today=TODAY, remembers=False)
    qtbot.addWidget(made)
    made.show()
    assert made.open_file(path)
    yield made
    made.close()


def write(folder: Path, *lines: str) -> Path:
    sheet = folder / "deals.csv"
    sheet.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return sheet


def deals(window: Window) -> list[tuple[str, str]]:
    assert window.session is not None
    rows = window.session.book.rows(
        "SELECT c.name, d.stage FROM deal d JOIN client c ON c.id = d.client_id ORDER BY c.name"
    )
    return [(name, stage) for name, stage in rows]


def wait_for_notice(qtbot: QtBot, window: Window) -> str:
    qtbot.waitUntil(lambda: window.notice_bar.isVisible())
    assert window.findChild(ImportProgress) is None or not window.findChild(ImportProgress).isVisible()  # type: ignore[union-attr]
    return window.notice_bar.text()


def test_a_sheet_is_taken_in_and_undone_as_one(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = write(tmp_path, "client,value,stage", "Nook Café,940,Lead", "Mill Bakery,2300,Won")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(sheet), ""))
    window.menus.work.choose_sheet()
    assert wait_for_notice(qtbot, window) == "2 deals added"
    assert not window.notice_bar.more_button.isVisible()
    assert deals(window) == [("Mill Bakery", "won"), ("Nook Café", "lead")]
    assert window.session is not None
    assert window.session.book.history()[0].who_name == "Ana"
    window.session.catch_up()
    assert window.notice_bar.text() == "2 deals added"
    assert window.menus.undo_action.text() == "Undo: Import deals.csv"
    window.notice_bar.action_button.click()
    assert deals(window) == []
    window.redo()
    assert len(deals(window)) == 2


def test_rows_left_out_can_be_looked_at_and_kept(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.menus.work.import_sheet(
        write(tmp_path, "client,value", "Nook Café,940", ",12", "Mill Bakery,=cmd|' /C calc'!A0")
    )
    assert wait_for_notice(qtbot, window) == "1 deal added, 2 rows left out"
    window.notice_bar.more_button.click()
    assert window.notice_bar.isVisible()
    page = window.findChild(LeftOutRows)
    assert isinstance(page, LeftOutRows)
    rows = page.list.shown_rows()
    assert [row[:3] for row in rows] == [["3", "client", ""], ["4", "value", "=cmd|' /C calc'!A0"]]
    assert rows[0][3] == "This row names no client."
    kept = tmp_path / "left out.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(kept), ""))
    page.save_button.click()
    assert str(kept) in page.say_label.text()
    with kept.open(encoding="utf-8-sig", newline="") as file:
        written = list(csv.reader(file))
    assert written[0] == ["Row", "Column", "Value", "Why"]
    assert written[2][2] == "'=cmd|' /C calc'!A0"
    page.close()


def test_a_list_that_can_not_be_kept_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    page = LeftOutRows((Problem(3, None, None, "Empty."),))
    qtbot.addWidget(page)
    page.save(tmp_path / "nowhere" / "list.csv")
    assert "doesn't exist" in page.say_label.text()


def test_dates_that_can_be_read_in_two_ways_are_asked_about(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    window.menus.work.import_sheet(write(tmp_path, "client,promised_on", "Nook Café,03/04/2027"))
    qtbot.waitUntil(lambda: window.findChild(DateOrderQuestion) is not None)
    question = window.findChild(DateOrderQuestion)
    assert isinstance(question, DateOrderQuestion)
    question.choices.button(1).click()
    question.accept()
    assert wait_for_notice(qtbot, window) == "1 deal added"
    assert window.session is not None
    assert window.session.book.rows("SELECT promised_on FROM deal") == [("2027-03-04",)]


def test_stages_that_are_unknown_are_asked_about(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    window.menus.work.import_sheet(write(tmp_path, "client,stage", "Nook Café,Glimmering", "Mill Bakery,Won"))
    qtbot.waitUntil(lambda: window.findChild(StagesQuestion) is not None)
    question = window.findChild(StagesQuestion)
    assert isinstance(question, StagesQuestion)
    assert list(question.boxes) == ["Glimmering"]
    box = question.boxes["Glimmering"]
    box.setCurrentIndex(box.findData("offered"))
    question.accept()
    assert wait_for_notice(qtbot, window) == "2 deals added"
    assert deals(window) == [("Mill Bakery", "won"), ("Nook Café", "offered")]


def test_a_question_that_is_not_answered_ends_the_import(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    work = window.menus.work
    work.import_sheet(write(tmp_path, "client,promised_on", "Nook Café,03/04/2027"))
    qtbot.waitUntil(lambda: window.findChild(DateOrderQuestion) is not None)
    question = window.findChild(DateOrderQuestion)
    assert isinstance(question, DateOrderQuestion)
    question.reject()
    assert deals(window) == []
    work.import_sheet(write(tmp_path, "client", "Mill Bakery"))
    assert wait_for_notice(qtbot, window) == "1 deal added"


def test_a_sheet_that_can_not_be_read_says_why(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    window.menus.work.import_sheet(write(tmp_path, "colour,size", "red,12"))
    assert "No column names the client" in wait_for_notice(qtbot, window)
    assert window.menus.undo_action.text() == "&Undo"


def test_a_cancelled_import_changes_nothing(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    sheet = write(tmp_path, "client", *(f"Client {number}" for number in range(20_000)))
    work = window.menus.work
    work.import_sheet(sheet)
    progress = window.findChild(ImportProgress)
    assert isinstance(progress, ImportProgress)
    progress.reject()
    with qtbot.waitSignal(progress.destroyed):
        pass
    assert deals(window) == []
    assert not window.notice_bar.isVisible()
    assert window.session is not None
    assert window.session.book.undo_label is None


def test_a_window_that_closes_cancels_the_import(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    assert window.session is not None
    path = window.session.book.path
    window.menus.work.import_sheet(write(tmp_path, "client", *(f"Client {number}" for number in range(20_000))))
    window.close()
    assert window.open_file(path)
    assert deals(window) == []


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((8800, 7375, 0, 1425), "7,375 deals added, 1,425 rows left out"),
        ((1, 1, 0, 0), "1 deal added"),
        ((3, 0, 2, 1), "2 deals updated, 1 row left out"),
        ((2, 1, 1, 0), "1 deal added, 1 deal updated"),
        ((1, 0, 0, 1), "0 deals added, 1 row left out"),
    ],
)
def test_the_outcome_is_said_in_one_line(counts: tuple[int, int, int, int], words: str) -> None:
    assert outcome_words(ImportResult(*counts, (), ())) == words
