"""One shared word: what Sales means, what Operations means, and what both agreed (framework.md section 11)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.actions.shared_words import LONGEST_WORD, remove_word, save_word
from desktop.dialogs.editor import Editor
from desktop.session import Session
from desktop.wording.typed import typed
from framework.people import Function
from framework.words import Word
from resources.words import tr
from storage.shared_words import read_words
from storage.trouble import Conflict, Refused
from widgets.card import PlainLabel
from widgets.form_grid import FormGrid
from widgets.tokens import SPACE_M, SPACE_XS

LINES = 4


class WordEditor(Editor):
    """Changes a word, or writes down a new one (without an id). `kept(key)` tells which one was saved."""

    kept = Signal(str)

    def __init__(self, session: Session, word: Word, parent: QWidget | None = None) -> None:
        title = typed(word.word) if word.id else tr("A shared word")
        super().__init__(title, parent, remove=tr("Delete word") if word.id else "")
        self._session, self._word = session, word
        self.word_edit = QLineEdit(word.word)
        self.word_edit.setPlaceholderText(tr("Such as “urgent”"))
        # The action says what is too long; a line that stops at it would cut off what was pasted.
        self.word_edit.setMaxLength(10 * LONGEST_WORD)
        self.sales_field = MeaningField(tr("Sales means"), "sales", word.sales_means)
        self.operations_field = MeaningField(tr("Operations means"), "operations", word.operations_means)
        self.agreed_field = MeaningField(
            tr("We agreed"), "ink", word.agreed, tr("What both mean from now on. It is shown where the word is used.")
        )
        self.form = FormGrid()
        self.forms = [self.form]
        self.form.add_field(tr("The word"), self.word_edit)
        sides = QHBoxLayout()
        sides.setSpacing(SPACE_M)
        sides.addWidget(self.sales_field, 1, Qt.AlignmentFlag.AlignTop)
        sides.addWidget(self.operations_field, 1, Qt.AlignmentFlag.AlignTop)
        self.column.addWidget(self.form)
        self.column.addLayout(sides)
        self.column.addWidget(self.agreed_field)
        self.column.addStretch(1)
        self.fit(640)
        self._focus_first()

    def _focus_first(self) -> None:
        if not self._word.id:
            self.word_edit.setFocus()
            return
        # Whoever is at the keyboard writes for their own side first.
        person = self._session.person
        functions = person.functions if person is not None else frozenset()
        sides = ((Function.SALES, self.sales_field), (Function.OPERATIONS, self.operations_field))
        own = [field for function, field in sides if function in functions]
        fields = [*own, *self._fields()]
        next((field for field in fields if not field.text()), self.agreed_field).edit.setFocus()

    def _fields(self) -> tuple["MeaningField", ...]:
        return self.sales_field, self.operations_field, self.agreed_field

    def word(self) -> Word:
        """Return the word as the fields have it."""
        return self._word._replace(
            word=self.word_edit.text(),
            sales_means=self.sales_field.text(),
            operations_means=self.operations_field.text(),
            agreed=self.agreed_field.text(),
        )

    def save(self) -> str:
        """Write the word down. What somebody else has changed meanwhile is shown first."""
        book, wanted = self._session.book, self.word()
        before = book.last_seq
        try:
            key = save_word(book=book, who=self._session.author, word=wanted)
        except Refused as refused:
            self._meet(refused)
            raise
        if book.last_seq == before:
            return ""
        self.kept.emit(key)
        say = tr("Changed “{word}”.") if self._word.id else tr("Added “{word}”.")
        return say.format(word=typed(" ".join(wanted.word.split())))

    def remove(self) -> str:
        """Delete the word."""
        try:
            remove_word(book=self._session.book, who=self._session.author, word=self._word)
        except Refused as refused:
            self._meet(refused)
            raise
        return tr("Deleted “{word}”.").format(word=typed(self._word.word))

    def _meet(self, refused: Refused) -> None:
        """Show what stands in the file now; what was typed stays, and Save then means it."""
        now = next((word for word in read_words(self._session.book) if word.id == self._word.id), None)
        if now is None:
            # Deleted meanwhile: saved once more, it is a new word.
            self._word = self._word._replace(id="", row_version=1)
            self.show_removable(False)
            return
        before, self._word = self._word, now
        if self.word_edit.text() == before.word:
            self.word_edit.setText(now.word)
        who = refused.who if isinstance(refused, Conflict) else ""
        for field, old, new in zip(self._fields(), _meanings(before), _meanings(now), strict=True):
            field.meet(old, new, who)

    def show_removable(self, removable: bool) -> None:
        """Offer to delete the word, or not."""
        if self.remove_button is not None:
            self.remove_button.setVisible(removable)


class MeaningField(QWidget):
    """What one side means: a few lines under a label in its voice, a hint, and what somebody else has written."""

    def __init__(self, label: str, colour: str, text: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = PlainLabel(label, "small-strong", colour, wrap=True)
        self.edit = QPlainTextEdit(text)
        self.theirs_label = PlainLabel("", "small", "ASK", wrap=True)
        self.edit.setAccessibleName(label)
        self.edit.setAccessibleDescription(hint)
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedHeight(LINES * self.edit.fontMetrics().lineSpacing() + 2 * SPACE_M)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        column.addWidget(self.label)
        column.addWidget(self.edit)
        if hint:
            column.addWidget(PlainLabel(hint, "small", "muted", wrap=True))
        column.addWidget(self.theirs_label)
        self.theirs_label.hide()

    def text(self) -> str:
        """What is written, without blanks around it."""
        return self.edit.toPlainText().strip()

    def meet(self, old: str, new: str, who: str) -> None:
        """Take over `new` where nothing was typed over `old`, else show it beside what was typed."""
        mine = self.text()
        if mine == old:
            self.edit.setPlainText(new)
        clash = new not in (old, mine) and mine != old
        say = tr("{who} wrote: {text}") if who else tr("There now: {text}")
        self.theirs_label.setText(say.format(who=typed(who), text=typed(new) or tr("nothing")) if clash else "")
        self.theirs_label.setVisible(clash)


def _meanings(word: Word) -> tuple[str, str, str]:
    return word.sales_means, word.operations_means, word.agreed
