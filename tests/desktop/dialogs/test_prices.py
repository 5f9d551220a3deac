"""The price of a yes and of a no: every line opens the deals that it counts."""

from collections.abc import Callable
from pathlib import Path

from desktop.dialogs.cause_and_cost import QUARTER
from desktop.dialogs.deal_rows import DealRows
from desktop.dialogs.prices import PricesPage
from desktop.window import Window
from tests.desktop.rooms.agreement_screen import cells, dialog, no_dialog, plain, settle


def prices(window: Window) -> PricesPage:
    window.outcome_pages.show_prices()
    return dialog(window, PricesPage)


def opened(page: PricesPage) -> list[str]:
    """Return the clients of the deals that were opened, and close them."""
    settle()
    (rows,) = [each for each in page.findChildren(DealRows) if each.isVisible()]
    found = [plain(row[0]) for row in cells(rows.card)]
    rows.reject()
    settle()
    return found


def test_every_line_opens_as_many_deals_as_it_says(sample_window: Window) -> None:
    page = prices(sample_window)
    found = page.found
    assert found is not None and found.kinds and found.refused.deals
    page.yes_card.row_activated.emit("yes")
    assert len(opened(page)) == len(found.yes.deals) == int(cells(page.yes_card)[0][1])
    for row, kind in zip(page.kinds_card.rows(), found.kinds, strict=True):
        page.kinds_card.row_activated.emit(row.key)
        assert len(opened(page)) == len(kind.price.deals) == int(row.cells[1].text)
    page.no_card.row_activated.emit("lost")
    assert sorted(opened(page)) == sorted(deal.client for deal in found.refused.deals if deal.value is not None)
    page.lead_time_card.row_activated.emit("lead_time")
    assert len(opened(page)) == len(found.lead_time.deals)
    page.reject()


def test_of_nothing_it_says_none(open_window: Callable[[Path], Window], blank: Path) -> None:
    page = prices(open_window(blank))
    for card in (page.yes_card, page.no_card, page.lead_time_card):
        assert [row[1] for row in cells(card)] == ["none"]
    page.reject()


def test_a_quarter_counts_less_and_a_deal_opens(sample_window: Window) -> None:
    page = prices(sample_window)
    assert page.found is not None
    year = len(page.found.yes.deals)
    page.chips.set_current(QUARTER)
    page.chips.filter_chosen.emit(QUARTER)
    assert 0 < len(page.found.yes.deals) < year
    page.yes_card.row_activated.emit("yes")
    settle()
    (rows,) = [each for each in page.findChildren(DealRows) if each.isVisible()]
    client = plain(cells(rows.card)[0][0])
    rows.card.row_activated.emit(rows.card.rows()[0].key)
    assert no_dialog()
    assert sample_window.room.deal.client == client  # type: ignore[union-attr]
