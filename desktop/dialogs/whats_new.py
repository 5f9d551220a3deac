"""What is new: what each version brought, after an upgrade since the one that was used before."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.dialogs.page import Page
from resources.changelog import Release
from resources.words import tr
from widgets.card import Muted
from widgets.prose import Prose


class WhatsNew(Page):
    """`releases`, the newest first. `before`: the version used here before, "" to say nothing of it."""

    def __init__(self, releases: Sequence[Release], before: str = "", parent: QWidget | None = None) -> None:
        super().__init__(tr("What is new in Handshake"), parent)
        if before:
            say = tr("You have a new version. This is what has come since {version}; Help shows it again.")
            self.column.addWidget(Muted(say.format(version=before)))
        self.prose = Prose(self.windowTitle())
        for release in releases:
            self.prose.add_heading(" · ".join(part for part in (release.version, release.day) if part))
            for block in release.blocks:
                if block.is_item:
                    self.prose.add_item(block.runs)
                else:
                    self.prose.add_paragraph(block.runs)
        if not releases:
            self.prose.add_paragraph(((tr("This copy of Handshake came without its list of changes."), "plain"),))
        self.prose.go_to_top()
        self.column.addWidget(self.prose, 1)
        self.resize(720, 600)
        self.prose.setFocus()
