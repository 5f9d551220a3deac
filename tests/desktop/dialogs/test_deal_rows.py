"""What a figure counts, row by row: chosen by click and by key, as high as its rows, freed when it is closed."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.dialogs.deal_rows import DealRows, deal_cells
from desktop.rooms.agreement import AgreementRoom
from framework.deal import Deal
from tests.desktop.rooms.agreement_screen import plain
from widgets.card import Muted
from widgets.rows_card import Cell, Row


def row(number: int, text: str = "") -> Row:
    return Row(f"key {number}", (Cell(text or f"Client {number}", "strong"), Cell("Banner set")))


@pytest.fixture
def show(qtbot: QtBot, light: None) -> Callable[..., DealRows]:
    """A function that shows rows."""

    def make(rows: int, count: int | None = None, why: str = "Why") -> DealRows:
        listed = [row(number) for number in range(rows)]
        made = DealRows("Asked", why, listed, rows if count is None else count, headings=("Client", "What"))
        qtbot.addWidget(made)
        made.open()
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        return made

    return make


def test_the_keyboard_begins_at_the_first_and_enter_chooses(qtbot: QtBot, show: Callable[..., DealRows]) -> None:
    shown = show(3)
    assert shown.card.view.hasFocus()
    qtbot.keyClick(shown.card.view, Qt.Key.Key_Down)
    with qtbot.waitSignal(shown.row_chosen) as told:
        qtbot.keyClick(shown.card.view, Qt.Key.Key_Return)
    assert told.args == ["key 1"]
    assert not shown.isVisible()


def test_a_click_chooses(qtbot: QtBot, show: Callable[..., DealRows]) -> None:
    shown = show(3)
    view = shown.card.view
    with qtbot.waitSignal(shown.row_chosen) as told:
        place = view.visualRect(view.model_of_rows.index(2)).center()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == ["key 2"]


def test_it_is_closed_before_it_tells(qtbot: QtBot, show: Callable[..., DealRows]) -> None:
    """What is opened then may be a dialog of its own."""
    shown = show(1)
    seen: list[bool] = []
    shown.row_chosen.connect(lambda _key: seen.append(shown.isVisible()))
    qtbot.keyClick(shown.card.view, Qt.Key.Key_Return)
    assert seen == [False]


def test_escape_chooses_nothing(qtbot: QtBot, show: Callable[..., DealRows]) -> None:
    shown = show(2)
    with qtbot.assertNotEmitted(shown.row_chosen):
        qtbot.keyClick(shown.card.view, Qt.Key.Key_Escape)
    assert not shown.isVisible()


def test_it_is_as_high_as_its_rows_and_scrolls_when_there_are_many(show: Callable[..., DealRows]) -> None:
    few, many = show(3), show(60)
    assert few.height() < 320
    assert not few._scroll.verticalScrollBar().isVisible()
    assert many.height() <= 560
    assert many._scroll.verticalScrollBar().isVisible()


def test_no_rows_are_said(show: Callable[..., DealRows]) -> None:
    shown = show(0)
    assert shown.card._empty.text() == "There is none."
    assert not shown.card.view.isVisible()


def test_more_than_are_shown_are_counted(show: Callable[..., DealRows]) -> None:
    texts = [plain(label.text()) for label in show(3, 12_345).findChildren(Muted)]
    assert "These are the newest 3 of 12,345." in texts
    assert not any("newest" in label.text() for label in show(3).findChildren(Muted))


def test_it_is_freed_when_it_is_closed(qtbot: QtBot, light: None) -> None:
    made = DealRows("Asked", "", [row(1)], 1)
    made.open()
    with qtbot.waitSignal(made.destroyed):
        made.close()


def test_a_deal_is_told_by_client_what_and_price(agreement: AgreementRoom) -> None:
    business = agreement.session.business
    offering = next(iter(business.offerings.values()))
    deal = Deal("x", "R-1", "<b>Nook</b> & Sons", offering.id, value=Decimal("1234.5"))
    assert [plain(cell.text) for cell in deal_cells(deal, business)] == [
        "<b>Nook</b> & Sons",
        offering.name,
        "€1,234.50",
    ]
    other = deal._replace(offering_id=None, value=None)
    assert [plain(cell.text) for cell in deal_cells(other, business)] == [
        "<b>Nook</b> & Sons",
        "Not in the catalogue",
        "",
    ]
