"""Days as they lie in the file."""

from datetime import UTC, date, datetime


def read_day(text: str | None) -> date | None:
    """Return the day written as 2026-11-30, or None."""
    return None if text is None else date.fromisoformat(text)


def instant_text(value: datetime) -> str:
    """Return the stored text of an aware instant; raises ValueError for a naive one."""
    if value.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
