"""How much a statement holds: 1 to 5 between two end words, and "Can't say" apart from them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from widgets.card import PlainLabel
from widgets.rating_row import RING
from widgets.ringed import Ringed
from widgets.theme import metrics
from widgets.tokens import SPACE_L, SPACE_S, SPACE_XS

LOWEST, HIGHEST = 1, 5
CANNOT_SAY = 0
"""What `chosen` tells for "Can't say", and the key for it."""
NOTHING = -1


class ScaleRow(Ringed):
    """Large buttons 1 to 5 of which one is pressed or none. `chosen(number)`, 0 for "Can't say", also the same again.

    The keyboard types the number; Left, Right and Backspace go from statement to statement: `stepped(1)` and
    `stepped(-1)`. Without `cannot_say` there are only the numbers.
    """

    chosen = Signal(int)
    stepped = Signal(int)

    def __init__(
        self, name: str, low: str, high: str, cannot_say: str = "", parent: QWidget | None = None, *, tall: bool = True
    ) -> None:
        super().__init__(parent)
        self._name, self._value, self._tall = name, NOTHING, tall
        self._cannot_say = cannot_say
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        numbers = QHBoxLayout()
        numbers.setSpacing(SPACE_S)
        for number in range(LOWEST, HIGHEST + 1):
            numbers.addWidget(self._make(number, str(number)), 1)
        ends = QHBoxLayout()
        ends.addWidget(PlainLabel(low, "small", "muted"))
        ends.addStretch(1)
        ends.addWidget(PlainLabel(high, "small", "muted"))
        scale = QVBoxLayout()
        scale.setSpacing(SPACE_XS)
        scale.addLayout(numbers)
        scale.addLayout(ends)
        across = QHBoxLayout(self)
        across.setContentsMargins(RING, RING, RING, RING)
        across.setSpacing(SPACE_L)
        across.addLayout(scale, 1)
        if cannot_say:
            across.addWidget(self._make(CANNOT_SAY, cannot_say), 0, Qt.AlignmentFlag.AlignTop)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._group.idClicked.connect(self._press)
        self._show()

    def _make(self, number: int, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if number != CANNOT_SAY:
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.setMinimumSize(36, metrics("title").height() * (2 if self._tall else 1) + SPACE_XS)
        self._group.addButton(button, number)
        return button

    def set_name(self, name: str) -> None:
        """Be about another statement from now on."""
        self._name = name
        self._show()

    def value(self) -> int:
        """Return what is pressed, 0 for "Can't say", -1 for nothing."""
        return self._value

    def set_value(self, value: int) -> None:
        """Press a number silently, -1 for none."""
        self._value = value
        self._show()

    def button(self, number: int) -> QPushButton:
        """Return the button of a number, of 0 for "Can't say"."""
        found = self._group.button(number)
        assert isinstance(found, QPushButton)
        return found

    def _press(self, number: int) -> None:
        self._value = number
        self._show()
        self.chosen.emit(number)

    def _show(self) -> None:
        said = {NOTHING: "", CANNOT_SAY: self._cannot_say}.get(self._value, str(self._value))
        for button in self._group.buttons():
            number = self._group.id(button)
            button.setChecked(number == self._value)
            button.setAccessibleName(f"{self._name}: {button.text()}")
        self.setAccessibleName(f"{self._name}: {said}" if said else self._name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A number chooses, 0 is "Can't say", Left and Backspace go back, Right goes on; all else is the page's."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        typed = event.text()
        if event.isAutoRepeat():
            # A key that is held down answers one statement, not the next ones too.
            event.accept()
        elif plain and typed.isdigit() and LOWEST <= int(typed) <= HIGHEST:
            self._press(int(typed))
        elif plain and typed == str(CANNOT_SAY) and self._cannot_say:
            self._press(CANNOT_SAY)
        elif plain and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Backspace):
            self.stepped.emit(1 if event.key() == self._ahead() else -1)
        else:
            super().keyPressEvent(event)

    def _ahead(self) -> Qt.Key:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return Qt.Key.Key_Left if mirrored else Qt.Key.Key_Right
