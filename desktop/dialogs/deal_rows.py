"""The deals behind a figure: what it counts, deal by deal; a click opens one in Intake."""

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
    """Rows of deals under a title. `deal_chosen(id)`; the page closes when one is chosen."""

    deal_chosen = Signal(str)

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
        self.card.set_content("", rows, headings=headings, columns=columns, empty_text=tr("There is no such deal."))
        scroll = QScrollArea()
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
        self.resize(760, 560)
        self.card.view.setFocus()

    def _choose(self, key: str) -> None:
        self.deal_chosen.emit(key)
        self.accept()


def deal_cells(deal: Deal, business: Business) -> tuple[Cell, ...]:
    """Return a deal as cells: client, what and for how much, and the reason it was promised all the same."""
    offering = business.offerings.get(deal.offering_id) if deal.offering_id is not None else None
    what = typed(offering.name) if offering is not None else tr("Not in the catalogue")
    value = figures.money(deal.value, business.currency) if deal.value is not None else ""
    return (
        Cell(typed(deal.client), "strong"),
        Cell(what),
        Cell(value),
    )
