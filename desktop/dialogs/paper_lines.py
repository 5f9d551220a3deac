"""Lines of one kind as they stand on a sheet: what, and for some who and by when; an empty one is always there."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.actions.meeting_paper import PaperLine
from desktop.wording.minutes import kind_words
from framework.minutes import ACTING, EntryKind
from resources.words import tr
from storage.trouble import Trouble
from widgets.card import Card, Heading, Muted
from widgets.choice_box import ChoiceBox
from widgets.date_edit import DateEdit
from widgets.tokens import SPACE_S

MOST_LETTERS = 1000


class PaperRow(QWidget):
    """One line. What is none of its kind's business (who and by when of a decision) is not there."""

    def __init__(
        self, kind: EntryKind, number: int, people: Sequence[tuple[str, str]], today: Callable[[], date]
    ) -> None:
        super().__init__()
        self.say_edit = QLineEdit()
        self.say_edit.setMaxLength(MOST_LETTERS)
        self.say_edit.setAccessibleName(tr("{what} {number}").format(what=kind_words(kind), number=number))
        self.person_box: ChoiceBox | None = None
        self.due_edit: DateEdit | None = None
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_S)
        line.addWidget(self.say_edit, 5)
        if kind in ACTING:
            self.person_box, self.due_edit = ChoiceBox(tr("Who")), DateEdit(today)
            self.person_box.set_choices([("", tr("Nobody yet")), *people], "")
            self.due_edit.setAccessibleName(tr("By when"))
            self.due_edit.setPlaceholderText(tr("By when"))
            line.addWidget(self.person_box, 2)
            line.addWidget(self.due_edit, 2)

    def is_empty(self) -> bool:
        """Say whether nothing is written on it."""
        person = self.person_box is not None and self.person_box.currentData()
        day = self.due_edit is not None and self.due_edit.text().strip()
        return not (self.say_edit.text().strip() or person or day)


class PaperLines(Card):
    """The lines of one kind under its heading. `row_added()` comes with each new line; `erred(text)` of a wrong day."""

    row_added = Signal()
    erred = Signal(str)

    def __init__(
        self,
        kind: EntryKind,
        heading: str,
        hint: str,
        people: Sequence[tuple[str, str]],
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self.kind = kind
        self._people, self._today = people, today
        self.rows: list[PaperRow] = []
        self.column.addWidget(Heading(heading))
        if hint:
            self.column.addWidget(Muted(hint, "small"))
        self._add_row()

    def _add_row(self) -> None:
        row = PaperRow(self.kind, len(self.rows) + 1, self._people, self._today)
        self.rows.append(row)
        self.column.addWidget(row)
        row.say_edit.textEdited.connect(self._keep_one_free)
        if row.due_edit is not None:
            row.due_edit.error_changed.connect(self.erred)

    def _keep_one_free(self, _text: str) -> None:
        if not self.rows[-1].is_empty():
            self._add_row()
            # Enter comes to it at once, also where the window has not drawn it yet.
            self.rows[-1].show()
            self.row_added.emit()

    def set_people(self, people: Sequence[tuple[str, str]]) -> None:
        """Offer other people on lines to come."""
        self._people = people

    def is_empty(self) -> bool:
        """Say whether nothing is written on any line."""
        return all(row.is_empty() for row in self.rows)

    def finish(self) -> bool:
        """Take what is being typed; say whether every line can be read. The first that cannot gets the keyboard."""
        for row in self.rows:
            if row.due_edit is not None:
                row.due_edit.finish()
                if row.due_edit.error():
                    row.due_edit.setFocus()
                    self.erred.emit(row.due_edit.error())
                    return False
        return True

    def lines(self) -> list[PaperLine]:
        """Return what is written. Raises Trouble for a line with a name or a day, and no words."""
        found = []
        for row in self.rows:
            if row.is_empty():
                continue
            if not row.say_edit.text().strip():
                row.say_edit.setFocus()
                raise Trouble(tr("Write what will be done."))
            person = row.person_box.currentData() or None if row.person_box is not None else None
            due = row.due_edit.value() if row.due_edit is not None else None
            found.append(PaperLine(self.kind, row.say_edit.text(), person, due))
        return found
