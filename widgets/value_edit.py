"""A line that holds a value, not only text: it reads what was typed, says what is wrong with it, and never guesses."""

from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from widgets.card import tooltip
from widgets.text_paint import draw_line
from widgets.theme import metrics, theme

_AT_THE_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


class ValueEdit(QLineEdit):
    """Base of the value lines. `value_changed(value)` comes when a person has finished a readable change.

    `error_changed(text)` tells what is wrong ("" when nothing is); a value that cannot be read is never told.
    Escape puts the last value back. Subclasses read (`_read`, raises `Unreadable`) and write (`_write`) the text.
    """

    value_changed = Signal(object)
    error_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(60)
        self._value: Any = None
        self._error = ""
        self._unit = ""
        self.textEdited.connect(self._typed)
        self.editingFinished.connect(self.finish)

    def _read(self, text: str) -> Any:
        """Return the value of `text`, which is not blank. Raises Unreadable with a sentence for the person."""
        raise NotImplementedError

    def _write(self, value: Any) -> str:
        """Return `value` as text that `_read` reads back."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show `value` (None: empty), silently. What is being typed stays while the value behind it is the same."""
        if value == self._value and self.isModified() and self.hasFocus():
            return
        self._value = value
        self.setText("" if value is None else self._write(value))
        self.setModified(False)
        self.set_error("")

    def error(self) -> str:
        """What is wrong with the text, "" when nothing is."""
        return self._error

    def set_error(self, text: str) -> None:
        """Say what is wrong; also for what only the room can know. "" says that nothing is."""
        if text == self._error:
            return
        self._error = text
        self.setToolTip(tooltip(text))
        self.setAccessibleDescription(text)
        self.setProperty("invalid", "true" if text else "false")
        self.style().unpolish(self)
        self.style().polish(self)
        self.error_changed.emit(text)

    def set_unit(self, unit: str) -> None:
        """Show `unit` ("%", "h", "€") quietly at the end of the line."""
        self._unit = unit
        room = metrics("body").horizontalAdvance(unit) + 6 if unit else 0
        self.setTextMargins(0, 0, room, 0)
        self.update()

    def finish(self) -> None:
        """Take what was typed: tell the new value, or what is wrong with it."""
        if not self.isModified():
            return
        try:
            value = self._current()
        except Unreadable as trouble:
            self.set_error(str(trouble))
            return
        self.set_error("")
        self.setText("" if value is None else self._write(value))
        self.setModified(False)
        if value != self._value:
            self._value = value
            self.value_changed.emit(value)

    def _current(self) -> Any:
        if not self.isModified():
            return self._value
        text = self.text().strip()
        return self._read(text) if text else None

    def _readable(self) -> Any:
        try:
            return self._current()
        except Unreadable:
            return None

    def _typed(self, _text: str) -> None:
        # Someone still typing is not told off, but sees at once when it is put right.
        if self._error:
            try:
                self._current()
            except Unreadable:
                return
            self.set_error("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts the last value back; with nothing to put back it is the window's."""
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self.setModified(False)
            self.set_value(self._value)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by keyboard, the whole value is marked, so that typing replaces it."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()

    def changeEvent(self, event: QEvent) -> None:
        """Keep room for the unit at every text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_unit"):
            self.set_unit(self._unit)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the unit after the text."""
        super().paintEvent(event)
        if self._unit:
            painter = QPainter(self)
            # Figures run from left to right in every script, so their unit stands at the right.
            draw_line(painter, self.rect().adjusted(8, 0, -8, 0), self._unit, "body", theme().muted, _AT_THE_RIGHT)


class Unreadable(ValueError):
    """What was typed is not a value; the message says so to the person."""
