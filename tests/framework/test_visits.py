"""When a visit is due again, who visits what, and what waits (framework.md section 10), worked out by hand."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework.people import Function, Person
from framework.visits import (
    EVERY_DAYS,
    Became,
    DueStep,
    Learned,
    Visit,
    VisitKind,
    VisitState,
    due_visits,
    hosts_for,
    kinds_for,
    last_visit_on,
    meeting_news,
    state_of,
    turns,
)

TODAY = date(2026, 11, 23)
SALES, OPERATIONS = frozenset({Function.SALES}), frozenset({Function.OPERATIONS})
ANA = Person("ana", "Ana", SALES)
BEN = Person("ben", "Ben", OPERATIONS)
CLEO = Person("cleo", "Cleo", SALES | OPERATIONS)
BOSS = Person("boss", "Boss", SALES, owner=True)
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def visit(key: str, person: str, planned: date, **known: object) -> Visit:
    return Visit(key, person, VisitKind.DELIVERY, planned)._replace(**known)  # type: ignore[arg-type]


def test_each_side_visits_the_other_and_who_is_on_both_either() -> None:
    assert kinds_for(ANA) == (VisitKind.DELIVERY, VisitKind.SUPPORT)
    assert kinds_for(BEN) == (VisitKind.SALES_CALL,)
    for either in (CLEO, BOSS, Person("x", "X", owner=True)):
        assert set(kinds_for(either)) == set(VisitKind)
    people = (ANA, BEN, CLEO)
    assert hosts_for(people, "ana", VisitKind.SUPPORT) == (BEN, CLEO)
    assert hosts_for(people, "cleo", VisitKind.SALES_CALL) == (ANA,)


def test_a_visit_stands_where_its_days_say() -> None:
    assert state_of(visit("1", "ana", ago(-1)), TODAY) is VisitState.PLANNED
    assert state_of(visit("1", "ana", TODAY), TODAY) is VisitState.TO_WRITE
    assert state_of(visit("1", "ana", ago(3), done_on=ago(3)), TODAY) is VisitState.DONE
    assert state_of(visit("1", "ana", ago(3), called_off_at=AT), TODAY) is VisitState.CALLED_OFF


@pytest.mark.parametrize(("days", "due"), [(90, False), (91, True), (92, True)])
def test_a_visit_is_due_a_quarter_after_the_last_one(days: int, due: bool) -> None:
    done = [visit("1", "ana", ago(days), done_on=ago(days))]
    waits = due_visits((ANA, BEN), done, {"ben": 0}, {}, TODAY)
    assert [each.person_id for each in waits] == (["ana"] if due else [])
    if due:
        assert waits[0].step is DueStep.PLAN and waits[0].late_by == days - EVERY_DAYS
        assert waits[0].last_on == ago(days)


def test_who_has_never_been_is_due_a_quarter_after_they_began() -> None:
    began = {"ana": ago(100), "ben": ago(10)}
    (waits,) = due_visits((ANA, BEN), (), {}, began, TODAY)
    assert (waits.person_id, waits.last_on, waits.due_on, waits.late_by) == ("ana", None, ago(9), 9)
    # Each has a rhythm of their own, and some have none.
    (waits,) = due_visits((ANA, BEN), (), {"ana": 0, "ben": 7}, began, TODAY)
    assert (waits.person_id, waits.late_by, waits.every_days) == ("ben", 3, 7)


def test_who_works_alone_has_nobody_to_visit() -> None:
    assert due_visits((BOSS,), (), {}, {"boss": ago(1000)}, TODAY) == ()
    assert turns((BOSS,), (), {}, {}, TODAY)[0].due_on is None


def test_a_planned_visit_waits_only_once_its_day_has_come() -> None:
    began = {"ana": ago(500), "ben": ago(500)}
    coming = visit("1", "ana", ago(-9))
    assert due_visits((ANA, BEN), [coming], {"ben": 0}, began, TODAY) == ()
    (today,) = due_visits((ANA, BEN), [visit("1", "ana", TODAY)], {"ben": 0}, began, TODAY)
    assert (today.step, today.late_by) == (DueStep.TODAY, 0)
    (past,) = due_visits((ANA, BEN), [visit("1", "ana", ago(4))], {"ben": 0}, began, TODAY)
    assert (past.step, past.late_by, past.visit) == (DueStep.WRITE_UP, 4, visit("1", "ana", ago(4)))


def test_what_was_called_off_counts_for_nothing() -> None:
    off = visit("1", "ana", ago(5), called_off_at=AT)
    (waits,) = due_visits((ANA, BEN), [off], {"ben": 0}, {"ana": ago(91)}, TODAY)
    assert waits.step is DueStep.PLAN
    assert last_visit_on([off], TODAY) is None


def test_the_last_visit_is_that_of_one_person_or_of_anybody() -> None:
    seen = [visit("1", "ana", ago(9), done_on=ago(9)), visit("2", "ben", ago(2), done_on=ago(2))]
    assert last_visit_on(seen, TODAY) == ago(2)
    assert last_visit_on(seen, TODAY, "ana") == ago(9)
    assert last_visit_on(seen, ago(3)) == ago(9)
    assert last_visit_on(seen, ago(10)) is None


def test_a_meeting_hears_what_was_seen_what_comes_and_who_is_due() -> None:
    seen = visit("1", "ana", ago(5), done_on=ago(5), surprise="They wait for keys")
    old = visit("2", "ana", ago(50), done_on=ago(50))
    coming = visit("3", "ana", ago(-3))
    learned = [Learned("l", "1", Became.AGENDA_ITEM, "Keys", "item", AT), Learned("m", "2", Became.WORD, "x", None, AT)]
    visits = [coming, old, seen]
    due = due_visits((ANA, BEN), visits, {}, {"ben": ago(100)}, TODAY)
    news = meeting_news(visits, learned, due, ago(28), TODAY)
    assert [(each.person_id, each.day, each.became) for each in news] == [
        ("ana", ago(5), (Became.AGENDA_ITEM,)),
        ("ana", ago(-3), ()),
        ("ben", ago(9), ()),
    ]
    assert [each.late_by for each in news] == [0, 0, 9]


def test_days_at_the_end_of_time_are_days() -> None:
    (turn, _) = turns((ANA, BEN), (), {"ana": 3650}, {"ana": date.max}, date.max)
    assert turn.due_on == date.max


@given(st.lists(st.integers(0, 400), max_size=5), st.integers(1, 400))
def test_a_later_visit_is_never_due_earlier(days: list[int], every: int) -> None:
    seen = [visit(str(n), "ana", ago(day), done_on=ago(day)) for n, day in enumerate(days)]
    more = [*seen, visit("new", "ana", TODAY, done_on=TODAY)]
    began = {"ana": ago(500)}
    before, after = (turns((ANA, BEN), each, {"ana": every}, began, TODAY)[0].due_on for each in (seen, more))
    assert before is not None and after is not None and after >= before
    assert after == TODAY + timedelta(days=every)
