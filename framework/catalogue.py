"""What the business sells and with what: offerings and crews (framework.md section 3 and 5)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple


class Crew(NamedTuple):
    """A pool of capacity; a small business has one. `weekly_hours` is a full week without days off."""

    id: str
    name: str
    weekly_hours: Decimal


class Offering(NamedTuple):
    """One line of the catalogue, as one version of the agreement has it.

    `lead_time_days` is the standard lead time in working days; `hours` are hours per unit by crew id;
    `list_price` and `unit_cost` are money per unit. None means: not known yet. `options` may be sold without asking,
    `data_needed` is what Operations needs before it can start. `draft`: named by deals and in no version yet;
    `retired`: in an earlier version and no more.
    """

    id: str
    name: str
    lead_time_days: int | None = None
    hours: Mapping[str, Decimal] = {}
    list_price: Decimal | None = None
    unit_cost: Decimal | None = None
    data_needed: tuple[str, ...] = ()
    draft: bool = False
    options: tuple[str, ...] = ()
    retired: bool = False
