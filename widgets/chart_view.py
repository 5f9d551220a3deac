"""A chart on the screen: drawn behind the window, walked by the keyboard and the pointer, and told in words."""

from time import perf_counter

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from resources.words import tr
from widgets.card import Muted, tooltip
from widgets.chart_data import Chart, DotRows
from widgets.chart_look import screen_look
from widgets.ring_paint import paint_ring
from widgets.theme import Theme, metrics, theme

_MOVES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


_BREATH_SECONDS = 0.01


class _Turn:
    """When the last chart was drawn, in the seconds of `perf_counter`."""

    ended = 0.0


_turn = _Turn()


class ChartView(QWidget):
    """One chart. Left, Right, Home and End walk its marks, which says them; Enter asks to open one.

    The picture is drawn in a turn of its own after the paint that missed it; matplotlib is loaded by the first one.
    Signals: `mark_opened(number)` on Enter or a double click; `drawn()` when the picture is there.
    """

    mark_opened = Signal(int)
    drawn = Signal()

    def __init__(self, chart: Chart, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart = chart
        self._lines = lines
        self._words = ""
        self._in_words = False
        self._current = -1
        self._picture: QImage | None = None
        self._drawn_for: object = None
        self._places: tuple[QPointF | None, ...] = ()
        self.words_label = Muted("", "small")
        self.words_label.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.words_label)
        column.addStretch(1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMouseTracking(True)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._draw_in_turn)
        owner = QApplication.instance()
        found = owner.findChild(Theme, "theme") if owner is not None else None
        if isinstance(found, Theme):
            found.changed.connect(self._forget)

    # What it shows

    def set_chart(self, chart: Chart, words: str) -> None:
        """Show `chart`; `words` say all that can be seen of it."""
        if chart == self._chart and words == self._words:
            return
        if len(chart.says()) != len(self._chart.says()):
            self._current = -1
        self._chart, self._words = chart, words
        self.words_label.setText(words)
        self._tell()
        self._forget()
        self.updateGeometry()

    def chart(self) -> Chart:
        """What is shown."""
        return self._chart

    def words(self) -> str:
        """The chart in words."""
        return self._words

    def set_in_words(self, in_words: bool) -> None:
        """Show the words in place of the picture."""
        self._in_words = in_words
        self.words_label.setVisible(in_words)
        self.updateGeometry()
        self.update()

    def current(self) -> int:
        """The number of the mark that is looked at; -1 for none."""
        return self._current

    def picture(self) -> QImage | None:
        """The picture as it was drawn last."""
        return self._picture

    # Drawing

    def _draw_in_turn(self) -> None:
        """Draw, unless another chart has just been drawn: the window answers in between."""
        wait = _turn.ended + _BREATH_SECONDS - perf_counter()
        if wait > 0:
            self._later.start(max(round(wait * 1000), 1))
            return
        self.finish()
        _turn.ended = perf_counter()

    def finish(self) -> None:
        """Draw the picture now, if it is not there as it should be."""
        wanted = self._state()
        if self._drawn_for == wanted or self.width() < 1 or self.height() < 1:
            return
        from widgets.chart_figures import draw_chart

        ratio = self.devicePixelRatioF()
        pixels = (QSizeF(self.size()) * ratio).toSize().expandedTo(QSize(1, 1))
        picture = QImage(pixels, QImage.Format.Format_ARGB32_Premultiplied)
        picture.setDevicePixelRatio(ratio)
        dots = round(self.logicalDpiX() / 0.0254 * ratio)
        picture.setDotsPerMeterX(dots)
        picture.setDotsPerMeterY(dots)
        picture.fill(Qt.GlobalColor.transparent)
        look = screen_look(mirrored=self.layoutDirection() == Qt.LayoutDirection.RightToLeft)
        painter = QPainter(picture)
        self._places = draw_chart(painter, QRectF(0, 0, self.width(), self.height()), self._chart, look)
        painter.end()
        self._picture, self._drawn_for = picture, wanted
        self.update()
        self.drawn.emit()

    def _state(self) -> object:
        return (
            self.size(),
            self.devicePixelRatioF(),
            theme().dark,
            QApplication.font().key(),
            self.layoutDirection(),
            self._chart,
        )

    def _forget(self) -> None:
        self._drawn_for = None
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture, the mark that is looked at, and where the keyboard is."""
        painter = QPainter(self)
        if not self._in_words:
            if self._drawn_for != self._state():
                self._later.start(0)
            if self._picture is not None:
                # Stretched until it is drawn anew for another size: no part of it is cut off.
                painter.drawImage(QRectF(self.rect()), self._picture, QRectF(self._picture.rect()))
            place = self._place(self._current)
            if place is not None and self._drawn_for is not None:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(theme().ink, 1.4))
                painter.drawEllipse(place, 6.5, 6.5)
        if self.hasFocus():
            paint_ring(painter, self.rect())

    def sizeHint(self) -> QSize:
        """So many lines of text high, or as the words need."""
        wide = metrics("body").averageCharWidth() * 30
        return QSize(wide, self._height(wide))

    def minimumSizeHint(self) -> QSize:
        """As high, in words as narrow as they may be."""
        return QSize(metrics("body").averageCharWidth() * 14, self._lines * metrics("tiny").height())

    def hasHeightForWidth(self) -> bool:
        """Words wrap."""
        return self._in_words

    def heightForWidth(self, width: int) -> int:
        """As high as the words at that width."""
        return self._height(width)

    def _height(self, width: int) -> int:
        least = self._lines * metrics("tiny").height()
        return max(least, self.words_label.heightForWidth(width)) if self._in_words else least

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew for the new size."""
        super().resizeEvent(event)
        self.update()

    # Walking it

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the marks; Enter opens one."""
        last = len(self._chart.says()) - 1
        step = _MOVES.get(Qt.Key(event.key()), 0)
        if last < 0 or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif step:
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            start = self._current if self._current >= 0 else (last + 1 if step < 0 else -1)
            self._look_at(min(max(start + (-step if mirrored else step), 0), last))
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._look_at(0 if event.key() == Qt.Key.Key_Home else last)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current >= 0:
            self.mark_opened.emit(self._current)
        else:
            super().keyPressEvent(event)

    def _look_at(self, number: int) -> None:
        self._current = number
        self._tell()
        self.update()
        place = self._place(number)
        at = place.toPoint() if place is not None else self.rect().center()
        QToolTip.showText(self.mapToGlobal(at), tooltip(self._chart.says()[number]), self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let go of the mark."""
        super().focusOutEvent(event)
        self._current = -1
        self._tell()
        self.update()

    def event(self, event: QEvent) -> bool:
        """Say the mark under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = self.mark_at(QPointF(event.pos()))
            text = "" if self._in_words or number < 0 else self._chart.says()[number]
            QToolTip.showText(event.globalPos(), tooltip(text), self)
            return True
        return super().event(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask to open the mark under the pointer."""
        number = self.mark_at(event.position())
        if number >= 0 and not self._in_words:
            self.mark_opened.emit(number)

    def mark_at(self, position: QPointF) -> int:
        """Return the number of the mark nearest to `position`, -1 where there is none."""
        known = [(number, place) for number, place in enumerate(self._places) if place is not None]
        if not known:
            return -1
        # Rows lie under one another, everything else side by side.
        if isinstance(self._chart, DotRows):
            return min((abs(place.y() - position.y()), number) for number, place in known)[1]
        return min((abs(place.x() - position.x()), number) for number, place in known)[1]

    def _place(self, number: int) -> QPointF | None:
        return self._places[number] if 0 <= number < len(self._places) else None

    def _tell(self) -> None:
        """Let a screen reader hear the mark that is looked at first, then all."""
        says = self._chart.says()
        now = says[self._current] if 0 <= self._current < len(says) else tr("Left and Right walk through it.")
        self.setAccessibleDescription("\n".join(part for part in (now, self._words) if part))
