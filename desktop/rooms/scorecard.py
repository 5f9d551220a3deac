"""Scorecard: the figures that both sides see, over weeks, months or quarters; every one opens what it counts."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop import settings
from desktop.actions.scorecard import TOPICS, Board
from desktop.long_work import LongWork, Progress
from desktop.rooms.room import Room
from desktop.rooms.scorecard_spreads import SpreadCards
from desktop.session import Session
from desktop.wording import scorecard as words
from desktop.wording import scorecard_charts as charts
from framework.figure import FIRST_FOUR, Figure
from framework.periods import Period, Step
from resources.words import tr
from storage.book import News
from widgets.card import PlainLabel, Title
from widgets.empty_state import EmptyState
from widgets.figure_card import FigureCard
from widgets.figure_face import FigureText
from widgets.figure_grid import FigureGrid
from widgets.filter_bar import FilterChips
from widgets.page_scroll import PageScroll
from widgets.side_strip import SideStrip
from widgets.theme import metrics
from widgets.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL

if TYPE_CHECKING:
    from desktop.actions.desk import Desk

AT_ONCE = 300
"""With so few deals all told the figures are there before anybody sees that they were not."""
_LETTERS = 44
"""So many letters of body text are the least width of two cards side by side."""
TARGET, WORDS, PRINT = "target", "words", "print"


class ScorecardRoom(Room):
    """The Scorecard tab. Figures are worked out behind the window; the old ones stay until the new ones are there."""

    key = "scorecard"
    topics = TOPICS

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.board: Board | None = None
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
        self.page = QWidget()
        self.area = PageScroll(self.page)
        self.content = QWidget()
        self.empty = EmptyState()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.step_chips.set_filters([(step, words.step_words(step), None) for step in Step])
        self.step_chips.set_current(settings.scorecard_step())
        self.step_chips.setAccessibleName(tr("Over"))
        self.step_chips.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.words_button.setCheckable(True)
        self.words_button.setToolTip(tr("Show every chart in words"))
        titles = QVBoxLayout()
        titles.setSpacing(2)
        titles.addWidget(self.title_label)
        titles.addWidget(self.line_label)
        head = QHBoxLayout()
        head.setSpacing(SPACE_S)
        head.addLayout(titles, 1)
        for widget in (self.step_chips, self.words_button, self.print_button):
            head.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self._first = QGridLayout()
        self._sides = QGridLayout()
        for grid in (self._first, self._sides):
            grid.setSpacing(SPACE_M)
        column = QVBoxLayout(self.page)
        column.setContentsMargins(0, 0, SPACE_S, 0)
        column.setSpacing(SPACE_M)
        column.addLayout(self._first)
        column.addWidget(self.grid)
        column.addLayout(self._sides)
        column.addWidget(self.spreads)
        column.addStretch(1)
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
            card.figure_opened.connect(self.show_cases)
            card.target_requested.connect(self.edit_target)
            card.period_opened.connect(self._show_period)
        self.grid.figure_opened.connect(self.show_cases)
        for strip in (self.sales_strip, self.operations_strip):
            strip.part_opened.connect(self._show_part)
        self.spreads.deals_requested.connect(self._show_spread)

    # Working it out

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
            self._take(self._work_out_here())
            return
        self._work = LongWork(partial(_work_out, self.session.book.path, self.session.today, self.step))
        self._work.succeeded.connect(self._take)
        self._work.troubled.connect(self.tell_trouble)
        self._work.start()
        if self.board is None:
            self.line_label.setText(tr("Counting…"))

    def _work_out_here(self) -> Board:
        from desktop.actions.scorecard import read_board

        return read_board(self.session.book, self.session.desk, self.step)

    def _load_charts(self) -> None:
        """Load what draws, once, behind the window."""
        if self._has_charts or self._loading is not None:
            return
        self._loading = LongWork(_load_charts)
        self._loading.succeeded.connect(self._begin_charts)
        self._loading.troubled.connect(self.tell_trouble)
        self._loading.start()

    def finish_background_work(self) -> None:
        """Show the figures and their charts now."""
        if self._work is not None:
            self._stop()
            self._take(self._work_out_here())
        if self.board is None:
            return
        _load_charts(_no_progress)
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
        work, loading = self._work, self._loading
        self._stop()
        for each in (work, loading):
            if each is not None:
                each.wait()

    def refresh_for(self, news: News) -> None:
        """A target alone moves no figure."""
        self.refresh()

    # Showing

    def _is_empty(self) -> bool:
        return not self.session.book.rows("SELECT 1 FROM deal WHERE delivered_on IS NOT NULL LIMIT 1")

    def _show_empty(self) -> None:
        self.board = None
        self.content.hide()
        self.empty.show()
        self.empty.set_content(
            tr("Nothing delivered yet"),
            tr(
                "The scorecard counts what became of deals: on time, right the first time, what the client thought of "
                "it. It begins with the first deal that is marked as delivered in Intake."
            ),
        )

    def _take(self, board: Board) -> None:
        self._work = None
        self.board = board
        business = self.session.business
        self.empty.hide()
        self.content.show()
        self.page.show()
        self.line_label.setText(words.head_line(board, business))
        can_write = not self.session.book.read_only_because
        for figure, card in self.cards.items():
            card.set_figure(self._text(figure))
            card.set_can_write(can_write)
        self.grid.set_figures([self._text(figure) for figure in words.LESSER])
        self.sales_strip.set_parts(tr("Sales alone"), words.sales_parts(board.sides, business))
        self.operations_strip.set_parts(tr("Operations alone"), words.operations_parts(board.sides, business))
        self.spreads.show_spreads(board.spreads)
        if self._has_charts:
            self._show_charts()
        self.settled.emit()

    def _text(self, figure: Figure) -> FigureText:
        assert self.board is not None
        score, target = self.board.scores[figure], words.target_words(figure, self.board.targets)
        note = words.note_of(figure, self.board, self.session.business)
        if figure not in FIRST_FOUR and target:
            note, target = words.joined(note, target), ""
        return FigureText(figure, words.name_of(figure), words.value_words(figure, score), note, target)

    def _begin_charts(self, _loaded: object) -> None:
        self._loading = None
        self._has_charts = True
        if self.board is not None:
            self._show_charts()

    def _show_charts(self) -> None:
        assert self.board is not None
        board = self.board
        for figure, card in self.cards.items():
            trend = board.trends[figure]
            card.set_trend(
                charts.trend_chart(trend, board.step, board.targets),
                charts.trend_words(trend, board.step, board.targets),
            )
        self.spreads.show_charts(board.spreads)

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

    # What each figure counts

    def show_cases(self, key: str) -> None:
        """Show what a figure counts."""
        if self.board is not None:
            self._open_cases(Figure(key), self.board.period)

    def _show_period(self, key: str, number: int) -> None:
        if self.board is not None:
            self._open_cases(Figure(key), self.board.trends[Figure(key)].points[number].period)

    def _open_cases(self, figure: Figure, period: Period) -> None:
        from desktop.dialogs.figure_cases import show_cases

        assert self.board is not None
        self._open(show_cases(self.session, self.board, figure, period, self))

    def _show_part(self, key: str) -> None:
        from desktop.dialogs.figure_cases import show_part

        if self.board is not None:
            self._open(show_part(self.session, self.board, key, self))

    def _show_spread(self, key: str) -> None:
        from desktop.dialogs.figure_cases import show_spread

        if self.board is not None:
            self._open(show_spread(self.session, self.board, key, self))

    def _open(self, page: Any) -> None:
        page.deal_chosen.connect(self.deal_requested)
        page.question_chosen.connect(self.question_requested)
        page.target_requested.connect(self.edit_target)
        page.open()

    # Targets, paper, menus

    def edit_target(self, key: str) -> None:
        """Ask for the target of a figure."""
        if self.session.book.read_only_because:
            return
        from desktop.dialogs.target_editor import TargetEditor

        editor = TargetEditor(self.session, Figure(key), self)
        editor.saved.connect(self._tell_done)
        editor.open()

    def _tell_done(self, say: str) -> None:
        self.notice_given.emit(say, True)

    def do(self, what: str) -> None:
        """Do what a menu asks for: a step, "words", or "target" of the figure that has the keyboard."""
        if what == WORDS:
            self.words_button.toggle()
        elif what == TARGET:
            self.edit_target(self._figure_in_hand())
        elif what == PRINT:
            self.print_page()
        elif what in tuple(Step):
            self.step_chips.set_current(what)
            self._choose_step(what)

    def _figure_in_hand(self) -> Figure:
        """Return the figure that has the keyboard, the first one where none has it."""
        at = self.window().focusWidget()
        for figure, card in self.cards.items():
            if at is not None and card.isAncestorOf(at):
                return figure
        for face in self.grid.faces():
            if face is at:
                return Figure(face.key())
        return FIRST_FOUR[0]

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


def _work_out(path: Any, today: Any, step: Step, progress: Progress) -> Board:
    """Work the figures out on a connection of its own, for another thread."""
    from desktop.actions.desk import read_desk
    from desktop.actions.scorecard import gather_board
    from storage.opening import open_book

    with open_book(path, check_all=False) as book:
        desk: Desk = read_desk(book, today)
        parts = gather_board(book, desk, step)
        while True:
            progress(0, 0)
            try:
                next(parts)
            except StopIteration as end:
                found: Board = end.value
                return found


def _load_charts(progress: Callable[[int, int], None]) -> None:
    from desktop import plain_import

    # PySide6 puts its own import in the place of Python's, which makes a large one slower.
    plain_import.restore()
    import widgets.chart_figures  # noqa: F401


def _no_progress(_done: int, _of: int) -> None:
    """For work that is done here and now."""
