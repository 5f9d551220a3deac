"""Reading the glossary."""

from framework.words import Word
from storage.book import Book


def read_words(book: Book) -> tuple[Word, ...]:
    """Return the glossary in alphabetical order."""
    found = book.rows("SELECT id, word, sales_means, operations_means, agreed, version FROM word ORDER BY lower(word)")
    return tuple(Word(*row) for row in found)
