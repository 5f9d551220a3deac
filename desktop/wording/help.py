"""A page of help in words: what its marks stand for, with the keys as the menus have them now."""

from collections.abc import Mapping
from html import escape
from typing import NamedTuple

from resources.help import Block, HelpPage, Span

TITLE, HEADING, TEXT, STEP, POINT = "title", "heading", "text", "step", "point"
ARROW = " > "


class Said(NamedTuple):
    """A part of a sentence. `strong`: it names something in the window; `to`: the page it goes to."""

    words: str
    strong: bool = False
    to: str = ""


class Line(NamedTuple):
    """A paragraph, a step (`number` from 1) or a point."""

    kind: str
    parts: tuple[Said, ...]
    number: int = 0

    @property
    def plain(self) -> str:
        """Return the words alone."""
        return "".join(part.words for part in self.parts)


class SpokenPage(NamedTuple):
    """A page by its key, ready to be shown or printed. The title is the first of its lines."""

    key: str
    title: str
    lines: tuple[Line, ...]

    @property
    def plain(self) -> str:
        """Return the words alone, a line for each paragraph."""
        return "\n".join(line.plain for line in self.lines)


def spoken(page: HelpPage, keys: Mapping[str, str]) -> SpokenPage:
    """Return `page` with the keys of the menus: `keys` by the path of an entry, "" for one without any."""
    lines = [Line(TITLE, (Said(page.title),))]
    for block in page.blocks:
        number = 0
        if block.kind == STEP:
            number = lines[-1].number + 1 if lines[-1].kind == STEP else 1
        lines.append(Line(block.kind, _parts(block, keys), number))
    return SpokenPage(page.key, page.title, tuple(lines))


def _parts(block: Block, keys: Mapping[str, str]) -> tuple[Said, ...]:
    said: list[Said] = []
    for span in block.spans:
        said += _said(span, keys)
    return tuple(said)


def _said(span: Span, keys: Mapping[str, str]) -> list[Said]:
    if span.kind == "menu":
        path = span.words.replace(ARROW, "\u00a0> ")
        held = keys.get(span.words, "")
        return [Said(path, strong=True), *([Said(f" ({held})")] if held else [])]
    if span.kind == "keys":
        # Without a file the tabs are in no menu: then the entry itself is named.
        return [Said(keys.get(span.words) or span.words.rpartition(ARROW)[2], strong=True)]
    return [Said(span.words, strong=span.kind in ("name", "key"), to=span.to)]


def html(line: Line, *, links: bool = True) -> str:
    """Return the words of a line as HTML, links as `<a href="key">`, or as plain words for paper."""
    return "".join(_html(part, links) for part in line.parts)


def _html(part: Said, links: bool) -> str:
    words = escape(part.words)
    if part.to and links:
        return f'<a href="{part.to}">{words}</a>'
    return f"<b>{words}</b>" if part.strong else words
