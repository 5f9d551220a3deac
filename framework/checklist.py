"""The intake checklist as records: its sections, items and answers (framework.md section 6)."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from framework.agreement import Zone

CATALOGUE = "catalogue"
"""What an item follows that asks whether the offering is in the catalogue."""


class Section(StrEnum):
    """The four sections of the checklist, in their order."""

    CAPACITY = "capacity"
    FEASIBILITY = "feasibility"
    DATA = "data"
    DEVIATIONS = "deviations"


SECTIONS = tuple(Section)


class Needed(StrEnum):
    """When an item must be answered."""

    BEFORE_PROMISE = "before_promise"
    BEFORE_HANDOVER = "before_handover"
    NOT = "not"


class Answer(StrEnum):
    """What was answered. An open item has no answer at all."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"


class ChecklistItem(NamedTuple):
    """One question of a checklist template.

    `id` is the same in every version of the template. `no_means` is the zone a "no" leads to (ASK or OFF); None: just a
    note. `yes_means` is the same for a "yes" (a statement rule is a sentence that leads to its zone when it is true),
    `unknown_means` for a "don't know". `follows` names the figure that
    answers the item by itself (a `Measure` value or "catalogue"); None: a person answers it.
    `rule_id` is the statement rule it asks about, if any. `offering_ids` empty: for every offering.
    """

    id: str
    section: Section
    say: str
    needed: Needed = Needed.NOT
    no_means: Zone | None = None
    yes_means: Zone | None = None
    unknown_means: Zone | None = None
    follows: str | None = None
    rule_id: str | None = None
    offering_ids: frozenset[str] = frozenset()


class ItemAnswer(NamedTuple):
    """What was answered to one item of one deal. `at` is an aware UTC instant. `version` counts changes of the row."""

    item_id: str
    answer: Answer
    note: str = ""
    who: str = ""
    at: datetime | None = None
    version: int = 1


def line_numbers(items: Iterable[ChecklistItem]) -> tuple[tuple[int, int], ...]:
    """Return the number of each line of a checklist, on paper and on screen: (5, 0) is line 5, (5, 1) is line 5a.

    Questions for every offering are counted through. Those for some offerings only hang on to the one before: a sheet
    for any deal has more of them than the sheet of one deal, and all the other lines have the same number on both.
    """
    found: list[tuple[int, int]] = []
    whole = part = 0
    for item in items:
        if item.offering_ids:
            part += 1
        else:
            whole, part = whole + 1, 0
        found.append((whole, part))
    return tuple(found)
