"""What the window remembers of itself between two starts: its place, the last files, its colours, reminders."""

import os
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

MOST_RECENT = 8


def settings() -> QSettings:
    """Return the settings of this user on this computer."""
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Handshake", "Handshake")


def recent_files() -> list[Path]:
    """Return the business files opened last, the newest first, as far as they still exist."""
    found = settings().value("recent", [])
    texts = [found] if isinstance(found, str) else list(found) if isinstance(found, list | tuple) else []
    return [Path(text) for text in texts if isinstance(text, str) and text and Path(text).is_file()]


def remember_file(path: Path) -> None:
    """Put a business file at the top of the recent ones."""
    wanted = path.absolute()
    rest = [other for other in recent_files() if other != wanted]
    settings().setValue("recent", [str(other) for other in [wanted, *rest][:MOST_RECENT]])


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
    found = settings().value(_reminded_key(path), "")
    return found if isinstance(found, str) else ""


def remember_reminded(path: Path, day: str) -> None:
    """Keep that today was told what is late in a file."""
    settings().setValue(_reminded_key(path), day)


def place_told(path: Path) -> bool:
    """Say whether it was explained what the place of a file means: that it is copied, or on a network."""
    return bool(settings().value(_key_of("place_told", path), False, type=bool))


def remember_place_told(path: Path) -> None:
    """Keep that it was explained what the place of a file means."""
    settings().setValue(_key_of("place_told", path), True)


def _reminded_key(path: Path) -> str:
    return _key_of("reminded", path)


def _key_of(group: str, path: Path) -> str:
    from hashlib import sha256  # behind the first paint

    # A path holds what a key must not: slashes would make groups.
    return f"{group}/" + sha256(os.fsencode(path.absolute())).hexdigest()[:16]


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
