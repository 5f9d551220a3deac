"""What opens from the Scorecard tab: what a figure counts, its target, and a file of all figures."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.actions.scorecard import Board
from desktop.file_work import documents_folder
from desktop.long_work import LongWork
from desktop.rooms.scorecard_work import write_figures
from desktop.session import Session
from framework.figure import Figure
from framework.periods import Period, Step
from resources.words import tr

if TYPE_CHECKING:
    from desktop.dialogs.figure_cases import FigureCases


class Opening(QObject):
    """Opens the dialogs over `parent`. `board` is what the tab shows now.

    Signals: `deal_requested(id)`, `question_requested(id)` and `room_requested(key, what)` when one of a list is to be
    seen; `told(text, can_undo)` what was done; `troubled(Trouble)`.
    """

    deal_requested = Signal(str)
    question_requested = Signal(str)
    room_requested = Signal(str, str)
    told = Signal(str, bool)
    troubled = Signal(object)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._writing: LongWork | None = None
        self.board: Board | None = None

    def show_cases(self, key: str) -> None:
        """Show what a figure counts."""
        if self.board is not None:
            self._open_cases(Figure(key), self.board.period)

    def show_period(self, key: str, number: int) -> None:
        """Show what a figure counts in one period of its chart."""
        if self.board is not None:
            self._open_cases(Figure(key), self.board.trends[Figure(key)].points[number].period)

    def show_part(self, key: str) -> None:
        """Show what one figure of a side alone counts."""
        from desktop.dialogs.figure_cases import show_part

        if self.board is not None:
            self._open(show_part(self._session, self.board, key, self._over()))

    def show_spread(self, key: str) -> None:
        """Show the deals of one spread."""
        from desktop.dialogs.figure_cases import show_spread

        if self.board is not None:
            self._open(show_spread(self._session, self.board, key, self._over()))

    def edit_target(self, key: str) -> None:
        """Ask for the target of a figure."""
        if self._session.book.read_only_because:
            return
        from desktop.dialogs.target_editor import TargetEditor

        editor = TargetEditor(self._session, Figure(key), self._over())
        editor.saved.connect(self._tell_done)
        editor.open()

    def export_figures(self, step: Step) -> None:
        """Ask for a file, and write the figures into it period by period."""
        # A name may hold what a file's may not.
        name = tr("{business} scorecard.xlsx").format(business=self._session.business.name).replace("/", "-")
        chosen, _ = QFileDialog.getSaveFileName(
            self._over(),
            tr("Export the figures"),
            str(documents_folder() / name),
            ";;".join((tr("Workbook (*.xlsx)"), tr("CSV (*.csv)"))),
        )
        if not chosen:
            return
        job = partial(write_figures, self._session.book.path, self._session.today, step, Path(chosen))
        self._writing = LongWork(job)
        self._writing.succeeded.connect(self._tell_export)
        self._writing.troubled.connect(self.troubled)
        self._writing.start()

    def wait(self) -> None:
        """Let a file that is being written come to its end."""
        if self._writing is not None:
            self._writing.wait()

    def _over(self) -> QWidget:
        """Return what the dialogs lie over; held by Qt alone, or the two would keep one another alive."""
        parent = self.parent()
        assert isinstance(parent, QWidget)
        return parent

    def _open_cases(self, figure: Figure, period: Period) -> None:
        from desktop.dialogs.figure_cases import show_cases

        assert self.board is not None
        self._open(show_cases(self._session, self.board, figure, period, self._over()))

    def _open(self, page: "FigureCases") -> None:
        page.deal_chosen.connect(self.deal_requested)
        page.question_chosen.connect(self.question_requested)
        page.place_chosen.connect(self.room_requested)
        page.target_requested.connect(self.edit_target)
        page.open()

    def _tell_done(self, say: str) -> None:
        self.told.emit(say, True)

    def _tell_export(self, path: Path) -> None:
        self._writing = None
        self.told.emit(tr("The figures are in {name}.").format(name=path.name), False)
