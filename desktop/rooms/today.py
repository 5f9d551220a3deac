"""Today: what waits for the person acting, promises ahead, the next meeting, the weeks, and whether it is working."""

from collections.abc import Generator
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.in_parts import InParts
from desktop.rooms.room import Room
from desktop.session import Session
from desktop.wording import figures
from desktop.wording.typed import typed
from resources.words import tr
from storage.book import News
from storage.business import TOPICS as BUSINESS_TOPICS
from storage.intake import ASKING_TOPICS
from storage.trouble import Trouble
from widgets.card import PlainLabel, Title
from widgets.first_paint import FirstPaint
from widgets.page_scroll import PageScroll
from widgets.rows_card import Cell, Row, RowsCard
from widgets.side_scroll import SideScroll
from widgets.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL
from widgets.waiting_rows import WaitingLine, WaitingRows

if TYPE_CHECKING:
    from desktop.actions.today import Held
    from desktop.rooms.today_beside import TodayBeside
    from framework.today import Ahead, Waiting
    from widgets.empty_state import EmptyState

AT_ONCE = 100
"""With so many open deals what waits is there before anybody sees that it was not."""
AHEAD_DAYS = 14
MINUTE = 60_000
COLUMNS = (1.5, 4.0, 2.6, 1.4)


class TodayRoom(Room):
    """The Today tab. First paint shows the day and what is promised; what waits, and the cards beside it, follow."""

    key = "today"
    topics = BUSINESS_TOPICS | ASKING_TOPICS | {"deal", "deal_hours", "client", "checklist_answer", "promise"}
    topics |= {"promise_move", "handover", "action", "agenda_item", "meeting", "reply", "signature", "owner_away"}
    topics |= {"look_back", "outcome", "visit", "visit_rhythm", "health_check", "health_asked"}

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._first, self._rest = InParts(self), InParts(self)
        self._held: Held | None = None
        self._ahead: tuple[Ahead, ...] = ()
        self._waiting: dict[str, Waiting] = {}
        self._reminded = False
        self._is_new = False
        self._wants_focus = False
        self._first_paint = FirstPaint(self)
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE)
        self.title_label = Title()
        self.line_label = PlainLabel("", "body", "muted", wrap=True)
        self.waiting_card = WaitingRows(tr("Waiting for you"))
        self.ahead_card = RowsCard()
        self.beside: TodayBeside | None = None
        self.content = QWidget()
        self.empty: EmptyState | None = None
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        inside = QWidget()
        left = QVBoxLayout(inside)
        left.setContentsMargins(0, 0, SPACE_S, 0)
        left.setSpacing(SPACE_M)
        left.addWidget(self.waiting_card)
        left.addWidget(self.ahead_card)
        left.addStretch(1)
        self._beside_inside = QWidget()
        self._beside_column = QVBoxLayout(self._beside_inside)
        self._beside_column.setContentsMargins(0, 0, SPACE_S, 0)
        across = QHBoxLayout()
        across.setSpacing(SPACE_M)
        across.addWidget(PageScroll(inside), 12)
        across.addWidget(SideScroll(self._beside_inside), 5)
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.title_label)
        column.addWidget(self.line_label)
        column.addSpacing(SPACE_M)
        column.addLayout(across, 1)
        self._whole = whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL - SPACE_S, SPACE_L)
        whole.addWidget(self.content)

    def _connect(self) -> None:
        self.waiting_card.settle_requested.connect(self.settle)
        self.ahead_card.row_activated.connect(self._open_ahead)
        self._first.done.connect(self._take_first)
        self._rest.done.connect(self._take_rest)
        for work in (self._first, self._rest):
            work.troubled.connect(self.tell_trouble)
        self._first_paint.came.connect(self._work_out)
        self._minute.timeout.connect(self._look_at_the_clock)
        self._minute.start()

    # Showing

    def refresh(self) -> None:
        """Show the day, and what waits as it is now: at once, or behind the window where there are many deals."""
        self.title_label.setText(figures.day_long(self.session.today))
        if not self._first_paint.is_over and self._held is None:
            self._show_lines()
            return
        self._work_out()

    def _show_lines(self) -> None:
        """Show what is promised as the file says it, before it is known what of it is at risk."""
        from storage.today import lines_due

        session = self.session
        last = session.today + timedelta(days=AHEAD_DAYS)
        rows = [
            Row(
                line.id,
                (
                    Cell(figures.day(line.promised_on), "body", "muted"),
                    Cell(" · ".join(typed(part) for part in (line.client, line.offering) if part)),
                    Cell(""),
                    Cell(""),
                ),
            )
            for line in lines_due(session.book, session.today, last, digits=session.digits)
            if line.promised_on is not None
        ]
        self._set_ahead(rows)

    def _set_ahead(self, rows: list[Row]) -> None:
        self.ahead_card.set_content(
            tr("Promises due in the next two weeks"),
            rows,
            columns=COLUMNS,
            empty_text=tr("Nothing is promised for the next two weeks."),
        )

    def _work_out(self) -> None:
        from storage.intake_list import Shelf, count_deals

        self._first.start(self._gather())
        if self.isVisible() and count_deals(self.session.book)[Shelf.OPEN] <= AT_ONCE:
            self._first.finish()

    def _gather(self) -> Generator[None, None, object]:
        """Read what waits, and the promises ahead."""
        from desktop.actions.today import gather_ahead, gather_waiting, is_new

        desk = self.session.desk
        yield
        held = yield from gather_waiting(self.session.book, desk)
        ahead = yield from gather_ahead(self.session.book, desk)
        return held, ahead, is_new(self.session.book)

    def _take_first(self, found: object) -> None:
        assert isinstance(found, tuple)
        self._held, self._ahead, self._is_new = found
        self._show_waiting()
        if not self.isVisible():
            return
        self._show_ahead()
        self._make_beside()
        self._rest.start(self._gather_rest())
        self.settled.emit()

    def _show_waiting(self) -> None:
        from desktop.wording import today as words
        from framework.today import Kind, Pressing

        session, held = self.session, self._held
        if held is None:
            return
        found = held.waits_for(session.person)
        late = [one for one in found if one.pressing is Pressing.LATE]
        self._waiting = {f"{one.kind}:{one.key}": one for one in found}
        business, clock, names = session.business, session.desk.clock(), self._clients(found)
        read_only = bool(session.book.read_only_because)
        writes = (Kind.ACTION, Kind.TELL, Kind.PROMISE)
        lines = [
            WaitingLine(
                key,
                words.ZONES[one.pressing],
                words.pressing_words(one.pressing, one.due, session.today),
                words.headline(one, names.get(one.deal_id or "", ""), session.today),
                words.facts_line(one, business, clock),
                words.button_words(one),
                enabled=not (read_only and one.kind in writes),
            )
            for key, one in self._waiting.items()
        ]
        self.line_label.setText(words.greeting(len(found), session.person, held.to_owner, business))
        self.waiting_card.set_lines(lines, words.nothing_waits(session.person))
        self.badge_changed.emit(sum(1 for one in found if one.pressing in (Pressing.LATE, Pressing.TODAY)))
        is_empty = self._is_new and not found
        self.content.setVisible(not is_empty)
        if is_empty:
            self._show_empty()
        elif self.empty is not None:
            self.empty.hide()
        if self._wants_focus and self.isVisible():
            # The window asked before there was anything to settle.
            self.focus_first()
        if not self._reminded:
            # What is late when the file is opened; what becomes so later stands here anyway.
            self._reminded = True
            if late:
                self.overdue_found.emit(words.overdue_notice(late))

    def _clients(self, found: "tuple[Waiting, ...]") -> dict[str, str]:
        """Return the clients of what is about a deal and has no client of its own."""
        from storage.question_cases import clients_of

        ids = [one.deal_id for one in found if one.deal_id is not None and not one.client]
        return dict(clients_of(self.session.book, ids)) if ids else {}

    def _show_empty(self) -> None:
        actions: tuple[tuple[str, str, bool], ...]
        if not self.session.business.agreement.number:
            actions = (("agreement", tr("Agree on the rules"), True),)
            text = tr("It begins with what Sales may promise alone. Then every day begins here.")
        else:
            actions = (("intake", tr("Write down the first deal"), True),)
            text = tr("It fills by itself from the deals, questions, promises and meetings that you write down.")
        if self.session.book.read_only_because:
            actions = ()
        about = tr("Here stands what waits for you, the most pressing first, each with the one button that settles it.")
        if self.empty is None:
            from widgets.empty_state import EmptyState

            self.empty = EmptyState()
            self.empty.action_requested.connect(self._begin)
            self._whole.addWidget(self.empty)
        self.empty.show()
        self.empty.set_content(tr("Nothing to do yet"), f"{about} {text}", actions)

    def _show_ahead(self) -> None:
        from desktop.wording import today as words

        rows = []
        for number, one in enumerate(self._ahead):
            day, what, stands = words.ahead_texts(one, self.session.business, self.session.today)
            zone, badge = words.risk_badge(one)
            rows.append(
                Row(
                    f"{number}:{one.deal.id}",
                    (
                        Cell(day, "body", "muted"),
                        Cell(what),
                        Cell(stands, "body", "muted"),
                        Cell(badge, "small-strong", zone, zone),
                    ),
                )
            )
        self._set_ahead(rows)

    def _make_beside(self) -> None:
        if self.beside is not None:
            return
        from desktop.rooms.today_beside import TodayBeside

        beside = self.beside = TodayBeside(self.session)
        beside.room_requested.connect(self.room_requested)
        beside.deal_requested.connect(self.deal_requested)
        beside.question_requested.connect(self.question_requested)
        beside.told.connect(self._tell)
        beside.troubled.connect(self.tell_trouble)
        self._beside_column.addWidget(beside)
        self._beside_column.addStretch(1)

    def _gather_rest(self) -> Generator[None, None, None]:
        assert self.beside is not None
        yield from self.beside.work_out()

    def _take_rest(self, _nothing: object) -> None:
        """All cards are shown as they were worked out."""

    def _look_at_the_clock(self) -> None:
        """What was due this afternoon may be late by now."""
        if self._held is not None:
            self._first.start(self._gather())

    # Behind

    def finish_background_work(self) -> None:
        """Do now what would be done behind the first paint (for pictures and tests)."""
        if self._held is None and not self._first.is_running:
            self._first.start(self._gather())
        self._first.finish()
        self._rest.finish()

    def count_behind(self) -> None:
        """Work out the count at the tab behind the window, if nobody has looked at the room yet."""
        if self._held is None and not self._first.is_running:
            self._first.start(self._gather())

    def rest(self, resting: bool) -> None:
        """Put off what is worked out behind the window, or go on with it."""
        for work in (self._first, self._rest):
            if resting:
                work.pause()
            else:
                work.go_on()

    def showEvent(self, event: QShowEvent) -> None:
        """Go on with what was still to be worked out."""
        super().showEvent(event)
        self._rest.go_on()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the window to the room that is on screen now; the count at the tab goes on."""
        super().hideEvent(event)
        self._rest.pause()

    def take_news(self, news: News) -> None:
        """Out of sight only the count at the tab is worked out anew."""
        super().take_news(news)
        if not self.isVisible() and self._held is not None and self.topics & news.topics.keys():
            self._first.start(self._gather())

    def make_stale(self) -> None:
        """The day or the person acting has changed: other things wait now."""
        super().make_stale()
        if not self.isVisible() and self._held is not None:
            self._first.start(self._gather())

    # Doing

    def settle(self, key: str) -> None:
        """Settle one thing that waits, or open where it is settled."""
        one = self._waiting.get(key)
        if one is None:
            return
        from desktop.rooms.today_settling import Settling

        settling = Settling(self.session, self)
        settling.done.connect(self._tell_done)
        settling.troubled.connect(self._could_not_settle)
        settling.deal_work_requested.connect(self.deal_work_requested)
        settling.question_requested.connect(self.question_requested)
        settling.proposal_requested.connect(self.proposal_requested)
        settling.room_requested.connect(self.room_requested)
        settling.after_delivery_requested.connect(self.after_delivery_requested)
        settling.settle(one)

    def _open_ahead(self, key: str) -> None:
        self.deal_requested.emit(key.partition(":")[2] or key)

    def _begin(self, key: str) -> None:
        from desktop.rooms.intake import NEW

        self.room_requested.emit(key, NEW if key == "intake" else "")

    def _tell_done(self, say: str) -> None:
        self.notice_given.emit(say, True)

    def _tell(self, say: str) -> None:
        self.notice_given.emit(say, False)

    def _could_not_settle(self, trouble: Trouble) -> None:
        """Say what went wrong, and show how it is now."""
        self.tell_trouble(trouble)
        if self.isVisible() and not self._first.is_running:
            self._first.start(self._gather())

    def print_page(self) -> None:
        """Print the agenda of the next meeting."""
        if self.beside is not None:
            self.beside.print_agenda()

    def focus_first(self) -> None:
        """Give the keyboard to the first button, to the promises where nothing waits."""
        self._wants_focus = self._held is None
        if self.empty is not None and self.empty.isVisibleTo(self):
            self.empty.buttons.focus_first()
        elif not self.waiting_card.focus_first():
            self.ahead_card.view.setFocus()
