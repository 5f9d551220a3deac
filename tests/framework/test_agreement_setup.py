"""Setting up: both sides mark the draft apart, settle what differs, then sign."""

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework.agreement import Measure, Rule, Zone
from framework.agreement_setup import (
    LineMark,
    Mark,
    SetUp,
    Stage,
    agreed_already,
    by_line,
    disputed,
    needs_two,
    set_up,
    side_to_mark,
)
from framework.people import Function, Person

SALES, OPERATIONS = Function.SALES, Function.OPERATIONS
SIDES = (SALES, OPERATIONS)
ANA, BEN = Person("ana", "Ana", frozenset({SALES})), Person("ben", "Ben", frozenset({OPERATIONS}))
CLEO, DAN = Person("cleo", "Cleo", frozenset(SIDES)), Person("dan", "Dan", frozenset(SIDES))
OWNER = Person("owner", "Olga", owner=True)
LEAD = Rule("lead", Measure.LEAD_TIME, "", promise_limit=Decimal(15), stop_limit=Decimal(5))
SURVEY = Rule("survey", None, "a firm date before the survey", zone=Zone.OFF)
LOAD = Rule("load", Measure.WEEK_LOAD, "", promise_limit=Decimal(85))
RULES = (LEAD, SURVEY, LOAD)


def marked(rule: Rule, side: Function, mark: Mark = Mark.KEEP, **known: object) -> LineMark:
    return LineMark(rule.id, side, mark)._replace(**known)  # type: ignore[arg-type]


def all_kept(*but: LineMark) -> dict[tuple[str, Function], LineMark]:
    """Both keep every line, but for the marks given."""
    return by_line([*(marked(rule, side) for rule in RULES for side in SIDES), *but])


@pytest.mark.parametrize(
    ("people", "two"),
    [
        ((), False),
        ((ANA,), False),
        ((CLEO,), False),
        ((CLEO, OWNER), False),
        ((ANA, BEN), True),
        ((CLEO, BEN), True),
        ((CLEO, ANA), True),
        ((CLEO, DAN), True),
        ((ANA, OWNER), False),
    ],
)
def test_there_are_two_sides_where_one_sells_and_another_delivers(people: tuple[Person, ...], two: bool) -> None:
    assert needs_two(people) is two
    assert needs_two(people[::-1]) is two


@pytest.mark.parametrize(
    ("people", "sides"),
    [
        ((ANA, BEN), (SALES, OPERATIONS)),
        ((CLEO, BEN), (SALES, OPERATIONS)),
        ((CLEO, ANA), (OPERATIONS, SALES)),
        ((CLEO, ANA, BEN), (SALES, SALES, OPERATIONS)),
        ((CLEO,), (SALES,)),
        ((CLEO, OWNER), (SALES, None)),
        ((CLEO, DAN), (SALES, OPERATIONS)),
        ((CLEO, DAN, ANA), (OPERATIONS, OPERATIONS, SALES)),
    ],
)
def test_the_side_somebody_marks_for(people: tuple[Person, ...], sides: tuple[Function | None, ...]) -> None:
    assert tuple(side_to_mark(person, people) for person in people) == sides


@given(st.lists(st.frozensets(st.sampled_from(SIDES)), max_size=5))
def test_no_side_waits_for_marks_that_nobody_may_make(held: list[frozenset[Function]]) -> None:
    people = tuple(Person(str(n), "", functions) for n, functions in enumerate(held))
    sides = [side_to_mark(person, people) for person in people]
    for person, side in zip(people, sides, strict=True):
        assert side in person.functions if person.functions else side is None
    if needs_two(people):
        assert {side for side in sides if side is not None} == set(SIDES)


def test_both_mark_every_line_before_they_see_what_differs() -> None:
    people = (ANA, BEN)
    strike = marked(LEAD, SALES, Mark.STRIKE)
    assert set_up(RULES, {}, (), people) == SetUp(Stage.MARK, SIDES, (), 0)
    by_sales = by_line([strike, marked(SURVEY, SALES), marked(LOAD, SALES)])
    assert set_up(RULES, by_sales, (), people) == SetUp(Stage.MARK, (OPERATIONS,), (), 0)
    almost = {**by_sales, **by_line([marked(LEAD, OPERATIONS), marked(SURVEY, OPERATIONS)])}
    assert set_up(RULES, almost, (), people) == SetUp(Stage.MARK, (OPERATIONS,), (), 0)
    assert set_up(RULES, all_kept(strike), (), people) == SetUp(Stage.SETTLE, (), (LEAD,), 0)


