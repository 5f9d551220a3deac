"""The form of a deal: what the client asks for, the price, the work, the chances, and at once: may we promise it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.actions.desk import asked_about
from desktop.actions.intake import create_deal, edit_deal
from desktop.rooms.deal_fields import field_text
from desktop.rooms.live_verdict import LiveVerdict
from desktop.session import Session
from desktop.wording import figures
from desktop.wording.intake import flaw_words
from framework.asking import Request
from framework.checklist import ItemAnswer
from framework.deal import Deal, Stage
from framework.deal_fields import FieldFlaw, field_flaws
from framework.people import Function, holders
from framework.stages import PROMISED_STAGES, moves_the_date
from framework.ways import Way
from resources.words import tr
from storage.intake import client_names, read_answers, read_deal
from storage.trouble import Conflict, Trouble
from widgets.card import Heading
from widgets.date_edit import DateEdit
from widgets.fit_screen import room_on_screen
from widgets.form_grid import FormGrid
from widgets.notice_bar import NoticeBar
from widgets.tokens import SPACE_L, SPACE_M
from widgets.value_edit import ValueEdit
from widgets.value_edits import DecimalEdit, MoneyEdit, WholeEdit

LONGEST_NOTE = 10_000
MOST_QUANTITY = 10_000_000
HOURS = "hours:"


class DealForm(QDialog):
    """Adds a deal, or edits one. When somebody else changed it meanwhile, both versions are shown side by side."""

    keeps_words = True

    def __init__(self, session: Session, deal: Deal | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._deal = deal
        self.saved_id = deal.id if deal is not None else ""
        self.setWindowTitle(tr("New deal") if deal is None else tr("Edit deal"))

        digits, symbol = session.digits, figures.currency_sign(session.business.currency)
        self.notice_bar = NoticeBar()
        self.client_edit = QLineEdit()
        self.client_edit.setMaxLength(200)
        self.offering_box = QComboBox()
        self.quantity_edit = DecimalEdit(highest=MOST_QUANTITY)
        self.promised_edit = DateEdit(self._today)
        self.value_edit = MoneyEdit(symbol, places=digits)
        self.discount_edit = DecimalEdit(lowest=-10_000, highest=100, unit="%")
        self.cost_edit = MoneyEdit(symbol, places=digits)
        self.payment_edit = WholeEdit(highest=3650)
        self.parts_edit = WholeEdit(highest=100_000)
        self.hours_edits = {crew.id: DecimalEdit(highest=100_000, unit=tr("h")) for crew in session.business.crews}
        self.salesperson_box = QComboBox()
        self.probability_edit = DecimalEdit(highest=100, unit="%")
        self.close_edit = DateEdit(self._today)
        self.note_edit = QPlainTextEdit()
        self.note_edit.setTabChangesFocus(True)
        self.note_edit.setFixedHeight(5 * self.note_edit.fontMetrics().lineSpacing() + SPACE_M)
        self.live = LiveVerdict(session, *_said_of(session, deal))
        self._judging = QTimer(self)
        self._judging.setSingleShot(True)
        self._judging.setInterval(0)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        self.buttons.button(QDialogButtonBox.StandardButton.Save).setProperty("primary", True)
        self._fields: dict[str, tuple[FormGrid, QWidget]] = {}
        self._labels: dict[str, str] = {}
        self._grids: list[FormGrid] = []
        self._hinted: set[QWidget] = set()
        self._asked = False
        self._fill_choices()
        self._lay_out()
        self._show(deal)
        self.offering_box.currentIndexChanged.connect(self._show_catalogue)
        self._listen()
        self.buttons.accepted.connect(self.save)
        self.buttons.rejected.connect(self.reject)
        self.notice_bar.action_requested.connect(self._take_theirs)
        self._show_catalogue()
        self._begun = self.values()
        self.judge_now()
        self.resize(940, min(640, room_on_screen().height()))
        self.client_edit.setFocus()

    def _listen(self) -> None:
        """Judge anew with every letter that is typed."""
        self._judging.timeout.connect(self.judge_now)
        self.live.way_requested.connect(self._take_way)
        for _grid, field in self._fields.values():
            if isinstance(field, QLineEdit):
                field.textChanged.connect(self._judging.start)
            elif isinstance(field, QComboBox):
                field.currentTextChanged.connect(self._judging.start)

    def judge_now(self) -> None:
        """Judge the deal as it stands in the form; what can't be read counts as missing."""
        self._judging.stop()
        if self._deal is not None and not self._deal.is_open:
            return
        fields = self.values()
        flaws = field_flaws(fields, self._deal, self._session.today)
        wrong = [(self._labels[name], flaw_words(flaw)) for name, flaw in flaws.items() if name != "client"]
        if self.quantity_edit.text().strip() and self.quantity_edit.value() is None:
            # Nothing typed means one; something that can't be read does not.
            wrong.append((self._labels["quantity"], flaw_words(FieldFlaw.NOTHING)))
        if wrong:
            self.live.put_right(wrong)
            return
        base = self._deal or Deal("", "", "", stage=Stage.INTAKE, created_on=self._session.today)
        self.live.judge(base._replace(**fields))

    def _take_way(self, way: Way) -> None:
        """Put a way out into the fields; nothing is kept before Save."""
        edits: dict[str, ValueEdit] = {
            "promised_on": self.promised_edit,
            "discount_percent": self.discount_edit,
            "value": self.value_edit,
            "payment_days": self.payment_edit,
        }
        for name, value in way.fields().items():
            edits[name].set_value(value)
        self.judge_now()

    def _today(self) -> date:
        return self._session.today

    def _fill_choices(self) -> None:
        completer = QCompleter(client_names(self._session.book), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.client_edit.setCompleter(completer)
        self.offering_box.addItem(tr("Not in the catalogue"), None)
        own = self._deal.offering_id if self._deal is not None else None
        for offering in self._session.business.offerings.values():
            # What is no longer sold is not offered again; a deal that has it keeps it.
            if not offering.retired or offering.id == own:
                self.offering_box.addItem(offering.name, offering.id)
        self.salesperson_box.setEditable(True)
        for person in holders(self._session.business.people, Function.SALES):
            self.salesperson_box.addItem(person.name)

    def _lay_out(self) -> None:
        crews = self._session.business.crews
        told = self._deal is not None and self._deal.stage in PROMISED_STAGES
        asked_for = tr("Date promised") if told else tr("Date asked for")
        # What is sold is no longer judged: there is nothing left to promise.
        self.live.setVisible(self._deal is None or self._deal.is_open)
        inner = QWidget()
        groups = QVBoxLayout(inner)
        groups.setSpacing(SPACE_M)
        self._group(
            groups,
            tr("What the client asks for"),
            ("client", tr("Client"), self.client_edit),
            ("offering_id", tr("Offering"), self.offering_box),
            ("quantity", tr("Quantity"), self.quantity_edit),
            ("promised_on", asked_for, self.promised_edit),
        )
        self._group(
            groups,
            tr("Price"),
            ("value", tr("Price after discount"), self.value_edit),
            ("discount_percent", tr("Discount"), self.discount_edit),
            ("cost", tr("Estimated cost"), self.cost_edit),
            ("payment_days", tr("Days to pay"), self.payment_edit),
        )
        one = tr("Hours of work")
        self._group(
            groups,
            tr("Work"),
            *(
                (HOURS + crew.id, one if len(crews) == 1 else tr("Hours of {crew}").format(crew=crew.name), edit)
                for crew, edit in zip(crews, self.hours_edits.values(), strict=True)
            ),
            ("custom_parts", tr("Parts not in the catalogue"), self.parts_edit),
        )
        self._group(
            groups,
            tr("Chances"),
            ("salesperson", tr("Who sells it"), self.salesperson_box),
            ("probability_percent", tr("Chance that it comes in"), self.probability_edit),
            ("expected_close_on", tr("The client decides on"), self.close_edit),
        )
        self._group(groups, tr("Note"), ("note", tr("What else should be known"), self.note_edit))
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        # It follows the fields; a stop of its own would show nothing.
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        across = QHBoxLayout()
        across.setSpacing(SPACE_L)
        across.addWidget(area, 5)
        across.addWidget(self.live, 3)
        column = QVBoxLayout(self)
        column.setSpacing(SPACE_M)
        column.addWidget(self.notice_bar)
        column.addLayout(across, 1)
        column.addWidget(self.buttons)
        self.notice_bar.hide()

    def _group(self, groups: QVBoxLayout, heading: str, *fields: tuple[str, str, QWidget]) -> None:
        groups.addWidget(Heading(heading))
        grid = FormGrid(1 if len(fields) == 1 else 2)
        for name, label, field in fields:
            grid.add_field(label, field)
            self._fields[name] = (grid, field)
            self._labels[name] = label
        groups.addWidget(grid)
        self._grids.append(grid)

    def _say_beneath(self, says: Mapping[str, str]) -> None:
        """Say something beneath some fields, and nothing beneath the others."""
        for name, (grid, field) in self._fields.items():
            if name in says or not isinstance(field, ValueEdit):
                grid.set_error(field, says.get(name, ""))

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
        """Return the fields of the deal as they stand in the form; hours of a crew that has no line here stay."""
        before = self._deal.hours if self._deal is not None else {}
        hours = {crew: own for crew, own in before.items() if crew not in self.hours_edits}
        entered = {crew: edit.value() for crew, edit in self.hours_edits.items()}
        return {
            "client": " ".join(self.client_edit.text().split()),
            "offering_id": self.offering_box.currentData(),
            "quantity": self.quantity_edit.value() if self.quantity_edit.value() is not None else Decimal(1),
            "promised_on": self.promised_edit.value(),
            "value": self.value_edit.value(),
            "discount_percent": self.discount_edit.value(),
            "cost": self.cost_edit.value(),
            "payment_days": self.payment_edit.whole(),
            "custom_parts": self.parts_edit.whole(),
            "hours": hours | {crew: own for crew, own in entered.items() if own is not None},
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
            said = ""
            if hours is not None:
                said = tr("{hours} each in the catalogue").format(hours=figures.hours(hours))
            elif offering is not None and not offering.hours:
                said = tr("not in the catalogue yet")
            edit.setPlaceholderText(said)

    # Leaving

    def reject(self) -> None:
        """Close; where something was typed, ask first. Escape takes the question back."""
        if self.values() == self._begun or self._asked:
            super().reject()
            return
        self._asked = True
        self.notice_bar.show_notice(tr("What you typed is not saved yet. Save it, or let it go."), kind="warning")
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(tr("Let it go"))
        self.buttons.button(QDialogButtonBox.StandardButton.Save).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape never throws away what was typed: pressed again, it goes back to the form."""
        if event.key() == Qt.Key.Key_Escape and self._asked:
            self._asked = False
            self.notice_bar.dismiss()
            self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(tr("Cancel"))
            self.client_edit.setFocus()
        else:
            super().keyPressEvent(event)

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
            elif moves_the_date(self._deal, values["promised_on"]):
                self._ask_move(self._deal, values)
                return
            else:
                edit_deal(book=session.book, who=session.author, digits=session.digits, deal=self._deal, fields=values)
        except Conflict as conflict:
            self._show_conflict(conflict)
        except Trouble as trouble:
            self.notice_bar.show_notice(trouble.say, kind="warning")
        else:
            self.accept()

    def _ask_move(self, deal: Deal, values: Mapping[str, Any]) -> None:
        """Ask how a date moves that the client was promised, and save the rest with it."""
        from desktop.dialogs.date_moved import ask_move

        dialog = ask_move(self, self._session, deal, values["promised_on"], values)
        dialog.conflicted.connect(self._show_conflict)
        dialog.saved.connect(self._close_saved)

    def _close_saved(self, _say: str) -> None:
        self.accept()

    def _is_fine(self) -> bool:
        for grid, field in self._fields.values():
            if isinstance(field, ValueEdit) and field in self._hinted:
                grid.set_error(field, "")
        self._hinted.clear()
        flaws = field_flaws(self.values(), self._deal, self._session.today)
        wrong = {name: flaw_words(flaw) for name, flaw in flaws.items()}
        if len(self.note_edit.toPlainText()) > LONGEST_NOTE:
            wrong["note"] = tr("A note may have 10,000 characters.")
        self._say_beneath(wrong)
        readable = all([grid.finish() for grid in self._grids])
        # Said once more: a field that has just been taken in had nothing to say of itself.
        self._say_beneath(wrong)
        if readable and wrong:
            self._fields[next(iter(wrong))][1].setFocus()
        return readable and not wrong

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
        self._say_beneath(hints)
        self._hinted = {self._fields[name][1] for name in hints}
        self._deal = theirs
        self.notice_bar.show_notice(
            tr("{say} Save again to keep yours.").format(say=conflict.say), tr("Take theirs"), kind="warning"
        )

    def _take_theirs(self) -> None:
        self._say_beneath(dict.fromkeys(self._fields, ""))
        self._show(self._deal)
        self.notice_bar.dismiss()


def _said_of(session: Session, deal: Deal | None) -> tuple[dict[str, ItemAnswer], tuple[Request, ...]]:
    """Return what was answered and asked about a deal that is there already."""
    if deal is None:
        return {}, ()
    return read_answers(session.book, deal.id), asked_about(session.book, session.desk, [deal.id]).get(deal.id, ())


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
