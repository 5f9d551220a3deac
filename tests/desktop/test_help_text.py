"""What help says is what the program has: tabs, entries of the menus, buttons, keys."""

import ast
import re
from pathlib import Path

import pytest

from desktop.dialogs.keyboard import keys_by_path, keys_without_menu
from desktop.rooms.listed import tabs
from desktop.window import Window
from resources.help import HelpPage, Span, help_pages

REPOSITORY = Path(__file__).resolve().parent.parent.parent
AT_THE_START = {"Shift"}


def spans(page: HelpPage, kind: str) -> list[Span]:
    return [span for block in page.blocks for span in block.spans if span.kind == kind]


def bare(text: str) -> str:
    """A name as it is read: without the mark of its key, and without what says that more is asked."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").removesuffix(" ▾").rstrip("….")


@pytest.fixture(scope="module")
def strings() -> frozenset[str]:
    """Every text of the program that a person can see."""
    found = set()
    for floor in ("desktop", "widgets"):
        for file in (REPOSITORY / floor).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                match node:
                    case ast.Call(func=ast.Name(id="tr"), args=[ast.Constant(value=str(text))]):
                        found.add(bare(text))
    return frozenset(found)


def test_every_tab_has_a_page_by_its_name() -> None:
    titles = {page.key: page.title for page in help_pages()}
    for tab in tabs():
        assert titles[tab.key] == tab.title
    in_order = [page.key for page in help_pages() if page.key in {tab.key for tab in tabs()}]
    assert in_order == [tab.key for tab in tabs()]


def test_every_name_is_one_of_the_program(strings: frozenset[str]) -> None:
    named = [(page.key, bare(span.words)) for page in help_pages() for span in spans(page, "name")]
    assert len(named) > 100
    assert [each for each in named if each[1] not in strings] == []
    assert "Reticulate splines" not in strings


def test_every_entry_of_the_menus_is_there(sample_window: Window) -> None:
    known = keys_by_path(sample_window.menuBar())
    for page in help_pages():
        for span in (*spans(page, "menu"), *spans(page, "keys")):
            assert span.words in known, (page.key, span.words)
        for span in spans(page, "keys"):
            assert known[span.words], (page.key, span.words)


def test_every_key_is_one_that_is_heard() -> None:
    known = {keys for _, _, keys in keys_without_menu()} | AT_THE_START
    known |= {key for keys in known for key in re.findall(r"Page \w+|[^ ,]+", keys)}
    for page in help_pages():
        for span in spans(page, "key"):
            assert span.words in known, (page.key, span.words)


def test_keys_of_the_menus_are_typed_nowhere() -> None:
    for page in help_pages():
        for block in page.blocks:
            for span in block.spans:
                assert not re.search(r"\b(Ctrl|Alt)\+", span.words), (page.key, span.words)
