"""Restoring a backup: copied, checked, brought up to date, and only then put in the place of what is there.

What is there is kept first, as a checked copy, or byte for byte where it is damaged. Killed at any moment, this leaves
the old file or the new one, never something between.
"""

import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple

from resources.words import tr
from storage import sqlite
from storage.backup import (
    brief,
    copy_checked,
    copy_to_free_name,
    free_name,
    make_backup_folder,
    now_in_name,
    open_to_copy,
    remove_left_behind,
    unfinished_beside,
)
from storage.backup_list import BEFORE, DAMAGED, Backup, look_into
from storage.foreign_journal import set_aside_foreign_journal
from storage.migration import bring_copy_up_to_date
from storage.opening import SUFFIX, check_name, check_readable
from storage.schema import SCHEMA_VERSION
from storage.trouble import Damaged, Trouble, short, world_trouble
from storage.whole_file import copy_bytes, discard, sync_file, sync_folder, take_name, take_place

COMPANIONS = ("-journal", "-wal", "-shm")


class Restored(NamedTuple):
    """What a restore did: the business file, what it holds now, and where what was there before is kept (if it was).

    `kept_whole` says whether that copy is a good one, which can be restored in its turn.
    """

    path: Path
    holds: Backup
    kept: Path | None = None
    kept_whole: bool = False


def restore(backup: Path, path: Path) -> Restored:
    """Make the business file at `path` what `backup` holds, all or nothing; what is there is kept beside it first.

    A file of an older Handshake is brought up to date on the way. No window of this program may have `path` open.
    Raises Trouble with everything as it was: not a backup or a damaged one, of another business, a full disk, in use.
    """
    check_name(path)
    check_readable(backup)
    try:
        real = path.resolve()
        is_there = os.path.lexists(real)
        if is_there and real.samefile(backup):
            say = tr("“{name}” is the file itself, not a backup of it. Choose another one.")
            raise Trouble(say.format(name=short(backup.name)))
    except (OSError, RuntimeError) as error:
        raise world_trouble(error, backup) from error
    if is_there:
        _see_that_it_may_go(real)
    elif not real.parent.is_dir():
        raise Trouble(tr("The folder “{folder}” doesn't exist.").format(folder=str(real.parent)))
    remove_left_behind(real.parent)
    with unfinished_beside(real) as unfinished:
        holds = _copy(backup, unfinished, real)._replace(path=backup)
        if is_there:
            return _replace(unfinished, real, holds)
        _move_companions(real)
        take_name(unfinished, real)
        return Restored(real, holds)


def _copy(backup: Path, unfinished: Path, path: Path) -> Backup:
    """Copy the backup to `unfinished`, see that it is whole, bring it up to date; return what it holds."""
    try:
        with open_to_copy(backup) as (connection, real):
            version = sqlite.identity(real)[1]
            with sqlite.troubles(path):
                copy_checked(connection, real, unfinished)
    except Damaged as damaged:
        say = tr("The backup “{name}” is damaged, so nothing was restored. {what}")
        what = damaged.what or tr("Choose another one.")
        raise Damaged(say.format(name=short(backup.name), what=what)) from damaged
    if version < SCHEMA_VERSION:
        bring_copy_up_to_date(unfinished, real, version)
    return look_into(unfinished)


def _see_that_it_may_go(path: Path) -> None:
    """Raise Trouble where what is at `path` must not be replaced: a folder, another program's file, a newer one's."""
    info = path.stat()
    if not stat.S_ISREG(info.st_mode):
        raise Trouble(tr("“{name}” is not a file that can be written.").format(name=short(path.name)))
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        say = tr("“{name}” may only be read here, not changed. Restore the backup under another name, as a copy.")
        raise Trouble(say.format(name=short(path.name)))
    try:
        application, version = sqlite.identity(path)
    except sqlite.ERRORS:
        application = version = 0
    is_ours = application == sqlite.APPLICATION_ID
    if is_ours and version > SCHEMA_VERSION:
        say = tr("“{name}” was made by a newer Handshake, so it was not replaced. Restore the backup as a copy.")
        raise Trouble(say.format(name=short(path.name)))
    # With our ending it is one of ours that has lost its beginning.
    if not is_ours and path.suffix != SUFFIX:
        say = tr("“{name}” is not a Handshake file, so it was not replaced. Choose another name.")
        raise Trouble(say.format(name=short(path.name)))


