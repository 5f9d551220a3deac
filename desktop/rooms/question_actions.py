"""What can be done about a question of the ladder, and doing it."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.actions import escalation
from desktop.session import Session
from desktop.wording.questions import side_words, step_name
from desktop.wording.typed import typed
from framework.asking import Conditions
from framework.deal import Deal
from framework.people import Function
from framework.questions import Question, lacks, may_decide, next_step, owner_step
from resources.words import tr
from storage.trouble import Trouble

DECIDE, WORDS, MOVE_UP, TO_OWNER, SEND_BACK, DROP = "decide", "words", "move_up", "to_owner", "send_back", "drop"
TELL, RIGHT, WRONG, TAKE_OVER, DEAL = "tell", "right", "wrong", "take_over", "deal"
RARE = frozenset({TO_OWNER, DROP, DEAL})
"""What is not done every day."""


def question_actions(question: Question, deal: Deal | None, session: Session) -> list[tuple[str, str, bool]]:
    """Return what the person acting can do: key, words of the button, and whether it is the main one."""
    actions: list[tuple[str, str, bool]] = []
    if session.book.read_only_because:
        pass
    elif question.is_open:
        actions = _while_open(question, session)
    elif question.decision is not None:
        actions = _once_decided(question, deal, session)
    if deal is not None:
        # What takes the question away stands last, where nobody comes to it by chance.
        before = len(actions) - 1 if actions and actions[-1][0] == DROP else len(actions)
        actions.insert(before, (DEAL, tr("Show the deal"), False))
    return actions


def _while_open(question: Question, session: Session) -> list[tuple[str, str, bool]]:
    business, person = session.business, session.person
    ladder, people = business.agreement.ladder, business.people
    step = next((each for each in ladder if each.id == question.here.step_id), None)
    decides = step is not None and may_decide(person, step, people)
    missing = lacks(question, people)
    own = [] if person is None else [side for side in Function if side in person.functions]
    unsaid = {Function.SALES: question.sales_say, Function.OPERATIONS: question.operations_say}
    silent = next((side for side in own if not unsaid[side]), None)
    actions = []
    if decides:
        actions.append((DECIDE, tr("Decide"), not missing))
    words = tr("What is said…") if silent is None else tr("Speak for {side}…").format(side=side_words(silent))
    actions.append((WORDS, words, bool(missing)))
    above, top = next_step(question.here.step_id, ladder, people), owner_step(ladder)
    if above is not None:
        actions.append((MOVE_UP, tr("Move up…"), False))
    if top is not None and above is not None and above.id != top.id:
        actions.append((TO_OWNER, tr("Straight to the owner…"), False))
    if question.here.jumped:
        actions.append((SEND_BACK, tr("Send back"), False))
    actions.append((DROP, tr("Take off the ladder"), False))
    return actions


def _once_decided(question: Question, deal: Deal | None, session: Session) -> list[tuple[str, str, bool]]:
    decision = question.decision
    assert decision is not None
    actions = []
    untaken = decision.taken_at is None and decision.conditions != Conditions()
    if deal is not None and deal.is_open and untaken:
        actions.append((TAKE_OVER, tr("Change the deal to it"), True))
    if decision.told_on is None and decision.teller:
        actions.append((TELL, tr("The client is told"), not actions))
    if decision.right is None and decision.review_on is not None and decision.review_on <= session.today:
        actions.append((RIGHT, tr("Yes, it was right"), False))
        actions.append((WRONG, tr("No, it was not"), False))
    return actions


class QuestionActions(QObject):
    """Carries out what was asked for. `done(text)` tells what happened, `troubled(Trouble)` what went wrong."""

    done = Signal(str)
    troubled = Signal(object)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._window = session, parent

    def do(self, what: str, question: Question, deal: Deal | None) -> None:
        """Carry out one of the keys of `question_actions`."""
        if what in (DECIDE, WORDS, MOVE_UP, TO_OWNER):
            self._ask(what, question, deal)
            return
        try:
            said = self._carry_out(what, question, deal)
        except Trouble as trouble:
            self.troubled.emit(trouble)
        else:
            if said:
                self.done.emit(said)

    def _ask(self, what: str, question: Question, deal: Deal | None) -> None:
        from desktop.dialogs.decide_question import DecideQuestion
        from desktop.dialogs.move_up import MoveUp
        from desktop.dialogs.question_words import QuestionWords

        session, person = self._session, self._session.person
        editor: DecideQuestion | MoveUp | QuestionWords
        if what == DECIDE:
            if person is None:
                return
            editor = DecideQuestion(session, question, person, deal, self._window)
        elif what == WORDS:
            editor = QuestionWords(session, question, self._window)
        else:
            editor = MoveUp(session, question, self._window, to_owner=what == TO_OWNER)
        editor.saved.connect(self.done)
        editor.open()

    def _carry_out(self, what: str, question: Question, deal: Deal | None) -> str:
        session, subject = self._session, typed(question.subject)
        book, who, desk, today = session.book, session.author, session.desk, session.today
        if what == SEND_BACK:
            step = escalation.send_back(book=book, who=who, desk=desk, question=question)
            return tr("Sent back to {step}.").format(step=step_name(step.id, session.business.agreement.ladder))
        if what == DROP:
            escalation.drop_question(book=book, who=who, question=question)
            return tr("Off the ladder: {subject}").format(subject=subject)
        if what == TELL:
            escalation.tell(book=book, who=who, today=today, question=question)
            return tr("The client is told: {subject}").format(subject=subject)
        if what in (RIGHT, WRONG):
            escalation.review(book=book, who=who, today=today, question=question, right=what == RIGHT)
            return tr("Looked back: {subject}").format(subject=subject)
        if what == TAKE_OVER and deal is not None and question.decision is not None:
            escalation.take_over_decision(book=book, who=who, desk=desk, deal=deal, decision=question.decision)
            return tr("{client} is now as it was decided.").format(client=typed(deal.client))
        return ""
