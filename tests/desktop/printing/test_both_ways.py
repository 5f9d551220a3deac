"""Every printable page from the window and from the command line: the same words on the same number of sheets."""

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.dialogs.held_meetings import HeldMeetings
from desktop.main import main
from desktop.printing.from_file import LEAD_TIME_WEEKS
from desktop.printing.page import A4, LETTER, Page
from desktop.printing.paper import pdf_bytes
from desktop.printing.printer_settings import remember_paper
from desktop.rooms.agreement import AgreementRoom
from desktop.rooms.capacity import SPANS
from desktop.rooms.escalation import EscalationRoom
from desktop.rooms.intake import IntakeRoom
from desktop.rooms.meetings import MeetingsRoom
from desktop.settings import settings
from desktop.window import Window
from framework.questions import Question
from storage.questions import all_questions
from tests.desktop.conftest import TODAY

Sheets = Callable[[bytes], list[str]]


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Page]:
    """What the window was about to show as it prints."""
    pages: list[Page] = []
    monkeypatch.setattr("desktop.printing.preview.preview", lambda _parent, page: pages.append(page))
    return pages


def ask_window(window: Window, page: str, question: Question) -> None:
    """Ask for a page where a person does."""
    room = {
        "agenda": "meetings",
        "minutes": "meetings",
        "checklist": "intake",
        "question": "escalation",
        "decisions": "escalation",
    }
    key = room.get(page, "capacity" if page == "lead-times" else "agreement")
    window.show_room(key)
    window.finish_background_work()
    found = window.rooms[key]
    if isinstance(found, MeetingsRoom) and page == "minutes":
        found.do("minutes")
        (held,) = found.findChildren(HeldMeetings)
        held.preview_button.click()
        held.reject()
        return
    if isinstance(found, MeetingsRoom):
        found.preview()
        return
    if isinstance(found, IntakeRoom):
        found.show_deal(question.deal_id)
        window.finish_background_work()
    elif isinstance(found, EscalationRoom) and page == "question":
        found.show_question(question.id)
    if isinstance(found, AgreementRoom) or page == "decisions":
        window.rooms[key].do(f"print_{page}")
    else:
        found.print_page()


@pytest.mark.parametrize(
    "page",
    [
        "agenda",
        "agreement",
        "card",
        "changes",
        "checklist",
        "decisions",
        "ladder",
        "lead-times",
        "minutes",
        "question",
    ],
)
def test_both_ways_write_the_same(
    page: str, sample_window: Window, sample: Path, tmp_path: Path, shown: list[Page], sheets: Sheets
) -> None:
    session = sample_window.session
    assert session is not None
    question = next(each for each in all_questions(session.book, digits=session.digits) if each.is_open)
    ((ref,),) = session.book.rows("SELECT ref FROM deal WHERE id = ?", (question.deal_id,))
    ask_window(sample_window, page, question)
    (from_window,) = shown
    out = tmp_path / "page.pdf"
    words = ["print", str(sample), page, "--pdf", str(out), "--on", TODAY.isoformat()]
    if page in ("checklist", "question"):
        words += ["--deal", ref]
    assert main(words) == 0
    assert sheets(out.read_bytes()) == sheets(pdf_bytes(from_window, A4))


def test_the_sheet_of_lead_times_looks_as_far_as_the_tab() -> None:
    assert SPANS[0] == LEAD_TIME_WEEKS


def test_a_command_prints_on_the_paper_of_the_window(
    sample: Path, tmp_path: Path, sheets: Sheets, qapp: object
) -> None:
    out = tmp_path / "page.pdf"
    sizes = []
    try:
        for chosen, *named in ((LETTER,), (A4,), (A4, "--paper", "Letter")):
            remember_paper(chosen)
            for command in (["print", str(sample), "agenda"], ["agenda", str(sample)]):
                assert main([*command, "--pdf", str(out), "--on", TODAY.isoformat(), *named]) == 0
                sizes.append(b"612" in out.read_bytes().split(b"/MediaBox")[1][:40])
    finally:
        settings().remove("paper")
    assert sizes == [True, True, False, False, True, True]
