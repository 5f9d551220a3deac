"""What the backups of a business hold, and which of them is the newest that is good.

The order goes by the changes in them, for clocks go wrong. Where a file went on from an older state (somebody restored
a backup), its backups part into two lines; of two lines the one that was written to last comes first.
"""

import re
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from resources.words import tr
from storage import sqlite
from storage.backup import backup_folder
from storage.opening import SUFFIX, check_readable
from storage.schema import strange_object
from storage.trouble import Damaged, Trouble, short
from storage.verify import damage_in

AUTOMATIC, BEFORE, DAMAGED = "automatic", "before restore", "damaged"
"""How the name of a backup says why it was written; one without such a word was written by hand."""

_KIND = re.compile(rf" \d{{4}}-\d\d-\d\d \d\d\.\d\d ({AUTOMATIC}|{BEFORE}|{DAMAGED})(?: \(\d+\))?$")


class Kind(Enum):
    """Why a backup was written."""

    AUTOMATIC = AUTOMATIC
    BY_HAND = ""
    BEFORE_RESTORE = BEFORE
    DAMAGED = DAMAGED


class Mark(NamedTuple):
    """The last change in a file; two files with the same one hold the same."""

    seq: int = 0
    at: str = ""
    window: str = ""


class Backup(NamedTuple):
    """What one backup holds. `trouble` says why it can't be read; then everything but its place is empty.

    `written_at` is when the file was written, `changed_at` when the last change in it was made (both UTC).
    """

    path: Path
    kind: Kind
    written_at: datetime
    business_id: str = ""
    business: str = ""
    deals: int = 0
    mark: Mark = Mark()
    changed_at: datetime | None = None
    label: str = ""
    who: str = ""
    trouble: str = ""


def kind_of(path: Path) -> Kind:
    """Return why a backup was written, by its name."""
    found = _KIND.search(path.stem)
    return Kind(found[1]) if found else Kind.BY_HAND


def look_into(path: Path) -> Backup:
    """Return what the backup at `path` holds, without changing it or checking it whole. Raises Trouble."""
    real, version = check_readable(path)
    with sqlite.troubles(real), closing(sqlite.connect(real, read_only=True)) as connection:
        strange = strange_object(connection, version)
        if strange is not None:
            say = tr("“{name}” holds something that Handshake didn't put there ({what}), so it was not opened.")
            raise Trouble(say.format(name=short(path.name), what=short(strange)))
        return held_by(connection, path)


def held_by(connection: sqlite.Connection, path: Path) -> Backup:
    """Return what an open file holds. Raises sqlite3 errors, and Damaged."""
    key, name = connection.execute("SELECT id, name FROM business LIMIT 1").fetchone() or ("", "")
    deals = connection.execute("SELECT count(*) FROM deal").fetchone()[0]
    mark = mark_of(connection)
    told = connection.execute("SELECT label, who_name FROM change WHERE seq = ?", (mark.seq,)).fetchone()
    try:
        changed_at = datetime.fromisoformat(mark.at).astimezone(UTC) if mark.at else None
    except ValueError as error:
        raise Damaged(tr("“{name}” is damaged.").format(name=short(path.name))) from error
    label, who = told or ("", "")
    return Backup(path, kind_of(path), _written_at(path), key, name, int(deals), mark, changed_at, label, who)


def mark_of(connection: sqlite.Connection) -> Mark:
    """Return the last change in an open file. Raises sqlite3 errors."""
    found = connection.execute("SELECT seq, at, window FROM change ORDER BY seq DESC LIMIT 1").fetchone()
    return Mark(*found) if found else Mark()


def holds(connection: sqlite.Connection, mark: Mark) -> bool:
    """Say whether a change is in the history of an open file: if so, all that was before it is there as well."""
    found = connection.execute("SELECT at, window FROM change WHERE seq = ?", (mark.seq,)).fetchone()
    return found == (mark.at, mark.window) or mark == Mark()


def _written_at(path: Path) -> datetime:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, OverflowError, ValueError):
        return datetime.fromtimestamp(0, UTC)


def backup_files(path: Path, places: Iterable[Path | None] = ()) -> list[Path]:
    """Return the files in the folders for backups of a business file: beside it and in `places`. It may be gone."""
    folders = dict.fromkeys(backup_folder(path, place) for place in (None, *places))
    return [file for folder in folders for file in _files_in(folder)]


def _files_in(folder: Path) -> list[Path]:
    try:
        return [file for file in folder.iterdir() if file.suffix == SUFFIX and not file.name.startswith(".")]
    except OSError:
        return []


def readable_in(folder: Path) -> list[Backup]:
    """Return the backups in one folder that can be read, in no order; none where the folder can't be read."""
    found = []
    for file in _files_in(folder):
        with suppress(Trouble):
            found.append(look_into(file))
    return found


def list_backups(path: Path, places: Iterable[Path | None] = (), business_id: str = "") -> list[Backup]:
    """Return the backups of a business file, the newest first, with those that can't be read at the end.

    `business_id` leaves out the backups of other businesses; empty, the file itself tells if it can be read.
    """
    readable, unreadable = [], []
    with suppress(Trouble):
        business_id = look_into(path).business_id
    for file in backup_files(path, places):
        try:
            found = look_into(file)
        except Trouble as trouble:
            unreadable.append(Backup(file, kind_of(file), _written_at(file), trouble=trouble.say))
        else:
            if business_id in ("", found.business_id):
                readable.append(found)
    unreadable.sort(key=lambda backup: backup.path.stem, reverse=True)
    return _in_lines(readable, path) + unreadable


def _in_lines(found: Sequence[Backup], path: Path) -> list[Backup]:
    """Return the readable backups of a file, the newest first."""
    by_name = sorted(found, key=lambda backup: backup.path.stem, reverse=True)
    rest = sorted(by_name, key=lambda backup: backup.mark.seq, reverse=True)
    # What the file itself can still tell of its history comes before all that it knows nothing of.
    of_file, rest = _parted(path, rest)
    lines: list[list[Backup]] = []
    while rest:
        line, rest = _parted(rest[0].path, rest)
        if not line:  # it went away meanwhile
            rest = rest[1:]
        else:
            lines.append(line)
    lines.sort(key=lambda line: line[0].written_at, reverse=True)
    return of_file + [backup for line in lines for backup in line]


def _parted(path: Path, found: Sequence[Backup]) -> tuple[list[Backup], list[Backup]]:
    """Return those whose last change is in the history of the file at `path`, and the others."""
    try:
        real, _ = check_readable(path)
        with closing(sqlite.connect(real, read_only=True)) as connection:
            known = [holds(connection, backup.mark) for backup in found]
    except (Trouble, *sqlite.ERRORS):
        known = [False] * len(found)
    pairs = list(zip(found, known, strict=True))
    return [backup for backup, is_known in pairs if is_known], [backup for backup, is_known in pairs if not is_known]


def newest_good(path: Path) -> Backup | None:
    """Return the newest backup beside a business file that is whole, or None. The file may be gone or damaged."""
    for backup in list_backups(path):
        if not backup.trouble and damage_in(backup.path) is None:
            return backup
    return None


def newest_backup(path: Path) -> Path | None:
    """Return where the newest good backup beside a business file is, or None. The file may be gone or damaged."""
    found = newest_good(path)
    return None if found is None else found.path
