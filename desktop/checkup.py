"""Looking a file over behind the first paint: opening it trusted it, this reads it from end to end."""

from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal

from desktop.collection import no_collection
from storage import sqlite
from storage.opening import damaged


class Checkup(QThread):
    """Reads one file on a connection of its own. `damage_found(sentence)` comes only when something is wrong."""

    damage_found = Signal(str)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path

    def run(self) -> None:
        """Read the whole file; one that has gone meanwhile is the window's to notice."""
        with no_collection():
            try:
                connection = sqlite.connect(self._path, read_only=True)
            except sqlite.ERRORS:
                return
            try:
                found = sqlite.damage(connection, thorough=False)
            finally:
                connection.close()
            if found:
                self.damage_found.emit(damaged(self._path))
