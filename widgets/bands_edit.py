"""The three bands of one measure, to be changed: a picture with limits to drag, lines to type them, and the words."""

from decimal import Decimal

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QApplication, QCheckBox, QGridLayout, QVBoxLayout, QWidget

from resources.words import tr
from widgets.bands_limit_edit import LimitEdit
from widgets.bands_measure import BandMeasure, Limit, in_order
from widgets.bands_slider import BandsSlider
from widgets.bands_words import limit_words, missing_words, order_words, reading
from widgets.card import PlainLabel
from widgets.tokens import SPACE_M, SPACE_XS


class BandsEdit(QWidget):
    """The limits of one measure. They are never told the wrong way round, so that no value has two zones or none.

    Signals: `limits_changed(promise, stop)` when a person has finished a change to limits that can be (a drag is
    finished when it is let go); `error_changed(text)`, "" when nothing is wrong.
    """

    limits_changed = Signal(object, object)
    error_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._measure = BandMeasure()
        self._limits: tuple[Limit, Limit] = (None, None)
        self._last_stop: Limit = None
        self._error = ""
        self._is_asked = False
        self.slider = BandsSlider()
        self.promise_edit = LimitEdit()
        self.stop_edit = LimitEdit()
        self.never_check = QCheckBox(tr("Never off the table"))
        self._labels = (PlainLabel("", "small", "muted", wrap=True), PlainLabel("", "small", "muted", wrap=True))
        self._sentence = PlainLabel(wrap=True)
        self.setAccessibleName(tr("Limits"))
        self._lay_out()
        self._show_measure()
        self.slider.limits_moving.connect(self._follow)
        self.slider.limits_moved.connect(self._follow_and_tell)
        for edit in self._edits():
            edit.value_changed.connect(self._take)
            # A line that is left as it was wrong is wrong still, though its value has not changed.
            edit.editingFinished.connect(self._take)
            edit.error_changed.connect(self._say)
        self.never_check.clicked.connect(self._choose_never)

    def set_measure(
        self,
        *,
        higher_is_better: bool,
        unit: str,
        places: int,
        lowest: Decimal | None,
        highest: Decimal | None,
        step: Decimal,
        words: tuple[str, str, str] | None = None,
        one: str = "",
    ) -> None:
        """Edit limits of another measure, without limits, marker or limits of before until they are set.

        See `BandMeasure`. The same measure again changes nothing.
        """
        measure = BandMeasure(higher_is_better, unit, places, lowest, highest, step, words, one)
        if measure == self._measure:
            return
        self._measure = measure
        self._show_measure()

    def set_limits(self, promise: Limit, stop: Limit) -> None:
        """Show these limits, silently. What a person is at stays while the limits behind it are the same."""
        if (promise, stop) != self._limits:
            self._last_stop = stop
        elif self.slider.is_dragged() or (self._is_unfinished() and self._has_focus_inside()):
            return
        self._show_limits(promise, stop)

    def limits(self) -> tuple[Limit, Limit]:
        """The promise limit and the stop limit (None: never off the table); the last ones while there is an error."""
        return self._limits

    def set_marker(self, value: Limit, text: str = "") -> None:
        """Point at `value` over the bands, saying `text` (or else the value); None points at nothing."""
        self.slider.set_marker(value, text)

    def set_before(self, promise: Limit, stop: Limit) -> None:
        """Show under the bands where these limits stood, where they were changed; None shows nothing."""
        self.slider.set_before(promise, stop)

    def error(self) -> str:
        """What is wrong with the limits that were written, "" when nothing is."""
        return self._error

    def finish(self) -> bool:
        """Take what is being typed. True when all is well; else the line that is wrong gets the focus."""
        for edit in self._edits():
            edit.finish()
        self._is_asked = True
        self._check()
        wrong = next((edit for edit in self._edits() if edit.error()), None)
        if wrong is not None:
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
        return wrong is None

    def changeEvent(self, event: QEvent) -> None:
        """Write the sentence as another country does."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LocaleChange and hasattr(self, "_sentence"):
            self._say()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_M)
        grid.setVerticalSpacing(SPACE_XS)
        for number, (label, edit) in enumerate(zip(self._labels, self._edits(), strict=True)):
            grid.setColumnStretch(number, 1)
            grid.addWidget(label, 0, number, Qt.AlignmentFlag.AlignBottom)
            grid.addWidget(edit, 1, number)
        grid.addWidget(self.never_check, 2, 1, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self.slider)
        column.addLayout(grid)
        column.addWidget(self._sentence)

    def _edits(self) -> tuple[LimitEdit, LimitEdit]:
        return self.promise_edit, self.stop_edit

    def _show_measure(self) -> None:
        self.slider.set_measure(self._measure)
        for which, label, edit in zip(("promise", "stop"), self._labels, self._edits(), strict=True):
            label.setText(limit_words(self._measure, which))
            edit.setAccessibleName(limit_words(self._measure, which))
            edit.set_measure(self._measure)
        self._last_stop = None
        self._show_limits(None, None)

    def _show_limits(self, promise: Limit, stop: Limit) -> None:
        self._limits = (promise, stop)
        self._is_asked = False
        self.never_check.setChecked(stop is None)
        self._open_stop(stop is not None)
        # Limits from elsewhere may be the wrong way round: they are shown as they are, and no bands.
        sound = in_order(self._measure, promise, stop)
        self.slider.set_limits(*((promise, stop) if sound else (None, None)))
        self._follow(promise, stop)
        if promise is not None and not sound:
            self.stop_edit.set_error(order_words(self._measure, promise, self.locale()))

    def _is_unfinished(self) -> bool:
        return bool(self._error) or self._waits_for_stop() or any(edit.isModified() for edit in self._edits())

    def _open_stop(self, is_open: bool) -> None:
        self.stop_edit.setEnabled(is_open)
        # Which is how a line that cannot be typed in looks, too.
        self.stop_edit.setReadOnly(not is_open)

    def _has_focus_inside(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _follow(self, promise: Limit, stop: Limit) -> None:
        """Write in the lines, and in words, what the picture shows."""
        self.promise_edit.set_value(promise)
        self.stop_edit.set_value(stop)
        self._say()

    def _follow_and_tell(self, promise: Limit, stop: Limit) -> None:
        self._follow(promise, stop)
        self._tell(promise, stop)

    def _choose_never(self, never: bool) -> None:
        for edit in self._edits():
            edit.finish()
        promise = self.promise_edit.value()
        # What it was comes back, unless the promise limit has since passed it.
        back = None if never or not in_order(self._measure, promise, self._last_stop) else self._last_stop
        self.stop_edit.setModified(False)
        self.stop_edit.set_value(back)
        self._open_stop(not never)
        if not never and back is None:
            self.stop_edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._take()

    def _take(self, _value: object = None) -> None:
        """Take the two lines as they are, where they can be."""
        self._check()
        promise, stop = self.promise_edit.value(), self.stop_edit.value()
        if promise is not None and not self._waits_for_stop() and not any(edit.error() for edit in self._edits()):
            self.slider.set_limits(promise, stop)
            self._tell(promise, stop)
        self._say()

    def _check(self) -> None:
        """Say what is wrong with the two together. A limit that was never there is missed only once it is asked for."""
        promise, stop = self.promise_edit.value(), self.stop_edit.value()
        said = ["", ""]
        if promise is None and (self._is_asked or self._limits[0] is not None):
            said[0] = missing_words(self._measure, "promise")
        if self._waits_for_stop() and (self._is_asked or self._limits[1] is not None):
            said[1] = missing_words(self._measure, "stop")
        if promise is not None and not in_order(self._measure, promise, stop):
            said[1] = order_words(self._measure, promise, self.locale())
        for edit, text in zip(self._edits(), said, strict=True):
            # What cannot be read is said by the line itself.
            if not (edit.isModified() and edit.error()):
                edit.set_error(text)

    def _tell(self, promise: Limit, stop: Limit) -> None:
        if (promise, stop) != self._limits:
            self._limits = (promise, stop)
            self._last_stop = stop if stop is not None else self._last_stop
            self.limits_changed.emit(promise, stop)

    def _say(self, _error: str = "") -> None:
        """Say under the lines what is wrong, or what is still to be written, or what the bands are."""
        error = next((edit.error() for edit in self._edits() if edit.error()), "")
        words = reading(self._measure, *self.slider.limits(), self.locale())
        if self.promise_edit.value() is None:
            words = words or missing_words(self._measure, "promise")
        elif self._waits_for_stop():
            words = missing_words(self._measure, "stop")
        self._sentence.set_colour("OFF" if error else "ink")
        self._sentence.setText(error or words)
        self.setAccessibleDescription(error or words)
        if error != self._error:
            self._error = error
            self.error_changed.emit(error)

    def _waits_for_stop(self) -> bool:
        return self.stop_edit.value() is None and not self.never_check.isChecked()
