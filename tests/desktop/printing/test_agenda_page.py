"""The agenda on paper: one sheet in a normal week, whole items when it takes more, names shown as typed."""

import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, time, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from time import perf_counter

import pytest

from desktop.actions.business import create_sample
from desktop.actions.desk import read_desk
from desktop.actions.meeting import work_out_agenda
from desktop.printing.agenda_page import agenda_page, blank_agenda_page
from desktop.printing.page import A4, LETTER, PAPERS, Paper, bound, mirrored
from desktop.printing.paper import LaidOut, pdf_bytes
from framework.agenda import Agenda, AgendaItem, AgendaSection, Counts, ItemKind
from framework.agreement import Agreement, Measure, Zone
from framework.business import Business
from framework.capacity import WeekLoad
from framework.catalogue import Crew
from framework.intake import Reason
from framework.meeting import Meeting, SectionKind, Series
from framework.natural_limits import Direction
from framework.people import Function, Person
from framework.scorecard import Result, Score
from framework.working_time import WorkingCalendar

Sheets = Callable[[bytes], list[str]]

MONDAY = date(2026, 11, 30)
BUSINESS = Business(
    name="Brightside Signs",
    currency="EUR",
    kind="sign-shop",
    people=(
        Person("ana", "Ana", frozenset({Function.SALES}), owner=True),
        Person("ben", "Ben", frozenset({Function.OPERATIONS})),
    ),
    calendar=WorkingCalendar(),
    crews=(Crew("w", "Workshop", Decimal(40)),),
    offerings={},
    agreement=Agreement(1),
    items=(),
    series=Series(0, time(9), 30, 1, MONDAY),
)
LEAD = Reason(Zone.ASK, Measure.LEAD_TIME, Decimal(10), Decimal(15), rule_id="lead")
HOSTILE = ("<b>Bold</b>", "<img src=file:/etc/hostname>", "Smith & Co <sales>", "A\u202eB", "שלום", "{{ 7 * 7 }}")


def load(week: int, sold: int, likely: int = 4) -> WeekLoad:
    share = Fraction(sold, 40)
    return WeekLoad(
        MONDAY + timedelta(weeks=week), "w", Fraction(40), Fraction(sold), Fraction(likely), share, 0.1, sold > 40
    )


def deal(client: str, zone: Zone = Zone.PROMISE, kind: ItemKind = ItemKind.DEAL) -> AgendaItem:
    reasons = () if zone is Zone.PROMISE else (LEAD._replace(zone=zone),)
    return AgendaItem(
        kind, "1", "R", client, "Fascia", Decimal(1), MONDAY + timedelta(days=11), zone=zone, reasons=reasons
    )


def agenda(deals: tuple[AgendaItem, ...] = (), scores: dict[Result, Score] | None = None) -> Agenda:
    order = AgendaItem(ItemKind.ACTION, person_id="ben", say="order LED stock", day=MONDAY, done=True)
    late = AgendaItem(ItemKind.LATE, client="Mill Bakery", offering="Menu boards", day=MONDAY, late_by=2)
    loads = (load(0, 30), load(1, 36), *(load(week, 20) for week in range(2, 7)))
    week = AgendaItem(ItemKind.WEEK, day=loads[1].week, load=loads[1], share=Fraction(1))
    sections = (
        AgendaSection(SectionKind.SINCE_LAST_TIME, 3, (order,), counts=Counts(actions=1, actions_done=1)),
        AgendaSection(SectionKind.DEALS_AHEAD, 7, deals, counts=Counts(deals=len(deals), hours=Fraction(61))),
        AgendaSection(SectionKind.BOTTLENECKS, 5, (late,), counts=Counts(late=1)),
        AgendaSection(SectionKind.FORECAST, 5, (week,), counts=Counts(weeks=1), loads=loads, limit=Fraction(17, 20)),
        AgendaSection(SectionKind.EXCEPTIONS, 8, (deal("Hartley Gym", Zone.OFF, ItemKind.DECIDE),)),
        AgendaSection(SectionKind.CLOSE, 2, (AgendaItem(ItemKind.CLOSING),)),
    )
    meeting = Meeting(5, MONDAY, time(9), 30, "ana", "ben", MONDAY - timedelta(weeks=1))
    return Agenda(meeting, sections, scores or {})


