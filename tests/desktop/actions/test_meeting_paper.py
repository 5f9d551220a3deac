"""A meeting held on paper is taken in as one change: its items, its lines, what was done, how good it was."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop.actions.agenda_items import put_on_agenda
from desktop.actions.desk import Desk, read_desk
from desktop.actions.meeting import agree_action, coming_meeting
from desktop.actions.meeting_paper import PaperLine, not_written_down, paper_agenda, take_in_paper_meeting
from framework.agenda import ItemKind, item_key
from framework.meeting import SectionKind
from framework.minutes import EntryKind, Outcome
from storage.book import Author, Book
from storage.held_meetings import added_items, held_meetings, read_meeting
from storage.meeting import read_action
from storage.opening import open_book
from storage.trouble import Refused, Trouble
from storage.verify import verify

MONDAY = date(2026, 11, 23)
ANA = Author("", "Ana")


@pytest.fixture
def book(sample: Path) -> Iterator[Book]:
    """The sample business, open."""
    with open_book(sample) as book:
        yield book


@pytest.fixture
def desk(book: Book) -> Desk:
    """Its desk on the day of a meeting."""
    return read_desk(book, MONDAY)


def changes(book: Book) -> int:
    (count,) = book.row("SELECT count(*) FROM change") or (0,)
    assert isinstance(count, int)
    return count


def test_the_meetings_without_minutes_are_offered_the_latest_first(book: Book, desk: Desk) -> None:
    # The sample held its last meetings 1, 2, 4 and 5 turns before today, and nothing before.
    days = [meeting.day for meeting in not_written_down(book, desk)]
    assert days[:2] == [MONDAY, MONDAY - timedelta(weeks=3)]
    assert days == sorted(days, reverse=True) and MONDAY - timedelta(weeks=1) not in days
    assert [meeting.day for meeting in not_written_down(book, read_desk(book, MONDAY - timedelta(days=1)))] == days[1:]


def test_the_sheet_is_taken_in_as_one_change(book: Book, desk: Desk, sample: Path) -> None:
    put_on_agenda(book=book, who=ANA, today=MONDAY, section=SectionKind.EXCEPTIONS, say="New van or not?")
    ana, ben = (person.id for person in desk.business.people[:2])
    meeting = not_written_down(book, desk)[0]
    assert meeting == coming_meeting(book, desk)
    sheet = paper_agenda(book, desk, meeting)
    items = [item for section in sheet.sections for item in section.items]
    open_actions = [item for item in items if item.kind is ItemKind.ACTION and not item.done]
    late = [item for item in items if item.kind is ItemKind.LATE]
    (van,) = (item for item in items if item.say == "New van or not?")
    done = open_actions[0]
    before = changes(book)
    meeting_id = take_in_paper_meeting(
        book=book,
        who=ANA,
        desk=desk,
        agenda=sheet,
        outcomes={item_key(done): Outcome.SETTLED, item_key(van): Outcome.MOVED_UP},
        lines=[
            PaperLine(EntryKind.ACTION, "Check  LED stock", ben, date(2026, 11, 25)),
            PaperLine(EntryKind.DECISION, "No more Saturdays"),
            PaperLine(EntryKind.CLIENT, "The sign comes in two parts", ana, None),
            PaperLine(EntryKind.LOOKING_BACK, "Why did March slip?"),
        ],
        ratings={ana: 8, ben: 6},
        used=25,
    )
    assert book.undo_label == "Take in the meeting of 2026-11-23 from paper"
    held = read_meeting(book, meeting_id)
    assert held is not None and held.on_paper and not held.is_running
    assert held.ended_at is not None and held.ended_at - held.started_at == timedelta(minutes=25)
    found = {each.key: each.outcome for section in held.sections for each in section.items}
    assert (found[item_key(done)], found[item_key(van)]) == (Outcome.SETTLED, Outcome.MOVED_UP)
    assert late and all(found[item_key(item)] is Outcome.PUT_OFF for item in late)
    assert [(entry.kind, entry.say) for entry in held.entries] == [
        (EntryKind.ACTION, "Check LED stock"),
        (EntryKind.DECISION, "No more Saturdays"),
        (EntryKind.CLIENT, "The sign comes in two parts"),
        (EntryKind.LOOKING_BACK, "Why did March slip?"),
    ]
    assert dict(held.ratings) == {ana: 8, ben: 6}
    action = read_action(book, held.entries[0].action_id or "")
    assert action is not None
    assert (action.person_id, action.due_on, action.agreed_on) == (ben, date(2026, 11, 25), MONDAY)
    ticked = read_action(book, done.action_id or "")
    assert ticked is not None and ticked.done_on == MONDAY
    assert "New van or not?" not in [each.say for each in added_items(book)]
    assert coming_meeting(book, desk).day == MONDAY + timedelta(weeks=1)
    with pytest.raises(Refused, match="minutes of this meeting already"):
        take_in_paper_meeting(book=book, who=ANA, desk=desk, agenda=sheet, outcomes={})
    book.undo()
    assert read_meeting(book, meeting_id) is None
    assert read_action(book, action.id) is None
    ticked = read_action(book, done.action_id or "")
    assert ticked is not None and ticked.done_on is None
    assert "New van or not?" in [each.say for each in added_items(book)]
    assert changes(book) == before + 2, "the change, and its undoing"
    book.close()
    assert verify(sample).ok


def test_an_old_meeting_knows_nothing_of_what_came_after(book: Book, desk: Desk) -> None:
    meeting = not_written_down(book, desk)[1]
    agree_action(book=book, who=ANA, today=MONDAY, say="Agreed today", person_id=None, due_on=None)
    put_on_agenda(book=book, who=ANA, today=MONDAY, section=SectionKind.CLOSE, say="Written today")
    sheet = paper_agenda(book, desk, meeting)
    says = [item.say for section in sheet.sections for item in section.items]
    assert "Agreed today" not in says and "Written today" not in says
    meeting_id = take_in_paper_meeting(book=book, who=ANA, desk=desk, agenda=sheet, outcomes={})
    held = read_meeting(book, meeting_id)
    assert held is not None and held.day == MONDAY - timedelta(weeks=3)
    assert held.started_at == held.ended_at, "nobody looked at the clock"
    days = [each.day for each in held_meetings(book)]
    assert days == sorted(days, reverse=True) and held.day in days


def test_what_is_no_rating_and_what_has_no_words_is_refused(book: Book, desk: Desk) -> None:
    sheet = paper_agenda(book, desk, not_written_down(book, desk)[0])
    ana = desk.business.people[0].id
    before = changes(book)
    with pytest.raises(Trouble, match="1 to 10"):
        take_in_paper_meeting(book=book, who=ANA, desk=desk, agenda=sheet, outcomes={}, ratings={ana: 11})
    with pytest.raises(Trouble, match="Write what it is about"):
        take_in_paper_meeting(
            book=book, who=ANA, desk=desk, agenda=sheet, outcomes={}, lines=[PaperLine(EntryKind.DECISION, " ")]
        )
    assert changes(book) == before
