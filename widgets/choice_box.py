"""A box to choose from that stands in a page that scrolls."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

_LETTERS = 12
"""So wide it is at least; longer choices are shown whole in the list that opens."""


class ChoiceBox(QComboBox):
    """A combo box as wide as its place. The wheel scrolls the page and never changes the choice beneath the pointer.

    `activated` tells what a person has chosen.
    """

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LETTERS)

    def set_choices(self, choices: Iterable[tuple[Any, str]], chosen: Any = None) -> None:
        """Offer `choices` (value, words) silently, with the value `chosen`; none is chosen where it is not among them.

        The same choices stay as they are, with the list that may be open.
        """
        wanted = list(choices)
        if wanted != [(self.itemData(at), self.itemText(at)) for at in range(self.count())]:
            self.clear()
            for value, words in wanted:
                self.addItem(words, value)
        self.choose(chosen)

    def choose(self, value: Any) -> None:
        """Show `value` as the choice, silently; none where it is not offered."""
        at = next((at for at in range(self.count()) if self.itemData(at) == value), -1)
        if at != self.currentIndex():
            self.setCurrentIndex(at)

    def showPopup(self) -> None:
        """Show the list as wide as its longest choice."""
        view = self.view()
        view.setMinimumWidth(view.sizeHintForColumn(0) + view.verticalScrollBar().sizeHint().width())
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()
