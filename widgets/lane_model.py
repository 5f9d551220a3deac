"""The deals under the weeks, in words and in days, and the model that shows them to a view and a screen reader."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from widgets.card import tooltip
from widgets.date_edit import local_today

_Index = QModelIndex | QPersistentModelIndex


class Lane(NamedTuple):
    """One deal: from `start` to `day`, its promised date (None: it has none yet).

    `is_open`: not sold yet, `counts` says whether it is counted in. `late`: its date is over. `moved`: shown with
    another date than the one that is kept. `movable`: its date can be changed here.
    """

    key: str
    client: str
    start: date | None
    day: date | None
    is_open: bool
    counts: bool = True
    late: bool = False
    moved: bool = False
    movable: bool = True


class LaneWords(NamedTuple):
    """A deal in words: `note` stands beside the bar, `say` is all of it."""

    note: str = ""
    say: str = ""


class LaneModel(QAbstractListModel):
    """The rows, in their order. `today` says what day it is, for a date that is typed.

    `words` puts a deal into words, asked of those that are in sight: there may be thousands.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lanes: list[Lane] = []
        self._rows: dict[str, int] = {}
        self.today: Callable[[], date] = local_today
        self.words: Callable[[Lane], LaneWords] = _client_only

    def set_lanes(self, lanes: Sequence[Lane]) -> None:
        """Show `lanes`. The same deals in the same order are only updated."""
        if [lane.key for lane in lanes] == [lane.key for lane in self._lanes]:
            for lane in lanes:
                self.set_lane(lane)
            return
        self.beginResetModel()
        self._lanes = list(lanes)
        self._rows = {lane.key: row for row, lane in enumerate(self._lanes)}
        self.endResetModel()

    def set_lane(self, lane: Lane) -> None:
        """Show the new state of one deal, if it is there."""
        row = self._rows.get(lane.key)
        if row is not None and self._lanes[row] != lane:
            self._lanes[row] = lane
            self.dataChanged.emit(self.index(row), self.index(row))

    def lane_at(self, row: int) -> Lane:
        """Return the deal of a row."""
        return self._lanes[row]

    def row_of(self, key: str) -> int:
        """Return the row of a deal, -1 where it is not there."""
        return self._rows.get(key, -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        """How many deals there are."""
        return 0 if parent.isValid() else len(self._lanes)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The deal in words; painting reads `lane_at`."""
        if not index.isValid() or index.row() >= len(self._lanes):
            return None
        lane = self._lanes[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.words(lane).say
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(self.words(lane).say)
        if role == Qt.ItemDataRole.CheckStateRole and lane.is_open:
            return Qt.CheckState.Checked if lane.counts else Qt.CheckState.Unchecked
        return None


def _client_only(lane: Lane) -> LaneWords:
    return LaneWords("", lane.client)
