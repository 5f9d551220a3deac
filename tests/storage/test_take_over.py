"""A change that long work made on its own connection is undone, told and counted as made in the window."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.actions.business import create_business
from storage.book import Author, Book, News
from storage.founding import Founder
from storage.opening import open_book


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "shop.handshake"
    create_business(
        path=file,
        name="Shop",
        kind="blank",
        founders=(Founder("Ana", sells=True, delivers=True),),
        country=None,
        currency="EUR",
        weekly_hours=Decimal(40),
        today=date(2026, 11, 23),
    ).close()
    return file


def change_elsewhere(path: Path, window: str) -> tuple[int, str]:
    """Add a client on another connection, in the name of `window`; return the change's number and label."""
    with open_book(path) as other:
        other.window = window
        with other.change("Import clients.csv", who=Author("ana", "Ana")) as change:
            change.add("client", {"name": "Nook Café"})
        assert other.last_seq is not None
        return other.last_seq, str(other.undo_label)


def clients(book: Book) -> list[str]:
    return [name for (name,) in book.rows("SELECT name FROM client")]


def test_what_was_taken_over_is_undone_and_done_again_here(path: Path) -> None:
    with open_book(path) as book:
        book.take_over(*change_elsewhere(path, book.window))
        assert book.undo_label == "Import clients.csv"
        book.undo()
        assert clients(book) == []
        assert book.redo_label == "Import clients.csv"
        book.redo()
        assert clients(book) == ["Nook Café"]


def test_it_is_told_once_and_as_our_own(path: Path) -> None:
    told: list[News] = []
    with open_book(path) as book:
        book.subscribe(told.append)
        seq, label = change_elsewhere(path, book.window)
        book.catch_up()
        assert told == []
        book.take_over(seq, label)
        book.catch_up()
    assert [(news.own, news.label, news.who_name) for news in told] == [(True, "Import clients.csv", "Ana")]
    assert set(told[0].topics) == {"client"}


def test_what_was_undone_before_can_not_be_done_again_after_it(path: Path) -> None:
    with open_book(path) as book:
        with book.change("New client") as change:
            change.add("client", {"name": "Mill Bakery"})
        book.undo()
        assert book.redo_label == "New client"
        book.take_over(*change_elsewhere(path, book.window))
        assert book.redo_label is None


def test_a_change_of_another_window_is_refused(path: Path) -> None:
    with open_book(path) as book:
        seq, label = change_elsewhere(path, "somebody-else")
        with pytest.raises(ValueError, match="not made for this window"):
            book.take_over(seq, label)
        assert book.undo_label is None


def test_a_book_without_changes_of_its_own_has_no_last_one(path: Path) -> None:
    with open_book(path) as book:
        assert book.last_seq is None
