"""Text to read: as it was written, in lists and headings, by keyboard."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from widgets.prose import Prose


def filled(qtbot: QtBot) -> Prose:
    prose = Prose("What is new")
    qtbot.addWidget(prose)
    prose.add_heading("1.0")
    prose.add_paragraph((("Two <b>words</b>", "plain"),))
    prose.add_item((("Bold", "strong"), (" and ", "plain"), ("code", "code")))
    prose.add_item((("Another", "plain"),))
    prose.add_paragraph((("After", "plain"),))
    prose.add_item((("Alone", "plain"),))
    return prose


def shape(prose: Prose) -> list[tuple[str, int, int]]:
    """Each block: its text, its level as a heading, how many items its list has."""
    blocks, block = [], prose.document().begin()
    while block.isValid():
        items = block.textList().count() if block.textList() is not None else 0
        blocks.append((block.text(), block.blockFormat().headingLevel(), items))
        block = block.next()
    return blocks


def test_headings_paragraphs_and_lists_stand_as_they_were_added(qtbot: QtBot) -> None:
    prose = filled(qtbot)
    assert shape(prose) == [
        ("1.0", 2, 0),
        ("Two <b>words</b>", 0, 0),
        ("Bold and code", 0, 2),
        ("Another", 0, 2),
        ("After", 0, 0),
        ("Alone", 0, 1),
    ]
    assert prose.isReadOnly() and prose.accessibleName() == "What is new"


def test_it_follows_the_size_of_the_text(qtbot: QtBot, qapp: QApplication) -> None:
    prose = filled(qtbot)
    before = shape(prose)
    usual = qapp.font()
    try:
        larger = QFont(usual)
        larger.setPointSizeF(usual.pointSizeF() * 2)
        qapp.setFont(larger)
        prose.ensurePolished()
        QApplication.processEvents()
        assert shape(prose) == before
        size = prose.document().begin().begin().fragment().charFormat().font().pointSizeF()
        assert size > usual.pointSizeF() * 2
    finally:
        qapp.setFont(usual)


def test_the_keyboard_scrolls_and_tab_goes_on(qtbot: QtBot) -> None:
    prose = filled(qtbot)
    for number in range(60):
        prose.add_item(((f"Item {number}", "plain"),))
    prose.go_to_top()
    prose.resize(300, 120)
    prose.show()
    prose.setFocus()
    assert prose.verticalScrollBar().value() == 0
    qtbot.keyClick(prose, Qt.Key.Key_PageDown)
    assert prose.verticalScrollBar().value() > 0
    assert prose.tabChangesFocus()
