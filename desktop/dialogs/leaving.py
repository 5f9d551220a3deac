"""One question: since when somebody is gone."""

from datetime import date
from typing import TYPE_CHECKING

from desktop.actions.people import open_actions
from desktop.dialogs.editor import Editor
from desktop.session import Session
from desktop.wording.typed import typed
from resources.words import tr
from storage.people import Member
from widgets.card import Muted
from widgets.date_edit import DateEdit
from widgets.form_grid import FormGrid

if TYPE_CHECKING:
    from desktop.dialogs.person_editor import PersonEditor


class LeavingEditor(Editor):
    """Asks for the last day of somebody over the dialog about them, which does the rest."""

    def __init__(self, session: Session, member: Member, over: "PersonEditor") -> None:
        super().__init__(tr("{name} has left").format(name=typed(member.person.name)), over, save=tr("Has left"))
        self._session, self._over = session, over
        self.day_edit = DateEdit(self._today)
        self.day_edit.set_value(session.today)
        self.form = FormGrid()
        self.forms = [self.form]
        self.form.add_field(tr("Last day here"), self.day_edit)
        self.column.addWidget(Muted(self._what_stays(open_actions(session.book, member))))
        self.column.addWidget(self.form)
        self.column.addStretch(1)
        self.fit(440)
        self.day_edit.setFocus()
        self.day_edit.selectAll()

    def _today(self) -> date:
        return self._session.today

    @staticmethod
    def _what_stays(count: int) -> str:
        if not count:
            return tr("What they did stays readable, and they can come back.")
        one = tr("What they did stays readable, and they can come back. 1 action is still theirs.")
        many = tr("What they did stays readable, and they can come back. {count} actions are still theirs.")
        return one if count == 1 else many.format(count=count)

    def ready(self) -> bool:
        """Say whether there is a day, and whether it has come."""
        if not super().ready():
            return False
        day = self.day_edit.value()
        if day is None:
            self.day_edit.set_error(tr("Write the last day here."))
        elif day > self._session.today:
            self.day_edit.set_error(tr("This day is still to come. Until then they work here."))
        return super().ready()

    def save(self) -> str:
        """Let them leave."""
        return self._over.leave(self.day_edit.value() or self._session.today)
