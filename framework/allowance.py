"""A reasoned one-off with an end date: one rule eased for a while, for everybody or for one client.

Rules need room for it, since every crunch is a new negotiation; the end date keeps it from becoming a rule by habit.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from framework.agreement import HIGHER_IS_BETTER, Measure, Rule


class Allowance(NamedTuple):
    """An exception to one rule from `from_day` to `until`, both included.

    `client` None: for every client. `limit` is how far a measured rule is eased, in the unit of the measure; None:
    as far as it may be. `granted_by` is a person id. `version` counts changes of the row.
    """

    id: str
    rule_id: str
    reason: str
    from_day: date
    until: date
    client: str | None = None
    limit: Decimal | None = None
    granted_by: str = ""
    version: int = 1

    def holds_on(self, day: date) -> bool:
        """Say whether it holds on `day`."""
        return self.from_day <= day <= self.until


def allowed_by(
    allowances: Iterable[Allowance], rule: Rule, client: str, day: date, value: Decimal | Fraction | int | None
) -> Allowance | None:
    """Return the allowance that lets a deal of `client` pass `rule` on `day`, None when there is none.

    `value` is the figure of a measured rule; None: there is none (a statement), or it is over any limit.
    """
    for each in allowances:
        if each.rule_id == rule.id and each.holds_on(day) and each.client in (None, client):
            if rule.measure is None or each.limit is None:
                return each
            if value is not None and _within(rule.measure, Fraction(value), Fraction(each.limit)):
                return each
    return None


def _within(measure: Measure, value: Fraction, limit: Fraction) -> bool:
    return value >= limit if measure in HIGHER_IS_BETTER else value <= limit
