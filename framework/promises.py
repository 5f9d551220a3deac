"""What the client was told: each thing said, by whom, due when, and how it moved (framework.md section 3)."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple


class Way(StrEnum):
    """How something was said to the client."""

    SPOKEN = "spoken"
    WRITTEN = "written"


class Exists(StrEnum):
    """Whether what was promised exists today."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Mover(StrEnum):
    """Who moved a promised day."""

    SALES = "sales"
    OPERATIONS = "operations"
    CLIENT = "client"


class PromiseState(StrEnum):
    """Where a promise stands. OVERDUE: its day is over and nobody has said whether it was kept."""

    OPEN = "open"
    OVERDUE = "overdue"
    KEPT = "kept"
    BROKEN = "broken"


class Promise(NamedTuple):
    """One thing said to the client in a deal.

    `due_on` is the day now agreed, `first_due_on` the day first promised, never overwritten. `kept` None: not known
    yet; `ended_on` is the day on which it was kept or broken. `at` is the aware UTC instant it was written down.
    """

    id: str
    deal_id: str
    say: str
    said_on: date
    way: Way
    said_by: str = ""
    due_on: date | None = None
    first_due_on: date | None = None
    exists_today: Exists | None = None
    kept: bool | None = None
    ended_on: date | None = None
    at: datetime | None = None
    version: int = 1

    @property
    def was_moved(self) -> bool:
        """True where the day now agreed is not the one first promised."""
        return self.due_on != self.first_due_on

    def state(self, today: date) -> PromiseState:
        """Return where the promise stands on `today`."""
        if self.kept is not None:
            return PromiseState.KEPT if self.kept else PromiseState.BROKEN
        overdue = self.due_on is not None and self.due_on < today
        return PromiseState.OVERDUE if overdue else PromiseState.OPEN


class Move(NamedTuple):
    """A promised day that was moved: of the deal itself (`promise_id` None) or of one promise.

    `told_first` says whether the client was told before it happened. `who` is a person id, `at` an aware UTC instant.
    """

    id: str
    deal_id: str
    promise_id: str | None
    from_on: date | None
    to_on: date | None
    moved_by: Mover
    told_first: bool
    why: str = ""
    who: str = ""
    at: datetime | None = None


class Told(NamedTuple):
    """What a moved day is kept with: who moved it, whether the client was told before it happened, and why."""

    moved_by: Mover
    told_first: bool
    why: str = ""


class PromiseCount(NamedTuple):
    """How promises of a period ended (framework.md section 9: promises kept = `kept` / `due`).

    `due` are all whose day fell in the period. Of these, `kept` were kept by the day last agreed, `late` after it,
    `broken` were not kept, and of `unknown` nobody has said; `moved` are those whose first day was another one.
    """

    due: int = 0
    kept: int = 0
    late: int = 0
    broken: int = 0
    unknown: int = 0
    moved: int = 0


def is_move(promise: Promise, to_on: date | None) -> bool:
    """Say whether a promise that becomes due on `to_on` is moved: the day that it is given first moves nothing."""
    return promise.first_due_on is not None and to_on != promise.due_on


def due_fields(promise: Promise, to_on: date | None) -> dict[str, Any]:
    """Return the fields of `promise` when it becomes due on `to_on`.

    The day first promised is written once and never again; a promise without a day takes the first it is given.
    """
    return {"due_on": to_on, "first_due_on": promise.first_due_on or promise.due_on or to_on}


def ended_fields(kept: bool | None, today: date) -> dict[str, Any]:
    """Return the fields of a promise that was kept or broken today; None: that is open again."""
    return {"kept": kept, "ended_on": None if kept is None else today}


def is_late(promise: Promise) -> bool:
    """Say whether the promise was kept, after the day last agreed."""
    late = promise.ended_on is not None and promise.due_on is not None and promise.ended_on > promise.due_on
    return promise.kept is True and late


def promises_kept(promises: Iterable[Promise], first: date, last: date, today: date) -> PromiseCount:
    """Return how the promises ended that were due from `first` to `last`, both included, and before today or ended.

    A promise without a day counts on the day on which it was kept or broken.
    """
    due = [each for each in promises if _counts(each, first, last, today)]
    return PromiseCount(
        due=len(due),
        kept=sum(1 for each in due if each.kept and not is_late(each)),
        late=sum(1 for each in due if is_late(each)),
        broken=sum(1 for each in due if each.kept is False),
        unknown=sum(1 for each in due if each.kept is None),
        moved=sum(1 for each in due if each.was_moved),
    )


def _counts(promise: Promise, first: date, last: date, today: date) -> bool:
    day = promise.due_on or promise.ended_on
    return day is not None and first <= day <= last and promise.state(today) is not PromiseState.OPEN
