"""Lines that each say one thing that can be done, with the button that does it beside it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QWidget

from widgets.card import PlainLabel
from widgets.tab_order import follow
from widgets.tokens import SPACE_S


class WayLines(QWidget):
    """Lines of (key, text, words of the button; "" for a line without one). `way_requested(key)`."""

    way_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[tuple[str, str, str], ...] = ()
        self._labels: list[PlainLabel] = []
        self._group = QButtonGroup(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE_S)
        self._grid.setVerticalSpacing(SPACE_S)
        self._grid.setColumnStretch(0, 1)
        self._group.idClicked.connect(self._request)

    def set_lines(self, lines: Sequence[tuple[str, str, str]]) -> None:
        """Show `lines`; none hides the whole. A button that has the keyboard keeps it while its line stays."""
        wanted = tuple(lines)
        while len(self._labels) < len(wanted):
            row = len(self._labels)
            label, button = PlainLabel("", wrap=True), QPushButton()
            button.setAutoDefault(False)
            self._labels.append(label)
            self._group.addButton(button, row)
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(button, row, 1, Qt.AlignmentFlag.AlignTop)
        for row, label in enumerate(self._labels):
            beside = self._group.button(row)
            there = row < len(wanted)
            label.setVisible(there)
            beside.setVisible(there and bool(wanted[row][2]))
            if there:
                _key, text, words = wanted[row]
                label.setText(text)
                # An ampersand is a letter of the sentence, not a shortcut.
                beside.setText(words.replace("&", "&&"))
                beside.setAccessibleName(words)
                beside.setAccessibleDescription(text)
        self._lines = wanted
        self.setVisible(bool(wanted))
        self.setAccessibleName("\n".join(text for _key, text, _words in wanted))
        follow(self, [self._group.button(row) for row in range(len(wanted))])

    def lines(self) -> tuple[tuple[str, str, str], ...]:
        """Return the lines that are shown."""
        return self._lines

    def button(self, key: str) -> QPushButton:
        """Return the button of a line. Raises KeyError when there is none."""
        for row, (own, _text, words) in enumerate(self._lines):
            if own == key and words:
                found = self._group.button(row)
                assert isinstance(found, QPushButton)
                return found
        raise KeyError(key)

    def _request(self, row: int) -> None:
        self.way_requested.emit(self._lines[row][0])
