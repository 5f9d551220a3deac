"""The rules of engagement: three zones, measured rules with two limits, statement rules (framework.md section 4)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from framework.catalogue import Offering
from framework.escalation import Step


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


class Role(StrEnum):
    """Who can be told of a decision: the two functions and the owner."""

    SALES = "sales"
    OPERATIONS = "operations"
    OWNER = "owner"


class Rule(NamedTuple):
    """One rule. Measured: `measure` and `promise_limit` are given. Statement: `measure` is None, `zone` is given.

    `id` is the same through all versions of the agreement. `offering_id` None means every offering. `answer_hours`
    are working hours. `say` is the rule in the words of the business, `why` is the reason both sides wrote down,
    `exception_by` says who may lift it when OFF, `told` who hears of a decision without having a word in it.
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
    told: frozenset[Role] = frozenset()


class Agreement(NamedTuple):
    """What one version says: rules, offerings by id, ladder, and what Operations may refuse (`veto`).

    `number` 0: a draft that was never in force. `offerings` empty: only the rules are known (a test, a what-if).
    """

    number: int
    in_force_from: date | None = None
    rules: tuple[Rule, ...] = ()
    offerings: Mapping[str, Offering] = {}
    ladder: tuple[Step, ...] = ()
    veto: str = ""


class Flaw(StrEnum):
    """Why a rule, or a set of rules, can't be signed."""

    NO_WORDS = "no_words"
    NO_ZONE = "no_zone"
    NO_PROMISE_LIMIT = "no_promise_limit"
    NO_NUMBER = "no_number"
    STOP_ABOVE = "stop_above"
    STOP_BELOW = "stop_below"
    TWICE = "twice"


def worst(zones: Iterable[Zone]) -> Zone:
    """Return the worst of `zones` in the order OFF, ASK, OPEN, PROMISE; PROMISE when there are none."""
    return max(zones, key=SEVERITY.__getitem__, default=Zone.PROMISE)


def flaw_of(rule: Rule) -> Flaw | None:
    """Return what keeps `rule` from putting every value in exactly one zone; None for a sound rule (section 4).

    A measured rule needs a promise limit and, where it can be OFF, a stop limit on the far side of it or equal:
    the zones between them may be empty, but must not overlap. A statement rule needs words and the zone it leads to.
    """
    if rule.measure is None:
        if not rule.say.strip():
            return Flaw.NO_WORDS
        return Flaw.NO_ZONE if rule.zone in (None, Zone.OPEN) else None
    if rule.promise_limit is None:
        return Flaw.NO_PROMISE_LIMIT
    if not rule.promise_limit.is_finite() or not (rule.stop_limit is None or rule.stop_limit.is_finite()):
        return Flaw.NO_NUMBER
    if rule.stop_limit is None:
        return None
    if rule.measure in HIGHER_IS_BETTER and rule.stop_limit > rule.promise_limit:
        return Flaw.STOP_ABOVE
    if rule.measure not in HIGHER_IS_BETTER and rule.stop_limit < rule.promise_limit:
        return Flaw.STOP_BELOW
    return None


def twin_of(rule: Rule, rules: Iterable[Rule]) -> Rule | None:
    """Return another rule for the same measure and offering; with two of them a value could fall in two zones."""
    if rule.measure is None:
        return None
    same = (other for other in rules if other.id != rule.id)
    return next((r for r in same if (r.measure, r.offering_id) == (rule.measure, rule.offering_id)), None)


def flaws(rules: Sequence[Rule]) -> tuple[tuple[Rule, Flaw], ...]:
    """Return every rule that can't be signed as it stands, and why, in the order of the rules."""
    found = []
    for rule in rules:
        flaw = flaw_of(rule)
        if flaw is None and twin_of(rule, rules) is not None:
            flaw = Flaw.TWICE
        if flaw is not None:
            found.append((rule, flaw))
    return tuple(found)


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
