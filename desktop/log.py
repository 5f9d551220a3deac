"""The log: where the details of a bug go. People see a sentence and the place of this file."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

LARGEST = 500_000


def log_path() -> Path:
    """Return where the log of this program lies on this computer."""
    from platformdirs import user_log_path

    return user_log_path("Handshake", appauthor=False) / "handshake.log"


def write_bug(error: BaseException) -> Path | None:
    """Write the details of an unexpected error into the log and return its place; None when there is no room for it."""
    path = log_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=LARGEST, backupCount=2, encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    try:
        record = logging.LogRecord(
            "handshake", logging.ERROR, "", 0, "unexpected", None, (type(error), error, error.__traceback__)
        )
        handler.emit(record)
    finally:
        handler.close()
    return path
