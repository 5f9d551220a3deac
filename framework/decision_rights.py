"""Who decides what: a matrix of rights, derived from the rules and the ladder (framework.md sections 4 and 7)."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from framework.agreement import Agreement, Decider, Role, Rule, Zone
from framework.escalation import Step, StepDecider
from framework.people import Function, Person


class Right(StrEnum):
    """What a role has to do with a decision. LEAD_DECIDES: its lead does. NONE: nothing."""

    DECIDES = "decides"
    LEAD_DECIDES = "lead_decides"
    MAY_REFUSE = "may_refuse"
    IS_ASKED = "is_asked"
    IS_TOLD = "is_told"
    NONE = "none"


class Line(NamedTuple):
    """One line of the matrix: a rule where it says ask (or off), or a step of the ladder, with the right of each role.

    `free` are the roles whose right is not derived: whether they are told can be chosen.
    """

    subject: Rule | Step
    rights: dict[Role, Right]
    free: frozenset[Role] = frozenset()


_ASKED: dict[Decider, dict[Role, Right]] = {
    # Operations answers, and its no holds unless the next step overturns it.
    Decider.OPERATIONS: {Role.SALES: Right.IS_TOLD, Role.OPERATIONS: Right.MAY_REFUSE, Role.OWNER: Right.NONE},
    Decider.BOTH: {Role.SALES: Right.DECIDES, Role.OPERATIONS: Right.DECIDES, Role.OWNER: Right.NONE},
    Decider.LEADS: {Role.SALES: Right.LEAD_DECIDES, Role.OPERATIONS: Right.LEAD_DECIDES, Role.OWNER: Right.NONE},
    Decider.OWNER: {Role.SALES: Right.IS_ASKED, Role.OPERATIONS: Right.IS_ASKED, Role.OWNER: Right.DECIDES},
}

_STEPS: dict[StepDecider, dict[Role, Right]] = {
    StepDecider.EACH_ALONE: {Role.SALES: Right.DECIDES, Role.OPERATIONS: Right.DECIDES, Role.OWNER: Right.NONE},
    StepDecider.TOGETHER: {Role.SALES: Right.DECIDES, Role.OPERATIONS: Right.DECIDES, Role.OWNER: Right.NONE},
    StepDecider.LEADS: {Role.SALES: Right.LEAD_DECIDES, Role.OPERATIONS: Right.LEAD_DECIDES, Role.OWNER: Right.NONE},
    StepDecider.OWNER: {Role.SALES: Right.IS_ASKED, Role.OPERATIONS: Right.IS_ASKED, Role.OWNER: Right.DECIDES},
}


def rule_line(rule: Rule) -> Line:
    """Return who has which right when `rule` holds a deal back: when it must be asked; when off, only the owner."""
    derived = _STEPS[StepDecider.OWNER] if rule.zone is Zone.OFF else _ASKED[rule.decides]
    free = frozenset(role for role, right in derived.items() if right is Right.NONE)
    rights = {role: Right.IS_TOLD if role in free and role in rule.told else right for role, right in derived.items()}
    return Line(rule, rights, free)


def decision_rights(agreement: Agreement, people: Sequence[Person] = ()) -> tuple[Line, ...]:
    """Return the matrix: a line for each rule, then one for each step of the ladder, in their order.

    `people` are those who work here: where some of them are named for a step, it is theirs.
    """
    rules = [rule_line(rule) for rule in agreement.rules]
    return (*rules, *(Line(step, step_rights(step, people)) for step in agreement.ladder))


def step_rights(step: Step, people: Sequence[Person] = ()) -> dict[Role, Right]:
    """Return what each role has to do with a step: as its kind says, or as the people named for it do."""
    named = [person for person in people if person.id in step.people]
    if not named:
        return dict(_STEPS[step.decides])
    beside = Right.IS_ASKED if step.decides is StepDecider.OWNER else Right.NONE
    held = frozenset(function for person in named for function in person.functions)
    found = {
        Role.SALES: Right.DECIDES if Function.SALES in held else beside,
        Role.OPERATIONS: Right.DECIDES if Function.OPERATIONS in held else beside,
        Role.OWNER: Right.NONE,
    }
    # An owner who sells decides there as Sales, unless it is the owner's own step.
    if any(person.owner and (step.decides is StepDecider.OWNER or not person.functions) for person in named):
        found[Role.OWNER] = Right.DECIDES
    return found
