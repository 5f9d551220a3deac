"""What the status bar says of the file: that all is saved, and when."""

from datetime import date, datetime

from desktop.wording import figures
from resources.words import tr


def saved_words(saved: datetime | None, today: date, *, read_only: bool) -> str:
    """Return when the newest change was saved (an aware instant, None without a change), with its day if not today."""
    if read_only:
        return tr("Only for looking")
    if saved is None:
        return ""
    local = saved.astimezone()
    when = figures.clock(local.time())
    if local.date() != today:
        when = f"{figures.day(local.date())} {when}"
    return tr("All changes saved {when}").format(when=when)
