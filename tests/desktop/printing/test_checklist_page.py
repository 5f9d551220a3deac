"""The checklist on paper: numbered through, boxes ticked as answered, or large and empty for a site visit."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from desktop.actions.desk import Judged
from desktop.printing.checklist_page import blank_checklist_page, checklist_page
from desktop.printing.page import A4, LETTER, PAPERS, Paper
from desktop.printing.paper import pdf_bytes
from framework.agreement import Agreement, Decider, Measure, Rule, Zone
from framework.business import Business
from framework.catalogue import Crew, Offering
from framework.checklist import Answer, ChecklistItem, ItemAnswer, Needed, Section
from framework.deal import Deal
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
        "3 Site survey done + not known",
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
    ticked = [marks(unit)[:3] for unit in page.units if "tick" in unit or "box" in unit]
    assert ticked[:5] == [
        ["box", "tick", "box"],  # the week is too full
        ["tick", "box", "box"],
        ["box", "box", "box"],  # not known
        ["box", "box", "tick"],
        ["tick", "box", "box"],  # from the catalogue
    ]


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("deal", [DEAL, None])
def test_a_blank_checklist_is_for_a_site_visit(deal: Deal | None, paper: Paper, sheets: Sheets) -> None:
    page = blank_checklist_page(BUSINESS, TODAY, deal)
    boxes = [mark for unit in page.units for mark in marks(unit)]
    assert boxes.count("large-box") == 3 * len(ITEMS)
    assert "tick" not in boxes
    (text,) = sheets(pdf_bytes(page, paper))
    assert "5 Everything is in the catalogue" in text
    assert ("Lakeside Dental" in text) == (deal is not None)
    assert ("Client" in text.split("Capacity")[0]) == (deal is None)
    assert "holds this back" not in text


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
