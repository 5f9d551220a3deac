"""The periods whose decisions are looked back at, as the days of today make them."""

from datetime import date, timedelta
from typing import NamedTuple

from framework.owner_meter import quarter
from resources.words import tr


class Period(NamedTuple):
    """Days from `first` to `last`, both included, with the words somebody chooses them by."""

    key: str
    words: str
    first: date
    last: date


def recent_periods(today: date) -> tuple[Period, ...]:
    """Return the periods offered on `today`; one that is not over ends today."""
    month = today.replace(day=1)
    before = month - timedelta(days=1)
    year = today.year - 1
    # 29 February has no like day a year before.
    same_day = today.replace(year=year, day=28) if (today.month, today.day) == (2, 29) else today.replace(year=year)
    return (
        Period("month", tr("This month"), month, today),
        Period("last_month", tr("Last month"), before.replace(day=1), before),
        Period("quarter", tr("This quarter"), quarter(today)[0], today),
        Period("year", tr("The last 12 months"), same_day + timedelta(days=1), today),
    )
