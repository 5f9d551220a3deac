"""The owner meter: each figure against a second, naive working-out."""

import random
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from statistics import median

from framework.agreement import Decider
from framework.asking import Conditions, Facts, GivenAnswer, Kind, Request, Seat
from framework.escalation import StepDecider
from framework.owner_meter import Settled, decided_at, jumps, meter, quarter, settled, side_of
from framework.people import Function, Person
from framework.questions import Arrival
from tests.framework.asking_shop import AMSTERDAM, ANA, BEN, TODAY
from tests.framework.question_shop import LADDER, case, instant, shop

SHOP, PEOPLE = shop(), (ANA, BEN)
MONDAY = date(2026, 11, 2)


def request(
    ref: str, decides: Decider, *answers: tuple[Seat, Kind, str], by: str = "ana", day: date = MONDAY
) -> Request:
    given = tuple(
        GivenAnswer(
            f"{ref}{at}", ref, "ben", seat, kind, instant(day, clock), date.max, Facts(day), conditions=Conditions()
        )
        for at, (seat, kind, clock) in enumerate(answers)
    )
    return Request(ref, f"deal {ref}", by, instant(day, "10:00"), decides, Facts(day), (), answers=given)


def read(*requests: Request, people: tuple[Person, ...] = PEOPLE) -> list[StepDecider]:
    return [each.step for each in settled((), requests, shop(people), people, AMSTERDAM)]


def test_an_answer_counts_on_the_step_of_who_decides() -> None:
    yes = (Seat.OPERATIONS, Kind.ACCEPT, "11:00")
    assert read(request("a", Decider.OPERATIONS, yes)) == [StepDecider.EACH_ALONE]
    assert read(request("b", Decider.BOTH, yes)) == [StepDecider.TOGETHER], "Ana has spoken for Sales by asking"
    assert read(request("c", Decider.OWNER, (Seat.OWNER, Kind.ACCEPT, "11:00"))) == [StepDecider.OWNER]
    # In a shop of two the step of the leads is skipped: it counts as the one in its place.
    assert read(request("d", Decider.LEADS, yes)) == [StepDecider.TOGETHER]
    cara = Person("cara", "Cara", frozenset({Function.SALES}))
    assert read(request("e", Decider.LEADS, yes), people=(ANA, BEN, cara)) == [StepDecider.LEADS]
    nobody = (ANA._replace(owner=False), BEN)
    assert read(request("f", Decider.OWNER, yes), people=nobody) == [StepDecider.EACH_ALONE]


def test_what_is_not_answered_by_all_is_not_decided() -> None:
    assert decided_at(request("a", Decider.OPERATIONS), PEOPLE) is None
    half = request("b", Decider.BOTH, (Seat.OPERATIONS, Kind.ACCEPT, "11:00"), by="ben")
    assert decided_at(half, PEOPLE) is None
    refused = request("c", Decider.BOTH, (Seat.OPERATIONS, Kind.REFUSE, "11:00"), by="ben")
    assert decided_at(refused, PEOPLE) == instant(MONDAY, "11:00")
    asked = request("d", Decider.OPERATIONS, (Seat.OPERATIONS, Kind.ACCEPT, "11:00"))
    assert decided_at(asked._replace(withdrawn=True), PEOPLE) is None


def test_who_asked_and_how_long_it_took() -> None:
    (one,) = settled(
        [case("q", day=MONDAY, decided=MONDAY + timedelta(days=1), by="ben").question], (), SHOP, PEOPLE, AMSTERDAM
    )
    # Raised on Monday at 10:00, decided on Tuesday at 15:00: 7 hours, and 6.
    assert (one.side, one.hours, one.day) == (Function.OPERATIONS, Decimal(13), MONDAY + timedelta(days=1))
    both = Person("eve", "Eve", frozenset(Function))
    assert side_of("ana", PEOPLE) is Function.SALES
    assert side_of("eve", (both,)) is None and side_of("gone", PEOPLE) is None


def test_a_decision_late_at_night_belongs_to_the_day_of_the_shop() -> None:
    late = case("q", day=MONDAY, clock="23:30").question
    (one,) = settled([late], (), SHOP, PEOPLE, AMSTERDAM)
    assert late.decision is not None and late.decision.at.hour == 22
    assert one.day == MONDAY


