"""Asking before a promise, and answering: what was asked on which facts, and whether the answer still holds.

An answer is given on the facts as they stood. It lapses when a fact gets worse (framework.md section 4).
"""

from enum import StrEnum


class Kind(StrEnum):
    """What was answered."""

    ACCEPT = "accept"
    CONDITIONS = "conditions"
    REFUSE = "refuse"


class Seat(StrEnum):
    """For whom somebody answers: a function, or the owner."""

    SALES = "sales"
    OPERATIONS = "operations"
    OWNER = "owner"
