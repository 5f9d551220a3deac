"""Rows of a sheet: doubtful cells have a sign, a colour and words, and every text is shown as it was typed."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from widgets.sheet_table import SheetCell, SheetLine, SheetTable
from widgets.theme import theme

LINES = [
    SheetLine("2", (SheetCell("New deal"), SheetCell("Nook\nCafé"), SheetCell("€ 12", is_number=True))),
    SheetLine("5", (SheetCell("Left out", "OFF", "Why."), SheetCell("<b>x</b>"), SheetCell("abc", "OFF", "No."))),
    SheetLine("6", (SheetCell("New deal"), SheetCell("Kite"), SheetCell("03/04", "ASK", "Which day?"))),
]


def shown(qtbot: QtBot) -> SheetTable:
    table = SheetTable("First rows")
    qtbot.addWidget(table)
    table.resize(500, 300)
    table.set_lines(("What happens", "Client", "Price"), LINES)
    table.show()
    return table


def test_doubtful_cells_are_told_by_sign_colour_and_words(qtbot: QtBot) -> None:
    lines = shown(qtbot).lines
    assert [lines.text(line, 2) for line in range(3)] == ["€ 12", "■ abc", "◆ 03/04"]
    wrong, asked, fine = lines.index(1, 2), lines.index(2, 2), lines.index(0, 2)
    assert lines.data(wrong, Qt.ItemDataRole.ForegroundRole) == theme().zone("OFF").ink
    assert lines.data(asked, Qt.ItemDataRole.BackgroundRole) == theme().zone("ASK").card
    assert lines.data(fine, Qt.ItemDataRole.ForegroundRole) is None
    assert lines.data(wrong, Qt.ItemDataRole.AccessibleDescriptionRole) == "No."
    assert "No." in lines.data(wrong, Qt.ItemDataRole.ToolTipRole)
    assert lines.data(fine, Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignTrailing


def test_text_stays_text(qtbot: QtBot) -> None:
    lines = shown(qtbot).lines
    assert lines.text(0, 1) == "Nook Café"
    assert "&lt;b&gt;x" in lines.data(lines.index(1, 1), Qt.ItemDataRole.ToolTipRole)


def test_rows_have_the_numbers_of_the_sheet(qtbot: QtBot) -> None:
    lines = shown(qtbot).lines
    assert [lines.headerData(line, Qt.Orientation.Vertical) for line in range(3)] == ["2", "5", "6"]
    assert lines.headerData(1, Qt.Orientation.Horizontal) == "Client"


def test_the_arrows_go_from_cell_to_cell_and_tab_goes_on(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    table, after = SheetTable("First rows"), QLineEdit()
    table.set_lines(("What happens", "Client", "Price"), LINES)
    column.addWidget(table)
    column.addWidget(after)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    told = QSignalSpy(table.line_chosen)
    table.setFocus()
    table.setCurrentIndex(table.lines.index(0, 0))
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Right)
    assert (table.currentIndex().row(), table.currentIndex().column()) == (1, 1)
    assert told.at(told.count() - 1) == [1]
    qtbot.keyClick(table, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is after


def test_the_chosen_cell_stays_when_the_lines_are_read_anew(qtbot: QtBot) -> None:
    table = shown(qtbot)
    table.setCurrentIndex(table.lines.index(2, 1))
    table.set_lines(("What happens", "Client"), [SheetLine(one.number, one.cells[:2]) for one in LINES])
    assert (table.currentIndex().row(), table.currentIndex().column()) == (2, 1)
    table.set_lines((), ())
    assert not table.currentIndex().isValid()
