"""The load of days that are over: exactly what a workload made for each of those days says."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from framework.agreement import Agreement
from framework.business import Business
from framework.capacity import PeakLoad, Workload, deal_week_load, earliest_date
from framework.catalogue import Crew, Offering
from framework.deal import Deal, Stage
from framework.past_load import PastWorkload
from framework.working_time import WorkingCalendar, monday_of

FIRST = date(2026, 2, 3)  # a Tuesday
MONDAY = date(2026, 2, 2)
TWO_WEEKS_CLOSED = [date(2026, 3, 2) + timedelta(days=n) for n in range(14)]
CALENDARS = (
    WorkingCalendar(),
    WorkingCalendar(days_off=[*TWO_WEEKS_CLOSED, date(2026, 2, 16), date(2026, 4, 3), date(2026, 4, 6)]),
    WorkingCalendar(frozenset({0, 2, 5, 6}), time(8), time(12), [date(2026, 2, 4)]),
)
CREWS = ("shop", "van", "gone")


def offerings(more: int) -> dict[str, Offering]:
    """Terms of one version; the next one takes longer in every way."""
    shop, van = Decimal(7 + more), Decimal("2.5") * (1 + more)
    return {
        "fascia": Offering("fascia", "", 15 + more, {"shop": shop, "van": van}),
        "banner": Offering("banner", "", 3 + more, {"shop": shop}),
        "survey": Offering("survey", "", None, {"van": van}),
        "blank": Offering("blank", "", 4),
    }


VERSIONS = (
    Agreement(1, FIRST - timedelta(days=500), (), offerings(0)),
    Agreement(2, FIRST + timedelta(days=20), (), offerings(2)),
)


def business(
    calendar: WorkingCalendar = CALENDARS[0],
    week_hours: dict[tuple[str, date], Decimal] | None = None,
    versions: Sequence[Agreement] = VERSIONS[:1],
) -> Business:
    return Business(
        name="Brightside Signs",
        currency="EUR",
        kind="sign shop",
        people=(),
        calendar=calendar,
        crews=(Crew("shop", "Workshop", Decimal(40)), Crew("van", "Van", Decimal("22.5"))),
        offerings=versions[-1].offerings,
        agreement=versions[-1],
        items=(),
        series=None,
        week_hours=week_hours or {},
        versions=tuple(versions),
    )


def sold(ref: str = "1", hours: str = "20", **known: object) -> Deal:
    """A deal that was won on Monday 2 February for Friday the 13th: ten working days."""
    deal = Deal(ref, ref, "Lakeside Dental", hours={"shop": Decimal(hours)}, stage=Stage.WON)
    deal = deal._replace(won_on=MONDAY, promised_on=date(2026, 2, 13))
    return deal._replace(**known)  # type: ignore[arg-type]


NEAR = st.integers(-50, 90).map(lambda n: FIRST + timedelta(days=n))
SOON = st.integers(-60, 20).map(lambda n: FIRST + timedelta(days=n))
HOURS = st.decimals(0, 60, places=2)
DEALS = st.builds(
    Deal("", "", "")._replace,
    id=st.uuids().map(str),
    offering_id=st.sampled_from([None, "fascia", "banner", "survey", "blank", "unheard of"]),
    quantity=st.sampled_from([Decimal(1), Decimal(3), Decimal("0.35")]),
    hours=st.dictionaries(st.sampled_from(CREWS), HOURS, min_size=1, max_size=3) | st.just({}),
    stage=st.sampled_from(Stage),
    promised_on=st.none() | NEAR,
    promise_given_on=st.none() | NEAR,
    won_on=st.none() | SOON,
    delivered_on=st.none() | NEAR,
    actual_hours=st.none() | HOURS,
)
# Most were won: the others must only be seen to be passed over.
WON = st.builds(
    lambda deal, stage, won, promised: deal._replace(stage=stage, won_on=won, promised_on=promised),
    DEALS,
    st.sampled_from([Stage.WON, Stage.IN_DELIVERY, Stage.DELIVERED]),
    SOON,
    NEAR,
)
WEEK_HOURS = st.dictionaries(
    st.tuples(st.sampled_from(CREWS), st.integers(-8, 14).map(lambda n: MONDAY + timedelta(weeks=n))),
    st.sampled_from([Decimal(0), Decimal(16), Decimal("60.25")]),
    max_size=4,
)
BUSINESSES = st.builds(
    business, st.sampled_from(CALENDARS), WEEK_HOURS, st.sampled_from([VERSIONS[:1], VERSIONS[1:], VERSIONS])
)


def as_of(deals: Sequence[Deal], day: date) -> list[Deal]:
    """The deals that were won before `day` and not delivered by it, as they stood then.

    Of one that is delivered without a day nobody knows until when it was sold: it is left out.
    """
    return [
        deal._replace(stage=Stage.WON, delivered_on=None, actual_hours=None)
        for deal in deals
        if deal.stage in (Stage.WON, Stage.IN_DELIVERY, Stage.DELIVERED)
        and (deal.won_on is not None and deal.won_on < day)
        and (deal.delivered_on > day if deal.delivered_on is not None else deal.stage is not Stage.DELIVERED)
    ]


@settings(max_examples=150)
@given(
    BUSINESSES, st.lists(WON | DEALS, max_size=6), st.lists(NEAR, min_size=1, max_size=6).map(sorted), DEALS, st.data()
)
def test_every_day_says_what_a_workload_of_that_day_says(
    shop: Business, deals: list[Deal], days: list[date], probe: Deal, data: st.DataObject
) -> None:
    """Every crew, every week from the day's own on; and the load of a deal, asked for, sold, or one of those in it."""
    past = PastWorkload(shop, deals, data.draw(st.sampled_from([days[0], FIRST - timedelta(days=60)])))
    for day in days:
        past.move_to(day)
        then = as_of(deals, day)
        fresh = Workload(shop, then, day)
        # Asked in any order, and the far ones first: what is kept from one question must not change the next.
        weeks = data.draw(st.permutations([monday_of(day) + timedelta(weeks=n) for n in range(-1, 24)]))
        for week in weeks:
            for crew in CREWS:
                assert past.sold(crew, week) == fresh.sold(crew, week), (crew, week)
                assert past.capacity(crew, week) == fresh.capacity(crew, week)
        asked = probe._replace(stage=Stage.OFFERED)
        for one in (asked, probe, *then):
            assert past.hours_left(one) == fresh.hours_left(one)
            assert deal_week_load(one, shop, past, day) == deal_week_load(one, shop, fresh, day)
        for one in deals:
            rest, others = past.without(one.id), fresh.without(one.id)
            assert all(rest.sold(crew, week) == others.sold(crew, week) for week in weeks[:9] for crew in CREWS)


