"""What makes an answer lapse: every fact that got worse and only those; days that pass and better facts never do."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framework.agreement import Measure, Zone
from framework.asking import Facts
from framework.business import Business
from framework.capacity import Workload
from framework.deal import Deal, Stage
from framework.lapse import Fact, Lapse, facts_of, lapses
from tests.framework.asking_shop import FINE, RULES, TODAY, business, sold_deal

WITHOUT_LOAD = tuple(rule for rule in RULES if rule.measure is not Measure.WEEK_LOAD)


def facts(deal: Deal, shop: Business, sold: Iterable[Deal] = (), day: date = TODAY) -> Facts:
    return facts_of(deal, shop, Workload(shop, sold, day), day)


def lapsed(
    before: Facts,
    deal: Deal,
    shop: Business,
    sold: Iterable[Deal] = (),
    *,
    day: date = TODAY,
    until: date | None = None,
    less: bool = False,
) -> tuple[Lapse, ...]:
    return lapses(before, until, less, deal, shop, Workload(shop, sold, day), day)


def test_the_facts_of_a_deal_are_those_an_answer_rests_on() -> None:
    shop = business()
    found = facts_of(FINE, shop, Workload(shop, (), TODAY), TODAY, ["rule:a", "rule:a"])
    assert found == Facts(
        day=TODAY,
        offering_id="fascia",
        promised_on=date(2026, 12, 22),
        quantity=Decimal(1),
        hours=(("shop", Decimal(20)), ("van", Decimal(5))),
        value=Decimal(6800),
        discount=Fraction(5),
        margin=Fraction(2800, 68),
        custom_parts=0,
        payment_days=30,
        load=Zone.PROMISE,
        points=frozenset({"rule:a"}),
    )
    bare = facts(Deal("2", "2", "Nook"), shop)
    assert bare == Facts(day=TODAY, custom_parts=1, load=Zone.OPEN), (
        "what is not in the catalogue has a part of its own"
    )


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({"promised_on": date(2026, 12, 21)}, Lapse(Fact.DATE, date(2026, 12, 22), date(2026, 12, 21))),
        ({"hours": {"shop": Decimal("20.01"), "van": Decimal(5)}}, Lapse(Fact.HOURS, Decimal(20), Decimal("20.01"))),
        ({"discount_percent": Decimal("5.01")}, Lapse(Fact.DISCOUNT, Fraction(5), Fraction(501, 100))),
        ({"cost": Decimal("4000.01")}, Lapse(Fact.MARGIN, Fraction(2800, 68), Fraction(279999, 6800))),
        ({"custom_parts": 1}, Lapse(Fact.PARTS, 0, 1)),
        ({"payment_days": 31}, Lapse(Fact.PAYMENT, 30, 31)),
        ({"offering_id": "banner"}, Lapse(Fact.OFFERING, "fascia", "banner")),
    ],
)
def test_one_worse_fact_is_named_with_what_it_was_and_is(change: dict[str, Any], wanted: Lapse) -> None:
    shop = business()
    assert lapsed(facts(FINE, shop), FINE._replace(**change), shop) == (wanted,)


def test_a_lower_price_is_a_lower_margin_too() -> None:
    shop = business()
    found = lapsed(facts(FINE, shop), FINE._replace(value=Decimal("6799.99")), shop)
    assert [lapse.fact for lapse in found] == [Fact.VALUE, Fact.MARGIN]
    # Without an entered discount it is worked out from the list, and a lower price is a bigger one.
    derived = FINE._replace(discount_percent=None)
    found = lapsed(facts(derived, shop), derived._replace(value=Decimal(6000)), shop)
    assert [lapse.fact for lapse in found] == [Fact.VALUE, Fact.DISCOUNT, Fact.MARGIN]


def test_more_hours_of_one_crew_count_though_the_other_has_fewer() -> None:
    """The sentence "it takes more hours (12 h, was 5 h)" is about the crew that has more."""
    shop = business()
    moved = FINE._replace(hours={"shop": Decimal(8), "van": Decimal(12)})
    assert lapsed(facts(FINE, shop), moved, shop) == (Lapse(Fact.HOURS, Decimal(5), Decimal(12)),)
    new_crew = FINE._replace(hours={"shop": Decimal(20), "new": Decimal(1)})
    found = lapsed(facts(FINE, business(WITHOUT_LOAD)), new_crew, business(WITHOUT_LOAD))
    assert found == (Lapse(Fact.HOURS, Decimal(0), Decimal(1)),)


DAYS = st.dates(TODAY + timedelta(days=1), TODAY + timedelta(days=70))
CREW_HOURS = st.fixed_dictionaries(
    {"shop": st.decimals("0.25", 30, places=2), "van": st.decimals("0.25", 20, places=2)}
)
FIELDS = {
    "promised_on": DAYS,
    "hours": CREW_HOURS,
    "value": st.decimals(1000, 9000, places=2),
    "discount_percent": st.decimals(0, 40, places=2),
    "cost": st.decimals(0, 9000, places=2),
    "custom_parts": st.integers(0, 4),
    "payment_days": st.integers(0, 90),
    "offering_id": st.sampled_from(["fascia", "banner"]),
}


def worse_by_the_words(before: Deal, now: Deal) -> set[Fact]:
    """Section 4, word by word: an earlier date, more hours, a lower price, a bigger discount..."""

    def margin(deal: Deal) -> Fraction:
        assert deal.value is not None and deal.cost is not None
        return 1 - Fraction(deal.cost) / Fraction(deal.value)

    found = {
        Fact.OFFERING: now.offering_id != before.offering_id,
        Fact.DATE: now.promised_on < before.promised_on,  # type: ignore[operator]
        Fact.HOURS: any(now.hours[crew] > before.hours[crew] for crew in before.hours),
        Fact.VALUE: now.value < before.value,  # type: ignore[operator]
        Fact.DISCOUNT: now.discount_percent > before.discount_percent,  # type: ignore[operator]
        Fact.MARGIN: margin(now) < margin(before),
        Fact.PARTS: now.custom_parts > before.custom_parts,  # type: ignore[operator]
        Fact.PAYMENT: now.payment_days > before.payment_days,  # type: ignore[operator]
    }
    return {fact for fact, is_worse in found.items() if is_worse}


@settings(max_examples=300)
@given(
    st.fixed_dictionaries(FIELDS), st.fixed_dictionaries({}, optional=FIELDS), st.integers(0, 9), st.sampled_from(Stage)
)
def test_exactly_the_facts_that_got_worse_are_named(
    start: dict[str, Any], change: dict[str, Any], later: int, stage: Stage
) -> None:
    """Whatever else changes, and however many days later one looks (while it is valid)."""
    shop = business(WITHOUT_LOAD)
    before = FINE._replace(**start)
    now = before._replace(**change, stage=stage, note="another", probability_percent=Decimal(90))
    day = TODAY + timedelta(days=later)
    found = lapsed(facts(before, shop), now, shop, day=day, until=day)
    assert {lapse.fact for lapse in found} == worse_by_the_words(before, now)
    assert len(found) == len({lapse.fact for lapse in found})


@given(st.fixed_dictionaries(FIELDS), st.data(), st.integers(0, 9))
def test_a_better_fact_keeps_the_answer(start: dict[str, Any], data: st.DataObject, later: int) -> None:
    """With every rule, the week load among them: all of it better or the same is never worse."""
    shop = business()
    before = FINE._replace(**start)
    assert before.promised_on is not None and before.value is not None and before.cost is not None
    better = before._replace(
        promised_on=before.promised_on + timedelta(days=data.draw(st.integers(0, 30))),
        hours={crew: own * data.draw(st.integers(0, 100)) / 100 for crew, own in before.hours.items()},
        value=before.value + data.draw(st.integers(0, 5000)),
        cost=before.cost * data.draw(st.integers(0, 100)) / 100,
        discount_percent=data.draw(st.decimals(-10, before.discount_percent, places=2)),
        custom_parts=data.draw(st.integers(0, before.custom_parts)),
        payment_days=data.draw(st.integers(0, before.payment_days)),
    )
    day = TODAY + timedelta(days=later)
    assert lapsed(facts(before, shop), better, shop, day=day, until=day) == ()


@given(
    st.fixed_dictionaries(FIELDS),
    st.lists(st.tuples(st.decimals(0, 80, places=2), st.integers(10, 60), st.integers(0, 40)), max_size=4),
    st.integers(0, 9),
)
def test_the_mere_passing_of_days_makes_nothing_lapse(
    start: dict[str, Any], work: list[tuple[Decimal, int, int]], later: int
) -> None:
    """The same sold work, none of it overdue, seen up to nine days later."""
    shop = business()
    deal = FINE._replace(**start)
    sold = [
        sold_deal(hours, TODAY + timedelta(days=due), f"s{n}", won=TODAY - timedelta(days=ago))
        for n, (hours, due, ago) in enumerate(work)
    ]
    before = facts(deal, shop, sold)
    day = TODAY + timedelta(days=later)
    assert lapsed(before, deal, shop, sold, day=day, until=day) == ()


@pytest.mark.parametrize(
    ("more", "before", "now"),
    [("10", "PROMISE", None), ("11", "PROMISE", "ASK"), ("40", "PROMISE", "OFF")],
)
def test_weeks_that_filled_up_make_it_lapse_only_in_a_worse_zone(more: str, before: str, now: str | None) -> None:
    """24 h by Friday 27 November, four days: this week has 40 h, and 34 h are ours alone (85 %)."""
    shop = business()
    deal = FINE._replace(hours={"shop": Decimal(24)}, promised_on=date(2026, 11, 27))
    stood = facts(deal, shop)
    assert stood.load == before
    found = lapsed(stood, deal, shop, [sold_deal(more, date(2026, 11, 27))])
    assert found == (() if now is None else (Lapse(Fact.LOAD, before, now),))


def test_a_week_that_is_worse_but_in_the_same_zone_keeps_the_answer() -> None:
    """36 h of 40 were asked about (90 %); 38 h are still to be asked about; 41 h are off the table."""
    shop = business()
    deal = FINE._replace(hours={"shop": Decimal(36)}, promised_on=date(2026, 11, 27))
    stood = facts(deal, shop)
    assert stood.load is Zone.ASK
    assert lapsed(stood, deal, shop, [sold_deal(2, date(2026, 11, 27))]) == ()
    assert lapsed(stood, deal, shop, [sold_deal(5, date(2026, 11, 27))]) == (Lapse(Fact.LOAD, "ASK", "OFF"),)


def test_a_week_of_the_past_no_longer_counts() -> None:
    """Looked at in the week after, what was sold into the week of the answer is over."""
    shop = business()
    deal = FINE._replace(hours={"shop": Decimal(40)}, promised_on=date(2026, 12, 4))
    stood = facts(deal, shop)
    monday = date(2026, 11, 30)
    assert stood.load is Zone.PROMISE
    assert lapsed(stood, deal, shop, [sold_deal(39, date(2026, 11, 27))], day=TODAY) != ()
    done = sold_deal(39, date(2026, 11, 27))._replace(stage=Stage.DELIVERED)
    assert lapsed(stood, deal, shop, [done], day=monday, until=monday) == ()


def test_it_holds_to_the_end_of_its_last_day_and_what_was_promised_by_then_stays() -> None:
    shop = business()
    stood, last = facts(FINE, shop), date(2026, 12, 8)
    assert lapsed(stood, FINE, shop, day=last, until=last) == ()
    over = lapsed(stood, FINE, shop, day=date(2026, 12, 9), until=last)
    assert over == (Lapse(Fact.VALIDITY, last, date(2026, 12, 9)),)
    given_on = FINE._replace(stage=Stage.OFFERED, promise_given_on=last)
    assert lapsed(stood, given_on, shop, day=date(2027, 1, 20), until=last) == ()
    late = given_on._replace(promise_given_on=date(2026, 12, 9))
    assert [lapse.fact for lapse in lapsed(stood, late, shop, day=date(2027, 1, 20), until=last)] == [Fact.VALIDITY]


def test_where_less_was_the_condition_a_lower_price_is_no_surprise() -> None:
    shop = business()
    two = FINE._replace(quantity=Decimal(2))
    one = two._replace(quantity=Decimal(1), value=Decimal(3400), cost=Decimal(2000))
    stood = facts(two, shop)
    assert [lapse.fact for lapse in lapsed(stood, one, shop)] == [Fact.VALUE]
    assert lapsed(stood, one, shop, less=True) == ()
    assert [lapse.fact for lapse in lapsed(stood, one._replace(cost=Decimal(2500)), shop, less=True)] == [Fact.MARGIN]


def test_what_was_not_known_is_not_called_worse() -> None:
    """The rules themselves ask for what is missing."""
    shop = business(WITHOUT_LOAD)
    bare = Deal("2", "2", "Nook", offering_id="fascia", hours={"shop": Decimal(1)})
    assert lapsed(facts(bare, shop), FINE._replace(custom_parts=9, payment_days=99, hours={}), shop) == (
        Lapse(Fact.HOURS, Decimal(1), Decimal(34)),
    )
    assert lapsed(facts(FINE, shop), bare, shop) == ()
