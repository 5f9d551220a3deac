"""What can be asked and answered about the deal that Intake shows."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.actions import asking
from desktop.actions.desk import Judged
from desktop.session import Session
from desktop.wording.asking import ask_words, history_lines, waited_for
from framework.agreement import Zone
from framework.asking import Kind
from framework.stages import moves_the_date
from framework.standing import State
from resources.words import tr
from storage.trouble import Trouble

ASK, NOTE, TAKE_BACK, TAKE_OVER, TALK = "ask", "ask_with_note", "take_back", "take_over", "answers"
RAISE, SHOW = "raise_question", "show_question"
ANSWERS = {"yes": Kind.ACCEPT, "conditions": Kind.CONDITIONS, "no": Kind.REFUSE}


def asking_actions(judged: Judged, session: Session) -> list[tuple[str, str, bool]]:
    """Return what the person acting can do about asking: key, words of the button, and whether it is the main one."""
    if not judged.deal.is_open:
        return []
    if open_question(judged):
        return [(SHOW, tr("Show on the ladder"), True)]
    raising = [(RAISE, tr("Raise a question…"), _is_next(judged))] if _may_raise(judged, session) else []
    return [*_asking(judged, session), *raising]


def open_question(judged: Judged) -> str:
    """Return the key of the question about a deal that stands on the ladder, empty where there is none."""
    return next((each.question_id for each in reversed(judged.requests) if each.question_id and not each.answers), "")


def _may_raise(judged: Judged, session: Session) -> bool:
    """Say whether a deal is for the ladder: off the table, refused, or waiting for too long."""
    standing = judged.standing
    if not session.desk.business.agreement.ladder:
        return False
    return judged.verdict.zone is Zone.OFF or standing.state is State.REFUSED or standing.overdue


def _is_next(judged: Judged) -> bool:
    """Say whether raising is the next step: not before an answer that may still come, nor after a decision."""
    return judged.standing.state is not State.WAITING and not any(each.question_id for each in judged.requests)


def _asking(judged: Judged, session: Session) -> list[tuple[str, str, bool]]:
    desk, person, standing = session.desk, session.person, judged.standing
    if asking.seats_open_to(standing, person, desk):
        return [("yes", tr("Yes"), True), ("conditions", tr("Yes, if…"), False), ("no", tr("No…"), False)]
    if standing.state is State.WAITING:
        asked_by = standing.request.asked_by if standing.request is not None else ""
        here = [each.id for each in desk.business.people]
        # What somebody asked who is here no more, anybody may take back: else it would wait for ever.
        mine = asked_by not in here or (person is not None and asked_by == person.id)
        return [(TAKE_BACK, tr("Take the question back"), False)] if mine else []
    if standing.state is State.CONDITIONS:
        return [(TAKE_OVER, tr("Use these conditions"), True)]
    if judged.verdict.zone is Zone.ASK and standing.uncovered:
        return [(ASK, ask_words(standing, desk.business), standing.state is not State.REFUSED)]
    return []


class DealAsking(QObject):
    """Carries out what was asked for. `done(text)` tells what happened, `troubled(Trouble)` what went wrong.

    `question_requested(id)`: a question is to be shown on the ladder.
    """

    done = Signal(str)
    troubled = Signal(object)
    question_requested = Signal(str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._window = session, parent

    def can(self, what: str) -> bool:
        """Say whether `what` is for here."""
        return what in (ASK, NOTE, TAKE_BACK, TAKE_OVER, TALK, RAISE, SHOW) or what in ANSWERS

    def do(self, what: str, judged: Judged) -> None:
        """Carry out one of the keys of `asking_actions`, and what the menu adds to them."""
        if what in ANSWERS:
            self._answer(ANSWERS[what], judged)
            return
        if what == TALK:
            self._show_talk(judged)
            return
        if what == SHOW:
            self.question_requested.emit(open_question(judged))
            return
        if what == RAISE:
            self._raise(judged)
            return
        try:
            said = self._carry_out(what, judged)
        except Trouble as trouble:
            self.troubled.emit(trouble)
        else:
            if said:
                self.done.emit(said)

    def _carry_out(self, what: str, judged: Judged) -> str:
        session, deal = self._session, judged.deal
        request, given = judged.standing.request, judged.standing.answer
        if what == TAKE_BACK and request is not None:
            asking.take_back(
                book=session.book, who=session.author, desk=session.desk, request=request, client=deal.client
            )
            return tr("The question about {client} is taken back.").format(client=deal.client)
        if what == TAKE_OVER and request is not None and request.question_id:
            return self._take_over_decision(judged, request.question_id)
        if what == TAKE_OVER and given is not None:
            to_on = asking.condition_fields(deal, given.conditions, session.digits).get("promised_on", deal.promised_on)
            if moves_the_date(deal, to_on):
                from desktop.dialogs.date_moved import DateMoved

                dialog = DateMoved(session, deal, to_on, self._window, given=given)
                dialog.saved.connect(self.done)
                dialog.open()
                return ""
            asking.take_over(book=session.book, who=session.author, desk=session.desk, deal=deal, given=given)
            return tr("{client} is now as it was agreed to.").format(client=deal.client)
        if what == NOTE:
            return self._ask_with_note(judged)
        asking.ask(book=session.book, who=session.author, desk=session.desk, deal_id=deal.id)
        return self._asked_words(judged)

    def _ask_with_note(self, judged: Judged) -> str:
        """Ask with words of one's own; what stands against them is said where they are, and they stay."""
        from desktop.dialogs.note import ask_note

        session, wanted = self._session, tr("What should whoever answers know?")
        note = ask_note(self._window, wanted, "")
        while note is not None:
            try:
                asking.ask(book=session.book, who=session.author, desk=session.desk, deal_id=judged.deal.id, say=note)
            except Trouble as trouble:
                note = ask_note(self._window, wanted, note, trouble.say)
            else:
                return self._asked_words(judged)
        return ""

    def _asked_words(self, judged: Judged) -> str:
        from desktop.actions.desk import judge
        from storage.intake import read_deal

        deal = read_deal(self._session.book, judged.deal.id, digits=self._session.digits)
        if deal is None:
            return ""
        business = self._session.business
        standing = judge(self._session.book, self._session.desk, deal).standing
        said = tr("{client}: asked {who}.")
        return said.format(client=deal.client, who=waited_for(standing, business))

    def _answer(self, kind: Kind, judged: Judged) -> None:
        session, request = self._session, judged.standing.request
        seats = asking.seats_open_to(judged.standing, session.person, session.desk)
        if request is None or not seats or session.person is None:
            return
        if kind is Kind.ACCEPT:
            try:
                asking.answer(
                    book=session.book,
                    who=session.person,
                    desk=session.desk,
                    request=request,
                    seat=seats[0],
                    kind=kind,
                    seen=judged.deal.version,
                )
            except Trouble as trouble:
                self.troubled.emit(trouble)
            else:
                self.done.emit(tr("Yes to {client}.").format(client=judged.deal.client))
            return
        from desktop.dialogs.answer_editor import AnswerEditor

        editor = AnswerEditor(session, judged, request, session.person, seats[0], kind, self._window)
        editor.saved.connect(self.done)
        editor.open()

    def _take_over_decision(self, judged: Judged, question_id: str) -> str:
        from desktop.actions.escalation import take_over_decision
        from storage.questions import read_question

        session, deal = self._session, judged.deal
        question = read_question(session.book, question_id, digits=session.digits)
        if question is None or question.decision is None:
            return ""
        take_over_decision(
            book=session.book, who=session.author, desk=session.desk, deal=deal, decision=question.decision
        )
        return tr("{client} is now as it was decided.").format(client=deal.client)

    def _raise(self, judged: Judged) -> None:
        from desktop.dialogs.raise_question import RaiseQuestion

        editor = RaiseQuestion(self._session, judged, self._window)
        editor.saved.connect(self.done)
        editor.open()

    def _show_talk(self, judged: Judged) -> None:
        from desktop.dialogs.talk import Talk

        desk = self._session.desk
        Talk(judged.deal.client, history_lines(judged.requests, desk.business, desk.zone), self._window).open()
