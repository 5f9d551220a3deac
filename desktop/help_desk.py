"""Help at hand: F1 opens the page of where somebody is, in the window and in every dialog over it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QWidget

if TYPE_CHECKING:
    from desktop.dialogs.help import HelpWindow
    from desktop.window import Window

FIRST_STEPS = "start"
PAGES_OF_DIALOGS = {
    "about": "file",
    "after_delivery": "after",
    "backup_place": "file",
    "checklist_editor": "intake",
    "clients": "after",
    "copies": "file",
    "date_moved": "intake",
    "days_off": "capacity",
    "days_off_editor": "capacity",
    "deliveries": "after",
    "file_check": "file",
    "find_anything": "start",
    "handover_return": "intake",
    "history": "file",
    "import_preview": "sheets",
    "import_progress": "sheets",
    "import_sheet": "sheets",
    "look_back": "after",
    "move_up": "escalation",
    "new_business": "start",
    "paper_meeting": "paper",
    "paper_visit": "paper",
    "preview": "paper",
    "prices": "after",
    "print_health_form": "paper",
    "promise_reason": "intake",
    "put_on_agenda": "meetings",
    "raise_question": "escalation",
    "repair_progress": "file",
    "restore_backup": "file",
    "save_editor": "after",
    "saves_wall": "after",
    "visit_editor": "visibility",
}
"""The page for a dialog, by its module, where that is not the one of the tab behind it."""


class HelpDesk(QObject):
    """Opens the help of a window, one at a time, and closes it with the window."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._keys = QKeySequence.keyBindings(QKeySequence.StandardKey.HelpContents)
        self.help: HelpWindow | None = None
        window.closing.connect(self.close)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._offer)

    def open_here(self) -> None:
        """Show the page of the dialog or the tab somebody is at."""
        self._open(self._page_here())

    def open_all(self) -> None:
        """Show help as it was left, or its first page."""
        self._open("")

    def close(self) -> None:
        """Close help, if it is open."""
        if self.help is not None:
            self.help.close()

    def _page_here(self) -> str:
        place: QWidget | None = QApplication.activeModalWidget()
        while place is not None:
            page = PAGES_OF_DIALOGS.get(type(place).__module__.rpartition(".")[2])
            if page is not None:
                return page
            place = place.parentWidget()
        return self._window.room.key if self._window.room is not None else FIRST_STEPS

    def _open(self, key: str) -> None:
        from desktop.dialogs.help import HelpWindow
        from desktop.dialogs.keyboard import keys_by_path

        keys = keys_by_path(self._window.menuBar())
        if self.help is None:
            self.help = HelpWindow(keys, remembers=self._window.remembers)
            self.help.destroyed.connect(self._forget)
            self._give_keys(self.help)
        self.help.take_keys(keys)
        if key:
            self.help.go_to(key)
        self._stand_over(QApplication.activeModalWidget())
        self.help.show()
        self.help.raise_()
        self.help.activateWindow()

    def _forget(self) -> None:
        self.help = None

    def _stand_over(self, modal: QWidget | None) -> None:
        """Belong to the dialog that lets nobody at other windows; to no window else, so as to stand beside the work."""
        assert self.help is not None
        self.help.winId()
        handle, over = self.help.windowHandle(), modal.windowHandle() if modal is not None else None
        if handle is not None and handle.transientParent() is not over:
            # What a dialog lets through is decided anew when a window is shown.
            self.help.hide()
            handle.setTransientParent(over)  # type: ignore[arg-type]

    def _offer(self, window: QWindow | None) -> None:
        """Let F1 be heard in a dialog of this window: the entry of the menu does not reach it there."""
        if window is None:
            return
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QDialog) and widget.windowHandle() == window and widget is not self.help:
                over = widget.parentWidget()
                if over is not None and over.window() is not widget and self._is_ours(over):
                    self._give_keys(widget)

    def _is_ours(self, widget: QWidget) -> bool:
        place: QWidget | None = widget.window()
        while place is not None and place is not self._window:
            over = place.parentWidget()
            place = over.window() if over is not None else None
        return place is not None

    def _give_keys(self, dialog: QDialog) -> None:
        if dialog.property("hears_help"):
            return
        dialog.setProperty("hears_help", True)
        for keys in self._keys:
            QShortcut(keys, dialog).activated.connect(self.open_here)
