"""The ladder in words: who decides on a step, how long it takes, when a question is due, what was decided."""

from collections.abc import Sequence
from datetime import tzinfo

from desktop.wording import figures
from desktop.wording.agreement import DOT, function_words, within_words
from desktop.wording.asking import conditions_words, joined, left_until, moment
from desktop.wording.decision_rights import step_words
from desktop.wording.people import name_of
from desktop.wording.typed import typed
from framework.business import Business
from framework.escalation import Step, StepDecider, on_step
from framework.people import Function, Person, holders
from framework.questions import Arrival, Cause, Decision, DecisionKind, Question, due
from framework.standing import Clock
from resources.words import tr

MOST_NAMES = 3
"""So many people are told by name; more are told by what they do."""


def step_line(number: int, step: Step, business: Business) -> str:
    """Return a step in one line: "2 · Both together · Ana and Ben together · in the next meeting"."""
    parts = (step_words(number, step), who_decides(step, business), limit_words(step, business))
    return DOT.join(part for part in (*parts, time_words(step, business)) if part)


def who_decides(step: Step, business: Business) -> str:
    """Return who decides on a step, by name where they are few: "Ana or Ben", "Ana and Ben together"."""
    people = business.people
    groups = on_step(step, people)
    here = [person for person in people if any(person.id in group for group in groups)]
    if not here:
        return tr("nobody at the moment")
    names = [typed(person.name) for person in here]
    if len(here) == 1:
        return names[0]
    if not step.people and len(here) > MOST_NAMES:
        return _by_function(step, here)
    if step.decides is StepDecider.EACH_ALONE:
        return tr("{several} or {last}").format(several=", ".join(names[:-1]), last=names[-1])
    return tr("{people} together").format(people=joined(names))


def _by_function(step: Step, here: Sequence[Person]) -> str:
    match step.decides:
        case StepDecider.EACH_ALONE:
            return tr("Sales or Operations, each alone")
        case StepDecider.TOGETHER:
            return tr("Sales and Operations together")
        case StepDecider.LEADS:
            return tr("the leads of Sales and Operations together")
        case StepDecider.OWNER:
            return tr("the {count} owners together").format(count=figures.number(len(here)))


def people_words(step: Step, business: Business) -> str:
    """Return who is named for a step, also those who have left; "whoever it means" where nobody is."""
    if not step.people:
        return tr("whoever the step means")
    order = {person.id: at for at, person in enumerate(business.people)}
    keys = sorted(step.people, key=lambda key: (order.get(key, len(order)), name_of(key, business)))
    return joined([name_of(key, business) for key in keys])


def missing_words(step: Step, business: Business) -> str:
    """Return who is missing on a step, and what that does; empty where everybody it names is here."""
    here = {person.id for person in business.people}
    gone = joined([name_of(key, business) for key in sorted(step.people - here)])
    left = tr("{names} no longer work here.") if len(step.people - here) > 1 else tr("{names} no longer works here.")
    said = [left.format(names=gone)] if gone else []
    if not on_step(step, business.people):
        said.append(tr("Nobody stands on this step, so questions pass it by."))
    elif gone and not step.people & here:
        said.append(tr("Until somebody is named, it is decided by {who}.").format(who=who_decides(step, business)))
    return " ".join(said)


def limit_words(step: Step, business: Business) -> str:
    """Return up to what value a step decides: "up to € 5,000"; empty for any."""
    if step.money_limit is None:
        return ""
    return tr("up to {amount}").format(amount=figures.money(step.money_limit, business.currency))


def time_words(step: Step, business: Business) -> str:
    """Return by when a step settles what comes to it: "within 1 working day", "in the next meeting"."""
    if step.decides is StepDecider.TOGETHER and business.series is not None:
        return tr("in the next meeting")
    return within_words(step.answer_hours, business)


def due_words(question: Question, business: Business, clock: Clock) -> str:
    """Return when an open question is due, in few words: "5 h left", "overdue", "in the meeting on Mon 30 Nov"."""
    step = next((each for each in business.agreement.ladder if each.id == question.here.step_id), None)
    if not question.is_open:
        return ""
    if step is None:
        return tr("waits to be moved up")
    at = due(question.here, step, business.calendar, business.series, clock.zone)
    if at is None:
        return ""
    if at > clock.now and step.decides is StepDecider.TOGETHER and business.series is not None:
        return tr("in the meeting on {day}").format(day=figures.day(at.date()))
    return left_until(at, business, clock)


