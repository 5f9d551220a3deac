"""Backups: a copy that is checked row by row before it takes its name, in a folder beside the business file."""

import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from resources.words import tr
from storage import sqlite
from storage.book import Book
from storage.keys import new_id
from storage.opening import LONGEST_NAME, SUFFIX, check_name, check_readable
from storage.trouble import Damaged, Trouble, short, world_trouble
from storage.verify import check, content_sum
from storage.whole_file import discard, sync_file, sync_folder, take_name

Stopped = Callable[[], bool]
"""Asked again and again in long work; once it says yes, SQLite's own error ends the work."""

STEPS = 20_000
"""So many of SQLite's steps, some milliseconds, are between two such questions."""


_UNFINISHED = re.compile(r"\.[0-9a-f]{32}\.new(-journal|-wal|-shm)?")
LEFT_BEHIND_SECONDS = 3600
"""What was not finished after an hour belongs to a program that was killed."""


def back_up(source: Book | Path, out: Path | None = None, *, place: Path | None = None) -> Path:
    """Write a checked copy of a business and return where it is; it is there whole or not at all.

    `out` None: into the folder "NAME backups" beside the file (or in `place`), as "NAME 2026-11-23 14.02.handshake".
    A `Path` is read over a connection of its own, so from any thread; a `Book` over its own, from its thread, and also
    when the file was moved away meanwhile. Nothing is ever replaced. Raises Trouble: `out` is taken, the disk is full,
    and when the business is damaged, so that no bad backup takes the place of a good one.
    """
    if isinstance(source, Book):
        return _copy(source.connection, source.path, out, place)
    with open_to_copy(source) as (connection, real):
        return _copy(connection, real, out, place)


@contextmanager
def open_to_copy(source: Path, stopped: Stopped | None = None) -> Iterator[tuple[sqlite.Connection, Path]]:
    """Give a connection of its own to a business file that is to be copied, and its real path. Raises Trouble."""
    real, _ = check_readable(source)
    with sqlite.troubles(real):
        # A connection that may write puts a change right that a crash interrupted.
        writable = os.access(real, os.W_OK) and os.access(real.parent, os.W_OK)
        with closing(sqlite.connect(real, read_only=not writable)) as connection:
            connection.set_progress_handler(stopped, STEPS)
            yield connection, real


def _copy(connection: sqlite.Connection, path: Path, out: Path | None, place: Path | None) -> Path:
    if out is not None:
        check_name(out)
        with sqlite.troubles(out):
            return copy_to_name(connection, path, out)
    folder = make_backup_folder(path, place)
    with sqlite.troubles(folder):
        return copy_to_free_name(connection, folder / path.name, f"{brief(path.stem)} {now_in_name()}")


def backup_folder(path: Path, place: Path | None = None) -> Path:
    """Return the folder in which the backups of a business file are kept: beside it, or in the folder `place`."""
    return (path.parent if place is None else place) / f"{brief(path.stem)} backups"


def make_backup_folder(path: Path, place: Path | None = None) -> Path:
    """Return the folder for the backups of a business file, made when it isn't there yet. Raises Trouble.

    `place` itself is never made: a stick that is not plugged in would turn into a folder on this disk.
    """
    folder = backup_folder(path, place)
    try:
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)
    except OSError as error:
        raise world_trouble(error, folder) from error
    return folder


def now_in_name() -> str:
    """Return this minute as the name of a backup has it."""
    return minute_in_name(datetime.now(UTC))


def minute_in_name(instant: datetime) -> str:
    """Return the minute of an instant as the name of a backup has it: on the clock of this computer."""
    return instant.astimezone().strftime("%Y-%m-%d %H.%M")


def copy_to_free_name(connection: sqlite.Connection, beside: Path, stem: str, *, as_it_is: bool = False) -> Path:
    """Copy an open file beside `beside` under a name that begins with `stem` and that nothing has.

    `as_it_is` keeps a copy also when the content is not what was last saved. Raises Trouble and sqlite3 errors.
    """
    while True:
        out = free_name(beside, stem)
        try:
            return copy_to_name(connection, beside, out, as_it_is=as_it_is)
        except Trouble:
            if not os.path.lexists(out):
                raise


