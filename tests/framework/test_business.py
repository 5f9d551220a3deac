"""Which version of the agreement judges a deal, and with which terms of its offering."""

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from framework.agreement import Agreement, Measure, Rule
from framework.allowance import Allowance
from framework.business import Business, in_force_on
from framework.catalogue import Offering
from framework.deal import Deal, Stage, promise_day
from framework.working_time import WorkingCalendar

TODAY = date(2026, 11, 24)
SPRING, AUTUMN = date(2026, 3, 1), date(2026, 9, 1)
SLOW, FAST = Offering("fascia", "Fascia", 15), Offering("fascia", "Fascia", 10)
WRAP = Offering("wrap", "Wrap", 5)
OLD = Agreement(1, SPRING, (), {"fascia": SLOW, "wrap": WRAP})
NEW = Agreement(2, AUTUMN, (), {"fascia": FAST})


def business(versions: Sequence[Agreement], agreement: Agreement, offerings: Sequence[Offering] = ()) -> Business:
    return Business(
        name="Brightside Signs",
        currency="EUR",
        kind="sign shop",
        people=(),
        calendar=WorkingCalendar(),
        crews=(),
        offerings={offering.id: offering for offering in offerings},
        agreement=agreement,
        items=(),
        series=None,
        versions=tuple(versions),
    )


def deal(**known: object) -> Deal:
    return Deal("1", "1", "Lakeside Dental", offering_id="fascia")._replace(**known)  # type: ignore[arg-type]


SHOP = business((OLD, NEW), NEW, (FAST, WRAP._replace(retired=True), Offering("totem", "Totem", draft=True)))


def test_the_day_of_a_deal_is_when_it_was_promised_else_won_else_today() -> None:
    assert promise_day(deal(promise_given_on=SPRING, won_on=AUTUMN), TODAY) == SPRING
    assert promise_day(deal(won_on=AUTUMN), TODAY) == AUTUMN
    # When it came in and when it was delivered or lost says nothing of what was promised.
    assert promise_day(deal(created_on=SPRING, lost_on=AUTUMN, delivered_on=AUTUMN), TODAY) == TODAY


def test_a_deal_is_judged_by_the_version_in_force_on_its_day() -> None:
    assert SHOP.agreement_for(deal(), TODAY) is NEW
    assert SHOP.agreement_for(deal(), AUTUMN) is NEW
    assert SHOP.agreement_for(deal(), AUTUMN - timedelta(days=1)) is OLD
    assert SHOP.agreement_for(deal(promise_given_on=AUTUMN - timedelta(days=1), won_on=AUTUMN), TODAY) is OLD
    assert SHOP.agreement_for(deal(promise_given_on=AUTUMN), TODAY) is NEW
    assert SHOP.agreement_for(deal(won_on=SPRING, stage=Stage.WON), TODAY) is OLD
    assert SHOP.agreement_for(deal(won_on=SPRING - timedelta(days=9)), TODAY) is OLD, "before the first, the first"


def test_a_version_that_is_signed_for_later_judges_nothing_yet() -> None:
    coming = Agreement(3, TODAY + timedelta(days=7))
    shop = SHOP._replace(versions=(OLD, NEW, coming))
    assert shop.agreement_for(deal(), TODAY) is NEW
    assert shop.agreement_for(deal(), TODAY + timedelta(days=7)) is coming


def test_with_one_version_or_none_there_is_nothing_to_choose() -> None:
    draft = Agreement(0, None, (), {"fascia": FAST})
    assert business((), draft).agreement_for(deal(won_on=SPRING), TODAY) is draft
    assert business((draft,), draft).agreement_for(deal(won_on=SPRING), TODAY) is draft
    # A trial of other rules on the business of today: what is in force is what is tried.
    assert business((NEW,), draft).agreement_for(deal(), TODAY) is draft


def test_an_offering_is_as_the_version_of_the_day_has_it() -> None:
    assert SHOP.offering_of(deal(), TODAY) == FAST
    assert SHOP.offering_of(deal(won_on=SPRING), TODAY) == SLOW
    assert SHOP.offering_of(deal(offering_id="wrap", won_on=SPRING), TODAY) == WRAP


def test_an_offering_that_no_version_of_the_day_holds_is_as_it_is_known_today() -> None:
    gone = SHOP.offering_of(deal(offering_id="wrap"), TODAY)
    assert gone is not None and gone.retired
    totem = SHOP.offering_of(deal(offering_id="totem", won_on=SPRING), TODAY)
    assert totem is not None and totem.draft
    assert SHOP.offering_of(deal(offering_id="unheard of"), TODAY) is None
    assert SHOP.offering_of(deal(offering_id=None), TODAY) is None


def test_a_rule_is_found_by_its_key_in_force_before_old() -> None:
    """What a record names can be read for ever, also when the rule was struck since."""
    margin, struck = Rule("margin", Measure.MARGIN, "30 %"), Rule("struck", Measure.DISCOUNT, "5 %")
    stricter, coming = margin._replace(say="35 %"), margin._replace(say="40 %")
    old, now = OLD._replace(rules=(struck, margin)), NEW._replace(rules=(stricter,))
    later = Agreement(3, TODAY + timedelta(days=7), (coming, Rule("new", None, "a sentence")))
    shop = business((old._replace(rules=(struck._replace(say="3 %"),)), old, now, later), now)
    assert shop.rule("margin") is stricter
    assert shop.rule("struck") is struck, "as the newest version that has it says it"
    assert shop.rule("new") == later.rules[1]
    assert shop.rule("unheard of") is None and shop.rule(None) is None


def test_a_one_off_is_found_by_its_key() -> None:
    first, second = (Allowance(key, "margin", "the fair", SPRING, AUTUMN) for key in ("1", "2"))
    shop = SHOP._replace(allowances=(first, second))
    assert shop.allowance("2") is second and shop.allowance("1") is first
    assert shop.allowance("3") is None


VERSIONS = st.lists(st.none() | st.integers(-20, 20), max_size=5).map(
    lambda starts: [
        Agreement(number, None if days is None else TODAY + timedelta(days=days))
        for number, days in enumerate(starts, start=1)
    ]
)


@given(VERSIONS, st.integers(-25, 25).map(lambda n: TODAY + timedelta(days=n)))
def test_the_version_in_force_is_the_one_that_began_last(versions: list[Agreement], day: date) -> None:
    """Day after day from the beginning of time: a version that begins takes over from the one before it."""
    now = versions[0] if versions else None
    for n in range(-25, (day - TODAY).days + 1):
        for version in versions:
            if version.in_force_from == TODAY + timedelta(days=n):
                now = version
    assert in_force_on(versions, day) is now


@given(VERSIONS, *[st.none() | st.integers(-25, 0).map(lambda n: TODAY + timedelta(days=n))] * 2)
def test_every_deal_has_an_agreement(versions: list[Agreement], given_on: date | None, won_on: date | None) -> None:
    now = in_force_on(versions, TODAY) or Agreement(0)
    shop = business(versions, now, (FAST,))
    one = deal(promise_given_on=given_on, won_on=won_on)
    judged_by = shop.agreement_for(one, TODAY)
    assert judged_by is (in_force_on(versions, given_on or won_on or TODAY) or now)
    assert judged_by is shop.agreement_for(one._replace(stage=Stage.LOST, promised_on=TODAY), TODAY)
    # None of them says anything of its offering.
    assert shop.offering_of(one, TODAY) == FAST
