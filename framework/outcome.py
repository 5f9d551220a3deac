"""What became of a deal: what was received, the looks back, and failures prevented (framework.md sections 3 and 9)."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from framework.people import Function

LOOK_BACK_DAYS = (30, 60, 90)
"""So many days after delivery a deal is looked back at; the last says whether the client is still there."""


class Shortfall(StrEnum):
    """How what a client received differed from what was promised."""

    DIFFERENT = "different"
    LATE = "late"
    BELOW = "below"


class Received(NamedTuple):
    """What was said about a delivered deal beside its figures; `shortfalls` are words by kind, empty: as promised."""

    rework_note: str = ""
    client_comment: str = ""
    shortfalls: tuple[tuple[Shortfall, str], ...] = ()
    version: int | None = None


class LookBack(NamedTuple):
    """A look back at a deal `days` after its delivery. `answered_at` (aware UTC) None: not asked yet.

    `who` is the person who answered. None in `still_client`, `as_promised` and `sell_again`: not known.
    """

    id: str
    deal_id: str
    days: int
    still_client: bool | None = None
    client_score: int | None = None
    as_promised: bool | None = None
    sell_again: bool | None = None
    say: str = ""
    answered_at: datetime | None = None
    who: str | None = None
    version: int = 1


class Save(NamedTuple):
    """A failure that was prevented. `value` is what it would have cost, None: not estimated."""

    id: str
    say: str
    saved_on: date
    value: Decimal | None = None
    deal_id: str | None = None
    person_id: str | None = None
    function: Function | None = None
    version: int = 1
