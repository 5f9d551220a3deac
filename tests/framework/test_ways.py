"""The ways out: each takes the reasons of its measures away, all together leave none, and a split fits twice."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framework.agreement import Measure, Zone
from framework.capacity import Workload, earliest_date
from framework.deal import Deal, Stage, estimated_hours
from framework.ways import Way, WayKind, ways_out
from framework.working_time import monday_of
from tests.framework.asking_shop import (
    BANNER,
    CALENDAR,
    FASCIA,
    FINE,
    RULES,
    TODAY,
    answered,
    asked,
    business,
    measures,
    rule,
    ruled,
    settled,
    sold_deal,
)

SHOP = business()
MENDED = {Measure.LEAD_TIME, Measure.WEEK_LOAD, Measure.DISCOUNT, Measure.MARGIN, Measure.PAYMENT_DAYS}
MONEY = st.decimals(0, 12000, places=2)
DEALS = st.fixed_dictionaries(
    {
        "offering_id": st.sampled_from(["fascia", "banner", None]),
        "quantity": st.integers(1, 6).map(Decimal) | st.decimals("0.5", 5, places=2),
        "value": st.none() | MONEY,
        "discount_percent": st.none() | st.decimals(-20, 100, places=2),
        "cost": st.none() | MONEY,
        "hours": st.dictionaries(st.sampled_from(["shop", "van"]), st.decimals(0, 90, places=2), max_size=2),
        "custom_parts": st.none() | st.integers(0, 9),
        "payment_days": st.none() | st.integers(0, 120),
        "promised_on": st.integers(-5, 60).map(lambda n: TODAY + timedelta(days=n) if n < 55 else None),
        "stage": st.sampled_from([Stage.LEAD, Stage.INTAKE, Stage.OFFERED]),
    }
).map(lambda fields: Deal("1", "1", "Lakeside Dental")._replace(**fields))
SOLD = st.lists(
    st.builds(
        lambda hours, due, n: sold_deal(hours, TODAY + timedelta(days=due), f"s{n}"),
        st.decimals(0, 60, places=2),
        st.integers(0, 40),
        st.integers(0, 10**6),
    ),
    max_size=5,
    unique_by=lambda deal: deal.id,
)


def ways_of(deal: Deal, sold: Sequence[Deal] = (), digits: int = 2) -> tuple[Way, ...]:
    return ways_out(deal, ruled(deal, SHOP, sold), SHOP, Workload(SHOP, sold, TODAY), TODAY, digits)


def taken(deal: Deal, *ways: Way) -> Deal:
    for way in ways:
        deal = deal._replace(**way.fields())  # type: ignore[arg-type]
    return deal


def held(deal: Deal, sold: Sequence[Deal] = ()) -> set[Measure | None]:
    return set(measures(ruled(deal, SHOP, sold), Zone.ASK, Zone.OFF))


@settings(max_examples=300)
@given(DEALS, SOLD, st.sampled_from([0, 2, 3]))
def test_each_way_takes_the_reasons_of_its_measures_away(deal: Deal, sold: list[Deal], digits: int) -> None:
    for way in ways_of(deal, sold, digits):
        assert set(way.measures) <= held(deal, sold)
        if way.kind is WayKind.PHASES:
            assert way.fields() == {}
            continue
        now = taken(deal, way)
        assert not set(way.measures) & set(measures(ruled(now, SHOP, sold)))
        # What is paid is in whole cents, whatever a cent is.
        for amount in (way.value, way.fields().get("value")):
            assert amount is None or (amount > 0 and amount == round(amount, digits))  # type: ignore[call-overload, operator]


@settings(max_examples=300)
@given(DEALS, SOLD, st.randoms(use_true_random=False))
def test_all_of_them_together_leave_nothing_that_a_figure_mends(deal: Deal, sold: list[Deal], chance: object) -> None:
    ways = [way for way in ways_of(deal, sold) if way.kind is not WayKind.PHASES]
    touched = {measure for way in ways for measure in way.measures}
    assert not touched & held(taken(deal, *ways), sold)
    # One after the other, in any order, each as it is shown then, comes to the same.
    now = deal
    for _ in range(2 * len(WayKind)):
        ways = [way for way in ways_of(now, sold) if way.kind is not WayKind.PHASES]
        if not ways:
            break
        now = taken(now, chance.choice(ways))  # type: ignore[attr-defined]
    assert not touched & held(now, sold)


@settings(max_examples=200)
@given(DEALS, SOLD)
def test_there_is_a_way_wherever_a_figure_can_mend_it(deal: Deal, sold: list[Deal]) -> None:
    found = {measure for way in ways_of(deal, sold) for measure in way.measures}
    holding = held(deal, sold)
    assert found <= MENDED and found <= holding
    for measure in (Measure.DISCOUNT, Measure.PAYMENT_DAYS):
        assert (measure in found) == (measure in holding)
    cost = deal.cost if deal.cost is not None else deal.offering_id
    assert (Measure.MARGIN in found) == (Measure.MARGIN in holding and bool(cost))
    if Measure.LEAD_TIME in holding and Measure.LEAD_TIME not in found:
        # So much work that no date has room for it.
        assert earliest_date(deal, SHOP, Workload(SHOP, sold, TODAY), TODAY) is None


@settings(max_examples=100)
@given(DEALS, SOLD)
def test_the_date_is_the_nearest_one(deal: Deal, sold: list[Deal]) -> None:
    way = next((way for way in ways_of(deal, sold) if way.kind is WayKind.DATE), None)
    if way is None:
        return
    assert way.day is not None
    assert CALENDAR.is_working(way.day)
    day = max(deal.promised_on or TODAY, TODAY)
    while day < way.day:
        if CALENDAR.is_working(day):
            earlier = held(deal._replace(promised_on=day), sold)
            assert earlier & {Measure.LEAD_TIME, Measure.WEEK_LOAD}, f"{day} would do"
        day += timedelta(days=1)


# A split


def loads(hours: dict[str, Fraction], due: date, lead: int | None) -> dict[tuple[str, date], Fraction]:
    """Section 5, one day at a time: evenly over the working days from the start to the promised date."""
    start = TODAY
    if lead is not None:
        start = max(start, CALENDAR.add_working_days(due, -lead))
    days = [start + timedelta(days=n) for n in range((due - start).days + 1)]
    days = [day for day in days if CALENDAR.is_working(day)] or [due]
    found: dict[tuple[str, date], Fraction] = defaultdict(Fraction)
    for crew, own in hours.items():
        for day in days:
            found[crew, monday_of(day)] += own / len(days)
    return found


def fits(*parts: dict[tuple[str, date], Fraction], sold: Sequence[Deal]) -> bool:
    """Whether all parts fit together under 85 % of every week they touch, beside what is sold."""
    workload = Workload(SHOP, sold, TODAY)
    together: dict[tuple[str, date], Fraction] = defaultdict(Fraction)
    for part in parts:
        for key, hours in part.items():
            together[key] += hours
    weekly = {"shop": Fraction(40), "van": Fraction(45, 2)}
    for (crew, week), hours in together.items():
        capacity = weekly[crew] * CALENDAR.working_days_in_week(week) / 5
        if hours and workload.sold(crew, week) + hours > Fraction(85, 100) * capacity:
            return False
    return True


@settings(max_examples=100)
@given(
    DEALS.map(lambda deal: deal._replace(quantity=deal.quantity + 1)),
    st.dates(TODAY + timedelta(days=21), TODAY + timedelta(days=45)),
    st.dictionaries(st.sampled_from(["shop", "van"]), st.decimals(20, 150, places=2), min_size=1),
    SOLD,
)
def test_both_parts_of_a_split_fit_and_the_first_is_as_big_as_can_be(
    deal: Deal, due: date, hours: dict[str, Decimal], sold: list[Deal]
) -> None:
    deal = deal._replace(promised_on=due, hours=hours)
    way = next((way for way in ways_of(deal, sold) if way.kind is WayKind.PHASES), None)
    if Measure.WEEK_LOAD not in held(deal, sold):
        assert way is None
        return
    lead = {"fascia": 15, "banner": 3}.get(str(deal.offering_id))
    offering = {"fascia": FASCIA, "banner": BANNER}.get(str(deal.offering_id))
    needed = {crew: Fraction(own) for crew, own in (estimated_hours(deal, offering) or {}).items() if own}

    def parts(share: Fraction, rest: date | None) -> list[dict[tuple[str, date], Fraction]]:
        found = [loads({crew: own * share for crew, own in needed.items()}, due, lead)]
        if rest is not None:
            found.append(loads({crew: own * (1 - share) for crew, own in needed.items()}, rest, lead))
        return found

    whole = deal.quantity == int(deal.quantity)
    units = Fraction(deal.quantity) if whole else sum(needed.values(), Fraction(0))
    if way is None:
        # Not one unit, or not one hour, fits by the date asked for, or no date has room for the rest.
        first = next(n for n in count() if not fits(*parts((n + 1) / units, None), sold=sold))
        days = (due + timedelta(days=n) for n in [*range(40), *range(40, 364, 9)]) if first else ()
        assert not any(fits(*parts(first / units, day), sold=sold) for day in days)
        return
    assert way.day is not None and way.day >= due
    assert (way.part is None) == (not whole) and (way.hours is None) == whole
    amount = Fraction(way.part) if way.part is not None else way.hours
    assert amount is not None and 0 < amount < units and amount.denominator == 1
    assert fits(*parts(amount / units, way.day), sold=sold)
    assert not fits(*parts((amount + 1) / units, None), sold=sold) or amount + 1 >= units


def test_a_split_is_worked_out_by_hand() -> None:
    """Four banners of 10 h by Friday, three days of lead time: this week holds 34 h, so three of them.

    The fourth by Wednesday: a quarter of it on Friday makes 32.5 h; by Tuesday it would be half of it, 35 h.
    """
    four = FINE._replace(offering_id="banner", hours={}, quantity=Decimal(4), promised_on=date(2026, 11, 27))
    rules = [rule(Measure.WEEK_LOAD)]
    shop = business(rules)
    workload = Workload(shop, (), TODAY)
    found = ways_out(four, ruled(four, shop), shop, workload, TODAY)
    assert found == (
        # Forty hours by Monday: Wednesday to Friday have 30 of them, Monday 10.
        Way(WayKind.DATE, (Measure.WEEK_LOAD,), day=date(2026, 11, 30)),
        Way(WayKind.PHASES, (Measure.WEEK_LOAD,), day=date(2026, 12, 2), part=Decimal(3)),
    )


# By hand


def test_every_way_by_hand() -> None:
    """12 % off 6,800 for one fascia that costs 4,600, in ten days, paid after 45."""
    deal = FINE._replace(
        promised_on=date(2026, 12, 8),
        value=Decimal(5984),
        discount_percent=Decimal(12),
        cost=Decimal(4600),
        payment_days=45,
    )
    assert ways_of(deal) == (
        Way(WayKind.DATE, (Measure.LEAD_TIME,), day=date(2026, 12, 15)),
        Way(WayKind.DISCOUNT, (Measure.DISCOUNT,), percent=Decimal(5), value=Decimal(6460)),
        # 4,600 are 70 % of 6,571.428...: a cent less would be too little.
        Way(WayKind.PRICE, (Measure.MARGIN,), value=Decimal("6571.43")),
        Way(WayKind.PAYMENT, (Measure.PAYMENT_DAYS,), days=30),
    )
    assert ways_of(deal, digits=0)[2].value == Decimal(6572)


def test_what_is_not_in_the_list_has_its_price_from_the_discount() -> None:
    """900 after 10 % off were 1,000; at 5 % it is 950."""
    own = FINE._replace(offering_id=None, value=Decimal(900), discount_percent=Decimal(10))
    (way,) = [way for way in ways_of(own) if way.kind is WayKind.DISCOUNT]
    assert (way.percent, way.value) == (Decimal(5), Decimal(950))
    unpriced = FINE._replace(value=None, discount_percent=Decimal(10))
    (way,) = [way for way in ways_of(unpriced) if way.kind is WayKind.DISCOUNT]
    assert way.fields() == {"discount_percent": Decimal(5)}


def test_a_list_price_of_nothing_is_no_price_to_go_to() -> None:
    """Given away by the catalogue, yet sold for 300 with 10 % off: the way out is not to ask nothing for it."""
    free = business()._replace(offerings={"fascia": FASCIA._replace(list_price=Decimal(0))})
    deal = FINE._replace(value=Decimal(300), discount_percent=Decimal(10), cost=Decimal(100))
    workload = Workload(free, (), TODAY)
    (way,) = ways_out(deal, ruled(deal, free), free, workload, TODAY)
    assert way.kind is WayKind.DISCOUNT
    assert way.value is None or way.value > 0


@pytest.mark.parametrize("limit", ["100", "120"])
def test_a_margin_no_price_can_reach_has_no_way(limit: str) -> None:
    shop = business([rule(Measure.MARGIN, promise_limit=Decimal(limit), stop_limit=None)])
    assert ways_out(FINE, ruled(FINE, shop), shop, Workload(shop, (), TODAY), TODAY) == ()


def test_the_value_of_a_deal_and_its_parts_have_no_way() -> None:
    big = FINE._replace(value=Decimal(20000), custom_parts=3)
    assert held(big) == {Measure.DEAL_VALUE, Measure.CUSTOM_PARTS}
    assert ways_of(big) == ()


def test_what_was_answered_needs_no_way() -> None:
    deal = FINE._replace(promised_on=date(2026, 12, 8), discount_percent=Decimal(12))
    request = answered(asked(deal, SHOP), deal, SHOP)
    found, _ = settled(deal, [request], SHOP)
    assert ways_out(deal, found, SHOP, Workload(SHOP, (), TODAY), TODAY) == ()
    assert {way.kind for way in ways_of(deal)} == {WayKind.DATE, WayKind.DISCOUNT}


def test_what_is_sold_is_not_split_or_moved() -> None:
    sold = FINE._replace(stage=Stage.WON, won_on=TODAY, promised_on=date(2026, 11, 27), hours={"shop": Decimal(60)})
    assert Measure.WEEK_LOAD in held(sold)
    assert not {way.kind for way in ways_of(sold)} & {WayKind.DATE, WayKind.PHASES}


def test_the_rule_of_the_offering_gives_the_limit() -> None:
    own = rule(Measure.DISCOUNT, id="own", offering_id="fascia", promise_limit=Decimal(8))
    shop = business([*RULES, own])
    deal = FINE._replace(discount_percent=Decimal(12))
    (way,) = ways_out(deal, ruled(deal, shop), shop, Workload(shop, (), TODAY), TODAY)
    assert (way.percent, way.value) == (Decimal(8), Decimal(6256))
