"""The rows of a card in words, and the model that shows them to a view and to a screen reader."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

_Index = QModelIndex | QPersistentModelIndex


class Cell(NamedTuple):
    """One text of a row. `role` is a key of `widgets.tokens.TYPE`, `colour` a name of `widgets.card.colour_named`.

    With `zone` (PROMISE, ASK, OFF, OPEN) the shape of that zone stands before the text.
    """

    text: str
    role: str = "body"
    colour: str = "ink"
    zone: str = ""


class Row(NamedTuple):
    """One line of a card. `mark` is a short word about it ("new"), `say` what a screen reader says instead of all.

    `wide`: the first cell takes the room of the second as well, which is empty.
    """

    key: str
    cells: tuple[Cell, ...]
    mark: str = ""
    say: str = ""
    wide: bool = False


def shown_words(row: Row) -> str:
    """Return the texts that stand in `row`, one after another."""
    return ", ".join(text for text in (*(cell.text for cell in row.cells), row.mark) if text)


def row_words(row: Row) -> str:
    """Return what a screen reader says of `row`."""
    return row.say or shown_words(row)


class RowsModel(QAbstractListModel):
    """The rows of one card."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show `rows`. The same keys in the same order are only updated; only what differs is told."""
        before, after = self._rows, tuple(rows)
        if [row.key for row in before] != [row.key for row in after]:
            self.beginResetModel()
            self._rows = after
            self.endResetModel()
            return
        self._rows = after
        for number, row in enumerate(after):
            if row != before[number]:
                self.dataChanged.emit(self.index(number), self.index(number))

    def rows(self) -> tuple[Row, ...]:
        """All rows, in order."""
        return self._rows

    def row_at(self, number: int) -> Row | None:
        """Return the row at `number`, None outside."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def number_of(self, key: str) -> int:
        """Return where the row `key` stands, or -1."""
        return next((number for number, row in enumerate(self._rows) if row.key == key), -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row in words; painting reads `row_at`. There are no tooltips: nothing is cut off."""
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return shown_words(row)
        return row_words(row) if role == Qt.ItemDataRole.AccessibleTextRole else None
