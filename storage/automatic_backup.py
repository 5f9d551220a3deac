"""The backups that come by themselves: one when the business has changed since its newest backup.

The name says when the last change in it was made, so two windows on one file want the same name for the same content:
the second finds it taken, sees that it holds the same, and leaves it at that.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from resources.words import tr
from storage import sqlite
from storage.backup import (
    Stopped,
    backup_folder,
    brief,
    copy_checked,
    make_backup_folder,
    minute_in_name,
    numbered_name,
    open_to_copy,
    remove_left_behind,
    unfinished_beside,
)
from storage.backup_list import AUTOMATIC, Mark, look_into, mark_of, readable_in
from storage.backup_thinning import thin
from storage.trouble import Trouble
from storage.whole_file import take_name


class Kept(NamedTuple):
    """How it stands with the backups in one place (None: beside the file).

    `newest_at` is when the newest one was written (UTC), None where there is none; `written` is the one written now;
    `trouble` says why there is none of what the file holds now, empty when there is.
    """

    place: Path | None
    newest_at: datetime | None
    written: Path | None = None
    trouble: str = ""


def keep_backed_up(
    path: Path, place: Path | None = None, *, apart: bool = False, stopped: Stopped | None = None
) -> Kept:
    """See to it that `place` has a good backup of the business at `path` as it is now; thin out the older ones.

    `apart`: the place was on another disk than the file when it was chosen, and is of no use where it no longer is.
    Once `stopped` says yes the work is given up, with nothing half left behind. Raises nothing but bugs.
    """
    newest_at = None
    try:
        with open_to_copy(path, stopped) as (connection, real):
            newest_at, is_there = newest_in(backup_folder(real, place), mark_of(connection))
            if is_there:
                return Kept(place, newest_at)
            _see_that_it_is_apart(place, real, apart)
            folder = make_backup_folder(real, place)
            remove_left_behind(folder)
            remove_left_behind(real.parent)
            with sqlite.troubles(folder):
                written = _write(connection, real, folder, stopped)
        if stopped is None or not stopped():
            thin(folder, written)
        return Kept(place, look_into(written).written_at, written)
    except Trouble as trouble:
        return Kept(place, newest_at, trouble=trouble.say)


def newest_in(folder: Path, mark: Mark) -> tuple[datetime | None, bool]:
    """Return when the newest readable backup in `folder` was written, and whether one ends with the change `mark`."""
    found = readable_in(folder)
    same = [backup.written_at for backup in found if backup.mark == mark]
    return max(same or (backup.written_at for backup in found), default=None), bool(same)


def _see_that_it_is_apart(place: Path | None, path: Path, apart: bool) -> None:
    """Raise Trouble where a folder for a stick is there without the stick: a backup would land on this very disk."""
    try:
        is_same = apart and place is not None and place.stat().st_dev == path.stat().st_dev
    except OSError:
        return  # the next step says it
    if is_same:
        say = tr("The disk or stick for backups isn't plugged in: “{folder}” is on this computer's own disk now.")
        raise Trouble(say.format(folder=place))


def _write(connection: sqlite.Connection, path: Path, folder: Path, stopped: Stopped | None) -> Path:
    with unfinished_beside(folder / path.name) as unfinished:
        copy_checked(connection, path, unfinished, stopped=stopped)
        holds = look_into(unfinished)
        when = minute_in_name(holds.changed_at or datetime.now(UTC))
        number = 1
        while True:
            out = numbered_name(folder / path.name, f"{brief(path.stem)} {when} {AUTOMATIC}", number)
            try:
                take_name(unfinished, out)
                return out
            except FileExistsError:
                if _ends_with(out, holds.mark):
                    return out  # another window was faster
            number += 1


def _ends_with(path: Path, mark: Mark) -> bool:
    try:
        return look_into(path).mark == mark
    except Trouble:
        return False
