"""Capacity: where hours fall, how full weeks are, and the earliest date, against working it out day by day."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, time, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framework.agreement import Agreement, Measure, Rule, Zone
from framework.business import Business
from framework.capacity import PeakLoad, Workload, deal_week_load, earliest_date, spread, week_capacity, week_loads
from framework.catalogue import Crew, Offering
from framework.deal import Deal, Stage, estimated_hours
from framework.working_time import WorkingCalendar, monday_of

TODAY = date(2026, 11, 24)  # a Tuesday
MONDAY = date(2026, 11, 23)
LEADS = {"fascia": 15, "banner": 3, "survey": None}
CATALOGUE = {
    key: Offering(key, key, lead_time_days=lead, hours={"shop": Decimal(10)} if lead else {})
    for key, lead in LEADS.items()
}
LOAD = Rule("load", Measure.WEEK_LOAD, "", promise_limit=Decimal(85), stop_limit=Decimal(100))
LEAD = Rule("lead", Measure.LEAD_TIME, "", promise_limit=Decimal(10), stop_limit=Decimal("4.5"))
HOLIDAYS = [date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1), *(date(2027, 1, 11 + n) for n in range(5))]


def business(
    rules: Sequence[Rule] = (LOAD, LEAD),
    week_hours: dict[tuple[str, date], Decimal] | None = None,
    calendar: WorkingCalendar | None = None,
) -> Business:
    return Business(
        name="Brightside Signs",
        currency="EUR",
        kind="sign shop",
        people=(),
        calendar=calendar or WorkingCalendar(days_off=HOLIDAYS),
        crews=(Crew("shop", "Workshop", Decimal(40)), Crew("van", "Van", Decimal("22.5"))),
        offerings=CATALOGUE,
        agreement=Agreement(1, None, tuple(rules)),
        items=(),
        series=None,
        week_hours=week_hours or {},
    )


def deal(ref: str = "1", stage: Stage = Stage.OFFERED, hours: str | None = "34", **known: object) -> Deal:
    given_hours = {"shop": Decimal(hours)} if hours is not None else {}
    return Deal(ref, ref, "Lakeside Dental", stage=stage, hours=given_hours)._replace(**known)  # type: ignore[arg-type]


NEAR = st.dates(TODAY - timedelta(days=40), TODAY + timedelta(days=80))
HOURS = st.decimals(0, 60, places=2)
DEALS = st.builds(
    Deal,
    id=st.uuids().map(str),
    ref=st.just(""),
    client=st.just(""),
    offering_id=st.none() | st.sampled_from(sorted(LEADS)),
    quantity=st.integers(1, 3).map(Decimal),
    hours=st.dictionaries(st.sampled_from(["shop", "van"]), HOURS, max_size=2),
    probability_percent=st.none() | st.integers(0, 100).map(Decimal),
    stage=st.sampled_from([Stage.INTAKE, Stage.OFFERED, Stage.WON, Stage.IN_DELIVERY]),
    promised_on=st.none() | NEAR,
    won_on=st.none() | NEAR,
    actual_hours=st.none() | HOURS,
)
WEEK_HOURS = st.dictionaries(
    st.tuples(st.sampled_from(["shop", "van"]), st.integers(0, 14).map(lambda n: MONDAY + timedelta(weeks=n))),
    st.sampled_from([Decimal(0), Decimal(16), Decimal(60)]),
    max_size=4,
)
BUSINESSES = st.builds(
    business, st.sampled_from([(), (LOAD,), (LEAD,), (LOAD, LEAD), (LOAD._replace(stop_limit=None), LEAD)]), WEEK_HOURS
)


def naive_days(one: Deal, hours: Decimal, total: Decimal, calendar: WorkingCalendar) -> dict[date, Fraction]:
    """Section 5, word by word, one day at a time."""
    due = one.promised_on
    if due is None:
        return {}
    left = Fraction(hours)
    if one.actual_hours is not None and total:
        left = max(Fraction(0), left - Fraction(one.actual_hours) * Fraction(hours) / Fraction(total))
    if due < TODAY:
        return {TODAY: left}
    start = TODAY if one.is_open else (one.won_on or one.created_on or TODAY)
    lead = LEADS.get(one.offering_id or "")
    if lead is not None:
        by_lead, steps = due, lead
        while steps:
            by_lead -= timedelta(days=1)
            steps -= calendar.is_working(by_lead)
        start = max(start, by_lead)
    if one.actual_hours is not None:
        start = max(start, TODAY)
    days = [start + timedelta(days=n) for n in range((due - start).days + 1)]
    days = [day for day in days if calendar.is_working(day)]
    if not days:
        return {due: left}
    return {day: left / len(days) for day in days if day >= TODAY}


def naive_weeks(one: Deal, shop: Business) -> dict[tuple[str, date], Fraction]:
    found: dict[tuple[str, date], Fraction] = defaultdict(Fraction)
    hours = estimated_hours(one, CATALOGUE.get(one.offering_id or "")) or {}
    for crew, own in hours.items():
        for day, share in naive_days(one, own, sum(hours.values(), Decimal(0)), shop.calendar).items():
            if share:
                found[crew, monday_of(day)] += share
    return found


def naive_capacity(shop: Business, crew_id: str, monday: date) -> Fraction:
    if (crew_id, monday) in shop.week_hours:
        return Fraction(shop.week_hours[crew_id, monday])
    worked = sum(shop.calendar.is_working(monday + timedelta(days=n)) for n in range(7))
    return Fraction({"shop": Decimal(40), "van": Decimal("22.5")}[crew_id]) * worked / 5


def naive_fits(one: Deal, day: date, sold: Sequence[Deal], shop: Business, limit: Zone) -> bool:
    """Whether `one` may be promised for `day`, from nothing but the words of section 4 and 5."""
    rules = {rule.measure: rule for rule in shop.agreement.rules}
    most = Fraction(1)
    if Measure.WEEK_LOAD in rules:
        found = rules[Measure.WEEK_LOAD].promise_limit if limit is Zone.PROMISE else rules[Measure.WEEK_LOAD].stop_limit
        most = Fraction(found) / 100 if found is not None else most
    given_on = one.promise_given_on or one.won_on or TODAY
    if Measure.LEAD_TIME in rules and shop.calendar.working_days_between(given_on, day) < Decimal("4.5"):
        return False
    others: dict[tuple[str, date], Fraction] = defaultdict(Fraction)
    for other in sold:
        if other.id != one.id and other.is_sold:
            for key, hours in naive_weeks(other, shop).items():
                others[key] += hours
    mine = naive_weeks(one._replace(promised_on=day), shop)
    return all(others[key] + hours <= most * naive_capacity(shop, *key) for key, hours in mine.items())


@given(DEALS, HOURS)
def test_a_deals_hours_are_spread_once(one: Deal, hours: Decimal) -> None:
    """Nothing is lost and nothing is added: all hours of an open deal, at most what is left of a sold one."""
    shop = business()
    placed = spread(one, hours, CATALOGUE.get(one.offering_id or ""), shop.calendar, TODAY)
    assert dict(placed) == naive_days(one, hours, hours, shop.calendar)
    assert all(day >= TODAY for day, _ in placed)
    total = sum((share for _, share in placed), Fraction(0))
    left = max(Fraction(0), Fraction(hours) - Fraction(one.actual_hours or 0))
    if one.promised_on is None:
        assert placed == []
    elif one.is_open or one.actual_hours is not None or one.promised_on < TODAY:
        assert total == left
    else:
        assert 0 <= total <= left


@settings(max_examples=60, deadline=None)
@given(BUSINESSES, st.lists(DEALS, max_size=8), DEALS)
def test_sold_hours_and_the_load_of_a_deal_add_up(shop: Business, deals: list[Deal], one: Deal) -> None:
    sold = [other for other in [*deals, one] if other.is_sold]
    workload = Workload(shop, [*deals, one], TODAY)
    expected: dict[tuple[str, date], Fraction] = defaultdict(Fraction)
    for other in sold:
        for key, hours in naive_weeks(other, shop).items():
            expected[key] += hours
    for crew in shop.crews:
        for n in range(-1, 20):
            week = MONDAY + timedelta(weeks=n)
            assert workload.sold(crew.id, week) == expected[crew.id, week]
            assert workload.capacity(crew.id, week) == naive_capacity(shop, crew.id, week)
    own = naive_weeks(one, shop)
    peak = deal_week_load(one, shop, workload, TODAY)
    if not one.promised_on or (not one.hours and not CATALOGUE.get(one.offering_id or "", CATALOGUE["survey"]).hours):
        assert peak is None
        return
    others = workload.without(one.id)
    loads = {key: (naive_capacity(shop, *key), others.sold(*key) + hours) for key, hours in own.items()}
    assert peak is not None
    if any(not capacity for capacity, _ in loads.values()):
        assert peak.load is None and peak.week and not naive_capacity(shop, peak.crew_id or "", peak.week)
    else:
        assert peak.load == max((load / capacity for capacity, load in loads.values()), default=0)


@settings(max_examples=60, deadline=None)
@given(BUSINESSES, st.lists(DEALS, max_size=10), st.lists(DEALS, min_size=1, max_size=3), st.sampled_from([0, 1]))
def test_the_earliest_date_is_the_first_that_fits(
    shop: Business, sold: list[Deal], asked: list[Deal], which: int
) -> None:
    limit = (Zone.PROMISE, Zone.ASK)[which]
    sold = [other for other in sold if other.is_sold]
    workload = Workload(shop, sold, TODAY)
    for one in [*asked, *asked, *sold[:1]]:
        found = earliest_date(one, shop, workload, TODAY, limit)
        if not one.hours and not CATALOGUE.get(one.offering_id or "", CATALOGUE["survey"]).hours:
            assert found is None
            continue
        start = max(one.promised_on or TODAY, TODAY)
        days = (start + timedelta(days=n) for n in range(365))
        fits = (day for day in days if shop.calendar.is_working(day) and naive_fits(one, day, sold, shop, limit))
        assert found == next(fits, None)


@settings(max_examples=60, deadline=None)
@given(BUSINESSES, st.lists(DEALS, max_size=6), st.lists(DEALS, max_size=6))
def test_week_loads_show_sold_and_likely_apart(shop: Business, sold: list[Deal], offered: list[Deal]) -> None:
    workload = Workload(shop, sold, TODAY)
    loads = week_loads(shop, workload, offered, MONDAY, 7)
    assert [(load.week, load.crew_id) for load in loads] == [
        (MONDAY + timedelta(weeks=n), crew) for n in range(7) for crew in ("shop", "van")
    ]
    for load in loads:
        likely = Fraction(0)
        for one in offered:
            if one.is_open and one.probability_percent is not None:
                hours = naive_weeks(one, shop).get((load.crew_id, load.week), Fraction(0))
                likely += hours * Fraction(one.probability_percent) / 100
        assert load.likely == likely
        here = (load.crew_id, load.week)
        brought = (own for one in offered for crew, week, own in workload.likely(one) if (crew, week) == here)
        assert sum(brought, start=Fraction(0)) == likely
        assert load.sold == workload.sold(load.crew_id, load.week)
        assert load.over == (load.sold > load.capacity)
        if load.capacity:
            assert load.utilisation == load.sold / load.capacity
        else:
            assert load.utilisation == (None if load.sold else 0)
        assert 0 <= load.overload_chance <= 1


def test_a_holiday_takes_its_share_of_the_week() -> None:
    """40 h a week over five days; Friday 25 December is off: 32 h. A week set by hand is taken as it is."""
    shop = business(week_hours={("shop", date(2026, 12, 14)): Decimal(12)})
    assert week_capacity(shop, shop.crews[0], date(2026, 12, 21)) == 32
    assert week_capacity(shop, shop.crews[0], date(2026, 12, 14)) == 12
    assert week_capacity(shop, shop.crews[1], date(2026, 12, 14)) == Fraction(45, 2)
    assert week_capacity(shop, shop.crews[0], date(2027, 1, 11)) == 0


def test_an_open_deal_is_spread_from_today_or_by_its_lead_time() -> None:
    """Promised for Thursday 3 December: eight working days from today; three days before it with a lead time of 3."""
    one = deal(hours="16", promised_on=date(2026, 12, 3))
    calendar = WorkingCalendar()
    assert [share for _, share in spread(one, Decimal(16), None, calendar, TODAY)] == [2] * 8
    banner = spread(one, Decimal(16), CATALOGUE["banner"], calendar, TODAY)
    assert banner == [(date(2026, 11, 30) + timedelta(days=n), Fraction(4)) for n in range(4)]


def test_what_is_past_counts_as_done_unless_hours_say_otherwise() -> None:
    """Won on Friday 20 November, due on Thursday 26: five days of 4 h, two of them past."""
    one = deal(stage=Stage.WON, won_on=date(2026, 11, 20), promised_on=date(2026, 11, 26))
    calendar = WorkingCalendar()
    left = [(TODAY + timedelta(days=n), Fraction(4)) for n in range(3)]
    assert spread(one, Decimal(20), None, calendar, TODAY) == left
    assert [
        share for _, share in spread(one._replace(actual_hours=Decimal(2)), Decimal(20), None, calendar, TODAY)
    ] == [
        6,
        6,
        6,
    ]
    late = one._replace(promised_on=date(2026, 11, 20))
    assert spread(late, Decimal(20), None, calendar, TODAY) == [(TODAY, Fraction(20))]
    assert spread(late._replace(actual_hours=Decimal(30)), Decimal(20), None, calendar, TODAY) == [(TODAY, Fraction(0))]


def test_a_weekend_promise_without_working_days_is_all_on_that_day() -> None:
    saturday = date(2026, 11, 28)
    one = deal(promised_on=date(2026, 11, 29))
    assert spread(one, Decimal(6), None, WorkingCalendar(), saturday) == [(date(2026, 11, 29), Fraction(6))]


def test_actual_hours_count_for_each_crew_by_its_share() -> None:
    """30 h in the workshop and 10 h with the van, 20 h done: half is left of each."""
    one = deal(stage=Stage.WON, won_on=TODAY, promised_on=TODAY, actual_hours=Decimal(20))
    one = one._replace(hours={"shop": Decimal(30), "van": Decimal(10)})
    workload = Workload(business(), [one], TODAY)
    assert [workload.sold(crew, MONDAY) for crew in ("shop", "van")] == [15, 5]


def test_sold_work_without_a_date_is_told_apart() -> None:
    undated = deal(stage=Stage.WON, hours="12")
    workload = Workload(business(), [undated], TODAY)
    assert workload.undated_hours == 12 and workload.sold("shop", MONDAY) == 0
    assert workload.without("1").undated_hours == 0


def test_a_week_without_capacity_is_over_any_limit() -> None:
    shop = business(week_hours={("shop", MONDAY): Decimal(0)})
    one = deal(promised_on=date(2026, 11, 25))
    assert deal_week_load(one, shop, Workload(shop, [], TODAY), TODAY) == PeakLoad(None, MONDAY, "shop")
    assert deal_week_load(one._replace(hours={"gone": Decimal(1)}), shop, Workload(shop, [], TODAY), TODAY) == PeakLoad(
        None, MONDAY, "gone"
    )


def test_a_week_exactly_at_its_limit_still_fits() -> None:
    """85 % of 40 h are 34 h: they fit into this week to the minute; a hundredth more goes into the next."""
    shop = business(rules=(LOAD,))
    workload = Workload(shop, [], TODAY)
    friday = deal(offering_id="banner", hours="34", promised_on=date(2026, 11, 27))
    assert earliest_date(friday, shop, workload, TODAY) == date(2026, 11, 27)
    more = friday._replace(hours={"shop": Decimal("34.01")})
    assert earliest_date(more, shop, workload, TODAY) == date(2026, 11, 30)
    assert earliest_date(more, shop, workload, TODAY, Zone.ASK) == date(2026, 11, 27)


def test_no_date_at_all_is_said_plainly() -> None:
    shop = business()
    workload = Workload(shop, [], TODAY)
    endless = deal(offering_id="banner", hours="10000")
    assert earliest_date(endless, shop, workload, TODAY) is None
    assert earliest_date(deal(hours=None), shop, workload, TODAY) is None
    assert earliest_date(deal(stage=Stage.DELIVERED), shop, workload, TODAY) is None
    assert earliest_date(deal(promised_on=date.max), shop, workload, TODAY) == date.max
    closed = business(calendar=WorkingCalendar(days_off=[TODAY + timedelta(days=n) for n in range(400)]))
    assert earliest_date(deal(), closed, Workload(closed, [], TODAY), TODAY) is None


def test_another_day_or_another_limit_is_refused() -> None:
    shop = business()
    workload = Workload(shop, [], TODAY)
    with pytest.raises(ValueError, match="another day"):
        deal_week_load(deal(), shop, workload, MONDAY)
    with pytest.raises(ValueError, match="ASK"):
        earliest_date(deal(), shop, workload, TODAY, Zone.OFF)


def test_a_calendar_of_saturdays_counts_by_its_own_week() -> None:
    shop = business(calendar=WorkingCalendar(frozenset({5}), time(9), time(12)))
    assert week_capacity(shop, shop.crews[0], MONDAY) == 40
    assert earliest_date(deal(hours="30"), shop, Workload(shop, [], TODAY), TODAY) == date(2026, 12, 26)


@settings(max_examples=60, deadline=None)
@given(BUSINESSES, st.lists(DEALS, max_size=6), DEALS)
def test_one_more_deal_is_as_if_it_had_been_sold_from_the_start(shop: Business, deals: list[Deal], one: Deal) -> None:
    before, whole = Workload(shop, deals, TODAY), Workload(shop, [*deals, one], TODAY)
    more = before.plus(one)
    for crew in shop.crews:
        for n in range(-1, 20):
            week = MONDAY + timedelta(weeks=n)
            assert more.sold(crew.id, week) == whole.sold(crew.id, week)
            assert before.sold(crew.id, week) == Workload(shop, deals, TODAY).sold(crew.id, week), (
                "the first is as it was"
            )
    assert more.holds(one.id) == one.is_sold
    assert more.undated_hours == whole.undated_hours


def test_seen_as_on_an_earlier_day_its_hours_lie_where_they_lay() -> None:
    """18 h from Tuesday to Friday of next week, nine days: seen on Monday 30 November, 5 of 9 are still ahead."""
    shop = business()
    monday = date(2026, 11, 30)
    one = deal(hours="18", promised_on=date(2026, 12, 4))
    then, now = Workload(shop, [], TODAY), Workload(shop, [], monday)
    assert then.weeks_of(one) == ((MONDAY, Fraction(4, 9)), (monday, Fraction(5, 9)))
    assert now.weeks_of(one) == ((monday, Fraction(1)),)
    assert now.weeks_of(one, TODAY) == ((monday, Fraction(5, 9)),)
    assert now.weeks_of(one, monday) == now.weeks_of(one, monday + timedelta(days=3)) == ((monday, Fraction(1)),)
    assert deal_week_load(one, shop, now, monday, TODAY) == PeakLoad(Fraction(10, 40), monday, "shop")
    assert deal_week_load(one, shop, now, monday) == PeakLoad(Fraction(18, 40), monday, "shop")
