"""Marking the draft apart: one side goes through it line by line, and hands over; nobody sees the other's marks."""

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop.actions.agreement_setup import Marking, keep_the_rest, mark_line, skip_marking
from desktop.session import Session
from desktop.wording import agreement as words
from desktop.wording import figures
from desktop.wording.bands import band_words
from desktop.wording.rule_limits import limits_of
from desktop.wording.typed import typed
from desktop.wording.verdict import zone_words
from framework.agreement import Rule
from framework.agreement_setup import LineMark, Mark, side_to_mark
from framework.agreement_versions import Version
from framework.people import Function, Person, holders
from resources.words import tr
from storage.trouble import Trouble
from widgets.action_buttons import ActionButtons
from widgets.card import Card, Heading, Muted, PlainLabel
from widgets.mark_row import MarkRow
from widgets.progress_line import ProgressLine
from widgets.tab_order import follow
from widgets.tokens import SPACE_S

if TYPE_CHECKING:
    from desktop.rooms.agreement_setup import SetUpPage

KEEP_REST, HAND_OVER, TOGETHER = "keep_rest", "hand_over", "together"


class MarkPart(QWidget):
    """The lines of the draft for the side of whoever is acting. `told(text, can_undo)`, `troubled(Trouble)`."""

    told = Signal(str, bool)
    troubled = Signal(object)

    def __init__(self, session: Session, page: "SetUpPage") -> None:
        super().__init__()
        self._session, self._page = session, page
        self._version: Version | None = None
        self._marking: Marking | None = None
        self._side: Function | None = None
        self.head = Card()
        self.heading = Heading()
        self.text = Muted("")
        self.progress_label = PlainLabel("", "small", "muted")
        self.progress = ProgressLine()
        self.buttons = ActionButtons()
        for widget in (self.heading, self.text, self.progress_label, self.progress, self.buttons):
            self.head.column.addWidget(widget)
        self.rows: dict[str, MarkRow] = {}
        self._drawn: tuple[tuple[Rule, ...], Function | None] = ((), None)
        self._holder = QWidget()
        self._lines = QVBoxLayout(self._holder)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(SPACE_S)
        self.foot = ActionButtons()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(self.head)
        column.addWidget(self._holder)
        column.addWidget(self.foot)
        for buttons in (self.buttons, self.foot):
            buttons.action_requested.connect(self._do)

    def show_marking(self, version: Version, marking: Marking) -> None:
        """Show the draft to the side of whoever is acting; the other side's marks stay out of sight."""
        self._version, self._marking = version, marking
        people, person = self._session.business.people, self._session.person
        self._side = side_to_mark(person, people) if person is not None else None
        done = self._done(self._side)
        through = self._side is not None and self._side not in marking.state.waiting_for
        self._show_head(person, done, through)
        self._show_rows(through)

    def _done(self, side: Function | None) -> int:
        if self._version is None or self._marking is None or side is None:
            return 0
        return sum((rule.id, side) in self._marking.marks for rule in self._version.agreement.rules)

    def _show_head(self, person: Person | None, done: int, through: bool) -> None:
        assert self._version is not None
        rules = len(self._version.agreement.rules)
        other = self._next_person()
        actions: list[tuple[str, str, bool]] = []
        if person is None or self._side is None:
            self.heading.setText(tr("Sales and Operations mark the draft"))
            self.text.setText(tr("Choose who is acting, at the bottom left: somebody who sells, or who delivers."))
        elif through:
            self.heading.setText(tr("{side} is through").format(side=words.function_words(self._side)))
            self.text.setText(
                tr(
                    "What was marked stays out of sight until the other side is through as well. "
                    "Hand over the keyboard."
                )
            )
            if other is not None:
                actions.append((HAND_OVER, tr("{name} goes on").format(name=other.name), True))
        else:
            name, side = typed(person.name), words.function_words(self._side)
            self.heading.setText(tr("{name} marks the draft for {side}").format(name=name, side=side))
            self.text.setText(
                tr(
                    "Line by line: keep it, change it, or strike it. Mark as you think; the other side does the same "
                    "and sees your marks only when both are through. Then you talk about what differs, "
                    "and nothing else. On the keyboard, K keeps, C changes and S strikes."
                )
            )
            actions.append((KEEP_REST, tr("Keep all the rest"), False))
        if self._page.can_write():
            actions.append((TOGETHER, tr("Go through it together instead"), False))
        said = tr("{done} of {all} marked").format(done=figures.number(done), all=figures.number(rules))
        self.progress.set_progress(done, rules, said)
        self.progress_label.setText(said)
        shown = self._side is not None and not through
        self.progress.setVisible(shown)
        self.progress_label.setVisible(shown)
        self.buttons.set_actions(actions if self._page.can_write() else ())
        self.foot.set_actions([each for each in actions if each[0] == KEEP_REST and self._page.can_write()])

    def _next_person(self) -> Person | None:
        """Return who marks for the side that still waits: its lead, if there is one."""
        if self._marking is None:
            return None
        waiting = self._marking.state.waiting_for
        people = self._session.business.people
        found = [p for side in waiting for p in holders(people, side) if side_to_mark(p, people) is side]
        return next(iter(sorted(found, key=lambda p: not p.leads)), None)

    def _show_rows(self, through: bool) -> None:
        assert self._version is not None and self._marking is not None
        rules = self._version.agreement.rules if self._side is not None and not through else ()
        if (rules, self._side) != self._drawn:
            self._make_rows(rules)
        for rule in rules:
            mark = self._marking.marks.get((rule.id, self._side)) if self._side is not None else None
            row = self.rows[rule.id]
            row.setEnabled(self._page.can_write())
            if mark is None:
                row.show_mark(None, rule.promise_limit, rule.stop_limit, rule.say)
            elif mark.mark is Mark.CHANGE:
                row.show_mark(mark.mark.value, mark.promise_limit, mark.stop_limit, mark.say)
            else:
                row.show_mark(mark.mark.value, rule.promise_limit, rule.stop_limit, rule.say)

    def _make_rows(self, rules: tuple[Rule, ...]) -> None:
        for row in self.rows.values():
            self._lines.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._drawn = rules, self._side
        self.rows = {rule.id: self._row(rule) for rule in rules}
        for row in self.rows.values():
            self._lines.addWidget(row)
            row.marked.connect(self._mark)
            row.moved_on.connect(self._go_on)
        self._holder.setVisible(bool(rules))
        follow(self._holder, self.rows.values())

    def _row(self, rule: Rule) -> MarkRow:
        business = self._session.business
        name = words.rule_name(rule, business)
        return MarkRow(rule.id, name, rule_lines(rule, business.currency), rule.why, limits_of(rule, business.currency))

    def focus_first(self) -> None:
        """Give the keyboard to the first line that is not marked yet."""
        first = next((row for row in self.rows.values() if row.mark() is None), None)
        if first is not None:
            first.setFocus()
        else:
            self.buttons.focus_first()

    def _go_on(self, key: str) -> None:
        """Give the keyboard to the line after one that was marked by a key."""
        keys = list(self.rows)
        later = [self.rows[each] for each in keys[keys.index(key) + 1 :]] if key in keys else []
        if later:
            row = later[0]
            row.setFocus(Qt.FocusReason.TabFocusReason)
            for area in row.window().findChildren(QScrollArea):
                if area.isAncestorOf(row):
                    area.ensureWidgetVisible(row)
        elif self.buttons.isVisible():
            self.buttons.focus_first()

    # Doing

    def _mark(self, key: str, mark: str, promise: Decimal | None, stop: Decimal | None, say: str) -> None:
        if self._version is None or self._marking is None or self._side is None:
            return
        rule = next((each for each in self._version.agreement.rules if each.id == key), None)
        if rule is None:
            return
        before = self._marking.marks.get((key, self._side))
        wanted = LineMark(
            key, self._side, Mark(mark), promise, stop, say, before.row_version if before is not None else 0
        )
        row = self.rows[key]
        try:
            mark_line(book=self._session.book, who=self._session.author, version=self._version, rule=rule, mark=wanted)
        except Trouble as trouble:
            row.say(trouble.say)
            return
        row.say("")

    def _do(self, what: str) -> None:
        if self._version is None or self._marking is None:
            return
        book, who = self._session.book, self._session.author
        try:
            if what == KEEP_REST and self._side is not None:
                count = keep_the_rest(
                    book=book, who=who, version=self._version, marks=self._marking.marks, side=self._side
                )
                said = tr("1 line kept as it is.") if count == 1 else tr("{count} lines kept as they are.")
                self.told.emit(said.format(count=figures.number(count)), True)
            elif what == TOGETHER:
                skip_marking(book=book, who=who, version=self._version)
                self.told.emit(tr("You go through the draft together. Change what you like, then both sign."), True)
            elif what == HAND_OVER:
                other = self._next_person()
                if other is not None:
                    self._page.hand_over_requested.emit(other.id)
        except Trouble as trouble:
            self.troubled.emit(trouble)


def rule_lines(rule: Rule, currency: str) -> str:
    """Return what a rule says, zone by zone, in one run of words."""
    if rule.measure is None:
        return tr("When it is true: {zone}").format(zone=zone_words(rule.zone)) if rule.zone is not None else ""
    parts = []
    for zone in words.ZONES:
        band = band_words(rule, zone, currency)
        if band:
            parts.append(tr("{zone}: {band}").format(zone=zone_words(zone), band=band))
    return " · ".join(parts)
