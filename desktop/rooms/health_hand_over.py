"""Between two people at the shared computer: it is handed over, and a word is chosen or typed (section 12)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.rooms.health_moment import Moment, hide_word, secret_edit
from desktop.wording.typed import typed
from framework.health_check import Asked, State
from resources.words import tr
from widgets.action_buttons import ActionButtons
from widgets.card import Muted, PlainLabel
from widgets.form_grid import FormGrid

BEGIN, LEAVE = "begin", "leave"


class HandOver(Moment):
    """Asks one person for their word: a new one twice, the one they have once.

    Signals: `word_given(word)`, of a new one when both fields say the same; `left()` when nobody begins.
    """

    word_given = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.asked: Asked | None = None
        self.title_label = PlainLabel("", "title", wrap=True)
        self.ask_label = PlainLabel("", "heading", wrap=True)
        self.why_label = Muted("")
        self.word_edit, self.again_edit = secret_edit(tr("Word")), secret_edit(tr("The same word once more"))
        self.show_box = QCheckBox(tr("Show what I type"))
        self.traced_label = Muted("", "small")
        self.buttons = ActionButtons()
        self.word_form, self.again_form = FormGrid(), FormGrid()
        self.word_form.add_field(tr("Word"), self.word_edit)
        self.again_form.add_field(tr("The same word once more"), self.again_edit)
        for widget in (
            self.title_label,
            self.ask_label,
            self.why_label,
            self.word_form,
            self.again_form,
            self.show_box,
            self.say_label,
            self.traced_label,
            self.buttons,
        ):
            self.column.addWidget(widget)
        self.word_edit.returnPressed.connect(self._go_on)
        self.again_edit.returnPressed.connect(self.give)
        self.show_box.toggled.connect(self._show_word)
        self.buttons.action_requested.connect(self._do)

    def show_for(self, asked: Asked, *, acting: bool, traced: str) -> None:
        """Ask `asked` for their word; `acting`: they are at the computer already. `traced` says who can tell what."""
        self.asked = asked
        name, new = typed(asked.person.name), asked.state is State.WAITING
        title = tr("{name}, this part is for you alone") if acting else tr("Please hand over to {name}")
        self.title_label.setText(title.format(name=name))
        ask = tr("{name}: choose a word that only you know.") if new else tr("{name}: type your word to go on.")
        self.ask_label.setText(ask.format(name=name))
        self.why_label.setText(_why_new() if new else _why_again())
        self.traced_label.setText(traced if new else "")
        self.traced_label.setVisible(new and bool(traced))
        self.again_form.setVisible(new)
        self.buttons.set_actions(((BEGIN, tr("Begin") if new else tr("Go on"), True), (LEAVE, tr("Not now"), False)))
        self.clear()

    def clear(self) -> None:
        """Forget what was typed."""
        self.word_edit.clear()
        self.again_edit.clear()
        self.show_box.setChecked(False)
        self.say("")

    def focus_first(self) -> None:
        """Give the keyboard to the word."""
        self.word_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_word(self, shown: bool) -> None:
        for edit in (self.word_edit, self.again_edit):
            hide_word(edit, hidden=not shown)

    def _go_on(self) -> None:
        if self.again_form.isHidden():
            self.give()
        else:
            self.again_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _do(self, what: str) -> None:
        if what == BEGIN:
            self.give()
        else:
            self.clear()
            self.left.emit()

    def give(self) -> None:
        """Give the word, or say what is wrong with it."""
        word = self.word_edit.text()
        if not self.again_form.isHidden() and word != self.again_edit.text():
            self.say(tr("The two are not the same. Type the word once more."))
            self.again_edit.clear()
            self.again_edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.say("")
        self.word_given.emit(word)

    def refuse(self, why: str) -> None:
        """Say why the word is not taken; it is typed anew."""
        self.say(why)
        self.word_edit.clear()
        self.again_edit.clear()
        self.word_edit.setFocus(Qt.FocusReason.OtherFocusReason)


def _why_new() -> str:
    return tr(
        "Your answers are locked with this word until you open them together. It is kept nowhere: if you forget it, "
        "you answer again. A short word can be guessed by somebody who tries; two or three words are better. You "
        "need it again after a pause and at the opening."
    )


def _why_again() -> str:
    return tr(
        "It is the word that you chose when you began. Capitals and small letters make no difference. If it is "
        "forgotten, choose “Not now” and then “Word forgotten…”: you answer again."
    )
