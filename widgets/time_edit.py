"""A line for a time of day, written as the person's country does."""

import re
from datetime import time
from typing import Any

from PySide6.QtCore import QLocale, QTime

from resources.words import tr
from widgets.value_edit import Unreadable, ValueEdit

_SHAPE = re.compile(r"(\d{1,2})(?:\s*[:.,h ]\s*(\d{2})|(?<=\d\d)(\d{2}))?\s*h?")
_SPACES = re.compile(r"[\s\u200e\u200f]+")


class TimeEdit(ValueEdit):
    """`value()` is a time or None. Reads 9, 9:00, 9.30, 17, 0930, 5 pm."""

    def value(self) -> time | None:
        """The time; None while the line is empty or cannot be read (then `error()` says why once it is left)."""
        found = self._readable()
        return found if isinstance(found, time) else None

    def _read(self, text: str) -> Any:
        try:
            return read_time(text, self.locale())
        except ValueError:
            say = tr("Please write a time of day, such as {early} or {late}.")
            raise Unreadable(say.format(early=self._write(time(9)), late=self._write(time(17, 30)))) from None

    def _write(self, value: Any) -> str:
        return write_time(value, self.locale())


def read_time(text: str, locale: QLocale) -> time:
    """Return the time of day that `text` means in `locale`. Raises ValueError for what is none.

    Without "am" or "pm" the day has 24 hours: 5 is early in the morning.
    """
    words = _SPACES.sub(" ", text).strip().casefold()
    half = 0
    for number, signs in enumerate((("am", "a.m.", locale.amText()), ("pm", "p.m.", locale.pmText())), start=1):
        for sign in signs:
            sign = _SPACES.sub(" ", sign).casefold()
            if not half and sign and (words.endswith(sign) or words.startswith(sign)):
                words = words.removesuffix(sign).removeprefix(sign).strip()
                half = number
    found = _SHAPE.fullmatch(words)
    if found is None:
        raise ValueError("no time of day")
    hour, minute = int(found[1]), int(found[2] or found[3] or 0)
    if half:
        if not 1 <= hour <= 12:
            raise ValueError("no such hour")
        hour = hour % 12 + 12 * (half - 1)
    return time(hour, minute)


def write_time(value: time, locale: QLocale) -> str:
    """Return `value` in the short form of `locale`, or as 09:00 where that can't be read back."""
    if locale.language() != QLocale.Language.C:
        short = locale.toString(QTime(value.hour, value.minute), QLocale.FormatType.ShortFormat)
        try:
            if read_time(short, locale) == value:
                return short
        except ValueError:
            pass
    return f"{value:%H:%M}"
