"""What a figure counts, row by row: deals (a click opens one in Intake) or rules."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop.dialogs.page import Page
from desktop.wording import figures
from desktop.wording.typed import typed
from framework.business import Business
from framework.deal import Deal
from resources.words import tr
from widgets.card import Muted
from widgets.rows_card import Cell, Row, RowsCard

MOST = 500
"""More than anybody reads; the figure itself counts all."""


class DealRows(Page):
    """Rows under a title. `row_chosen(key)`; the page closes when one is chosen."""

    row_chosen = Signal(str)

    def __init__(
        self,
        title: str,
        why: str,
        rows: Sequence[Row],
        count: int,
        *,
        headings: Sequence[str] = (),
        columns: Sequence[float] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent)
        if why:
            self.column.addWidget(Muted(why))
        self.card = RowsCard()
        self.card.set_content("", rows, headings=headings, columns=columns, empty_text=tr("There is none."))
        scroll = self._scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.card)
        self.card.view.setAccessibleName(title)
        self.column.addWidget(scroll, 1)
        if count > len(rows):
            more = tr("These are the newest {shown} of {count}.")
            self.column.addWidget(Muted(more.format(shown=figures.number(len(rows)), count=figures.number(count))))
        self.card.row_activated.connect(self._choose)
        self._fit(760, 560)
        self.card.view.setFocus()

    def _fit(self, width: int, highest: int) -> None:
        """Be `width` wide and as high as the rows, or `highest`: then they scroll."""
        around = self.layout()
        margins = around.contentsMargins() if around is not None else self.contentsMargins()
        rows = self.card.heightForWidth(width - margins.left() - margins.right())
        others = self.sizeHint().height() - self._scroll.sizeHint().height()
        self.resize(width, max(min(others + rows, highest), 240))

    def _choose(self, key: str) -> None:
        # Closed first: what opens next may be a dialog of its own.
        self.accept()
        self.row_chosen.emit(key)


def deal_cells(deal: Deal, business: Business) -> tuple[Cell, ...]:
    """Return a deal as cells: client, what, and for how much."""
    offering = business.offerings.get(deal.offering_id) if deal.offering_id is not None else None
    what = typed(offering.name) if offering is not None else tr("Not in the catalogue")
    value = figures.money(deal.value, business.currency) if deal.value is not None else ""
    return (
        Cell(typed(deal.client), "strong"),
        Cell(what),
        Cell(value),
    )
