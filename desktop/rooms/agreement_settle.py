"""Settling the draft: what each side wants stands side by side, and both decide line by line."""

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.agreement_setup import Marking, changed, settle_line
from desktop.rooms.agreement_mark import rule_lines
from desktop.session import Session
from desktop.wording import agreement as words
from desktop.wording import figures
from desktop.wording.rule_limits import limits_of
from framework.agreement import Rule
from framework.agreement_setup import LineMark, Mark, agreed_already
from framework.agreement_versions import SIDES, Version
from framework.people import Function
from resources.words import tr
from storage.trouble import Trouble
from widgets.action_buttons import ActionButtons
from widgets.card import Card, Heading, Muted, PlainLabel
from widgets.mark_row import CHANGE, MarkRow
from widgets.tab_order import follow
from widgets.tokens import SPACE_L, SPACE_S

if TYPE_CHECKING:
    from desktop.rooms.agreement_setup import SetUpPage

TAKE, KEEP_DRAFT, OTHER = "take:", "keep", "other"


class SettlePart(QWidget):
    """The lines on which the two differ. `told(text, can_undo)`, `troubled(Trouble)`."""

    told = Signal(str, bool)
    troubled = Signal(object)

    def __init__(self, session: Session, page: "SetUpPage") -> None:
        super().__init__()
        self._session, self._page = session, page
        self._version: Version | None = None
        self._marking: Marking | None = None
        self.head = Card()
        self.heading = Heading(tr("Now together: what differs"))
        self.text = Muted("")
        self.head.column.addWidget(self.heading)
        self.head.column.addWidget(self.text)
        self.cards: dict[str, SettleCard] = {}
        self._lines = QVBoxLayout()
        self._lines.setSpacing(SPACE_S)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(self.head)
        column.addLayout(self._lines)

    def show_marking(self, version: Version, marking: Marking) -> None:
        """Show what is still to settle."""
        self._version, self._marking = version, marking
        open_lines = marking.state.to_settle
        same = len(version.agreement.rules) - len(open_lines)
        said = tr("1 line differs.") if len(open_lines) == 1 else tr("{count} lines differ.")
        kept = tr("{count} need no talk: both keep them, or you have settled them.")
        question = tr("For each one ask: which serves the client well?")
        self.text.setText(
            " ".join(
                (
                    said.format(count=figures.number(len(open_lines))),
                    kept.format(count=figures.number(same)),
                    question,
                )
            )
        )
        if [card.shown for card in self.cards.values()] != [both_marks(rule, marking) for rule in open_lines]:
            self._make_cards(open_lines)

    def _make_cards(self, rules: tuple[Rule, ...]) -> None:
        assert self._marking is not None
        marking = self._marking
        kept = {
            rule.id: self.cards.pop(rule.id)
            for rule in rules
            if rule.id in self.cards and self.cards[rule.id].shown == both_marks(rule, marking)
        }
        for card in self.cards.values():
            self._lines.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = {}
        for rule in rules:
            self.cards[rule.id] = kept.get(rule.id) or self._card(rule, marking)
            self._lines.addWidget(self.cards[rule.id])
        follow(self.head, self.cards.values())

    def _card(self, rule: Rule, marking: Marking) -> "SettleCard":
        card = SettleCard(rule, marking, self._session)
        card.settled.connect(self._settle)
        card.setEnabled(self._page.can_write())
        return card

    def focus_first(self) -> None:
        """Give the keyboard to the first line."""
        first = next(iter(self.cards.values()), None)
        if first is not None:
            first.buttons.focus_first()

    def _settle(self, key: str, mark: LineMark) -> None:
        if self._version is None:
            return
        rule = next((each for each in self._version.agreement.rules if each.id == key), None)
        if rule is None:
            return
        try:
            settle_line(
                book=self._session.book, who=self._session.author, version=self._version, rule=rule, outcome=mark
            )
        except Trouble as trouble:
            self.cards[key].say(trouble.say)
            return
        said = tr("Settled: {rule}").format(rule=words.rule_name(rule, self._session.business))
        self.told.emit(said, True)


