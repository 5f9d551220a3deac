"""One question of the ladder: what both sides say, how it climbed, what was decided, and what can be done now."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.actions.desk import Judged
from desktop.rooms.question_actions import DEAL, RARE, question_actions
from desktop.session import Session
from desktop.wording.asking import standing_words
from desktop.wording.intake import summary_line
from desktop.wording.questions import (
    cause_words,
    climb_lines,
    decision_lines,
    decision_words,
    due_sentence,
    head_line,
    name_of,
    option_words,
    side_words,
)
from framework.deal import Deal
from framework.people import Function
from framework.questions import Question, owner_sides
from resources.words import tr
from widgets.action_buttons import ActionButtons
from widgets.card import Card, Heading, LeadLabel, Muted, PlainLabel
from widgets.empty_state import EmptyState
from widgets.tokens import SPACE_M, SPACE_S, SPACE_XS

RAISE, PRINT = "raise", "print"


class QuestionPanel(Card):
    """Shows one question, or a deal that waits in Intake. It changes nothing itself: `asked(key)` tells what for.

    What others have to say about a question, such as precedents, is put beneath with `add_section`; `shown(Question)`
    tells which question that is, or None.
    """

    asked = Signal(str)
    shown = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("plain", parent)
        self._session = session
        self.question: Question | None = None
        self.deal: Deal | None = None
        self._first = ""
        self._inside = QWidget()
        self._lines = QVBoxLayout()
        self._sections = QVBoxLayout()
        self.area = QScrollArea()
        self.buttons = ActionButtons()
        self.more_button = QPushButton(tr("More ▾"))
        self.more_button.setAccessibleName(tr("More"))
        self.more_menu = QMenu(self)
        self.more_button.setMenu(self.more_menu)
        self.hint_label = Muted("", "small")
        self.empty = EmptyState()
        self._lay_out()
        self.buttons.action_requested.connect(self.asked)
        self.more_menu.triggered.connect(self._ask_more)
        self.empty.action_requested.connect(self.asked)

    def _lay_out(self) -> None:
        for layout in (self._lines, self._sections):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(SPACE_XS)
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, SPACE_S, 0)
        column.setSpacing(SPACE_M)
        column.addLayout(self._lines)
        column.addLayout(self._sections)
        column.addStretch(1)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.viewport().setAutoFillBackground(False)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName(tr("The question"))
        self.area.setWidget(self._inside)
        # Not before: the area has just told it to.
        self._inside.setAutoFillBackground(False)
        self.column.addWidget(self.area, 1)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_S)
        foot.addWidget(self.buttons, 1)
        foot.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignBottom)
        self.column.addLayout(foot)
        self.column.addWidget(self.hint_label)
        self.column.addWidget(self.empty, 1)
        self.show_nothing("", "")

    def add_section(self, widget: QWidget) -> None:
        """Put `widget` under every question."""
        self._sections.addWidget(widget)

    # Showing

    def show_nothing(self, title: str, text: str, *, offers: bool = False) -> None:
        """Show no question: say why, and offer to raise one."""
        self.question, self.deal = None, None
        self.empty.set_content(title, text, [(RAISE, tr("Raise a question…"), True)] if offers else [])
        self._show_parts(empty=True)
        self.shown.emit(None)

    def show_question(self, question: Question, deal: Deal | None) -> None:
        """Show a question with the deal it is about, if it is about one."""
        is_other = self.question is None or self.question.id != question.id
        self.question, self.deal = question, deal
        self._clear()
        business, clock = self._session.business, self._session.desk.clock()
        self._add(Heading(question.subject))
        self._add(Muted(head_line(question, deal, business, clock.zone), "small"))
        if question.is_open:
            self._add_due(question)
        self._add_decision(question)
        self._add_sides(question)
        if question.options:
            self._add_head(tr("What could be done"))
            for option in question.options:
                self._add(PlainLabel("– " + option_words(option, business), wrap=True))
        self._add_head(tr("Does this decision serve the client well?"))
        self._add_said(question.client_view, tr("Nobody has answered this yet."))
        if question.cause is not None:
            self._add_head(tr("Why the two see it differently"))
            self._add(LeadLabel(*cause_words(question.cause)))
        self._add_head(tr("How it came here"))
        for when, words in climb_lines(question, business, clock.zone):
            self._add(Muted(f"{when}: {words}", "small"))
        actions = question_actions(question, deal, self._session)
        actions.append((PRINT, tr("Print"), False))
        self._show_actions(actions)
        moves = any(key == "move_up" for key, _text, _main in actions)
        self.hint_label.setText(tr("Moving up asks what you tried on this step.") if moves else "")
        self._show_parts(empty=False)
        if is_other:
            self.area.verticalScrollBar().setValue(0)
        self.shown.emit(question)

    def show_waiting(self, judged: Judged) -> None:
        """Show a deal that was asked about in Intake and waits for the answer."""
        self.question, self.deal = None, judged.deal
        self._clear()
        business, clock = self._session.business, self._session.desk.clock()
        self._add(Heading(judged.deal.client))
        self._add(Muted(summary_line(judged.deal, business), "small"))
        for words in standing_words(judged, business, clock):
            self._add(PlainLabel(words, wrap=True))
        self._add(Muted(tr("It is answered in Intake, and is no question of the ladder yet.")))
        self._show_actions([(DEAL, tr("Show in Intake"), True)])
        self.hint_label.setText("")
        self._show_parts(empty=False)
        self.shown.emit(None)

    def focus_first(self) -> None:
        """Give the keyboard to the first thing that can be done."""
        if self.buttons.isVisible() and self._first:
            # One that was made just now is shown a moment later, and could not take the keyboard yet.
            self.buttons.button(self._first).show()
            self.buttons.focus_first()

    # The parts

    def _show_actions(self, actions: list[tuple[str, str, bool]]) -> None:
        """Show what is done every day as buttons, and the rest under More."""
        rare = [action for action in actions if action[0] in RARE and not action[2]]
        often = [action for action in actions if action not in rare]
        self._first = often[0][0] if often else ""
        self.buttons.set_actions(often)
        self.more_menu.clear()
        for key, text, _main in rare:
            self.more_menu.addAction(text).setData(key)
        self.more_button.setVisible(bool(rare))

    def _ask_more(self, action: QAction) -> None:
        self.asked.emit(action.data())

    def _add_due(self, question: Question) -> None:
        business, clock = self._session.business, self._session.desk.clock()
        said = due_sentence(question, business, clock)
        if said:
            from desktop.wording.questions import badge

            late = badge(question.here, business, clock).tone == "OFF"
            self._add(PlainLabel(said, "small-strong", "OFF" if late else "ink", wrap=True))

    def _add_decision(self, question: Question) -> None:
        business, clock = self._session.business, self._session.desk.clock()
        if question.decision is None:
            if question.dropped_at is not None:
                self._add_head(tr("Taken off the ladder without a decision."))
            return
        self._add_head(tr("Decided"))
        self._add(PlainLabel(decision_words(question.decision, business, clock.zone), "strong", wrap=True))
        self._add_said(question.decision.say, "")
        for line in decision_lines(question, business, clock):
            self._add(Muted(line, "small"))

    def _add_sides(self, question: Question) -> None:
        business = self._session.business
        own = owner_sides(business.people)
        said = {
            Function.SALES: (question.sales_say, question.sales_by),
            Function.OPERATIONS: (question.operations_say, question.operations_by),
        }
        for side in sorted(Function, key=lambda each: each in own):
            words, by = said[side]
            name = side_words(side)
            if words and by:
                name = tr("{side} · {who}").format(side=name, who=name_of(by, business))
            if side in own and len(own) == 1:
                name = tr("{side} (the owner’s own side)").format(side=name)
            self._add_head(name, str(side))
            self._add_said(words, tr("Has not spoken yet."))

    def _add_said(self, words: str, missing: str) -> None:
        if words:
            self._add(PlainLabel(words, wrap=True))
        elif missing:
            self._add(Muted(missing))

    def _add_head(self, text: str, colour: str = "muted") -> None:
        label = PlainLabel(text, "small-strong", colour, wrap=True)
        label.setContentsMargins(0, SPACE_S, 0, 0)
        self._add(label)

    def _add(self, widget: QWidget) -> None:
        self._lines.addWidget(widget)

    def _clear(self) -> None:
        while self._lines.count():
            item = self._lines.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _show_parts(self, *, empty: bool) -> None:
        self.empty.setVisible(empty)
        self.area.setVisible(not empty)
        self.hint_label.setVisible(not empty and bool(self.hint_label.text()))
        if empty:
            self.buttons.hide()
            self.more_button.hide()
