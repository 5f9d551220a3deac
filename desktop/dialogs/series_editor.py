"""When we meet: weekday, time, minutes, how often, and whose turn it is first (framework.md section 8)."""

from datetime import time

from PySide6.QtWidgets import QComboBox, QWidget

from desktop.actions.meeting_series import (
    LEAST_MINUTES,
    MOST_MINUTES,
    change_series,
    next_meetings,
    planned_series,
)
from desktop.dialogs.editor import Editor
from desktop.session import Session
from desktop.wording import meeting_series as words
from desktop.wording.typed import typed
from framework.meeting import Series
from framework.working_time import DAYS_IN_WEEK
from resources.words import tr
from storage.trouble import Trouble
from widgets.card import Muted, PlainLabel
from widgets.form_grid import FormGrid
from widgets.time_edit import TimeEdit, write_time
from widgets.value_edits import WholeEdit

USUAL_START, USUAL_MINUTES = time(9), 30
WIDTH = 520


class SeriesEditor(Editor):
    """Plans the meeting, or plans it anew from the next one on. `next_label` says the next three as it is typed."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(tr("When we meet"), parent, save=tr("Plan it so"))
        self._session = session
        self._before = session.business.series
        self.weekday_box, self.rhythm_box = QComboBox(), QComboBox()
        self.lead_box, self.keep_box = QComboBox(), QComboBox()
        self.starts_edit = TimeEdit()
        self.minutes_edit = WholeEdit(lowest=LEAST_MINUTES, highest=MOST_MINUTES, unit=tr("min"))
        self.next_label = PlainLabel("", "strong", wrap=True)
        self.form, self.people_form = FormGrid(2), FormGrid(2)
        self.forms = [self.form, self.people_form]
        self._fill()
        self._lay_out()
        for box in (self.weekday_box, self.rhythm_box, self.lead_box, self.keep_box):
            box.currentIndexChanged.connect(self.show_next)
        for edit in (self.starts_edit, self.minutes_edit):
            edit.textChanged.connect(self.show_next)
        self.show_next()
        self.fit(WIDTH)
        self.weekday_box.setFocus()

    def _fill(self) -> None:
        session, business = self._session, self._session.business
        series = business.series
        for weekday in range(DAYS_IN_WEEK):
            # The meeting of a day on which nobody works would step aside every week.
            if weekday in business.calendar.weekdays or (series is not None and weekday == series.weekday):
                self.weekday_box.addItem(words.weekday_name(weekday), weekday)
        for weeks in sorted({1, 2, series.every_weeks if series is not None else 1}):
            self.rhythm_box.addItem(words.rhythm(weeks), weeks)
        for box in (self.lead_box, self.keep_box):
            box.addItem(tr("Nobody yet"), None)
            for person in business.people:
                box.addItem(typed(person.name), person.id)
        if series is None:
            self.weekday_box.setCurrentIndex(0)
            self.starts_edit.set_value(USUAL_START)
            self.minutes_edit.set_value(USUAL_MINUTES)
            for number, box in enumerate((self.lead_box, self.keep_box), start=1):
                box.setCurrentIndex(number if number < box.count() else 0)
            return
        (meeting,) = next_meetings(book=session.book, desk=session.desk, series=series, count=1)
        self.weekday_box.setCurrentIndex(self.weekday_box.findData(series.weekday))
        self.rhythm_box.setCurrentIndex(self.rhythm_box.findData(series.every_weeks))
        self.starts_edit.set_value(series.starts)
        self.minutes_edit.set_value(series.minutes)
        self.lead_box.setCurrentIndex(max(0, self.lead_box.findData(meeting.leads)))
        self.keep_box.setCurrentIndex(max(0, self.keep_box.findData(meeting.keeps_time)))

    def _lay_out(self) -> None:
        self.form.add_field(tr("Day"), self.weekday_box)
        self.form.add_field(tr("How often"), self.rhythm_box)
        self.form.add_field(tr("Begins at"), self.starts_edit)
        self.form.add_field(tr("Takes"), self.minutes_edit, tr("15 is fine for two people"))
        self.people_form.add_field(tr("Leads the next one"), self.lead_box)
        self.people_form.add_field(tr("Keeps time"), self.keep_box, tr("They swap every time"))
        self.column.addWidget(self.form)
        self.column.addWidget(self.people_form)
        self.column.addWidget(Muted(tr("The next three:"), "small"))
        self.column.addWidget(self.next_label)
        series = self._session.business.series
        if series is not None and any(move.planned_on >= self._session.today for move in series.moves):
            self.column.addWidget(Muted(tr("Single meetings that were moved or left out are planned anew."), "small"))
        self.column.addStretch(1)

    def show_next(self) -> None:
        """Say the next three meetings as the fields have them."""
        session = self._session
        if self.starts_edit.value() is None or self.minutes_edit.whole() is None:
            self.next_label.setText(tr("Write when it begins and how many minutes it takes."))
            return
        try:
            planned = self._planned(self._people())
        except Trouble as trouble:
            self.next_label.setText(trouble.say)
            return
        found = next_meetings(book=session.book, desk=session.desk, series=planned)
        self.next_label.setText("\n".join(words.meeting_line(meeting, session.business) for meeting in found))

    def _starts(self) -> time:
        return self.starts_edit.value() or USUAL_START

    def _minutes(self) -> int:
        return self.minutes_edit.whole() or USUAL_MINUTES

    def _people(self) -> tuple[str, ...]:
        """Return who leads and who keeps time. Raises Trouble when only the second is named."""
        leads, keeps = self.lead_box.currentData(), self.keep_box.currentData()
        if leads is None and keeps is not None:
            raise Trouble(tr("Say first who leads."))
        return tuple(person for person in (leads, keeps) if person is not None)

    def _planned(self, people: tuple[str, ...]) -> Series:
        """Return the series as the fields have it, with `people` in turn. Raises Trouble for one that can't be."""
        return planned_series(
            book=self._session.book,
            desk=self._session.desk,
            weekday=self.weekday_box.currentData(),
            starts=self._starts(),
            minutes=self._minutes(),
            every_weeks=self.rhythm_box.currentData(),
            alternating=people,
        )

    def ready(self) -> bool:
        """Take what is being typed; say whether every field can be read."""
        for edit, say in (
            (self.starts_edit, tr("Please write a time of day, such as {example}.")),
            (self.minutes_edit, tr("How many minutes does it take?")),
        ):
            edit.finish()
            if not edit.text().strip():
                edit.set_error(say.format(example=write_time(USUAL_START, self.locale())))
        return super().ready()

    def save(self) -> str:
        """Plan the meeting as the fields have it; nothing is written when all is as it was. Raises Trouble once when
        somebody else has planned it meanwhile: saved again, it is meant."""
        session = self._session
        people = self._people()
        if session.business.series != self._before:
            self._before = session.business.series
            self.show_next()
            raise Trouble(tr("Somebody has just planned this meeting otherwise. Save again if yours is to count."))
        planned = self._planned(people)
        series = session.business.series
        if series is not None and self._is_as_before(people):
            return ""
        change_series(
            book=session.book,
            who=session.author,
            desk=session.desk,
            weekday=planned.weekday,
            starts=planned.starts,
            minutes=planned.minutes,
            every_weeks=planned.every_weeks,
            alternating=people,
        )
        (first,) = next_meetings(book=session.book, desk=session.desk, series=planned, count=1)
        return tr("The next meeting: {when}.").format(when=words.meeting_line(first, session.business))

    def _is_as_before(self, people: tuple[str, ...]) -> bool:
        session, series = self._session, self._session.business.series
        if series is None:
            return False
        (meeting,) = next_meetings(book=session.book, desk=session.desk, series=series, count=1)
        before = tuple(person for person in (meeting.leads, meeting.keeps_time) if person is not None)
        return before == people and (series.weekday, series.starts, series.minutes, series.every_weeks) == (
            self.weekday_box.currentData(),
            self._starts(),
            self._minutes(),
            self.rhythm_box.currentData(),
        )
