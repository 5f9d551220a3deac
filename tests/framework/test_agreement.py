"""The rules of engagement: every value in exactly one zone, and which rules apply to a deal."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework.agreement import (
    HIGHER_IS_BETTER,
    SEVERITY,
    Agreement,
    Flaw,
    Measure,
    Rule,
    Zone,
    effective_rules,
    flaw_of,
    flaws,
    twin_of,
    worst,
    zone_of,
)

LIMITS = st.decimals(-1000, 1000, places=2)


def measured(measure: Measure, promise: str | Decimal, stop: str | Decimal | None = None) -> Rule:
    return Rule("r", measure, "", promise_limit=Decimal(promise), stop_limit=None if stop is None else Decimal(stop))


@given(st.sampled_from(Measure), LIMITS, st.none() | LIMITS, st.decimals(-1500, 1500, places=3))
def test_every_value_falls_in_exactly_one_zone(m: Measure, promise: Decimal, stop: Decimal | None, v: Decimal) -> None:
    """Rules that pass the check leave no hole and no overlap; those that do not are refused."""
    rule = measured(m, promise, stop)
    higher = m in HIGHER_IS_BETTER
    if stop is not None and (stop > promise if higher else stop < promise):
        assert flaw_of(rule) is (Flaw.STOP_ABOVE if higher else Flaw.STOP_BELOW)
        return
    assert flaw_of(rule) is None
    found = {
        Zone.PROMISE: v >= promise if higher else v <= promise,
        Zone.OFF: stop is not None and (v < stop if higher else v > stop),
    }
    found[Zone.ASK] = not found[Zone.PROMISE] and not found[Zone.OFF]
    assert [zone for zone, holds in found.items() if holds] == [zone_of(rule, v)]
    assert zone_of(rule, promise) is Zone.PROMISE
    assert zone_of(rule, Fraction(v)) is zone_of(rule, v)
    if stop is not None:
        assert zone_of(rule, stop) is not Zone.OFF


@given(st.sampled_from(Measure), st.tuples(LIMITS, LIMITS), st.fractions(-1500, 1500), st.fractions(0, 500))
def test_a_better_value_never_gets_a_worse_zone(
    m: Measure, limits: tuple[Decimal, Decimal], v: Fraction, more: Fraction
) -> None:
    low, high = sorted(limits)
    higher = m in HIGHER_IS_BETTER
    rule = measured(m, high, low) if higher else measured(m, low, high)
    better = v + more if higher else v - more
    assert SEVERITY[zone_of(rule, better)] <= SEVERITY[zone_of(rule, v)]


def test_the_limits_of_the_shop() -> None:
    lead = measured(Measure.LEAD_TIME, "15", "5")
    assert [zone_of(lead, Decimal(days)) for days in (16, 15, 14, 5, 4)] == [
        Zone.PROMISE,
        Zone.PROMISE,
        Zone.ASK,
        Zone.ASK,
        Zone.OFF,
    ]
    load = measured(Measure.WEEK_LOAD, "85", "95")
    assert zone_of(load, Fraction(85)) is Zone.PROMISE
    assert zone_of(load, Fraction(85) + Fraction(1, 10**30)) is Zone.ASK
    assert zone_of(load, Fraction(95) + Fraction(1, 10**30)) is Zone.OFF
    assert zone_of(measured(Measure.DEAL_VALUE, "5000"), Decimal(10**12)) is Zone.ASK


def test_a_rule_for_one_offering_replaces_the_general_one() -> None:
    general, margin = Rule("1", Measure.LEAD_TIME, ""), Rule("2", Measure.MARGIN, "")
    fascia = Rule("3", Measure.LEAD_TIME, "", offering_id="fascia")
    said, said_fascia = Rule("4", None, "", zone=Zone.OFF), Rule("5", None, "", offering_id="fascia", zone=Zone.ASK)
    agreement = Agreement(1, None, (general, margin, fascia, said, said_fascia))
    assert effective_rules(agreement, "fascia") == (margin, fascia, said, said_fascia)
    assert effective_rules(agreement, "wrap") == (general, margin, said)
    assert effective_rules(agreement.rules, None) == (general, margin, said)


@pytest.mark.parametrize(
    ("rule", "flaw"),
    [
        (Rule("r", Measure.MARGIN, ""), Flaw.NO_PROMISE_LIMIT),
        (Rule("r", Measure.MARGIN, "", promise_limit=Decimal("NaN")), Flaw.NO_NUMBER),
        (Rule("r", Measure.MARGIN, "", promise_limit=Decimal(5), stop_limit=Decimal("Infinity")), Flaw.NO_NUMBER),
        (Rule("r", None, "a sentence"), Flaw.NO_ZONE),
        (Rule("r", None, "a sentence", zone=Zone.OPEN), Flaw.NO_ZONE),
        (Rule("r", None, "  ", zone=Zone.OFF), Flaw.NO_WORDS),
    ],
)
def test_what_is_wrong_with_a_rule_is_named(rule: Rule, flaw: Flaw) -> None:
    assert flaw_of(rule) is flaw
    assert flaws((rule,)) == ((rule, flaw),)


def test_two_rules_for_one_measure_and_offering_are_refused() -> None:
    one, other = (measured(Measure.MARGIN, "30")._replace(id=name) for name in ("one", "other"))
    assert twin_of(one, (one, other)) is other
    assert flaws((one, other)) == ((one, Flaw.TWICE), (other, Flaw.TWICE))
    assert flaws((one, other._replace(offering_id="fascia"))) == ()
    said = Rule("s", None, "a sentence", zone=Zone.ASK)
    assert flaws((said, said._replace(id="t"))) == (), "two sentences may both be asked"


def test_a_sentence_gives_no_value_its_zone() -> None:
    with pytest.raises(ValueError, match="measured"):
        zone_of(Rule("r", None, "a sentence", zone=Zone.ASK), Decimal(1))


def test_the_worst_zone_is_off_then_ask_then_open() -> None:
    assert worst([Zone.OPEN, Zone.ASK, Zone.PROMISE]) is Zone.ASK
    assert worst([Zone.OPEN, Zone.OFF]) is Zone.OFF
    assert worst([Zone.PROMISE, Zone.OPEN]) is Zone.OPEN
    assert worst([]) is Zone.PROMISE
