"""Long work as a generator: it yields now and then, so that a window can answer, and returns what comes of it."""

from collections.abc import Generator
from typing import TypeVar

Found = TypeVar("Found")


def finish(parts: Generator[None, None, Found]) -> Found:
    """Do all the parts of a work at once and return what comes of it."""
    while True:
        try:
            next(parts)
        except StopIteration as end:
            found: Found = end.value
            return found
