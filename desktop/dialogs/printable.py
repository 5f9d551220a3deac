"""A page to read that also prints: a preview, a PDF, the printer."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from desktop.dialogs.page import Page
from resources.words import tr
from storage.trouble import Trouble
from widgets.card import PlainLabel

if TYPE_CHECKING:
    from desktop.printing.page import Page as Paper


class PrintablePage(Page):
    """Subclasses say what goes on paper (`paper`); its buttons stand beside Close. Ctrl+P prints, as in a room."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.say_label = PlainLabel("", "body", "OFF", wrap=True)
        self.say_label.hide()
        outer = self.layout()
        assert outer is not None
        outer.removeWidget(self.buttons)
        outer.addWidget(self.say_label)
        outer.addWidget(self.buttons)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.preview_button = self.buttons.addButton(tr("Preview"), role)
        self.pdf_button = self.buttons.addButton(tr("Save PDF"), role)
        self.print_button = self.buttons.addButton(tr("Print"), role)
        for button in self.buttons.buttons():
            button.setAutoDefault(False)  # type: ignore[attr-defined]
        self.preview_button.clicked.connect(self.preview)
        self.pdf_button.clicked.connect(self.save_pdf)
        self.print_button.clicked.connect(self.print_page)
        keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self)
        keys.setContext(Qt.ShortcutContext.WindowShortcut)
        keys.activated.connect(self.print_page)

    def paper(self) -> "Paper | None":
        """Return the page as it prints; None where there is nothing to print."""
        raise NotImplementedError

    def preview(self) -> None:
        """Show the page as it prints."""
        from desktop.printing.preview import preview

        page = self.paper()
        if page is not None:
            preview(self, page)

    def print_page(self) -> None:
        """Print the page."""
        from desktop.printing.preview import print_page

        page = self.paper()
        if page is None:
            return
        try:
            print_page(self, page, self.say)
        except Trouble as trouble:
            self.say(trouble.say)

    def save_pdf(self) -> None:
        """Save the page as PDF where the person wants it."""
        from desktop.printing.preview import ask_and_save_pdf

        page = self.paper()
        if page is None:
            return
        try:
            saved = ask_and_save_pdf(self, page)
        except Trouble as trouble:
            self.say(trouble.say)
            return
        if saved is not None:
            self.say("")

    def say(self, text: str) -> None:
        """Say what went wrong, or what was done; nothing for an empty text."""
        self.say_label.setText(text)
        self.say_label.setVisible(bool(text))
