"""Looking for words in all pages of help: which pages have them, and where."""

from typing import NamedTuple

from desktop.finder.folding import marks, wanted
from desktop.wording.help import SpokenPage


class Found(NamedTuple):
    """A page by its key and where in its words the hits stand: (start, length), in order."""

    key: str
    hits: tuple[tuple[int, int], ...]


def find(pages: tuple[SpokenPage, ...], query: str) -> tuple[Found, ...]:
    """Return the pages that have every word of `query` (its beginning, with or without accents), in their order."""
    words = wanted(query)
    if not words:
        return ()
    found = []
    for page in pages:
        text = page.plain
        if all(marks(text, [parts]) for parts in words):
            found.append(Found(page.key, tuple(marks(text, words))))
    return tuple(found)
