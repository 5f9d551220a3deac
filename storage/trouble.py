"""The world's problems: one calm sentence by cause, from one place."""

import errno
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from resources.words import tr


class Trouble(Exception):
    """Something the world did: a full disk, a missing file, a sheet without a header.

    `say` is one or two plain sentences: what, where, what to do.
    """

    def __init__(self, say: str) -> None:
        super().__init__(say)
        self.say = say


class Moved(Trouble):
    """The open file is not in its place. `replaced`: something else has its name now."""

    def __init__(self, say: str, *, replaced: bool = False) -> None:
        super().__init__(say)
        self.replaced = replaced


class Damaged(Trouble):
    """The content of a file is not what was last saved into it, or can't be read at all; `what` is what was found."""

    def __init__(self, say: str, what: str = "") -> None:
        super().__init__(say)
        self.what = what


class Refused(Trouble):
    """The content of the file stands against it: to ask again will not help."""


class Conflict(Refused):
    """Somebody else changed the same row first. `theirs` is the row as it is now; `who` may be empty."""

    def __init__(
        self, topic: str, row_id: str, who: str, at: datetime | None, label: str, theirs: Mapping[str, Any]
    ) -> None:
        if who:
            say = tr("{who} has changed this in the meantime (“{label}”). Your own words are kept here to use again.")
        else:
            say = tr("This was changed in the meantime (“{label}”). Your own words are kept here to use again.")
        super().__init__(say.format(who=who, label=label))
        self.topic = topic
        self.row_id = row_id
        self.who = who
        self.at = at
        self.label = label
        self.theirs = theirs


def no_memory() -> Trouble:
    """Return the sentence for work that did not fit into the memory of this computer."""
    return Trouble(tr("There was not enough memory for this, so it was not done. Close other programs and try again."))


def short(text: str) -> str:
    """Return `text` as a sentence can hold it: at most 60 characters."""
    return text if len(text) <= 60 else text[:57] + "…"


def world_trouble(error: BaseException, path: Path) -> Trouble:
    """Return the sentence for an error of the file system at `path`."""
    name = short(path.name)
    code = getattr(error, "errno", None)
    if isinstance(error, FileExistsError):
        return Trouble(tr("There is already something called “{name}” here. Choose another name.").format(name=name))
    if code == errno.EROFS:
        return Trouble(tr("The disk of “{name}” may only be read. Choose another folder.").format(name=name))
    if isinstance(error, PermissionError):
        return Trouble(tr("You have no permission to write “{name}” here. Choose another folder.").format(name=name))
    if code in (errno.ENOSPC, errno.EDQUOT):
        return Trouble(
            tr("The disk is full, so “{name}” was not written. Free some space and try again.").format(name=name)
        )
    if code in (errno.EMFILE, errno.ENFILE):
        return Trouble(
            tr("Too many files are open, so “{name}” can't be used now. Close other programs and try again.").format(
                name=name
            )
        )
    if code == errno.ENOMEM or isinstance(error, MemoryError):
        return no_memory()
    if code == errno.ENAMETOOLONG:
        return Trouble(tr("The name “{name}” is too long. Choose a shorter one.").format(name=name))
    if isinstance(error, FileNotFoundError):
        return Trouble(tr("The folder “{folder}” doesn't exist.").format(folder=str(path.absolute().parent)))
    if code == errno.EIO:
        return Trouble(
            tr("The disk reported an error at “{name}”. Nothing was changed; save a copy on another disk.").format(
                name=name
            )
        )
    if code == errno.ELOOP or isinstance(error, RuntimeError):
        return Trouble(tr("“{name}” is a link that points to itself.").format(name=name))
    return Trouble(
        tr("“{name}” can't be used: {cause}.").format(name=name, cause=getattr(error, "strerror", None) or str(error))
    )
