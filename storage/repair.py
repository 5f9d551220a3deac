"""Repairing a business file: everything that can be read goes into a new file, which is checked and takes its place.

Killed at any moment, this leaves the old file or the new one. The file as it was is kept beside it, byte for byte, and
what could not be kept as it was is listed in a sheet: nothing is dropped in silence (faults.md, "The file").
"""

import os
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from resources.words import tr
from storage import sqlite
from storage.backup import free_name, now_in_name
from storage.days import instant_text
from storage.foreign_journal import set_aside_foreign_journal
from storage.history_repair import take_history
from storage.journal import MODULUS, digest_text, row_hash, text_of
from storage.keys import new_id
from storage.mending import Mending, Shape, read_shape
from storage.opening import check_readable, damaged
from storage.retold import retold
from storage.salvage import READ_ERRORS, Garbled, Rows, connect_to_salvage, plain_tables, read_rows
from storage.schema import SCHEMA_VERSION, script
from storage.set_aside import SetAside, as_sheet
from storage.trouble import Trouble, short, world_trouble
from storage.verify import check, content_sum, content_tables, verify
from storage.whole_file import copy_bytes, discard_try, sync_file, take_name, take_place, try_beside, write_whole

Progress = Callable[[int, int], None]


class Repair(NamedTuple):
    """What a repair found and did, in sentences; both are empty for a file with which nothing was wrong.

    `kept` is the file as it was, `listed` the sheet of what was set aside; `complete` says that nothing was.
    """

    found: tuple[str, ...]
    done: tuple[str, ...]
    kept: Path | None
    listed: Path | None
    rows: int
    complete: bool


class _Made(NamedTuple):
    """A new file, what was done to make it, and what was set aside on the way."""

    done: list[str]
    things: list[SetAside]
    complete: bool
    rows: int


def repair(path: Path, progress: Progress = lambda done, of: None) -> Repair:
    """Repair the file at `path`; one with which nothing is wrong stays byte for byte as it is.

    `progress` may raise to end the work: then nothing was changed. Raises Trouble, with the file untouched, for what
    is no Handshake file, is in use, can't be written here, or is damaged beyond repair.
    """
    real, version = check_readable(path)
    report = verify(real)
    if report.ok:
        return Repair((), (), None, None, report.rows, True)
    if not os.access(real, os.W_OK) or not os.access(real.parent, os.W_OK):
        raise world_trouble(PermissionError(), real)
    work = _Work(real)
    work.tidy()
    try:
        set_aside_foreign_journal(real)
        with ExitStack() as held:
            bytes_of_it = held.enter_context(real.open("rb"))
            held.enter_context(_held(real))
            # The bytes are read, and `bytes_of_it` closed, only under and after our own lock: closing it drops that.
            again = verify(real)
            if again.ok:
                return Repair(report.findings, (tr("A change that was interrupted was put right."),), None, None,
                              again.rows, True)  # fmt: skip
            progress(0, 0)
            copy_bytes(bytes_of_it, work.kept)
            shutil.copyfile(work.kept, work.copy)
            made = _make_anew(work, real, version, progress)
            work.new.chmod(real.stat().st_mode & 0o777)
            kept, listed = work.give_names(made.things)
            take_place(work.new, real, held)
    except OSError as error:
        raise world_trouble(error, real) from error
    finally:
        work.tidy()
    done = [*made.done, tr("The file as it was is kept as “{name}”.").format(name=kept.name)]
    if listed is not None:
        done.append(tr("What was changed or set aside is listed in “{name}”.").format(name=listed.name))
    return Repair(report.findings, tuple(done), kept, listed, made.rows, made.complete)


