"""Where a deal stands with what was asked: what an answer covers, what it never covers, and what days do not change."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from framework.agreement import SEVERITY, Decider, Measure, Silence, Zone
from framework.asking import Conditions, Kind, Request, Seat
from framework.capacity import Workload
from framework.checklist import Answer, ChecklistItem, ItemAnswer, Needed, Section
from framework.deal import Deal, Stage
from framework.intake import verdict
from framework.lapse import Fact, facts_of, to_ask
from framework.standing import Clock, State, question, settle
from tests.framework.asking_shop import (
    AMSTERDAM,
    FINE,
    RULES,
    TODAY,
    answered,
    asked,
    at,
    business,
    measures,
    rule,
    ruled,
    settled,
    sold_deal,
)

ASKED = FINE._replace(promised_on=date(2026, 12, 8), discount_percent=Decimal(12))
"""Ten working days where ours is fifteen, and 12 % off where ours is 5."""


def test_nothing_was_asked_and_the_deal_stands_as_the_rules_say() -> None:
    shop = business()
    found, standing = settled(ASKED, [], shop)
    assert found == ruled(ASKED, shop)
    assert standing.state is State.NONE
    assert {reason.measure for reason in standing.uncovered} == {Measure.LEAD_TIME, Measure.DISCOUNT}


def test_a_question_waits_for_whoever_has_not_answered() -> None:
    shop = business()
    request = asked(ASKED, shop, clock="15:00")
    found, standing = settled(ASKED, [request], shop, clock="16:00")
    assert found.zone is Zone.ASK
    assert (standing.state, standing.request, standing.waiting_for) == (State.WAITING, request, (Seat.OPERATIONS,))
    # 8 h from Tuesday 15:00 are Wednesday 15:00.
    assert (standing.due, standing.overdue) == (at(date(2026, 11, 25), "15:00"), False)
    _, late = settled(ASKED, [request], shop, day=date(2026, 11, 25), clock="15:00")
    assert (late.state, late.overdue) == (State.WAITING, True), "silence that says nothing leaves it open"


def test_a_yes_takes_away_what_was_asked_and_says_so() -> None:
    shop = business()
    request = answered(asked(ASKED, shop), ASKED, shop)
    found, standing = settled(ASKED, [request], shop)
    assert found.zone is Zone.PROMISE
    assert {reason.measure for reason in found.passed if reason.answered} == {Measure.LEAD_TIME, Measure.DISCOUNT}
    assert (standing.state, standing.answer, standing.uncovered) == (State.ACCEPTED, request.answers[0], ())
    # The rules themselves go on saying what they say.
    assert ruled(ASKED, shop).zone is Zone.ASK


def test_a_no_covers_nothing_and_conditions_cover_once_they_are_met() -> None:
    shop = business()
    request = asked(ASKED, shop)
    found, standing = settled(ASKED, [answered(request, ASKED, shop, kind=Kind.REFUSE)], shop)
    assert (found.zone, standing.state) == (Zone.ASK, State.REFUSED)
    assert len(standing.uncovered) == 2
    wanted = Conditions(promised_on=date(2026, 12, 10))
    yes_if = answered(request, ASKED, shop, kind=Kind.CONDITIONS, conditions=wanted)
    found, standing = settled(ASKED, [yes_if], shop)
    assert (found.zone, standing.state, standing.answer) == (Zone.ASK, State.CONDITIONS, yes_if.answers[0])
    found, standing = settled(ASKED._replace(promised_on=date(2026, 12, 10)), [yes_if], shop)
    assert (found.zone, standing.state) == (Zone.PROMISE, State.ACCEPTED)
    in_words = answered(request, ASKED, shop, kind=Kind.CONDITIONS)
    assert settled(ASKED, [in_words], shop)[1].state is State.CONDITIONS
    taken = answered(request, ASKED, shop, kind=Kind.CONDITIONS, taken=True)
    assert settled(ASKED, [taken], shop)[0].zone is Zone.PROMISE


def test_a_plain_yes_after_conditions_asks_for_nothing_more() -> None:
    """Ben thought of a later date, and then saw that it fits: his last word counts."""
    shop = business()
    request = asked(ASKED, shop)
    wanted = Conditions(promised_on=date(2026, 12, 22))
    first = answered(request, ASKED, shop, kind=Kind.CONDITIONS, conditions=wanted)
    found, standing = settled(ASKED, [answered(first, ASKED, shop, clock="11:30")], shop)
    assert (found.zone, standing.state) == (Zone.PROMISE, State.ACCEPTED)


def test_conditions_of_both_seats_must_be_met() -> None:
    shop = business([rule(Measure.DISCOUNT, decides=Decider.BOTH)])
    request = asked(ASKED, shop, by="ben")
    for_sales = Conditions(value=Decimal(7000))
    one = answered(request, ASKED, shop, kind=Kind.CONDITIONS, conditions=for_sales, seat=Seat.SALES, who="ana")
    two = answered(one, ASKED, shop, kind=Kind.CONDITIONS, conditions=Conditions(phases="in two"), taken=True)
    assert settled(ASKED, [two], shop)[1].state is State.CONDITIONS
    paid = ASKED._replace(value=Decimal(7000))
    assert settled(paid, [two], shop)[1].state is State.ACCEPTED


def test_what_is_still_to_be_met_is_named_first() -> None:
    """Of two sets of conditions the one that is not met matters, whichever came last: it is what Take over takes."""
    shop = business([rule(Measure.DISCOUNT, decides=Decider.BOTH)])
    request = asked(ASKED, shop, by="ben")
    one = answered(request, ASKED, shop, kind=Kind.CONDITIONS, seat=Seat.SALES, who="ana")
    two = answered(one, ASKED, shop, kind=Kind.CONDITIONS, clock="11:30", taken=True)
    _, standing = settled(ASKED, [two], shop)
    assert (standing.state, standing.answer) == (State.CONDITIONS, one.answers[0])


def test_each_seat_has_said_yes_to_the_deal_as_it_was_then() -> None:
    """Ana said yes to 12 %; when it was 15 %, Ben did: hers no longer holds, and no half of a yes is one."""
    shop = business([rule(Measure.DISCOUNT, decides=Decider.BOTH)])
    worse = ASKED._replace(discount_percent=Decimal(15))
    request = answered(asked(ASKED, shop, by="ben"), ASKED, shop, seat=Seat.SALES, who="ana")
    both = answered(request, worse, shop, clock="11:30")
    _, standing = settled(worse, [both], shop)
    assert (standing.state, [lapse.fact for lapse in standing.lapses]) == (State.LAPSED, [Fact.DISCOUNT])
    assert settled(ASKED, [both], shop)[1].state is State.ACCEPTED


# Lapsing


@pytest.mark.parametrize(
    ("change", "fact"),
    [
        ({"promised_on": date(2026, 12, 7)}, Fact.DATE),
        ({"discount_percent": Decimal(13)}, Fact.DISCOUNT),
        ({"hours": {"shop": Decimal(21), "van": Decimal(5)}}, Fact.HOURS),
        ({"payment_days": 31}, Fact.PAYMENT),
        ({"custom_parts": 1}, Fact.PARTS),
        ({"cost": Decimal(4100)}, Fact.MARGIN),
    ],
)
def test_a_worse_fact_brings_every_reason_back_and_is_named(change: dict[str, Any], fact: Fact) -> None:
    shop = business()
    request = answered(asked(ASKED, shop), ASKED, shop)
    now = ASKED._replace(**change)
    found, standing = settled(now, [request], shop)
    assert found == ruled(now, shop)
    assert (standing.state, [lapse.fact for lapse in standing.lapses]) == (State.LAPSED, [fact])
    assert settled(ASKED, [request], shop)[1].state is State.ACCEPTED, "put back, the yes holds again"


def test_after_its_time_it_has_to_be_asked_again() -> None:
    shop = business([rule(Measure.DISCOUNT)])
    request = answered(asked(ASKED, shop), ASKED, shop, until=date(2026, 11, 27))
    assert settled(ASKED, [request], shop, day=date(2026, 11, 27), clock="23:59")[1].state is State.ACCEPTED
    found, standing = settled(ASKED, [request], shop, day=date(2026, 11, 28), clock="00:01")
    assert (found.zone, standing.state) == (Zone.ASK, State.LAPSED)
    assert [lapse.fact for lapse in standing.lapses] == [Fact.VALIDITY]
    given_on = ASKED._replace(stage=Stage.OFFERED, promise_given_on=date(2026, 11, 27))
    assert settled(given_on, [request], shop, day=date(2027, 1, 4))[1].state is State.ACCEPTED


# Off the table


def test_off_the_table_is_never_covered() -> None:
    """The discount goes to 25 % after the yes; on another deal it was 25 % when Ben said yes to the date."""
    shop = business()
    request = answered(asked(ASKED, shop), ASKED, shop)
    found, _ = settled(ASKED._replace(discount_percent=Decimal(25)), [request], shop)
    assert found.zone is Zone.OFF
    off = ASKED._replace(discount_percent=Decimal(25))
    both = answered(asked(off, shop), off, shop, points=["rule:discount", "rule:lead_time"])
    found, _ = settled(off, [both], shop)
    assert (found.zone, measures(found)) == (Zone.OFF, [Measure.DISCOUNT])
    near = ASKED._replace(promised_on=date(2026, 11, 27))
    said = answered(asked(near, shop), near, shop, points=["rule:discount", "rule:lead_time"])
    assert measures(settled(near, [said], shop)[0], Zone.OFF) == [Measure.LEAD_TIME]


def test_weeks_that_filled_up_to_off_are_off_whatever_was_answered() -> None:
    shop = business()
    near = FINE._replace(hours={"shop": Decimal(36)}, promised_on=date(2026, 12, 1))
    request = answered(asked(near, shop), near, shop)
    assert settled(near, [request], shop)[0].zone is Zone.PROMISE
    full = [sold_deal(60, date(2026, 12, 1))]
    found, standing = settled(near, [request], shop, full)
    assert found.zone is Zone.OFF and measures(found, Zone.OFF) == [Measure.WEEK_LOAD]
    assert [lapse.fact for lapse in standing.lapses] == [Fact.LOAD]


def test_a_date_that_is_over_before_it_was_promised_is_not_covered() -> None:
    """Asked on Tuesday for Tuesday in two weeks; on the Wednesday after, nobody can promise that day any more."""
    shop = business()
    request = answered(asked(ASKED, shop), ASKED, shop, until=date(2027, 1, 29))
    assert settled(ASKED, [request], shop, day=date(2026, 12, 8))[0].zone is Zone.PROMISE
    found, _ = settled(ASKED, [request], shop, day=date(2026, 12, 9))
    assert found.zone is Zone.OFF and measures(found) == [Measure.LEAD_TIME]
    given_on = ASKED._replace(stage=Stage.OFFERED, promise_given_on=date(2026, 11, 26))
    assert settled(given_on, [request], shop, day=date(2026, 12, 9))[0].zone is Zone.PROMISE


# Several questions


def test_the_newest_question_wins_and_one_taken_back_counts_for_nothing() -> None:
    shop = business()
    no = answered(asked(ASKED, shop), ASKED, shop, kind=Kind.REFUSE)
    later = date(2026, 11, 26)
    again = asked(ASKED, shop, day=later, ref="q2")
    yes = answered(again, ASKED, shop, day=later)
    assert settled(ASKED, [no, yes], shop, day=later)[1].state is State.ACCEPTED
    assert settled(ASKED, [no, again], shop, day=later)[1].state is State.WAITING
    _, standing = settled(ASKED, [no, yes._replace(withdrawn=True)], shop, day=later)
    assert (standing.state, standing.request) == (State.REFUSED, no)
    assert settled(ASKED, [no._replace(withdrawn=True)], shop, day=later)[1].state is State.NONE
    turned = answered(again, ASKED, shop, day=later, kind=Kind.REFUSE)
    assert settled(ASKED, [no._replace(answers=yes.answers), turned], shop, day=later)[1].state is State.REFUSED


def test_while_it_is_asked_again_the_card_knows_why() -> None:
    shop = business()
    first = answered(asked(ASKED, shop), ASKED, shop)
    worse = ASKED._replace(discount_percent=Decimal(15))
    again = asked(worse, shop, day=date(2026, 11, 25), ref="q2")
    _, standing = settled(worse, [first, again], shop, day=date(2026, 11, 25))
    assert (standing.state, standing.request) == (State.WAITING, again)
    assert [lapse.fact for lapse in standing.lapses] == [Fact.DISCOUNT]


def test_a_question_that_has_become_needless_is_not_waited_for() -> None:
    shop = business()
    request = asked(ASKED, shop)
    found, standing = settled(FINE, [request], shop)
    assert (found.zone, standing.state) == (Zone.PROMISE, State.NONE)


def test_what_only_somebody_further_away_may_decide_is_not_covered() -> None:
    """Ben is asked about the date; while he thinks, the discount goes where only the owner decides."""
    rules = [rule(Measure.LEAD_TIME), rule(Measure.DISCOUNT, decides=Decider.OWNER), rule(Measure.PAYMENT_DAYS)]
    shop = business(rules)
    only_date = ASKED._replace(discount_percent=Decimal(5))
    request = asked(only_date, shop)
    assert request.decides is Decider.OPERATIONS
    now = ASKED._replace(payment_days=45)
    yes = answered(request, now, shop)
    found, _ = settled(now, [yes], shop)
    assert measures(found) == [Measure.DISCOUNT]
    # What Operations may decide itself is answered with it, though it was not asked then.
    assert {r.measure for r in found.passed if r.answered} == {Measure.LEAD_TIME, Measure.PAYMENT_DAYS}
    owners = asked(now, shop)
    assert owners.decides is Decider.OWNER
    yes = answered(owners, now, shop, seat=Seat.OWNER, who="ana")
    assert settled(now, [yes], shop)[0].zone is Zone.PROMISE


def test_an_item_of_the_checklist_is_asked_and_answered_too() -> None:
    item = ChecklistItem("site", Section.FEASIBILITY, "The site was seen", Needed.BEFORE_PROMISE, no_means=Zone.ASK)
    shop = business()._replace(items=(item,))
    workload = Workload(shop, (), TODAY)
    said = {"site": ItemAnswer("site", Answer.NO)}
    by_rules = verdict(FINE, said, shop, workload, TODAY)
    decides, points = question(to_ask(by_rules), {})
    assert [(each.key, each.answer_hours, each.silence) for each in points] == [("item:site", None, Silence.OPEN)]
    facts = facts_of(FINE, shop, workload, TODAY, ["item:site"])
    request = Request("q1", "1", "ana", at(TODAY), decides, facts, points)
    clock = Clock(at(TODAY, "12:00"), TODAY, AMSTERDAM)
    _, standing = settle(by_rules, FINE, [request], shop, workload, clock)
    assert (standing.state, standing.due) == (State.WAITING, None)
    yes = answered(request, FINE, shop, points=["item:site"])
    found, standing = settle(by_rules, FINE, [yes], shop, workload, clock)
    assert (found.zone, standing.state) == (Zone.PROMISE, State.ACCEPTED)


# Silence


@pytest.mark.parametrize(
    ("silence", "before", "after"),
    [
        (Silence.YES, State.WAITING, State.ACCEPTED),
        (Silence.NO, State.WAITING, State.REFUSED),
        (Silence.OPEN, State.WAITING, State.WAITING),
    ],
)
def test_silence_over_christmas(silence: Silence, before: State, after: State) -> None:
    """Asked on Thursday 24 December at 16:00, 4 h: one that day, the 25th is off, Monday 28 at 12:00 it is over."""
    shop = business([rule(Measure.DISCOUNT, silence=silence, answer_hours=Decimal(4))])
    deal = ASKED._replace(promised_on=date(2027, 2, 1))
    eve, monday = date(2026, 12, 24), date(2026, 12, 28)
    request = asked(deal, shop, day=eve, clock="16:00")
    assert settled(deal, [request], shop, day=monday, clock="11:59")[1].state is before
    found, standing = settled(deal, [request], shop, day=monday, clock="12:00")
    assert standing.state is after
    assert (found.zone is Zone.PROMISE) == (silence is Silence.YES)
    if silence is Silence.YES:
        # A yes by silence rests on what was asked, and holds ten working days from Monday: to Tuesday 12 January.
        worse = deal._replace(discount_percent=Decimal(13))
        assert settled(worse, [request], shop, day=monday, clock="12:00")[1].state is State.LAPSED
        assert settled(deal, [request], shop, day=date(2027, 1, 12))[1].state is State.ACCEPTED
        assert settled(deal, [request], shop, day=date(2027, 1, 13))[1].state is State.LAPSED


# Days that pass


@given(
    due=st.dates(TODAY + timedelta(days=14), TODAY + timedelta(days=60)),
    hours=st.decimals(0, 60, places=2),
    discount=st.integers(0, 30),
    work=st.lists(st.tuples(st.decimals(0, 70, places=2), st.integers(14, 50), st.integers(0, 30)), max_size=4),
    later=st.integers(1, 13),
)
@settings(max_examples=200)
def test_days_that_pass_never_make_an_answered_deal_worse(
    due: date, hours: Decimal, discount: int, work: list[tuple[Decimal, int, int]], later: int
) -> None:
    """The same sold work, up to 13 days on: no lapse, and no reason that was not there on the day of the answer."""
    shop = business()
    deal = FINE._replace(promised_on=due, hours={"shop": hours}, discount_percent=Decimal(discount))
    sold = [
        sold_deal(own, TODAY + timedelta(days=until), f"s{n}", won=TODAY - timedelta(days=ago))
        for n, (own, until, ago) in enumerate(work)
    ]
    assume(any(reason.zone is Zone.ASK for reason in ruled(deal, shop, sold).reasons))
    request = answered(asked(deal, shop, sold), deal, shop, sold)
    then, _ = settled(deal, [request], shop, sold)
    now, standing = settled(deal, [request], shop, sold, day=TODAY + timedelta(days=later))
    assert standing.lapses == ()
    assert SEVERITY[now.zone] <= SEVERITY[then.zone]
    assert set(measures(now)) <= set(measures(then))
    if then.zone is Zone.PROMISE:
        assert standing.state is State.ACCEPTED


def test_a_lead_time_that_was_ours_is_not_asked_about_because_days_went_by() -> None:
    """Sixteen working days on the day of the yes to the discount; three days later it would be thirteen."""
    shop = business()
    deal = FINE._replace(promised_on=date(2026, 12, 16), discount_percent=Decimal(12))
    assert measures(ruled(deal, shop)) == [Measure.DISCOUNT]
    request = answered(asked(deal, shop), deal, shop)
    friday = date(2026, 11, 27)
    assert set(measures(ruled(deal, shop, today=friday))) == {Measure.DISCOUNT, Measure.LEAD_TIME}
    assert settled(deal, [request], shop, day=friday)[0].zone is Zone.PROMISE
    # Without any answer that holds, days count as they do.
    refused = answered(asked(deal, shop), deal, shop, kind=Kind.REFUSE)
    assert set(measures(settled(deal, [refused], shop, day=friday)[0])) == {Measure.DISCOUNT, Measure.LEAD_TIME}


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "promised_on": st.dates(date(2026, 12, 8), date(2027, 3, 1)),
            "discount_percent": st.integers(0, 12).map(Decimal),
            "value": st.integers(6800, 9000).map(Decimal),
            "cost": st.integers(0, 4000).map(Decimal),
            "payment_days": st.integers(0, 30),
            "hours": st.builds(lambda n: {"shop": Decimal(n), "van": Decimal(5)}, st.integers(0, 20)),
        },
    )
)
def test_a_better_deal_keeps_its_yes(change: dict[str, Any]) -> None:
    shop = business()
    request = answered(asked(ASKED, shop), ASKED, shop)
    found, standing = settled(ASKED._replace(**change), [request], shop)
    assert found.zone is Zone.PROMISE
    assert standing.state is State.ACCEPTED


def test_the_yes_to_one_deal_is_no_yes_to_its_copy() -> None:
    shop = business(RULES)
    answered(asked(ASKED, shop), ASKED, shop)
    copy: Deal = ASKED._replace(id="2")
    assert settled(copy, [], shop)[0].zone is Zone.ASK
