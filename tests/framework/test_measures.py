"""The figures of a deal: worked out by hand, and exact at the limits."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework.agreement import Agreement, Measure, Rule, Zone, zone_of
from framework.business import Business
from framework.capacity import Workload
from framework.catalogue import Crew, Offering
from framework.deal import Deal, Stage
from framework.measures import Figure, figure_zone, measure_value, shown_value
from framework.working_time import WorkingCalendar

TODAY = date(2026, 11, 24)  # a Tuesday
MONDAY = date(2026, 11, 23)
FASCIA = Offering("fascia", "Illuminated fascia", 15, {"shop": Decimal(34)}, Decimal(6000), Decimal(4000))
BARE = Offering("bare", "Not priced yet")


def business(rules: Sequence[Rule] = ()) -> Business:
    return Business(
        name="Brightside Signs",
        currency="EUR",
        kind="sign shop",
        people=(),
        calendar=WorkingCalendar(),
        crews=(Crew("shop", "Workshop", Decimal(40)),),
        offerings={"fascia": FASCIA, "bare": BARE},
        agreement=Agreement(1, None, tuple(rules)),
        items=(),
        series=None,
    )


def figure(measure: Measure, sold: Sequence[Deal] = (), **known: object) -> Figure | str:
    one = Deal("1", "1", "Lakeside Dental", offering_id="fascia", stage=Stage.OFFERED)
    shop = business()
    return measure_value(measure, one._replace(**known), shop, Workload(shop, sold, TODAY), TODAY)  # type: ignore[arg-type]


def test_lead_time_counts_from_the_promise_the_sale_or_today() -> None:
    due = date(2026, 12, 11)
    assert figure(Measure.LEAD_TIME, promised_on=due) == Figure(13)
    assert figure(Measure.LEAD_TIME, promised_on=due, won_on=date(2026, 11, 23)) == Figure(14)
    given_on = date(2026, 11, 20)
    assert figure(Measure.LEAD_TIME, promised_on=due, won_on=MONDAY, promise_given_on=given_on) == Figure(15)
    assert figure(Measure.LEAD_TIME, promised_on=date(2026, 11, 20)) == Figure(-2)
    assert figure(Measure.LEAD_TIME) == "promised_on"


def test_margin_is_the_share_of_the_price_that_cost_leaves() -> None:
    """6,800 less 4,692 is 31 %; without a cost of its own the catalogue's 4,000 for each."""
    assert figure(Measure.MARGIN, value=Decimal(6800), cost=Decimal(4692)) == Figure(Fraction(31))
    assert figure(Measure.MARGIN, value=Decimal(12000), quantity=Decimal(2)) == Figure(Fraction(100, 3))
    assert figure(Measure.MARGIN, value=Decimal(6800), offering_id="bare") == "cost"
    assert figure(Measure.MARGIN, cost=Decimal(1)) == "value"
    assert figure(Measure.MARGIN, cost=Decimal(1), value=Decimal(0)) == "value"
    assert figure(Measure.MARGIN, cost=Decimal(1), value=Decimal(-5)) == "value"


def test_discount_is_entered_or_against_the_list_price() -> None:
    assert figure(Measure.DISCOUNT, discount_percent=Decimal(3), value=Decimal(1)) == Figure(Decimal(3))
    assert figure(Measure.DISCOUNT, value=Decimal(11400), quantity=Decimal(2)) == Figure(Fraction(5))
    assert figure(Measure.DISCOUNT, value=Decimal(6600)) == Figure(Fraction(-10))
    for known in ({}, {"value": Decimal(1), "offering_id": None}, {"value": Decimal(1), "offering_id": "bare"}):
        assert figure(Measure.DISCOUNT, **known) == "discount_percent"
    assert figure(Measure.DISCOUNT, value=Decimal(1), quantity=Decimal(0)) == "discount_percent"


def test_a_deal_outside_the_catalogue_has_at_least_one_custom_part() -> None:
    assert figure(Measure.CUSTOM_PARTS, offering_id=None) == Figure(1)
    assert figure(Measure.CUSTOM_PARTS, offering_id=None, custom_parts=0) == Figure(1)
    assert figure(Measure.CUSTOM_PARTS, offering_id=None, custom_parts=4) == Figure(4)
    assert figure(Measure.CUSTOM_PARTS, custom_parts=0) == Figure(0)
    assert figure(Measure.CUSTOM_PARTS) == "custom_parts"


