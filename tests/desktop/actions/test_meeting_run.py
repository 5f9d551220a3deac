"""A meeting is held: its agenda stays as it was, what is written stays, and what nothing was done about comes back."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from desktop.actions.agenda_items import put_on_agenda, take_off_agenda
from desktop.actions.desk import read_desk
from desktop.actions.meeting import coming_meeting, meeting_today, tick_action, work_out_agenda
from desktop.actions.meeting_run import (
    change_entry,
    close_meeting,
    go_to,
    pause,
    rate,
    settle,
    start_meeting,
    strike_entry,
    throw_away,
    write_down,
)
from desktop.actions.meeting_series import (
    change_series,
    coming_turns,
    move_meeting,
    next_meetings,
    planned_series,
    skip_meeting,
)
from framework.meeting import SectionKind, Why
from framework.minutes import EntryKind, HeldMeeting, Outcome, looking_back, spent, was_interrupted
from storage.book import Author, Book
from storage.held_meetings import added_items, held_meetings, read_meeting, running_meeting
from storage.intake_writing import remove_deal
from storage.meeting import read_action
from storage.opening import open_book
from storage.trouble import Refused, Trouble

MONDAY = date(2026, 11, 23)
ANA = Author("", "Ana")


@pytest.fixture
def sample_book(sample: Path) -> Iterator[Book]:
    """The sample business, open."""
    with open_book(sample) as book:
        yield book


def begin(book: Book, day: date = MONDAY) -> HeldMeeting:
    desk = read_desk(book, day)
    start_meeting(book=book, who=ANA, agenda=work_out_agenda(book, desk), business=desk.business)
    return now(book)


def now(book: Book) -> HeldMeeting:
    meeting = running_meeting(book)
    assert meeting is not None
    return meeting


def close(book: Book) -> HeldMeeting:
    meeting = now(book)
    close_meeting(book=book, who=ANA, meeting=meeting)
    found = read_meeting(book, meeting.id)
    assert found is not None and not found.is_running
    return found


def test_the_agenda_is_frozen_when_the_meeting_starts(sample_book: Book) -> None:
    desk = read_desk(sample_book, MONDAY)
    before = work_out_agenda(sample_book, desk)
    meeting = begin(sample_book)
    put_on_agenda(book=sample_book, who=ANA, today=MONDAY, section=SectionKind.CLOSE, say="Too late for today")
    assert now(sample_book).sections == meeting.sections
    assert [section.kind for section in meeting.sections] == [section.kind for section in before.sections]
    assert [len(section.items) for section in meeting.sections] == [len(section.items) for section in before.sections]
    assert sum(section.minutes for section in meeting.sections) == before.meeting.minutes
    said = [held.item.frozen for section in meeting.sections for held in section.items]
    assert any("Hartley Gym" in words for words in said) and all(said)
    with pytest.raises(Refused, match="going on already"):
        begin(sample_book)


def test_what_is_written_down_is_there_after_a_crash(sample_book: Book) -> None:
    meeting = begin(sample_book)
    ben = read_desk(sample_book, MONDAY).business.people[1]
    write_down(book=sample_book, who=ANA, meeting=meeting, kind=EntryKind.LOOKING_BACK, say="Why did March slip?")
    go_to(book=sample_book, who=ANA, meeting=meeting, section=SectionKind.DEALS_AHEAD)
    write_down(
        book=sample_book,
        who=ANA,
        meeting=meeting,
        kind=EntryKind.ACTION,
        say="Check LED stock",
        person_id=ben.id,
        due_on=date(2026, 11, 25),
    )
    found = now(sample_book)
    assert found.section is SectionKind.DEALS_AHEAD
    first, second = found.entries
    assert (first.section, first.kind) == (SectionKind.SINCE_LAST_TIME, EntryKind.LOOKING_BACK)
    assert (second.section, second.person_id, second.due_on) == (SectionKind.DEALS_AHEAD, ben.id, date(2026, 11, 25))
    assert looking_back(found.entries) == (1, 2)
    action = read_action(sample_book, second.action_id or "")
    assert action is not None and (action.say, action.meeting_id) == ("Check LED stock", meeting.id)
    # Out of the minutes, the action goes with it, and Undo brings both back.
    strike_entry(book=sample_book, who=ANA, entry=second)
    assert read_action(sample_book, second.action_id or "") is None
    sample_book.undo()
    (_, again) = now(sample_book).entries
    change_entry(book=sample_book, who=ANA, entry=again, kind=EntryKind.DECISION, say="LED stock is enough")
    assert read_action(sample_book, second.action_id or "") is None
    assert now(sample_book).entries[1].kind is EntryKind.DECISION


def test_the_clock_counts_by_section_and_stops(sample_book: Book) -> None:
    meeting = begin(sample_book)
    began = meeting.started_at
    assert spent(meeting, meeting.section, began + timedelta(minutes=2)) == timedelta(minutes=2)
    assert spent(meeting, SectionKind.FORECAST, began + timedelta(minutes=2)) == timedelta()
    pause(book=sample_book, who=ANA, meeting=meeting, at=began + timedelta(minutes=3))
    stopped = now(sample_book)
    assert spent(stopped, meeting.section, began + timedelta(hours=5)) == timedelta(minutes=3)
    assert was_interrupted(stopped, datetime.now(UTC) + timedelta(hours=3))
    assert not was_interrupted(stopped, datetime.now(UTC) + timedelta(minutes=20))


def test_what_nothing_was_done_about_is_put_off_and_said_the_third_time(sample_book: Book) -> None:
    put_on_agenda(book=sample_book, who=ANA, today=MONDAY, section=SectionKind.EXCEPTIONS, say="New van or not?")
    for week in range(3):
        day = MONDAY + timedelta(weeks=week)
        agenda = work_out_agenda(sample_book, read_desk(sample_book, day))
        (item,) = [i for s in agenda.sections for i in s.items if i.say == "New van or not?"]
        assert item.put_off == week
        begin(sample_book, day)
        held = close(sample_book)
        assert held.day == day
        found = [each for each in held.at(SectionKind.EXCEPTIONS).items if "New van" in each.item.frozen]
        assert [each.outcome for each in found] == [Outcome.PUT_OFF]
    day = MONDAY + timedelta(weeks=3)
    meeting = begin(sample_book, day)
    (held_item,) = [each for each in meeting.at(SectionKind.EXCEPTIONS).items if "New van" in each.item.frozen]
    assert "put off 3 times: decide it, move it up or drop it" in held_item.item.frozen
    settle(book=sample_book, who=ANA, meeting=meeting, held=held_item, outcome=Outcome.DROPPED)
    assert "New van or not?" not in [each.say for each in added_items(sample_book)]
    sample_book.undo()
    assert "New van or not?" in [each.say for each in added_items(sample_book)]


def test_a_meeting_that_was_held_today_is_followed_by_the_next(sample_book: Book) -> None:
    begin(sample_book)
    desk = read_desk(sample_book, MONDAY)
    assert coming_meeting(sample_book, desk).day == MONDAY, "it is still going on"
    closed = close(sample_book)
    assert coming_meeting(sample_book, desk).day == MONDAY + timedelta(weeks=1)
    assert next(iter(held_meetings(sample_book))).id == closed.id
    with pytest.raises(Refused, match="closed"):
        write_down(book=sample_book, who=ANA, meeting=closed, kind=EntryKind.NOTE, say="Too late")


def test_a_late_action_that_is_ticked_in_the_meeting_is_not_put_off(sample_book: Book) -> None:
    meeting = begin(sample_book)
    late = next(held for held in meeting.at(SectionKind.SINCE_LAST_TIME).items if held.item.late_by)
    action = read_action(sample_book, late.item.action_id or "")
    assert action is not None
    tick_action(book=sample_book, who=ANA, today=MONDAY, action=action, done=True)
    found = {held.key: held.outcome for held in close(sample_book).at(SectionKind.SINCE_LAST_TIME).items}
    assert found[late.key] is Outcome.SETTLED


def test_ratings_are_1_to_10_and_a_meeting_can_be_thrown_away(sample_book: Book) -> None:
    meeting = begin(sample_book)
    ana = read_desk(sample_book, MONDAY).business.people[0]
    with pytest.raises(Trouble, match="1 to 10"):
        rate(book=sample_book, who=ANA, meeting=meeting, person_id=ana.id, rating=11)
    rate(book=sample_book, who=ANA, meeting=meeting, person_id=ana.id, rating=8)
    rate(book=sample_book, who=ANA, meeting=meeting, person_id=ana.id, rating=9)
    assert now(sample_book).ratings == {ana.id: 9}
    throw_away(book=sample_book, who=ANA, meeting=now(sample_book))
    assert running_meeting(sample_book) is None
    sample_book.undo()
    assert now(sample_book).ratings == {ana.id: 9}


def test_a_meeting_held_early_is_not_held_twice(sample_book: Book) -> None:
    desk = read_desk(sample_book, MONDAY)
    begin(sample_book)
    close(sample_book)
    planned = coming_meeting(sample_book, desk)
    assert planned.day == date(2026, 11, 30)
    thursday = date(2026, 11, 26)
    desk = read_desk(sample_book, thursday)
    early = work_out_agenda(sample_book, desk, meeting_today(sample_book, desk))
    assert (early.meeting.day, early.meeting.planned_on, early.meeting.number) == (
        thursday,
        date(2026, 11, 30),
        planned.number,
    )
    start_meeting(book=sample_book, who=ANA, agenda=early, business=desk.business)
    assert close(sample_book).day == thursday
    following = coming_meeting(sample_book, read_desk(sample_book, date(2026, 11, 27)))
    assert (following.day, following.number) == (date(2026, 12, 7), planned.number + 1)
    assert following.previous_on == thursday, "since last time means since the meeting that was held"


def test_a_meeting_held_early_is_neither_moved_nor_planned_again(sample_book: Book) -> None:
    begin(sample_book)
    close(sample_book)
    desk = read_desk(sample_book, date(2026, 11, 26))
    early = work_out_agenda(sample_book, desk, meeting_today(sample_book, desk))
    start_meeting(book=sample_book, who=ANA, agenda=early, business=desk.business)
    close(sample_book)
    desk, series = read_desk(sample_book, date(2026, 11, 27)), desk.business.series
    assert series is not None
    ahead = next_meetings(book=sample_book, desk=desk, series=series, count=2)
    assert [meeting.day for meeting in ahead] == [date(2026, 12, 7), date(2026, 12, 14)]
    (turn,) = [turn for turn in coming_turns(desk) if turn.planned_on == date(2026, 11, 30)]
    with pytest.raises(Refused, match="has begun already"):
        move_meeting(book=sample_book, who=ANA, desk=desk, turn=turn, day=date(2026, 12, 1))
    planned = planned_series(
        book=sample_book,
        desk=desk,
        weekday=0,
        starts=series.starts,
        minutes=series.minutes,
        every_weeks=1,
        alternating=series.alternating,
    )
    assert (planned.first_number, planned.first_on) == (ahead[0].number, date(2026, 12, 7))


def test_what_is_put_on_the_agenda_needs_words_and_comes_off_again(sample_book: Book) -> None:
    with pytest.raises(Trouble, match="Write what it is about"):
        put_on_agenda(book=sample_book, who=ANA, today=MONDAY, section=SectionKind.CLOSE, say="  ")
    put_on_agenda(book=sample_book, who=ANA, today=MONDAY, section=SectionKind.CLOSE, say="Christmas days", why="Jo")
    (item,) = [each for each in added_items(sample_book) if each.say == "Christmas days"]
    take_off_agenda(book=sample_book, who=ANA, item=item)
    assert item.id not in [each.id for each in added_items(sample_book)]
    with pytest.raises(Refused):
        take_off_agenda(book=sample_book, who=ANA, item=item)


def test_one_meeting_is_moved_and_one_left_out(sample_book: Book) -> None:
    desk = read_desk(sample_book, MONDAY + timedelta(days=1))
    first, second, third = coming_turns(desk, 3)
    with pytest.raises(Trouble, match="over"):
        move_meeting(book=sample_book, who=ANA, desk=desk, turn=first, day=MONDAY)
    with pytest.raises(Trouble, match="next meeting"):
        move_meeting(book=sample_book, who=ANA, desk=desk, turn=first, day=third.planned_on)
    move_meeting(
        book=sample_book, who=ANA, desk=desk, turn=first, day=first.planned_on + timedelta(days=2), starts=time(14)
    )
    skip_meeting(book=sample_book, who=ANA, desk=desk, turn=second, reason="Trade fair")
    desk = read_desk(sample_book, desk.today)
    assert [turn.why for turn in coming_turns(desk, 3)] == [Why.MOVED, Why.SKIPPED, Why.AS_PLANNED]
    meeting = coming_meeting(sample_book, desk)
    assert (meeting.day, meeting.starts) == (first.planned_on + timedelta(days=2), time(14))


def test_another_rhythm_goes_on_with_the_numbers_and_the_chosen_leader(sample_book: Book) -> None:
    desk = read_desk(sample_book, MONDAY)
    old = coming_meeting(sample_book, desk)
    ana, ben = desk.business.people[0].id, desk.business.people[1].id
    change_series(
        book=sample_book,
        who=ANA,
        desk=desk,
        weekday=2,
        starts=time(8, 30),
        minutes=15,
        every_weeks=2,
        alternating=(ben, ana),
    )
    found = coming_meeting(sample_book, read_desk(sample_book, MONDAY))
    assert (found.number, found.day, found.minutes) == (old.number, MONDAY + timedelta(days=2), 15)
    assert (found.leads, found.keeps_time) == (ben, ana)
    with pytest.raises(Trouble, match="two people"):
        change_series(
            book=sample_book,
            who=ANA,
            desk=desk,
            weekday=2,
            starts=time(8, 30),
            minutes=15,
            every_weeks=2,
            alternating=(ana, ana),
        )


def test_a_deleted_deal_leaves_what_was_agreed_about_it(sample_book: Book) -> None:
    (question, deal) = sample_book.row("SELECT id, deal_id FROM question WHERE deal_id IS NOT NULL LIMIT 1") or ("", "")
    meeting = begin(sample_book)
    put_on_agenda(
        book=sample_book,
        who=ANA,
        today=MONDAY,
        section=SectionKind.EXCEPTIONS,
        say="Talk about it",
        deal_id=deal,
        question_id=question,
    )
    write_down(book=sample_book, who=ANA, meeting=meeting, kind=EntryKind.CLIENT, say="Tell them", deal_id=deal)
    with sample_book.change("Delete") as change:
        remove_deal(sample_book, change, deal)
    (item,) = [each for each in added_items(sample_book) if each.say == "Talk about it"]
    assert (item.deal_id, item.question_id) == (None, None)
    (entry,) = now(sample_book).entries
    action = read_action(sample_book, entry.action_id or "")
    assert action is not None and (action.say, action.deal_id) == ("Tell them", None)
    sample_book.undo()
    (item,) = [each for each in added_items(sample_book) if each.say == "Talk about it"]
    assert item.deal_id == deal