@settings(max_examples=60)
@given(BUSINESSES, st.lists(WON, max_size=5), st.lists(NEAR, min_size=2, max_size=4).map(sorted), st.none() | NEAR)
def test_the_earliest_date_is_that_of_the_day(
    shop: Business, deals: list[Deal], days: list[date], due: date | None
) -> None:
    """The same question on each of the days: what was worked out for one is not the answer for the next."""
    past = PastWorkload(shop, deals, days[0])
    asked = sold("", "25", stage=Stage.OFFERED, won_on=None, offering_id="banner", promised_on=due)
    for day in days:
        past.move_to(day)
        fresh = Workload(shop, as_of(deals, day), day)
        assert earliest_date(asked, shop, past, day) == earliest_date(asked, shop, fresh, day)


@settings(max_examples=60)
@given(BUSINESSES, st.lists(WON, max_size=6), DEALS, NEAR)
def test_other_terms_change_the_deal_that_is_tried_and_not_what_was_sold(
    shop: Business, deals: list[Deal], probe: Deal, day: date
) -> None:
    asked = probe._replace(stage=Stage.OFFERED)
    past = PastWorkload(shop, deals, day)
    past.terms = offerings(5)
    own = past.terms.get(asked.offering_id or "")
    assert past.offering(asked) == own
    # The same deal with the hours and the lead time of the other terms, in a business that knows no others.
    other = shop._replace(
        versions=(), agreement=Agreement(0), offerings={asked.offering_id: own} if asked.offering_id and own else {}
    )
    fresh = Workload(other, (), day)
    before = Workload(shop, as_of(deals, day), day)
    fresh._sold = before._sold
    assert deal_week_load(asked, shop, past, day) == deal_week_load(asked, other, fresh, day)
    past.terms = None
    assert deal_week_load(asked, shop, past, day) == deal_week_load(asked, shop, before, day)


