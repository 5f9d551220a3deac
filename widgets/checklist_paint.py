"""How a line of the checklist looks: the box with its mark, the words that wrap, the note, the remark at the end."""

from math import ceil

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QStyle, QStyleOptionViewItem

from resources.words import tr
from widgets.checklist_rows import ChecklistModel, ChecklistRow
from widgets.text_paint import TRAILING, Paragraph, draw_line, mirrored
from widgets.theme import metrics, theme

_Index = QModelIndex | QPersistentModelIndex
_PAD_X = 8
_PAD_Y = 6
_GAP = 10
_HEADING_ABOVE = 12


def box_size() -> int:
    """The side of the box: as high as a line of text."""
    return max(16, metrics("body").height() + 1)


def box_rect(rect: QRect, direction: Qt.LayoutDirection, numbered: bool = False) -> QRect:
    """Return where the box is within the line `rect`; behind its number on a line that is `numbered`."""
    size = box_size()
    left = rect.left() + _PAD_X + (number_width() if numbered else 0)
    return mirrored(direction, rect, QRect(left, rect.top() + _PAD_Y, size, size))


def number_width() -> int:
    """The room for the number of a line, set in large type while a sheet of paper is typed in."""
    return metrics("title").horizontalAdvance("88a") + _GAP


def remark(row: ChecklistRow) -> str:
    """Return what stands at the end of the line."""
    return tr("checked for you") if row.checked_for_you else row.needed_mark


class ChecklistDelegate(QAbstractItemDelegate):
    """Paints the lines of a `ChecklistModel`, and remembers how high they are."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heights: dict[int, int] = {}

    def forget(self) -> None:
        """Measure anew: other rows, another width, another text size."""
        self._heights.clear()

    def keeps_height(self, index: _Index, width: int) -> bool:
        """Measure the line of `index` anew; True when it is as high as it was."""
        before = self._heights.get(index.row())
        return before is not None and before == self._measure(index, width)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """As high as its texts are when wrapped to the view."""
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else option.rect.width()
        known = self._heights.get(index.row())
        return QSize(width, known if known is not None else self._measure(index, width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint a heading or an item."""
        model = index.model()
        assert isinstance(model, ChecklistModel)
        rect: QRect = option.rect
        direction: Qt.LayoutDirection = option.direction
        state: QStyle.StateFlag = option.state
        line = model.line_at(index.row())
        painter.save()
        painter.setLayoutDirection(direction)
        if isinstance(line, str):
            words = rect.adjusted(_PAD_X, _HEADING_ABOVE if index.row() else 2, -_PAD_X, 0)
            draw_line(painter, words, line, "small-strong", theme().muted)
        else:
            self._paint_item(painter, rect, direction, state, line, model)
        painter.restore()

    def _paint_item(
        self,
        painter: QPainter,
        rect: QRect,
        direction: Qt.LayoutDirection,
        state: QStyle.StateFlag,
        row: ChecklistRow,
        model: ChecklistModel,
    ) -> None:
        tokens = theme()
        if state & QStyle.StateFlag.State_Selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            focused = bool(state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(QPen(tokens.accent_ink, 1.6) if focused else Qt.PenStyle.NoPen)
            painter.setBrush(tokens.hover)
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -2), 6, 6)
        else:
            painter.fillRect(QRect(rect.left() + _PAD_X, rect.bottom(), rect.width() - 2 * _PAD_X, 1), tokens.line)
        if model.boxes:
            paint_box(painter, QRectF(box_rect(rect, direction, model.numbered)), row.state, row.zone_hint)
        if model.numbered:
            place = QRect(rect.left() + _PAD_X, rect.top(), number_width() - _GAP, 2 * _PAD_Y + box_size())
            colour = tokens.muted if row.quiet or row.checked_for_you else tokens.ink
            draw_line(painter, mirrored(direction, rect, place), row.number, "title", colour, TRAILING)
        text, end = _columns(rect.width(), row, model)
        top = rect.top() + _PAD_Y
        height = box_size()
        if end.width():
            place = mirrored(direction, rect, end.translated(rect.left(), top))
            draw_line(
                painter, QRect(place.left(), top, place.width(), height), remark(row), "tiny", tokens.muted, TRAILING
            )
        words = mirrored(direction, rect, text.translated(rect.left(), top))
        say, note = _paragraphs(row, text.width(), direction)
        first = top + max(0.0, (height - metrics("body").height()) / 2)
        say.draw(painter, words.left(), first, tokens.muted if row.quiet else tokens.ink)
        if note is not None:
            note.draw(painter, words.left(), first + say.height + 1, tokens.muted)

    def _measure(self, index: _Index, width: int) -> int:
        model = index.model()
        assert isinstance(model, ChecklistModel)
        line = model.line_at(index.row())
        if isinstance(line, str):
            height = metrics("small-strong").height() + (_HEADING_ABOVE if index.row() else 2) + 4
        else:
            say, note = _paragraphs(line, _columns(width, line, model)[0].width(), Qt.LayoutDirection.LeftToRight)
            slack = max(0.0, (box_size() - metrics("body").height()) / 2)
            texts = say.height + (note.height + 1 if note is not None else 0)
            least = max(box_size(), metrics("title").height() - 2 * _PAD_Y if model.numbered else 0)
            height = ceil(max(texts + 2 * slack, least)) + 2 * _PAD_Y
        self._heights[index.row()] = height
        return height


