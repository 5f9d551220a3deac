"""Which automatic backups may go: all of two days stay, then one a day, one a week, one a month.

Days are those on which something was changed, counted in the history itself and not on the clock of the moment: a
clock that was put forward ten years makes no backup ten years older.
"""

from collections.abc import Sequence
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

from storage import sqlite
from storage.backup_list import Backup, Kind, holds, readable_in
from storage.verify import damage_in

ALL_DAYS, DAILY_DAYS, WEEKLY_DAYS = 2, 30, 182
"""So many days of work ago: every backup stays; one of each day; one of each week. Older ones: one of each month."""


class Aged(NamedTuple):
    """A backup with the day of its last change, and on how many days something was changed since."""

    backup: Backup
    day: date
    days_since: int


def groups(aged: Sequence[Aged]) -> list[list[Aged]]:
    """Return the groups of which one is enough, each with its newest first. What stays anyway is in none."""
    found: dict[tuple[object, ...], list[Aged]] = {}
    for one in sorted(aged, key=lambda one: one.backup.mark.seq, reverse=True):
        if one.days_since > ALL_DAYS:
            found.setdefault(_group(one), []).append(one)
    return [group for group in found.values() if len(group) > 1]


def _group(one: Aged) -> tuple[object, ...]:
    if one.days_since <= DAILY_DAYS:
        return ("day", one.day)
    if one.days_since <= WEEKLY_DAYS:
        return ("week", *one.day.isocalendar()[:2])
    return ("month", one.day.year, one.day.month)


def thin(folder: Path, newest: Path) -> list[Path]:
    """Remove from `folder` the automatic backups that `newest`, a good one in it, makes needless; return them.

    Gone is only what Handshake wrote by itself, what holds nothing that `newest` knows nothing of (somebody may have
    gone on working in a backup), and what has a newer good one of the same day, week or month.
    """
    removed: list[Path] = []
    try:
        aged = _aged(folder, newest)
    except (OSError, *sqlite.ERRORS):
        return removed
    for group in groups(aged):
        kept = False
        for one in group:
            if kept:
                with suppress(OSError):
                    one.backup.path.unlink()
                    removed.append(one.backup.path)
            else:
                # A damaged one stays too, but it is none to stand for the others.
                kept = damage_in(one.backup.path) is None
    return removed


def _aged(folder: Path, newest: Path) -> list[Aged]:
    candidates = [
        backup
        for backup in readable_in(folder)
        if backup.kind is Kind.AUTOMATIC and backup.path != newest and not backup.path.is_symlink()
    ]
    aged = []
    with closing(sqlite.connect(newest, read_only=True)) as connection:
        last_of_day = connection.execute(
            "SELECT max(seq) FROM change GROUP BY date(at, 'localtime') ORDER BY 1 DESC"
        ).fetchall()
        for backup in candidates:
            if backup.changed_at is not None and backup.mark.seq and holds(connection, backup.mark):
                since = sum(1 for (seq,) in last_of_day if seq > backup.mark.seq)
                aged.append(Aged(backup, backup.changed_at.astimezone().date(), since))
    return aged