def test_a_deal_comes_the_day_after_it_is_won_and_goes_on_the_day_it_is_delivered() -> None:
    """20 h over ten working days, 2 h a day; delivered on Wednesday 11 February."""
    shop = business()
    done = sold(stage=Stage.DELIVERED, delivered_on=date(2026, 2, 11))
    past = PastWorkload(shop, [done], MONDAY)
    assert past.sold("shop", MONDAY) == 0, "on the day itself it is the deal that is judged"
    past.move_to(date(2026, 2, 3))
    assert [past.sold("shop", MONDAY + timedelta(weeks=n)) for n in range(3)] == [8, 10, 0]
    past.move_to(date(2026, 2, 10))
    assert [past.sold("shop", MONDAY + timedelta(weeks=n)) for n in range(3)] == [0, 8, 0]
    assert past.holds("1")
    past.move_to(date(2026, 2, 11))
    assert past.sold("shop", MONDAY + timedelta(weeks=1)) == 0 and not past.holds("1")


def test_on_the_day_it_is_due_only_the_last_day_of_a_deal_is_left_to_take_out() -> None:
    one, other = sold("1"), sold("2", "10")
    due = date(2026, 2, 13)
    rest = PastWorkload(business(), [one, other], due).without("1")
    assert [rest.sold("shop", MONDAY + timedelta(weeks=n)) for n in range(3)] == [0, 1, 0]
    late = PastWorkload(business(), [one, other], due + timedelta(days=1)).without("1")
    assert [late.sold("shop", MONDAY + timedelta(weeks=n)) for n in range(3)] == [0, 10, 0]


def test_a_deal_on_a_day_that_is_not_worked_is_not_counted_twice_either() -> None:
    """Won and promised while all is closed; somebody comes in for 40 h of that week all the same."""
    shop = business(CALENDARS[1], {("shop", date(2026, 3, 2)): Decimal(40)})
    one = sold("1", "10", won_on=date(2026, 3, 3), promised_on=date(2026, 3, 6))
    thursday = date(2026, 3, 5)
    past = PastWorkload(shop, [one, one._replace(id="2")], thursday)
    assert deal_week_load(one, shop, past, thursday) == PeakLoad(Fraction(1, 2), date(2026, 3, 2), "shop")
    friday_week = one._replace(promised_on=date(2026, 3, 13), stage=Stage.OFFERED)
    assert deal_week_load(friday_week._replace(id="3"), shop, past, thursday) == PeakLoad(
        None, date(2026, 3, 9), "shop"
    )
    assert past.without("1").sold("shop", date(2026, 3, 9)) == 0
    # The same on a Monday: it lies in the week that begins on it, and not in the one before.
    monday = PastWorkload(shop, [one._replace(promised_on=date(2026, 3, 9))], thursday)
    rest = monday.without("1")
    assert [rest.sold("shop", date(2026, 3, day)) for day in (2, 9)] == [0, 0]
    assert past.without("1").sold("shop", date(2026, 2, 23)) == 0


def test_the_same_question_has_another_answer_on_another_day() -> None:
    """30 h fit into an empty week at once, and on the next Monday, when 40 h are due that week, a week later."""
    shop = business()
    second = MONDAY + timedelta(weeks=1)
    full = sold(hours="40", won_on=second - timedelta(days=1), promised_on=second + timedelta(days=4))
    past = PastWorkload(shop, [full], MONDAY)
    asked = sold("2", "30", stage=Stage.OFFERED, won_on=None, promised_on=None)
    assert earliest_date(asked, shop, past, MONDAY) == MONDAY
    past.move_to(second)
    # Spread over all days from Monday on, nothing fits into the full week: its share of them has to be nothing.
    assert earliest_date(asked, shop, past, second) is None
    banner = asked._replace(offering_id="banner")
    assert earliest_date(banner, shop, past, second) == second + timedelta(days=10)


