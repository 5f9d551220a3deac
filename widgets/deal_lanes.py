"""Deals under the weeks they fall on: one row each, from its start to its promised date, which can be moved."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QWidget

from resources.words import tr
from widgets.date_edit import DateEdit
from widgets.day_field import KEEP, DayField
from widgets.lane_model import Lane, LaneModel, LaneWords
from widgets.lane_paint import LaneDelegate, grip_at, row_height, tick_at
from widgets.week_axis import WeekAxis

__all__ = ["DealLanes", "Lane", "LaneWords"]

_Index = QModelIndex | QPersistentModelIndex


class DealLanes(QListView):
    """The deals of the weeks above. What a person does to a date is asked for; a room answers with `set_lane`.

    Left and Right ask for a working day more or less, the end of a bar is dragged with the mouse, and F2 or a double
    click types the date. Signals: `day_dragged(key, day)` while it is dragged, `step_requested(key, days)`,
    `day_typed(key, day)`, `keep_requested(key)` on Enter and when a drag is over, `put_back_requested(key)` on Escape,
    `open_requested(key)` on Enter where nothing has moved, `count_requested(key, counts)` for the tick of an open deal,
    `typing_failed(text)` when what was typed is no day ("" once it is).
    """

    day_dragged = Signal(str, object)
    step_requested = Signal(str, int)
    day_typed = Signal(str, object)
    keep_requested = Signal(str)
    put_back_requested = Signal(str)
    open_requested = Signal(str)
    count_requested = Signal(str, bool)
    typing_failed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._axis = WeekAxis(date.min, 1, 0, 100)
        self._dragged = ""
        self._pressed_at = QPoint()
        self._edit: DayField | None = None
        self._edited = ""
        self.lanes = LaneModel(self)
        self.setAccessibleName(tr("Deals by week"))
        self.setAccessibleDescription(
            tr("Left and Right move the date, Enter keeps it, Escape puts it back. F2 types it. Space counts it.")
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        # One of our own: to hand out Qt's, PySide6 first makes every class that it might be.
        self.setViewport(QWidget())
        self.viewport().setAutoFillBackground(False)
        self.viewport().setMouseTracking(True)
        self.setItemDelegate(LaneDelegate(self))
        self.setModel(self.lanes)

    # Content

    def set_lanes(self, lanes: Sequence[Lane], axis: WeekAxis) -> None:
        """Show `lanes` under the weeks of `axis`; the current row stays where its deal is still there."""
        current = self.current_key()
        self._axis = axis
        self.lanes.set_lanes(lanes)
        self.set_current(current or (lanes[0].key if lanes else ""))
        if self._edited and self.lanes.row_of(self._edited) < 0:
            self.stop_typing()
        self.viewport().update()

    def set_lane(self, lane: Lane) -> None:
        """Show the new state of one deal."""
        self.lanes.set_lane(lane)

    def set_axis(self, axis: WeekAxis) -> None:
        """Stand under these weeks."""
        self._axis = axis
        self._place_edit()
        self.viewport().update()

    def axis(self) -> WeekAxis:
        """Where the weeks stand."""
        return self._axis

    def current_key(self) -> str:
        """The deal of the current row, empty where there is none."""
        index = self.currentIndex()
        return self.lanes.lane_at(index.row()).key if index.isValid() else ""

    def set_current(self, key: str) -> bool:
        """Move to a deal; say whether it is there."""
        row = self.lanes.row_of(key)
        self.setCurrentIndex(self.lanes.index(row) if row >= 0 else QModelIndex())
        return row >= 0

    def is_dragged(self) -> bool:
        """Whether the end of a bar is being dragged."""
        return bool(self._dragged)

    def sizeHint(self) -> QSize:
        """About six rows."""
        return QSize(480, 6 * row_height())

    def minimumSizeHint(self) -> QSize:
        """At least three rows."""
        return QSize(240, 3 * row_height())

    # Typing a date

    def type_date(self) -> None:
        """Ask for the date of the current deal, in its row."""
        key = self.current_key()
        lane = self._lane(key)
        if lane is None or not lane.movable:
            return
        self.stop_typing()
        self._edited = key
        self._edit = DayField(self.lanes.today, self.viewport())
        self._edit.setAccessibleName(tr("Date of {client}").format(client=lane.client))
        self._edit.setPlaceholderText(tr("Date"))
        self._edit.set_value(lane.day)
        self._edit.error_changed.connect(self.typing_failed)
        self._edit.enter_pressed.connect(self._take_typed)
        self._edit.given_up.connect(self.stop_typing)
        self._place_edit()
        self._edit.show()
        self._edit.selectAll()
        self._edit.setFocus()

    def typing_edit(self) -> DateEdit | None:
        """The field in which a date is typed, while one is."""
        return self._edit

    def stop_typing(self) -> None:
        """Take the field away; what was typed is gone."""
        if self._edit is None:
            return
        edit, self._edit, self._edited = self._edit, None, ""
        had_focus = edit.hasFocus()
        edit.hide()
        edit.deleteLater()
        self.typing_failed.emit("")
        if had_focus:
            self.setFocus()

    def _take_typed(self) -> None:
        if self._edit is None:
            return
        self._edit.finish()
        day = self._edit.value()
        if day is None or self._edit.error():
            if not self._edit.error():
                self.stop_typing()
            return
        self.day_typed.emit(self._edited, day)

    def _place_edit(self) -> None:
        if self._edit is None:
            return
        row = self.visualRect(self.lanes.index(self.lanes.row_of(self._edited)))
        wide = min(self._edit.sizeHint().width(), 170)
        lane = self._lane(self._edited)
        day = lane.day if lane is not None and lane.day is not None else self._axis.first
        at = self._axis.between(0, self._axis.days_of(day) + 1, row.top(), row.height())
        mirrored = self._axis.mirrored
        left = int(at.left()) - wide if mirrored else int(at.right())
        left = min(max(left, 0), max(self.viewport().width() - wide, 0))
        self._edit.setGeometry(QRect(left, row.top(), wide, max(row.height(), self._edit.sizeHint().height())))

    # The keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the date of the current deal, keep it or put it back, count it or not."""
        lane, key = self._lane(self.current_key()), Qt.Key(event.key())
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if lane is None or not plain:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            later = (key == Qt.Key.Key_Right) != self._axis.mirrored
            if lane.movable and lane.day is not None:
                self.step_requested.emit(lane.key, 1 if later else -1)
        elif key in KEEP:
            (self.keep_requested if lane.moved else self.open_requested).emit(lane.key)
        elif key == Qt.Key.Key_Escape and (lane.moved or self._dragged):
            self._dragged = ""
            self.put_back_requested.emit(lane.key)
        elif key == Qt.Key.Key_F2:
            self.type_date()
        elif key == Qt.Key.Key_Space and lane.is_open:
            self.count_requested.emit(lane.key, not lane.counts)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Letters are for the shortcuts of the room: no jumping about."""

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the end of a bar, tick a deal, or choose its row."""
        lane, row = self._under(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and lane is not None:
            place = event.position().toPoint()
            self._pressed_at = place
            self.set_current(lane.key)
            if tick_at(lane, row, self._axis).contains(place):
                self.count_requested.emit(lane.key, not lane.counts)
                return
            if lane.movable and grip_at(lane, row, self._axis).contains(place):
                self._dragged = lane.key
                return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the date along with the pointer; show what can be taken hold of."""
        place = event.position().toPoint()
        if self._dragged:
            if (place - self._pressed_at).manhattanLength() > 2:
                self.day_dragged.emit(self._dragged, self._axis.day_at(place.x()))
            return
        lane, row = self._under(place)
        grips = lane is not None and lane.movable and grip_at(lane, row, self._axis).contains(place)
        self.viewport().setCursor(Qt.CursorShape.SizeHorCursor if grips else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go: the date is kept."""
        if self._dragged and event.button() == Qt.MouseButton.LeftButton:
            key, self._dragged = self._dragged, ""
            lane = self._lane(key)
            if lane is not None and lane.moved:
                self.keep_requested.emit(key)
            return
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Type the date of the deal under the pointer."""
        lane, _ = self._under(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and lane is not None:
            self._dragged = ""
            self.set_current(lane.key)
            self.type_date()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the field where a date is typed beside its bar."""
        super().resizeEvent(event)
        self._place_edit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Let the field go along with its row."""
        super().scrollContentsBy(dx, dy)
        self._place_edit()

    def _under(self, place: QPoint) -> tuple[Lane | None, QRect]:
        index = self.indexAt(place)
        if not index.isValid():
            return None, QRect()
        return self.lanes.lane_at(index.row()), self.visualRect(index)

    def _lane(self, key: str) -> Lane | None:
        row = self.lanes.row_of(key)
        return self.lanes.lane_at(row) if row >= 0 else None
