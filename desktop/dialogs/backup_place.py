"""Where backups go: beside each file, or into a folder of one's own choice, best on another disk or a stick."""

from pathlib import Path

from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QWidget

from desktop import settings
from desktop.dialogs.page import Page
from desktop.settings import BackupPlace
from resources.words import tr
from widgets.card import Muted, PlainLabel


class BackupPlaceChoice(Page):
    """Shows the place and changes it at once; older backups stay where they are. `path`: the open business, if any."""

    def __init__(self, path: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(tr("Where backups go"), parent)
        self._path = path
        self.place_label = PlainLabel("", "strong", wrap=True)
        self.note_label = Muted("")
        self.column.addWidget(
            Muted(
                tr(
                    "Handshake makes a backup when a business is opened that has changed, and after every half hour of "
                    "change. It keeps all of two days, then one for each day, week and month. A folder on another disk "
                    "or a stick survives this computer."
                )
            )
        )
        self.column.addWidget(self.place_label)
        self.column.addWidget(self.note_label)
        self.column.addStretch(1)
        role = QDialogButtonBox.ButtonRole
        self.beside_button = self.buttons.addButton(tr("Beside the file"), role.ResetRole)
        self.choose_button = self.buttons.addButton(tr("Choose a folder…"), role.ActionRole)
        self.beside_button.clicked.connect(self._put_beside)
        self.choose_button.clicked.connect(self._choose)
        self.setMinimumSize(560, 280)
        self._show()

    def _show(self) -> None:
        place = settings.backup_place()
        if place.folder is None:
            self.place_label.setText(tr("In a folder beside each file"))
            self.note_label.setText(tr("On the same disk: if that breaks, the backups go with it."))
        else:
            self.place_label.setText(str(place.folder))
            apart = tr("On another disk than the business that was open when it was chosen.")
            same = tr("On the same disk as the business: if that breaks, the backups go with it.")
            self.note_label.setText(apart if place.apart else same if self._path is not None else "")
        self.beside_button.setEnabled(place.folder is not None)

    def _choose(self) -> None:
        folder = settings.backup_place().folder
        chosen = QFileDialog.getExistingDirectory(self, tr("Where backups go"), str(folder or Path.home()))
        if chosen:
            self.choose(Path(chosen))

    def choose(self, folder: Path) -> None:
        """Let the backups of every business go into `folder` from now on."""
        settings.remember_backup_place(BackupPlace(folder, self._is_apart(folder)))
        self._show()

    def _put_beside(self) -> None:
        settings.remember_backup_place(BackupPlace())
        self._show()

    def _is_apart(self, folder: Path) -> bool:
        try:
            return self._path is not None and folder.stat().st_dev != self._path.stat().st_dev
        except OSError:
            return False
