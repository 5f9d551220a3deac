"""Who is here: a line for each person, with their name and ticks for what they do."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from resources.words import tr
from widgets.card import PlainLabel
from widgets.cross_button import CROSS
from widgets.person_row import TICKS, PersonEntry, PersonRow
from widgets.tick_column import ColumnHeading
from widgets.tokens import SPACE_M, SPACE_S, SPACE_XS

__all__ = ["NORMAL_CASE", "PeopleEdit", "PersonEntry"]

# One sells and owns, the other delivers.
NORMAL_CASE = (PersonEntry(sells=True, leads=True, owner=True), PersonEntry(delivers=True, leads=True))


class PeopleEdit(QWidget):
    """Lines of people under headings, at least one, and a button for one more. `changed()` by a person.

    Enter in a name goes on to the next. A line without a name counts only as one of the first two, which ask for
    somebody; places (`row`) are those in `people()`.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Who is here?"))
        self.rows: list[PersonRow] = []
        self.add_button = QPushButton(tr("Add a person"))
        said = (
            (tr("Sales"), "sales", tr("Talks with the clients and promises.")),
            (tr("Operations"), "operations", tr("Delivers what was promised.")),
            (tr("Leads"), "muted", tr("Decides for their side.")),
            (tr("Owner"), "owner", tr("Decides where the two sides can't agree.")),
        )
        self.headings = {what: ColumnHeading(*words) for what, words in zip(TICKS, said, strict=True)}
        top = QHBoxLayout()
        top.setSpacing(SPACE_M)
        top.addWidget(PlainLabel(tr("Name"), "small", "muted"), 1)
        for heading in self.headings.values():
            top.addWidget(heading)
        top.addSpacing(SPACE_M + CROSS)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(SPACE_S)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        column.addLayout(top)
        column.addLayout(self._lines)
        column.addSpacing(SPACE_XS)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeading)
        self.set_people(NORMAL_CASE)
        self.add_button.clicked.connect(self.add_person)

    def people(self) -> tuple[PersonEntry, ...]:
        """Everybody in order, without the lines beyond the second that have no name."""
        return tuple(row.entry() for row in self._counted())

    def set_people(self, people: Sequence[PersonEntry]) -> None:
        """Show `people`, silently; nobody is one empty line."""
        for row in tuple(self.rows):
            self._take_out(row)
        for entry in people or (PersonEntry(),):
            self._put_in(entry)
        self._count()

    def add_person(self) -> None:
        """Add an empty line and go there."""
        row = self._put_in(PersonEntry())
        self._count()
        row.name_edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def set_error(self, row: int, text: str, at: str = "name") -> None:
        """Say beneath a line what is wrong with the name or with a tick of it: `at` is a field of `PersonEntry`."""
        self._counted()[row].set_error(text, at)

    def error(self, row: int) -> str:
        """What is said to be wrong with a line, "" for nothing."""
        return self._counted()[row].error()

    def clear_errors(self) -> None:
        """Say that nothing is wrong."""
        for row in self.rows:
            row.set_error("")

    def finish(self) -> bool:
        """Return whether nothing is wrong; else the first that is gets the focus."""
        wrong = next((row for row in self.rows if row.error()), None)
        if wrong is not None:
            wrong.focus_error()
        return wrong is None

    def showEvent(self, event: QShowEvent) -> None:
        """Put the Tab key in order within the window: nothing can be ordered while these are alone in a ring."""
        super().showEvent(event)
        self._order_tabs()

    def _counted(self) -> list[PersonRow]:
        return [row for place, row in enumerate(self.rows) if place < len(NORMAL_CASE) or row.entry().name]

    def _put_in(self, entry: PersonEntry) -> PersonRow:
        row = PersonRow(self.headings, entry)
        self.rows.append(row)
        self._lines.addWidget(row)
        row.show()  # at once, so that it can have the focus
        row.changed.connect(self.changed)
        row.step_requested.connect(self._step)
        row.remove_requested.connect(self._remove)
        return row

    def _take_out(self, row: PersonRow) -> None:
        self.rows.remove(row)
        self._lines.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _count(self) -> None:
        for number, row in enumerate(self.rows, start=1):
            row.set_number(number, only=len(self.rows) == 1)
        self._order_tabs()

    def _order_tabs(self) -> None:
        # A new widget is the window's last for the Tab key, wherever it stands: all lines are brought to the button,
        # and the button behind them.
        stops = [self.add_button, *(stop for row in self.rows for stop in row.stops()), self.add_button]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _step(self, row: PersonRow, lines: int) -> None:
        place = max(self.rows.index(row) + lines, 0)
        target = self.rows[place].name_edit if place < len(self.rows) else self.add_button
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def _remove(self, row: PersonRow) -> None:
        if len(self.rows) == 1:
            return
        place = self.rows.index(row)
        self._take_out(row)
        self._count()
        self.rows[min(place, len(self.rows) - 1)].name_edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()
