"""What the window says of a file that does not open or is damaged, with the way out: a check, or its backups."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop import settings
from resources.words import tr
from storage.opening import can_be_checked
from storage.trouble import Trouble

if TYPE_CHECKING:
    from desktop.window import Window

CHECK, BACKUPS = "check", "backups"


class FileTrouble(QObject):
    """Says what is wrong with a file, and does what the button of that says."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._path: Path | None = None
        window.bars.more_requested.connect(self._do)

    def tell_unopened(self, path: Path, trouble: Trouble) -> None:
        """Say why a file was not opened; one of ours that holds something wrong can be checked and repaired.

        One that is gone, empty or none of ours any more comes back from its backups, where it has some.
        """
        from storage.backup_list import backup_files
        from storage.restore import is_lost

        self._path = path
        if can_be_checked(path):
            self._offer_check(trouble.say)
        elif is_lost(path) and backup_files(path, [settings.backup_place().folder]):
            self._window.bars.warn(trouble.say, more=tr("Restore from a backup…"), more_key=BACKUPS)
        else:
            self._window.tell(trouble.say)

    def tell_damage(self, say: str) -> None:
        """Say that the open file is damaged."""
        session = self._window.session
        if session is not None:
            self._path = session.book.path
            self._offer_check(say)

    def _offer_check(self, say: str) -> None:
        self._window.bars.warn(say, more=tr("Check this file…"), more_key=CHECK)

    def _do(self, key: str) -> None:
        if self._path is None:
            return
        if key == CHECK:
            self._window.menus.work.check(self._path)
        elif key == BACKUPS:
            self._window.menus.work.choose_backup_of(self._path)
