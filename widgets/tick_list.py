"""Several ticks under each other, each beside a sentence of any length."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from widgets.card import PlainLabel
from widgets.tokens import SPACE_S, SPACE_XS


class TickList(QWidget):
    """Check boxes with their sentences. A click on a sentence ticks as well."""

    def __init__(self, ticks: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes: dict[str, QCheckBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        for key, text in ticks:
            box = QCheckBox()
            box.setAccessibleName(text)
            line = QHBoxLayout()
            line.setSpacing(SPACE_S)
            line.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(_Sentence(text, box), 1)
            column.addLayout(line)
            self._boxes[key] = box

    def ticked(self) -> list[str]:
        """The keys that are ticked, in their order."""
        return [key for key, box in self._boxes.items() if box.isChecked()]

    def set_ticked(self, keys: Iterable[str]) -> None:
        """Tick `keys` and no others."""
        wanted = set(keys)
        for key, box in self._boxes.items():
            box.setChecked(key in wanted)

    def box(self, key: str) -> QCheckBox:
        """Return the box of `key`. Raises KeyError when there is none."""
        return self._boxes[key]


class _Sentence(PlainLabel):
    """The words of a tick. A click on them is a click on the box."""

    def __init__(self, text: str, box: QCheckBox) -> None:
        super().__init__(text, wrap=True)
        self._box = box

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the press, so that its release comes here."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick, or take the tick away."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._box.setFocus(Qt.FocusReason.MouseFocusReason)
            self._box.click()
