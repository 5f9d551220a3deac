"""Cause and cost: groups, and the price of a yes and of a no, each against a second working-out."""

import random
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from framework.agreement import Zone
from framework.capacity import Workload
from framework.deal import Deal, Stage
from framework.exception_cost import (
    STATEMENT,
    asked_margin,
    by_cause,
    by_offering,
    by_rule,
    kinds_of,
    lost_to_lead_time,
    price_by_kind,
    price_of_no,
    price_of_yes,
    raised_in,
    was_exception,
)
from framework.questions import Cause, DecisionKind
from tests.framework.asking_shop import AMSTERDAM, FASCIA, FINE, TODAY
from tests.framework.question_shop import case, shop

SHOP = shop()
SOLD = FINE._replace(stage=Stage.WON, won_on=TODAY)


def test_groups_say_how_many_and_what_came_of_them() -> None:
    cases = [
        case("a", cause=Cause.WORDS, deal=FINE, points=("rule:x", "rule:y")),
        case("b", DecisionKind.REFUSE, cause=Cause.WORDS, deal=FINE._replace(offering_id=None), points=("rule:x",)),
        case("c", None, points=()),
        case("d", None, points=()),
        case("e", None, points=()),
    ]
    assert [(g.key, len(g.cases), g.yes, g.no, g.waiting) for g in by_cause(cases)] == [
        ("words", 2, 1, 1, 0),
        ("", 3, 0, 0, 3),
    ]
    assert [(g.key, len(g.cases)) for g in by_rule(cases)] == [("rule:x", 2), ("rule:y", 1), ("", 3)]
    assert [(g.key, len(g.cases)) for g in by_offering(cases)] == [("fascia", 1), ("", 4)]


def test_the_price_of_a_yes_by_hand() -> None:
    # Our rules ask for 30 % of 6,800, which is 2,040; by actual cost it earned 1,300.
    one = SOLD._replace(id="1", actual_cost=Decimal(5500))
    # By planned cost 2,800.
    two = SOLD._replace(id="2", stage=Stage.DELIVERED)
    # By the catalogue: 4,000 each.
    three = SOLD._replace(id="3", cost=None)
    unknown = SOLD._replace(id="4", value=None)
    price = price_of_yes([one, two, three, unknown, FINE, FINE._replace(stage=Stage.LOST)], SHOP, TODAY)
    assert price.deals == (one, two, three, unknown) and price.unknown == (unknown,)
    assert (price.value, price.asked, price.earned) == (20400, 6120, 1300 + 2800 + 2800)
    assert price.given_up == -780, "they earned more than the rules ask"


def test_a_shop_without_a_margin_rule_knows_no_price_of_a_yes() -> None:
    none = SHOP._replace(agreement=SHOP.agreement._replace(rules=()))
    assert asked_margin(SOLD, none, TODAY) is None
    assert price_of_yes([SOLD], none, TODAY).unknown == (SOLD,)


def test_the_price_of_a_no() -> None:
    lost = FINE._replace(id="l", stage=Stage.LOST, lost_on=TODAY)
    before = lost._replace(id="b", lost_on=TODAY - timedelta(days=9))
    bare = lost._replace(id="n", value=None)
    refused = dict.fromkeys(("l", "b", "n", "1"), TODAY - timedelta(days=5))
    price = price_of_no(refused, [lost, before, bare, FINE, lost._replace(id="other")])
    assert price.deals == (lost, bare) and price.unknown == (bare,) and price.value == 6800


def test_sums_of_money_are_exact() -> None:
    huge = SOLD._replace(value=Decimal("9999999999999.99"), actual_cost=Decimal("0.01"))
    many = [huge._replace(id=str(number)) for number in range(2000)]
    price = price_of_yes(many, SHOP, TODAY)
    assert price.asked == Fraction("9999999999999.99") * 3 / 10 * 2000
    assert price.given_up == Fraction(price.asked) - Fraction("9999999999999.98") * 2000


