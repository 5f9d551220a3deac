"""How far the reading of a large sheet is, before there is anything to show of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QProgressBar, QVBoxLayout, QWidget

from resources.words import tr
from widgets.card import Heading, Muted
from widgets.tokens import SPACE_L, SPACE_M, SPACE_XL


class ImportProgress(QDialog):
    """How far the reading of a large sheet is, with Cancel. `cancelled()`."""

    cancelled = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Import deals"))
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("How far the reading is"))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, SPACE_L)
        column.setSpacing(SPACE_M)
        column.addWidget(Heading(tr("Reading {name}").format(name=name)))
        column.addWidget(self.bar)
        column.addWidget(Muted(tr("Nothing is changed before you have seen it.")))
        column.addWidget(self.buttons)
        self.setMinimumWidth(420)
        self.buttons.rejected.connect(self.reject)

    def show_progress(self, done: int, of: int) -> None:
        """Show that `done` of `of` are through."""
        self.bar.setRange(0, of)
        self.bar.setValue(done)

    def reject(self) -> None:
        """Ask for the end; the dialog goes when the work has ended."""
        self.buttons.setEnabled(False)
        self.cancelled.emit()

    def finish(self) -> None:
        """Go away: the work has ended."""
        super().reject()
