"""What the window remembers of itself between two starts: its place, the last files, light or dark. Nothing else."""

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
