"""Questions on the ladder in words: the steps, how long there is, how one climbed, and what was decided (section 7)."""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import NamedTuple

from desktop.wording import figures
from desktop.wording.asking import conditions_words, joined, moment
from desktop.wording.typed import typed
from framework.asking import time_left
from framework.business import Business
from framework.deal import Deal
from framework.escalation import Step, StepDecider, on_step
from framework.people import Function
from framework.questions import Arrival, Cause, Decision, DecisionKind, Option, Question, due
from framework.standing import Clock
from resources.words import tr

CLOSE = 8
"""With so few working hours left, the badge of a question turns amber."""


class Badge(NamedTuple):
    """How long there is: the words, the zone in whose colours they stand, and when it is over (None: no time runs)."""

    text: str
    tone: str
    at: datetime | None


def step_of(step_id: str, ladder: Sequence[Step]) -> tuple[int, Step] | None:
    """Return a step with its number, counted from 1; None for one that is no longer on the ladder."""
    return next(((number, step) for number, step in enumerate(ladder, start=1) if step.id == step_id), None)


def step_name(step_id: str, ladder: Sequence[Step]) -> str:
    """Return a step inside a sentence: "step 2, Both together"."""
    found = step_of(step_id, ladder)
    if found is None:
        return tr("a step that is gone")
    return tr("step {number}, {name}").format(number=figures.number(found[0]), name=typed(found[1].name))


def who_decides(step: Step, business: Business) -> str:
    """Return who decides on a step, by name where that is one person or two: "Ana decides", "Ana and Ben together"."""
    groups = on_step(step, business.people)
    if not groups:
        return tr("Nobody is on this step")
    known = [person for person in business.people if any(person.id in group for group in groups)]
    names = [typed(person.name) for person in known]
    if len(names) == 1:
        return tr("{who} decides").format(who=names[0])
    if step.decides is StepDecider.EACH_ALONE:
        each = names if len(names) == 2 else [tr("Sales"), tr("Operations")]
        return tr("{one} or {other} alone").format(one=each[0], other=each[1])
    if len(names) <= 3 or step.people:
        return tr("{names} together").format(names=joined(names))
    return tr("Sales and Operations together")


def time_given(step: Step, business: Business) -> str:
    """Return how long a step has: "1 working day"; where the two sit together, until their next meeting."""
    if step.decides is StepDecider.TOGETHER and business.series is not None:
        return tr("in the next meeting")
    return figures.working_time(step.answer_hours, business.calendar.hours_a_day)


def skip_sentence(step: Step, over: Mapping[str, str], business: Business) -> str:
    """Return why a step is passed over: "Same two people as step 2 here: this step is skipped"; "" for others."""
    if step.id not in over:
        return ""
    under = next((n for n, each in enumerate(business.agreement.ladder, start=1) if each.id == over[step.id]), 0)
    count = len(frozenset[str]().union(*on_step(step, business.people)))
    said = {
        1: tr("Same person as step {number} here: this step is skipped"),
        2: tr("Same two people as step {number} here: this step is skipped"),
    }.get(count, tr("Same {count} people as step {number} here: this step is skipped"))
    return said.format(count=figures.number(count), number=figures.number(under))


def badge(arrival: Arrival, business: Business, clock: Clock) -> Badge:
    """Return how long there is on the step of `arrival`: "5 h left", "overdue", "on the agenda of Mon 30 Nov"."""
    found = step_of(arrival.step_id, business.agreement.ladder)
    if found is None:
        return Badge(tr("its step is gone"), "OPEN", None)
    step = found[1]
    at = due(arrival, step, business.calendar, business.series, clock.zone)
    if at is None:
        return Badge("", "OPEN", None)
    if at <= clock.now:
        return Badge(tr("overdue"), "OFF", at)
    if step.decides is StepDecider.TOGETHER and business.series is not None:
        return Badge(tr("on the agenda of {day}").format(day=figures.day(at.date())), "ASK", at)
    hours = time_left(at, clock.now, business.calendar)
    if hours < 1:
        minutes = figures.number(max(1, round(hours * 60)))
        return Badge(tr("{minutes} min left").format(minutes=minutes), "ASK", at)
    return Badge(tr("{hours} left").format(hours=figures.hours(round(hours))), "ASK" if hours <= CLOSE else "OPEN", at)


def head_line(question: Question, deal: Deal | None, business: Business, zone: tzinfo) -> str:
    """Return where a question stands: "Step 2 · raised Wed 25 Nov, 10:12 by Ana · deal € 18,200"."""
    found = step_of(question.here.step_id, business.agreement.ladder)
    parts = [] if found is None else [tr("Step {number}").format(number=figures.number(found[0]))]
    raised = tr("raised {when} by {who}")
    parts.append(raised.format(when=moment(question.raised_at, zone), who=name_of(question.raised_by, business)))
    if deal is not None and deal.value is not None:
        parts.append(tr("deal {money}").format(money=figures.money(deal.value, business.currency)))
    return " · ".join(parts)


def due_sentence(question: Question, business: Business, clock: Clock) -> str:
    """Return by when an open question is settled on its step; empty where no time runs."""
    left = badge(question.here, business, clock)
    if left.at is None:
        return ""
    when = moment(left.at, clock.zone)
    if left.tone == "OFF":
        return tr("It is overdue since {when}.").format(when=when)
    return tr("To be settled by {when}.").format(when=when)


