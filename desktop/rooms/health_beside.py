"""What stands under the head of a result and of a comparison: the chart, and cards beside it where there is room."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from widgets.page_scroll import PageScroll
from widgets.theme import metrics
from widgets.tokens import SPACE_M, SPACE_S

LETTERS = 96
"""So many letters of body text are the least width of the chart with the cards beside it."""


class ChartBeside(PageScroll):
    """Shows `chart_card` with `cards` under each other beside it, or all under each other in a narrow window."""

    def __init__(self, chart_card: QWidget, cards: Sequence[QWidget], parent: QWidget | None = None) -> None:
        inside = QWidget()
        super().__init__(inside, parent)
        self._beside: bool | None = None
        self._left, self._side = _column([chart_card]), _column(cards)
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, SPACE_S, 0)
        self._grid.setSpacing(SPACE_M)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the cards beside the chart where there is room."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        beside = self.width() >= LETTERS * metrics("body").averageCharWidth()
        if beside == self._beside:
            return
        self._beside = beside
        grid = self._grid
        for widget in (self._left, self._side):
            grid.removeWidget(widget)
        grid.addWidget(self._left, 0, 0)
        grid.addWidget(self._side, 0 if beside else 1, 1 if beside else 0)
        grid.setColumnStretch(0, 8)
        grid.setColumnStretch(1, 3 if beside else 0)
        grid.setRowStretch(0, 1 if beside else 0)
        grid.setRowStretch(1, 0 if beside else 1)


def _column(cards: Sequence[QWidget]) -> QWidget:
    """Return a place in which `cards` are only as high as they need."""
    place = QWidget()
    column = QVBoxLayout(place)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE_M)
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return place
