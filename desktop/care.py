"""What stands around the window while it runs: mistakes of ours, a sudden end, words that were not saved yet.

One path for each. A mistake of ours (an exception that nobody caught, on any thread) is written into the log and shown
in one dialog, never in a cascade of them. A signal to end, or the end of a session, keeps what is being written. What
an earlier program left behind is told once the window has been painted.
"""

import signal
import socket
import sys
import threading
from pathlib import Path
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QSocketNotifier,
    QTimer,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from resources.words import tr
from widgets.first_paint import FirstPaint

if TYPE_CHECKING:
    from desktop.dialogs.bug import BugDialog
    from desktop.drafts import Draft
    from desktop.last_end import LastEnd
    from desktop.window import Window

SECONDS_BETWEEN_DRAFTS = 3
LOG, WORDS = "log", "kept words"
MOST_NOTES = 50
"""So many different warnings of Qt's own are written down in one run."""

_LOUD = (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)


class Care(QObject):
    """Looks after one window from its start to its end. `bug_met(error)` brings a mistake to the window's thread."""

    bug_met = Signal(object)

    def __init__(self, window: "Window", *, settings_say: str = "", restores: bool = True) -> None:
        """`settings_say`: what is to be told of the settings. `restores`: offer what was being written."""
        super().__init__(window)
        self._window = window
        self._settings_say = settings_say
        self._restores = restores
        self._seen: set[tuple[str, str, int]] = set()
        self._notes: set[str] = set()
        self._dialog: BugDialog | None = None
        self._last_end: LastEnd | None = None
        self._kept: tuple[Path | None, list[Draft]] | None = None
        self._is_ending = False
        self._pipe: tuple[socket.socket, socket.socket] | None = None
        self._drafts = QTimer(self)
        self._drafts.setInterval(SECONDS_BETWEEN_DRAFTS * 1000)
        self._drafts.timeout.connect(self.keep_words)
        self._first_paint = FirstPaint(window)
        self._first_paint.came.connect(self._begin_behind)
        self.bug_met.connect(self._show_bug)
        window.closing.connect(self._close)
        window.file_opened.connect(self._offer_words)
        window.bars.more_requested.connect(self._show_more)

    def begin(self) -> None:
        """Take what nobody else catches from now on."""
        sys.excepthook = self._take
        threading.excepthook = self._take_of_thread
        sys.unraisablehook = self._take_unraisable
        qInstallMessageHandler(self._take_note)
        self._listen_for_the_end()
        manager = QGuiApplication.instance()
        if isinstance(manager, QGuiApplication):
            manager.commitDataRequest.connect(self.keep_words)

    def end(self) -> None:
        """Give everything back: the program has come to its end."""
        self._drafts.stop()
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__
        qInstallMessageHandler(None)
        if self._pipe is not None:
            signal.set_wakeup_fd(-1)
            for one in self._pipe:
                one.close()
        if self._last_end is not None:
            self._last_end.end()

    # Mistakes of ours

    def _take(self, _kind: type[BaseException], error: BaseException, _trail: TracebackType | None) -> None:
        self.bug_met.emit(error)

    def _take_of_thread(self, what: threading.ExceptHookArgs) -> None:
        if what.exc_value is not None:
            self.bug_met.emit(what.exc_value)

    def _take_unraisable(self, what: Any) -> None:
        # In the midst of freeing something: nobody could go on from there, and nothing that was asked for has failed.
        from desktop.log import write_bug

        if isinstance(what.exc_value, BaseException):
            write_bug(what.exc_value)

    def _take_note(self, kind: QtMsgType, _context: QMessageLogContext, text: str | None) -> None:
        if kind in _LOUD and text and text not in self._notes and len(self._notes) < MOST_NOTES:
            self._notes.add(text)
            from desktop.log import write_note

            write_note("Qt: " + text)

    def _show_bug(self, error: BaseException) -> None:
        if isinstance(error, KeyboardInterrupt | SystemExit):
            self._quit()
            return
        from desktop.bug_report import report, signature
        from desktop.log import write_bug

        log = write_bug(error)
        if isinstance(error, MemoryError):
            self._window.tell(tr("There was not enough memory for this, so it was not done. Close other programs."))
            return
        mark = signature(error)
        if self._dialog is not None:
            self._dialog.add_another()
        elif mark in self._seen:
            say = tr("The same mistake as before: the last step was not done. What was saved is safe.")
            self._window.tell(say)
        else:
            from desktop.dialogs.bug import BugDialog

            session = self._window.session
            suggested = session.book.path.with_stem(session.book.path.stem + " " + tr("copy")) if session else None
            self._dialog = BugDialog(
                report(error),
                log,
                self._save_copy if session is not None else None,
                suggested,
                QApplication.activeModalWidget() or self._window,
            )
            self._dialog.finished.connect(self._forget_dialog)
            self._dialog.open()
        self._seen.add(mark)

    def _forget_dialog(self) -> None:
        self._dialog = None

    def _save_copy(self, path: Path) -> Path:
        from storage.backup import back_up
        from storage.trouble import Trouble

        if self._window.session is None:
            raise Trouble(tr("The business is closed by now."))
        return back_up(self._window.session.book, path)

    # The end

    def _listen_for_the_end(self) -> None:
        """Take the signals by which a session or a person ends a program, at once and on the window's thread."""
        ours, theirs = socket.socketpair()
        for one in (ours, theirs):
            one.setblocking(False)
        self._pipe = ours, theirs
        signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
        self._bell = QSocketNotifier(ours.fileno(), QSocketNotifier.Type.Read, self)
        self._bell.activated.connect(self._hear)
        for name in ("SIGTERM", "SIGINT", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), self._ask_to_end)

    def _ask_to_end(self, _number: int, _frame: FrameType | None) -> None:
        self._is_ending = True

    def _hear(self) -> None:
        if self._pipe is not None:
            try:
                self._pipe[0].recv(1024)
            except OSError:
                return
        if self._is_ending:
            self._quit()

    def _quit(self) -> None:
        self._is_ending = True
        self.keep_words()
        self._drafts.stop()
        self._window.close()
        QApplication.quit()

    def _close(self) -> None:
        """Let the field that is being typed into save its text; keep the text where that goes wrong."""
        if self._is_ending and QApplication.activeModalWidget() is not None:
            return
        self.keep_words()
        before = self._window.bars.warnings
        field = QApplication.focusWidget()
        if field is not None and self._window.isAncestorOf(field):
            field.clearFocus()
        if self._window.bars.warnings == before:
            self._drop_words()
        self._drafts.stop()

    # What is being written

    def keep_words(self) -> None:
        """Keep what is being written now, in place of what was being written before."""
        from desktop.being_written import being_written
        from desktop.drafts import keep

        session = self._window.session
        business = session.book.path if session is not None else None
        words = (business, being_written(self._window))
        if words == self._kept:
            return
        if self._kept is not None and (not words[1] or business != self._kept[0]):
            self._drop_words()
        if words[1] and keep(*words):
            self._kept = words

    def _drop_words(self) -> None:
        from desktop.drafts import keep

        if self._kept is not None:
            keep(self._kept[0], [])
            self._kept = None

    def _offer_words(self) -> None:
        """Offer what was being written in this business when an earlier program ended."""
        if not self._restores or not self._first_paint.is_over:
            return
        from desktop.drafts import left_behind

        session = self._window.session
        if left_behind(session.book.path if session is not None else None):
            self._window.notice_bar.show_notice(
                tr("What you were writing when Handshake was ended is kept."),
                more=tr("Show it"),
                more_key=WORDS,
                sticky=True,
            )

    def _show_more(self, key: str) -> None:
        if key != WORDS:
            return
        from desktop.dialogs.kept_words import KeptWords
        from desktop.drafts import left_behind

        session = self._window.session
        page = KeptWords(left_behind(session.book.path if session is not None else None), self._window)
        page.put_away.connect(self._put_away)
        page.open()

    def _put_away(self) -> None:
        from desktop.drafts import put_away

        session = self._window.session
        put_away(session.book.path if session is not None else None)
        self._window.bars.dismiss_notice()

    # Behind the first paint

    def _begin_behind(self) -> None:
        from desktop.last_end import LastEnd
        from desktop.what_is_off import what_is_off

        self._last_end = LastEnd()
        broken = self._last_end.begin()
        said = [self._settings_say] if self._settings_say else []
        said += what_is_off()
        if broken is not None:
            said.append(
                tr(
                    "Handshake broke off the last time. What was saved is safe, and the file is being looked over now. "
                    "The details are in {file}."
                ).format(file=broken)
            )
        if said:
            self._window.tell(" ".join(said))
        else:
            self._offer_words()
        self._drafts.start()
