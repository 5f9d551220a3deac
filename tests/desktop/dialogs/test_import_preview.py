"""The dialog of an import: what is chosen, what stands against it, and that all of it can be seen, heard and typed."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTranslator
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QTableView, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions.sheet import Source, look_at_sheet, preview_sheet
from desktop.dialogs.import_preview import ImportPreview
from desktop.dialogs.left_out_rows import LeftOutRows
from framework.deal import Stage
from storage.book import Book
from storage.opening import open_book
from storage.sheet.dates import DateOrder
from storage.sheet.glance import Way
from widgets.card import PlainLabel
from widgets.choice_box import ChoiceBox

TODAY = date(2026, 11, 23)
HARD = (
    "Nr;Kunde;Betrag;Netto;Phase;Liefertermin;Team",
    "D-1;Nook <b>Café</b>;1.234,50;1;Glimmering;03/04/2027;",
    "D-2;Mill Bakery;abc;1;Gewonnen;05/06/2027;",
    "D-3;;7;1;Gewonnen;05/06/2027;",
    "D-4;Kite;7;1;Gewonnen;05/06/2027;Painters",
    "D-5;Kite;7",
    "B-001;Kite;7;1;Gewonnen;05/06/2027;",
)


class Reader:
    """Reads a sheet for the dialog as the import does, at once."""

    def __init__(self, book: Book, sheet: Path) -> None:
        self._book, self._sheet = book, sheet
        self.dialog = ImportPreview(sheet.name, "EUR")
        self.dialog.way_chosen.connect(self.read)
        self.dialog.source_chosen.connect(self.look)
        self.ways: list[Way] = []
        self.sources: list[Source] = []

    def look(self, source: Source) -> None:
        """Read the table and show it."""
        self.sources.append(source)
        looked = look_at_sheet(book=self._book, sheet=self._sheet, source=source)
        self.table = looked.table
        self.dialog.show_table(looked)
        self.dialog.choose_way()

    def read(self, way: Way) -> None:
        """Read the rows and show them."""
        self.ways.append(way)
        self.dialog.show_reading()
        self.dialog.show_preview(
            preview_sheet(book=self._book, table=self.table, way=way, name=self._sheet.name, today=TODAY)
        )


@pytest.fixture
def show(qtbot: QtBot, light: None, sample: Path, tmp_path: Path) -> Iterator[Callable[..., Reader]]:
    """A function that shows lines of text as a sheet in the dialog."""
    book = open_book(sample)
    made: list[Reader] = []

    def open_dialog(*lines: str) -> Reader:
        sheet = tmp_path / "deals.csv"
        sheet.write_text("\n".join(lines) + "\n", encoding="utf-8")
        reader = Reader(book, sheet)
        made.append(reader)
        reader.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        reader.dialog.resize(984, 660)
        reader.look(Source())
        reader.dialog.show()
        reader.dialog.activateWindow()
        qtbot.waitUntil(reader.dialog.isActiveWindow)
        return reader

    yield open_dialog
    for reader in made:
        reader.dialog.close()
        reader.dialog.deleteLater()
    book.close()


def choose(box: ChoiceBox, value: object) -> None:
    at = next(at for at in range(box.count()) if box.itemData(at) == value)
    box.setCurrentIndex(at)
    box.activated.emit(at)


def row(dialog: ImportPreview, line: int) -> dict[str, str]:
    lines = dialog.table.lines
    return {heading: lines.text(line, at) for at, heading in enumerate(lines.headings) if lines.text(line, at)}


def test_the_rows_are_shown_as_they_will_be_read(show: Callable[..., Reader]) -> None:
    dialog = show(*HARD).dialog
    assert row(dialog, 0) == {
        "What happens": "New deal",
        "Reference": "D-1",
        "Client": "Nook <b>Café</b>",
        "Price after discount": "€1,234.50",
        "Stage": "◆ Glimmering",
        "Date asked for or promised": "◆ 03/04/2027",
    }
    assert row(dialog, 1)["What happens"] == "■ Left out"
    assert row(dialog, 1)["Price after discount"] == "■ abc"
    assert row(dialog, 2)["Client"] == "■ empty"
    assert row(dialog, 3)["Crew"] == "■ Painters"
    assert row(dialog, 4) == {"What happens": "■ Left out"}
    assert row(dialog, 5)["What happens"] == "Deal updated"
    assert dialog.row_label.text() == "Row 3 is left out. “Betrag”: Not a number."
    dialog.table.setCurrentIndex(dialog.table.lines.index(3, 0))
    assert dialog.row_label.text() == "Row 5 is left out. “Team”: “Painters” is not one of your crews."
    dialog.table.setCurrentIndex(dialog.table.lines.index(4, 0))
    assert "Row 6 is left out. The cells of this row do not fit" in dialog.row_label.text()
    dialog.table.setCurrentIndex(dialog.table.lines.index(0, 0))
    assert dialog.row_label.text() == ""


def test_the_keyboard_begins_at_the_first_question_and_is_led_to_the_next(show: Callable[..., Reader]) -> None:
    reader = show(*HARD)
    dialog = reader.dialog
    assert QApplication.focusWidget() is dialog.date_box
    assert dialog.left_out_button.isHidden()
    choose(dialog.date_box, DateOrder.DMY)
    dialog.accept()
    assert QApplication.focusWidget() is dialog.columns.stage_boxes["Glimmering"]
    assert dialog.say_label.text() == "Choose what each stage means; then the rows are counted."
    choose(dialog.columns.stage_boxes["Glimmering"], Stage.LEAD)
    assert dialog.say_label.isHidden()
    assert reader.ways[-1].stages == {"Glimmering": Stage.LEAD}
    assert type(reader.ways[-1].stages["Glimmering"]) is Stage
    assert type(reader.ways[-1].date_order) is DateOrder
    assert dialog.counts_label.text() == "6 rows: 1 new deal, 1 deal updated, 4 left out"
    told = QSignalSpy(dialog.import_requested)
    dialog.accept()
    assert told.count() == 1


def test_all_rows_left_out_can_be_looked_at_before_the_import(qtbot: QtBot, show: Callable[..., Reader]) -> None:
    dialog = show("client,value", "Nook,1", ",2", "Kite,x").dialog
    dialog.left_out_button.click()
    page = dialog.findChild(LeftOutRows)
    assert isinstance(page, LeftOutRows)
    assert [shown[:3] for shown in page.list.shown_rows()] == [["3", "client", ""], ["4", "value", "x"]]
    page.close()


def test_two_columns_on_one_field_are_refused_with_a_sentence(show: Callable[..., Reader]) -> None:
    reader = show("client,sum,total", "Nook,1,2")
    dialog = reader.dialog
    boxes = dialog.columns.column_boxes
    choose(boxes["sum"], "value")
    choose(boxes["total"], "value")
    assert reader.ways[-1].columns == {"client": "client", "value": "sum"}
    assert boxes["total"].accessibleDescription() == "“sum” fills this already. Leave one of the two out."
    told = QSignalSpy(dialog.import_requested)
    dialog.accept()
    assert dialog.say_label.text() == "Two columns fill the same field. Leave one of the two out."
    assert QApplication.focusWidget() is boxes["total"]
    assert told.count() == 0
    choose(boxes["sum"], None)
    dialog.accept()
    assert told.count() == 1
    assert reader.ways[-1].columns == {"client": "client", "value": "total"}


def test_a_sheet_without_a_client_column_asks_for_it(show: Callable[..., Reader]) -> None:
    reader = show("colour,size", "red,12", "blue,13")
    dialog = reader.dialog
    assert reader.ways == []
    assert QApplication.focusWidget() is dialog.columns.column_boxes["colour"]
    assert dialog.counts_label.text() == "Choose the column that names the client, and the rows are shown."
    dialog.accept()
    assert dialog.say_label.text() == "Choose the column that names the client first."
    assert QApplication.focusWidget() is dialog.columns.column_boxes["colour"]
    choose(dialog.columns.column_boxes["colour"], "client")
    assert dialog.say_label.isHidden()
    assert row(dialog, 0) == {"What happens": "New deal", "Client": "red", "Stage": "In intake"}
    choose(dialog.columns.column_boxes["colour"], None)
    assert dialog.table.lines.rowCount() == 0
    assert dialog.import_button.text() == "Import"


def test_offerings_that_would_be_added_to_the_catalogue_are_named(show: Callable[..., Reader]) -> None:
    dialog = show("client,product", "Nook,Neon tube", "Kite,vehicle-wrap").dialog
    notes = [label.text() for label in dialog.columns.findChildren(PlainLabel) if label.isVisible()]
    assert "Not in your catalogue yet, and added to it as drafts: “Neon tube”." in notes


def test_nothing_to_import_is_said(show: Callable[..., Reader]) -> None:
    dialog = show("client,value", ",1").dialog
    told = QSignalSpy(dialog.import_requested)
    dialog.accept()
    assert told.count() == 0
    assert dialog.say_label.text() == "There is nothing to import: every row is left out. The list says why."


def test_while_it_is_being_read_nothing_is_imported(show: Callable[..., Reader]) -> None:
    dialog = show("client", "Nook").dialog
    told = QSignalSpy(dialog.import_requested)
    dialog.show_reading(1, 3)
    dialog.accept()
    assert told.count() == 0
    assert dialog.say_label.text() == "The sheet is still being read. Try again in a moment."


def test_a_way_that_can_not_be_read_shows_nothing_that_could_be_imported(show: Callable[..., Reader]) -> None:
    dialog = show("client", "Nook").dialog
    told = QSignalSpy(dialog.import_requested)
    dialog.show_not_read("This can't be read.")
    dialog.accept()
    assert told.count() == 0
    assert dialog.say_label.text() == "This can't be read."
    assert dialog.table.lines.rowCount() == 0


def test_what_stands_between_the_columns_can_be_chosen(show: Callable[..., Reader]) -> None:
    reader = show("client,a;note,b", "Nook,x;y,z")
    dialog = reader.dialog
    assert dialog.separator_box.currentData() == ","
    choose(dialog.separator_box, ",")
    assert len(reader.sources) == 1, "the same again is no change"
    choose(dialog.separator_box, ";")
    assert reader.sources[-1].separator == ";"
    assert list(dialog.columns.column_boxes) == ["client,a", "note,b"]


def test_stages_that_wait_stand_above_the_columns_and_those_known_below(show: Callable[..., Reader]) -> None:
    def top(box: ChoiceBox) -> int:
        return box.mapToGlobal(box.rect().topLeft()).y()

    columns = show(*HARD).dialog.columns
    assert top(columns.stage_boxes["Glimmering"]) < top(columns.column_boxes["Nr"])
    assert list(columns.stage_boxes) == ["Glimmering", "Gewonnen"]
    assert columns.boxes()[0] is columns.stage_boxes["Glimmering"]
    known = show("client,stage", "Nook,Won").dialog.columns
    assert known.boxes()[0] is known.column_boxes["client"]
    assert top(known.stage_boxes["Won"]) > top(known.column_boxes["stage"])


def test_tab_visits_every_control_as_it_stands(show: Callable[..., Reader]) -> None:
    dialog = show(*HARD).dialog
    choose(dialog.date_box, DateOrder.DMY)
    dialog.encoding_box.setFocus()
    visited: list[QWidget] = []
    while (focused := QApplication.focusWidget()) is not None and focused not in visited:
        visited.append(focused)
        dialog.focusNextPrevChild(True)
    boxes = dialog.columns.boxes()
    top = [dialog.encoding_box, dialog.separator_box, dialog.date_box]
    assert visited[: len(top) + len(boxes) + 1] == [*top, *boxes, dialog.table]
    assert set(visited[-2:]) == {dialog.import_button, dialog.cancel_button}


def test_every_control_has_a_name(show: Callable[..., Reader]) -> None:
    dialog = show(*HARD).dialog
    controls = [
        widget
        for widget in dialog.findChildren(QWidget)
        if isinstance(widget, QComboBox | QTableView) or (isinstance(widget, QAbstractButton) and widget.text())
    ]
    assert len(controls) > 12
    for widget in controls:
        if isinstance(widget.parentWidget(), QTableView):
            continue
        spoken = QAccessible.queryAccessibleInterface(widget)
        assert spoken.text(QAccessible.Text.Name), widget
    names = [box.accessibleName() for box in dialog.columns.boxes()]
    assert names == ["Glimmering", "Gewonnen", "Nr", "Kunde", "Betrag", "Netto", "Phase", "Liefertermin", "Team"]
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in dialog.findChildren(PlainLabel))


class Longer(QTranslator):
    """Every text half as long again."""

    def translate(self, _context: str, text: str, *_more: Any) -> str:
        """Return `text` with half its length put after it."""
        return text + "ä" * (len(text.replace("{", "").replace("}", "")) // 2)

    def isEmpty(self) -> bool:
        """It knows every text."""
        return False


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_longer_words_fit_into_a_small_window(
    qapp: QApplication, show: Callable[..., Reader], direction: Qt.LayoutDirection
) -> None:
    translator = Longer()
    assert QCoreApplication.installTranslator(translator)
    qapp.setLayoutDirection(direction)
    try:
        dialog = show(*HARD).dialog
        QApplication.processEvents()
        assert (dialog.width(), dialog.height()) == (984, 660)
        for button in dialog.findChildren(QAbstractButton):
            if button.isVisible() and button.text():
                assert button.width() >= button.fontMetrics().horizontalAdvance(button.text()) + 8
        bar = dialog.columns.horizontalScrollBar()
        assert bar is not None and bar.maximum() == 0, "the columns fit into their side"
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        QCoreApplication.removeTranslator(translator)
