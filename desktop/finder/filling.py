"""Filling the index from the book a part at a time, and keeping it true by what the news says was touched."""

from collections import deque
from collections.abc import Generator, Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from desktop.finder.index import Index
from desktop.finder.rules import RULE_TOPICS, rule_records
from desktop.session import Session
from storage.book import News
from storage.finding import PART, SOURCES, Kind, read_part


class Job(NamedTuple):
    """What is to be read: a whole kind, or what belongs to some rows by a link of its source."""

    kind: Kind
    condition: str = ""
    ids: tuple[str, ...] = ()


class Filling:
    """What is still to be read into `index`. Reading goes by keys, so that a change in between loses nothing."""

    def __init__(self, session: Session, index: Index) -> None:
        self._session = session
        self._index = index
        self._jobs: deque[Job] = deque(Job(kind) for kind in Kind)

    @property
    def is_done(self) -> bool:
        """Say whether all is read."""
        return not self._jobs

    def work(self) -> Generator[None, None, None]:
        """Read a part, and come back after each."""
        while self._jobs:
            yield from self._do(self._jobs[0])
            self._jobs.popleft()

    def _do(self, job: Job) -> Generator[None, None, None]:
        if job.kind is Kind.RULE:
            records = rule_records(self._session)
            self._index.remove(Kind.RULE, self._index.keys(Kind.RULE))
            self._index.put(Kind.RULE, records)
            return
        stale = set() if job.condition else set(self._index.keys(job.kind))
        after = ""
        while True:
            records = read_part(self._session.book, job.kind, after=after, condition=job.condition, ids=job.ids)
            self._index.put(job.kind, records)
            stale.difference_update(record.key for record in records)
            yield
            if len(records) < PART:
                break
            after = records[-1].key
        # What somebody added in the meantime is read by its own job.
        self._index.remove(job.kind, sorted(stale))

    def take_news(self, news: News) -> None:
        """Note what has to be read again."""
        if RULE_TOPICS & news.topics.keys():
            self._note([Job(Kind.RULE)])
        for kind, source in SOURCES.items():
            if source.whole & news.topics.keys():
                self._note([Job(kind)])
                continue
            for topic, ids in news.topics.items():
                if topic == source.table:
                    self._reread(kind, source.id, sorted(ids))
                elif topic in source.links:
                    self._note(Job(kind, source.links[topic], part) for part in _parts(sorted(ids)))

    def _reread(self, kind: Kind, id: str, ids: Sequence[str]) -> None:
        for part in _parts(ids):
            # Out first: what was deleted is not read again.
            self._index.remove(kind, part)
            self._note([Job(kind, f"{id} IN ({{ids}})", part)])

    def _note(self, jobs: Iterable[Job]) -> None:
        for job in jobs:
            # The first may be under way: the same one once more is wanted then.
            if job not in islice(self._jobs, 1, None):
                self._jobs.append(job)


def _parts(ids: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(ids[at : at + PART]) for at in range(0, len(ids), PART)]
