"""Checking a business file from end to end, without changing it and without SQLModel.

SQLite's own check sees damage to the structure; most flipped bits change only content, silently. So the digest that
every change keeps up to date is worked out anew from all rows, about 0.4 s for 100,000 of them.
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from resources.words import tr
from storage import sqlite
from storage.journal import digest_text, row_hash
from storage.opening import check_readable
from storage.schema import SCHEMA_VERSION, strange_object
from storage.trouble import Trouble

BOOKKEEPING = frozenset({"change", "changed_row", "file_state"})
"""Tables that the digest leaves out: the journal, and the place of the digest itself."""
NAMES = ("ref", "name", "say", "label", "number", "day", "monday", "seq", "id")
"""Columns by which a person knows a row, best first."""
MOST_FINDINGS = 20


class Report(NamedTuple):
    """The outcome: `findings` are sentences, empty when all is well; `rows` is how many rows the digest covers."""

    ok: bool
    findings: tuple[str, ...]
    rows: int


def verify(path: Path) -> Report:
    """Check the whole file at `path` and leave every byte of it as it is.

    Raises Trouble when there is nothing to check: no file, no permission, not a Handshake file, a newer one.
    """
    real, version = check_readable(path)
    try:
        connection = sqlite.connect(real, read_only=True)
    except sqlite.ERRORS as error:
        return Report(False, (_unreadable(error, real),), 0)
    try:
        connection.execute("BEGIN")
        report = check(connection, version)
        pages, size = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
        if real.stat().st_size > pages * size:
            note = tr("Something was added after the end of the file. It is not part of your business.")
            return Report(False, (*report.findings, note), report.rows)
        return report
    except sqlite.ERRORS as error:
        return Report(False, (_unreadable(error, real),), 0)
    finally:
        connection.close()


def _unreadable(error: Exception, path: Path) -> str:
    journal = path.with_name(path.name + "-journal")
    if journal.exists() and getattr(error, "sqlite_errorname", "").startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")):
        return tr("A change to this file was interrupted. Open it in Handshake once: that puts it right.")
    if _is_decoding(error):
        return tr("The file is damaged: it holds text that can't be read.")
    return sqlite.trouble_from(error, path).say


def _is_decoding(error: Exception) -> bool:
    return "decode" in str(error).lower()


def check(connection: sqlite.Connection, version: int = SCHEMA_VERSION) -> Report:
    """Check the content of an open file of a schema version. Raises sqlite3 errors for a file that can't be read."""
    strange = strange_object(connection, version)
    if strange is not None:
        return Report(
            False, (tr("It holds something that Handshake didn't put there: {what}.").format(what=strange),), 0
        )
    damage = [
        tr("The file is damaged: {detail}.").format(detail=line) for line in sqlite.damage(connection, thorough=True)
    ]
    try:
        findings = [*unusable(connection), *orphans(connection), *misfits(connection)]
    except sqlite.ERRORS:
        if not damage:
            raise
        findings = []
    if damage:
        return Report(False, tuple(findings + damage), 0)
    total, rows, unreadable = content_sum(connection)
    findings += unreadable
    if not unreadable and digest_text(total) != kept_digest(connection):
        findings.append(
            tr(
                "The content is not what Handshake last wrote: the disk or another program has changed something "
                "in it. Compare it with your newest backup."
            )
        )
    findings += _journal_findings(connection)
    return Report(not findings, tuple(findings), rows)


def content_tables(connection: sqlite.Connection) -> dict[str, list[str]]:
    """Return the columns, in the order of their names, of every table that the digest covers."""
    tables: dict[str, list[str]] = {}
    for kind, *rest in sqlite.structure(connection):
        if kind == "column" and rest[0] not in BOOKKEEPING:
            tables.setdefault(rest[0], []).append(rest[1])
    return {table: sorted(columns) for table, columns in tables.items()}


def content_sum(connection: sqlite.Connection) -> tuple[int, int, list[str]]:
    """Return the sum of the hashes of all rows, how many rows there are, and a sentence for each unreadable table."""
    total = rows = 0
    unreadable = []
    for table, columns in content_tables(connection).items():
        listed = ", ".join(f'"{column}"' for column in columns)
        try:
            for values in connection.execute(f'SELECT {listed} FROM "{table}"'):
                total += row_hash(table, values)
                rows += 1
        except (sqlite3.OperationalError, UnicodeDecodeError, TypeError) as error:
            # Bytes where text belongs can't be hashed; text that is no text can't even be read.
            if not isinstance(error, TypeError) and not _is_decoding(error):
                raise
            unreadable.append(
                tr("The file is damaged: “{table}” holds text that can't be read.").format(table=_words(table))
            )
    return total, rows, unreadable


