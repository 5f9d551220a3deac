"""Everything that is special to SQLite, in one place. The rest of `storage/` speaks SQL that PostgreSQL knows too.

`journal_mode=DELETE` with `synchronous=EXTRA` lost nothing in thousands of simulated power cuts and keeps the
business in one file at rest. `foreign_keys` is per connection.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath

from resources.words import tr
from storage.trouble import Damaged, Refused, Trouble, short

APPLICATION_ID = 0x48534B46
"""Written into the header of every business file: "HSKF"."""

PATIENCE_SECONDS = 2.0
"""How long a change waits for another program that is writing to the same file."""

READONLY_MOVED = sqlite3.SQLITE_READONLY | (4 << 8)
"""SQLITE_READONLY_DBMOVED: the open file is no longer the one that its name stands for."""

ERRORS = (sqlite3.Error, UnicodeDecodeError)
"""What SQLite's module raises; the second when damage shows up in the text of an error itself."""

Identity = tuple[int, int]
Connection = sqlite3.Connection
DatabaseError = sqlite3.DatabaseError


def file_uri(path: Path, mode: str) -> str:
    """Return the URI under which SQLite opens exactly this path, whatever characters are in its name."""
    return f"{plain_uri(path.absolute())}?mode={mode}"


def plain_uri(path: PurePath) -> str:
    """Return the URI of a path without a name of a computer, which SQLite refuses: on Windows a share has one."""
    uri = path.as_uri()
    return uri if uri.startswith("file:///") else uri.replace("file://", "file:////", 1)


def connect(path: Path, *, read_only: bool = False) -> Connection:
    """Open an existing business file with our settings; never creates one. Raises sqlite3 errors."""
    uri = file_uri(path, "ro" if read_only else "rw")
    connection = sqlite3.connect(uri, uri=True, timeout=PATIENCE_SECONDS, isolation_level=None)
    try:
        _set_up(connection, read_only=read_only)
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def impatient(connection: Connection) -> Iterator[None]:
    """Let each wait for another program be short, for whoever waits several times."""
    connection.execute("PRAGMA busy_timeout=50")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA busy_timeout={round(PATIENCE_SECONDS * 1000)}")


def _set_up(connection: Connection, *, read_only: bool) -> None:
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA synchronous=EXTRA")
    connection.execute("PRAGMA trusted_schema=OFF")
    connection.execute("PRAGMA cell_size_check=ON")
    if not read_only:
        # Another program may have left the file in a mode that needs a second file beside it.
        connection.execute("PRAGMA journal_mode=DELETE")
        # A large import must not spill pages early: that would lock out every reader until it commits.
        connection.execute("PRAGMA cache_spill=OFF")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 50_000_000)


