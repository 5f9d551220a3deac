"""When a widget is painted for the first time: what can wait until somebody sees something begins there."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget


class FirstPaint(QObject):
    """Watches one widget. `came` is emitted once, right after the frame in which the widget was first painted."""

    came = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.is_over = False
        self._widget = widget
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice the first paint; the whole window is painted before the next turn of the event loop."""
        if event.type() == QEvent.Type.Paint and not self.is_over:
            self.is_over = True
            self._widget.removeEventFilter(self)
            QTimer.singleShot(0, self, self.came.emit)
        return False
