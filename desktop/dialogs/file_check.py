"""What a check of the file found, with Repair; and what a repair did."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialogButtonBox, QVBoxLayout, QWidget

from desktop.dialogs.page import Page
from resources.words import tr
from storage.repair import Repair
from widgets.card import Muted, PlainLabel


def _say(column: QVBoxLayout, sentences: Sequence[str]) -> None:
    for sentence in sentences:
        column.addWidget(PlainLabel(sentence, wrap=True))
    column.addStretch(1)


class FileCheck(Page):
    """Says what is wrong with a file. `repair_requested()` and `restore_requested()`, once the page is closed."""

    repair_requested = Signal()
    restore_requested = Signal()

    def __init__(self, name: str, findings: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(tr("Something is wrong with this file"), parent)
        self.findings = tuple(findings)
        self.column.addWidget(
            Muted(
                tr(
                    "Repair keeps everything in “{name}” that can be read, and puts back what its history knows. The "
                    "file as it is now is kept beside it, and what can't be kept is listed in a sheet. A newer backup "
                    "may be the better way: look at both."
                ).format(name=name)
            )
        )
        _say(self.add_reading_column(), self.findings)
        self.restore_button = self.buttons.addButton(
            tr("Restore from a backup…"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.restore_button.clicked.connect(self._restore)
        self.repair_button = self.buttons.addButton(tr("Repair this file"), QDialogButtonBox.ButtonRole.ActionRole)
        self.repair_button.setProperty("primary", "true")
        self.repair_button.clicked.connect(self._repair)
        self.resize(620, 440)

    def _repair(self) -> None:
        self.accept()
        self.repair_requested.emit()

    def _restore(self) -> None:
        self.accept()
        self.restore_requested.emit()


class Repaired(Page):
    """Says what a repair did, and leads to the folder with the file as it was and the list of what was set aside."""

    def __init__(self, result: Repair, parent: QWidget | None = None) -> None:
        super().__init__(tr("The file is repaired"), parent)
        self.sentences = result.done
        self._folder: Path | None = result.kept.parent if result.kept is not None else None
        _say(self.add_reading_column(), self.sentences)
        self.folder_button = self.buttons.addButton(tr("Show the folder"), QDialogButtonBox.ButtonRole.ActionRole)
        self.folder_button.setVisible(self._folder is not None)
        self.folder_button.clicked.connect(self._show_folder)
        self.resize(620, 440)

    def _show_folder(self) -> None:
        if self._folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
