"""What the client was told: each thing said, by whom, due when, and how it moved (framework.md section 3)."""

from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple


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
