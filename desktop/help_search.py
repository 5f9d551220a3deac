"""Looking for words in all pages of help: which pages have them, and where."""

from typing import NamedTuple

from desktop.finder.folding import marks, wanted
from desktop.wording.help import SpokenPage


class Found(NamedTuple):
    """A page by its key and where in its words the hits stand: (start, length), in order."""

    key: str
    hits: tuple[tuple[int, int], ...]


def find(pages: tuple[SpokenPage, ...], query: str) -> tuple[Found, ...]:
    """Return the pages in their order that have `query` with or without accents: as it was typed, its last word by its
    beginning; or, where it stands nowhere, every word of it somewhere.
    """
    words = wanted(query)
    if not words:
        return ()
    as_typed = [[part for parts in words for part in parts]]
    return _with(pages, as_typed) or _with(pages, words)


def _with(pages: tuple[SpokenPage, ...], words: list[list[str]]) -> tuple[Found, ...]:
    found = []
    for page in pages:
        text = page.plain
        if all(marks(text, [parts]) for parts in words):
            found.append(Found(page.key, tuple(marks(text, words))))
    return tuple(found)
