"""Weeks with deals that count or not and that move, against plain sums; and how long a large business takes."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from time import perf_counter

import pytest

from framework.agreement import Agreement, Measure, Rule
from framework.business import Business
from framework.capacity import Workload
from framework.catalogue import Crew, Offering
from framework.deal import Deal, Stage
from framework.week_loads import Part, WeekPlan, week_loads
from framework.working_time import DAYS_IN_WEEK, WorkingCalendar

TODAY = date(2026, 11, 23)
WEEKS = 52


def business(crews: int = 2) -> Business:
    names = [Crew(f"c{n}", f"Crew {n}", Decimal(38 + n)) for n in range(crews)]
    offerings = {
        f"o{n}": Offering(f"o{n}", f"Offering {n}", 5 + n, {crew.id: Decimal("3.25") + n for crew in names[: n + 1]})
        for n in range(crews)
    }
    rule = Rule("r", Measure.WEEK_LOAD, "", promise_limit=Decimal(85), stop_limit=Decimal(100))
    agreement = Agreement(1, rules=(rule,), in_force_from=date(2020, 1, 6), offerings=offerings)
    return Business(
        name="Shop",
        currency="EUR",
        kind="",
        people=(),
        calendar=WorkingCalendar(days_off=[date(2026, 12, 25), date(2027, 1, 1)]),
        crews=tuple(names),
        offerings=offerings,
        agreement=agreement,
        items=(),
        series=None,
        versions=(agreement,),
    )


def deals(shop: Business, count: int, stages: tuple[Stage, ...], seed: int) -> list[Deal]:
    chance, found = Random(seed), []
    for number in range(count):
        stage = chance.choice(stages)
        own = {crew.id: Decimal(chance.randrange(100, 3000)) / 100 for crew in chance.sample(shop.crews, 2)}
        found.append(
            Deal(
                id=f"{stage}-{number}",
                ref=str(number),
                client=f"Client {number}",
                offering_id=chance.choice([*shop.offerings, None]),
                hours=own if chance.random() < 0.5 else {},
                stage=stage,
                probability_percent=chance.choice([None, Decimal(10), Decimal(55), Decimal("33.33"), Decimal(100)]),
                promised_on=TODAY + timedelta(days=chance.randrange(-20, 360)) if chance.random() < 0.95 else None,
                won_on=TODAY - timedelta(days=chance.randrange(40)) if stage is Stage.WON else None,
            )
        )
    return found


OPEN = (Stage.LEAD, Stage.INTAKE, Stage.OFFERED)


@pytest.fixture(scope="module")
def shop() -> Business:
    return business()


def plan_of(shop: Business, sold: list[Deal], offered: list[Deal]) -> WeekPlan:
    plan = WeekPlan(Workload(shop, sold, TODAY), TODAY, WEEKS)
    plan.take([*offered, *sold])
    return plan


def test_a_deal_that_is_counted_out_is_as_if_it_were_not_there(shop: Business) -> None:
    sold, offered = deals(shop, 12, (Stage.WON,), 1), deals(shop, 20, OPEN, 2)
    plan = plan_of(shop, sold, offered)
    before = plan.loads()
    for deal in offered[:9]:
        plan.count(deal.id, False)
    assert not plan.counts(offered[0].id)
    assert plan.loads() == week_loads(shop, plan.workload, offered[9:], TODAY, WEEKS) != before
    for deal in offered[:9]:
        plan.count(deal.id, True)
    assert plan.loads() == before == week_loads(shop, plan.workload, offered, TODAY, WEEKS)


@pytest.mark.parametrize("is_sold", [False, True])
def test_a_deal_that_moves_leaves_its_weeks_and_comes_into_others(shop: Business, is_sold: bool) -> None:
    sold, offered = deals(shop, 12, (Stage.WON,), 1), deals(shop, 20, OPEN, 2)
    plan = plan_of(shop, sold, offered)
    before = plan.loads()
    mine = next(
        deal for deal in (sold if is_sold else offered) if deal.hours and deal.probability_percent and deal.promised_on
    )
    moved = mine._replace(promised_on=TODAY + timedelta(days=140))
    plan.move(moved)
    now_sold = [moved if deal is mine else deal for deal in sold]
    now_open = [moved if deal is mine else deal for deal in offered]
    assert plan.loads() == week_loads(shop, Workload(shop, now_sold, TODAY), now_open, TODAY, WEEKS) != before
    assert plan.deal(mine.id) == moved
    plan.move(mine)
    assert plan.loads() == before


def test_a_moved_deal_that_is_counted_out_stays_out(shop: Business) -> None:
    offered = deals(shop, 20, OPEN, 2)
    plan = plan_of(shop, [], offered)
    mine = next(deal for deal in offered if deal.hours and deal.probability_percent and deal.promised_on)
    plan.count(mine.id, False)
    plan.move(mine._replace(promised_on=TODAY + timedelta(days=70)))
    rest = [deal for deal in offered if deal is not mine]
    assert plan.loads() == week_loads(shop, plan.workload, rest, TODAY, WEEKS)


def test_the_parts_of_a_week_are_its_deals_and_add_up(shop: Business) -> None:
    sold, offered = deals(shop, 12, (Stage.WON,), 1), deals(shop, 20, OPEN, 2)
    plan = plan_of(shop, sold, offered)
    some = 0
    for load in plan.loads():
        parts = plan.parts(load.crew_id, load.week)
        names = {deal.id for deal in sold}
        assert sum(part.hours for part in parts if part.deal_id in names) == load.sold
        assert sum(part.hours * part.chance for part in parts if part.deal_id not in names) == load.likely
        assert [part.hours for part in parts] == sorted((part.hours for part in parts), reverse=True)
        some += len(parts)
    assert some > 20


def test_a_deal_without_a_chance_is_in_its_week_and_weighs_nothing(shop: Business) -> None:
    deal = Deal("d", "1", "Ana's", hours={"c0": Decimal(8)}, promised_on=TODAY)
    plan = plan_of(shop, [], [deal])
    assert plan.parts("c0", TODAY) == [Part("d", Fraction(8), Fraction(0))]
    assert plan.load("c0", TODAY).likely == 0
    assert plan.load("c0", TODAY).overload_chance == 0


def test_weeks_end_with_the_calendar(shop: Business) -> None:
    plan = WeekPlan(Workload(shop, [], TODAY), date(9999, 12, 20), 4)
    assert plan.mondays == (date(9999, 12, 20), date(9999, 12, 27))


def test_a_year_of_five_crews_and_2000_open_deals_is_worked_out_at_once() -> None:
    """Bounds are several times what it takes, as in tests/desktop/test_speed.py; 200 ms is the aim for all of it."""
    large = business(5)
    sold, offered = deals(large, 60, (Stage.WON,), 3), deals(large, 2000, OPEN, 4)
    workload = Workload(large, sold, TODAY)
    times = []
    for _ in range(3):
        started = perf_counter()
        plan = WeekPlan(Workload(large, sold, TODAY), TODAY, WEEKS)
        plan.take([*offered, *sold])
        loads = plan.loads()
        times.append(perf_counter() - started)
    assert len(loads) == 5 * WEEKS
    assert loads == week_loads(large, workload, offered, TODAY, WEEKS)
    assert sum(0.0 < load.overload_chance < 1.0 for load in loads) > 100, "the chances are there to be worked out"
    assert min(times) < 0.6, f"{min(times) * 1000:.0f} ms"
    started = perf_counter()
    mine = next(deal for deal in offered if deal.hours and deal.probability_percent and deal.promised_on)
    assert mine.promised_on is not None
    plan.move(mine._replace(promised_on=mine.promised_on + timedelta(days=DAYS_IN_WEEK)))
    plan.loads()
    assert perf_counter() - started < 0.1, "a deal that is dragged works out its own weeks alone"
