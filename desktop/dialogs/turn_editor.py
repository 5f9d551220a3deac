"""One meeting of the series: as planned, on another day or at another time, or left out (framework.md section 8)."""

from datetime import date

from PySide6.QtWidgets import QLineEdit, QRadioButton, QWidget

from desktop.actions.meeting_series import as_planned, move_meeting, skip_meeting
from desktop.dialogs.editor import Editor
from desktop.session import Session
from desktop.wording import figures
from desktop.wording import meeting_series as words
from framework.meeting import Turn, Why
from resources.words import tr
from storage.trouble import Trouble
from widgets.card import Muted
from widgets.form_grid import FormGrid
from widgets.time_edit import TimeEdit
from widgets.value_edits import DateEdit

MOST_REASON = 300
WIDTH = 480


class TurnEditor(Editor):
    """Moves one meeting, leaves it out, or takes that back. `leave_out`: that is what was asked for."""

    def __init__(
        self, session: Session, turn: Turn, why: str = "", parent: QWidget | None = None, *, leave_out: bool = False
    ) -> None:
        super().__init__(words.title_of(turn.planned_on), parent)
        self._session, self._turn = session, turn
        planned = tr("As planned: {day}").format(day=figures.day(turn.planned_on))
        self.planned_button = QRadioButton(planned)
        self.move_button = QRadioButton(tr("Move it to another day or time"))
        self.skip_button = QRadioButton(tr("Leave it out"))
        self.day_edit = DateEdit(self._today)
        self.starts_edit = TimeEdit()
        self.reason_edit = QLineEdit(turn.reason)
        self.reason_edit.setMaxLength(MOST_REASON)
        self.reason_edit.setPlaceholderText(tr("Such as “Trade fair”"))
        self.when_form, self.reason_form = FormGrid(2), FormGrid()
        self.forms = [self.when_form, self.reason_form]
        self.when_form.add_field(tr("Day"), self.day_edit)
        self.when_form.add_field(tr("Begins at"), self.starts_edit, tr("Empty: at the usual time"))
        self.reason_form.add_field(tr("Why"), self.reason_edit)
        if why:
            self.column.addWidget(Muted(why))
        for button in (self.planned_button, self.move_button, self.skip_button):
            self.column.addWidget(button)
        for form in self.forms:
            self.column.addWidget(form)
        self.column.addStretch(1)
        self.day_edit.set_value(turn.day)
        series = session.business.series
        usual = series.starts if series is not None else None
        self.starts_edit.set_value(turn.starts if turn.starts != usual else None)
        chosen = {Why.MOVED: self.move_button, Why.SKIPPED: self.skip_button}.get(turn.why, self.planned_button)
        chosen = self.skip_button if leave_out else chosen
        chosen.setChecked(True)
        for button in (self.planned_button, self.move_button, self.skip_button):
            button.toggled.connect(self._show_fields)
        self._show_fields()
        (self.reason_edit if leave_out else chosen).setFocus()

    def _today(self) -> date:
        return self._session.today

    def _show_fields(self) -> None:
        self.when_form.setVisible(self.move_button.isChecked())
        self.reason_form.setVisible(not self.planned_button.isChecked())
        self.fit(WIDTH)

    def save(self) -> str:
        """Move the meeting, leave it out, or put it back to its planned day."""
        if self.planned_button.isChecked():
            return self._put_back()
        if self.skip_button.isChecked():
            return self._leave_out()
        return self._move()

    def _put_back(self) -> str:
        if self._turn.why not in (Why.MOVED, Why.SKIPPED):
            return ""
        as_planned(book=self._session.book, who=self._session.author, desk=self._session.desk, turn=self._turn)
        return tr("As planned again: the meeting of {day}.").format(day=figures.day(self._turn.planned_on))

    def _leave_out(self) -> str:
        turn, reason = self._turn, self.reason_edit.text()
        if turn.why is Why.SKIPPED and reason.split() == turn.reason.split():
            return ""
        skip_meeting(
            book=self._session.book, who=self._session.author, desk=self._session.desk, turn=turn, reason=reason
        )
        return tr("Left out: the meeting of {day}.").format(day=figures.day(turn.planned_on))

    def _move(self) -> str:
        turn, session = self._turn, self._session
        day, starts, reason = self.day_edit.value(), self.starts_edit.value(), self.reason_edit.text()
        if day is None:
            self.day_edit.setFocus()
            raise Trouble(tr("To which day does it move?"))
        series = session.business.series
        at = starts or (series.starts if series is not None else turn.starts)
        if (day, at) == (turn.day, turn.starts) and (
            turn.why is not Why.MOVED or reason.split() == turn.reason.split()
        ):
            return ""
        move_meeting(
            book=session.book, who=session.author, desk=session.desk, turn=turn, day=day, starts=starts, reason=reason
        )
        moved = turn._replace(day=day, starts=at)
        return tr("The meeting of {day} is now on {when}.").format(
            day=figures.day(turn.planned_on), when=words.turn_when(moved)
        )
