"""Make it a rule: when like decisions propose another limit, and which."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework.agreement import Measure, Zone, flaw_of, zone_of
from framework.asking import Conditions, Facts
from framework.deal import Deal
from framework.precedents import Case
from framework.questions import DecisionKind
from framework.rule_drafts import RuleDraft, decided_value, rule_drafts
from tests.framework.asking_shop import AMSTERDAM, CALENDAR, FINE, TODAY
from tests.framework.question_shop import case, shop

DAY = date(2026, 10, 5)  # a Monday without a holiday in the weeks after
SHOP = shop()


def days(ref: str, count: int, kind: DecisionKind = DecisionKind.ACCEPT, **more: object) -> Case:
    """A decision on a deal that is due `count` working days after the day it was decided."""
    deal = FINE._replace(id=ref, promised_on=CALENDAR.add_working_days(DAY, count))
    return case(ref, kind, deal=deal, **{"day": DAY, **more})  # type: ignore[arg-type]


def parts(ref: str, count: int, kind: DecisionKind) -> Case:
    deal = FINE._replace(id=ref, custom_parts=count)
    return case(ref, kind, deal=deal, day=DAY, points=("rule:custom_parts",))


def drafts(*cases: Case) -> tuple[RuleDraft, ...]:
    return rule_drafts(SHOP, cases, TODAY, AMSTERDAM)


def test_three_yeses_move_the_promise_limit_to_what_most_of_them_had() -> None:
    (draft,) = drafts(days("a", 10), days("b", 8), days("c", 12))
    # Our limit is 15, the stop 5. Of 8, 10 and 12 days, 10 holds two.
    assert draft.allows and draft.limit == Decimal(10) and draft.inside == 2
    assert draft.changed.stop_limit == Decimal(5)
    # The rule is general, the decisions are about fascias: a rule of its own for them.
    assert (draft.rule.id, draft.changed.id, draft.changed.offering_id) == ("lead_time", "", "fascia")
    assert draft.values == (10, 8, 12)


def test_two_are_not_enough_nor_three_of_two_offerings_nor_of_two_ways() -> None:
    assert drafts(days("a", 10), days("b", 8)) == ()
    banner = case("c", deal=FINE._replace(id="c", offering_id="banner", promised_on=DAY + timedelta(days=9)), day=DAY)
    assert drafts(days("a", 10), days("b", 8), banner) == ()
    assert drafts(days("a", 10), days("b", 8), days("c", 12, DecisionKind.REFUSE)) == ()


def test_conditions_and_phases_are_a_yes_to_what_they_left() -> None:
    wanted = Conditions(promised_on=CALENDAR.add_working_days(DAY, 11))
    one, two = DecisionKind.CONDITIONS, DecisionKind.PHASED
    (draft,) = drafts(days("a", 6, one, conditions=wanted), days("b", 6, two, conditions=wanted), days("c", 7))
    assert draft.values == (11, 11, 7) and draft.limit == 11
    # What the conditions brought within the rule says nothing against it.
    inside = Conditions(promised_on=CALENDAR.add_working_days(DAY, 15))
    assert drafts(days("a", 6, one, conditions=inside), days("b", 6), days("c", 7)) == ()


def test_a_value_that_was_refused_is_never_let_in() -> None:
    yes = (days("a", 10), days("b", 8), days("c", 12))
    assert drafts(*yes, days("d", 10, DecisionKind.REFUSE)) == ()
    assert drafts(*yes, days("d", 13, DecisionKind.REFUSE)) == ()
    assert [draft.limit for draft in drafts(*yes, days("d", 9, DecisionKind.REFUSE))] == [10]


def test_three_noes_tighten_the_stop_limit() -> None:
    no = DecisionKind.REFUSE
    (draft,) = drafts(days("a", 7, no), days("b", 8, no), days("c", 10, no))
    # Below 9 days is off the table: 7 and 8 are, two of three.
    assert not draft.allows and draft.limit == 9 and draft.inside == 2
    assert draft.changed.promise_limit == Decimal(15)
    assert drafts(days("a", 7, no), days("b", 8, no), days("c", 10, no), days("d", 8)) == (), "8 was allowed"
    assert [d.limit for d in drafts(days("a", 7, no), days("b", 8, no), days("c", 10, no), days("d", 9))] == [9]


def test_lower_is_better_goes_the_other_way() -> None:
    yes, no = DecisionKind.ACCEPT, DecisionKind.REFUSE
    (draft,) = drafts(parts("a", 1, yes), parts("b", 2, yes), parts("c", 4, yes))
    assert draft.limit == 2 and draft.changed.stop_limit == 5
    (draft,) = drafts(parts("a", 3, no), parts("b", 4, no), parts("c", 5, no))
    assert draft.limit == 3 and draft.inside == 2


def test_a_limit_beyond_the_stop_takes_the_stop_along() -> None:
    (draft,) = drafts(days("a", 3), days("b", 4), days("c", 3))
    assert (draft.changed.promise_limit, draft.changed.stop_limit) == (3, 3)


def test_only_the_last_twelve_months_count() -> None:
    old = TODAY - timedelta(days=365)
    assert drafts(days("a", 10), days("b", 8), days("c", 12, decided=old)) == ()
    assert len(drafts(days("a", 10), days("b", 8), days("c", 12, decided=old + timedelta(days=1)))) == 1


def test_a_rule_of_the_offering_is_changed_itself_and_an_older_rule_is_left_alone() -> None:
    general = next(rule for rule in SHOP.agreement.rules if rule.measure is Measure.LEAD_TIME)
    own = general._replace(id="own", offering_id="fascia")
    changed = SHOP._replace(agreement=SHOP.agreement._replace(rules=(*SHOP.agreement.rules, own)))
    cases = [days("a", 10), days("b", 8), days("c", 12)]
    assert rule_drafts(changed, cases, TODAY, AMSTERDAM) == (), "the general rule does not hold for fascias any more"
    about = [days(ref, count, points=("rule:own",)) for ref, count in (("a", 10), ("b", 8), ("c", 12))]
    (draft,) = rule_drafts(changed, about, TODAY, AMSTERDAM)
    assert (draft.changed.id, draft.changed.offering_id, draft.limit) == ("own", "fascia", 10)


def test_deals_outside_the_catalogue_propose_nothing() -> None:
    loose = [case(ref, deal=FINE._replace(id=ref, offering_id=None, promised_on=DAY), day=DAY) for ref in "abc"]
    assert drafts(*loose) == ()


def test_ratios_are_written_to_the_hundredth_on_their_far_side() -> None:
    price, cost = Decimal(7000), Decimal(5300)
    deals = [FINE._replace(id=ref, value=price, cost=cost) for ref in "abc"]
    (draft,) = drafts(*(case(deal.id, deal=deal, day=DAY, points=("rule:margin",)) for deal in deals))
    assert draft.values[0] == Fraction(170, 7) and draft.limit == Decimal("24.28") and draft.inside == 3
    (draft,) = drafts(
        *(case(deal.id, DecisionKind.REFUSE, deal=deal, day=DAY, points=("rule:margin",)) for deal in deals)
    )
    assert draft.limit == Decimal("24.29") and draft.inside == 3


@pytest.mark.parametrize("price", ["7000", "6800", "5000"])
def test_another_price_changes_margin_and_discount(price: str) -> None:
    deal = FINE._replace(value=Decimal(6460), cost=Decimal(4000), discount_percent=Decimal(5))
    wanted = Conditions(value=Decimal(price))
    decided = case("a", DecisionKind.CONDITIONS, deal=deal, conditions=wanted).question.decision
    assert decided is not None
    listed = Fraction(6460) * 100 / 95
    assert decided_value(Measure.MARGIN, decided, CALENDAR) == 100 - Fraction(4000) / Fraction(price) * 100
    assert decided_value(Measure.DISCOUNT, decided, CALENDAR) == 100 - Fraction(price) / listed * 100
    assert decided_value(Measure.DEAL_VALUE, decided, CALENDAR) == Fraction(price)
    assert decided_value(Measure.PAYMENT_DAYS, decided, CALENDAR) == 30
    assert decided_value(Measure.WEEK_LOAD, decided, CALENDAR) is None
    bare = decided._replace(facts=Facts(DAY), conditions=Conditions())
    assert all(decided_value(measure, bare, CALENDAR) is None for measure in Measure)


def _cases(yes: list[int], no: list[int]) -> list[Case]:
    made = [days(f"y{at}", count) for at, count in enumerate(yes)]
    return made + [days(f"n{at}", count, DecisionKind.REFUSE) for at, count in enumerate(no)]


@given(st.lists(st.integers(1, 20), max_size=7), st.lists(st.integers(1, 20), max_size=7))
def test_against_trying_every_limit(yes: list[int], no: list[int]) -> None:
    """The mildest change that settles more than half, found by trying every whole number from mild to bold."""
    found = {draft.allows: draft for draft in drafts(*_cases(yes, no))}
    asked = [value for value in yes if value < 15]
    wanted = None
    for limit in range(15, 0, -1):
        if len(asked) >= 3 and sum(value >= limit for value in asked) * 2 > len(asked):
            wanted = limit if not any(value >= limit for value in no) else None
            break
    assert (found[True].limit if True in found else None) == wanted
    refused = [value for value in no if 5 <= value < 15]
    wanted = None
    for limit in range(5, 16):
        if len(refused) >= 3 and sum(value < limit for value in refused) * 2 > len(refused):
            wanted = limit if not any(value < limit for value in yes) else None
            break
    assert (found[False].limit if False in found else None) == wanted
    for draft in found.values():
        assert flaw_of(draft.changed) is None
        zone = Zone.PROMISE if draft.allows else Zone.OFF
        assert draft.inside == sum(zone_of(draft.changed, value) is zone for value in draft.values)


def test_the_deal_may_have_moved_on_since() -> None:
    """What counts is the deal as it was decided on, not as it is now."""
    cases = [days("a", 10), days("b", 8), days("c", 12)]
    moved = [Case(each.question, _later(each.deal)) for each in cases]
    assert drafts(*moved)[0].limit == drafts(*cases)[0].limit == 10


def _later(deal: Deal | None) -> Deal:
    assert deal is not None
    return deal._replace(promised_on=date(2027, 6, 1), offering_id="banner")
