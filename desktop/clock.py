"""The one place that asks the computer what day and what time it is. Everything below takes them as values."""

from datetime import UTC, date, datetime, time, tzinfo


def local_today() -> date:
    """Return today's date where this computer is."""
    return datetime.now().astimezone().date()


def now_on(day: date, zone: tzinfo) -> datetime:
    """Return now as an aware instant, if `day` is today in `zone`, else the last moment of that day there.

    A day that stands in for today is looked back at from its end, so that an answer can be repeated.
    """
    now = datetime.now(UTC).astimezone(zone)
    return now if now.date() == day else datetime.combine(day, time.max, zone)


def right_now() -> datetime:
    """Return this instant, aware, in UTC."""
    return datetime.now(UTC)
