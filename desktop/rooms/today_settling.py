"""Settling what waits on Today: at once with a way back, in a small dialog, or where it is done."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.rooms.room import SHOW_VISIT
from desktop.session import Session
from desktop.wording.typed import typed
from framework.today import Kind, Waiting
from resources.words import tr
from storage.trouble import Refused, Trouble

IN_THE_DEAL = (Kind.ANSWER, Kind.DELIVER, Kind.ACCEPT, Kind.GIVE_AGAIN)
PLAN = "plan"
"""What Visibility does for a visit that is due."""
CHECK = "check"
"""What the Health check tab shows for a check that is due, to be answered or to be opened."""
AFTER_DELIVERY = {Kind.OUTCOME: "outcome", Kind.LOOK_BACK: "look_back"}
ON_THE_LADDER = (Kind.DECIDE, Kind.SPEAK, Kind.REVIEW)


class Settling(QObject):
    """Settles one thing. `done(text)` tells what happened, `troubled(Trouble)` what went wrong.

    `deal_work_requested(id)`, `question_requested(id)`, `after_delivery_requested(what, id)`,
    `room_requested(key, what)` and `proposal_requested()` ask for where it is done.
    """

    done = Signal(str)
    troubled = Signal(object)
    deal_work_requested = Signal(str)
    question_requested = Signal(str)
    proposal_requested = Signal()
    after_delivery_requested = Signal(str, str)
    room_requested = Signal(str, str)

    def __init__(self, session: Session, room: QWidget) -> None:
        super().__init__(room)
        self._session, self._room = session, room

    def settle(self, one: Waiting) -> None:
        """Do what the one button says."""
        if one.kind in IN_THE_DEAL and one.deal_id is not None:
            self.deal_work_requested.emit(one.deal_id)
        elif one.kind in ON_THE_LADDER:
            self.question_requested.emit(one.key)
        elif one.kind in AFTER_DELIVERY:
            self.after_delivery_requested.emit(AFTER_DELIVERY[one.kind], one.key)
        elif one.kind is Kind.VISIT:
            self.room_requested.emit("visibility", f"{SHOW_VISIT}{one.key}" if one.key else PLAN)
        elif one.kind is Kind.HEALTH:
            self.room_requested.emit("health", CHECK)
        elif one.kind is Kind.SIGN:
            self.proposal_requested.emit()
        else:
            try:
                said = self._promise(one) if one.kind is Kind.PROMISE else self._at_once(one)
            except Trouble as trouble:
                self.troubled.emit(trouble)
            else:
                if said:
                    self.done.emit(said)

    def _at_once(self, one: Waiting) -> str:
        session = self._session
        book, who, today = session.book, session.author, session.today
        if one.kind is Kind.ACTION:
            from desktop.actions.meeting import tick_action
            from storage.meeting import read_action

            action = read_action(book, one.key)
            if action is None:
                raise Refused(tr("This action was taken off the list in the meantime."))
            tick_action(book=book, who=who, today=today, action=action, done=True)
            return tr("Done: {say}").format(say=typed(action.say))
        from desktop.actions.escalation import tell
        from storage.questions import read_question

        question = read_question(book, one.key, digits=session.digits)
        if question is None:
            raise Refused(tr("This question was taken back in the meantime."))
        tell(book=book, who=who, today=today, question=question)
        return tr("The client is told: {subject}").format(subject=typed(question.subject))

    def _promise(self, one: Waiting) -> str:
        from desktop.dialogs.promise_editor import PromiseEditor
        from storage.intake import read_deal
        from storage.promises import read_promise

        session = self._session
        promise = read_promise(session.book, one.key)
        deal = None if promise is None else read_deal(session.book, promise.deal_id, digits=session.digits)
        if promise is None or deal is None:
            raise Refused(tr("This promise was taken away in the meantime."))
        editor = PromiseEditor(session, deal, promise, self._room)
        editor.saved.connect(self.done)
        editor.ask_how_it_ended()
        editor.open()
        return ""
