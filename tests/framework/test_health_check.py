"""A health check from its beginning to its opening, and when the next one is due (framework.md section 12)."""

from datetime import UTC, date, datetime

import pytest

from framework.health import Area, Statement
from framework.health_check import Asked, HealthCheck, State, next_due, unanswered
from framework.people import Person

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
ONE, TWO = Statement("A1", Area.RULES, "One."), Statement("B1", Area.INTAKE, "Two.")


def asked(salt: str = "", finished: datetime | None = None) -> Asked:
    """Return somebody who is asked."""
    return Asked("a", "c", Person("p", "Ana"), salt, "", finished, 1)


def test_where_somebody_stands() -> None:
    assert asked().state is State.WAITING
    assert asked("salt").state is State.BEGUN
    assert asked("salt", NOW).state is State.FINISHED


def test_a_check_is_complete_when_everybody_has_answered() -> None:
    check = HealthCheck("c", NOW, True, None, None, (asked("salt", NOW), asked("salt")), (ONE, TWO), 1)
    assert check.is_running and not check.is_complete and len(check.finished) == 1
    assert check._replace(asked=(asked("salt", NOW),) * 2).is_complete
    assert not check._replace(opened_at=NOW).is_running and not check._replace(called_off_at=NOW).is_running


def test_cannot_say_is_an_answer() -> None:
    assert unanswered((ONE, TWO), {"A1": None}) == (TWO,)


@pytest.mark.parametrize(
    ("opened", "agreed", "due"),
    [
        (None, None, None),
        (None, date(2026, 11, 2), date(2026, 11, 30)),
        (date(2026, 8, 1), date(2026, 11, 2), date(2026, 10, 31)),
    ],
)
def test_when_the_next_one_is_due(opened: date | None, agreed: date | None, due: date | None) -> None:
    assert next_due(opened, agreed) == due
