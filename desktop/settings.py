"""What the window remembers of itself between two starts: its place, the last files, its colours, reminders."""

import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QByteArray, QSettings

from resources.words import tr

MOST_RECENT = 8
VERSION = 1
"""The version of what is written here; a later Handshake may keep things that this one would read wrongly."""

LARGEST = 1_000_000
"""Bytes. What is kept here fits into a few thousand."""

_instead: str | None = None


def settings() -> QSettings:
    """Return the settings of this user on this computer; those of this start alone after `use_defaults`."""
    if _instead is not None:
        return QSettings(_instead, QSettings.Format.IniFormat)
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Handshake", "Handshake")


def use_defaults() -> None:
    """Use the defaults until `use_own_again`, which forgets what is chosen; the user's own stay as they are."""
    from tempfile import gettempdir

    global _instead
    try:
        folder = Path(gettempdir())
    except OSError:
        folder = Path()
    _instead = str(folder / f"handshake-{os.getpid()}.ini")


def use_own_again() -> None:
    """Use the settings of this user again, if the defaults were used in their place."""
    global _instead
    if _instead is not None:
        with suppress(OSError):
            Path(_instead).unlink()
        _instead = None


def set_aside_unreadable() -> str:
    """Put settings that can't be used out of the way and begin with the defaults; return what to say, "" for nothing.

    The old ones are kept beside the new under a name of their own, whatever is wrong with them.
    """
    path = _own_file()
    wrong = _what_is_wrong(path)
    if not wrong:
        return ""
    number = 1
    while (kept := path.with_name(f"{path.stem} kept {number}{path.suffix}")).exists():
        number += 1
    try:
        path.rename(kept)
    except OSError:
        use_defaults()
        return wrong
    return tr("{what} The old ones are kept in {file}.").format(what=wrong, file=kept)


def _what_is_wrong(path: Path) -> str:
    broken = tr("Your settings can't be read, so Handshake begins with the usual ones.")
    try:
        if not os.path.lexists(path):
            return ""
        # What is no file is not opened: a pipe would keep the program waiting.
        if not path.is_file() or path.stat().st_size > LARGEST or not _is_written_by_us(path.read_bytes()):
            return broken
    except OSError:
        return broken
    kept = settings()
    found = kept.value("version", VERSION)
    if kept.status() is not QSettings.Status.NoError:
        return broken
    try:
        version = int(str(found))
    except ValueError:
        return broken
    if version > VERSION:
        return tr("Your settings are those of a newer Handshake, so this one begins with the usual ones.")
    return ""


def _is_written_by_us(data: bytes) -> bool:
    """Say whether these are lines as settings have them: QSettings itself passes over what it can't read."""
    try:
        lines = [line.strip() for line in data.decode().splitlines()]
    except UnicodeDecodeError:
        return False
    return all(not line or line.startswith(("[", ";")) or "=" in line for line in lines) and b"\0" not in data


def can_be_kept() -> bool:
    """Say whether what is chosen will still be known at the next start."""
    path = _own_file()
    if os.path.lexists(path):
        return path.is_file() and os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(path.parent, os.W_OK)


def _own_file() -> Path:
    """Return where the user's own settings are. By the name of others, for to ask for them is to open them."""
    others = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Handshake", "Nothing")
    return Path(others.fileName()).with_name("Handshake.ini")


class BackupPlace(NamedTuple):
    """Where backups go: a folder (None: beside the file), and whether it was on another disk when it was chosen."""

    folder: Path | None = None
    apart: bool = False


def known_files() -> list[Path]:
    """Return the business files opened last, the newest first, also those that are gone."""
    found = settings().value("recent", [])
    texts = [found] if isinstance(found, str) else list(found) if isinstance(found, list | tuple) else []
    return [Path(text) for text in texts if isinstance(text, str) and text]


def recent_files() -> list[Path]:
    """Return the business files opened last, the newest first, as far as they still exist."""
    return [path for path in known_files() if path.is_file()]


