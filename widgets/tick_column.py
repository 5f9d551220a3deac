"""Check boxes that stand in columns, under a heading that says what they mean."""

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from widgets.card import PlainLabel, tooltip
from widgets.ring_paint import paint_ring
from widgets.theme import metrics
from widgets.tokens import SPACE_S

_RING = 3  # around a box, for the focus and for what is wrong
_WIDEST = 18  # letters of a heading


class ColumnHeading(PlainLabel):
    """What the ticks beneath it say, in its voice. `why` is told where one points at a tick."""

    def __init__(self, text: str, colour: str, why: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, "small-strong", colour, elide=True, parent=parent)
        self.why = why
        self.setIndent(_RING)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for the word, within reason."""
        size = super().sizeHint()
        most = _WIDEST * metrics("small-strong").averageCharWidth()
        return QSize(min(size.width() + SPACE_S, most), size.height())

    def minimumSizeHint(self) -> QSize:
        """It does not shrink."""
        return self.sizeHint()


class Tick(QCheckBox):
    """A check box without words, as wide as the `heading` that says them. All of its cell can be clicked."""

    def __init__(self, heading: ColumnHeading, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = heading
        self._wrong = False
        self.setToolTip(tooltip(heading.why))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def set_wrong(self, wrong: bool) -> None:
        """Show whether something is wrong with it."""
        self._wrong = wrong
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the heading."""
        return QSize(self._heading.sizeHint().width(), super().sizeHint().height() + 2 * _RING)

    def minimumSizeHint(self) -> QSize:
        """It does not shrink."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """A click beside the box is meant for it."""
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the box, and a ring around it for the focus or for what is wrong."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        cell = self.rect().adjusted(_RING, 0, -_RING, 0)
        option.rect = cell
        painter = QPainter(self)
        self.style().drawControl(QStyle.ControlElement.CE_CheckBox, option, painter, self)
        if not (self.hasFocus() or self._wrong):
            return
        box = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        paint_ring(painter, box.adjusted(-_RING, -_RING, _RING, _RING), wrong=self._wrong and not self.hasFocus())
