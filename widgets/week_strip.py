"""The weeks ahead as bars: what is sold, what is likely, what this deal would add, and the line not to cross."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from resources.words import tr
from widgets.card import tooltip
from widgets.strip_legend import Entry, legend_height, paint_legend, place_legend
from widgets.strip_paint import WeekBar, paint_strip, strip_colours, week_columns
from widgets.theme import font, metrics, theme

__all__ = ["WeekBar", "WeekStrip"]


class WeekStrip(QWidget):
    """A live picture of the weeks, with a legend. Its words are its accessible description."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: tuple[WeekBar, ...] = ()
        self._limit: float | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(tr("The weeks ahead"))

    def set_weeks(self, bars: Sequence[WeekBar], limit: float | None = None) -> None:
        """Show `bars`; `limit` is a share of the capacity (0.85 for 85 %), None for no line."""
        self._bars = tuple(bars)
        self._limit = limit
        self.setAccessibleDescription("\n".join(bar.say for bar in self._bars if bar.say))
        self.updateGeometry()
        self.update()

    def weeks(self) -> tuple[WeekBar, ...]:
        """The bars that are shown."""
        return self._bars

    def hasHeightForWidth(self) -> bool:
        """The legend wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The legend, and bars of about seven lines of text."""
        return self._legend_height(width) + 7 * metrics("tiny").height()

    def sizeHint(self) -> QSize:
        """About as wide as a card."""
        width = metrics("body").averageCharWidth() * 34
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Narrow bars can still be told apart."""
        return QSize(12 * max(len(self._bars), 4), 6 * metrics("tiny").height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the legend and the bars."""
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        paint_legend(painter, self._legend(self.width()), self.width())
        paint_strip(painter, self._chart(), self._bars, self._limit, strip_colours(theme()), font("tiny"))

    def event(self, event: QEvent) -> bool:
        """Say the week under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = self.words_at(event.pos().x())
            QToolTip.showText(event.globalPos(), tooltip(words), self)
            return True
        return super().event(event)

    def words_at(self, x: int) -> str:
        """Return what is said of the week at the horizontal position `x`; nothing beside the bars."""
        for bar, column in zip(
            self._bars, week_columns(self._chart(), len(self._bars), self.layoutDirection()), strict=True
        ):
            if column.left() <= x <= column.right():
                return bar.say
        return ""

    def _chart(self) -> QRectF:
        return QRectF(self.rect()).adjusted(0, self._legend_height(self.width()), 0, 0)

    def _legend_height(self, width: int) -> int:
        return legend_height(self._legend(width))

    def _legend(self, width: int) -> list[Entry]:
        kinds = [("sold", tr("sold"))]
        if any(bar.likely for bar in self._bars):
            kinds.append(("likely", tr("likely")))
        if any(bar.this_deal for bar in self._bars):
            kinds.append(("this_deal", tr("this deal")))
        if self._limit is not None:
            kinds.append(("limit", tr("limit")))
        return place_legend(kinds, width)
