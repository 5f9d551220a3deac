"""Shared words: what Sales means, what Operations means, what both agreed; where they stand in a text (section 11)."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple


class Word(NamedTuple):
    """One word of the glossary. A meaning that nobody has written yet is empty. `row_version` counts its changes."""

    id: str
    word: str
    sales_means: str = ""
    operations_means: str = ""
    agreed: str = ""
    row_version: int = 1

    @property
    def has_meaning(self) -> bool:
        """True once somebody has written what it means."""
        return bool(self.agreed or self.sales_means or self.operations_means)


def words_in(text: str, words: Sequence[Word]) -> tuple[Word, ...]:
    """Return the words that stand in `text`, in the order in which they first do.

    A word counts as a whole word, whatever its capitals, also with an "s" behind it; a longer one hides a shorter one
    inside it ("lead time" is not "lead").
    """
    pattern = _pattern(tuple(word.word for word in words if word.word.strip()))
    if pattern is None:
        return ()
    by_text = {_plain(word.word): word for word in reversed(words)}
    found: dict[str, Word] = {}
    for hit in pattern.finditer(text):
        word = by_text.get(_plain(hit.group(1)))
        if word is not None:
            found.setdefault(word.id, word)
    return tuple(found.values())


@lru_cache(maxsize=8)
def _pattern(texts: tuple[str, ...]) -> re.Pattern[str] | None:
    spelled = sorted({" ".join(text.split()) for text in texts}, key=len, reverse=True)
    if not spelled:
        return None
    listed = "|".join(r"\s+".join(map(re.escape, text.split())) for text in spelled)
    return re.compile(rf"(?<!\w)({listed})s?(?!\w)", re.IGNORECASE)


def same_word(one: str, other: str) -> bool:
    """Say whether two spellings are one word of the glossary."""
    return _plain(one) == _plain(other)


def known_word(text: str, words: Iterable[Word]) -> Word | None:
    """Return the word of the glossary that is spelled like `text`, None when there is none."""
    return next((word for word in words if same_word(word.word, text)), None)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
