"""The licences of all that the program is made of: a list to search, and the whole text of the chosen one beside it."""

import platform
import sqlite3

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desktop.dialogs.page import Page
from desktop.version import VERSION
from desktop.wording import figures
from resources.licences import Part, has_all, own_licence, read_parts
from resources.words import tr
from widgets.card import Heading, Muted
from widgets.filter_bar import SearchField
from widgets.rows_card import Cell, Row, RowsCard
from widgets.tokens import SPACE_M, SPACE_S


class Licences(Page):
    """A list with a search field at the left, the licence of the chosen part at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Licences of all parts"), parent)
        self._parts = all_parts()
        self._chosen = self._parts[0].name
        self.search_edit = SearchField(tr("Find a part, a licence or any word in its text"))
        self.list_card = RowsCard()
        self.name_label = Heading("")
        self.about_label = Muted("")
        self.text_edit = QPlainTextEdit()
        self.copy_button = QPushButton(tr("Copy the text"))
        self.right = QWidget()
        self._lay_out()
        self.search_edit.search_changed.connect(self._find)
        self.list_card.row_activated.connect(self.show_part)
        self.list_card.row_changed.connect(self.show_part)
        self.copy_button.clicked.connect(self.copy)
        self._find("")
        self.resize(980, 640)
        self.search_edit.setFocus()

    def _lay_out(self) -> None:
        self.text_edit.setReadOnly(True)
        self.text_edit.setTabChangesFocus(True)
        self.text_edit.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.text_edit.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.copy_button.setAutoDefault(False)
        head = QHBoxLayout()
        head.setSpacing(SPACE_M)
        head.addWidget(self.name_label, 1)
        head.addWidget(self.copy_button)
        column = QVBoxLayout(self.right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addLayout(head)
        column.addWidget(self.about_label)
        column.addWidget(self.text_edit, 1)
        self.add_list_beside(self.search_edit, self.list_card, self.right, 4)

    def _find(self, words: str) -> None:
        found = [part for part in self._parts if has_all(part, words)]
        rows = [Row(part.name, (Cell(_called(part), "strong"), Cell(part.licence, "small", "muted"))) for part in found]
        count = len(found)
        said = tr("{count} part") if count == 1 else tr("{count} parts")
        self.list_card.set_content(
            tr("Parts"),
            rows,
            note=said.format(count=figures.number(count)),
            empty_text=tr("These words are in no licence."),
            stacked=True,
        )
        self.right.setVisible(bool(found))
        if found:
            names = [part.name for part in found]
            self.show_part(self._chosen if self._chosen in names else names[0])

    def show_part(self, name: str) -> None:
        """Show the licence of a part."""
        part = next(part for part in self._parts if part.name == name)
        self._chosen = name
        self.list_card.set_current(name)
        self.name_label.setText(_called(part))
        self.about_label.setText(" · ".join(words for words in (part.licence, part.home) if words))
        self.text_edit.setAccessibleName(tr("Licence of {part}").format(part=part.name))
        if self.text_edit.toPlainText() != part.text:
            self.text_edit.setPlainText(part.text)

    def copy(self) -> None:
        """Copy the text of the licence that is shown."""
        QGuiApplication.clipboard().setText(self.text_edit.toPlainText())


def all_parts() -> tuple[Part, ...]:
    """Return Handshake itself and every part of it, with the versions that are running where only those are known."""
    running = {"Python": platform.python_version(), "SQLite": sqlite3.sqlite_version}
    own = Part(tr("Handshake"), VERSION, "MIT", "", own_licence())
    return (own, *(part._replace(version=part.version or running.get(part.name, "")) for part in read_parts()))


def _called(part: Part) -> str:
    return f"{part.name} {part.version}".rstrip()
