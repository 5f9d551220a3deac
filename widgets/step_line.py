"""The steps of something that takes a while, side by side: which are done, which one it is now."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from resources.words import tr
from widgets.text_paint import CENTRE, LEADING, draw_line, mirrored
from widgets.theme import metrics, theme
from widgets.tokens import SPACE_S, SPACE_XL

_ROLE, _NOW_ROLE = "body", "strong"


class StepLine(QWidget):
    """Numbered steps in a row; the ones before the current one are ticked. It only shows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: tuple[str, ...] = ()
        self._current = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_steps(self, steps: Sequence[str], current: int) -> None:
        """Show `steps`; `current` is the number of the one it is now, from 0 (their count: all are done)."""
        self._steps, self._current = tuple(steps), current
        said = [
            (tr("{step}, done") if n < current else tr("{step}, now") if n == current else tr("{step}")).format(
                step=step
            )
            for n, step in enumerate(steps)
        ]
        self.setAccessibleName(", ".join(said))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(sum(self._widths()), self._diameter() + 4)

    def minimumSizeHint(self) -> QSize:
        """In a narrow place the words are elided."""
        return QSize(len(self._steps) * (self._diameter() + SPACE_XL), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the steps."""
        tokens = theme()
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        widths = self._widths()
        scale = min(1.0, self.width() / max(sum(widths), 1))
        left = 0
        for number, step in enumerate(self._steps):
            width = int(widths[number] * scale)
            place = self.rect().adjusted(left, 0, 0, 0)
            place.setWidth(width)
            left += width
            size = self._diameter()
            dot = place.adjusted(1, (self.height() - size) // 2, 0, 0)
            dot.setSize(QSize(size, size))
            dot = mirrored(self.layoutDirection(), self.rect(), dot)
            done, now = number < self._current, number == self._current
            painter.setPen(Qt.PenStyle.NoPen if done or now else QPen(tokens.field_line, 1))
            painter.setBrush(tokens.accent if done or now else tokens.card)
            painter.drawEllipse(QRectF(dot).adjusted(0.5, 0.5, -0.5, -0.5))
            ink = tokens.on_accent if done or now else tokens.muted
            draw_line(painter, dot, "✓" if done else self.locale().toString(number + 1), "small-strong", ink, CENTRE)
            words = place.adjusted(size + SPACE_S, 0, -SPACE_S, 0)
            words = mirrored(self.layoutDirection(), self.rect(), words)
            colour = tokens.ink if now else tokens.muted
            draw_line(painter, words, step, _NOW_ROLE if now else _ROLE, colour, LEADING)

    def _diameter(self) -> int:
        return metrics("small-strong").height() + 6

    def _widths(self) -> list[int]:
        measure = metrics(_NOW_ROLE)
        return [self._diameter() + SPACE_S + measure.horizontalAdvance(step) + SPACE_XL for step in self._steps]
