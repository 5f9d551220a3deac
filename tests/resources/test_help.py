"""The pages of help as they are read from their files."""

import re
from pathlib import Path

import pytest

from resources import help as pages_of_help
from resources.help import ENGLISH, PAGES, HelpPage, Span, help_pages

FOLDER = Path(pages_of_help.__file__).parent / "help_pages"
OF_A_TAB = ("What to do first", "Step by step", "The words and figures", "When it is empty or goes wrong")
TABS = PAGES[PAGES.index("today") : PAGES.index("health") + 1]


def headings(page: HelpPage) -> list[str]:
    return ["".join(span.words for span in block.spans) for block in page.blocks if block.kind == "heading"]


def spans(page: HelpPage) -> list[Span]:
    return [span for block in page.blocks for span in block.spans]


def test_every_file_is_a_page_and_every_page_a_file() -> None:
    assert {path.stem for path in (FOLDER / ENGLISH).glob("*.md")} == set(PAGES)
    assert tuple(page.key for page in help_pages()) == PAGES
    assert all(page.title and page.blocks for page in help_pages())


@pytest.mark.parametrize("key", TABS)
def test_the_page_of_a_tab_says_the_same_things_in_the_same_order(key: str) -> None:
    page = next(page for page in help_pages() if page.key == key)
    assert tuple(headings(page)) == OF_A_TAB
    assert page.blocks[0].kind == "text", "what the tab is for"
    assert [block.kind for block in page.blocks].count("step") >= 4


def test_links_go_to_pages_that_are_there() -> None:
    links = [span for page in help_pages() for span in spans(page) if span.kind == "link"]
    assert links
    assert {span.to for span in links} <= set(PAGES)


def test_no_mark_is_left_over_in_the_words() -> None:
    for page in help_pages():
        for span in spans(page):
            assert not re.search(r"[*`{}#\[\]]", span.words), (page.key, span.words)


def test_marks_are_taken_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages_of_help, "_HERE", tmp_path)
    monkeypatch.setattr(pages_of_help, "PAGES", ("one", "two"))
    for folder, key, text in (
        (
            "en",
            "one",
            "# One\n\nFirst\nline.\n\n## More\n\n1. Press **Ok** or {Edit > Undo} ({=Edit > Redo}).\n- A `K`.",
        ),
        ("en", "two", "# Two\n\nSee [one](one)."),
        ("de", "one", "# Eins\n\nAnders."),
    ):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / f"{key}.md").write_text(text, encoding="utf-8")
    help_pages.cache_clear()
    one, two = help_pages("en")
    assert [block.kind for block in one.blocks] == ["text", "heading", "step", "point"]
    assert one.blocks[0].spans == (Span("plain", "First line."),)
    assert [(span.kind, span.words) for span in one.blocks[2].spans] == [
        ("plain", "Press "),
        ("name", "Ok"),
        ("plain", " or "),
        ("menu", "Edit > Undo"),
        ("plain", " ("),
        ("keys", "Edit > Redo"),
        ("plain", ")."),
    ]
    assert one.blocks[3].spans[1] == Span("key", "K")
    assert two.blocks[0].spans[1] == Span("link", "one", "one")
    assert [page.title for page in help_pages("de-AT")] == ["Eins", "Two"], "what is not translated stays English"
    help_pages.cache_clear()
