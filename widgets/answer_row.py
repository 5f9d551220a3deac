"""A few words to choose one from by a letter, side by side: yes, no, not known."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from widgets.rating_row import RING
from widgets.ringed import Ringed
from widgets.tokens import SPACE_XS

_BACK = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)


class Answer(NamedTuple):
    """One choice: its key, its words, and the letters that choose it."""

    key: str
    text: str
    letters: str


class AnswerRow(Ringed):
    """Buttons of which one is pressed or none. `chosen(key)` by a person; "" when it is taken back.

    The keyboard chooses by a letter or by the arrows; Backspace, or pressing the one that is chosen, takes it back.
    """

    chosen = Signal(str)

    def __init__(self, name: str, answers: Sequence[Answer], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._answers = tuple(answers)
        self._value = ""
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        across = QHBoxLayout(self)
        across.setContentsMargins(RING, RING, RING, RING)
        across.setSpacing(SPACE_XS)
        for number, answer in enumerate(self._answers):
            button = QPushButton(answer.text.replace("&", "&&"))
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setProperty("chip", "true")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setAccessibleName(f"{name}: {answer.text}")
            self._group.addButton(button, number)
            across.addWidget(button)
        across.addStretch(1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._group.idClicked.connect(self._press)
        self._show()

    def value(self) -> str:
        """Return the key that is chosen, "" for none."""
        return self._value

    def set_value(self, key: str) -> None:
        """Choose `key` silently; one that is not among the answers is none."""
        self._value = key if any(answer.key == key for answer in self._answers) else ""
        self._show()

    def button(self, key: str) -> QPushButton:
        """Return the button of `key`. Raises StopIteration when there is none."""
        number = next(at for at, answer in enumerate(self._answers) if answer.key == key)
        found = self._group.button(number)
        assert isinstance(found, QPushButton)
        return found

    def _press(self, number: int) -> None:
        key = self._answers[number].key
        self._choose("" if key == self._value else key)

    def _choose(self, key: str) -> None:
        changed = key != self._value
        self._value = key
        self._show()
        if changed:
            self.chosen.emit(key)

    def _show(self) -> None:
        said = ""
        for number, answer in enumerate(self._answers):
            self._group.button(number).setChecked(answer.key == self._value)
            if answer.key == self._value:
                said = answer.text
        self.setAccessibleName(f"{self._name}: {said}" if said else self._name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter chooses, the arrows go on, Backspace takes it back; all else is the dialog's."""
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        letter = event.text().casefold()
        wanted = next((answer.key for answer in self._answers if letter and letter in answer.letters), None)
        ahead = Qt.Key.Key_Right if self.layoutDirection() != Qt.LayoutDirection.RightToLeft else Qt.Key.Key_Left
        if plain and wanted is not None:
            self._choose(wanted)
        elif plain and event.key() in _BACK:
            self._choose("")
        elif plain and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._step(1 if event.key() == ahead else -1)
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        keys = [answer.key for answer in self._answers]
        start = (-1 if by > 0 else len(keys)) if self._value == "" else keys.index(self._value)
        self._choose(keys[min(max(start + by, 0), len(keys) - 1)])
