"""What was being written when Handshake was ended in mid edit: to read, to copy, and to put away."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QPlainTextEdit, QWidget

from desktop.dialogs.page import Page
from desktop.drafts import Draft
from desktop.wording.typed import typed
from resources.words import tr
from widgets.card import Heading, Muted
from widgets.theme import metrics
from widgets.tokens import SPACE_M

LINES = 6
"""So many lines of a text are seen at once; a longer one scrolls."""


class KeptWords(Page):
    """Shows the drafts. `put_away()` when they are needed no more; closed otherwise, they are offered again."""

    put_away = Signal()

    def __init__(self, drafts: Sequence[Draft], parent: QWidget | None = None) -> None:
        super().__init__(tr("What you were writing"), parent)
        self._drafts = drafts
        self.column.addWidget(
            Muted(tr("Handshake was ended before this was saved. Copy what you still need to where it belongs."))
        )
        column = self.add_reading_column()
        self.edits: list[QPlainTextEdit] = []
        for draft in drafts:
            column.addWidget(Heading(typed(draft.title)))
            for name, text in draft.texts:
                column.addWidget(Muted(typed(name), "small"))
                column.addWidget(self._edit(name or draft.title, text))
        column.addStretch(1)
        self.copy_button = self.buttons.addButton(tr("Copy everything"), QDialogButtonBox.ButtonRole.ActionRole)
        self.away_button = self.buttons.addButton(tr("I need it no more"), QDialogButtonBox.ButtonRole.DestructiveRole)
        self.copy_button.clicked.connect(self._copy)
        self.away_button.clicked.connect(self._put_away)
        for button in (self.copy_button, self.away_button):
            button.setAutoDefault(False)
        self.copy_button.setFocus()
        self.resize(560, 420)

    def _edit(self, name: str, text: str) -> QPlainTextEdit:
        edit = QPlainTextEdit(text)
        edit.setReadOnly(True)
        edit.setTabChangesFocus(True)
        edit.setAccessibleName(name)
        lines = min(max(text.count("\n") + 1, len(text) // 60 + 1), LINES)
        edit.setFixedHeight(lines * metrics("body").lineSpacing() + 2 * SPACE_M)
        self.edits.append(edit)
        return edit

    def _copy(self) -> None:
        parts = [f"{name}: {text}" if name else text for draft in self._drafts for name, text in draft.texts]
        QGuiApplication.clipboard().setText("\n\n".join(parts))

    def _put_away(self) -> None:
        self.put_away.emit()
        self.accept()
