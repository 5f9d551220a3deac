"""Actions on the glossary: what Sales means, what Operations means, what both agreed (framework.md section 11)."""

from typing import TYPE_CHECKING

from framework.words import Word, known_word
from resources.words import tr
from storage.book import Author, Book
from storage.shared_words import read_words
from storage.sheet.text import clean_text, one_line
from storage.trouble import Trouble

if TYPE_CHECKING:
    from storage.writing import Change

LONGEST_WORD, LONGEST_MEANING = 100, 1000


def save_word(*, book: Book, who: Author, word: Word) -> str:
    """Write down what a word means, add it when it is new (no id), and return its key.

    Raises Trouble for a word that is missing, too long or there already; Conflict when somebody changed it since.
    """
    label = tr("Word: {word}") if word.id else tr("New word: {word}")
    columns = checked_word(word)
    with book.change(label.format(word=columns["word"]), who=who) as change:
        return save_word_in(book, change, word)


def save_word_in(book: Book, change: "Change", word: Word) -> str:
    """Do inside a change what `save_word` does in one of its own."""
    columns = checked_word(word)
    twin = known_word(columns["word"], [each for each in read_words(book) if each.id != word.id])
    if twin is not None:
        raise Trouble(tr("“{word}” is among the shared words already.").format(word=twin.word))
    if not word.id:
        return change.add("word", columns)
    change.update("word", word.id, columns, seen=word.row_version)
    return word.id


def checked_word(word: Word) -> dict[str, str]:
    """Return what is written down of a word. Raises Trouble for one that is missing, or too long."""
    text = one_line(clean_text(word.word)[0])
    if not text:
        raise Trouble(tr("Write the word first."))
    if len(text) > LONGEST_WORD:
        raise Trouble(tr("A word may have {count} characters.").format(count=LONGEST_WORD))
    columns = {"word": text}
    for name in ("sales_means", "operations_means", "agreed"):
        columns[name], _ = clean_text(getattr(word, name))
        if len(columns[name]) > LONGEST_MEANING:
            raise Trouble(tr("A meaning may have {count} characters.").format(count=LONGEST_MEANING))
    return columns


def remove_word(*, book: Book, who: Author, word: Word) -> None:
    """Take a word out of the glossary; Undo brings it back. Raises Conflict when somebody changed it since."""
    with book.change(tr("Delete: {word}").format(word=word.word), who=who) as change:
        change.update("word", word.id, {}, seen=word.row_version)
        change.remove("word", word.id)
