"""The one place that asks the computer what day it is. Everything below takes the day as a value."""

from datetime import date, datetime


def local_today() -> date:
    """Return today's date where this computer is."""
    return datetime.now().astimezone().date()
