"""The rules of engagement: three zones, measured rules with two limits, statement rules (framework.md section 4)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
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


def check_rule(rule: Rule) -> None:
    """Raise ValueError unless every value falls in exactly one zone of `rule` (framework.md section 4).

    A measured rule needs a promise limit and, where it can be OFF, a stop limit on the far side of it or equal:
    the zones between them may be empty, but must not overlap. A statement rule needs the zone it leads to.
    """
    if rule.measure is None:
        if rule.zone in (None, Zone.OPEN):
            raise ValueError("a statement rule needs a zone: promise, ask or off")
        return
    if rule.promise_limit is None or not rule.promise_limit.is_finite():
        raise ValueError("a measured rule needs a promise limit")
    if rule.stop_limit is None:
        return
    if not rule.stop_limit.is_finite():
        raise ValueError("a stop limit must be a number")
    if rule.measure in HIGHER_IS_BETTER and rule.stop_limit > rule.promise_limit:
        raise ValueError("the stop limit must not be above the promise limit where higher is better")
    if rule.measure not in HIGHER_IS_BETTER and rule.stop_limit < rule.promise_limit:
        raise ValueError("the stop limit must not be below the promise limit where lower is better")


def zone_of(rule: Rule, value: Decimal | Fraction | int) -> Zone:
    """Return the zone `value` falls in by the measured `rule`, exactly (framework.md section 4).

    Higher is better: from the promise limit up PROMISE, below the stop limit OFF, else ASK; lower is better:
    the mirror of it. No stop limit: never OFF. Raises ValueError for a rule without measure or promise limit.
    """
    if rule.measure is None or rule.promise_limit is None:
        raise ValueError("only a measured rule gives a value its zone")
    sign = -1 if rule.measure in HIGHER_IS_BETTER else 1
    if sign * _compare(value, rule.promise_limit) <= 0:
        return Zone.PROMISE
    return Zone.OFF if rule.stop_limit is not None and sign * _compare(value, rule.stop_limit) > 0 else Zone.ASK


def effective_rules(agreement: Agreement | Iterable[Rule], offering_id: str | None) -> tuple[Rule, ...]:
    """Return the rules that apply to a deal in `offering_id` (None: not in the catalogue), in their order.

    A measured rule for the offering replaces the general rules of the same measure; statement rules all apply,
    general and own (framework.md section 4).
    """
    rules = agreement.rules if isinstance(agreement, Agreement) else agreement
    near = [rule for rule in rules if rule.offering_id is None or rule.offering_id == offering_id]
    own = {rule.measure for rule in near if rule.offering_id is not None and rule.measure is not None}
    return tuple(rule for rule in near if rule.offering_id is not None or rule.measure not in own)


def _compare(value: Decimal | Fraction | int, limit: Decimal) -> int:
    """Return a number below, equal to or above 0 as `value` is below, equal to or above `limit`, without rounding."""
    if isinstance(value, Fraction):
        numerator, denominator = limit.as_integer_ratio()
        return value.numerator * denominator - numerator * value.denominator
    return (value > limit) - (value < limit)
