"""Before a health check is opened: each types their word in turn, and nothing is shown yet."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.actions.health import Unlocked, unlock
from desktop.rooms.health_moment import Moment, hide_word, secret_edit
from desktop.session import Session
from desktop.wording import health_check as words
from desktop.wording.typed import typed
from framework.health_check import Asked
from framework.people import holds_both
from resources.words import tr
from storage.trouble import Trouble
from widgets.action_buttons import ActionButtons
from widgets.card import Muted, PlainLabel
from widgets.form_grid import FormGrid

GO_ON, LEAVE_OUT, ANEW, CANCEL = "go_on", "leave_out", "anew", "cancel"


class OpeningWords(Moment):
    """Asks for the words one after another.

    Signals: `ready(list[Unlocked])` once all have typed theirs, `left()` when it is not opened now, `anew(key)` when
    somebody has forgotten their word and answers again.
    """

    ready = Signal(object)
    left = Signal()
    anew = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._waiting: list[Asked] = []
        self._unlocked: list[Unlocked] = []
        self._left_out: list[Asked] = []
        self.title_label = PlainLabel(tr("Open it together"), "title", wrap=True)
        self.lead_label = Muted(
            tr("Each of you types the word that you chose. What you answered is shown only when all the words are in.")
        )
        self.done_label = PlainLabel("", "body", "PROMISE", wrap=True)
        self.ask_label = PlainLabel("", "heading", wrap=True)
        self.word_edit = secret_edit(tr("Word"))
        self.form = FormGrid()
        self.form.add_field(tr("Word"), self.word_edit)
        self.show_box = QCheckBox(tr("Show what I type"))
        self.buttons = ActionButtons()
        for widget in (
            self.title_label,
            self.lead_label,
            self.done_label,
            self.ask_label,
            self.form,
            self.show_box,
            self.say_label,
            self.buttons,
        ):
            self.column.addWidget(widget)
        self.word_edit.returnPressed.connect(self.give)
        self.show_box.toggled.connect(self._show_word)
        self.buttons.action_requested.connect(self._do)

    def begin(self, asked: Sequence[Asked]) -> None:
        """Ask `asked` for their words, in their order."""
        self.clear()
        self._waiting = list(asked)
        self._show()

    def clear(self) -> None:
        """Forget the words."""
        self._waiting, self._unlocked, self._left_out = [], [], []
        self.word_edit.clear()
        self.show_box.setChecked(False)
        self.say("")

    def focus_first(self) -> None:
        """Give the keyboard to the word."""
        self.word_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_word(self, shown: bool) -> None:
        hide_word(self.word_edit, hidden=not shown)

    def _show(self) -> None:
        name = typed(self._waiting[0].person.name)
        self.ask_label.setText(tr("{name}: type your word.").format(name=name))
        self.word_edit.setAccessibleName(tr("Word of {name}").format(name=name))
        done = [tr("In: {names}").format(names=words.names([each.asked.person for each in self._unlocked]))]
        out = [tr("Left out: {names}").format(names=words.names([each.person for each in self._left_out]))]
        said = (done if self._unlocked else []) + (out if self._left_out else [])
        self.done_label.setText(" · ".join(said))
        self.done_label.setVisible(bool(said))
        actions = [(GO_ON, tr("Go on"), True)]
        if self._can_go_without():
            actions.append((LEAVE_OUT, tr("Leave out"), False))
        actions += [(ANEW, tr("Word forgotten…"), False), (CANCEL, tr("Not now"), False)]
        self.buttons.set_actions(actions)
        for key, text, _primary in actions[1:-1]:
            self.buttons.button(key).setAccessibleName(f"{name}: {text}")

    def _can_go_without(self) -> bool:
        rest = [each.asked.person for each in self._unlocked] + [each.person for each in self._waiting[1:]]
        return holds_both(rest)

    def _do(self, what: str) -> None:
        if what == GO_ON:
            self.give()
        elif what == LEAVE_OUT:
            self._left_out.append(self._waiting.pop(0))
            self._next()
        elif what == ANEW:
            key = self._waiting[0].id
            self.clear()
            self.anew.emit(key)
        else:
            self.clear()
            self.left.emit()

    def give(self) -> None:
        """Try the word that was typed, and go on with the next person when it is right."""
        if not self._waiting:
            return
        try:
            found = unlock(book=self._session.book, asked=self._waiting[0], word=self.word_edit.text())
        except Trouble as trouble:
            self.say(trouble.say)
            self.word_edit.clear()
            self.focus_first()
            return
        self._unlocked.append(found)
        self._waiting.pop(0)
        self._next()

    def _next(self) -> None:
        self.say("")
        self.word_edit.clear()
        self.show_box.setChecked(False)
        if self._waiting:
            self._show()
            self.focus_first()
        else:
            found = self._unlocked
            self.clear()
            self.ready.emit(found)
