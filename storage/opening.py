"""Creating and opening a business file: every check before it is trusted (faults.md, "The file")."""

import os
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

from resources.words import tr
from storage import sqlite
from storage.book import Book
from storage.keys import new_id
from storage.schema import SCHEMA_VERSION, script, strange_object
from storage.trouble import Damaged, Trouble, short, world_trouble
from storage.whole_file import discard, take_name

SUFFIX = ".handshake"
LONGEST_NAME = 255 - len("-journal")
LONGEST_PATH = 500


def check_name(path: Path) -> None:
    """Raise Trouble when no file of this name can be made: its journal's name would be too long for the disk."""
    try:
        name, whole = os.fsencode(path.name), os.fsencode(path.absolute())
    except UnicodeEncodeError:  # half of a surrogate pair
        name = whole = b"\0"
    if b"\0" in whole:
        raise Trouble(tr("A file name can't hold this character. Choose another name."))
    if len(name) > LONGEST_NAME or len(whole) > LONGEST_PATH:
        raise Trouble(tr("The name “{name}” is too long. Choose a shorter one.").format(name=short(path.name)))


def create_book(path: Path, fill: Callable[[Book], None] | None = None) -> Book:
    """Make a new business file at `path`, let `fill` write into it, and open it.

    The file gets its name only when it is whole. Raises Trouble; never writes over anything.
    """
    check_name(path)
    if os.path.lexists(path):
        raise world_trouble(FileExistsError(), path)
    if not path.parent.is_dir():
        raise Trouble(tr("The folder “{folder}” doesn't exist.").format(folder=str(path.parent)))
    unfinished = path.with_name(f".{new_id()}.new")
    try:
        with sqlite.troubles(path):
            sqlite.create(unfinished, script(), SCHEMA_VERSION)
        if fill is not None:
            with open_book(unfinished) as book:
                fill(book)
        take_name(unfinished, path)
    except OSError as error:
        raise world_trouble(error, path) from error
    finally:
        discard(unfinished)
    return open_book(path)


def open_book(path: Path, *, check_all: bool = True) -> Book:
    """Open the business file at `path`. Raises Trouble with one sentence for each thing that can be wrong.

    `check_all` reads the whole file for damage first; the window does that behind its first paint instead.
    """
    real, version = check_readable(path)
    _set_aside_journal(real)
    kept_older = None
    if version < SCHEMA_VERSION:
        from storage.migration import bring_up_to_date

        kept_older = bring_up_to_date(real, version)
    because = _read_only_because(real)
    with sqlite.troubles(real):
        connection = sqlite.connect(real, read_only=bool(because))
    try:
        with sqlite.troubles(real):
            strange = strange_object(connection)
        if strange is not None:
            raise Trouble(
                tr("“{name}” holds something that Handshake didn't put there ({what}), so it was not opened.").format(
                    name=real.name, what=short(strange)
                )
            )
        if check_all:
            check_whole(connection, real)
        book = Book(real, connection, read_only_because=because)
        book.kept_older = kept_older
        return book
    except BaseException:
        connection.close()
        raise


def _set_aside_journal(path: Path) -> None:
    if not os.path.lexists(path.with_name(f"{path.name}-journal")):
        return
    from storage.foreign_journal import set_aside_foreign_journal

    try:
        set_aside_foreign_journal(path)
    except OSError as error:
        raise world_trouble(error, path) from error


def check_whole(connection: sqlite3.Connection, path: Path) -> None:
    """Raise Trouble when SQLite finds damage in the file, naming the newest good backup."""
    if sqlite.damage(connection, thorough=False):
        raise Damaged(damaged(path))


def damaged(path: Path) -> str:
    """Return the sentence for a damaged file: it is kept as it is, and the newest backup takes its place."""
    from storage.backup_list import newest_backup

    backup = newest_backup(path)
    if backup is None:
        say = tr("“{name}” is damaged. Keep this file as it is and open your newest backup.")
        return say.format(name=path.name)
    say = tr("“{name}” is damaged. Keep this file as it is and open your newest backup: “{backup}” in “{folder}”.")
    return say.format(name=path.name, backup=backup.name, folder=backup.parent.name)


