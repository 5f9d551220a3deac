"""The write side of the open file: SQLModel on the file's own connection, journalled from the session's flush.

Importing this module loads SQLModel and SQLAlchemy; `Book.change` does so at the first change.
"""

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import create_engine, event, exc, insert, inspect
from sqlalchemy.orm import UOWTransaction, configure_mappers
from sqlalchemy.pool import StaticPool
from sqlmodel import Session, SQLModel, select
from typing_extensions import TypedDict

from resources.words import tr
from storage import sqlite
from storage.book import Author
from storage.journal import Entry, Value, differing, merged, moved_digest, stored, text_of
from storage.keys import new_id
from storage.tables import ROWS, ChangedRow, ChangeRow
from storage.trouble import Conflict, Refused

configure_mappers()

MOST_WHOLE = 2**63


def clean(value: Any) -> Any:
    """Return text without what no file may hold: NUL characters and lone halves of surrogate pairs.

    Raises ValueError for a whole number of more than 64 bits.
    """
    kind = type(value)
    if kind is str:
        if value.isascii() and "\0" not in value:
            return value
        return value.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")
    if kind is int and not -MOST_WHOLE <= value < MOST_WHOLE:
        raise ValueError("too large")
    return value


@cache
def _column(topic: str, name: str) -> TypeAdapter[Any]:
    """Return what checks values for one column; raises ValueError for a column that the table does not have."""
    field = ROWS[topic].model_fields.get(name)
    if field is None:
        raise ValueError(f"{topic} has no {name}")
    return TypeAdapter(field.rebuild_annotation())


@cache
def _rows_of(topic: str) -> tuple[TypeAdapter[Any], dict[str, Any]]:
    """Return what checks many rows of one table at once, and the values of columns that are left out."""
    fields = ROWS[topic].model_fields
    columns = {name: field.rebuild_annotation() for name, field in fields.items()}
    row: Any = TypedDict(f"{topic}_row", columns)  # type: ignore[misc]
    row.__pydantic_config__ = {"extra": "forbid"}  # type: ignore[attr-defined, unused-ignore]
    return TypeAdapter(list[row]), {
        name: field.get_default() for name, field in fields.items() if not field.is_required()
    }


