"""The pocket card: four to a sheet with marks to cut along, as much on it as there is room for."""

import io
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from pytestqt.qtbot import QtBot

from desktop.printing.card_page import SETTINGS, card_page
from desktop.printing.cards import MARGIN, card_corners, card_size, crop_marks
from desktop.printing.page import A4, LETTER, PAPERS, Page, Paper
from desktop.printing.paper import DOTS, LaidOut, paint, pdf_bytes
from desktop.printing.preview import PreviewDialog
from desktop.printing.printer import make_printer, use_paper
from framework.agreement import Agreement, Decider, Measure, Rule, Zone
from framework.agreement_versions import Signature, State, Version
from framework.business import Business
from framework.catalogue import Crew, Offering
from framework.people import Function, Person
from framework.working_time import WorkingCalendar

Sheets = Callable[[bytes], list[str]]
Founded = Callable[[str], tuple[Version, Business]]

KINDS = ("sign-shop", "it-services", "field-service", "blank")
HOSTILE = (
    "<b>Bold</b>",
    "<img src=file:/etc/hostname>",
    "Smith & Co <sales>",
    "A\u202eB",
    "שלום",
    "{{ 7 * 7 }}",
    "“Q” 'q'",
)
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen"

LEAD = Rule("lead", Measure.LEAD_TIME, "", promise_limit=Decimal(10), stop_limit=Decimal(5), answer_hours=Decimal(2))
FASCIA = LEAD._replace(id="fascia", offering_id="f", promise_limit=Decimal(15), stop_limit=Decimal(8))
LOAD = Rule("load", Measure.WEEK_LOAD, "", promise_limit=Decimal(85))
STOCK = Rule("stock", None, "The client supplies the stock", zone=Zone.ASK)
PROOF = Rule("proof", None, "Printed without a proof", zone=Zone.OFF)
AGREEMENT = Agreement(3, date(2026, 11, 2), (LEAD, FASCIA, LOAD, STOCK, PROOF), {"f": Offering("f", "Fascia")})
SIGNED = Version(
    "3",
    State.SIGNED,
    AGREEMENT,
    signatures=(Signature(Function.SALES, "ana", datetime(2026, 10, 29, 9, tzinfo=UTC)),),
)
BUSINESS = Business(
    name="Brightside Signs",
    currency="EUR",
    kind="sign-shop",
    people=(Person("ana", "Ana", frozenset({Function.SALES})), Person("ben", "Ben", frozenset({Function.OPERATIONS}))),
    calendar=WorkingCalendar(),
    crews=(Crew("w", "Workshop", Decimal(40)),),
    offerings={},
    agreement=AGREEMENT,
    items=(),
    series=None,
    versions=(AGREEMENT,),
)


@pytest.fixture
def arabic() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("ar_EG"))
    QGuiApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    QGuiApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    QLocale.setDefault(before)


def ruled(*rules: Rule, **more: object) -> Version:
    return SIGNED._replace(agreement=AGREEMENT._replace(rules=rules, **more))  # type: ignore[arg-type]


def read(page: Page, paper: Paper = A4) -> str:
    """The text of the only sheet, card by card, each run of white as one space."""
    (sheet,) = pypdf.PdfReader(io.BytesIO(pdf_bytes(page, paper))).pages
    return " ".join(sheet.extract_text().split())


