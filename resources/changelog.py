"""What each version brought, read from CHANGELOG.md: headings, paragraphs and lists, no other mark-up."""

import re
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).resolve().parent.parent / "CHANGELOG.md"
"""Beside the folders of the source, and in the installed program in the same place."""

_HEAD = re.compile(r"## (\d+(?:\.\d+)*)(?: - (.+))?")
_PIECE = re.compile(r"\*\*(.+?)\*\*|`(.+?)`|(.+?)(?=\*\*|`|$)", re.DOTALL)


class Run(NamedTuple):
    """Words of one look: "plain", "strong", or "code" for what is typed as it stands."""

    text: str
    look: str = "plain"


class Block(NamedTuple):
    """One paragraph, or one item of a list."""

    is_item: bool
    runs: tuple[Run, ...]


class Release(NamedTuple):
    """One version, the day on which it came ("" where none is told) and what it brought."""

    version: str
    day: str
    blocks: tuple[Block, ...]


def read_releases() -> tuple[Release, ...]:
    """Return all versions, the newest first; none where the file is missing or unreadable."""
    try:
        return releases(FILE.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return ()


def releases(text: str) -> tuple[Release, ...]:
    """Return the versions of a change log. What stands before the first one, or under another heading, is left out."""
    found: list[Release] = []
    for part in re.split(r"^(?=## )", text, flags=re.MULTILINE):
        head = _HEAD.fullmatch(part.partition("\n")[0].strip())
        if head is not None:
            found.append(Release(head[1], head[2] or "", tuple(_blocks(part.partition("\n")[2]))))
    return tuple(found)


def since(found: tuple[Release, ...], version: str) -> tuple[Release, ...]:
    """Return the versions that are newer than `version`."""
    return tuple(release for release in found if order(release.version) > order(version))


def order(version: str) -> tuple[int, ...]:
    """Return what versions are compared by: 0.10.0 is newer than 0.9.1."""
    return tuple(int(number) for number in re.findall(r"\d+", version))


def _blocks(text: str) -> list[Block]:
    made: list[tuple[bool, list[str]]] = []
    for line in text.splitlines():
        words = line.strip()
        if not words:
            made.append((False, []))
        elif line.startswith("- "):
            made.append((True, [line[2:].strip()]))
        elif made and made[-1][1]:
            made[-1][1].append(words)
        else:
            made.append((False, [words]))
    return [Block(is_item, _runs(" ".join(lines))) for is_item, lines in made if lines]


def _runs(text: str) -> tuple[Run, ...]:
    found = []
    for strong, code, plain in _PIECE.findall(text):
        look = "strong" if strong else "code" if code else "plain"
        found.append(Run(strong or code or plain, look))
    return tuple(found)
