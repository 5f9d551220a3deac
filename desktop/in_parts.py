"""Work that is done a part at a time on the window's own thread, so that the window answers in between."""

from collections.abc import Generator
from time import perf_counter
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.collection import no_collection
from storage.trouble import Trouble

SLICE_SECONDS = 0.006


class InParts(QObject):
    """Runs one generator after another. `done(result)` tells what it returned; `troubled(Trouble)` that it met trouble.

    Beginning anew forgets what was under way.
    """

    done = Signal(object)
    troubled = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts: Generator[None, None, Any] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)

    @property
    def is_running(self) -> bool:
        """Say whether there is work under way."""
        return self._parts is not None

    def start(self, parts: Generator[None, None, Any]) -> None:
        """Begin `parts` behind what is on screen."""
        self._parts = parts
        self._timer.start()

    def stop(self) -> None:
        """Forget what is under way."""
        self._parts = None
        self._timer.stop()

    def pause(self) -> None:
        """Stop until `go_on`, keeping what is under way."""
        self._timer.stop()

    def go_on(self) -> None:
        """Go on with what was paused."""
        if self._parts is not None:
            self._timer.start()

    def finish(self) -> None:
        """Do all that is left now (for pictures, paper and tests)."""
        while self._parts is not None:
            self._next()

    def _go_on(self) -> None:
        started = perf_counter()
        # What is read here by the thousand would set off a collection, which alone takes longer than many slices.
        with no_collection():
            while self._parts is not None and perf_counter() - started < SLICE_SECONDS:
                self._next()

    def _next(self) -> None:
        parts = self._parts
        if parts is None:
            return
        try:
            next(parts)
        except StopIteration as end:
            self.stop()
            self.done.emit(end.value)
        except Trouble as trouble:
            self.stop()
            self.troubled.emit(trouble)
