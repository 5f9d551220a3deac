"""A page of help in words, with the keys of the menus."""

from desktop.wording.help import HEADING, POINT, STEP, TEXT, TITLE, html, spoken
from resources.help import Block, HelpPage, Span

KEYS = {"Edit > New deal": "Ctrl+N", "View > Light": ""}


def page(*blocks: Block) -> HelpPage:
    return HelpPage("intake", "Intake", blocks)


def test_an_entry_of_the_menus_has_its_keys_behind_it() -> None:
    found = spoken(page(Block(TEXT, (Span("menu", "Edit > New deal"), Span("plain", ".")))), KEYS)
    assert found.plain == "Intake\nEdit\u00a0> New deal (Ctrl+N)."
    assert html(found.lines[1]) == "<b>Edit\u00a0&gt; New deal</b> (Ctrl+N)."


def test_without_keys_the_entry_stands_alone() -> None:
    found = spoken(page(Block(TEXT, (Span("menu", "View > Light"), Span("keys", "View > Today")))), KEYS)
    assert found.lines[1].plain == "View\u00a0> LightToday"


def test_the_keys_alone() -> None:
    assert spoken(page(Block(TEXT, (Span("keys", "Edit > New deal"),))), KEYS).lines[1].plain == "Ctrl+N"


def test_steps_are_counted_anew_after_anything_else() -> None:
    kinds = (STEP, STEP, HEADING, STEP, POINT)
    found = spoken(page(*(Block(kind, (Span("plain", "x"),)) for kind in kinds)), KEYS)
    assert [line.number for line in found.lines] == [0, 1, 2, 0, 1, 0]
    assert found.lines[0].kind == TITLE


def test_links_are_plain_words_on_paper_and_words_are_escaped() -> None:
    line = spoken(page(Block(TEXT, (Span("link", "A & B", "file"), Span("name", "<x>")))), KEYS).lines[1]
    assert html(line) == '<a href="file">A &amp; B</a><b>&lt;x&gt;</b>'
    assert html(line, links=False) == "A &amp; B<b>&lt;x&gt;</b>"
