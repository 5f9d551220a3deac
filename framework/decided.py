"""A question on the ladder as the deal sees it: asked like any other, answered by its decision (sections 4 and 7).

So a verdict follows a decision as it follows an answer: on the facts as they stood, until one gets worse.
"""

from collections.abc import Sequence
from datetime import date

from framework.agreement import Decider, Silence
from framework.asking import Facts, GivenAnswer, Kind, Point, Request, Seat
from framework.escalation import Step, StepDecider
from framework.questions import Decision, DecisionKind, Question

_DECIDER = {
    StepDecider.EACH_ALONE: Decider.OPERATIONS,
    StepDecider.TOGETHER: Decider.BOTH,
    StepDecider.LEADS: Decider.LEADS,
    StepDecider.OWNER: Decider.OWNER,
}
_KIND = {
    DecisionKind.ACCEPT: Kind.ACCEPT,
    DecisionKind.CONDITIONS: Kind.CONDITIONS,
    DecisionKind.PHASED: Kind.CONDITIONS,
    DecisionKind.REFUSE: Kind.REFUSE,
}


def as_request(question: Question, ladder: Sequence[Step]) -> Request | None:
    """Return a question about a deal as a request, None for one that is dropped or about something else.

    A decision is one answer for everybody. One taken on the owner's step also lifts what is off the table.
    """
    if question.deal_id is None or question.dropped_at is not None:
        return None
    decision = question.decision
    step_id = question.here.step_id if decision is None else decision.step_id
    kind = next((step.decides for step in ladder if step.id == step_id), StepDecider.TOGETHER)
    facts = decision.facts if decision is not None and decision.facts is not None else Facts(date.min)
    points = tuple(Point(key, None, Silence.OPEN) for key in question.points)
    decides = _DECIDER[kind] if decision is None else Decider.OPERATIONS
    if kind is StepDecider.OWNER:
        decides = Decider.OWNER
    answers = () if decision is None else (_answer(decision, facts, decides),)
    return Request(
        id=question.id,
        deal_id=question.deal_id,
        asked_by=question.raised_by,
        asked_at=question.raised_at,
        decides=decides,
        facts=facts._replace(points=frozenset(question.points)),
        points=points,
        answers=answers,
        version=question.version,
        question_id=question.id,
        lifts=kind is StepDecider.OWNER,
    )


def _answer(decision: Decision, facts: Facts, decides: Decider) -> GivenAnswer:
    return GivenAnswer(
        id=decision.id,
        request_id=decision.question_id,
        person_id=decision.who,
        seat=Seat.OWNER if decides is Decider.OWNER else Seat.OPERATIONS,
        kind=_KIND[decision.kind],
        at=decision.at,
        # For this deal it holds until a fact gets worse; it has no day on which it ends.
        valid_until=date.max,
        facts=facts,
        say=decision.say,
        conditions=decision.conditions,
        taken_at=decision.taken_at,
        version=decision.version,
    )
