"""The questions of a checklist as a list to be put in order: under their sections, with the numbers of the paper."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QWidget

from widgets.checklist_lines import ChecklistLines
from widgets.checklist_rows import ChecklistModel, ChecklistRow

__all__ = ["ChecklistRow", "QuestionList"]

_Index = QModelIndex | QPersistentModelIndex


class QuestionModel(ChecklistModel):
    """Questions that nobody answers here: numbers, and no boxes."""

    boxes = False

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Nothing can be ticked."""
        return super().flags(index) & ~Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a line, without an answer."""
        row = self.item_at(index.row())
        if row is None:
            return super().data(index, role)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            said = (row.number, row.say, row.note, row.needed_mark)
            return ". ".join(" ".join(part.split()).rstrip(".") for part in said if part)
        return None


class QuestionList(ChecklistLines):
    """Questions to be chosen, opened, moved and taken out. It asks, and changes nothing itself.

    Signals: `row_chosen(id)` when another one is current ("" for none), `open_requested(id)` on Enter or a double
    click, `remove_requested(id)` on Delete, `move_requested(id, step)` on Alt+Up (-1) and Alt+Down (1).
    """

    row_chosen = Signal(str)
    open_requested = Signal(str)
    remove_requested = Signal(str)
    move_requested = Signal(str, int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(QuestionModel, parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.items.numbered = True

    def set_rows(self, rows: Sequence[ChecklistRow], current: str = "") -> None:
        """Show `rows` and move to `current`, else stay where the list was."""
        wanted, scroll = current or self.current_id(), self.verticalScrollBar().value()
        self.items.set_rows(rows)
        self._painter.forget()
        self.doItemsLayout()
        self.verticalScrollBar().setValue(scroll)
        line = self.items.line_of(wanted)
        if line < 0:
            line = self.items.next_item(-1)
        if line >= 0:
            self.setCurrentIndex(self.items.index(line))
        self.row_chosen.emit(self.current_id())

    def current_id(self) -> str:
        """The id of the current question, or nothing."""
        row = self.items.item_at(self.currentIndex().row())
        return row.id if row else ""

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """Tell which one is current."""
        super().currentChanged(current, previous)
        row = self.items.item_at(current.row())
        self.row_chosen.emit(row.id if row else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, take out, move, or go to another one."""
        key, current = Qt.Key(event.key()), self.current_id()
        alt = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.AltModifier
        if current and alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_requested.emit(current, -1 if key == Qt.Key.Key_Up else 1)
        elif current and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_Space):
            self.open_requested.emit(current)
        elif current and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_requested.emit(current)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the question under the pointer."""
        super().mouseDoubleClickEvent(event)
        row = self.items.item_at(self.indexAt(event.position().toPoint()).row())
        if row is not None and event.button() == Qt.MouseButton.LeftButton:
            self.open_requested.emit(row.id)
