"""How far a repair is."""

from PySide6.QtWidgets import QDialog, QProgressBar, QVBoxLayout, QWidget

from resources.words import tr
from widgets.card import Heading, Muted
from widgets.tokens import SPACE_L, SPACE_M, SPACE_XL


class RepairProgress(QDialog):
    """How far a repair is. It can't be closed: the file opens again when the repair has ended."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Repair this file"))
        self.setModal(True)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("How far the repair is"))
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, SPACE_L)
        column.setSpacing(SPACE_M)
        column.addWidget(Heading(tr("Repairing {name}").format(name=name)))
        column.addWidget(self.bar)
        column.addWidget(Muted(tr("The file stays as it is until the repaired one is checked.")))
        self.setMinimumWidth(420)

    def show_progress(self, done: int, of: int) -> None:
        """Show that `done` of `of` are through."""
        self.bar.setRange(0, of)
        self.bar.setValue(done)

    def reject(self) -> None:
        """Stay: there is nothing to do meanwhile."""
