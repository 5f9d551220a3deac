"""The card of a visit that was written by hand, typed in by keyboard in the order of the sheet (section 10)."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QWidget

from desktop.actions.visits import take_in_paper_card
from desktop.dialogs.editor import Editor
from desktop.session import Session
from desktop.wording import visits as words
from framework.visits import AFTER, BEFORE, CARD_FIELDS, DURING, Visit
from resources.words import tr
from storage.trouble import Conflict
from storage.visits import read_visit
from widgets.card import Muted, PlainLabel
from widgets.choice_box import ChoiceBox
from widgets.form_grid import FormGrid
from widgets.value_edits import DateEdit

MOST_LETTERS = 2000


class PaperVisit(Editor):
    """The sheet as it was printed: which visit, when it took place, then its eight numbered lines.

    Enter goes on from line to line; Ctrl+Enter takes the card in, as one change. `taken_in(visit id)`.
    """

    taken_in = Signal(str)

    def __init__(self, session: Session, visits: list[Visit], visit: Visit, parent: QWidget | None = None) -> None:
        super().__init__(tr("A visit card on paper"), parent, save=tr("Take in"))
        self._session = session
        self._visits = {each.id: each for each in visits}
        self.visit = visit
        self.visit_box = ChoiceBox(tr("Which visit"))
        self.day_edit = DateEdit(self._today)
        self.edits = {field: QLineEdit() for field in CARD_FIELDS}
        self.top_form = FormGrid(2)
        self.forms = [self.top_form]
        self._lay_out()
        self._show()
        self.save_button.setDefault(False)
        self.resize(760, 640)
        self.visit_box.setFocus()
        self.visit_box.activated.connect(self._choose)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._scroll_to)

    def _today(self) -> date:
        return self._session.today

    def _lay_out(self) -> None:
        business = self._session.business
        choices = [
            (
                key,
                words.DOT.join((words.visit_title(each, business), words.visit_state(each) or words.visit_when(each))),
            )
            for key, each in self._visits.items()
        ]
        self.visit_box.set_choices(choices, self.visit.id)
        self.top_form.add_field(tr("Which visit"), self.visit_box)
        self.top_form.add_field(tr("Took place on"), self.day_edit, tr("Empty: it is not over yet"))
        self.column.addWidget(Muted(tr("Enter goes on to the next line, Ctrl+Enter takes the card in."), "small"))
        self.column.addWidget(self.top_form)
        for part in (BEFORE, DURING, AFTER):
            self.column.addWidget(PlainLabel(words.part_title(part), "strong"))
            form = FormGrid()
            for field in part:
                question = words.card_question(field)
                label = tr("{number}. {question}").format(number=words.card_number(field), question=question)
                self.edits[field].setMaxLength(MOST_LETTERS)
                form.add_field(label, self.edits[field])
            self.forms.append(form)
            self.column.addWidget(form)
        self.column.addStretch(1)

    def _show(self) -> None:
        for field, edit in self.edits.items():
            edit.setText(" ".join(getattr(self.visit, field).split()))
        done = self.visit.done_on
        if done is None and self.visit.planned_on <= self._session.today:
            done = self.visit.planned_on
        self.day_edit.set_value(done)

    def _choose(self) -> None:
        chosen = self._visits[self.visit_box.currentData()]
        if chosen.id == self.visit.id:
            return
        typed = self.typed_words()
        self.visit = chosen
        self._show()
        # The card was begun before it was said whose it is: what was typed belongs to this one.
        for field, text in typed.items():
            self.edits[field].setText(text)

    def typed_words(self) -> dict[str, str]:
        """Return the lines that differ from what is written down, by field."""
        texts = {field: edit.text().strip() for field, edit in self.edits.items()}
        return {field: text for field, text in texts.items() if text != " ".join(getattr(self.visit, field).split())}

    # The keyboard

    def _scroll_to(self, _old: QWidget | None, new: QWidget | None) -> None:
        inside = self.column.parentWidget()
        area = self.findChild(QScrollArea)
        if new is not None and inside is not None and area is not None and inside.isAncestorOf(new):
            area.ensureWidgetVisible(new, 0, 60)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on; Ctrl+Enter takes the card in."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.accept()
            else:
                self.focusNextPrevChild(True)
        else:
            super().keyPressEvent(event)

    def unsaved(self) -> str:
        """Ask where something was typed."""
        return tr("What you typed is not saved yet. Take it in, or let it go.") if self.typed_words() else ""

    # Saving

    def save(self) -> str:
        """Take the card in."""
        session, visit = self._session, self.visit
        try:
            take_in_paper_card(
                book=session.book,
                who=session.author,
                business=session.business,
                today=session.today,
                visit=visit,
                done_on=self.day_edit.value(),
                words=self.typed_words(),
            )
        except Conflict:
            # What was typed here stays, and Take in then means it.
            typed = self.typed_words()
            self.visit = read_visit(session.book, visit.id) or visit
            for field, edit in self.edits.items():
                if field not in typed:
                    edit.setText(" ".join(getattr(self.visit, field).split()))
            raise
        self.taken_in.emit(visit.id)
        return tr("The card is taken in: {visit}.").format(visit=words.visit_title(visit, session.business))
