"""An editor of one thing among several that come one after the other."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.dialogs.editor import Editor
from resources.words import tr


class QueuedEditor(Editor):
    """Asks about one of several. `queue` are those that come after it: `next_requested(id)` asks for the first.

    Saving goes on to it, and so does Skip, without a word about this one; Cancel ends the row.
    """

    next_requested = Signal(str)

    def __init__(self, title: str, queue: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(title, parent, save=tr("Save and next") if queue else "")
        self._queue = tuple(queue)
        self.skip_button: QPushButton | None = None
        if queue:
            self.skip_button = self.buttons.addButton(tr("Skip"), self.buttons.ButtonRole.ActionRole)
            self.skip_button.setAutoDefault(False)
            self.skip_button.clicked.connect(self.skip)

    def accept(self) -> None:
        """Save, and go on to the next one."""
        super().accept()
        if self.result() == self.DialogCode.Accepted:
            self._go_on()

    def skip(self) -> None:
        """Go on to the next one without a word about this one."""
        self.reject()
        self._go_on()

    def _go_on(self) -> None:
        if self._queue:
            self.next_requested.emit(self._queue[0])
