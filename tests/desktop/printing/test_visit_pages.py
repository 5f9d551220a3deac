"""The card of a visit and the two reviews on paper: one sheet each, numbered as on the screen."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.actions.business import create_sample
from desktop.actions.desk import read_desk
from desktop.printing.from_file import review_of_side
from desktop.printing.page import PAPERS, Paper
from desktop.printing.paper import LaidOut, pdf_bytes
from desktop.printing.visit_page import blank_visit_page, visit_page
from framework.agreement_versions import Version
from framework.business import Business
from framework.people import Function
from framework.visits import CARD_FIELDS, Visit, VisitKind

Sheets = Callable[[bytes], list[str]]
Founded = Callable[[str], tuple[Version, Business]]
TODAY = date(2026, 11, 23)
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenhersteller " * 4


@pytest.fixture
def business(founded: Founded) -> Business:
    return founded("blank")[1]


def visit(business: Business, **known: object) -> Visit:
    ana, ben = (person.id for person in business.people)
    found = Visit("v", ana, VisitKind.DELIVERY, TODAY, "The fascia", ben, starts="09:30")
    return found._replace(**known)  # type: ignore[arg-type]


@pytest.mark.parametrize("paper", PAPERS)
def test_an_empty_card_has_eight_numbered_lines_on_one_sheet(business: Business, sheets: Sheets, paper: Paper) -> None:
    (text,) = sheets(pdf_bytes(blank_visit_page(business), paper))
    at = [
        text.index(f" {number} {ask}")
        for number, ask in ((1, "What do I think"), (4, "What surprised me"), (8, "A rule"))
    ]
    assert at == sorted(at)
    assert "Before" in text and "During" in text and "After" in text


@pytest.mark.parametrize("paper", PAPERS)
def test_what_is_written_stands_there_and_the_rest_has_lines(business: Business, sheets: Sheets, paper: Paper) -> None:
    page = visit_page(visit(business, surprise="Nobody had the key\n<b>Nobody</b>", guess=LONG), business)
    (text,) = sheets(pdf_bytes(page, paper))
    for said in ("Delivery day", "The fascia", "Mon 23 Nov 2026, 09:30", "Nobody had the key <b>Nobody</b>"):
        assert said in text, said
    assert "What do I think is hardest for Operations?" in text


def test_a_card_that_is_full_flows_on_with_its_heading(business: Business, sheets: Sheets) -> None:
    page = visit_page(visit(business, **{field: LONG * 6 for field in CARD_FIELDS}), business)
    texts = sheets(pdf_bytes(page))
    assert len(texts) > 1 and "continued" in " ".join(texts[1:])


def test_a_visit_that_was_called_off_says_so(business: Business, sheets: Sheets) -> None:
    off = visit(business, called_off_at=datetime(2026, 11, 20, tzinfo=UTC), called_off_because="The crane broke")
    (text,) = sheets(pdf_bytes(visit_page(off, business)))
    assert "called off: The crane broke" in text


@pytest.mark.parametrize("paper", PAPERS)
def test_a_review_is_one_sheet_with_room_for_questions(tmp_path: Path, sheets: Sheets, paper: Paper) -> None:
    with create_sample(path=tmp_path / "s.handshake", today=TODAY) as book:
        desk = read_desk(book, TODAY)
        sales = review_of_side(book, desk, Function.SALES)
        operations = review_of_side(book, desk, Function.OPERATIONS)
    (text,) = sheets(pdf_bytes(sales, paper))
    text = text.replace("\N{NO-BREAK SPACE}", " ")
    for said in ("Sales sees delivery", "4 of 5 1 of 5", "Earliest honest dates", "7 days late", "Our questions"):
        assert said in text, said
    (text,) = sheets(pdf_bytes(operations, paper))
    for said in ("Operations sees pipeline", "May come", "after our no", "What clients asked for", "Our questions"):
        assert said in text, said


def test_a_review_of_many_deals_still_is_one_sheet(tmp_path: Path) -> None:
    with create_sample(path=tmp_path / "s.handshake", today=TODAY) as book:
        from desktop.actions.intake import create_deal
        from storage.book import Author

        for number in range(30):
            fields = {"client": f"{LONG[:50]} {number}", "probability_percent": Decimal(99), "value": Decimal(10)}
            create_deal(book=book, who=Author(), today=TODAY, digits=2, fields=fields)
        desk = read_desk(book, TODAY)
        for paper in PAPERS:
            assert LaidOut(review_of_side(book, desk, Function.OPERATIONS), paper).count == 1
