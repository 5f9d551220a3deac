"""News: what a change touched, told after it is in the file, here and in other windows."""

from pathlib import Path

import pytest

from storage.book import Author, Book, News
from storage.opening import create_book, open_book

BEN = Author("b" * 32, "Ben")


def test_a_change_tells_which_rows_it_touched(book: Book) -> None:
    heard: list[News] = []
    book.subscribe(heard.append)
    with book.change("Add", who=BEN) as change:
        client = change.add("client", {"name": "Café Noir"})
        crew = change.add("crew", {"name": "Crew", "weekly_hundredths": 4000})
        assert heard == []  # not before it is in the file
    (news,) = heard
    assert news.topics == {"client": frozenset({client}), "crew": frozenset({crew})}
    assert (news.label, news.who_name, news.own) == ("Add", "Ben", True)
    book.undo()
    assert heard[1].topics == news.topics
    book.unsubscribe(heard.append)
    with book.change("Add") as change:
        change.add("client", {"name": "Kite Bikes"})
    assert len(heard) == 2


def test_a_change_that_goes_wrong_is_no_news(book: Book) -> None:
    heard: list[News] = []
    book.subscribe(heard.append)
    with pytest.raises(ValueError), book.change("Add") as change:
        change.add("client", {"name": "Café Noir"})
        raise ValueError
    assert heard == []


def test_another_window_learns_of_it_once(path: Path) -> None:
    with create_book(path) as mine, open_book(path) as theirs:
        heard: list[News] = []
        mine.subscribe(heard.append)
        with theirs.change("Add", who=BEN) as change:
            key = change.add("client", {"name": "Café Noir"})
            at = change.at
        with theirs.change("Note", who=BEN) as change:
            change.update("client", key, {"note": "x"})
        mine.catch_up()
        mine.catch_up()
        assert [(news.label, news.own, news.topics) for news in heard] == [
            ("Add", False, {"client": frozenset({key})}),
            ("Note", False, {"client": frozenset({key})}),
        ]
        assert heard[0].at == at and heard[0].who_name == "Ben"
        assert mine.undo_label is None


def test_ones_own_changes_are_not_told_twice(path: Path) -> None:
    with create_book(path) as mine, open_book(path) as theirs:
        heard: list[News] = []
        mine.subscribe(heard.append)
        with mine.change("Mine") as change:
            change.add("client", {"name": "Café Noir"})
        with theirs.change("Theirs") as change:
            change.add("client", {"name": "Kite Bikes"})
        with mine.change("Mine again") as change:
            change.add("client", {"name": "Mill Bakery"})
        mine.catch_up()
        assert [news.label for news in heard] == ["Mine", "Mine again", "Theirs"]