def _replace(unfinished: Path, path: Path, holds: Backup) -> Restored:
    with ExitStack() as held:
        raw, opens = held.enter_context(_held(path))
        if opens:
            _see_that_it_is_the_same(path, holds)
        kept, whole = _keep(path, raw, opens)
        unfinished.chmod(stat.S_IMODE(path.stat().st_mode))
        sync_file(unfinished)
        if not opens:
            # They belong to the damaged file; SQLite would mix them into the new one.
            _move_companions(path, kept)
        take_place(unfinished, path, held)
    return Restored(path, holds, kept, whole)


@contextmanager
def _held(path: Path) -> Iterator[tuple[BinaryIO, bool]]:
    """Keep other programs from writing to the file at `path`; give its bytes, and whether SQLite can open it."""
    if os.path.lexists(path.with_name(f"{path.name}-journal")):
        set_aside_foreign_journal(path)
    with ExitStack() as held:
        # Closed last: closing it drops the lock on the file that this program has by then.
        raw = held.enter_context(path.open("rb"))
        # One that has lost its beginning is not even tried: SQLite would play a journal back into it.
        opens = _is_ours(path)
        if opens:
            try:
                connection = held.enter_context(closing(sqlite.connect(path)))
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            except sqlite.ERRORS as error:
                trouble = sqlite.trouble_from(error, path)
                if not isinstance(trouble, Damaged):
                    raise trouble from error
                opens = False
        yield raw, opens


def is_lost(path: Path) -> bool:
    """Tell whether the business that was at `path` is gone: no file there, or one that is none of ours any more."""
    try:
        return not os.path.lexists(path) or (path.is_file() and not _is_ours(path))
    except (OSError, ValueError):
        return False


def _is_ours(path: Path) -> bool:
    try:
        return sqlite.identity(path)[0] == sqlite.APPLICATION_ID
    except sqlite.ERRORS:
        return False


def _see_that_it_is_the_same(path: Path, holds: Backup) -> None:
    try:
        now = look_into(path)
    except Trouble:
        return
    if now.business_id and now.business_id != holds.business_id:
        say = tr("That is a backup of another business, “{other}”. Restore it as a copy under another name.")
        raise Trouble(say.format(other=short(holds.business)))


def _keep(path: Path, raw: BinaryIO, opens: bool) -> tuple[Path, bool]:
    """Keep what is at `path` as a copy in its folder for backups; return where, and whether that copy is a good one."""
    folder = make_backup_folder(path)
    beside, stem = folder / path.name, f"{brief(path.stem)} {now_in_name()}"
    if opens:
        with suppress(Damaged, *sqlite.ERRORS), closing(sqlite.connect(path, read_only=True)) as connection:
            return copy_to_free_name(connection, beside, f"{stem} {BEFORE}"), True
    kept = free_name(beside, f"{stem} {DAMAGED}")
    with unfinished_beside(kept) as unfinished:
        copy_bytes(raw, unfinished)
        take_name(unfinished, kept)
    return kept, False


def _move_companions(path: Path, kept: Path | None = None) -> None:
    """Move what SQLite left beside a file out of the way: to the copy that was kept of it, or under another name."""
    for ending in COMPANIONS:
        companion = path.with_name(path.name + ending)
        if not os.path.lexists(companion):
            continue
        goal = path if kept is None else kept
        aside = goal.with_name(goal.name + (ending if kept else f".damaged{ending}"))
        try:
            companion.replace(aside)
        except OSError:  # the copy is on another disk
            shutil.copyfile(companion, aside)
            sync_file(aside)
            discard(companion)
        sync_folder(aside.parent)
    sync_folder(path.parent)
