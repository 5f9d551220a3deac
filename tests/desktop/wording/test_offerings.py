"""The catalogue in words: margins that are never rounded to look like enough, hours by crew, marks of what changed."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from desktop.wording.offerings import deals_words, margin, margin_line, margin_words, margin_zone
from framework.agreement import Agreement, Measure, Rule, Zone
from framework.catalogue import Offering

GENERAL = Rule("a", Measure.MARGIN, "Margin", promise_limit=Decimal(30), stop_limit=Decimal(0))
OWN = Rule("b", Measure.MARGIN, "Margin of signs", "sign", promise_limit=Decimal(50), stop_limit=Decimal(20))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("price", "cost", "wanted"),
    [
        ("7000", "4690", Fraction(33)),
        ("100", "0", Fraction(100)),
        ("100", "150", Fraction(-50)),
        ("3", "2", Fraction(100, 3)),
        ("0", "5", None),
        (None, "5", None),
        ("5", None, None),
    ],
)
def test_a_margin_is_exact_or_not_known(price: str | None, cost: str | None, wanted: Fraction | None) -> None:
    given_price = None if price is None else Decimal(price)
    assert margin(given_price, None if cost is None else Decimal(cost)) == wanted


def test_the_line_says_what_is_left_and_whether_it_is_enough() -> None:
    def line(price: int, cost: int, limit: int | None) -> tuple[str, bool]:
        say, enough = margin_line(Decimal(price), Decimal(cost), None if limit is None else Decimal(limit))
        return plain(say), enough

    assert line(100, 67, 30) == ("Margin at list price: 33 %", True)
    assert line(100, 70, 30) == ("Margin at list price: 30 %", True)
    assert line(100, 75, None) == ("Margin at list price: 25 %", True)
    assert line(100, 110, None) == ("Margin at list price: -10 %", False)
    assert line(100, 75, 30) == ("Margin at list price: 25 %, under the 30 % down to which Sales may promise", False)


@example(Fraction(2999, 100), 30)
@example(Fraction(29999999, 1000000), 30)
@given(st.fractions(min_value=-100, max_value=100), st.integers(-100, 100))
def test_what_is_under_the_limit_never_reads_as_the_limit(left: Fraction, limit: int) -> None:
    assume(left < limit - Fraction(1, 10**10))
    assert margin_words(left, Decimal(limit)) != margin_words(Fraction(limit))


def test_the_rule_for_the_offering_counts() -> None:
    agreement = Agreement(1, rules=(GENERAL, OWN))
    sign = Offering("sign", "Sign", list_price=Decimal(100), unit_cost=Decimal(60))
    assert margin_zone(agreement, sign) is Zone.ASK
    assert margin_zone(agreement, sign._replace(id="other")) is Zone.PROMISE
    assert margin_zone(agreement, sign._replace(unit_cost=Decimal(90))) is Zone.OFF
    assert margin_zone(agreement, sign._replace(unit_cost=None)) is Zone.OPEN
    assert margin_zone(Agreement(1), sign) is Zone.OPEN


def test_deals_are_counted_in_words() -> None:
    assert [deals_words(count) for count in (0, 1, 1234)] == [
        "no deal names it",
        "1 deal names it",
        "1,234 deals name it",
    ]
