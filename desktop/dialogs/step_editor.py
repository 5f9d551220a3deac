"""One step of the ladder: its name and place, who decides there, by when, up to what value, and what belongs there."""

from decimal import Decimal

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from desktop.actions.agreement import LONGEST_NAME, check_step, remove_step, save_step
from desktop.dialogs.version_editor import VersionEditor
from desktop.rooms.agreement_lines import line_source
from desktop.rooms.agreement_page import AgreementPage
from desktop.wording import decision_rights as words
from desktop.wording import figures
from desktop.wording.agreement import step_decider_words
from desktop.wording.escalation import missing_words
from desktop.wording.typed import typed
from framework.agreement import Agreement
from framework.escalation import Step, StepDecider, skipped
from framework.questions import owner_step
from resources.words import tr
from storage.questions import open_questions
from storage.trouble import Refused
from widgets.card import Muted
from widgets.choice_box import ChoiceBox
from widgets.choice_list import Choice, ChoiceList
from widgets.form_grid import FormGrid
from widgets.tick_list import TickList
from widgets.tokens import SPACE_M
from widgets.value_edits import DecimalEdit, MoneyEdit

LEAST_HOURS, MOST_HOURS = Decimal("0.25"), 10_000
FRESH = Step("", "", StepDecider.TOGETHER, Decimal(8))


