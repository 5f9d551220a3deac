"""The backups that come by themselves while a business is open: at its opening, and after every half hour of change."""

import threading
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop import settings
from desktop.actions.backups import BackedUp, back_up_by_itself
from desktop.clock import local_today
from desktop.long_work import LongWork
from desktop.wording.backups import backup_words
from storage.trouble import Trouble
from widgets.card import PlainLabel

if TYPE_CHECKING:
    from desktop.window import Window

AFTER_OPENING_MILLISECONDS = 4_000
"""The first look comes when the window has long been painted and what writing needs has been loaded."""

CHANGE_MINUTES = 30
"""So long after a first change that is in no backup yet, one is made."""

TROUBLE_MINUTES = 5
"""So long after a backup that failed the next try comes; a stick may be plugged in again."""


class BackupWatch(QObject):
    """Makes the automatic backups of what `window` has open, behind it, and says in its status bar how they stand.

    `told()` when there is news of them. A file that may only be read gets none.
    """

    told = Signal()

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._work: LongWork | None = None
        self._stopped = threading.Event()
        self.standing: BackedUp | None = None
        self.label = PlainLabel("", "small", "muted", elide=True)
        window.statusBar().addWidget(self.label, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.back_up)
        window.file_opened.connect(self._begin)
        window.file_left.connect(self._end)
        # It is found to hold what there is, and the status bar says so.
        window.backed_up.connect(self.back_up)
        window.closing.connect(self._end)
        if window.session is not None:
            self._begin()

    def _begin(self) -> None:
        session = self._window.session
        self._stopped = threading.Event()
        self._show(None)
        if session is None or session.book.read_only_because:
            return
        session.news_came.connect(self.note_change)
        self._timer.start(AFTER_OPENING_MILLISECONDS)

    def back_up(self) -> None:
        """Make a backup now if the file has changed since the newest one; the next one is due after the next change."""
        session = self._window.session
        if self._work is not None or self._stopped.is_set() or session is None:
            return
        self._timer.stop()
        job = partial(back_up_by_itself, session.book.path, settings.backup_place(), self._stopped.is_set)
        self._work = LongWork(job, self)
        self._work.succeeded.connect(self._take)
        self._work.troubled.connect(self._try_again)
        self._work.cancelled.connect(self._let_go)
        self._work.start()

    def note_change(self) -> None:
        """Count the half hour from here, unless it is running already."""
        if not self._timer.isActive() and not self._stopped.is_set():
            self._timer.start(CHANGE_MINUTES * 60_000)

    def _end(self) -> None:
        """Give up what is running, with nothing half left behind."""
        self._stopped.set()
        self._timer.stop()
        if self._work is not None:
            self._work.wait()
            self._work.blockSignals(True)
            self._let_go()
        self._show(None)

    def _take(self, standing: BackedUp) -> None:
        self._let_go()
        session = self._window.session
        if self._stopped.is_set() or session is None:
            return
        if standing.business_id:
            settings.remember_business_id(session.book.path, standing.business_id)
        if standing.kept.trouble:
            self._timer.start(TROUBLE_MINUTES * 60_000)
        self._show(standing)

    def _try_again(self, trouble: Trouble) -> None:
        """A bug, which the log has: it is said, and the next try comes all the same."""
        from storage.automatic_backup import Kept

        self._let_go()
        if not self._stopped.is_set():
            newest = None if self.standing is None else self.standing.kept.newest_at
            self._show(BackedUp(Kept(settings.backup_place().folder, newest, trouble=trouble.say)))
            self._timer.start(TROUBLE_MINUTES * 60_000)

    def _let_go(self) -> None:
        if self._work is not None:
            self._work.deleteLater()
            self._work = None

    def _show(self, standing: BackedUp | None) -> None:
        self.standing = standing
        say = "" if standing is None else backup_words(standing.kept, local_today())
        self.label.setText(f"· {say}" if say else "")
        self.label.set_colour("OFF" if standing is not None and standing.kept.trouble else "muted")
        self.told.emit()
