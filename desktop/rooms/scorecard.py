"""Scorecard: the figures that both sides see, over weeks, months or quarters; every one opens what it counts."""

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop import settings
from desktop.actions.scorecard import TOPICS, Board
from desktop.long_work import LongWork
from desktop.rooms.about import About
from desktop.rooms.room import Room
from desktop.rooms.scorecard_opening import Opening
from desktop.rooms.scorecard_spreads import SpreadCards
from desktop.rooms.scorecard_work import Shown, load_charts, work_out, work_out_here
from desktop.session import Session
from desktop.wording import scorecard as words
from desktop.wording import scorecard_periods as periods
from framework.deal import Deal
from framework.figure import FIRST_FOUR, Figure
from framework.meeting import SectionKind
from framework.periods import Step
from resources.words import tr
from storage.book import News
from widgets.card import PlainLabel, Title
from widgets.chart_data import Trend
from widgets.empty_state import EmptyState
from widgets.figure_card import FigureCard
from widgets.figure_grid import FigureGrid
from widgets.filter_bar import FilterChips
from widgets.page_head import page_head
from widgets.page_scroll import PageScroll
from widgets.side_strip import SideStrip
from widgets.tab_order import follow
from widgets.theme import metrics
from widgets.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL

AT_ONCE = 300
"""With so few deals all told the figures are there before anybody sees that they were not."""
_LETTERS = 44
"""So many letters of body text are the least width of two cards side by side."""
TARGET, WORDS, PRINT, EXPORT, DEALS = "target", "words", "print", "export", "deals"


