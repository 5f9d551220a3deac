"""Loading what writing needs in a thread behind the first paint, so that the first change waits for nothing."""

import gc
import sys

from PySide6.QtCore import QThread

from desktop import plain_import
from desktop.collection import no_collection

SWITCH_SECONDS = 0.0005


class WarmUp(QThread):
    """Imports the write side of the file once. `finished` tells when a first change is as quick as any other."""

    def run(self) -> None:
        """Import, and nothing else: the file's connection belongs to the window's thread."""
        if "storage.writing" in sys.modules:
            return
        # The window's thread asks for its turn at every step of its own work, and must not wait 5 ms for each.
        plain_import.restore()
        before = sys.getswitchinterval()
        sys.setswitchinterval(SWITCH_SECONDS)
        try:
            with no_collection():
                import storage.writing  # noqa: F401

                # What was imported stays for good: looking through it at each collection would take 50 ms.
                gc.freeze()
        finally:
            sys.setswitchinterval(before)
