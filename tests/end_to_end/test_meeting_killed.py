"""The computer loses its power in the middle of a meeting: what was acknowledged stays, and the meeting goes on."""

import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from desktop.actions.business import create_sample
from desktop.actions.desk import read_desk
from desktop.actions.meeting import coming_meeting
from desktop.actions.meeting_run import close_meeting, go_on, go_to, pause
from desktop.printing.minutes_page import minutes_page
from framework.meeting import SectionKind
from framework.minutes import EntryKind, HeldMeeting, Outcome, left_over, spent, was_interrupted, whole_time
from storage.book import Author, Book
from storage.held_meetings import read_meeting, running_meeting
from storage.meeting import read_action
from storage.opening import open_book
from storage.verify import verify

ROOT = Path(__file__).resolve().parents[2]
MONDAY = date(2026, 11, 23)
BEGAN = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
ANA = Author("", "Ana")

# Holds the meeting step by step, each a minute after the one before, and tells each step once it is in the file.
HOLDS = """
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import storage.writing
from desktop.actions.desk import read_desk
from desktop.actions.meeting import work_out_agenda
from desktop.actions.meeting_run import go_to, settle, start_meeting, write_down
from framework.meeting import SectionKind
from framework.minutes import EntryKind, Outcome
from storage.book import Author
from storage.held_meetings import running_meeting
from storage.opening import open_book

class Clock(datetime):
    minute = 0
    @classmethod
    def now(cls, zone=None):
        return datetime(2026, 11, 23, 8, 0, tzinfo=UTC) + timedelta(minutes=cls.minute)

storage.writing.datetime = Clock
book = open_book(Path(sys.argv[1]))
desk = read_desk(book, date(2026, 11, 23))
who = Author("", "Ana")
told = {"book": book, "who": who}

def at():
    return running_meeting(book)

def half():
    with book.change("Never finished", who=who) as change:
        change.update("meeting", at().id, {"last_at": change.at})
        change.add("meeting_entry", {"meeting_id": at().id, "section": "bottlenecks", "kind": "note",
                                     "say": "Half a line", "at": change.at})
        change.flush()
        print("half", flush=True)
        sys.stdin.readline()

late = lambda: next(each for each in at().at(SectionKind.BOTTLENECKS).items if each.item.kind == "late")
steps = [
    lambda: start_meeting(agenda=work_out_agenda(book, desk), business=desk.business, **told),
    lambda: write_down(meeting=at(), kind=EntryKind.DECISION, say="No more Saturdays", **told),
    lambda: go_to(meeting=at(), section=SectionKind.DEALS_AHEAD, **told),
    lambda: write_down(meeting=at(), kind=EntryKind.ACTION, say="Check LED stock",
                       person_id=desk.business.people[1].id, due_on=date(2026, 11, 25), **told),
    lambda: go_to(meeting=at(), section=SectionKind.BOTTLENECKS, **told),
    lambda: settle(meeting=at(), held=late(), outcome=Outcome.SETTLED, **told),
]
for minute, step in enumerate(steps):
    sys.stdin.readline()
    Clock.minute = minute
    step()
    print(minute, flush=True)
sys.stdin.readline()
Clock.minute = len(steps)
if sys.argv[2] == "half":
    half()
for number in range(100000):
    write_down(meeting=at(), kind=EntryKind.NOTE, say=f"Note {number}", **told)
    print(f"note {number}", flush=True)
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The sample business on the morning of a meeting."""
    path = tmp_path / "Brightside.handshake"
    create_sample(path=path, today=MONDAY).close()
    return path


