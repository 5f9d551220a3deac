"""Backups: a copy that is checked row by row before it takes its name, in a folder beside the business file."""

import os
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from resources.words import tr
from storage import sqlite
from storage.book import Book
from storage.keys import new_id
from storage.opening import LONGEST_NAME, SUFFIX, check_name, check_readable
from storage.trouble import Trouble, short, world_trouble
from storage.verify import check, content_sum, damage_in
from storage.whole_file import discard, sync_file, sync_folder, take_name


def back_up(source: Book | Path, out: Path | None = None) -> Path:
    """Write a checked copy of a business and return where it is; it is there whole or not at all.

    `out` None: into the folder "NAME backups" beside the file, as "NAME 2026-11-23 14.02.handshake". A `Path` is read
    over a connection of its own, so from any thread; a `Book` over its own, from its thread, and also when the file
    was moved away meanwhile. Nothing is ever replaced. Raises Trouble: `out` is taken, the disk is full, and when the
    business is damaged, so that no bad backup takes the place of a good one.
    """
    if isinstance(source, Book):
        return _copy(source.connection, source.path, out)
    real, _ = check_readable(source)
    with sqlite.troubles(real):
        # A connection that may write puts a change right that a crash interrupted.
        writable = os.access(real, os.W_OK) and os.access(real.parent, os.W_OK)
        with closing(sqlite.connect(real, read_only=not writable)) as connection:
            return _copy(connection, real, out)


def _copy(connection: sqlite.Connection, path: Path, out: Path | None) -> Path:
    if out is not None:
        check_name(out)
        with sqlite.troubles(out):
            return copy_to_name(connection, path, out)
    folder = backup_folder(path)
    try:
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)
    except OSError as error:
        raise world_trouble(error, folder) from error
    when = datetime.now(UTC).astimezone().strftime("%Y-%m-%d %H.%M")
    with sqlite.troubles(folder):
        return copy_to_free_name(connection, folder / path.name, f"{_brief(path.stem)} {when}")


def backup_folder(path: Path) -> Path:
    """Return the folder in which the backups of a business file are kept."""
    return path.with_name(f"{_brief(path.stem)} backups")


def newest_backup(path: Path) -> Path | None:
    """Return the newest backup of a business file that is whole, or None. The file itself may be gone or damaged.

    The newest is the one with the most changes in its history, for clocks go wrong; with as many, the last by name.
    """
    found = []
    try:
        candidates = sorted(backup_folder(path).glob(f"*{SUFFIX}"), key=lambda file: file.stem, reverse=True)
    except OSError:
        return None
    for candidate in candidates:
        try:
            real, _ = check_readable(candidate)
            with closing(sqlite.connect(real, read_only=True)) as connection:
                newest = connection.execute("SELECT coalesce(max(seq), 0) FROM change").fetchone()[0]
        except (Trouble, *sqlite.ERRORS):
            continue
        found.append((-int(newest), candidate))
    found.sort(key=lambda pair: pair[0])
    return next((candidate for _, candidate in found if damage_in(candidate) is None), None)


def copy_to_free_name(connection: sqlite.Connection, beside: Path, stem: str, *, as_it_is: bool = False) -> Path:
    """Copy an open file beside `beside` under a name that begins with `stem` and that nothing has.

    `as_it_is` keeps a copy also when the content is not what was last saved. Raises Trouble and sqlite3 errors.
    """
    number = 1
    while True:
        counted = stem if number == 1 else f"{stem} ({number})"
        out = beside.with_name(_fitting(counted, len(SUFFIX)) + SUFFIX)
        if not os.path.lexists(out):
            try:
                return copy_to_name(connection, beside, out, as_it_is=as_it_is)
            except Trouble:
                if not os.path.lexists(out):
                    raise
        number += 1


def copy_to_name(connection: sqlite.Connection, path: Path, out: Path, *, as_it_is: bool = False) -> Path:
    """Copy an open file to `out`, check the copy, and only then give it its name. Raises Trouble and sqlite3 errors."""
    if os.path.lexists(out):
        raise world_trouble(FileExistsError(), out)
    unfinished = out.with_name(f".{new_id()}.new")
    try:
        sqlite.copy_whole(connection, unfinished)
        sync_file(unfinished)
        if as_it_is:
            _compare(unfinished, connection)
        else:
            _check_copy(unfinished, path)
        take_name(unfinished, out)
    except OSError as error:
        raise world_trouble(error, out) from error
    finally:
        discard(unfinished)
    return out


def _check_copy(copy: Path, path: Path) -> None:
    version = sqlite.identity(copy)[1]
    with closing(sqlite.connect(copy, read_only=True)) as connection:
        report = check(connection, version)
    if not report.ok:
        raise Trouble(
            tr("“{name}” is damaged, so no copy was kept of it. Older backups are still there. {what}").format(
                name=short(path.name), what=report.findings[0]
            )
        )


def _compare(copy: Path, connection: sqlite.Connection) -> None:
    with closing(sqlite.connect(copy, read_only=True)) as copied:
        if sqlite.damage(copied, thorough=True) or content_sum(copied) != content_sum(connection):
            raise OSError(tr("the disk did not keep what was written to it"))


def _brief(stem: str) -> str:
    """Return the first 100 bytes of `stem`: it stands twice in the path of a backup, and a path has its limit."""
    return os.fsencode(stem)[:100].decode("utf-8", "ignore")


def _fitting(stem: str, more: int) -> str:
    """Return `stem`, shortened at its front part so that `more` bytes fit behind it in the name of a file."""
    room = LONGEST_NAME - more
    whole = os.fsencode(stem)
    return stem if len(whole) <= room else whole[len(whole) - room :].decode("utf-8", "ignore")
