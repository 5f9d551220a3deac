"""Taking in a sheet of deals: reads off the window's thread, asks what it must, and says how it went."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QProgressBar, QVBoxLayout, QWidget

from desktop.actions.whole_file import Imported, import_file
from desktop.dialogs.import_questions import DateOrderQuestion, StagesQuestion
from desktop.long_work import LongWork
from desktop.session import Session
from desktop.wording import figures
from framework.deal import Stage
from resources.words import tr
from storage.importing import ImportResult
from storage.sheet.columns import AmbiguousDates
from storage.sheet.stages import UnknownStages
from storage.trouble import Trouble
from widgets.card import Heading, Muted
from widgets.tokens import SPACE_L, SPACE_M, SPACE_XL


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
        self._date_order: str | None = None
        self._stages: dict[str, Stage] = {}
        self._work: LongWork | None = None
        self._progress: ImportProgress | None = None

    def start(self) -> None:
        """Read the sheet, from its beginning, with what has been answered so far."""
        book = self._session.book
        if self._progress is None:
            self._progress = ImportProgress(self._sheet.name, self._window)
            self._progress.cancelled.connect(self._cancel)
            self._progress.open()
        self._work = LongWork(
            partial(
                import_file,
                book.path,
                book.window,
                self._sheet,
                self._session.today,
                self._session.author,
                self._date_order,
                dict(self._stages),
            ),
            self,
        )
        self._work.progressed.connect(self._progress.show_progress)
        self._work.succeeded.connect(self._take)
        self._work.troubled.connect(self._take_trouble)
        self._work.cancelled.connect(self._end)
        self._work.start()

    def stop(self) -> None:
        """Cancel, and wait until the work has ended: the window closes."""
        if self._work is not None:
            self._work.cancel()
            self._work.wait()

    def _cancel(self) -> None:
        if self._work is not None:
            self._work.cancel()

    def _take(self, imported: Imported) -> None:
        if imported.seq is not None:
            try:
                self._session.book.take_over(imported.seq, imported.label)
            except Trouble as trouble:
                self.troubled.emit(trouble)
        self._close_progress()
        self.imported.emit(imported.result, imported.seq is not None)
        self._end()

    def _take_trouble(self, trouble: Trouble) -> None:
        if isinstance(trouble, AmbiguousDates) and self._date_order is None:
            self._close_progress()
            dates = DateOrderQuestion(trouble.columns, trouble.example, self._window)
            dates.answered.connect(self._take_order)
            dates.rejected.connect(self._end)
            dates.open()
        elif isinstance(trouble, UnknownStages) and not set(trouble.names) <= self._stages.keys():
            self._close_progress()
            stages = StagesQuestion(trouble.names, self._window)
            stages.answered.connect(self._take_stages)
            stages.rejected.connect(self._end)
            stages.open()
        else:
            self.troubled.emit(trouble)
            self._end()

    def _take_order(self, order: str) -> None:
        self._date_order = order
        self.start()

    def _take_stages(self, stages: dict[str, Stage]) -> None:
        self._stages.update(stages)
        self.start()

    def _close_progress(self) -> None:
        if self._progress is not None:
            self._progress.finish()
            self._progress = None

    def _end(self) -> None:
        self._close_progress()
        self.ended.emit()
        self.deleteLater()


class ImportProgress(QDialog):
    """How far the work is, with Cancel. `cancelled()`."""

    cancelled = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Import deals"))
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("How far the import is"))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, SPACE_L)
        column.setSpacing(SPACE_M)
        column.addWidget(Heading(tr("Reading {name}").format(name=name)))
        column.addWidget(self.bar)
        column.addWidget(Muted(tr("Nothing is changed until all of it is read.")))
        column.addWidget(self.buttons)
        self.setMinimumWidth(420)
        self.buttons.rejected.connect(self.reject)

    def show_progress(self, done: int, of: int) -> None:
        """Show that `done` of `of` are through."""
        self.bar.setRange(0, of)
        self.bar.setValue(done)

    def reject(self) -> None:
        """Ask for the end; the dialog goes when the work has ended."""
        self.buttons.setEnabled(False)
        self.cancelled.emit()

    def finish(self) -> None:
        """Go away: the work has ended."""
        super().reject()


def outcome_words(result: ImportResult) -> str:
    """Return how an import went: "7,375 deals added, 1,425 rows left out"."""
    parts = []
    if result.added or not result.updated:
        parts.append(_counted(result.added, tr("1 deal added"), tr("{count} deals added")))
    if result.updated:
        parts.append(_counted(result.updated, tr("1 deal updated"), tr("{count} deals updated")))
    if result.skipped:
        parts.append(_counted(result.skipped, tr("1 row left out"), tr("{count} rows left out")))
    return ", ".join(parts)


def _counted(count: int, one: str, many: str) -> str:
    return one if count == 1 else many.format(count=figures.number(count))
