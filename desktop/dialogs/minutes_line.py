"""One line of the minutes: what it is, its words, who does it and by when; also after the meeting was closed."""

from datetime import date

from PySide6.QtWidgets import QWidget

from desktop.actions.meeting_run import change_entry, strike_entry
from desktop.dialogs.editor import Editor
from desktop.dialogs.words_edit import words_edit
from desktop.session import Session
from desktop.wording.meantime import told
from desktop.wording.minutes import kind_words
from framework.minutes import ACTING, Entry, EntryKind
from resources.words import tr
from storage.trouble import Conflict, Trouble
from widgets.choice_box import ChoiceBox
from widgets.date_edit import DateEdit
from widgets.form_grid import FormGrid

WIDTH = 520


class MinutesLine(Editor):
    """Changes a line, or takes it out; the action that it made follows, and Undo brings all of it back."""

    def __init__(self, session: Session, entry: Entry, parent: QWidget | None = None) -> None:
        super().__init__(tr("A line of the minutes"), parent, remove=tr("Take out"))
        self._session, self._entry = session, entry
        self.kind_box = ChoiceBox(tr("What it is"))
        self.say_edit = words_edit(entry.say)
        self.person_box = ChoiceBox(tr("Who"))
        self.due_edit = DateEdit(self._today)
        self.form, self.action_form = FormGrid(), FormGrid(2)
        self._lay_out()
        self.kind_box.activated.connect(self._show_kind)
        self._show_kind()
        self.fit(WIDTH)
        self.say_edit.setFocus()

    def _today(self) -> date:
        return self._session.today

    def _lay_out(self) -> None:
        entry = self._entry
        self.forms = [self.form, self.action_form]
        self.kind_box.set_choices([(kind.value, kind_words(kind)) for kind in EntryKind], entry.kind.value)
        people = [(person.id, person.name) for person in self._session.business.people]
        names = self._session.business.names
        if entry.person_id and entry.person_id not in dict(people):
            people.append((entry.person_id, names.get(entry.person_id, "")))
        self.person_box.set_choices([("", tr("Nobody yet")), *people], entry.person_id or "")
        self.due_edit.set_value(entry.due_on)
        self.form.add_field(tr("What it is"), self.kind_box)
        self.form.add_field(tr("In words"), self.say_edit)
        self.action_form.add_field(tr("Who"), self.person_box)
        self.action_form.add_field(tr("By when"), self.due_edit)
        self.column.addWidget(self.form)
        self.column.addWidget(self.action_form)
        self.column.addStretch(1)

    def _show_kind(self) -> None:
        self.action_form.setVisible(self.kind() in ACTING)

    def kind(self) -> EntryKind:
        """Return what is chosen."""
        return EntryKind(self.kind_box.currentData())

    def save(self) -> str:
        """Write the line down as the fields have it."""
        kind, entry = self.kind(), self._entry
        acts = kind in ACTING
        say = " ".join(self.say_edit.toPlainText().split())
        person, due = (self.person_box.currentData() or None, self.due_edit.value()) if acts else (None, None)
        if kind is entry.kind and not acts:
            person, due = entry.person_id, entry.due_on
        if (kind, say, person, due) == (entry.kind, entry.say, entry.person_id, entry.due_on):
            return ""
        try:
            change_entry(
                book=self._session.book,
                who=self._session.author,
                entry=entry,
                kind=kind,
                say=say,
                person_id=person,
                due_on=due,
            )
        except Conflict as conflict:
            raise self._told(conflict) from conflict
        return tr("Changed in the minutes.")

    def _told(self, conflict: Conflict) -> Trouble:
        """Show what the other person wrote; Save then keeps what stands here."""
        if conflict.topic != "meeting_entry":
            return conflict
        self._entry = self._entry._replace(version=int(conflict.theirs["version"]))
        return told(conflict, [(tr("In words"), str(conflict.theirs["say"]))])

    def remove(self) -> str:
        """Take the line out."""
        strike_entry(book=self._session.book, who=self._session.author, entry=self._entry)
        return tr("Taken out of the minutes.")