def test_price_and_payment_are_as_entered() -> None:
    assert figure(Measure.DEAL_VALUE, value=Decimal("6800.50")) == Figure(Decimal("6800.50"))
    assert figure(Measure.DEAL_VALUE) == "value"
    assert figure(Measure.PAYMENT_DAYS, payment_days=30) == Figure(30)
    assert figure(Measure.PAYMENT_DAYS) == "payment_days"


def test_week_load_is_the_fullest_week_with_the_deal_in_it() -> None:
    """8 h sold this week, 24 h of the deal over Tuesday to Friday: 32 of 40 h."""
    sold = Deal("2", "2", "Nook", stage=Stage.WON, hours={"shop": Decimal(8)}, won_on=TODAY, promised_on=TODAY)
    hours = {"shop": Decimal(24)}
    friday = date(2026, 11, 27)
    assert figure(Measure.WEEK_LOAD, [sold], hours=hours, promised_on=friday) == Figure(Fraction(80), MONDAY, "shop")
    assert figure(Measure.WEEK_LOAD, promised_on=friday, offering_id=None) == "hours"
    assert figure(Measure.WEEK_LOAD, hours=hours) == "promised_on"
    assert figure(Measure.WEEK_LOAD, promised_on=friday, hours={"gone": Decimal(1)}) == Figure(None, MONDAY, "gone")


@pytest.mark.parametrize(("stop", "zone"), [(None, Zone.ASK), (Decimal(10_000), Zone.OFF)])
def test_work_where_there_is_no_capacity_is_never_fine(stop: Decimal | None, zone: Zone) -> None:
    rule = Rule("r", Measure.WEEK_LOAD, "", promise_limit=Decimal(10_000), stop_limit=stop)
    assert figure_zone(rule, Figure(None)) is zone


@given(
    st.sampled_from(Measure),
    st.decimals(-100, 100, places=3),
    st.fractions(-100, 100),
    st.sampled_from([Fraction(0), Fraction(1, 10**9), Fraction(-1, 10**9), Fraction(1, 7)]),
    st.booleans(),
)
def test_what_is_shown_never_lies_on_the_other_side_of_a_limit(
    measure: Measure, limit: Decimal, value: Fraction, near: Fraction, at_limit: bool
) -> None:
    rule = Rule("r", measure, "", promise_limit=limit, stop_limit=limit)
    exact = Fraction(limit) + near if at_limit else value
    shown = shown_value(rule, exact)
    assert zone_of(rule, shown) is zone_of(rule, exact)
    assert abs(Fraction(shown) - exact) < Fraction(1, 100)


def test_two_places_unless_they_would_lie() -> None:
    rule = Rule("r", Measure.WEEK_LOAD, "", promise_limit=Decimal(85), stop_limit=Decimal("85.005"))
    assert str(shown_value(rule, Fraction(250, 3))) == "83.33"
    assert str(shown_value(rule, Fraction(85))) == "85"
    assert str(shown_value(rule, Fraction("85.0001"))) == "85.001"
    assert str(shown_value(rule, Fraction("85.0051"))) == "85.01"
    assert str(shown_value(rule, Decimal("3.125"))) == "3.125"


def test_seen_as_on_an_earlier_day_the_lead_time_is_what_it_was() -> None:
    shop, later = business(), date(2026, 12, 3)
    one = Deal("1", "1", "Lakeside Dental", offering_id="fascia", stage=Stage.OFFERED, promised_on=date(2026, 12, 11))
    workload = Workload(shop, (), later)
    assert measure_value(Measure.LEAD_TIME, one, shop, workload, later) == Figure(6)
    assert measure_value(Measure.LEAD_TIME, one, shop, workload, later, TODAY) == Figure(13)
    given_on = one._replace(promise_given_on=date(2026, 12, 1))
    assert measure_value(Measure.LEAD_TIME, given_on, shop, workload, later, TODAY) == Figure(8)
