"""The checklist as a painted list, worked by mouse, by keyboard or from paper. It asks; the room answers with rows."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QMenu, QToolTip, QWidget

from resources.words import tr
from widgets.card import tooltip
from widgets.checklist_lines import ChecklistLines
from widgets.checklist_paint import box_rect
from widgets.checklist_rows import ChecklistModel, ChecklistRow, checked_for_you_words

__all__ = ["ChecklistRow", "ChecklistView"]

_Index = QModelIndex | QPersistentModelIndex

# What a click or Space makes of an answer.
_NEXT = {"open": "yes", "yes": "no", "no": "open", "not_applicable": "open", "unknown": "open"}
_SIGNS = {"?": "unknown", "-": "not_applicable"}
_KEYS = {
    Qt.Key.Key_Y: "yes",
    Qt.Key.Key_N: "no",
    Qt.Key.Key_D: "unknown",
    Qt.Key.Key_X: "not_applicable",
    Qt.Key.Key_Backspace: "open",
    Qt.Key.Key_Delete: "open",
}


class ChecklistView(ChecklistLines):
    """Checklist items under their sections.

    Signals: `answer_requested(item id, answer)`, `note_requested(item id)`, `typing_ended(lines)` when a sheet of paper
    is typed in. An answer is yes, no, unknown, not_applicable, or open (take the answer back). The view changes nothing
    itself. Keys: y, n, ? or d (don't know), x or - (not relevant), Space (next answer), Backspace or Delete (open
    again), Enter (next item), F2 (write a note). A click on the box is Space, a double click on the words is F2.

    While a sheet is typed in, lines have the numbers of the paper. A letter or Space answers, Enter goes on to the next
    line that a person answers, Escape or Enter on the last line ends it.
    """

    answer_requested = Signal(str, str)
    note_requested = Signal(str)
    typing_ended = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(ChecklistModel, parent)
        self.setAccessibleName(tr("Checklist"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self._pressed: str | None = None
        self._typed: set[str] | None = None
        self.items.answer_requested.connect(self.request_answer)

    def set_rows(self, rows: Sequence[ChecklistRow]) -> None:
        """Show `rows`; the current item and the scroll position stay, and only what differs is painted anew."""
        current, scroll = self.current_id(), self.verticalScrollBar().value()
        if self.items.update_rows(rows):
            return
        self.items.set_rows(rows)
        self._painter.forget()
        if current is not None and self.set_current(current):
            self.doItemsLayout()
            self.verticalScrollBar().setValue(scroll)

    def current_id(self) -> str | None:
        """The id of the current item, or None."""
        row = self.items.item_at(self.currentIndex().row())
        return row.id if row else None

    def set_current(self, item_id: str) -> bool:
        """Move to an item; say whether it is there."""
        line = self.items.line_of(item_id)
        if line >= 0:
            self.setCurrentIndex(self.items.index(line))
        return line >= 0

    @property
    def is_typing(self) -> bool:
        """True while a sheet of paper is typed in."""
        return self._typed is not None

    def begin_typing(self) -> None:
        """Type a sheet of paper in, from the first line that a person answers."""
        self._typed = set()
        self._show_numbers(True)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._go_to(self.items.next_to_type(-1))

    def end_typing(self) -> None:
        """Have done with the sheet, and tell how many lines were typed in; nothing when none was begun."""
        if self._typed is None:
            return
        count, self._typed = len(self._typed), None
        self._show_numbers(False)
        self.typing_ended.emit(count)

    def _show_numbers(self, numbered: bool) -> None:
        self.items.numbered = numbered
        self._painter.forget()
        self.doItemsLayout()
        self.viewport().update()
        self.scrollTo(self.currentIndex())

    def _go_to(self, line: int) -> None:
        """Move on to a line of the sheet; behind the last one it is typed in."""
        if line >= 0:
            self.setCurrentIndex(self.items.index(line))
        else:
            self.end_typing()

    def _type(self, row: ChecklistRow, answer: str) -> None:
        """Answer a line of the sheet. It counts when the answer has been taken."""
        self.request_answer(row.id, answer)
        line = self.items.line_of(row.id)
        now = self.items.item_at(line)
        if self._typed is None or now is None or now.state != answer or now.checked_for_you:
            return
        (self._typed.discard if answer == "open" else self._typed.add)(row.id)

    def request_answer(self, item_id: str, answer: str) -> None:
        """Ask for `answer`, unless the item is checked for the person: then a hint says why it cannot be changed."""
        line = self.items.line_of(item_id)
        row = self.items.item_at(line)
        if row is None:
            return
        if row.checked_for_you:
            place = self.visualRect(self.items.index(line)).bottomLeft() + QPoint(24, -4)
            QToolTip.showText(self.viewport().mapToGlobal(place), tooltip(checked_for_you_words()), self.viewport())
        elif answer != row.state:
            self.answer_requested.emit(item_id, answer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer, or move."""
        line = self.currentIndex().row()
        row = self.items.item_at(line)
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        answer = _KEYS.get(key) or _SIGNS.get(event.text())
        if row is None or not plain:
            super().keyPressEvent(event)
        elif answer is not None:
            self._answer(row, answer)
        elif key == Qt.Key.Key_Space:
            self._answer(row, _NEXT[row.state])
        elif key == Qt.Key.Key_F2:
            self.note_requested.emit(row.id)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.is_typing:
                self._go_to(self.items.next_to_type(line))
            elif (following := self.items.next_item(line)) >= 0:
                self.setCurrentIndex(self.items.index(following))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            # Not by Qt's own: the first line is a heading, and cannot be chosen.
            self.setCurrentIndex(self.items.index(self.items.end_item(last=key == Qt.Key.Key_End)))
        elif key == Qt.Key.Key_Escape and self.is_typing:
            self.end_typing()
        else:
            super().keyPressEvent(event)

    def _answer(self, row: ChecklistRow, answer: str) -> None:
        if self.is_typing:
            self._type(row, answer)
        else:
            self.request_answer(row.id, answer)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes by keyboard sees where they are: on the first item, unless they were on another before."""
        super().focusInEvent(event)
        first = self.items.next_item(-1)
        if event.reason() != Qt.FocusReason.MouseFocusReason and not self.currentIndex().isValid() and first >= 0:
            self.setCurrentIndex(self.items.index(first))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember whether a box was pressed."""
        super().mousePressEvent(event)
        self._pressed = (
            self._box_at(event.position().toPoint()) if event.button() == Qt.MouseButton.LeftButton else None
        )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a box asks for the next answer."""
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        if pressed is not None and pressed == self._box_at(event.position().toPoint()):
            row = self.items.item_at(self.items.line_of(pressed))
            if row is not None:
                self.request_answer(row.id, _NEXT[row.state])

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two quick clicks on a box are two answers; a double click on the words asks for the note."""
        self.mousePressEvent(event)
        row = self.items.item_at(self.indexAt(event.position().toPoint()).row())
        if row is not None and self._pressed is None and event.button() == Qt.MouseButton.LeftButton:
            self.note_requested.emit(row.id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the answers by name."""
        row = self.items.item_at(self.currentIndex().row())
        if row is None:
            return
        menu = self.answer_menu(row)
        place = (
            self.visualRect(self.currentIndex()).bottomLeft()
            if event.reason() == event.Reason.Keyboard
            else event.pos()
        )
        chosen = menu.exec(self.viewport().mapToGlobal(place))
        menu.deleteLater()
        if chosen is not None:
            self.follow_menu(row.id, chosen.data())

    def answer_menu(self, row: ChecklistRow) -> QMenu:
        """Return the menu of `row`; the data of its actions go to `follow_menu`."""
        menu = QMenu(self)
        for answer, words in (
            ("yes", tr("Yes")),
            ("no", tr("No")),
            ("unknown", tr("Don't know")),
            ("not_applicable", tr("Not relevant here")),
            ("open", tr("Open again")),
        ):
            action = menu.addAction(words)
            action.setData(answer)
            action.setCheckable(True)
            action.setChecked(answer == row.state)
            action.setEnabled(not row.checked_for_you)
        menu.addSeparator()
        menu.addAction(tr("Write a note")).setData("note")
        return menu

    def follow_menu(self, item_id: str, chosen: str) -> None:
        """Do what was chosen in the menu of an item."""
        if chosen == "note":
            self.note_requested.emit(item_id)
        else:
            self.request_answer(item_id, chosen)

    def event(self, event: QEvent) -> bool:
        """Keep F2 for the note of an item, though the window has a shortcut on it."""
        is_key = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F2
        if is_key and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Show the hint of an item that is checked for the person only over its box, where it would be clicked."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            item_id = self._box_at(event.pos())
            row = self.items.item_at(self.items.line_of(item_id)) if item_id else None
            if row is None or not row.checked_for_you:
                QToolTip.hideText()
                return True
        return super().viewportEvent(event)

    def dataChanged(self, top: _Index, bottom: _Index, roles: Sequence[int] = ()) -> None:
        """Paint only the changed row while it keeps its height; lay all out when it does not."""
        if self._painter.keeps_height(top, self.viewport().width()):
            QAbstractItemView.dataChanged(self, top, bottom, list(roles))
        else:
            super().dataChanged(top, bottom, list(roles))

    def _box_at(self, place: QPoint) -> str | None:
        index = self.indexAt(place)
        row = self.items.item_at(index.row())
        if row is None:
            return None
        box = box_rect(self.visualRect(index), self.layoutDirection(), self.items.numbered)
        return row.id if box.adjusted(-8, -8, 8, 8).contains(place) else None
