"""The agenda of a meeting that is going on: where it stands, what became of every item, what was written down."""

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from desktop.actions.meeting_run import chart_weeks
from desktop.rooms.forecast_strip import forecast_strip
from desktop.wording import minutes as minutes_words
from desktop.wording import running as words
from desktop.wording.agenda import empty_section, more_items, section_title
from desktop.wording.typed import typed
from framework.agenda import ItemKind
from framework.business import Business
from framework.meeting import SectionKind
from framework.minutes import Entry, EntryKind, HeldItem, HeldMeeting, HeldSection, Outcome
from resources.words import tr
from widgets.card import Muted, PlainLabel, paint_panel, tooltip
from widgets.icons import icon
from widgets.ringed import Ringed
from widgets.theme import metrics, theme
from widgets.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XS

DECIDE, DEAL, TICK, REOPEN, EDIT = "decide", "deal", "tick", "reopen", "edit"
TICKED = frozenset(
    {
        ItemKind.ACTION,
        ItemKind.LATE,
        ItemKind.NOT_READY,
        ItemKind.FULL_WEEK,
        ItemKind.WEEK,
        ItemKind.DECIDE,
        ItemKind.QUESTION,
        ItemKind.WRITTEN,
    }
)
"""Items that something is done about: they have a box to tick."""

LETTERS = {
    Qt.Key.Key_S: Outcome.SETTLED,
    Qt.Key.Key_P: Outcome.PUT_OFF,
    Qt.Key.Key_M: Outcome.MOVED_UP,
    Qt.Key.Key_D: Outcome.DROPPED,
}
BAR = 3
"""So wide is the line at the side of the section where the meeting stands."""


def item_ways(held: HeldItem, *, done: bool) -> list[tuple[str, str]]:
    """Return what can be done about an item: a key of this module or an outcome, and its words. The first is the one
    that Enter does."""
    kind, ways = held.item.kind, []
    if kind is ItemKind.QUESTION:
        ways.append((DECIDE, tr("Decide…")))
    if kind is ItemKind.ACTION:
        ways.append((TICK, tr("Still to do") if done else tr("Done")))
    if held.item.deal_id is not None:
        ways.append((DEAL, tr("Show the deal")))
    if kind in TICKED and kind is not ItemKind.ACTION:
        ways += [(str(each), words.outcome_button(each)) for each in _outcomes(kind)]
    elif kind is ItemKind.ACTION and not done:
        ways += [(str(each), words.outcome_button(each)) for each in (Outcome.PUT_OFF, Outcome.MOVED_UP)]
    if held.outcome is not None:
        ways.append((REOPEN, tr("Open again")))
    return ways


def _outcomes(kind: ItemKind) -> list[Outcome]:
    """A question is taken off the ladder where it stands, not here."""
    return [each for each in Outcome if each is not Outcome.DROPPED or kind is not ItemKind.QUESTION]


