"""A failure that was prevented: what, what it would have cost, by whom, in which deal (framework.md section 9)."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.actions.saves import add_save, edit_save, remove_save
from desktop.dialogs.editor import Editor
from desktop.session import Session
from desktop.wording import figures
from desktop.wording.outcome import function_words
from desktop.wording.typed import typed
from framework.deal import Deal
from framework.outcome import Save
from framework.people import Function
from resources.words import tr
from storage.outcome import read_save
from storage.trouble import Conflict, short
from widgets.card import Muted
from widgets.choice_box import ChoiceBox
from widgets.date_edit import DateEdit
from widgets.form_grid import FormGrid
from widgets.tokens import SPACE_M
from widgets.value_edits import MoneyEdit


class SaveEditor(Editor):
    """Writes down a prevented failure in `deal` (None: in no deal), or changes one."""

    def __init__(self, session: Session, save: Save | None, deal: Deal | None, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("A failure was prevented"), parent, remove=tr("Take it off the wall") if save is not None else ""
        )
        self._session, self._save, self._deal = session, save, deal
        self.say_edit = QPlainTextEdit()
        self.value_edit = MoneyEdit(figures.currency_sign(session.business.currency), places=session.digits)
        self.day_edit = DateEdit(self._today, past=True)
        self.person_box, self.side_box = ChoiceBox(tr("Who prevented it?")), ChoiceBox(tr("Which side?"))
        self.deal_box = ChoiceBox(tr("In which deal?"))
        self._lay_out()
        self._show()
        self.person_box.activated.connect(self._take_side)
        self.fit(560)
        self.say_edit.setFocus()

    def _today(self) -> date:
        return self._session.today

    def _lay_out(self) -> None:
        self.say_edit.setTabChangesFocus(True)
        self.say_edit.setFixedHeight(3 * self.say_edit.fontMetrics().lineSpacing() + SPACE_M)
        self.column.addWidget(
            Muted(tr("What did not go wrong is easily forgotten. It stands beside the deals that were won."))
        )
        form = FormGrid(2)
        form.add_field(tr("What would have gone wrong?"), self.say_edit, wide=True)
        form.add_field(tr("What it would have cost"), self.value_edit, tr("Empty: not estimated"))
        form.add_field(tr("On"), self.day_edit)
        form.add_field(tr("Who prevented it?"), self.person_box)
        form.add_field(tr("Which side?"), self.side_box)
        form.add_field(tr("In which deal?"), self.deal_box, wide=True)
        self.forms = [form]
        self.column.addWidget(form)
        self.column.addStretch(1)

    def _show(self) -> None:
        business, save = self._session.business, self._save
        person = self._session.person
        who = (save.person_id or "") if save is not None else "" if person is None else person.id
        people = [("", tr("Several, or nobody in particular")), *((each.id, each.name) for each in business.people)]
        if who and all(key != who for key, _name in people):
            people.append((who, business.names.get(who) or tr("somebody who has left")))
        self.person_box.set_choices(people, who)
        sides = [("", function_words(None)), *((str(each), function_words(each)) for each in Function)]
        side = self._side_of(who) if save is None else "" if save.function is None else str(save.function)
        self.side_box.set_choices(sides, side)
        deals = [("", tr("In no deal"))]
        if self._deal is not None:
            deals.append((self._deal.id, f"{typed(self._deal.client)} · {self._deal.ref}"))
        listed = {key for key, _words in deals}
        deals += [(key, said) for key, said in self._recent_deals() if key not in listed]
        self.deal_box.set_choices(deals, "" if self._deal is None else self._deal.id)
        self.day_edit.set_value(self._session.today if save is None else save.saved_on)
        if save is not None:
            self.say_edit.setPlainText(save.say)
            self.value_edit.set_value(save.value)

    def _recent_deals(self) -> list[tuple[str, str]]:
        from storage.outcome import newest_deals

        return [(key, f"{typed(client)} · {ref}") for key, client, ref in newest_deals(self._session.book)]

    def _side_of(self, person_id: str) -> str:
        person = next((each for each in self._session.business.people if each.id == person_id), None)
        functions = () if person is None else tuple(person.functions)
        return str(functions[0]) if len(functions) == 1 else ""

    def _take_side(self) -> None:
        self.side_box.choose(self._side_of(str(self.person_box.currentData() or "")))

    def ready(self) -> bool:
        """There must be words."""
        said = "" if self.say_edit.toPlainText().strip() else tr("Write what would have gone wrong.")
        self.forms[0].set_error(self.say_edit, said)
        return super().ready()

    def save(self) -> str:
        """Keep it."""
        session = self._session
        side = str(self.side_box.currentData() or "")
        fields: dict[str, Any] = {
            "say": self.say_edit.toPlainText(),
            "saved_on": self.day_edit.value(),
            "value": self.value_edit.value(),
            "deal_id": self.deal_box.currentData() or None,
            "person_id": self.person_box.currentData() or None,
            "function": Function(side) if side else None,
        }
        given: dict[str, Any] = {
            "book": session.book,
            "who": session.author,
            "today": session.today,
            "digits": session.digits,
        }
        words = typed(short(" ".join(self.say_edit.toPlainText().split())))
        if self._save is None:
            add_save(**given, **fields)
            return tr("On the saves wall: {words}").format(words=words)
        try:
            edit_save(**given, save=self._save, **fields)
        except Conflict:
            self._save = read_save(session.book, self._save.id, digits=session.digits) or self._save
            raise
        return tr("Changed: {promise}").format(promise=words)

    def remove(self) -> str:
        """Take it off the wall."""
        assert self._save is not None
        try:
            remove_save(book=self._session.book, who=self._session.author, save=self._save)
        except Conflict:
            self._save = read_save(self._session.book, self._save.id, digits=self._session.digits) or self._save
            raise
        return tr("Off the saves wall: {words}").format(words=typed(short(" ".join(self._save.say.split()))))
