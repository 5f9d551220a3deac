"""Deciding a question: what, in which words, how far it goes, and who tells the client by when (section 7)."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from desktop.actions.escalation import decide, lack_words
from desktop.dialogs.editor import Editor
from desktop.dialogs.question_words import QuestionWords
from desktop.dialogs.words_edit import words_edit
from desktop.session import Session
from desktop.wording import figures
from desktop.wording.questions import kind_words, step_name
from desktop.wording.typed import typed
from framework.asking import Conditions
from framework.deal import Deal
from framework.people import Function, Person, holders
from framework.questions import DecisionKind, Question, lacks
from resources.words import tr
from storage.questions import read_question
from storage.trouble import Conflict
from widgets.card import Muted, PlainLabel
from widgets.choice_box import ChoiceBox
from widgets.choice_list import Choice, ChoiceList
from widgets.date_edit import DateEdit
from widgets.form_grid import FormGrid
from widgets.value_edits import DecimalEdit, MoneyEdit

WIDTH = 600
ONCE, PRECEDENT = "once", "precedent"


class DecideQuestion(Editor):
    """Takes the decision of `person`. What is still lacking is said at once, with a way to write it down."""

    def __init__(
        self, session: Session, question: Question, person: Person, deal: Deal | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Decide"), parent, save=tr("Decide"))
        self._session, self._question, self._person, self._deal = session, question, person, deal
        self._seen = None if deal is None else deal.version
        self.lack_label = PlainLabel("", "body", "ASK", wrap=True)
        self.lack_button = QPushButton(tr("Write it down…"))
        self.lack_button.setAutoDefault(False)
        self.kind_choice = ChoiceList([Choice(each.value, kind_words(each)) for each in DecisionKind])
        self.date_edit = DateEdit(self._today)
        self.value_edit = MoneyEdit(figures.currency_sign(session.business.currency), places=session.digits)
        self.quantity_edit = DecimalEdit(highest=10_000_000)
        self.phases_edit = QLineEdit()
        self.phases_edit.setMaxLength(500)
        self.phases_edit.setPlaceholderText(tr("What comes first and when, what comes after"))
        self.say_edit = words_edit()
        self.reach_choice = ChoiceList(
            [
                Choice(ONCE, tr("For this case alone")),
                Choice(PRECEDENT, tr("For like cases too"), tr("It is shown beside every question that is like it.")),
            ]
        )
        self.teller_box = ChoiceBox()
        self.tell_by_edit = DateEdit(self._today)
        self.kind_form, self.conditions_form = FormGrid(), FormGrid(2)
        self.words_form, self.telling_form = FormGrid(), FormGrid(2)
        self._lay_out()
        self.kind_choice.set_value(DecisionKind.ACCEPT.value)
        self.reach_choice.set_value(ONCE)
        self._show_lacks()
        self._show_kind()
        self.kind_choice.chosen.connect(self._show_kind)
        self.lack_button.clicked.connect(self._write_down)
        self.teller_box.activated.connect(self._show_kind)
        (self.kind_choice if self.lack_button.isHidden() else self.lack_button).setFocus()

    def _today(self) -> date:
        return self._session.today

    def _lay_out(self) -> None:
        question, business = self._question, self._session.business
        self.column.addWidget(PlainLabel(question.subject, "strong", wrap=True))
        where = step_name(question.here.step_id, business.agreement.ladder)
        said = tr("{who} decides on {step}.")
        self.column.addWidget(Muted(said.format(who=typed(self._person.name), step=where)))
        self.column.addWidget(self.lack_label)
        self.column.addWidget(self.lack_button, 0, Qt.AlignmentFlag.AlignLeading)
        self.kind_form.add_field(tr("What is decided?"), self.kind_choice)
        if self._deal is not None:
            self.conditions_form.add_field(tr("Not before"), self.date_edit)
            self.conditions_form.add_field(tr("At least this price"), self.value_edit)
            if self._deal.quantity > 1:
                self.conditions_form.add_field(tr("Not more than"), self.quantity_edit)
        self.conditions_form.add_field(tr("In parts"), self.phases_edit, wide=True)
        self.words_form.add_field(tr("In words that both sides and the client can read"), self.say_edit)
        self.words_form.add_field(tr("How far does it go?"), self.reach_choice)
        people = [(person.id, person.name) for person in business.people]
        self.teller_box.set_choices([("", tr("Nobody has to")), *people], self._first_teller())
        self.telling_form.add_field(tr("Who tells the client?"), self.teller_box)
        self.telling_form.add_field(tr("By when?"), self.tell_by_edit)
        if self._deal is not None:
            self.tell_by_edit.set_value(business.calendar.add_working_days(self._session.today, 1))
        for form in (self.kind_form, self.conditions_form, self.words_form, self.telling_form):
            self.column.addWidget(form)

    def _first_teller(self) -> str:
        if self._deal is None:
            return ""
        sells = holders(self._session.business.people, Function.SALES)
        raised = next((person.id for person in sells if person.id == self._question.raised_by), "")
        return raised or (sells[0].id if sells else "")

    def kind(self) -> DecisionKind:
        """Return what is chosen."""
        return DecisionKind(self.kind_choice.value())

    def _show_lacks(self) -> None:
        missing = lacks(self._question, self._session.business.people)
        self.lack_label.setText("\n".join(lack_words(lack) for lack in missing))
        self.lack_label.setVisible(bool(missing))
        self.lack_button.setVisible(bool(missing))
        self.save_button.setEnabled(not missing)

    def _show_kind(self) -> None:
        self.conditions_form.setVisible(self.kind() in (DecisionKind.CONDITIONS, DecisionKind.PHASED))
        self.tell_by_edit.setEnabled(bool(self.teller_box.currentData()))
        self.forms = [
            form for form in (self.conditions_form, self.words_form, self.telling_form) if not form.isHidden()
        ]
        self.fit(WIDTH)

    def _write_down(self) -> None:
        words = QuestionWords(self._session, self._question, self)
        words.saved.connect(self._take_words)
        words.open()

    def _take_words(self) -> None:
        now = read_question(self._session.book, self._question.id, digits=self._session.digits)
        if now is not None:
            self._question = now
        self._show_lacks()
        self.fit(WIDTH)
        self.say_edit.setFocus()

    def save(self) -> str:
        """Keep the decision on the deal as it is shown here."""
        session, teller = self._session, self.teller_box.currentData() or ""
        conditions = Conditions(
            self.date_edit.value(),
            self.value_edit.value(),
            self.quantity_edit.value(),
            " ".join(self.phases_edit.text().split()),
        )
        try:
            decide(
                book=session.book,
                who=self._person,
                desk=session.desk,
                question=self._question,
                kind=self.kind(),
                say=self.say_edit.toPlainText(),
                precedent=self.reach_choice.value() == PRECEDENT,
                conditions=conditions,
                teller=teller,
                tell_by=self.tell_by_edit.value() if teller else None,
                seen=self._seen,
            )
        except Conflict as conflict:
            # The next try rests on what is there now, which the sentence tells.
            self._look_again(conflict)
            raise
        return tr("Decided: {subject}").format(subject=typed(self._question.subject))

    def _look_again(self, conflict: Conflict) -> None:
        from storage.intake import read_deal

        now = read_question(self._session.book, self._question.id, digits=self._session.digits)
        if now is not None:
            self._question = now
            self._show_lacks()
        if self._deal is not None:
            deal = read_deal(self._session.book, self._deal.id, digits=self._session.digits)
            self._seen = self._seen if deal is None else deal.version
