"""Loading what writing needs in a thread behind the first paint, so that the first change waits for nothing."""

from PySide6.QtCore import QThread

from desktop.long_work import no_collection


class WarmUp(QThread):
    """Imports the write side of the file once. `finished` tells when a first change is as quick as any other."""

    def run(self) -> None:
        """Import, and nothing else: the file's connection belongs to the window's thread."""
        with no_collection():
            import storage.writing  # noqa: F401
