"""What this computer does not have, said at the start in a sentence each: the program runs all the same."""

import os
import tempfile
from pathlib import Path

from PySide6.QtGui import QFont, QFontInfo

from desktop import settings
from desktop.log import log_path
from resources.words import tr


def what_is_off() -> list[str]:
    """Return a sentence for each thing that does not work here; none on a computer in order."""
    said = []
    # Without any, Qt still lists "Serif" and the like, and paints boxes.
    if not QFontInfo(QFont()).family():
        said.append(tr("No fonts are installed here, so words may not be readable."))
    if not settings.can_be_kept():
        said.append(tr("What you choose under View is not kept: your settings can't be written here."))
    if not _log_can_be_written():
        said.append(tr("There is no place for the log here, so details of a mistake can't be kept."))
    if not _has_room_for_a_while():
        said.append(tr("There is no temporary folder here, so printing and exporting may not work."))
    return said


def _log_can_be_written() -> bool:
    try:
        folder = log_path().parent
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError):
        return False
    return os.access(folder, os.W_OK)


def _has_room_for_a_while() -> bool:
    try:
        return os.access(Path(tempfile.gettempdir()), os.W_OK)
    except OSError:
        return False
