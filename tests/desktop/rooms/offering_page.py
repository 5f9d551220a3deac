"""The page of the offerings in a test: its rows in words, its editor by keyboard, and changes made past it."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.actions.agreement import propose, sign
from desktop.actions.offerings import save_offering
from desktop.dialogs.offering_editor import OfferingEditor
from framework.people import Function
from storage.book import Author
from widgets.rows_card import Row, RowsCard


def row_of(card: RowsCard, name: str) -> Row:
    return next(row for row in card.rows() if row.cells[0].text == name)


def texts(card: RowsCard, name: str) -> list[str]:
    """The cells of a row, with plain spaces."""
    return [cell.text.replace("\u00a0", " ") for cell in row_of(card, name).cells]


def activate(qtbot: QtBot, host: Any, card: RowsCard, name: str) -> OfferingEditor:
    """Open the editor of an offering by keyboard."""
    card.view.setFocus()
    assert card.set_current(row_of(card, name).key)
    qtbot.keyClick(card.view, Qt.Key.Key_Return)
    editor = host.page.findChildren(OfferingEditor)[-1]
    assert editor.isVisible()
    return editor


def type_lead_time(editor: OfferingEditor, days: int) -> None:
    editor.lead_time_edit.setText(str(days))
    editor.lead_time_edit.setModified(True)


def save(qtbot: QtBot, editor: OfferingEditor) -> None:
    qtbot.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)
    assert not editor.isVisible(), editor.say_label.text()


def write(host: Any, called: str, **fields: Any) -> None:
    """Change an offering of the open version past the page."""
    offering = next(each for each in host.open_one.agreement.offerings.values() if each.name == called)
    session = host.session
    save_offering(
        book=session.book,
        who=session.author,
        digits=2,
        version=host.open_one,
        offering=offering._replace(**fields),
    )


def let_go(host: Any, name: str) -> None:
    """Let every deal for an offering be for nothing in the catalogue."""
    session = host.session
    with session.book.change("Other offerings", who=session.author) as change:
        for (deal,) in session.book.rows(
            "SELECT d.id FROM deal d JOIN offering o ON o.id = d.offering_id WHERE o.name = ?", (name,)
        ):
            change.update("deal", deal, {"offering_id": None})


def sign_for_both(host: Any, starts_on: date | None = None) -> None:
    """Ana proposes what is open, Ben signs it: it is in force today, or from a day on."""
    session = host.session
    people = {person.name: Author(person.id, person.name) for person in session.business.people}
    given: dict[str, Any] = {"book": session.book, "people": session.business.people, "today": session.today}
    propose(**given, who=people["Ana"], standing=host.standing, version=host.open_one, why="", starts_on=starts_on)
    sign(**given, who=people["Ben"], standing=host.standing, version=host.open_one, side=Function.OPERATIONS)
    host.take_news()