class StepEditor(VersionEditor):
    """Changes a step of the open version's ladder, takes it off, or adds a new one (None)."""

    def __init__(self, page: AgreementPage, step: Step | None) -> None:
        self._step = step or FRESH
        self._ladder = line_source(page).agreement.ladder
        keys = [each.id for each in self._ladder]
        self._is_there = self._step.id in keys
        self._place = keys.index(self._step.id) if self._is_there else _place_for_new(self._ladder)
        self._was_warned = False
        title = tr("Step {number} of the ladder") if self._is_there else tr("A step of the ladder")
        title = title.format(number=figures.number(self._place + 1))
        super().__init__(page, title, remove=tr("Take this step off") if self._is_there else "")
        self.name_edit = QLineEdit()
        self.place_box = ChoiceBox()
        self.hours_edit = DecimalEdit(lowest=LEAST_HOURS, highest=MOST_HOURS, unit=tr("h"))
        sign = figures.currency_sign(self.session.business.currency)
        self.limit_edit = MoneyEdit(sign, places=self.session.digits)
        self.decides_choice = ChoiceList(
            [Choice(each.value, step_decider_words(each), words.step_decider_says(each)) for each in StepDecider]
        )
        self.people_ticks = TickList(self._people())
        self.skip_label, self.missing_label = Muted("", "small"), Muted("", "small")
        self.belongs_edit = QPlainTextEdit()
        self.form, self.rest, self.last = FormGrid(2), FormGrid(1), FormGrid(1)
        self.forms = [self.form, self.rest, self.last]
        self._lay_out()
        self._show(self._step)
        self.decides_choice.chosen.connect(self._show_skip)
        self.place_box.currentIndexChanged.connect(self._show_skip)
        for key, _name in self._people():
            self.people_ticks.box(key).toggled.connect(self._show_skip)
        self._show_skip()
        self.begin(600)
        self.place_box.setEnabled(page.can_write())
        self.name_edit.setFocus()

    def _people(self) -> list[tuple[str, str]]:
        """Return everybody to tick, and those who have left but are still named here."""
        business = self.session.business
        here = [(person.id, typed(person.name)) for person in business.people]
        known = {key for key, _name in here}
        left = sorted(self._step.people - known)
        gone = tr("{name}, no longer works here")
        return here + [(key, gone.format(name=typed(business.names.get(key, "")) or tr("somebody"))) for key in left]

    def _lay_out(self) -> None:
        if not self._is_there and self._step.id and self.page.can_write():
            self.column.addWidget(Muted(tr("This step is taken off in the proposal. Kept here, it is back."), "small"))
        self.name_edit.setMaxLength(LONGEST_NAME)
        self.belongs_edit.setTabChangesFocus(True)
        self.belongs_edit.setFixedHeight(4 * self.belongs_edit.fontMetrics().lineSpacing() + SPACE_M)
        self.form.add_field(tr("Name"), self.name_edit)
        self.form.add_field(tr("Place on the ladder"), self.place_box)
        self.form.add_field(tr("Answer within"), self.hours_edit, tr("Working hours from the moment it arrives here"))
        self.form.add_field(tr("Deals of up to"), self.limit_edit, tr("Empty: of any value. More goes further up"))
        self.rest.add_field(tr("Who decides here?"), self.decides_choice)
        self.rest.add_field(
            tr("By name"), self.people_ticks, tr("Nobody ticked: whoever is meant above, also when people change")
        )
        self.last.add_field(tr("What belongs here"), self.belongs_edit)
        for widget in (self.form, self.rest, self.skip_label, self.missing_label, self.last):
            self.column.addWidget(widget)

    def _show(self, step: Step) -> None:
        self.name_edit.setText(step.name)
        others = [each for each in self._ladder if each.id != step.id]
        places = [(at, self._place_words(at, others[at - 1].name if at else "")) for at in range(len(others) + 1)]
        self.place_box.set_choices(places, self._place)
        self.decides_choice.set_value(step.decides.value)
        self.people_ticks.set_ticked(step.people)
        self.hours_edit.set_value(step.answer_hours)
        self.limit_edit.set_value(step.money_limit)
        self.belongs_edit.setPlainText(step.belongs)

    def _place_words(self, at: int, under: str) -> str:
        said = tr("{number}, above {step}") if under else tr("{number}, at the bottom")
        return said.format(number=figures.number(at + 1), step=typed(under))

    def _show_skip(self, _what: object = None) -> None:
        """Say at once where the step would be passed over with the people there are."""
        step, business = self.step(), self.session.business
        ladder = [each for each in self._ladder if each.id != step.id]
        ladder.insert(self.place_box.currentData() or 0, step)
        skip = words.skip_words(step, ladder, skipped(ladder, business.people), business)
        missing = missing_words(step, business)
        self.skip_label.setText(tr("With your people this step is {skipped}.").format(skipped=skip) if skip else "")
        self.missing_label.setText(missing)
        self.skip_label.setVisible(bool(skip))
        self.missing_label.setVisible(bool(missing))

    def step(self) -> Step:
        """Return the step as the fields have it."""
        hours = self.hours_edit.value()
        return self._step._replace(
            name=self.name_edit.text(),
            decides=StepDecider(self.decides_choice.value()),
            answer_hours=self._step.answer_hours if hours is None else hours,
            belongs=self.belongs_edit.toPlainText(),
            people=frozenset(self.people_ticks.ticked()),
            money_limit=self.limit_edit.value(),
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
        wanted, place = check_step(self.step()), self.place_box.currentData()
        is_moved = not self._is_there or place != self._place
        if wanted == self._step and not is_moved:
            return ""
        version = self.version_to_write()
        place = min(place, len(version.agreement.ladder)) if is_moved else None
        save_step(book=self.session.book, who=self.session.author, version=version, step=wanted, place=place)
        return self.said(version, typed(wanted.name))

    def remove(self) -> str:
        """Take the step off the open version's ladder; what that means is said first, once."""
        warning = "" if self._was_warned else self._warning()
        if warning:
            self._was_warned = True
            raise Refused(warning)
        version = self.version_to_write()
        remove_step(book=self.session.book, who=self.session.author, version=version, step=self._step)
        return self.said(version, tr("{step} is taken off").format(step=typed(self._step.name)))

    def _warning(self) -> str:
        """Return what taking the step off means where it means more than a shorter ladder."""
        said = []
        if len(self._ladder) > 1 and self._step == owner_step(self._ladder):
            said.append(
                tr(
                    "Without this step nobody above the two sides decides: what is off the table can't be lifted on "
                    "the ladder, and nothing goes straight to the owner."
                )
            )
        waiting = [
            question
            for question in open_questions(self.session.book, digits=self.session.digits)
            if question.here.step_id == self._step.id
        ]
        if len(waiting) == 1:
            said.append(tr("1 question stands here. It waits until somebody moves it up."))
        elif waiting:
            several = tr("{count} questions stand here. They wait until somebody moves them up.")
            said.append(several.format(count=figures.number(len(waiting))))
        if said:
            said.append(tr("Press “{button}” again to do it all the same.").format(button=tr("Take this step off")))
        return " ".join(said)


def _place_for_new(ladder: tuple[Step, ...]) -> int:
    """Return where a new step stands: under the owner's, which is the last resort, else on top."""
    owner = owner_step(ladder)
    return len(ladder) if owner is None else ladder.index(owner)
