"""The words of both views in a file: given to begin with, changed to the business's own, and back; undone by name."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.actions.perspective import MOST_LETTERS, given_words, read_views, say_in_own_words, topic_titles
from framework.people import Function
from framework.perspective import Perspective, Topic
from resources.perspectives import story_texts, view_texts
from storage.book import Author, Book
from storage.opening import open_book
from storage.trouble import Refused, Trouble

ANA = Author("", "Ana")
OWN = "Heute. Der Kunde wartet nicht."


@pytest.fixture
def book(blank: Path) -> Iterator[Book]:
    with open_book(blank) as opened:
        yield opened


def view(book: Book, topic: Topic = Topic.TIME) -> Perspective:
    return next(each for each in read_views(book) if each.topic is topic)


def say(book: Book, words: str, seen: Perspective | None = None) -> None:
    say_in_own_words(book=book, who=ANA, seen=seen or view(book), function=Function.SALES, say=words)


def test_there_are_words_for_everything_to_begin_with(book: Book) -> None:
    assert [each.topic for each in read_views(book)] == list(topic_titles()) == list(Topic)
    assert set(given_words()) == {(topic, function) for topic in Topic for function in Function}
    assert all(0 < len(words) <= MOST_LETTERS for words in given_words().values())
    assert not any(each.own for each in read_views(book))
    for texts in (view_texts(), story_texts()):
        assert [each.side for each in texts] == list(Function)


def test_own_words_take_the_place_of_those_given_and_are_undone_by_name(book: Book) -> None:
    say(book, f"  {OWN}\n ")
    assert view(book).say[Function.SALES] == OWN and view(book).own == {Function.SALES}
    assert view(book).say[Function.OPERATIONS] == given_words()[Topic.TIME, Function.OPERATIONS]
    assert book.undo_label == "Two views: Time, Sales"
    say(book, "Now, always.")
    book.undo(who=ANA)
    assert view(book).say[Function.SALES] == OWN
    book.undo(who=ANA)
    assert view(book).say[Function.SALES] == given_words()[Topic.TIME, Function.SALES] and not view(book).own


@pytest.mark.parametrize("words", ["", " \n", given_words()[Topic.TIME, Function.SALES]])
def test_nothing_or_the_words_given_go_back_to_those(book: Book, words: str) -> None:
    say(book, words)
    assert book.undo_label is None, "what is so already is no change"
    say(book, OWN)
    say(book, words)
    assert not view(book).own and book.row("SELECT count(*) FROM perspective") == (0,)
    assert book.undo_label == "Two views: Time, Sales, as given"
    book.undo(who=ANA)
    assert view(book).say[Function.SALES] == OWN


def test_there_is_room_for_so_many_letters(book: Book) -> None:
    say(book, "x" * MOST_LETTERS)
    with pytest.raises(Trouble, match="300"):
        say(book, "x" * (MOST_LETTERS + 1))
    assert view(book).say[Function.SALES] == "x" * MOST_LETTERS


def test_what_somebody_else_wrote_meanwhile_is_told_once(book: Book) -> None:
    seen = view(book)
    with open_book(book.path) as other:
        say(other, "Theirs")
    with pytest.raises(Refused, match="“Theirs”"):
        say(book, OWN, seen)
    assert view(book).say[Function.SALES] == "Theirs"
    say(book, OWN, view(book))
    assert view(book).say[Function.SALES] == OWN
