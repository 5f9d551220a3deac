"""Questions on the ladder: where one starts, when it is due, what the clock does, and who decides (section 7).

Instants are told on the wall clock of the shop; every due time in here was counted by hand.
"""

import itertools
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework.agreement import Decider, Measure, Zone
from framework.escalation import Step, StepDecider, on_step, skipped
from framework.intake import Reason
from framework.meeting import Series
from framework.people import Function, Person
from framework.questions import (
    Arrival,
    Decision,
    DecisionKind,
    Lack,
    Question,
    climbed,
    due,
    lacks,
    may_decide,
    next_step,
    owner_sides,
    owner_step,
    points_decided,
    points_of,
    step_for,
)
from framework.working_time import WorkingCalendar
from tests.framework.asking_shop import AMSTERDAM, ANA, BEN, CALENDAR, OPERATIONS, SALES, at

CARA, DAN = Person("cara", "Cara", SALES), Person("dan", "Dan", OPERATIONS)
OLGA = Person("olga", "Olga", owner=True)
TWO = (ANA, BEN)
MANY = (ANA._replace(owner=False), BEN, CARA, DAN, OLGA)
LADDER = tuple(
    Step(str(number), f"step {number}", decides, Decimal(hours))
    for number, (decides, hours) in enumerate(zip(StepDecider, (4, 16, 8, 16), strict=True), start=1)
)
SERIES = Series(weekday=0, starts=time(9), minutes=30, every_weeks=1, first_on=date(2026, 9, 7))
MONDAY, TUESDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 27)
OFF = Reason(Zone.OFF, rule_id="load", measure=Measure.WEEK_LOAD)


def ask(decides: Decider | None = None, rule: str = "lead") -> Reason:
    return Reason(Zone.ASK, rule_id=rule, decides=decides)


def start(*reasons: Reason, people: tuple[Person, ...] = MANY, value: Decimal | None = None) -> str | None:
    found = step_for(reasons, LADDER, people, value)
    return None if found is None else found.id


def question(*arrivals: Arrival, **known: object) -> Question:
    return Question("q", "Rush", "ana", arrivals[0].at, arrivals, **known)  # type: ignore[arg-type]


def moves(*arrivals: Arrival, now: datetime, people: tuple[Person, ...] = MANY) -> list[tuple[str, datetime]]:
    """The steps the clock brings a question to by `now`, and when."""
    found = climbed(question(*arrivals), LADDER, people, CALENDAR, SERIES, now, AMSTERDAM)
    assert all(each.by_clock and not each.who and not each.jumped for each in found)
    return [(each.step_id, each.at.astimezone(UTC)) for each in found]


# Where a question starts


@pytest.mark.parametrize(
    ("reasons", "step"),
    [
        ((), "1"),
        ((ask(),), "1"),
        ((ask(Decider.OPERATIONS),), "1"),
        ((ask(Decider.BOTH),), "2"),
        ((ask(Decider.LEADS),), "3"),
        ((ask(Decider.OWNER),), "4"),
        ((OFF,), "2"),
        ((OFF._replace(decides=Decider.OWNER),), "2"),
        # The one furthest from the deal decides for all of them.
        ((ask(Decider.BOTH), ask(Decider.LEADS), ask()), "3"),
        ((OFF, ask(Decider.LEADS)), "3"),
        ((Reason(Zone.PROMISE, decides=Decider.OWNER), Reason(Zone.OPEN, decides=Decider.OWNER)), "1"),
    ],
)
def test_it_starts_at_the_lowest_step_that_may_decide(reasons: tuple[Reason, ...], step: str) -> None:
    assert start(*reasons) == step


def test_for_a_skipped_step_the_same_people_decide_further_down() -> None:
    """In a shop of two the leads are the two: what the leads decide starts where they sit together, not before Ana."""
    assert start(ask(Decider.LEADS), people=TWO) == "2"
    assert start(ask(Decider.OWNER), people=TWO) == "4"
    both_own = (ANA, BEN._replace(owner=True))
    assert start(ask(Decider.OWNER), people=both_own) == "2"
    alone = (ANA._replace(functions=frozenset(Function)),)
    assert {start(reason, people=alone) for reason in (OFF, ask(Decider.LEADS), ask(Decider.OWNER))} == {"1"}


def test_a_step_with_nobody_on_it_gives_way() -> None:
    """Without an owner nothing may stand where nobody can ever decide it."""
    no_owner = (ANA._replace(owner=False), BEN)
    assert start(ask(Decider.OWNER), people=no_owner) == "2"
    assert start(OFF, people=(OLGA,)) == "4"
    assert start(ask(), people=()) is None
    assert step_for([ask()], (), TWO) is None


