"""The open business file: reads, the one write path, undo by name, and news.

Reads are SQL on the file's own connection and load nothing heavy. The first change loads SQLModel, unless
`storage.writing` was imported before (the window does so behind its first paint).
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from resources.words import tr
from storage import sqlite
from storage.keys import new_id
from storage.trouble import Refused, Trouble

if TYPE_CHECKING:
    from storage.writing import Change, Writer


class Author(NamedTuple):
    """Who makes a change: a person's id and name; both empty for the program itself."""

    id: str = ""
    name: str = ""


class News(NamedTuple):
    """What a change touched: row ids by topic (the name of a table), who did it, and whether it was this window."""

    topics: Mapping[str, frozenset[str]]
    label: str
    who_name: str
    at: datetime
    own: bool


class Happening(NamedTuple):
    """One line of the history."""

    seq: int
    at: datetime
    who_name: str
    label: str
    undoes: int | None


Listener = Callable[[News], None]


class Book:
    """One open business file, used from the thread that opened it. Make one with `storage.opening.open_book`."""

    def __init__(self, path: Path, connection: sqlite3.Connection, *, read_only_because: str = "") -> None:
        self.path = path
        self.read_only_because = read_only_because
        self.kept_older: Path | None = None
        """The file as an older Handshake had made it, kept when this opening brought it up to date."""
        self.window = new_id()
        self._identity = sqlite.identity_of(path)
        self._connection = connection
        self._writer: Writer | None = None
        self._listeners: list[Listener] = []
        self._undo: list[tuple[int, str]] = []
        self._redo: list[tuple[int, str]] = []
        self._changing = False
        self.waiting: Callable[[], None] | None = None
        """Called again and again while a change waits for another program that is writing."""
        self._seen_counter = sqlite.change_counter(connection)
        self.newest = self._newest()
        self._seen_seq = self.newest[0] if self.newest else 0

    # Reads

    def rows(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a query. Raises Trouble when the file can't be read."""
        with sqlite.troubles(self.path):
            return self._connection.execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> tuple[Any, ...] | None:
        """Return the first row of a query, or None."""
        with sqlite.troubles(self.path):
            found: tuple[Any, ...] | None = self._connection.execute(sql, parameters).fetchone()
            return found

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection itself, for the parts of `storage/` that copy or check the file."""
        return self._connection

    # The one write path

    @contextmanager
    def change(
        self, label: str, *, who: Author = Author(), undoes: int | None = None, for_good: bool = False
    ) -> "Iterator[Change]":
        """Make one change: a transaction that commits once when left, or rolls back when anything goes wrong.

        `label` names it in the history and in "Undo ..."; one made `for_good` is not offered to Undo. Raises Trouble
        when the file can't be written.
        """
        if self.read_only_because:
            raise Trouble(self.read_only_because)
        if self._changing:
            raise RuntimeError("a change inside a change")
        self._changing = True
        try:
            with sqlite.troubles(self.path):
                from storage.writing import Writer

                if self._writer is None:
                    self._writer = Writer(self._connection, self.window, self.path)
                self._writer.waiting = self.waiting
                with self._writer.change(label, who, undoes) as change:
                    yield change
        finally:
            self._changing = False
        if change.seq is None:
            return
        if undoes is None and not for_good:
            self._undo.append((change.seq, label))
            self._redo.clear()
        self._tell(News(change.topics(), label, who.name, change.at, own=True))

    # Undo and redo

    @property
    def undo_label(self) -> str | None:
        """The name of the change that `undo` would put back; None when there is none."""
        return self._undo[-1][1] if self._undo else None

    @property
    def redo_label(self) -> str | None:
        """The name of the change that `redo` would make again; None when there is none."""
        return self._redo[-1][1] if self._redo else None

    @property
    def last_seq(self) -> int | None:
        """The number of the change that `undo` would put back; None when there is none."""
        return self._undo[-1][0] if self._undo else None

    def take_over(self, seq: int, label: str) -> None:
        """Count change number `seq`, made on another connection in the name of this book's `window`, as made here.

        Undo puts it back next, and listeners hear of it. Long work needs this: its connection belongs to its thread.
        """
        found = self.row("SELECT at, who_name FROM change WHERE seq = ? AND window = ?", (seq, self.window))
        if found is None:
            raise ValueError(f"change {seq} was not made for this window")
        self._undo.append((seq, label))
        self._redo.clear()
        at, who_name = found
        self._tell(News(self._topics_of(seq), label, who_name, datetime.fromisoformat(at), own=True))

    def undo(self, *, who: Author = Author()) -> None:
        """Put back the last change made here, as a change of its own. Raises Trouble when a row has moved on."""
        self._reverse(self._undo, self._redo, tr("Undo: {label}"), who)

    def redo(self, *, who: Author = Author()) -> None:
        """Make the last undone change again. Raises Trouble when a row has moved on."""
        self._reverse(self._redo, self._undo, tr("Redo: {label}"), who)

    def _reverse(self, source: list[tuple[int, str]], target: list[tuple[int, str]], name: str, who: Author) -> None:
        if not source:
            return
        from storage.undo import put_back, told_why

        seq, label = source[-1]
        try:
            with self.change(name.format(label=label), who=who, undoes=seq) as change:
                put_back(self, change, seq)
        except Refused as refused:
            source.pop()  # it will not go better next time; a full disk will
            raise told_why(self, seq, refused) from refused.__cause__
        source.pop()
        if change.seq is not None:
            target.append((change.seq, label))

    # News

    def subscribe(self, listener: Listener) -> None:
        """Have `listener` told of every change, made here or by another window on the same file."""
        self._listeners.append(listener)

    def unsubscribe(self, listener: Listener) -> None:
        """Stop telling `listener`."""
        self._listeners.remove(listener)

    def catch_up(self) -> None:
        """Tell what other windows and commands have changed since the last look. Cheap when nothing has.

        Raises Moved when the file is no longer in its place.
        """
        from storage.whereabouts import look  # behind the first paint

        look(self.path, self._identity)
        with sqlite.troubles(self.path):
            counter = sqlite.change_counter(self._connection)
        if counter == self._seen_counter:
            return
        self._seen_counter = counter
        changes = self.rows(
            "SELECT seq, at, who_name, label FROM change WHERE seq > ? AND window <> ? ORDER BY seq",
            (self._seen_seq, self.window),
        )
        for seq, at, who_name, label in changes:
            topics = self._topics_of(seq)
            self._seen_seq = seq
            self._tell(News(topics, label, who_name, datetime.fromisoformat(at), own=False))

    def _topics_of(self, seq: int) -> dict[str, frozenset[str]]:
        topics: dict[str, set[str]] = {}
        for topic, row_id in self.rows("SELECT topic, row_id FROM changed_row WHERE change_seq = ?", (seq,)):
            topics.setdefault(topic, set()).add(row_id)
        return {topic: frozenset(ids) for topic, ids in topics.items()}

    def _tell(self, news: News) -> None:
        self.newest = self._newest() or self.newest
        for listener in tuple(self._listeners):
            listener(news)

    def _newest(self) -> tuple[int, str] | None:
        """Return the number and the instant of the newest change, by which this file is known again."""
        found = self.row("SELECT seq, at FROM change ORDER BY seq DESC LIMIT 1")
        return None if found is None else (int(found[0]), str(found[1]))

    # History

    def history(self, *, row_ids: Sequence[str] | None = None, limit: int = 200) -> list[Happening]:
        """Return the newest changes first: of the whole file, or those that touched one of the rows `row_ids`."""
        where, parameters = "", [limit]
        if row_ids is not None:
            marks = ", ".join("?" * len(row_ids))
            where = f"WHERE seq IN (SELECT change_seq FROM changed_row WHERE row_id IN ({marks}))"
            parameters = [*row_ids, limit]  # type: ignore[list-item]
        found = self.rows(
            f"SELECT seq, at, who_name, label, undoes FROM change {where} ORDER BY seq DESC LIMIT ?", parameters
        )
        return [Happening(seq, datetime.fromisoformat(at), who, label, undoes) for seq, at, who, label, undoes in found]

    @property
    def last_saved(self) -> datetime | None:
        """The instant of the newest change in the file (UTC); None in a file without changes."""
        found = self.row("SELECT at FROM change ORDER BY seq DESC LIMIT 1")
        return datetime.fromisoformat(found[0]).astimezone(UTC) if found else None

    def close(self) -> None:
        """Close the file. Nothing is pending: every change was committed when it was made."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None
        self._listeners.clear()
        self.waiting = None
        self._connection.close()

    def __enter__(self) -> "Book":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
