"""The rules of engagement: three zones, measured rules with two limits, statement rules (framework.md section 4)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class Zone(StrEnum):
    """What Sales may do with a deal. The order of severity is in `SEVERITY`."""

    PROMISE = "PROMISE"
    OPEN = "OPEN"
    ASK = "ASK"
    OFF = "OFF"


SEVERITY = {Zone.PROMISE: 0, Zone.OPEN: 1, Zone.ASK: 2, Zone.OFF: 3}


class Measure(StrEnum):
    """What a measured rule looks at."""

    LEAD_TIME = "lead_time"
    MARGIN = "margin"
    DISCOUNT = "discount"
    WEEK_LOAD = "week_load"
    DEAL_VALUE = "deal_value"
    CUSTOM_PARTS = "custom_parts"
    PAYMENT_DAYS = "payment_days"


HIGHER_IS_BETTER = frozenset({Measure.LEAD_TIME, Measure.MARGIN})


class Decider(StrEnum):
    """Who decides when a rule says ASK."""

    OPERATIONS = "operations"
    BOTH = "both"
    LEADS = "leads"
    OWNER = "owner"


class Silence(StrEnum):
    """What holds when nobody answered within the hours of the rule."""

    YES = "yes"
    NO = "no"
    OPEN = "open"


class Rule(NamedTuple):
    """One rule. Measured: `measure` and `promise_limit` are given. Statement: `measure` is None, `zone` is given.

    `offering_id` None means every offering. `answer_hours` are working hours. `say` is the rule in the words
    of the business, `why` is the reason both sides wrote down, `exception_by` says who may lift it when OFF.
    """

    id: str
    measure: Measure | None
    say: str
    offering_id: str | None = None
    promise_limit: Decimal | None = None
    stop_limit: Decimal | None = None
    zone: Zone | None = None
    decides: Decider = Decider.OPERATIONS
    answer_hours: Decimal = Decimal(8)
    silence: Silence = Silence.OPEN
    exception_by: str = ""
    why: str = ""


class Agreement(NamedTuple):
    """One version of the rules, in force from a day on."""

    number: int
    in_force_from: date | None = None
    rules: tuple[Rule, ...] = ()


def worst(zones: Iterable[Zone]) -> Zone:
    """Return the worst of `zones` in the order OFF, ASK, OPEN, PROMISE; PROMISE when there are none."""
    return max(zones, key=SEVERITY.__getitem__, default=Zone.PROMISE)
