"""The page of the health checks: none yet, one that runs, the last results, and the moments of a check (section 12).

The moments - handing over, answering, opening - have the window to themselves (`alone_wanted`), and end when anybody
looks elsewhere or somebody else is chosen as acting: then nothing of them is on screen or in memory any more.
"""

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.actions.health import agreed_since, choose_word, due_day, unlock
from desktop.rooms.health_answering import Answering
from desktop.rooms.health_check_work import HealthCheckWork
from desktop.rooms.health_hand_over import HandOver
from desktop.rooms.health_opening import Opening
from desktop.rooms.health_page import HealthPage
from desktop.rooms.health_result import HealthResultPage
from desktop.rooms.health_running import ANEW, ANSWER, CALL_OFF, CLOSE, LAST, OPEN, PAPER, PRINT, Running, can_close
from desktop.session import Session
from desktop.wording import health_check as words
from desktop.wording.typed import typed
from framework.health_check import Asked, HealthCheck, State, step_for
from resources.words import tr
from storage.business import TOPICS as BUSINESS_TOPICS
from storage.health import TOPICS, read_opened, running_check
from storage.trouble import Trouble
from widgets.action_buttons import ActionButtons
from widgets.empty_state import EmptyState

BEGIN, FORM, BACK = "begin", "print_form", "back"


