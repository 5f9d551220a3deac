"""The bands of one measure as a picture whose limits can be moved, by the mouse and by the keyboard."""

from decimal import Decimal

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from resources.words import tr
from widgets.bands_knob import LimitKnob
from widgets.bands_measure import BandMeasure, Limit, moved, reach, snapped
from widgets.bands_paint import KNOB, OVERHANG, Rows, least_width, rows
from widgets.bands_picture import Picture, paint_picture
from widgets.bands_scale import Scale, Track, scale_for, still_good
from widgets.bands_words import ZONES, band_words, limit_words, written
from widgets.theme import metrics

_NEAR = (-5, -2, 5, 2)


class BandsSlider(QWidget):
    """Bands with a knob at each limit. The values run from the side where reading begins.

    Signals: `limits_moving(promise, stop)` while a knob is dragged (and when Escape puts it back),
    `limits_moved(promise, stop)` once a person has moved one. What is set is not told.
    """

    limits_moving = Signal(object, object)
    limits_moved = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = Picture(BandMeasure())
        self._scale = Scale(Decimal(0), Decimal(1))
        self._dragged: LimitKnob | None = None
        self._dragged_from: tuple[Limit, Limit] = (None, None)
        self._grip = 0.0
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(tr("The bands"))
        self.promise_knob = LimitKnob("promise", self)
        self.stop_knob = LimitKnob("stop", self)
        for knob in self.knobs():
            knob.steps_requested.connect(self._step)
            knob.end_requested.connect(self._to_end)
        self._rescale(afresh=True)

    def knobs(self) -> tuple[LimitKnob, LimitKnob]:
        """The knobs of the promise limit and of the stop limit; hidden where there is no limit."""
        return self.promise_knob, self.stop_knob

    def set_measure(self, measure: BandMeasure) -> None:
        """Show bands of `measure`, without limits until they are set."""
        self._picture, self._dragged = Picture(measure), None
        self._rescale(afresh=True)
        # Tab goes along the values, whichever limit comes first.
        self.setTabOrder(*(self.knobs()[::-1] if measure.higher_is_better else self.knobs()))

    def set_limits(self, promise: Limit, stop: Limit) -> None:
        """Show the bands of these limits; none without a promise limit. A drag is over."""
        self._dragged = None
        self._put(promise, stop if promise is not None else None)
        self._rescale()

    def limits(self) -> tuple[Limit, Limit]:
        """The limits that are shown, also while one is dragged."""
        return self._picture.limits

    def set_marker(self, value: Limit, text: str) -> None:
        """Point at `value`, saying `text` (or else the value); None points at nothing."""
        self._picture = self._picture._replace(marker=value, said=text)
        self._rescale()

    def set_before(self, promise: Limit, stop: Limit) -> None:
        """Show where these limits stood before, where they stand elsewhere now; None shows nothing."""
        self._picture = self._picture._replace(before=(promise, stop))
        self._rescale()

    def is_dragged(self) -> bool:
        """Whether a person holds a limit with the mouse."""
        return self._dragged is not None

    def track(self) -> Track:
        """Which pixel is which value, now."""
        bar = self._rows(self.width()).bar
        return Track(self._scale, bar.left(), bar.width(), self._is_mirrored())

    def hasHeightForWidth(self) -> bool:
        """The words over the bands wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The words, the bar and what is under it."""
        return self._rows(width).height

    def sizeHint(self) -> QSize:
        """About as wide as a card."""
        width = metrics("body").averageCharWidth() * 60
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Narrower, the words would be broken."""
        return QSize(least_width(self._all_words()), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint everything but the knobs."""
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        paint_picture(painter, self._rows(self.width()), self._picture, self.track(), self.locale())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the knobs at their limits."""
        super().resizeEvent(event)
        self._place_knobs()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size, the country and the direction of reading."""
        super().changeEvent(event)
        kinds = (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.LocaleChange)
        if event.type() in (*kinds, QEvent.Type.LayoutDirectionChange) and hasattr(self, "stop_knob"):
            self._tell()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the knob under the pointer."""
        found = self._knob_at(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or found is None:
            super().mousePressEvent(event)
            return
        # What is being typed in a line is taken as the line loses the focus; only then is where the drag begins.
        found.setFocus(Qt.FocusReason.MouseFocusReason)
        limit = self._limit(found.which)
        if limit is not None:
            self._dragged, self._dragged_from = found, self.limits()
            self._grip = event.position().x() - self.track().x(limit)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the limit step by step, as far as the other one."""
        if self._dragged is not None:
            value = snapped(self._picture.measure, self.track().value(event.position().x() - self._grip))
            if self._move(self._dragged.which, value):
                self.limits_moving.emit(*self.limits())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go, and tell where the limits are now."""
        if self._dragged is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self._dragged = None
        self._rescale()
        if self.limits() != self._dragged_from:
            self.limits_moved.emit(*self.limits())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts a limit that is dragged back; else it is the window's."""
        if event.key() != Qt.Key.Key_Escape or self._dragged is None:
            super().keyPressEvent(event)
            return
        self.set_limits(*self._dragged_from)
        self.limits_moving.emit(*self.limits())

    def _step(self, which: str, right: int, up: int) -> None:
        limit, steps = self._limit(which), up - right if self._is_mirrored() else up + right
        if limit is not None:
            self._move_by_key(which, limit + steps * self._picture.measure.step)

    def _to_end(self, which: str, last: bool) -> None:
        end = reach(self._picture.measure, which, *self.limits())[1 if last else 0]
        self._move_by_key(which, end if end is not None else self._scale[1 if last else 0])

    def _move_by_key(self, which: str, value: Decimal) -> None:
        if self._dragged is None and self._move(which, value):
            self.limits_moved.emit(*self.limits())

    def _move(self, which: str, value: Decimal) -> bool:
        """Move a limit towards `value` as far as it may go; return whether it moved at all."""
        limits = moved(self._picture.measure, which, *self.limits(), value)
        if limits == self.limits():
            return False
        self._put(*limits)
        self._rescale()
        return True

    def _put(self, promise: Limit, stop: Limit) -> None:
        self._picture = self._picture._replace(limits=(promise, stop))

    def _limit(self, which: str) -> Limit:
        return self.limits()[0 if which == "promise" else 1]

    def _rescale(self, *, afresh: bool = False) -> None:
        measure, limits, others = self._picture.measure, self.limits(), (self._picture.marker, *self._picture.before)
        # Under a hand that drags, nothing but the limit moves.
        if self._dragged is None and (afresh or not still_good(self._scale, measure, *limits, others)):
            self._scale = scale_for(measure, *limits, others)
        self._tell()

    def _tell(self) -> None:
        """Show and say where the limits are."""
        measure, locale = self._picture.measure, self.locale()
        self.setAccessibleDescription(self._picture.in_words(locale))
        for knob, limit, before in zip(self.knobs(), self.limits(), self._picture.changed(), strict=True):
            knob.setVisible(limit is not None)
            if limit is not None:
                name, value = limit_words(measure, knob.which), written(measure, limit, locale)
                knob.setAccessibleName(tr("{name}, {value}").format(name=name, value=value))
            was = "" if before is None else tr("was {value}").format(value=written(measure, before, locale))
            knob.setAccessibleDescription(was)
        self._place_knobs()
        self.updateGeometry()
        self.update()

    def _place_knobs(self) -> None:
        bar, track = self._rows(self.width()).bar, self.track()
        places = [track.x(limit) for limit in self.limits() if limit is not None]
        # Where the limits are close the knobs move aside, so that both can be seen and held.
        aside = max(KNOB + 1 - abs(places[0] - places[-1]), 0.0) / 2 if len(places) == 2 else 0.0
        if self._picture.measure.higher_is_better == self._is_mirrored():
            aside = -aside
        for knob, x, shift in zip(self.knobs(), places, (aside, -aside), strict=False):
            high = round(bar.height()) + 2 * OVERHANG
            knob.setGeometry(round(x + shift - KNOB / 2), round(bar.top()) - OVERHANG, KNOB, high)

    def _knob_at(self, place: QPoint) -> LimitKnob | None:
        # A few pixels beside a knob are near enough for a hand.
        near = [knob for knob in self.knobs() if knob.isVisible() and knob.geometry().adjusted(*_NEAR).contains(place)]
        return min(near, key=lambda knob: abs(knob.geometry().center().x() - place.x()), default=None)

    def _is_mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _all_words(self) -> list[str]:
        return [band_words(self._picture.measure, zone) for zone in ZONES]

    def _rows(self, width: int) -> Rows:
        said, before = self._picture.marker_words(self.locale()), self._picture.before != (None, None)
        return rows(width, self._all_words(), self.layoutDirection(), said, before=before)
