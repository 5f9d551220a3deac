"""Whether the open file is still the one that its name stands for: files are moved, replaced, and pulled out."""

from contextlib import closing
from pathlib import Path

from resources.words import tr
from storage import sqlite
from storage.sqlite import Identity
from storage.trouble import Moved, short


def look(path: Path, was: Identity | None) -> None:
    """Raise Moved when the file at `path` is not the one that had the identity `was`. Costs microseconds."""
    name = short(path.name)
    try:
        info = path.stat()
    except FileNotFoundError:
        raise Moved(_gone(path)) from None
    except OSError:
        raise Moved(
            tr(
                "“{name}” can't be reached at the moment. Nothing that you change now can be saved until it is back; "
                "what you see stays here. Save a copy to keep it."
            ).format(name=name)
        ) from None
    if was is not None and (info.st_dev, info.st_ino) != was:
        raise Moved(
            tr(
                "“{name}” was replaced by another file while it was open. Nothing more is saved into either; what you "
                "see stays here. Save a copy to keep it."
            ).format(name=name),
            replaced=True,
        )


def _gone(path: Path) -> str:
    name = short(path.name)
    if not path.parent.exists():
        return tr(
            "The folder of “{name}” isn't there any more: it was moved or renamed, or its disk was taken out. What you "
            "see stays here, but nothing can be saved until it is back. Save a copy to keep it."
        ).format(name=name)
    return tr(
        "“{name}” was moved, renamed or deleted while it was open. What you see stays here, but nothing can be saved "
        "until it is back in its place. Save a copy to keep it."
    ).format(name=name)


def goes_on(newest: tuple[int, str] | None, path: Path) -> bool:
    """Tell whether the file at `path` holds the change `newest` (its number and instant): it is ours, or later."""
    if newest is None:
        return False
    try:
        with closing(sqlite.connect(path, read_only=True)) as connection:
            found = connection.execute("SELECT at FROM change WHERE seq = ?", newest[:1]).fetchone()
    except (*sqlite.ERRORS, OSError):
        return False
    return found is not None and found[0] == newest[1]
