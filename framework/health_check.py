"""A health check from its beginning to its opening (framework.md section 12): who is asked, and who has answered.

Nobody sees what another has answered before the opening: until then there are only sealed answers, and only a person's
own word opens them.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from framework.health import Area, AreaResult, Sheet, Statement, area_results
from framework.people import Function, Person

QUARTER_DAYS = 91
"""So many days after a check was opened the next one is due."""
FIRST_AFTER_DAYS = 28
"""So many days after the agreement came into force the first check, in its short form, is due (content.md)."""


LATE_AFTER_DAYS = 14
"""A check that is due, to be answered or to be opened is late after so many days: nobody's day hangs on it."""


class DueStep(StrEnum):
    """What a check waits for: that it begins, that somebody answers or goes on, that all open it together."""

    BEGIN = "begin"
    ANSWER = "answer"
    GO_ON = "go_on"
    OPEN = "open"


class State(StrEnum):
    """Where somebody who is asked stands."""

    WAITING = "waiting"
    BEGUN = "begun"
    FINISHED = "finished"


class Asked(NamedTuple):
    """Somebody who is asked, as what they were when the check began.

    `sealed` is "" where nothing was kept, and again once the check is open; `salt` belongs to the word that seals it.
    """

    id: str
    check_id: str
    person: Person
    salt: str
    sealed: str
    finished_at: datetime | None
    version: int

    @property
    def state(self) -> State:
        """Where they stand while the check runs."""
        if self.finished_at is not None:
            return State.FINISHED
        return State.BEGUN if self.salt else State.WAITING


class HealthCheck(NamedTuple):
    """One check with everybody who is asked and what is asked; it runs until it is opened or called off."""

    id: str
    begun_at: datetime
    short: bool
    opened_at: datetime | None
    called_off_at: datetime | None
    asked: tuple[Asked, ...]
    statements: tuple[Statement, ...]
    version: int

    @property
    def is_running(self) -> bool:
        """True until it is opened or called off."""
        return self.opened_at is None and self.called_off_at is None

    @property
    def finished(self) -> tuple[Asked, ...]:
        """Those who have answered."""
        return tuple(each for each in self.asked if each.state is State.FINISHED)

    @property
    def is_complete(self) -> bool:
        """True when everybody who is asked has answered."""
        return len(self.finished) == len(self.asked)


class Repair(NamedTuple):
    """The one thing that was chosen together to mend. `action_id` None: the action was taken off the list."""

    id: str
    area: Area
    say: str
    action_id: str | None
    version: int


class Opened(NamedTuple):
    """A check that was opened: the answers of those who took part, the guesses made before, the repair chosen."""

    check: HealthCheck
    sheets: tuple[Sheet, ...]
    guesses: Mapping[tuple[Area, Function], int]
    repair: Repair | None

    @property
    def opened_at(self) -> datetime:
        """When it was opened."""
        assert self.check.opened_at is not None
        return self.check.opened_at

    def results(self) -> tuple[AreaResult, ...]:
        """Work out the result of every area that was asked about."""
        return area_results(self.check.statements, self.sheets)


class Compared(NamedTuple):
    """Two checks by the statements that both asked, in the same area; `alike`: neither asked anything else."""

    statements: tuple[Statement, ...]
    now: tuple[AreaResult, ...]
    before: tuple[AreaResult, ...]
    alike: bool


def compared(now: Opened, before: Opened) -> Compared:
    """Return the areas of two checks worked out from what both asked; an area only one asked about is left out."""
    then = {_key(each) for each in before.check.statements}
    both = tuple(each for each in now.check.statements if _key(each) in then)
    alike = len(both) == len(now.check.statements) == len(then)
    return Compared(both, area_results(both, now.sheets), area_results(both, before.sheets), alike)


def _key(statement: Statement) -> tuple[str, Area | None, bool]:
    """Return by what a statement is the same in two checks: one of the business's own may have been changed."""
    return statement.id, statement.area, statement.reversed


def unanswered(statements: Sequence[Statement], answers: Mapping[str, int | None]) -> tuple[Statement, ...]:
    """Return the statements that have no answer yet, not even "can't say", in order."""
    return tuple(each for each in statements if each.id not in answers)


def step_for(
    running: HealthCheck | None, due_on: date | None, person: Person, people: Sequence[Person], today: date
) -> DueStep | None:
    """Return what a health check waits for from `person`, or None.

    One that is due (`due_on`) waits for who leads and for the owner, for all `people` where there is neither; a
    `running` one for each who is asked and has not answered, and once all have, for all of them.
    """
    if running is None:
        callers = [each.id for each in people if each.leads or each.owner] or [each.id for each in people]
        return DueStep.BEGIN if due_on is not None and due_on <= today and person.id in callers else None
    asked = next((each for each in running.asked if each.person.id == person.id), None)
    if asked is None:
        return None
    if running.is_complete:
        return DueStep.OPEN
    return {State.WAITING: DueStep.ANSWER, State.BEGUN: DueStep.GO_ON, State.FINISHED: None}[asked.state]


def next_due(last_opened: date | None, agreed_since: date | None) -> date | None:
    """Return the day from which a check is due: a quarter after the last one, or four weeks after the agreement.

    None without either: nothing has been agreed yet that could be looked at.
    """
    if last_opened is not None:
        return last_opened + timedelta(days=QUARTER_DAYS)
    return None if agreed_since is None else agreed_since + timedelta(days=FIRST_AFTER_DAYS)