class ScorecardRoom(Room):
    """The Scorecard tab. Figures are worked out behind the window; the old ones stay until the new ones are there."""

    key = "scorecard"
    topics = TOPICS

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.shown: Shown | None = None
        self._work: LongWork | None = None
        self._loading: LongWork | None = None
        self._has_charts = False
        self._columns = 0
        self.title_label = Title(tr("Scorecard"))
        self.line_label = PlainLabel("", "body", "muted", elide=True)
        self.step_chips = FilterChips()
        self.words_button = QPushButton(tr("In words"))
        self.print_button = QPushButton(tr("Print"))
        self.cards = {figure: FigureCard() for figure in FIRST_FOUR}
        self.grid = FigureGrid()
        self.sales_strip, self.operations_strip = SideStrip("sales"), SideStrip("operations")
        self.spreads = SpreadCards()
        self.opening = Opening(session, self)
        self.page = QWidget()
        self.area = PageScroll(self.page)
        self.content = QWidget()
        self.empty = EmptyState()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.step_chips.set_filters([(step, periods.step_words(step), None) for step in Step])
        self.step_chips.set_current(settings.scorecard_step())
        self.step_chips.setAccessibleName(tr("Over"))
        self.step_chips.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.words_button.setCheckable(True)
        self.words_button.setToolTip(tr("Show every chart in words"))
        right = (self.step_chips, self.words_button, self.print_button)
        head = page_head(self.title_label, self.line_label, *right)
        self._first = QGridLayout()
        self._sides = QGridLayout()
        for grid in (self._first, self._sides):
            grid.setSpacing(SPACE_M)
        column = QVBoxLayout(self.page)
        column.setContentsMargins(0, 0, SPACE_S, 0)
        column.setSpacing(SPACE_M)
        # In a high window the charts take the room there is.
        column.addLayout(self._first, 2)
        column.addWidget(self.grid)
        column.addLayout(self._sides)
        column.addWidget(self.spreads, 1)
        inside = QVBoxLayout(self.content)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(SPACE_M)
        inside.addLayout(head)
        inside.addWidget(self.area, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL - SPACE_S, SPACE_L)
        whole.addWidget(self.content)
        whole.addWidget(self.empty)
        self.empty.hide()
        self.page.hide()
        self._place()

    def _connect(self) -> None:
        self.step_chips.filter_chosen.connect(self._choose_step)
        self.words_button.toggled.connect(self._show_in_words)
        self.print_button.clicked.connect(self.print_page)
        for card in self.cards.values():
            card.figure_opened.connect(self.opening.show_cases)
            card.target_requested.connect(self.opening.edit_target)
            card.period_opened.connect(self.opening.show_period)
        self.grid.figure_opened.connect(self.opening.show_cases)
        for strip in (self.sales_strip, self.operations_strip):
            strip.part_opened.connect(self.opening.show_part)
        self.spreads.deals_requested.connect(self.opening.show_spread)
        self.opening.deal_requested.connect(self.deal_requested)
        self.opening.question_requested.connect(self.question_requested)
        self.opening.room_requested.connect(self.room_requested)
        self.opening.told.connect(self.notice_given)
        self.opening.troubled.connect(self.tell_trouble)
        self.empty.action_requested.connect(self._show_deals)

    # Working it out

    @property
    def board(self) -> Board | None:
        """The figures that are shown; None while there are none."""
        return None if self.shown is None else self.shown.board

    @property
    def step(self) -> Step:
        """How long a period is."""
        return Step(self.step_chips.current() or Step.MONTH)

    def refresh(self) -> None:
        """Work the figures out anew: at once, or behind the window where there are many deals."""
        from storage.intake_list import count_deals

        counts = count_deals(self.session.book)
        self._stop()
        if self._is_empty():
            self._show_empty()
            return
        self._load_charts()
        if sum(counts.values()) <= AT_ONCE:
            self._take(work_out_here(self.session.book, self.session.desk, self.step))
            return
        self._work = LongWork(partial(work_out, self.session.book.path, self.session.today, self.step))
        self._work.succeeded.connect(self._take)
        self._work.troubled.connect(self.tell_trouble)
        self._work.start()
        if self.board is None:
            self.line_label.setText(tr("Counting…"))

    def _load_charts(self) -> None:
        """Load what draws, once, behind the window."""
        if self._has_charts or self._loading is not None:
            return
        self._loading = LongWork(load_charts)
        self._loading.succeeded.connect(self._begin_charts)
        self._loading.troubled.connect(self.tell_trouble)
        self._loading.start()

    def finish_background_work(self) -> None:
        """Show the figures and their charts now."""
        if self._work is not None:
            self._stop()
            self._take(work_out_here(self.session.book, self.session.desk, self.step))
        if self.board is None:
            return
        load_charts(_no_progress)
        self._begin_charts(None)
        for chart in self._charts():
            chart.finish()

    def _stop(self) -> None:
        """Forget what is being worked out."""
        if self._work is not None:
            self._work.succeeded.disconnect(self._take)
            self._work.troubled.disconnect(self.tell_trouble)
            self._work.cancel()
            self._work = None

    def let_go(self) -> None:
        """Let nothing of the file be read any more."""
        works = (self._work, self._loading)
        self._stop()
        self.opening.wait()
        for each in works:
            if each is not None:
                each.wait()

    def refresh_for(self, news: News) -> None:
        """A target alone moves no figure."""
        self.refresh()

    # Showing

    def _is_empty(self) -> bool:
        return not self.session.book.rows("SELECT 1 FROM deal WHERE delivered_on IS NOT NULL LIMIT 1")

    def _show_empty(self) -> None:
        self.shown = self.opening.board = None
        self.content.hide()
        self.empty.show()
        self.empty.set_content(
            tr("Nothing delivered yet"),
            tr(
                "The scorecard counts what became of deals: on time, right the first time, what the client thought of "
                "it. It begins with the first deal that is marked as delivered in Intake."
            ),
            ((DEALS, tr("Show the deal that is due first") if self._due_first() else tr("Go to the deals"), True),),
        )

    def _due_first(self) -> str:
        """Return the key of the sold deal that is promised first; nothing where none is sold."""
        from storage.intake import sold_deals

        found = sold_deals(self.session.book, digits=self.session.digits)
        return min(found, key=_due).id if found else ""

    def _show_deals(self, _key: str) -> None:
        self.deal_requested.emit(self._due_first())

    def _take(self, shown: Shown) -> None:
        self._work = None
        self.shown = shown
        self.opening.board = shown.board
        self.empty.hide()
        self.content.show()
        self.page.show()
        self.line_label.setText(shown.line)
        can_write = not self.session.book.read_only_because
        for figure, card in self.cards.items():
            card.set_figure(shown.texts[figure])
            card.set_can_write(can_write)
        self.grid.set_figures([shown.texts[figure] for figure in words.LESSER])
        self.sales_strip.set_parts(tr("Sales alone"), shown.sales)
        self.operations_strip.set_parts(tr("Operations alone"), shown.operations)
        self.spreads.show_own(shown.own)
        # Figures and parts may be new ones, and those would come last.
        stops = [stop for card in self.cards.values() for stop in card.stops()]
        follow(self.area, [*stops, *self.grid.faces(), self.sales_strip, self.operations_strip, self.spreads])
        if self._has_charts:
            self._show_charts()
        self.settled.emit()

    def _begin_charts(self, _loaded: object) -> None:
        self._loading = None
        self._has_charts = True
        self._show_charts()

    def _show_charts(self) -> None:
        if self.shown is None:
            return
        for figure, card in self.cards.items():
            chart = self.shown.trends[figure].chart
            assert isinstance(chart, Trend)
            card.set_trend(chart, self.shown.trends[figure].words)
        self.spreads.show_charts(self.shown.scores, self.shown.days, self.shown.margins)

    def _charts(self) -> list[Any]:
        return [*(card.chart for card in self.cards.values()), *self.spreads.charts()]

    def _show_in_words(self, in_words: bool) -> None:
        for chart in self._charts():
            chart.set_in_words(in_words)

    def _choose_step(self, key: str) -> None:
        settings.remember_scorecard_step(key)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the cards side by side where there is room."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        columns = 2 if self.width() >= 2 * _LETTERS * metrics("body").averageCharWidth() else 1
        if columns == self._columns:
            return
        self._columns = columns
        for grid, widgets in (
            (self._first, tuple(self.cards.values())),
            (self._sides, (self.sales_strip, self.operations_strip)),
        ):
            for at, widget in enumerate(widgets):
                grid.removeWidget(widget)
                grid.addWidget(widget, at // columns, at % columns)
            for at in range(2):
                grid.setColumnStretch(at, 1 if at < columns else 0)

    # Menus and paper

    def do(self, what: str) -> None:
        """Do what a menu asks for: a step, "words", or "target" of the figure that has the keyboard."""
        if what == WORDS:
            self.words_button.toggle()
        elif what == TARGET:
            self.opening.edit_target(self._figure_in_hand() or FIRST_FOUR[0])
        elif what == PRINT:
            self.print_page()
        elif what == EXPORT:
            self.opening.export_figures(self.step)
        elif what in tuple(Step):
            self.step_chips.set_current(what)
            self._choose_step(what)

    def about(self) -> About:
        """Return the figure that has the keyboard, with its value."""
        figure = self._figure_in_hand()
        if self.shown is None or figure is None:
            return About(SectionKind.SCORECARD)
        text = self.shown.texts[figure]
        return About(SectionKind.SCORECARD, tr("{figure}: {value}").format(figure=text.name, value=text.value))

    def _figure_in_hand(self) -> Figure | None:
        """Return the figure that has the keyboard; None where none has it."""
        at = self.window().focusWidget()
        for figure, card in self.cards.items():
            if at is not None and card.isAncestorOf(at):
                return figure
        for face in self.grid.faces():
            if face is at:
                return Figure(face.key())
        return None

    def print_page(self) -> None:
        """Show the page as it will print."""
        self.finish_background_work()
        if self.board is None:
            return
        from desktop.printing.preview import preview
        from desktop.printing.scorecard_page import scorecard_page

        preview(self, scorecard_page(self.board, self.session.business, self.session.today))

    def focus_first(self) -> None:
        """Give the keyboard to the first figure."""
        if self.content.isVisibleTo(self) and self.board is not None:
            self.cards[FIRST_FOUR[0]].face.setFocus()
        else:
            self.step_chips.setFocus()


def _due(deal: Deal) -> date:
    return deal.promised_on or date.max


def _no_progress(_done: int, _of: int) -> None:
    """For work that is done here and now."""
