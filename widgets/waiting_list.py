"""What waits for somebody: painted rows with a badge, words and one button each."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from widgets.card import tooltip
from widgets.text_paint import CENTRE, LEADING, draw_line
from widgets.theme import metrics, theme
from widgets.tokens import RADIUS_S, SPACE_M, SPACE_S
from widgets.zone_badge import badge_size, paint_badge

_Index = QModelIndex | QPersistentModelIndex


class WaitingRow(NamedTuple):
    """One row in words. `zone` colours the badge that says `badge`; `action` is on its button ("": no button)."""

    id: str
    title: str
    detail: str = ""
    zone: str = "OPEN"
    badge: str = ""
    action: str = ""


class WaitingModel(QAbstractListModel):
    """The rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[WaitingRow] = []

    def set_rows(self, rows: Sequence[WaitingRow]) -> None:
        """Show `rows`."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        """How many wait."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row in words, its button last."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ". ".join(words for words in (row.badge, row.title, row.detail, row.action) if words)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip("\n".join(words for words in (row.title, row.detail) if words))
        return None


class WaitingList(QListView):
    """`action_requested(id)`: button, Enter or Space. `open_requested(id)`: double click, or Enter without a button."""

    action_requested = Signal(str)
    open_requested = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.items = WaitingModel(self)
        self._painter = WaitingDelegate(self)
        self._pressed: str | None = None
        self.setItemDelegate(self._painter)
        self.setModel(self.items)

    def set_rows(self, rows: Sequence[WaitingRow]) -> None:
        """Show `rows`; the current one stays."""
        if list(rows) == self.items.rows:
            return
        current = self.current_id()
        self.items.set_rows(rows)
        for at, row in enumerate(rows):
            if row.id == current:
                self.setCurrentIndex(self.items.index(at))
        self.updateGeometry()

    def current_id(self) -> str | None:
        """The id of the current row, or None."""
        at = self.currentIndex().row()
        return self.items.rows[at].id if 0 <= at < len(self.items.rows) else None

    def sizeHint(self) -> QSize:
        """As high as all rows together."""
        return QSize(metrics("body").averageCharWidth() * 60, sum(row_height(row) for row in self.items.rows))

    def minimumSizeHint(self) -> QSize:
        """Three rows; more of them scroll."""
        return QSize(metrics("body").averageCharWidth() * 30, sum(row_height(row) for row in self.items.rows[:3]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space press the button of the current row."""
        at = self.currentIndex().row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and 0 <= at < len(self.items.rows):
            row = self.items.rows[at]
            (self.action_requested if row.action else self.open_requested).emit(row.id)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Letters are for the shortcuts of the room."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember which button was pressed."""
        super().mousePressEvent(event)
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = self.button_at(event.position().toPoint()) if left else None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A button let go where it was pressed."""
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        if pressed is not None and pressed == self.button_at(event.position().toPoint()):
            self.action_requested.emit(pressed)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the row, unless it was its button."""
        self.mousePressEvent(event)
        if self._pressed is None and self.indexAt(event.position().toPoint()).isValid():
            self.open_requested.emit(self.current_id())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which button a click would press."""
        super().mouseMoveEvent(event)
        self._hover(self.button_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer."""
        super().leaveEvent(event)
        self._hover(None)

    def button_at(self, place: QPoint) -> str | None:
        """Return the id of the row whose button is at `place`, or None."""
        index = self.indexAt(place)
        if not index.isValid():
            return None
        row = self.items.rows[index.row()]
        there = button_rect(row, self.visualRect(index), self.layoutDirection()).contains(place)
        return row.id if there and row.action else None

    def _hover(self, row_id: str | None) -> None:
        if row_id != self._painter.hovered:
            self._painter.hovered = row_id
            self.viewport().update()


def row_height(row: WaitingRow) -> int:
    """Return the height of a row: two lines, or one where there is no detail and no button."""
    words = metrics("strong").height() + (metrics("small").height() + 1 if row.detail else 0)
    return max(words + 2 * SPACE_S + 2, _button_height() + SPACE_S if row.action else 0)


def button_rect(row: WaitingRow, rect: QRect, direction: Qt.LayoutDirection) -> QRect:
    """Return where the button of `row` is in its line `rect`."""
    width = metrics("body").horizontalAdvance(row.action) + 2 * SPACE_M + 2 if row.action else 0
    height = _button_height()
    place = QRect(rect.right() - 1 - width, rect.top() + (rect.height() - height) // 2, width, height)
    return QStyle.visualRect(direction, rect, place)


def _button_height() -> int:
    return metrics("body").height() + 12


class WaitingDelegate(QAbstractItemDelegate):
    """Paints a row; `hovered` is the id of the row whose button is under the pointer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hovered: str | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """See `row_height`."""
        model = index.model()
        assert isinstance(model, WaitingModel)
        return QSize(100, row_height(model.rows[index.row()]))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint badge, words, button, and the line under them."""
        model = index.model()
        assert isinstance(model, WaitingModel)
        row = model.rows[index.row()]
        tokens = theme()
        rect: QRect = option.rect
        direction: Qt.LayoutDirection = option.direction
        painter.save()
        painter.setLayoutDirection(direction)
        if index.row() + 1 < len(model.rows):
            painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), tokens.line)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(tokens.accent_ink, 1.6))
            painter.setBrush(tokens.hover)
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -2), RADIUS_S, RADIUS_S)
        # One column for the badges of all rows, so that the titles stand under each other.
        widest = max((badge_size(each.badge).width() for each in model.rows if each.badge), default=0)
        widest = min(widest, rect.width() // 3)
        if row.badge:
            height = badge_size("").height()
            badge = QRect(rect.left() + SPACE_S, rect.top() + (rect.height() - height) // 2, widest, height)
            paint_badge(painter, QStyle.visualRect(direction, rect, badge), row.zone, row.badge)
        button = button_rect(row, rect, Qt.LayoutDirection.LeftToRight)
        left = rect.left() + SPACE_S + (widest + SPACE_M if widest else 0)
        width = (button.left() - SPACE_M if row.action else rect.right() - SPACE_S) - left
        title, detail = metrics("strong").height(), metrics("small").height()
        top = rect.top() + (rect.height() - title - (detail + 1 if row.detail else 0)) // 2
        words = QStyle.visualRect(direction, rect, QRect(left, top, width, title))
        draw_line(painter, words, row.title, "strong" if row.detail else "body", tokens.ink, LEADING)
        if row.detail:
            words = QStyle.visualRect(direction, rect, QRect(left, top + title + 1, width, detail))
            draw_line(painter, words, row.detail, "small", tokens.muted, LEADING)
        if row.action:
            place = QStyle.visualRect(direction, rect, button)
            painter.setPen(QPen(tokens.button_line, 1))
            painter.setBrush(tokens.track if self.hovered == row.id else tokens.card)
            painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_S, RADIUS_S)
            draw_line(painter, place, row.action, "body", tokens.ink, CENTRE)
        painter.restore()
