"""A deal: what a client asks for, what was promised, and how it ended (framework.md section 3)."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from framework.agreement import Zone
from framework.catalogue import Offering


class Stage(StrEnum):
    """Where a deal stands, in the order in which it moves."""

    LEAD = "lead"
    INTAKE = "intake"
    OFFERED = "offered"
    WON = "won"
    IN_DELIVERY = "in delivery"
    DELIVERED = "delivered"
    LOST = "lost"


OPEN_STAGES = (Stage.LEAD, Stage.INTAKE, Stage.OFFERED)
SOLD_STAGES = (Stage.WON, Stage.IN_DELIVERY)


class Deal(NamedTuple):
    """One deal as it stands. Money is exact `Decimal` in the currency of the business; None means not known.

    `offering_id` None means: not in the catalogue. `hours` are the estimated hours by crew id (empty: not
    estimated). `promised_on` is the date now agreed; `first_promised_on` is the first promise and is never
    overwritten. `promise_given_on` is the day on which it was promised, `promised_zone` the verdict kept of that
    moment, `against_reason` why it was promised all the same. Percentages are 5 for 5 %.
    `template_id` names the version of the checklist it began with (None: the newest), `won_at` is the aware UTC
    instant at which it was won, where that is known.
    """

    id: str
    ref: str
    client: str
    offering_id: str | None = None
    quantity: Decimal = Decimal(1)
    value: Decimal | None = None
    discount_percent: Decimal | None = None
    cost: Decimal | None = None
    hours: Mapping[str, Decimal] = {}
    custom_parts: int | None = None
    payment_days: int | None = None
    probability_percent: Decimal | None = None
    salesperson: str | None = None
    stage: Stage = Stage.INTAKE
    created_on: date | None = None
    promised_on: date | None = None
    first_promised_on: date | None = None
    promise_given_on: date | None = None
    expected_close_on: date | None = None
    won_on: date | None = None
    lost_on: date | None = None
    delivered_on: date | None = None
    rework: bool | None = None
    client_score: int | None = None
    actual_cost: Decimal | None = None
    actual_hours: Decimal | None = None
    note: str = ""
    version: int = 1
    promised_zone: Zone | None = None
    against_reason: str = ""
    template_id: str | None = None
    won_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """True while nothing is decided: lead, intake or offered."""
        return self.stage in OPEN_STAGES

    @property
    def is_sold(self) -> bool:
        """True while the work is won and not yet delivered."""
        return self.stage in SOLD_STAGES


def promise_day(deal: Deal, today: date) -> date:
    """Return the day of a deal: when it was promised, else won, else today (framework.md section 4).

    Lead time counts from it, and the agreement in force on it judges the deal.
    """
    return deal.promise_given_on or deal.won_on or today


def estimated_hours(deal: Deal, offering: Offering | None) -> Mapping[str, Decimal] | None:
    """Return hours by crew id: as entered, else from the catalogue for the quantity, else None (not known)."""
    if deal.hours:
        return deal.hours
    if offering is None or not offering.hours:
        return None
    return {crew: hours * deal.quantity for crew, hours in offering.hours.items()}


def estimated_cost(deal: Deal, offering: Offering | None) -> Decimal | None:
    """Return the cost in money: as entered, else from the catalogue for the quantity, else None (not known)."""
    if deal.cost is not None:
        return deal.cost
    if offering is None or offering.unit_cost is None:
        return None
    return offering.unit_cost * deal.quantity
