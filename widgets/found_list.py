"""What was found, as painted rows under headings: matched words in bold, a grey line of facts. Never HTML."""

from collections.abc import Sequence
from enum import Enum
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QListView,
    QStyleOptionViewItem,
    QWidget,
)

from widgets.icons import paint_icon
from widgets.list_paint import paint_row_frame
from widgets.text_paint import LEADING, TRAILING, draw_line, mirrored, one_line
from widgets.theme import font, metrics, theme
from widgets.tokens import SPACE_M, SPACE_S

_Index = QModelIndex | QPersistentModelIndex
_ICON = 16
_PAD = 6
Marks = tuple[tuple[int, int], ...]


class RowKind(Enum):
    """What a row is: a heading can't be chosen."""

    HEADING = "heading"
    FOUND = "found"
    MORE = "more"


class FoundRow(NamedTuple):
    """One row: what it says and where in it the matched words are (start, length). `spoken` is for a screen reader."""

    key: str
    kind: RowKind
    text: str
    facts: str = ""
    icon: str = ""
    marks: Marks = ()
    fact_marks: Marks = ()
    trailing: str = ""
    spoken: str = ""


class FoundModel(QAbstractListModel):
    """The rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[FoundRow] = []

    def set_rows(self, rows: Sequence[FoundRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Headings are read over."""
        if not index.isValid() or self.rows[index.row()].kind is RowKind.HEADING:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row in words; painting reads `rows`."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.spoken or row.text
        return None


class FoundDelegate(QAbstractItemDelegate):
    """Paints a row."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """A found row has two lines, a heading and the row for more have one."""
        model = index.model()
        assert isinstance(model, FoundModel)
        row = model.rows[index.row()]
        if row.kind is RowKind.HEADING:
            return QSize(100, metrics("caps").height() + SPACE_M + 4)
        height = metrics("body").height() + 2 * _PAD
        return QSize(100, height + (metrics("small").height() if row.facts else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the row of `index`."""
        model = index.model()
        assert isinstance(model, FoundModel)
        row, tokens, rect = model.rows[index.row()], theme(), QRect(option.rect)
        direction = option.direction
        painter.save()
        painter.setLayoutDirection(direction)
        inside = rect.adjusted(SPACE_M, 0, -SPACE_M, 0)
        if row.kind is RowKind.HEADING:
            draw_line(painter, inside.adjusted(0, SPACE_S, 0, 0), row.text, "caps", tokens.muted, LEADING)
            painter.restore()
            return
        paint_row_frame(painter, option)
        inside.adjust(0, _PAD, 0, -_PAD)
        line = QRect(inside.left(), inside.top(), inside.width(), metrics("body").height())
        icon = QRect(line.left(), line.top() + (line.height() - _ICON) // 2, _ICON, _ICON)
        if row.icon:
            place = mirrored(direction, inside, icon)
            paint_icon(painter, row.icon, QRectF(place), tokens.muted)
        line.setLeft(line.left() + _ICON + SPACE_S + 2)
        if row.trailing:
            wide = metrics("small").horizontalAdvance(row.trailing)
            keys = QRect(line.right() - wide, line.top(), wide + 1, line.height())
            draw_line(painter, mirrored(direction, inside, keys), row.trailing, "small", tokens.muted, TRAILING)
            line.setRight(line.right() - wide - SPACE_M)
        facts = QRect(line.left(), line.bottom() + 1, inside.right() - line.left(), metrics("small").height())
        colour = tokens.accent_ink if row.kind is RowKind.MORE else tokens.ink
        _draw_marked(painter, mirrored(direction, inside, line), row.text, "body", colour, row.marks, direction)
        if row.facts:
            place = mirrored(direction, inside, facts)
            _draw_marked(painter, place, row.facts, "small", tokens.muted, row.fact_marks, direction)
        painter.restore()


def _draw_marked(
    painter: QPainter, rect: QRect, text: str, role: str, colour: QColor, marks: Marks, way: Qt.LayoutDirection
) -> None:
    if rect.width() <= 0:
        return
    bold = "strong" if role == "body" else "small-strong"
    # Measured in bold, so that what is marked never runs over the edge.
    shown = metrics(bold if marks else role).elidedText(one_line(text), Qt.TextElideMode.ElideRight, rect.width())
    layout = QTextLayout(shown, font(role))
    option = QTextOption(
        Qt.AlignmentFlag.AlignRight if way == Qt.LayoutDirection.RightToLeft else Qt.AlignmentFlag.AlignLeft
    )
    option.setTextDirection(way)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    ranges = []
    for start, length in marks:
        end = min(start + length, len(shown))
        if start < end:
            part = QTextLayout.FormatRange()
            part.start = _units(shown, start)
            part.length = _units(shown, end) - part.start
            style = QTextCharFormat()
            style.setFontWeight(font(bold).weight())
            style.setForeground(theme().ink)
            part.format = style
            ranges.append(part)
    layout.setFormats(ranges)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(rect.width())
    line.setPosition(QPointF(0, (rect.height() - line.height()) / 2))
    layout.endLayout()
    painter.setPen(colour)
    layout.draw(painter, QPointF(rect.topLeft()), [], QRectF())


def _units(text: str, at: int) -> int:
    """Return how many of Qt's units the first `at` letters take: emoji take two."""
    return at if text.isascii() else len(text[:at].encode("utf-16-le", "surrogatepass")) // 2


class FoundList(QListView):
    """The rows, one of them current; the field above keeps the keyboard. `row_opened(key)` on a click."""

    row_opened = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.found = FoundModel(self)
        self.setModel(self.found)
        self.setItemDelegate(FoundDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._open)

    def set_rows(self, rows: Sequence[FoundRow], current: str = "") -> None:
        """Show `rows`; the row `current` is chosen, the first one that can be where it is not among them."""
        self.found.set_rows(rows)
        keys = [row.key if row.kind is not RowKind.HEADING else "" for row in rows]
        at = (
            keys.index(current) if current and current in keys else next((at for at, key in enumerate(keys) if key), -1)
        )
        if at >= 0:
            self._choose(at)

    def current_row(self) -> FoundRow | None:
        """The chosen row."""
        index = self.currentIndex()
        return self.found.rows[index.row()] if index.isValid() else None

    def step(self, by: int) -> None:
        """Choose the row `by` rows below (above, where negative), over the headings; stops at both ends."""
        can = [at for at, row in enumerate(self.found.rows) if row.kind is not RowKind.HEADING]
        if can:
            now = can.index(self.currentIndex().row()) if self.currentIndex().row() in can else 0
            self._choose(can[max(0, min(len(can) - 1, now + by))])

    def content_height(self) -> int:
        """The height of all rows in pixels."""
        return sum(self.sizeHintForRow(row) for row in range(self.found.rowCount()))

    def _choose(self, at: int) -> None:
        self.setCurrentIndex(self.found.index(at))
        if at and self.found.rows[at - 1].kind is RowKind.HEADING:
            self.scrollTo(self.found.index(at - 1))
        self.scrollTo(self.found.index(at))

    def _open(self, index: _Index) -> None:
        if index.isValid() and self.found.rows[index.row()].kind is not RowKind.HEADING:
            self.row_opened.emit(self.found.rows[index.row()].key)
