"""The escalation ladder: its steps, who decides on each, and how long that may take (framework.md section 7)."""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from framework.people import Function, Person, holders


class StepDecider(StrEnum):
    """Who decides on a step of the ladder, from the one nearest to the deal to the one furthest from it."""

    EACH_ALONE = "each_alone"
    TOGETHER = "together"
    LEADS = "leads"
    OWNER = "owner"


class Step(NamedTuple):
    """One step: `answer_hours` are working hours, `belongs` says what is settled there.

    `people` are person ids: who decides here, where that is not simply whoever `decides` means. A deal of more than
    `money_limit` (None: no limit) is settled further up.
    """

    id: str
    name: str
    decides: StepDecider
    answer_hours: Decimal
    belongs: str = ""
    people: frozenset[str] = frozenset()
    money_limit: Decimal | None = None


def deciders(decides: StepDecider, people: Sequence[Person]) -> frozenset[frozenset[str]]:
    """Return who decides on a step, as groups of person ids: each group decides by itself, its people together.

    Only a step that each function takes alone has two groups. A function without a lead is led by all who hold it.
    Empty where nobody can decide.
    """
    sales, operations = (holders(tuple(people), function) for function in (Function.SALES, Function.OPERATIONS))
    match decides:
        case StepDecider.EACH_ALONE:
            groups: list[Sequence[Person]] = [sales, operations]
        case StepDecider.TOGETHER:
            groups = [(*sales, *operations)]
        case StepDecider.LEADS:
            groups = [(*_leads(sales), *_leads(operations))]
        case StepDecider.OWNER:
            groups = [[person for person in people if person.owner]]
    return frozenset(frozenset(person.id for person in group) for group in groups if group)


def on_step(step: Step, people: Sequence[Person]) -> frozenset[frozenset[str]]:
    """Return who decides on `step`, as `deciders` does: the people named for it who are here, else by its kind."""
    named = [person for person in people if person.id in step.people]
    if not named:
        return deciders(step.decides, people)
    if step.decides is not StepDecider.EACH_ALONE:
        return frozenset({frozenset(person.id for person in named)})
    idle = frozenset(frozenset({person.id}) for person in named if not person.functions)
    return deciders(step.decides, named) | idle


def skipped(ladder: Sequence[Step], people: Sequence[Person]) -> dict[str, str]:
    """Return the steps that are passed over, each with the step where the same people have decided already.

    A step is skipped when its deciders are exactly those of the step under it (section 7): two people have no leads
    apart from themselves, and somebody alone has nobody above.
    """
    found: dict[str, str] = {}
    under: Step | None = None
    for step in ladder:
        who = on_step(step, people)
        if under is not None and who and who == on_step(under, people):
            found[step.id] = under.id
        else:
            under = step
    return found


def _leads(group: Sequence[Person]) -> Sequence[Person]:
    return [person for person in group if person.leads] or group
