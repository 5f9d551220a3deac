"""A row of numbers to choose one from, as a school gives marks: 1 to 10."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from widgets.ringed import Ringed
from widgets.tokens import SPACE_XS

RING = 3
"""So much room is left around the buttons for the ring of the keyboard."""


class RatingRow(Ringed):
    """Buttons from `lowest` to `highest`, one of them pressed or none. `chosen(number)`; 0 when it is taken back.

    The keyboard chooses by the arrows or by typing the number; pressing the one that is chosen takes it back.
    """

    chosen = Signal(int)

    def __init__(self, name: str, lowest: int, highest: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lowest, self._highest = lowest, highest
        self._value: int | None = None
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        across = QHBoxLayout(self)
        across.setContentsMargins(RING, RING, RING, RING)
        across.setSpacing(SPACE_XS)
        for number in range(lowest, highest + 1):
            button = QPushButton(str(number))
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setProperty("chip", "true")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.setMinimumWidth(24)
            self._group.addButton(button, number)
            across.addWidget(button, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._name = name
        self._group.idClicked.connect(self._press)
        self._show()

    def value(self) -> int | None:
        """Return the number that is chosen, None for none."""
        return self._value

    def set_value(self, value: int | None) -> None:
        """Choose a number silently, or none."""
        self._value = value
        self._show()

    def _press(self, number: int) -> None:
        self._choose(None if number == self._value else number)

    def _choose(self, number: int | None) -> None:
        if number != self._value:
            self._value = number
            self.chosen.emit(number or 0)
        self._show()

    def _show(self) -> None:
        for button in self._group.buttons():
            button.setChecked(self._group.id(button) == self._value)
        self.setAccessibleName(self._name if self._value is None else f"{self._name}: {self._value}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left, Right, and the number itself; 0 is 10. Delete takes it back."""
        typed = event.text()
        ahead = Qt.Key.Key_Right if self.layoutDirection() != Qt.LayoutDirection.RightToLeft else Qt.Key.Key_Left
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            start = self._lowest - 1 if event.key() == ahead else self._highest + 1
            step = 1 if event.key() == ahead else -1
            wanted = (start if self._value is None else self._value) + step
            self._choose(min(max(wanted, self._lowest), self._highest))
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._choose(None)
        elif typed.isdigit() and self._lowest <= (int(typed) or 10) <= self._highest:
            self._choose(int(typed) or 10)
        else:
            super().keyPressEvent(event)
