"""Texts that somebody typed, inside sentences of ours: what they say about direction ends where they end."""

import unicodedata

_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_FROM_THE_RIGHT = frozenset({"R", "AL", "AN"})


def typed(text: str) -> str:
    """Return a name or a note to stand in a sentence: one written from the right does not draw its neighbours along."""
    if text.isascii():
        return text
    if any(unicodedata.bidirectional(letter) in _FROM_THE_RIGHT for letter in text):
        return _isolated(text)
    return closed_off(text)


def closed_off(text: str) -> str:
    """Return `text` so that direction marks in it can't turn round what follows; unchanged without any."""
    return text if _CONTROLS.isdisjoint(text) else _isolated(text)


def _isolated(text: str) -> str:
    # An isolate of the text's own that is left open would swallow the closing mark.
    left_open = sum(text.count(mark) for mark in "\u2066\u2067\u2068") - text.count(_END_ISOLATE)
    return _ISOLATE + text + _END_ISOLATE * (1 + max(0, left_open))
