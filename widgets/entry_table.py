"""A table that is typed in row by row, as in a spreadsheet, and takes a column that was copied elsewhere."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QTableView, QWidget

from widgets.card import tooltip
from widgets.text_paint import one_line
from widgets.theme import theme
from widgets.tokens import SPACE_S

_WIDEST, _LEAST = 24, 5
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_BACK = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class EntryColumn(NamedTuple):
    """A column. One that is not `typed` only informs; `keys` are letters of which one alone answers and goes on."""

    heading: str
    typed: bool = True
    keys: str = ""
    is_number: bool = False


class EntryRow(NamedTuple):
    """The texts of a row by column, and what is wrong with some of them, by number of column."""

    key: str
    texts: tuple[str, ...]
    wrong: tuple[tuple[int, str], ...] = ()


class EntryTable(QTableView):
    """Rows to type in. Enter goes down, Tab to the next cell, and from the last one to the next control.

    Signals: `typed(key, column, text)`; `pasted(lines)`: a list of (key, column, text); `row_left(key)` when the
    keyboard goes to another row; `opened(key)` on Enter in a cell that only informs.
    """

    typed = Signal(str, int, str)
    pasted = Signal(list)
    row_left = Signal(str)
    opened = Signal(str)

    def __init__(self, name: str, columns: Sequence[EntryColumn], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.entries = _Entries(self.columns, self)
        self.setAccessibleName(name)
        self.setModel(self.entries)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 2 * SPACE_S)
        self.selectionModel().currentChanged.connect(self._tell)

    def set_rows(self, rows: Sequence[EntryRow]) -> None:
        """Show other rows; the cell that was chosen stays chosen where its row is still there."""
        at = self.currentIndex()
        key = self.entries.rows[at.row()].key if at.isValid() else ""
        before = [row.key for row in self.entries.rows]
        self.entries.set_rows(rows)
        self._fit()
        keys = [row.key for row in rows]
        if key in keys and keys != before:
            self.selectionModel().blockSignals(True)
            self.setCurrentIndex(self.entries.index(keys.index(key), at.column()))
            self.selectionModel().blockSignals(False)

    def go_to_first(self) -> None:
        """Give the keyboard to the first cell to type in."""
        first = next((at for at, column in enumerate(self.columns) if column.typed), 0)
        self.setCurrentIndex(self.entries.index(0, first))
        self.setFocus()

    def _fit(self) -> None:
        measure = self.fontMetrics()
        letter = measure.averageCharWidth()
        for number, column in enumerate(self.columns):
            texts = [column.heading, *(one_line(row.texts[number]) for row in self.entries.rows)]
            wanted = max(measure.horizontalAdvance(text) for text in texts)
            self.setColumnWidth(number, max(min(wanted, _WIDEST * letter), _LEAST * letter) + 3 * SPACE_S)

    def _tell(self, now: QModelIndex, before: QModelIndex) -> None:
        if before.isValid() and now.row() != before.row() and before.row() < len(self.entries.rows):
            self.row_left.emit(self.entries.rows[before.row()].key)

    # The keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter of the column answers, Delete empties, Enter goes down, Ctrl+V takes what was copied."""
        at = self.currentIndex()
        if self.state() == QAbstractItemView.State.EditingState:
            # Enter in the line: Qt keeps it in a moment, and then `closeEditor` goes down.
            return
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
            return
        if not at.isValid():
            super().keyPressEvent(event)
            return
        column = self.columns[at.column()]
        letter = event.text().casefold()
        if column.typed and letter and letter in column.keys and not event.modifiers() & ~_SHIFT:
            self._type(at, letter)
            self.step(1)
        elif column.typed and event.key() in _BACK and not event.modifiers():
            self._type(at, "")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if column.typed:
                self._down()
            else:
                self.opened.emit(self.entries.rows[at.row()].key)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, ahead: bool) -> bool:
        """Tab goes on from cell to cell, and out of the table after the last one."""
        return True if self.step(1 if ahead else -1) else super().focusNextPrevChild(ahead)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """After Enter go down, after Tab to the next cell to type in."""
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self._down()
        elif hint == QAbstractItemDelegate.EndEditHint.EditNextItem:
            self.step(1)
        elif hint == QAbstractItemDelegate.EndEditHint.EditPreviousItem:
            self.step(-1)

    def step(self, by: int) -> bool:
        """Go on by one cell to type in; say whether there is one."""
        at = self.currentIndex()
        if not at.isValid():
            return False
        width = len(self.columns)
        place = at.row() * width + at.column() + by
        while 0 <= place < width * len(self.entries.rows):
            if self.columns[place % width].typed:
                self.setCurrentIndex(self.entries.index(place // width, place % width))
                return True
            place += by
        return False

    def _down(self) -> None:
        at = self.currentIndex()
        if at.row() + 1 < len(self.entries.rows):
            self.setCurrentIndex(self.entries.index(at.row() + 1, at.column()))
        else:
            # The last row is left as well: what was typed in it is whole.
            self.row_left.emit(self.entries.rows[at.row()].key)

    def _type(self, at: _Index, text: str) -> None:
        self.entries.setData(at, text)

    def _paste(self) -> None:
        at = self.currentIndex()
        text = QGuiApplication.clipboard().text()
        if not at.isValid() or not text.strip():
            return
        found: list[tuple[str, int, str]] = []
        lines = text.replace("\r\n", "\n").removesuffix("\n").split("\n")
        for down, line in enumerate(lines):
            if at.row() + down >= len(self.entries.rows):
                break
            columns = [number for number in range(at.column(), len(self.columns)) if self.columns[number].typed]
            for number, cell in zip(columns, line.split("\t"), strict=False):
                found.append((self.entries.rows[at.row() + down].key, number, cell.strip()))
        if found:
            self.pasted.emit(found)


_SHIFT = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class _Entries(QAbstractTableModel):
    """The rows behind the table."""

    def __init__(self, columns: Sequence[EntryColumn], table: EntryTable) -> None:
        super().__init__(table)
        self.columns = tuple(columns)
        self.rows: tuple[EntryRow, ...] = ()

    def set_rows(self, rows: Sequence[EntryRow]) -> None:
        """Hold other rows; where the keys are the same, cells stay where they are."""
        if [row.key for row in rows] == [row.key for row in self.rows]:
            self.rows = tuple(rows)
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self.columns) - 1))
            return
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """What is not typed can be read and not changed."""
        found = super().flags(index)
        return found | Qt.ItemFlag.ItemIsEditable if self.columns[index.column()].typed else found

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tell what was typed; who listens shows it."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        row, text = self.rows[index.row()], str(value).strip()
        if text != row.texts[index.column()] or any(column == index.column() for column, _say in row.wrong):
            table = self.parent()
            assert isinstance(table, EntryTable)
            table.typed.emit(row.key, index.column(), text)
        return True

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell for the eye, the ear and the pointer."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        wrong = dict(row.wrong).get(index.column(), "")
        if role == Qt.ItemDataRole.DisplayRole:
            text = one_line(row.texts[index.column()])
            return f"■ {text}" if wrong else text
        if role == Qt.ItemDataRole.EditRole:
            return row.texts[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip("\n".join(part for part in (row.texts[index.column()], wrong) if part)) or None
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return wrong
        if role == Qt.ItemDataRole.TextAlignmentRole and self.columns[index.column()].is_number:
            return Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole:
            if wrong:
                return theme().zone("OFF").ink
            return theme().ink if self.columns[index.column()].typed else theme().muted
        if role == Qt.ItemDataRole.BackgroundRole and wrong:
            return theme().zone("OFF").card
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A heading."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and self.columns[section].is_number:
            return Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.columns[section].heading