class _Work:
    """The unfinished files beside the business."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.kept = try_beside(path, "as-it-was")
        self.copy = try_beside(path, "reading")
        self.new = try_beside(path, "repairing")

    def tidy(self) -> None:
        """Remove what is not finished."""
        for one in (self.kept, self.copy, self.new):
            discard_try(one)

    def give_names(self, things: Sequence[SetAside]) -> tuple[Path, Path | None]:
        """Name the file as it was and write the list, right before the new file takes its place."""
        day = now_in_name()
        stem, suffix = self.path.stem, self.path.suffix
        kept = free_name(self.path, tr("{name} before repair {day}").format(name=stem, day=day), suffix)
        take_name(self.kept, kept)
        listed = None
        if things:
            listed = free_name(self.path, tr("{name} set aside {day}").format(name=stem, day=day), ".csv")
            write_whole(listed, as_sheet(things))
        journal = self.path.with_name(f"{self.path.name}-journal")
        if os.path.lexists(journal):
            # One that could not be rolled back belongs to the file as it was, and would ruin the new one.
            journal.replace(kept.with_name(f"{kept.name}-journal"))
        return kept, listed


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """Keep other programs from writing to the file, as far as it is whole enough for a lock. Raises Trouble."""
    connection = None
    try:
        connection = sqlite.connect(path)
        connection.execute("BEGIN IMMEDIATE")
    except sqlite.ERRORS as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise sqlite.trouble_from(error, path) from error
    try:
        yield
    finally:
        if connection is not None:
            connection.close()


def _make_anew(work: _Work, path: Path, version: int, progress: Progress) -> _Made:
    sqlite.create(work.new, script() if version == SCHEMA_VERSION else "", version)
    try:
        source = connect_to_salvage(work.copy)
    except sqlite.ERRORS as error:
        raise Trouble(_beyond(path)) from error
    try:
        target = sqlite.connect(work.new)
        try:
            if version != SCHEMA_VERSION:
                from storage.migration import run_scripts

                with run_scripts(target, 0, version):
                    pass
                target.execute("INSERT OR IGNORE INTO file_state (id, digest) VALUES (1, '')")
            made = _fill(source, target, work, version, progress)
            report = check(target, version)
            if not report.ok or not target.execute("SELECT 1 FROM business").fetchone():
                raise Trouble(_beyond(path))
        finally:
            target.close()
    except sqlite.ERRORS as error:
        # What goes wrong with the copy is damage; what goes wrong with the new file is the disk.
        trouble = sqlite.trouble_from(error, path)
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        raise trouble if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR) else Trouble(_beyond(path)) from error
    finally:
        source.close()
    sync_file(work.new)
    return made._replace(rows=report.rows)


def _beyond(path: Path) -> str:
    return tr("Too little of “{name}” can be read to repair it. Nothing was changed. {what}").format(
        name=short(path.name), what=damaged(path)
    )


def _fill(source: sqlite.Connection, target: sqlite.Connection, work: _Work, version: int, progress: Progress) -> _Made:
    there = plain_tables(source)
    shapes = {table: read_shape(target, table) for table in content_tables(target)}
    of = 2 * len(shapes) + 2
    target.execute("PRAGMA foreign_keys=OFF")
    target.execute("PRAGMA temp_store=MEMORY")
    wanted = _kept_sum(source)
    total, is_damaged = 0, False
    for number, shape in enumerate(shapes.values()):
        progress(number, of)
        rows = _rows(source, there, shape)
        is_damaged = is_damaged or rows.damaged
        total += _sum(shape, rows)
    suspicious = is_damaged or wanted is None or total % MODULUS != wanted
    now = datetime.now(UTC)
    target.execute("BEGIN IMMEDIATE")
    history = take_history(
        target,
        _rows(source, there, read_shape(target, "change")),
        _rows(source, there, read_shape(target, "changed_row")),
        now,
    )
    mending = Mending(target, retold(history.lines), now)
    for number, shape in enumerate(shapes.values()):
        progress(len(shapes) + number, of)
        mending.take(shape, _rows(source, there, shape), put_back=suspicious)
    progress(of - 2, of)
    links = mending.mend_links(shapes)
    differing, proved = 0, False
    if suspicious:
        differing, proved = mending.compare(shapes, content_sum(target)[0], wanted)
    done = [
        *_said_of_objects(source, target),
        *_said_of_end(source, work.kept),
        *_said_of_rows(mending, links),
        *_said_of_digest(suspicious, differing, proved),
    ]
    if history.mended:
        done.append(tr("The history was put in order."))
    if history.things:
        done.append(tr("Lines of the history that can't be read: {count}.").format(count=len(history.things)))
    if not done:
        done.append(tr("The file was built anew from its rows; all of them could be read."))
    _write_down(target, mending, now)
    target.execute("COMMIT")
    progress(of, of)
    complete = not (mending.moved_out or mending.lost or mending.unread or history.things)
    return _Made(done, [*mending.things, *history.things], complete and (proved or not suspicious), 0)


def _rows(source: sqlite.Connection, there: Mapping[str, list[str]], shape: Shape) -> Rows:
    columns = [column.name for column in shape.columns if column.name in there.get(shape.name, ())]
    return read_rows(source, shape.name, columns) if columns else Rows([], True)


def _kept_sum(source: sqlite.Connection) -> int | None:
    try:
        return int(source.execute("SELECT digest FROM file_state WHERE id = 1").fetchone()[0], 16)
    except (*READ_ERRORS, TypeError, ValueError):
        return None


def _sum(shape: Shape, rows: Rows) -> int:
    names = sorted(column.name for column in shape.columns)
    total = 0
    for row in rows.rows:
        # Bytes and garbled text have no hash of their own: any other one will do to show that something is wrong.
        values = [value if not isinstance(value, bytes | Garbled) else repr(value) for value in map(row.get, names)]
        total += row_hash(shape.name, values)
    return total


# Saying what was done


def _said_of_objects(source: sqlite.Connection, target: sqlite.Connection) -> list[str]:
    known = {item for item in sqlite.structure(target) if item[0] != "column"}
    found = {
        (str(kind), str(name))
        for kind, name in source.execute("SELECT type, name FROM sqlite_master").fetchall()
        if not str(name).startswith("sqlite_")
    }
    columns = set()
    with suppress(*READ_ERRORS):
        columns = {item for item in sqlite.structure(source) if item[0] == "column"}
    ours = {item for item in sqlite.structure(target) if item[0] == "column"}
    extra_tables = {name for kind, name in found - known}
    strange = sorted(" ".join(item) for item in found - known)
    strange += sorted(f"column {item[1]} {item[2]}" for item in columns - ours if item[1] not in extra_tables)
    missing = sorted(" ".join(item) for item in known - found)
    said = []
    if strange:
        said.append(tr("Left out, for Handshake didn't put it there: {what}.").format(what=", ".join(strange)))
    if missing:
        said.append(tr("Made anew, for it was missing: {what}.").format(what=", ".join(missing)))
    return said


def _said_of_end(source: sqlite.Connection, as_it_was: Path) -> list[str]:
    pages, size = (int(source.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("page_count", "page_size"))
    length = as_it_was.stat().st_size
    if length < pages * size:
        return [tr("The end of the file was missing.")]
    if length > pages * size:
        return [tr("What had been added after the end of the file was left out.")]
    return []


def _said_of_rows(mending: Mending, links: int) -> list[str]:
    said = []
    if mending.unread:
        words = tr("Not all can be read any more; so many rows were read: {counts}.")
        said.append(words.format(counts=_counted(mending.unread)))
    for words, counts in (
        (tr("Rows put back from the history: {counts}."), mending.put_back),
        (tr("Values that didn't belong where they stood, now mended: {counts}."), mending.mended),
        (tr("Rows set aside: {counts}."), mending.moved_out),
        (tr("Rows lost: {counts}."), mending.lost),
    ):
        if counts:
            said.append(words.format(counts=_counted(counts)))
    if links:
        said.append(tr("Rows that pointed to something that isn't there: {count}.").format(count=links))
    return said


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"“{table.replace('_', ' ')}” {count}" for table, count in sorted(counts.items()))


def _said_of_digest(suspicious: bool, differing: int, proved: bool) -> list[str]:
    if not suspicious:
        return []
    if proved:
        back = tr("Values put back as the history has them: {count}.").format(count=differing)
        return [*([back] if differing else []), tr("All is again as it was last saved; the digest shows it.")]
    said = [
        tr(
            "The content was not what Handshake last wrote, and this can't be undone for all of it. The digest was "
            "worked out anew from what is there now; compare it with your newest backup."
        )
    ]
    if differing:
        said.append(tr("Values that are other than in the history, and were left: {count}.").format(count=differing))
    return said


def _write_down(target: sqlite.Connection, mending: Mending, now: datetime) -> None:
    """Write what was done into the history, and the digest of all rows."""
    if mending.entries:
        seq = target.execute(
            "INSERT INTO change (at, who, who_name, label, window) VALUES (?, '', '', ?, ?)",
            (instant_text(now), tr("The file was repaired"), new_id()),
        ).lastrowid
        target.executemany(
            'INSERT INTO changed_row (change_seq, topic, row_id, "before", "after") VALUES (?, ?, ?, ?, ?)',
            ((seq, one.topic, one.row_id, text_of(one.before), text_of(one.after)) for one in mending.entries),
        )
    target.execute("UPDATE file_state SET digest = ?", (digest_text(content_sum(target)[0]),))
