"""The handshake meeting: its series and the agenda worked out from the records (framework.md section 8)."""

from datetime import date, time
from typing import NamedTuple


class Series(NamedTuple):
    """When the handshake takes place. `weekday` 0 is Monday; `first_on` is the day of meeting number 1.

    `alternating` are person ids: the first leads meeting 1 while the second keeps time, then they swap.
    """

    weekday: int
    starts: time
    minutes: int
    every_weeks: int
    first_on: date
    alternating: tuple[str, ...] = ()


class Action(NamedTuple):
    """What somebody promised in a meeting. `done_on` None: still to do."""

    id: str
    say: str
    person_id: str | None
    due_on: date | None
    done_on: date | None = None
    agreed_on: date | None = None
    version: int = 1
