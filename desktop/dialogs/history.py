"""The history: what was changed, when and by whom; of the whole business or of one row of it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import groupby

from PySide6.QtWidgets import QWidget

from desktop.dialogs.page import Page
from desktop.dialogs.plain_list import PlainList
from desktop.wording import figures
from resources.words import tr
from storage.book import Book, Happening
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
        rows = folded(happened)
        self.list = PlainList((tr("When"), tr("Who"), tr("What")), rows, self.windowTitle())
        if rows:
            self.column.addWidget(self.list, 1)
        else:
            self.list.hide()
            self.column.addWidget(Muted(tr("Nothing has been changed here yet.")))
            self.column.addStretch(1)
        if len(happened) == MOST:
            count = figures.number(MOST)
            self.column.addWidget(Muted(tr("These are the newest {count}. The file keeps all.").format(count=count)))
        self.resize(720, 520)


def folded(happened: Iterable[Happening]) -> list[tuple[str, str, str]]:
    """Return rows (when, who, what). The same, done again and again by one person on one day, is one row: its last."""
    rows = []
    for (_day, who, label), same in groupby(happened, key=_alike):
        times = list(same)
        said = label if len(times) == 1 else tr("{label} ({count} times)").format(label=label, count=len(times))
        rows.append((when(times[0].at), who or tr("Handshake"), said))
    return rows


def _alike(one: Happening) -> tuple[date, str, str]:
    return one.at.astimezone().date(), one.who_name, one.label


def when(instant: datetime) -> str:
    """Return an instant as a local day and time, as this computer writes them."""
    local = instant.astimezone()
    return f"{figures.day_year(local.date())} {figures.clock(local.time())}"
