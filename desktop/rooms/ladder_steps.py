"""The steps of the ladder as its picture shows them, and the cards on them."""

from collections.abc import Mapping, Sequence

from desktop.actions.desk import Judged
from desktop.wording import figures
from desktop.wording.asking import left_words, waited_for
from desktop.wording.questions import badge, name_of, skip_sentence, time_given, who_decides
from desktop.wording.typed import typed
from framework.business import Business
from framework.escalation import StepDecider, skipped
from framework.questions import Question
from framework.standing import Clock
from resources.words import tr
from widgets.ladder_view import LadderCard, LadderStep

WAITING = "waiting:"
"""Before the key of a deal that waits for an answer in Intake: its card is no question."""


def ladder_steps(
    business: Business, cards: Mapping[str, Sequence[LadderCard]], more: Mapping[str, str], closed: str = ""
) -> tuple[LadderStep, ...]:
    """Return the steps as the ladder shows them, lowest first, with their `cards` by step.

    `closed`: why the owner's step takes nothing now, empty mostly.
    """
    ladder = business.agreement.ladder
    over = skipped(ladder, business.people)
    shown = []
    for number, step in enumerate(ladder, start=1):
        away = closed if step.decides is StepDecider.OWNER else ""
        shown.append(
            LadderStep(
                step.id,
                figures.number(number),
                typed(step.name),
                " · ".join((who_decides(step, business), time_given(step, business))),
                " ".join(part for part in (away, typed(step.belongs)) if part),
                skip_sentence(step, over, business),
                tuple(cards.get(step.id, ())),
                tr("nothing waiting"),
                more.get(step.id, ""),
            )
        )
    return tuple(shown)


def question_card(question: Question, business: Business, clock: Clock) -> LadderCard:
    """Return the card of an open question on the ladder."""
    left = badge(question.here, business, clock)
    line = tr("Raised by {who}").format(who=name_of(question.raised_by, business))
    if question.here.by_clock:
        line = tr("{line} · moved up by the clock").format(line=line)
    elif question.here.jumped:
        line = tr("{line} · straight to the owner").format(line=line)
    return LadderCard(question.id, question.subject, line, left.text, left.tone)


def waiting_card(judged: Judged, business: Business, clock: Clock) -> LadderCard:
    """Return the card of a deal that was asked about in Intake and waits for the answer."""
    standing, offering = judged.standing, business.offerings.get(judged.deal.offering_id or "")
    title = judged.deal.client if offering is None else f"{judged.deal.client}: {offering.name}"
    line = tr("Waiting on {who}").format(who=waited_for(standing, business))
    tone = "OFF" if standing.overdue else "ASK"
    return LadderCard(WAITING + judged.deal.id, title, line, left_words(standing, business, clock), tone)
