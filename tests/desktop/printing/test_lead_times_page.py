"""The lead-time sheet on paper: every offering with its dates, and nothing that a name could do to it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from PySide6.QtCore import QLocale

from desktop.actions.capacity import LeadTime
from desktop.printing.lead_times_page import lead_times_page
from desktop.printing.page import A4, LETTER, PAPERS, Paper
from desktop.printing.paper import LaidOut, pdf_bytes
from framework.agreement_versions import Version
from framework.business import Business
from framework.capacity import WeekLoad
from framework.catalogue import Crew, Offering

Sheets = Callable[[bytes], list[str]]
Founded = Callable[[str], tuple[Version, Business]]
TODAY = date(2026, 11, 23)
LIMIT = Fraction(85, 100)
FASCIA = Offering("f", "Illuminated fascia", 15, {"w": Decimal(34)})
FOUND = (
    LeadTime(FASCIA, date(2026, 12, 14), date(2026, 12, 9), hours_known=True),
    LeadTime(FASCIA._replace(name="Wrap", lead_time_days=1), None, date(2027, 3, 1), hours_known=True),
    LeadTime(FASCIA._replace(name="Odd job", lead_time_days=None, hours={}), None, None, hours_known=False),
)


def load(crew: str, week: date, sold: int) -> WeekLoad:
    share = Fraction(sold, 40)
    return WeekLoad(week, crew, Fraction(40), Fraction(sold), Fraction(0), share, 0.0, sold > 40)


LOADS = (load("w", date(2026, 11, 23), 36), load("w", date(2026, 11, 30), 10))


@pytest.fixture
def business(founded: Founded) -> Business:
    _, found = founded("blank")
    return found._replace(name="Brightside", crews=(Crew("w", "Workshop", Decimal(40)),))


@pytest.mark.parametrize("paper", PAPERS)
def test_every_offering_stands_there_with_its_dates(business: Business, sheets: Sheets, paper: Paper) -> None:
    (text,) = sheets(pdf_bytes(lead_times_page(FOUND, LOADS, LIMIT, business, TODAY), paper))
    for said in (
        "Brightside",
        "Earliest honest dates",
        "Monday 23 November 2026",
        "with no week over 85 %",
        "Illuminated fascia 15 working days Mon 14 Dec 2026 Wed 9 Dec 2026",
        "Wrap 1 working day none in 52 weeks Mon 1 Mar 2027",
        "Odd job not said hours not known",
        "Week over 85 %: 23 Nov",
        "Good on Mon 23 Nov 2026. Every deal that is won moves these dates: print it anew.",
    ):
        assert said in text.replace("\N{NO-BREAK SPACE}", " "), said


def test_each_crew_says_its_weeks(business: Business, sheets: Sheets) -> None:
    two = business._replace(crews=(*business.crews, Crew("y", "Yard", Decimal(40))))
    loads = (*LOADS, load("y", date(2026, 11, 30), 0))
    (text,) = sheets(pdf_bytes(lead_times_page(FOUND, loads, LIMIT, two, TODAY), A4))
    text = text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Workshop Week over 85 %: 23 Nov" in text and "Yard No week is over 85 %" in text


@pytest.mark.parametrize("name", ["<b>Bold</b>", "<img src=file:/etc/hostname>", "A & Co", "{{ 7 * 7 }}"])
def test_a_name_is_printed_as_it_was_typed(business: Business, sheets: Sheets, name: str) -> None:
    found = (FOUND[0]._replace(offering=FASCIA._replace(name=name)),)
    (text,) = sheets(pdf_bytes(lead_times_page(found, LOADS, LIMIT, business._replace(name=name), TODAY), A4))
    assert text.count(name) >= 2


def test_a_large_catalogue_takes_more_sheets_and_repeats_its_head(business: Business) -> None:
    many = tuple(FOUND[0]._replace(offering=FASCIA._replace(name=f"Offering {n}")) for n in range(90))
    laid_out = LaidOut(lead_times_page(many, LOADS, LIMIT, business, TODAY), LETTER)
    assert 2 <= laid_out.count <= 4


def test_a_business_without_offerings_says_so(business: Business, sheets: Sheets) -> None:
    (text,) = sheets(pdf_bytes(lead_times_page((), LOADS, LIMIT, business, TODAY), A4))
    assert "The agreement in force names no offering yet." in text


def test_dates_are_written_as_the_country_does(business: Business, sheets: Sheets) -> None:
    QLocale.setDefault(QLocale("de_DE"))
    (text,) = sheets(pdf_bytes(lead_times_page(FOUND, LOADS, LIMIT, business, TODAY), A4))
    assert "14. Dez" in text
