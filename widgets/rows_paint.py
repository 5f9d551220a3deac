"""How the rows of a card look: cells that wrap in their columns, a mark with its bar, lines, hover and focus."""

from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QStyleOptionViewItem

from widgets.card import colour_named
from widgets.rows_grid import MARK_ROLE, RowsGrid, indent, shape_size
from widgets.rows_model import Cell, Row, RowsModel
from widgets.text_paint import Paragraph, mirrored, paragraph_height
from widgets.theme import metrics, theme
from widgets.tokens import RADIUS_S, SPACE_S
from widgets.zone_badge import paint_shape

_Index = QModelIndex | QPersistentModelIndex
ROW_PAD = 10  # room at both sides of a row, for the frame and for the bar of a mark
_PAD_Y = SPACE_S + 1
_LINE_GAP = 3
_BAR = 3


class _Placed(NamedTuple):
    """A text of a row: its place from the top left corner of the cells (left to right)."""

    left: int
    top: float
    width: int
    colour: QColor
    cell: Cell


class RowsDelegate(QAbstractItemDelegate):
    """Paints the rows of a `RowsModel` in the columns of `grid`. `activatable`: a row under the pointer shows it.

    `pointer_came`: whether the pointer was over the list at all so far.
    """

    def __init__(self, grid: RowsGrid, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.activatable = True
        self.pointer_came = False
        self._grid = grid
        self._heights: dict[tuple[int, int], int] = {}

    def forget(self) -> None:
        """Measure anew: other rows, other columns, another text size."""
        self._heights.clear()

    def row_height(self, row: Row, number: int, width: int) -> int:
        """Return the height of `row` (the one at `number`) in a list of `width`, the line under it included."""
        found = self._heights.get((number, width))
        if found is None:
            if len(self._heights) > 5000:
                self._heights.clear()
            _placed, height = self._place(row, width - 2 * ROW_PAD)
            found = self._heights[number, width] = ceil(height) + 2 * _PAD_Y + 1
        return found

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """As wide as the list, and as high as the highest cell when it is wrapped to its column."""
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else option.rect.width()
        return QSize(width, self.row_height(_row_of(index), index.row(), width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the row of `index`."""
        row = _row_of(index)
        rect: QRect = option.rect
        direction: Qt.LayoutDirection = option.direction
        tokens = theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(rect).adjusted(1, 1, -1, -2)
        if self.activatable and self.pointer_came and _is_under_pointer(option):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.hover)
            painter.drawRoundedRect(frame, RADIUS_S, RADIUS_S)
        focused = self._focused_row()
        if index.row() not in (index.model().rowCount() - 1, focused, focused - 1):
            painter.fillRect(rect.left() + ROW_PAD, rect.bottom(), rect.width() - 2 * ROW_PAD, 1, tokens.line)
        if index.row() == focused:
            painter.setPen(QPen(tokens.accent_ink, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(frame, RADIUS_S, RADIUS_S)
        if row.mark:
            bar = QRect(rect.left() + _BAR, rect.top() + 5, _BAR, rect.height() - 11)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.zone("ASK").ink)
            painter.drawRoundedRect(QRectF(mirrored(direction, rect, bar)), _BAR / 2, _BAR / 2)
        cells = rect.adjusted(ROW_PAD, _PAD_Y, -ROW_PAD, 0)
        for placed in self._place(row, cells.width())[0]:
            _paint_text(painter, placed, cells, direction)
        painter.restore()

    def _focused_row(self) -> int:
        """Return which row has the focus frame, or -2 while the list has not the focus."""
        view = self.parent()
        if not isinstance(view, QAbstractItemView) or not view.hasFocus() or not view.currentIndex().isValid():
            return -2
        return view.currentIndex().row()

    def _place(self, row: Row, width: int) -> tuple[list[_Placed], float]:
        """Lay the texts of `row` out; return them and the height of them all."""
        spans = self._grid.spans(width)
        if row.wide and len(spans) > 1 and spans[0].line == spans[1].line:
            both = spans[1].left + spans[1].width - spans[0].left
            spans = (spans[0]._replace(width=both), *spans[1:])
        shown = [
            (cell, span, row.mark if number == 0 else "")
            for number, (cell, span) in enumerate(zip(row.cells, spans, strict=False))
        ]
        placed: list[_Placed] = []
        top = 0.0
        for line in range(max((span.line for _cell, span, _mark in shown), default=0) + 1):
            beside = [each for each in shown if each[1].line == line and (each[0].text or each[0].zone or each[2])]
            if not beside:
                continue
            top += _LINE_GAP if placed else 0
            # Cells of different sizes stand on one line of writing.
            ascent = max(metrics(cell.role).ascent() for cell, _span, _mark in beside)
            height = 0.0
            for cell, span, word in beside:
                below = ascent - metrics(cell.role).ascent()
                placed.append(_Placed(span.left, top + below, span.width, colour_named(cell.colour), cell))
                under = below + paragraph_height(cell.text, cell.role, span.width - indent(cell))
                if word:
                    mark = Cell(word, MARK_ROLE, "ASK")
                    placed.append(_Placed(span.left, top + under + 1, span.width, colour_named("ASK"), mark))
                    under += 1 + paragraph_height(mark.text, mark.role, span.width)
                height = max(height, under)
            top += height
        return placed, top


def _is_under_pointer(option: QStyleOptionViewItem) -> bool:
    from PySide6.QtWidgets import QStyle  # a dozen enums that the first paint does without

    state: QStyle.StateFlag = option.state
    return bool(state & QStyle.StateFlag.State_MouseOver)


def _paint_text(painter: QPainter, placed: _Placed, cells: QRect, direction: Qt.LayoutDirection) -> None:
    cell, inset = placed.cell, indent(placed.cell)
    top = cells.top() + placed.top
    words = QRect(cells.left() + placed.left + inset, cells.top(), placed.width - inset, 1)
    text = Paragraph(cell.text, cell.role, words.width(), direction)
    text.draw(painter, mirrored(direction, cells, words).left(), top, placed.colour)
    if cell.zone:
        size = shape_size(cell.role)
        shape = mirrored(direction, cells, QRect(cells.left() + placed.left, cells.top(), size, size))
        centre = top + metrics(cell.role).height() / 2 + 0.5
        paint_shape(painter, QRectF(shape.left(), centre - size / 2, size, size), cell.zone, colour_named(cell.zone))


def _row_of(index: _Index) -> Row:
    model = index.model()
    assert isinstance(model, RowsModel)
    return model.rows()[index.row()]
