"""Days as they lie in the file."""

from datetime import date


def read_day(text: str | None) -> date | None:
    """Return the day written as 2026-11-30, or None."""
    return None if text is None else date.fromisoformat(text)
