"""All that was asked and answered about one deal, or came late to it, the newest first: no line hides another."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.dialogs.page import Page
from resources.words import tr
from widgets.card import LeadLabel, Muted


class Talk(Page):
    """Shows `lines` of (when, what was said) about `client`; `title` says what they are, else questions and answers."""

    def __init__(
        self, client: str, lines: Sequence[tuple[str, str]], parent: QWidget | None = None, title: str = ""
    ) -> None:
        super().__init__(title or tr("Asked and answered: {client}").format(client=client), parent)
        said = self.add_reading_column()
        for when, words in lines:
            said.addWidget(LeadLabel(when, words))
        if not lines:
            said.addWidget(Muted(tr("Nothing has been asked about this deal yet.")))
        said.addStretch(1)
        self.resize(560, 420)
