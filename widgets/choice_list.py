"""One choice out of a few, each with a sentence that says what it means."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QStyle, QVBoxLayout, QWidget

from widgets.card import Muted
from widgets.tokens import SPACE_S


class Choice(NamedTuple):
    """One choice: its words, and a sentence about it that may be empty."""

    key: str
    text: str
    say: str = ""


class ChoiceList(QWidget):
    """Radio buttons under each other, each with its sentence beneath. `chosen(key)` tells what a person chose.

    Up and Down move between them, and a click on a sentence chooses as well.
    """

    chosen = Signal(str)

    def __init__(self, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = [choice.key for choice in choices]
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for number, choice in enumerate(choices):
            if number:
                column.addSpacing(SPACE_S)
            radio = QRadioButton(choice.text.replace("&", "&&"))
            radio.setAccessibleName(choice.text)
            radio.setAccessibleDescription(choice.say)
            self._group.addButton(radio, number)
            column.addWidget(radio)
            if choice.say:
                column.addWidget(_Sentence(choice.say, radio))
        self._group.idClicked.connect(self._tell)

    def value(self) -> str:
        """The key of the choice that is made, empty while none is."""
        number = self._group.checkedId()
        return self._keys[number] if number >= 0 else ""

    def set_value(self, key: str) -> None:
        """Choose `key`, silently. Raises ValueError when there is no such choice."""
        self._group.button(self._keys.index(key)).setChecked(True)
        self.setFocusProxy(self.button(key))

    def button(self, key: str) -> QRadioButton:
        """Return the button of `key`. Raises ValueError when there is no such choice."""
        found = self._group.button(self._keys.index(key))
        assert isinstance(found, QRadioButton)
        return found

    def _tell(self, number: int) -> None:
        self.setFocusProxy(self._group.button(number))
        self.chosen.emit(self._keys[number])


class _Sentence(Muted):
    """What a choice means, under its words. A click on it is a click on the choice."""

    def __init__(self, say: str, radio: QRadioButton) -> None:
        super().__init__(say, "small")
        self._radio = radio
        style = radio.style()
        inset = style.pixelMetric(QStyle.PixelMetric.PM_ExclusiveIndicatorWidth, None, radio)
        inset += style.pixelMetric(QStyle.PixelMetric.PM_RadioButtonLabelSpacing, None, radio)
        self._inset = inset
        self._make_room()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose it."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._radio.setFocus(Qt.FocusReason.MouseFocusReason)
            self._radio.click()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the press, so that its release comes here."""
        event.accept()

    def _align(self) -> None:
        super()._align()
        if hasattr(self, "_inset"):
            self._make_room()

    def _make_room(self) -> None:
        """Stand under the words, not under the circle, on whichever side that is."""
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.setContentsMargins(0 if mirrored else self._inset, 0, self._inset if mirrored else 0, 0)
