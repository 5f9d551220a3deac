"""The grip of one limit in a picture of bands: a thing of its own to the keyboard and to a screen reader."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from widgets.bands_paint import paint_knob

_TEN = 10


class LimitKnob(QWidget):
    """The grip of the limit `which` ("promise", "stop"). The picture around it moves it.

    Signals: `steps_requested(which, right, up)` in steps to the right on the screen, and in value;
    `end_requested(which, last)` for as far as it goes.
    """

    steps_requested = Signal(str, int, int)
    end_requested = Signal(str, bool)

    def __init__(self, which: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.which = which
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.SizeHorCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move one step, with Shift ten; Page Up and Page Down ten; Home and End as far as it goes."""
        key, many = event.key(), _TEN if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        across = {Qt.Key.Key_Right: many, Qt.Key.Key_Left: -many}
        along = {
            Qt.Key.Key_Up: many,
            Qt.Key.Key_Down: -many,
            Qt.Key.Key_PageUp: _TEN,
            Qt.Key.Key_PageDown: -_TEN,
        }
        if key in across:
            self.steps_requested.emit(self.which, across[Qt.Key(key)], 0)
        elif key in along:
            self.steps_requested.emit(self.which, 0, along[Qt.Key(key)])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.end_requested.emit(self.which, key == Qt.Key.Key_End)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Stand above the other knob."""
        super().focusInEvent(event)
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the grip."""
        painter = QPainter(self)
        paint_knob(
            painter,
            QRectF(self.rect()),
            focused=self.hasFocus(),
            hovered=self.underMouse(),
            enabled=self.isEnabled(),
        )