def test_what_both_keep_goes_straight_to_the_signatures() -> None:
    assert set_up(RULES, all_kept(), (), (ANA, BEN)) == SetUp(Stage.SIGN, (), (), 0)
    assert set_up((), {}, (), (ANA, BEN)) == SetUp(Stage.SIGN, (), (), 0)


def test_lines_are_settled_one_by_one_in_the_order_of_the_draft() -> None:
    marks = all_kept(
        marked(LOAD, SALES, Mark.STRIKE),
        marked(LEAD, OPERATIONS, Mark.CHANGE, promise_limit=Decimal(20)),
        marked(LEAD, SALES, Mark.CHANGE, promise_limit=Decimal(10)),
    )
    people = (ANA, BEN)
    assert set_up(RULES, marks, (), people) == SetUp(Stage.SETTLE, (), (LEAD, LOAD), 0)
    assert set_up(RULES, marks, ["lead"], people) == SetUp(Stage.SETTLE, (), (LOAD,), 1)
    assert set_up(RULES, marks, iter(["load", "lead"]), people) == SetUp(Stage.SIGN, (), (), 2)


@pytest.mark.parametrize(("apart", "people"), [(False, (ANA, BEN)), (True, (CLEO,)), (True, (ANA,)), (True, ())])
def test_without_two_sides_or_when_both_want_to_there_is_nothing_to_mark(
    apart: bool, people: tuple[Person, ...]
) -> None:
    marks = by_line([marked(LEAD, SALES, Mark.STRIKE)])
    assert set_up(RULES, marks, (), people, apart=apart) == SetUp(Stage.SIGN, (), (), 0)


CHANGE = {"mark": Mark.CHANGE, "promise_limit": Decimal(10), "stop_limit": Decimal(5)}


@pytest.mark.parametrize(
    ("sales", "operations", "same"),
    [
        ({}, {}, False),
        ({"mark": Mark.STRIKE}, {"mark": Mark.STRIKE, "row_version": 3}, True),
        ({"mark": Mark.STRIKE}, {}, False),
        ({}, {"mark": Mark.STRIKE}, False),
        ({"mark": Mark.STRIKE}, CHANGE, False),
        (CHANGE, {**CHANGE, "promise_limit": Decimal("10.00")}, True),
        (CHANGE, {**CHANGE, "promise_limit": Decimal("10.01")}, False),
        (CHANGE, {**CHANGE, "stop_limit": None}, False),
        ({"mark": Mark.CHANGE, "say": "after the survey"}, {"mark": Mark.CHANGE, "say": "after the permit"}, False),
    ],
)
def test_where_both_want_the_same_change_there_is_nothing_to_talk_about(
    sales: Mapping[str, object], operations: Mapping[str, object], same: bool
) -> None:
    marks = by_line([marked(LEAD, SALES, **sales), marked(LEAD, OPERATIONS, **operations)])  # type: ignore[arg-type]
    assert agreed_already(LEAD, marks) == (marks["lead", SALES] if same else None)
    assert disputed(LEAD, marks) is bool(sales or operations)


def test_what_only_one_side_has_marked_is_not_agreed() -> None:
    for side in SIDES:
        marks = by_line([marked(LEAD, side, Mark.STRIKE)])
        assert agreed_already(LEAD, marks) is None and disputed(LEAD, marks)
    assert not disputed(SURVEY, {}) and agreed_already(SURVEY, {}) is None


MARKS = st.builds(marked, st.sampled_from(RULES), st.sampled_from(SIDES), st.sampled_from(Mark))


@given(st.lists(MARKS, max_size=8), st.sets(st.sampled_from([rule.id for rule in RULES])))
def test_where_it_stands_is_what_counting_the_lines_says(made: list[LineMark], settled: set[str]) -> None:
    last = {(mark.rule_id, mark.function): mark.mark for mark in made}
    lines = {side: [last.get((rule.id, side)) for rule in RULES] for side in SIDES}
    waiting = tuple(side for side in SIDES if None in lines[side])
    differ = [
        rule
        for rule, sales, operations in zip(RULES, lines[SALES], lines[OPERATIONS], strict=True)
        if (sales, operations) != (Mark.KEEP, Mark.KEEP) and rule.id not in settled
    ]
    found = set_up(RULES, by_line(made), settled, (ANA, BEN))
    if waiting:
        assert found == SetUp(Stage.MARK, waiting, (), len(settled))
    else:
        assert found == SetUp(Stage.SETTLE if differ else Stage.SIGN, (), tuple(differ), len(settled))
