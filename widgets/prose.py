"""Text to read, set in the type of the house: headings, paragraphs, lists. It scrolls, and can be copied."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFontDatabase, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextList, QTextListFormat
from PySide6.QtWidgets import QTextEdit, QWidget

from widgets.theme import font
from widgets.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, SPACE_XS

Words = Sequence[tuple[str, str]]
"""Pieces of a paragraph: (text, look), which is "plain", "strong" or "code"."""


class Prose(QTextEdit):
    """Shows what is added to it, as it was written: nothing in it is read as mark-up."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._added: list[tuple[str, Words]] = []
        self._list: QTextList | None = None
        self.setReadOnly(True)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(SPACE_M)
        self.document().setIndentWidth(SPACE_XL)

    def add_heading(self, text: str) -> None:
        """Add a heading."""
        self._add("heading", ((text, "heading"),))

    def add_paragraph(self, words: Words) -> None:
        """Add a paragraph."""
        self._add("paragraph", words)

    def add_item(self, words: Words) -> None:
        """Add an item of a list; items that follow each other make one list."""
        self._add("item", words)

    def go_to_top(self) -> None:
        """Show the beginning."""
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_added") and self._added:
            added, self._added, self._list = self._added, [], None
            self.clear()
            for kind, words in added:
                self._add(kind, words)
            self.go_to_top()

    def _add(self, kind: str, words: Words) -> None:
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        before = self._added[-1][0] if self._added else ""
        block = _block(kind, before)
        if before:
            cursor.insertBlock(block, QTextCharFormat())
        else:
            cursor.setBlockFormat(block)
        if kind != "item":
            self._list = None
        elif self._list is not None:
            self._list.add(cursor.block())
        else:
            shape = QTextListFormat()
            shape.setStyle(QTextListFormat.Style.ListDisc)
            self._list = cursor.createList(shape)
        for text, look in words:
            cursor.insertText(text, _letters(look))
        self._added.append((kind, words))


def _block(kind: str, before: str) -> QTextBlockFormat:
    block = QTextBlockFormat()
    block.setLineHeight(120, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if kind == "heading":
        block.setHeadingLevel(2)
        block.setTopMargin(SPACE_XL if before else 0)
        block.setBottomMargin(SPACE_XS)
    elif kind == "paragraph":
        block.setTopMargin(SPACE_L if before == "item" else SPACE_XS if before else 0)
        block.setBottomMargin(SPACE_S)
    else:
        block.setBottomMargin(SPACE_S)
    return block


def _letters(look: str) -> QTextCharFormat:
    letters = QTextCharFormat()
    if look == "code":
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        letters.setFontFamilies([fixed.family()])
    else:
        letters.setFont(font({"strong": "strong", "heading": "heading"}.get(look, "body")))
    return letters