def test_deals_can_be_taken_in_one_by_one() -> None:
    """As the record does, which lets the window answer in between; asked too early, it knows nothing yet."""
    past = PastWorkload(business(), (), FIRST)
    assert past.sold("shop", MONDAY) == 0
    past.add(sold())
    past.add(sold("2", stage=Stage.LOST))
    past.move_to(FIRST)
    assert past.sold("shop", MONDAY) == 8
    past.move_to(date(2026, 2, 6))
    assert past.sold("shop", MONDAY) == 2


def test_what_is_overdue_lies_on_the_day_and_goes_when_it_is_delivered() -> None:
    shop = business()
    late = sold(stage=Stage.DELIVERED, delivered_on=date(2026, 2, 25))
    past = PastWorkload(shop, [late, sold("2", "5")], date(2026, 2, 13))
    second, third, fourth = (MONDAY + timedelta(weeks=n) for n in (1, 2, 3))
    assert [past.sold("shop", week) for week in (second, third)] == [Fraction(5, 2), 0]
    past.move_to(date(2026, 2, 14))
    assert [past.sold("shop", week) for week in (second, third)] == [25, 0], "a Saturday is a day as well"
    past.move_to(date(2026, 2, 24))
    assert [past.sold("shop", week) for week in (second, third, fourth)] == [0, 0, 25]
    past.move_to(date(2026, 2, 25))
    assert past.sold("shop", fourth) == 5, "the one that was never delivered is still due"


def test_a_week_without_a_working_day_holds_what_was_promised_for_it() -> None:
    shop = business(CALENDARS[1])
    closed = sold(won_on=date(2026, 2, 27), promised_on=date(2026, 3, 11), offering_id="banner")
    past = PastWorkload(shop, [closed._replace(won_on=date(2026, 3, 1))], date(2026, 3, 3))
    assert [past.sold("shop", date(2026, 3, day)) for day in (2, 9, 16)] == [0, 20, 0]
    one = sold("2", "1", stage=Stage.OFFERED, won_on=None, promised_on=date(2026, 3, 11))
    assert deal_week_load(one, shop, past, date(2026, 3, 3)) == PeakLoad(None, date(2026, 3, 9), "shop")


def test_a_deal_that_is_sold_already_is_not_counted_twice() -> None:
    """Won on Monday, promised on Wednesday: when it is judged, it is among the sold ones."""
    shop = business()
    one, other = sold("1", "36", promised_on=date(2026, 2, 6)), sold("2", "4", promised_on=date(2026, 2, 6))
    wednesday = date(2026, 2, 4)
    past = PastWorkload(shop, [one, other], wednesday)
    assert past.holds("1") and past.holds("2") and not past.holds("3")
    # 36 h over five days and 4 h over five days, three of them left; asked for anew, all 36 fall on these three.
    assert deal_week_load(one, shop, past, wednesday) == PeakLoad(Fraction(24, 40), MONDAY, "shop")
    asked = one._replace(stage=Stage.INTAKE)
    assert deal_week_load(asked, shop, past, wednesday) == PeakLoad((36 + Fraction(12, 5)) / 40, MONDAY, "shop")
    assert past.sold("shop", MONDAY) == 24, "asking takes nothing out"
    assert past.without("3") is past


def test_the_last_day_there_is_can_be_promised() -> None:
    """A year typed wrongly fills a file for ever; it must not stop the whole record."""
    shop = business()
    last = sold(promised_on=date.max, offering_id="banner")
    assert PastWorkload(shop, [last, sold("2", won_on=date.max)], FIRST).sold("shop", MONDAY) == 0
    december, week = date(9999, 12, 14), monday_of(date.max)
    past = PastWorkload(shop, [last], december)
    assert past.sold("shop", week) == Workload(shop, as_of([last], december), december).sold("shop", week) == 20
    past.move_to(date.max)
    # Its four days end on a Friday; there is no day after it on which it could be overdue.
    assert past.sold("shop", week) == Workload(shop, as_of([last], date.max), date.max).sold("shop", week) == 5