def picture(page: Page, paper: Paper) -> QImage:
    """The sheet as pixels, 4 to the millimetre."""
    image = QImage(round(paper.width * 4), round(paper.height * 4), QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    LaidOut(page, paper).draw(painter, 1, 4 * 25.4)
    painter.end()
    return image


def dark(image: QImage, left: float, top: float, right: float, bottom: float) -> int:
    """How many pixels are not white between two corners, in millimetres."""
    return sum(
        QColor(image.pixel(x, y)).lightness() < 230
        for x in range(round(left * 4), round(right * 4))
        for y in range(round(top * 4), round(bottom * 4))
    )


@pytest.mark.parametrize("paper", PAPERS)
def test_four_cards_with_the_zones_and_who_is_asked(paper: Paper) -> None:
    text = read(card_page(SIGNED, BUSINESS), paper)
    for said in (
        "Brightside Signs",
        "Version 3, from Mon 2 Nov 2026",
        "Sales may promise",
        "Lead time",
        "10 working days or more",
        "Fascia 15 or more",
        "up to 85 %",
        "Ask Operations first",
        "Ask: Ben · answer within 2 to 8 working hours",
        "5 to 9 working days",
        "Fascia 8 to 14",
        "over 85 %",
        "The client supplies the stock",
        "Off the table",
        "only the owner can lift it",
        "under 5 working days",
        "Fascia under 8",
        "Printed without a proof",
    ):
        assert text.count(said) >= 4
    assert "see the agreement" not in text and "Page 1" not in text


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("kind", KINDS)
def test_what_a_type_begins_with_fits_on_a_card(kind: str, paper: Paper, founded: Founded) -> None:
    version, business = founded(kind)
    text = read(card_page(version, business), paper)
    assert text.count("Version 1, from Mon 30 Nov 2026") == 4
    assert "see the agreement" not in text
    for rule in version.agreement.rules:
        if rule.measure is None:
            assert text.count(" ".join(rule.say.split()[:3])) >= 4


def test_the_sheet_is_cut_into_equal_quarters_along_marks() -> None:
    for paper in PAPERS:
        width, height = card_size(paper)
        assert (2 * width, 2 * height) == (paper.width, paper.height)
        assert set(card_corners(paper)) == {(x, y) for x in (0.0, width) for y in (0.0, height)}
        image = picture(card_page(SIGNED, BUSINESS), paper)
        for mark in crop_marks(paper):
            middle = mark.center()
            assert dark(image, middle.x() - 0.5, middle.y() - 0.5, middle.x() + 0.5, middle.y() + 0.5)


@pytest.mark.parametrize("paper", PAPERS)
def test_nothing_but_marks_comes_near_a_cut_or_an_edge(paper: Paper) -> None:
    rules = tuple(Rule(str(n), None, f"{LONG} {n}", zone=(Zone.ASK, Zone.OFF)[n % 2]) for n in range(60))
    image = picture(card_page(ruled(LEAD, LOAD, *rules), BUSINESS), paper)
    across, down = card_size(paper)
    near = MARGIN - 0.5
    for left, top in card_corners(paper):
        # The four sides of each card, apart from where its marks stand.
        for x in (left, left + across - near):
            assert dark(image, x + 1, top + 9, x + near - 1, top + down - 9) == 0
        for y in (top, top + down - near):
            assert dark(image, left + 9, y + 1, left + across - 9, y + near - 1) == 0


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize(("sentences", "offerings"), [(3, 0), (14, 4), (40, 9), (200, 60), (0, 200)])
def test_a_card_fits_whatever_the_rules_and_counts_what_it_leaves_out(
    sentences: int, offerings: int, paper: Paper
) -> None:
    catalogue = {str(n): Offering(str(n), f"Offering number {n}") for n in range(offerings)}
    own = tuple(FASCIA._replace(id=f"own{n}", offering_id=str(n)) for n in range(offerings))
    said = tuple(
        Rule(f"say{n}", None, f"What is said about case number {n}", zone=(Zone.ASK, Zone.OFF)[n % 2])
        for n in range(sentences)
    )
    version = ruled(LEAD, *own, LOAD, *said, offerings=catalogue)
    laid_out = LaidOut(card_page(version, BUSINESS), paper)
    assert laid_out.count == 1 and len(laid_out._sheets[0]) == 4
    piece = laid_out._sheets[0][0]
    assert piece.height == piece.document.size().height() <= (card_size(paper)[1] - 2 * MARGIN) * DOTS
    shown = piece.document.toPlainText().replace("\u00a0", " ")
    left_out = sum(int(count) for count in re.findall(r"and (\d+) more, see the agreement", shown))
    told = len(re.findall(r"What is said|Offering number|^Lead time|^Week load", shown, re.MULTILINE))
    # Lead time has three zones, the load two, a sentence one.
    assert told + left_out == 3 * (1 + offerings) + 2 + sentences


def test_the_line_that_counts_never_stands_in_for_a_single_one() -> None:
    sentences = tuple(Rule(str(n), None, f"Case {n}", zone=(Zone.ASK, Zone.OFF)[n % 2]) for n in range(7))
    own = tuple(FASCIA._replace(id=f"own{n}", offering_id=str(n)) for n in range(4))
    cards = card_page(ruled(LEAD, *own, *sentences), BUSINESS).cards
    assert cards is not None
    printed = [cards.html(at) for at in range(cards.settings)]
    assert "and 2 more, see the agreement" in printed[len(SETTINGS)]
    assert not [html for html in printed if "and 1 more" in html]


def test_sentences_give_way_first_then_single_offerings_then_rows() -> None:
    cards = card_page(SIGNED, BUSINESS).cards
    assert cards is not None

    def told(at: int) -> tuple[bool, ...]:
        words = ("The client supplies", "Printed without", "Fascia", "Week load", "Lead time")
        return tuple(each in cards.html(at) for each in words)

    found = list(dict.fromkeys(told(at) for at in range(len(SETTINGS) - 1, cards.settings)))
    # What is off the table is told longer than what is asked.
    assert found == [
        (True, True, True, True, True),
        (False, True, True, True, True),
        (False, False, True, True, True),
        (False, False, False, True, True),
        (False, False, False, False, True),
        (False, False, False, False, False),
    ]


def test_larger_type_where_there_is_room() -> None:
    def taken(version: Version) -> int:
        """Which setting the card is printed in."""
        page = card_page(version, BUSINESS)
        laid_out = LaidOut(page, A4)
        assert page.cards is not None
        printed = laid_out._sheets[0][0].document.toHtml()
        settings = [laid_out._document(page.cards.html(at)).toHtml() for at in range(page.cards.settings)]
        return settings.index(printed)

    many = tuple(Rule(str(n), None, f"Case number {n}", zone=Zone.ASK) for n in range(20))
    assert taken(ruled(LEAD)) == 0 < taken(ruled(LEAD, LOAD, *many)) < len(SETTINGS)


def test_who_is_asked_is_who_decides_most() -> None:
    both = (LEAD, FASCIA._replace(decides=Decider.BOTH), LOAD._replace(decides=Decider.BOTH))
    assert "Ask: Ana and Ben ·" in read(card_page(ruled(*both), BUSINESS))
    crowd = BUSINESS._replace(people=(*BUSINESS.people, Person("c", "Cleo", frozenset({Function.OPERATIONS}))))
    assert "Ask: Operations ·" in read(card_page(SIGNED, crowd))
    # Who else may lift a rule stands in the agreement.
    text = read(card_page(ruled(LEAD._replace(exception_by="Lead printer")), BUSINESS))
    assert "lift it" not in text


def test_what_is_not_signed_says_so() -> None:
    draft = SIGNED._replace(state=State.DRAFT, agreement=AGREEMENT._replace(number=0, in_force_from=None))
    text = read(card_page(draft, BUSINESS))
    assert text.count("Draft") == 4 and "Version" not in text
    assert read(card_page(draft._replace(state=State.PROPOSED), BUSINESS)).count("Proposal") == 4


def test_zones_without_rules_say_so() -> None:
    text = read(card_page(ruled(), BUSINESS))
    for said in ("No rule says so yet.", "Nothing has to be asked.", "Nothing is off the table."):
        assert text.count(said) == 4
    assert "Ask:" not in text


@pytest.mark.parametrize("name", HOSTILE)
def test_names_are_shown_as_typed(name: str) -> None:
    people = (BUSINESS.people[0], BUSINESS.people[1]._replace(name=name))
    version = ruled(LEAD, FASCIA, STOCK._replace(say=name), offerings={"f": Offering("f", name)})
    page = card_page(version, BUSINESS._replace(name=name, people=people))
    assert page.cards is not None and not re.search(r"<img src=[^\"]", page.cards.html(0))
    text = read(page)
    if name.isascii():
        assert text.count(name) >= 4 * 5
    for said in ("Version 3, from Mon 2 Nov 2026", "answer within 2 to 8 working hours", "or more", "Off the table"):
        assert text.count(said) >= 4


@pytest.mark.parametrize("paper", PAPERS)
def test_long_words_stay_on_their_card(paper: Paper) -> None:
    version = ruled(LEAD, FASCIA, STOCK._replace(say=LONG * 3), offerings={"f": Offering("f", LONG * 2)})
    people = (BUSINESS.people[0], BUSINESS.people[1]._replace(name=LONG * 2))
    laid_out = LaidOut(card_page(version, BUSINESS._replace(name=LONG * 3, people=people)), paper)
    piece = laid_out._sheets[0][0]
    assert piece.document.size().width() <= laid_out._width + 1
    assert piece.height == piece.document.size().height()


@pytest.mark.usefixtures("arabic")
@pytest.mark.parametrize("paper", PAPERS)
def test_from_the_right_the_shapes_stand_at_the_right_of_each_card(paper: Paper) -> None:
    page = card_page(SIGNED, BUSINESS)
    assert page.cards is not None and "٨٥" in page.cards.html(0)
    image = picture(page, paper)
    across, _ = card_size(paper)
    for left in (0.0, across):
        # Beside the first line under the name of the business there is a disc at the right and nothing at the left.
        assert dark(image, left + across - MARGIN - 2.5, 15, left + across - MARGIN, 22)


def test_preview_and_printer_show_the_same_sheet(qtbot: QtBot, tmp_path: Path, sheets: Sheets) -> None:
    page = card_page(SIGNED, BUSINESS)
    dialog = PreviewDialog(page)
    qtbot.addWidget(dialog)
    dialog.view.updatePreview()
    assert dialog.view.pageCount() == 1
    printer = make_printer(page)
    use_paper(printer, LETTER)
    printer.setOutputFileName(str(tmp_path / "card.pdf"))
    assert paint(printer, LaidOut(page, LETTER), (1,))
    assert sheets((tmp_path / "card.pdf").read_bytes()) == sheets(pdf_bytes(page, LETTER))
