"""How the program ended the last time: what broke it so hard that it could write nothing else is in a file of its own.

Python's faulthandler writes the way through the code into `ended-PID.log` beside the log at the moment the program
dies. A program that ends well takes its file away; one that was killed leaves an empty one, of which nobody is told.
"""

import faulthandler
import os
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from desktop.log import log_path, write_note

LONGEST = 200_000


class LastEnd:
    """The file for how this program ends, from `begin` to `end`."""

    def __init__(self) -> None:
        self._file: TextIO | None = None
        self._path: Path | None = None

    def begin(self) -> Path | None:
        """Watch over this program from now on. Return the log if the last one broke, None if there is nothing to tell.

        What an earlier program wrote is moved into the log, so it is told once.
        """
        try:
            folder = log_path().parent
            folder.mkdir(parents=True, exist_ok=True)
        except (OSError, RuntimeError):
            return None
        broken = [text for text in (_take(file) for file in sorted(folder.glob("ended-*.log"))) if text]
        path = folder / f"ended-{os.getpid()}.log"
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            self._file = os.fdopen(descriptor, "w")
        except OSError:
            pass
        else:
            self._path = path
            faulthandler.enable(self._file, all_threads=True)
        told = [write_note("the last program broke:\n" + text) for text in broken]
        return next((log for log in told if log is not None), None)

    def end(self) -> None:
        """Say that this program has ended well."""
        if self._file is None or self._path is None:
            return
        faulthandler.disable()
        self._file.close()
        self._file = None
        with suppress(OSError):
            self._path.unlink()


def _take(file: Path) -> str:
    """Return what a program wrote when it broke and remove its file; "" for one that is running or was killed."""
    number = file.stem.partition("-")[2]
    try:
        with file.open(encoding="utf-8", errors="backslashreplace") as opened:
            text = opened.read(LONGEST)
        if text or not is_running(number):
            # Where an open file can't be removed, it belongs to a program that is running.
            file.unlink()
    except OSError:
        return ""
    return text


def is_running(number: str) -> bool:
    """Say whether a program of that process number may be running, where that can be asked."""
    if os.name == "nt" or not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
