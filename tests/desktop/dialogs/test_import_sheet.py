"""An import, from the sheet to the notice: one Undo, plain questions, cancel, and the rows that were left out."""

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from openpyxl import Workbook
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.actions.business import create_business
from desktop.dialogs import import_sheet
from desktop.dialogs.import_preview import ImportPreview
from desktop.dialogs.import_progress import ImportProgress
from desktop.dialogs.left_out_rows import LeftOutRows
from desktop.window import Window
from framework.deal import Stage
from storage import importing
from storage.founding import Founder
from storage.sheet.dates import DateOrder
from storage.sheet.glance import Way
from storage.sheet.problem import Problem
from storage.trouble import Trouble
from widgets.choice_box import ChoiceBox

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
    made.show_room("intake")
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


def find_dialog(qtbot: QtBot, window: Window) -> ImportPreview:
    """The dialog of the import that was begun last."""
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(ImportPreview)))
    return next(one for one in window.findChildren(ImportPreview) if one.isVisible())


def settle(qtbot: QtBot, dialog: ImportPreview) -> None:
    """Wait until the sheet is read in the way that was chosen last."""
    qtbot.waitUntil(dialog.progress_line.isHidden)


def shown(qtbot: QtBot, window: Window, sheet: Path) -> ImportPreview:
    """Begin the import of a sheet, and wait until it is shown as it will be read."""
    window.menus.work.import_sheet(sheet)
    dialog = find_dialog(qtbot, window)
    settle(qtbot, dialog)
    return dialog


def take_in(qtbot: QtBot, window: Window, sheet: Path) -> None:
    """Import a sheet that needs no answers."""
    shown(qtbot, window, sheet).import_button.click()


def choose(box: ChoiceBox, value: object) -> None:
    """Choose in a box as a person does."""
    at = next(at for at in range(box.count()) if box.itemData(at) == value)
    box.setCurrentIndex(at)
    box.activated.emit(at)


def wait_for_notice(qtbot: QtBot, window: Window) -> str:
    qtbot.waitUntil(lambda: window.notice_bar.isVisible())
    dialogs = [*window.findChildren(ImportProgress), *window.findChildren(ImportPreview)]
    assert not any(dialog.isVisible() for dialog in dialogs)
    return window.notice_bar.text()


def test_a_sheet_is_taken_in_and_undone_as_one(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = write(tmp_path, "client,value,stage", "Nook Café,940,Lead", "Mill Bakery,2300,Won")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(sheet), ""))
    window.menus.work.choose_sheet()
    dialog = find_dialog(qtbot, window)
    settle(qtbot, dialog)
    assert dialog.import_button.text() == "Import 2 deals"
    assert deals(window) == []
    dialog.import_button.click()
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
    take_in(qtbot, window, write(tmp_path, "client,value", "Nook Café,940", ",12", "Mill Bakery,=cmd|' /C calc'!A0"))
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


