"""The shape of a business file: its version, the script that makes a new one, and what a known file looks like.

`schema.sql` is written from the tables by `python -m storage.schema` and compared with them by a test, so that
opening and creating a file needs no SQLModel.
"""

import sqlite3
from functools import cache
from pathlib import Path

from storage import sqlite

SCHEMA_VERSION = 8
SCRIPT_PATH = Path(__file__).with_name("schema.sql")


@cache
def script() -> str:
    """Return the SQL that makes the tables of a new file."""
    return SCRIPT_PATH.read_text(encoding="utf-8")


@cache
def known_structure() -> frozenset[tuple[str, ...]]:
    """Return what a file of this version is made of, in the form of `sqlite.structure`."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.executescript(script())
        return frozenset(sqlite.structure(connection))
    finally:
        connection.close()


def strange_object(connection: sqlite.Connection, version: int = SCHEMA_VERSION) -> str | None:
    """Return the name of something in a file of this version that no Handshake made (a trigger, a view), or None."""
    if version != SCHEMA_VERSION:
        return first_trap(connection)
    if is_as_new(connection):
        return None
    known = known_structure()
    found = frozenset(sqlite.structure(connection))
    strange = sorted(found - known)
    if strange:
        return " ".join(strange[0][:3])
    missing = sorted(known - found)
    return " ".join(missing[0][:3]) if missing else None


def is_as_new(connection: sqlite.Connection) -> bool:
    """Say whether all in the file was made by the very words of the script, which is quickly seen.

    A file that was brought up to date says the same in other words, and is looked at part by part.
    """
    made = (part for part in script().split(";\n") if part.startswith("CREATE "))
    return sqlite.statements(connection) == sorted([*made, sqlite.OWN_STATEMENT])


def first_trap(connection: sqlite.Connection) -> str | None:
    """Return the first view or trigger in the file, with its kind; none of ours ever had one."""
    return next((" ".join(item) for item in sqlite.structure(connection) if item[0] in ("view", "trigger")), None)


def script_from_tables() -> str:
    """Return the script as the tables have it now; loads SQLModel."""
    from sqlalchemy import create_engine

    from storage.journal import EMPTY_DIGEST
    from storage.tables import METADATA

    engine = create_engine("sqlite://")
    METADATA.create_all(engine)
    with engine.connect() as connection:
        made = connection.exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
            "ORDER BY type DESC, name"
        ).scalars()
        statements = [f"{statement.replace(chr(9), '    ')};" for statement in made]
    statements = [" \n".join(s.split(" \n")).replace(" \n", "\n") for s in statements]
    return "\n".join([*statements, f"INSERT INTO file_state (id, digest) VALUES (1, '{EMPTY_DIGEST}');", ""])


if __name__ == "__main__":
    SCRIPT_PATH.write_text(script_from_tables(), encoding="utf-8")
