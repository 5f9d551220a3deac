"""One line that is answered by one letter, or passed over: what stood on a sheet of paper is typed in with it."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from resources.words import tr
from widgets.card import PlainLabel
from widgets.ringed import Ringed
from widgets.theme import metrics
from widgets.tokens import SPACE_M, SPACE_S, SPACE_XS

_ON = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Down)
_BACK = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)


class LetterLine(Ringed):
    """A number, words, and the answer at the far end. `letters` are the answers by their letter: (value, words).

    A letter answers and goes on; Enter, Space and Down go on, Up goes back, Backspace takes the answer away.
    Signals: `answered(value)`, "" for none; `stepped(lines)`.
    """

    ring_fill = "select"
    answered = Signal(str)
    stepped = Signal(int)

    def __init__(
        self, number: str, words: str, letters: Mapping[str, tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._letters = dict(letters)
        self._words = words
        self._value = ""
        self.answer_label = PlainLabel("", "small-strong", "muted")
        number_label = PlainLabel(number, "small", "muted")
        number_label.setFixedWidth(metrics("small").horizontalAdvance("00.00"))
        widest = max((metrics("small-strong").horizontalAdvance(said) for _value, said in letters.values()), default=0)
        self.answer_label.setMinimumWidth(widest)
        line = QHBoxLayout(self)
        line.setContentsMargins(SPACE_S, SPACE_XS, SPACE_S, SPACE_XS)
        line.setSpacing(SPACE_M)
        line.addWidget(number_label, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(PlainLabel(words, wrap=True), 1)
        line.addWidget(self.answer_label, 0, Qt.AlignmentFlag.AlignTop)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._name()

    def value(self) -> str:
        """The answer, "" for none."""
        return self._value

    def set_value(self, value: str) -> None:
        """Show an answer silently; one that is not among the letters is none."""
        said = dict(self._letters.values())
        self._value = value if value in said else ""
        self.answer_label.setText(said.get(value, ""))
        self._name()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer, or go on."""
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        letter = event.text().casefold()
        if plain and letter and letter in self._letters:
            self._answer(self._letters[letter][0])
            self.stepped.emit(1)
        elif plain and event.key() in _BACK:
            self._answer("")
        elif plain and event.key() in _ON:
            self.stepped.emit(1)
        elif plain and event.key() == Qt.Key.Key_Up:
            self.stepped.emit(-1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go on through the answers by mouse, and come to none after the last."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        values = ["", *(value for value, _said in self._letters.values())]
        self._answer(values[(values.index(self._value) + 1) % len(values)])
        event.accept()

    def _answer(self, value: str) -> None:
        if value != self._value:
            self.set_value(value)
            self.answered.emit(value)

    def _name(self) -> None:
        said = self.answer_label.text()
        self.setAccessibleName(tr("{line}: {answer}").format(line=self._words, answer=said) if said else self._words)
