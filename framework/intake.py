"""The intake checklist and the verdict of a deal (framework.md section 4 and 6)."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from framework.agreement import Decider, Measure, Zone


class Section(StrEnum):
    """The four sections of the checklist, in their order."""

    CAPACITY = "capacity"
    FEASIBILITY = "feasibility"
    DATA = "data"
    DEVIATIONS = "deviations"


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

    `no_means` is the zone a "no" leads to (ASK or OFF); None: just a note. `yes_means` is the same for a "yes"
    (a statement rule is a sentence that leads to its zone when it is true). `follows` names the figure that
    answers the item by itself (a `Measure` value or "catalogue"); None: a person answers it.
    `rule_id` is the statement rule it asks about, if any. `offering_ids` empty: for every offering.
    """

    id: str
    section: Section
    say: str
    needed: Needed = Needed.NOT
    no_means: Zone | None = None
    yes_means: Zone | None = None
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


class Reason(NamedTuple):
    """Why a deal has its verdict: one rule or one item, with the figures it was judged by.

    `value` and `limit` are in the unit of the measure (days, %, money, count); both None for statements.
    `missing` names the field without which the rule cannot be judged (zone OPEN).
    `week` (a Monday) and `crew_id` say where a week load comes from.
    """

    zone: Zone
    measure: Measure | None = None
    value: Decimal | None = None
    limit: Decimal | None = None
    missing: str | None = None
    rule_id: str | None = None
    item_id: str | None = None
    decides: Decider | None = None
    answer_hours: Decimal | None = None
    week: date | None = None
    crew_id: str | None = None


class Verdict(NamedTuple):
    """The worst of all rules and items. `reasons` are all that are not PROMISE, worst first; `passed` the rest."""

    zone: Zone
    reasons: tuple[Reason, ...] = ()
    passed: tuple[Reason, ...] = ()