@pytest.mark.parametrize("paper", PAPERS)
def test_a_normal_week_is_one_sheet_with_all_that_was_agreed(paper: Paper, sheets: Sheets) -> None:
    deals = (deal("Lakeside Dental", Zone.ASK), deal("Town Library"))
    (text,) = sheets(pdf_bytes(agenda_page(agenda(deals), BUSINESS), paper))
    for said in (
        "Brightside Signs",
        "Sales and Operations handshake",
        "Monday 30 November 2026",
        "09:00 to 09:30",
        "Ana leads, Ben keeps time",
        "1. Since last week 1 of 1 action done 3 min",
        "Ben · order LED stock · done",
        "2. Deals that will reach Operations 2 deals, 61 h 7 min",
        "Lakeside Dental · Fascia · 11 Dec · ask first: lead time",
        "Town Library · Fascia · 11 Dec · fine",
        "3. Delivery bottlenecks 1 late 5 min",
        "Mill Bakery · Menu boards · 2 days late",
        "4. Forecast and capacity week of 7 Dec at 100 % 5 min",
        "5. Risks and exceptions 8 min",
        "Hartley Gym: Fascia by 11 Dec · off the table",
        "6. Actions and close 2 min",
        "Before every yes: does this decision serve the client well?",
        "Action Who By",
        "Looking back? Park it for another time. This half hour is about the weeks ahead. Page 1 of 1",
    ):
        assert said in text


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("today", [date(2026, 11, 27), date(2026, 11, 30), date(2027, 3, 10)])
def test_the_sample_business_prints_on_one_sheet(today: date, paper: Paper, tmp_path: Path, sheets: Sheets) -> None:
    with create_sample(path=tmp_path / "sample.handshake", today=today) as book:
        desk = read_desk(book, today)
        page = agenda_page(work_out_agenda(book, desk), desk.business)
    (text,) = sheets(pdf_bytes(page, paper))
    assert "Lakeside Dental" in text and "Page 1 of 1" in text


@pytest.mark.parametrize("paper", PAPERS)
def test_a_long_agenda_takes_more_sheets_and_splits_no_item(paper: Paper, sheets: Sheets) -> None:
    words = "a client with a name as long as a street and then some, who asks for more than one line can hold"
    deals = tuple(deal(f"start{n} {words} end{n}", Zone.ASK) for n in range(30))
    texts = sheets(pdf_bytes(agenda_page(agenda(deals), BUSINESS), paper))
    assert len(texts) > 1
    for n in range(30):
        (sheet,) = (text for text in texts if re.search(rf"\bstart{n}\b", text))
        assert re.search(rf"\bend{n}\b", sheet)
    for number, text in enumerate(texts, start=1):
        assert f"Page {number} of {len(texts)}" in text
        assert ("Brightside Signs · Sales and Operations handshake · Monday 30 November 2026" in text) == (number > 1)


def test_a_heading_stays_with_its_first_item(sheets: Sheets) -> None:
    for count in range(20, 40):
        texts = sheets(
            pdf_bytes(agenda_page(agenda(tuple(deal(f"Client {n}") for n in range(count))), BUSINESS), LETTER)
        )
        (sheet,) = (text for text in texts if "3. Delivery bottlenecks" in text)
        assert "Mill Bakery" in sheet


@pytest.mark.parametrize("name", HOSTILE)
def test_names_are_shown_as_typed(name: str, sheets: Sheets) -> None:
    page = agenda_page(agenda((deal(name),)), BUSINESS._replace(name=name))
    assert not re.search(r"<img src=[^\"]", "".join(page.units))
    (text,) = sheets(pdf_bytes(page, A4))
    if name.isascii():
        assert text.count(name) == 2
    # Not even a name that turns the direction of writing turns what stands after it.
    assert "Fascia · 11 Dec · fine" in text


