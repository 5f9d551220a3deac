"""What became of a deal: what was received, the looks back, and failures prevented (framework.md sections 3 and 9)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from framework.deal import Deal, Stage
from framework.people import Function

LOOK_BACK_DAYS = (30, 60, 90)
"""So many days after delivery a deal is looked back at; the last says whether the client is still there."""

HONEST_DAYS = LOOK_BACK_DAYS[-1]
"""A deal is an honest win when the client is still there so many days after its delivery."""

GRACE_DAYS = 7
"""A look back that was not answered so many days after its day is overdue."""

LOWEST_SCORE, HIGHEST_SCORE = 1, 5

OUTCOME_STAGES = (Stage.WON, Stage.IN_DELIVERY, Stage.DELIVERED)
"""Of deals in these stages it can be said what became of them."""


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


class Said(NamedTuple):
    """All that is said of a deal after its delivery; None and "" are not said. `shortfalls` are words by kind."""

    delivered_on: date | None = None
    rework: bool | None = None
    rework_note: str = ""
    actual_hours: Decimal | None = None
    actual_cost: Decimal | None = None
    client_score: int | None = None
    client_comment: str = ""
    shortfalls: tuple[tuple[Shortfall, str], ...] = ()


class LookBackState(StrEnum):
    """Where a look back stands. DUE: its day has come. OVERDUE: it came more than a week ago."""

    WAITING = "waiting"
    AHEAD = "ahead"
    DUE = "due"
    OVERDUE = "overdue"
    ANSWERED = "answered"


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


def said_of(deal: Deal, received: Received) -> Said:
    """Return what was said of a deal up to now."""
    return Said(
        deal.delivered_on,
        deal.rework,
        received.rework_note,
        deal.actual_hours,
        deal.actual_cost,
        deal.client_score,
        received.client_comment,
        received.shortfalls,
    )


def was_late(deal: Deal, delivered_on: date | None) -> bool:
    """Say whether delivery on that day is after the first promise. It only suggests LATE: a person says so or not."""
    first = deal.first_promised_on or deal.promised_on
    return first is not None and delivered_on is not None and delivered_on > first


def look_back_day(delivered_on: date | None, days: int) -> date | None:
    """Return the day of a look back `days` after delivery; None while nothing is delivered, or beyond the calendar."""
    if delivered_on is None:
        return None
    try:
        return delivered_on + timedelta(days=days)
    except OverflowError:
        return None


def look_back_state(look: LookBack, delivered_on: date | None, today: date) -> LookBackState:
    """Return where a look back stands; WAITING while the deal is not delivered."""
    if look.answered_at is not None:
        return LookBackState.ANSWERED
    day = look_back_day(delivered_on, look.days)
    if day is None:
        return LookBackState.WAITING
    if day > today:
        return LookBackState.AHEAD
    return LookBackState.OVERDUE if (today - day).days > GRACE_DAYS else LookBackState.DUE


def may_answer(look: LookBack, delivered_on: date | None, today: date, still_client: bool | None) -> bool:
    """Say whether a look back may be answered so: before its day only that the client has left."""
    state = look_back_state(look, delivered_on, today)
    if state is LookBackState.ANSWERED:
        return True
    return state in (LookBackState.DUE, LookBackState.OVERDUE) or (
        state is LookBackState.AHEAD and still_client is False
    )


def still_client(looks: Iterable[LookBack]) -> bool | None:
    """Say whether the client is still there, by the look back at day 90; without one, a client that left earlier has.

    None: not known (section 9: such a deal counts neither as an honest win nor as a lost client).
    """
    answered = {look.days: look.still_client for look in looks if look.answered_at is not None}
    at_the_end = answered.get(HONEST_DAYS)
    if at_the_end is None and False in answered.values():
        return False
    return at_the_end


def saved_sum(saves: Iterable[Save]) -> Decimal | None:
    """Return what the failures would have cost together; None where of none it was estimated."""
    values = [save.value for save in saves if save.value is not None]
    return sum(values, start=Decimal(0)) if values else None
