"""The minutes on paper, read back from their PDF: who, when, what was decided, what became of every item."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from desktop.actions.desk import read_desk
from desktop.actions.meeting import work_out_agenda
from desktop.actions.meeting_run import close_meeting, rate, settle, start_meeting, write_down
from desktop.main import main
from desktop.printing.minutes_page import minutes_page
from desktop.printing.page import A4, PAPERS, Paper
from desktop.printing.paper import pdf_bytes
from framework.agenda import AgendaItem, ItemKind
from framework.business import Business
from framework.meeting import SectionKind
from framework.minutes import Entry, EntryKind, HeldItem, HeldMeeting, HeldSection, Outcome
from storage.book import Author, Book
from storage.held_meetings import last_meeting, running_meeting
from storage.opening import open_book
from tests.desktop.printing.test_escalation_pages import BUSINESS, HOSTILE

Sheets = Callable[[bytes], list[str]]
MONDAY = date(2026, 11, 30)
START = datetime(2026, 11, 30, 9, 2, tzinfo=UTC)
ANA = Author("", "Ana")


def entry(number: int, kind: EntryKind, say: str, person: str | None = None, due: date | None = None) -> Entry:
    return Entry(str(number), "m", SectionKind.EXCEPTIONS, kind, say, START, person, due)


def item(number: int, say: str, outcome: Outcome | None = None) -> HeldItem:
    return HeldItem(str(number), f"written:{number}", AgendaItem(ItemKind.WRITTEN, frozen=say), outcome)


HELD = HeldMeeting(
    id="m",
    number=3,
    day=MONDAY,
    starts=time(9),
    minutes=30,
    started_at=START,
    ended_at=START + timedelta(minutes=31),
    sections=(
        HeldSection("1", SectionKind.SINCE_LAST_TIME, 4, timedelta(minutes=5, seconds=10), (item(1, "Ana · Call"),)),
        HeldSection(
            "2",
            SectionKind.EXCEPTIONS,
            9,
            timedelta(minutes=20),
            (item(2, "Hartley Gym: 3 fascias", Outcome.SETTLED), item(3, "New van or not?", Outcome.PUT_OFF)),
            "2 to decide",
        ),
    ),
    section=SectionKind.EXCEPTIONS,
    leads="ana",
    keeps_time="ben",
    entries=(
        entry(1, EntryKind.DECISION, "Front sign first"),
        entry(2, EntryKind.ACTION, "Check LED stock", "ben", date(2026, 12, 2)),
        entry(3, EntryKind.CLIENT, "Tell Hartley about two visits", "ana", date(2026, 12, 1)),
        entry(4, EntryKind.LOOKING_BACK, "Why did March slip?"),
        entry(5, EntryKind.NOTE, "The van is in the garage until Friday"),
    ),
    ratings={"ana": 8, "ben": 7},
)


def read(meeting: HeldMeeting, sheets: Sheets, paper: Paper = A4, business: Business = BUSINESS) -> list[str]:
    return sheets(pdf_bytes(minutes_page(meeting, business, UTC), paper))


@pytest.mark.parametrize("paper", PAPERS)
def test_everything_that_was_written_is_on_one_sheet(paper: Paper, sheets: Sheets) -> None:
    (sheet,) = read(HELD, sheets, paper)
    for words in (
        "Minutes of the handshake",
        "Monday 30 November 2026",
        "09:02 to 09:33, 30 min planned",
        "Ana led, Ben kept time",
        "1 settled, 1 put off · 1 of 5 lines looked back",
        "How good it was, 1 to 10: Ana 8, Ben 7; 7.5 on average",
        "Decided",
        "Front sign first",
        "Check LED stock Ben by 2 Dec",
        "Tell Hartley about two visits Ana by 1 Dec",
        "1. Since last time 5 of 4 min",
        "2. Risks and exceptions 2 to decide 20 of 9 min",
        "Hartley Gym: 3 fascias settled",
        "New van or not? put off",
        "Note: The van is in the garage until Friday",
        "Why did March slip?",
    ):
        assert words.replace("Since last time", "Since last week") in sheet, words
    assert sheet.index("Front sign first") < sheet.index("Check LED stock") < sheet.index("Since last week")
    assert sheet.rindex("Parked: looks back") > sheet.index("New van or not?")


def test_a_meeting_without_a_word_says_so(sheets: Sheets) -> None:
    (sheet,) = read(HELD._replace(entries=(), ratings={}, leads=None, keeps_time=None, ended_at=None), sheets)
    assert "Nothing was decided." in sheet and "No actions were agreed." in sheet
    assert "since 09:02, still going on" in sheet
    for words in ("What clients are told", "Parked", " led", "How good"):
        assert words not in sheet


def test_from_paper_no_clock_is_claimed(sheets: Sheets) -> None:
    sections = tuple(section._replace(used=timedelta()) for section in HELD.sections)
    (sheet,) = read(HELD._replace(on_paper=True, sections=sections), sheets)
    assert "09:00 to 09:30, written on paper" in sheet
    assert "1. Since last week 4 min" in sheet and "0 of" not in sheet and "09:02" not in sheet


def test_a_long_meeting_takes_more_sheets_and_says_where_it_goes_on(sheets: Sheets) -> None:
    many = tuple(item(number, f"Item {number} " + "with words " * 12, Outcome.SETTLED) for number in range(40))
    section = HELD.sections[1]._replace(items=many)
    actions = tuple(entry(n, EntryKind.ACTION, f"Action {n} " + "long " * 30, "ben", MONDAY) for n in range(30))
    found = read(HELD._replace(sections=(HELD.sections[0], section), entries=actions), sheets)
    assert len(found) > 2
    whole = " ".join(found)
    assert all(f"Item {n} with" in whole and f"Action {n} long" in whole for n in range(30))
    assert "Who does what by when, continued" in whole and "Risks and exceptions, continued" in whole
    assert all("Minutes of the handshake" in sheet for sheet in found)


@pytest.mark.parametrize("words", HOSTILE)
def test_what_people_wrote_is_never_markup(words: str, sheets: Sheets) -> None:
    section = HELD.sections[1]._replace(items=(item(2, words),))
    entries = (entry(1, EntryKind.DECISION, words), entry(2, EntryKind.NOTE, words))
    (sheet,) = read(HELD._replace(sections=(section,), entries=entries), sheets)
    assert sheet.count(words) == 3


def test_the_document_is_named_by_its_day() -> None:
    page = minutes_page(HELD, BUSINESS, UTC)
    assert page.title == "Minutes of the handshake, Monday 30 November 2026"


# Out of the file


@pytest.fixture
def sample_book(sample: Path) -> Iterator[Book]:
    """The sample business, open."""
    with open_book(sample) as book:
        yield book


def hold(book: Book, day: date, say: str) -> None:
    desk = read_desk(book, day)
    start_meeting(book=book, who=ANA, agenda=work_out_agenda(book, desk), business=desk.business)
    meeting = running_meeting(book)
    assert meeting is not None
    ben = desk.business.people[1].id
    write_down(
        book=book, who=ANA, meeting=meeting, kind=EntryKind.ACTION, say=say, person_id=ben, due_on=day, section=None
    )
    held = meeting.at(SectionKind.EXCEPTIONS).items[0]
    settle(book=book, who=ANA, meeting=meeting, held=held, outcome=Outcome.SETTLED)
    rate(book=book, who=ANA, meeting=meeting, person_id=ben, rating=9)
    close_meeting(book=book, who=ANA, meeting=meeting)


def test_the_command_writes_the_last_meeting_on_or_before_a_day(
    sample_book: Book, sample: Path, tmp_path: Path, sheets: Sheets, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = date(2027, 1, 4), date(2027, 1, 11)
    hold(sample_book, first, "Check LED stock")
    hold(sample_book, second, "Order the film")
    assert (found := last_meeting(sample_book, second)) is not None and found.day == second
    out = tmp_path / "minutes.pdf"
    for on, said, other in (
        (second, "Order the film", "Check LED stock Ben"),
        (second - timedelta(days=1), "Check LED stock Ben", "Order the film"),
    ):
        assert main(["print", str(sample), "minutes", "--on", on.isoformat(), "--pdf", str(out)]) == 0
        (sheet,) = sheets(out.read_bytes())
        assert said in sheet and other not in sheet
    capsys.readouterr()
    assert main(["print", str(sample), "minutes", "--on", "2019-01-01", "--pdf", str(out)]) == 2
    assert "No meeting was held" in capsys.readouterr().err
