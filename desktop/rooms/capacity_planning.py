"""What is tried out on the weeks of a crew: deals counted in or out, and dates that are moved and not kept yet."""

from datetime import date
from fractions import Fraction

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox

from desktop.rooms.capacity_moves import Moves, out_of_reach
from desktop.session import Session
from desktop.wording import capacity as words
from desktop.wording import figures
from desktop.wording.typed import typed
from framework.agreement import Zone
from framework.deal import Deal
from framework.week_loads import WeekLoad
from resources.words import tr
from widgets.capacity_board import CapacityBoard
from widgets.capacity_chart import ChartWeek
from widgets.deal_lanes import Lane, LaneWords


class Planning(QObject):
    """The board of weeks and deals (`board`), and the tick for all open deals (`count_box`). It writes nothing.

    Signals: `weeks_moved()` when other figures are shown, `keep_asked(deal, day)` when a date is to be kept.
    """

    weeks_moved = Signal()
    keep_asked = Signal(object, object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.moves = Moves(session)
        self.crew_id = ""
        self._in_words: dict[date, tuple[WeekLoad, Fraction, ChartWeek]] = {}
        self.board = CapacityBoard()
        self.count_box = QCheckBox(tr("Count open deals"))
        lanes = self.board.lanes
        lanes.lanes.today = self._today
        lanes.lanes.words = self._lane_words
        self.board.set_help(
            tr("Drag the end of a bar, or press Left and Right on a deal, and see the weeks move. F2 types the date.")
        )
        self.count_box.clicked.connect(self._count_all)
        self.board.kept.connect(self.keep)
        self.board.put_back.connect(self.put_back)
        lanes.day_dragged.connect(self._drag)
        lanes.step_requested.connect(self._step)
        lanes.day_typed.connect(self._take_typed)
        lanes.keep_requested.connect(self.keep)
        lanes.put_back_requested.connect(self.put_back)
        lanes.count_requested.connect(self._count)
        lanes.typing_failed.connect(self._say_wrong)

    def _today(self) -> date:
        return self.session.today

    # The weeks

    @property
    def limit(self) -> Fraction:
        """The week load that Sales may promise alone, 1 is full."""
        return self.session.desk.workload.limits(None, Zone.PROMISE)[0]

    def loads(self) -> list[WeekLoad]:
        """Return the weeks of the crew as they are shown."""
        plan = self.moves.plan
        known = {crew.id for crew in self.session.business.crews}
        return [plan.load(self.crew_id, week) for week in plan.mondays] if plan and self.crew_id in known else []

    def show(self, crew_id: str) -> None:
        """Show the weeks of a crew, and the deals under them."""
        plan, self.crew_id = self.moves.plan, crew_id
        if plan is None:
            return
        lanes = [self._lane(deal) for deal in self.moves.deals_of(crew_id)]
        none = tr("Deals with a date stand here, each from its start to its day. Press {key} to put in the first one.")
        weeks = self._chart_weeks()
        self.board.set_content(weeks, plan.mondays[0], float(self.limit), lanes, none.format(key=tr("Ctrl+N")))
        self._show_scale()
        self._show_counts()
        self._show_pending()

    def _chart_weeks(self) -> list[ChartWeek]:
        # Most weeks are as they were while a date is dragged: they are not put into words again.
        limit, before = self.limit, self._in_words
        self._in_words = {}
        for load in self.loads():
            known = before.get(load.week)
            if known is None or known[0] is not load or known[1] != limit:
                known = (load, limit, _chart_week(load, limit))
            self._in_words[load.week] = known
        return [week for _, _, week in self._in_words.values()]

    def _show_weeks_again(self) -> None:
        """Show the weeks after a deal has moved or does not count; the deals stay where they are."""
        plan = self.moves.plan
        if plan is not None:
            self.board.chart.set_weeks(self._chart_weeks(), plan.mondays[0], float(self.limit))
            self.weeks_moved.emit()

    def _show_scale(self) -> None:
        loads = self.loads()
        tallest = max((load.capacity for load in loads), default=Fraction(0))
        limit = tr("limit {hours}").format(hours=figures.hours(self.limit * tallest))
        self.board.chart.set_scale(float(tallest), figures.hours(tallest), limit)

    # Deals under the weeks

    def _lane(self, deal: Deal) -> Lane:
        shown, today = self.moves.shown(deal), self.session.today
        plan = self.moves.plan
        return Lane(
            key=deal.id,
            client=typed(deal.client),
            start=plan.start(deal.id) if plan is not None else None,
            day=shown.promised_on,
            is_open=deal.is_open,
            counts=not deal.is_open or self.moves.counts(deal.id),
            late=shown.promised_on is not None and shown.promised_on < today,
            moved=shown is not deal,
            movable=not self.session.book.read_only_because,
        )

    def _lane_words(self, lane: Lane) -> LaneWords:
        deal = self.moves.deal(lane.key)
        if deal is None:
            return LaneWords("", lane.client)
        shown = self.moves.shown(deal)
        note = words.lane_note(shown, lane.start, self.session.today, hours_known=self.moves.hours_known(deal))
        offering = self.session.business.offering_of(deal, self.session.today)
        what = typed(offering.name) if offering is not None else tr("Not in the catalogue")
        return LaneWords(note, words.lane_say(deal, what, note, counts=lane.counts, moved=lane.moved))

    def _show_lane(self, deal_id: str) -> None:
        deal = self.moves.deal(deal_id)
        if deal is not None:
            self.board.lanes.set_lane(self._lane(deal))

    def _show_counts(self) -> None:
        some, every = self.moves.counted()
        state = Qt.CheckState.Checked if every else Qt.CheckState.PartiallyChecked if some else Qt.CheckState.Unchecked
        self.count_box.setCheckState(state)

    def _count(self, deal_id: str, counts: bool) -> None:
        self.moves.count([deal_id], counts)
        self._show_lane(deal_id)
        self._show_counts()
        self._show_weeks_again()

    def _count_all(self) -> None:
        _, every = self.moves.counted()
        ids = [deal.id for deal in self.moves.deals if deal.is_open]
        self.moves.count(ids, not every)
        self.show(self.crew_id)
        self.weeks_moved.emit()

    # Moving a date

    def _drag(self, deal_id: str, day: date) -> None:
        calendar = self.session.business.calendar
        self._preview(deal_id, calendar.next_working_day(max(day, self.session.today)))

    def _step(self, deal_id: str, days: int) -> None:
        deal = self.moves.deal(deal_id)
        if deal is None:
            return
        shown = self.moves.shown(deal).promised_on
        if shown is None:
            return
        calendar, today = self.session.business.calendar, self.session.today
        if shown < today and days > 0:
            self._preview(deal_id, calendar.next_working_day(today))
            return
        day = calendar.add_working_days(shown, days)
        wrong = out_of_reach(day, today)
        if wrong:
            self._say_wrong(wrong)
            return
        self._preview(deal_id, day)

    def _take_typed(self, deal_id: str, day: date) -> None:
        wrong = out_of_reach(day, self.session.today)
        if wrong:
            self._say_wrong(wrong)
            return
        self.board.lanes.stop_typing()
        self._preview(deal_id, day)
        self.keep()

    def _preview(self, deal_id: str, day: date) -> None:
        """Show the weeks as they would be."""
        other = self.moves.pending
        if other is not None and other.deal.id != deal_id:
            self.put_back()
        if not self.moves.move(deal_id, day):
            return
        self._show_lane(deal_id)
        self._show_weeks_again()
        self._show_pending()

    def _show_pending(self) -> None:
        pending = self.moves.pending
        if pending is None:
            self.board.show_pending("", wrong=False)
        else:
            self.board.show_pending(words.moved_line(pending.deal, pending.day), wrong=False, pending=True)

    def _say_wrong(self, say: str) -> None:
        if say:
            self.board.show_pending(say, wrong=True, pending=self.moves.pending is not None)
        else:
            self._show_pending()

    def put_back(self) -> None:
        """Show the date that is kept again."""
        pending = self.moves.put_back()
        if pending is not None:
            self._show_lane(pending.deal.id)
            self._show_weeks_again()
        self._show_pending()

    def keep(self) -> None:
        """Ask for the date that was moved to be kept."""
        pending = self.moves.pending
        if pending is not None:
            self.keep_asked.emit(pending.deal, pending.day)


def _chart_week(load: WeekLoad, limit: Fraction) -> ChartWeek:
    return ChartWeek(
        label=figures.day_month(load.week),
        sold=float(load.sold),
        likely=float(load.likely),
        capacity=float(load.capacity),
        over=words.is_over(load, limit),
        full=words.full_words(load),
        with_likely=words.with_likely_words(load),
        chance=words.chance_words(load.overload_chance),
        say=words.week_say(load, limit),
    )
