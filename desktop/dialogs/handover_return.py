"""A won deal goes back to Sales: what is missing, with what is open on the checklist to begin with."""

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.actions.desk import Judged
from desktop.actions.handover import return_handover
from desktop.dialogs.editor import Editor
from desktop.session import Session
from framework.handover import missing_items
from framework.intake import items_for
from framework.people import Person
from resources.words import tr
from widgets.card import Muted
from widgets.form_grid import FormGrid
from widgets.tick_list import TickList
from widgets.tokens import SPACE_M

WIDTH = 520


class HandoverReturn(Editor):
    """Returns the deal in the name of `person`. The open items are ticked: what is not missing is unticked."""

    def __init__(self, session: Session, judged: Judged, person: Person, parent: QWidget | None = None) -> None:
        client = judged.deal.client
        super().__init__(tr("Return {client} to Sales").format(client=client), parent, save=tr("Return it"))
        self._session, self._deal, self._person = session, judged.deal, person
        items = missing_items(items_for(judged.deal, session.business, session.today), judged.answers)
        self._say = {item.id: item.say for item in items}
        self.tick_list = TickList([*self._say.items()])
        self.tick_list.set_ticked(self._say)
        self.say_edit = QPlainTextEdit()
        self.say_edit.setTabChangesFocus(True)
        self.say_edit.setFixedHeight(4 * self.say_edit.fontMetrics().lineSpacing() + SPACE_M)
        self.form = FormGrid(1)
        if items:
            self.column.addWidget(Muted(tr("Open on the checklist. What isn't missing can be unticked.")))
        self.column.addWidget(self.tick_list)
        self.tick_list.setVisible(bool(items))
        self.form.add_field(tr("What else is missing?") if items else tr("What is missing?"), self.say_edit)
        self.forms = [self.form]
        self.column.addWidget(self.form)
        self.column.addStretch(1)
        self.fit(WIDTH)
        self.say_edit.setFocus()

    def words(self) -> str:
        """Return what is missing, a line for each: the ticked questions, then what was written."""
        written = self.say_edit.toPlainText().strip()
        return "\n".join([*(self._say[key] for key in self.tick_list.ticked()), *([written] if written else [])])

    def ready(self) -> bool:
        """Something must be missing."""
        wrong = "" if self.words() else tr("Write what is missing, so that Sales can bring it.")
        self.form.set_error(self.say_edit, wrong)
        return super().ready()

    def save(self) -> str:
        """Return the deal."""
        return_handover(
            book=self._session.book, who=self._person, digits=self._session.digits, deal=self._deal, say=self.words()
        )
        return tr("{client} goes back to Sales.").format(client=self._deal.client)
