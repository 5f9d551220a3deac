"""The weeks with the deals that fall on them right beneath, in the same columns, and a line that says what moved."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from resources.words import tr
from widgets.action_buttons import main_button
from widgets.capacity_chart import CapacityChart, ChartWeek
from widgets.card import Muted, PlainLabel
from widgets.deal_lanes import DealLanes, Lane
from widgets.tokens import SPACE_S
from widgets.week_axis import WeekAxis

__all__ = ["CapacityBoard"]

_MOST_GUTTER = 190


class CapacityBoard(QWidget):
    """A chart (`chart`) over deals (`lanes`), and beneath them what a moved date would do (`say_label`).

    Signals: `kept()` and `put_back()` when a person presses the buttons of a date that is not kept yet.
    """

    kept = Signal()
    put_back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart = CapacityChart()
        self.lanes = DealLanes()
        self.none_label = Muted("")
        self.say_label = PlainLabel("", "small", "muted", wrap=True)
        self.keep_button = main_button(tr("Keep this date"))
        self.back_button = QPushButton(tr("Put it back"))
        self._help = ""
        self._chart_row = QHBoxLayout()
        self._chart_row.setContentsMargins(0, 0, 0, 0)
        self._chart_row.addWidget(self.chart)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_S)
        foot.addWidget(self.say_label, 1)
        foot.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(self.keep_button, 0, Qt.AlignmentFlag.AlignVCenter)
        # As high as with its buttons: what lies above must not jump while somebody drags.
        holder = QWidget()
        holder.setLayout(foot)
        foot.setContentsMargins(0, 0, 0, 0)
        lines = 2 * self.say_label.fontMetrics().lineSpacing()
        holder.setMinimumHeight(max(self.keep_button.sizeHint().height(), lines))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addLayout(self._chart_row, 4)
        column.addWidget(self.lanes, 5)
        column.addWidget(self.none_label, 5, Qt.AlignmentFlag.AlignTop)
        column.addWidget(holder)
        self.none_label.hide()
        self.show_pending("", wrong=False)
        self.lanes.viewport().installEventFilter(self)
        self.keep_button.clicked.connect(self.kept)
        self.back_button.clicked.connect(self.put_back)

    def set_help(self, text: str) -> None:
        """Say `text` while no date is being moved."""
        self._help = text
        self.show_pending("", wrong=False)

    def set_content(
        self, weeks: Sequence[ChartWeek], first: date, limit: float, lanes: Sequence[Lane], none_text: str
    ) -> None:
        """Show the weeks from the Monday `first` on and the deals under them; `none_text` where there are none."""
        self.chart.set_weeks(weeks, first, limit)
        self.lanes.set_lanes(lanes, self._axis())
        self.none_label.setText(none_text)
        self.none_label.setVisible(not lanes)
        self.lanes.setVisible(bool(lanes))
        self._line_up()

    def show_pending(self, text: str, *, wrong: bool, pending: bool = False) -> None:
        """Say what a moved date would do, with the buttons to keep it or put it back; "" says how dates are moved."""
        self.say_label.set_colour("OFF" if wrong else "ink" if text else "muted")
        self.say_label.setText(text or self._help)
        had_focus = self.keep_button.hasFocus() or self.back_button.hasFocus()
        for button in (self.keep_button, self.back_button):
            button.setVisible(pending)
        if had_focus and not pending:
            self.lanes.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the columns of the two in line."""
        if event.type() == QEvent.Type.Resize and watched is self.lanes.viewport():
            self._line_up()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Time runs from the side where reading begins."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._line_up()

    def minimumSizeHint(self) -> QSize:
        """Some weeks and some deals."""
        return QSize(self.chart.minimumSizeHint().width(), super().minimumSizeHint().height())

    def _axis(self) -> WeekAxis:
        width = self.lanes.viewport().width()
        gutter = max(self.chart.least_gutter(), min(_MOST_GUTTER, width // 5))
        weeks = self.chart.axis()
        return WeekAxis(weeks.first, weeks.weeks, gutter, width, self.layoutDirection())

    def _line_up(self) -> None:
        axis = self._axis()
        beside = max(self.lanes.width() - self.lanes.viewport().width(), 0)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._chart_row.setContentsMargins(beside if mirrored else 0, 0, 0 if mirrored else beside, 0)
        self.chart.set_gutter(int(axis.gutter))
        self.lanes.set_axis(axis)
