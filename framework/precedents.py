"""Precedents: how like questions were decided before, and how the deals turned out (framework.md section 7)."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from framework.deal import Deal, Stage
from framework.questions import Question

MOST = 5
LIKE_WORDS = 0.2
"""From this share of its own score on, the words of another question are similar."""


class Case(NamedTuple):
    """A question with its deal as it is now (None: the question has a subject of its own, or the deal is gone)."""

    question: Question
    deal: Deal | None = None


class Likeness(StrEnum):
    """In what a decided question is like another one."""

    RULE = "rule"
    OFFERING = "offering"
    CLIENT = "client"
    WORDS = "words"


class Ending(NamedTuple):
    """How a deal turned out; None: not known, or not yet. `delivered` and `lost` are both False while it goes on."""

    delivered: bool = False
    on_time: bool | None = None
    client_score: int | None = None
    rework: bool | None = None
    lost: bool = False


class Precedent(NamedTuple):
    """A decided question that is like the one at hand: in what, how its deal turned out (None: without a deal)."""

    case: Case
    likeness: tuple[Likeness, ...]
    ending: Ending | None


def precedents(
    case: Case, decided: Iterable[Case], words: Mapping[str, float], most: int = MOST
) -> tuple[Precedent, ...]:
    """Return at most `most` decided questions that are like `case`, best first (framework.md section 7).

    In this order: the same rule (of more shared rules, more), the same offering, the same client, similar words, and
    then the newest. `words` are shares by question id, 1 for the very same words; under `LIKE_WORDS` is not similar.
    """
    found = []
    for other in decided:
        decision = other.question.decision
        if decision is None or other.question.id == case.question.id:
            continue
        alike = words.get(other.question.id, 0.0)
        shared = len(set(case.question.points) & set(other.question.points))
        offering = _same(case, other, "offering_id")
        client = _same(case, other, "client")
        said = alike >= LIKE_WORDS
        if shared or offering or client or said:
            likeness = zip(Likeness, (shared, offering, client, said), strict=True)
            precedent = Precedent(other, tuple(kind for kind, is_so in likeness if is_so), ending(other.deal))
            found.append(((shared, offering, client, alike if said else 0.0, decision.at), precedent))
    found.sort(key=lambda pair: pair[0], reverse=True)
    return tuple(precedent for _key, precedent in found[:most])


def ending(deal: Deal | None) -> Ending | None:
    """Return how a deal turned out, None without a deal. On time: by the date first promised (section 9)."""
    if deal is None:
        return None
    due = deal.first_promised_on or deal.promised_on
    on_time = deal.delivered_on <= due if deal.delivered_on is not None and due is not None else None
    return Ending(deal.delivered_on is not None, on_time, deal.client_score, deal.rework, deal.stage is Stage.LOST)


def _same(one: Case, other: Case, field: str) -> bool:
    if one.deal is None or other.deal is None:
        return False
    value = getattr(one.deal, field)
    return value is not None and value == getattr(other.deal, field)
