"""A figure over time with its natural limits, its mean and its target."""

from PySide6.QtWidgets import QWidget

from widgets.chart_data import Trend, TrendLimits, TrendPoint
from widgets.chart_view import ChartView

__all__ = ["Trend", "TrendChart", "TrendLimits", "TrendPoint"]

_LINES = 6


class TrendChart(ChartView):
    """Periods from the side where reading begins. What lies outside the limits is red and a diamond; the period that
    is not over yet is hollow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Trend(), _LINES, parent)
