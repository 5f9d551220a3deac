"""Beside what waits today: the next meeting, the weeks ahead, and whether it is working."""

from collections.abc import Generator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.actions import today as actions
from desktop.rooms.forecast_strip import week_bars
from desktop.session import Session
from desktop.wording import figures
from desktop.wording import today as words
from framework.agenda import Agenda
from framework.agreement import Zone
from resources.words import tr
from storage.trouble import Trouble
from widgets.action_buttons import main_button
from widgets.card import Card, Heading, Muted, PlainLabel
from widgets.rows_card import Cell, Row, RowsCard
from widgets.tokens import SPACE_M
from widgets.week_strip import WeekStrip

ON_TIME, OWNER, AGAINST = "on_time", "owner", "against"


class TodayBeside(QWidget):
    """Three cards under each other, worked out a part at a time with `work_out`.

    Signals: `room_requested(key, what)`, `deal_requested(id)`, `question_requested(id)`, `told(text)`,
    `troubled(Trouble)`.
    """

    room_requested = Signal(str, str)
    deal_requested = Signal(str)
    question_requested = Signal(str)
    told = Signal(str)
    troubled = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._agenda: Agenda | None = None
        self._working: actions.Working | None = None
        self.meeting_label = PlainLabel("", wrap=True)
        self.agenda_label = Muted("", "small")
        self.meeting_button = main_button("")
        self.week_strip = WeekStrip()
        self.capacity_button = QPushButton(tr("Open Capacity"))
        self.working_card = RowsCard()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        self.meeting_card, self.weeks_card = Card(), Card()
        self.meeting_card.column.addWidget(Heading(tr("Next handshake")))
        for widget in (self.meeting_label, self.agenda_label):
            self.meeting_card.column.addWidget(widget)
        self.meeting_card.column.addWidget(self.meeting_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.weeks_card.column.addWidget(Heading(tr("The next seven weeks")))
        self.weeks_card.column.addWidget(self.week_strip)
        self.weeks_card.column.addWidget(self.capacity_button, 0, Qt.AlignmentFlag.AlignLeft)
        for card in (self.meeting_card, self.weeks_card, self.working_card):
            column.addWidget(card)
            card.hide()
        self.meeting_button.clicked.connect(self._go_on)
        self.capacity_button.clicked.connect(self._show_capacity)
        self.working_card.row_activated.connect(self._open)

    def work_out(self) -> Generator[None, None, None]:
        """Work the cards out and show each as soon as it is known. It yields now and then."""
        book, desk = self._session.book, self._session.desk
        self._show_meeting()
        yield
        weeks = yield from actions.gather_weeks(book, desk)
        limit, _ = desk.workload.limits(None, Zone.PROMISE)
        self.week_strip.set_weeks(week_bars(weeks, limit), float(limit))
        self.weeks_card.setVisible(bool(weeks))
        yield
        self._working = yield from actions.gather_working(book, desk)
        self._show_working()
        yield
        if desk.business.series is not None:
            self._agenda = yield from actions.gather_agenda(book, desk)
            self.agenda_label.setText(words.agenda_line(self._agenda))
            self.agenda_label.show()

    # The next meeting

    def _show_meeting(self) -> None:
        from storage.held_meetings import is_meeting_running

        session = self._session
        self.meeting_card.show()
        if session.business.series is None:
            say, button = tr("No meeting is planned yet."), tr("Plan it")
        elif is_meeting_running(session.book):
            say, button = tr("The meeting is going on."), tr("Go to it")
        else:
            meeting = actions.next_handshake(session.book, session.desk)
            assert meeting is not None
            say, button = words.meeting_line(meeting, session.today), tr("Print agenda")
        self.meeting_label.setText(say)
        self.meeting_button.setText(button)
        self.meeting_button.setAccessibleName(tr("{button}: next handshake").format(button=button))
        self.agenda_label.setVisible(self._agenda is not None and session.business.series is not None)

    def _go_on(self) -> None:
        from storage.held_meetings import is_meeting_running

        if self._session.business.series is None:
            self.room_requested.emit("meetings", "when")
        elif is_meeting_running(self._session.book):
            self.room_requested.emit("meetings", "")
        else:
            self.print_agenda()

    def print_agenda(self) -> None:
        """Print the agenda of the next meeting."""
        from desktop.actions.meeting import work_out_agenda
        from desktop.printing.agenda_page import agenda_page
        from desktop.printing.preview import print_page

        session = self._session
        try:
            # As it is now: what stands on the card may be worked out anew behind the window.
            worked_out = work_out_agenda(session.book, session.desk)
            print_page(self, agenda_page(worked_out, session.business), self._tell)
        except Trouble as trouble:
            self.troubled.emit(trouble)

    def _tell(self, say: str) -> None:
        self.told.emit(say)

    # The weeks

    def _show_capacity(self) -> None:
        self.room_requested.emit("capacity", "")

    # Is it working

    def _show_working(self) -> None:
        found = self._working
        assert found is not None
        lines = (
            (ON_TIME, words.on_time_line(found.on_time, found.on_time_before)),
            (OWNER, words.owner_line(found.meter, found.meter_before)),
            (AGAINST, words.against_line(len(found.against), len(found.promised))),
        )
        self.working_card.set_content(
            tr("Is it working?"), [Row(key, (Cell(say),)) for key, say in lines], columns=(1.0,)
        )
        self.working_card.show()

    def _open(self, key: str) -> None:
        """Show what a figure counts."""
        from desktop.dialogs.deal_rows import MOST, DealRows, deal_cells
        from desktop.dialogs.settled_rows import show_settled
        from desktop.wording.agenda import dotted

        found, session = self._working, self._session
        if found is None:
            return
        if key == OWNER:
            why = tr("Those of the owner come first.")
            settled = (*found.meter.at_owner, *(one for one in found.meter.settled if one not in found.meter.at_owner))
            decided = show_settled(session, tr("Decided this quarter"), why, settled, self.window())
            decided.question_chosen.connect(self.question_requested)
            decided.deal_chosen.connect(self.deal_requested)
            decided.open()
            return
        if key == ON_TIME:
            deals, title = found.delivered, tr("Delivered this quarter")
            why = tr("On time is: delivered on or before the day first promised.")
        else:
            deals, title = found.against, tr("Promised against a rule this quarter")
            why = tr("Each was promised although the agreement says otherwise, and somebody wrote down why.")
        rows = []
        for deal in deals[:MOST]:
            promised = deal.first_promised_on or deal.promised_on
            days = (
                tr("promised {day}").format(day=figures.day_year(promised)) if promised is not None else "",
                tr("delivered {day}").format(day=figures.day_year(deal.delivered_on)) if deal.delivered_on else "",
            )
            last = dotted(*days) if key == ON_TIME else deal.against_reason
            rows.append(Row(deal.id, (*deal_cells(deal, session.business), Cell(last, "small", "muted"))))
        page = DealRows(title, why, rows, len(deals), columns=(2, 2, 1, 2.4), parent=self.window())
        page.row_chosen.connect(self.deal_requested)
        page.open()