class Change:
    """What can be done inside `with book.change(...)`: add, update and remove rows of any table but the journal's."""

    def __init__(self, session: Session, who: Author) -> None:
        self.who = who
        self.at = datetime.now(UTC)
        self.seq: int | None = None
        self.entries: list[Entry] = []
        self._session = session
        self._kept: list[SQLModel] = []
        self._absent: set[tuple[str, str]] = set()
        event.listen(session, "after_flush", self._journal)

    def add(self, topic: str, values: Mapping[str, Any], *, row_id: str | None = None) -> str:
        """Add a row and return its key. Raises ValueError when the values do not fit the table."""
        key = row_id or new_id()
        row = ROWS[topic].model_validate({"id": key, **{name: clean(value) for name, value in values.items()}})
        self._session.add(row)
        self._absent.discard((topic, key))
        return key

    def add_many(self, topic: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Add many rows at once, each with its `id`: a tenth of the time of as many `add`.

        Raises ValueError when the values of one do not fit the table.
        """
        check, defaults = _rows_of(topic)
        checked: list[dict[str, Any]] = check.validate_python(
            [{**defaults, **{name: clean(value) for name, value in row.items()}} for row in rows]
        )
        if not checked:
            return
        self._session.connection().execute(insert(ROWS[topic]), checked)
        for row in checked:
            self.entries.append(Entry(topic, row["id"], None, {name: stored(value) for name, value in row.items()}))
            self._absent.discard((topic, row["id"]))

    def update(self, topic: str, row_id: str, values: Mapping[str, Any], *, seen: int | None = None) -> None:
        """Change some columns of a row; nothing happens when they are the same already.

        `seen` is the version of the row that the person was looking at. Raises Conflict when somebody changed the
        row since, Refused when it is gone, ValueError when the values do not fit the table.
        """
        row = self._get(topic, row_id)
        if seen is not None and row.version != seen:  # type: ignore[attr-defined]
            raise self._conflict(topic, row_id, row)
        wanted = {name: _column(topic, name).validate_python(clean(value)) for name, value in values.items()}
        moved = [name for name, value in wanted.items() if value != getattr(row, name)]
        for name in moved:
            setattr(row, name, wanted[name])
        if moved:
            row.version += 1  # type: ignore[attr-defined]

    def remove(self, topic: str, row_id: str) -> None:
        """Remove a row. Raises Refused when it is gone already."""
        self._session.delete(self._get(topic, row_id))

    def current(self, topic: str, row_id: str, names: Iterable[str] | None = None) -> dict[str, Value] | None:
        """Return a row's columns (None: all of them) as they are stored, or None when there is no such row."""
        row = None if (topic, row_id) in self._absent else self._session.get(ROWS[topic], row_id)
        if row is None:
            return None
        if names is not None:
            return {name: stored(getattr(row, name)) for name in names}
        return {name: stored(value) for name, value in row.model_dump().items()}

    def preload(self, topic: str, row_ids: Sequence[str]) -> None:
        """Read many rows at once, so that `update`, `remove` and `current` find them without a query each."""
        kind: Any = ROWS[topic]
        for start in range(0, len(row_ids), 500):
            chunk = list(row_ids[start : start + 500])
            found = self._session.exec(select(kind).where(kind.id.in_(chunk))).all()
            self._kept.extend(found)
            self._absent.update((topic, row_id) for row_id in set(chunk) - {row.id for row in found})

    def topics(self) -> dict[str, frozenset[str]]:
        """Return the rows touched, by topic."""
        found: dict[str, set[str]] = {}
        for entry in self.entries:
            found.setdefault(entry.topic, set()).add(entry.row_id)
        return {topic: frozenset(ids) for topic, ids in found.items()}

    def flush(self) -> None:
        """Send what was asked so far to the file, still inside the transaction, so that reads see it."""
        self._session.flush()

    def _get(self, topic: str, row_id: str) -> SQLModel:
        row = self._session.get(ROWS[topic], row_id)
        if row is None:
            raise Refused(tr("This was deleted in the meantime, so nothing was changed."))
        return row

    def _conflict(self, topic: str, row_id: str, row: SQLModel) -> Conflict:
        found = (
            self._session.connection()
            .exec_driver_sql(
                "SELECT c.who_name, c.at, c.label FROM changed_row r JOIN change c ON c.seq = r.change_seq "
                "WHERE r.topic = ? AND r.row_id = ? ORDER BY r.seq DESC LIMIT 1",
                (topic, row_id),
            )
            .fetchone()
        )
        who, at, label = found if found else ("", None, "")
        when = datetime.fromisoformat(at) if at else None
        return Conflict(topic, row_id, who, when, label, row.model_dump())

    def _journal(self, session: Session, _: UOWTransaction) -> None:
        for row in session.new:
            self.entries.append(_entry(row, was_there=False, stays=True))
        for row in session.dirty:
            entry = _entry(row, was_there=True, stays=True)
            if entry.before != entry.after:
                self.entries.append(entry)
        for row in session.deleted:
            self.entries.append(_entry(row, was_there=True, stays=False))


def _entry(row: Any, *, was_there: bool, stays: bool) -> Entry:
    after = {name: stored(value) for name, value in row.model_dump().items()}
    before = dict(after)
    if was_there:
        # Only what was set since the row was read; asking each of 30 columns takes as long as saving it.
        before |= {name: stored(value) for name, value in inspect(row).committed_state.items()}
    return Entry(row.__tablename__, row.id, before if was_there else None, after if stays else None)


class Writer:
    """SQLAlchemy's engine on a connection that somebody else opened and closes."""

    def __init__(self, connection: sqlite3.Connection, window: str, path: Path) -> None:
        self._connection = connection
        self._window = window
        self._path = path
        self.waiting: Callable[[], None] | None = None
        self._engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
        event.listen(self._engine, "begin", self._begin)

    def _begin(self, _: Any) -> None:
        """Begin a change; while another program writes, tell so again and again, and give up after a while."""
        end = time.monotonic() + sqlite.PATIENCE_SECONDS
        with sqlite.impatient(self._connection):
            while True:
                try:
                    self._connection.execute("BEGIN IMMEDIATE")
                except sqlite3.OperationalError as error:
                    if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() >= end:
                        raise
                    if self.waiting is not None:
                        self.waiting()
                else:
                    return

    @contextmanager
    def change(self, label: str, who: Author, undoes: int | None) -> Iterator[Change]:
        """Open a transaction, hand out the change, and on leaving write its journal and commit once."""
        try:
            with Session(self._engine, autoflush=False, expire_on_commit=False) as session:
                session.connection()
                change = Change(session, who)
                yield change
                session.flush()
                change.entries = merged(change.entries)
                if not change.entries:
                    session.rollback()
                    return
                self._write_journal(session, change, label, undoes)
                session.commit()
        except exc.DBAPIError as error:
            cause = error.orig if error.orig is not None else error
            raise sqlite.trouble_from(cause, self._path) from error
        finally:
            # When the commit itself is refused, SQLAlchemy takes the transaction for ended and SQLite does not.
            if self._connection.in_transaction:
                with suppress(sqlite3.Error):
                    self._connection.rollback()

    def _write_journal(self, session: Session, change: Change, label: str, undoes: int | None) -> None:
        connection = session.connection()
        head = {
            "at": change.at,
            "who": change.who.id,
            "who_name": clean(change.who.name),
            "label": clean(label),
            "undoes": undoes,
            "window": self._window,
        }
        inserted = connection.execute(insert(ChangeRow), head).inserted_primary_key
        assert inserted is not None
        seq = int(inserted[0])
        lines = []
        for entry in change.entries:
            slim = differing(entry)
            lines.append(
                {
                    "change_seq": seq,
                    "topic": entry.topic,
                    "row_id": entry.row_id,
                    "before": text_of(slim.before),
                    "after": text_of(slim.after),
                }
            )
        connection.execute(insert(ChangedRow), lines)
        digest = connection.exec_driver_sql("SELECT digest FROM file_state WHERE id = 1").scalar_one()
        connection.exec_driver_sql(
            "UPDATE file_state SET digest = ? WHERE id = 1", (moved_digest(digest, change.entries),)
        )
        change.seq = seq

    def close(self) -> None:
        """Let go of the connection without closing it."""
        event.remove(self._engine, "begin", self._begin)