def test_a_ladder_of_one_step_takes_everything() -> None:
    only = (LADDER[1],)
    for reason in (ask(), OFF, ask(Decider.OWNER)):
        assert step_for([reason], only, TWO) == only[0]
    assert next_step("2", only, TWO) is None and owner_step(only) is None


@pytest.mark.parametrize(
    ("value", "step"), [(None, "1"), (5000, "1"), ("5000.01", "2"), (9000, "2"), ("9000.01", "4"), (10**9, "4")]
)
def test_a_deal_over_the_limit_of_a_step_starts_further_up(value: object, step: str) -> None:
    ladder = tuple(
        step._replace(money_limit=None if limit is None else Decimal(limit))
        for step, limit in zip(LADDER, (5000, 9000, None, 20000), strict=True)
    )
    found = step_for([ask()], ladder, TWO, None if value is None else Decimal(str(value)))
    assert found is not None and found.id == step


def test_a_limit_of_nothing_is_a_limit() -> None:
    ladder = (LADDER[0]._replace(money_limit=Decimal(0)), *LADDER[1:])
    found = step_for([], ladder, TWO, Decimal(1))
    assert found is not None and found.id == "2"


def test_the_rules_it_concerns_are_named_once() -> None:
    item = Reason(Zone.ASK, item_id="proof")
    passed = Reason(Zone.PROMISE, rule_id="margin")
    assert points_of((ask(), OFF, item, ask(), passed, Reason(Zone.OPEN, rule_id="x"))) == (
        "rule:lead",
        "rule:load",
        "item:proof",
    )


@given(
    st.lists(st.sampled_from(Decider), max_size=3),
    st.booleans(),
    st.lists(st.sampled_from((ANA, BEN, CARA, DAN, OLGA)), unique=True, max_size=5),
    st.none() | st.integers(0, 9).map(Decimal),
    st.lists(st.none() | st.integers(0, 9).map(Decimal), min_size=4, max_size=4),
)
def test_wherever_it_starts_somebody_can_decide(
    asked: list[Decider], off: bool, people: list[Person], value: Decimal | None, limits: list[Decimal | None]
) -> None:
    ladder = tuple(step._replace(money_limit=limit) for step, limit in zip(LADDER, limits, strict=True))
    reasons = [*map(ask, asked), *([OFF] if off else [])]
    found = step_for(reasons, ladder, people, value)
    manned = [step for step in ladder if on_step(step, people) and step.id not in skipped(ladder, people)]
    assert (found is None) == (not manned)
    if found is not None:
        assert found in manned and any(may_decide(person, found, people) for person in people)
        within = found.money_limit is None or value is None or value <= found.money_limit
        assert within or found == manned[-1]


# Moving up


def test_it_moves_past_steps_that_are_skipped_or_empty() -> None:
    def above(step: str, *people: Person) -> str | None:
        found = next_step(step, LADDER, people)
        return None if found is None else found.id

    assert [above(step, *MANY) for step in "1234"] == ["2", "3", "4", None]
    assert [above(step, *TWO) for step in "124"] == ["2", "4", None]
    assert above("2", ANA._replace(owner=False), BEN) is None, "nobody is the owner"
    assert above("3", *TWO) == "4", "it stood there before the others left"


# When it is due


@pytest.mark.parametrize(
    ("step", "arrived", "expected"),
    [
        # Four working hours, 9 to 17: on the day, over the night, over the weekend, and from the evening before.
        (1, at(MONDAY, "10:00"), at(MONDAY, "14:00")),
        (1, at(MONDAY, "15:00"), at(TUESDAY, "11:00")),
        (1, at(FRIDAY, "15:00"), at(date(2026, 11, 30), "11:00")),
        (1, at(MONDAY, "20:00"), at(TUESDAY, "13:00")),
        # Wed 23 Dec 16:00: one hour, Thu 24 Dec is a day of work: until 12:00. Thu 15:00: two hours, Christmas and the
        # weekend, then Mon 28 Dec until 11:00.
        (1, at(date(2026, 12, 23), "16:00"), at(date(2026, 12, 24), "12:00")),
        (1, at(date(2026, 12, 24), "15:00"), at(date(2026, 12, 28), "11:00")),
        # The next meeting, Mondays at 9: not the one that has just begun.
        (2, at(TUESDAY, "10:00"), at(date(2026, 11, 30), "09:00")),
        (2, at(MONDAY, "08:59"), at(MONDAY, "09:00")),
        (2, at(MONDAY, "09:00"), at(date(2026, 11, 30), "09:00")),
        (2, at(date(2026, 11, 22), "12:00"), at(MONDAY, "09:00")),
        (3, at(MONDAY, "10:00"), at(TUESDAY, "10:00")),
        (4, at(FRIDAY, "12:00"), at(date(2026, 12, 1), "12:00")),
    ],
)
def test_due_is_so_many_working_hours_or_the_next_meeting(step: int, arrived: datetime, expected: datetime) -> None:
    found = due(Arrival(str(step), arrived), LADDER[step - 1], CALENDAR, SERIES, AMSTERDAM)
    assert found == expected


