"""A figure at the head of the scorecard: its value, what is to be said of it, its target, and how it went over time."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from resources.words import tr
from widgets.card import Card, Heading
from widgets.chart_data import Trend
from widgets.figure_face import FigureFace, FigureText
from widgets.tokens import SPACE_S, SPACE_XS
from widgets.trend_chart import TrendChart

__all__ = ["FigureCard", "FigureText"]


class FigureCard(Card):
    """One of the first figures. Signals, each with the key of the figure: `figure_opened(key)` what it counts is to be
    seen, `target_requested(key)` its target is to be changed; `period_opened(key, number)` what one period counts."""

    figure_opened = Signal(str)
    target_requested = Signal(str)
    period_opened = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._key = ""
        self.heading = Heading("")
        self.target_button = QPushButton("")
        self.target_button.setProperty("quiet", "true")
        self.target_button.setAutoDefault(False)
        self.face = FigureFace(large=True)
        self.chart = TrendChart()
        head = QHBoxLayout()
        head.setSpacing(SPACE_S)
        head.addWidget(self.heading, 1)
        head.addWidget(self.target_button, 0, Qt.AlignmentFlag.AlignTop)
        self.column.setSpacing(SPACE_XS)
        self.column.addLayout(head)
        self.column.addWidget(self.face)
        self.column.addWidget(self.chart, 1)
        # The words of the face begin where those of the heading do.
        inside = self.face.layout()
        assert inside is not None
        inside.setContentsMargins(0, SPACE_XS, 0, SPACE_XS)
        self.face.figure_opened.connect(self.figure_opened)
        self.target_button.clicked.connect(self._ask_target)
        self.chart.mark_opened.connect(self._open_period)

    def set_figure(self, figure: FigureText) -> None:
        """Show `figure`, its target at the far end of the head."""
        self._key = figure.key
        self.heading.setText(figure.name)
        self.face.set_figure(figure)
        text = figure.target or tr("set a target")
        self.target_button.setText(text.replace("&", "&&"))
        self.target_button.setAccessibleName(tr("{name}: {target}").format(name=figure.name, target=text))
        self.target_button.setToolTip(tr("Change the target"))
        self.chart.setAccessibleName(tr("{name} over time").format(name=figure.name))

    def set_trend(self, trend: Trend, words: str) -> None:
        """Show how it went; `words` say all that can be seen."""
        self.chart.set_chart(trend, words)

    def set_can_write(self, can_write: bool) -> None:
        """Say whether the target can be changed."""
        self.target_button.setEnabled(can_write)

    def key(self) -> str:
        """The key of the figure."""
        return self._key

    def _ask_target(self) -> None:
        self.target_requested.emit(self._key)

    def _open_period(self, number: int) -> None:
        self.period_opened.emit(self._key, number)
