"""About Handshake: version, licence, and where it writes down what goes wrong."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QPlainTextEdit, QWidget

from desktop.bug_report import versions
from desktop.dialogs.page import Page
from desktop.log import log_path
from desktop.version import RELEASED, VERSION
from desktop.wording import figures
from resources.licences import own_licence
from resources.words import tr
from widgets.card import Muted, PlainLabel


class About(Page):
    """The version in words that can be copied, our licence, and the ways to those of all parts and to what is new."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Handshake {version}").format(version=VERSION), parent)
        self.setWindowTitle(tr("About Handshake"))
        self.versions_label = PlainLabel("\n".join([_released(), *versions()]), wrap=True)
        self.log_label = Muted(
            tr("What goes wrong is written down in {file}, and stays on this computer.").format(file=log_path())
        )
        for label in (
            PlainLabel(tr("Sales and Operations agree what may be promised, before it is promised."), wrap=True),
            self.versions_label,
            self.log_label,
            PlainLabel(tr("Free software under the MIT licence: use it, change it, pass it on."), wrap=True),
        ):
            label.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            self.column.addWidget(label)
        self.licence_edit = QPlainTextEdit(own_licence())
        self.licence_edit.setReadOnly(True)
        self.licence_edit.setTabChangesFocus(True)
        self.licence_edit.setAccessibleName(tr("Licence of {part}").format(part=tr("Handshake")))
        self.column.addWidget(self.licence_edit, 1)
        action = QDialogButtonBox.ButtonRole.ActionRole
        self.licences_button = self.buttons.addButton(tr("Licences of all parts"), action)
        self.news_button = self.buttons.addButton(tr("What is new"), action)
        self.copy_button = self.buttons.addButton(tr("Copy the versions"), action)
        self.licences_button.clicked.connect(self.show_licences)
        self.news_button.clicked.connect(self.show_news)
        self.copy_button.clicked.connect(self.copy_versions)
        self.resize(640, 560)

    def show_licences(self) -> None:
        """Show the licences of all parts."""
        from desktop.dialogs.licences import Licences

        Licences(self).open()

    def show_news(self) -> None:
        """Show what each version brought."""
        from desktop.dialogs.whats_new import WhatsNew
        from resources.changelog import read_releases

        WhatsNew(read_releases(), parent=self).open()

    def copy_versions(self) -> None:
        """Copy what somebody who helps will ask for."""
        QGuiApplication.clipboard().setText("\n".join([f"Handshake {VERSION}", *versions()]))


def _released() -> str:
    return tr("Version {version} of {day}").format(version=VERSION, day=figures.day_year(date.fromisoformat(RELEASED)))
