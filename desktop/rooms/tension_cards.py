"""A pole of the tension map as a card: what it gives, what too much of it costs, its early signs, and what helps."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.wording import tension as words
from desktop.wording import tension_lean as lean_words
from framework.tension import Pole, TensionMap
from resources.tension import pole_text
from widgets.card import Card, LeadLabel, PlainLabel
from widgets.sign_lines import SignLines
from widgets.theme import theme
from widgets.tokens import RADIUS, SPACE_S

_EDGE = 3


class PoleCard(Card):
    """One pole, with the colour of its side where reading begins. `lines` are its signs, each opens what it counts."""

    def __init__(self, pole: Pole, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.pole = pole
        self._voice = words.VOICES[pole]
        text = pole_text(str(pole))
        self.title_label = PlainLabel(words.pole_title(pole), "heading", self._voice, wrap=True)
        self.lines = SignLines()
        self.lines.setAccessibleName(text.title)
        self.helps_label = PlainLabel("", "strong", wrap=True)
        self.column.addWidget(self.title_label)
        self.column.addWidget(LeadLabel(words.gives_name(), text.gives))
        self.column.addWidget(LeadLabel(words.costs_name(pole), text.costs))
        self.column.addSpacing(SPACE_S)
        self.column.addWidget(self.lines)
        self.column.addSpacing(SPACE_S)
        self.column.addStretch(1)
        self.column.addWidget(self.helps_label)
        for line in text.do:
            self.column.addWidget(PlainLabel(words.bullet(line), wrap=True))

    def show_map(self, found: TensionMap) -> None:
        """Show what the signs of this pole say, and whether what helps is called for now."""
        self.lines.set_signs([words.sign_text(found, reading.sign) for reading in found.signs_of(self.pole)])
        self.helps_label.setText(lean_words.helps_title(found, self.pole))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the panel, with the colour of its side where reading begins."""
        super().paintEvent(event)
        if self.pole is Pole.BETWEEN:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        painter.setClipRect(QRectF(self.width() - _EDGE if mirrored else 0, 0, _EDGE, self.height()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().voice(self._voice))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
