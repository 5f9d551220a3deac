"""Decisions by week as thin bars: all of them, and at the foot those that reached the owner."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from resources.words import tr
from widgets.card import tooltip
from widgets.theme import metrics, theme

_GAP = 3
_LEAST_WIDTH = 5
_LINES = 2


class OwnerBar(NamedTuple):
    """One week: how many decisions, how many of them by the owner, and both in words."""

    all: int
    owner: int
    say: str


class OwnerStrip(QWidget):
    """A live picture; its words are its accessible description, and the tooltip of each bar.

    The owner's part is hatched as well as violet, so that it can be told apart without colours.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: tuple[OwnerBar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Decisions by week"))

    def set_weeks(self, bars: Sequence[OwnerBar]) -> None:
        """Show `bars`, oldest first."""
        self._bars = tuple(bars)
        self.setAccessibleDescription("\n".join(bar.say for bar in self._bars if bar.all))
        self.updateGeometry()
        self.update()

    def weeks(self) -> tuple[OwnerBar, ...]:
        """The bars that are shown."""
        return self._bars

    def sizeHint(self) -> QSize:
        """Two lines of text high."""
        return QSize((_LEAST_WIDTH * 2 + _GAP) * max(len(self._bars), 13), _LINES * metrics("body").height())

    def minimumSizeHint(self) -> QSize:
        """Narrow bars can still be told apart."""
        return QSize((_LEAST_WIDTH + _GAP) * max(len(self._bars), 4), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bars on their line."""
        painter, tokens = QPainter(self), theme()
        painter.setPen(tokens.line)
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        most = max((bar.all for bar in self._bars), default=0)
        if not most:
            return
        # A single decision a week is no tower.
        unit = (self.height() - 2) / max(most, 3)
        for bar, column in zip(self._bars, self._columns(), strict=True):
            whole = QRectF(column.left(), self.height() - 1 - bar.all * unit, column.width(), bar.all * unit)
            painter.fillRect(whole, tokens.line)
            part = QRectF(whole.left(), self.height() - 1 - bar.owner * unit, whole.width(), bar.owner * unit)
            painter.fillRect(part, tokens.voice("owner"))
            painter.setPen(tokens.card)
            painter.save()
            painter.setClipRect(part)
            for at in range(int(part.top()) - int(part.width()), int(part.bottom()) + 1, 4):
                painter.drawLine(int(part.left()), at + int(part.width()), int(part.right()) + 1, at)
            painter.restore()

    def event(self, event: QEvent) -> bool:
        """Say the week under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), tooltip(self.words_at(event.pos().x())), self)
            return True
        return super().event(event)

    def words_at(self, x: int) -> str:
        """Return what is said of the week at the horizontal position `x`; nothing beside the bars."""
        for bar, column in zip(self._bars, self._columns(), strict=True):
            if column.left() <= x <= column.right():
                return bar.say
        return ""

    def _columns(self) -> list[QRectF]:
        """Return where the bars stand; time runs from the side where reading begins."""
        count = len(self._bars)
        if not count:
            return []
        step = self.width() / count
        found = [QRectF(step * at, 0, max(step - _GAP, 1), self.height()) for at in range(count)]
        return found[::-1] if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else found
