"""A thin line of how much is done."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from widgets.theme import theme


class ProgressLine(QProgressBar):
    """A thin bar of how much is done. Its words are in its accessible name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextVisible(False)
        self.setFixedHeight(6)

    def set_progress(self, done: int, of: int, words: str) -> None:
        """Show `done` of `of`; `words` say the same ("8 of 11 answered")."""
        self.setMaximum(max(of, 1))
        self.setValue(min(done, of))
        self.setAccessibleName(words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the track and what is done of it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().track)
        whole = QRectF(self.rect())
        painter.drawRoundedRect(whole, 3, 3)
        share = self.value() / self.maximum()
        if share > 0:
            done = QRectF(whole)
            done.setWidth(max(whole.width() * share, 6))
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                done.moveRight(whole.right())
            painter.setBrush(theme().sold)
            painter.drawRoundedRect(done, 3, 3)
