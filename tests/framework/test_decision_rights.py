"""Who decides what: every line of the matrix follows from the rule or the step it is about."""

from decimal import Decimal

import pytest

from framework.agreement import Agreement, Decider, Measure, Role, Rule, Zone
from framework.decision_rights import Line, Right, decision_rights, rule_line, step_rights
from framework.escalation import Step, StepDecider
from framework.people import Function, Person

ROLES = (Role.SALES, Role.OPERATIONS, Role.OWNER)


def rule(decides: Decider = Decider.OPERATIONS, told: tuple[Role, ...] = (), zone: Zone | None = None) -> Rule:
    """A measured rule, or a sentence that leads to `zone`."""
    measure, limit = (None, None) if zone else (Measure.MARGIN, Decimal(30))
    return Rule("r", measure, "a rule", promise_limit=limit, zone=zone, decides=decides, told=frozenset(told))


def rights(line: Line) -> tuple[Right, ...]:
    return tuple(line.rights[role] for role in ROLES)


@pytest.mark.parametrize(
    ("decides", "expected"),
    [
        (Decider.OPERATIONS, (Right.IS_TOLD, Right.MAY_REFUSE, Right.NONE)),
        (Decider.BOTH, (Right.DECIDES, Right.DECIDES, Right.NONE)),
        (Decider.LEADS, (Right.LEAD_DECIDES, Right.LEAD_DECIDES, Right.NONE)),
        (Decider.OWNER, (Right.IS_ASKED, Right.IS_ASKED, Right.DECIDES)),
    ],
)
@pytest.mark.parametrize("zone", [None, Zone.ASK])
def test_who_decides_when_a_rule_must_be_asked(
    decides: Decider, expected: tuple[Right, ...], zone: Zone | None
) -> None:
    line = rule_line(rule(decides, zone=zone))
    assert rights(line) == expected
    assert line.free == ({Role.OWNER} if expected[2] is Right.NONE else set())


@pytest.mark.parametrize("decides", Decider)
def test_what_is_off_the_table_only_the_owner_can_lift(decides: Decider) -> None:
    line = rule_line(rule(decides, zone=Zone.OFF, told=ROLES))
    assert rights(line) == (Right.IS_ASKED, Right.IS_ASKED, Right.DECIDES) and not line.free


@pytest.mark.parametrize("decides", [Decider.OPERATIONS, Decider.BOTH, Decider.LEADS])
def test_the_owner_is_told_where_both_wrote_so_and_no_other_right_changes(decides: Decider) -> None:
    quiet, told = rule_line(rule(decides)), rule_line(rule(decides, told=(Role.OWNER,)))
    assert (quiet.rights[Role.OWNER], told.rights[Role.OWNER]) == (Right.NONE, Right.IS_TOLD)
    assert told.free == quiet.free == {Role.OWNER}, "it can be taken back"
    assert rights(rule_line(rule(decides, told=ROLES))) == rights(told)
    assert rights(rule_line(rule(decides, told=(Role.SALES, Role.OPERATIONS)))) == rights(quiet)


@pytest.mark.parametrize(
    ("decides", "expected"),
    [
        (StepDecider.EACH_ALONE, (Right.DECIDES, Right.DECIDES, Right.NONE)),
        (StepDecider.TOGETHER, (Right.DECIDES, Right.DECIDES, Right.NONE)),
        (StepDecider.LEADS, (Right.LEAD_DECIDES, Right.LEAD_DECIDES, Right.NONE)),
        (StepDecider.OWNER, (Right.IS_ASKED, Right.IS_ASKED, Right.DECIDES)),
    ],
)
def test_who_decides_on_a_step_of_the_ladder(decides: StepDecider, expected: tuple[Right, ...]) -> None:
    step = Step("s", "a step", decides, Decimal(4))
    assert decision_rights(Agreement(1, ladder=(step,))) == (
        Line(step, dict(zip(ROLES, expected, strict=True)), frozenset()),
    )


def test_the_matrix_has_a_line_for_every_rule_and_then_for_every_step() -> None:
    rules = tuple(rule(decides)._replace(id=decides) for decides in Decider)
    ladder = tuple(Step(decides, "", decides, Decimal(1)) for decides in StepDecider)
    lines = decision_rights(Agreement(1, None, rules, {}, ladder))
    assert [line.subject for line in lines] == [*rules, *ladder]
    assert list(lines[:4]) == [rule_line(each) for each in rules]
    # One line can be changed without another.
    lines[0].rights[Role.OWNER] = lines[4].rights[Role.OWNER] = Right.IS_TOLD
    assert [line.rights[Role.OWNER] for line in decision_rights(Agreement(1, None, rules, {}, ladder))] == [
        *[Right.NONE] * 3,
        Right.DECIDES,
        *[Right.NONE] * 3,
        Right.DECIDES,
    ]
    assert decision_rights(Agreement(0)) == ()


def test_a_step_is_theirs_who_are_named_for_it_and_work_here() -> None:
    cara = Person("cara", "Cara", frozenset({Function.SALES}))
    olga = Person("olga", "Olga", owner=True)
    leads = Step("1", "", StepDecider.LEADS, Decimal(1), people=frozenset({"cara", "gone"}))
    assert step_rights(leads, (cara, olga)) == {
        Role.SALES: Right.DECIDES,
        Role.OPERATIONS: Right.NONE,
        Role.OWNER: Right.NONE,
    }
    # Whoever is named has left: it is as the step is meant.
    assert step_rights(leads, (olga,)) == step_rights(leads._replace(people=frozenset()))
    owners = leads._replace(decides=StepDecider.OWNER)
    assert step_rights(owners, (cara, olga)) == {
        Role.SALES: Right.DECIDES,
        Role.OPERATIONS: Right.IS_ASKED,
        Role.OWNER: Right.NONE,
    }
    assert step_rights(owners._replace(people=frozenset({"olga"})), (cara, olga))[Role.OWNER] is Right.DECIDES
    (line,) = decision_rights(Agreement(1, ladder=(leads,)), (cara, olga))
    assert line.rights == step_rights(leads, (cara, olga))
