"""What a measured process says of itself: when its first frame was painted, and how much memory it took at most.

The parent puts the instant at which it started the process into the environment (CLOCK_MONOTONIC is one clock for
all processes), so that the interpreter and its imports are counted as well.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QWidget

STARTED = "HANDSHAKE_BENCH_STARTED"


def milliseconds() -> float:
    """Return the time since the parent started this process."""
    return (time.monotonic() - float(os.environ[STARTED])) * 1000


def peak_mib() -> float:
    """Return the most memory this process has held so far."""
    if sys.platform == "linux":
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1024
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)


def say(**figures: object) -> None:
    """Hand the figures to the parent."""
    print(json.dumps(figures), flush=True)


class Painted(QObject):
    """Calls back once, after the frame in which `inner` was first painted is on its way to the screen."""

    def __init__(self, window: QWidget, inner: QWidget, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._inner = inner
        self._then = then
        self._inside = False
        self._seen = False
        handle = window.windowHandle()
        assert handle is not None
        self._handle = handle
        inner.installEventFilter(self)
        handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the window paint first, then tell."""
        if event.type() == QEvent.Type.Paint and watched is self._inner:
            self._seen = True
            self._inner.removeEventFilter(self)
        elif watched is self._handle and not self._inside:
            # The window paints all that shows while it handles one event: hand it on and look afterwards.
            self._inside = True
            done = QCoreApplication.sendEvent(watched, event)
            self._inside = False
            if self._seen:
                self._handle.removeEventFilter(self)
                self._then()
            return bool(done)
        return False
