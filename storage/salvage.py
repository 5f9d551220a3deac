"""Reading what can still be read of a damaged file: row by row, past the places that can't be read.

Nothing of the file is run while it is read: only plain tables are looked at, and only columns that we know.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from storage import sqlite

MOST_PROBES = 200_000
"""So many numbers of rows are tried one by one between two places that can't be read."""

MOST_BEYOND = 20_000
"""So many are tried after the last row that can be read, when nobody knows how many there were."""

READ_ERRORS = (*sqlite.ERRORS, OverflowError)


class Garbled(NamedTuple):
    """Text of the file that is no text."""

    raw: bytes


Value = str | int | float | bytes | Garbled | None


class Rows(NamedTuple):
    """The rows of one table, each a value by column; `damaged` when there were places that can't be read."""

    rows: list[dict[str, Value]]
    damaged: bool


def connect_to_salvage(path: Path) -> sqlite.Connection:
    """Open a copy of a damaged file, which may lack its end, for reading. Raises sqlite3 errors."""
    _fill_up(path)
    connection = sqlite3.connect(sqlite.file_uri(path, "rw"), uri=True, isolation_level=None)
    connection.text_factory = _decode
    connection.execute("PRAGMA trusted_schema=OFF")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 50_000_000)
    return connection


def _fill_up(path: Path) -> None:
    """Make the file as long as its header says, with empty pages: else SQLite reads nothing of it at all."""
    with path.open("r+b") as file:
        header = file.read(100)
        page = int.from_bytes(header[16:18], "big")
        page = 65_536 if page == 1 else page
        wanted = page * int.from_bytes(header[28:32], "big")
        length = file.seek(0, 2)
        # A header that is damaged itself must not fill the disk.
        if length < wanted <= max(16 * length, 100_000_000):
            file.truncate(wanted)


def _decode(raw: bytes) -> str | Garbled:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return Garbled(raw)


def plain_tables(connection: sqlite.Connection) -> dict[str, list[str]]:
    """Return the columns of each plain table of the file. Raises sqlite3 errors when not even that can be read."""
    found = {}
    for name, sql in connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall():
        if isinstance(name, str) and isinstance(sql, str) and sql.lstrip().upper().startswith("CREATE TABLE"):
            with suppress(*READ_ERRORS):
                columns = connection.execute(f"PRAGMA table_info({_quoted(name)})").fetchall()
                found[name] = [str(column[1]) for column in columns]
    return found


def read_rows(connection: sqlite.Connection, table: str, columns: list[str]) -> Rows:
    """Return every row of a table that can be read, in the order of the file."""
    listed = ", ".join(_quoted(column) for column in columns)
    source = f"SELECT rowid, {listed} FROM {_quoted(table)} NOT INDEXED"
    front = _walk(connection, f"{source} ORDER BY rowid", 1)
    if not front.damaged:
        return Rows([row for _, row in front.found], False)
    back = _walk(connection, f"{source} ORDER BY rowid DESC", -1)
    found = dict(front.found)
    found.update(back.found)
    if found:
        first = max((key for key, _ in front.found), default=0) + 1
        last = min((key for key, _ in back.found), default=max(found) + MOST_BEYOND)
        for key in range(first, min(last, first + MOST_PROBES)):
            with suppress(*READ_ERRORS):
                for row in connection.execute(f"{source} WHERE rowid = ?", (key,)):
                    found[key] = dict(zip(columns, row[1:], strict=True))
    return Rows([found[key] for key in sorted(found)], True)


class _Walked(NamedTuple):
    found: list[tuple[int, dict[str, Value]]]
    damaged: bool


def _walk(connection: sqlite.Connection, sql: str, step: int) -> _Walked:
    """Read rows until one can't be read, or until their numbers go the wrong way, as in a tree that bites its tail."""
    found: list[tuple[int, dict[str, Value]]] = []
    try:
        for key, row in _numbered(connection, sql):
            if found and (key - found[-1][0]) * step <= 0:
                return _Walked(found, True)
            found.append((key, row))
    except READ_ERRORS:
        return _Walked(found, True)
    return _Walked(found, False)


def _numbered(connection: sqlite.Connection, sql: str) -> Iterator[tuple[int, dict[str, Any]]]:
    cursor = connection.execute(sql)
    names = [column[0] for column in cursor.description][1:]
    for key, *values in cursor:
        yield key, dict(zip(names, values, strict=True))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
