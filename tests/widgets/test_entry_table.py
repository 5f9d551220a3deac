"""A table typed in by keyboard: letters that answer, Enter and Tab, a pasted block, and a way out."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from widgets.entry_table import EntryColumn, EntryRow, EntryTable

COLUMNS = (
    EntryColumn("Client", typed=False),
    EntryColumn("Day"),
    EntryColumn("Rework", keys="yn"),
    EntryColumn("Hours", is_number=True),
)
ROWS = (EntryRow("a", ("Ana", "", "", "")), EntryRow("b", ("Ben", "", "", "")), EntryRow("c", ("Cee", "", "", "")))


class Host(QWidget):
    """The table between two buttons; what is typed is shown, as a dialog does."""

    def __init__(self) -> None:
        super().__init__()
        self.table = EntryTable("Deals", COLUMNS)
        self.after = QPushButton("After")
        column = QVBoxLayout(self)
        column.addWidget(QPushButton("Before"))
        column.addWidget(self.table)
        column.addWidget(self.after)
        self.rows = list(ROWS)
        self.typed: list[tuple[str, int, str]] = []
        self.left: list[str] = []
        self.pasted: list[tuple[str, int, str]] = []
        self.table.set_rows(self.rows)
        self.table.typed.connect(self.take)
        self.table.row_left.connect(self.left.append)
        self.table.pasted.connect(self.pasted.extend)

    def take(self, key: str, column: int, text: str) -> None:
        self.typed.append((key, column, text))
        for at, row in enumerate(self.rows):
            if row.key == key:
                texts = list(row.texts)
                texts[column] = text
                self.rows[at] = EntryRow(key, tuple(texts), ((column, "No day"),) if text == "wrong" else ())
        self.table.set_rows(self.rows)


@pytest.fixture
def host(qtbot: QtBot) -> Host:
    made = Host()
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.table.go_to_first()
    return made


def place(host: Host) -> tuple[int, int]:
    at = host.table.currentIndex()
    return at.row(), at.column()


def write(host: Host, text: str, key: Qt.Key) -> None:
    QTest.keyClicks(host.table, text[:1])
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, text[1:])
    QTest.keyClick(editor, key)
    # Qt takes what was typed when the key has been dealt with.
    QApplication.processEvents()


def test_typing_begins_at_once_and_enter_goes_down(host: Host) -> None:
    assert place(host) == (0, 1)
    write(host, "20 Nov", Qt.Key.Key_Return)
    assert (host.typed, place(host), host.left) == ([("a", 1, "20 Nov")], (1, 1), ["a"])


def test_a_letter_of_the_column_answers_and_goes_on(host: Host) -> None:
    QTest.keyClick(host.table, Qt.Key.Key_Tab)
    QTest.keyClicks(host.table, "y")
    assert (host.typed, place(host)) == ([("a", 2, "y")], (0, 3))
    write(host, "12", Qt.Key.Key_Tab)
    assert host.typed[-1] == ("a", 3, "12")
    assert place(host) == (1, 1), "over the cells that only inform"
    assert host.left == ["a"]


def test_delete_empties_and_what_is_the_same_is_not_told(host: Host) -> None:
    write(host, "x", Qt.Key.Key_Return)
    QTest.keyClick(host.table, Qt.Key.Key_Up)
    QTest.keyClick(host.table, Qt.Key.Key_Delete)
    QTest.keyClick(host.table, Qt.Key.Key_Delete)
    assert host.typed == [("a", 1, "x"), ("a", 1, "")]


def test_tab_leaves_the_table_after_the_last_cell_and_the_last_row_is_left(host: Host) -> None:
    for _ in range(8):
        QTest.keyClick(host.table, Qt.Key.Key_Tab)
    assert place(host) == (2, 3) and host.table.hasFocus()
    QTest.keyClick(host.table, Qt.Key.Key_Return)
    assert host.left == ["a", "b", "c"]
    QTest.keyClick(host.table, Qt.Key.Key_Tab)
    assert host.after.hasFocus()
    QTest.keyClick(host.after, Qt.Key.Key_Backtab)
    QTest.keyClick(host.table, Qt.Key.Key_Backtab)
    assert place(host) == (2, 2)


def test_a_copied_block_goes_over_the_cells_that_are_typed(host: Host) -> None:
    QGuiApplication.clipboard().setText("20 Nov\ty\r\n21 Nov\tn\textra\tmore\n\n23 Nov\n")
    QTest.keyClick(host.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert host.pasted == [
        ("a", 1, "20 Nov"),
        ("a", 2, "y"),
        ("b", 1, "21 Nov"),
        ("b", 2, "n"),
        ("b", 3, "extra"),
        ("c", 1, ""),
    ], "what is too wide or too long is left out"


def test_what_is_wrong_is_marked_named_and_can_be_typed_again(host: Host) -> None:
    write(host, "wrong", Qt.Key.Key_Return)
    at = host.table.entries.index(0, 1)
    assert at.data() == "■ wrong"
    assert at.data(Qt.ItemDataRole.AccessibleDescriptionRole) == "No day"
    assert at.data(Qt.ItemDataRole.EditRole) == "wrong"
    host.table.setCurrentIndex(at)
    write(host, "wrong", Qt.Key.Key_Return)
    assert host.typed == [("a", 1, "wrong")] * 2, "the same wrong words are told again"


def test_enter_on_what_only_informs_opens_it(host: Host) -> None:
    opened: list[str] = []
    host.table.opened.connect(opened.append)
    host.table.setCurrentIndex(host.table.entries.index(1, 0))
    QTest.keyClick(host.table, Qt.Key.Key_Return)
    assert opened == ["b"]
    assert not host.table.entries.flags(host.table.entries.index(1, 0)) & Qt.ItemFlag.ItemIsEditable


def test_the_chosen_row_stays_chosen_when_rows_go(host: Host) -> None:
    host.table.setCurrentIndex(host.table.entries.index(1, 3))
    host.left.clear()
    host.table.set_rows(host.rows[1:])
    assert place(host) == (0, 3) and host.left == []
