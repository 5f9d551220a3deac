"""Long work on backups: those that come by themselves, what each holds, and bringing one back."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from desktop.settings import BackupPlace
    from storage.automatic_backup import Kept
    from storage.backup_list import Backup
    from storage.restore import Restored

Progress = Callable[[int, int], None]


class BackedUp(NamedTuple):
    """How it stands with the backups of a business, and which business that is ("": it can't be read)."""

    kept: "Kept"
    business_id: str = ""


def back_up_by_itself(path: Path, place: "BackupPlace", stopped: Callable[[], bool], progress: Progress) -> BackedUp:
    """See to it that `place` has a good backup of the business at `path` as it is now."""
    from storage.automatic_backup import keep_backed_up
    from storage.backup_list import look_into
    from storage.trouble import Trouble

    kept = keep_backed_up(path, place.folder, apart=place.apart, stopped=stopped)
    try:
        return BackedUp(kept, look_into(path).business_id)
    except Trouble:
        return BackedUp(kept)


def list_file_backups(path: Path, place: "BackupPlace", business_id: str, progress: Progress) -> "list[Backup]":
    """Return the backups of the business at `path`, which may be gone, in `place` and beside it, the newest first."""
    from storage.backup_list import list_backups

    return list_backups(path, [place.folder], business_id)


def look_at_backup(backup: Path, progress: Progress) -> "Backup":
    """Return what one file holds. Raises Trouble when it is no business file."""
    from storage.backup_list import look_into

    return look_into(backup)


def check_backup(backup: Path, progress: Progress) -> tuple[Path, str]:
    """Check a backup from end to end; return it with the first thing that is wrong, "" when it is whole."""
    from storage.verify import damage_in

    return backup, damage_in(backup) or ""


def restore_file(backup: Path, path: Path, progress: Progress) -> "Restored":
    """Make the business at `path` what `backup` holds; no window of this program has it open. Raises Trouble."""
    from storage.restore import restore

    return restore(backup, path)
