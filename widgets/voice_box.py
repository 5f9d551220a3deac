"""A check box whose words are in the colour of a voice: what somebody does here."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QCheckBox, QWidget

from widgets.card import colour_named
from widgets.theme import font


class VoiceBox(QCheckBox):
    """A check box in bold; `colour` is a name of `widgets.card.colour_named`."""

    def __init__(self, text: str, colour: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._colour = colour
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the colours and the text size of the application."""
        super().changeEvent(event)
        dressing = (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange)
        if event.type() in dressing and hasattr(self, "_colour"):
            self._dress()

    def _dress(self) -> None:
        if self.font() != font("strong"):
            self.setFont(font("strong"))
        dressed, wanted = self.palette(), colour_named(self._colour)
        if dressed.color(QPalette.ColorRole.WindowText) != wanted:
            dressed.setColor(QPalette.ColorRole.WindowText, wanted)
            self.setPalette(dressed)
