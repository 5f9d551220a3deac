"""A `-journal` that belongs to another file: SQLite would roll it back into ours and ruin it.

It comes about when a business file is copied or restored over another one after a crash. SQLite itself can't tell;
we can, for each of our commits writes page 1 into its journal first, with the number of the commit before it.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from storage import sqlite
from storage.whole_file import sync_folder

MAGIC = bytes.fromhex("d9d505f920a163d7")
LONGEST = 200_000_000
_PAGE_BEGINS = frozenset((0, 2, 5, 10, 13))


def set_aside_foreign_journal(path: Path) -> Path | None:
    """Move the journal beside the file at `path` out of the way when it is another file's; return where it is then."""
    journal = path.with_name(f"{path.name}-journal")
    first = _first_page(journal)
    if first is None:
        return None
    if header_before(path) is not None:
        return None
    header = _header(path)
    # Looked at twice: a journal that changes meanwhile is in use, and so it is this file's own.
    if header is None or not _is_foreign(first, header) or _first_page(journal) != first:
        return None
    aside = _free_name(path)
    journal.rename(aside)
    sync_folder(path.parent)
    return aside


def header_before(path: Path) -> bytes | None:
    """Return the first 100 bytes of the file as they were before a change that the power cut while page 1 was written.

    None where page 1 is one of ours, and where the journal beside it does not fit. SQLite puts such a page back.
    """
    journal = path.with_name(f"{path.name}-journal")
    before = _first_page(journal)
    if before is None or not _is_ours(before):
        return None
    now = _header(path)
    if now is None:
        # SQLite reads no such page. Nobody has a lock on it either: it can't be open anywhere.
        with path.open("rb") as file:
            now = file.read(100)
    if _is_ours(now):
        return None
    return before if _is_of_this_file(journal.read_bytes(), path.read_bytes()) else None


def _is_of_this_file(journal: bytes, content: bytes) -> bool:
    """Say whether what the change left alone looks like pages of a business file, and not like some other thing.

    Such a page begins with its kind; a page of a long text begins with the number of the next one, so with a 0.
    """
    sector, page = int.from_bytes(journal[20:24], "big"), int.from_bytes(journal[24:28], "big")
    pages = int.from_bytes(journal[16:20], "big")
    changed = {
        int.from_bytes(journal[start : start + 4], "big") for start in range(sector, len(journal) - page - 7, page + 8)
    }
    left_alone = [number for number in range(1, pages + 1) if number not in changed]
    if len(content) < pages * page or not left_alone:
        return False
    return all(content[(number - 1) * page] in _PAGE_BEGINS for number in left_alone)


def _is_ours(header: bytes) -> bool:
    return header[:16] == b"SQLite format 3\0" and header[68:72] == sqlite.APPLICATION_ID.to_bytes(4, "big")


def _first_page(journal: Path) -> bytes | None:
    """Return what page 1 was before the change; None without a journal that would be rolled back, or without page 1."""
    try:
        if not 512 < journal.stat().st_size < LONGEST:
            return None
        data = journal.read_bytes()
    except OSError:
        return None
    sector, page = int.from_bytes(data[20:24], "big"), int.from_bytes(data[24:28], "big")
    if data[:8] != MAGIC or sector < 512 or page < 512:
        return None
    for start in range(sector, len(data) - page - 7, page + 8):
        if data[start : start + 4] == b"\0\0\0\1":
            return data[start + 4 : start + 104]
    return None


def _header(path: Path) -> bytes | None:
    """Return the first 100 bytes of the file, read by SQLite itself: closing a file read by us would drop its locks."""
    uri = f"{sqlite.file_uri(path, 'ro')}&immutable=1"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            return connection.serialize()[:100]
    except sqlite.ERRORS:
        return None


def _is_foreign(before: bytes, now: bytes) -> bool:
    """Tell whether page 1 as it was before the change can't be an earlier state of page 1 as it is now."""
    if before[68:72] != now[68:72]:
        return True
    # A change never makes our files shorter.
    if int.from_bytes(before[28:32], "big") > int.from_bytes(now[28:32], "big"):
        return True
    commits = int.from_bytes(now[24:28], "big") - int.from_bytes(before[24:28], "big")
    return commits not in (0, 1)


def _free_name(path: Path) -> Path:
    aside = path.with_name(f"{path.name}.damaged-journal")
    number = 1
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.name}.damaged-journal-{number}")
    return aside
