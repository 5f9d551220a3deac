"""The history: what was changed, when and by whom; of the whole business or of one row of it."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QWidget

from desktop.dialogs.page import Page
from desktop.dialogs.plain_list import PlainList
from desktop.wording import figures
from resources.words import tr
from storage.book import Book
from widgets.card import Muted

MOST = 2_000
"""As many changes as are listed; the file keeps all of them."""


class History(Page):
    """The changes in `book`, the newest first; only those that touched one of `row_ids`, when they are given."""

    def __init__(
        self,
        book: Book,
        *,
        row_ids: Sequence[str] | None = None,
        about: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("History of {what}").format(what=about) if about else tr("History"), parent)
        happened = book.history(row_ids=row_ids, limit=MOST)
        rows = [(when(one.at), one.who_name or tr("Handshake"), one.label) for one in happened]
        self.list = PlainList((tr("When"), tr("Who"), tr("What")), rows, self.windowTitle())
        if rows:
            self.column.addWidget(self.list, 1)
        else:
            self.list.hide()
            self.column.addWidget(Muted(tr("Nothing has been changed here yet.")))
            self.column.addStretch(1)
        if len(rows) == MOST:
            count = figures.number(MOST)
            self.column.addWidget(Muted(tr("These are the newest {count}. The file keeps all.").format(count=count)))
        self.resize(720, 520)


def when(instant: datetime) -> str:
    """Return an instant as a local day and time, as this computer writes them."""
    local = instant.astimezone()
    return f"{figures.day_year(local.date())} {figures.clock(local.time())}"
