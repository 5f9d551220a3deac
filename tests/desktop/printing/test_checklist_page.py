"""The checklist on paper: numbered through, boxes ticked as answered, or large and empty for a site visit."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from desktop.actions.desk import Judged
from desktop.printing.checklist_page import blank_checklist_page, checklist_page, visit_checklist_page
from desktop.printing.page import A4, LETTER, PAPERS, Paper
from desktop.printing.paper import pdf_bytes
from framework.agreement import Agreement, Decider, Measure, Rule, Zone
from framework.business import Business
from framework.catalogue import Crew, Offering
from framework.checklist import Answer, ChecklistItem, ItemAnswer, Needed, Section
from framework.deal import Deal, Stage
from framework.intake import Reason, Verdict
from framework.people import Function, Person
from framework.standing import Standing, State
from framework.working_time import WorkingCalendar

Sheets = Callable[[bytes], list[str]]

TODAY = date(2026, 11, 27)
ITEMS = (
    ChecklistItem("room", Section.CAPACITY, "The weeks needed have room", Needed.BEFORE_PROMISE, follows="week_load"),
    ChecklistItem("built", Section.FEASIBILITY, "We have built this before", Needed.BEFORE_PROMISE, no_means=Zone.ASK),
    ChecklistItem("survey", Section.FEASIBILITY, "Site survey done", Needed.BEFORE_HANDOVER),
    ChecklistItem("art", Section.DATA, "Final artwork <in> vector & form"),
    ChecklistItem("std", Section.DEVIATIONS, "Everything is in the catalogue", follows="catalogue"),
)
BUSINESS = Business(
    name="Brightside Signs",
    currency="EUR",
    kind="sign-shop",
    people=(Person("ben", "Ben", frozenset({Function.OPERATIONS})),),
    calendar=WorkingCalendar(),
    crews=(Crew("w", "Workshop", Decimal(40)),),
    offerings={"fascia": Offering("fascia", "Illuminated fascia")},
    agreement=Agreement(1, None, (Rule("load", Measure.WEEK_LOAD, "Load", promise_limit=Decimal(85)),)),
    items=ITEMS,
    series=None,
)
DEAL = Deal("1", "B-057", "Lakeside Dental", "fascia", value=Decimal(6800), promised_on=date(2026, 12, 11))
VERDICT = Verdict(
    Zone.ASK,
    (
        Reason(
            Zone.ASK,
            Measure.WEEK_LOAD,
            Decimal(90),
            Decimal(85),
            rule_id="load",
            decides=Decider.OPERATIONS,
            answer_hours=Decimal(8),
            week=date(2026, 12, 7),
            crew_id="w",
        ),
    ),
)
ANSWERS = {
    "built": ItemAnswer("built", Answer.YES, "Hartley, March", "ben", datetime(2026, 11, 24, 9, tzinfo=UTC)),
    "survey": ItemAnswer("survey", Answer.UNKNOWN),
    "art": ItemAnswer("art", Answer.NOT_APPLICABLE),
}
JUDGED = Judged(DEAL, ANSWERS, VERDICT, None, VERDICT, Standing(State.NONE))


def marks(html: str) -> list[str]:
    return [part.split('"')[0] for part in html.split('<img src="')[1:]]


@pytest.mark.parametrize("paper", PAPERS)
def test_a_filled_checklist_has_its_verdict_numbers_and_notes(paper: Paper, sheets: Sheets) -> None:
    (text,) = sheets(pdf_bytes(checklist_page(JUDGED, BUSINESS, TODAY, UTC), paper))
    for said in (
        "Lakeside Dental",
        "B-057",
        "Fri 11 Dec 2026",
        "Ask Operations first. One rule holds this back. Ben answers within 1 working day.",
        "Week of 7 Dec at 90 %, we ask above 85 %",
        "Capacity",
        "1 The weeks needed have room *",
        "Technical feasibility",
        "2 We have built this before * Hartley, March · Ben · 24 Nov",
        "3 Site survey done +",
        "yes no ? n.a. notes",
        "Required data",
        "4 Final artwork <in> vector & form",
        "Deviations from the standard offering",
        "5 Everything is in the catalogue",
        "* before the promise + before handover",
        "Sales: complete",
        "Operations: accepts accepts with conditions returns",
        "Does this serve the client well? yes no",
        "Page 1 of 1",
    ):
        assert said in text


def test_boxes_are_ticked_as_answered() -> None:
    page = checklist_page(JUDGED, BUSINESS, TODAY, UTC)
    ticked = [marks(unit)[:4] for unit in page.units if "tick" in unit or "box" in unit]
    assert ticked[:5] == [
        ["box", "tick", "box", "box"],  # the week is too full
        ["tick", "box", "box", "box"],
        ["box", "box", "tick", "box"],  # nobody knows yet
        ["box", "box", "box", "tick"],
        ["tick", "box", "box", "box"],  # from the catalogue
    ]


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("deal", [DEAL, None])
def test_a_blank_checklist_has_boxes_where_a_person_answers(deal: Deal | None, paper: Paper, sheets: Sheets) -> None:
    page = blank_checklist_page(BUSINESS, TODAY, deal)
    boxes = [mark for unit in page.units for mark in marks(unit)]
    answered_by_a_person = sum(1 for item in ITEMS if item.follows is None)
    assert boxes.count("large-box") == 4 * answered_by_a_person == 12
    assert "tick" not in boxes
    (text,) = sheets(pdf_bytes(page, paper))
    assert "1 The weeks needed have room * checked for you" in text
    assert "5 Everything is in the catalogue" in text
    assert ("Lakeside Dental" in text) == (deal is not None)
    assert ("Client" in text.split("Capacity")[0]) == (deal is None)
    assert "holds this back" not in text


@pytest.mark.parametrize("paper", PAPERS)
def test_a_site_visit_has_larger_boxes_and_room_for_what_is_seen(paper: Paper, sheets: Sheets) -> None:
    page = visit_checklist_page(BUSINESS, TODAY, DEAL)
    boxes = [mark for unit in page.units for mark in marks(unit)]
    assert boxes == ["visit-box"] * 12 + ["sketch"]
    texts = sheets(pdf_bytes(page, paper))
    text = " ".join(texts)
    for said in ("Lakeside Dental", "Spoken to", "2 We have built this before *", "Contact on site, phone"):
        assert said in texts[0]
    for said in ("Access, parking, keys, hours", "Measures", "Photos of", "Sketch, with measures"):
        assert said in text
    assert "Sign-off" not in text
    assert len(texts) <= 2


def test_lines_have_one_number_whatever_the_sheet(sheets: Sheets) -> None:
    """A sheet for any deal also asks what is for some offerings only; the other lines keep the number they have."""
    lit = ChecklistItem("lit", Section.FEASIBILITY, "Power at the wall", offering_ids=frozenset({"fascia"}))
    business = BUSINESS._replace(items=(*ITEMS[:2], lit, *ITEMS[2:]))
    (any_deal,) = sheets(pdf_bytes(blank_checklist_page(business, TODAY), A4))
    (of_fascia,) = sheets(pdf_bytes(blank_checklist_page(business, TODAY, DEAL), A4))
    (of_other,) = sheets(pdf_bytes(blank_checklist_page(business, TODAY, DEAL._replace(offering_id=None)), A4))
    assert "2a Power at the wall (only for Illuminated fascia)" in any_deal
    assert "2a Power at the wall" in of_fascia and "only for" not in of_fascia
    assert "Power at the wall" not in of_other
    for text in (any_deal, of_fascia, of_other):
        assert "2 We have built" in text and "3 Site survey" in text and "5 Everything" in text


def test_a_long_checklist_splits_no_question(sheets: Sheets) -> None:
    items = tuple(
        ChecklistItem(str(n), Section.DATA, f"begin{n}x " + "word " * 30 + f"end{n}x", Needed.NOT) for n in range(60)
    )
    texts = sheets(pdf_bytes(blank_checklist_page(BUSINESS._replace(items=items), TODAY), LETTER))
    assert len(texts) > 2
    for n in range(60):
        assert sorted((f"begin{n}x" in text, f"end{n}x" in text) for text in texts)[-2:] == [
            (False, False),
            (True, True),
        ]
    assert sheets(pdf_bytes(blank_checklist_page(BUSINESS, TODAY), A4))


def test_what_was_answered_stands_on_the_sheet_instead_of_who_would_answer(qapp: object) -> None:
    said = "Ben said yes on Mon 23 Nov, 10:12, until Mon 7 Dec."
    text = "".join(checklist_page(JUDGED, BUSINESS, TODAY, standing=said).units)
    assert said in text and "Ben answers" not in text
    assert "Ben answers" in "".join(checklist_page(JUDGED, BUSINESS, TODAY).units)


@pytest.mark.parametrize(("stage", "caption"), [(Stage.INTAKE, "Asked for"), (Stage.WON, "Promised for")])
def test_nothing_is_called_promised_that_was_only_asked_for(stage: Stage, caption: str, sheets: Sheets) -> None:
    judged = JUDGED._replace(deal=DEAL._replace(stage=stage))
    said = "\n".join(sheets(pdf_bytes(checklist_page(judged, BUSINESS, TODAY, UTC), A4)))
    assert [words for words in ("Asked for", "Promised for") if words in said] == [caption]


def test_a_yes_does_not_make_a_full_week_an_empty_one_on_paper() -> None:
    allowed = Verdict(Zone.PROMISE, (), (VERDICT.reasons[0]._replace(zone=Zone.PROMISE),))
    page = checklist_page(JUDGED._replace(verdict=allowed), BUSINESS, TODAY, UTC)
    first = next(unit for unit in page.units if "tick" in unit or "box" in unit)
    assert marks(first)[:4] == ["box", "tick", "box", "box"]
