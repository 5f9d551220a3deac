"""Days off: from when to when, and what they are called."""

from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.actions.days_off import LONGEST_NAME, remove_days_off, save_days_off
from desktop.dialogs.editor import Editor
from desktop.session import Session
from desktop.wording.typed import typed
from framework.days_off import Span, in_span
from resources.words import tr
from storage.days_off import read_days_off
from storage.trouble import Refused, Trouble
from widgets.form_grid import FormGrid
from widgets.value_edits import DateEdit


class DaysOffEditor(Editor):
    """Changes a row of the business's own days off, or adds one (None). One day is a row of one."""

    def __init__(self, session: Session, span: Span | None, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("Days off") if span is None else typed(span.name),
            parent,
            remove=tr("Work on these days") if span is not None else "",
        )
        self._session, self._span = session, span
        self.first_edit = DateEdit(self._today)
        self.last_edit = DateEdit(self._today)
        self.name_edit = QLineEdit()
        self.name_edit.setMaxLength(10 * LONGEST_NAME)
        self.name_edit.setPlaceholderText(tr("Such as “Summer break”"))
        self.form = FormGrid(2)
        self.forms = [self.form]
        self.form.add_field(tr("First day off"), self.first_edit)
        self.form.add_field(tr("Last day off"), self.last_edit, tr("Empty: one day only"))
        self.form.add_field(tr("What for"), self.name_edit, wide=True)
        self.column.addWidget(self.form)
        self.column.addStretch(1)
        if span is not None:
            self.first_edit.set_value(span.first)
            self.last_edit.set_value(span.last if span.last != span.first else None)
            self.name_edit.setText(span.name)
        self.fit(460)
        self.first_edit.setFocus()

    def _today(self) -> date:
        return self._session.today

    def save(self) -> str:
        """Write the days down."""
        first = self.first_edit.value()
        if first is None:
            self.first_edit.setFocus()
            raise Trouble(tr("From which day on is nobody there?"))
        last = self.last_edit.value() or first
        book, before = self._session.book, self._session.book.last_seq
        try:
            save_days_off(
                book=book,
                who=self._session.author,
                today=self._session.today,
                before=self._span.days if self._span is not None else (),
                first=first,
                last=last,
                name=self.name_edit.text(),
            )
        except Refused:
            self._read_again()
            raise
        if book.last_seq == before:
            return ""
        name = typed(" ".join(self.name_edit.text().split()))
        return (tr("Changed {name}.") if self._span is not None else tr("Added {name}.")).format(name=name)

    def remove(self) -> str:
        """Work on these days after all."""
        assert self._span is not None
        try:
            remove_days_off(book=self._session.book, who=self._session.author, days=self._span.days)
        except Refused:
            self._read_again()
            raise
        return tr("Worked after all: {name}.").format(name=typed(self._span.name))

    def _read_again(self) -> None:
        """Take what somebody else made of the days; what was typed here stays, and Save then means it."""
        if self._span is None:
            return
        now = read_days_off(self._session.book, self._span.first)
        own = [day for day in now if not day.public and in_span(self._span.days, day.day) is not None]
        self._span = Span(tuple(own)) if own else None
        if self.remove_button is not None:
            self.remove_button.setVisible(self._span is not None)
