"""What the papers of the repository point to is there: their links, and the files and tests that they name."""

import ast
import re
from functools import cache
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
NAMING = ("CONTRIBUTING.md", "SECURITY.md")
"""Papers whose every path in backticks is one of the tree."""

PAPERS = ("README.md", "CHANGELOG.md", *NAMING, *sorted(f"docs/{file.name}" for file in REPOSITORY.glob("docs/*.md")))

FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
TICKED = re.compile(r"`([^`]+)`")
LINK = re.compile(
    r"\]\(\s*<?(?P<inline>[^)\s>]+)|^\[[^\]]+\]:\s*(?P<below>\S+)|\b(?:src|srcset|href)=\"(?P<html>[^\"\s]+)",
    re.MULTILINE,
)
"""A link or a picture in brackets, one written below the text, and one in HTML."""
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
PATH = re.compile(r"(?<![\w./-])[\w.-]+(?:/[\w.-]+)*/?(?:::\w+)?")
ENDINGS = {".html", ".lock", ".md", ".py", ".sh", ".sql", ".toml", ".yml"}


def prose(text: str) -> str:
    """Return `text` without its blocks of code."""
    return FENCED.sub("", text)


def links(text: str) -> list[str]:
    """Return the relative links of a paper, as they are written."""
    found = [link[link.lastgroup or 0] for link in LINK.finditer(TICKED.sub("", prose(text)))]
    return [to for to in found if not ELSEWHERE.match(to) and not to.startswith("//")]


def anchors(text: str) -> set[str]:
    """Return what a link may point to within a paper: its headings as GitHub names them."""
    titles = re.findall(r"^#+ +(.+)$", prose(text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title).lower().replace(" ", "-") for title in titles}


def broken_link(paper: Path, to: str) -> bool:
    """Say whether a link of `paper` leads to nothing, or out of the repository."""
    path, _, anchor = to.partition("#")
    target = (paper.parent / unquote(path)).resolve() if path else paper
    if not target.is_relative_to(REPOSITORY) or not target.exists():
        return True
    return bool(anchor) and target.suffix == ".md" and anchor not in anchors(target.read_text(encoding="utf-8"))


def named_paths(text: str) -> list[str]:
    """Return the paths in backticks, those of a command among them, each with the test that may follow it."""
    tops = {entry.name for entry in REPOSITORY.iterdir()}
    words = [word for ticked in TICKED.findall(prose(text)) for word in PATH.findall(ticked)]
    return [word for word in words if is_path(word, tops)]


def is_path(word: str, tops: set[str]) -> bool:
    """Say whether `word` looks like a path of the tree: in one of its folders, or by how it ends."""
    path = PurePosixPath(word.partition("::")[0])
    return ("/" in word and path.parts[0] in tops - {".venv"}) or path.suffix in ENDINGS


@cache
def names_in(file: Path) -> frozenset[str]:
    """Return the names of the functions of a file."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def is_missing(named: str) -> bool:
    """Say whether a path, or the test named after it, is not there."""
    path, _, test = named.partition("::")
    target = REPOSITORY / path
    return not target.exists() or (bool(test) and test not in names_in(target))


@pytest.mark.parametrize("paper", PAPERS)
def test_every_link_leads_somewhere(paper: str) -> None:
    file = REPOSITORY / paper
    assert [to for to in links(file.read_text(encoding="utf-8")) if broken_link(file, to)] == []


@pytest.mark.parametrize("paper", NAMING)
def test_every_path_and_test_that_is_named_exists(paper: str) -> None:
    named = named_paths((REPOSITORY / paper).read_text(encoding="utf-8"))
    assert len(named) > 20
    assert [each for each in named if is_missing(each)] == []


def test_what_is_not_there_would_be_found() -> None:
    paper = REPOSITORY / "CONTRIBUTING.md"
    text = (
        "See [one](LICENSE), [two](docs/gone.md#x), [out](../..), [site](https://example.org), `[no](link)`,\n"
        '[![alt](gone.png)](README.md "title"), <img src="gone.svg" width="600">, [below].\n\n[below]: gone/below.md\n'
    )
    assert [to for to in links(text) if broken_link(paper, to)] == [
        "docs/gone.md#x",
        "../..",
        "gone.png",
        "gone.svg",
        "gone/below.md",
    ]
    assert not broken_link(paper, "#tests") and broken_link(paper, "#tasks")
    ticked = (
        '`storage/book.py`, `storage/nook.py`, `make test ARGS="tests/nothing -x"`, `gone.toml`, `book.change`, `3/4`, '
        "`tests/test_docs.py::test_every_link_leads_somewhere`, `tests/test_docs.py::test_no`, `.venv/bin/handshake`\n"
        "```\nstorage/fenced.py\n```\n"
    )
    assert [each for each in named_paths(ticked) if is_missing(each)] == [
        "storage/nook.py",
        "tests/nothing",
        "gone.toml",
        "tests/test_docs.py::test_no",
    ]
