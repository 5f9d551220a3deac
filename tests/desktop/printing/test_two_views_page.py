"""Both views on paper: one sheet on every paper, with room to write, whatever the words are."""

from collections.abc import Callable

import pytest

from desktop.actions.perspective import given_words
from desktop.printing.page import PAPERS, Paper
from desktop.printing.paper import pdf_bytes
from desktop.printing.two_views_page import two_views_page
from framework.agreement_versions import Version
from framework.business import Business
from framework.perspective import perspectives
from resources.perspectives import story_texts, view_texts

Sheets = Callable[[bytes], list[str]]
LONG = ("Donaudampfschifffahrtsgesellschaftskapitänsmützenhersteller " * 5)[:300].strip()


@pytest.fixture
def business(founded: Callable[[str], tuple[Version, Business]]) -> Business:
    return founded("blank")[1]


@pytest.mark.parametrize("paper", PAPERS)
def test_it_is_one_sheet_with_all_that_is_on_the_screen(business: Business, sheets: Sheets, paper: Paper) -> None:
    page = two_views_page(perspectives(given_words(), {}), business)
    (text,) = sheets(pdf_bytes(page, paper))
    for said in ("Brightside", "Sales", "Operations", "What we fear", view_texts()[0].title, "Our own part in it"):
        assert said in text, said
    assert "Yes, and then we find a way." in text and story_texts()[1].said.split(",")[0] in text


@pytest.mark.parametrize("paper", PAPERS)
def test_the_longest_words_still_fit_and_are_shown_as_typed(business: Business, sheets: Sheets, paper: Paper) -> None:
    own = {place: "<b>Now</b> & here" if place[0] == "time" else LONG for place in given_words()}
    texts = sheets(pdf_bytes(two_views_page(perspectives(given_words(), own), business), paper))
    assert len(texts) <= 2 and "<b>Now</b> & here" in texts[0]
