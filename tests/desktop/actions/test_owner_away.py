"""The test without the owner in a real file: one at a time, ended, and what it closes."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop.actions.escalation import owner_is_away
from desktop.actions.owner_away import end_owner_away, read_report, start_owner_away
from storage.book import Author, Book
from storage.opening import open_book
from storage.owner_away import read_away_tests
from storage.trouble import Refused, Trouble
from tests.desktop.ladder_shop import clear_ladder
from tests.desktop.ladder_story import LadderStory

TODAY = date(2026, 11, 23)
ANA = Author("", "Ana")


@pytest.fixture
def sample(sample: Path) -> Path:
    """The sample business with an empty ladder."""
    return clear_ladder(sample)


@pytest.fixture
def book(sample: Path) -> Iterator[Book]:
    with open_book(sample) as opened:
        yield opened


def start(book: Book, day: date = TODAY, today: date = TODAY) -> None:
    start_owner_away(book=book, who=ANA, desk=LadderStory(book).desk(today), from_day=day)


def test_it_closes_the_step_for_fourteen_days(book: Book) -> None:
    start(book)
    (test,) = read_away_tests(book)
    assert (test.until - test.from_day).days == 13
    for offset in (-1, 0, 13, 14):
        day = TODAY + timedelta(days=offset)
        assert owner_is_away(book, day) is test.is_running(day) is (0 <= offset < 14)
    with pytest.raises(Refused, match="owner is away"):
        LadderStory(book).raised(TODAY, subject="Credit", jumps="Money")


def test_one_at_a_time(book: Book) -> None:
    start(book, TODAY + timedelta(days=5))
    with pytest.raises(Refused, match="runs or is planned"):
        start(book, TODAY + timedelta(days=100))
    assert len(read_away_tests(book)) == 1
    start(book, TODAY + timedelta(days=19), today=TODAY + timedelta(days=19))
    assert len(read_away_tests(book)) == 2


def test_days_that_cannot_be(book: Book) -> None:
    with pytest.raises(Trouble, match="in the past"):
        start(book, TODAY - timedelta(days=1))
    with pytest.raises(Trouble, match="year"):
        start(book, date(2062, 11, 23))
    assert read_away_tests(book) == ()


def test_it_is_ended_and_that_is_undone(book: Book) -> None:
    start(book)
    (test,) = read_away_tests(book)
    later = TODAY + timedelta(days=4)
    end_owner_away(book=book, who=ANA, today=later, test=test)
    (ended,) = read_away_tests(book)
    assert not owner_is_away(book, later) and owner_is_away(book, later - timedelta(days=1))
    assert ended.days == 4
    with pytest.raises(Refused, match="over"):
        end_owner_away(book=book, who=ANA, today=later, test=ended)
    book.undo()
    assert owner_is_away(book, later)


def test_one_that_has_not_begun_is_taken_back(book: Book) -> None:
    start(book, TODAY + timedelta(days=5))
    end_owner_away(book=book, who=ANA, today=TODAY, test=read_away_tests(book)[0])
    assert read_away_tests(book) == ()


def test_the_report_of_a_real_file(book: Book) -> None:
    begins = date(2026, 11, 2)
    start(book, begins, today=begins)
    story = LadderStory(book)
    day = date(2026, 11, 9)
    question = story.decided(day, story.raised(day, subject="Who pays for the survey"))
    found = read_report(book, story.desk(TODAY), read_away_tests(book)[0])
    assert [each.question_id for each in found.without if each.question_id] == [question.id]
    assert found.by_owner == () and found.waited == ()
