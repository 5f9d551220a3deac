"""Bringing a file of an older Handshake up to date: back up, migrate a copy, check it, then swap.

Killed at any moment, this leaves the old file or the new one, never something between (faults.md, "The file").
`user_version` N in the file is the script N in `migrations/versions`.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from resources.words import tr
from storage import sqlite
from storage.backup import copy_to_free_name
from storage.journal import digest_text
from storage.schema import SCHEMA_VERSION, first_trap, strange_object
from storage.trouble import Trouble, short, world_trouble
from storage.verify import content_sum, content_tables, kept_digest, misfits, orphans
from storage.whole_file import discard_try, sync_file, take_place, try_beside

SCRIPTS = Path(__file__).with_name("migrations")


def bring_up_to_date(path: Path, version: int) -> Path | None:
    """Bring the file at `path` from schema `version` to the newest and return the backup made of it before.

    Returns None when another program did so meanwhile. Raises Trouble, with the file untouched, when it holds a
    record that can't be taken over (naming it), is in use, or can't be written here.
    """
    _may_be_replaced(path)
    copy = try_beside(path, "upgrading")
    try:
        with sqlite.troubles(path), ExitStack() as held:
            held.enter_context(_held(path))
            # Whoever had the file before us may have done the work.
            version = sqlite.identity(path)[1]
            if version >= SCHEMA_VERSION:
                return None
            discard_try(copy)
            with _reading(path) as connection:
                _stop_at_bad_rows(connection, path)
                backup = copy_to_free_name(connection, path, _backup_name(path), as_it_is=True)
                sqlite.copy_whole(connection, copy)
            _migrate(copy, path, version)
            copy.chmod(path.stat().st_mode & 0o777)
            sync_file(copy)
            take_place(copy, path, held)
        return backup
    except OSError as error:
        raise world_trouble(error, path) from error
    finally:
        discard_try(copy)


def bring_copy_up_to_date(copy: Path, source: Path, version: int) -> None:
    """Bring `copy`, made of the business file `source` of schema `version`, to the newest; nobody else has it open.

    Raises Trouble when it holds a record that can't be taken over; the copy is of no use then.
    """
    with sqlite.troubles(source):
        with _reading(copy) as connection:
            _stop_at_bad_rows(connection, source)
        _migrate(copy, source, version)


def _may_be_replaced(path: Path) -> None:
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise Trouble(
            tr(
                "“{name}” was made by an older Handshake and has to be brought up to date, but nothing can be written "
                "here. Copy it to a folder of your own and open the copy."
            ).format(name=short(path.name))
        )


def _backup_name(path: Path) -> str:
    day = datetime.now(UTC).astimezone().date().isoformat()
    return f"{path.stem}.backup-before-v{SCHEMA_VERSION}-{day}"


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """Keep other programs from writing to the file; what they tried afterwards would go into the one replaced."""
    connection = sqlite.connect(path)
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield
    finally:
        connection.close()


@contextmanager
def _reading(path: Path) -> Iterator[sqlite.Connection]:
    connection = sqlite.connect(path, read_only=True)
    try:
        yield connection
    finally:
        connection.close()


def _stop_at_bad_rows(connection: sqlite.Connection, path: Path) -> None:
    """Raise Trouble for a file that the new version could not take over as it is."""
    strange = first_trap(connection)
    if strange is not None:
        raise Trouble(
            tr("“{name}” holds something that Handshake didn't put there ({what}), so it was not opened.").format(
                name=short(path.name), what=short(strange)
            )
        )
    try:
        bad = misfits(connection) or orphans(connection)
    except sqlite.ERRORS as error:
        raise sqlite.trouble_from(error, path) from error
    if bad:
        raise Trouble(
            tr("“{name}” can't be brought up to date. {what} Nothing was changed.").format(
                name=short(path.name), what=bad[0]
            )
        )
    if sqlite.damage(connection, thorough=False):
        raise Trouble(
            tr("“{name}” is damaged. Keep this file as it is and open your newest backup.").format(
                name=short(path.name)
            )
        )


def _migrate(copy: Path, path: Path, version: int) -> None:
    """Run the scripts on the copy in one transaction, check what they made, and commit."""
    connection = sqlite.connect(copy)
    try:
        connection.execute("PRAGMA temp_store=MEMORY")
        # Tables are rebuilt by making a new one, filling it and renaming it; keys are checked at the end.
        connection.execute("PRAGMA foreign_keys=OFF")
        kept = content_tables(connection)
        before_sum, before_rows = _sum_and_rows(connection, path)
        before_counts = _counts(connection)
        with run_scripts(connection, version, SCHEMA_VERSION):
            if content_tables(connection) != kept:
                after_sum, _ = _sum_and_rows(connection, path)
                # Moved by the difference, not made anew: damage that was there before stays visible to `verify`.
                moved = int(kept_digest(connection) or "0", 16) + after_sum - before_sum
                connection.execute("UPDATE file_state SET digest = ? WHERE id = 1", (digest_text(moved),))
            after_counts = _counts(connection)
            lost = [table for table, count in before_counts.items() if after_counts.get(table, count) != count]
            wrong = strange_object(connection) or ", ".join(
                [*lost, *sqlite.damage(connection, thorough=True), *orphans(connection)]
            )
            if wrong:
                raise RuntimeError(f"version {version}, {before_rows} rows: the scripts left {wrong}")
            connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
    finally:
        connection.close()


def _sum_and_rows(connection: sqlite.Connection, path: Path) -> tuple[int, int]:
    total, rows, unreadable = content_sum(connection)
    if unreadable:
        raise Trouble(
            tr("“{name}” can't be brought up to date. {what} Nothing was changed.").format(
                name=short(path.name), what=unreadable[0]
            )
        )
    return total, rows


def _counts(connection: sqlite.Connection) -> dict[str, int]:
    tables = [item[1] for item in sqlite.structure(connection) if item[0] == "table"]
    return {
        table: int(connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])
        for table in tables
        if table != "file_state"
    }


@contextmanager
def run_scripts(connection: sqlite.Connection, since: int, to: int) -> Iterator[None]:
    """Run the scripts after version `since` (0: from nothing) up to `to`, and hand over for checks.

    All is one transaction: it is committed on leaving, or rolled back when anything goes wrong.
    """
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import StaticPool

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)
    target = f"{to:04d}"
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    event.listen(engine, "begin", lambda opened: opened.exec_driver_sql("BEGIN IMMEDIATE"))
    with engine.begin() as opened:
        # Alembic's own table is gone again before the end: the file says its version in its header.
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        if since:
            connection.execute("INSERT INTO alembic_version VALUES (?)", (f"{since:04d}",))
        config.attributes["connection"] = opened
        with EnvironmentContext(
            config, scripts, fn=lambda revision, _: scripts._upgrade_revs(target, revision), destination_rev=target
        ):
            scripts.run_env()
        connection.execute("DROP TABLE alembic_version")
        yield
