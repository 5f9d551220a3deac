"""Try a deal: numbers in, verdict out, by the version that is shown, also while it is being written."""

from collections.abc import Generator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget

from desktop.in_parts import InParts
from desktop.session import Session
from desktop.wording.figures import currency_sign
from desktop.wording.verdict import headline, reason_line, who_answers
from framework.agreement import Agreement, Measure
from framework.business import Business
from framework.capacity import Workload
from framework.catalogue import Offering
from framework.deal import Deal
from framework.intake import verdict
from resources.words import tr
from widgets.card import Card, Heading, LeadLabel, Muted
from widgets.form_grid import FormGrid
from widgets.tokens import SPACE_S
from widgets.value_edits import DecimalEdit, MoneyEdit, WholeEdit
from widgets.zone_badge import ZoneBadge

MOST_REASONS = len(Measure)  # each measure has one rule for an offering
MOST_DAYS = 2000
USUAL_PAYMENT_DAYS = 30


class TriedLoad(Workload):
    """The weeks as they are sold, and a deal that is tried by the terms of the version that is shown."""

    def __init__(self, business: Business, sold: Workload) -> None:
        super().__init__(business, (), sold.today)
        self._all = sold

    def sold(self, crew_id: str, monday: date) -> Fraction:
        """Return the sold hours of a crew in the week of `monday`."""
        return self._all.sold(crew_id, monday)


