"""Files written whole or not at all: a new name is taken only by what is complete and on the disk.

A full disk, a crash or a lost connection leaves the old file as it was and no half file beside it.
"""

import os
import stat
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import BinaryIO

from resources.words import tr
from storage.keys import new_id
from storage.trouble import Trouble, short, world_trouble

OPEN_FILES_STAY = os.name == "nt"
"""The system replaces no file that is open."""


def write_whole(path: Path, data: bytes | Callable[[BinaryIO], None]) -> None:
    """Write `data` (or what a function writes into the open file) to `path`, in place of a file that is there.

    A new file can be read by its owner only; one that was there keeps its permissions, and a link stays a link.
    Raises Trouble with the old file untouched.
    """
    try:
        real = path.resolve()
        mode = _mode_of(real)
        unfinished = real.with_name(f".{new_id()}.new")
        try:
            _write(unfinished, data)
            if mode is not None:
                unfinished.chmod(mode)
            unfinished.replace(real)
        finally:
            discard(unfinished)
        sync_folder(real.parent)
    except (OSError, RuntimeError) as error:
        raise world_trouble(error, path) from error


def _mode_of(path: Path) -> int | None:
    """Return the permissions of the file to be replaced; None when there is none. Raises Trouble, OSError."""
    try:
        info = path.stat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(info.st_mode):
        raise Trouble(tr("“{name}” is not a file that can be written.").format(name=short(path.name)))
    if not os.access(path, os.W_OK):
        raise PermissionError
    return stat.S_IMODE(info.st_mode)


def _write(path: Path, data: bytes | Callable[[BinaryIO], None]) -> None:
    with _create(path) as file:
        if callable(data):
            data(file)
            file.seek(0, os.SEEK_END)
            length = file.tell()
        else:
            file.write(data)
            length = len(data)
        file.flush()
        os.fsync(file.fileno())
        # Some disks say that all went well and keep less.
        if os.fstat(file.fileno()).st_size != length:
            raise Trouble(
                tr("“{name}” could not be written whole. Choose another folder or disk.").format(name=short(path.name))
            )


def _create(path: Path) -> BinaryIO:
    """Make a new file that its owner only can read. Raises FileExistsError and OSError."""
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "wb")


def copy_bytes(source: BinaryIO, target: Path) -> None:
    """Copy an open file byte for byte to `target`, which must not exist, and see to it that it is on the disk.

    Raises FileExistsError and OSError.
    """
    import shutil  # not at every start

    with _create(target) as copy:
        source.seek(0)
        shutil.copyfileobj(source, copy, 1 << 20)
        copy.flush()
        os.fsync(copy.fileno())
        if os.fstat(copy.fileno()).st_size != os.fstat(source.fileno()).st_size:
            raise OSError(tr("the disk did not keep what was written to it"))


def discard(unfinished: Path) -> None:
    """Remove what was not finished, if it is there; on a disk that refuses that too, the first trouble counts."""
    with suppress(OSError):
        unfinished.unlink(missing_ok=True)


def try_beside(path: Path, ending: str) -> Path:
    """Return a name for unfinished work on a file, the same at each try: what a crash left behind is found again."""
    import hashlib

    return path.with_name(f".{hashlib.sha256(os.fsencode(path.name)).hexdigest()[:16]}.{ending}")


def discard_try(unfinished: Path) -> None:
    """Remove an unfinished business file with the journal that SQLite left beside it, if they are there."""
    discard(unfinished)
    discard(unfinished.with_name(f"{unfinished.name}-journal"))


def take_name(unfinished: Path, path: Path) -> None:
    """Give a finished file its name, without ever replacing something that appeared there meanwhile.

    Raises FileExistsError and OSError. The unfinished name may still be there afterwards.
    """
    try:
        os.link(unfinished, path)
    except FileExistsError:
        raise
    except OSError:  # a disk without hard links
        if os.path.lexists(path):
            raise FileExistsError(str(path)) from None
        unfinished.rename(path)
    sync_folder(path.parent)


def take_place(new: Path, path: Path, held: ExitStack) -> None:
    """Put a finished file in the place of the one at `path`, which `held` keeps other programs from writing to.

    What is held is let go of: afterwards, or right before where the system asks for that. Raises OSError.
    """
    if OPEN_FILES_STAY:
        held.close()
    new.replace(path)
    held.close()
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """See to it that what was written to a closed file is on the disk."""
    descriptor = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """See to it that new and changed names in `folder` are on the disk, where the system can be asked to."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError:  # some network disks refuse this for folders
        pass
    finally:
        os.close(descriptor)
