"""Two spellings of one name: "GTXPro" is "GTX Pro". Typing errors are not guessed at."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

# Between two digits a mark carries meaning: "Panel 1.5" is not "Panel 15".
_BETWEEN_DIGITS = re.compile(r"(?<=\d)\s*([^\w\s]|_|\s)[\W_]*(?=\d)")
# "C++" and "C#" are not "C": signs that tell names apart stay.
_MEANINGFUL = frozenset("+#%")


@lru_cache(maxsize=50_000)
def normal_form(name: str) -> str:
    """Return `name` without case, spaces and punctuation; marks between digits, and + # %, stay.

    A name made of punctuation alone is its own normal form, so that it never equals another.
    """
    text = unicodedata.normalize("NFKC", name).casefold()
    text = _BETWEEN_DIGITS.sub(lambda found: "\ufffc" + ("." if found[1] == "," else found[1]), text)
    kept: list[str] = []
    between = False
    for letter in text:
        if between:
            kept.append(" " if letter.isspace() else letter)
            between = False
        elif letter == "\ufffc":
            between = True
        elif letter.isalnum() or letter in _MEANINGFUL or unicodedata.category(letter)[0] == "M":
            kept.append(letter)
    return "".join(kept) or text.strip()


def match_names(names: Iterable[str], known: Iterable[str]) -> dict[str, str | None]:
    """Return for each of `names` the known name it means, or None.

    An exact spelling wins. Where two known names differ only in spelling, a third spelling matches neither.
    """
    exact = set(known)
    by_form: dict[str, str | None] = {}
    for name in sorted(exact):
        form = normal_form(name)
        by_form[form] = None if form in by_form else name
    return {name: name if name in exact else by_form.get(normal_form(name)) for name in names}


def one_spelling(names: Iterable[str]) -> Mapping[str, str]:
    """Return for each of `names` the spelling under which all of its spellings go: the first one met."""
    first: dict[str, str] = {}
    return {name: first.setdefault(normal_form(name), name) for name in names}
