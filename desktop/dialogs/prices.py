"""The price of a yes and of a no on one page; every figure opens the deals it counts (framework.md section 9)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.actions.prices import Prices, read_prices
from desktop.dialogs.cause_and_cost import A_YEAR, QUARTER, YEAR
from desktop.dialogs.deal_rows import MOST, DealRows, deal_cells
from desktop.dialogs.printable import PrintablePage
from desktop.session import Session
from desktop.wording import exception_cost as words
from framework.deal import Deal
from framework.exception_cost import NoPrice
from framework.owner_meter import quarter
from resources.words import tr
from widgets.card import Muted
from widgets.filter_bar import FilterChips
from widgets.rows_card import Cell, Row, RowsCard, line_up

if TYPE_CHECKING:
    from desktop.printing.page import Page as Paper


class PricesPage(PrintablePage):
    """Exceptions by kind, deals lost after a no, deals lost to lead time. `deal_requested(id)`."""

    deal_requested = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(tr("The price of a yes and of a no"), parent)
        self._session = session
        self.found: Prices | None = None
        self.chips = FilterChips()
        self.yes_card, self.kinds_card = RowsCard(), RowsCard()
        self.no_card, self.lead_time_card = RowsCard(), RowsCard()
        self._lay_out()
        self.chips.filter_chosen.connect(self._choose_period)
        self.yes_card.row_activated.connect(self._open_yes)
        self.kinds_card.row_activated.connect(self._open_kind)
        self.no_card.row_activated.connect(self._open_no)
        self.lead_time_card.row_activated.connect(self._open_lead_time)
        self.refresh()
        self.resize(720, 660)
        self.yes_card.view.setFocus()

    def _lay_out(self) -> None:
        self.chips.set_filters(((YEAR, tr("12 months"), None), (QUARTER, tr("This quarter"), None)))
        self.column.addWidget(self.chips)
        column = self.add_reading_column()
        column.addWidget(
            Muted(tr("Both sides pay for something. Here is what an exception costs, and what a no does."))
        )
        for card in (self.yes_card, self.kinds_card, self.no_card, self.lead_time_card):
            column.addWidget(card)
        column.addWidget(
            Muted(
                tr(
                    "A yes: deals promised in this time that the rules would have had asked, or were decided with yes. "
                    "One deal may be of several kinds. A no: deals lost after the last no in this time. "
                    "Lead time: deals lost in this time that nobody refused."
                ),
                "small",
            )
        )
        column.addStretch(1)

    def refresh(self) -> None:
        """Count the chosen period."""
        session, business = self._session, self._session.business
        self.found = found = read_prices(session.book, session.desk, *self._period())
        self._show(self.yes_card, tr("The price of a yes"), words.yes_lines(found.yes, business))
        kinds = []
        for kind in found.kinds:
            count, said = words.kind_words(kind, business)
            kinds.append(
                Row(
                    kind.key,
                    (Cell(words.exception_kind_words(kind.key)), Cell(count, "strong"), Cell(said, colour="muted")),
                )
            )
        self.kinds_card.set_content(
            tr("Exceptions by kind"),
            kinds,
            headings=(tr("What was outside the rules"), tr("Deals"), tr("Margin against our rules")),
            columns=(3, 1, 2),
            empty_text=tr("No exception was sold in this time."),
        )
        self._show(self.no_card, tr("The price of a no"), words.no_lines(found.refused, business))
        self._show(self.lead_time_card, tr("Lost to lead time"), words.lead_time_lines(found.lead_time, business))
        line_up((self.yes_card, self.no_card, self.lead_time_card))

    def _period(self) -> tuple[date, date]:
        today = self._session.today
        return (quarter(today)[0], today) if self.chips.current() == QUARTER else (today - A_YEAR, today)

    def _choose_period(self, _key: str) -> None:
        self.refresh()

    def _show(self, card: RowsCard, title: str, lines: Iterable[tuple[str, str, str]]) -> None:
        rows = [Row(key, (Cell(name), Cell(value, "strong"))) for key, name, value in lines]
        card.set_content(title, rows, columns=(3, 1.4))

    # Opening what is counted

    def _open_yes(self, key: str) -> None:
        if self.found is not None:
            price = self.found.yes
            known = tuple(deal for deal in price.deals if deal not in price.unknown)
            self._show_deals(tr("The price of a yes"), {"yes": price.deals, "unknown": price.unknown}.get(key, known))

    def _open_kind(self, key: str) -> None:
        kind = next((each for each in self.found.kinds if each.key == key), None) if self.found is not None else None
        if kind is not None:
            self._show_deals(words.exception_kind_words(key), kind.price.deals)

    def _open_no(self, key: str) -> None:
        if self.found is not None:
            self._show_deals(tr("The price of a no"), _counted(self.found.refused, key))

    def _open_lead_time(self, key: str) -> None:
        if self.found is not None:
            self._show_deals(tr("Lost to lead time"), _counted(self.found.lead_time, key))

    def _show_deals(self, title: str, deals: Sequence[Deal]) -> None:
        rows = [Row(deal.id, deal_cells(deal, self._session.business)) for deal in deals[:MOST]]
        page = DealRows(title, "", rows, len(deals), columns=(2, 2, 1), parent=self)
        page.row_chosen.connect(self._show_deal)
        page.open()

    def _show_deal(self, deal_id: str) -> None:
        self.accept()
        self.deal_requested.emit(deal_id)

    def paper(self) -> "Paper | None":
        """Return the page as it prints."""
        if self.found is None:
            return None
        from desktop.printing.prices_page import prices_page

        return prices_page(self.found, self._session.business)


def _counted(price: NoPrice, key: str) -> tuple[Deal, ...]:
    """Return the deals that one line of a price counts."""
    if key.endswith("unknown"):
        return price.unknown
    return tuple(deal for deal in price.deals if deal not in price.unknown) if key.endswith("lost") else price.deals
