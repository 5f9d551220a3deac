"""What the File menu does: choose, begin, take in and write out; long work runs off the window's thread."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop import settings
from desktop.clock import local_today
from desktop.long_work import Job, LongWork
from desktop.stand import Stand, open_at, stand_in
from resources.words import tr
from storage.opening import SUFFIX
from storage.sheet import SHEET_SUFFIXES
from storage.trouble import Trouble

if TYPE_CHECKING:
    from desktop.dialogs.import_sheet import ImportSheet
    from desktop.dialogs.repair_progress import RepairProgress
    from desktop.dialogs.restore_backup import RestoreBackup
    from desktop.window import Window
    from storage.importing import ImportResult
    from storage.repair import Repair
    from storage.restore import Restored
    from storage.sheet.problem import Problem
    from storage.verify import Report

SAMPLE_NAME = "Brightside Signs" + SUFFIX
ROWS = "rows"


class FileWork(QObject):
    """The work on whole files that a window was asked for."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._running: set[LongWork] = set()
        self._import: ImportSheet | None = None
        self._problems: tuple[Problem, ...] = ()
        self._checked: Path | None = None
        self._progress: RepairProgress | None = None
        self._was: Stand | None = None
        self._backups: RestoreBackup | None = None
        self._reopens: Path | None = None
        window.bars.more_requested.connect(self._show_rows)

    # Opening and beginning

    def choose_file(self) -> None:
        """Ask for a business file and open it."""
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, tr("Open"), str(documents_folder()), business_files() + ";;" + tr("All files (*)")
        )
        if chosen:
            self._window.open_file(Path(chosen))

    def open_sample(self) -> None:
        """Open the sample business from the documents folder; written there first when it isn't there yet."""
        path = documents_folder() / SAMPLE_NAME
        if not path.exists():
            from desktop.actions.business import create_sample

            try:
                create_sample(path=path, today=local_today()).close()
            except Trouble as trouble:
                self._window.tell(trouble.say)
                return
        self._window.open_file(path)

    def new_business(self) -> None:
        """Ask what a new business needs, make its file and open it."""
        from desktop.dialogs.new_business import NewBusiness

        dialog = NewBusiness(documents_folder(), self._window)
        dialog.business_created.connect(self._open_new)
        dialog.open()

    def _open_new(self, path: Path) -> None:
        self._window.open_file(path)

    # Taking in and writing out

    def choose_sheet(self) -> None:
        """Ask for a sheet of deals and take it in."""
        chosen, _ = QFileDialog.getOpenFileName(
            self._window,
            tr("Import deals"),
            str(documents_folder()),
            tr("Sheets ({patterns})").format(patterns=" ".join(f"*{suffix}" for suffix in SHEET_SUFFIXES))
            + ";;"
            + tr("All files (*)"),
        )
        if chosen:
            self.import_sheet(Path(chosen))

    def import_sheet(self, sheet: Path) -> None:
        """Take the deals of `sheet` into the open business."""
        from desktop.dialogs.import_sheet import ImportSheet

        session = self._window.session
        if session is None or self._import is not None:
            return
        if session.book.read_only_because:
            self._window.tell(session.book.read_only_because)
            return
        self._import = ImportSheet(session, sheet, self._window)
        self._import.imported.connect(self._tell_import)
        self._import.troubled.connect(self._tell_trouble)
        self._import.ended.connect(self._end_import)
        self._import.start()

    def export_csv(self) -> None:
        """Ask for a folder and write every table into it as CSV."""
        self._export("csv")

    def export_workbook(self) -> None:
        """Ask for a folder and write every table into it as one workbook."""
        self._export("xlsx")

    def _export(self, format: str) -> None:
        path = self._path()
        if path is None:
            return
        chosen = QFileDialog.getExistingDirectory(
            self._window, tr("Export everything into this folder"), str(documents_folder())
        )
        if chosen:
            from desktop.actions.whole_file import export_file

            self._start(partial(export_file, path, Path(chosen), format), self._tell_export)

    def back_up(self) -> None:
        """Write a checked copy beside the file."""
        path = self._path()
        if path is not None:
            from desktop.actions.whole_file import back_up_file

            self._start(partial(back_up_file, path, settings.backup_place().folder), self._tell_backup)

    def choose_backup(self) -> None:
        """Show the backups of the open business, or of those opened last, to bring one back."""
        self.choose_backup_of(self._path())

    def choose_backup_of(self, path: Path | None) -> None:
        """Show the backups of the business at `path`, which may be damaged or gone, before those of others."""
        from desktop.dialogs.restore_backup import RestoreBackup

        dialog = RestoreBackup(path, settings.known_files(), local_today(), self._window)
        dialog.restore_requested.connect(self._restore)
        self._backups = dialog
        dialog.open()

    def _choose_backup_of_checked(self) -> None:
        # What was checked need not be what is open: a damaged file does not open.
        self.choose_backup_of(self._checked)

    def choose_backup_place(self) -> None:
        """Ask where the backups of every business on this computer go."""
        from desktop.dialogs.backup_place import BackupPlaceChoice

        BackupPlaceChoice(self._path(), self._window).open()

    def _restore(self, backup: Path, goal: Path) -> None:
        """Make `goal` what a backup holds, and open it; an open file is closed meanwhile."""
        from desktop.actions.backups import restore_file

        window = self._window
        self._reopens = None
        if window.session is not None and window.session.book.path == real_path(goal):
            self._reopens = goal
            window.close_file()
        self._start(partial(restore_file, backup, goal), self._tell_restored)

    def _tell_restored(self, done: "Restored") -> None:
        from desktop.wording.backups import restored_words

        dialog, self._backups = self._backups, None
        self._reopens = None
        if dialog is not None:
            dialog.finish()
        if self._window.isVisible() and self._window.open_file(done.path):
            self._window.notice_bar.show_notice(restored_words(done, local_today()), sticky=True)

    def _end_restore(self, trouble: Trouble) -> bool:
        """Say in the list of backups why nothing was restored; False when no restore was under way."""
        dialog, goal = self._backups, self._reopens
        self._reopens = None
        if goal is not None and self._window.isVisible():
            self._window.open_file(goal)
        if dialog is None or not dialog.is_busy:
            return False
        dialog.fail(trouble.say)
        return True

    def verify(self) -> None:
        """Check the open file from end to end."""
        path = self._path()
        if path is not None:
            self.check(path)

    def check(self, path: Path) -> None:
        """Check a file from end to end, open or not."""
        from desktop.actions.whole_file import verify_file

        self._checked = path
        self._start(partial(verify_file, path), self._tell_report)

    def repair(self) -> None:
        """Repair the file that was checked; it is closed meanwhile and opens again, in the same room."""
        path, window = self._checked, self._window
        if path is None:
            return
        from desktop.actions.whole_file import repair_file
        from desktop.dialogs.repair_progress import RepairProgress

        self._was = None
        session = window.session
        if session is not None and session.book.path == path:
            self._was = stand_in(window)
            window.close_file()
        self._progress = RepairProgress(path.name, window)
        self._start(partial(repair_file, path), self._tell_repair, self._progress)
        self._progress.open()

    def _tell_repair(self, result: "Repair") -> None:
        self._open_repaired()
        from desktop.dialogs.file_check import Repaired

        if result.done and self._window.isVisible():
            Repaired(result, self._window).open()

    def _open_repaired(self) -> None:
        """Open the file again in which a repair has ended, well or not."""
        progress, self._progress = self._progress, None
        if progress is None or self._checked is None:
            return
        progress.hide()
        progress.deleteLater()
        window, was = self._window, self._was
        if not window.isVisible():  # it was closed meanwhile
            return
        if was is None:
            window.open_file(self._checked)
        else:
            open_at(window, self._checked, was)

    # Long work

    def wait(self) -> None:
        """Let the work that is running come to its end; an import is cancelled. For a window that closes."""
        if self._import is not None:
            self._import.stop()
        for work in tuple(self._running):
            work.wait()

    def _path(self) -> Path | None:
        return None if self._window.session is None else self._window.session.book.path

    def _start(self, job: Job, tell: Callable[[Any], None], progress: "RepairProgress | None" = None) -> None:
        work = LongWork(job, self)
        self._running.add(work)
        if progress is not None:
            work.progressed.connect(progress.show_progress)
        work.succeeded.connect(tell)
        work.troubled.connect(self._tell_trouble)
        work.finished.connect(self._forget)
        work.start()

    def _forget(self) -> None:
        work = self.sender()
        if isinstance(work, LongWork):
            self._running.discard(work)
            work.deleteLater()

    # Saying how it went

    def _tell_trouble(self, trouble: Trouble) -> None:
        if not self._end_restore(trouble):
            self._open_repaired()
            self._window.tell(trouble.say)

    def _tell_export(self, written: list[Path]) -> None:
        folder = written[0].parent if written else documents_folder()
        say = tr("1 file written to {folder}") if len(written) == 1 else tr("{count} files written to {folder}")
        self._window.notice_bar.show_notice(say.format(count=len(written), folder=folder))

    def _tell_backup(self, path: Path) -> None:
        say = tr("Backed up and checked: {name}, in {folder}").format(name=path.name, folder=path.parent)
        self._window.notice_bar.show_notice(say)
        self._window.backed_up.emit()

    def _tell_report(self, report: "Report") -> None:
        if report.ok:
            from desktop.wording import figures

            rows = figures.number(report.rows)
            self._window.notice_bar.show_notice(
                tr("Nothing is wrong with this file; {rows} rows were checked.").format(rows=rows)
            )
            return
        from desktop.dialogs.file_check import FileCheck

        name = self._checked.name if self._checked is not None else ""
        dialog = FileCheck(name, report.findings, self._window)
        dialog.repair_requested.connect(self.repair)
        dialog.restore_requested.connect(self._choose_backup_of_checked)
        dialog.open()

    def _tell_import(self, result: "ImportResult", can_undo: bool) -> None:
        from desktop.wording.sheet import outcome_words

        self._problems = result.problems
        has_rows = bool(result.problems)
        self._window.notice_bar.show_notice(
            outcome_words(result),
            tr("Undo") if can_undo else "",
            more=tr("Show rows") if has_rows else "",
            more_key=ROWS,
            sticky=has_rows,
        )

    def _show_rows(self, key: str) -> None:
        if key != ROWS:
            return
        from desktop.dialogs.left_out_rows import LeftOutRows

        LeftOutRows(self._problems, self._window).open()

    def _end_import(self) -> None:
        self._import = None


def real_path(path: Path) -> Path:
    """Return where a path leads, as an open file knows its own; the path itself where it leads nowhere."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()


def documents_folder() -> Path:
    """Return the folder for people's own documents, made when it isn't there yet; their home when it can't be made."""
    found = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home())
    try:
        found.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path.home()
    return found


def business_files() -> str:
    """Return the filter of a file dialog for business files."""
    return tr("Handshake files (*{suffix})").format(suffix=SUFFIX)


def ask_place(parent: QWidget, title: str, proposed: Path, *, replaces: bool = False) -> Path | None:
    """Ask where a business file is to be written and return it with the ending of `proposed`; None for nowhere.

    `replaces`: what is there already may be replaced, so the system asks whether it should be.
    """
    options = QFileDialog.Option(0) if replaces else QFileDialog.Option.DontConfirmOverwrite
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(proposed), business_files(), options=options)
    if not chosen:
        return None
    place = Path(chosen)
    return place if place.suffix == proposed.suffix else place.with_name(place.name + proposed.suffix)
