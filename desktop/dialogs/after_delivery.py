"""After delivery: what became of one deal, on one card, by keyboard (framework.md section 3)."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from desktop.actions.outcome import LONGEST, record_outcome
from desktop.dialogs.queued_editor import QueuedEditor
from desktop.session import Session
from desktop.wording import figures
from desktop.wording import outcome as words
from desktop.wording.typed import typed
from framework.deal import Deal
from framework.outcome import HIGHEST_SCORE, LOWEST_SCORE, Said, Shortfall, said_of
from resources.words import tr
from storage.intake import read_deal
from storage.outcome import read_received
from storage.promises import promises_of
from storage.trouble import Conflict
from widgets.answer_row import Answer, AnswerRow
from widgets.card import Heading, LeadLabel, Muted
from widgets.date_edit import DateEdit
from widgets.form_grid import FormGrid
from widgets.rating_row import RatingRow
from widgets.tokens import SPACE_M, SPACE_S
from widgets.value_edits import DecimalEdit, MoneyEdit

YES, NO, UNKNOWN = "yes", "no", "unknown"
WIDTH = 620


def truth(key: str) -> bool | None:
    """Return what a yes or no means; anything else is not known."""
    return {YES: True, NO: False}.get(key)


def key_of(said: bool | None) -> str:
    """Return the yes or no of what is known, "" of what is not."""
    return {True: YES, False: NO, None: ""}[said]


def yes_no(name: str) -> AnswerRow:
    """Return a row that is answered by y or n."""
    return AnswerRow(name, (Answer(YES, tr("Yes"), "y1"), Answer(NO, tr("No"), "n0")))


class AfterDelivery(QueuedEditor):
    """Asks what became of a deal; `queue` are the ids of deals. Enter saves."""

    def __init__(
        self, session: Session, deal: Deal, *, queue: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        title = tr("After delivery: {client}").format(client=typed(deal.client))
        super().__init__(title, queue, parent)
        self._session, self._deal = session, deal
        self._received = read_received(session.book, deal.id)
        self._promises = promises_of(session.book, deal.id)
        money = figures.currency_sign(session.business.currency)
        self.delivered_edit = DateEdit(self._today, past=True)
        self.rework_row = yes_no(tr("Was rework needed?"))
        self.note_edit = QLineEdit()
        self.hours_edit = DecimalEdit(unit=tr("h"))
        self.cost_edit = MoneyEdit(money, places=session.digits)
        self.score_row = RatingRow(tr("The client's score"), LOWEST_SCORE, HIGHEST_SCORE)
        self.comment_edit = QLineEdit()
        self.kind_boxes = {kind: QCheckBox(words.shortfall_words(kind)) for kind in Shortfall}
        self.kind_edits = {kind: QLineEdit() for kind in Shortfall}
        self.late_label = Muted("", "small")
        self.promise_rows = {each.id: _promise_row(each.say) for each in self._promises}
        self.note_form = FormGrid()
        self._lay_out()
        self._show(said_of(deal, self._received))
        self.delivered_edit.value_changed.connect(self._show_late)
        self.rework_row.chosen.connect(self._show_note)
        for box in self.kind_boxes.values():
            box.toggled.connect(self._show_words)
        self.fit(WIDTH)
        self.delivered_edit.setFocus()
        self.delivered_edit.selectAll()

    def _today(self) -> date:
        return self._session.today

    def _lay_out(self) -> None:
        deal, business, today = self._deal, self._session.business, self._session.today
        for edit in (self.note_edit, self.comment_edit, *self.kind_edits.values()):
            edit.setMaxLength(LONGEST)
        self.column.addWidget(Muted(words.deal_line(deal, business)))
        first = FormGrid(2)
        first.add_field(tr("Delivered on"), self.delivered_edit, tr("Such as 20 Nov, or -3 for three days ago"))
        first.add_field(tr("Was rework needed?"), self.rework_row, tr("y yes, n no"))
        self.note_form.add_field(tr("What had to be done again?"), self.note_edit)
        second = FormGrid(2)
        second.add_field(tr("Hours it took"), self.hours_edit, words.planned_hours(deal, business, today))
        second.add_field(tr("What it cost"), self.cost_edit, words.planned_cost(deal, business, today))
        second.add_field(tr("The client's score"), self.score_row, tr("1 not at all happy, 5 very happy"))
        second.add_field(tr("What the client said"), self.comment_edit)
        self.forms = [first, self.note_form, second]
        for form in self.forms:
            self.column.addWidget(form)
        self.column.addWidget(Heading(tr("Was it received otherwise than promised?")))
        self.column.addWidget(self.late_label)
        self.column.addLayout(self._shortfalls())
        if self._promises:
            self.column.addWidget(Heading(tr("What the client was told")))
            self.column.addWidget(Muted(tr("k kept, n not kept"), "small"))
            self.column.addLayout(self._promise_lines())
        self.column.addStretch(1)

    def _shortfalls(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_M)
        grid.setVerticalSpacing(SPACE_S)
        grid.setColumnStretch(1, 1)
        for line, kind in enumerate(Shortfall):
            edit = self.kind_edits[kind]
            edit.setAccessibleName(tr("In what way: {kind}").format(kind=words.shortfall_words(kind)))
            edit.setPlaceholderText(tr("In what way?"))
            grid.addWidget(self.kind_boxes[kind], line, 0)
            grid.addWidget(edit, line, 1)
        return grid

    def _promise_lines(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_M)
        grid.setVerticalSpacing(SPACE_S)
        grid.setColumnStretch(0, 1)
        for line, promise in enumerate(self._promises):
            grid.addWidget(LeadLabel("", typed(promise.say)), line, 0)
            grid.addWidget(self.promise_rows[promise.id], line, 1)
        return grid

    # Showing

    def _show(self, said: Said) -> None:
        self.delivered_edit.set_value(said.delivered_on)
        self.rework_row.set_value(key_of(said.rework))
        self.note_edit.setText(said.rework_note)
        self.hours_edit.set_value(said.actual_hours)
        self.cost_edit.set_value(said.actual_cost)
        self.score_row.set_value(said.client_score)
        self.comment_edit.setText(said.client_comment)
        for kind, say in said.shortfalls:
            self.kind_boxes[kind].setChecked(True)
            self.kind_edits[kind].setText(say)
        for promise in self._promises:
            self.promise_rows[promise.id].set_value(key_of(promise.kept))
        self._show_late()
        self._show_words()
        self.note_form.setVisible(said.rework is True)

    def _show_late(self, _day: object = None) -> None:
        """Say what the dates say; the person says whether it was late for the client."""
        said = words.late_words(self._deal, self.delivered_edit.value())
        self.late_label.setText(said)
        self.late_label.setVisible(bool(said))

    def _show_note(self, key: str) -> None:
        self.note_form.setVisible(key == YES)
        self.fit(WIDTH)

    def _show_words(self) -> None:
        for kind, box in self.kind_boxes.items():
            self.kind_edits[kind].setEnabled(box.isChecked())

    # Saving

    def said(self) -> Said:
        """Return what the fields say."""
        rework = truth(self.rework_row.value())
        return Said(
            self.delivered_edit.value(),
            rework,
            self.note_edit.text() if rework else "",
            self.hours_edit.value(),
            self.cost_edit.value(),
            self.score_row.value(),
            self.comment_edit.text(),
            tuple((kind, self.kind_edits[kind].text()) for kind, box in self.kind_boxes.items() if box.isChecked()),
        )

    def save(self) -> str:
        """Keep what the fields say."""
        session = self._session
        kept = [
            (promise, truth(self.promise_rows[promise.id].value()))
            for promise in self._promises
            if truth(self.promise_rows[promise.id].value()) is not promise.kept
        ]
        try:
            record_outcome(
                book=session.book,
                who=session.author,
                today=session.today,
                digits=session.digits,
                deal=self._deal,
                received=self._received,
                said=self.said(),
                kept=kept,
            )
        except Conflict:
            self._take_what_is_there()
            raise
        client = typed(self._deal.client)
        if self._deal.is_sold and self.delivered_edit.value() is not None:
            return tr("{client} is delivered.").format(client=client)
        return tr("{client}: how it went is written down.").format(client=client)

    def _take_what_is_there(self) -> None:
        """Let the next try rest on the deal as it is by now, of which the sentence tells."""
        book = self._session.book
        self._deal = read_deal(book, self._deal.id, digits=self._session.digits) or self._deal
        self._received = read_received(book, self._deal.id)
        there = {each.id: each for each in promises_of(book, self._deal.id)}
        self._promises = tuple(there[each.id] for each in self._promises if each.id in there)


def _promise_row(say: str) -> AnswerRow:
    return AnswerRow(say, (Answer(YES, tr("Kept"), "ky"), Answer(NO, tr("Not kept"), "n")))
