"""The rhythm of the meetings in the window: of the sample by hand, and what four quiet weeks say."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.actions.desk import Desk, read_desk
from desktop.actions.rhythm import read_quiet
from desktop.actions.scorecard import figures_of
from desktop.dialogs.rhythm import RhythmPage
from desktop.rooms.meetings import MeetingsRoom
from desktop.window import Window
from framework.figure import Figure
from framework.rhythm import Quiet
from storage.book import Book
from storage.opening import open_book
from tests.desktop.conftest import TODAY


def open_rhythm(meetings: MeetingsRoom) -> RhythmPage:
    window = meetings.window()
    (entry,) = (a for a in window.menus.business_menu.actions() if a.text() == "Rh&ythm of the meetings…")  # type: ignore[attr-defined]
    entry.trigger()
    (found,) = meetings.findChildren(RhythmPage)
    return found


def test_the_sample_by_hand(meetings: MeetingsRoom, in_file: Callable[..., list[tuple[int, ...]]]) -> None:
    page = open_rhythm(meetings)
    rows = page.meetings_card.rows()
    # Held 1, 2, 4 and 5 turns back; 3 turns back nobody met.
    assert [row.cells[1].text == "not held" for row in rows] == [False, False, True, False, False]
    assert page.found is not None and len(page.found.meetings) == 4 and len(page.found.skipped) == 1
    ((seconds, count),) = in_file("SELECT sum(used_seconds), count(DISTINCT meeting_id) FROM meeting_section")
    assert page.found.used is not None and page.found.used == seconds / 60 / count
    ((back,),) = in_file("SELECT count(*) FROM meeting_entry WHERE kind = 'looking_back'")
    ((lines,),) = in_file("SELECT count(*) FROM meeting_entry")
    assert (page.found.back, page.found.lines) == (back, lines)
    first = page.sections_card.rows()[0]
    assert (first.key, first.cells[1].text) == ("since_last_time", "1, 1, 1, 1")
    assert page.quiet_card.isHidden() and meetings.quiet_label.isHidden()
    page.reject()
    QApplication.processEvents()


def test_four_weeks_later_the_room_says_that_it_was_quiet(open_window: Callable[[Path], Window], sample: Path) -> None:
    with open_book(sample) as book:
        # The last meeting of the sample was a week before today.
        assert read_quiet(book, read_desk(book, TODAY + timedelta(days=20))) is None
        assert read_quiet(book, read_desk(book, TODAY + timedelta(days=21))) is Quiet.NO_MEETING
        with book.change("Back") as change:
            for table, column in (("meeting", "day"), ("meeting", "planned_on")):
                for key, day in book.rows(f"SELECT id, {column} FROM {table}"):
                    change.update(table, key, {column: date.fromisoformat(day) - timedelta(weeks=3)})
    window = open_window(sample)
    window.show_room("meetings")
    room = window.rooms["meetings"]
    assert isinstance(room, MeetingsRoom)
    assert room.quiet_label.isVisible() and room.quiet_label.text().startswith("Four weeks without a meeting.")
    page = open_rhythm(room)
    assert page.quiet_label.text() == room.quiet_label.text() and not page.quiet_card.isHidden()
    page.reject()
    QApplication.processEvents()


def test_held_of_planned_for_the_scorecard(sample: Path) -> None:
    with open_book(sample) as book:
        desk = read_desk(book, TODAY)
        assert _held(book, desk, TODAY - timedelta(days=90), TODAY) == (4, 5)
        assert _held(book, desk, TODAY - timedelta(weeks=3), TODAY) == (2, 3)
        assert _held(book, desk, TODAY - timedelta(weeks=1), TODAY + timedelta(weeks=9)) == (1, 1)
        assert _held(book, desk, TODAY + timedelta(weeks=1), TODAY + timedelta(weeks=9)) == (0, 0)


def _held(book: Book, desk: Desk, first: date, last: date) -> tuple[int, int]:
    score = figures_of(book, desk, first, last)[Figure.MEETINGS_HELD]
    return score.count, score.of
