"""The weeks of one crew as a large picture: sold, likely and what is free up to the limit, with figures beneath."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from resources.words import tr
from widgets.capacity_paint import Figures, paint_bars, paint_figures, paint_scale, rows_height
from widgets.card import tooltip
from widgets.strip_legend import Entry, legend_height, paint_legend, place_legend
from widgets.theme import metrics
from widgets.week_axis import WeekAxis

__all__ = ["CapacityChart", "ChartWeek"]

_LINES = 9


class ChartWeek(NamedTuple):
    """One week in hours, and in words: `label` under it, `full` ("85 %", by what is sold) and `with_likely`, `chance`.

    `chance` is that of overload, `say` all of it.

    `over` says that it crosses the limit. A `capacity` of 0 is shown as a week without any.
    """

    label: str
    sold: float
    likely: float
    capacity: float
    over: bool
    full: str
    with_likely: str
    chance: str
    say: str


class CapacityChart(QWidget):
    """A row of weeks, one of them current. Left, Right, Home and End move; Enter asks to open it.

    Signals: `week_chosen(number)` when a person moves to a week, `week_opened(number)` on Enter or a double click.
    """

    week_chosen = Signal(int)
    week_opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._weeks: tuple[ChartWeek, ...] = ()
        self._limit = 1.0
        self._first = date.min
        self._gutter = 0
        self._current = 0
        self._hours = 0.0
        self._scale = ("", "")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setSizePolicy(policy)
        self.setAccessibleName(tr("The weeks ahead"))

    def set_weeks(self, weeks: Sequence[ChartWeek], first: date, limit: float) -> None:
        """Show `weeks` from the Monday `first` on; `limit` is a share of the capacity, 0.85 for 85 %."""
        self._weeks, self._first, self._limit = tuple(weeks), first, limit
        self._current = min(self._current, max(len(self._weeks) - 1, 0))
        self._tell()
        self.updateGeometry()
        self.update()

    def set_scale(self, hours: float, whole: str, limit: str) -> None:
        """Write beside the bars how high `hours` are, in words `whole`, and `limit` where the limit of them is."""
        self._hours, self._scale = hours, (whole, limit)
        self.update()

    def least_gutter(self) -> int:
        """Return how wide the words beside the weeks are."""
        names = (tr("Sold"), tr("With likely"), tr("Chance of overload"))
        return max(metrics("tiny").horizontalAdvance(name) for name in names) + 10

    def set_gutter(self, gutter: int) -> None:
        """Leave `gutter` pixels for words, as the deals beneath do."""
        self._gutter = gutter
        self.update()

    def weeks(self) -> tuple[ChartWeek, ...]:
        """The weeks that are shown."""
        return self._weeks

    def current(self) -> int:
        """The number of the current week."""
        return self._current

    def set_current(self, number: int) -> None:
        """Move to a week silently."""
        self._current = min(max(number, 0), max(len(self._weeks) - 1, 0))
        self._tell()
        self.update()

    def axis(self) -> WeekAxis:
        """Where the weeks stand."""
        return WeekAxis(self._first, len(self._weeks), self._gutter, self.width(), self.layoutDirection())

    def sizeHint(self) -> QSize:
        """Bars of about nine lines of text, and the figures beneath."""
        line = metrics("tiny").height()
        height = legend_height(self._legend(480)) + _LINES * line + rows_height(4)
        return QSize(metrics("body").averageCharWidth() * 60, height)

    def minimumSizeHint(self) -> QSize:
        """Half as high, where the window is small."""
        line = metrics("tiny").height()
        height = legend_height(self._legend(480)) + 5 * line + rows_height(4)
        return QSize(metrics("body").averageCharWidth() * 40, height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the legend, the bars, the figures and the frame of the current week."""
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        legend = self._legend(self.width())
        paint_legend(painter, legend, self.width())
        if not self._weeks:
            return
        axis, figures = self.axis(), self._figures()
        foot = self.height() - rows_height(len(figures))
        top = legend_height(legend)
        bars = QRectF(0, top, self.width(), foot - top)
        whole = axis.column(self._current, top, self.height() - top)
        scale = paint_bars(painter, bars, axis, self._weeks, self._limit, whole, has_focus=self.hasFocus())
        paint_scale(painter, foot - 1, scale, axis, self._hours, self._limit, self._scale)
        paint_figures(painter, foot, axis, [week.over for week in self._weeks], figures)

    def event(self, event: QEvent) -> bool:
        """Say the week under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), tooltip(self.words_at(event.pos().x())), self)
            return True
        return super().event(event)

    def words_at(self, x: int) -> str:
        """Return what is said of the week at `x`; nothing beside the weeks."""
        week = self.axis().week_at(x)
        return self._weeks[week].say if week >= 0 else ""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Move to the week under the pointer."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose(self.axis().week_at(event.position().x()))
        else:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the week under the pointer."""
        if event.button() == Qt.MouseButton.LeftButton and self.axis().week_at(event.position().x()) >= 0:
            self.week_opened.emit(self._current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move from week to week; Enter opens one."""
        forward = -1 if self.axis().mirrored else 1
        steps = {
            Qt.Key.Key_Right: self._current + forward,
            Qt.Key.Key_Left: self._current - forward,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self._weeks) - 1,
        }
        key = Qt.Key(event.key())
        if key in steps and event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            self._choose(min(max(steps[key], 0), len(self._weeks) - 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._weeks:
            self.week_opened.emit(self._current)
        else:
            super().keyPressEvent(event)

    def _choose(self, week: int) -> None:
        if week < 0 or week == self._current:
            return
        self.set_current(week)
        self.week_chosen.emit(week)

    def _tell(self) -> None:
        """Let a screen reader hear the current week first, then all that are over."""
        if not self._weeks:
            self.setAccessibleDescription("")
            return
        over = [week.say for number, week in enumerate(self._weeks) if week.over and number != self._current]
        self.setAccessibleDescription("\n".join([self._weeks[self._current].say, *over]))

    def _legend(self, width: int) -> list[Entry]:
        kinds = [("sold", tr("sold"))]
        if any(week.likely for week in self._weeks):
            kinds.append(("likely", tr("likely, by their chance")))
        kinds += [("free", tr("free")), ("limit", tr("limit")), ("over", tr("over the limit"))]
        return place_legend(kinds, width)

    def _figures(self) -> list[Figures]:
        """Return the rows of words under the bars: as many as there is room for."""
        labels = Figures("", tuple(week.label for week in self._weeks), leading=True)
        rows = [
            Figures(tr("Sold"), tuple(week.full for week in self._weeks)),
            Figures(tr("With likely"), tuple(week.with_likely for week in self._weeks)),
            Figures(tr("Chance of overload"), tuple(week.chance for week in self._weeks)),
        ]
        measure, step = metrics("tiny"), self.axis().step
        return [
            labels,
            *(row for row in rows if all(measure.horizontalAdvance(each) + 2 <= step for each in row.texts)),
        ]

    def rect_of(self, week: int) -> QRect:
        """Return where a week stands."""
        return self.axis().column(week, 0, self.height()).toAlignedRect()
