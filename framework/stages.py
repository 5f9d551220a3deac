"""How a deal moves from stage to stage, and what each move keeps (framework.md section 3 and 4)."""

from datetime import date, datetime
from typing import Any

from framework.deal import OPEN_STAGES, Deal, Stage

PROMISED_STAGES = (Stage.OFFERED, Stage.WON, Stage.IN_DELIVERY, Stage.DELIVERED)
"""In these stages the client has been told a date."""


def is_promise(deal: Deal, stage: Stage) -> bool:
    """Say whether moving `deal` to `stage` tells the client a date for the first time."""
    return stage in PROMISED_STAGES and deal.stage not in PROMISED_STAGES


def moves_the_date(deal: Deal, to_on: date | None) -> bool:
    """Say whether the client was told another date than `to_on`: then it matters who moves it, and whether they know.

    A deal that was promised without a date is not moved by its first one.
    """
    told = deal.promised_on is not None or deal.first_promised_on is not None
    return deal.stage in PROMISED_STAGES and told and to_on != deal.promised_on


def moved(deal: Deal, stage: Stage, today: date, at: datetime | None = None) -> dict[str, Any]:
    """Return the fields of `deal` that change when it moves to `stage` today, at the aware instant `at`.

    The first promise and the day it was given are written once and never again. A deal that goes back to an
    earlier stage loses the days of what has not happened after all.
    """
    fields: dict[str, Any] = {"stage": stage}
    if stage in PROMISED_STAGES:
        fields["promise_given_on"] = deal.promise_given_on or today
        fields["first_promised_on"] = deal.first_promised_on or deal.promised_on
    if stage in OPEN_STAGES:
        fields |= {"won_on": None, "won_at": None, "lost_on": None, "delivered_on": None}
    elif stage is Stage.LOST:
        fields |= {"lost_on": deal.lost_on or today, "won_on": None, "won_at": None, "delivered_on": None}
    else:
        # A win of which only the day is known does not get the instant of a later move.
        fields |= {
            "won_on": deal.won_on or today,
            "won_at": at if deal.won_on is None else deal.won_at,
            "lost_on": None,
        }
        fields["delivered_on"] = (deal.delivered_on or today) if stage is Stage.DELIVERED else None
    return {name: value for name, value in fields.items() if getattr(deal, name) != value}


def with_first_promise(deal: Deal, fields: dict[str, Any]) -> dict[str, Any]:
    """Return `fields` of an edit so that a re-agreed date never overwrites the first promise.

    A deal that was promised without a date takes the first date it is given.
    """
    if deal.stage in PROMISED_STAGES and deal.first_promised_on is None and fields.get("promised_on") is not None:
        return {**fields, "first_promised_on": deal.promised_on or fields["promised_on"]}
    return fields


def copied(deal: Deal, today: date) -> dict[str, Any]:
    """Return the fields of a copy: the same wish on a fresh page, without answers, promises or outcome."""
    later = deal.promised_on if deal.promised_on is not None and deal.promised_on >= today else None
    return {
        "client": deal.client,
        "offering_id": deal.offering_id,
        "quantity": deal.quantity,
        "value": deal.value,
        "discount_percent": deal.discount_percent,
        "cost": deal.cost,
        "hours": dict(deal.hours),
        "custom_parts": deal.custom_parts,
        "payment_days": deal.payment_days,
        "probability_percent": deal.probability_percent,
        "salesperson": deal.salesperson,
        "note": deal.note,
        "stage": Stage.INTAKE,
        "created_on": today,
        "promised_on": later,
    }
