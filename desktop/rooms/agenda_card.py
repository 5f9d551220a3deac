"""The agenda on screen: sections with their minutes, items with why they are there; actions can be ticked."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLayout, QToolButton, QVBoxLayout, QWidget

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
    """Shows one agenda. Signals: `action_ticked(action id, done)`, `drop_requested(action id)`."""

    action_ticked = Signal(str, bool)
    drop_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[int] = []
        self._sections: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self._column.addStretch(1)

    def show_agenda(self, agenda: Agenda, business: Business) -> None:
        """Show `agenda`; the keyboard stays on the action it was on."""
        focused = self.focusWidget()
        action_id = focused.property("action_id") if focused is not None and focused.hasFocus() else None
        for section in self._sections:
            self._column.removeWidget(section)
            section.deleteLater()
        self._sections = [
            self._section(number, section, agenda, business) for number, section in enumerate(agenda.sections, start=1)
        ]
        for position, widget in enumerate(self._sections):
            self._column.insertWidget(position, widget)
        boxes = (box for section in self._sections for box in section.findChildren(QCheckBox))
        same = next((box for box in boxes if box.property("action_id") == action_id), None)
        if action_id is not None and same is not None:
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
        head.addWidget(PlainLabel(tr("{minutes} min").format(minutes=section.minutes), "body", "muted"))
        column.addLayout(head)
        inner = QVBoxLayout()
        inner.setContentsMargins(SPACE_L, 0, 0, 0)
        inner.setSpacing(SPACE_S - 3)
        if section.kind is SectionKind.FORECAST and section.loads:
            inner.addWidget(forecast_strip(section.loads, section.limit))
        for item in section.items:
            self._add_item(inner, item, agenda, business)
        if section.more:
            inner.addWidget(Muted(words.more_items(section.more)))
        if not section.items and section.kind is not SectionKind.FORECAST:
            inner.addWidget(Muted(words.empty_section(section.kind)))
        column.addLayout(inner)
        return holder

    def _add_item(self, column: QLayout, item: AgendaItem, agenda: Agenda, business: Business) -> None:
        say = words.item_say(item, business, agenda.meeting.day)
        if item.kind is not ItemKind.ACTION or item.action_id is None:
            column.addWidget(PlainLabel(say, wrap=True))
            return
        column.addWidget(self._action_row(item, say))

    def _action_row(self, item: AgendaItem, say: str) -> QWidget:
        """Return an action as a box to tick, its words (they may be many), and the way to take it off the list."""
        row = QWidget()
        box, label, drop_button = QCheckBox(), PlainLabel(say, wrap=True), QToolButton()
        box.setChecked(item.done)
        box.setAccessibleName(say)
        drop_button.setAutoRaise(True)
        drop_button.setFixedHeight(metrics("body").height() + 2)
        drop_button.setIcon(icon("close", theme().muted))
        drop_button.setToolTip(tr("Take this action off the list"))
        drop_button.setAccessibleName(tr("Take off the list: {say}").format(say=say))
        for widget in (box, drop_button):
            widget.setProperty("action_id", item.action_id)
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(SPACE_S)
        across.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(label, 1)
        across.addWidget(drop_button, 0, Qt.AlignmentFlag.AlignTop)
        box.clicked.connect(self._tick)
        drop_button.clicked.connect(self._drop)
        return row

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
