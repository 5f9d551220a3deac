"""Actions of the meeting on a real file."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.actions.desk import read_desk
from desktop.actions.meeting import agree_action, coming_meeting, tick_action, work_out_agenda
from framework.agenda import ItemKind
from framework.meeting import SectionKind
from storage.book import Author, Book
from storage.meeting import read_action
from storage.trouble import Conflict, Trouble
from tests.new_business import new_business

MONDAY = date(2026, 11, 23)
ANA = Author("", "Ana")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """A new business without deals."""
    with new_business(tmp_path / "Mine.handshake", "Ana:sales", "Ben:operations", weekly_hours=40) as made:
        yield made


def said(book: Book) -> list[str]:
    agenda = work_out_agenda(book, read_desk(book, MONDAY))
    (since,) = [section for section in agenda.sections if section.kind is SectionKind.SINCE_LAST_TIME]
    return [item.say for item in since.items if item.kind is ItemKind.ACTION]


def agreed(book: Book, say: str) -> str:
    return agree_action(book=book, who=ANA, today=MONDAY, say=say, person_id=None, due_on=None)


def test_an_action_stands_on_the_agenda_until_it_is_undone(book: Book) -> None:
    key = agreed(book, "  Call   the\n brewery ")
    assert said(book) == ["Call the brewery"]
    book.undo(who=ANA)
    assert said(book) == [] and read_action(book, key) is None


def test_ticking_marks_the_day_and_an_old_page_is_a_conflict(book: Book) -> None:
    key = agreed(book, "Order LED stock")
    action = read_action(book, key)
    assert action is not None
    tick_action(book=book, who=ANA, today=MONDAY, action=action, done=True)
    done = read_action(book, key)
    assert done is not None and done.done_on == MONDAY
    with pytest.raises(Conflict):
        tick_action(book=book, who=ANA, today=MONDAY, action=action, done=False)
    tick_action(book=book, who=ANA, today=MONDAY, action=done, done=False)
    again = read_action(book, key)
    assert again is not None and again.done_on is None


@pytest.mark.parametrize("say", ["", " \n ", "x" * 1001])
def test_an_action_needs_words_and_not_too_many(book: Book, say: str) -> None:
    with pytest.raises(Trouble):
        agreed(book, say)
    assert said(book) == []


def test_without_a_series_a_sentence_says_so(book: Book) -> None:
    desk = read_desk(book, MONDAY)
    with pytest.raises(Trouble, match="No meeting is planned"):
        coming_meeting(book, desk._replace(business=desk.business._replace(series=None)))
