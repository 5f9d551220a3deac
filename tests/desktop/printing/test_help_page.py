"""Help on paper."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from desktop.printing.help_page import help_page
from desktop.printing.page import A4, LETTER, Paper
from desktop.printing.paper import pdf_bytes
from desktop.wording.help import SpokenPage, spoken
from resources.help import help_pages


def squeezed(text: str) -> str:
    """Words without what parts them: a PDF keeps no space where the weight of the type changes."""
    return "".join(text.split())


@pytest.fixture(scope="module")
def pages() -> list[SpokenPage]:
    return [spoken(page, {}) for page in help_pages()]


@pytest.mark.parametrize("paper", [A4, LETTER], ids=lambda paper: paper.name)
def test_each_page_is_a_sheet_or_two(pages: list[SpokenPage], paper: Paper) -> None:
    for page in pages:
        sheets = PdfReader(BytesIO(pdf_bytes(help_page([page]), paper))).pages
        assert len(sheets) <= 2, page.title
        said = squeezed("".join(sheet.extract_text() for sheet in sheets))
        assert said.startswith(squeezed(f"Handshake help {page.title}"))
        for line in page.lines:
            assert squeezed(line.plain) in said.replace("Handshakehelp", ""), line.plain


def test_a_heading_stays_with_what_follows(pages: list[SpokenPage]) -> None:
    page = help_page(pages)
    headings = [unit for unit in page.units if 'class="heading"' in unit]
    assert headings
    assert all("</table>" in unit and unit.count("<table") == 2 for unit in headings)


def test_all_of_help_names_its_pages_first(pages: list[SpokenPage]) -> None:
    first = help_page(pages).units[1]
    assert all(page.title in first for page in pages)
    assert "Questions people ask" not in "".join(help_page(pages[:1]).units)