def test_a_meeting_on_a_holiday_is_due_on_the_day_it_moved_to() -> None:
    """Mon 28 Dec 2026 off moves the meeting to Tuesday."""
    calendar = WorkingCalendar(days_off=[*CALENDAR.days_off, date(2026, 12, 28)])
    arrived = Arrival("2", at(date(2026, 12, 23)))
    assert due(arrived, LADDER[1], calendar, SERIES, AMSTERDAM) == at(date(2026, 12, 29), "09:00")
    late = Arrival("2", at(date(2026, 12, 29), "09:30"))
    assert due(late, LADDER[1], calendar, SERIES, AMSTERDAM) == at(date(2027, 1, 4), "09:00")


def test_the_meeting_starts_on_the_wall_clock_whatever_the_season() -> None:
    """The clocks go back on 25 Oct 2026: nine in the morning is then an hour later in UTC."""
    found = due(Arrival("2", at(date(2026, 10, 23))), LADDER[1], CALENDAR, SERIES, AMSTERDAM)
    assert found is not None and found.astimezone(UTC) == datetime(2026, 10, 26, 8, tzinfo=UTC)


def test_without_a_meeting_the_two_have_the_hours_of_the_step() -> None:
    arrived = Arrival("2", at(MONDAY, "10:00"))
    assert due(arrived, LADDER[1], CALENDAR, None, AMSTERDAM) == at(date(2026, 11, 25), "10:00")


def test_what_would_be_due_after_the_last_year_is_never_due() -> None:
    last = Arrival("1", datetime(9999, 12, 31, 16, tzinfo=UTC))
    for step in LADDER:
        for weekday in (0, 4):  # 31 Dec 9999 is a Friday
            assert due(last, step, CALENDAR, SERIES._replace(weekday=weekday), UTC) is None


# The clock


def test_the_clock_moves_it_at_the_moment_its_time_is_over() -> None:
    came = Arrival("1", at(MONDAY, "10:00"), "ana")
    assert moves(came, now=at(MONDAY, "13:59")) == []
    assert moves(came, now=at(MONDAY, "14:00")) == [("2", at(MONDAY, "14:00"))]


def test_closed_for_days_it_has_climbed_several_steps_each_in_its_time() -> None:
    came = Arrival("1", at(FRIDAY, "15:00"), "ana")
    week_later = at(date(2026, 12, 8), "08:00")
    # Mon 30 Nov 11:00 to step 2, after that morning's meeting; Mon 7 Dec 09:00 the next one begins.
    first, second = at(date(2026, 11, 30), "11:00"), at(date(2026, 12, 7), "09:00")
    assert moves(came, now=week_later) == [("2", first), ("3", second)]
    assert moves(came, now=week_later, people=TWO) == [("2", first), ("4", second)]


def test_it_never_moves_off_the_leads_or_the_owner() -> None:
    for step in ("3", "4"):
        assert moves(Arrival("1", at(MONDAY)), Arrival(step, at(TUESDAY)), now=at(date(2027, 6, 1))) == []


def test_it_stays_where_nobody_stands_above_and_once_it_is_settled() -> None:
    came, later = Arrival("1", at(MONDAY)), at(date(2027, 6, 1))
    assert [step for step, _ in moves(came, now=later, people=(ANA._replace(owner=False), BEN))] == ["2"]
    dropped = question(came, dropped_at=at(MONDAY))
    assert climbed(dropped, LADDER, MANY, CALENDAR, SERIES, later, AMSTERDAM) == ()
    decided = question(came, decision=Decision("d", "q", DecisionKind.ACCEPT, "Yes", "ana", at(MONDAY), "1"))
    assert climbed(decided, LADDER, MANY, CALENDAR, SERIES, later, AMSTERDAM) == ()
    assert climbed(question(Arrival("gone", came.at)), LADDER, MANY, CALENDAR, SERIES, later, AMSTERDAM) == ()
    assert climbed(question(came), LADDER[:1], MANY, CALENDAR, SERIES, later, AMSTERDAM) == ()


