"""Where a mean says too little: how scores, days and margins are spread, and what was answered alone."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from desktop.dialogs.figure_cases import DAYS, MARGINS, SCORES
from desktop.wording import scorecard_charts as charts
from framework.scorecard_spread import Spreads
from resources.words import tr
from widgets.card import Card, Heading, Muted
from widgets.chart_data import Chart
from widgets.rows_card import Cell, Row, RowsCard
from widgets.spread_chart import SpreadChart
from widgets.theme import metrics
from widgets.tokens import SPACE_M, SPACE_XS

_LETTERS = 34


class SpreadCard(Card):
    """One chart of a spread under its heading. `opened()` when its deals are to be seen."""

    opened = Signal()

    def __init__(self, title: str, note: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.chart = SpreadChart()
        self.chart.setAccessibleName(title)
        self.open_button = QPushButton(tr("See the deals"))
        self.open_button.setProperty("quiet", "true")
        self.open_button.setAccessibleName(tr("{title}: see the deals").format(title=title))
        self.column.setSpacing(SPACE_XS)
        self.column.addWidget(Heading(title))
        self.column.addWidget(Muted(note, "small"))
        self.column.addWidget(self.chart, 1)
        self.column.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignTrailing)
        self.chart.mark_opened.connect(self._open)
        self.open_button.clicked.connect(self._open)

    def _open(self) -> None:
        self.opened.emit()


class SpreadCards(QWidget):
    """The spreads side by side, and what was answered alone beneath. `deals_requested(key)` asks for their deals."""

    deals_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = 0
        self.scores = SpreadCard(tr("What clients gave"), tr("How many gave which score"))
        self.days = SpreadCard(tr("How long it took"), tr("Deals by calendar days from won to done"))
        self.margins = SpreadCard(tr("What exceptions cost"), tr("Margin of each deal, standard and exceptions"))
        self.own_card = RowsCard()
        self._grid = QGridLayout()
        self._grid.setSpacing(SPACE_M)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addLayout(self._grid)
        column.addWidget(self.own_card)
        self.scores.opened.connect(self._open_scores)
        self.days.opened.connect(self._open_days)
        self.margins.opened.connect(self._open_margins)
        self.own_card.row_activated.connect(self.deals_requested)
        self._place()

    def charts(self) -> tuple[SpreadChart, ...]:
        """Return the charts."""
        return tuple(card.chart for card in self._cards())

    def show_spreads(self, spreads: Spreads) -> None:
        """Show what is told in words alone."""
        rows = [
            Row(key, tuple(Cell(text, "strong" if not at else "body") for at, text in enumerate(texts)))
            for key, texts in charts.own_lines(spreads)
        ]
        self.own_card.set_content(
            tr("Answered alone, or by both"),
            rows,
            note=tr("deals that were asked about"),
            headings=("", *charts.own_headings()),
            columns=(2.2, 1.3, 1.3, 1.3, 1.3),
        )

    def show_charts(self, spreads: Spreads) -> None:
        """Show the charts of `spreads`."""
        self.scores.chart.set_chart(charts.score_chart(spreads), charts.score_words(spreads))
        self.days.chart.set_chart(
            charts.throughput_chart(spreads.throughput), charts.throughput_words(spreads.throughput)
        )
        rows: Chart = charts.margin_chart(spreads)
        self.margins.chart.set_chart(rows, charts.margin_words(spreads))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place them side by side where there is room."""
        super().resizeEvent(event)
        self._place()

    def _cards(self) -> tuple[SpreadCard, ...]:
        return self.scores, self.days, self.margins

    def _place(self) -> None:
        columns = min(max(self.width() // (_LETTERS * metrics("body").averageCharWidth()), 1), 3)
        if columns == self._columns:
            return
        self._columns = columns
        for at, card in enumerate(self._cards()):
            self._grid.removeWidget(card)
            # The last one of two columns has the whole line to itself.
            alone = columns == 2 and at == 2
            self._grid.addWidget(card, at // columns, at % columns, 1, 2 if alone else 1)
        for at in range(3):
            self._grid.setColumnStretch(at, 1 if at < columns else 0)

    def _open_scores(self) -> None:
        self.deals_requested.emit(SCORES)

    def _open_days(self) -> None:
        self.deals_requested.emit(DAYS)

    def _open_margins(self) -> None:
        self.deals_requested.emit(MARGINS)
