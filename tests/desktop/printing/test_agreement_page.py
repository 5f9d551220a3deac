"""The agreement on paper: one sheet for a normal business, every rule in its zones, both signatures' lines."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

from desktop.printing.agreement_page import agreement_page
from desktop.printing.drawings import MARKS
from desktop.printing.page import A4, LETTER, PAPERS, Page, Paper
from desktop.printing.paper import LaidOut, pdf_bytes
from framework.agreement import Agreement, Decider, Measure, Rule, Silence, Zone
from framework.agreement_versions import Signature, State, Version
from framework.business import Business
from framework.catalogue import Crew, Offering
from framework.escalation import Step, StepDecider
from framework.people import Function, Person
from framework.working_time import WorkingCalendar

Sheets = Callable[[bytes], list[str]]
Founded = Callable[[str], tuple[Version, Business]]

TODAY = date(2026, 11, 30)
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
NAMES = {"ana": "Ana", "ben": "Ben", "eve": "Eve"}

LEAD = Rule(
    "lead",
    Measure.LEAD_TIME,
    "Lead time",
    promise_limit=Decimal(10),
    stop_limit=Decimal(5),
    answer_hours=Decimal(2),
    silence=Silence.NO,
    exception_by="Lead printer",
    why="A rush pushes another job",
)
FASCIA = LEAD._replace(id="fascia", offering_id="f", promise_limit=Decimal(15), stop_limit=Decimal(8), why="Letters")
BANNER = LEAD._replace(id="banner", offering_id="b", promise_limit=Decimal(6), stop_limit=Decimal(2), why="Quick")
LOAD = Rule("load", Measure.WEEK_LOAD, "Load", promise_limit=Decimal(85), decides=Decider.BOTH, why="Room to mend")
STOCK = Rule("stock", None, "The client supplies the stock", zone=Zone.ASK, why="We can't replace it")
HEIGHT = Rule("height", None, "It is work at height", zone=Zone.ASK, silence=Silence.NO)
PROOF = Rule("proof", None, "Printed without a proof", zone=Zone.OFF, exception_by="Nobody", why="Who approves owns it")
AGREEMENT = Agreement(
    3,
    date(2026, 11, 2),
    (LEAD, FASCIA, BANNER, LOAD, STOCK, HEIGHT, PROOF),
    {
        "f": Offering("f", "Illuminated fascia", 15, {"w": Decimal(34)}, Decimal(7000)),
        "b": Offering("b", "Banner set", 5, {"w": Decimal(3)}, Decimal(650)),
        "n": Offering("n", "Not priced yet"),
    },
    (
        Step("1", "Own desk", StepDecider.EACH_ALONE, Decimal(4), "Inside our own rules"),
        Step("2", "Owner", StepDecider.OWNER, Decimal(16), "Law and safety"),
    ),
    "Safety and structure",
)
SIGNED = Version(
    "3",
    State.SIGNED,
    AGREEMENT,
    signatures=(
        Signature(Function.SALES, "ana", datetime(2026, 10, 29, 9, tzinfo=UTC)),
        Signature(Function.OPERATIONS, "ben", datetime(2026, 10, 30, 23, 30, tzinfo=UTC)),
    ),
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


def printed(version: Version = SIGNED, business: Business = BUSINESS) -> Page:
    return agreement_page(version, business, NAMES, TODAY, UTC)


def ruled(*rules: Rule) -> Version:
    return SIGNED._replace(agreement=AGREEMENT._replace(rules=rules))


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("kind", KINDS)
def test_what_a_type_begins_with_prints_on_one_sheet(kind: str, paper: Paper, founded: Founded, sheets: Sheets) -> None:
    version, business = founded(kind)
    (text,) = sheets(pdf_bytes(printed(version, business), paper))
    agreement = version.agreement
    said = [rule.say for rule in agreement.rules if rule.measure is None]
    said += [rule.why for rule in agreement.rules]
    said += [offering.name for offering in agreement.offerings.values()]
    said += [step.name for step in agreement.ladder]
    for words in said:
        assert " ".join(words.split()[:2]) in text
    for words in ("Sales may promise", "Ask Operations first", "Off the table", "Ladder", "Page 1 of 1"):
        assert words in text
    assert "Version 1, in force since Mon 30 Nov 2026" in text


@pytest.mark.parametrize("paper", PAPERS)
def test_every_rule_says_in_each_zone_what_holds_there(paper: Paper, sheets: Sheets) -> None:
    (text,) = sheets(pdf_bytes(printed(), paper))
    for said in (
        "Brightside Signs · Sales and Operations",
        "Agreement",
        "Version 3, in force since Mon 2 Nov 2026",
        "signed by Ana for Sales and Ben for Operations",
        "Sales may promise no need to ask",
        "Lead time 10 working days or more A rush pushes another job",
        "Illuminated fascia 15 working days or more Letters",
        "Week load up to 85 % Room to mend",
        "Ask Operations first who decides within no answer",
        "Lead time 5 to 9 working days Operations may refuse 2 working hours counts as no",
        "Illuminated fascia 8 to 14 · Banner set 2 to 5",
        "Week load over 85 % Both together 1 working day stays open",
        "when this is true Operations may refuse 1 working day stays open",
        "The client supplies the stock We can't replace it",
        "when this is true Operations may refuse 1 working day counts as no It is work at height",
        "Off the table only who is named can lift it",
        "Lead time under 5 working days Lead printer",
        "Illuminated fascia under 8 · Banner set under 2",
        "when this is true Nobody Printed without a proof Who approves owns it",
        "What Operations may refuse Safety and structure",
        "Illuminated fascia 15 days 34 h €7,000",
        "Not priced yet – – –",
        "1 Own desk Each function alone 4 working hours Inside our own rules",
        "2 Owner Owner 2 working days Law and safety",
        "Ana Thu 29 Oct 2026 Ben Fri 30 Oct 2026",
        "Sales, name day Operations, name day",
        "One side's signature alone changes nothing. Page 1 of 1",
    ):
        assert said in text
    # Why a rule exists is told once, not in every zone.
    assert text.count("A rush pushes another job") == 1


def test_an_offering_with_another_answer_has_its_own_line(sheets: Sheets) -> None:
    slow = BANNER._replace(answer_hours=Decimal(4))
    (text,) = sheets(pdf_bytes(printed(ruled(slow, FASCIA, LEAD)), A4))
    assert "Lead time 5 to 9 working days Operations may refuse 2 working hours counts as no" in text
    assert "Banner set 2 to 5 working days Operations may refuse 4 working hours counts as no" in text
    # Without a general rule the first line says the measure as well.
    assert "Lead time, Illuminated fascia" in "".join(printed(ruled(FASCIA)).units)


def test_why_is_told_where_a_rule_is_first_met(sheets: Sheets) -> None:
    (text,) = sheets(pdf_bytes(printed(ruled(LOAD._replace(promise_limit=Decimal(-1)))), A4))
    assert "Week load over -1 % Both together 1 working day stays open Room to mend" in text


def test_sentences_with_one_answer_stand_together(sheets: Sheets) -> None:
    same = HEIGHT._replace(silence=STOCK.silence, why="Safety")
    (text,) = sheets(pdf_bytes(printed(ruled(STOCK, same)), A4))
    assert text.count("Operations may refuse 1 working day stays open") == 1
    assert "when any of these is true" in text and "It is work at height Safety" in text


@pytest.mark.parametrize(
    ("state", "title", "standing"),
    [
        (State.DRAFT, "Draft agreement", "Draft, not signed yet"),
        (State.PROPOSED, "Proposed agreement", "Proposed by Ben on Mon 23 Nov 2026"),
        (State.DROPPED, "Agreement that was taken back", "Taken back, was never in force"),
    ],
)
def test_what_is_not_signed_says_so_plainly(state: State, title: str, standing: str, sheets: Sheets) -> None:
    version = SIGNED._replace(
        state=state,
        agreement=AGREEMENT._replace(number=0, in_force_from=None),
        signatures=SIGNED.signatures[1:] if state is State.PROPOSED else (),
        written_by="ben",
        written_at=datetime(2026, 11, 23, 9, tzinfo=UTC),
    )
    (text,) = sheets(pdf_bytes(printed(version), A4))
    assert title in text and standing in text and "Version" not in text
    assert ("Ben Fri 30 Oct 2026" in text) == (state is State.PROPOSED)
    assert "Ana" not in text and "Sales, name day Operations, name day" in text


def test_who_has_left_is_still_named(sheets: Sheets) -> None:
    left = tuple(each._replace(person_id="eve") for each in SIGNED.signatures)
    (text,) = sheets(pdf_bytes(printed(SIGNED._replace(signatures=left)), A4))
    assert "signed by Eve for both sides" in text and "Eve Thu 29 Oct 2026 Eve Fri 30 Oct 2026" in text
    gone = tuple(each._replace(person_id="gone") for each in SIGNED.signatures)
    assert "somebody who has left" in sheets(pdf_bytes(printed(SIGNED._replace(signatures=gone)), A4))[0]


def test_zones_are_told_apart_without_colour() -> None:
    painted = []
    for zone in (Zone.PROMISE, Zone.ASK, Zone.OFF):
        assert f'<img src="zone-{zone}"' in "".join(printed().units)
        image = QImage(40, 40, QImage.Format.Format_Grayscale8)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        MARKS[f"zone-{zone}"][1](painter, QRectF(5, 5, 30, 30))
        painter.end()
        assert min(QColor(image.pixel(x, 20)).lightness() for x in range(40)) < 110
        painted.append([QColor(image.pixel(x, y)).lightness() < 128 for x in range(40) for y in range(40)])
    assert len({tuple(each) for each in painted}) == 3


def test_several_crews_have_their_hours_by_name(sheets: Sheets) -> None:
    two = BUSINESS._replace(crews=(*BUSINESS.crews, Crew("c", "Fitters", Decimal(80))))
    hours = {"w": Decimal(34), "c": Decimal(12)}
    offerings = {"f": AGREEMENT.offerings["f"]._replace(hours=hours)}
    (text,) = sheets(pdf_bytes(printed(SIGNED._replace(agreement=AGREEMENT._replace(offerings=offerings)), two), A4))
    assert "Illuminated fascia 15 days Workshop 34 h, Fitters 12 h €7,000" in text


def test_an_agreement_with_nothing_in_it_is_a_whole_page(sheets: Sheets) -> None:
    (text,) = sheets(pdf_bytes(printed(SIGNED._replace(agreement=Agreement(1, TODAY))), A4))
    for said in ("No rule says so yet.", "Nothing has to be asked.", "Nothing is off the table.", "Sales, name day"):
        assert said in text
    assert "What Operations may refuse" not in text and "Offerings" not in text and "Ladder" not in text


def test_a_draft_without_a_limit_says_so(sheets: Sheets) -> None:
    (text,) = sheets(pdf_bytes(printed(ruled(LEAD._replace(promise_limit=None, stop_limit=None))), A4))
    assert "Lead time no limit yet" in text


@pytest.mark.parametrize("name", HOSTILE)
def test_names_are_shown_as_typed(name: str, sheets: Sheets) -> None:
    offerings = {"f": Offering("f", name, 5, {"w": Decimal(34)}, Decimal(650))}
    rules = (LEAD, FASCIA._replace(why=name), STOCK._replace(say=name), PROOF._replace(exception_by=name))
    ladder = (Step("1", name, StepDecider.OWNER, Decimal(8), "on the ladder"),)
    agreement = AGREEMENT._replace(rules=rules, offerings=offerings, ladder=ladder, veto=name)
    page = agreement_page(
        SIGNED._replace(agreement=agreement), BUSINESS._replace(name=name), {"ana": name, "ben": "Ben"}, TODAY, UTC
    )
    assert not re.search(r"<img src=[^\"]", "".join(page.units))
    (text,) = sheets(pdf_bytes(page, A4))
    if name.isascii():
        assert text.count(name) >= 10
    # Not even a name that turns the direction of writing turns what stands after it.
    for said in (
        "Sales and Operations",
        "5 days 34 h €650",
        "Ben Fri 30 Oct 2026",
        "2 working hours counts as no",
    ):
        assert said in text


@pytest.mark.parametrize("paper", PAPERS)
def test_a_long_agreement_takes_more_sheets_and_splits_nothing(paper: Paper, sheets: Sheets) -> None:
    words = "that goes on for a while about what was agreed and why it was, " * 2
    rules = tuple(
        Rule(str(n), None, f"start{n}x {words} {LONG} end{n}x", zone=(Zone.ASK, Zone.OFF)[n % 2], why=words)
        for n in range(40)
    )
    offerings = {str(n): Offering(str(n), f"first{n}x {LONG} {LONG} last{n}x") for n in range(60)}
    agreement = AGREEMENT._replace(rules=rules, offerings=offerings, veto=words)
    texts = sheets(pdf_bytes(printed(SIGNED._replace(agreement=agreement)), paper))
    assert len(texts) > 2
    for begin, end, count in (("start", "end", 40), ("first", "last", 60)):
        for n in range(count):
            (sheet,) = (text for text in texts if f"{begin}{n}x" in text)
            assert f"{end}{n}x" in sheet
    for number, text in enumerate(texts, start=1):
        assert f"Page {number} of {len(texts)}" in text
        assert ("Brightside Signs · Agreement · Version 3" in text) == (number > 1)
    assert "Sales, name day Operations, name day" in texts[-1]


def test_a_heading_stays_with_its_first_line(sheets: Sheets) -> None:
    for count in range(50, 74, 3):
        rules = tuple(Rule(str(n), None, f"Sentence {n}", zone=Zone.ASK) for n in range(count))
        texts = sheets(pdf_bytes(printed(ruled(*rules, PROOF)), LETTER))
        (sheet,) = (text for text in texts if "Off the table" in text)
        assert "when this is true Nobody Printed without a proof" in sheet


@pytest.mark.parametrize("paper", PAPERS)
def test_long_words_stay_on_the_sheet(paper: Paper) -> None:
    rules = (LEAD._replace(exception_by=LONG * 2, why=LONG * 3), FASCIA, STOCK._replace(say=LONG * 3, why=LONG * 2))
    offerings = {n: Offering(n, LONG * 2, 5, {"w": Decimal(3)}, Decimal(10**13)) for n in "fgh"}
    ladder = (Step("1", LONG, StepDecider.OWNER, Decimal(8), LONG * 3),)
    agreement = AGREEMENT._replace(rules=rules, offerings=offerings, ladder=ladder, veto=LONG * 4)
    page = agreement_page(
        SIGNED._replace(agreement=agreement), BUSINESS._replace(name=LONG * 3), {"ana": LONG * 2}, TODAY, UTC
    )
    laid_out = LaidOut(page, paper)
    widest = max(piece.document.size().width() for piece in laid_out._sheets[0])
    assert widest <= laid_out._width + 1


@pytest.mark.usefixtures("arabic")
@pytest.mark.parametrize("paper", PAPERS)
def test_from_the_right_the_first_column_stands_at_the_right(paper: Paper, sheets: Sheets) -> None:
    page = printed()
    texts = sheets(pdf_bytes(page, paper))
    assert len(texts) == 1
    image = QImage(round(paper.width * 4), round(paper.height * 4), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    LaidOut(page, paper).draw(painter, 1, 4 * 25.4)
    painter.end()
    green = [
        x
        for x in range(image.width())
        for y in range(image.height())
        if QColor(image.pixel(x, y)).green() > QColor(image.pixel(x, y)).red() + 40
    ]
    assert green and min(green) > image.width() / 2


def test_figures_are_those_of_the_locale(sheets: Sheets) -> None:
    QLocale.setDefault(QLocale("de_DE"))
    (text,) = sheets(pdf_bytes(printed(), A4))
    assert "15 days 34 h 7.000 €" in text and "Mo. 2. Nov. 2026" in text.replace("Mo 2", "Mo. 2")
    QLocale.setDefault(QLocale("ar_EG"))
    page = printed()
    assert "٧٬٠٠٠" in "".join(page.units) and "٢٠٢٦" in "".join(page.units)
    assert len(sheets(pdf_bytes(page, A4))) == 1
