"""A reasoned one-off with an end date: which deals it lets pass, and for how long."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework.agreement import HIGHER_IS_BETTER, Measure, Rule, Zone
from framework.allowance import Allowance, allowed_by, lifts_stop, may_grant
from framework.people import Person

TODAY = date(2026, 11, 24)
DISCOUNT = Rule("discount", Measure.DISCOUNT, "", promise_limit=Decimal(5), stop_limit=Decimal(20))
LEAD = Rule("lead", Measure.LEAD_TIME, "", promise_limit=Decimal(15), stop_limit=Decimal(5))
SURVEY = Rule("survey", None, "a firm date before the survey", zone=Zone.OFF)


def allowance(rule: Rule = DISCOUNT, limit: str | None = None, **known: object) -> Allowance:
    """Good from Tuesday 24 November for two weeks, both days included."""
    eased = None if limit is None else Decimal(limit)
    until = TODAY + timedelta(days=14)
    return Allowance("a", rule.id, "the fair", TODAY, until, limit=eased)._replace(**known)  # type: ignore[arg-type]


def test_it_holds_from_its_first_day_to_its_last() -> None:
    one = allowance()
    days = [TODAY + timedelta(days=n) for n in (-1, 0, 7, 14, 15)]
    assert [one.holds_on(day) for day in days] == [False, True, True, True, False]
    found = [allowed_by([one], DISCOUNT, "Lakeside Dental", day, Decimal(30)) for day in days]
    assert found == [None, one, one, one, None]
    assert not one._replace(until=TODAY - timedelta(days=1)).holds_on(TODAY)


def test_it_eases_one_rule_for_one_client_or_for_everybody() -> None:
    for_all, for_one = allowance(), allowance(client="Lakeside Dental")
    assert allowed_by([for_all], DISCOUNT, "Marina", TODAY, Decimal(30)) is for_all
    assert allowed_by([for_one], DISCOUNT, "Marina", TODAY, Decimal(30)) is None
    assert allowed_by([for_one], DISCOUNT, "Lakeside Dental", TODAY, Decimal(30)) is for_one
    assert allowed_by([for_all], LEAD, "Lakeside Dental", TODAY, Decimal(1)) is None
    assert allowed_by([], DISCOUNT, "Lakeside Dental", TODAY, Decimal(30)) is None


@pytest.mark.parametrize(
    ("rule", "limit", "value", "passes"),
    [
        (DISCOUNT, "12", Decimal(12), True),
        (DISCOUNT, "12", Decimal("12.01"), False),
        (DISCOUNT, "12", Fraction(12) + Fraction(1, 10**30), False),
        (LEAD, "3", 3, True),
        (LEAD, "3", 2, False),
        # Over any limit (a week without capacity): only what has no limit of its own lets it pass.
        (DISCOUNT, "12", None, False),
        (DISCOUNT, None, None, True),
        (DISCOUNT, None, Decimal(99), True),
        # A sentence has no figure.
        (SURVEY, None, None, True),
        (SURVEY, "3", None, True),
    ],
)
def test_how_far_a_rule_is_eased(
    rule: Rule, limit: str | None, value: Decimal | Fraction | int | None, passes: bool
) -> None:
    assert (allowed_by([allowance(rule, limit)], rule, "", TODAY, value) is not None) is passes


def test_of_several_the_first_that_lets_it_pass_is_named() -> None:
    narrow, over, wide = allowance(limit="8"), allowance(until=TODAY, from_day=TODAY), allowance(limit="15")
    over = over._replace(from_day=TODAY - timedelta(days=9), until=TODAY - timedelta(days=2))
    other = allowance(limit="15", id="b")
    assert allowed_by(iter([narrow, over, wide, other]), DISCOUNT, "", TODAY, Decimal(10)) is wide
    assert allowed_by([narrow, wide], DISCOUNT, "", TODAY, Decimal(8)) is narrow


@given(st.sampled_from(Measure), st.decimals(-100, 100, places=2), st.fractions(-100, 100), st.fractions(0, 50))
def test_a_better_figure_passes_where_a_worse_one_does(
    m: Measure, limit: Decimal, value: Fraction, by: Fraction
) -> None:
    rule = Rule("r", m, "", promise_limit=Decimal(0))
    eased = [allowance(rule)._replace(limit=limit)]
    higher = m in HIGHER_IS_BETTER
    passes = allowed_by(eased, rule, "", TODAY, value) is not None
    assert passes is (value >= limit if higher else value <= limit)
    if passes:
        assert allowed_by(eased, rule, "", TODAY, value + by if higher else value - by) is not None
    assert allowed_by(eased, rule, "", TODAY, limit) is not None, "up to the limit itself"


OWNER, BEN, CLEO = Person("o", "Olga", owner=True), Person("b", "Ben"), Person("c", "Cleo")
PEOPLE = (OWNER, BEN, CLEO)


@pytest.mark.parametrize(
    ("rule", "limit", "lifts"),
    [
        (DISCOUNT, None, True),
        (DISCOUNT, Decimal(20), False),
        (DISCOUNT, Decimal("20.01"), True),
        (LEAD, Decimal(5), False),
        (LEAD, Decimal(4), True),
        (LEAD._replace(stop_limit=None), None, False),
        (SURVEY, None, True),
        (SURVEY._replace(zone=Zone.ASK), None, False),
    ],
)
def test_what_is_off_the_table_only_the_owner_lifts(rule: Rule, limit: Decimal | None, lifts: bool) -> None:
    """Up to the stop limit, that value included, it is a question that Operations answers."""
    assert lifts_stop(rule, limit) is lifts
    for said in ("", "Owner", " owner "):
        one = rule._replace(exception_by=said)
        assert may_grant(one, limit, OWNER, PEOPLE)
        assert may_grant(one, limit, BEN, PEOPLE) is not lifts
    assert may_grant(rule, limit, BEN, (BEN, CLEO)), "nobody owns this business"


def test_a_rule_that_names_somebody_lets_them_lift_it() -> None:
    """Words that are nobody's name, such as two functions together, the two have to know by themselves."""
    named = SURVEY._replace(exception_by="Ben, after a talk")
    assert may_grant(named, None, BEN, PEOPLE) and may_grant(named, None, OWNER, PEOPLE)
    assert not may_grant(named, None, CLEO, PEOPLE)
    together = SURVEY._replace(exception_by="Both leads together")
    assert may_grant(together, None, CLEO, PEOPLE), "nobody is said to lead"
    leading = (OWNER, BEN._replace(leads=True), CLEO)
    assert may_grant(together, None, leading[1], leading) and not may_grant(together, None, CLEO, leading)


@pytest.mark.parametrize(
    ("said", "ben", "owner"),
    [
        ("Nobody", False, False),
        ("Owner, for overtime over 10 hours a week", False, True),
        ("The bench", True, True),
        ("Cleo or the sales manager", False, True),
    ],
)
def test_what_starters_say_of_who_lifts_a_rule(said: str, ben: bool, owner: bool) -> None:
    """Whole words: Ben is not in "bench"."""
    people = (OWNER, BEN, CLEO, Person("x", "Bench"))
    rule = SURVEY._replace(exception_by=said)
    assert may_grant(rule, None, BEN, people[:3]) is ben
    assert may_grant(rule, None, OWNER, people[:3]) is owner
    if said == "The bench":
        assert not may_grant(rule, None, BEN, people), "somebody of that name is meant"
