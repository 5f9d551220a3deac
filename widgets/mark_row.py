"""One line that somebody thinks about: keep it, change it, strike it; with what they want instead."""

from decimal import Decimal
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from resources.words import tr
from widgets.card import Card, Muted, PlainLabel
from widgets.text_paint import one_line
from widgets.tokens import SPACE_M, SPACE_S
from widgets.value_edits import DecimalEdit

KEEP, CHANGE, STRIKE = "keep", "change", "strike"
_KEYS = {Qt.Key.Key_K: KEEP, Qt.Key.Key_C: CHANGE, Qt.Key.Key_S: STRIKE}


class LimitsOf(NamedTuple):
    """How the two limits of a line are written: their labels, unit, decimals and bounds."""

    promise_label: str
    stop_label: str
    unit: str
    places: int
    lowest: Decimal | None
    highest: Decimal | None


class MarkRow(Card):
    """A line with its words and three choices. `marked(key, mark, promise, stop, say)` comes when a choice is whole.

    With `limits` a change is two numbers (the second may be empty), else it is a sentence. K, C and S choose;
    `moved_on(key)` comes after K and S, so that the keyboard goes to the next line.
    """

    marked = Signal(str, str, object, object, str)
    moved_on = Signal(str)

    def __init__(
        self, key: str, title: str, lines: str, why: str, limits: LimitsOf | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self.key = key
        self._limits = limits
        self._title = one_line(title)
        self._is_writing = False  # a change was chosen, and nothing is kept of it yet
        self.buttons: dict[str, QRadioButton] = {
            KEEP: QRadioButton(tr("Keep")),
            CHANGE: QRadioButton(tr("Change")),
            STRIKE: QRadioButton(tr("Strike")),
        }
        self._group = QButtonGroup(self)
        self.promise_edit = self._number_edit(limits)
        self.stop_edit = self._number_edit(limits)
        self.say_edit = QLineEdit()
        self.wrong_label = PlainLabel("", "small", "OFF", wrap=True)
        self._lay_out(title, lines, why)
        for name, button in self.buttons.items():
            button.setAccessibleName(tr("{choice}: {line}").format(choice=button.text(), line=self._title))
            button.setProperty("mark", name)
            self._group.addButton(button)
        self._group.buttonClicked.connect(self._choose)
        for edit in (self.promise_edit, self.stop_edit):
            edit.value_changed.connect(self._tell)
            edit.error_changed.connect(self.say)
        self.say_edit.editingFinished.connect(self._tell_words)
        self.promise_edit.returnPressed.connect(self._enter_first)
        for last in (self.stop_edit, self.say_edit):
            last.returnPressed.connect(self._enter_last)
        self.setFocusProxy(self.buttons[KEEP])

    @staticmethod
    def _number_edit(limits: LimitsOf | None) -> DecimalEdit:
        if limits is None:
            return DecimalEdit()
        return DecimalEdit(places=limits.places, lowest=limits.lowest, highest=limits.highest, unit=limits.unit)

    def _lay_out(self, title: str, lines: str, why: str) -> None:
        across = QHBoxLayout()
        across.setSpacing(SPACE_M)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(PlainLabel(title, "strong", wrap=True))
        if lines:
            words.addWidget(PlainLabel(lines, "body", wrap=True))
        if why:
            words.addWidget(Muted(why, "small"))
        across.addLayout(words, 1)
        for button in self.buttons.values():
            across.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(across)
        self._wanted = QWidget()
        grid = QGridLayout(self._wanted)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_M)
        grid.setVerticalSpacing(SPACE_S)
        if self._limits is not None:
            for column, (label, edit) in enumerate(
                ((self._limits.promise_label, self.promise_edit), (self._limits.stop_label, self.stop_edit))
            ):
                edit.setAccessibleName(tr("{label}: {line}").format(label=label, line=self._title))
                grid.addWidget(PlainLabel(label, "small", "muted"), 0, column)
                grid.addWidget(edit, 1, column)
            grid.setColumnStretch(2, 1)
        else:
            self.say_edit.setAccessibleName(tr("Your words instead: {line}").format(line=self._title))
            grid.addWidget(PlainLabel(tr("Your words instead"), "small", "muted"), 0, 0)
            grid.addWidget(self.say_edit, 1, 0)
        self._hint = Muted(tr("Write what you want instead. Until then this line isn't marked."), "small")
        grid.addWidget(self._hint, 2, 0, 1, 3)
        self.column.addWidget(self._wanted)
        self.column.addWidget(self.wrong_label)
        self._wanted.hide()
        self.wrong_label.hide()

    def show_mark(self, mark: str | None, promise: Decimal | None, stop: Decimal | None, say: str) -> None:
        """Show what is kept, silently; None: nothing yet, the fields hold what the line says.

        Who has chosen to change it, and is still writing or was told what is wrong, keeps what they wrote.
        """
        if self._is_writing and mark != CHANGE:
            return
        if not (self.wrong_label.text() and self.mark() == CHANGE == mark):
            self.promise_edit.set_value(promise)
            self.stop_edit.set_value(stop)
            if not (self.say_edit.hasFocus() and self.say_edit.isModified()):
                self.say_edit.setText(say)
            self.say("")
        self._is_writing = False
        self._choose_silently(mark)
        self._hint.setVisible(mark != CHANGE)
        self._wanted.setVisible(mark == CHANGE)

    def _choose_silently(self, mark: str | None) -> None:
        # In an exclusive group nothing can be unchosen.
        self._group.setExclusive(mark is not None)
        for name, button in self.buttons.items():
            button.setChecked(name == mark)
        self._group.setExclusive(True)

    def mark(self) -> str | None:
        """What is chosen, None while nothing is."""
        checked = self._group.checkedButton()
        return None if checked is None else str(checked.property("mark"))

    def say(self, text: str) -> None:
        """Say what is wrong with the change, "" for nothing."""
        self.wrong_label.setText(text)
        self.wrong_label.setVisible(bool(text))

    def _choose(self, button: QAbstractButton) -> None:
        mark = str(button.property("mark"))
        self._wanted.setVisible(mark == CHANGE)
        self.say("")
        self._is_writing = mark == CHANGE
        if mark == CHANGE:
            # Not told before something is changed: what it says already is no change.
            self.focus_wanted()
            return
        self.marked.emit(self.key, mark, None, None, "")

    def focus_wanted(self) -> None:
        """Give the keyboard to what is wanted instead, all of it marked, so that typing replaces it."""
        first = self.promise_edit if self._limits is not None else self.say_edit
        first.setFocus()
        first.selectAll()

    def _enter_first(self) -> None:
        self.stop_edit.setFocus(Qt.FocusReason.TabFocusReason)

    def _enter_last(self) -> None:
        self.stop_edit.finish()
        self._tell_words()
        # Hidden once the change is kept.
        if self._hint.isHidden() and not self.wrong_label.text():
            self.moved_on.emit(self.key)

    def _tell(self, _value: object = None) -> None:
        if self.mark() != CHANGE:
            return
        self.marked.emit(
            self.key, CHANGE, self.promise_edit.value(), self.stop_edit.value(), " ".join(self.say_edit.text().split())
        )

    def _tell_words(self) -> None:
        if self.say_edit.isModified():
            self.say_edit.setModified(False)
            self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """K, C and S choose, while no field is typed in."""
        chosen = _KEYS.get(Qt.Key(event.key()))
        if chosen is None or event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            super().keyPressEvent(event)
            return
        self.buttons[chosen].setFocus()
        self.buttons[chosen].click()
        if chosen != CHANGE:
            self.moved_on.emit(self.key)
