"""Answering alone: one statement at a time, then all of them in a list; every answer is sealed and kept at once."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.actions.health import Unlocked, area_titles, keep_answers
from desktop.rooms.health_overview import Overview
from desktop.rooms.health_statement import ALL, BACK, DONE, PAUSE, OneStatement
from desktop.session import Session
from desktop.wording import health_check as words
from framework.health import Statement
from framework.health_check import HealthCheck, unanswered
from storage.trouble import Trouble
from widgets.scale_row import CANNOT_SAY, NOTHING


class Answering(QWidget):
    """One person at their answers, which leave this widget only sealed.

    Signals: `paused()` when they stop for now, `finished()` when they are done, `troubled(Trouble)` when an answer
    can't be kept. Nothing is shown any more once one of the first two has come.
    """

    paused = Signal()
    finished = Signal()
    troubled = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._unlocked: Unlocked | None = None
        self._statements: tuple[Statement, ...] = ()
        self._titles = area_titles()
        self._at = 0
        self.one = OneStatement()
        self.overview = Overview()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.one)
        self.stack.addWidget(self.overview)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)
        self.one.scale.chosen.connect(self.answer)
        self.one.scale.stepped.connect(self._step)
        self.one.buttons.action_requested.connect(self._do)
        self.overview.buttons.action_requested.connect(self._do)
        self.overview.opened.connect(self.show_statement)
        self.overview.typed.connect(self._type)

    @property
    def is_open(self) -> bool:
        """True while somebody is at their answers."""
        return self._unlocked is not None

    @property
    def at(self) -> str:
        """The statement that is shown, by its code; "" in the list."""
        showing = self.is_open and self.stack.currentWidget() is self.one
        return self._statements[self._at].id if showing else ""

    def begin(self, unlocked: Unlocked, check: HealthCheck, *, paper: bool) -> None:
        """Take up the answers of somebody where they stopped; from `paper` all statements are in a list."""
        self._unlocked, self._statements = unlocked, check.statements
        self.overview.set_paper(paper)
        left = unanswered(self._statements, unlocked.answers)
        if paper or not left:
            self.show_overview(left[0].id if left else "")
        else:
            self.show_statement(left[0].id)

    def clear(self) -> None:
        """Show nothing any more, and forget the word and what was answered."""
        self._unlocked = None
        self._statements = ()
        self._at = 0
        self.one.clear()
        self.overview.clear()

    def focus_first(self) -> None:
        """Give the keyboard to what is answered."""
        if self.stack.currentWidget() is self.one:
            self.one.scale.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.overview.focus_first()

    # Showing

    def show_statement(self, code: str) -> None:
        """Show one statement."""
        self._at = next((at for at, each in enumerate(self._statements) if each.id == code), 0)
        self._show()
        self.stack.setCurrentWidget(self.one)
        self.focus_first()

    def show_overview(self, code: str = "") -> None:
        """Show all statements in a list, with the keyboard at `code`."""
        self.stack.setCurrentWidget(self.overview)
        self._show()
        if code:
            self.overview.card.set_current(code)
        self.focus_first()

    def _show(self) -> None:
        if self._unlocked is None:
            return
        answers, statements = self._unlocked.answers, self._statements
        done = len(statements) - len(unanswered(statements, answers))
        if self.stack.currentWidget() is self.overview:
            self.overview.show_all(self._unlocked, statements)
        each = statements[self._at]
        area = words.area_name(each.area, self._titles)
        self.one.show_statement(each, area, self._at + 1, len(statements), done, _pressed(answers, each.id))

    # Answering

    def answer(self, number: int) -> None:
        """Keep the answer to the statement that is shown, 0 for "Can't say", and go on."""
        if self._keep(self._statements[self._at].id, number):
            self.go_on()

    def go_on(self) -> None:
        """Show the next statement; after the last one all of them."""
        if self._at + 1 < len(self._statements):
            self.show_statement(self._statements[self._at + 1].id)
        else:
            self.show_overview()

    def go_back(self) -> None:
        """Show the statement before."""
        if self._at:
            self.show_statement(self._statements[self._at - 1].id)

    def _type(self, code: str, number: int) -> None:
        """Keep what is typed from paper, and go on to the next line."""
        if not self._keep(code, number):
            return
        self._show()
        codes = [each.id for each in self._statements]
        at = codes.index(code) + (1 if number != NOTHING else 0)
        if at < len(codes):
            self.overview.go_to(codes[at])

    def _keep(self, code: str, number: int, *, finished: bool = False) -> bool:
        if self._unlocked is None:
            return False
        answers = dict(self._unlocked.answers)
        if number == NOTHING:
            answers.pop(code, None)
        elif code:
            answers[code] = None if number == CANNOT_SAY else number
        unlocked = self._unlocked
        try:
            kept = keep_answers(book=self._session.book, unlocked=unlocked, answers=answers, finished=finished)
        except Trouble as trouble:
            self._say(trouble.say)
            self.troubled.emit(trouble)
            return False
        # Its news may have ended the check, and this with it.
        if self._unlocked is not None:
            self._unlocked = kept
            self._say("")
        return self._unlocked is not None

    def _say(self, text: str) -> None:
        self.one.say(text)
        self.overview.say(text)

    def _do(self, what: str) -> None:
        if what == BACK:
            self.go_back()
        elif what == ALL:
            self.show_overview(self._statements[self._at].id)
        elif what == PAUSE:
            self.pause()
        elif what == DONE:
            self.finish()

    def pause(self) -> None:
        """Stop for now: what was answered is kept already."""
        self.clear()
        self.paused.emit()

    def finish(self) -> None:
        """Say that all is answered; what is missing is shown otherwise."""
        if self._unlocked is None:
            return
        left = unanswered(self._statements, self._unlocked.answers)
        if left:
            self.show_overview(left[0].id)
        if self._keep("", CANNOT_SAY, finished=True):
            self.clear()
            self.finished.emit()

    def _step(self, by: int) -> None:
        if by > 0:
            self.go_on()
        else:
            self.go_back()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape pauses."""
        if event.key() == Qt.Key.Key_Escape and self.is_open:
            self.pause()
        else:
            super().keyPressEvent(event)


def _pressed(answers: dict[str, int | None], code: str) -> int:
    if code not in answers:
        return NOTHING
    answer = answers[code]
    return CANNOT_SAY if answer is None else answer
