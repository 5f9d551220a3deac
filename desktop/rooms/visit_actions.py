"""What is done about visits: dialogs over the page, the card on paper, the calendar file (framework.md section 10)."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.file_work import documents_folder
from desktop.session import Session
from desktop.wording import visits as words
from framework.visits import Turn, Visit
from resources.words import tr
from storage.trouble import Trouble
from storage.visits import read_visits

PLAN, CHANGE, DONE, CALL_OFF, LEARNED, PRINT, PAPER, DEAL, CALENDAR = (
    "plan",
    "change",
    "done",
    "call_off",
    "learned",
    "print",
    "paper",
    "deal",
    "calendar",
)


class VisitActions(QObject):
    """Opens what is asked for over `page`; `chosen` returns the visit that is looked at.

    Signals: `told(text)` of what was done, `saved(text)` of what Undo can't take back, `troubled(Trouble)`,
    `deal_requested(id)`, `drafted(text)` of a rule that went into the proposal, `visit_requested(id)` when a visit is
    to be shown.
    """

    told = Signal(str)
    saved = Signal(str)
    troubled = Signal(object)
    deal_requested = Signal(str)
    drafted = Signal(str)
    visit_requested = Signal(str)

    def __init__(self, session: Session, page: QWidget, chosen: Callable[[], Visit | None]) -> None:
        super().__init__(page)
        self._session, self._page, self._chosen = session, page, chosen

    def do(self, what: str) -> None:
        """Do what a button or a menu asks for, by its word."""
        doing = {
            PLAN: self.plan,
            CHANGE: self._change,
            DONE: self._finish,
            CALL_OFF: self._call_off,
            LEARNED: self._learned,
            PAPER: self.type_in_paper,
            PRINT: self.print_card,
            DEAL: self._show_deal,
            CALENDAR: self._choose_calendar,
        }
        if what in doing:
            doing[what]()

    def plan(self) -> None:
        """Plan a visit of the person acting."""
        self.plan_for(None)

    def plan_for(self, person: str | None) -> None:
        """Plan a visit of a person; None: of who is acting."""
        if self._session.book.read_only_because:
            return
        from desktop.dialogs.visit_editor import VisitEditor

        editor = VisitEditor(self._session, person_id=person, parent=self._page)
        editor.planned.connect(self.visit_requested)
        editor.saved.connect(self._told)
        editor.open()

    def _change(self) -> None:
        visit = self._chosen()
        if visit is not None:
            from desktop.dialogs.visit_editor import VisitEditor

            editor = VisitEditor(self._session, visit, parent=self._page)
            editor.saved.connect(self._told)
            editor.open()

    def _finish(self) -> None:
        visit = self._chosen()
        if visit is not None:
            from desktop.dialogs.visit_ends import VisitDone

            editor = VisitDone(self._session, visit, self._page)
            editor.saved.connect(self._told)
            editor.open()

    def _call_off(self) -> None:
        visit = self._chosen()
        if visit is not None:
            from desktop.dialogs.visit_ends import VisitOff

            editor = VisitOff(self._session, visit, self._page)
            editor.saved.connect(self._told)
            editor.open()

    def _learned(self) -> None:
        visit = self._chosen()
        if visit is not None:
            from desktop.dialogs.visit_learned import VisitLearned

            editor = VisitLearned(self._session, visit, self._page)
            editor.saved.connect(self._told)
            editor.drafted.connect(self.drafted)
            editor.open()

    def type_in_paper(self) -> None:
        """Take in the card of a visit that was written by hand."""
        if self._session.book.read_only_because:
            return
        visit = self._chosen()
        open_ones = [each for each in read_visits(self._session.book) if each.called_off_at is None]
        if visit is None or visit.called_off_at is not None:
            visit = open_ones[-1] if open_ones else None
        if visit is None:
            self.saved.emit(tr("There is no visit yet whose card could be typed in. Plan it first."))
            return
        from desktop.dialogs.paper_visit import PaperVisit

        sheet = PaperVisit(self._session, open_ones[::-1], visit, self._page)
        sheet.saved.connect(self._told)
        sheet.taken_in.connect(self.visit_requested)
        sheet.open()

    def print_card(self) -> None:
        """Print the card of the visit that is chosen, or an empty one."""
        from desktop.printing.preview import preview
        from desktop.printing.visit_page import blank_visit_page, visit_page

        session, visit = self._session, self._chosen()
        if visit is None:
            preview(self._page, blank_visit_page(session.business))
        else:
            preview(self._page, visit_page(visit, session.business))

    def _choose_calendar(self) -> None:
        visit = self._chosen()
        if visit is None:
            return
        proposed = documents_folder() / (tr("Visit") + ".ics")
        chosen, _ = QFileDialog.getSaveFileName(self._page, tr("Save calendar file"), str(proposed), "*.ics")
        if chosen:
            self.save_calendar(visit, Path(chosen))

    def save_calendar(self, visit: Visit, path: Path) -> None:
        """Write a visit for calendar programs to `path`, whole or not at all."""
        from desktop.actions.calendar_file import write_visit

        if not path.suffix:
            path = path.with_suffix(".ics")
        title = words.visit_title(visit, self._session.business)
        try:
            write_visit(book=self._session.book, visit=visit, title=title, path=path, now=datetime.now(UTC))
        except Trouble as trouble:
            self.troubled.emit(trouble)
            return
        self.saved.emit(tr("Saved {name}. Open it in your calendar program.").format(name=path.name))

    def _show_deal(self) -> None:
        visit = self._chosen()
        if visit is not None and visit.deal_id is not None:
            self.deal_requested.emit(visit.deal_id)

    def change_rhythm(self, turn: Turn) -> None:
        """Ask after how many days somebody's visit is due again."""
        from desktop.dialogs.visit_ends import VisitRhythm

        editor = VisitRhythm(self._session, turn, self._page)
        editor.saved.connect(self._told)
        editor.open()

    def _told(self, say: str) -> None:
        self.told.emit(say)