class Holder:
    """The program that holds the meeting, in a process of its own."""

    def __init__(self, file: Path, how: str = "") -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", HOLDS, str(file), how],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def go_on(self) -> str:
        """Let it take the next step, and return what it tells afterwards."""
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return self.hear()

    def hear(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def kill(self) -> list[str]:
        """Pull the plug; return what it had still told."""
        self._process.kill()
        rest, _ = self._process.communicate(timeout=30)
        return rest.splitlines()


def now(book: Book) -> HeldMeeting:
    meeting = running_meeting(book)
    assert meeting is not None
    return meeting


def used(meeting: HeldMeeting) -> list[int]:
    return [round(section.used.total_seconds() / 60) for section in meeting.sections]


# Steps, where it stands then, what is written, and the minutes kept by section: those of the section before.
POINTS = [
    (1, SectionKind.SINCE_LAST_TIME, [], [0, 0]),
    (2, SectionKind.SINCE_LAST_TIME, ["No more Saturdays"], [0, 0]),
    (3, SectionKind.DEALS_AHEAD, ["No more Saturdays"], [2, 0]),
    (4, SectionKind.DEALS_AHEAD, ["No more Saturdays", "Check LED stock"], [2, 0]),
    (5, SectionKind.BOTTLENECKS, ["No more Saturdays", "Check LED stock"], [2, 2]),
    (6, SectionKind.BOTTLENECKS, ["No more Saturdays", "Check LED stock"], [2, 2]),
]


@pytest.mark.parametrize(("steps", "section", "lines", "minutes"), POINTS)
def test_after_every_step_the_meeting_stands_where_it_stood(
    file: Path, steps: int, section: SectionKind, lines: list[str], minutes: list[int]
) -> None:
    holder = Holder(file)
    assert [holder.go_on() for _ in range(steps)] == [str(step) for step in range(steps)]
    holder.kill()
    with open_book(file) as book:
        meeting = now(book)
        assert (meeting.section, [entry.say for entry in meeting.entries]) == (section, lines)
        assert used(meeting)[:2] == minutes and meeting.started_at == BEGAN
        assert meeting.last_at == BEGAN + timedelta(minutes=steps - 1)
    assert verify(file).ok


def test_a_killed_meeting_goes_on_and_is_closed_with_the_right_minutes(
    file: Path, set_clock: Callable[[datetime], None]
) -> None:
    holder = Holder(file, "half")
    for _ in range(6):
        holder.go_on()
    assert holder.go_on() == "half"
    holder.kill()

    with open_book(file) as book:
        meeting = now(book)
        assert meeting.section is SectionKind.BOTTLENECKS
        assert "Half a line" not in [entry.say for entry in meeting.entries], "nobody was told that it is kept"
        assert not was_interrupted(meeting, BEGAN + timedelta(minutes=65))
        assert was_interrupted(meeting, BEGAN + timedelta(minutes=66))
        # The last sign of life was after 5 minutes, the third section began after 4.
        assert meeting.last_at == BEGAN + timedelta(minutes=5)
        desk = read_desk(book, MONDAY)
        assert coming_meeting(book, desk).day == MONDAY, "it is the same meeting"

        set_clock(BEGAN + timedelta(minutes=100))
        pause(book=book, who=ANA, meeting=meeting, at=meeting.last_at)
        assert used(now(book)) == [2, 2, 1, 0, 0, 0]
        assert spent(now(book), SectionKind.BOTTLENECKS, BEGAN + timedelta(hours=5)) == timedelta(minutes=1)
        go_on(book=book, who=ANA, meeting=now(book))
        set_clock(BEGAN + timedelta(minutes=103))
        go_to(book=book, who=ANA, meeting=now(book), section=SectionKind.FORECAST)
        set_clock(BEGAN + timedelta(minutes=110))
        open_items = {held.key for held in left_over(now(book))}
        close_meeting(book=book, who=ANA, meeting=now(book), ratings={desk.business.people[0].id: 7})
        closed = read_meeting(book, meeting.id)
        assert closed is not None and closed.ended_at == BEGAN + timedelta(minutes=110)
        assert used(closed) == [2, 2, 4, 7, 0, 0]
        assert whole_time(closed, BEGAN + timedelta(days=1)) == timedelta(minutes=15)
        assert [(entry.section, entry.kind, entry.say) for entry in closed.entries] == [
            (SectionKind.SINCE_LAST_TIME, EntryKind.DECISION, "No more Saturdays"),
            (SectionKind.DEALS_AHEAD, EntryKind.ACTION, "Check LED stock"),
        ]
        action = read_action(book, closed.entries[1].action_id or "")
        assert action is not None
        assert (action.say, action.due_on, action.done_on) == ("Check LED stock", date(2026, 11, 25), None)
        outcomes = {held.key: held.outcome for section in closed.sections for held in section.items}
        assert [key for key, outcome in outcomes.items() if outcome is Outcome.SETTLED] == [
            next(held.key for held in closed.at(SectionKind.BOTTLENECKS).items if held.item.kind == "late")
        ]
        assert {key for key, outcome in outcomes.items() if outcome is Outcome.PUT_OFF} == open_items
        paper = "".join(minutes_page(closed, desk.business, ZoneInfo("Europe/Amsterdam")).units)
        assert "No more Saturdays" in paper and "Check LED stock" in paper and "Half a line" not in paper
        assert coming_meeting(book, desk).day == MONDAY + timedelta(weeks=1)
    assert verify(file).ok


@pytest.mark.parametrize("milliseconds", [0, 7, 40])
def test_nothing_that_was_told_is_lost_wherever_the_plug_is_pulled(file: Path, milliseconds: int) -> None:
    holder = Holder(file)
    for _ in range(6):
        holder.go_on()
    told = [holder.go_on(), holder.hear(), holder.hear()]
    # Somewhere between two lines of the minutes, or within one.
    time.sleep(milliseconds / 1000)
    told += [line for line in holder.kill() if line]
    assert told[:3] == ["note 0", "note 1", "note 2"]
    # The last line may have been cut off while it was told.
    sure = len(told) - 1
    with open_book(file) as book:
        notes = [entry.say for entry in now(book).entries if entry.kind is EntryKind.NOTE]
    assert notes[:sure] == [f"Note {number}" for number in range(sure)]
    assert notes == [f"Note {number}" for number in range(len(notes))] and len(notes) <= len(told) + 1
    assert verify(file).ok
