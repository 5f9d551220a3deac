"""One crew: its name, and how many hours it has in a usual week."""

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.actions.crews import LONGEST_NAME, MOST_HOURS, remove_crew, save_crew
from desktop.dialogs.editor import Editor
from desktop.session import Session
from desktop.wording.typed import typed
from resources.words import tr
from storage.days_off import CrewLine, read_crews
from storage.trouble import Refused
from widgets.form_grid import FormGrid
from widgets.value_edits import DecimalEdit


class CrewEditor(Editor):
    """Changes a crew, or adds one (None)."""

    def __init__(self, session: Session, line: CrewLine | None, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("A new crew") if line is None else typed(line.crew.name),
            parent,
            remove=tr("Delete") if line is not None else "",
        )
        self._session, self._line = session, line
        self.name_edit = QLineEdit(line.crew.name if line is not None else "")
        self.name_edit.setMaxLength(10 * LONGEST_NAME)
        self.name_edit.setPlaceholderText(tr("Such as “Workshop”"))
        self.hours_edit = DecimalEdit(places=2, lowest=0, highest=MOST_HOURS, unit=tr("h"))
        self.hours_edit.set_value(line.crew.weekly_hours if line is not None else None)
        self.form = FormGrid(1)
        self.forms = [self.form]
        self.form.add_field(tr("Name"), self.name_edit)
        hint = tr("What all in it can do together in a week without days off. A single week is changed in Capacity.")
        self.form.add_field(tr("Hours a week"), self.hours_edit, hint)
        self.column.addWidget(self.form)
        self.column.addStretch(1)
        self.fit(460)
        self.name_edit.setFocus()

    def save(self) -> str:
        """Write the crew down."""
        book, before = self._session.book, self._session.book.last_seq
        try:
            save_crew(
                book=book,
                who=self._session.author,
                line=self._line,
                name=self.name_edit.text(),
                weekly_hours=self.hours_edit.value(),
            )
        except Refused:
            self._read_again()
            raise
        if book.last_seq == before:
            return ""
        name = typed(" ".join(self.name_edit.text().split()))
        return (tr("Changed {name}.") if self._line is not None else tr("Added {name}.")).format(name=name)

    def remove(self) -> str:
        """Delete the crew, where nothing names it."""
        assert self._line is not None
        try:
            remove_crew(book=self._session.book, who=self._session.author, line=self._line)
        except Refused:
            self._read_again()
            raise
        return tr("Deleted {name}.").format(name=typed(self._line.crew.name))

    def _read_again(self) -> None:
        """Take what somebody else made of the crew; what was typed here stays, and Save then means it."""
        if self._line is None:
            return
        key = self._line.crew.id
        self._line = next((line for line in read_crews(self._session.book) if line.crew.id == key), None)
        if self.remove_button is not None:
            self.remove_button.setVisible(self._line is not None)
