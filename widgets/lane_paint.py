"""Painting one deal under the weeks: its name and tick, its bar, solid when sold and hatched while it is open."""

from PySide6.QtCore import QLineF, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractItemDelegate, QStyle, QStyleOptionViewItem

from widgets.lane_model import Lane, LaneModel
from widgets.strip_paint import paint_part, strip_colours
from widgets.text_paint import draw_line
from widgets.theme import metrics, theme
from widgets.tokens import RADIUS_S
from widgets.week_axis import DAYS, WeekAxis

_Index = QModelIndex | QPersistentModelIndex
_PAD = 5
_TICK = 13
_GRIP = 6


def row_height() -> int:
    """Return how high a row is."""
    return metrics("body").height() + 2 * _PAD


def bar_of(lane: Lane, row: QRect, axis: WeekAxis) -> QRectF:
    """Return the place of the bar of a deal in its row; empty where none of it is in the weeks."""
    if lane.day is None:
        return QRectF()
    end = axis.days_of(max(lane.day, lane.start or lane.day)) + 1
    begin = axis.days_of(lane.start or lane.day)
    if end <= 0 or begin >= axis.weeks * DAYS:
        return QRectF()
    return axis.between(begin, end, row.top() + _PAD, row.height() - 2 * _PAD)


def grip_at(lane: Lane, row: QRect, axis: WeekAxis) -> QRect:
    """Return where the end of a bar can be taken hold of; empty where it is out of sight."""
    bar = bar_of(lane, row, axis)
    if bar.isEmpty() or lane.day is None or axis.days_of(lane.day) >= axis.weeks * DAYS:
        return QRect()
    end = bar.left() if axis.mirrored else bar.right()
    return QRect(int(end) - _GRIP, row.top(), 2 * _GRIP, row.height())


def tick_at(lane: Lane, row: QRect, axis: WeekAxis) -> QRect:
    """Return the place of the tick of an open deal, which is larger than what is painted; empty for a sold one."""
    if not lane.is_open:
        return QRect()
    words = axis.words(row.top(), row.height()).toAlignedRect()
    wide = _TICK + 2 * _PAD
    return QRect(words.right() - wide + 1 if axis.mirrored else words.left(), row.top(), wide, row.height())


class LaneDelegate(QAbstractItemDelegate):
    """Paints a row of `DealLanes`."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """A line of text with a little white around it."""
        return QSize(240, row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the deal of `index`."""
        from widgets.deal_lanes import DealLanes

        model, view = index.model(), self.parent()
        assert isinstance(model, LaneModel) and isinstance(view, DealLanes)
        lane, axis = model.lane_at(index.row()), view.axis()
        rect: QRect = option.rect
        painter.save()
        painter.setLayoutDirection(option.direction)
        _paint_ground(painter, option)
        for week in range(axis.weeks + 1):
            if axis.step > 14:
                place = axis.between(week * DAYS, week * DAYS, rect.top(), rect.height())
                painter.setPen(QPen(theme().track, 1))
                painter.drawLine(QLineF(place.left(), rect.top(), place.left(), rect.bottom() + 1))
        _paint_words(painter, lane, rect, axis)
        _paint_bar(painter, lane, model.words(lane).note, rect, axis)
        painter.restore()


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    state: QStyle.StateFlag = option.state
    rect: QRect = option.rect
    tokens = theme()
    selected = bool(state & QStyle.StateFlag.State_Selected)
    if not selected and not state & QStyle.StateFlag.State_MouseOver:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    focused = selected and bool(state & QStyle.StateFlag.State_HasFocus)
    painter.setPen(QPen(tokens.accent_ink, 1.4) if focused else QPen(tokens.hover, 1))
    painter.setBrush(tokens.hover)
    painter.drawRoundedRect(QRectF(rect).adjusted(0.7, 0.7, -0.7, -0.7), RADIUS_S, RADIUS_S)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _paint_words(painter: QPainter, lane: Lane, rect: QRect, axis: WeekAxis) -> None:
    words = axis.words(rect.top(), rect.height()).toAlignedRect()
    inset = _TICK + 2 * _PAD
    name = words.adjusted(6, 0, -inset, 0) if axis.mirrored else words.adjusted(inset, 0, -6, 0)
    ink = theme().zone("OFF").ink if lane.late else theme().ink if lane.counts else theme().muted
    draw_line(painter, name, lane.client, "small", ink)
    if not lane.is_open:
        return
    place = tick_at(lane, rect, axis).center()
    box = QRectF(place.x() - _TICK / 2 + 0.5, place.y() - _TICK / 2 + 0.5, _TICK, _TICK)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme().accent if lane.counts else theme().field_line, 1.2))
    painter.setBrush(theme().accent if lane.counts else theme().card)
    painter.drawRoundedRect(box, 3, 3)
    if lane.counts:
        painter.setPen(QPen(theme().on_accent, 1.8))
        x, y = box.left(), box.top()
        painter.drawLine(QLineF(x + 3, y + 6.8, x + 5.6, y + 9.4))
        painter.drawLine(QLineF(x + 5.6, y + 9.4, x + 10.2, y + 3.8))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _paint_bar(painter: QPainter, lane: Lane, note: str, rect: QRect, axis: WeekAxis) -> None:
    tokens, colours = theme(), strip_colours(theme())
    bar = bar_of(lane, rect, axis)
    weeks = axis.between(0, axis.weeks * DAYS, rect.top(), rect.height())
    if bar.isEmpty():
        draw_line(painter, weeks.toAlignedRect().adjusted(6, 0, -6, 0), note, "tiny", tokens.muted)
        return
    bar.setWidth(max(bar.width(), 3.0))
    if lane.moved:
        painter.fillRect(bar, colours.this_deal)
    elif not lane.counts:
        painter.setPen(QPen(tokens.button_line, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(bar.adjusted(0, 0, -1, -1))
    else:
        paint_part(painter, bar, "likely" if lane.is_open else "sold", colours, 1.0)
    if lane.movable and not grip_at(lane, rect, axis).isEmpty():
        end = bar.left() if axis.mirrored else bar.right()
        painter.fillRect(QRectF(end - 1.5, bar.top() - 2, 3, bar.height() + 4), tokens.ink)
    # The words stand where there is more room: after the bar, or before it.
    after, before = (weeks.right() - bar.right(), bar.left() - weeks.left())
    if axis.mirrored:
        after, before = before, after
    wide = metrics("tiny").horizontalAdvance(note) + 4
    reach = bar.left() - 8 if axis.mirrored else bar.right() + 8
    if after - 10 >= wide:
        place = QRectF(weeks.left(), rect.top(), reach - weeks.left(), rect.height())
        if not axis.mirrored:
            place = QRectF(reach, rect.top(), weeks.right() - reach, rect.height())
        draw_line(painter, place.toAlignedRect(), note, "tiny", tokens.muted)
    elif before - 10 >= wide:
        left = bar.right() + 8 if axis.mirrored else bar.left() - 8 - wide
        place = QRectF(left, rect.top(), wide, rect.height())
        draw_line(painter, place.toAlignedRect(), note, "tiny", tokens.muted)
