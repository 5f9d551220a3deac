"""How a visit ends: it took place on a day, or it is called off; and after how many days the next one is due."""

from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.actions.visits import MOST_DAYS, MOST_LINE, call_off_visit, finish_visit, set_rhythm
from desktop.dialogs.editor import Editor
from desktop.session import Session
from desktop.wording import figures
from desktop.wording import visits as words
from desktop.wording.typed import typed
from framework.visits import Turn, Visit
from resources.words import tr
from storage.trouble import Conflict
from storage.visits import read_visit
from widgets.card import Muted
from widgets.form_grid import FormGrid
from widgets.value_edits import DateEdit, WholeEdit

WIDTH = 460


class VisitDone(Editor):
    """Asks on which day a visit took place."""

    def __init__(self, session: Session, visit: Visit, parent: QWidget | None = None) -> None:
        super().__init__(tr("It took place"), parent, save=tr("It took place"))
        self._session, self._visit = session, visit
        self.day_edit = DateEdit(self._today)
        self.form = FormGrid()
        self.forms = [self.form]
        self.form.add_field(tr("On which day"), self.day_edit)
        self.column.addWidget(Muted(words.visit_title(visit, session.business)))
        self.column.addWidget(self.form)
        self.column.addStretch(1)
        self.day_edit.set_value(min(visit.planned_on, session.today))
        self.fit(WIDTH)
        self.day_edit.setFocus()

    def _today(self) -> date:
        return self._session.today

    def save(self) -> str:
        """Write down that it took place."""
        session, day = self._session, self.day_edit.value()
        try:
            finish_visit(
                book=session.book,
                who=session.author,
                business=session.business,
                today=session.today,
                visit=self._visit,
                done_on=day,
            )
        except Conflict:
            self._visit = read_visit(session.book, self._visit.id) or self._visit
            raise
        return tr("Done: {visit}. What surprised you?").format(visit=words.visit_title(self._visit, session.business))


class VisitOff(Editor):
    """Asks why a visit is called off."""

    def __init__(self, session: Session, visit: Visit, parent: QWidget | None = None) -> None:
        super().__init__(tr("Call the visit off"), parent, save=tr("Call off"))
        self._session, self._visit = session, visit
        self.reason_edit = QLineEdit()
        self.reason_edit.setMaxLength(10 * MOST_LINE)
        self.reason_edit.setPlaceholderText(tr("Such as “The crane broke down”"))
        self.form = FormGrid()
        self.forms = [self.form]
        self.form.add_field(tr("Why"), self.reason_edit)
        said = tr("{visit}. It is due again as before; to move it, change its day instead.")
        self.column.addWidget(Muted(said.format(visit=words.visit_title(visit, session.business))))
        self.column.addWidget(self.form)
        self.column.addStretch(1)
        self.fit(WIDTH)
        self.reason_edit.setFocus()

    def save(self) -> str:
        """Call it off."""
        session = self._session
        try:
            call_off_visit(
                book=session.book,
                who=session.author,
                business=session.business,
                visit=self._visit,
                because=self.reason_edit.text(),
            )
        except Conflict:
            self._visit = read_visit(session.book, self._visit.id) or self._visit
            raise
        return tr("Called off: {visit}.").format(visit=words.visit_title(self._visit, session.business))


class VisitRhythm(Editor):
    """Asks after how many days a visit of a person is due again."""

    def __init__(self, session: Session, turn: Turn, parent: QWidget | None = None) -> None:
        super().__init__(tr("Visits of {name}").format(name=typed(turn.person.name)), parent)
        self._session, self._turn = session, turn
        self.days_edit = WholeEdit(lowest=0, highest=MOST_DAYS, unit=tr("days"))
        self.form = FormGrid()
        self.forms = [self.form]
        self.form.add_field(tr("Due again after"), self.days_edit, tr("91 is once a quarter; 0 is never."))
        self.column.addWidget(Muted(words.turn_words(turn)))
        self.column.addWidget(self.form)
        self.column.addStretch(1)
        self.days_edit.set_value(turn.every_days)
        self.fit(WIDTH)
        self.days_edit.setFocus()

    def save(self) -> str:
        """Keep the number of days."""
        session, wanted = self._session, self.days_edit.whole()
        if wanted == self._turn.every_days:
            return ""
        set_rhythm(book=session.book, who=session.author, person=self._turn.person, every_days=wanted)
        name = typed(self._turn.person.name)
        if not wanted:
            return tr("Visits of {name} are never due.").format(name=name)
        return tr("Visits of {name} are due again after {days}.").format(name=name, days=figures.days(wanted))