class TryCard(Card):
    """A deal that is only tried; nothing of it is kept. The sentences of the agreement are asked in the checklist.

    What is sold is read behind what is on screen, where nobody has read it yet.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session = session
        self._agreement = Agreement(0)
        self._tried: tuple[Business, TriedLoad] | None = None
        self.work = InParts(self)
        self.offering_box = QComboBox()
        self.value_edit = MoneyEdit(places=session.digits)
        self.days_edit = WholeEdit(lowest=0, highest=MOST_DAYS, unit=tr("days"))
        self.discount_edit = DecimalEdit(places=2, lowest=-1000, highest=100, unit="%")
        self.parts_edit = WholeEdit(lowest=0, highest=10_000)
        self.hours_edit = DecimalEdit(places=2, lowest=0, highest=100_000, unit=tr("h"))
        self.cost_edit = MoneyEdit(places=session.digits)
        self.form = FormGrid(2)
        self.badge = ZoneBadge()
        self.headline = Muted("", "small")
        self.reasons = [LeadLabel("", role="small") for _ in range(MOST_REASONS)]
        self._lay_out()
        self.offering_box.activated.connect(self._take_offering)
        for edit in self._edits():
            edit.value_changed.connect(self._judge)
        self.work.done.connect(self._judge)

    def _edits(self) -> tuple[DecimalEdit, ...]:
        return (
            self.value_edit,
            self.days_edit,
            self.discount_edit,
            self.parts_edit,
            self.hours_edit,
            self.cost_edit,
        )

    def _lay_out(self) -> None:
        self.days_edit.setAccessibleName(tr("Working days from now"))
        self.column.addWidget(Heading(tr("Try a deal")))
        self.form.add_field(tr("Offering"), self.offering_box, wide=True)
        self.form.add_field(tr("Price"), self.value_edit)
        self.form.add_field(tr("Working days"), self.days_edit)
        self.form.add_field(tr("Discount"), self.discount_edit)
        self.form.add_field(tr("Custom parts"), self.parts_edit)
        self.form.add_field(tr("Hours of work"), self.hours_edit)
        self.form.add_field(tr("What it costs us"), self.cost_edit)
        self.offering_box.setMinimumContentsLength(8)
        self.offering_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.column.addWidget(self.form)
        self.column.addSpacing(SPACE_S)
        self.column.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignLeading)
        self.column.addWidget(self.headline)
        for label in self.reasons:
            self.column.addWidget(label)

    def show_agreement(self, agreement: Agreement) -> None:
        """Judge by `agreement` from now on."""
        self._agreement = agreement
        self._tried = None
        chosen = self.offering_box.currentData()
        first = self.offering_box.count() == 0
        self.offering_box.clear()
        for offering in agreement.offerings.values():
            self.offering_box.addItem(offering.name, offering.id)
        self.offering_box.addItem(tr("Not in the catalogue"), None)
        at = self.offering_box.findData(chosen) if chosen is not None else self.offering_box.count() - 1
        self.offering_box.setCurrentIndex(0 if first else max(at, 0))
        for edit in (self.value_edit, self.cost_edit):
            edit.set_unit(currency_sign(self._session.business.currency))
        self._ask_what_is_missing()
        if first or at < 0:
            self._fill()
        if self._session.has_desk:
            self._judge()
        else:
            self.work.start(self._read())

    def _read(self) -> Generator[None, None, None]:
        yield
        self._session.desk  # noqa: B018  read now

    def _offering(self) -> Offering | None:
        return self._agreement.offerings.get(self.offering_box.currentData() or "")

    def _take_offering(self, _index: int = 0) -> None:
        self._fill()
        self._ask_what_is_missing()
        self._judge()

    def _fill(self) -> None:
        """Begin with what the offering usually costs and takes, so that there is a verdict at once."""
        offering = self._offering()
        self.value_edit.set_value(offering.list_price if offering is not None else None)
        days = offering.lead_time_days if offering is not None else None
        self.days_edit.set_value(None if days is None else Decimal(days))
        self.discount_edit.set_value(Decimal(0))
        self.parts_edit.set_value(Decimal(0 if offering is not None else 1))
        self.hours_edit.set_value(None)
        self.cost_edit.set_value(None)

    def _ask_what_is_missing(self) -> None:
        """Ask for hours and cost where the catalogue does not tell them: else the verdict would stay open."""
        offering, crews = self._offering(), self._session.business.crews
        self._show_field(self.hours_edit, bool(crews) and not (offering is not None and offering.hours))
        self._show_field(self.cost_edit, offering is None or offering.unit_cost is None)

    @staticmethod
    def _show_field(field: QWidget, shown: bool) -> None:
        holder = field.parentWidget()
        if holder is not None:
            holder.setVisible(shown)

    def deal(self) -> Deal:
        """Return the deal as the fields have it."""
        offering = self._offering()
        calendar, today = self._session.business.calendar, self._session.today
        days = self.days_edit.whole()
        promised: date | None = None
        if days is not None:
            promised = calendar.add_working_days(today, days)
        hours = self.hours_edit.value()
        crews = self._session.business.crews
        return Deal(
            id="",
            ref="",
            client="",
            offering_id=offering.id if offering is not None else None,
            value=self.value_edit.value(),
            discount_percent=self.discount_edit.value(),
            cost=self.cost_edit.value(),
            custom_parts=self.parts_edit.whole(),
            payment_days=USUAL_PAYMENT_DAYS,
            hours={crews[0].id: hours} if hours is not None and crews else {},
            promised_on=promised,
        )

    def _judge(self, _value: object = None) -> None:
        if self._tried is None:
            agreement = self._agreement
            # Sentences are asked of a real deal, in its checklist; here they would all be open.
            measured = agreement._replace(rules=tuple(rule for rule in agreement.rules if rule.measure is not None))
            tried = self._session.business._replace(
                agreement=measured, versions=(), items=(), allowances=(), offerings=agreement.offerings
            )
            self._tried = tried, TriedLoad(tried, self._session.desk.workload)
        business, load = self._tried
        found = verdict(self.deal(), {}, business, load, self._session.today)
        self.badge.set_zone(found.zone.value)
        who = who_answers(found, business)
        self.headline.setText(" ".join(part for part in (headline(found), who) if part))
        for number, label in enumerate(self.reasons):
            if number < len(found.reasons):
                label.set_texts(*reason_line(found.reasons[number], business))
            label.setVisible(number < len(found.reasons))
