"""A list that shows the lines of a checklist, painted and wrapped to its width."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from widgets.checklist_paint import ChecklistDelegate
from widgets.checklist_rows import ChecklistModel


class ChecklistLines(QListView):
    """Shows `items`; what can be done with a line is for whoever builds on it."""

    def __init__(self, model: type[ChecklistModel], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._painter = ChecklistDelegate(self)
        self.items = model(self)
        self.setItemDelegate(self._painter)
        self.setModel(self.items)

    def keyboardSearch(self, _search: str) -> None:
        """Letters are answers, or nothing: lines are not looked for by how they begin."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Texts wrap anew, also when it is a scroll bar that has just taken room in the middle of a layout."""
        self._painter.forget()
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size of the application."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_painter"):
            self._painter.forget()
            self.scheduleDelayedItemsLayout()
