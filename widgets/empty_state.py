"""An empty room says what it is for and offers the one next step."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from widgets.action_buttons import ActionButtons
from widgets.card import Muted, PlainLabel
from widgets.theme import metrics
from widgets.tokens import SPACE_M, SPACE_S, SPACE_XL


class EmptyState(QWidget):
    """A title, a paragraph and buttons in the middle of an empty place. `action_requested(key)`."""

    action_requested = Signal(str)

    def __init__(
        self,
        title: str = "",
        text: str = "",
        actions: Sequence[tuple[str, str, bool]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title = PlainLabel("", "heading", wrap=True)
        self._text = Muted("")
        self.buttons = ActionButtons()
        block = QWidget()
        block.setMaximumWidth(metrics("body").averageCharWidth() * 62)
        block.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(block)
        column.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL)
        column.setSpacing(SPACE_S)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addSpacing(SPACE_M)
        column.addWidget(self.buttons)
        # Stretches instead of an alignment: an aligned widget is not asked how high it is at its width.
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(block, 1000)
        middle.addStretch(1)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addStretch(2)
        around.addLayout(middle)
        around.addStretch(3)
        self.set_content(title, text, actions)
        self.buttons.action_requested.connect(self.action_requested)

    def set_content(self, title: str, text: str, actions: Sequence[tuple[str, str, bool]] = ()) -> None:
        """Say what the place is for; `actions` are (key, text, primary)."""
        self._title.setText(title)
        self._text.setText(text)
        self.buttons.set_actions(actions)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