class RunningAgenda(QWidget):
    """Shows a running meeting. Signals: `asked(item id, what)` with an outcome or a key of this module,
    `line_opened(entry id)`, `section_requested(kind)`, and `row_focused(row)` when the keyboard comes to a row."""

    asked = Signal(str, str)
    line_opened = Signal(str)
    section_requested = Signal(str)
    row_focused = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._blocks: list[_Block] = []
        self.rows: list[AgendaRow] = []
        self._current = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self._column.addStretch(1)

    def show_meeting(
        self, meeting: HeldMeeting, now: datetime, business: Business, done: Mapping[str, bool], editable: bool = True
    ) -> None:
        """Show `meeting`; `done` says of its actions whether they are, by their id. The keyboard stays on its row."""
        at_row = next((row.key for row in self.rows if row.hasFocus()), "")
        for block in self._blocks:
            self._column.removeWidget(block)
            block.hide()
            block.deleteLater()
        self.rows = []
        self._blocks = [
            self._block(number, section, meeting, now, business, done, editable)
            for number, section in enumerate(meeting.sections, start=1)
        ]
        for position, block in enumerate(self._blocks):
            self._column.insertWidget(position, block)
        self._let_tab_in()
        found = next((row for row in self.rows if at_row and row.key == at_row), None)
        if found is not None:
            found.setFocus()

    def show_times(self, meeting: HeldMeeting, now: datetime) -> None:
        """Show what each section has taken."""
        for block in self._blocks:
            block.time_label.setText(words.section_time(meeting, block.kind, now))

    def focus_first(self) -> None:
        """Give the keyboard to the first row of the section where the meeting stands, else to the first there is."""
        here = [row for block in self._blocks if block.is_current for row in self.rows if row.block is block]
        for row in (here or self.rows)[:1]:
            row.setFocus(Qt.FocusReason.TabFocusReason)

    def row(self, key: str) -> "AgendaRow":
        """Return the row of an item or a line. Raises KeyError when there is none."""
        for row in self.rows:
            if row.key == key:
                return row
        raise KeyError(key)

    def block(self, kind: SectionKind) -> QWidget:
        """Return what shows a section. Raises KeyError when there is none."""
        for block in self._blocks:
            if block.kind is kind:
                return block
        raise KeyError(kind)

    def _block(
        self,
        number: int,
        section: HeldSection,
        meeting: HeldMeeting,
        now: datetime,
        business: Business,
        done: Mapping[str, bool],
        editable: bool,
    ) -> "_Block":
        title = f"{number}. {section_title(section.kind, business)}"
        time = words.section_time(meeting, section.kind, now)
        block = _Block(section, title, time, is_current=section.kind is meeting.section)
        block.pressed.connect(self.section_requested)
        loads, limit = chart_weeks(section.chart)
        if loads:
            block.inner.addWidget(forecast_strip(loads, limit))
        for held in section.items:
            is_done = done.get(held.item.action_id or "", held.item.done)
            self._add(block, _ItemRow(block, held, done=is_done, editable=editable))
        if section.more:
            block.inner.addWidget(Muted(more_items(section.more)))
        lines = [
            entry
            for entry in meeting.entries
            if entry.section is section.kind and entry.kind is not EntryKind.LOOKING_BACK
        ]
        if not section.items and not lines and section.kind is not SectionKind.FORECAST:
            block.inner.addWidget(Muted(empty_section(section.kind)))
        for entry in lines:
            self._add(block, _LineRow(block, entry, business, editable=editable))
        return block

    def _add(self, block: "_Block", row: "AgendaRow") -> None:
        block.inner.addWidget(row)
        row.asked.connect(self._pass_on)
        row.stepped.connect(self._step)
        row.came.connect(self._come)
        self.rows.append(row)

    def _pass_on(self, key: str, what: str) -> None:
        if what == EDIT:
            self.line_opened.emit(key)
        else:
            self.asked.emit(key, what)

    def _step(self, key: str, by: int) -> None:
        keys = [row.key for row in self.rows]
        at = keys.index(key) + by if abs(by) == 1 else (0 if by < 0 else len(keys) - 1)
        if 0 <= at < len(keys):
            self.rows[at].setFocus(Qt.FocusReason.TabFocusReason)

    def _come(self, key: str) -> None:
        self._current = key
        self._let_tab_in()
        self.row_focused.emit(self.row(key))

    def _let_tab_in(self) -> None:
        """Tab stops at one row: where the keyboard was, else the first of where the meeting stands."""
        rows = [row for row in self.rows if row.key == self._current]
        rows = rows or [row for row in self.rows if row.block.is_current] or self.rows
        for row in self.rows:
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if row is rows[0] else Qt.FocusPolicy.ClickFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint one panel, a line between the sections, and a bar beside the one where the meeting stands."""
        painter = QPainter(self)
        bottom = self._blocks[-1].geometry().bottom() + 1 if self._blocks else self.height()
        paint_panel(painter, QRectF(0, 0, self.width(), bottom))
        for block in self._blocks[1:]:
            painter.fillRect(1, block.geometry().top(), self.width() - 2, 1, theme().line)
        for block in self._blocks:
            if block.is_current:
                mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
                left = self.width() - BAR if mirrored else 0
                painter.fillRect(left, block.geometry().top(), BAR, block.height(), theme().accent_ink)


class _Block(QWidget):
    """One section: its head, and `inner` for what stands in it. `pressed(kind)` on a click at its head."""

    pressed = Signal(str)

    def __init__(self, section: HeldSection, title: str, time: str, *, is_current: bool) -> None:
        super().__init__()
        self.kind, self.is_current = section.kind, is_current
        self.title_label = PlainLabel(title, "strong")
        self.time_label = PlainLabel(time, "body", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_XS)
        head = QHBoxLayout()
        head.addWidget(self.title_label)
        head.addWidget(PlainLabel(typed(section.counted), "body", "muted", elide=True), 1)
        head.addWidget(self.time_label)
        column.addLayout(head)
        self.inner = QVBoxLayout()
        self.inner.setContentsMargins(SPACE_M, 0, 0, 0)
        self.inner.setSpacing(1)
        column.addLayout(self.inner)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the press, so that its release comes here."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to this section."""
        if event.button() == Qt.MouseButton.LeftButton and event.position().y() <= self.time_label.geometry().bottom():
            self.pressed.emit(str(self.kind))


