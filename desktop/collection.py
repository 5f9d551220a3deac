"""Keeping Python from collecting garbage for a while."""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_running = 0


@contextmanager
def no_collection() -> Iterator[None]:
    """Keep Python from collecting garbage: done on another thread, that would free the window's own objects there."""
    global _running
    with _lock:
        _running += 1
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _running -= 1
            if not _running:
                gc.enable()