def create(path: Path, script: str, version: int) -> None:
    """Create a new business file at `path`, readable by its owner only, and run `script` in one transaction.

    Raises FileExistsError when there is something at `path` already.
    """
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    connection = sqlite3.connect(file_uri(path, "rw"), uri=True, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("PRAGMA synchronous=EXTRA")
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.executescript(f"BEGIN IMMEDIATE;\n{script}\nPRAGMA user_version={version};\nCOMMIT;")
    finally:
        connection.close()


def identity(path: Path) -> tuple[int, int]:
    """Return (application id, schema version) without locking or changing the file. Raises sqlite3 errors.

    `immutable` keeps SQLite from looking at journals: a file of another program must stay byte for byte as it is.
    """
    connection = sqlite3.connect(file_uri(path, "ro") + "&immutable=1", uri=True, isolation_level=None)
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_CORRUPT:
            raise
        return _identity_in_header(path)
    finally:
        connection.close()
    return int(application) & 0xFFFFFFFF, int(version)


def _identity_in_header(path: Path) -> tuple[int, int]:
    """Return the same of a file that is shorter than it says: cut off, or being made longer at this moment.

    Reading an open file so would drop our own lock on it, which is why this is not the first way.
    """
    with path.open("rb") as file:
        header = file.read(100)
    return int.from_bytes(header[68:72], "big"), int.from_bytes(header[60:64], "big")


def identity_of(path: Path) -> Identity | None:
    """Return what tells the file at `path` from every other one on this computer; None when it isn't there."""
    try:
        info = path.stat()
    except OSError:
        return None
    return info.st_dev, info.st_ino


def structure(connection: Connection) -> list[tuple[str, ...]]:
    """Return what the file is made of: tables, indexes, views, triggers, and every column with its type."""
    objects = connection.execute(
        "SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name"
    ).fetchall()
    found: list[tuple[str, ...]] = [(str(kind), str(name)) for kind, name in objects]
    if any(kind in ("view", "trigger") for kind, _ in found):
        return found
    columns = connection.execute(
        "SELECT m.name, c.name, c.type, c.hidden FROM sqlite_master m, pragma_table_xinfo(m.name) c "
        "WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY m.name, c.name"
    ).fetchall()
    found.extend(("column", str(t), str(name), str(kind), str(hidden)) for t, name, kind, hidden in columns)
    return found


OWN_STATEMENT = "CREATE TABLE sqlite_sequence(name,seq)"
"""What SQLite adds by itself to a file with a column that counts on."""


def statements(connection: Connection) -> list[str]:
    """Return the statements by which all in the file was made, as SQLite has kept them, in the order of their words."""
    found = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return sorted(str(sql) for (sql,) in found)


WITHOUT_INDEX = "NOT INDEXED"
"""After a table in FROM: read it from its beginning to its end."""


def by_index(name: str) -> str:
    """Return what to write after a table in FROM to have it read in the order of the index `name`.

    A file of ours has no statistics, and without them SQLite takes another index and sorts a hundred thousand rows.
    """
    return f"INDEXED BY {name}"


def change_counter(connection: Connection) -> int:
    """Return a number that moves whenever another connection has committed to the file."""
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


def damage(connection: Connection, *, thorough: bool) -> list[str]:
    """Return what SQLite finds wrong inside the file; empty when it is whole."""
    found: list[str] = []
    check = "integrity_check" if thorough else "quick_check"
    try:
        found += [str(row[0]) for row in connection.execute(f"PRAGMA {check}(20)") if row[0] != "ok"]
    except ERRORS as error:
        found.append(str(error))
    return found


def copy_whole(connection: Connection, target: Path) -> None:
    """Write a compact copy of the open file to `target`, which must not exist. Raises sqlite3 errors."""
    os.close(os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    connection.execute("VACUUM INTO ?", (str(target),))


@contextmanager
def troubles(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into one calm sentence by cause."""
    try:
        yield
    except ERRORS as error:
        raise trouble_from(error, path) from error


def trouble_from(error: BaseException, path: Path) -> Trouble:
    """Return the sentence for an error of SQLite (or of the file system) at `path`."""
    extended = getattr(error, "sqlite_errorcode", 0)
    code = extended & 0xFF
    name = short(path.name)
    if extended == READONLY_MOVED:
        return Trouble(
            tr("“{name}” was moved, renamed or replaced while it was open. Save a copy to keep your work.").format(
                name=name
            )
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        owner = ""
        if hasattr(os, "major"):
            from storage.lock_owner import lock_owner

            owner = lock_owner(path)
        if owner:
            say = tr(
                "“{name}” is being written to by another program ({owner}). Nothing was changed; try again in a moment."
            )
            return Trouble(say.format(name=name, owner=short(owner)))
        return Trouble(
            tr("“{name}” is being written to by another program. Nothing was changed; try again in a moment.").format(
                name=name
            )
        )
    if code == sqlite3.SQLITE_FULL:
        return Trouble(
            tr("The disk that holds “{name}” is full. Nothing was lost; free some space and try again.").format(
                name=name
            )
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return Trouble(
            tr("“{name}” may only be read here, not changed. Ask for permission to write, or save a copy.").format(
                name=name
            )
        )
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or "decode" in str(error).lower():
        return Damaged(
            tr("“{name}” is damaged. Keep this file as it is and open your newest backup.").format(name=name)
        )
    if code == sqlite3.SQLITE_CANTOPEN and path.exists():
        return Trouble(
            tr("“{name}” can't be opened now. Nothing was changed; close other programs and try again.").format(
                name=name
            )
        )
    if code == sqlite3.SQLITE_CANTOPEN:
        return Trouble(tr("“{name}” can't be opened. It may have been moved or renamed.").format(name=name))
    if code == sqlite3.SQLITE_IOERR:
        return Trouble(
            tr("The disk reported an error at “{name}”. Nothing was changed; save a copy on another disk.").format(
                name=name
            )
        )
    if code == sqlite3.SQLITE_CONSTRAINT:
        return Refused(tr("This doesn't fit with what else is in the file, so nothing was changed."))
    return Trouble(tr("“{name}” can't be used: {cause}.").format(name=name, cause=str(error)))
