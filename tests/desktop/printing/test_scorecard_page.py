"""The scorecard on paper: one sheet, its charts as lines, every figure as in the tab, and readable without colour."""

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from desktop.actions.business import create_sample
from desktop.actions.desk import read_desk
from desktop.actions.scorecard import Board, read_board
from desktop.main import main
from desktop.printing.page import PAPERS, Paper
from desktop.printing.paper import LaidOut, pdf_bytes
from desktop.printing.scorecard_page import scorecard_page
from desktop.wording import scorecard as words
from framework.business import Business
from framework.figure import Figure
from framework.outcome import Save
from framework.periods import Step
from storage.opening import open_book
from tests.desktop.conftest import TODAY

Sheets = Callable[[bytes], list[str]]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> tuple[Board, Business, Path]:
    """The board of the sample business by months, and its file."""
    path = tmp_path_factory.mktemp("scorecard") / "shop.handshake"
    create_sample(path=path, today=TODAY).close()
    with open_book(path) as book:
        desk = read_desk(book, TODAY)
        return read_board(book, desk, Step.MONTH), desk.business, path


@pytest.mark.parametrize("paper", PAPERS)
def test_every_figure_stands_on_one_sheet_as_in_the_tab(
    shop: tuple[Board, Business, Path], sheets: Sheets, paper: Paper
) -> None:
    board, business, _ = shop
    (text,) = sheets(pdf_bytes(scorecard_page(board, business, TODAY), paper))
    plain = text.replace("\N{NO-BREAK SPACE}", " ")
    for figure in Figure:
        assert words.name_of(figure) in plain, figure
        assert words.value_words(figure, board.scores[figure]).replace("\N{NO-BREAK SPACE}", " ") in plain, figure
    for said in ("Scorecard", "Monday 23 November 2026", "Sales alone", "Operations alone", "Deals won", "target 4.5"):
        assert said in plain, said
    assert "nan" not in plain.casefold().split()


def test_the_charts_are_lines_and_letters_and_no_pictures(shop: tuple[Board, Business, Path]) -> None:
    board, business, _ = shop
    reader = pypdf.PdfReader(io.BytesIO(pdf_bytes(scorecard_page(board, business, TODAY))))
    (page,) = reader.pages
    assert not list(page.images)
    text = page.extract_text()
    assert "median" in text and "Mar" in text


def test_many_saves_are_shortened_and_stand_beside_the_deals_won(
    shop: tuple[Board, Business, Path], sheets: Sheets
) -> None:
    board, business, _ = shop
    saves = tuple(Save(str(at), f"Wrong film caught {at}", TODAY - timedelta(days=at)) for at in range(40))
    page = scorecard_page(board._replace(saves=saves), business, TODAY)
    (text,) = sheets(pdf_bytes(page))
    assert "Wrong film caught 0" in text and "Wrong film caught 39" not in text
    assert "and 33 more" in text


def test_without_a_delivered_deal_it_says_none(tmp_path: Path, sheets: Sheets) -> None:
    path, out = tmp_path / "blank.handshake", tmp_path / "out.pdf"
    assert main(["new", str(path), "--type", "blank", "--person", "Ana:sales,owner", "--person", "Ben:operations"]) == 0
    assert main(["print", str(path), "scorecard", "--pdf", str(out)]) == 0
    (text,) = sheets(out.read_bytes())
    assert "nothing delivered" in text and "nothing sold" in text
    assert text.count("none") > 12


def test_it_is_told_apart_in_black_and_white(shop: tuple[Board, Business, Path]) -> None:
    board, business, _ = shop
    laid_out = LaidOut(scorecard_page(board, business, TODAY), PAPERS[0])
    image = QImage(1240, 1754, QImage.Format.Format_RGB32)
    image.fill("white")
    painter = QPainter(image)
    laid_out.draw(painter, 1, 150)
    painter.end()
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    tones = {grey.pixelColor(x, y).value() // 16 for x in range(0, 1240, 3) for y in range(0, 1754, 3)}
    # Ink, the band behind it, and the paper.
    assert {0, 1, 2, 3, 4, 5} & tones and {13, 14} & tones and 15 in tones


def test_the_command_line_prints_by_week_month_or_quarter(
    shop: tuple[Board, Business, Path], tmp_path: Path, sheets: Sheets, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = shop[2], tmp_path / "out.pdf"
    before = path.read_bytes()
    for by, said in (("week", "last 12 weeks"), ("month", "last 12 months"), ("quarter", "last 12 quarters")):
        done = main(["print", str(path), "scorecard", "--by", by, "--on", TODAY.isoformat(), "--pdf", str(out)])
        assert done == 0
        assert said in sheets(out.read_bytes())[0]
    assert path.read_bytes() == before
    assert main(["print", str(path), "agreement", "--by", "week", "--pdf", str(out)]) == 2
    assert "leave out --by" in capsys.readouterr().err


def test_a_drawing_without_room_harms_nothing(shop: tuple[Board, Business, Path]) -> None:
    board, business, _ = shop
    image = QImage(10, 10, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    for drawing in scorecard_page(board, business, TODAY).drawings.values():
        drawing.paint(painter, QRectF(0, 0, 3, 3), QApplication.font())
    painter.end()
