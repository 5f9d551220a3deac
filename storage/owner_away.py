"""Reading the tests without the owner, each with its version (framework.md section 7)."""

from datetime import date

from framework.owner_away import AwayTest
from storage.book import Book
from storage.days import read_day


def read_away_tests(book: Book) -> tuple[AwayTest, ...]:
    """Return every test there was or will be, oldest first."""
    found = book.rows("SELECT id, from_day, until, ended_on, version FROM owner_away ORDER BY from_day, rowid")
    return tuple(
        AwayTest(id, date.fromisoformat(first), date.fromisoformat(until), read_day(ended), version)
        for id, first, until, ended, version in found
    )
