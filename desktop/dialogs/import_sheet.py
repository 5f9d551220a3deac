"""Taking in a sheet of deals: looked at, shown as it will be read, and written, all off the window's thread."""

from enum import Enum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop.actions.sheet import Looked, Preview, Source, remember_way
from desktop.actions.whole_file import Imported, import_file, look_file, preview_file
from desktop.dialogs.import_preview import ImportPreview
from desktop.dialogs.import_progress import ImportProgress
from desktop.long_work import Job, LongWork
from desktop.session import Session
from storage.sheet.text_sheet import EncodingUnknown
from storage.trouble import Trouble

if TYPE_CHECKING:
    from storage.sheet.glance import Way
    from storage.sheet.table import Table

WAIT_MS = 400
"""A sheet that is read faster than this shows no progress: it would only flicker."""


class Step(Enum):
    """What is being done with the sheet."""

    LOOK = 1
    READ = 2
    WRITE = 3


class ImportSheet(QObject):
    """One import, from the chosen sheet to the notice.

    Signals: `imported(ImportResult, can_undo)` when it is done, `troubled(Trouble)` when it can't be, and `ended()`
    last, whichever way it ended.
    """

    imported = Signal(object, bool)
    troubled = Signal(object)
    ended = Signal()

    def __init__(self, session: Session, sheet: Path, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._sheet = sheet
        self._window = window
        self._table: Table | None = None
        self._way: Way | None = None
        self._preview: Preview | None = None
        self._dialog: ImportPreview | None = None
        self._progress: ImportProgress | None = None
        self._work: LongWork | None = None
        self._step = Step.LOOK
        self._next: tuple[Step, Job] | None = None
        self._is_over = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._show_progress)

    def start(self) -> None:
        """Look at the sheet, and show it."""
        self._timer.start()
        self._look(Source())

    def stop(self) -> None:
        """Close, cancel, and wait until the work has ended: the window closes."""
        self._is_over = True
        self._close_progress()
        if self._dialog is not None:
            self._dialog.finish()
            self._dialog = None
        self._cancel()
        if self._work is not None:
            self._work.wait()

    # The work, one piece at a time: a new wish ends what is under way

    def _look(self, source: Source) -> None:
        self._table = self._preview = None
        self._begin(Step.LOOK, partial(look_file, self._session.book.path, self._sheet, source))

    def _read(self, way: "Way") -> None:
        if self._table is None:
            return
        self._way, self._preview = way, None
        path, today = self._session.book.path, self._session.today
        self._begin(Step.READ, partial(preview_file, path, self._table, way, self._sheet.name, today))

    def _write(self) -> None:
        if self._preview is None or self._dialog is None:
            return
        self._dialog.show_importing()
        book, session = self._session.book, self._session
        parsed = self._preview.glance.parsed
        self._begin(
            Step.WRITE,
            partial(import_file, book.path, book.window, parsed, self._sheet.name, session.today, session.author),
        )

    def _begin(self, step: Step, job: Job) -> None:
        self._next = (step, job)
        if self._dialog is not None and step is not Step.WRITE:
            self._dialog.show_reading()
        if self._work is None:
            self._begin_next()
        else:
            self._work.cancel()

    def _begin_next(self) -> None:
        assert self._next is not None
        (self._step, job), self._next = self._next, None
        self._work = LongWork(job, self)
        self._work.progressed.connect(self._tell_progress)
        self._work.succeeded.connect(self._take)
        self._work.troubled.connect(self._take_trouble)
        self._work.cancelled.connect(self._take_cancel)
        self._work.start()

    def _cancel(self) -> None:
        self._next = None
        if self._work is not None:
            self._work.cancel()

    def _is_stale(self) -> bool:
        """Let go of the work that has ended; say whether its outcome is no longer wanted."""
        if self._work is not None:
            self._work.deleteLater()
            self._work = None
        if self._is_over:
            self._end()
            return True
        if self._next is not None:
            self._begin_next()
            return True
        return False

    # What came of it

    def _tell_progress(self, done: int, of: int) -> None:
        if self._progress is not None:
            self._progress.show_progress(done, of)
        elif self._dialog is not None and self._next is None:
            if self._step is Step.WRITE:
                self._dialog.show_importing(done, of)
            else:
                self._dialog.show_reading(done, of)

    def _take(self, found: Any) -> None:
        # What is written is written, whatever was wished meanwhile.
        if isinstance(found, Imported):
            self._take_import(found)
        elif not self._is_stale():
            if isinstance(found, Looked):
                self._take_look(found)
            else:
                self._take_preview(found)

    def _take_look(self, looked: Looked) -> None:
        self._table = looked.table
        dialog = self._open()
        dialog.show_table(looked)
        dialog.choose_way()

    def _take_preview(self, preview: Preview) -> None:
        self._preview = preview
        if self._dialog is not None:
            self._dialog.show_preview(preview)

    def _take_import(self, imported: Imported) -> None:
        if self._is_over:
            # The window is closing, and its file with it.
            self._is_stale()
            return
        try:
            if imported.seq is not None:
                self._session.book.take_over(imported.seq, imported.label)
            self._remember()
        except Trouble as trouble:
            self.troubled.emit(trouble)
        self._is_over = True
        if self._dialog is not None:
            self._dialog.finish()
        self.imported.emit(imported.result, imported.seq is not None)
        self._is_stale()

    def _remember(self) -> None:
        if self._table is not None and self._way is not None:
            remember_way(
                book=self._session.book,
                who=self._session.author,
                name=self._sheet.name,
                table=self._table,
                way=self._way,
            )

    def _take_trouble(self, trouble: Trouble) -> None:
        if self._is_stale():
            return
        if self._dialog is None and not isinstance(trouble, EncodingUnknown):
            self._close_progress()
            self.troubled.emit(trouble)
            self._end()
        elif self._step is Step.LOOK:
            self._open().show_unreadable(trouble.say)
        elif self._step is Step.READ:
            self._open().show_not_read(trouble.say)
        else:
            self._open().show_trouble(trouble.say)

    def _take_cancel(self) -> None:
        if self._is_stale():
            return
        if self._dialog is not None and self._step is Step.WRITE:
            self._dialog.show_ready()
        else:
            self._end()

    # The dialog

    def _open(self) -> ImportPreview:
        self._close_progress()
        if self._dialog is None:
            self._dialog = ImportPreview(self._sheet.name, self._session.business.currency, self._window)
            self._dialog.source_chosen.connect(self._look)
            self._dialog.way_chosen.connect(self._read)
            self._dialog.import_requested.connect(self._write)
            self._dialog.cancel_requested.connect(self._cancel)
            self._dialog.rejected.connect(self._leave)
            self._dialog.open()
        return self._dialog

    def _leave(self) -> None:
        """The dialog was closed: end as soon as the work has."""
        self._dialog = None
        self._give_up()
        if self._work is None:
            self._end()

    def _give_up(self) -> None:
        """Let nothing come of the work that is under way, even if it is too late to cancel it."""
        self._is_over = True
        self._cancel()

    def _show_progress(self) -> None:
        if self._dialog is None and self._progress is None and self._work is not None:
            self._progress = ImportProgress(self._sheet.name, self._window)
            self._progress.cancelled.connect(self._give_up)
            self._progress.open()

    def _close_progress(self) -> None:
        self._timer.stop()
        if self._progress is not None:
            self._progress.finish()
            self._progress = None

    def _end(self) -> None:
        self._close_progress()
        self.ended.emit()
        self.deleteLater()
