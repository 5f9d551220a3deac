"""The escalation ladder: its steps, who decides on each, and how long that may take (framework.md section 7)."""

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class StepDecider(StrEnum):
    """Who decides on a step of the ladder, from the one nearest to the deal to the one furthest from it."""

    EACH_ALONE = "each_alone"
    TOGETHER = "together"
    LEADS = "leads"
    OWNER = "owner"


class Step(NamedTuple):
    """One step: `answer_hours` are working hours, `belongs` says what is settled there."""

    id: str
    name: str
    decides: StepDecider
    answer_hours: Decimal
    belongs: str = ""
