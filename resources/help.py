"""The pages of help, read from `help_pages/LANGUAGE/KEY.md`: one for each tab by its key, and a few that have no tab.

A page is translated whole, as a file beside the English one: what is read as a page reads badly when its sentences are
translated apart. It is written in a small part of Markdown:

- `# title`, `## heading`, `1. ` a step, `- ` a point, anything else a paragraph; an empty line between them;
- `**Name**` is the name of a button, a field or a tab, `{Menu > Entry}` an entry of the menus with its keys behind it,
  `{=Menu > Entry}` its keys alone, `` `Key` `` a key that stands in no menu, and `[words](key)` goes to another page.
"""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

PAGES = (
    "start",
    "today",
    "agreement",
    "intake",
    "capacity",
    "escalation",
    "meetings",
    "after",
    "scorecard",
    "visibility",
    "health",
    "file",
    "sheets",
    "paper",
    "questions",
)
"""The keys of all pages in their order."""

ENGLISH = "en"
_HERE = Path(__file__).resolve().parent / "help_pages"
_INLINE = re.compile(
    r"\*\*(?P<name>[^*]+)\*\*|\{=(?P<keys>[^{}]+)\}|\{(?P<menu>[^{}=][^{}]*)\}|`(?P<key>[^`]+)`"
    r"|\[(?P<link>[^\]]+)\]\((?P<to>[a-z]+)\)"
)
_HEAD = re.compile(r"(?P<mark>##? |\d+\. |- )")
_KINDS = {"# ": "title", "## ": "heading", "- ": "point"}


class Span(NamedTuple):
    """Words of one kind: "plain", "name", "menu", "keys", "key" or "link"; `to` is the page that a link goes to."""

    kind: str
    words: str
    to: str = ""


class Block(NamedTuple):
    """A "heading", a "text", a "step" or a "point"."""

    kind: str
    spans: tuple[Span, ...]


class HelpPage(NamedTuple):
    """A page by its key."""

    key: str
    title: str
    blocks: tuple[Block, ...]


@cache
def help_pages(language: str = ENGLISH) -> tuple[HelpPage, ...]:
    """Return all pages in their order, each in `language` (BCP 47) as far as it is there, else in English."""
    return tuple(_read(key, language) for key in PAGES)


def _read(key: str, language: str) -> HelpPage:
    places = (_HERE / folder / f"{key}.md" for folder in (language, language.partition("-")[0], ENGLISH))
    path = next(place for place in places if place.is_file())
    title, *blocks = _parsed(path.read_text(encoding="utf-8"))
    return HelpPage(key, "".join(span.words for span in title.spans), tuple(blocks))


def _parsed(text: str) -> list[Block]:
    """Return the blocks of a page: a line that begins with no mark goes on with the one before it."""
    blocks: list[tuple[str, str]] = []
    is_open = False
    for line in text.splitlines():
        head = _HEAD.match(line)
        if not line.strip():
            is_open = False
        elif head is not None:
            blocks.append((_KINDS.get(head["mark"], "step"), line[head.end() :].strip()))
            is_open = True
        elif is_open:
            blocks[-1] = (blocks[-1][0], f"{blocks[-1][1]} {line.strip()}")
        else:
            blocks.append(("text", line.strip()))
            is_open = True
    return [Block(kind, _spans(words)) for kind, words in blocks]


def _spans(text: str) -> tuple[Span, ...]:
    spans, at = [], 0
    for found in _INLINE.finditer(text):
        if found.start() > at:
            spans.append(Span("plain", text[at : found.start()]))
        kind = next(name for name in ("name", "keys", "menu", "key", "link") if found[name] is not None)
        spans.append(Span(kind, found[kind], found["to"] or ""))
        at = found.end()
    if at < len(text):
        spans.append(Span("plain", text[at:]))
    return tuple(spans)
