"""One rule whole: its limits as a picture with numbers, who decides, how long an answer may take, and why it exists."""

from decimal import Decimal

from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QRadioButton, QWidget

from desktop.dialogs.version_editor import VersionEditor
from desktop.rooms.agreement_lines import line_source
from desktop.rooms.agreement_page import AgreementPage
from desktop.wording import agreement as words
from desktop.wording import agreement_choices as choices
from desktop.wording.rule_limits import written
from desktop.wording.verdict import measure_words, zone_words
from framework.agreement import HIGHER_IS_BETTER, Agreement, Decider, Measure, Rule, Silence, Zone
from resources.words import tr
from widgets.bands_edit import BandsEdit
from widgets.card import Muted
from widgets.form_grid import FormGrid
from widgets.tokens import SPACE_L, SPACE_M
from widgets.value_edits import DecimalEdit

LONGEST_SAY, LONGEST_LINE = 500, 200


class RuleEditor(VersionEditor):
    """Changes a rule of the open version, or writes a new one (None). `before` is the rule in the version before."""

    def __init__(self, page: AgreementPage, rule: Rule | None, before: Rule | None = None) -> None:
        self._rule, self._before = rule, before
        self._agreement = line_source(page).agreement
        is_there = rule is not None and self.line_in(self._agreement) is not None
        title = words.rule_name(rule, page.session.business) if rule is not None else tr("New rule")
        super().__init__(page, title, remove=tr("Strike this rule") if is_there else "")
        self.measure_box = QComboBox()
        self.offering_box = QComboBox()
        self.bands = BandsEdit()
        self.say_edit = QPlainTextEdit()
        self.ask_radio = QRadioButton(zone_words(Zone.ASK))
        self.off_radio = QRadioButton(zone_words(Zone.OFF))
        self._zones = QButtonGroup(self)
        self.decides_box = QComboBox()
        self.hours_edit = DecimalEdit(places=2, lowest=0, highest=10_000, unit=tr("h"))
        self.silence_box = QComboBox()
        self.exception_edit = QLineEdit()
        self.why_edit = QLineEdit()
        self.kind_form, self.ask_form, self.form = FormGrid(2), FormGrid(3), FormGrid(1)
        self.forms = [self.kind_form, self.ask_form, self.form]
        self._fill()
        self._lay_out()
        if rule is not None and not is_there and page.can_write():
            self.column.addWidget(Muted(tr("This rule is struck in the proposal. Kept here, it is back."), "small"))
        self._show(rule)
        self.measure_box.currentIndexChanged.connect(self._show_measure)
        self.off_radio.toggled.connect(self._show_asking)
        self._show_measure()
        self.begin(700)
        self._focus_first()

    def line_in(self, agreement: Agreement) -> Rule | None:
        """Return the rule as `agreement` has it."""
        return next((rule for rule in agreement.rules if self._rule is not None and rule.id == self._rule.id), None)

    def _focus_first(self) -> None:
        if not self.page.can_write():
            self.buttons.button(self.buttons.StandardButton.Cancel).setFocus()
        elif self._rule is None:
            self.measure_box.setFocus()
        else:
            (self.say_edit if self._rule.measure is None else self.bands.promise_edit).setFocus()

    def _look_only(self) -> None:
        super()._look_only()
        for widget in (*self.findChildren(QComboBox), self.bands.slider):
            widget.setEnabled(False)

    def _fill(self) -> None:
        for measure in Measure:
            self.measure_box.addItem(measure_words(measure), measure.value)
        self.measure_box.addItem(tr("A sentence that is true or false of a deal"), "")
        self.offering_box.addItem(tr("Every offering"), None)
        for offering in self._agreement.offerings.values():
            self.offering_box.addItem(offering.name, offering.id)
        named = self._rule.offering_id if self._rule is not None else None
        if named is not None and named not in self._agreement.offerings:
            self.offering_box.addItem(words.offering_name(named, self.session.business), named)
        for decider in Decider:
            self.decides_box.addItem(choices.decider_choice(decider), decider.value)
        for silence in Silence:
            self.silence_box.addItem(choices.silence_choice(silence), silence.value)
        self.say_edit.setTabChangesFocus(True)
        self.say_edit.setFixedHeight(2 * self.say_edit.fontMetrics().lineSpacing() + SPACE_M)
        self.exception_edit.setMaxLength(LONGEST_LINE)
        self.why_edit.setMaxLength(LONGEST_SAY)
        self._zones.addButton(self.ask_radio)
        self._zones.addButton(self.off_radio)

    def _lay_out(self) -> None:
        self.kind_form.add_field(tr("What is looked at"), self.measure_box)
        self.kind_form.add_field(tr("For"), self.offering_box)
        self.kind_form.add_field(
            tr("The rule in your words"), self.say_edit, tr("As you would say it to a new colleague"), wide=True
        )
        leads = QWidget()
        across = QHBoxLayout(leads)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(SPACE_L)
        across.addWidget(self.ask_radio)
        across.addWidget(self.off_radio)
        across.addStretch(1)
        leads.setFocusProxy(self.ask_radio)
        self._leads = leads
        self.ask_form.add_field(tr("When it must be asked, who decides?"), self.decides_box)
        self.ask_form.add_field(tr("Answer within, in working hours"), self.hours_edit)
        self.ask_form.add_field(tr("And when nobody answers in time?"), self.silence_box)
        self.form.add_field(tr("Who may allow what is off the table?"), self.exception_edit)
        self.form.add_field(tr("Why this rule exists"), self.why_edit)
        self._leads_label = Muted(tr("When it is true of a deal:"), "small")
        self.column.addWidget(self.kind_form)
        self.column.addWidget(self.bands)
        self.column.addWidget(self._leads_label)
        self.column.addWidget(leads)
        self.column.addWidget(self.ask_form)
        self.column.addWidget(self.form)

    def _show(self, rule: Rule | None) -> None:
        shown = rule or Rule("", Measure.LEAD_TIME, "")
        self.measure_box.setCurrentIndex(self.measure_box.findData(shown.measure.value if shown.measure else ""))
        self.offering_box.setCurrentIndex(max(self.offering_box.findData(shown.offering_id), 0))
        if rule is not None:
            # A rule that looked at something else would be another rule.
            self.measure_box.setEnabled(False)
            self.offering_box.setEnabled(False)
        self.say_edit.setPlainText(shown.say)
        self.off_radio.setChecked(shown.zone is Zone.OFF)
        self.ask_radio.setChecked(shown.zone is not Zone.OFF)
        self.decides_box.setCurrentIndex(self.decides_box.findData(shown.decides.value))
        self.hours_edit.set_value(shown.answer_hours)
        self.silence_box.setCurrentIndex(self.silence_box.findData(shown.silence.value))
        self.exception_edit.setText(shown.exception_by)
        self.why_edit.setText(shown.why)

    def measure(self) -> Measure | None:
        """Return what is looked at; None for a sentence."""
        chosen = self.measure_box.currentData()
        return Measure(chosen) if chosen else None

    def _show_measure(self) -> None:
        measure = self.measure()
        self.bands.setVisible(measure is not None)
        self._leads.setVisible(measure is None)
        self._leads_label.setVisible(measure is None)
        self._show_asking()
        if measure is None:
            return
        how = written(measure, self.session.business.currency)
        self.bands.set_measure(higher_is_better=measure in HIGHER_IS_BETTER, **how._asdict())
        if self._rule is not None and self._rule.measure is measure:
            self.bands.set_limits(self._rule.promise_limit, self._rule.stop_limit)
        if self._before is not None:
            changed = (self._before.promise_limit, self._before.stop_limit) != (
                self._rule.promise_limit if self._rule else None,
                self._rule.stop_limit if self._rule else None,
            )
            if changed:
                self.bands.set_before(self._before.promise_limit, self._before.stop_limit)

    def _show_asking(self) -> None:
        """What is off the table whenever it is true is never asked."""
        self.ask_form.setVisible(self.measure() is not None or not self.off_radio.isChecked())

    def ready(self) -> bool:
        """Take what is being typed, limits included."""
        self.hours_edit.finish()
        if not self.hours_edit.error() and self.hours_edit.value() is None:
            self.hours_edit.set_error(tr("Write how many working hours an answer may take; 0 is at once."))
        too_long = len(_one_line(self.say_edit.toPlainText())) > LONGEST_SAY
        said = tr("{count} characters fit here. Say it shorter.").format(count=LONGEST_SAY) if too_long else ""
        self.kind_form.set_error(self.say_edit, said)
        return super().ready() and (self.measure() is None or self.bands.finish())

    def rule(self) -> Rule:
        """Return the rule as the fields have it."""
        measure = self.measure()
        promise, stop = self.bands.limits() if measure is not None else (None, None)
        say = _one_line(self.say_edit.toPlainText())
        if not say and measure is not None:
            say = measure_words(measure)
        zone = None if measure is not None else Zone.OFF if self.off_radio.isChecked() else Zone.ASK
        return (self._rule or Rule("", measure, ""))._replace(
            measure=measure,
            offering_id=self.offering_box.currentData(),
            say=say,
            promise_limit=promise,
            stop_limit=stop,
            zone=zone,
            decides=Decider(self.decides_box.currentData()),
            answer_hours=self.hours_edit.value() or Decimal(0),
            silence=Silence(self.silence_box.currentData()),
            exception_by=self.exception_edit.text().strip(),
            why=self.why_edit.text().strip(),
        )

    def save(self) -> str:
        """Write the rule into the open version."""
        from desktop.actions.agreement import save_rule

        rule = self.rule()
        if rule == self.line_in(self._agreement):
            return ""
        version = self.version_to_write()
        save_rule(book=self.session.book, who=self.session.author, version=version, rule=rule)
        return self.said(version, words.rule_name(rule, self.session.business))

    def remove(self) -> str:
        """Strike the rule from the open version."""
        from desktop.actions.agreement import strike_rule

        assert self._rule is not None
        version = self.version_to_write()
        strike_rule(book=self.session.book, who=self.session.author, version=version, rule=self._rule)
        return self.said(version, tr("{rule} is struck").format(rule=self.windowTitle()))


def _one_line(text: str) -> str:
    return " ".join(text.split())
