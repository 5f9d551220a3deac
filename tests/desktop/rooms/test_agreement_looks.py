"""Offerings and who decides: 60 rows, long words, mirrored, dark, a narrow window, a screen reader, names as typed."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt, QTranslator
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.dialogs.veto_editor import VetoEditor
from desktop.rooms.agreement_offerings import OfferingsPage
from desktop.rooms.agreement_rights import RightsPage
from desktop.session import Session
from storage.opening import open_book
from tests.desktop.rooms.offering_page import (
    activate,
    row_of,
    write,
)
from widgets.card import PlainLabel
from widgets.rows_card import RowsCard
from widgets.theme import apply

ShowPage = Callable[..., Any]
InFile = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture
def in_force(show_page: ShowPage, settled: Path) -> Any:
    """The offerings of version 3, with nothing proposed."""
    return show_page(OfferingsPage, settled)


@pytest.fixture
def proposal(show_page: ShowPage, sample: Path) -> Any:
    """The offerings of the proposal that Ben has written and signed."""
    return show_page(OfferingsPage, sample, looks_at_open=True)


@pytest.fixture
def rights(show_page: ShowPage, settled: Path) -> Any:
    """Who decides in version 3."""
    return show_page(RightsPage, settled)


def opened(qtbot: QtBot, page: QWidget, card: RowsCard, name: str) -> QDialog:
    """Open what a row of the matrix opens, by keyboard."""
    card.view.setFocus()
    assert card.set_current(row_of(card, name).key)
    qtbot.keyClick(card.view, Qt.Key.Key_Return)
    return [each for each in page.findChildren(QDialog) if each.isVisible()][-1]


@pytest.fixture
def sixty(show_page: ShowPage, settled: Path) -> Any:
    """A page of 60 offerings with long names and several options."""
    with open_book(settled) as book:
        session = Session(book)
        host = show_page(OfferingsPage, settled)
        host.page.open_version()
        version = host.open_one
        with book.change("Sixty", who=session.author) as change:
            for number in range(52):
                name = f"Werbeanlagenmontage Nummer {number}" + " mit langem Namen" * (number % 4)
                key = change.add("offering", {"name": name, "position": 100 + number})
                change.add(
                    "offering_terms",
                    {
                        "agreement_id": version.id,
                        "offering_id": key,
                        "position": 100 + number,
                        "lead_time_days": number,
                        "list_price_minor": 123_456_789,
                        "unit_cost_minor": 100_000_000,
                        "options": "\n".join(f"Option {each}" for each in range(number % 5)),
                    },
                )
        host.session.catch_up()
    return host


def test_sixty_offerings_are_reached_by_keyboard_and_stay_in_sight(sixty: Any, qtbot: QtBot) -> None:
    page = sixty.page
    assert page.count() == 60
    qtbot.waitUntil(lambda: sixty.verticalScrollBar().maximum() > sixty.height())
    page.focus_first()
    qtbot.keyClick(page.card.view, Qt.Key.Key_End)
    assert page.card.current_key() == page.card.rows()[-1].key
    QApplication.processEvents()
    rect = page.card.view.rect_of_current()
    top = page.card.view.mapTo(sixty.viewport(), rect.topLeft()).y()
    assert top >= 0 and top + rect.height() <= sixty.viewport().height()


class Longer(QTranslator):
    """Every text half as long again, as German would be."""

    def translate(self, _context: str, text: str, *_more: Any) -> str:
        """Return `text` with half its length put after it."""
        return text + "ä" * (len(text.replace("{", "").replace("}", "")) // 2)

    def isEmpty(self) -> bool:
        """It knows every text."""
        return False


@pytest.fixture(params=["plain", "longer", "mirrored", "dark"])
def look(request: pytest.FixtureRequest, qapp: QApplication, light: None) -> Iterator[str]:
    """One way in which all of it may look."""
    translator = Longer()
    if request.param == "longer":
        QCoreApplication.installTranslator(translator)
    elif request.param == "mirrored":
        qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    elif request.param == "dark":
        apply(qapp, "dark")
    yield request.param
    QCoreApplication.removeTranslator(translator)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    apply(qapp, "light")


def too_narrow(top: QWidget) -> list[str]:
    """Return labels and buttons that are narrower than their words."""
    found = []
    for widget in (each for each in top.findChildren(QWidget) if each.isVisible()):
        if isinstance(widget, PlainLabel):
            needed = 0 if widget.wordWrap() else widget.minimumSizeHint().width()
        elif isinstance(widget, QAbstractButton) and widget.text():
            needed = widget.fontMetrics().horizontalAdvance(widget.text().replace("&&", "&")) + 8
        else:
            continue
        if widget.width() < needed:
            found.append(widget.text())
    return found


@pytest.mark.parametrize("width", [780, 1040])
def test_nothing_of_the_offerings_is_cut_off_however_it_looks(look: str, sixty: Any, width: int, qtbot: QtBot) -> None:
    sixty.resize(width, 600)
    QApplication.processEvents()
    page = sixty.page
    assert page.width() <= width
    assert too_narrow(page) == []
    dark = sixty.grab().toImage().pixelColor(2, 2).lightness() < 128
    assert dark == (look == "dark")
    mirrored = page.add_button.mapTo(page, QPoint(0, 0)).x() < page.width() // 2
    assert mirrored == (look == "mirrored")
    editor = activate(qtbot, sixty, page.card, "Menu boards")
    QApplication.processEvents()
    assert editor.height() <= 640
    assert too_narrow(editor) == []
    editor.reject()


@pytest.mark.parametrize("width", [780, 1040])
def test_nothing_of_who_decides_is_cut_off_however_it_looks(
    look: str, show_page: ShowPage, sample: Path, width: int, qtbot: QtBot
) -> None:
    host = show_page(RightsPage, sample, looks_at_open=True)
    host.resize(width, 600)
    QApplication.processEvents()
    page = host.page
    assert page.width() <= width
    assert too_narrow(page) == []
    dark = host.grab().toImage().pixelColor(2, 2).lightness() < 128
    assert dark == (look == "dark")
    for card in (page.rules_card, page.ladder_card):
        card.view.setFocus()
        card.set_current(card.rows()[2].key)
        qtbot.keyClick(card.view, Qt.Key.Key_Return)
        editor = [each for each in page.findChildren(QDialog) if each.isVisible()][-1]
        QApplication.processEvents()
        assert editor.height() <= 640
        assert too_narrow(editor) == []
        editor.reject()


def test_every_control_of_the_offerings_has_a_name(in_force: Any, qtbot: QtBot) -> None:
    page = in_force.page
    editor = activate(qtbot, in_force, page.card, "Menu boards")
    for top in (page, editor):
        for widget in top.findChildren(QWidget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
                assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name), widget
    editor.reject()


def test_names_are_shown_as_they_were_typed(proposal: Any, qtbot: QtBot) -> None:
    write(proposal, "Menu boards", name="<b>Menu</b> & boards")
    editor = activate(qtbot, proposal, proposal.page.card, "<b>Menu</b> & boards")
    assert all(
        label.textFormat() is Qt.TextFormat.PlainText for label in editor.findChildren(PlainLabel) if label.text()
    )
    editor.reject()


def test_every_control_of_who_decides_has_a_name(rights: Any, qtbot: QtBot) -> None:
    page = rights.page
    tops: list[Any] = [page]
    for card, name in ((page.rules_card, "Lead time"), (page.ladder_card, "1 · Own desk")):
        tops.append(opened(qtbot, page, card, name))
    page.veto_button.click()
    tops.append(page.findChild(VetoEditor))
    for top in tops:
        for widget in top.findChildren(QWidget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
                assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name), widget
    for editor in tops[1:]:
        editor.reject()
