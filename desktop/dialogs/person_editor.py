"""One person: their name, what they do here, whether they lead or own; that they have left, or are back."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.actions.people import (
    LONGEST_NAME,
    PersonFields,
    come_back,
    let_leave,
    remove_person,
    save_person,
)
from desktop.dialogs.editor import Editor
from desktop.dialogs.leaving import LeavingEditor
from desktop.session import Session
from desktop.wording import figures
from desktop.wording.typed import typed
from framework.people import Function
from resources.words import tr
from storage.people import Member, read_members
from storage.trouble import Refused, Trouble
from widgets.card import Muted
from widgets.form_grid import FormGrid
from widgets.tokens import SPACE_XL, SPACE_XS
from widgets.voice_box import VoiceBox


class PersonEditor(Editor):
    """Changes somebody, or adds them (None). Who has left can come back; who is here can leave, on a day.

    `kept(key)` tells whose line was saved.
    """

    kept = Signal(str)

    def __init__(self, session: Session, member: Member | None, parent: QWidget | None = None) -> None:
        title = typed(member.person.name) if member is not None else tr("A new person")
        super().__init__(title, parent, remove=tr("Delete") if member is not None else "")
        self._session, self._member = session, member
        self.name_edit = QLineEdit(member.person.name if member is not None else "")
        self.name_edit.setMaxLength(10 * LONGEST_NAME)
        self.sells_box = VoiceBox(tr("Sales"), "sales")
        self.delivers_box = VoiceBox(tr("Operations"), "operations")
        self.leads_box = VoiceBox(tr("Leads"), "ink")
        self.owner_box = VoiceBox(tr("Owner"), "owner")
        self.form = FormGrid()
        self.forms = [self.form]
        self.leave_button: QPushButton | None = None
        self.back_button: QPushButton | None = None
        if member is not None and member.left_on is None:
            self.leave_button = self._add_button(tr("Has left…"))
            self.leave_button.clicked.connect(self.ask_day)
        elif member is not None:
            self.back_button = self._add_button(tr("Is back"))
            self.back_button.clicked.connect(self.bring_back)
        self._lay_out()
        self._show(self.fields_of(member))
        self.fit(480)
        self.name_edit.setFocus()

    def _add_button(self, text: str) -> QPushButton:
        button = self.buttons.addButton(text, QDialogButtonBox.ButtonRole.ActionRole)
        button.setAutoDefault(False)
        return button

    def _lay_out(self) -> None:
        self.form.add_field(tr("Name"), self.name_edit)
        self.column.addWidget(self.form)
        if self._member is not None and self._member.left_on is not None:
            day = figures.day_year(self._member.left_on)
            self.column.addWidget(Muted(tr("Left on {day}. What they did stays readable.").format(day=day)))
        for box, say in (
            (self.sells_box, tr("Talks with the clients and promises.")),
            (self.delivers_box, tr("Delivers what was promised.")),
            (self.leads_box, tr("Decides for their side.")),
            (self.owner_box, tr("Decides where the two sides can't agree.")),
        ):
            box.setAccessibleDescription(say)
            # Under its words. A layout, for Qt mirrors no margins.
            under = QHBoxLayout()
            under.addSpacing(SPACE_XL)
            under.addWidget(Muted(say, "small"), 1)
            pair = QVBoxLayout()
            pair.setSpacing(SPACE_XS)
            pair.addWidget(box)
            pair.addLayout(under)
            self.column.addLayout(pair)
        self.column.addStretch(1)

    @staticmethod
    def fields_of(member: Member | None) -> PersonFields:
        """Return what is written down about somebody; nothing yet about somebody new."""
        if member is None:
            return PersonFields("", sells=False, delivers=False)
        person = member.person
        return PersonFields(
            person.name,
            sells=Function.SALES in person.functions,
            delivers=Function.OPERATIONS in person.functions,
            leads=person.leads,
            owner=person.owner,
        )

    def _show(self, fields: PersonFields) -> None:
        if self.name_edit.text() != fields.name:
            self.name_edit.setText(fields.name)
        for box, ticked in zip(self._boxes(), fields[1:], strict=True):
            box.setChecked(bool(ticked))

    def _boxes(self) -> tuple[VoiceBox, ...]:
        return self.sells_box, self.delivers_box, self.leads_box, self.owner_box

    def fields(self) -> PersonFields:
        """Return what is written in the dialog."""
        return PersonFields(self.name_edit.text(), *(box.isChecked() for box in self._boxes()))

    @property
    def member(self) -> Member:
        """Somebody who is written down already. There is none while they are being added."""
        assert self._member is not None
        return self._member

    def save(self) -> str:
        """Write it down. What somebody else has changed meanwhile is taken over first."""
        wanted = self.fields()
        if not self._keep():
            return ""
        say = tr("Changed {name}.") if self._member is not None else tr("Added {name}.")
        return say.format(name=typed(" ".join(wanted.name.split())))

    def _keep(self) -> bool:
        """Write down what the fields say; return whether it was anything new."""
        book = self._session.book
        before = book.last_seq
        try:
            key = save_person(book=book, who=self._session.author, member=self._member, fields=self.fields())
        except Refused:
            self._meet()
            raise
        if book.last_seq == before:
            return False
        self.kept.emit(key)
        return True

    def remove(self) -> str:
        """Delete them, where nothing names them."""
        try:
            remove_person(book=self._session.book, who=self._session.author, member=self.member)
        except Refused:
            self._meet()
            raise
        return tr("Deleted {name}.").format(name=typed(self.member.person.name))

    def _meet(self) -> None:
        """Take over what somebody else has changed where nothing was touched here; Save then means the rest."""
        before, mine = self.fields_of(self._member), self.fields()
        self._read_again()
        if self._member is None:
            return
        now = self.fields_of(self._member)
        kept = (mine_is if mine_is != was else now_is for was, mine_is, now_is in zip(before, mine, now, strict=True))
        self._show(PersonFields._make(kept))

    def _read_again(self) -> None:
        key = self.member.person.id
        self._member = next((each for each in read_members(self._session.book) if each.person.id == key), None)
        here = self._member is not None and self._member.left_on is None
        for button, offered in (
            (self.remove_button, self._member is not None),
            (self.leave_button, here),
            (self.back_button, self._member is not None and not here),
        ):
            if button is not None:
                button.setVisible(offered)

    # Leaving and coming back

    def ask_day(self) -> None:
        """Ask since when they are gone."""
        leaving = LeavingEditor(self._session, self.member, self)
        leaving.saved.connect(self._close)
        leaving.open()

    def leave(self, day: date) -> str:
        """Note that they have left, and what else was typed here. Raises Trouble where nobody would be left."""
        self._keep_typed()
        try:
            count = let_leave(book=self._session.book, who=self._session.author, member=self.member, on=day)
        except Refused:
            self._meet()
            raise
        name = typed(self.member.person.name)
        if not count:
            return tr("{name} has left.").format(name=name)
        one = tr("{name} has left. 1 action is still theirs.")
        many = tr("{name} has left. {count} actions are still theirs.")
        return (one if count == 1 else many).format(name=name, count=count)

    def bring_back(self) -> None:
        """Note that they work here again, and what else was typed here."""
        self.say("")
        try:
            self._keep_typed()
            come_back(book=self._session.book, who=self._session.author, member=self.member)
        except Trouble as trouble:
            if isinstance(trouble, Refused):
                self._meet()
            self.say(trouble.say)
            return
        self._close(tr("{name} is back.").format(name=typed(self.member.person.name)))

    def _keep_typed(self) -> None:
        if self.fields() != self.fields_of(self._member):
            self._keep()
            self._read_again()

    def _close(self, say: str) -> None:
        self.done(QDialog.DialogCode.Accepted)
        self.saved.emit(say)
