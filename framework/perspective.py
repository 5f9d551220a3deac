"""How Sales and Operations see the same work (framework.md section 13): neither is wrong, both are needed."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from framework.people import Function


class Topic(StrEnum):
    """What both look at, in the order of the page."""

    TIME = "time"
    MEASURE = "measure"
    NEED = "need"
    ANSWER = "answer"
    RISK = "risk"


class Perspective(NamedTuple):
    """One row of the page: what each function would say. `own`: the functions whose words are the business's own."""

    topic: Topic
    say: Mapping[Function, str]
    own: frozenset[Function] = frozenset()


def perspectives(
    given: Mapping[tuple[Topic, Function], str], own: Mapping[tuple[Topic, Function], str]
) -> tuple[Perspective, ...]:
    """Return the rows of the page in order: the business's own words where there are some, else those `given`."""
    return tuple(
        Perspective(
            topic,
            {function: own.get((topic, function)) or given[topic, function] for function in Function},
            frozenset(function for function in Function if own.get((topic, function))),
        )
        for topic in Topic
    )
