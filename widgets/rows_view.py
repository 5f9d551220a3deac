"""The rows of a card as a list that is as high as its rows: by mouse, by keyboard and for a screen reader."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QListView, QSizePolicy, QWidget

from widgets.rows_grid import RowsGrid
from widgets.rows_model import Row, RowsModel, shown_words
from widgets.rows_paint import ROW_PAD, RowsDelegate
from widgets.theme import metrics

_Index = QModelIndex | QPersistentModelIndex


class RowsView(QListView):
    """The list in a `RowsCard`, and its signals: `row_activated(key)`, `remove_requested(key)`, `row_changed(key)`.

    Keys: Up, Down, Home, End; Up in the first row and Down in the last go to what has the focus before and after; Enter
    and Space activate, Delete asks to remove. `row_changed` tells of a move that was not made by mouse or by the room.
    """

    row_activated = Signal(str)
    remove_requested = Signal(str)
    row_changed = Signal(str)

    # While Up or Down leaves one list, the next one waits to hear in which row it is entered.
    _passing_on: ClassVar[bool] = False

    def __init__(self, grid: RowsGrid, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAutoScroll(False)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        # One of our own: to hand out Qt's, PySide6 first makes every class that it might be, which takes 10 ms.
        self.setViewport(QWidget())
        self.viewport().setAutoFillBackground(False)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._grid = grid
        self._silent = False
        self._painter = RowsDelegate(grid, self)
        self.model_of_rows = RowsModel(self)
        self.setItemDelegate(self._painter)
        self.setModel(self.model_of_rows)
        self.set_activatable(True)
        self.clicked.connect(self._click)

    def set_rows(self, rows: tuple[Row, ...]) -> None:
        """Show `rows`; the current one stays, or, when it is gone, the one that took its place is current."""
        number, key = self.currentIndex().row(), self.current_key()
        with self._silence():
            self._painter.forget()
            self.model_of_rows.set_rows(rows)
            if key is not None and rows and self.current_key() != key:
                found = self.model_of_rows.number_of(key)
                self._move_to(found if found >= 0 else min(number, len(rows) - 1))
        self.measure_anew()

    def measure_anew(self) -> None:
        """Lay the rows out again: other columns, another text size."""
        self._painter.forget()
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()

    def current_key(self) -> str | None:
        """The key of the current row, or None."""
        row = self.model_of_rows.row_at(self.currentIndex().row())
        return row.key if row is not None else None

    def set_current(self, key: str | None) -> bool:
        """Move to a row without telling of it; say whether it is there (else no row is current)."""
        number = -1 if key is None else self.model_of_rows.number_of(key)
        with self._silence():
            self._move_to(number)
        return number >= 0

    def set_activatable(self, activatable: bool) -> None:
        """Let rows be clicked, or only read."""
        self._painter.activatable = activatable
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if activatable else Qt.CursorShape.ArrowCursor)
        self.viewport().update()

    def is_activatable(self) -> bool:
        """Whether a click does something."""
        return self._painter.activatable

    def text_at(self, place: QPoint) -> str:
        """Return the texts of the row under `place` (in coordinates of the view); empty where there is none."""
        row = self.model_of_rows.row_at(self.indexAt(place).row())
        return shown_words(row) if row is not None else ""

    def enter(self, first: bool) -> None:
        """Go on in the first or in the last row: the keyboard comes from the list before or after this one."""
        with self._silence():
            self._move_to(0 if first else self.model_of_rows.rowCount() - 1)
        self._tell()

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """Tell which row a person moved to."""
        super().currentChanged(current, previous)
        # The line over the current row makes way for its frame, and is painted by the row before.
        self.viewport().update()
        if not self._silent:
            self._tell()

    def viewportEvent(self, event: QEvent) -> bool:
        """Notice that the pointer has come to the list."""
        if event.type() == QEvent.Type.HoverEnter:
            self._painter.pointer_came = True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, activate, remove, copy. Everything else is for the room around."""
        key = Qt.Key(event.key())
        current, last = self.currentIndex().row(), self.model_of_rows.rowCount() - 1
        row = self.model_of_rows.row_at(current)
        if event.matches(QKeySequence.StandardKey.Copy):
            super().keyPressEvent(event)
        elif event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            down = key == Qt.Key.Key_Down
            if current == (last if down else 0) or last < 0:
                self._pass_on(forward=down)
            else:
                self._move_to(max(current + (1 if down else -1), 0))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._move_to(0 if key == Qt.Key.Key_Home else last)
        elif row is None or not self.is_activatable():
            event.ignore()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.row_activated.emit(row.key)
        elif key == Qt.Key.Key_Delete:
            self.remove_requested.emit(row.key)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Some row is always current while the list has the focus; Tab into it is a move by keyboard."""
        before = self.current_key()
        with self._silence():
            super().focusInEvent(event)
        by_tab = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if by_tab and not RowsView._passing_on and self.current_key() != before:
            self._tell()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press moves silently: the click that follows says what is meant."""
        with self._silence():
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Nothing is chosen by drawing the mouse over rows."""
        if event.buttons() == Qt.MouseButton.NoButton:
            super().mouseMoveEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """There is nothing to scroll here: the page around scrolls."""
        event.ignore()

    def scrollTo(
        self, index: _Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """All rows have room: the page around scrolls."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Texts wrap anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size of the application."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_painter"):
            self._grid.forget()
            self.measure_anew()

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all rows at `width`."""
        rows = self.model_of_rows.rows()
        return sum(self._painter.row_height(row, number, width) for number, row in enumerate(rows))

    def sizeHint(self) -> QSize:
        """All rows at the width there is."""
        width = max(self.width(), self.minimumSizeHint().width())
        return QSize(metrics("body").averageCharWidth() * 60, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """A few words wide."""
        return QSize(metrics("body").averageCharWidth() * 16 + 2 * ROW_PAD, metrics("body").height())

    def rect_of_current(self) -> QRect:
        """Return the place of the current row, in coordinates of the view."""
        return self.visualRect(self.currentIndex())

    def _move_to(self, number: int) -> None:
        self.setCurrentIndex(self.model_of_rows.index(number) if number >= 0 else QModelIndex())

    def _pass_on(self, *, forward: bool) -> None:
        RowsView._passing_on = True
        try:
            moved = self.focusNextChild() if forward else self.focusPreviousChild()
        finally:
            RowsView._passing_on = False
        reached = QApplication.focusWidget()
        if moved and isinstance(reached, RowsView) and reached is not self:
            reached.enter(first=forward)

    def _click(self, index: QModelIndex) -> None:
        row = self.model_of_rows.row_at(index.row())
        if row is not None and self.is_activatable():
            self.row_activated.emit(row.key)

    def _tell(self) -> None:
        key = self.current_key()
        if key is not None:
            self.row_changed.emit(key)

    @contextmanager
    def _silence(self) -> Iterator[None]:
        before, self._silent = self._silent, True
        try:
            yield
        finally:
            self._silent = before
