"""Seen three times, make it a rule: what like decisions propose, tried on the past year, and drafted with a click."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.actions.rule_drafts import draft_rule, read_drafts, try_draft
from desktop.in_parts import InParts
from desktop.session import Session
from desktop.wording import figures
from desktop.wording.precedents import case_name, decision_words
from desktop.wording.rule_drafts import back_test_words, draft_name, draft_reason, draft_words
from framework.agreement_record import BackTest
from framework.rule_drafts import RuleDraft
from resources.words import tr
from storage.trouble import Trouble
from widgets.action_buttons import ActionButtons
from widgets.card import Card, Heading, Muted, PlainLabel
from widgets.rows_card import Cell, Row

DRAFT, CASES, NEXT = "draft", "cases", "next"


class RuleDraftCard(Card):
    """Hidden while nothing is proposed; one proposal at a time, the best supported first.

    Signals: `drafted(text)` when one stands in the proposal in Agreement, `trouble_met(Trouble)`,
    `question_requested(id)` when a decision it rests on is to be seen.
    """

    drafted = Signal(str)
    trouble_met = Signal(object)
    question_requested = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session = session
        self._at = 0
        self.drafts: tuple[RuleDraft, ...] = ()
        self.work = InParts(self)
        self.name_label = PlainLabel("", "strong", wrap=True)
        self.say_label = PlainLabel("", wrap=True)
        self.test_label = Muted("", "small")
        self.buttons = ActionButtons()
        self.column.addWidget(Heading(tr("Seen three times: make it a rule?")))
        for widget in (self.name_label, self.say_label, self.test_label, self.buttons):
            self.column.addWidget(widget)
        self.hide()
        self.column.addStretch(1)
        self.buttons.action_requested.connect(self._do)
        self.work.done.connect(self._show_test)

    @property
    def draft(self) -> RuleDraft | None:
        """What is shown."""
        return self.drafts[self._at] if self.drafts else None

    def refresh(self) -> None:
        """Show what decisions propose as they are now."""
        before = self.draft
        self.drafts = read_drafts(self._session.book, self._session.desk)
        # What somebody is reading stays, while it still holds.
        self._at = next((at for at, each in enumerate(self.drafts) if before and each.changed == before.changed), 0)
        self._show()

    def _show(self) -> None:
        draft, session = self.draft, self._session
        self.setVisible(draft is not None)
        if draft is None:
            self.work.stop()
            return
        self.name_label.setText(draft_name(draft, session.business))
        self.say_label.setText(draft_words(draft, session.business))
        self.test_label.setText(tr("Trying it on the past 12 months…"))
        actions = [(DRAFT, tr("Draft the rule"), True), (CASES, tr("See the decisions"), False)]
        if len(self.drafts) > 1:
            place = tr("Next ({number} of {all})")
            place = place.format(number=figures.number(self._at + 1), all=figures.number(len(self.drafts)))
            actions.append((NEXT, place, False))
        if session.book.read_only_because:
            actions = actions[1:]
        self.buttons.set_actions(actions)
        self.work.start(try_draft(session.book, session.business, draft, session.today))

    def _show_test(self, test: BackTest) -> None:
        self.test_label.setText(back_test_words(test))

    def _do(self, key: str) -> None:
        if self.draft is None:
            return
        if key == NEXT:
            self._at = (self._at + 1) % len(self.drafts)
            self._show()
        elif key == CASES:
            self._show_cases(self.draft)
        else:
            self._write(self.draft)

    def _write(self, draft: RuleDraft) -> None:
        session = self._session
        why = draft_reason(draft, session.business, session.desk.zone)
        try:
            joins = draft_rule(book=session.book, who=session.author, desk=session.desk, draft=draft, why=why)
        except Trouble as trouble:
            self.trouble_met.emit(trouble)
            return
        say = tr("Drafted as a proposal: {rule}. Look at it, and propose it there.")
        if joins:
            say = tr("Added to the proposal that is open: {rule}. Both sides sign it anew.")
        self.drafted.emit(say.format(rule=draft_name(draft, session.business)))

    def _show_cases(self, draft: RuleDraft) -> None:
        from desktop.dialogs.deal_rows import DealRows

        rows = []
        for case in draft.cases:
            decision = case.question.decision
            assert decision is not None
            day = figures.day_year(decision.at.astimezone(self._session.desk.zone).date())
            cells = (Cell(case_name(case), "strong"), Cell(day), Cell(decision_words(decision.kind)))
            rows.append(Row(case.question.id, cells))
        why = tr("These decisions speak for the change.")
        title = draft_name(draft, self._session.business)
        page = DealRows(title, why, rows, len(rows), columns=(2, 1.2, 1.2), parent=self.window())
        page.row_chosen.connect(self.question_requested)
        page.open()
