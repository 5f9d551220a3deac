"""A column of cards at the side of a room: it scrolls up and down, and is never narrower than what is in it."""

from PySide6.QtCore import QEvent, QObject, QSize

from widgets.page_scroll import PageScroll


class SideScroll(PageScroll):
    """Shows `inside` at its own width at least."""

    def minimumSizeHint(self) -> QSize:
        """As wide as its widest card, with the scroll bar beside it."""
        inside = self.widget()
        least = inside.minimumSizeHint().width() if inside is not None else 0
        return QSize(least + self.verticalScrollBar().sizeHint().width(), super().minimumSizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is in it wants another width."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self.updateGeometry()
        return super().eventFilter(watched, event)
