"""One step of the ladder: its name, who decides there, how long an answer may take, and what belongs there."""

from decimal import Decimal

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from desktop.actions.agreement import LONGEST_NAME, check_step, save_step
from desktop.dialogs.version_editor import VersionEditor
from desktop.rooms.agreement_lines import line_source
from desktop.rooms.agreement_page import AgreementPage
from desktop.wording import decision_rights as words
from desktop.wording.agreement import step_decider_words
from desktop.wording.typed import typed
from framework.agreement import Agreement
from framework.escalation import Step, StepDecider, skipped
from resources.words import tr
from widgets.card import Muted
from widgets.choice_list import Choice, ChoiceList
from widgets.form_grid import FormGrid
from widgets.tokens import SPACE_M
from widgets.value_edits import DecimalEdit

LEAST_HOURS, MOST_HOURS = Decimal("0.25"), 10_000


class StepEditor(VersionEditor):
    """Changes a step of the open version's ladder."""

    def __init__(self, page: AgreementPage, step: Step) -> None:
        self._step = step
        self._ladder = line_source(page).agreement.ladder
        number = next((at for at, each in enumerate(self._ladder, start=1) if each.id == step.id), 0)
        super().__init__(page, tr("Step {number} of the ladder").format(number=number))
        self.name_edit = QLineEdit()
        self.decides_choice = ChoiceList(
            [Choice(each.value, step_decider_words(each), words.step_decider_says(each)) for each in StepDecider]
        )
        self.skip_label = Muted("", "small")
        self.hours_edit = DecimalEdit(lowest=LEAST_HOURS, highest=MOST_HOURS, unit=tr("h"))
        self.belongs_edit = QPlainTextEdit()
        self.form, self.rest = FormGrid(2), FormGrid(1)
        self.forms = [self.form, self.rest]
        self._lay_out()
        self._show(step)
        self.decides_choice.chosen.connect(self._show_skip)
        self._show_skip()
        self.begin(600)
        self.name_edit.setFocus()

    def _lay_out(self) -> None:
        self.name_edit.setMaxLength(LONGEST_NAME)
        self.belongs_edit.setTabChangesFocus(True)
        self.belongs_edit.setFixedHeight(4 * self.belongs_edit.fontMetrics().lineSpacing() + SPACE_M)
        self.form.add_field(tr("Name"), self.name_edit)
        self.form.add_field(tr("Answer within"), self.hours_edit, tr("Working hours from the moment it arrives here"))
        self.rest.add_field(tr("Who decides here?"), self.decides_choice)
        self.column.addWidget(self.form)
        self.column.addWidget(self.rest)
        self.column.addWidget(self.skip_label)
        last = FormGrid(1)
        last.add_field(tr("What belongs here"), self.belongs_edit)
        self.forms.append(last)
        self.column.addWidget(last)

    def _show(self, step: Step) -> None:
        self.name_edit.setText(step.name)
        self.decides_choice.set_value(step.decides.value)
        self.hours_edit.set_value(step.answer_hours)
        self.belongs_edit.setPlainText(step.belongs)

    def _show_skip(self, _key: str = "") -> None:
        ladder = [self.step() if each.id == self._step.id else each for each in self._ladder]
        business = self.session.business
        say = words.skip_words(self.step(), ladder, skipped(ladder, business.people), business)
        self.skip_label.setText(tr("With your people this step is {skipped}.").format(skipped=say) if say else "")
        self.skip_label.setVisible(bool(say))

    def step(self) -> Step:
        """Return the step as the fields have it."""
        hours = self.hours_edit.value()
        return self._step._replace(
            name=self.name_edit.text(),
            decides=StepDecider(self.decides_choice.value()),
            answer_hours=self._step.answer_hours if hours is None else hours,
            belongs=self.belongs_edit.toPlainText(),
        )

    def ready(self) -> bool:
        """Take what is being typed; a name and a time there must be."""
        self.form.set_error(self.name_edit, "" if self.name_edit.text().strip() else tr("A step needs a name."))
        fine = super().ready()
        if not self.hours_edit.error() and self.hours_edit.value() is None:
            self.hours_edit.set_error(tr("Write how many working hours an answer may take."))
            if fine:
                self.hours_edit.setFocus()
            fine = False
        return fine

    def line_in(self, agreement: Agreement) -> object:
        """Return the step as `agreement` has it."""
        return next((step for step in agreement.ladder if step.id == self._step.id), None)

    def save(self) -> str:
        """Write the step into the open version."""
        wanted = check_step(self.step())
        if wanted == self._step:
            return ""
        version = self.version_to_write()
        save_step(book=self.session.book, who=self.session.author, version=version, step=wanted)
        return self.said(version, typed(wanted.name))
