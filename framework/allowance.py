"""A reasoned one-off with an end date: one rule eased for a while, for everybody or for one client.

Rules need room for it, since every crunch is a new negotiation; the end date keeps it from becoming a rule by habit.
"""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from framework.agreement import HIGHER_IS_BETTER, Measure, Rule, Zone
from framework.people import Person


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


def lifts_stop(rule: Rule, limit: Decimal | None) -> bool:
    """Say whether an exception as far as `limit` (None: as far as it may be) allows what is off the table."""
    if rule.measure is None:
        return rule.zone is Zone.OFF
    if rule.stop_limit is None:
        return False
    return limit is None or not _within(rule.measure, Fraction(limit), Fraction(rule.stop_limit))


def may_grant(rule: Rule, limit: Decimal | None, person: Person, people: Iterable[Person]) -> bool:
    """Say whether `person` may grant an exception to `rule` as far as `limit` (framework.md section 4).

    What is off the table only the owner lifts, or who is named in `exception_by`; other words than names there mean
    those who lead. "Nobody" is nobody, the owner included. Where nobody owns or leads, the two have to know themselves.
    """
    everybody = tuple(people)
    if not lifts_stop(rule, limit):
        return True
    said = _words(rule.exception_by)
    if said == ["nobody"]:
        return False
    if person.owner or not any(each.owner for each in everybody):
        return True
    if not said or said[0] == "owner":
        return False
    named = [each for each in everybody if set(_words(each.name)) <= set(said)]
    meant = named or [each for each in everybody if each.leads]
    return not meant or person.id in {each.id for each in meant}


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _within(measure: Measure, value: Fraction, limit: Fraction) -> bool:
    return value >= limit if measure in HIGHER_IS_BETTER else value <= limit