def remember_file(path: Path) -> None:
    """Put a business file at the top of the recent ones."""
    wanted = path.absolute()
    rest = [other for other in known_files() if other != wanted]
    kept = settings()
    kept.setValue("version", VERSION)
    kept.setValue("recent", [str(other) for other in [wanted, *rest][:MOST_RECENT]])


def forget_recent() -> None:
    """Empty the list of recent files."""
    settings().remove("recent")


def color_scheme() -> str:
    """Return light, dark or system."""
    found = settings().value("scheme", "system")
    return found if found in ("light", "dark") else "system"


def remember_color_scheme(scheme: str) -> None:
    """Keep light, dark or system."""
    settings().setValue("scheme", scheme)


def reminds() -> bool:
    """Say whether what is late is told when a file is opened."""
    return bool(settings().value("remind", True, type=bool))


def remember_reminds(wanted: bool) -> None:
    """Keep whether what is late is told when a file is opened."""
    settings().setValue("remind", wanted)


def reminded_on(path: Path) -> str:
    """Return the day (ISO) on which was told the last time what is late in a file; "" for never."""
    found = settings().value(_key_of("reminded", path), "")
    return found if isinstance(found, str) else ""


def remember_reminded(path: Path, day: str) -> None:
    """Keep that today was told what is late in a file."""
    settings().setValue(_key_of("reminded", path), day)


def place_told(path: Path) -> bool:
    """Say whether it was explained what the place of a file means: that it is copied, or on a network."""
    return bool(settings().value(_key_of("place_told", path), False, type=bool))


def remember_place_told(path: Path) -> None:
    """Keep that it was explained what the place of a file means."""
    settings().setValue(_key_of("place_told", path), True)


def backup_place() -> BackupPlace:
    """Return the place for the backups of every business on this computer."""
    found = settings().value("backups/place", "")
    folder = Path(found) if isinstance(found, str) and found else None
    return BackupPlace(folder, folder is not None and bool(settings().value("backups/apart", False, type=bool)))


def remember_backup_place(place: BackupPlace) -> None:
    """Keep the place for backups."""
    settings().setValue("backups/place", "" if place.folder is None else str(place.folder))
    settings().setValue("backups/apart", place.apart)


def business_id(path: Path) -> str:
    """Return the key of the business that was in a file when it was opened last; "" for one never opened here."""
    found = settings().value(_key_of("business", path), "")
    return found if isinstance(found, str) else ""


def remember_business_id(path: Path, key: str) -> None:
    """Keep which business is in a file, for the day on which the file can't tell any more."""
    settings().setValue(_key_of("business", path), key)


def _key_of(group: str, path: Path) -> str:
    # A path holds what a key must not: slashes would make groups.
    return f"{group}/{path_key(path)}"


def path_key(path: Path) -> str:
    """Return a short word that stands for a path where the path itself can't: in a key, in the name of a file."""
    from hashlib import sha256  # behind the first paint

    return sha256(os.fsencode(path.absolute())).hexdigest()[:16]


def used_version() -> str:
    """Return the newest version of Handshake that was used here, as far as that was written down; "" if it was not."""
    found = settings().value("used_version", "")
    return found if isinstance(found, str) else ""


def remember_used_version(version: str) -> None:
    """Keep which version of Handshake is used here."""
    settings().setValue("used_version", version)


def scorecard_step() -> str:
    """Return the periods of the scorecard that were looked at last: week, month or quarter."""
    found = settings().value("scorecard_step", "month")
    return found if found in ("week", "month", "quarter") else "month"


def remember_scorecard_step(step: str) -> None:
    """Keep week, month or quarter."""
    settings().setValue("scorecard_step", step)


def geometry() -> QByteArray | None:
    """Return where the window was, or None."""
    found = settings().value("geometry")
    return found if isinstance(found, QByteArray) and not found.isEmpty() else None


def remember_geometry(state: QByteArray) -> None:
    """Keep where the window is."""
    settings().setValue("geometry", state)
