"""One thing said to the client: what, by whom, spoken or written, due when, and does it exist today?"""

from datetime import date

from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget

from desktop.actions.promises import add_promise, edit_promise, remove_promise
from desktop.dialogs.editor import Editor
from desktop.dialogs.moved_form import MovedForm
from desktop.session import Session
from desktop.wording.promises import exists_words, kept_words, move_line, way_words
from desktop.wording.typed import typed
from framework.deal import Deal
from framework.people import Function
from framework.promises import Exists, Promise, Way, is_move
from resources.words import tr
from storage.promises import moves_of, read_promise
from storage.trouble import Conflict, short
from widgets.card import LeadLabel
from widgets.date_edit import DateEdit
from widgets.form_grid import FormGrid
from widgets.tokens import SPACE_M

WIDTH = 560
SHOWN_MOVES = 4


class PromiseEditor(Editor):
    """Writes down a promise in `deal` (None), or changes one. Another day asks who moved it, and who knew."""

    def __init__(self, session: Session, deal: Deal, promise: Promise | None, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("Something was promised") if promise is None else tr("A promise"),
            parent,
            remove=tr("It was never said") if promise is not None else "",
        )
        self._session, self._deal, self._promise = session, deal, promise
        self.say_edit = QPlainTextEdit()
        self.said_by_box, self.way_box, self.exists_box, self.kept_box = (QComboBox() for _ in range(4))
        self.said_on_edit, self.due_edit = DateEdit(self._today), DateEdit(self._today)
        self.form = FormGrid(2)
        self.moved_form = MovedForm()
        self.forms = [self.form]
        self._fill_choices()
        self._lay_out()
        self._show(promise)
        self.due_edit.value_changed.connect(self._show_moved)
        self.moved_form.hide()
        self.fit(WIDTH)
        self.say_edit.setFocus()

    def ask_how_it_ended(self) -> None:
        """Give the keyboard to whether it was kept."""
        self.kept_box.setFocus()

    def _today(self) -> date:
        return self._session.today

    def _fill_choices(self) -> None:
        business = self._session.business
        self.said_by_box.addItem(tr("Nobody knows"), "")
        for person in business.people:
            self.said_by_box.addItem(person.name, person.id)
        own = self._promise.said_by if self._promise is not None else ""
        if self.said_by_box.findData(own) < 0:
            self.said_by_box.addItem(business.names.get(own) or tr("somebody who has left"), own)
        for way in Way:
            self.way_box.addItem(way_words(way), way)
        for exists in (None, *Exists):
            self.exists_box.addItem(exists_words(exists), exists)
        for kept in (None, True, False):
            self.kept_box.addItem(kept_words(kept), kept)

    def _lay_out(self) -> None:
        self.say_edit.setTabChangesFocus(True)
        self.say_edit.setFixedHeight(3 * self.say_edit.fontMetrics().lineSpacing() + SPACE_M)
        self.form.add_field(tr("What was the client told?"), self.say_edit, wide=True)
        self.form.add_field(tr("By whom"), self.said_by_box)
        self.form.add_field(tr("On"), self.said_on_edit)
        self.form.add_field(tr("Spoken or written?"), self.way_box)
        self.form.add_field(tr("Due"), self.due_edit, tr("Empty: no day was named"))
        self.form.add_field(tr("Does it exist today?"), self.exists_box)
        if self._promise is not None:
            self.form.add_field(tr("Was it kept?"), self.kept_box)
        self.column.addWidget(self.form)
        self.column.addWidget(self.moved_form)
        if self._promise is not None:
            moves = [
                move for move in moves_of(self._session.book, self._deal.id) if move.promise_id == self._promise.id
            ]
            for move in moves[-SHOWN_MOVES:]:
                self.column.addWidget(LeadLabel(*move_line(move, self._session.desk.zone)))
        self.column.addStretch(1)

    def _show(self, promise: Promise | None) -> None:
        if promise is None:
            self.said_on_edit.set_value(self._session.today)
            person = self._session.person
            if person is not None and Function.SALES in person.functions:
                self.said_by_box.setCurrentIndex(self.said_by_box.findData(person.id))
            return
        self.say_edit.setPlainText(promise.say)
        self.said_by_box.setCurrentIndex(self.said_by_box.findData(promise.said_by))
        self.said_on_edit.set_value(promise.said_on)
        self.way_box.setCurrentIndex(list(Way).index(promise.way))
        self.due_edit.set_value(promise.due_on)
        self.exists_box.setCurrentIndex((None, *Exists).index(promise.exists_today))
        self.kept_box.setCurrentIndex((None, True, False).index(promise.kept))

    @property
    def _is_moved(self) -> bool:
        return self._promise is not None and is_move(self._promise, self.due_edit.value())

    def _show_moved(self, _day: date | None = None) -> None:
        """Ask how it was moved as soon as there is another day."""
        if self._is_moved is self.moved_form.isHidden():
            self.moved_form.setVisible(self._is_moved)
            self.fit(WIDTH)

    def ready(self) -> bool:
        """There must be words, and for another day who moved it and whether the client knew."""
        self.form.set_error(
            self.say_edit, "" if self.say_edit.toPlainText().strip() else tr("Write what the client was told.")
        )
        fine = super().ready()
        self._show_moved()
        if self._is_moved and not self.moved_form.check():
            self.fit(WIDTH)
            fine = False
        return fine

    def save(self) -> str:
        """Keep the promise as the fields have it."""
        session = self._session
        say = self.say_edit.toPlainText()
        said_on = self.said_on_edit.value()
        said_by = str(self.said_by_box.currentData() or "")
        way = list(Way)[self.way_box.currentIndex()]
        exists_today = (None, *Exists)[self.exists_box.currentIndex()]
        due_on = self.due_edit.value()
        words = typed(short(" ".join(say.split())))
        if self._promise is None:
            add_promise(
                book=session.book,
                who=session.author,
                today=session.today,
                deal=self._deal,
                say=say,
                said_on=said_on,
                said_by=said_by,
                way=way,
                due_on=due_on,
                exists_today=exists_today,
            )
            return tr("Promised to {client}: {promise}").format(client=self._deal.client, promise=words)
        try:
            edit_promise(
                book=session.book,
                who=session.author,
                today=session.today,
                promise=self._promise,
                say=say,
                said_on=said_on,
                said_by=said_by,
                way=way,
                due_on=due_on,
                exists_today=exists_today,
                kept=(None, True, False)[self.kept_box.currentIndex()],
                told=self.moved_form.told() if self._is_moved else None,
            )
        except Conflict:
            self._take_what_is_there()
            raise
        return tr("Changed: {promise}").format(promise=words)

    def remove(self) -> str:
        """Take away what was never said."""
        assert self._promise is not None
        try:
            remove_promise(book=self._session.book, who=self._session.author, promise=self._promise)
        except Conflict:
            self._take_what_is_there()
            raise
        words = typed(short(" ".join(self._promise.say.split())))
        return tr("Removed: {promise}").format(promise=words)

    def _take_what_is_there(self) -> None:
        """Let the next try rest on the promise as it is by now, of which the sentence tells."""
        assert self._promise is not None
        self._promise = read_promise(self._session.book, self._promise.id) or self._promise
        self._show_moved()
