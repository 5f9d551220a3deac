"""What stands around the window while it runs: mistakes of ours, a sudden end, words that were not saved yet.

One path for each. A mistake of ours (an exception that nobody caught, on any thread) is written into the log and shown
in one dialog, never in a cascade of them. A signal to end, or the end of a session, keeps what is being written. What
an earlier program left behind is told once the window has been painted.
"""

import os
import signal
import sys
import threading
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QSocketNotifier,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from resources.words import tr
from storage.trouble import Trouble, no_memory
from widgets.first_paint import FirstPaint

if TYPE_CHECKING:
    from desktop.dialogs.bug import BugDialog
    from desktop.last_end import LastEnd
    from desktop.window import Window
    from desktop.word_keeper import WordKeeper

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
        self._is_ending = False
        self._has_ended = False
        self._pipe: tuple[int, int] | None = None
        self._first_paint = FirstPaint(window)
        self._first_paint.came.connect(self._begin_behind)
        self.bug_met.connect(self._show_bug)
        window.closing.connect(self._close)

    def begin(self) -> None:
        """Take what nobody else catches from now on."""
        sys.excepthook = self._take
        threading.excepthook = self._take_of_thread
        sys.unraisablehook = self._take_unraisable
        qInstallMessageHandler(self._take_note)
        self._listen_for_the_end()
        manager = QGuiApplication.instance()
        if isinstance(manager, QGuiApplication):
            manager.commitDataRequest.connect(self._keep_words)

    def end(self) -> None:
        """Give everything back: the program has come to its end."""
        self._has_ended = True
        self.words.stop()
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__
        qInstallMessageHandler(None)
        if self._pipe is not None:
            signal.set_wakeup_fd(-1)
            if sys.platform != "win32":
                self._bell.setEnabled(False)
                for number in (signal.SIGTERM, signal.SIGHUP):
                    signal.signal(number, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.default_int_handler)
            for one in self._pipe:
                os.close(one)
            self._pipe = None
        if self._last_end is not None:
            self._last_end.end()

    @cached_property
    def words(self) -> "WordKeeper":
        """What is being written, made behind the first paint."""
        from desktop.word_keeper import WordKeeper

        return WordKeeper(self._window, restores=self._restores)

    def _keep_words(self) -> None:
        self.words.keep()

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
            self.quit()
            return
        from desktop.bug_report import report, signature
        from desktop.log import write_bug

        log = write_bug(error)
        if isinstance(error, MemoryError):
            self._window.tell(no_memory().say)
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

        if self._window.session is None:
            raise Trouble(tr("The business is closed by now."))
        return back_up(self._window.session.book, path)

    # The end

    def _listen_for_the_end(self) -> None:
        """Take the signals by which a session or a person ends a program, at once and on the window's thread."""
        if sys.platform != "win32":
            ours, theirs = os.pipe()
            for one in (ours, theirs):
                os.set_blocking(one, False)
            self._pipe = ours, theirs
            signal.set_wakeup_fd(theirs, warn_on_full_buffer=False)
            self._bell = QSocketNotifier(ours, QSocketNotifier.Type.Read, self)
            self._bell.activated.connect(self._hear)
            for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
                signal.signal(number, self._ask_to_end)

    def _ask_to_end(self, _number: int, _frame: FrameType | None) -> None:
        self._is_ending = True

    def _hear(self) -> None:
        if self._pipe is not None:
            with suppress(OSError):
                os.read(self._pipe[0], 1024)
        if self._is_ending:
            self.quit()

    def quit(self) -> None:
        """End the program as a signal does: what is being written is kept, and everything is closed."""
        self._is_ending = True
        self.words.keep()
        self.words.stop()
        self._window.close()
        QApplication.quit()

    def _close(self) -> None:
        # Under a dialog a window is closed by a signal only, and what stands in the dialog stays kept.
        if not (self._is_ending and QApplication.activeModalWidget() is not None):
            self.words.finish()

    # Behind the first paint

    def _begin_behind(self) -> None:
        if self._has_ended:
            return
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
        self.words.start()
        self.words.offer(" ".join(said))
