"""A button with a face of its own: Enter presses it too, the keyboard has a ring on it, the pointer a ground."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from widgets.ring_paint import paint_ring
from widgets.theme import theme
from widgets.tokens import RADIUS_S


class FaceButton(QAbstractButton):
    """What stands on it is painted by whoever derives from it, over `paint_under`.

    `other_keys_pass`: keys that do not press it are for what it stands in.
    """

    other_keys_pass = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Paints anew when the pointer comes and goes; when the keyboard does, every widget does so by itself.
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif self.other_keys_pass and event.key() != Qt.Key.Key_Space:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paint_under(self, painter: QPainter, *, over: bool) -> None:
        """Paint the ground where the pointer is `over` it, and the ring of the keyboard."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if over:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().hover)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.7, 0.7, -0.7, -0.7), RADIUS_S, RADIUS_S)
        if self.hasFocus():
            paint_ring(painter, self.rect())


class WordsButton(FaceButton):
    """One with labels on it in a layout, as large as they need."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def carry(self, *labels: QWidget) -> None:
        """Let a press on one of the `labels` press the button."""
        for label in labels:
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            # Else they would write in the colour of a button.
            label.setForegroundRole(QPalette.ColorRole.WindowText)

    def sizeHint(self) -> QSize:
        """As its words need."""
        return QWidget.sizeHint(self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what lies under the words."""
        self.paint_under(QPainter(self), over=self.underMouse())