class HealthCheckPage(HealthPage):
    """Shows where the checks stand, and leads one from its beginning to its opening.

    Signals: `counted(int)` of what waits for the person acting, `alone_wanted(bool)` when a moment of a check is to
    have the window to itself, and when it has ended.
    """

    topics = TOPICS | BUSINESS_TOPICS | HealthResultPage.topics

    counted = Signal(int)
    alone_wanted = Signal(bool)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.check: HealthCheck | None = None
        self._has_results = False
        self._looks_back = False
        self._paper = False
        self._moment: QWidget | None = None
        self._is_behind = False
        self.empty = EmptyState()
        self.running = Running()
        self.result = HealthResultPage(session)
        self.back_buttons = ActionButtons()
        self.work = HealthCheckWork(session, self)
        self.hand_over, self.answering, self.opening = HandOver(), Answering(session), Opening(session)
        self.results = QWidget()
        column = QVBoxLayout(self.results)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.back_buttons)
        column.addWidget(self.result, 1)
        self.back_buttons.set_actions(((BACK, tr("Back to the check that is running"), False),))
        self.stack = QStackedWidget()
        for page in (self.empty, self.running, self.results, self.hand_over, self.answering, self.opening):
            self.stack.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)
        self._connect()

    def _connect(self) -> None:
        self.empty.action_requested.connect(self.do)
        self.running.person_asked.connect(self._do_for)
        self.running.asked.connect(self.do)
        self.back_buttons.action_requested.connect(self.do)
        self.hand_over.word_given.connect(self._take_word)
        self.hand_over.left.connect(self.leave_moment)
        self.answering.paused.connect(self._pause)
        self.answering.finished.connect(self._finish)
        self.opening.left.connect(self.leave_moment)
        self.opening.kept.connect(self._show_kept)
        self.opening.anew.connect(self._ask_anew)
        self.session.person_changed.connect(self.leave_moment)
        self.work.told.connect(self._show_done)
        self.work.troubled.connect(self.troubled)
        self.work.close_agreed.connect(self.open_together)
        result = self.result
        result.new_check_requested.connect(self.begin)
        result.told.connect(self.told)
        result.troubled.connect(self.troubled)
        result.settled.connect(self.settled)
        result.deal_requested.connect(self.deal_requested)
        result.question_requested.connect(self.question_requested)
        result.room_requested.connect(self.room_requested)

    # Showing

    def refresh(self) -> None:
        """Show where the checks stand; a moment goes on while its check does."""
        self._is_behind = False
        self.check = running_check(self.session.book)
        if self._moment is not None and self.check is not None:
            self._tell_count()
            return
        if self._moment is self.opening and not self.opening.is_open:
            # It is being opened here, and tells so itself.
            return
        if self._moment is not None:
            self._drop_moment()
            self._is_behind = False
            self.told.emit(tr("The health check is over. It was called off or opened elsewhere."), False)
        self.result.set_can_begin(self.check is None and not self.session.book.read_only_because)
        opened = read_opened(self.session.book)
        self._has_results = bool(opened)
        if opened and (self.check is None or self._looks_back):
            self.result.show_opened(opened[0], opened[1:])
        self._show()
        self._tell_count()

    def _show(self) -> None:
        """Show the page that belongs to where the checks stand."""
        can_write = not self.session.book.read_only_because
        self._looks_back = self._looks_back and self.check is not None and self._has_results
        if self.check is not None and not self._looks_back:
            acting = self.session.person.id if self.session.person is not None else ""
            self.running.show_check(self.check, acting, can_write=can_write, has_results=self._has_results)
            self.stack.setCurrentWidget(self.running)
        elif self._has_results:
            self.back_buttons.setVisible(self.check is not None)
            self.stack.setCurrentWidget(self.results)
        else:
            actions = [(BEGIN, tr("Begin a check…"), True)] if can_write else []
            self.empty.set_content(tr("How well do Sales and Operations work together?"), _empty_words(), actions)
            self.stack.setCurrentWidget(self.empty)

    def count(self) -> None:
        """Count what waits for the person acting."""
        try:
            self.check = running_check(self.session.book)
            self._tell_count()
        except Trouble:
            # Damage is told by the check behind the first paint, and by the page when it is looked at.
            return

    def _tell_count(self) -> None:
        """Tell what Today would ask of the person acting: to begin one that is due, to answer, to open it."""
        session, person = self.session, self.session.person
        if person is None:
            self.counted.emit(0)
            return
        due_on = due_day(session.book, agreed_since(session.book)) if self.check is None else None
        step = step_for(self.check, due_on, person, session.business.people, session.today)
        self.counted.emit(int(step is not None))

    def finish_background_work(self) -> None:
        """Do now what would be done behind the window."""
        if self.stack.currentWidget() is self.results:
            self.result.finish_background_work()

    def focus_first(self) -> None:
        """Give the keyboard to where work on this page begins."""
        page = self.stack.currentWidget()
        if page is self.empty:
            self.empty.buttons.focus_first()
        elif page is self.results:
            self.result.focus_first()
        elif page is self.running:
            self.running.focus_first()

    def print_page(self) -> None:
        """Print the result that is shown, else the form."""
        if self.stack.currentWidget() is self.results:
            self.result.print_page()
        else:
            self.print_form()

    # Doing

    def do(self, what: str) -> None:
        """Do what a button or a menu asks for, by its word."""
        doing = {
            BEGIN: self.begin,
            FORM: self.print_form,
            PRINT: self.print_form,
            LAST: self._look_back,
            BACK: self._look_ahead,
            OPEN: self._ask_to_open,
            CLOSE: self._ask_to_close,
            CALL_OFF: self._call_off,
        }
        if what in doing:
            doing[what]()
        else:
            self.result.do(what)

    def begin(self) -> None:
        """Begin a check; where one runs, go on with it."""
        if self._moment is not None:
            return
        if self.check is not None:
            self._look_ahead()
            self.focus_first()
        elif not self.session.book.read_only_because:
            self.work.begin(short=not self._has_results)

    def _show_done(self, say: str) -> None:
        self.told.emit(say, True)
        self.focus_first()

    def _look_back(self) -> None:
        self._looks_back = True
        self.refresh()
        self.focus_first()

    def _look_ahead(self) -> None:
        self._looks_back = False
        self.refresh()
        self.focus_first()

    def print_form(self) -> None:
        """Print the form of the check that runs, for each or blank; else the long form, blank."""
        self.work.print_form(self.check)

    def _call_off(self) -> None:
        if self.check is not None:
            self.work.call_off(self.check)

    # Moments

    def _ask_for(self, key: str) -> Asked | None:
        self.check = running_check(self.session.book)
        return next((each for each in self.check.asked if each.id == key), None) if self.check is not None else None

    def _do_for(self, what: str, key: str) -> None:
        """Let a person who is asked answer, here or from paper, or answer again."""
        if what == ANEW:
            self._ask_anew(key)
        elif what in (ANSWER, PAPER):
            self._hand_over(key, paper=what == PAPER)

    def _hand_over(self, key: str, *, paper: bool) -> None:
        asked = self._ask_for(key)
        if asked is None or self.check is None:
            self.refresh()
            return
        self._paper = paper
        acting = self.session.person is not None and self.session.person.id == asked.person.id
        traced = words.traced_words([each.person for each in self.check.asked])
        self.hand_over.show_for(asked, acting=acting, traced=traced)
        self._begin_moment(self.hand_over)
        self.hand_over.focus_first()

    def _begin_moment(self, page: QWidget) -> None:
        self._moment = page
        self.stack.setCurrentWidget(page)
        self.alone_wanted.emit(True)

    def leave_moment(self) -> None:
        """End what is on screen of a check: what was answered is sealed and kept, all else is forgotten."""
        if self._moment is None:
            return
        self._drop_moment()
        if self.isVisible():
            self.refresh()
            self.focus_first()

    def _drop_moment(self) -> None:
        """Forget it without a look at the file, which may be closed already."""
        self._moment = None
        self.hand_over.clear()
        self.answering.clear()
        self.opening.clear()
        self.stack.setCurrentWidget(self.running)
        self._is_behind = True
        self.alone_wanted.emit(False)

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever looks elsewhere, or closes the window, pauses."""
        super().hideEvent(event)
        if self._moment is not None:
            self._drop_moment()

    def showEvent(self, event: QShowEvent) -> None:
        """Show where the check stands after a moment that ended out of sight."""
        super().showEvent(event)
        if self._is_behind:
            self.refresh()

    def _take_word(self, word: str) -> None:
        asked = self.hand_over.asked
        if asked is None or self.check is None:
            return
        begin = choose_word if asked.state is State.WAITING else unlock
        try:
            unlocked = begin(book=self.session.book, asked=asked, word=word)
        except Trouble as trouble:
            self.hand_over.refuse(trouble.say)
            return
        self.hand_over.clear()
        self._begin_moment(self.answering)
        self.answering.begin(unlocked, self.check, paper=self._paper)

    def _pause(self) -> None:
        """Clear the screen: whoever goes on types their word."""
        asked = self.hand_over.asked
        if asked is not None:
            self._hand_over(asked.id, paper=self._paper)

    def _finish(self) -> None:
        """Somebody is done: hand over to the next, or show that it can be opened."""
        done = self.hand_over.asked
        self.leave_moment()
        if self.check is None or done is None:
            return
        following = next((each for each in self.check.asked if each.state is not State.FINISHED), None)
        if following is not None:
            self._hand_over(following.id, paper=False)
        name = typed(done.person.name)
        self.told.emit(tr("{name} has answered. The answers are locked.").format(name=name), False)

    def _ask_anew(self, key: str) -> None:
        """Ask before somebody's answers are thrown away."""
        self.leave_moment()
        asked = self._ask_for(key)
        if asked is not None:
            self.work.ask_anew(asked)

    # Opening

    def open_together(self) -> None:
        """Ask everybody who has answered for their word, then show area by area what was said."""
        if self._moment is not None:
            return
        self.check = running_check(self.session.book)
        if self.check is None:
            self.refresh()
            return
        self.opening.begin(self.check, self.check.finished)
        self._begin_moment(self.opening)
        self.opening.focus_first()

    def _ask_to_open(self) -> None:
        """Open it where all have answered; where somebody is missing, say so first."""
        if self._moment is not None or self.session.book.read_only_because:
            return
        if self.check is None:
            self.told.emit(tr("No health check is running that could be opened."), False)
        elif self.check.is_complete:
            self.open_together()
        elif can_close(self.check):
            self._ask_to_close()
        else:
            self.told.emit(tr("It takes the answers of somebody who sells and of somebody who delivers."), False)

    def _ask_to_close(self) -> None:
        if self.check is not None:
            self.work.ask_to_close(self.check)

    def _show_kept(self) -> None:
        self._moment = None
        self.hand_over.clear()
        self.answering.clear()
        self.refresh()
        self.alone_wanted.emit(False)
        self.focus_first()


def _empty_words() -> str:
    return tr(
        "A health check asks everybody the same statements, each alone: how rules, handovers, meetings and tone work "
        "today. Then you open it together, see where the two sides see the same thing differently, and choose one "
        "thing to mend. The long form takes 30 to 40 minutes each, the short form about 5. Nobody's answers can be "
        "read before you open them together."
    )
