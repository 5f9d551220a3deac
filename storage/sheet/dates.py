"""One date as text: its parts, and the day they mean once the order is known."""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from resources.words import tr
from storage.sheet.problem import BadCell

FIRST_YEAR, LAST_YEAR = 1900, 2199
_PIVOT = 70


class DateOrder(StrEnum):
    """In which order day, month and year stand in 03-04-17."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


class Triple(NamedTuple):
    """Three numbers whose order the text does not give away, as digits."""

    first: str
    second: str
    third: str


class Parts(NamedTuple):
    """Year, month and day that the text names beyond doubt."""

    year: int
    month: int
    day: int


_TIME = re.compile(
    r"(?:T|[\s,]+)\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?$"
)
_YEAR_FIRST = re.compile(r"(\d{4})\s?([-/. ])\s?(\d{1,2})\s?\2\s?(\d{1,2})\.?")
_COMPACT = re.compile(r"((?:19|20|21)\d{2})(\d{2})(\d{2})")
_TRIPLE = re.compile(r"(\d{1,2})\s?([-/. ])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{1,2})\.?")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er)?[\s./-]*([^\W\d_]{3,})[\s.,/-]*(\d{4}|\d{2})")
_MONTH_DAY = re.compile(r"([^\W\d_]{3,})[\s.-]*(\d{1,2})(?:st|nd|rd|th)?[\s,-]+(\d{4})")
_YEAR_MONTH = re.compile(r"(\d{4})[\s./-]+([^\W\d_]{3,})[\s./-]+(\d{1,2})")

# English, German, Dutch, French, month by month.
_MONTHS = (
    "jan january januar jänner jaenner januari janvier janv",
    "feb february februar feber februari février fevrier févr fevr fév",
    "mar march märz maerz mär mrz maart mrt mars",
    "apr april avril avr",
    "may mai mei",
    "jun june juni juin",
    "jul july juli juillet juil",
    "aug august augustus août aout",
    "sep sept september septembre",
    "oct october oktober okt octobre",
    "nov november novembre",
    "dec december dezember dez décembre decembre déc",
)


def split_date(text: str) -> Parts | Triple | None:
    """Return what `text` says of a date: its parts, three numbers of unknown order, or None: not a date.

    A time of day behind it is dropped; the day stays as written, whatever the zone.
    """
    text = _TIME.sub("", text.strip())
    if found := _YEAR_FIRST.fullmatch(text):
        return Parts(int(found[1]), int(found[3]), int(found[4]))
    if found := _TRIPLE.fullmatch(text):
        return Triple(found[1], found[3], found[4])
    if found := _COMPACT.fullmatch(text):
        return Parts(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_MONTH.fullmatch(text):
        year, name, day = found[3], found[2], found[1]
    elif found := _MONTH_DAY.fullmatch(text):
        year, name, day = found[3], found[1], found[2]
    elif found := _YEAR_MONTH.fullmatch(text):
        year, name, day = found[1], found[2], found[3]
    else:
        return None
    month = _months().get(name.casefold())
    return Parts(_year(year), month, int(day)) if month else None


def in_order(triple: Triple, order: DateOrder) -> date | None:
    """Return the day that `triple` means in `order`, or None when there is none. Years 70 to 99 are of the 1900s."""
    if order is DateOrder.YMD:
        year, month, day = triple
    elif order is DateOrder.DMY:
        day, month, year = triple
    else:
        month, day, year = triple
    if len(year) not in (2, 4) or len(day) > 2:
        return None
    return _day(_year(year), int(month), int(day))


def read_date(text: str, order: DateOrder | None) -> date:
    """Return the day that `text` means, three numbers being read in `order`.

    Raises:
        BadCell: not a date, no such day in the calendar, or a year before 1900 or after 2199.
    """
    parts = split_date(text)
    if parts is None:
        raise BadCell(tr("Not a date."))
    if isinstance(parts, Parts):
        day = _day(*parts)
        if day is None:
            raise BadCell(tr("There is no such day in the calendar."))
    else:
        order = order or DateOrder.DMY
        day = in_order(parts, order)
        if day is None:
            raise BadCell(tr("There is no such day in the calendar (read as {order}).").format(order=spelled(order)))
    return check_year(day)


def check_year(day: date) -> date:
    """Return `day`, or raise `BadCell` when its year is before 1900 or after 2199."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadCell(tr("This year is too far away."))
    return day


def spelled(order: DateOrder) -> str:
    """Return `order` in words."""
    if order is DateOrder.DMY:
        return tr("day-month-year")
    return tr("month-day-year") if order is DateOrder.MDY else tr("year-month-day")


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) > 2:
        return year
    return 2000 + year if year < _PIVOT else 1900 + year


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=1)
def _months() -> Mapping[str, int]:
    return {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
