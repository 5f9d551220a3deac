"""The form of a health check on paper: numbered as on the screen, a box for each answer, at most two sheets."""

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.actions.business import create_sample
from desktop.actions.desk import read_desk
from desktop.actions.health import OwnStatement, asked_statements, begin_check
from desktop.printing.from_file import health_form_of
from desktop.printing.health_form_page import health_form_page
from desktop.printing.page import A4, PAPERS, Paper
from desktop.printing.paper import pdf_bytes
from framework.agreement_versions import Version
from framework.business import Business
from framework.health import Area
from storage.book import Author
from storage.health import running_check
from tests.desktop.conftest import TODAY

Sheets = Callable[[bytes], list[str]]
Founded = Callable[[str], tuple[Version, Business]]


@pytest.fixture
def business(founded: Founded) -> Business:
    return founded("blank")[1]


@pytest.mark.parametrize("paper", PAPERS)
def test_the_long_form_takes_two_sheets_and_the_short_one_one(business: Business, sheets: Sheets, paper: Paper) -> None:
    long = sheets(pdf_bytes(health_form_page(business, asked_statements(short=False), short=False), paper))
    short = sheets(pdf_bytes(health_form_page(business, asked_statements(short=True), short=True), paper))
    assert len(long) == 2 and len(short) == 1
    assert "30 to 40 minutes" in long[0] and "about 5 minutes" in short[0]


@pytest.mark.parametrize("paper", PAPERS)
def test_eight_statements_of_ones_own_still_fit(business: Business, sheets: Sheets, paper: Paper) -> None:
    own = [
        OwnStatement(f"Statement {n} of ours is about the workshop on a Friday afternoon", area)
        for n, area in enumerate([None, *Area][:8])
    ]
    found = sheets(pdf_bytes(health_form_page(business, asked_statements(short=False, own=own), short=False), paper))
    assert len(found) == 2 and "Our own statements" in found[1] and "Statement 0 of ours" in found[1]


def test_every_line_has_the_number_that_it_has_on_the_screen(business: Business, sheets: Sheets) -> None:
    statements = asked_statements(short=False)
    page = health_form_page(business, statements, short=False, name="Ben")
    # The units: the head, one for each statement, the foot.
    for number, (each, unit) in enumerate(zip(statements, page.units[1:-1], strict=True), 1):
        assert f">{number}</td>" in unit and each.say[:18] in unit and unit.count("large-box") == 6
    text = " ".join(sheets(pdf_bytes(page, A4)))
    at = [text.index(each.say[:18]) for each in statements]
    assert at == sorted(at)
    assert "For Ben" in text and "Can't say" in text


def test_what_was_typed_is_shown_as_it_was_typed(business: Business, sheets: Sheets) -> None:
    statements = asked_statements(short=True, own=[OwnStatement("We <b>never</b> shout & argue", None)])
    (text,) = sheets(pdf_bytes(health_form_page(business, statements, short=True, name="<i>Ben"), A4))
    assert "We <b>never</b> shout & argue" in text and "<i>Ben" in text


def test_the_form_out_of_a_file_is_that_of_the_check_that_runs(tmp_path: Path, sheets: Sheets) -> None:
    with create_sample(path=tmp_path / "form.handshake", today=TODAY) as book:
        desk = read_desk(book, TODAY)
        if running_check(book) is None:
            assert len(sheets(pdf_bytes(health_form_of(book, desk), A4))) == 2
            own = [OwnStatement("The coffee is good", Area.TONE)]
            begin_check(book=book, who=Author(), people=desk.business.people, short=True, own=own)
        check = running_check(book)
        assert check is not None
        (text,) = sheets(pdf_bytes(health_form_of(book, desk), A4))
        assert all(each.say[:15] in text for each in check.statements)
