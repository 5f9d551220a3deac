"""Killed while it backs up or restores: every backup that is there is whole, the file is the old one or the new one."""

import os
from pathlib import Path

from tests.drills.backups_survive_kills import kill_backups, kill_restores

KILLS = int(os.environ.get("HANDSHAKE_KILLS", "10"))


def test_killed_while_backing_up_no_backup_is_half_and_none_is_lost(path: Path) -> None:
    assert f"{KILLS} kills" in kill_backups(path, KILLS)


def test_killed_while_restoring_the_file_is_the_old_one_or_the_new_one(path: Path) -> None:
    assert f"{KILLS} kills" in kill_restores(path, KILLS)
