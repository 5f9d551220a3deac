"""A figure that opens what it counts: its value and a note, with or without its name above, as one button."""

from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from resources.words import tr
from widgets.card import Muted, PlainLabel
from widgets.face_button import WordsButton
from widgets.tokens import SPACE_S, SPACE_XS


class FigureText(NamedTuple):
    """A figure in words: `key`, its name, its value, what is to be said of it, and its target ("" for none)."""

    key: str
    name: str
    value: str
    note: str = ""
    target: str = ""


class FigureFace(WordsButton):
    """Shows one figure; `large` for the head of a card, where the name stands elsewhere.

    `figure_opened(key)` on a click, Enter or Space.
    """

    figure_opened = Signal(str)

    def __init__(self, *, large: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = ""
        self.name_label = Muted("", "small")
        self.value_label = PlainLabel("", "figure" if large else "heading", wrap=not large)
        self.note_label = Muted("", "small")
        self.carry(self.name_label, self.value_label, self.note_label)
        box: QBoxLayout
        if large:
            self.name_label.hide()
            box = QHBoxLayout(self)
            box.setSpacing(SPACE_S)
            box.addWidget(self.value_label, 0, Qt.AlignmentFlag.AlignBottom)
            box.addWidget(self.note_label, 1, Qt.AlignmentFlag.AlignBottom)
        else:
            box = QVBoxLayout(self)
            box.setSpacing(1)
            for label in (self.name_label, self.value_label, self.note_label):
                box.addWidget(label)
            box.addStretch(1)
        box.setContentsMargins(SPACE_XS, SPACE_XS, SPACE_XS, SPACE_XS)
        self.clicked.connect(self._open)

    def set_figure(self, figure: FigureText) -> None:
        """Show `figure`."""
        self._key = figure.key
        self.name_label.setText(figure.name)
        self.value_label.setText(figure.value)
        self.note_label.setText(figure.note)
        said = tr("{name}: {value}").format(name=figure.name, value=figure.value)
        self.setAccessibleName(said)
        self.setAccessibleDescription(". ".join(part for part in (figure.note, figure.target) if part))
        self.updateGeometry()

    def key(self) -> str:
        """The key of the figure."""
        return self._key

    def texts(self) -> tuple[str, str, str]:
        """What is shown: name, value and note."""
        return self.name_label.text(), self.value_label.text(), self.note_label.text()

    def _open(self) -> None:
        self.figure_opened.emit(self._key)
