"""Versions of the checklist: what may stand in one, what differs, what moving a deal does, how lines are numbered."""

import pytest

from framework.agreement import Zone
from framework.checklist import ChecklistItem, Needed, Section, line_numbers
from framework.checklist_versions import (
    LONGEST_QUESTION,
    Differences,
    Moving,
    QuestionFlaw,
    checklist_differences,
    in_sections,
    moved_by,
    moving,
    question_flaw,
    tidied,
)

ROOM = ChecklistItem("room", Section.CAPACITY, "The weeks have room", follows="week_load")
BUILT = ChecklistItem("built", Section.FEASIBILITY, "We have built this before", Needed.BEFORE_PROMISE, Zone.ASK)
SURVEY = ChecklistItem("survey", Section.FEASIBILITY, "Site survey done", Needed.BEFORE_HANDOVER)
ART = ChecklistItem("art", Section.DATA, "Final artwork is in")
ALL = (ROOM, BUILT, SURVEY, ART)


@pytest.mark.parametrize(
    ("say", "flaw"),
    [
        ("", QuestionFlaw.NO_WORDS),
        (" \n ", QuestionFlaw.NO_WORDS),
        ("final  Artwork is\nIN", QuestionFlaw.TWIN),
        ("x" * (LONGEST_QUESTION + 1), QuestionFlaw.TOO_LONG),
        ("x" * LONGEST_QUESTION, None),
        ("Final artwork is here", None),
    ],
)
def test_a_question_needs_words_of_its_own(say: str, flaw: QuestionFlaw | None) -> None:
    assert question_flaw(SURVEY._replace(say=say), ALL) is flaw


def test_the_same_words_may_be_asked_of_different_offerings() -> None:
    signs, vans = (ART._replace(id=each, offering_ids=frozenset({each})) for each in ("sign", "van"))
    assert question_flaw(signs, [vans]) is None
    assert question_flaw(signs, [vans._replace(offering_ids=frozenset({"van", "sign"}))]) is QuestionFlaw.TWIN
    assert question_flaw(signs, [vans._replace(offering_ids=frozenset())]) is QuestionFlaw.TWIN
    assert question_flaw(ART, [ART]) is None, "a question is no twin of itself"


def test_a_figure_leaves_nothing_for_a_person_to_say() -> None:
    full = BUILT._replace(say=" a \n b ", yes_means=Zone.OFF, unknown_means=Zone.ASK, rule_id="r")
    assert tidied(full) == full._replace(say="a b")
    measured = tidied(full._replace(follows="lead_time"))
    assert (measured.yes_means, measured.no_means, measured.unknown_means, measured.rule_id) == (None,) * 4
    assert tidied(full._replace(follows="catalogue")).no_means is Zone.ASK


def test_a_question_moves_within_its_section_only() -> None:
    mixed = (ART, SURVEY, ROOM, BUILT)
    assert in_sections(mixed) == (ROOM, SURVEY, BUILT, ART)
    assert moved_by(mixed, "survey", 1) == (ROOM, BUILT, SURVEY, ART)
    assert moved_by(mixed, "built", -1) == (ROOM, BUILT, SURVEY, ART)
    for item, step in (("survey", -1), ("built", 1), ("room", -1), ("art", 1), ("gone", 1)):
        assert moved_by(mixed, item, step) == (ROOM, SURVEY, BUILT, ART)


def test_versions_differ_in_what_was_added_taken_out_changed_and_in_their_order() -> None:
    assert not checklist_differences(ALL, ALL).any
    new, stricter = ART._replace(id="new"), SURVEY._replace(needed=Needed.BEFORE_PROMISE)
    assert checklist_differences(ALL, (ROOM, stricter, ART, new)) == Differences((new,), (BUILT,), (stricter,))
    assert checklist_differences(ALL, (ROOM, SURVEY, BUILT, ART)) == Differences(reordered=True)
    assert not checklist_differences(ALL, (ART, *ALL[:3])).any, "sections have their own order"


def test_a_deal_that_is_moved_keeps_its_answers_and_meets_the_new_questions() -> None:
    new, other_words = ART._replace(id="new"), SURVEY._replace(say="Survey done, with photos")
    found = moving(ALL, (ROOM, other_words, ART, new), {"built", "survey", "art"})
    assert found == Moving(kept=2, reworded=(other_words,), new=(new,), dropped=1)
    # Moved back and forth: what was answered under a version between is answered still.
    assert moving((ROOM,), (ROOM, ART), {"art"}) == Moving(kept=1)


def test_lines_for_every_offering_have_the_same_number_on_every_sheet() -> None:
    for_signs = SURVEY._replace(id="signs", offering_ids=frozenset({"sign"}))
    for_vans = SURVEY._replace(id="vans", offering_ids=frozenset({"van"}))
    everything = [for_signs, ROOM, BUILT, for_signs, for_vans, ART]
    assert line_numbers(everything) == ((0, 1), (1, 0), (2, 0), (2, 1), (2, 2), (3, 0))
    of_a_banner = [item for item in everything if not item.offering_ids]
    assert line_numbers(of_a_banner) == ((1, 0), (2, 0), (3, 0))
    assert line_numbers(()) == ()
