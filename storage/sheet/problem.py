"""What is wrong with a row of a sheet, so that a person can find it and mend it."""

from typing import NamedTuple

SHOWN_LENGTH = 80


class Problem(NamedTuple):
    """One thing that kept a row out. `row` counts as the spreadsheet does, the first line being 1.

    `column` is the header as written, or None when the whole row is meant. `value` is what stood there, cut to
    80 characters. `say` is one or two plain sentences.
    """

    row: int
    column: str | None
    value: str | None
    say: str


class BadCell(ValueError):
    """A cell that cannot be read as its field. `say` is the sentence for the list of problems."""

    def __init__(self, say: str) -> None:
        super().__init__(say)
        self.say = say


def shown(value: object) -> str | None:
    """Return `value` as text short enough for a list; None stays None."""
    if value is None:
        return None
    text = str(value)
    return text if len(text) <= SHOWN_LENGTH else text[:SHOWN_LENGTH] + "…"
