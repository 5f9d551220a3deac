"""A health check that runs: who is asked and who has answered, never what (framework.md section 12)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.wording import health_check as words
from desktop.wording.people import functions_text, voice
from desktop.wording.typed import typed
from framework.health_check import Asked, HealthCheck, State
from framework.people import holds_both
from resources.words import tr
from widgets.action_buttons import ActionButtons
from widgets.card import Card, Heading, Muted, PlainLabel, Title
from widgets.page_scroll import PageScroll
from widgets.progress_line import ProgressLine
from widgets.theme import metrics
from widgets.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XS

ANSWER, PAPER, ANEW = "answer", "paper", "anew"
MOST_LETTERS = 24
"""A longer name stands on no button."""
OPEN, CLOSE, PRINT, LAST, CALL_OFF = "open", "close", "print", "last", "call_off"


class Running(QWidget):
    """The people who are asked, each with what they can do next, and what can be done with the whole.

    Signals: `person_asked(what, key of Asked)` with ANSWER, PAPER or ANEW; `asked(what)` with OPEN, CLOSE, PRINT, LAST
    or CALL_OFF.
    """

    person_asked = Signal(str, str)
    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title_label = Title(tr("A health check is running"))
        self.line_label = PlainLabel("", "body", "muted", wrap=True)
        self.progress = ProgressLine()
        self.card = Card()
        self.next_label = PlainLabel("", "strong", wrap=True)
        self.buttons = ActionButtons()
        self.rows: dict[str, AskedRow] = {}
        self.card.column.addWidget(Heading(tr("Who is asked")))
        self.card.column.addWidget(
            Muted(tr("Everybody answers alone. Nobody sees what another says before it is opened together."), "small")
        )
        self._lines = QVBoxLayout()
        self._lines.setSpacing(SPACE_S)
        self.card.column.addLayout(self._lines)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SPACE_S, 0)
        column.setSpacing(SPACE_M)
        for widget in (self.title_label, self.line_label, self.progress, self.card, self.next_label, self.buttons):
            column.addWidget(widget)
        column.addStretch(1)
        self.area = PageScroll(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)
        self.buttons.action_requested.connect(self.asked)

    def show_check(self, check: HealthCheck, acting: str, *, can_write: bool, has_results: bool) -> None:
        """Show where `check` stands; `acting` is the key of who is at the computer."""
        self.line_label.setText(words.check_line(check))
        counts = words.counts_words(check)
        self.progress.set_progress(len(check.finished), len(check.asked), counts)
        if list(self.rows) != [each.id for each in check.asked]:
            self._make_rows(check)
        for each in check.asked:
            self.rows[each.id].show_asked(each, each.person.id == acting, can_write=can_write)
        self.next_label.setText(_next_words(check, counts))
        actions = []
        if can_write and check.is_complete:
            actions.append((OPEN, tr("Open together…"), True))
        elif can_write and can_close(check):
            actions.append((CLOSE, tr("Open with those who have answered…"), False))
        actions.append((PRINT, tr("Print the form…"), False))
        if has_results:
            actions.append((LAST, tr("Last results"), False))
        if can_write:
            actions.append((CALL_OFF, tr("Call off"), False))
        self.buttons.set_actions(actions)

    def _make_rows(self, check: HealthCheck) -> None:
        for row in self.rows.values():
            self._lines.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = {each.id: AskedRow(each.id) for each in check.asked}
        for row in self.rows.values():
            row.person_asked.connect(self.person_asked)
            self._lines.addWidget(row)

    def focus_first(self) -> None:
        """Give the keyboard to who is next; to the button that opens it when all have answered."""
        following = next((row for row in self.rows.values() if row.is_next), None)
        if following is None or not following.buttons.focus_first():
            self.buttons.focus_first()


class AskedRow(QWidget):
    """One person: name, what they do here, where they stand, and what they can do."""

    person_asked = Signal(str, str)

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self.is_next = False
        self.name_label = PlainLabel("", "strong", elide=True)
        self.does_label = PlainLabel("", "small", "muted", wrap=True)
        self.state_label = PlainLabel("", "body", "muted", wrap=True)
        self.buttons = ActionButtons()
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.name_label)
        names.addWidget(self.does_label)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, SPACE_XS, 0, SPACE_XS)
        line.setSpacing(SPACE_L)
        line.addLayout(names, 3)
        line.addWidget(self.state_label, 2)
        line.addWidget(self.buttons, 6)
        self.buttons.setMinimumWidth(metrics("body").averageCharWidth() * 16)
        self.buttons.action_requested.connect(self._ask)

    def show_asked(self, asked: Asked, acting: bool, *, can_write: bool) -> None:
        """Show where `asked` stands; `acting`: it is who is at the computer."""
        person, state = asked.person, asked.state
        name, short = typed(person.name), len(person.name) <= MOST_LETTERS
        self.name_label.setText(name)
        self.name_label.set_colour(voice(person))
        self.does_label.setText(functions_text(person))
        self.does_label.setVisible(bool(functions_text(person)))
        self.state_label.setText(words.state_words(asked))
        self.state_label.set_colour("PROMISE" if state is State.FINISHED else "muted")
        self.is_next = state is not State.FINISHED and can_write
        actions = []
        if can_write and state is State.WAITING:
            say = tr("{name} answers…").format(name=name) if short else tr("Answer…")
            actions = [(ANSWER, say, acting), (PAPER, tr("From paper…"), False)]
        elif can_write and state is State.BEGUN:
            say = tr("{name} goes on…").format(name=name) if short else tr("Go on…")
            actions = [(ANSWER, say, acting), (PAPER, tr("From paper…"), False)]
        elif can_write:
            actions = [(ANSWER, tr("Look again…"), False)]
        if can_write and state is not State.WAITING:
            actions.append((ANEW, tr("Word forgotten…"), False))
        self.buttons.set_actions(actions)
        for key, text, _primary in actions:
            self.buttons.button(key).setAccessibleName(text if name in text else f"{name}: {text}")

    def _ask(self, what: str) -> None:
        self.person_asked.emit(what, self._key)


def can_close(check: HealthCheck) -> bool:
    """Say whether somebody of each function has answered, so that it can be opened without the others."""
    return holds_both(each.person for each in check.finished)


def _next_words(check: HealthCheck, counts: str) -> str:
    if check.is_complete:
        return tr("All have answered. Sit down together and open it.")
    return counts + "."