def test_straight_to_the_owner_is_counted_apart_also_when_sent_back_or_dropped() -> None:
    first = case("a", jumped=True, step="owner", day=MONDAY).question
    back = case("b", None, jumped=True, step="owner", day=MONDAY).question
    back = back._replace(arrivals=(*back.arrivals, Arrival("together", instant(MONDAY, "11:00"))))
    found = jumps([first, back, case("c", day=MONDAY).question], PEOPLE, AMSTERDAM)
    assert [(each.question_id, each.side) for each in found] == [("a", Function.SALES), ("b", Function.SALES)]
    counted = meter(settled([first, back], (), SHOP, PEOPLE, AMSTERDAM), found, MONDAY, MONDAY)
    assert (counted.all, counted.owner, len(counted.jumps)) == (1, 1, 2)


def test_nothing_decided_is_none() -> None:
    empty = meter((), (), MONDAY, TODAY)
    assert empty.owner_share is empty.low_share is empty.median_hours is None
    assert [week.all for week in empty.weeks] == [0, 0, 0, 0]


def test_quarters() -> None:
    assert quarter(date(2026, 11, 24)) == (date(2026, 10, 1), date(2026, 12, 31))
    assert quarter(date(2028, 2, 29)) == (date(2028, 1, 1), date(2028, 3, 31))
    assert quarter(date(2026, 6, 30)) == (date(2026, 4, 1), date(2026, 6, 30))


def test_against_counting_one_by_one() -> None:
    draw = random.Random(3)
    for _ in range(20):
        questions = []
        for number in range(draw.randint(0, 25)):
            day = MONDAY + timedelta(days=draw.randint(-40, 40))
            step = draw.choice(LADDER).id
            over = day + timedelta(days=draw.randint(0, 9))
            questions.append(
                case(str(number), day=day, decided=over, step=step, by=draw.choice(["ana", "ben", "gone"])).question
            )
        first, last = MONDAY - timedelta(days=draw.randint(0, 30)), MONDAY + timedelta(days=draw.randint(0, 30))
        found = meter(settled(questions, (), SHOP, PEOPLE, AMSTERDAM), (), first, last)
        mine = []
        for question in questions:
            decision = question.decision
            assert decision is not None
            local = decision.at.astimezone(AMSTERDAM)
            if first <= local.date() <= last:
                mine.append((question, decision, local))
        owner = [each for each in mine if each[1].step_id == "owner"]
        assert (found.all, found.owner) == (len(mine), len(owner))
        assert found.owner_share == (Fraction(len(owner), len(mine)) if mine else None)
        assert found.low == sum(each[1].step_id in ("alone", "together") for each in mine)
        hours = [Fraction(_hours(each[0].raised_at.astimezone(AMSTERDAM), each[2])) for each in mine]
        assert found.median_hours == (median(hours) if hours else None)
        for side, who in ((Function.SALES, "ana"), (Function.OPERATIONS, "ben"), (None, "gone")):
            of = [each for each in mine if each[0].raised_by == who]
            assert found.by_side[side] == (sum(each in owner for each in of), len(of))
        by_week: dict[tuple[int, int], int] = {}
        for each in mine:
            week = each[2].isocalendar()[:2]
            by_week[week] = by_week.get(week, 0) + 1
        assert {week.monday.isocalendar()[:2]: week.all for week in found.weeks if week.all} == by_week


def _hours(begins, ends):  # type: ignore[no-untyped-def]
    """Working hours by walking over the clock in quarters of an hour."""
    count, at = 0, begins
    while at < ends:
        is_open = at.weekday() < 5 and at.date() not in SHOP.calendar.days_off and 9 <= at.hour < 17
        count += is_open
        at += timedelta(minutes=15)
    return Fraction(count, 4)


def test_settled_is_in_the_order_of_time() -> None:
    late, early = case("l", day=MONDAY, clock="15:00").question, case("e", day=MONDAY, clock="11:00").question
    found: tuple[Settled, ...] = settled([late, early], (), SHOP, PEOPLE, AMSTERDAM)
    assert [each.question_id for each in found] == ["e", "l"]
