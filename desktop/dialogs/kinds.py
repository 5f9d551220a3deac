"""The choice among the kinds of business, each with a line about it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from resources.starter import business_types
from widgets.card import Muted
from widgets.tokens import SPACE_M, SPACE_S, SPACE_XL


class Kinds(QWidget):
    """One radio button for each kind, in two columns. `chosen()`."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: list[str] = []
        self._group = QButtonGroup(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_M)
        grid.setVerticalSpacing(SPACE_S)
        for number, (key, title, line) in enumerate(business_types()):
            button = QRadioButton(title.replace("&", "&&"))
            button.setAccessibleDescription(line)
            self._keys.append(key)
            self._group.addButton(button, number)
            words = Muted(line, "small")
            words.setIndent(SPACE_XL)
            one = QVBoxLayout()
            one.setSpacing(0)
            one.addWidget(button)
            one.addWidget(words)
            one.addStretch(1)
            grid.addLayout(one, number // 2, number % 2)
        self._group.button(0).setChecked(True)
        self.setFocusProxy(self._group.button(0))
        self._group.idClicked.connect(self._tell)

    def kind(self) -> str:
        """Return the key of the kind that is chosen."""
        return self._keys[self._group.checkedId()]

    def choose(self, key: str) -> None:
        """Choose a kind, as a click on it does. Raises ValueError for a kind that is not there."""
        self._group.button(self._keys.index(key)).click()

    def _tell(self, _number: int) -> None:
        self.chosen.emit()
