"""The left side of intake: filters, search and the list of deals, read page by page."""

from collections.abc import Iterable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.rooms.passed_on import UndoPassedOn
from desktop.rooms.pipeline import Pipeline
from desktop.session import Session
from desktop.wording import figures
from framework.agreement import Zone
from framework.deal import OPEN_STAGES, SOLD_STAGES, Stage
from resources.words import tr
from storage.intake_list import DealLine, Shelf, count_deals, deal_lines, lines_by_id
from widgets.card import Title
from widgets.deal_list import DealCard, DealListView
from widgets.empty_state import EmptyState
from widgets.filter_bar import FilterBar
from widgets.tokens import SPACE_M, SPACE_S

PAGE = 200
MOST_PAGES = 10
"""As many pages are read again after a change, so that a deal chosen far down stays chosen."""
TO_ASK = "to_ask"
WAITING = "waiting"
WORKED_OUT = (TO_ASK, WAITING)
"""Parts of the list that the pipeline knows, not the file."""
MANY = 1000
"""From so many on a count is not shown on its chip: it would push the others out."""


class IntakeList(QWidget):
    """Which deals there are, and the one chosen.

    Signals: `deal_chosen(id)`, `new_requested()`, `edit_requested(id)`, `delete_requested(id)`.
    """

    deal_chosen = Signal(str)
    new_requested = Signal()
    edit_requested = Signal(str)
    delete_requested = Signal(str)

    def __init__(self, session: Session, pipeline: Pipeline, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._pipeline = pipeline
        self._shelf: str = Shelf.OPEN
        self._search = ""
        self._counts: dict[Shelf, int] = {}
        self._chosen_timer = QTimer(self)
        self._chosen_timer.setSingleShot(True)
        self._chosen_timer.setInterval(0)

        self.title = Title(tr("Intake"))
        self.new_button = QPushButton(tr("New deal"))
        self.new_button.setProperty("primary", True)
        self.filter_bar = FilterBar(tr("Client, offering or number"))
        self.deal_view = DealListView()
        self.nothing = EmptyState()
        self._lay_out()
        self.new_button.clicked.connect(self.new_requested)
        self.filter_bar.filter_chosen.connect(self._choose_shelf)
        self.filter_bar.search_changed.connect(self._choose_search)
        self.deal_view.deals.more_wanted.connect(self._read_more)
        self.deal_view.deal_chosen.connect(self.deal_chosen)
        self.deal_view.open_requested.connect(self.edit_requested)
        self.deal_view.delete_requested.connect(self.delete_requested)
        self.nothing.action_requested.connect(self._follow_empty_state)
        self._chosen_timer.timeout.connect(self._tell_chosen)
        pipeline.zones_found.connect(self._show_zones)
        pipeline.completed.connect(self._show_completed)
        UndoPassedOn(self.filter_bar.search_edit)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.new_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addLayout(head)
        column.addSpacing(SPACE_M - SPACE_S)
        column.addWidget(self.filter_bar)
        column.addWidget(self.deal_view, 1)
        column.addWidget(self.nothing, 1)
        self.nothing.hide()

    # Reading

    def refresh(self) -> None:
        """Read the counts and the pages shown anew; the chosen deal stays chosen while it is in the list."""
        shown = -(-self.deal_view.deals.rowCount() // PAGE)
        self._show_list(min(max(1, shown), MOST_PAGES))

    def _show_list(self, pages: int, *, later: bool = False) -> None:
        """Read so many pages; a deal chosen by that is told of at once or, `later`, after the list is painted."""
        self._counts = count_deals(self._session.book)
        self._show_counts()
        chosen = self.deal_view.current_id()
        lines = self._read(0, pages * PAGE)
        self.deal_view.deals.set_cards([self._card(line) for line in lines], self._total(len(lines)))
        empty = not lines
        self.deal_view.setVisible(not empty)
        self.nothing.setVisible(empty)
        if empty:
            self._show_nothing()
        elif chosen is None or not self.deal_view.set_current(chosen):
            self.deal_view.set_current(lines[0].id)
        if self.current_id != chosen or empty:
            self._chosen_timer.start()
            if not later:
                self._tell_chosen()

    def tell_now(self) -> None:
        """Tell of a deal that was chosen by a search and not told of yet."""
        if self._chosen_timer.isActive():
            self._tell_chosen()

    def _tell_chosen(self) -> None:
        self._chosen_timer.stop()
        self.deal_chosen.emit(self.current_id or "")

    def refresh_deals(self, deal_ids: Iterable[str]) -> None:
        """Show some deals as they are now, where they stand."""
        for line in lines_by_id(self._session.book, list(deal_ids), digits=self._session.digits):
            self.deal_view.deals.update_card(self._card(line))

    def choose(self, deal_id: str) -> None:
        """Choose a deal, showing where it stands, or all deals, if it is not among those listed."""
        if self.deal_view.set_current(deal_id):
            self.deal_chosen.emit(deal_id)
            return
        self._search = ""
        self.filter_bar.search_edit.clear()
        for shelf in (Shelf.OPEN, Shelf.SOLD, Shelf.ALL):
            self._shelf = shelf
            self.filter_bar.set_current(shelf)
            self.refresh()
            if self.deal_view.set_current(deal_id):
                self.deal_chosen.emit(deal_id)
                return

    @property
    def current_id(self) -> str | None:
        """Return the chosen deal."""
        return None if self.deal_view.isHidden() else self.deal_view.current_id()

    def _read(self, offset: int, limit: int = PAGE) -> list[DealLine]:
        digits = self._session.digits
        if self._shelf in WORKED_OUT:
            wanted = self._pipeline.to_ask() if self._shelf == TO_ASK else self._pipeline.waiting()
            found = lines_by_id(self._session.book, wanted[:2000], digits=digits, search=self._search)
            return found[offset:]
        shelf = Shelf(self._shelf)
        return deal_lines(self._session.book, shelf, digits=digits, search=self._search, limit=limit, offset=offset)

    def _read_more(self, offset: int) -> None:
        lines = self._read(offset)
        total = offset + len(lines) + (1 if len(lines) == PAGE else 0)
        self.deal_view.deals.append_cards([self._card(line) for line in lines], total)

    def _total(self, read: int) -> int:
        # One more than was read means: there may be more; the list asks for it when it is scrolled there.
        return read + 1 if read and read % PAGE == 0 and self._shelf not in WORKED_OUT else read

    def _show_counts(self) -> None:
        counts = self._counts
        known = self._pipeline.is_complete
        to_ask = len(self._pipeline.to_ask()) if known else None
        waiting = len(self._pipeline.waiting()) if known else None
        self.filter_bar.set_filters(
            [
                (Shelf.OPEN, tr("Open"), _shown(counts[Shelf.OPEN])),
                (TO_ASK, tr("To ask"), _shown(to_ask)),
                (WAITING, tr("Waiting"), _shown(waiting)),
                (Shelf.SOLD, tr("Won"), _shown(counts[Shelf.SOLD])),
                (Shelf.PAST, tr("Past"), None),
                (Shelf.ALL, tr("All"), None),
            ]
        )
        self.filter_bar.set_current(self._shelf)

    # Cards

    def _card(self, line: DealLine) -> DealCard:
        is_open = line.stage in OPEN_STAGES
        zone = self._pipeline.zone(line.id) if is_open else None
        handed = self._handed_text(line)
        offering = line.offering or tr("Not in the catalogue")
        quantity = f" ×{figures.number(line.quantity)}" if line.quantity != 1 else ""
        sold = line.stage in SOLD_STAGES
        late = line.promised_on is not None and line.promised_on < self._session.today and (is_open or sold)
        currency = self._session.business.currency
        return DealCard(
            id=line.id,
            client=line.client,
            offering=offering + quantity,
            value_text="" if line.value is None else figures.money(line.value, currency),
            date_text=_date_text(line),
            zone=Zone.OPEN if handed else zone,
            zone_text=handed or self._standing_text(line.id, zone) or zone_text(zone),
            late=late,
            muted=line.stage in (Stage.DELIVERED, Stage.LOST),
        )

    def _handed_text(self, line: DealLine) -> str:
        """Return where the handover of a sold deal stands while somebody has to do something about it."""
        state = self._pipeline.handovers().get(line.id) if line.stage in SOLD_STAGES else None
        if state is None:
            return ""
        from desktop.wording.handover import brief_words  # the first list holds none of these

        return brief_words(state)

    def _standing_text(self, deal_id: str, zone: Zone | None) -> str:
        """Return where a deal stands with what was asked about it, for its badge; nothing where nothing was."""
        standing = self._pipeline.standing(deal_id)
        if standing is None or zone is None:
            return ""
        from desktop.wording.asking import badge_words  # the first list holds none of these

        desk = self._session.desk
        return badge_words(standing, zone, desk.business, desk.clock())

    def _show_zones(self, deal_ids: list[str]) -> None:
        if self._pipeline.is_complete and self._counts:
            self._show_counts()
        shown = [deal_id for deal_id in deal_ids if self.deal_view.deals.row_of(deal_id) >= 0]
        if shown:
            self.refresh_deals(shown)

    def _show_completed(self) -> None:
        if not self._counts:
            # Counted for the tab alone: nobody has looked at the list yet.
            return
        self._show_counts()
        if self._shelf in WORKED_OUT:
            self.refresh()
        else:
            self.refresh_deals([deal for deal in self._pipeline.handovers() if self.deal_view.deals.row_of(deal) >= 0])

    # Choosing

    def _choose_shelf(self, key: str) -> None:
        self._shelf = key
        self._show_list(1)

    def _choose_search(self, text: str) -> None:
        self._search = text
        self._show_list(1, later=True)

    def _show_nothing(self) -> None:
        if self._search:
            actions = [("clear", tr("Clear the search"), False)]
            if self._shelf != Shelf.ALL:
                actions.insert(0, ("everywhere", tr("Look in all deals"), True))
            self.nothing.set_content(
                tr("Nothing found"),
                tr("No deal here has “{words}” in its client, offering, number or note.").format(words=self._search),
                actions,
            )
        elif self._shelf == TO_ASK:
            self.nothing.set_content(
                tr("Nothing to ask"),
                tr("Every open deal is one that Sales may promise, or still has open questions."),
                [],
            )
        elif self._shelf == WAITING:
            self.nothing.set_content(
                tr("Nobody is waited for"),
                tr("Questions that were asked and not answered yet stand here, with the time that is left."),
                [],
            )
        elif self._shelf == Shelf.OPEN:
            self.nothing.set_content(
                tr("No open deals"),
                tr("When a client asks for something, put it here first: you see at once whether it may be promised."),
                [("new", tr("New deal"), True)],
            )
        else:
            self.nothing.set_content(tr("Nothing here yet"), tr("Deals come here when their stage moves on."))

    def _follow_empty_state(self, key: str) -> None:
        if key == "new":
            self.new_requested.emit()
        elif key == "everywhere":
            self.filter_bar.set_current(Shelf.ALL)
            self._choose_shelf(Shelf.ALL)
            self.deal_view.setFocus()
        else:
            self.filter_bar.search_edit.clear()
            self._choose_search("")


def _date_text(line: DealLine) -> str:
    """Return the date of a deal; of one that is over also how it ended, as nothing else in the list says so."""
    if line.stage not in (Stage.DELIVERED, Stage.LOST):
        return "" if line.promised_on is None else figures.day(line.promised_on)
    from desktop.wording.intake import stage_words  # the first list holds none of these

    ended = stage_words(line.stage)
    if line.ended_on is None:
        return ended
    return tr("{ended} · {date}").format(ended=ended, date=figures.day_month(line.ended_on))


def _shown(count: int | None) -> int | None:
    return count if count is not None and count < MANY else None


def zone_text(zone: Zone | None) -> str:
    """Return the short words of a verdict for a list."""
    if zone is None:
        return ""
    return {
        Zone.PROMISE: tr("Sales may promise"),
        Zone.ASK: tr("Ask Operations"),
        Zone.OFF: tr("Off the table"),
        Zone.OPEN: tr("Still open"),
    }[zone]
