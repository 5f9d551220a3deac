"""Precedents in words: "Hartley Gym, March 2026: in parts, on time, client 5 of 5" (framework.md section 7)."""

from datetime import tzinfo

from desktop.wording import figures
from desktop.wording.typed import typed
from framework.precedents import Case, Ending, Likeness, Precedent
from framework.questions import DecisionKind
from resources.words import tr

DOT = " · "


def decision_words(kind: DecisionKind) -> str:
    """Return what was decided, in a word or two."""
    return {
        DecisionKind.ACCEPT: tr("accepted"),
        DecisionKind.CONDITIONS: tr("accepted with conditions"),
        DecisionKind.PHASED: tr("accepted in parts"),
        DecisionKind.REFUSE: tr("refused"),
    }[kind]


def case_name(case: Case) -> str:
    """Return what a question is called: its subject, after the client where that says more."""
    subject = case.question.subject
    if case.deal is None or case.deal.client in subject:
        return typed(subject)
    return tr("{client}: {subject}").format(client=typed(case.deal.client), subject=typed(subject))


def ending_words(ending: Ending | None) -> list[str]:
    """Return how a deal turned out, a word or two each; nothing for a question without a deal."""
    if ending is None:
        return []
    if ending.lost:
        return [tr("deal lost")]
    if not ending.delivered:
        return [tr("not delivered yet")]
    said = [tr("delivered")]
    if ending.on_time is not None:
        said = [tr("on time") if ending.on_time else tr("late")]
    if ending.rework:
        said.append(tr("rework needed"))
    if ending.client_score is not None:
        said.append(tr("client {score} of 5").format(score=figures.number(ending.client_score)))
    return said


def likeness_words(precedent: Precedent) -> str:
    """Return in what a decided question is like the one at hand: "same rule, same client"."""
    words = {
        Likeness.RULE: tr("same rule"),
        Likeness.OFFERING: tr("same offering"),
        Likeness.CLIENT: tr("same client"),
        Likeness.WORDS: tr("similar words"),
    }
    return tr(", ").join(words[kind] for kind in precedent.likeness)


def precedent_line(precedent: Precedent, zone: tzinfo) -> str:
    """Return what was decided, when, and how it turned out, in one line."""
    decision = precedent.case.question.decision
    assert decision is not None
    day = figures.day_year(decision.at.astimezone(zone).date())
    return DOT.join((day, decision_words(decision.kind), *ending_words(precedent.ending)))
