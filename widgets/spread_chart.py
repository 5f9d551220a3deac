"""How cases spread, where that says more than their mean: bars of counts, or dots row by row with their medians."""

from PySide6.QtWidgets import QWidget

from widgets.chart_data import Bar, Bars, DotRow, DotRows
from widgets.chart_view import ChartView

__all__ = ["Bar", "Bars", "DotRow", "DotRows", "SpreadChart"]

_LINES = 9


class SpreadChart(ChartView):
    """Bars side by side, or dots over one scale; the median is drawn through them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Bars(), _LINES, parent)
