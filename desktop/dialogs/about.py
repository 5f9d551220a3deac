"""About Handshake: version, licence, and where it writes down what goes wrong."""

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QWidget

from desktop.dialogs.page import Page
from desktop.log import log_path
from desktop.version import VERSION
from resources.words import tr
from widgets.card import Muted, PlainLabel


class About(Page):
    """The version, in words that can be copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Handshake {version}").format(version=VERSION), parent)
        self.setWindowTitle(tr("About Handshake"))
        for label in (
            PlainLabel(tr("Sales and Operations agree what may be promised, before it is promised."), wrap=True),
            Muted(tr("Free software under the MIT licence: use it, change it, pass it on.")),
            Muted(
                tr("Built with Qt {qt}. What goes wrong is written down in {file}, and stays on this computer.").format(
                    qt=qVersion(), file=log_path()
                )
            ),
        ):
            label.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            self.column.addWidget(label)
        self.column.addStretch(1)
        self.setMinimumWidth(460)
