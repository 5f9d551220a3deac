"""Reading how far the set-up of the first draft has come: what each side marked, what both settled on."""

from framework.agreement_setup import LineMark, Mark
from framework.people import Function
from storage.amounts import from_units
from storage.book import Book

BOTH = "both"
"""The side of a mark that both have settled on."""


def is_marked_apart(book: Book, agreement_id: str) -> bool:
    """Say whether both sides mark this draft each for themselves before they sign it."""
    found = book.row("SELECT apart FROM agreement WHERE id = ?", (agreement_id,))
    return bool(found and found[0])


def read_marks(book: Book, agreement_id: str) -> list[LineMark]:
    """Return what each side thinks of the lines of a draft."""
    found = book.rows(
        "SELECT rule, side, mark, promise_limit, stop_limit, say, version FROM draft_mark "
        "WHERE agreement_id = ? AND side <> ?",
        (agreement_id, BOTH),
    )
    return [
        LineMark(rule, Function(side), Mark(mark), from_units(promise), from_units(stop), say, version)
        for rule, side, mark, promise, stop, say, version in found
    ]


def read_settled(book: Book, agreement_id: str) -> dict[str, Mark]:
    """Return what both have settled on, by rule."""
    found = book.rows("SELECT rule, mark FROM draft_mark WHERE agreement_id = ? AND side = ?", (agreement_id, BOTH))
    return {rule: Mark(mark) for rule, mark in found}