def free_name(beside: Path, stem: str, suffix: str = SUFFIX) -> Path:
    """Return a name beside `beside` that begins with `stem`, counted on until nothing has it."""
    number = 1
    while os.path.lexists(numbered_name(beside, stem, number, suffix)):
        number += 1
    return numbered_name(beside, stem, number, suffix)


def numbered_name(beside: Path, stem: str, number: int, suffix: str = SUFFIX) -> Path:
    """Return the name beside `beside` that begins with `stem`: the first, or one with its number."""
    counted = stem if number == 1 else f"{stem} ({number})"
    return beside.with_name(_fitting(counted, len(os.fsencode(suffix))) + suffix)


def copy_to_name(connection: sqlite.Connection, path: Path, out: Path, *, as_it_is: bool = False) -> Path:
    """Copy an open file to `out`, check the copy, and only then give it its name. Raises Trouble and sqlite3 errors."""
    if os.path.lexists(out):
        raise world_trouble(FileExistsError(), out)
    with unfinished_beside(out) as unfinished:
        copy_checked(connection, path, unfinished, as_it_is=as_it_is)
        take_name(unfinished, out)
    return out


@contextmanager
def unfinished_beside(out: Path) -> Iterator[Path]:
    """Give a name for what is to become `out`; it is gone afterwards. Turns errors of the file system into Trouble."""
    unfinished = out.with_name(f".{new_id()}.new")
    try:
        yield unfinished
    except OSError as error:
        raise world_trouble(error, out) from error
    finally:
        discard(unfinished)


def remove_left_behind(folder: Path) -> None:
    """Remove from `folder` the copies that a program did not finish because it was killed. Raises nothing."""
    try:
        files = list(folder.iterdir())
    except OSError:
        return
    for file in files:
        with suppress(OSError):
            if _UNFINISHED.fullmatch(file.name) and file.stat().st_mtime < time.time() - LEFT_BEHIND_SECONDS:
                discard(file)


def copy_checked(
    connection: sqlite.Connection,
    path: Path,
    unfinished: Path,
    *,
    as_it_is: bool = False,
    stopped: Stopped | None = None,
) -> None:
    """Copy an open file to `unfinished` and see to it that the copy is whole and on the disk.

    Raises Damaged when it is not what was last saved into the file (unless `as_it_is`), OSError and sqlite3 errors.
    """
    sqlite.copy_whole(connection, unfinished)
    sync_file(unfinished)
    if as_it_is:
        _compare(unfinished, connection)
    else:
        _check_copy(unfinished, path, stopped)


def _check_copy(copy: Path, path: Path, stopped: Stopped | None) -> None:
    version = sqlite.identity(copy)[1]
    with closing(sqlite.connect(copy, read_only=True)) as connection:
        connection.set_progress_handler(stopped, STEPS)
        report = check(connection, version)
    if not report.ok:
        what = report.findings[0]
        say = tr("“{name}” is damaged, so no copy was kept of it. Older backups are still there. {what}")
        raise Damaged(say.format(name=short(path.name), what=what), what)


def _compare(copy: Path, connection: sqlite.Connection) -> None:
    with closing(sqlite.connect(copy, read_only=True)) as copied:
        if sqlite.damage(copied, thorough=True) or content_sum(copied) != content_sum(connection):
            raise OSError(tr("the disk did not keep what was written to it"))


def brief(stem: str) -> str:
    """Return the first 100 bytes of `stem`: it stands twice in the path of a backup, and a path has its limit."""
    return os.fsencode(stem)[:100].decode("utf-8", "ignore")


def _fitting(stem: str, more: int) -> str:
    """Return `stem`, shortened at its front part so that `more` bytes fit behind it in the name of a file."""
    room = LONGEST_NAME - more
    whole = os.fsencode(stem)
    return stem if len(whole) <= room else whole[len(whole) - room :].decode("utf-8", "ignore")