def test_what_only_a_person_can_say_is_asked_and_shown_before_it_is_written(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    sheet = write(tmp_path, "client,promised_on,stage", "Nook Café,03/04/2027,Glimmering", "Mill Bakery,05/04/2027,Won")
    dialog = shown(qtbot, window, sheet)
    assert dialog.table.lines.text(0, 2) == "◆ Glimmering"
    assert dialog.table.lines.text(0, 3) == "◆ 03/04/2027"
    assert dialog.import_button.text() == "Import"
    dialog.accept()
    assert dialog.say_label.text() == dialog.counts_label.text() != ""
    assert dialog.isVisible() and deals(window) == []
    choose(dialog.date_box, DateOrder.MDY)
    settle(qtbot, dialog)
    assert dialog.table.lines.text(0, 3) == "Thu 4 Mar 2027"
    choose(dialog.columns.stage_boxes["Glimmering"], Stage.OFFERED)
    settle(qtbot, dialog)
    assert dialog.counts_label.text() == "2 rows: 2 new deals"
    dialog.import_button.click()
    assert wait_for_notice(qtbot, window) == "2 deals added"
    assert deals(window) == [("Mill Bakery", "won"), ("Nook Café", "offered")]
    assert window.session is not None
    assert window.session.book.rows("SELECT promised_on FROM deal ORDER BY 1") == [("2027-03-04",), ("2027-05-04",)]


def test_the_next_sheet_of_the_source_is_read_as_the_last_one_and_undo_does_not_forget(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    first = write(tmp_path, "who,amount,promised_on,stage", "Nook Café,12,03/04/2027,Glimmering")
    dialog = shown(qtbot, window, first)
    assert dialog.last_time_label.isHidden()
    choose(dialog.columns.column_boxes["who"], "client")
    settle(qtbot, dialog)
    choose(dialog.date_box, DateOrder.DMY)
    settle(qtbot, dialog)
    choose(dialog.columns.stage_boxes["Glimmering"], Stage.WON)
    settle(qtbot, dialog)
    dialog.import_button.click()
    assert wait_for_notice(qtbot, window) == "1 deal added"
    assert window.menus.undo_action.text() == "Undo: Import deals.csv"
    window.menus.undo_action.trigger()
    assert deals(window) == []
    window.notice_bar.dismiss()
    dialog = shown(
        qtbot, window, write(tmp_path, "who,amount,promised_on,stage", "Mill Bakery,15,05/06/2027,glimmering")
    )
    assert not dialog.last_time_label.isHidden()
    assert dialog.way() == Way(
        {"client": "who", "value": "amount", "stage": "stage", "promised_on": "promised_on"},
        DateOrder.DMY,
        {"Glimmering": Stage.WON},
    )
    assert dialog.import_button.text() == "Import 1 deal"
    dialog.import_button.click()
    assert wait_for_notice(qtbot, window) == "1 deal added"
    assert window.session is not None
    assert window.session.book.rows("SELECT promised_on, stage FROM deal") == [("2027-06-05", "won")]
    assert window.session.book.rows("SELECT count(*) FROM import_source") == [(1,)]


def test_an_import_that_is_left_changes_nothing_and_another_can_begin(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    dialog = shown(qtbot, window, write(tmp_path, "client", "Nook Café"))
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()
    assert deals(window) == []
    take_in(qtbot, window, write(tmp_path, "client", "Mill Bakery"))
    assert wait_for_notice(qtbot, window) == "1 deal added"


@pytest.mark.parametrize(
    ("name", "content", "say"),
    [
        ("empty.csv", b"", "is empty"),
        ("letter.xlsx", b"Dear Ana", "named like an Excel sheet and is not one"),
        ("old.xls", b"\xd0\xcf\x11\xe0 and so on", "an old Excel file"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff", "not a sheet of text"),
        ("numbers.csv", b"1\n2\n3\n", "No row with the names of the columns"),
        ("broken.xlsx", b"PK\x03\x04 and no more", "damaged or not complete"),
    ],
)
def test_a_file_that_is_no_sheet_says_why(
    qtbot: QtBot, window: Window, tmp_path: Path, name: str, content: bytes, say: str
) -> None:
    sheet = tmp_path / name
    sheet.write_bytes(content)
    window.menus.work.import_sheet(sheet)
    assert say in wait_for_notice(qtbot, window)
    assert window.findChild(ImportPreview) is None
    assert window.menus.undo_action.text() == "&Undo"


def test_a_sheet_that_stays_long_on_its_way_shows_progress_and_can_be_cancelled(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look, cancelled = import_sheet.look_file, Event()

    def look_slowly(*args: Any, **kwargs: Any) -> Any:
        cancelled.wait(30)
        return look(*args, **kwargs)

    monkeypatch.setattr(import_sheet, "look_file", look_slowly)
    monkeypatch.setattr(import_sheet, "WAIT_MS", 0)
    window.menus.work.import_sheet(write(tmp_path, "client", *(f"Client {number}" for number in range(2_000))))
    qtbot.waitUntil(lambda: window.findChild(ImportProgress) is not None)
    progress = window.findChild(ImportProgress)
    assert isinstance(progress, ImportProgress)
    with qtbot.waitSignal(progress.destroyed):
        progress.reject()
        cancelled.set()
    assert window.findChild(ImportPreview) is None
    assert deals(window) == []
    assert not window.notice_bar.isVisible()


def test_a_cancelled_import_changes_nothing_and_keeps_what_was_chosen(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    sheet = write(tmp_path, "client,what", *(f"Client {number},x" for number in range(20_000)))
    dialog = shown(qtbot, window, sheet)
    choose(dialog.columns.column_boxes["what"], "note")
    settle(qtbot, dialog)
    dialog.import_button.click()
    assert not dialog.columns.isEnabled() and dialog.cancel_button.isEnabled()
    dialog.cancel_button.click()
    qtbot.waitUntil(dialog.columns.isEnabled)
    assert dialog.isVisible()
    assert deals(window) == []
    assert dialog.way().columns == {"client": "client", "note": "what"}
    assert dialog.import_button.text() == "Import 20,000 deals"
    assert window.session is not None
    assert window.session.book.undo_label is None
    dialog.reject()


def test_a_window_that_closes_cancels_the_import(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    assert window.session is not None
    path = window.session.book.path
    dialog = shown(qtbot, window, write(tmp_path, "client", *(f"Client {number}" for number in range(20_000))))
    dialog.import_button.click()
    with qtbot.waitSignal(dialog.destroyed):
        window.close()
    assert window.open_file(path)
    assert deals(window) == []


def test_a_file_that_can_not_be_written_is_said_in_the_dialog_and_everything_stays(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_more: object) -> None:
        raise Trouble("The disk is full.")

    dialog = shown(qtbot, window, write(tmp_path, "client", "Nook Café"))
    monkeypatch.setattr(importing, "import_deals", refuse)
    dialog.import_button.click()
    qtbot.waitUntil(lambda: dialog.say_label.text() == "The disk is full.")
    assert dialog.import_button.isEnabled()
    assert dialog.import_button.text() == "Import 1 deal"
    monkeypatch.undo()
    dialog.import_button.click()
    assert wait_for_notice(qtbot, window) == "1 deal added"


def test_the_latest_choice_counts_when_several_follow_each_other(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    dialog = shown(qtbot, window, write(tmp_path, "client,one,two", *(f"C{number},7,8" for number in range(5_000))))
    for field in ("value", "cost", "hours", "quantity"):
        choose(dialog.columns.column_boxes["one"], field)
    settle(qtbot, dialog)
    assert dialog.table.lines.headings == ("What happens", "Client", "Quantity", "Stage")
    dialog.reject()


def test_the_letters_may_be_chosen_when_they_can_not_be_told(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    sheet = tmp_path / "kyaku.csv"
    sheet.write_bytes("client,note\n株式会社,金額\n\x81".encode("shift_jis", "ignore") + b"\x81\x8d,x\n")
    window.menus.work.import_sheet(sheet)
    dialog = find_dialog(qtbot, window)
    assert "cannot be told how the letters" in dialog.say_label.text()
    dialog.accept()
    assert dialog.isVisible()
    choose(dialog.encoding_box, "shift_jis")
    settle(qtbot, dialog)
    assert dialog.say_label.isHidden()
    assert dialog.table.lines.text(0, 1) == "株式会社"
    choose(dialog.encoding_box, "utf-8")
    qtbot.waitUntil(lambda: "was not saved as utf-8" in dialog.say_label.text())
    assert dialog.table.lines.rowCount() == 0
    dialog.accept()
    assert deals(window) == []
    dialog.reject()


def test_letters_that_were_guessed_can_be_chosen_anew(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    sheet = tmp_path / "mac.csv"
    sheet.write_bytes("client\nCafé\n".encode("mac_roman"))
    dialog = shown(qtbot, window, sheet)
    assert dialog.encoding_box.currentData() == "cp1252"
    assert "letters look wrong" in dialog.encoding_field.hint
    assert dialog.table.lines.text(0, 1) == "CafŽ"
    choose(dialog.encoding_box, "mac_roman")
    settle(qtbot, dialog)
    assert dialog.table.lines.text(0, 1) == "Café"
    dialog.import_button.click()
    wait_for_notice(qtbot, window)
    assert deals(window) == [("Café", "intake")]


def test_the_sheet_of_a_workbook_is_a_real_choice(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.active.title = "Cover"  # type: ignore[union-attr]
    for name, client in (("Deals", "Nook Café"), ("Leads", "Mill Bakery")):
        sheet = workbook.create_sheet(name)
        sheet.append(["client", "value"])
        sheet.append([client, 12])
    path = tmp_path / "book.xlsx"
    workbook.save(path)
    dialog = shown(qtbot, window, path)
    assert dialog.encoding_field.isHidden() and dialog.separator_field.isHidden()
    assert [dialog.sheet_box.itemText(at) for at in range(3)] == ["Cover", "Deals", "Leads"]
    assert dialog.sheet_box.currentText() == "Deals"
    choose(dialog.sheet_box, "Cover")
    qtbot.waitUntil(lambda: "No row with the names" in dialog.say_label.text())
    assert [dialog.sheet_box.itemText(at) for at in range(3)] == ["Cover", "Deals", "Leads"]
    choose(dialog.sheet_box, "Leads")
    settle(qtbot, dialog)
    assert dialog.table.lines.text(0, 1) == "Mill Bakery"
    dialog.reject()


def test_a_real_pipeline_is_read_without_a_question(qtbot: QtBot, window: Window, shared_data: Path) -> None:
    dialog = shown(qtbot, window, shared_data / "crm" / "sales_pipeline.csv")
    assert dialog.counts_label.text() == "8,800 rows: 7,375 new deals, 1,425 left out"
    assert dialog.import_button.text() == "Import 7,375 deals"
    assert dialog.table.lines.rowCount() == 20
    dialog.reject()