def test_small_numbers_are_told_honestly_and_arrows_only_where_they_mean_something(sheets: Sheets) -> None:
    scores = {
        Result.ON_TIME: Score(3, 4, Fraction(3, 4)),
        Result.CLIENT_SCORE: Score(10, 12, Fraction(22, 5), direction=Direction.BETTER),
        Result.FIRST_TIME_RIGHT: Score(11, 14, Fraction(11, 14), direction=Direction.NO_CLEAR_CHANGE),
        Result.MARGIN: Score(12, 12, Fraction(34, 100), direction=Direction.WORSE),
        Result.THROUGHPUT_DAYS: Score(0, 0, None),
    }
    (text,) = sheets(pdf_bytes(agenda_page(agenda((), scores), BUSINESS), A4))
    assert "On time Client score First time right Margin per deal Days from won to done" in text
    assert "3 of 4 4.4 ▲ 79 % ▬ 34 % ▼ none" in text
    assert "▲ better · ▬ no clear change · ▼ worse" in text
    (without,) = sheets(pdf_bytes(agenda_page(agenda(), BUSINESS), A4))
    assert "▲" not in without


def test_every_crew_has_its_own_picture(sheets: Sheets) -> None:
    two = BUSINESS._replace(crews=(*BUSINESS.crews, Crew("f", "Fitters", Decimal(80))))
    found = agenda()
    sections = tuple(
        section._replace(loads=section.loads + tuple(each._replace(crew_id="f") for each in section.loads))
        for section in found.sections
    )
    (text,) = sheets(pdf_bytes(agenda_page(found._replace(sections=sections), two), A4))
    assert "Workshop" in text and "Fitters" in text
    assert text.count("14 Dec") == 2


def test_an_empty_week_is_a_whole_page(sheets: Sheets) -> None:
    kinds = [kind for kind in SectionKind if kind is not SectionKind.SCORECARD]
    empty = agenda()._replace(sections=tuple(AgendaSection(kind, 5) for kind in kinds))
    (text,) = sheets(pdf_bytes(agenda_page(empty, BUSINESS), A4))
    for said in ("No actions from before.", "Nothing late, nothing at risk.", "Nothing to decide.", "Action Who By"):
        assert said in text