def test_against_fractions_in_a_loop() -> None:
    draw = random.Random(11)
    for _ in range(20):
        deals = [_deal(draw, number) for number in range(15)]
        price = price_of_yes(deals, SHOP, TODAY)
        asked = earned = Fraction(0)
        for deal in deals:
            if deal.stage in (Stage.WON, Stage.IN_DELIVERY, Stage.DELIVERED) and deal.value is not None:
                cost = deal.actual_cost if deal.actual_cost is not None else deal.cost
                if cost is None:
                    assert FASCIA.unit_cost is not None
                    cost = FASCIA.unit_cost * deal.quantity
                asked += Fraction(deal.value) * 30 / 100
                earned += Fraction(deal.value) - Fraction(cost)
        assert (Fraction(price.asked), Fraction(price.earned)) == (asked, earned)
        assert Fraction(price.given_up) == asked - earned


def _deal(draw: random.Random, number: int) -> Deal:
    def money() -> Decimal | None:
        return draw.choice([None, Decimal(draw.randint(0, 10**7)).scaleb(-2)])

    stage = draw.choice([*Stage])
    return FINE._replace(id=str(number), stage=stage, value=money(), cost=money(), actual_cost=money())


def test_which_deals_are_exceptions_and_which_questions_are_of_a_period() -> None:
    assert [was_exception(FINE._replace(promised_zone=zone)) for zone in (None, *Zone)] == [
        False,
        False,
        False,
        True,
        True,
    ]
    day = date(2026, 11, 2)
    cases = [case("a", day=day - timedelta(days=1)), case("b", day=day), case("c", day=day + timedelta(days=1))]
    assert [each.question.id for each in raised_in(cases, day, day, AMSTERDAM)] == ["b"]


def test_an_exception_is_of_the_kinds_that_its_figures_and_questions_say() -> None:
    work = Workload(SHOP, (), TODAY)
    deal = SOLD._replace(id="1", promise_given_on=TODAY, discount_percent=Decimal(12), payment_days=45)
    assert kinds_of(deal, (), SHOP, work, TODAY) == {"discount", "payment_days"}
    assert kinds_of(deal, ("rule:week_load", "item:x"), SHOP, work, TODAY) == {
        "discount",
        "payment_days",
        "week_load",
        STATEMENT,
    }
    assert kinds_of(SOLD, (), SHOP, work, TODAY) == frozenset()
    # The date was moved to one that fits: what counts is the one first promised.
    moved = SOLD._replace(promise_given_on=TODAY, first_promised_on=date(2026, 12, 1))
    assert kinds_of(moved, (), SHOP, work, TODAY) == {"lead_time"}


def test_each_kind_has_its_own_price_and_none_is_lost() -> None:
    work = Workload(SHOP, (), TODAY)
    cheap = SOLD._replace(id="1", discount_percent=Decimal(12), actual_cost=Decimal(5500))
    slow = SOLD._replace(id="2", payment_days=45, discount_percent=Decimal(12))
    plain = SOLD._replace(id="3")
    open_one = FINE._replace(id="4", discount_percent=Decimal(12))
    kinds = price_by_kind([cheap, slow, plain, open_one], {}, SHOP, work, TODAY)
    assert [(kind.key, [deal.id for deal in kind.price.deals]) for kind in kinds] == [
        ("discount", ["1", "2"]),
        ("payment_days", ["2"]),
        ("", ["3"]),
    ]
    # 30 % of 6,800 asked of each; earned 1,300 and 2,800.
    assert kinds[0].price.given_up == 4080 - 4100


def test_lost_to_lead_time_counts_from_the_day_it_came_in() -> None:
    work = Workload(SHOP, (), TODAY)
    lost = FINE._replace(stage=Stage.LOST, lost_on=TODAY, created_on=TODAY)
    soon = lost._replace(id="soon", promised_on=date(2026, 12, 1), value=None)
    earlier = soon._replace(id="earlier", created_on=date(2026, 11, 3))
    refused = soon._replace(id="refused")
    undated = lost._replace(id="undated", promised_on=None)
    price = lost_to_lead_time([lost, soon, earlier, refused, undated, FINE], ["refused"], SHOP, work, TODAY)
    assert (price.deals, price.unknown, price.value) == ((soon,), (soon,), 0)