def _columns(width: int, row: ChecklistRow, model: ChecklistModel) -> tuple[QRect, QRect]:
    """Return the columns of the words and of the remark, from the left edge of a line of `width` (left to right)."""
    words = remark(row) or row.open_mark
    end = min(metrics("tiny").horizontalAdvance(words) + 2, width * 2 // 5) if words else 0
    left = _PAD_X + (box_size() + _GAP if model.boxes else 0) + (number_width() if model.numbered else 0)
    text = width - left - _PAD_X - (end + _GAP if end else 0)
    return QRect(left, 0, max(text, 40), 0), QRect(width - _PAD_X - end, 0, end, 0)


def _paragraphs(row: ChecklistRow, width: int, direction: Qt.LayoutDirection) -> tuple[Paragraph, Paragraph | None]:
    say = Paragraph(row.say, "body", width, direction)
    return say, Paragraph(row.note, "small", width, direction) if row.note else None


def paint_box(painter: QPainter, rect: QRectF, state: str, zone_hint: str | None) -> None:
    """Paint the box of an answer: a tick, a cross, a dash, a question mark, or nothing while it is open."""
    tokens = theme()
    colour: QColor = tokens.field_line
    if zone_hint in ("ASK", "OFF"):
        colour = tokens.zones[zone_hint].ink
    elif state == "yes":
        colour = tokens.zones["PROMISE"].ink
    elif state != "open":
        colour = tokens.muted
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(tokens.card if state == "open" or zone_hint is None else tokens.zone(zone_hint).card)
    painter.setPen(QPen(colour, 1.3))
    painter.drawRoundedRect(rect.adjusted(0.65, 0.65, -0.65, -0.65), 4, 4)
    painter.setPen(QPen(colour, 1.9, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))

    def at(x: float, y: float) -> QPointF:
        return QPointF(rect.left() + x * rect.width(), rect.top() + y * rect.height())

    if state == "yes":
        painter.drawLine(at(0.28, 0.52), at(0.44, 0.68))
        painter.drawLine(at(0.44, 0.68), at(0.73, 0.35))
    elif state == "no":
        painter.drawLine(at(0.33, 0.33), at(0.67, 0.67))
        painter.drawLine(at(0.67, 0.33), at(0.33, 0.67))
    elif state == "not_applicable":
        painter.drawLine(at(0.30, 0.5), at(0.70, 0.5))
    elif state == "unknown":
        draw_line(painter, rect.toRect(), "?", "small-strong", colour, Qt.AlignmentFlag.AlignCenter)
    painter.restore()
