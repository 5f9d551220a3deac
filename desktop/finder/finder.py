"""The index of one open file: filled behind the window, kept true by the news, asked with every letter."""

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from desktop.finder.filling import Filling
from desktop.finder.folding import wanted
from desktop.finder.index import Index
from desktop.finder.rules import rule_records
from desktop.in_parts import InParts
from desktop.session import Session
from storage.book import News
from storage.finding import Kind, Record, read_records


class Group(NamedTuple):
    """What was found of one kind: the first records in their order, and how many there are in all."""

    kind: Kind
    records: tuple[Record, ...]
    total: int


class Finder(QObject):
    """Finds records by their words. `changed()` tells that more was read, or that what was read has changed."""

    changed = Signal()
    troubled = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._index = Index()
        self._filling = Filling(session, self._index)
        self._work = InParts(self)
        self._work.done.connect(self._tell_done)
        self._work.troubled.connect(self.troubled)
        session.news_came.connect(self._take_news)
        self._work.start(self._filling.work())

    @property
    def is_reading(self) -> bool:
        """Say whether there is more than what is known yet."""
        return not self._filling.is_done

    @property
    def known(self) -> int:
        """How many records are known."""
        return len(self._index)

    def find(self, query: str, most: Mapping[Kind, int]) -> list[Group]:
        """Return what holds all words of `query`, by kind, not more than `most` of each, as the file has it now.

        Raises Trouble when the file can't be read.
        """
        groups = []
        for kind, found in self._index.find(wanted(query), most).items():
            records = self._read(kind, found.keys)
            listed = tuple(records[key] for key in found.keys if key in records)
            # What another window has just taken out is not known to be gone before its news come.
            total = found.total - (len(found.keys) - len(listed))
            if listed:
                groups.append(Group(kind, listed, total))
        return groups

    def _read(self, kind: Kind, keys: tuple[str, ...]) -> dict[str, Record]:
        if kind is Kind.RULE:
            return {record.key: record for record in rule_records(self.session)}
        return read_records(self.session.book, kind, keys)

    def finish(self) -> None:
        """Read now what would be read behind the window (for pictures and tests)."""
        self._work.finish()

    def close(self) -> None:
        """Stop, and let the index go."""
        self._work.stop()
        self.session.news_came.disconnect(self._take_news)
        self._index.close()

    def _take_news(self, news: News) -> None:
        self._filling.take_news(news)
        if not self._filling.is_done and not self._work.is_running:
            self._work.start(self._filling.work())
            if sum(map(len, news.topics.values())) <= FEW:
                self.finish()

    def _tell_done(self, _result: object) -> None:
        self.changed.emit()


FEW = 50
"""A change of so few rows is read at once: it takes about a millisecond."""
