"""A shop with questions on its ladder, for the tests of what is read from them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction

from framework.asking import Conditions, Facts
from framework.business import Business
from framework.deal import Deal
from framework.escalation import Step, StepDecider
from framework.people import Person
from framework.precedents import Case
from framework.questions import Arrival, Cause, Decision, DecisionKind, Question
from tests.framework.asking_shop import AMSTERDAM, ANA, BEN, TODAY, business

LADDER = (
    Step("alone", "Each function alone", StepDecider.EACH_ALONE, Decimal(4)),
    Step("together", "In the weekly meeting", StepDecider.TOGETHER, Decimal(8)),
    Step("leads", "Both leads", StepDecider.LEADS, Decimal(8)),
    Step("owner", "Owner", StepDecider.OWNER, Decimal(16)),
)


def shop(people: Sequence[Person] = (ANA, BEN)) -> Business:
    """The shop with a ladder, and its catalogue in the agreement."""
    found = business(people=people)
    return found._replace(agreement=found.agreement._replace(ladder=LADDER, offerings=found.offerings))


def instant(day: date, clock: str = "10:00") -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), AMSTERDAM).astimezone(UTC)


def case(
    ref: str,
    kind: DecisionKind | None = DecisionKind.ACCEPT,
    *,
    deal: Deal | None = None,
    day: date = TODAY - timedelta(days=30),
    decided: date | None = None,
    clock: str = "15:00",
    points: Sequence[str] = ("rule:lead_time",),
    step: str = "together",
    by: str = "ana",
    cause: Cause | None = None,
    jumped: bool = False,
    facts: Facts | None = None,
    conditions: Conditions = Conditions(),
    subject: str = "",
    say: str = "",
    right: bool | None = None,
) -> Case:
    """A question raised on `day` at 10:00 and decided at `clock` on `decided` (that day); kind None: still open."""
    over = decided or day
    decision = None
    if kind is not None:
        facts = facts or (None if deal is None else facts_on(day, deal))
        decision = Decision(
            f"d{ref}",
            ref,
            kind,
            say,
            "ben",
            instant(over, clock),
            step,
            "yes",
            facts=facts,
            conditions=conditions,
            right=right,
        )
    question = Question(
        ref,
        subject or (deal.client if deal else ref),
        by,
        instant(day),
        (Arrival(step, instant(day), by, jumped=jumped),),
        deal_id=None if deal is None else deal.id,
        points=tuple(points),
        cause=cause,
        decision=decision,
    )
    return Case(question, deal)


def facts_on(day: date, deal: Deal) -> Facts:
    margin = None
    if deal.value and deal.cost is not None:
        margin = (Fraction(deal.value) - Fraction(deal.cost)) / Fraction(deal.value) * 100
    discount = None if deal.discount_percent is None else Fraction(deal.discount_percent)
    return Facts(
        day,
        deal.offering_id,
        deal.promised_on,
        value=deal.value,
        margin=margin,
        discount=discount,
        custom_parts=deal.custom_parts,
        payment_days=deal.payment_days,
    )
