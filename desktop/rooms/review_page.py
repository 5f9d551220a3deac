"""One side's review: the other side's news in figures and lines, each of which opens what it counts (section 10)."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.visibility import Reviews
from desktop.session import Session
from desktop.wording import visibility as words
from desktop.wording.visibility import Review
from framework.deal import Deal
from framework.people import Function
from resources.words import tr
from storage.intake import deals_by_id
from widgets.action_buttons import ActionButtons
from widgets.card import Card, Muted, PlainLabel
from widgets.page_scroll import PageScroll
from widgets.rows_card import Cell, Row, RowsCard
from widgets.tokens import SPACE_M, SPACE_S

MOST = 100
"""So many lines of a block are shown; the figure at the head counts and opens all."""

_LEFT = {"delivered", "tight", "coming", "won", "lost"}


class ReviewPage(QWidget):
    """Shows what one side hears of the other. `deal_requested(id)`."""

    deal_requested = Signal(str)

    def __init__(self, session: Session, side: Function, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._side = session, side
        self.review: Review | None = None
        self.lead_label = PlainLabel("", "body", "sales" if side is Function.OPERATIONS else "operations", wrap=True)
        self.figures = ActionButtons()
        self.cards: dict[str, RowsCard] = {}
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        head = Card()
        head.column.addWidget(self.lead_label)
        head.column.addWidget(self.figures)
        head.column.addWidget(Muted(tr("Each figure opens the deals it counts."), "small"))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SPACE_S, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(head)
        across = QHBoxLayout()
        across.setSpacing(SPACE_M)
        for side_column, share in ((self._left, 3), (self._right, 2)):
            side_column.setSpacing(SPACE_M)
            side_column.addStretch(1)
            across.addLayout(side_column, share)
        column.addLayout(across)
        column.addStretch(1)
        self.area = PageScroll(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)
        self.figures.action_requested.connect(self._open_figure)

    def show_reviews(self, found: Reviews) -> None:
        """Show the news as they are now."""
        review = self.review = words.review_of(self._side, found, self._session.business)
        self.lead_label.setText(review.lead)
        self.figures.set_actions(
            [
                (each.key, tr("{name}: {value}").format(name=each.name, value=each.value), False)
                for each in review.figures
            ]
        )
        for each in review.figures:
            self.figures.button(each.key).setEnabled(bool(each.deals))
        for block in review.blocks:
            card = self._card(block.key)
            rows = [
                Row(line.key, (Cell(line.head, "strong", zone=line.zone), Cell(line.said, "small", "muted")))
                for line in block.lines[:MOST]
            ]
            card.set_content(block.title, rows, empty_text=block.empty, stacked=True)
            card.set_activatable(any(line.deal_ids for line in block.lines))

    def _card(self, key: str) -> RowsCard:
        card = self.cards.get(key)
        if card is None:
            card = self.cards[key] = RowsCard()
            card.setObjectName(key)
            card.row_activated.connect(self._open_line)
            column = self._left if key in _LEFT else self._right
            # Before what is left over at the end.
            column.insertWidget(column.count() - 1, card)
        return card

    def focus_first(self) -> None:
        """Give the keyboard to the figures."""
        self.figures.focus_first()

    # Opening what is counted

    def _open_figure(self, key: str) -> None:
        if self.review is not None:
            figure = next(each for each in self.review.figures if each.key == key)
            self._show_deals(figure.name, figure.deals)

    def _open_line(self, key: str) -> None:
        if self.review is None:
            return
        sender = self.sender()
        for block in self.review.blocks:
            if self.cards.get(block.key) is not sender:
                continue
            line = next((each for each in block.lines if each.key == key), None)
            if line is None or not line.deal_ids:
                return
            if line.deal_ids == (key,):
                self.deal_requested.emit(key)
            else:
                book, digits = self._session.book, self._session.digits
                self._show_deals(line.head, deals_by_id(book, line.deal_ids[:MOST], digits=digits), len(line.deal_ids))
            return

    def _show_deals(self, title: str, deals: Sequence[Deal], count: int | None = None) -> None:
        from desktop.dialogs.deal_rows import MOST as MOST_ROWS
        from desktop.dialogs.deal_rows import DealRows, deal_cells

        rows = [Row(deal.id, deal_cells(deal, self._session.business)) for deal in deals[:MOST_ROWS]]
        page = DealRows(title, "", rows, count or len(deals), columns=(2, 2, 1), parent=self)
        page.row_chosen.connect(self.deal_requested)
        page.open()
