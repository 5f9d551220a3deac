"""Work that takes a while, off the window's thread: it reports by signals and can be cancelled."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from desktop.collection import no_collection
from resources.words import tr
from storage.trouble import Trouble, no_memory

Progress = Callable[[int, int], None]
"""Called with (done, of) now and then; what it raises ends the work."""

Job = Callable[[Progress], Any]
"""The work itself. It opens what it needs by itself: a connection to the file belongs to one thread."""


class Cancelled(Exception):
    """The person has asked for the work to end."""


_alive: "set[LongWork]" = set()


class LongWork(QThread):
    """One piece of work, run once.

    Signals, of which exactly one of the first three comes: `succeeded(result)`, `troubled(Trouble)`, `cancelled()`;
    and `progressed(done, of)` on the way.
    """

    succeeded = Signal(object)
    troubled = Signal(object)
    cancelled = Signal()
    progressed = Signal(int, int)

    def __init__(self, job: Job, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job = job
        self._outcome: tuple[str, tuple[Any, ...]] = ("cancelled", ())
        self.finished.connect(self._tell)

    def start(self, priority: QThread.Priority = QThread.Priority.InheritPriority) -> None:
        """Begin. The work lives until it has told its outcome, whoever has let go of it: a thread can't be freed."""
        _alive.add(self)
        super().start(priority)

    def cancel(self) -> None:
        """Ask the work to end at its next report."""
        self.requestInterruption()

    def run(self) -> None:
        """Do the work; what goes wrong is written into the log and told by signal, never raised on this thread."""
        with no_collection():
            self._outcome = self._run()

    def _tell(self) -> None:
        """Tell the outcome from the window's thread, once this one is over: who hears of it may let go of the work."""
        self.wait()
        _alive.discard(self)
        name, told = self._outcome
        getattr(self, name).emit(*told)

    def _run(self) -> tuple[str, tuple[Any, ...]]:
        try:
            result = self._job(self._report)
        except Cancelled:
            return "cancelled", ()
        except Trouble as trouble:
            return "troubled", (trouble,)
        except MemoryError:
            return "troubled", (no_memory(),)
        except Exception as bug:
            from desktop.log import write_bug

            place = write_bug(bug)
            say = tr("Something went wrong here, and nothing was changed.")
            if place is not None:
                details = tr("The details are in {file}.").format(file=place)
                say = f"{say} {details}"
            return "troubled", (Trouble(say),)
        return "succeeded", (result,)

    def _report(self, done: int, of: int) -> None:
        if self.isInterruptionRequested():
            raise Cancelled
        self.progressed.emit(done, of)