def _regular_file(path: Path) -> Path:
    """Return the real path of a regular file; refuse everything else at once."""
    check_name(path)
    try:
        real = path.resolve(strict=True)
        info = real.stat()
    except FileNotFoundError:
        if path.is_symlink():
            raise Trouble(tr("“{name}” points to a file that isn't there any more.").format(name=path.name)) from None
        raise Trouble(
            tr("There is no file “{name}” in {folder}. It may have been moved or renamed.").format(
                name=path.name, folder=str(path.absolute().parent)
            )
        ) from None
    except (OSError, RuntimeError) as error:
        raise world_trouble(error, path) from error
    if stat.S_ISDIR(info.st_mode):
        raise Trouble(tr("“{name}” is a folder, not a Handshake file.").format(name=path.name))
    if not stat.S_ISREG(info.st_mode):
        raise Trouble(tr("“{name}” is not a file that can be opened.").format(name=path.name))
    if info.st_size == 0:
        raise Trouble(
            tr("“{name}” is empty. It may be damaged, or not yet copied to this computer in full.").format(
                name=path.name
            )
        )
    if not os.access(real, os.R_OK):
        raise Trouble(tr("You have no permission to read “{name}”.").format(name=path.name))
    return real


def check_readable(path: Path) -> tuple[Path, int]:
    """Return the real path and the schema version of a business file that this Handshake can read or bring up to date.

    Raises Trouble for what is not a readable file, not ours, or made by a newer Handshake. Changes nothing.
    """
    real = _regular_file(path)
    not_ours = Trouble(tr("“{name}” is not a Handshake file.").format(name=real.name))
    try:
        application, version = _identity(real)
    except (sqlite3.OperationalError, UnicodeDecodeError) as error:
        raise sqlite.trouble_from(error, real) from error
    except sqlite3.DatabaseError as error:
        raise not_ours from error
    if application != sqlite.APPLICATION_ID or version < 1:
        raise not_ours
    if version > SCHEMA_VERSION:
        raise Trouble(
            tr("“{name}” was made by a newer Handshake. Nothing was changed; update Handshake to open it.").format(
                name=real.name
            )
        )
    return real, version


def can_be_checked(path: Path) -> bool:
    """Tell whether the file at `path` is one of ours, so that a check can say more of it, and a repair may help."""
    try:
        check_readable(path)
    except Trouble:
        return False
    return True


def _identity(path: Path) -> tuple[int, int]:
    """Return what the file says it is, or said before a change that was cut off while its first page was written."""
    try:
        found = sqlite.identity(path)
        if found[0] == sqlite.APPLICATION_ID:
            return found
    except sqlite3.DatabaseError as error:
        before = _header_before(path)
        if before is None:
            raise error
    else:
        before = _header_before(path)
        if before is None:
            return found
    return sqlite.APPLICATION_ID, int.from_bytes(before[60:64], "big")


def _header_before(path: Path) -> bytes | None:
    if not os.path.lexists(path.with_name(f"{path.name}-journal")):
        return None
    from storage.foreign_journal import header_before

    try:
        return header_before(path)
    except OSError:
        return None


def _read_only_because(path: Path) -> str:
    """Return why the file may only be read, or an empty text when it may be changed."""
    flags = os.statvfs(path).f_flag if hasattr(os, "statvfs") else 0
    if flags & getattr(os, "ST_RDONLY", 1):
        return tr("“{name}” is on a disk that may only be read. You can look, but nothing can be changed.").format(
            name=path.name
        )
    if not os.access(path, os.W_OK):
        return tr("“{name}” may only be read. You can look, but nothing can be changed.").format(name=path.name)
    if not os.access(path.parent, os.W_OK):
        return tr("The folder of “{name}” may only be read. You can look, but nothing can be changed.").format(
            name=path.name
        )
    return ""
