"""What became of the deal shown: what was received, its looks back, and failures prevented in it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.actions.desk import Judged
from desktop.session import Session
from desktop.wording import figures
from desktop.wording import outcome as words
from desktop.wording.promises import DOT
from desktop.wording.typed import typed
from framework.deal import Deal, Stage
from framework.outcome import OUTCOME_STAGES, Received
from resources.words import tr
from storage.outcome import look_backs_of, read_received, saves_of
from widgets.action_buttons import ActionButtons
from widgets.rows_card import Cell, Row, RowsCard
from widgets.rows_paint import ROW_PAD
from widgets.tokens import SPACE_S, SPACE_XS

OUTCOME, LOOK_BACK, SAVE, ADD_SAVE = "outcome", "look_back", "save", "add_save"


class OutcomeCard(RowsCard):
    """Lists what is known after delivery. It changes nothing itself: `asked(what, id)`, what is one of the above."""

    asked = Signal(str, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._kinds: dict[str, str] = {}
        self.buttons = ActionButtons()
        self.buttons.setContentsMargins(ROW_PAD, SPACE_XS, ROW_PAD, SPACE_S)
        self.column.insertWidget(self.column.count() - 1, self.buttons)
        self.row_activated.connect(self._open)
        self.buttons.action_requested.connect(self._ask)

    def show_deal(self, judged: Judged) -> None:
        """Show what became of a deal that was won; of others there is nothing to see but what was prevented."""
        deal, session = judged.deal, self._session
        saves = saves_of(session.book, deal.id, digits=session.digits)
        won = deal.stage in OUTCOME_STAGES
        self.setVisible(won or bool(saves))
        if self.isHidden():
            return
        received = read_received(session.book, deal.id)
        business, today = session.business, session.today
        self._kinds, rows = {}, []
        if won:
            self._kinds[deal.id] = OUTCOME
            rows.append(self._result_row(deal, received))
            looks = look_backs_of(session.book, deal.id)
            for look in looks if deal.stage is Stage.DELIVERED else ():
                self._kinds[look.id] = LOOK_BACK
                line = words.look_back_line(look, deal, business, today)
                head = Cell(words.look_back_name(look), zone=words.look_back_zone(look, deal, today))
                rows.append(Row(look.id, (head, Cell(line, "small", "muted"))))
        for save in saves:
            self._kinds[save.id] = SAVE
            said = tr("Prevented: {words}").format(words=typed(save.say))
            beneath = DOT.join((figures.day_year(save.saved_on), words.save_value(save, business)))
            rows.append(Row(save.id, (Cell(said, zone="PROMISE"), Cell(beneath, "small", "muted"))))
        self.set_content(tr("After delivery") if won else tr("Prevented"), rows, stacked=True)
        can_write = not session.book.read_only_because
        said = tr("It was delivered…") if deal.is_sold else tr("How it went…")
        actions = [(OUTCOME, said, False), (ADD_SAVE, tr("Prevented…"), False)] if won else []
        self.buttons.set_actions(actions if can_write else [])
        self.set_activatable(can_write)

    def _result_row(self, deal: Deal, received: Received) -> Row:
        line = words.result_line(deal, received, self._session.business)
        if not line and deal.stage is Stage.DELIVERED:
            line = tr("Nobody has said yet how it went.")
        elif deal.is_sold:
            coming = words.looks_ahead(look_backs_of(self._session.book, deal.id))
            line = DOT.join(part for part in (line, coming) if part)
        return Row(deal.id, (Cell(words.delivered_words(deal), "strong"), Cell(line, "small", "muted")))

    def _open(self, key: str) -> None:
        self.asked.emit(self._kinds[key], key)

    def _ask(self, what: str) -> None:
        self.asked.emit(what, "")
