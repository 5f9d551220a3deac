"""Drafts: what somebody is writing in a dialog or a field, kept beside the log until it is saved or put away.

A computer that is shut down, a program that is ended or breaks in mid edit takes no words with it: they are offered at
the next start of the same business. Each program that runs has a draft of its own.
"""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from desktop.last_end import is_running
from desktop.log import log_path
from desktop.settings import path_key
from storage.trouble import Trouble
from storage.whole_file import write_whole

LONGEST = 2_000_000
"""Characters of all drafts of a program together; more is no typing."""


class Draft(NamedTuple):
    """What stood in one dialog: its title, and each text with the name of its field."""

    title: str
    texts: tuple[tuple[str, str], ...]


def folder() -> Path:
    """Return where drafts are kept on this computer. Raises RuntimeError where nobody has a home."""
    return log_path().parent.parent / "drafts"


def keep(business: Path | None, drafts: Sequence[Draft]) -> bool:
    """Keep `drafts` as what is being written in this program, in place of what was kept before; say whether it was.

    None at all: nothing is kept any more. `business` is None on the welcome page.
    """
    try:
        path = folder() / f"{_key(business)}-{os.getpid()}.json"
        if not drafts:
            path.unlink(missing_ok=True)
            return True
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        data = json.dumps([[draft.title, draft.texts] for draft in drafts])
        if len(data) > LONGEST:
            return False
        write_whole(path, data.encode())
    except (OSError, RuntimeError, Trouble):
        return False
    return True


def left_behind(business: Path | None) -> list[Draft]:
    """Return what was being written in this business when an earlier program ended."""
    return [draft for file in _files_left(business) for draft in _read(file)]


def put_away(business: Path | None) -> None:
    """Forget what earlier programs left of this business."""
    for file in _files_left(business):
        with suppress(OSError):
            file.unlink()


def _files_left(business: Path | None) -> list[Path]:
    try:
        files = sorted(folder().glob(f"{_key(business)}-*.json"))
    except (OSError, RuntimeError):
        return []
    return [file for file in files if _is_left(file.stem.rpartition("-")[2])]


def _is_left(number: str) -> bool:
    return number != str(os.getpid()) and not is_running(number)


def _read(file: Path) -> Iterator[Draft]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        for title, texts in found:
            yield Draft(str(title), tuple((str(name), str(text)) for name, text in texts))
    except (OSError, ValueError, TypeError):
        # A half one can't be: it was written whole or not at all. Anything else is not ours.
        return


def _key(business: Path | None) -> str:
    return path_key(business) if business else "none"
