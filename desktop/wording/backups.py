"""What is said of backups: when the last one was made, what each holds, and what restoring has done."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from desktop.wording import figures
from resources.words import tr

if TYPE_CHECKING:
    from storage.automatic_backup import Kept
    from storage.backup_list import Backup
    from storage.restore import Restored

LONGEST_NAME = 60


def when_words(instant: datetime, today: date) -> str:
    """Return an instant (aware) as "today 09:00", or with its day, and with its year where that is another one."""
    local = instant.astimezone()
    clock = figures.clock(local.time())
    if local.date() == today:
        return tr("today {clock}").format(clock=clock)
    if local.date() == today - timedelta(days=1):
        return tr("yesterday {clock}").format(clock=clock)
    day = figures.day(local.date()) if local.year == today.year else figures.day_year(local.date())
    return f"{day} {clock}"


def backup_words(kept: "Kept", today: date) -> str:
    """Return what the status bar says: when the last backup was made, or since when and why there is none."""
    if kept.trouble:
        if kept.newest_at is None:
            return tr("No backup yet: {why}").format(why=kept.trouble)
        return tr("No backup since {when}: {why}").format(when=when_words(kept.newest_at, today), why=kept.trouble)
    return "" if kept.newest_at is None else tr("Last backup {when}").format(when=when_words(kept.newest_at, today))


def kind_words(backup: "Backup") -> str:
    """Return how a backup came about."""
    return {
        "AUTOMATIC": tr("by itself"),
        "BY_HAND": tr("by hand"),
        "BEFORE_RESTORE": tr("before a restore"),
        "DAMAGED": tr("the damaged file"),
    }[backup.kind.name]


def deals_words(backup: "Backup") -> str:
    """Return how many deals a backup holds."""
    if backup.deals == 0:
        return tr("no deals")
    said = tr("{count} deal") if backup.deals == 1 else tr("{count} deals")
    return said.format(count=figures.number(backup.deals))


def change_words(backup: "Backup", today: date) -> str:
    """Return the last change in a backup: what, by whom and when."""
    if backup.changed_at is None:
        return tr("nothing was changed yet")
    who = backup.who or tr("Handshake")
    when = when_words(backup.changed_at, today)
    return tr("{label} · {who}, {when}").format(label=backup.label, who=who, when=when)


def restored_words(done: "Restored", today: date) -> str:
    """Return what was restored, and where what was there before is."""
    holds = done.holds
    when = tr("its beginning") if holds.changed_at is None else when_words(holds.changed_at, today)
    say = tr("Restored as it was {when}, with {deals}.").format(when=when, deals=deals_words(holds))
    if done.kept is None:
        return say
    kept = tr("What was here before is kept as “{name}”.").format(name=_both_ends(done.kept.stem))
    return f"{say} {kept}"


def _both_ends(name: str) -> str:
    """Return a long name with its end, where the date stands by which the copies differ."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME // 3]}…{name[-LONGEST_NAME * 2 // 3 :]}"
