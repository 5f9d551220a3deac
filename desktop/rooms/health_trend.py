"""All health checks over time: how the areas stand together, and how far the functions are apart."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from PySide6.QtWidgets import QWidget

from desktop.long_work import LongWork
from desktop.wording import health_result as words
from framework.health import AreaResult, overall
from framework.health_check import Opened
from resources.words import tr
from widgets.card import Card, Heading, PlainLabel
from widgets.trend_chart import Trend, TrendChart, TrendPoint

LEAST = 3
"""Two checks make no line: they stand in the table."""


class HealthTrend(Card):
    """Two small charts, once there are three checks. What draws them is loaded behind the window, once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._loading: LongWork | None = None
        self._has_charts = False
        self._trends: tuple[tuple[Trend, str], ...] = ()
        self.overall_chart, self.gap_chart = TrendChart(), TrendChart()
        self.column.addWidget(Heading(tr("Over time")))
        for title, chart in ((tr("Overall"), self.overall_chart), (tr("Widest gap"), self.gap_chart)):
            chart.setAccessibleName(title)
            self.column.addWidget(PlainLabel(title, "small", "muted"))
            self.column.addWidget(chart)
        self.hide()

    def show_trend(self, checks: Sequence[Opened], results: Mapping[str, Sequence[AreaResult]]) -> None:
        """Show `checks`, the latest first, by the `results` of each."""
        self.setVisible(len(checks) >= LEAST)
        if len(checks) < LEAST:
            return
        found = [results[each.check.id] for each in reversed(checks)]
        months = [words.short_month(each) for each in reversed(checks)]
        times = [words.when_words(each, checks) for each in reversed(checks)]
        self._trends = (
            _trend(months, times, [overall(each) for each in found]),
            _trend(months, times, [words.widest(each) for each in found]),
        )
        if self._has_charts:
            self._show_charts()
        elif self._loading is None:
            self._loading = LongWork(_load)
            self._loading.succeeded.connect(self._begin)
            self._loading.start()

    def finish_background_work(self) -> None:
        """Draw the charts now."""
        if not self._trends:
            return
        _load(_no_progress)
        self._begin(None)
        for chart in (self.overall_chart, self.gap_chart):
            chart.finish()

    def _begin(self, _loaded: object) -> None:
        self._loading = None
        self._has_charts = True
        self._show_charts()

    def _show_charts(self) -> None:
        for chart, (trend, said) in zip((self.overall_chart, self.gap_chart), self._trends, strict=True):
            chart.set_chart(trend, said)


def _trend(months: Sequence[str], times: Sequence[str], values: Sequence[Fraction | None]) -> tuple[Trend, str]:
    said = [
        tr("{when}: {score}").format(when=when, score=words.score_words(value))
        for when, value in zip(times, values, strict=True)
    ]
    points = tuple(
        TrendPoint(month, None if value is None else float(value), say)
        for month, value, say in zip(months, values, said, strict=True)
    )
    return Trend(points), "\n".join(said)


def _load(_progress: Callable[[int, int], None]) -> None:
    from desktop import plain_import

    # PySide6 puts its own import in the place of Python's, which makes a large one slower.
    plain_import.restore()
    import widgets.chart_figures  # noqa: F401


def _no_progress(_done: int, _of: int) -> None:
    """For work that is done here and now."""
