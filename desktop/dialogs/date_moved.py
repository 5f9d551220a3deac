"""One question: the date that the client was promised is moved; who moved it, and were they told first?"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.actions.asking import take_over
from desktop.actions.promises import move_deal_date
from desktop.dialogs.editor import Editor
from desktop.dialogs.moved_form import MovedForm
from desktop.session import Session
from desktop.wording import figures
from desktop.wording.intake import flaw_words
from desktop.wording.promises import move_line
from framework.asking import GivenAnswer
from framework.deal import Deal
from framework.deal_fields import field_flaws
from resources.words import tr
from storage.intake import read_deal
from storage.promises import moves_of
from storage.trouble import Conflict
from widgets.card import LeadLabel, Muted, PlainLabel
from widgets.date_edit import DateEdit
from widgets.form_grid import FormGrid

WIDTH = 520
SHOWN_MOVES = 4


class DateMoved(Editor):
    """Moves the promised date of `deal`, to `to_on` unless another day is written; `fields` are changed with it.

    `conflicted(Conflict)`: somebody changed the deal meanwhile, and the form that the fields come from has to show it.
    Without fields the dialog says so itself, and the next try rests on the deal as it is then. With `given` the date is
    moved by taking over the conditions of that answer, which name the day.
    """

    conflicted = Signal(object)

    def __init__(
        self,
        session: Session,
        deal: Deal,
        to_on: date | None,
        parent: QWidget | None = None,
        *,
        fields: Mapping[str, Any] | None = None,
        given: GivenAnswer | None = None,
    ) -> None:
        super().__init__(tr("The promised date is moved"), parent, save=tr("Move the date"))
        self._session, self._deal, self._fields, self._given = session, deal, fields, given
        self.day_edit = DateEdit(self._today)
        self.day_edit.set_value(to_on)
        day_form = FormGrid(2)
        day_form.add_field(
            tr("New day"), self.day_edit, tr("Empty: no day any more") if given is None else tr("As the answer says")
        )
        self.day_edit.setEnabled(given is None)
        self.moved_form = MovedForm()
        self.forms = [day_form, self.moved_form]
        self._day_form = day_form
        self.column.addWidget(PlainLabel(_promised(deal), wrap=True))
        moves = [move for move in moves_of(session.book, deal.id) if move.promise_id is None]
        for move in moves[-SHOWN_MOVES:]:
            self.column.addWidget(LeadLabel(*move_line(move, session.desk.zone)))
        self.column.addWidget(day_form)
        self.column.addWidget(self.moved_form)
        self.column.addWidget(Muted(tr("The first promise stays with the deal, whatever comes."), "small"))
        self.column.addStretch(1)
        self.fit(WIDTH)
        self.moved_form.mover_choice.setFocus()

    def _today(self) -> date:
        return self._session.today

    def ready(self) -> bool:
        """The day must be another one; then both has to be answered."""
        self._day_form.set_error(self.day_edit, "")
        if not super().ready():
            return False
        if self.day_edit.value() == self._deal.promised_on:
            self._day_form.set_error(self.day_edit, tr("This is the day that was promised already."))
            self.day_edit.setFocus()
            return False
        flaw = field_flaws({"promised_on": self.day_edit.value()}, self._deal, self._session.today).get("promised_on")
        if flaw is not None:
            self._day_form.set_error(self.day_edit, flaw_words(flaw))
            self.day_edit.setFocus()
            return False
        fine = self.moved_form.check()
        if not fine:
            self.fit(WIDTH)
        return fine

    def save(self) -> str:
        """Move the date, and keep who moved it and whether the client was told first."""
        session, day = self._session, self.day_edit.value()
        try:
            self._move(day)
        except Conflict as conflict:
            if self._fields is not None:
                self.conflicted.emit(conflict)
                return ""
            self._deal = read_deal(session.book, self._deal.id, digits=session.digits) or self._deal
            raise
        if day is None:
            return tr("{client}: no date any more.").format(client=self._deal.client)
        said = tr("{client}: the date is now {day}.")
        return said.format(client=self._deal.client, day=figures.day_year(day))

    def _move(self, day: date | None) -> None:
        session, told = self._session, self.moved_form.told()
        if self._given is not None:
            take_over(
                book=session.book, who=session.author, desk=session.desk, deal=self._deal, given=self._given, told=told
            )
            return
        move_deal_date(
            book=session.book,
            who=session.author,
            digits=session.digits,
            deal=self._deal,
            to_on=day,
            told=told,
            fields=self._fields,
        )


def _promised(deal: Deal) -> str:
    """Return what the client was promised: "Town Library was promised Fri 11 Dec 2026, and Fri 4 Dec at first."."""
    now, first = deal.promised_on, deal.first_promised_on
    if now is None:
        if first is None:
            return tr("{client} was not promised a date yet.").format(client=deal.client)
        said = tr("{client} was promised {first} at first, and has no date now.")
        return said.format(client=deal.client, first=figures.day_year(first))
    if first is None or first == now:
        return tr("{client} was promised {day}.").format(client=deal.client, day=figures.day_year(now))
    said = tr("{client} was promised {day}, and {first} at first.")
    return said.format(client=deal.client, day=figures.day_year(now), first=figures.day_year(first))


def ask_move(
    parent: QWidget, session: Session, deal: Deal, to_on: date | None, fields: Mapping[str, Any] | None = None
) -> DateMoved:
    """Ask how the promised date of `deal` is moved, and move it. Connect `saved` of what is returned."""
    dialog = DateMoved(session, deal, to_on, parent, fields=fields)
    dialog.open()
    return dialog