def place_words(step_id: str, business: Business) -> str:
    """Return a step by its key: "2 · Both together", also one that the ladder no longer has."""
    for number, step in enumerate(business.agreement.ladder, start=1):
        if step.id == step_id:
            return step_words(number, step)
    known = (step for version in reversed(business.versions) for step in version.ladder if step.id == step_id)
    gone = next(known, None)
    return tr("a step of before") if gone is None else tr("{step} (a step of before)").format(step=typed(gone.name))


def arrival_words(arrival: Arrival, business: Business, zone: tzinfo | None) -> str:
    """Return how a question came to a step: "Mon 23 Nov, 10:12: 2 · Both together, by Ana. Tried: another date"."""
    if arrival.by_clock:
        how = tr("{time}: {step}, since its time was over.")
    elif arrival.jumped:
        how = tr("{time}: {step}, straight up by {who}.")
    else:
        how = tr("{time}: {step}, by {who}.")
    said = how.format(
        time=moment(arrival.at, zone),
        step=place_words(arrival.step_id, business),
        who=name_of(arrival.who, business),
    )
    if arrival.tried:
        said = tr("{said} Tried: {words}").format(said=said, words=typed(arrival.tried))
    return tr("{said} Why: {words}").format(said=said, words=typed(arrival.reason)) if arrival.reason else said


def kind_words(kind: DecisionKind) -> str:
    """Return what was decided, in a word or two."""
    return {
        DecisionKind.ACCEPT: tr("Yes"),
        DecisionKind.CONDITIONS: tr("Yes, with conditions"),
        DecisionKind.PHASED: tr("Yes, in parts"),
        DecisionKind.REFUSE: tr("No"),
    }[kind]


def decided_words(decision: Decision, business: Business) -> str:
    """Return what was decided with its conditions: "Yes, with conditions: it is due Thu 17 Dec or later"."""
    conditions = conditions_words(decision.conditions, business)
    said = kind_words(decision.kind)
    return tr("{decision}: {conditions}").format(decision=said, conditions=conditions) if conditions else said


def teller_words(decision: Decision, business: Business) -> str:
    """Return who tells the client and by when, or that it was done; empty where nobody is named."""
    if decision.told_on is not None:
        return tr("The client was told on {day}.").format(day=figures.day_year(decision.told_on))
    if not decision.teller:
        return ""
    who = name_of(decision.teller, business)
    if decision.tell_by is None:
        return tr("{who} tells the client.").format(who=who)
    return tr("{who} tells the client by {day}.").format(who=who, day=figures.day_year(decision.tell_by))


def review_words(decision: Decision) -> str:
    """Return when a decision is looked at again, or how it looked then."""
    if decision.right is not None and decision.reviewed_on is not None:
        said = tr("Looked at again on {day}: it was right.") if decision.right else ""
        said = said or tr("Looked at again on {day}: it was not right.")
        return said.format(day=figures.day_year(decision.reviewed_on))
    if decision.review_on is None:
        return ""
    return tr("Looked at again on {day}: was it right?").format(day=figures.day_year(decision.review_on))


def cause_words(cause: Cause) -> str:
    """Return why the two did not agree."""
    return {
        Cause.INCENTIVES: tr("What each is paid or praised for"),
        Cause.TIME_HORIZON: tr("One looks at this week, the other further ahead"),
        Cause.WORDS: tr("The same word meant two things"),
        Cause.OWNER: tr("Only the owner could say"),
    }[cause]


def climbs_words(by_itself: bool) -> str:
    """Return what the business has chosen about questions that are overdue on steps 1 and 2."""
    return tr("Yes, to the next step") if by_itself else tr("No, somebody moves it up")


def side_words(function: Function, business: Business, by: str = "") -> str:
    """Return who speaks for a side: "Sales, Ana"; who wrote it down where that is somebody of the other side."""
    people = holders(business.people, function)
    side = function_words(function)
    if by and any(function in person.functions for person in business.people if person.id == by):
        return tr("{side}, {name}").format(side=side, name=name_of(by, business))
    if by and any(person.id == by for person in business.people):
        return tr("{side}, written down by {name}").format(side=side, name=name_of(by, business))
    name = name_of(by, business) if by else typed(people[0].name) if len(people) == 1 else ""
    return tr("{side}, {name}").format(side=side, name=name) if name else side
