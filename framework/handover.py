"""The handover of a won deal from Sales to Operations, and what arrived only after the win (framework.md section 6)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import NamedTuple

from framework.checklist import ChecklistItem, ItemAnswer, Needed
from framework.deal import Deal, Stage


class Handed(StrEnum):
    """One step of a handover: given again by Sales, accepted as complete or returned by Operations."""

    GIVEN = "given"
    ACCEPTED = "accepted"
    RETURNED = "returned"


class HandoverStep(NamedTuple):
    """What happened: `say` is what is missing in what was returned, `who` a person id, `at` an aware UTC instant."""

    id: str
    deal_id: str
    kind: Handed
    say: str = ""
    who: str = ""
    at: datetime | None = None


class HandoverState(StrEnum):
    """Where a handover stands. NONE: there is nothing to hand over. WAITING: Operations has to look at it."""

    NONE = "none"
    WAITING = "waiting"
    ACCEPTED = "accepted"
    RETURNED = "returned"


_STATES = {
    Handed.GIVEN: HandoverState.WAITING,
    Handed.ACCEPTED: HandoverState.ACCEPTED,
    Handed.RETURNED: HandoverState.RETURNED,
}


def handover_state(deal: Deal, steps: Sequence[HandoverStep]) -> HandoverState:
    """Return where the handover of `deal` stands; `steps` are in the order in which they happened.

    A won deal waits for Operations from the moment it is won. Work that has begun without anybody accepting it has
    been taken as it was.
    """
    if not deal.is_sold and deal.stage is not Stage.DELIVERED:
        return HandoverState.NONE
    if steps:
        return _STATES[steps[-1].kind]
    return HandoverState.WAITING if deal.stage is Stage.WON else HandoverState.NONE


def missing_items(items: Iterable[ChecklistItem], answers: Mapping[str, ItemAnswer]) -> tuple[ChecklistItem, ...]:
    """Return the items that a person must have answered before the handover and has not."""
    return tuple(
        item for item in items if item.needed is not Needed.NOT and item.follows is None and item.id not in answers
    )


def is_after_the_win(deal: Deal, at: datetime | None, zone: tzinfo | None = None) -> bool:
    """Say whether what was written down at the aware instant `at` came after `deal` was won.

    Where only the day of the win is known, what came on that day still counts as before; days are those of `zone`
    (None: of this computer).
    """
    if at is None or deal.won_on is None:
        return False
    return at > deal.won_at if deal.won_at is not None else at.astimezone(zone).date() > deal.won_on
