"""One person on one line: a name, ticks for what they do here, and a cross that takes the line away."""

from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from resources.words import tr
from widgets.card import PlainLabel, tooltip
from widgets.cross_button import CrossButton
from widgets.name_edit import NameEdit
from widgets.tick_column import ColumnHeading, Tick
from widgets.tokens import SPACE_M, SPACE_XS

TICKS = ("sells", "delivers", "leads", "owner")


class PersonEntry(NamedTuple):
    """Somebody as they were written down: `name` on one line, "" while there is none."""

    name: str = ""
    sells: bool = False
    delivers: bool = False
    leads: bool = False
    owner: bool = False


class PersonRow(QWidget):
    """One line of `PeopleEdit`, its ticks as wide as the `headings` of their columns.

    Signals: `changed()`, `step_requested(row, lines)` to the name so many lines on, `remove_requested(row)`.
    """

    changed = Signal()
    step_requested = Signal(object, int)
    remove_requested = Signal(object)

    def __init__(self, headings: dict[str, ColumnHeading], entry: PersonEntry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name_edit = NameEdit()
        self.ticks = {what: Tick(headings[what]) for what in TICKS}
        self.remove_button = CrossButton()
        self._beneath = PlainLabel("", "small", "OFF", wrap=True)
        self._at = "name"
        self._number = 0

        line = QHBoxLayout()
        line.setSpacing(SPACE_M)
        line.addWidget(self.name_edit, 1)
        for tick in self.ticks.values():
            line.addWidget(tick)
        line.addWidget(self.remove_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        column.addLayout(line)
        column.addWidget(self._beneath)
        self._beneath.hide()

        self.name_edit.setText(entry.name)
        self.name_edit.setCursorPosition(0)
        for what, tick in self.ticks.items():
            tick.setChecked(getattr(entry, what))
        self.name_edit.textChanged.connect(self._tell)
        self.name_edit.stepped.connect(self._step)
        for tick in self.ticks.values():
            tick.toggled.connect(self._tell)
        self.remove_button.clicked.connect(self._remove)

    def entry(self) -> PersonEntry:
        """What is written on the line."""
        return PersonEntry(" ".join(self.name_edit.text().split()), *(tick.isChecked() for tick in self.ticks.values()))

    def stops(self) -> list[QWidget]:
        """What Tab comes to, in order."""
        return [self.name_edit, *self.ticks.values(), self.remove_button]

    def set_number(self, number: int, *, only: bool) -> None:
        """Say that this is line `number`, from 1. The `only` line can't be taken away."""
        self._number = number
        self.remove_button.setVisible(not only)
        self._name_all()

    def set_error(self, text: str, at: str = "name") -> None:
        """Say beneath the line what is wrong with the name or with one of the ticks (`at`); "" for nothing."""
        self._at = at
        self._beneath.setText(text)
        self._beneath.setVisible(bool(text))
        fields: dict[str, NameEdit | Tick] = {"name": self.name_edit, **self.ticks}
        for what, field in fields.items():
            wrong = bool(text) and what == at
            field.setAccessibleDescription(text if wrong else "")
            field.set_wrong(wrong)

    def error(self) -> str:
        """What is said to be wrong."""
        return self._beneath.text()

    def focus_error(self) -> None:
        """Give the focus to what is wrong."""
        wrong: QWidget = self.ticks.get(self._at, self.name_edit)
        wrong.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self) -> None:
        self._name_all()
        self.changed.emit()

    def _step(self, lines: int) -> None:
        self.step_requested.emit(self, lines)

    def _remove(self) -> None:
        self.remove_requested.emit(self)

    def _name_all(self) -> None:
        entry = self.entry()
        who = entry.name or tr("Person {number}").format(number=self._number)
        self.name_edit.setAccessibleName(tr("Name of person {number}").format(number=self._number))
        self.name_edit.setPlaceholderText(_asked(entry))
        said = (tr("{name}, sells"), tr("{name}, delivers"), tr("{name}, leads"), tr("{name}, owns the business"))
        for tick, words in zip(self.ticks.values(), said, strict=True):
            tick.setAccessibleName(words.format(name=who))
        remove = tr("Remove {name}") if entry.name else tr("Remove person {number}")
        remove = remove.format(name=entry.name, number=self._number)
        self.remove_button.setAccessibleName(remove)
        self.remove_button.setToolTip(tooltip(remove))


def _asked(entry: PersonEntry) -> str:
    """Return what an empty name asks, going by the ticks beside it."""
    if entry.sells and entry.delivers:
        return tr("Who sells and delivers?")
    if entry.sells:
        return tr("Who sells?")
    return tr("Who delivers?") if entry.delivers else tr("Who else?")