def stands_sentence(question: Question, business: Business, clock: Clock) -> str:
    """Return for the card of a deal where its open question stands, and until when."""
    where = step_name(question.here.step_id, business.agreement.ladder)
    parts = (tr("A question about it stands on {step}.").format(step=where), due_sentence(question, business, clock))
    return " ".join(part for part in parts if part)


def side_words(function: Function) -> str:
    """Return the name of a side."""
    return tr("Sales") if function is Function.SALES else tr("Operations")


def kind_words(kind: DecisionKind) -> str:
    """Return what was decided, as a choice."""
    return {
        DecisionKind.ACCEPT: tr("Yes"),
        DecisionKind.CONDITIONS: tr("Yes, under these conditions"),
        DecisionKind.PHASED: tr("Yes, in parts"),
        DecisionKind.REFUSE: tr("No"),
    }[kind]


def cause_words(cause: Cause) -> tuple[str, str]:
    """Return why the two did not agree, and a sentence that says what is meant."""
    return {
        Cause.INCENTIVES: (tr("What each is paid or praised for"), tr("One wins by the order, the other by the week.")),
        Cause.TIME_HORIZON: (tr("How far ahead each looks"), tr("One sees this month, the other the weeks after it.")),
        Cause.WORDS: (tr("The same word, two meanings"), tr("“Done”, “urgent” or “confirmed” meant two things.")),
        Cause.OWNER: (tr("Everything waits for the owner"), tr("The two could have settled it, and waited.")),
    }[cause]


def option_words(option: Option, business: Business) -> str:
    """Return an option with its cost: "Front sign first, the rest in January · costs € 400"."""
    said = typed(option.say)
    if option.cost is None:
        return said
    return tr("{option} · costs {money}").format(option=said, money=figures.money(option.cost, business.currency))


def decision_words(decision: Decision, business: Business, zone: tzinfo) -> str:
    """Return a decision in a sentence: "Ana decided on Mon 30 Nov, 09:20: yes, if it is due Thu 17 Dec or later."."""
    wanted = conditions_words(decision.conditions, business)
    said = {
        DecisionKind.ACCEPT: tr("{who} decided on {when}: yes."),
        DecisionKind.REFUSE: tr("{who} decided on {when}: no."),
    }.get(decision.kind, tr("{who} decided on {when}: yes, if {conditions}."))
    return said.format(who=name_of(decision.who, business), when=moment(decision.at, zone), conditions=wanted)


def decision_lines(question: Question, business: Business, clock: Clock) -> list[str]:
    """Return what else belongs to a decision: where, how far it goes, who tells the client, how it looks by now."""
    decision = question.decision
    if decision is None:
        return []
    lines = [tr("Decided on {step}.").format(step=step_name(decision.step_id, business.agreement.ladder))]
    if decision.owner_was_side:
        lines.append(tr("The owner is one of the two sides here."))
    lines.append(tr("It speaks for like cases too.") if decision.precedent else tr("It is for this case alone."))
    lines.append(_telling(decision, business))
    if decision.taken_at is not None:
        lines.append(tr("The deal was changed to it on {when}.").format(when=moment(decision.taken_at, clock.zone)))
    if decision.right is not None and decision.reviewed_on is not None:
        said = (
            tr("Looking back on {day}: it was right.") if decision.right else tr("Looking back on {day}: it was not.")
        )
        lines.append(said.format(day=figures.day(decision.reviewed_on)))
    elif decision.review_on is not None:
        said = tr("It is looked at again: was it right?")
        if decision.review_on > clock.today:
            said = tr("It is looked at again on {day}.").format(day=figures.day(decision.review_on))
        lines.append(said)
    return [line for line in lines if line]


def climb_lines(question: Question, business: Business, zone: tzinfo) -> list[tuple[str, str]]:
    """Return how a question came where it is, step by step: when, and what happened."""
    ladder = business.agreement.ladder
    lines = []
    for place, arrival in enumerate(question.arrivals):
        where, who = step_name(arrival.step_id, ladder), name_of(arrival.who, business)
        if arrival.by_clock:
            said = tr("Its time was over: it moved up to {step}.")
        elif arrival.jumped:
            said = tr("{who} took it straight to {step}.")
        elif not place:
            said = tr("{who} raised it on {step}.")
        elif _is_back(question.arrivals[place - 1], arrival, ladder):
            said = tr("{who} sent it back to {step}.")
        else:
            said = tr("{who} moved it up to {step}.")
        parts = [said.format(who=who, step=where)]
        if arrival.tried:
            parts.append(tr("Tried before: “{words}”").format(words=typed(arrival.tried)))
        if arrival.reason:
            parts.append(tr("Why: “{words}”").format(words=typed(arrival.reason)))
        lines.append((moment(arrival.at, zone), " ".join(parts)))
    return lines


def name_of(person_id: str, business: Business) -> str:
    """Return the name of somebody who works or worked here."""
    return typed(business.names.get(person_id, "")) or tr("Somebody")


def _telling(decision: Decision, business: Business) -> str:
    if decision.told_on is not None:
        return tr("The client was told on {day}.").format(day=figures.day(decision.told_on))
    if not decision.teller and decision.tell_by is None:
        return ""
    who = name_of(decision.teller, business)
    if decision.tell_by is None:
        return tr("{who} tells the client.").format(who=who)
    return tr("{who} tells the client by {day}.").format(who=who, day=figures.day(decision.tell_by))


def _is_back(before: Arrival, now: Arrival, ladder: Sequence[Step]) -> bool:
    was, there = step_of(before.step_id, ladder), step_of(now.step_id, ladder)
    return was is not None and there is not None and there[0] < was[0]
