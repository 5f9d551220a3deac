"""One offering: how long it usually takes, what it costs, what may be sold with it, what Operations needs to begin."""

from decimal import Decimal

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from desktop.actions import offerings as actions
from desktop.dialogs.version_editor import VersionEditor
from desktop.rooms.agreement_lines import line_source
from desktop.rooms.agreement_page import AgreementPage
from desktop.wording import figures, offerings
from desktop.wording.typed import typed
from framework.agreement import Agreement
from framework.catalogue import Offering
from resources.words import tr
from widgets.card import Muted, PlainLabel
from widgets.form_grid import FormGrid
from widgets.tokens import SPACE_M
from widgets.value_edits import DecimalEdit, MoneyEdit, WholeEdit

MOST_DAYS, MOST_HOURS, MOST_MONEY = 10_000, 100_000, 10**9


class OfferingEditor(VersionEditor):
    """Changes an offering of the open version, or adds one (None). `deals` is how many deals name it.

    A draft or a retired one is added to the version, when it is saved. One that stands in the version can be taken out
    of it; a draft that no deal names can be deleted.
    """

    def __init__(self, page: AgreementPage, offering: Offering | None, deals: int = 0) -> None:
        self._offering = offering or Offering("", "")
        self._agreement = line_source(page).agreement
        self._is_there = self._offering.id in self._agreement.offerings
        super().__init__(page, self._title(), remove=self._remove_words(deals))
        currency, digits = self.session.business.currency, self.session.digits
        sign = figures.currency_sign(currency)
        self.name_edit = QLineEdit()
        self.lead_time_edit = WholeEdit(highest=MOST_DAYS, unit=tr("days"))
        self.hours_edits = {
            crew.id: DecimalEdit(highest=MOST_HOURS, unit=tr("h")) for crew in self.session.business.crews
        }
        self.price_edit = MoneyEdit(sign, places=digits)
        self.cost_edit = MoneyEdit(sign, places=digits)
        self.margin_label = PlainLabel("", "strong", wrap=True)
        self.options_edit, self.data_edit = QPlainTextEdit(), QPlainTextEdit()
        self.form, self.money, self.lists = FormGrid(2), FormGrid(2), FormGrid(2)
        self.forms = [self.form, self.money, self.lists]
        self._lay_out()
        self._show(self._offering)
        for edit in (self.price_edit, self.cost_edit):
            edit.textChanged.connect(self._show_margin)
        self._show_margin()
        self.begin(640)
        self.name_edit.setFocus()

    def _title(self) -> str:
        return self._offering.name if self._offering.id else tr("New offering")

    def _remove_words(self, deals: int) -> str:
        if self._is_there:
            return tr("No longer offer it")
        return tr("Delete") if self._offering.draft and not deals else ""

    def _lay_out(self) -> None:
        self.name_edit.setMaxLength(actions.LONGEST_NAME)
        for edit in (self.options_edit, self.data_edit):
            edit.setTabChangesFocus(True)
            edit.setFixedHeight(5 * edit.fontMetrics().lineSpacing() + SPACE_M)
        self.form.add_field(
            tr("Name"), self.name_edit, tr("A new name holds at once, also in what is in force."), wide=True
        )
        self.form.add_field(
            tr("Standard lead time, in working days"),
            self.lead_time_edit,
            tr("0: all the work is done on the promised day. Empty: it is spread from the day the deal is won."),
        )
        crews = self.session.business.crews
        for crew in crews:
            label = tr("Hours per unit") if len(crews) == 1 else tr("Hours per unit, {crew}")
            self.form.add_field(label.format(crew=typed(crew.name)), self.hours_edits[crew.id])
        self.money.add_field(tr("List price per unit"), self.price_edit)
        self.money.add_field(tr("Cost per unit"), self.cost_edit)
        self.lists.add_field(
            tr("Options that may be sold without asking"),
            self.options_edit,
            tr("One a line. Nothing else is standard."),
        )
        self.lists.add_field(
            tr("What Operations needs before it can start"),
            self.data_edit,
            tr("One a line, as you ask the client for it."),
        )
        if self._offering.id and not self._is_there:
            say = (
                tr("No version of the agreement says yet what it takes. Saving takes it in.")
                if self._offering.draft
                else tr("It is no longer offered. Saving offers it again.")
            )
            self.column.addWidget(Muted(say))
        for part in (self.form, self.money, self.margin_label, self.lists):
            self.column.addWidget(part)

    def _show(self, offering: Offering) -> None:
        self.name_edit.setText(offering.name)
        self.lead_time_edit.set_value(None if offering.lead_time_days is None else Decimal(offering.lead_time_days))
        for crew, edit in self.hours_edits.items():
            edit.set_value(offering.hours.get(crew))
        self.price_edit.set_value(offering.list_price)
        self.cost_edit.set_value(offering.unit_cost)
        self.options_edit.setPlainText("\n".join(offering.options))
        self.data_edit.setPlainText("\n".join(offering.data_needed))

    def _show_margin(self, _text: str = "") -> None:
        limit = offerings.margin_limit(self._agreement, self._offering.id)
        say, enough = offerings.margin_line(self.price_edit.value(), self.cost_edit.value(), limit)
        self.margin_label.setText(say)
        self.margin_label.set_colour("muted" if enough else "ASK")

    def offering(self) -> Offering:
        """Return the offering as the fields have it."""
        hours = {crew: value for crew, edit in self.hours_edits.items() if (value := edit.value()) is not None}
        before = {crew: spent for crew, spent in self._offering.hours.items() if crew not in self.hours_edits}
        return self._offering._replace(
            name=self.name_edit.text(),
            lead_time_days=self.lead_time_edit.whole(),
            hours=before | hours,
            list_price=self.price_edit.value(),
            unit_cost=self.cost_edit.value(),
            options=tuple(self.options_edit.toPlainText().split("\n")),
            data_needed=tuple(self.data_edit.toPlainText().split("\n")),
        )

    def ready(self) -> bool:
        """Take what is being typed; a name there must be."""
        self.form.set_error(self.name_edit, "" if self.name_edit.text().strip() else tr("An offering needs a name."))
        return super().ready()

    def line_in(self, agreement: Agreement) -> object:
        """Return the offering as `agreement` has it."""
        return agreement.offerings.get(self._offering.id)

    def save(self) -> str:
        """Write the offering into the open version."""
        session = self.session
        wanted = actions.check_offering(session.book, self.offering())
        if self._is_there and wanted == self._offering:
            return ""
        version = self.version_to_write()
        actions.save_offering(
            book=session.book, who=session.author, digits=session.digits, version=version, offering=wanted
        )
        return self.said(version, typed(wanted.name))

    def remove(self) -> str:
        """Take the offering out of the open version; delete one that stands in none."""
        session, name = self.session, typed(self._offering.name)
        if not self._is_there:
            actions.remove_offering(book=session.book, who=session.author, offering=self._offering)
            return tr("Deleted: {name}").format(name=name)
        actions.check_not_needed(session.book, self._offering)
        version = self.version_to_write()
        actions.retire_offering(book=session.book, who=session.author, version=version, offering=self._offering)
        return self.said(version, tr("no longer offered: {name}").format(name=name))
