"""What can't be right in the fields of a deal, however the rules judge it (framework.md section 3)."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from framework.deal import Deal

FAR = timedelta(days=3660)
"""A date further away than about ten years is a slip of the pen."""


class FieldFlaw(StrEnum):
    """What is wrong with a field."""

    NO_CLIENT = "no_client"
    PAST = "past"
    FAR = "far"
    NOTHING = "nothing"


def field_flaws(fields: Mapping[str, Any], before: Deal | None, today: date) -> dict[str, FieldFlaw]:
    """Return what is wrong with `fields` of a deal, by field; what stands in `before` already is not held against it.

    A date asked for that is over, one more than ten years away, a quantity of nothing, no client.
    """
    found: dict[str, FieldFlaw] = {}
    if "client" in fields and not str(fields["client"]).strip():
        found["client"] = FieldFlaw.NO_CLIENT
    asked = _changed(fields, before, "promised_on")
    if asked is not None and asked < today:
        found["promised_on"] = FieldFlaw.PAST
    for name in ("promised_on", "expected_close_on"):
        day = _changed(fields, before, name)
        if day is not None and is_far(day, today):
            found[name] = FieldFlaw.FAR
    quantity = fields.get("quantity")
    if isinstance(quantity, Decimal) and quantity <= 0:
        found["quantity"] = FieldFlaw.NOTHING
    return found


def is_far(day: date, today: date) -> bool:
    """Say whether a day is so far from today that its year is a slip of the pen."""
    return abs(day - today) > FAR


def _changed(fields: Mapping[str, Any], before: Deal | None, name: str) -> date | None:
    value = fields.get(name)
    if before is not None and value == getattr(before, name):
        return None
    return value if isinstance(value, date) else None
