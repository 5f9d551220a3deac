"""What is said about a question: both sides' words, the client's view, why the two differ, and options (section 7)."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from desktop.actions.escalation import MOST_OPTIONS, save_words
from desktop.dialogs.editor import Editor
from desktop.dialogs.words_edit import words_edit
from desktop.session import Session
from desktop.wording import figures
from desktop.wording.meantime import told
from desktop.wording.questions import cause_words, side_words
from desktop.wording.typed import typed
from framework.people import Function
from framework.questions import Cause, Option, Question, owner_sides
from resources.words import tr
from storage.trouble import Conflict, Trouble
from widgets.card import Muted, PlainLabel
from widgets.choice_box import ChoiceBox
from widgets.form_grid import FormGrid
from widgets.value_edits import MoneyEdit

WIDTH = 600
FEWEST = 2


class QuestionWords(Editor):
    """Takes what was said in turn. Where the owner is one of the two sides, the other side's words come first."""

    def __init__(self, session: Session, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(tr("What is said about it"), parent)
        self._session, self._question = session, question
        self.sales_edit = words_edit(question.sales_say)
        self.operations_edit = words_edit(question.operations_say)
        self.client_edit = words_edit(question.client_view, 2)
        self.cause_box = ChoiceBox()
        self.options_form = FormGrid(2)
        self.option_edits: list[tuple[QLineEdit, MoneyEdit]] = []
        self.add_button = QPushButton(tr("Add an option"))
        self.add_button.setAutoDefault(False)
        self.words_form = FormGrid()
        self._lay_out()
        self.add_button.clicked.connect(self._add_and_go)
        self.forms = [self.words_form, self.options_form]
        self.fit(WIDTH)
        own = {Function.SALES: self.sales_edit, Function.OPERATIONS: self.operations_edit}
        person = session.person
        # Where the owner is one of the two, the other side's words are written down first, whoever types.
        both = bool(owner_sides(session.business.people))
        sides = [] if person is None else [side for side in self._sides() if both or side in person.functions]
        empty = next((side for side in sides if not own[side].toPlainText()), None)
        (own[empty] if empty is not None else self.client_edit).setFocus()

    def _sides(self) -> list[Function]:
        return sorted(Function, key=lambda side: side in owner_sides(self._session.business.people))

    def _lay_out(self) -> None:
        question, business = self._question, self._session.business
        self.column.addWidget(PlainLabel(question.subject, "strong", wrap=True))
        if owner_sides(business.people):
            self.column.addWidget(Muted(tr("The owner is one of the two sides here: the other side speaks first.")))
        edits = {Function.SALES: self.sales_edit, Function.OPERATIONS: self.operations_edit}
        for side in self._sides():
            self.words_form.add_field(tr("What {side} says").format(side=side_words(side)), edits[side])
        self.words_form.add_field(tr("Does this decision serve the client well?"), self.client_edit)
        choices = [(each, cause_words(each)[0]) for each in Cause]
        unsaid = [] if question.cause is not None else [(None, tr("Not said yet"))]
        self.cause_box.set_choices([*unsaid, *choices], question.cause)
        self.words_form.add_field(tr("Why do the two see it differently?"), self.cause_box)
        for option in question.options:
            self._add_option(option)
        while len(self.option_edits) < FEWEST:
            self._add_option()
        self.column.addWidget(self.words_form)
        self.column.addWidget(PlainLabel(tr("What could be done"), "strong"))
        self.column.addWidget(self.options_form)
        self.column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeading)

    def _add_option(self, option: Option = Option("")) -> None:
        say, cost = (
            QLineEdit(option.say),
            MoneyEdit(figures.currency_sign(self._session.business.currency), places=self._session.digits),
        )
        say.setMaxLength(1000)
        cost.set_value(option.cost)
        number = figures.number(len(self.option_edits) + 1)
        self.options_form.add_field(tr("Option {number}").format(number=number), say)
        self.options_form.add_field(tr("What option {number} costs").format(number=number), cost)
        self.option_edits.append((say, cost))
        self.add_button.setEnabled(len(self.option_edits) < MOST_OPTIONS)

    def _add_and_go(self) -> None:
        self._add_option()
        self.fit(WIDTH)
        self.option_edits[-1][0].setFocus()

    def options(self) -> tuple[Option, ...]:
        """Return the options that say something."""
        found = ((say.text().strip(), cost.value()) for say, cost in self.option_edits)
        return tuple(Option(say, cost) for say, cost in found if say)

    def save(self) -> str:
        """Keep what was changed."""
        session, question = self._session, self._question
        view, options, cause = self.client_edit.toPlainText(), self.options(), self.cause_box.currentData()
        try:
            save_words(
                book=session.book,
                who=session.author,
                digits=session.digits,
                question=question,
                sales_say=self.sales_edit.toPlainText(),
                operations_say=self.operations_edit.toPlainText(),
                client_view=None if view.strip() == question.client_view else view,
                cause=None if cause == question.cause else cause,
                options=None if options == question.options else options,
            )
        except Conflict as conflict:
            raise self._told(conflict) from conflict
        return tr("Written down: {subject}").format(subject=typed(question.subject))

    def _told(self, conflict: Conflict) -> Trouble:
        """Take over what the other person wrote where nothing was typed here, and show it where something was."""
        if conflict.topic != "question":
            return conflict
        question, theirs, clashes = self._question, conflict.theirs, []
        for name, label, edit in (
            ("sales_say", tr("What {side} says").format(side=side_words(Function.SALES)), self.sales_edit),
            (
                "operations_say",
                tr("What {side} says").format(side=side_words(Function.OPERATIONS)),
                self.operations_edit,
            ),
            ("client_view", tr("Does this decision serve the client well?"), self.client_edit),
        ):
            before, now = getattr(question, name), str(theirs[name])
            if edit.toPlainText().strip() == before:
                edit.setPlainText(now)
            elif now not in (before, edit.toPlainText().strip()):
                clashes.append((label, now))
        # Options are rows of their own: what was not touched here is not written.
        self._question = question._replace(
            version=int(theirs["version"]),
            sales_say=str(theirs["sales_say"]),
            operations_say=str(theirs["operations_say"]),
            client_view=str(theirs["client_view"]),
        )
        return told(conflict, clashes)
