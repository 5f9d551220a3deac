"""A read-only list in columns, with a field that narrows it down while somebody types."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from resources.words import tr
from widgets.tokens import SPACE_S


class PlainList(QWidget):
    """Rows of plain text under `headers`; the last column takes the room that is left."""

    def __init__(
        self, headers: Sequence[str], rows: Sequence[Sequence[str]], name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.search_edit = QLineEdit()
        self.search_edit.setPlaceholderText(tr("Find in the list"))
        self.search_edit.setAccessibleName(tr("Find in the list"))
        self.search_edit.setClearButtonEnabled(True)
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(name)
        self.tree.setRootIsDecorated(False)
        self.tree.setUniformRowHeights(True)
        self.tree.setAllColumnsShowFocus(True)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.tree.setHeaderLabels(list(headers))
        self.tree.addTopLevelItems([QTreeWidgetItem([" ".join(text.split()) for text in row]) for row in rows])
        first = self.tree.topLevelItem(0)
        if first is not None:
            # All rows are as high as the first.
            first.setSizeHint(0, QSize(0, self.tree.fontMetrics().height() + SPACE_S + 2))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(self.search_edit)
        column.addWidget(self.tree, 1)
        self._fit()
        self.search_edit.textChanged.connect(self._narrow)

    def shown_rows(self) -> list[list[str]]:
        """Return the texts of the rows that are shown now."""
        items = [self.tree.topLevelItem(row) for row in range(self.tree.topLevelItemCount())]
        columns = range(self.tree.columnCount())
        return [[item.text(column) for column in columns] for item in items if item and not item.isHidden()]

    def _fit(self) -> None:
        """Give each column but the last the room of its widest text among the first rows, within reason."""
        measure = self.tree.fontMetrics()
        header = self.tree.header()
        for column in range(self.tree.columnCount() - 1):
            texts = [self.tree.headerItem().text(column)]
            for row in range(min(self.tree.topLevelItemCount(), 200)):
                item = self.tree.topLevelItem(row)
                texts.append(item.text(column) if item else "")
            widest = max(measure.horizontalAdvance(text) for text in texts)
            header.resizeSection(column, min(widest, measure.averageCharWidth() * 32) + 24)
        header.setSectionResizeMode(self.tree.columnCount() - 1, QHeaderView.ResizeMode.Stretch)

    def _narrow(self, wanted: str) -> None:
        words = wanted.casefold().split()
        for row in range(self.tree.topLevelItemCount()):
            item = self.tree.topLevelItem(row)
            if item is not None:
                text = " ".join(item.text(column) for column in range(self.tree.columnCount())).casefold()
                item.setHidden(not all(word in text for word in words))
