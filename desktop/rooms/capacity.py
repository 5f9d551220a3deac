"""Capacity: the weeks of each crew, the deals that fill them, what would happen if a date moved, the earliest dates."""

from collections.abc import Generator
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.in_parts import InParts
from desktop.rooms.capacity_planning import Planning
from desktop.rooms.capacity_week import WeekPanel
from desktop.rooms.room import Room
from desktop.session import Session
from desktop.wording import capacity as words
from desktop.wording import figures
from desktop.wording.typed import typed
from framework.catalogue import Crew
from framework.deal import Deal
from framework.stages import moves_the_date
from resources.words import tr
from storage.business import TOPICS as BUSINESS_TOPICS
from storage.trouble import Conflict, Trouble
from widgets.card import Card, PlainLabel, Title
from widgets.empty_state import EmptyState
from widgets.page_head import page_head
from widgets.page_scroll import PageScroll
from widgets.rows_card import Cell, Row, RowsCard
from widgets.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL

if TYPE_CHECKING:
    from desktop.rooms.about import About

AT_ONCE = 100
"""With so many open deals the weeks are there before anybody sees that they were not."""
SPANS = (12, 26, 52)
ROOMY = 950


class CapacityRoom(Room):
    """The Capacity tab."""

    key = "capacity"
    topics = BUSINESS_TOPICS | {"deal", "deal_hours", "client"}

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.planning = Planning(session, self)
        self.moves, self.board = self.planning.moves, self.planning.board
        self._work = InParts(self)
        self._week = date.min
        self.title_label = Title(tr("Capacity"))
        self.line_label = PlainLabel("", "body", "muted", elide=True)
        self.days_off_button = QPushButton(tr("Days off and crews…"))
        self.print_button = QPushButton(tr("Print lead times"))
        self.crew_box = QComboBox()
        self.span_box = QComboBox()
        self.count_box = self.planning.count_box
        self.week_panel = WeekPanel(session)
        self.lead_times_card = RowsCard()
        self.content = QWidget()
        self.empty = EmptyState()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.print_button.setProperty("primary", "true")
        self.crew_box.setAccessibleName(tr("Crew"))
        self.span_box.setAccessibleName(tr("How far ahead"))
        for weeks in SPANS:
            self.span_box.addItem(tr("{count} weeks").format(count=figures.number(weeks)), weeks)
        head = page_head(self.title_label, self.line_label, self.days_off_button, self.print_button)
        choices = QHBoxLayout()
        choices.setSpacing(SPACE_M)
        for widget in (self.span_box, self.crew_box, self.count_box):
            choices.addWidget(widget)
        choices.addStretch(1)
        card = Card()
        card.column.addLayout(choices)
        card.column.addWidget(self.board, 1)
        inside = QWidget()
        self.beside = beside = PageScroll(inside)
        right = QVBoxLayout(inside)
        right.setContentsMargins(0, 0, SPACE_S, 0)
        right.setSpacing(SPACE_M)
        right.addWidget(self.week_panel)
        right.addWidget(self.lead_times_card)
        right.addStretch(1)
        across = QHBoxLayout()
        across.setSpacing(SPACE_M)
        across.addWidget(card, 5)
        across.addWidget(beside, 2)
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addLayout(head)
        column.addLayout(across, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL - SPACE_S, SPACE_L)
        whole.addWidget(self.content)
        whole.addWidget(self.empty)
        self.empty.hide()

    def _connect(self) -> None:
        self.days_off_button.clicked.connect(self.show_days_off)
        self.print_button.clicked.connect(self.print_page)
        self.empty.action_requested.connect(self.do)
        self.crew_box.activated.connect(self._show_all)
        self.span_box.activated.connect(self.refresh)
        self.board.chart.week_chosen.connect(self._choose_week)
        self.board.chart.week_opened.connect(self._open_week)
        self.board.lanes.open_requested.connect(self.deal_requested)
        self.planning.weeks_moved.connect(self._show_figures)
        self.planning.keep_asked.connect(self._keep)
        self.week_panel.hours_typed.connect(self._set_hours)
        self.week_panel.deal_chosen.connect(self.deal_requested)
        self._work.done.connect(self._take)
        self._work.troubled.connect(self.tell_trouble)

    # Showing

    def refresh(self) -> None:
        """Read the deals and work the weeks out anew: at once, or behind the window where there are many."""
        from storage.intake_list import Shelf, count_deals

        crews = self.session.business.crews
        self.content.setVisible(bool(crews))
        self.empty.setVisible(not crews)
        self._work.stop()
        if not crews:
            action = (("days_off", tr("Add a crew"), True),) if self._can_write() else ()
            self.empty.set_content(
                tr("Nobody does the work yet"),
                tr("Capacity is counted in hours of a crew. Write down who delivers and how many hours a week has."),
                action,
            )
            return
        self._show_crews(crews)
        self._work.start(self._work_out())
        if count_deals(self.session.book)[Shelf.OPEN] <= AT_ONCE:
            self.finish_background_work()

    def finish_background_work(self) -> None:
        """Show the weeks now, whatever is still to be worked out."""
        self._work.finish()

    def showEvent(self, event: QShowEvent) -> None:
        """Go on with what was still to be worked out."""
        super().showEvent(event)
        self._work.go_on()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the window to the room that is on screen now."""
        super().hideEvent(event)
        self._work.pause()

    def _work_out(self) -> Generator[None, None, object]:
        from desktop.actions.capacity import gather
        from storage.days_off import read_days_off

        desk = self.session.desk
        yield
        days_off = read_days_off(self.session.book, desk.today - timedelta(days=7))
        facts = yield from gather(self.session.book, desk, int(self.span_box.currentData()))
        return facts, days_off

    def _take(self, found: object) -> None:
        assert isinstance(found, tuple)
        self.moves.take(*found)
        self._show_all()

    def _show_crews(self, crews: tuple[Crew, ...]) -> None:
        known = [(self.crew_box.itemData(at), self.crew_box.itemText(at)) for at in range(self.crew_box.count())]
        if known != [(crew.id, typed(crew.name)) for crew in crews]:
            chosen = self.crew_box.currentData()
            self.crew_box.clear()
            for crew in crews:
                self.crew_box.addItem(typed(crew.name), crew.id)
            self.crew_box.setCurrentIndex(max(self.crew_box.findData(chosen), 0))
        self.crew_box.setVisible(len(crews) > 1)

    @property
    def crew(self) -> Crew | None:
        """The crew whose weeks are shown; None while there is none."""
        return next((each for each in self.session.business.crews if each.id == self.crew_box.currentData()), None)

    def _show_all(self) -> None:
        """Show everything that is worked out."""
        plan, crew = self.moves.plan, self.crew
        if plan is None or crew is None:
            return
        if self._week not in plan.mondays:
            self._week = plan.mondays[0]
        self.planning.show(crew.id)
        self.board.chart.set_current(plan.mondays.index(self._week))
        self._show_figures()
        self._show_lead_times()
        self.settled.emit()

    def _show_figures(self) -> None:
        """Show what is said of the weeks beside the board."""
        self._show_line()
        self._show_week()

    def _show_line(self) -> None:
        self.line_label.setText(words.over_line(self.planning.loads(), self.planning.limit))

    def _show_week(self) -> None:
        plan, crew = self.moves.plan, self.crew
        if plan is not None and crew is not None:
            self.week_panel.show_week(
                plan, self._week, crew, self.planning.limit, self.moves.deals, self.moves.days_off
            )

    def _show_lead_times(self) -> None:
        rows = [
            Row(
                found.offering.id,
                (
                    Cell(typed(found.offering.name), "strong"),
                    self._date_cell(found.alone, hours_known=found.hours_known),
                    self._date_cell(found.earliest, hours_known=found.hours_known),
                ),
                say=words.lead_time_say(found),
            )
            for found in self.moves.lead_times
        ]
        self.lead_times_card.set_content(
            tr("Earliest honest date"),
            rows,
            note=figures.day_month(self.session.today),
            headings=("", tr("Sales alone"), tr("With a yes")),
            columns=(3.0, 2.4, 2.4),
            empty_text=tr("The agreement in force names no offering yet."),
        )
        self.lead_times_card.set_activatable(False)
        self.lead_times_card.view.setAccessibleDescription(words.lead_times_note(self.planning.limit))

    def _date_cell(self, day: date | None, *, hours_known: bool) -> Cell:
        if day is None or not hours_known:
            return Cell(words.earliest_words(day, hours_known=hours_known), "body", "muted")
        return Cell(figures.day_month(day))

    # Keeping a date

    def _keep(self, deal: Deal, day: date) -> None:
        """Keep a date that was moved; where the client was told another one, ask first who moved it."""
        if not moves_the_date(deal, day):
            self._save_date(deal, day)
            return
        from desktop.dialogs.date_moved import ask_move

        asked = ask_move(self, self.session, deal, day)
        asked.saved.connect(self._tell_done)
        asked.rejected.connect(self.planning.put_back)

    def _save_date(self, deal: Deal, day: date) -> None:
        from desktop.actions.intake import edit_deal

        try:
            edit_deal(
                book=self.session.book,
                who=self.session.author,
                digits=self.session.digits,
                deal=deal,
                fields={"promised_on": day},
            )
        except Conflict as conflict:
            # What was moved stays moved, on top of what the other person made of it: Enter then means it.
            self.tell_trouble(conflict)
            self.refresh()
        except Trouble as trouble:
            self.tell_trouble(trouble)
        else:
            say = tr("{client}: the date is now {day}.").format(client=typed(deal.client), day=figures.day_year(day))
            self.notice_given.emit(say, True)

    # The chosen week

    def _choose_week(self, number: int) -> None:
        plan = self.moves.plan
        if plan is not None:
            self._week = plan.mondays[number]
            self._show_week()
            # Its name and its hours stand on top.
            self.beside.verticalScrollBar().setValue(0)

    def _open_week(self, number: int) -> None:
        self._choose_week(number)
        self.week_panel.focus_hours(self.crew.id if self.crew is not None else "")

    def _set_hours(self, crew_id: str, hours: Decimal | None) -> None:
        from desktop.actions.crews import set_week_hours

        crew = next((each for each in self.session.business.crews if each.id == crew_id), None)
        if crew is None:
            return
        week = self.week_panel.week
        try:
            set_week_hours(
                book=self.session.book,
                who=self.session.author,
                crew_id=crew_id,
                name=crew.name,
                day=week,
                hours=hours,
            )
        except Trouble as trouble:
            self.tell_trouble(trouble)
            self.refresh()
            return
        say = tr("Week of {day}: as usual again.")
        if hours is not None:
            say = tr("Week of {day}: {hours} for {crew}.")
        said = say.format(day=figures.day_month(week), hours=figures.hours(hours or 0), crew=typed(crew.name))
        self.notice_given.emit(said, True)

    # Dialogs and paper

    def do(self, what: str) -> None:
        """Do what a menu asks for: "days_off"."""
        if what == "days_off":
            self.show_days_off()

    def about(self) -> "About":
        """Return the deal that is chosen on the board."""
        from desktop.rooms.about import About, deal_about
        from framework.meeting import SectionKind
        from storage.intake import read_deal

        deal_id = self.board.lanes.current_key()
        deal = read_deal(self.session.book, deal_id, digits=self.session.digits) if deal_id else None
        return deal_about(deal, self.session.business) if deal is not None else About(SectionKind.FORECAST)

    def show_days_off(self) -> None:
        """Show the days off and the crews, to change them."""
        from desktop.dialogs.days_off import DaysOffAndCrews

        dialog = DaysOffAndCrews(self.session, self)
        dialog.told.connect(self._tell_done)
        dialog.open()

    def print_page(self) -> None:
        """Show the sheet of lead times as it will print."""
        self.finish_background_work()
        if self.moves.plan is None:
            return
        from desktop.printing.lead_times_page import lead_times_page
        from desktop.printing.preview import preview

        loads = self.moves.plan.loads()
        preview(
            self,
            lead_times_page(
                self.moves.lead_times, loads, self.planning.limit, self.session.business, self.session.today
            ),
        )

    def focus_first(self) -> None:
        """Give the keyboard to the weeks."""
        if self.session.business.crews:
            self.board.chart.setFocus()
        else:
            self.empty.buttons.focus_first()

    def _tell_done(self, say: str) -> None:
        self.notice_given.emit(say, True)

    def _can_write(self) -> bool:
        return not self.session.book.read_only_because
