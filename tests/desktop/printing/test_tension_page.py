"""The tension map on paper: one sheet, every sign as on screen, told apart without colour."""

import io
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desktop.actions.desk import read_desk
from desktop.actions.tension import read_tension
from desktop.main import main
from desktop.printing.page import A4, PAPERS, Page, Paper
from desktop.printing.paper import pdf_bytes
from desktop.printing.tension_page import tension_page
from desktop.rooms.health import HealthRoom
from desktop.window import Window
from desktop.wording import tension as words
from desktop.wording import tension_lean as lean_words
from framework.business import Business
from framework.tension import Sign, TensionMap
from storage.opening import open_book
from tests.desktop.conftest import TODAY

Sheets = Callable[[bytes], list[str]]


@pytest.fixture(scope="module")
def shop(sample_template: Path) -> tuple[TensionMap, Business]:
    """The map of the sample business."""
    with open_book(sample_template, check_all=False) as book:
        desk = read_desk(book, TODAY)
        return read_tension(book, desk), desk.business


@pytest.mark.parametrize("paper", PAPERS)
def test_every_sign_stands_on_one_sheet(shop: tuple[TensionMap, Business], sheets: Sheets, paper: Paper) -> None:
    found, business = shop
    (text,) = sheets(pdf_bytes(tension_page(found, business), paper))
    plain = text.replace("\N{NO-BREAK SPACE}", " ")
    for sign in Sign:
        assert words.sign_name(sign).replace("\N{NO-BREAK SPACE}", " ") in plain, sign
    for said in (
        lean_words.lean_title(found.leaning.lean),
        "Monday 23 November 2026",
        "Broken dates",
        "Hold every promise",
        "do not referee it",
        "Page 1 of 1",
    ):
        assert said in plain, said


def test_shapes_are_lines_and_no_pictures(shop: tuple[TensionMap, Business], sheets: Sheets) -> None:
    printed = pdf_bytes(tension_page(*shop))
    (page,) = pypdf.PdfReader(io.BytesIO(printed)).pages
    assert not list(page.images)
    (text,) = sheets(printed)
    # In words beside the shape, for who prints in black.
    for state in {shop[0].now(sign).state for sign in Sign}:
        assert f"{words.state_words(state)}. " in text, state


def test_who_reads_from_the_right_gets_one_sheet_too(
    shop: tuple[TensionMap, Business], sheets: Sheets, qapp: object
) -> None:
    QGuiApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        (text,) = sheets(pdf_bytes(tension_page(*shop)))
    finally:
        QGuiApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert "Tension map" in text
    # The end where reading begins is that of Sales.
    ends = text.split("Leans")[0]
    assert ends.index("Deliver as agreed") < ends.index("Say yes quickly")


def test_the_window_prints_what_the_command_line_does(
    sample_window: Window, sample: Path, tmp_path: Path, sheets: Sheets, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages: list[Page] = []
    monkeypatch.setattr("desktop.printing.preview.preview", lambda _parent, page: pages.append(page))
    sample_window.show_room("health")
    sample_window.rooms["health"].do("tension")
    room = sample_window.rooms["health"]
    assert isinstance(room, HealthRoom)
    room.tension.print_button.click()
    (page,) = pages
    out = tmp_path / "tension.pdf"
    assert main(["print", str(sample), "tension", "--on", TODAY.isoformat(), "--paper", "A4", "--pdf", str(out)]) == 0
    (text,) = sheets(out.read_bytes())
    assert [text] == sheets(pdf_bytes(page, A4))
    assert text.startswith("Brightside Signs Tension map")


def test_it_is_the_same_in_a_dark_window(shop: tuple[TensionMap, Business], qapp: object) -> None:
    from PySide6.QtWidgets import QApplication

    from widgets.theme import apply

    assert isinstance(qapp, QApplication)
    apply(qapp, "light")
    light = _drawn(shop)
    apply(qapp, "dark")
    try:
        assert _drawn(shop) == light
    finally:
        apply(qapp, "light")


def _drawn(shop: tuple[TensionMap, Business]) -> bytes:
    (page,) = pypdf.PdfReader(io.BytesIO(pdf_bytes(tension_page(*shop)))).pages
    contents = page.get_contents()
    assert contents is not None
    return contents.get_data()