def longer(text: str) -> str:
    """A sentence half as long again, as it might be in German; places for figures stay."""
    return re.sub(r"(?<![{\w])([A-Za-z]{3,})(?![\w}])", lambda word: word[1] + word[1][-(len(word[1]) // 2) :], text)


@pytest.mark.parametrize("paper", PAPERS)
def test_words_half_as_long_again_still_print_on_one_sheet(
    paper: Paper, tmp_path: Path, sheets: Sheets, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = date(2026, 11, 27)
    with create_sample(path=tmp_path / "sample.handshake", today=today) as book:
        desk = read_desk(book, today)
        found = work_out_agenda(book, desk)
    for module in ("desktop.wording.agenda", "desktop.printing.agenda_page", "desktop.printing.paper"):
        monkeypatch.setattr(f"{module}.tr", longer)
    (text,) = sheets(pdf_bytes(agenda_page(found, desk.business), paper))
    assert "handshakehake" in text and "…" not in text
    assert longer("This half hour is about the weeks ahead.") in text


def test_a_section_that_goes_on_says_so_at_the_head_of_the_sheet(sheets: Sheets) -> None:
    deals = tuple(deal(f"Client {n}") for n in range(60))
    for paper in PAPERS:
        first, *rest = sheets(pdf_bytes(agenda_page(agenda(deals), BUSINESS), paper))
        assert "continued" not in first
        assert rest and "Deals that will reach Operations, continued" in rest[0]
        assert all(text.count("continued") <= 1 for text in rest)


def test_a_sheet_never_begins_with_room_that_belongs_to_the_one_before() -> None:
    for count in range(20, 60):
        laid_out = LaidOut(agenda_page(agenda(tuple(deal(f"Client {n}") for n in range(count))), BUSINESS), A4)
        for sheet in laid_out._sheets:
            assert sheet[0].document.toPlainText().strip(), count


def test_a_figure_is_not_parted_from_its_word() -> None:
    html = "".join(agenda_page(agenda((deal("x", Zone.ASK),)), BUSINESS).units)
    assert "week\u00a0of\u00a07\u00a0Dec\u00a0at\u00a0100\u00a0%" in html
    assert bound("off the table: week at 158\u00a0%, 3 of 4") == "off the table: week at\u00a0158\u00a0%, 3 of 4"


def test_from_the_right_every_part_of_a_line_keeps_its_place() -> None:
    assert mirrored("<p>Ana \u00b7 call Mill Bakery \u00b7 6 days</p>").count("\u00b7\u200f ") == 2


@pytest.mark.skipif(shutil.which("pdfimages") is None, reason="poppler-utils is not installed")
@pytest.mark.parametrize("paper", PAPERS)
def test_charts_and_boxes_are_lines_and_every_font_is_inside(paper: Paper, tmp_path: Path) -> None:
    file = tmp_path / "agenda.pdf"
    file.write_bytes(pdf_bytes(agenda_page(agenda((deal("x"),)), BUSINESS), paper))

    def told(*command: str) -> list[str]:
        return subprocess.run([*command, str(file)], capture_output=True, text=True, check=True).stdout.splitlines()

    assert len(told("pdfimages", "-list")) == 2, "two lines of heading and no image"
    fonts = told("pdffonts")[2:]
    assert fonts and all(re.search(r" yes (yes|no) +yes ", line) for line in fonts)
    (size,) = (line for line in told("pdfinfo") if line.startswith("Page size"))
    assert ("A4" if paper is A4 else "letter") in size


def test_sixty_items_are_a_pdf_before_anybody_waits() -> None:
    deals = tuple(deal(f"Client number {n} & Sons", Zone.ASK) for n in range(60))
    pdf_bytes(agenda_page(agenda(deals), BUSINESS), A4)
    began = perf_counter()
    pdf_bytes(agenda_page(agenda(deals), BUSINESS), A4)
    # About 0.15 s where the target is 0.5; the limit is for machines that are busy with something else.
    assert perf_counter() - began < 1.5


def test_what_has_no_time_is_said_on_paper_in_one_line(sheets: Sheets) -> None:
    asked = tuple(deal(f"Client {n}", zone=Zone.ASK)._replace(kind=ItemKind.DECIDE) for n in range(4))
    crowded = AgendaSection(SectionKind.EXCEPTIONS, 8, asked)
    (text,) = sheets(pdf_bytes(agenda_page(agenda()._replace(sections=(crowded,)), BUSINESS), A4))
    note = "No time for what follows, needs about 12 of 8 min"
    assert text.index("Client 1") < text.index(note) < text.index("Client 2")
    (calm,) = sheets(pdf_bytes(agenda_page(agenda()._replace(sections=(crowded._replace(minutes=12),)), BUSINESS), A4))
    assert "No time" not in calm


@pytest.mark.parametrize("paper", PAPERS)
def test_a_blank_agenda_is_one_sheet_to_write_on(paper: Paper, sheets: Sheets) -> None:
    """The same sections and minutes, numbered lines, and nothing of the week that it was made in."""
    (text,) = sheets(pdf_bytes(blank_agenda_page(agenda((deal("Lakeside Dental", Zone.ASK),)), BUSINESS), paper))
    for said in (
        "Day:",
        "Leads:",
        "Keeps time:",
        "1. Since last week 3 min",
        "1.3",
        "5.3",
        "6.1",
        "How good, 1 to 10:",
    ):
        assert said in text
    for said in ("Lakeside", "Ben", "30 November", "LED stock"):
        assert said not in text
    assert "How good, 1 to 10:" in sheets(pdf_bytes(agenda_page(agenda(), BUSINESS), paper))[0]
