"""Decisions row by row, those on the ladder and the answers in Intake; a click opens one."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.dialogs.deal_rows import MOST, DealRows
from desktop.session import Session
from desktop.wording import figures
from desktop.wording.agreement import step_decider_words
from desktop.wording.owner_meter import settled_where
from desktop.wording.typed import typed
from framework.escalation import StepDecider
from framework.owner_meter import Settled
from storage.question_cases import read_deals, subjects_of
from widgets.rows_card import Cell, Row


class SettledRows(DealRows):
    """Rows of decisions. `question_chosen(id)` for one of the ladder, `deal_chosen(id)` for an answer in Intake."""

    question_chosen = Signal(str)
    deal_chosen = Signal(str)

    def __init__(
        self,
        title: str,
        why: str,
        rows: Sequence[Row],
        count: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, why, rows, count, columns=(2, 1.3, 2), parent=parent)
        self.row_chosen.connect(self._tell)

    def _tell(self, key: str) -> None:
        kind, _, row_id = key.partition(":")
        if kind == "question":
            self.question_chosen.emit(row_id)
        else:
            self.deal_chosen.emit(row_id.split(":")[0])


def show_settled(
    session: Session, title: str, why: str, decisions: Sequence[Settled], parent: QWidget | None = None
) -> SettledRows:
    """Return a page, to be opened, of `decisions` in their order."""
    shown = decisions[:MOST]
    subjects = subjects_of(session.book, [each.question_id for each in shown if each.question_id is not None])
    deals = read_deals(
        session.book, [each.deal_id for each in shown if each.deal_id is not None], digits=session.digits
    )
    rows = []
    for each in shown:
        deal = deals.get(each.deal_id or "")
        name = subjects.get(each.question_id or "", "" if deal is None else deal.client)
        colour = "owner" if each.step is StepDecider.OWNER else "ink"
        where = settled_where(each, step_decider_words(each.step))
        cells = (Cell(typed(name), "strong"), Cell(figures.day_year(each.day)), Cell(where, colour=colour))
        rows.append(Row(_key(each), cells))
    return SettledRows(title, why, rows, len(decisions), parent=parent)


def _key(settled: Settled) -> str:
    if settled.question_id is not None:
        return f"question:{settled.question_id}"
    # An answer is seen in its deal; a deal may have been asked about twice.
    return f"deal:{settled.deal_id}:{settled.request_id}"
