"""What one side did alone, in its colour and in grey: seen by both, and no rival of what they share."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QWidget

from widgets.card import Card, PlainLabel
from widgets.flow import FlowLayout
from widgets.tab_order import follow
from widgets.theme import theme
from widgets.tokens import RADIUS, SPACE_XS

_EDGE = 3


class SideStrip(Card):
    """A line of figures, each of which opens what it counts. `part_opened(key)`. `voice` is "sales" or "operations"."""

    part_opened = Signal(str)

    def __init__(self, voice: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._voice = voice
        self._keys: list[str] = []
        self._group = QButtonGroup(self)
        self._row = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._row.setSizePolicy(policy)
        self._flow = FlowLayout(self._row, SPACE_XS)
        self.title_label = PlainLabel("", "strong", voice)
        self._flow.addWidget(self.title_label)
        self.column.addWidget(self._row)
        self._group.idClicked.connect(self._open)

    def set_parts(self, title: str, parts: Sequence[tuple[str, str]]) -> None:
        """Show `parts` (key, text) after `title`."""
        self.title_label.setText(title)
        if [key for key, _ in parts] != self._keys:
            for button in self._group.buttons():
                self._group.removeButton(button)
                self._flow.removeWidget(button)
                button.hide()
                button.deleteLater()
            for number in range(len(parts)):
                button = QPushButton()
                button.setProperty("quiet", "true")
                self._group.addButton(button, number)
                self._flow.addWidget(button)
            self._keys = [key for key, _ in parts]
            follow(self, self._group.buttons())
        for number, (_key, text) in enumerate(parts):
            self._group.button(number).setText(text.replace("&", "&&"))
            self._group.button(number).setAccessibleName(f"{title}: {text}")
        buttons = self._group.buttons()
        if buttons:
            # On one line with what follows.
            self.title_label.setMinimumHeight(buttons[0].sizeHint().height())
        self._row.updateGeometry()

    def texts(self) -> tuple[str, ...]:
        """What is said of each part."""
        return tuple(button.text().replace("&&", "&") for button in self._group.buttons())

    def button(self, key: str) -> QPushButton:
        """Return the part of `key`. Raises ValueError when it is not there."""
        found = self._group.button(self._keys.index(key))
        assert isinstance(found, QPushButton)
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the panel, with the colour of its side where reading begins."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = self.width() - _EDGE if mirrored else 0
        painter.setClipRect(QRectF(left, 0, _EDGE, self.height()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().voice(self._voice))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)

    def _open(self, number: int) -> None:
        self.part_opened.emit(self._keys[number])
