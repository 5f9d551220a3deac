"""The handover of a won deal from Sales to Operations, and what arrived only after the win (framework.md section 6)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import NamedTuple

from framework.checklist import ChecklistItem, ItemAnswer, Needed
from framework.deal import Deal, Stage
from framework.people import Function, Person
from framework.promises import Move, Promise


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
    counting = since_the_win(deal, steps)
    return state_after(deal.stage, counting[-1].kind if counting else None)


def state_after(stage: Stage, last: Handed | None) -> HandoverState:
    """Return where the handover of a sold deal stands after its `last` step that counts (None: there was none)."""
    if last is not None:
        return _STATES[last]
    return HandoverState.WAITING if stage is Stage.WON else HandoverState.NONE


def since_the_win(deal: Deal, steps: Sequence[HandoverStep]) -> tuple[HandoverStep, ...]:
    """Return the steps that count: a deal that was open again and is won anew is handed over anew."""
    if deal.won_at is None:
        return tuple(steps)
    return tuple(step for step in steps if step.at is None or step.at >= deal.won_at)


def steps_open_to(state: HandoverState, person: Person | None) -> tuple[Handed, ...]:
    """Return what `person` can do about a handover that stands at `state`, the usual next step first.

    Who holds operations accepts what waits or returns it, and may take what was returned after all; who holds sales
    hands over again what was returned. An owner who holds neither function does neither (framework.md section 1).
    """
    found: list[Handed] = []
    if person is None:
        return ()
    if Function.SALES in person.functions and state is HandoverState.RETURNED:
        found.append(Handed.GIVEN)
    if Function.OPERATIONS in person.functions and state in (HandoverState.WAITING, HandoverState.RETURNED):
        found.append(Handed.ACCEPTED)
        if state is HandoverState.WAITING:
            found.append(Handed.RETURNED)
    return tuple(found)


def waits_for(state: HandoverState, person: Person | None) -> bool:
    """Say whether a handover waits for `person`: what was handed over for Operations, what was returned for Sales."""
    turn = {HandoverState.WAITING: Function.OPERATIONS, HandoverState.RETURNED: Function.SALES}.get(state)
    return person is not None and turn in person.functions


def is_own(step: HandoverStep, deal: Deal, steps: Sequence[HandoverStep], people: Iterable[Person]) -> bool:
    """Say whether `step` is an own acceptance: by somebody who holds both functions, of what nobody else handed over.

    Who handed it over is who gave it last before, else who sells the deal.
    """
    person = next((each for each in people if each.id == step.who), None)
    if step.kind is not Handed.ACCEPTED or person is None or person.functions != frozenset(Function):
        return False
    before = steps[: steps.index(step)] if step in steps else steps
    given = [each.who for each in before if each.kind is Handed.GIVEN]
    if given:
        return given[-1] == person.id
    return deal.salesperson is None or deal.salesperson == person.name


class LateDetails(NamedTuple):
    """What was written down only after the deal was won (framework.md section 13)."""

    answers: tuple[ItemAnswer, ...] = ()
    promises: tuple[Promise, ...] = ()
    moves: tuple[Move, ...] = ()

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.answers) + len(self.promises) + len(self.moves)


def late_details(
    deal: Deal,
    answers: Iterable[ItemAnswer],
    promises: Iterable[Promise],
    moves: Iterable[Move],
    zone: tzinfo | None = None,
) -> LateDetails:
    """Return the answers, promises and moved days of `deal` that were written down after it was won."""
    return LateDetails(
        tuple(each for each in answers if is_after_the_win(deal, each.at, zone)),
        tuple(each for each in promises if is_after_the_win(deal, each.at, zone)),
        tuple(each for each in moves if is_after_the_win(deal, each.at, zone)),
    )


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
