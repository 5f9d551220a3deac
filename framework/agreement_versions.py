"""Versions of the agreement: draft, proposed, signed by Sales and by Operations, in force from a day (section 4).

One side's signature alone changes nothing. What was in force once is never changed or removed.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from framework.agreement import Agreement
from framework.people import Function, Person, holders

SIDES = (Function.SALES, Function.OPERATIONS)


class State(StrEnum):
    """How far a version has come. DROPPED: taken back before it was signed, and kept to be read."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    SIGNED = "signed"
    DROPPED = "dropped"


class Signature(NamedTuple):
    """One side's yes to a version. `at` is an aware UTC instant."""

    function: Function
    person_id: str
    at: datetime


class Reply(NamedTuple):
    """Words about a version that is not signed yet. `at` is an aware UTC instant."""

    person_id: str
    at: datetime
    say: str


class Version(NamedTuple):
    """One version with all that belongs to it.

    `starts_on` is the day from which a draft or a proposal is to be in force; None: the day it is signed.
    `based_on` is the number of the version it was written from, None for the first one. `row_version` counts changes
    of its row.
    """

    id: str
    state: State
    agreement: Agreement
    starts_on: date | None = None
    based_on: int | None = None
    why: str = ""
    written_by: str = ""
    written_at: datetime | None = None
    signatures: tuple[Signature, ...] = ()
    replies: tuple[Reply, ...] = ()
    row_version: int = 1

    @property
    def is_open(self) -> bool:
        """True while it is neither signed nor dropped."""
        return self.state in (State.DRAFT, State.PROPOSED)

    def signature_of(self, function: Function) -> Signature | None:
        """Return the signature of one side, None while it has not signed."""
        return next((each for each in self.signatures if each.function is function), None)


def open_version(versions: Iterable[Version]) -> Version | None:
    """Return the draft or proposal both are working on; there is at most one at a time."""
    return next((version for version in versions if version.is_open), None)


def signed_versions(versions: Iterable[Version]) -> tuple[Version, ...]:
    """Return what was or will be in force, oldest first."""
    return tuple(sorted((v for v in versions if v.state is State.SIGNED), key=lambda version: version.agreement.number))


def missing_sides(version: Version) -> tuple[Function, ...]:
    """Return the sides that have not signed yet."""
    return tuple(side for side in SIDES if version.signature_of(side) is None)


def sides_to_sign(version: Version, person: Person, people: Sequence[Person]) -> tuple[Function, ...]:
    """Return the sides for which `person` may sign now.

    Somebody signs for a function they hold. One person signs for both sides only where nobody else could sign for
    either: otherwise a single pair of eyes would have made the agreement alone. So whoever is the only one for one
    side leaves the other one, whichever is signed first, to those who hold that as well.
    """
    if not version.is_open:
        return ()
    missing = missing_sides(version)
    signed = {each.function for each in version.signatures if each.person_id == person.id}
    others = {side: any(each.id != person.id for each in holders(tuple(people), side)) for side in SIDES}
    found = []
    for side in missing:
        other = next(each for each in SIDES if each is not side)
        only_one = other in missing and other in person.functions and not others[other]
        if side in person.functions and not (others[side] and (other in signed or only_one)):
            found.append(side)
    return tuple(found)


def earliest_start(versions: Iterable[Version], today: date) -> date:
    """Return the first day from which another version may be in force: today, and not before the newest one is."""
    last = [v.agreement.in_force_from for v in signed_versions(versions)]
    return max([today, *(day for day in last if day is not None)])


def can_start(starts_on: date | None, versions: Iterable[Version], today: date) -> bool:
    """Say whether a version may be in force from `starts_on` (None: from the day it is signed, which always may)."""
    return starts_on is None or starts_on >= earliest_start(versions, today)
