"""The agenda on screen: sections with their minutes, items with why they are there; actions can be ticked."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.rooms.forecast_strip import forecast_strip
from desktop.wording import agenda as words
from framework.agenda import Agenda, AgendaItem, AgendaSection, ItemKind
from framework.business import Business
from framework.meeting import SectionKind
from resources.words import tr
from widgets.card import Muted, PlainLabel, paint_panel
from widgets.icons import icon
from widgets.theme import metrics, theme
from widgets.tokens import SPACE_L, SPACE_M, SPACE_S


class AgendaCard(QWidget):
    """Shows one agenda. Signals: `action_ticked(action id, done)`, `drop_requested(action id)`; for what somebody put
    there, `change_requested(id)` and `take_off_requested(id)`; `add_requested()` for something more."""

    action_ticked = Signal(str, bool)
    drop_requested = Signal(str)
    change_requested = Signal(str)
    take_off_requested = Signal(str)
    add_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[int] = []
        self._sections: list[QWidget] = []
        self._foot: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self._column.addStretch(1)

    def show_agenda(self, agenda: Agenda, business: Business) -> None:
        """Show `agenda`; the keyboard stays on the item it was on."""
        focused = self.focusWidget()
        spot = _spot(focused) if focused is not None and focused.hasFocus() else None
        for section in (*self._sections, *self._foot):
            self._column.removeWidget(section)
            section.deleteLater()
        self._sections = [
            self._section(number, section, agenda, business) for number, section in enumerate(agenda.sections, start=1)
        ]
        # Made anew as well, so that Tab comes to it last.
        self._foot = [self._add_row()]
        for position, widget in enumerate((*self._sections, *self._foot)):
            self._column.insertWidget(position, widget)
        buttons = (
            button for section in (*self._sections, *self._foot) for button in section.findChildren(QAbstractButton)
        )
        same = next((button for button in buttons if spot is not None and _spot(button) == spot), None)
        if same is not None:
            same.setFocus()

    def _section(self, number: int, section: AgendaSection, agenda: Agenda, business: Business) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_S - 2)
        head = QHBoxLayout()
        title = f"{number}. {words.section_title(section.kind, business)}"
        head.addWidget(PlainLabel(title, "strong"))
        head.addWidget(PlainLabel(words.section_counts(section), "body", "muted", elide=True), 1)
        needed = words.time_needed(section)
        minutes = tr("{minutes} min").format(minutes=section.minutes)
        head.addWidget(PlainLabel(needed or minutes, "body", "ASK" if needed else "muted"))
        column.addLayout(head)
        inner = QVBoxLayout()
        inner.setContentsMargins(SPACE_L, 0, 0, 0)
        inner.setSpacing(SPACE_S - 3)
        if section.kind is SectionKind.FORECAST and section.loads:
            inner.addWidget(forecast_strip(section.loads, section.limit))
        first_over = words.does_not_fit(section) if needed else None
        for place, item in enumerate(section.items):
            if place == first_over:
                inner.addWidget(Muted(words.no_more_fits(), "small"))
            self._add_item(inner, item, agenda, business)
        if section.more:
            inner.addWidget(Muted(words.more_items(section.more)))
        if not section.items and section.kind is not SectionKind.FORECAST:
            inner.addWidget(Muted(words.empty_section(section.kind)))
        column.addLayout(inner)
        return holder

    def _add_item(self, column: QLayout, item: AgendaItem, agenda: Agenda, business: Business) -> None:
        say = words.item_say(item, business, agenda.meeting.day)
        label = PlainLabel(say, "strong" if words.is_flagged(item) else "body", wrap=True)
        if words.is_flagged(item):
            label.set_colour("ASK")
        if item.kind is ItemKind.ACTION and item.action_id is not None:
            column.addWidget(self._action_row(item, say, label))
        elif item.kind is ItemKind.WRITTEN and item.added_id is not None:
            column.addWidget(self._written_row(item, say, label))
        else:
            column.addWidget(label)

    def _action_row(self, item: AgendaItem, say: str, label: PlainLabel) -> QWidget:
        """Return an action as a box to tick, its words (they may be many), and the way to take it off the list."""
        box, drop_button = QCheckBox(), _tool_button("close")
        box.setChecked(item.done)
        box.setAccessibleName(say)
        drop_button.setToolTip(tr("Take this action off the list"))
        drop_button.setAccessibleName(tr("Take off the list: {say}").format(say=say))
        box.clicked.connect(self._tick)
        drop_button.clicked.connect(self._drop)
        for widget in (box, drop_button):
            widget.setProperty("action_id", item.action_id)
        return _row(box, label, drop_button)

    def _written_row(self, item: AgendaItem, say: str, label: PlainLabel) -> QWidget:
        """Return what somebody put on the agenda, with the ways to change it and to take it off."""
        change_button, off_button = _tool_button("pencil"), _tool_button("close")
        change_button.setToolTip(tr("Change it"))
        change_button.setAccessibleName(tr("Change: {say}").format(say=say))
        off_button.setToolTip(tr("Take it off the agenda"))
        off_button.setAccessibleName(tr("Take off the agenda: {say}").format(say=say))
        change_button.clicked.connect(self._ask_change)
        off_button.clicked.connect(self._ask_take_off)
        for button in (change_button, off_button):
            button.setProperty("added_id", item.added_id)
        return _row(label, change_button, off_button)

    def _add_row(self) -> QWidget:
        """Return the button under the panel that asks for something more."""
        holder, button = QWidget(), QPushButton(tr("Put on the agenda…"))
        button.setProperty("added_id", "")
        button.clicked.connect(self.add_requested)
        across = QHBoxLayout(holder)
        across.setContentsMargins(0, SPACE_M, 0, 0)
        across.addWidget(button)
        across.addStretch(1)
        return holder

    def _ask_change(self) -> None:
        button = self.sender()
        if isinstance(button, QToolButton):
            self.change_requested.emit(button.property("added_id"))

    def _ask_take_off(self) -> None:
        button = self.sender()
        if isinstance(button, QToolButton):
            self.take_off_requested.emit(button.property("added_id"))

    def _drop(self) -> None:
        button = self.sender()
        if isinstance(button, QToolButton):
            self.drop_requested.emit(button.property("action_id"))

    def _tick(self, done: bool) -> None:
        box = self.sender()
        if isinstance(box, QCheckBox):
            self.action_ticked.emit(box.property("action_id"), done)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint one panel with a line between the sections."""
        painter = QPainter(self)
        bottom = self._sections[-1].geometry().bottom() + 1 if self._sections else self.height()
        paint_panel(painter, QRectF(0, 0, self.width(), bottom))
        for section in self._sections[1:]:
            painter.fillRect(1, section.geometry().top(), self.width() - 2, 1, theme().line)


def _tool_button(name: str) -> QToolButton:
    button = QToolButton()
    button.setAutoRaise(True)
    button.setFixedHeight(metrics("body").height() + 2)
    button.setIcon(icon(name, theme().muted))
    return button


def _row(*widgets: QWidget) -> QWidget:
    """Return `widgets` in a row: the words take the room that the buttons leave."""
    row = QWidget()
    across = QHBoxLayout(row)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(SPACE_S)
    for widget in widgets:
        if isinstance(widget, PlainLabel):
            across.addWidget(widget, 1)
        else:
            across.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
    return row


def _spot(widget: QWidget) -> tuple[str, object, object] | None:
    """Return what a control of the card is for, the same after it is made anew; None for another."""
    action_id, added_id = widget.property("action_id"), widget.property("added_id")
    if action_id is None and added_id is None:
        return None
    kind = "box" if isinstance(widget, QCheckBox) else widget.toolTip()
    return kind, action_id, added_id
