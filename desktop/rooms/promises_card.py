"""What the client of a deal was told: its date and every promise, each with how it moved and whether it was kept."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.actions.desk import Judged
from desktop.session import Session
from desktop.wording import figures
from desktop.wording.promises import date_line, promise_line, shape_of
from framework.deal import Deal
from framework.promises import Move, Promise
from framework.stages import PROMISED_STAGES
from resources.words import tr
from storage.promises import moves_of, promises_of
from widgets.action_buttons import ActionButtons
from widgets.card import Muted
from widgets.rows_card import Cell, Row, RowsCard
from widgets.rows_paint import ROW_PAD
from widgets.tokens import SPACE_S, SPACE_XS

ADD, EDIT, DATE, KEPT, BROKEN, REMOVE = "promised", "promise", "date", "kept", "broken", "remove_promise"
_KEYS = {Qt.Key.Key_K: KEPT, Qt.Key.Key_N: BROKEN}


class PromisesCard(RowsCard):
    """Lists the promises of the deal shown, its own date first. It changes nothing itself.

    `asked(what, promise id)`: ADD and DATE (without an id), EDIT on a click or Enter, KEPT and BROKEN on K and N,
    REMOVE on Delete.
    """

    asked = Signal(str, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.keys_label = Muted(tr("In the list: K kept, N not kept, Enter opens."), "small")
        self.buttons = ActionButtons()
        for widget in (self.keys_label, self.buttons):
            widget.setContentsMargins(ROW_PAD, SPACE_XS, ROW_PAD, SPACE_S)
            # Before the room that a card leaves at its end.
            self.column.insertWidget(self.column.count() - 1, widget)
        self.row_activated.connect(self._open)
        self.remove_requested.connect(self._ask_to_remove)
        self.buttons.action_requested.connect(self._ask)

    def show_deal(self, judged: Judged) -> None:
        """Show what the client of a deal was told."""
        deal, book = judged.deal, self._session.book
        promises, moves = promises_of(book, deal.id), moves_of(book, deal.id)
        rows = [self._date_row(deal, moves)] if _has_date(deal) else []
        rows += [self._row(promise, moves, deal) for promise in promises]
        # While nothing was said and nothing is sold, the weeks beneath matter more than this: a button is enough.
        quiet = not rows and deal.is_open
        self.set_content(
            "" if quiet else tr("What the client was told"),
            rows,
            empty_text="" if quiet else tr("Write down what was said, so that nobody is surprised later."),
            stacked=True,
        )
        self.keys_label.setVisible(bool(promises))
        self.buttons.set_actions([(ADD, tr("Add a promise…"), False)])

    @staticmethod
    def _date_row(deal: Deal, moves: tuple[Move, ...]) -> Row:
        own = [move for move in moves if move.promise_id is None]
        day = tr("no date") if deal.promised_on is None else figures.day_year(deal.promised_on)
        head = tr("The date: {day}").format(day=day)
        return Row(DATE, (Cell(head, "strong"), Cell(date_line(deal, own), "small", "muted")))

    def _row(self, promise: Promise, moves: tuple[Move, ...], deal: Deal) -> Row:
        session = self._session
        own = [move for move in moves if move.promise_id == promise.id]
        line = promise_line(promise, own, deal, session.business, session.today, session.desk.zone)
        shape = shape_of(promise, session.today)
        return Row(promise.id, (Cell(promise.say, zone=shape), Cell(line, "small", "muted")))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """K and N say of the promise in the list that it was kept, or was not."""
        what, key = _KEYS.get(Qt.Key(event.key())), self.current_key()
        if what is None or not self.view.hasFocus() or event.modifiers() or key in (None, DATE):
            super().keyPressEvent(event)
            return
        self.asked.emit(what, key)

    def _open(self, key: str) -> None:
        if key == DATE:
            self.asked.emit(DATE, "")
        else:
            self.asked.emit(EDIT, key)

    def _ask_to_remove(self, key: str) -> None:
        if key != DATE:
            self.asked.emit(REMOVE, key)

    def _ask(self, what: str) -> None:
        self.asked.emit(what, "")


def _has_date(deal: Deal) -> bool:
    """Say whether the client was told a date."""
    return deal.stage in PROMISED_STAGES and (deal.promised_on is not None or deal.first_promised_on is not None)
