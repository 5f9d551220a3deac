"""People and functions (framework.md section 1)."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class Function(StrEnum):
    """The two functions that make and keep a promise. One person may hold both."""

    SALES = "sales"
    OPERATIONS = "operations"


class OwnAnswers(StrEnum):
    """Whether somebody who holds both functions may answer a question of their own (framework.md section 4)."""

    ALLOWED = "allowed"
    AFTER_A_NIGHT = "after_a_night"
    NEVER = "never"


class Person(NamedTuple):
    """Somebody who works here. `functions` may be empty for an owner who does neither."""

    id: str
    name: str
    functions: frozenset[Function] = frozenset()
    leads: bool = False
    owner: bool = False


def holds_both(people: Iterable[Person]) -> bool:
    """Say whether each function is held by somebody among `people`."""
    held = frozenset[Function]().union(*(person.functions for person in people))
    return held.issuperset(Function)


def holders(people: tuple[Person, ...], function: Function) -> tuple[Person, ...]:
    """Return everybody who holds `function`, in the order given."""
    return tuple(person for person in people if function in person.functions)
