"""The log: where the details of a bug go. People see a sentence and the place of this file.

It stays on this computer, readable by its owner only; what is passed on is written by `desktop.bug_report`.
"""

from pathlib import Path

LARGEST = 500_000
"""Bytes; the two logs before are kept beside it."""

OWNER_ONLY = 0o600


def log_path() -> Path:
    """Return where the log of this program lies on this computer."""
    from platformdirs import user_log_path

    return user_log_path("Handshake", appauthor=False) / "handshake.log"


def write_bug(error: BaseException) -> Path | None:
    """Write the details of an unexpected error into the log and return its place; None when there is no room for it."""
    return _write("unexpected", error)


def write_note(text: str) -> Path | None:
    """Write something that is worth knowing once a bug is looked for, such as a warning of Qt's own."""
    return _write(text, None)


def _write(text: str, error: BaseException | None) -> Path | None:
    import logging
    from logging.handlers import RotatingFileHandler

    try:
        path = log_path()
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            path, maxBytes=LARGEST, backupCount=2, encoding="utf-8", errors="backslashreplace"
        )
    except (OSError, RuntimeError):  # no home folder is a RuntimeError
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    level = logging.WARNING if error is None else logging.ERROR
    about = None if error is None else (type(error), error, error.__traceback__)
    failed: list[bool] = []
    # The handler's own way is a traceback on standard error.
    handler.handleError = lambda record: failed.append(True)  # type: ignore[method-assign]
    try:
        # As an argument, so that a percent sign in the text stays one.
        handler.emit(logging.LogRecord("handshake", level, "", 0, "%s", (text,), about))
    finally:
        try:
            handler.close()
            if path.is_file():
                path.chmod(OWNER_ONLY)
        except OSError:
            failed.append(True)
    return None if failed else path
