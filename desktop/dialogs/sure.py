"""A question before something that is meant to be thought over: what it means, and one button that says yes."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.dialogs.editor import Editor
from widgets.card import PlainLabel


class Sure(Editor):
    """Says in a few sentences what will happen. `agreed()` when the person wants it so."""

    agreed = Signal()

    def __init__(self, title: str, said: Sequence[str], yes: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent, save=yes)
        for sentence in said:
            self.column.addWidget(PlainLabel(sentence, wrap=True))
        self.column.addStretch(1)
        self.fit(460)

    def save(self) -> str:
        """Go ahead."""
        self.agreed.emit()
        return ""
