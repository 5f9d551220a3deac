"""Creating and opening a business file: every check before it is trusted (faults.md, "The file")."""

import os
import sqlite3
import stat
import uuid
from pathlib import Path

from resources.words import tr
from storage import sqlite
from storage.book import Book
from storage.schema import SCHEMA_VERSION, script, strange_object
from storage.trouble import Trouble

SUFFIX = ".handshake"
LONGEST_NAME = 255 - len("-journal")
LONGEST_PATH = 500


def check_name(path: Path) -> None:
    """Raise Trouble when no file of this name can be made: its journal's name would be too long for the disk."""
    if len(os.fsencode(path.name)) > LONGEST_NAME or len(os.fsencode(path.absolute())) > LONGEST_PATH:
        raise Trouble(tr("The name “{name}” is too long. Choose a shorter one.").format(name=_short(path.name)))
    if "\0" in str(path):
        raise Trouble(tr("A file name can't hold this character. Choose another name."))


def create_book(path: Path) -> Book:
    """Make a new, empty business file at `path` and open it. Raises Trouble; never writes over anything."""
    check_name(path)
    if os.path.lexists(path):
        raise Trouble(
            tr("There is already something called “{name}” here. Choose another name.").format(name=path.name)
        )
    if not path.parent.is_dir():
        raise Trouble(tr("The folder “{folder}” doesn't exist.").format(folder=str(path.parent)))
    unfinished = path.with_name(f".{uuid.uuid4().hex}.new")
    try:
        with sqlite.troubles(path):
            sqlite.create(unfinished, script(), SCHEMA_VERSION)
        _take_name(unfinished, path)
    except OSError as error:
        raise world_trouble(error, path) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return open_book(path)


def _take_name(unfinished: Path, path: Path) -> None:
    """Give the finished file its name, without ever replacing something that appeared there meanwhile."""
    try:
        os.link(unfinished, path)
    except FileExistsError:
        raise
    except OSError:  # a disk without hard links
        if os.path.lexists(path):
            raise FileExistsError(str(path)) from None
        os.rename(unfinished, path)


def open_book(path: Path, *, check_all: bool = True) -> Book:
    """Open the business file at `path`. Raises Trouble with one sentence for each thing that can be wrong.

    `check_all` reads the whole file for damage first; the window does that behind its first paint instead.
    """
    real = _regular_file(path)
    _known_identity(real)
    because = _read_only_because(real)
    with sqlite.troubles(real):
        connection = sqlite.connect(real, read_only=bool(because))
    try:
        with sqlite.troubles(real):
            strange = strange_object(connection)
        if strange is not None:
            raise Trouble(
                tr("“{name}” holds something that Handshake didn't put there ({what}), so it was not opened.").format(
                    name=real.name, what=_short(strange)
                )
            )
        if check_all:
            check_whole(connection, real)
        return Book(real, connection, read_only_because=because)
    except BaseException:
        connection.close()
        raise


def check_whole(connection: sqlite3.Connection, path: Path) -> None:
    """Raise Trouble when SQLite finds damage in the file."""
    if sqlite.damage(connection, thorough=False):
        raise Trouble(
            tr("“{name}” is damaged. Keep this file as it is and open your newest backup.").format(name=path.name)
        )


def _regular_file(path: Path) -> Path:
    """Return the real path of a regular file; refuse everything else at once."""
    check_name(path)
    try:
        real = path.resolve(strict=True)
        info = os.stat(real)
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


def _known_identity(path: Path) -> None:
    """Raise Trouble for a file that is not ours or newer; bring an older one up to date."""
    not_ours = Trouble(tr("“{name}” is not a Handshake file.").format(name=path.name))
    try:
        application, version = sqlite.identity(path)
    except sqlite3.OperationalError as error:
        raise sqlite.trouble_from(error, path) from error
    except sqlite3.DatabaseError as error:
        raise not_ours from error
    if application != sqlite.APPLICATION_ID:
        raise not_ours
    if version > SCHEMA_VERSION:
        raise Trouble(
            tr("“{name}” was made by a newer Handshake. Nothing was changed; update Handshake to open it.").format(
                name=path.name
            )
        )
    if version < SCHEMA_VERSION:
        from storage.migration import bring_up_to_date

        bring_up_to_date(path, version)


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


def world_trouble(error: BaseException, path: Path) -> Trouble:
    """Return the sentence for an error of the file system at `path`."""
    name = _short(path.name)
    if isinstance(error, FileExistsError):
        return Trouble(tr("There is already something called “{name}” here. Choose another name.").format(name=name))
    if isinstance(error, PermissionError):
        return Trouble(tr("You have no permission to write “{name}” here. Choose another folder.").format(name=name))
    code = getattr(error, "errno", None)
    if code == 28:  # ENOSPC
        return Trouble(
            tr("The disk is full, so “{name}” was not written. Free some space and try again.").format(name=name)
        )
    if code == 30:  # EROFS
        return Trouble(tr("The disk of “{name}” may only be read. Choose another folder.").format(name=name))
    if code == 40 or isinstance(error, RuntimeError):  # ELOOP
        return Trouble(tr("“{name}” is a link that points to itself.").format(name=name))
    return Trouble(
        tr("“{name}” can't be used: {cause}.").format(name=name, cause=getattr(error, "strerror", None) or str(error))
    )


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
