"""What is new is shown once, at the first start of a newer version, behind the first paint."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from desktop import settings
from desktop.version import VERSION
from resources.changelog import order, read_releases, since

if TYPE_CHECKING:
    from desktop.window import Window

FIRST = "0.1.0"
"""The version that did not write down yet which one it was."""


def tell_whats_new(window: "Window") -> None:
    """Show what is new since the version used before, over `window`, which goes on working beneath it.

    Nothing is shown at the first start of all, after a step back to an older version, or where it could not be
    written down that it was shown. A dialog that waits for an answer comes first: then it is shown at the next start.
    """
    before = version_before()
    if not before:
        settings.remember_used_version(VERSION)
        return
    if order(before) >= order(VERSION) or not settings.can_be_kept():
        return
    if not window.isVisible() or QApplication.activeModalWidget() is not None:
        return
    settings.remember_used_version(VERSION)
    news = since(read_releases(), before)
    if news:
        from desktop.dialogs.whats_new import WhatsNew

        WhatsNew(news, before, window).show()


def version_before() -> str:
    """Return the newest version that was used here; "" when none was."""
    # A window leaves its place behind when it is closed: the first version was here and said nothing else.
    return settings.used_version() or (FIRST if settings.geometry() is not None else "")
