"""What can be done about the promises and the handover of the deal that Intake shows."""

from datetime import date

from PySide6.QtCore import QObject, Signal

from desktop.actions import handover, promises
from desktop.actions.desk import Judged
from desktop.rooms.deal_panel import DealPanel
from desktop.rooms.handover_card import ALL_LATE, late_texts, read_late
from desktop.rooms.promises_card import ADD, BROKEN, DATE, EDIT, KEPT, REMOVE
from desktop.session import Session
from desktop.wording.promises import kept_words
from desktop.wording.typed import typed
from framework.handover import Handed
from framework.promises import Promise
from framework.stages import moves_the_date
from resources.words import tr
from storage.promises import read_promise
from storage.trouble import Trouble, short


class DealPromises(QObject):
    """Carries out what the two cards of the panel ask for. `done(text)` tells what happened, `troubled(Trouble)` what
    went wrong.
    """

    done = Signal(str)
    troubled = Signal(object)

    def __init__(self, session: Session, panel: DealPanel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._panel = session, panel
        panel.promises_card.asked.connect(self._do_promise)
        panel.handover_card.asked.connect(self._do_handover)

    def moves_date(self, judged: Judged, day: date | None) -> bool:
        """Ask how the date is moved where the client was promised another one; say whether that is asked."""
        if not moves_the_date(judged.deal, day):
            return False
        from desktop.dialogs.date_moved import ask_move

        ask_move(self._panel, self._session, judged.deal, day).saved.connect(self.done)
        return True

    def add(self) -> None:
        """Write down that something was promised."""
        self._do_promise(ADD, "")

    def _do_promise(self, what: str, promise_id: str) -> None:
        judged = self._panel.judged
        if judged is None:
            return
        if what == DATE:
            from desktop.dialogs.date_moved import ask_move

            ask_move(self._panel, self._session, judged.deal, judged.deal.promised_on).saved.connect(self.done)
            return
        promise = read_promise(self._session.book, promise_id) if promise_id else None
        if what in (ADD, EDIT) and (promise is not None or what == ADD):
            from desktop.dialogs.promise_editor import PromiseEditor

            editor = PromiseEditor(self._session, judged.deal, promise, self._panel)
            editor.saved.connect(self.done)
            editor.open()
        elif promise is not None:
            self._carry_out(what, promise)

    def _carry_out(self, what: str, promise: Promise) -> None:
        session, words = self._session, typed(short(" ".join(promise.say.split())))
        try:
            if what == REMOVE:
                promises.remove_promise(book=session.book, who=session.author, promise=promise)
                self.done.emit(tr("Removed: {promise}").format(promise=words))
                return
            # The same key again takes it back.
            said = {KEPT: True, BROKEN: False}[what]
            kept = None if promise.kept is said else said
            promises.keep_promise(
                book=session.book, who=session.author, today=session.today, promise=promise, kept=kept
            )
        except Trouble as trouble:
            self.troubled.emit(trouble)
        else:
            self.done.emit(tr("{kept}: {promise}").format(kept=kept_words(kept), promise=words))

    def _do_handover(self, what: str) -> None:
        judged, session = self._panel.judged, self._session
        if judged is None:
            return
        if what == ALL_LATE:
            self._show_late(judged)
            return
        person = session.person
        if person is None:
            return
        if what == Handed.RETURNED:
            from desktop.dialogs.handover_return import HandoverReturn

            editor = HandoverReturn(session, judged, person, self._panel)
            editor.saved.connect(self.done)
            editor.open()
            return
        deal = judged.deal
        try:
            if what == Handed.ACCEPTED:
                handover.accept_handover(book=session.book, who=person, digits=session.digits, deal=deal)
                said = tr("{client} is accepted as complete.")
            else:
                handover.give_again(book=session.book, who=person, digits=session.digits, deal=deal)
                said = tr("{client} is handed over again.")
        except Trouble as trouble:
            self.troubled.emit(trouble)
        else:
            self.done.emit(said.format(client=deal.client))

    def _show_late(self, judged: Judged) -> None:
        from desktop.dialogs.talk import Talk

        details = read_late(self._session, judged)
        client = judged.deal.client
        title = tr("After the win: {client}").format(client=client)
        Talk(client, late_texts(self._session, judged, details), self._panel, title).open()
