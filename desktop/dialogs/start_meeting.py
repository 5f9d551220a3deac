"""Starting a meeting on another day than it is planned for: asked once, so that nobody starts it by chance."""

from datetime import date

from PySide6.QtWidgets import QWidget

from desktop.dialogs.editor import Editor
from desktop.wording import figures
from resources.words import tr
from widgets.card import PlainLabel

WIDTH = 460


class StartMeeting(Editor):
    """Says which meeting would be held today instead. `saved` comes with nothing to say when it is to start."""

    def __init__(self, planned: date, parent: QWidget | None = None) -> None:
        super().__init__(tr("Start the meeting today?"), parent, save=tr("Start it today"))
        said = tr("The next handshake is planned for {day}. If it starts now, it is held today instead of then.")
        self.column.addWidget(PlainLabel(said.format(day=figures.day_long(planned)), wrap=True))
        self.fit(WIDTH)

    def save(self) -> str:
        """Go ahead."""
        return tr("The meeting has begun.")
