"""The form of a deal: what the client asks for, the price, the work, the chances."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.actions.intake import create_deal, edit_deal
from desktop.rooms.deal_fields import field_text
from desktop.session import Session
from desktop.wording import figures
from framework.deal import Deal
from framework.people import Function, holders
from resources.words import tr
from storage.intake import client_names, read_deal
from storage.trouble import Conflict, Trouble
from widgets.card import Heading
from widgets.form_grid import FormGrid
from widgets.notice_bar import NoticeBar
from widgets.tokens import SPACE_M
from widgets.value_edits import CountEdit, DateEdit, DecimalEdit, MoneyEdit

LONGEST_NOTE = 10_000
HOURS = "hours:"


class DealForm(QDialog):
    """Adds a deal, or edits one. When somebody else changed it meanwhile, both versions are shown side by side."""

    def __init__(self, session: Session, deal: Deal | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._deal = deal
        self.saved_id = deal.id if deal is not None else ""
        self.setWindowTitle(tr("New deal") if deal is None else tr("Edit deal"))

        digits = session.digits
        self.notice_bar = NoticeBar()
        self.client_edit = QLineEdit()
        self.client_edit.setMaxLength(200)
        self.offering_box = QComboBox()
        self.quantity_edit = DecimalEdit(places=2, least=Decimal(0))
        self.promised_edit = DateEdit(today=session.today)
        self.value_edit = MoneyEdit(digits=digits)
        self.discount_edit = DecimalEdit(places=2, least=Decimal(-10_000), most=Decimal(100))
        self.cost_edit = MoneyEdit(digits=digits)
        self.payment_edit = CountEdit(most=3650)
        self.parts_edit = CountEdit(most=100_000)
        self.hours_edits = {
            crew.id: DecimalEdit(places=2, least=Decimal(0), most=Decimal(100_000)) for crew in session.business.crews
        }
        self.salesperson_box = QComboBox()
        self.probability_edit = DecimalEdit(places=2, least=Decimal(0), most=Decimal(100))
        self.close_edit = DateEdit(today=session.today)
        self.note_edit = QPlainTextEdit()
        self.note_edit.setTabChangesFocus(True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        self.form = FormGrid()
        self._fill_choices()
        self._lay_out()
        self._show(deal)
        self.offering_box.currentIndexChanged.connect(self._show_catalogue)
        self.buttons.accepted.connect(self.save)
        self.buttons.rejected.connect(self.reject)
        self.notice_bar.action_requested.connect(self._take_theirs)
        self._show_catalogue()
        self.resize(640, 620)

    def _fill_choices(self) -> None:
        completer = QCompleter(client_names(self._session.book), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.client_edit.setCompleter(completer)
        self.offering_box.addItem(tr("Not in the catalogue"), None)
        for offering in self._session.business.offerings.values():
            self.offering_box.addItem(offering.name, offering.id)
        self.salesperson_box.setEditable(True)
        for person in holders(self._session.business.people, Function.SALES):
            self.salesperson_box.addItem(person.name)

    def _lay_out(self) -> None:
        form = self.form
        crews = self._session.business.crews
        form.add_heading(tr("What the client asks for"))
        form.add_field("client", tr("Client"), self.client_edit)
        form.add_field("offering_id", tr("Offering"), self.offering_box)
        form.add_field("quantity", tr("Quantity"), self.quantity_edit)
        form.add_field("promised_on", tr("Date asked for"), self.promised_edit)
        form.add_heading(tr("Price"))
        form.add_field("value", tr("Price after discount"), self.value_edit)
        form.add_field("discount_percent", tr("Discount in %"), self.discount_edit)
        form.add_field("cost", tr("Estimated cost"), self.cost_edit)
        form.add_field("payment_days", tr("Days to pay"), self.payment_edit)
        form.add_heading(tr("Work"))
        for crew in crews:
            label = tr("Hours of work") if len(crews) == 1 else tr("Hours of {crew}").format(crew=crew.name)
            form.add_field(HOURS + crew.id, label, self.hours_edits[crew.id])
        form.add_field("custom_parts", tr("Parts not in the catalogue"), self.parts_edit)
        form.add_heading(tr("Chances"))
        form.add_field("salesperson", tr("Who sells it"), self.salesperson_box)
        form.add_field("probability_percent", tr("Chance that it comes in, in %"), self.probability_edit)
        form.add_field("expected_close_on", tr("The client decides on"), self.close_edit)
        form.add_field("note", tr("Note"), self.note_edit, wide=True)
        area = QScrollArea()
        area.setWidget(form)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        column = QVBoxLayout(self)
        column.setSpacing(SPACE_M)
        column.addWidget(self.notice_bar)
        column.addWidget(Heading(self.windowTitle()))
        column.addWidget(area, 1)
        column.addWidget(self.buttons)
        self.notice_bar.hide()

    # Values

    def _show(self, deal: Deal | None) -> None:
        if deal is None:
            self.quantity_edit.set_value(Decimal(1))
            self.parts_edit.set_value(0)
            self.probability_edit.set_value(Decimal(50))
            self.offering_box.setCurrentIndex(1 if self.offering_box.count() > 1 else 0)
            person = self._session.person
            self.salesperson_box.setCurrentText(
                person.name if person is not None and Function.SALES in person.functions else self._first_seller()
            )
            return
        self.client_edit.setText(deal.client)
        self.offering_box.setCurrentIndex(max(0, self.offering_box.findData(deal.offering_id)))
        self.quantity_edit.set_value(deal.quantity)
        self.promised_edit.set_value(deal.promised_on)
        self.value_edit.set_value(deal.value)
        self.discount_edit.set_value(deal.discount_percent)
        self.cost_edit.set_value(deal.cost)
        self.payment_edit.set_value(deal.payment_days)
        self.parts_edit.set_value(deal.custom_parts)
        for crew, edit in self.hours_edits.items():
            edit.set_value(deal.hours.get(crew))
        self.salesperson_box.setCurrentText(deal.salesperson or "")
        self.probability_edit.set_value(deal.probability_percent)
        self.close_edit.set_value(deal.expected_close_on)
        self.note_edit.setPlainText(deal.note)

    def _first_seller(self) -> str:
        return self.salesperson_box.itemText(0) if self.salesperson_box.count() else ""

    def values(self) -> dict[str, Any]:
        """Return the fields of the deal as they stand in the form."""
        return {
            "client": " ".join(self.client_edit.text().split()),
            "offering_id": self.offering_box.currentData(),
            "quantity": self.quantity_edit.value() if self.quantity_edit.value() is not None else Decimal(1),
            "promised_on": self.promised_edit.value(),
            "value": self.value_edit.value(),
            "discount_percent": self.discount_edit.value(),
            "cost": self.cost_edit.value(),
            "payment_days": self.payment_edit.value(),
            "custom_parts": self.parts_edit.value(),
            "hours": {crew: edit.value() for crew, edit in self.hours_edits.items() if edit.value() is not None},
            "salesperson": self.salesperson_box.currentText().strip() or None,
            "probability_percent": self.probability_edit.value(),
            "expected_close_on": self.close_edit.value(),
            "note": self.note_edit.toPlainText().strip(),
        }

    def _show_catalogue(self) -> None:
        """Show what the catalogue says where nothing is entered, so that nobody need type it."""
        offering = self._session.business.offerings.get(self.offering_box.currentData() or "")
        currency = self._session.business.currency
        price = offering.list_price if offering is not None else None
        cost = offering.unit_cost if offering is not None else None
        self.value_edit.setPlaceholderText(
            "" if price is None else tr("{price} each on the list").format(price=figures.money(price, currency))
        )
        self.cost_edit.setPlaceholderText(
            "" if cost is None else tr("{cost} each in the catalogue").format(cost=figures.money(cost, currency))
        )
        for crew, edit in self.hours_edits.items():
            hours = offering.hours.get(crew) if offering is not None else None
            edit.setPlaceholderText(
                "" if hours is None else tr("{hours} each in the catalogue").format(hours=figures.hours(hours))
            )

    # Saving

    def save(self) -> None:
        """Save and close; a field that can't be kept says so, and nothing typed is lost."""
        if not self._is_fine():
            return
        session, values = self._session, self.values()
        try:
            if self._deal is None:
                self.saved_id = create_deal(
                    book=session.book, who=session.author, today=session.today, digits=session.digits, fields=values
                )
            else:
                edit_deal(
                    book=session.book, who=session.author, digits=session.digits, deal=self._deal, fields=values
                )
        except Conflict as conflict:
            self._show_conflict(conflict)
        except Trouble as trouble:
            self.notice_bar.show_notice(trouble.say, kind="warning")
        else:
            self.accept()

    def _is_fine(self) -> bool:
        wrong: dict[str, str] = {}
        if not self.client_edit.text().strip():
            wrong["client"] = tr("Who is it for?")
        if len(self.note_edit.toPlainText()) > LONGEST_NOTE:
            wrong["note"] = tr("A note may have 10,000 characters.")
        self.form.show_errors(wrong)
        return not wrong and self.form.focus_first_error() is None

    def _show_conflict(self, conflict: Conflict) -> None:
        """Show beside each field what the other person made of it; saving again keeps what stands in the form."""
        assert self._deal is not None
        theirs = read_deal(self._session.book, self._deal.id, digits=self._session.digits)
        if theirs is None:
            self.notice_bar.show_notice(tr("This deal was deleted in the meantime."), kind="warning")
            return
        mine = self.values()
        hints: dict[str, str] = {}
        for name, text in _changed_fields(self._deal, theirs, mine, self._session).items():
            say = tr("{who}: {value}") if conflict.who else tr("now: {value}")
            hints[name] = say.format(who=conflict.who, value=text)
        self.form.show_errors(hints)
        self._deal = theirs
        self.notice_bar.show_notice(
            tr("{say} Save again to keep yours.").format(say=conflict.say), tr("Take theirs"), kind="warning"
        )

    def _take_theirs(self) -> None:
        self.form.show_errors({})
        self._show(self._deal)
        self.notice_bar.dismiss()


def _changed_fields(before: Deal, theirs: Deal, mine: Mapping[str, Any], session: Session) -> dict[str, str]:
    """Return what the other person changed, by field, in words, where it is not what stands in the form anyway."""
    found: dict[str, str] = {}
    for name, own in mine.items():
        now = getattr(theirs, name)
        if name == "hours":
            for crew in {*before.hours, *now}:
                if now.get(crew) != before.hours.get(crew) and now.get(crew) != own.get(crew):
                    found[HOURS + crew] = field_text("hours", now.get(crew), session.business)
        elif now != getattr(before, name) and now != own:
            found[name] = field_text(name, now, session.business)
    return found
