"""The checklist and the verdict: the worst of its reasons, and an open question is never a yes."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framework.agreement import (
    HIGHER_IS_BETTER,
    SEVERITY,
    Agreement,
    Decider,
    Measure,
    Rule,
    Zone,
    effective_rules,
    worst,
)
from framework.allowance import Allowance
from framework.business import Business
from framework.capacity import Workload, earliest_date
from framework.catalogue import Crew, Offering
from framework.checklist import Answer, ChecklistItem, ItemAnswer, Needed, Section
from framework.deal import Deal, Stage
from framework.intake import (
    Reason,
    Verdict,
    follow_answer,
    items_for,
    items_for_any,
    items_for_paper,
    progress,
    verdict,
)
from framework.working_time import WorkingCalendar

TODAY = date(2026, 11, 24)
FASCIA = Offering("fascia", "Illuminated fascia", 15, {"shop": Decimal(34)}, Decimal(6800), Decimal(4000))
BEFORE = Needed.BEFORE_PROMISE
LIMITS = {
    Measure.LEAD_TIME: ("15", "5"),
    Measure.MARGIN: ("30", "10"),
    Measure.DISCOUNT: ("5", "20"),
    Measure.WEEK_LOAD: ("85", "100"),
    Measure.DEAL_VALUE: ("5000", "20000"),
    Measure.CUSTOM_PARTS: ("0", "5"),
    Measure.PAYMENT_DAYS: ("30", "60"),
}
RULES = tuple(
    Rule(f"r-{measure}", measure, "", promise_limit=Decimal(promise), stop_limit=Decimal(stop))
    for measure, (promise, stop) in LIMITS.items()
)
SURVEY = Rule("survey", None, "a firm date before the survey", zone=Zone.OFF, decides=Decider.OWNER)
FINE = Deal(
    "1",
    "1",
    "Lakeside Dental",
    offering_id="fascia",
    value=Decimal(5000),
    cost=Decimal(3000),
    discount_percent=Decimal(5),
    custom_parts=0,
    payment_days=30,
    stage=Stage.OFFERED,
    promised_on=date(2027, 1, 29),
)


def item(ref: str, **known: object) -> ChecklistItem:
    return ChecklistItem(ref, Section.FEASIBILITY, ref)._replace(**known)  # type: ignore[arg-type]


def business(rules: Sequence[Rule] = RULES, items: Sequence[ChecklistItem] = ()) -> Business:
    return Business(
        name="Brightside Signs",
        currency="EUR",
        kind="sign shop",
        people=(),
        calendar=WorkingCalendar(),
        crews=(Crew("shop", "Workshop", Decimal(40)),),
        offerings={"fascia": FASCIA, "banner": Offering("banner", "Banner")},
        agreement=Agreement(1, None, tuple(rules)),
        items=tuple(items),
        series=None,
    )


def allowance(rule_id: str, **known: object) -> Allowance:
    """For every client and as far as it may be, from a week ago to a week from now."""
    week = timedelta(days=7)
    return Allowance("fair", rule_id, "the fair", TODAY - week, TODAY + week)._replace(**known)  # type: ignore[arg-type]


def judge(shop: Business, one: Deal = FINE, given: Mapping[str, Answer] | None = None) -> Verdict:
    answers = {ref: ItemAnswer(ref, answer) for ref, answer in (given or {}).items()}
    return verdict(one, answers, shop, Workload(shop, (), TODAY), TODAY)


def test_a_deal_within_every_rule_may_be_promised() -> None:
    found = judge(business())
    assert found.zone is Zone.PROMISE and found.reasons == ()
    assert [reason.measure for reason in found.passed] == list(LIMITS)
    assert [str(reason.value) for reason in found.passed[:3]] == ["48", "40", "5"]


def test_every_reason_is_listed_worst_first() -> None:
    """Ten days where ours is fifteen is to be asked; a discount of 25 % is off; the price is not known."""
    found = judge(business(), FINE._replace(promised_on=date(2026, 12, 8), discount_percent=Decimal(25), value=None))
    assert found.zone is Zone.OFF
    assert [(reason.zone, reason.measure) for reason in found.reasons] == [
        (Zone.OFF, Measure.DISCOUNT),
        (Zone.ASK, Measure.LEAD_TIME),
        (Zone.OPEN, Measure.MARGIN),
        (Zone.OPEN, Measure.DEAL_VALUE),
    ]
    off, ask, margin, _ = found.reasons
    assert (off.value, off.limit) == (Decimal(25), Decimal(20))
    assert ask == Reason(
        Zone.ASK,
        Measure.LEAD_TIME,
        value=Decimal(10),
        limit=Decimal(15),
        rule_id="r-lead_time",
        decides=Decider.OPERATIONS,
        answer_hours=Decimal(8),
    )
    assert (margin.missing, margin.value, margin.limit) == ("value", None, Decimal(30))


def test_a_full_week_says_which_week_and_exactly_at_the_limit_is_fine() -> None:
    """34 h of 40 are 85 %; the week of 23 November is the one."""
    near = FINE._replace(promised_on=date(2026, 11, 27))
    shop = business([RULES[3]])
    assert judge(shop, near).zone is Zone.PROMISE
    found = judge(shop, near._replace(hours={"shop": Decimal("34.001")})).reasons[0]
    assert (found.zone, found.value, found.week, found.crew_id) == (
        Zone.ASK,
        Decimal("85.01"),
        date(2026, 11, 23),
        "shop",
    )
    nobody = judge(shop, near._replace(hours={"gone": Decimal(1)})).reasons[0]
    assert (nobody.zone, nobody.value, nobody.no_capacity) == (Zone.OFF, None, True)


@pytest.mark.parametrize(
    ("asked", "answer", "zone"),
    [
        (item("q", no_means=Zone.OFF), Answer.NO, Zone.OFF),
        (item("q", no_means=Zone.ASK), Answer.NO, Zone.ASK),
        (item("q"), Answer.NO, Zone.PROMISE),
        (item("q", no_means=Zone.OFF), Answer.YES, Zone.PROMISE),
        (item("q", yes_means=Zone.OFF, needed=BEFORE), Answer.YES, Zone.OFF),
        (item("q", yes_means=Zone.PROMISE), Answer.YES, Zone.PROMISE),
        (item("q", no_means=Zone.OFF, needed=BEFORE, unknown_means=Zone.ASK), Answer.UNKNOWN, Zone.ASK),
        (item("q", unknown_means=Zone.OFF), Answer.UNKNOWN, Zone.OFF),
        (item("q", no_means=Zone.OFF, needed=BEFORE), Answer.UNKNOWN, Zone.PROMISE),
        (item("q", no_means=Zone.OFF), Answer.UNKNOWN, Zone.PROMISE),
        (item("q", no_means=Zone.OFF, needed=BEFORE), Answer.NOT_APPLICABLE, Zone.PROMISE),
        (item("q", needed=BEFORE), None, Zone.OPEN),
        (item("q", no_means=Zone.OFF, needed=Needed.BEFORE_HANDOVER), None, Zone.PROMISE),
    ],
)
def test_what_an_answer_leads_to(asked: ChecklistItem, answer: Answer | None, zone: Zone) -> None:
    found = judge(business((), [asked]), given={"q": answer} if answer else {})
    assert found.zone is zone
    assert [reason.item_id for reason in found.reasons] == ([] if zone is Zone.PROMISE else ["q"])


def test_a_sentence_of_the_agreement_is_asked_once() -> None:
    own = items_for(FINE, business([SURVEY]), TODAY)
    assert [(i.id, i.section, i.needed, i.yes_means, i.say) for i in own] == [
        ("rule:survey", Section.DEVIATIONS, BEFORE, Zone.OFF, SURVEY.say)
    ]
    # An item that asks the other way round keeps its words, and leads where the rule leads.
    said = item("q", rule_id="survey", no_means=Zone.ASK)
    assert items_for(FINE, business([SURVEY], [said]), TODAY) == (said._replace(no_means=Zone.OFF),)
    found = judge(business([SURVEY]), given={"rule:survey": Answer.YES})
    assert found.reasons == (
        Reason(Zone.OFF, None, rule_id="survey", item_id="rule:survey", decides=Decider.OWNER, answer_hours=Decimal(8)),
    )
    assert judge(business([SURVEY])).zone is Zone.OPEN


def test_an_item_follows_its_rule_through_the_versions() -> None:
    asks = item("q", say="The words of version 1", rule_id="survey", yes_means=Zone.ASK)
    (asked,) = items_for(FINE, business([SURVEY], [asks]), TODAY)
    assert (asked.say, asked.yes_means) == (SURVEY.say, Zone.OFF)
    assert items_for(FINE, business([], [asks]), TODAY) == (), "a rule that was struck is not asked any more"
    assert items_for_any(business([], [asks])) == ()
    assert items_for_any(business([SURVEY], [asks])) == (asked,)
    assert [each.id for each in items_for_any(business([SURVEY]))] == ["rule:survey"]


def test_an_item_that_only_names_its_rule_leads_where_the_rule_leads() -> None:
    assert items_for(FINE, business([SURVEY], [item("q", rule_id="survey")]), TODAY)[0].yes_means is Zone.OFF


def test_items_and_sentences_are_asked_of_their_offerings_only() -> None:
    for_banner = item("b", offering_ids=frozenset({"banner"}))
    about_banner = SURVEY._replace(offering_id="banner")
    asks = item("q", rule_id="survey")
    shop = business([about_banner], [for_banner, asks])
    assert items_for(FINE, shop, TODAY) == ()
    assert [i.id for i in items_for(FINE._replace(offering_id="banner"), shop, TODAY)] == ["b", "q"]
    # An item for some offerings says where its rule is asked: not here, and not by a line of its own either.
    narrow = item("n", rule_id="survey", offering_ids=frozenset({"banner"}))
    assert items_for(FINE, business([SURVEY], [narrow]), TODAY) == ()


def test_items_that_follow_a_figure_add_no_reason_of_their_own() -> None:
    lead, load = item("lead", follows="lead_time", needed=BEFORE, no_means=Zone.OFF), item("load", follows="week_load")
    known = item("known", follows="catalogue", no_means=Zone.ASK)
    shop = business([RULES[0]], [lead, load, known])
    fine, soon = judge(shop), judge(shop, FINE._replace(promised_on=date(2026, 12, 8)))
    undated = judge(shop, FINE._replace(promised_on=None))
    assert [follow_answer(lead, FINE, found) for found in (fine, soon, undated)] == [Answer.YES, Answer.NO, None]
    assert [len(found.reasons) for found in (fine, soon, undated)] == [0, 1, 1]
    assert soon.zone is Zone.ASK
    # No rule looks at the load, so nothing answers its item.
    assert follow_answer(load, FINE, fine) is None and follow_answer(item("q"), FINE, fine) is None
    assert follow_answer(known, FINE, fine) is Answer.YES
    other = FINE._replace(offering_id=None)
    assert follow_answer(known, other, fine) is Answer.NO
    assert judge(shop, other).reasons == (Reason(Zone.ASK, item_id="known"),)
    assert progress((lead, load, known, item("q"), item("p")), {"q": ItemAnswer("q", Answer.UNKNOWN)}, FINE, fine) == (
        3,
        5,
    )


def test_a_one_off_lets_a_deal_pass_one_rule_and_says_so() -> None:
    """25 % are off the table and ten days are to be asked; the fair allows 25 %."""
    shop = business(RULES[:3])._replace(allowances=(allowance("r-discount", limit=Decimal(25)),))
    one = FINE._replace(promised_on=date(2026, 12, 8), discount_percent=Decimal(25))
    found = judge(shop, one)
    assert found.zone is Zone.ASK
    assert [(reason.measure, reason.allowance_id) for reason in found.reasons] == [(Measure.LEAD_TIME, None)]
    assert [(r.measure, r.zone, r.value, r.allowance_id) for r in found.passed] == [
        (Measure.MARGIN, Zone.PROMISE, Decimal(40), None),
        (Measure.DISCOUNT, Zone.PROMISE, Decimal(25), "fair"),
    ]
    over = judge(shop, one._replace(discount_percent=Decimal("25.1")))
    assert over.zone is Zone.OFF and {reason.allowance_id for reason in over.reasons} == {None}


def test_a_one_off_holds_on_the_day_of_the_deal() -> None:
    """What was promised while it held stays promised; a deal that comes later is judged by the rule again."""
    fair = allowance("r-discount", from_day=date(2026, 11, 1), until=date(2026, 11, 20))
    shop = business([RULES[2]])._replace(allowances=(fair,))
    one = FINE._replace(discount_percent=Decimal(12))
    assert judge(shop, one).zone is Zone.ASK
    for day, zone in ((1, Zone.PROMISE), (20, Zone.PROMISE), (21, Zone.ASK)):
        assert judge(shop, one._replace(promise_given_on=date(2026, 11, day))).zone is zone
        assert judge(shop, one._replace(won_on=date(2026, 11, day), stage=Stage.WON)).zone is zone
    assert judge(shop, one._replace(promise_given_on=date(2026, 10, 31), won_on=date(2026, 11, 9))).zone is Zone.ASK


def test_a_one_off_lets_a_sentence_pass_and_no_question_beside_it() -> None:
    asks, own = item("q", rule_id="survey"), item("own", no_means=Zone.ASK)
    shop = business([SURVEY], [asks, own])._replace(allowances=(allowance("survey", client=FINE.client),))
    found = judge(shop, given={"q": Answer.YES, "own": Answer.NO})
    assert (found.zone, [reason.item_id for reason in found.reasons]) == (Zone.ASK, ["own"])
    assert [(reason.item_id, reason.allowance_id) for reason in found.passed] == [("q", "fair")]
    assert judge(shop, FINE._replace(client="Marina"), {"q": Answer.YES, "own": Answer.YES}).zone is Zone.OFF
    # Nobody knows yet: that is to be asked, and the one-off answers it. An open question stays open.
    unsure = item("q", rule_id="survey", needed=BEFORE)
    shop = business([SURVEY], [unsure])._replace(allowances=shop.allowances)
    assert judge(shop, given={"q": Answer.UNKNOWN}).zone is Zone.PROMISE
    assert judge(shop).zone is Zone.OPEN


def test_a_one_off_is_no_figure() -> None:
    shop = business([RULES[1], RULES[3]])
    shop = shop._replace(allowances=(allowance("r-margin"), allowance("r-week_load", limit=Decimal(300))))
    found = judge(shop, FINE._replace(value=None))
    assert [(r.zone, r.missing, r.allowance_id) for r in found.reasons] == [(Zone.OPEN, "value", None)]
    # A week without capacity is over any limit, also over one that is eased.
    nobody = FINE._replace(hours={"gone": Decimal(1)})
    assert judge(shop, nobody).zone is Zone.OFF
    assert judge(shop._replace(allowances=(allowance("r-week_load"),)), nobody).zone is Zone.PROMISE


SUMMER, AUTUMN = date(2026, 6, 1), date(2026, 11, 2)
FIRST_TERMS = FASCIA._replace(lead_time_days=5, hours={"shop": Decimal(20)}, unit_cost=Decimal(3000))
FIRST = Agreement(
    1,
    SUMMER,
    (
        RULES[0]._replace(promise_limit=Decimal(8), stop_limit=Decimal(2)),
        RULES[1],
        RULES[3],
        SURVEY._replace(zone=Zone.ASK, say="a date before the survey"),
    ),
    {"fascia": FIRST_TERMS},
)
SECOND = Agreement(2, AUTUMN, (RULES[0], RULES[1], RULES[3], SURVEY), {"fascia": FASCIA})


def two_versions() -> Business:
    return business()._replace(agreement=SECOND, versions=(FIRST, SECOND), offerings=SECOND.offerings)


def test_a_promised_deal_is_judged_by_the_version_of_its_day() -> None:
    """Offered on Friday 30 October for ten working days later, by the first version; the second came on Monday."""
    friday, monday = AUTUMN - timedelta(days=3), AUTUMN
    shop = two_versions()
    # Costs as in the catalogue of the day: 3,000 of 4,000 are a margin of 25 %, 4,000 are none at all.
    one = FINE._replace(promised_on=date(2026, 11, 13), promise_given_on=friday, value=Decimal(4000), cost=None)
    answered = {"rule:survey": Answer.YES}
    found = judge(shop, one._replace(won_on=monday, stage=Stage.WON), answered)
    assert [(reason.zone, reason.rule_id, reason.value, reason.limit) for reason in found.reasons] == [
        (Zone.ASK, "r-margin", Decimal(25), Decimal(30)),
        (Zone.ASK, "survey", None, None),
    ]
    assert found.passed[0] == Reason(
        Zone.PROMISE,
        Measure.LEAD_TIME,
        Decimal(10),
        Decimal(8),
        rule_id="r-lead_time",
        decides=Decider.OPERATIONS,
        answer_hours=Decimal(8),
    )
    later = judge(shop, one._replace(promise_given_on=monday), answered)
    assert [(reason.zone, reason.rule_id, reason.value, reason.limit) for reason in later.reasons] == [
        (Zone.OFF, "r-margin", Decimal(0), Decimal(10)),
        (Zone.OFF, "survey", None, None),
        (Zone.ASK, "r-lead_time", Decimal(9), Decimal(15)),
    ]


def test_a_promised_deal_is_asked_the_sentences_of_its_day() -> None:
    shop = two_versions()
    promised = FINE._replace(promise_given_on=AUTUMN - timedelta(days=1))
    (then,), (now,) = items_for(promised, shop, TODAY), items_for(FINE, shop, TODAY)
    assert (then.say, then.yes_means) == ("a date before the survey", Zone.ASK)
    assert (now.say, now.yes_means) == (SURVEY.say, Zone.OFF)
    # A blank sheet asks what is in force today.
    assert items_for_any(shop) == (now,)
    assert items_for_paper(shop, None, TODAY) == (now,)
    assert items_for_paper(shop, promised, TODAY) == (then,)


def test_the_hours_and_the_lead_time_of_an_offering_are_those_of_the_version_of_the_day() -> None:
    shop = two_versions()
    load = shop._replace(
        agreement=SECOND._replace(rules=(RULES[3],)),
        versions=(FIRST._replace(rules=(RULES[3],)), SECOND._replace(rules=(RULES[3],))),
    )
    # Due this Friday, all of it falls on the four days left of this week: 34 h of 40, or 20 h by the first version.
    near = FINE._replace(promised_on=date(2026, 11, 27))
    assert judge(load, near).passed[0].value == 85
    assert judge(load, near._replace(promise_given_on=SUMMER)).passed[0].value == 50
    # Two pieces due on Monday 7 December: 68 h over ten working days from today on, or 40 h over the last six.
    far = FINE._replace(promised_on=date(2026, 12, 7), quantity=Decimal(2))
    now, then = judge(load, far), judge(load, far._replace(promise_given_on=SUMMER))
    assert [(reason.value, reason.week) for reason in now.passed] == [(Decimal(85), date(2026, 11, 30))]
    assert [(reason.value, reason.week) for reason in then.passed] == [(Decimal("83.33"), date(2026, 11, 30))]


def test_the_limits_to_keep_are_those_of_the_version_of_the_day() -> None:
    """Lead time may be 2 days by the first version and 5 by the second, a week full to 60 % and to 85 %."""
    first = FIRST._replace(rules=(*FIRST.rules, Rule("l", Measure.WEEK_LOAD, "", "fascia", Decimal(60), Decimal(90))))
    shop = two_versions()._replace(versions=(first, SECOND))
    workload = Workload(shop, (), TODAY)
    promised = FINE._replace(promise_given_on=SUMMER, promised_on=None)
    # Asked in turn: what is kept for one version must not answer for the other.
    for _ in range(2):
        assert workload.limits(promised, Zone.PROMISE) == (Fraction(60, 100), 2)
        assert workload.limits(FINE, Zone.PROMISE) == (Fraction(85, 100), 5)
        assert workload.limits(promised, Zone.ASK) == (Fraction(90, 100), 2)
        assert workload.limits(promised._replace(offering_id="banner"), Zone.PROMISE) == (Fraction(85, 100), 2)
        assert workload.limits(None, Zone.ASK) == (Fraction(100, 100), 5)
        assert workload.without("x").limits(promised, Zone.ASK) == (Fraction(90, 100), 2)
    # 20 h by the first version, 34 h by the second: 60 and 85 % of a week of 40 h take 24 and 34.
    today = FINE._replace(promised_on=None, promise_given_on=TODAY)
    assert earliest_date(today, shop, workload, TODAY) == date(2026, 12, 1)
    before = promised._replace(promise_given_on=AUTUMN - timedelta(days=1))
    assert earliest_date(before, shop, workload, TODAY) == TODAY
    assert workload.offering(before) == FIRST_TERMS and workload.offering(today) == FASCIA


OFFERED = st.builds(
    FINE._replace,
    offering_id=st.sampled_from([None, "fascia", "banner"]),
    value=st.none() | st.decimals(0, 25_000, places=2),
    cost=st.none() | st.decimals(0, 20_000, places=2),
    discount_percent=st.none() | st.decimals(0, 40, places=1),
    hours=st.just({}) | st.decimals(0, 90, places=1).map(lambda hours: {"shop": hours}),
    custom_parts=st.none() | st.integers(0, 8),
    payment_days=st.none() | st.integers(0, 90),
    promised_on=st.none() | st.dates(TODAY - timedelta(days=5), TODAY + timedelta(days=60)),
)
ZONES = st.none() | st.sampled_from([Zone.PROMISE, Zone.ASK, Zone.OFF])
ITEMS = st.lists(
    st.builds(
        ChecklistItem,
        id=st.integers(0, 9).map(str),
        section=st.sampled_from(Section),
        say=st.just(""),
        needed=st.sampled_from(Needed),
        no_means=ZONES,
        yes_means=ZONES,
        follows=st.none() | st.sampled_from(["catalogue", *Measure]),
    ),
    max_size=6,
    unique_by=lambda one: one.id,
)
ANSWERS = st.dictionaries(st.integers(0, 9).map(str) | st.just("rule:survey"), st.sampled_from(Answer), max_size=6)
AGREED = st.lists(st.sampled_from([*RULES, SURVEY]), unique=True)


@settings(deadline=None)
@given(AGREED, ITEMS, ANSWERS, OFFERED)
def test_a_verdict_is_the_worst_of_its_reasons_and_none_is_lost(
    rules: list[Rule], items: list[ChecklistItem], given_answers: dict[str, Answer], one: Deal
) -> None:
    shop = business(rules, items)
    found = judge(shop, one, given_answers)
    assert found.zone is worst(reason.zone for reason in found.reasons)
    assert all(reason.zone is not Zone.PROMISE for reason in found.reasons)
    assert all(reason.zone is Zone.PROMISE for reason in found.passed)
    order = [SEVERITY[reason.zone] for reason in found.reasons]
    assert order == sorted(order, reverse=True)
    judged = [reason.rule_id for reason in (*found.reasons, *found.passed) if reason.measure]
    measured = [rule.id for rule in effective_rules(shop.agreement, one.offering_id) if rule.measure]
    assert sorted(judged, key=str) == sorted(measured)
    for reason in (*found.reasons, *found.passed):
        if reason.measure:
            assert (reason.missing is not None) == (reason.zone is Zone.OPEN)
    unanswered = {
        one_item.id
        for one_item in items_for(one, shop, TODAY)
        if one_item.needed is BEFORE and one_item.follows is None and one_item.id not in given_answers
    }
    assert unanswered == {reason.item_id for reason in found.reasons if reason.item_id and reason.zone is Zone.OPEN}
    if unanswered or any(reason.missing for reason in found.reasons):
        assert found.zone is not Zone.PROMISE


ALLOWANCES = st.lists(
    st.builds(
        allowance,
        rule_id=st.sampled_from([*(rule.id for rule in RULES), "survey"]),
        id=st.uuids().map(str),
        from_day=st.integers(-10, 5).map(lambda n: TODAY + timedelta(days=n)),
        until=st.integers(-5, 10).map(lambda n: TODAY + timedelta(days=n)),
        client=st.sampled_from([None, FINE.client, "Marina"]),
        limit=st.none() | st.decimals(0, 120, places=1),
    ),
    max_size=4,
)


@given(AGREED, ANSWERS, OFFERED, ALLOWANCES, st.none() | st.integers(-9, 0).map(lambda n: TODAY + timedelta(days=n)))
def test_a_one_off_takes_away_just_the_reasons_it_is_about(
    rules: list[Rule], answers: dict[str, Answer], one: Deal, allowances: list[Allowance], given_on: date | None
) -> None:
    one = one._replace(promise_given_on=given_on)
    shop = business(rules)
    plain, eased = judge(shop, one, answers), judge(shop._replace(allowances=tuple(allowances)), one, answers)
    day = given_on or TODAY

    def allows(each: Allowance, reason: Reason) -> bool:
        if each.rule_id != reason.rule_id or not each.from_day <= day <= each.until or each.client == "Marina":
            return False
        if reason.measure is None or each.limit is None:
            return True
        if reason.value is None:
            return False
        return reason.value >= each.limit if reason.measure in HIGHER_IS_BETTER else reason.value <= each.limit

    stays, goes = [], {}
    for reason in plain.reasons:
        by = [each.id for each in allowances if allows(each, reason)]
        if by and reason.zone is not Zone.OPEN:
            goes[reason.rule_id, reason.item_id] = by[0]
        else:
            stays.append(reason)
    assert list(eased.reasons) == stays
    assert {(r.rule_id, r.item_id): r.allowance_id for r in eased.passed if r.allowance_id} == goes
    assert len(eased.passed) == len(plain.passed) + len(goes)
    assert SEVERITY[eased.zone] <= SEVERITY[plain.zone]


@settings(deadline=None)
@given(OFFERED, st.sampled_from(Measure), st.integers(1, 30))
def test_a_better_fact_never_gets_a_worse_verdict(one: Deal, measure: Measure, by: int) -> None:
    """More time, a higher price for the same cost, a smaller discount, fewer hours, a cheaper deal, and so on."""
    shop = business([rule for rule in RULES if rule.measure is measure])
    match measure:
        case Measure.LEAD_TIME if one.promised_on:
            better = one._replace(promised_on=one.promised_on + timedelta(days=by))
        case Measure.MARGIN if one.value:
            better = one._replace(value=one.value + by)
        case Measure.DISCOUNT if one.discount_percent is not None:
            better = one._replace(discount_percent=one.discount_percent - by)
        case Measure.DISCOUNT if one.value is not None:
            better = one._replace(value=one.value + by)
        case Measure.WEEK_LOAD if one.hours:
            better = one._replace(hours={"shop": max(Decimal(0), one.hours["shop"] - by)})
        case Measure.DEAL_VALUE if one.value is not None:
            better = one._replace(value=one.value - by)
        case Measure.CUSTOM_PARTS if one.custom_parts is not None:
            better = one._replace(custom_parts=max(0, one.custom_parts - by))
        case Measure.PAYMENT_DAYS if one.payment_days is not None:
            better = one._replace(payment_days=one.payment_days - by)
        case _:
            better = one
    assert SEVERITY[judge(shop, better).zone] <= SEVERITY[judge(shop, one).zone]
