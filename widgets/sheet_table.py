"""Some rows of a sheet to look at: plain cells, the doubtful ones marked by sign, words and colour."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from widgets.card import tooltip
from widgets.text_paint import one_line
from widgets.theme import theme
from widgets.tokens import SPACE_S

_SIGNS = {"OFF": "■", "ASK": "◆"}
_WIDEST = 28
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class SheetCell(NamedTuple):
    """One cell: its text, the zone it is marked as ("" for none, ASK or OFF) and what is to be said about it."""

    text: str
    zone: str = ""
    say: str = ""
    is_number: bool = False


class SheetLine(NamedTuple):
    """One row of the sheet: its number there, and a cell for each heading."""

    number: str
    cells: tuple[SheetCell, ...]


class SheetTable(QTableView):
    """Rows of a sheet under their headings. `line_chosen(line)` tells the line that the keyboard or a click is on.

    Tab passes on to the next control; the arrow keys move from cell to cell.
    """

    line_chosen = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = SheetLines()
        self.setAccessibleName(name)
        self.setModel(self.lines)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.verticalHeader().setHighlightSections(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + SPACE_S + 2)
        self.selectionModel().currentChanged.connect(self._tell)

    def set_lines(self, headings: Sequence[str], lines: Sequence[SheetLine]) -> None:
        """Show `lines` under `headings`. The cell that was chosen stays chosen where it is still there."""
        at = self.currentIndex()
        place = (at.row(), at.column())
        self.lines.set_lines(headings, lines)
        self._fit()
        again = self.lines.index(*place)
        if again.isValid():
            self.setCurrentIndex(again)

    def _fit(self) -> None:
        measure = self.fontMetrics()
        widest = measure.averageCharWidth() * _WIDEST
        for column, heading in enumerate(self.lines.headings):
            texts = [heading, *(self.lines.text(line, column) for line in range(len(self.lines.lines)))]
            wanted = max(measure.horizontalAdvance(text) for text in texts)
            self.setColumnWidth(column, min(wanted, widest) + 3 * SPACE_S)

    def _tell(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self.line_chosen.emit(now.row())


class SheetLines(QAbstractTableModel):
    """The lines behind the table."""

    def __init__(self) -> None:
        super().__init__()
        self.headings: tuple[str, ...] = ()
        self.lines: tuple[SheetLine, ...] = ()

    def set_lines(self, headings: Sequence[str], lines: Sequence[SheetLine]) -> None:
        """Hold other lines."""
        self.beginResetModel()
        self.headings, self.lines = tuple(headings), tuple(lines)
        self.endResetModel()

    def text(self, line: int, column: int) -> str:
        """The text of a cell as it is shown, with its sign."""
        cell = self.lines[line].cells[column]
        return f"{_SIGNS.get(cell.zone, '')} {one_line(cell.text)}".strip()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """How many lines there are."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """How many headings there are."""
        return 0 if parent.isValid() else len(self.headings)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell for the eye, the ear and the pointer."""
        if not index.isValid():
            return None
        cell = self.lines[index.row()].cells[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip("\n".join(part for part in (cell.text, cell.say) if part)) or None
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return cell.say
        if role == Qt.ItemDataRole.TextAlignmentRole and cell.is_number:
            return Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole and cell.zone:
            return theme().zone(cell.zone).ink
        if role == Qt.ItemDataRole.BackgroundRole and cell.zone:
            return theme().zone(cell.zone).card
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A heading, or the number of a row in its sheet."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.headings[section] if orientation == Qt.Orientation.Horizontal else self.lines[section].number
