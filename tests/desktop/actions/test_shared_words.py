"""Actions on the glossary, on a real file: what is written down, what is refused, and each undone by name."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.actions.shared_words import LONGEST_MEANING, LONGEST_WORD, remove_word, save_word
from framework.words import Word
from storage.book import Author, Book
from storage.opening import open_book
from storage.shared_words import read_words
from storage.trouble import Conflict, Refused, Trouble
from tests.new_business import new_business

ANA, BEN = Author("", "Ana"), Author("", "Ben")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """A new business with one shared word."""
    with new_business(tmp_path / "Mine.handshake", "Ana:sales,owner", "Ben:operations") as made:
        for word in read_words(made):
            remove_word(book=made, who=Author(), word=word)
        save_word(book=made, who=ANA, word=Word("", "done", "The client has paid"))
        yield made


def only(book: Book) -> Word:
    (word,) = read_words(book)
    return word


def test_a_word_is_written_down_on_one_line_and_its_meanings_in_as_many_as_they_have(book: Book) -> None:
    save_word(book=book, who=ANA, word=Word("", "  lead \n time\0 ", " from the\nyes \r\n", "\0 from the proof", "\n"))
    word = next(word for word in read_words(book) if word.word != "done")
    assert word[1:5] == ("lead time", "from the\nyes", "from the proof", "")


def test_each_action_is_undone_and_done_again_by_its_name(book: Book) -> None:
    save_word(book=book, who=BEN, word=only(book)._replace(word="finished", agreed="Fitted and looked at"))
    assert book.undo_label == "Word: finished"
    book.undo(who=BEN)
    assert only(book)[1:5] == ("done", "The client has paid", "", "")
    book.redo(who=BEN)
    assert only(book)[1:5] == ("finished", "The client has paid", "", "Fitted and looked at")
    remove_word(book=book, who=ANA, word=only(book))
    assert book.undo_label == "Delete: finished" and read_words(book) == ()
    book.undo(who=ANA)
    assert only(book).agreed == "Fitted and looked at"
    key = save_word(book=book, who=ANA, word=Word("", "urgent"))
    assert book.undo_label == "New word: urgent" and key in {word.id for word in read_words(book)}
    book.undo(who=ANA)
    assert only(book).word == "finished"


@pytest.mark.parametrize("text", ["", " \n\t ", "\0", "x" * (LONGEST_WORD + 1)])
def test_a_word_needs_letters_and_not_too_many(book: Book, text: str) -> None:
    before = book.last_seq
    with pytest.raises(Trouble):
        save_word(book=book, who=ANA, word=Word("", text, "something"))
    assert book.last_seq == before


def test_a_word_may_be_as_long_as_it_says(book: Book) -> None:
    save_word(book=book, who=ANA, word=Word("", "x" * LONGEST_WORD, "m" * LONGEST_MEANING))
    assert len(read_words(book)) == 2


@pytest.mark.parametrize("name", ["sales_means", "operations_means", "agreed"])
def test_a_meaning_that_is_too_long_is_refused_whole(book: Book, name: str) -> None:
    with pytest.raises(Trouble, match="1000"):
        save_word(book=book, who=ANA, word=only(book)._replace(**{name: "x" * (LONGEST_MEANING + 1)}))
    assert only(book).sales_means == "The client has paid"


def test_a_word_is_there_once_however_it_is_spelled(book: Book) -> None:
    with pytest.raises(Trouble, match="“done” is among the shared words already"):
        save_word(book=book, who=ANA, word=Word("", " DONE "))
    save_word(book=book, who=ANA, word=only(book)._replace(word="Done"))
    assert only(book).word == "Done"


def test_two_on_one_word_the_second_hears_of_the_first(book: Book) -> None:
    seen = only(book)
    with open_book(book.path) as other:
        save_word(book=other, who=BEN, word=seen._replace(operations_means="It left the workshop"))
    with pytest.raises(Conflict, match="Ben has changed this"):
        save_word(book=book, who=ANA, word=seen._replace(sales_means="Paid"))
    with pytest.raises(Conflict, match="Ben has changed this"):
        remove_word(book=book, who=ANA, word=seen)
    assert only(book)[2:4] == ("The client has paid", "It left the workshop")


def test_a_word_deleted_elsewhere_is_not_written(book: Book) -> None:
    seen = only(book)
    with open_book(book.path) as other:
        remove_word(book=other, who=BEN, word=seen)
    for act in (save_word, remove_word):
        with pytest.raises(Refused, match="deleted in the meantime"):
            act(book=book, who=ANA, word=seen)
    assert read_words(book) == ()


def test_a_deleted_word_does_not_come_back_beside_one_that_took_its_place(book: Book) -> None:
    remove_word(book=book, who=ANA, word=only(book))
    with open_book(book.path) as other:
        save_word(book=other, who=BEN, word=Word("", "done", "", "It left the workshop"))
    with pytest.raises(Refused):
        book.undo(who=ANA)
    assert only(book).operations_means == "It left the workshop"


def test_a_file_for_reading_keeps_its_words(book: Book) -> None:
    book.read_only_because = "Only for looking."
    with pytest.raises(Trouble, match="Only for looking"):
        save_word(book=book, who=ANA, word=Word("", "urgent"))
    with pytest.raises(Trouble, match="Only for looking"):
        remove_word(book=book, who=ANA, word=only(book))
    assert only(book).word == "done"