class SettleCard(Card):
    """One line with both views beside each other. `settled(rule id, LineMark)` when they have decided."""

    settled = Signal(str, object)

    def __init__(self, rule: Rule, marking: Marking, session: Session) -> None:
        super().__init__("amber")
        self.shown = both_marks(rule, marking)
        self._rule = rule
        self._marks = {side: marking.marks.get((rule.id, side)) for side in SIDES}
        business = session.business
        self.column.addWidget(PlainLabel(words.rule_name(rule, business), "strong", wrap=True))
        lines = rule_lines(rule, business.currency)
        self.column.addWidget(Muted(tr("The draft: {lines}").format(lines=lines), "small"))
        across = QHBoxLayout()
        across.setSpacing(SPACE_L)
        for side, colour in ((Function.SALES, "sales"), (Function.OPERATIONS, "operations")):
            one = QVBoxLayout()
            one.setSpacing(2)
            one.addWidget(PlainLabel(words.function_words(side), "small-strong", colour))
            one.addWidget(PlainLabel(self._wish(side, business.currency), "body", wrap=True))
            one.addStretch(1)
            across.addLayout(one, 1)
        self.column.addLayout(across)
        self.buttons = ActionButtons()
        self.buttons.set_actions(self._actions(marking))
        self.column.addWidget(self.buttons)
        self.other = MarkRow(rule.id, tr("Something between the two"), "", "", limits_of(rule, business.currency))
        self.other.show_mark(CHANGE, rule.promise_limit, rule.stop_limit, rule.say)
        for button in self.other.buttons.values():
            button.hide()
        self.other.hide()
        self.column.addWidget(self.other)
        self._take_other = ActionButtons()
        self._take_other.set_actions(((OTHER, tr("Settle on this"), True),))
        self._take_other.hide()
        self.column.addWidget(self._take_other)
        self.buttons.action_requested.connect(self._do)
        self._take_other.action_requested.connect(self._use_other)

    def _wish(self, side: Function, currency: str) -> str:
        mark = self._marks[side]
        if mark is None or mark.mark is Mark.KEEP:
            return tr("Keep it as it is")
        if mark.mark is Mark.STRIKE:
            return tr("Strike it")
        wanted = changed(self._rule, mark)
        return wanted.say if wanted.measure is None else rule_lines(wanted, currency)

    def _actions(self, marking: Marking) -> list[tuple[str, str, bool]]:
        if agreed_already(self._rule, marking.marks) is not None:
            return [
                (TAKE + Function.SALES.value, tr("Both want the same: take it"), True),
                (KEEP_DRAFT, tr("Keep the draft"), False),
            ]
        actions = []
        for side in SIDES:
            mark = self._marks[side]
            if mark is not None and mark.mark is not Mark.KEEP:
                said = tr("As {side} wants it").format(side=words.function_words(side))
                actions.append((TAKE + side.value, said, False))
        actions.append((KEEP_DRAFT, tr("Keep the draft"), False))
        actions.append((OTHER, tr("Something between…"), False))
        return actions

    def say(self, text: str) -> None:
        """Say what is wrong with what was settled on."""
        self.other.say(text)
        self.other.setVisible(True)
        self._take_other.setVisible(True)

    def _do(self, what: str) -> None:
        if what == OTHER:
            self.other.show()
            self._take_other.show()
            self.other.focus_wanted()
            return
        if what == KEEP_DRAFT:
            self.settled.emit(self._rule.id, LineMark(self._rule.id, Function.SALES, Mark.KEEP))
            return
        mark = self._marks[Function(what.removeprefix(TAKE))]
        if mark is not None:
            self.settled.emit(self._rule.id, mark)

    def _use_other(self, _key: str) -> None:
        for edit in (self.other.promise_edit, self.other.stop_edit):
            edit.finish()
            if edit.error():
                edit.setFocus()
                return
        promise: Decimal | None = self.other.promise_edit.value()
        stop: Decimal | None = self.other.stop_edit.value()
        say = " ".join(self.other.say_edit.text().split())
        self.settled.emit(self._rule.id, LineMark(self._rule.id, Function.SALES, Mark.CHANGE, promise, stop, say))


def both_marks(rule: Rule, marking: Marking) -> tuple[Rule, LineMark | None, LineMark | None]:
    """Return what a card shows: the line, and what Sales and Operations want of it."""
    sales, operations = (marking.marks.get((rule.id, side)) for side in SIDES)
    return rule, sales, operations
