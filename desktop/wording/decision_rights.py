"""Who decides what, in words: the matrix of rights, its headings, and why a step is skipped."""

from collections.abc import Mapping, Sequence

from desktop.wording import figures
from desktop.wording.typed import typed
from framework.agreement import Decider, Role
from framework.business import Business
from framework.decision_rights import Right
from framework.escalation import Step, StepDecider, deciders
from framework.people import Function, OwnAnswers, Person, holders
from resources.words import tr

ROLES = (Role.SALES, Role.OPERATIONS, Role.OWNER)
"""The columns of the matrix, in their order."""


def right_words(right: Right) -> str:
    """Return what a role has to do with a decision."""
    return {
        Right.DECIDES: tr("decides"),
        Right.LEAD_DECIDES: tr("its lead decides"),
        Right.MAY_REFUSE: tr("may refuse"),
        Right.IS_ASKED: tr("is asked"),
        Right.IS_TOLD: tr("is told"),
        Right.NONE: "–",
    }[right]


def right_said(right: Right) -> str:
    """Return the same for a screen reader, which says nothing of a dash."""
    return tr("nothing to do with it") if right is Right.NONE else right_words(right)


def role_words(role: Role) -> str:
    """Return what a role is called."""
    return {Role.SALES: tr("Sales"), Role.OPERATIONS: tr("Operations"), Role.OWNER: tr("Owner")}[role]


def role_heading(role: Role, business: Business) -> str:
    """Return the heading of a role: "Ana · Sales" where one person has it, else "Sales"."""
    people = role_holders(role, business.people)
    if len(people) != 1:
        return role_words(role)
    return tr("{name} · {role}").format(name=typed(people[0].name), role=role_words(role))


def role_holders(role: Role, people: Sequence[Person]) -> Sequence[Person]:
    """Return who has a role."""
    if role is Role.OWNER:
        return [person for person in people if person.owner]
    return holders(tuple(people), Function.SALES if role is Role.SALES else Function.OPERATIONS)


def told_words(role: Role) -> str:
    """Return what a box says by which a role is told of a decision."""
    return {
        Role.SALES: tr("Sales is told"),
        Role.OPERATIONS: tr("Operations is told"),
        Role.OWNER: tr("The owner is told"),
    }[role]


def decider_says(decider: Decider) -> str:
    """Return what it means that somebody decides when a rule must be asked."""
    return {
        Decider.OPERATIONS: tr("Sales asks, Operations answers. A no holds unless the next step overturns it."),
        Decider.BOTH: tr("Neither promises it without the other."),
        Decider.LEADS: tr("The lead of Sales and the lead of Operations have to agree."),
        Decider.OWNER: tr("Sales and Operations say what they think, then the owner decides."),
    }[decider]


def step_decider_says(decides: StepDecider) -> str:
    """Return what it means that somebody decides on a step of the ladder."""
    return {
        StepDecider.EACH_ALONE: tr("Sales and Operations each settle it inside their own rules."),
        StepDecider.TOGETHER: tr("The two people concerned, at once if the client waits, else in the next meeting."),
        StepDecider.LEADS: tr("The lead of Sales and the lead of Operations. They choose, and pass nothing on."),
        StepDecider.OWNER: tr("Both sides say what they think, then the owner decides."),
    }[decides]


def step_words(number: int, step: Step) -> str:
    """Return a step with its number: "3 · Leads of both sides"."""
    return f"{figures.number(number)} · {typed(step.name)}"


def skip_words(step: Step, ladder: Sequence[Step], skipped: Mapping[str, str], business: Business) -> str:
    """Return why a step is skipped: "skipped here: the same two people decide as on step 2"; empty for one that isn't.

    `skipped` is what `framework.escalation.skipped` found.
    """
    if step.id not in skipped:
        return ""
    under = next(number for number, each in enumerate(ladder, start=1) if each.id == skipped[step.id])
    count = len(frozenset[str]().union(*deciders(step.decides, business.people)))
    if count == 1:
        said = tr("skipped here: the same person decides as on step {number}")
    elif count == 2:
        said = tr("skipped here: the same two people decide as on step {number}")
    else:
        said = tr("skipped here: the same {count} people decide as on step {number}")
    return said.format(count=figures.number(count), number=figures.number(under))


def own_answer_words(own: OwnAnswers) -> str:
    """Return what the business has chosen about answering one's own question."""
    return {
        OwnAnswers.ALLOWED: tr("Yes, at once"),
        OwnAnswers.AFTER_A_NIGHT: tr("Yes, after a night"),
        OwnAnswers.NEVER: tr("No, somebody else has to answer"),
    }[own]
