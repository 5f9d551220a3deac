"""Planning a visit: who goes along where, with whom, on which day; also changed and moved here (section 10)."""

from datetime import date, time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.actions.visits import MOST_LINE, VisitFields, change_visit, plan_visit
from desktop.dialogs.editor import Editor
from desktop.session import Session
from desktop.wording import figures
from desktop.wording import visits as words
from desktop.wording.people import name_of
from desktop.wording.typed import typed
from framework.deal import Deal
from framework.people import Person
from framework.visits import LEAST_MINUTES, MOST_MINUTES, Visit, VisitKind, hosts_for, kinds_for
from resources.words import tr
from storage.intake import deals_by_id, open_deal_ids, sold_deals
from storage.trouble import Conflict
from storage.visits import read_visit
from widgets.card import Muted
from widgets.choice_box import ChoiceBox
from widgets.form_grid import FormGrid
from widgets.time_edit import TimeEdit
from widgets.value_edits import DateEdit, WholeEdit

WIDTH = 560
USUAL_MINUTES = 120
MOST_DEALS = 200
"""So many sold deals, and so many open ones, are offered: the next by their dates."""


class VisitEditor(Editor):
    """Plans a visit of `person_id` (None: of who is acting), or changes one that is planned.

    `planned(key)` tells which one was planned.
    """

    planned = Signal(str)

    def __init__(
        self, session: Session, visit: Visit | None = None, person_id: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Change the visit") if visit is not None else tr("Plan a visit"), parent)
        self._session, self._visit = session, visit
        self.person_box, self.kind_box = ChoiceBox(tr("Who goes along")), ChoiceBox(tr("What is visited"))
        self.host_box, self.deal_box = ChoiceBox(tr("With whom")), ChoiceBox(tr("At which deal"))
        self.day_edit = DateEdit(self._today)
        self.starts_edit = TimeEdit()
        self.minutes_edit = WholeEdit(lowest=LEAST_MINUTES, highest=MOST_MINUTES, unit=tr("min"))
        self.what_edit = QLineEdit(visit.what if visit is not None else "")
        self.what_edit.setMaxLength(10 * MOST_LINE)
        self.what_edit.setPlaceholderText(tr("Such as “Fitting the fascia at the bakery”"))
        self.who_form, self.when_form, self.form = FormGrid(2), FormGrid(3), FormGrid(2)
        self.forms = [self.who_form, self.when_form, self.form]
        self.who_form.add_field(tr("Who goes along"), self.person_box)
        self.who_form.add_field(tr("What is visited"), self.kind_box)
        self.when_form.add_field(tr("Day"), self.day_edit)
        self.when_form.add_field(tr("Begins at"), self.starts_edit, tr("Empty: not fixed yet"))
        self.when_form.add_field(tr("How long"), self.minutes_edit)
        self.form.add_field(tr("With whom"), self.host_box)
        self.form.add_field(tr("At which deal"), self.deal_box)
        self.form.add_field(tr("What is to be seen"), self.what_edit, wide=True)
        self.column.addWidget(
            Muted(tr("Two hours at the other side's work, once a quarter. Watch, ask, and do not help too soon."))
        )
        for form in self.forms:
            self.column.addWidget(form)
        self.column.addStretch(1)
        self._fill(person_id)
        self.person_box.activated.connect(self._show_kinds)
        self.kind_box.activated.connect(self._show_hosts)
        self.fit(WIDTH)
        (self.day_edit if visit is None else self.person_box).setFocus()

    def _today(self) -> date:
        return self._session.today

    def _fill(self, person_id: str | None) -> None:
        session, visit = self._session, self._visit
        people = session.business.people
        acting = session.person.id if session.person is not None else None
        chosen = visit.person_id if visit is not None else person_id or acting
        self.person_box.set_choices([(person.id, typed(person.name)) for person in people], chosen)
        self._show_kinds()
        deals = sorted(
            (
                *sold_deals(session.book, digits=session.digits)[:MOST_DEALS],
                *deals_by_id(session.book, open_deal_ids(session.book)[:MOST_DEALS], digits=session.digits),
            ),
            key=lambda deal: deal.client.casefold(),
        )
        choices: list[tuple[str, str]] = [("", tr("None in particular"))]
        choices += [(deal.id, self._deal_name(deal)) for deal in deals]
        if visit is not None and visit.deal_id is not None and visit.deal_id not in {key for key, _ in choices}:
            choices.append((visit.deal_id, tr("The deal it had")))
        self.deal_box.set_choices(choices, "" if visit is None else visit.deal_id or "")
        self.minutes_edit.set_value(USUAL_MINUTES if visit is None else visit.minutes)
        if visit is not None:
            self.kind_box.choose(str(visit.kind))
            self._show_hosts()
            self.host_box.choose(visit.host_id or "")
            self.day_edit.set_value(visit.planned_on)
            self.starts_edit.set_value(None if visit.starts is None else time.fromisoformat(visit.starts))

    def _deal_name(self, deal: Deal) -> str:
        offering = self._session.business.offerings.get(deal.offering_id or "")
        return typed(deal.client) if offering is None else f"{typed(deal.client)}, {typed(offering.name)}"

    def _person(self) -> Person | None:
        chosen = self.person_box.currentData()
        return next((person for person in self._session.business.people if person.id == chosen), None)

    def kind(self) -> VisitKind:
        """Return what is visited."""
        return VisitKind(self.kind_box.currentData() or VisitKind.DELIVERY)

    def _show_kinds(self) -> None:
        person, before = self._person(), self.kind_box.currentData()
        kinds = kinds_for(person) if person is not None else tuple(VisitKind)
        chosen = before if before in {str(kind) for kind in kinds} else str(kinds[0])
        self.kind_box.set_choices([(str(kind), words.kind_choice(kind)) for kind in kinds], chosen)
        self._show_hosts()

    def _show_hosts(self) -> None:
        before, business = self.host_box.currentData(), self._session.business
        hosts = hosts_for(business.people, self.person_box.currentData() or "", self.kind())
        choices = [("", tr("Not decided yet")), *((host.id, typed(host.name)) for host in hosts)]
        kept = self._visit.host_id if self._visit is not None else None
        if kept is not None and kept not in {key for key, _ in choices}:
            choices.append((kept, name_of(kept, business)))
        # Where only one can be meant, nobody has to say so.
        usual = choices[1][0] if self._visit is None and len(hosts) == 1 else ""
        self.host_box.set_choices(choices, before if before and before in {key for key, _ in choices} else usual)

    def fields(self) -> VisitFields:
        """Return what is written in the dialog."""
        return VisitFields(
            self.person_box.currentData() or "",
            self.kind(),
            self.day_edit.value(),
            self.what_edit.text(),
            self.host_box.currentData() or None,
            self.deal_box.currentData() or None,
            self.starts_edit.value(),
            self.minutes_edit.whole(),
        )

    def save(self) -> str:
        """Plan the visit, or change it."""
        session, wanted = self._session, self.fields()
        if self._visit is None:
            key = plan_visit(book=session.book, who=session.author, business=session.business, fields=wanted)
            self.planned.emit(key)
        else:
            before = session.book.last_seq
            try:
                change_visit(
                    book=session.book,
                    who=session.author,
                    business=session.business,
                    visit=self._visit,
                    fields=wanted,
                )
            except Conflict:
                # What was typed here stays, and Save then means it.
                self._visit = read_visit(session.book, self._visit.id) or self._visit
                raise
            if session.book.last_seq == before:
                return ""
        day = figures.day_year(wanted.planned_on) if wanted.planned_on is not None else ""
        name = name_of(wanted.person_id, session.business)
        return tr("Planned for {day}: {name}, {what}.").format(day=day, name=name, what=words.kind_words(wanted.kind))
