"""Which program is writing to a file right now, where the system tells."""

import os
import sys
from pathlib import Path

LOCKS = Path("/proc/locks")
PROCESSES = Path("/proc")


def lock_owner(path: Path) -> str:
    """Return the name of another program that holds the file at `path` for writing; "" when nobody can tell."""
    try:
        info = path.stat()
        lines = LOCKS.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return ""
    wanted = f"{_device(info.st_dev)}:{info.st_ino}"
    for words in map(str.split, lines):
        # "1: POSIX  ADVISORY  WRITE 4711 08:02:131 ..."; who waits has an arrow after the number.
        if len(words) < 6 or words[3] != "WRITE" or words[5] != wanted or not words[4].isdigit():
            continue
        if int(words[4]) == os.getpid():
            continue
        try:
            name = (PROCESSES / words[4] / "comm").read_text(encoding="utf-8", errors="replace").strip()
        except OSError:
            continue
        return name if name.isprintable() else ""
    return ""


def _device(number: int) -> str:
    """Return a disk as Linux writes it there."""
    if sys.platform == "win32":
        return ""
    else:
        return f"{os.major(number):02x}:{os.minor(number):02x}"