def kept_digest(connection: sqlite.Connection) -> str:
    """Return the digest that the file keeps of itself; empty when it keeps none."""
    found = connection.execute("SELECT digest FROM file_state WHERE id = 1").fetchone()
    return str(found[0]) if found else ""


def unusable(connection: sqlite.Connection) -> list[str]:
    """Return a sentence when the rules of the tables are damaged, as any other program reads them.

    A connection that may only read passes over a rule that names no column; one that may write refuses the whole file.
    Nothing is written by it: a change that was interrupted would have been found by now.
    """
    # As bytes: the name of a file need not be text.
    (file,) = connection.execute("SELECT CAST(file AS BLOB) FROM pragma_database_list WHERE name = 'main'").fetchone()
    if not file:
        return []
    try:
        with closing(sqlite3.connect(sqlite.file_uri(Path(os.fsdecode(file)), "rw"), uri=True)) as plain:
            plain.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError as error:
        if "malformed database schema" in str(error):
            return [tr("The file is damaged: {detail}.").format(detail=str(error))]
    return []


def orphans(connection: sqlite.Connection) -> list[str]:
    """Return a sentence for each row that points to a row that is not there."""
    found = connection.execute("PRAGMA foreign_key_check").fetchmany(MOST_FINDINGS)
    return [
        tr("{row} points to a {parent} that isn't there.").format(
            row=_row_name(connection, table, rowid), parent=_words(parent)
        )
        for table, rowid, parent, _ in found
    ]


def misfits(connection: sqlite.Connection) -> list[str]:
    """Return a sentence for each value of the wrong kind: text where a number or a day belongs, or nothing at all."""
    found = []
    for kind, *rest in sqlite.structure(connection):
        if kind != "table" or rest[0] in BOOKKEEPING:
            continue
        table = rest[0]
        for _, column, declared, needed, *_ in connection.execute(f'PRAGMA table_info("{table}")').fetchall():
            wrong = _wrong(f'"{column}"', declared, bool(needed))
            for (rowid,) in connection.execute(f'SELECT rowid FROM "{table}" WHERE {wrong} LIMIT {MOST_FINDINGS}'):
                found.append(
                    tr("{row} has a value in “{column}” that doesn't belong there.").format(
                        row=_row_name(connection, table, rowid), column=_words(column)
                    )
                )
    return found[:MOST_FINDINGS]


def _wrong(column: str, declared: str, needed: bool) -> str:
    """Return the condition under which a value does not fit a column declared so."""
    if declared in ("INTEGER", "BOOLEAN"):
        fits = f"typeof({column}) = 'integer'"
    elif declared == "DATE":
        fits = f"typeof({column}) = 'text' AND date({column}, '+0 days') IS {column}"
    else:
        fits = f"typeof({column}) = 'text'"
    return f"NOT ({fits})" if needed else f"{column} IS NOT NULL AND NOT ({fits})"


def _row_name(connection: sqlite.Connection, table: str, rowid: int) -> str:
    columns = {str(row[1]) for row in connection.execute(f'PRAGMA table_info("{table}")')}
    column = next((name for name in NAMES if name in columns), "rowid")
    try:
        value = connection.execute(
            f'SELECT substr(CAST("{column}" AS TEXT), 1, 40) FROM "{table}" WHERE rowid = ?', (rowid,)
        ).fetchone()
    except sqlite.ERRORS:  # it is the name that is damaged
        value = None
    return tr("The {table} “{name}”").format(table=_words(table), name=value[0] if value else rowid)


def _words(name: str) -> str:
    return name.replace("_", " ")


def _journal_findings(connection: sqlite.Connection) -> list[str]:
    """Return a sentence for each way in which the history can't be read on."""
    findings = []
    broken = connection.execute(
        'SELECT count(*) FROM changed_row WHERE ("before" IS NOT NULL AND NOT json_valid("before")) '
        'OR ("after" IS NOT NULL AND NOT json_valid("after"))'
    ).fetchone()[0]
    if broken:
        findings.append(tr("The history is damaged: {count} of its lines can't be read.").format(count=broken))
    mixed = connection.execute(
        "SELECT count(*) FROM (SELECT change_seq < lag(change_seq) OVER (ORDER BY seq) AS back FROM changed_row) "
        "WHERE back"
    ).fetchone()[0]
    ahead = connection.execute("SELECT count(*) FROM change WHERE undoes >= seq").fetchone()[0]
    if mixed or ahead:
        findings.append(tr("The history is damaged: its lines are not in their order."))
    return findings


def damage_in(path: Path) -> str | None:
    """Return the first thing that is wrong with the file at `path`, or None; also when it can't be opened at all."""
    try:
        report = verify(path)
    except Trouble as trouble:
        return trouble.say
    return report.findings[0] if report.findings else None
