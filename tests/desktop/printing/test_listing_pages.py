"""The saves wall, the prices and a client on paper, read back from their PDF."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.actions.business import create_sample
from desktop.actions.clients import read_client_file
from desktop.actions.desk import read_desk
from desktop.actions.prices import read_prices
from desktop.actions.saves import add_save, read_wall
from desktop.printing.client_page import client_page
from desktop.printing.listing_page import Line, Listed, listing_page
from desktop.printing.page import PAPERS, Paper
from desktop.printing.paper import pdf_bytes
from desktop.printing.prices_page import prices_page
from desktop.printing.saves_page import saves_page
from storage.book import Author, Book
from storage.clients import client_id_named
from storage.opening import open_book
from tests.desktop.printing.test_escalation_pages import HOSTILE

Sheets = Callable[[bytes], list[str]]
TODAY = date(2026, 11, 23)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    path = tmp_path / "S.handshake"
    create_sample(path=path, today=TODAY).close()
    with open_book(path) as opened:
        yield opened


@pytest.mark.parametrize("paper", PAPERS, ids=str)
def test_the_wall_prints_both_sides_with_their_sums(book: Book, sheets: Sheets, paper: Paper) -> None:
    business = read_desk(book, TODAY).business
    text = " ".join(sheets(pdf_bytes(saves_page(read_wall(book, date(2026, 10, 1), TODAY, digits=2), business), paper)))
    assert "Failures prevented 2 · €6,270" in text and "Thu 1 Oct 2026 to Mon 23 Nov 2026" in text
    assert "No date was named before the permit came." in text and "Ana, Sales · Marlow Dance School" in text
    assert "Westside Garage" in text and "€7,400" in text


def test_the_prices_print_every_line(book: Book, sheets: Sheets) -> None:
    desk = read_desk(book, TODAY)
    text = " ".join(sheets(pdf_bytes(prices_page(read_prices(book, desk, date(2025, 11, 23), TODAY), desk.business))))
    for words in ("The price of a yes", "Exceptions by kind", "Lead time", "given up", "Deals lost after a no"):
        assert words in text
    assert "Lost, and wanted sooner than our lead time" in text


def test_a_client_prints_whole(book: Book, sheets: Sheets) -> None:
    desk = read_desk(book, TODAY)
    key = client_id_named(book, "Harbour Brewery")
    assert key is not None
    found = read_client_file(book, key, digits=2)
    assert found is not None
    (text,) = sheets(pdf_bytes(client_page(found, desk.business, TODAY, desk.zone)))
    for words in (
        "Harbour Brewery",
        "Still a client, as of Sun 25 Oct 2026",
        "How it went",
        "“Beautiful, and a week late.”",
        "After 60 days",
        "What they were told",
        "It is fitted on a dry day",
        "Page 1 of 1",
    ):
        assert words in text


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_print_as_they_are(book: Book, sheets: Sheets, words: str) -> None:
    business = read_desk(book, TODAY).business
    add_save(book=book, who=Author(), today=TODAY, digits=2, say=words)
    text = " ".join(sheets(pdf_bytes(saves_page(read_wall(book, TODAY, TODAY, digits=2), business))))
    assert words in text and "not estimated" in text


def test_a_long_list_goes_on_over_the_sheets_under_its_heading(sheets: Sheets) -> None:
    lines = tuple(Line(f"Line {number}", "1", "beneath") for number in range(120))
    page = listing_page(business="Shop", title="List", about=("Today",), sections=(Listed("Many", lines),))
    found = sheets(pdf_bytes(page))
    assert len(found) > 2
    assert all("Many, continued" in text for text in found[1:])
    assert sum(text.count("beneath") for text in found) == 120