class AgendaRow(Ringed):
    """One row that the keyboard can be on. Signals: `asked(key, what)`, `stepped(key, by)`, `came(key)`."""

    ring_fill = "hover"
    asked = Signal(str, str)
    stepped = Signal(str, int)
    came = Signal(str)

    def __init__(self, block: _Block, key: str) -> None:
        super().__init__()
        self.block, self.key = block, key
        self.ways: list[tuple[str, str]] = []
        self.across = QHBoxLayout(self)
        self.across.setContentsMargins(SPACE_XS, 2, SPACE_XS, 2)
        self.across.setSpacing(SPACE_S)

    def add_more_button(self) -> None:
        """Add the button that shows what can be done."""
        button = QToolButton()
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setFixedHeight(metrics("body").height() + 2)
        button.setIcon(icon("down", theme().muted))
        button.setToolTip(tr("What to do about it"))
        button.setAccessibleName(tr("What to do about it: {say}").format(say=self.accessibleName()))
        button.clicked.connect(self._show_menu_at_button)
        self.across.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def _show_menu_at_button(self) -> None:
        self.show_menu(self.mapToGlobal(QPoint(self.width() // 2, self.height())))

    def make_menu(self) -> QMenu:
        """Return a menu of what can be done, each with the letter that does it."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        letters = {str(outcome): chr(key) for key, outcome in LETTERS.items()}
        for what, said in self.ways:
            action = menu.addAction(said.replace("&", "&&"))
            action.setData(what)
            if what in letters:
                action.setText(f"{action.text()}\t{letters[what]}")
        menu.triggered.connect(self._choose)
        return menu

    def show_menu(self, at: QPoint) -> None:
        """Show what can be done."""
        if self.ways:
            self.make_menu().popup(at)

    def _choose(self, action: QAction) -> None:
        self.asked.emit(self.key, action.data())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up, Down, Home, End to another row; Enter and letters do something; the rest is for the meeting."""
        key = Qt.Key(event.key())
        keys = {what for what, _said in self.ways}
        steps: Mapping[Qt.Key, int] = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Home: -2,
            Qt.Key.Key_End: 2,
        }
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if plain and key in steps:
            self.stepped.emit(self.key, steps[key])
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.ways:
            self.asked.emit(self.key, self.ways[0][0])
        elif plain and key in LETTERS and str(LETTERS[key]) in keys:
            self.asked.emit(self.key, str(LETTERS[key]))
        elif plain and key is Qt.Key.Key_S and TICK in keys:
            self.asked.emit(self.key, TICK)
        else:
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show what can be done, by the right button or the key for it."""
        self.setFocus()
        self.show_menu(event.globalPos())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Bring the keyboard here."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Not for the section beneath."""
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Do what Enter does."""
        if event.button() == Qt.MouseButton.LeftButton and self.ways:
            self.asked.emit(self.key, self.ways[0][0])

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard has come."""
        super().focusInEvent(event)
        self.came.emit(self.key)


class _ItemRow(AgendaRow):
    """An item of the agenda with what became of it."""

    def __init__(self, block: _Block, held: HeldItem, *, done: bool, editable: bool) -> None:
        super().__init__(block, held.id)
        self.held = held
        is_action = held.item.kind is ItemKind.ACTION
        over = done if is_action else held.outcome is not None
        self.ways = item_ways(held, done=done) if editable else []
        became = tr("done") if is_action and done else minutes_words.outcome_words(held.outcome)
        say = minutes_words.held_say(held)
        self.box = QCheckBox() if held.item.kind in TICKED else None
        self.setAccessibleName(f"{say} · {became}" if became else say)
        if self.box is not None:
            self.box.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.box.setChecked(done if is_action else held.outcome is Outcome.SETTLED)
            self.box.setEnabled(editable)
            self.box.setAccessibleName(self.accessibleName())
            self.box.clicked.connect(self._tick)
            self.across.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        self.across.addWidget(PlainLabel(say, "body", "muted" if over else "ink", wrap=True), 1)
        if became and not (is_action and held.item.done):
            self.across.addWidget(PlainLabel(became, "small", "muted"), 0, Qt.AlignmentFlag.AlignTop)
        if self.ways:
            self.add_more_button()

    def _tick(self, ticked: bool) -> None:
        if self.held.item.kind is ItemKind.ACTION:
            self.asked.emit(self.key, TICK)
        else:
            self.asked.emit(self.key, str(Outcome.SETTLED) if ticked else REOPEN)


class _LineRow(AgendaRow):
    """A line that was written down in this meeting; Enter changes it."""

    def __init__(self, block: _Block, entry: Entry, business: Business, *, editable: bool) -> None:
        super().__init__(block, entry.id)
        say = f"{minutes_words.kind_words(entry.kind)}: {minutes_words.entry_say(entry, business)}"
        self.setAccessibleName(say)
        self.ways = [(EDIT, tr("Change it…"))] if editable else []
        lead = PlainLabel(minutes_words.kind_words(entry.kind), "small-strong", "accent")
        self.across.addWidget(lead, 0, Qt.AlignmentFlag.AlignTop)
        self.across.addWidget(PlainLabel(minutes_words.entry_say(entry, business), wrap=True), 1)
        self.setToolTip(tooltip(tr("Enter or a double click changes it.")) if editable else "")
