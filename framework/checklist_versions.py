"""Versions of the intake checklist: what keeps a question from being asked, what differs, and what moving a deal does.

A deal keeps the version it began with and can be moved to the newest (framework.md section 6). Questions keep their id
through the versions, and answers name that id.
"""

from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from framework.checklist import CATALOGUE, SECTIONS, ChecklistItem

LONGEST_QUESTION = 500


class QuestionFlaw(StrEnum):
    """Why a question can't stand in a checklist."""

    NO_WORDS = "no_words"
    TOO_LONG = "too_long"
    TWIN = "twin"


class Differences(NamedTuple):
    """What a newer version has otherwise: questions that are new, gone, or changed (as they are now).

    `reordered`: the questions that both have stand in another order.
    """

    added: tuple[ChecklistItem, ...] = ()
    removed: tuple[ChecklistItem, ...] = ()
    changed: tuple[ChecklistItem, ...] = ()
    reordered: bool = False

    @property
    def any(self) -> bool:
        """True when anything differs."""
        return self != Differences()


class Moving(NamedTuple):
    """What becomes of a deal that is moved to another version: how many answers stay, and what is to be looked at.

    `reworded` are questions that were answered in other words, `new` those that were not asked before, `dropped` is
    how many answers belong to questions that are asked no longer; they stay in the file.
    """

    kept: int
    reworded: tuple[ChecklistItem, ...] = ()
    new: tuple[ChecklistItem, ...] = ()
    dropped: int = 0


def question_flaw(item: ChecklistItem, items: Iterable[ChecklistItem]) -> QuestionFlaw | None:
    """Return what keeps `item` from standing among `items`; None for one that can.

    Two questions in the same words are twins, unless each is for offerings of its own.
    """
    words = _words(item.say)
    if not words:
        return QuestionFlaw.NO_WORDS
    if len(words) > LONGEST_QUESTION:
        return QuestionFlaw.TOO_LONG
    for other in items:
        apart = item.offering_ids and other.offering_ids and item.offering_ids.isdisjoint(other.offering_ids)
        if other.id != item.id and _words(other.say).casefold() == words.casefold() and not apart:
            return QuestionFlaw.TWIN
    return None


def tidied(item: ChecklistItem) -> ChecklistItem:
    """Return `item` with its words on one line, and without meanings that nobody can bring about.

    A figure answers by itself: the rule that looks at it says what follows, and nobody says "don't know". Only the
    catalogue has no rule of its own, and so keeps what its "no" means.
    """
    item = item._replace(say=_words(item.say))
    if item.follows is None:
        return item
    no_means = item.no_means if item.follows == CATALOGUE else None
    return item._replace(yes_means=None, no_means=no_means, unknown_means=None, rule_id=None)


def in_sections(items: Iterable[ChecklistItem]) -> tuple[ChecklistItem, ...]:
    """Return `items` in the order of the four sections, each in the order it was in."""
    return tuple(sorted(items, key=lambda item: SECTIONS.index(item.section)))


def moved_by(items: Sequence[ChecklistItem], item_id: str, step: int) -> tuple[ChecklistItem, ...]:
    """Return `items` with one of them `step` places further down (up: below 0) among those of its section."""
    ordered = list(in_sections(items))
    at = next((place for place, item in enumerate(ordered) if item.id == item_id), -1)
    wanted = at + step
    if at < 0 or not 0 <= wanted < len(ordered) or ordered[wanted].section is not ordered[at].section:
        return tuple(ordered)
    ordered.insert(wanted, ordered.pop(at))
    return tuple(ordered)


def checklist_differences(before: Sequence[ChecklistItem], after: Sequence[ChecklistItem]) -> Differences:
    """Return what `after` has otherwise than `before`."""
    old = {item.id: item for item in before}
    new = {item.id for item in after}
    return Differences(
        added=tuple(item for item in after if item.id not in old),
        removed=tuple(item for item in before if item.id not in new),
        changed=tuple(item for item in after if item.id in old and old[item.id] != item),
        reordered=[i.id for i in in_sections(before) if i.id in new]
        != [i.id for i in in_sections(after) if i.id in old],
    )


def moving(before: Sequence[ChecklistItem], after: Sequence[ChecklistItem], answered: Collection[str]) -> Moving:
    """Return what becomes of the deal that was asked `before` when it is asked `after`; `answered` are item ids."""
    old = {item.id: item for item in before}
    stays = [item for item in after if item.id in answered]
    return Moving(
        kept=len(stays),
        reworded=tuple(item for item in stays if item.id in old and old[item.id].say != item.say),
        new=tuple(item for item in after if item.id not in old and item.id not in answered),
        dropped=sum(1 for item in before if item.id in answered) - sum(1 for item in stays if item.id in old),
    )


def _words(text: str) -> str:
    return " ".join(text.split())