def test_what_would_come_to_a_closed_step_of_the_owner_comes_when_it_opens() -> None:
    came, opens = Arrival("2", at(MONDAY, "10:00")), at(date(2026, 12, 8), "00:00")

    def owner(now: datetime, *closed: tuple[datetime, datetime]) -> list[datetime]:
        found = climbed(question(came), LADDER, TWO, CALENDAR, SERIES, now, AMSTERDAM, closed)
        return [each.at.astimezone(UTC) for each in found]

    over, later = at(date(2026, 11, 30), "09:00"), at(date(2026, 12, 31))
    assert owner(opens - timedelta(minutes=1), (over, opens)) == []
    assert owner(opens, (over, opens)) == owner(later, (over, opens)) == [opens]
    assert owner(later, (over - timedelta(days=3), over)) == [over], "it opens at that very moment"
    assert owner(later, (over + timedelta(minutes=1), opens)) == [over], "it came before"
    again = (opens, opens + timedelta(days=14))
    assert owner(later, again, (over, opens)) == [again[1]], "one test after the other"
    # Only the owner's step is closed: with many, the leads are above.
    found = climbed(question(came), LADDER, MANY, CALENDAR, SERIES, later, AMSTERDAM, [(over, opens)])
    assert [(each.step_id, each.at) for each in found] == [("3", over)]


@given(
    st.integers(0, 365 * 24 * 60),
    st.lists(st.integers(0, 40 * 24), max_size=4),
    st.sampled_from((MANY, TWO)),
    st.integers(0, 30),
)
def test_looked_at_often_or_once_it_climbs_the_same(
    minutes: int, looks: Iterable[int], people: tuple[Person, ...], away: int
) -> None:
    """Whoever opens the file in between must not change when it came where."""
    came = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    closed = [(came + timedelta(days=away), came + timedelta(days=away + 14))]
    hours = [*sorted(looks), 40 * 24]
    seen: list[Arrival] = [Arrival("1", came)]
    for hour in hours:
        now = came + timedelta(hours=hour)
        seen += climbed(question(*seen), LADDER, people, CALENDAR, SERIES, now, AMSTERDAM, closed)
    at_once = climbed(question(seen[0]), LADDER, people, CALENDAR, SERIES, now, AMSTERDAM, closed)
    assert tuple(seen[1:]) == at_once
    assert all(one.at <= other.at <= now for one, other in itertools.pairwise(seen))


# Deciding


def test_both_sides_and_the_client_are_heard_first() -> None:
    empty = question(Arrival("2", at(MONDAY)))
    assert lacks(empty, MANY) == (Lack.SALES_WORDS, Lack.OPERATIONS_WORDS, Lack.CLIENT_VIEW)
    said = empty._replace(sales_say="They open", operations_say="The week is full", client_view="Yes")
    assert lacks(said, MANY) == ()
    for field, lack in (
        ("sales_say", Lack.SALES_WORDS),
        ("operations_say", Lack.OPERATIONS_WORDS),
        ("client_view", Lack.CLIENT_VIEW),
    ):
        assert lacks(said._replace(**{field: " \n"}), MANY) == (lack,)


def test_the_other_side_of_the_owner_speaks_first() -> None:
    empty = question(Arrival("2", at(MONDAY)))
    assert lacks(empty, TWO)[0] is Lack.OPERATIONS_WORDS and owner_sides(TWO) == {Function.SALES}
    other_way = (ANA._replace(owner=False), BEN._replace(owner=True))
    assert lacks(empty, other_way)[0] is Lack.SALES_WORDS
    assert owner_sides(MANY) == frozenset()


def test_who_stands_on_a_step_decides_there_and_nobody_else() -> None:
    def who(step: int, *people: Person) -> set[str]:
        return {each.id for each in (*MANY, *TWO) if may_decide(each, LADDER[step - 1], people)}

    assert who(1, *MANY) == who(2, *MANY) == {"ana", "ben", "cara", "dan"}
    assert who(3, *MANY) == {"ana", "ben"} and who(4, *MANY) == {"olga"}
    assert not may_decide(None, LADDER[0], MANY)
    assert not may_decide(Person("eve", "Eve", SALES), LADDER[1], MANY), "she has left"


def test_a_decision_speaks_for_what_holds_the_deal_back_by_then() -> None:
    """What was raised, and what else may be decided on that step; off the table only before the owner."""
    raised = question(Arrival("1", at(MONDAY)), points=("rule:lead",))
    held = (ask(rule="files"), ask(Decider.BOTH, "discount"), ask(Decider.OWNER, "safety"), OFF)
    assert [points_decided(raised, step, held)[1:] for step in LADDER] == [
        ("rule:files",),
        ("rule:files", "rule:discount"),
        ("rule:files", "rule:discount"),
        ("rule:files", "rule:discount", "rule:safety", "rule:load"),
    ]
    assert points_decided(raised, LADDER[3], (Reason(Zone.OPEN, rule_id="x"), ask())) == ("rule:lead",)
