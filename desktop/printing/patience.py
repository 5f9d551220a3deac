"""Waiting for many pages: at once where they are few, else with a bar while the window goes on answering."""

from collections.abc import Generator
from time import perf_counter
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QProgressBar, QVBoxLayout, QWidget

from desktop.in_parts import InParts
from resources.words import tr
from storage.trouble import Trouble
from widgets.card import Heading
from widgets.tokens import SPACE_L, SPACE_M, SPACE_XL

Result = TypeVar("Result")

AT_ONCE_SECONDS = 0.12
"""What is done by then needs no dialog: it would only flash."""


class Patience(QDialog):
    """Says that something is under way, and runs it in parts. Cancel forgets it, where it may be forgotten."""

    def __init__(self, parts: Generator[None, None, object], parent: QWidget | None, *, can_cancel: bool) -> None:
        super().__init__(parent)
        self.result_found: object | None = None
        self.trouble: Trouble | None = None
        self._parts, self._can_cancel = parts, can_cancel
        self._work = InParts(self)
        self.setWindowTitle(tr("One moment"))
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("The pages are being prepared"))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.setVisible(can_cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, SPACE_L)
        column.setSpacing(SPACE_M)
        column.addWidget(Heading(tr("Preparing the pages")))
        column.addWidget(self.bar)
        column.addWidget(self.buttons)
        self.setMinimumWidth(360)
        self.buttons.rejected.connect(self.reject)
        self._work.done.connect(self._keep)
        self._work.troubled.connect(self._fail)
        self._work.start(parts)

    def reject(self) -> None:
        """Call it off, where that leaves nothing half done."""
        if self._can_cancel:
            self._work.stop()
            self._parts.close()
            super().reject()

    def _keep(self, found: object) -> None:
        self.result_found = found
        self.accept()

    def _fail(self, trouble: Trouble) -> None:
        self.trouble = trouble
        super().reject()


def wait_for(parent: QWidget | None, parts: Generator[None, None, Result], *, can_cancel: bool = True) -> Result | None:
    """Return what `parts` return; None when it was called off. The window answers meanwhile. Raises Trouble."""
    began = perf_counter()
    try:
        while perf_counter() - began < AT_ONCE_SECONDS:
            next(parts)
    except StopIteration as end:
        found: Result = end.value
        return found
    dialog = Patience(parts, parent, can_cancel=can_cancel)
    # Nothing else in the program is touched meanwhile: what is printed is what was there when it was asked for.
    dialog.setWindowModality(Qt.WindowModality.ApplicationModal)
    dialog.exec()
    dialog.deleteLater()
    if dialog.trouble is not None:
        raise dialog.trouble
    result: Result | None = dialog.result_found  # type: ignore[assignment]
    return result
