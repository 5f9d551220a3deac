"""How a page of help is set: lists, headings, marks."""

import pytest
from PySide6.QtGui import QTextListFormat
from pytestqt.qtbot import QtBot

from desktop.dialogs.help_view import HelpView
from desktop.wording.help import HEADING, POINT, STEP, TEXT, TITLE, Line, Said, SpokenPage
from widgets.theme import font, theme


def line(kind: str, words: str, number: int = 0) -> Line:
    return Line(kind, (Said(words),), number)


PAGE = SpokenPage(
    "x",
    "Title",
    (
        line(TITLE, "Title"),
        line(TEXT, "Lead <b>"),
        line(HEADING, "Head"),
        line(STEP, "one", 1),
        line(STEP, "two", 2),
        line(POINT, "point"),
    ),
)


@pytest.fixture
def view(qtbot: QtBot, light: None) -> HelpView:
    made = HelpView()
    qtbot.addWidget(made)
    made.show_page(PAGE)
    return made


def test_words_stand_as_they_were_given(view: HelpView) -> None:
    assert view.toPlainText() == "Title\nLead <b>\nHead\none\ntwo\npoint"
    assert view.accessibleName() == "Title"


def test_headings_lists_and_sizes(view: HelpView) -> None:
    blocks = [view.document().findBlockByNumber(number) for number in range(6)]
    assert [block.blockFormat().headingLevel() for block in blocks] == [1, 0, 2, 0, 0, 0]
    styles = [block.textList().format().style() if block.textList() else None for block in blocks]
    numbered, dotted = QTextListFormat.Style.ListDecimal, QTextListFormat.Style.ListDisc
    assert styles == [None, None, None, numbered, numbered, dotted]
    title = blocks[0].begin().fragment().charFormat()
    assert title.fontPointSize() == pytest.approx(font("title").pointSizeF(), abs=0.1)


def test_marks_come_and_go(view: HelpView) -> None:
    view.mark(((6, 4), (15, 4)))
    assert [each.cursor.selectedText() for each in view.extraSelections()] == ["Lead", "Head"]
    assert view.extraSelections()[0].format.background().color() == theme().zone("ASK").fill
    view.show_hit((15, 4))
    assert view.textCursor().selectedText() == "Head"
    view.let_go()
    assert not view.textCursor().hasSelection()
    view.mark(())
    assert view.extraSelections() == []
