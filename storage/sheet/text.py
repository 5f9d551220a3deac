"""Text between a sheet and the file: cleaned of what cannot be stored, and never run as a formula."""

import re

# A spreadsheet runs text that begins like this (OWASP ASVS 1.2.10); full-width forms are run by some as well.
_RUNS = "=+-@\t\r\n\0＝＋－＠"
_GUARDED = re.compile(rf"'+[{re.escape(_RUNS)}]")
_AS_FORMULA = re.compile(rf"'*[{re.escape(_RUNS)}]")

# Control characters but tab and line feed, lone surrogates, and the mark that begins a file.
_UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_BLANK_WORDS = frozenset({"-", "–", "—", "n/a", "null", "(no value)"})


def guard_text(text: str) -> str:
    """Return `text` as an export writes it: with an apostrophe before what a spreadsheet would run as a formula.

    Text that already looks guarded gets one more, so that `unguard_text` gives back every text exactly.
    """
    return "'" + text if _AS_FORMULA.match(text) else text


def unguard_text(text: str) -> str:
    """Return `text` without the one apostrophe that `guard_text` put before it."""
    return text[1:] if text[:1] == "'" and _GUARDED.match(text) else text


def clean_text(text: str) -> tuple[str, bool]:
    """Return `text` stripped, line ends as one line feed, without NUL, control characters and lone surrogates.

    The second value says whether anything was taken out. Direction marks, joiners and U+2028 stay as typed.
    """
    if text.isprintable():
        return text.strip(), False
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = _UNSTORABLE.sub("", text)
    return kept.strip(), len(kept) != len(text)


def one_line(text: str) -> str:
    """Return `text` with every run of white space as one space."""
    return " ".join(text.split())


def is_blank_word(text: str) -> bool:
    """Tell whether `text` is how an export writes an empty cell: a dash, n/a, null, (no value)."""
    return text.casefold() in _BLANK_WORDS
