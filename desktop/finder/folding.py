"""Words as they are compared: without case, accents and marks of direction; where in a text they were found.

"Müller" is found by muller and by mueller, "Straße" by strasse, "看板" by each of its signs.
"""

import re
import unicodedata
from functools import lru_cache

MOST_WORDS = 12
LONGEST_QUERY = 200
LONGEST_TEXT = 20_000
_WORD = re.compile(r"[^\W_]+")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_HAS_UMLAUT = re.compile("[äöü]")


def fold(text: str) -> str:
    """Return `text` in the letters that are compared; signs of Chinese and Japanese stand apart from each other."""
    if text.isascii():
        return text.lower()
    return "".join(map(_folded, text))


@lru_cache(maxsize=4096)
def _folded(letter: str) -> str:
    plain = unicodedata.normalize("NFKD", letter).casefold()
    kept = "".join(each for each in plain if unicodedata.category(each) not in ("Mn", "Cf"))
    return f" {kept} " if "\u2e80" <= letter <= "\u9fff" or "\U00020000" <= letter <= "\U0003ffff" else kept


def tokens(text: str) -> list[str]:
    """Return the folded words of `text` in their order."""
    return _WORD.findall(fold(text[:LONGEST_TEXT]))


def indexed(text: str) -> str:
    """Return what the index keeps of `text`: its folded words, those with umlauts written out as well."""
    found = tokens(text)
    if not text.isascii():
        lower = unicodedata.normalize("NFC", text[:LONGEST_TEXT]).lower()
        for word in _WORD.findall(lower):
            if _HAS_UMLAUT.search(word):
                found += tokens(word.translate(_UMLAUTS))
    return " ".join(found)


def wanted(query: str) -> list[list[str]]:
    """Return what is looked for: for each word that was typed its folded parts ("D-104" has two), not over twelve."""
    found = (tokens(word) for word in query[:LONGEST_QUERY].split())
    return [parts for parts in found if parts][:MOST_WORDS]


def expression(words: list[list[str]]) -> str:
    """Return `words` in the language of FTS5: all of them, the last part of each by its beginning."""
    # Only letters and digits are left of what was typed, in quotation marks: nothing in it can be an operator.
    return " AND ".join('"' + " ".join(parts) + '" *' for parts in words)


def marks(text: str, words: list[list[str]]) -> list[tuple[int, int]]:
    """Return where in `text` beginnings of words match `words`: (start, length), in order, without overlap."""
    places: list[int] = []
    folded = ""
    for at, letter in enumerate(text[:LONGEST_TEXT]):
        said = letter.lower() if letter.isascii() else _folded(letter)
        folded += said
        places += [at] * len(said)
    found: set[int] = set()
    for parts in words:
        pattern = r"(?<![^\W_])" + r"[\W_]+".join(map(re.escape, parts))
        for match in re.finditer(pattern, folded):
            found.update(range(places[match.start()], places[match.end() - 1] + 1))
        if len(parts) == 1:
            found.update(_written_out(text, parts[0]))
    return _runs(found)


def _written_out(text: str, part: str) -> set[int]:
    """Return the letters of words with umlauts that begin with `part` when they are written out."""
    found: set[int] = set()
    if text.isascii():
        return found
    for match in _WORD.finditer(text):
        if not _HAS_UMLAUT.search(match.group().lower()):
            continue
        said, places = "", []
        for at, letter in enumerate(match.group(), match.start()):
            folded = fold(letter.lower().translate(_UMLAUTS))
            said += folded
            places += [at] * len(folded)
        if said.startswith(part):
            found.update(places[: len(part)])
    return found


def _runs(letters: set[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for at in sorted(letters):
        if runs and sum(runs[-1]) == at:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((at, 1))
    return runs


def snippet(text: str, words: list[list[str]], *, length: int = 90) -> str:
    """Return the part of `text` in which the first of `words` stands; empty where none of them does."""
    lines = (" ".join(line.split()) for line in text[:LONGEST_TEXT].splitlines())
    plain, found = next(((line, at) for line in lines if (at := marks(line, words))), ("", []))
    if not found:
        return ""
    start = max(0, found[0][0] - length // 3)
    if start:
        start = plain.find(" ", start) + 1 if 0 <= plain.find(" ", start) < found[0][0] else start
    cut = plain[start : start + length].rstrip()
    return ("…" if start else "") + cut + ("…" if start + length < len(plain) else "")
