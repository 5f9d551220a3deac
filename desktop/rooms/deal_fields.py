"""The value of one field of a deal, in words."""

from datetime import date
from decimal import Decimal
from typing import Any

from desktop.wording import figures
from framework.business import Business
from resources.words import tr

MONEY = frozenset({"value", "cost", "actual_cost"})
PERCENT = frozenset({"discount_percent", "probability_percent"})


def field_text(name: str, value: Any, business: Business) -> str:
    """Return a field's value as a person would say it; "nothing" for an empty one."""
    if name == "offering_id":
        offering = business.offerings.get(value) if value else None
        return offering.name if offering is not None else tr("Not in the catalogue")
    if value is None or value == "":
        return tr("nothing")
    if isinstance(value, date):
        return figures.day_year(value)
    if isinstance(value, Decimal | int):
        number = Decimal(value)
        if name in MONEY:
            return figures.money(number, business.currency)
        if name in PERCENT:
            return figures.percent(number)
        return figures.hours(number) if name in ("hours", "actual_hours") else figures.number(number, 2)
    return str(value)
