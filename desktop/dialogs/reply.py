"""Answering a proposal with words instead of a signature."""

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.actions.agreement import reply
from desktop.dialogs.editor import Editor
from desktop.session import Session
from framework.agreement_versions import Version
from resources.words import tr
from widgets.card import Muted
from widgets.tokens import SPACE_M


class Reply(Editor):
    """Asks for the words."""

    def __init__(self, session: Session, version: Version, parent: QWidget | None = None) -> None:
        super().__init__(tr("Talk first"), parent, save=tr("Send the answer"))
        self._session, self._version = session, version
        self.say_edit = QPlainTextEdit()
        self.say_edit.setAccessibleName(tr("Your answer"))
        self.say_edit.setTabChangesFocus(True)
        self.say_edit.setPlaceholderText(tr("What would have to be different for you to sign?"))
        self.say_edit.setFixedHeight(6 * self.say_edit.fontMetrics().lineSpacing() + SPACE_M)
        self.column.addWidget(Muted(tr("The proposal stays open, with your words beside it.")))
        self.column.addWidget(self.say_edit)
        self.column.addStretch(1)
        self.fit(480)
        self.say_edit.setFocus()

    def save(self) -> str:
        """Keep the words with the proposal."""
        reply(book=self._session.book, who=self._session.author, version=self._version, say=self.say_edit.toPlainText())
        return tr("Your answer stands beside the proposal.")
