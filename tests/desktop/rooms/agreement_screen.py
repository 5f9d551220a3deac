"""What stands on the screen of the Agreement room, and the hands that work it: shared by its tests."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from desktop.actions.agreement import Standing, read_standing
from desktop.rooms.agreement import RULES, AgreementRoom
from desktop.rooms.agreement_rules import RulesPage
from desktop.rooms.agreement_setup import SetUpPage
from desktop.window import Window
from framework.agreement import Measure, Rule, Zone
from framework.agreement_versions import Version
from storage.book import Author, Book
from storage.opening import open_book
from widgets.action_buttons import ActionButtons
from widgets.card import LeadLabel
from widgets.key_tabs import KeyTabs
from widgets.rows_card import Row, RowsCard
from widgets.rows_view import RowsView

TODAY = date(2026, 11, 23)
Dialog = TypeVar("Dialog", bound=QDialog)


def settle() -> None:
    """Let the window come to rest: what was put off, what was let go of."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QApplication.processEvents()


def plain(text: str) -> str:
    """Return `text` without the marks of typesetting, as a person reads it."""
    for mark, read in (("\N{NO-BREAK SPACE}", " "), ("\N{NARROW NO-BREAK SPACE}", " "), ("\u2068", ""), ("\u2069", "")):
        text = text.replace(mark, read)
    return text


def rules_page(room: AgreementRoom) -> RulesPage:
    """Return the page of the rules."""
    page = room.pages[RULES]
    assert isinstance(page, RulesPage)
    return page


def set_up_page(room: AgreementRoom) -> SetUpPage:
    """Return the page of the set-up."""
    page = room.pages["setup"]
    assert isinstance(page, SetUpPage)
    return page


def cells(card: RowsCard) -> list[tuple[str, ...]]:
    """Return the rows of a card as texts, its mark last."""
    return [(*(plain(cell.text) for cell in row.cells), plain(row.mark)) for row in card.rows()]


def row_of(card: RowsCard, name: str) -> Row:
    """Return the row that begins with `name`."""
    (found,) = [row for row in card.rows() if plain(row.cells[0].text) == name]
    return found


def zone_card(room: AgreementRoom, zone: Zone) -> RowsCard:
    """Return the card of a zone."""
    return rules_page(room).cards[zone]


def row_in(room: AgreementRoom, zone: Zone, name: str) -> Row:
    """Return the row called `name` in a zone."""
    return row_of(zone_card(room, zone), name)


def marks(room: AgreementRoom, zone: Zone) -> dict[str, str]:
    """Return the marks in a zone by the name of the row; rows without one are left out."""
    return {plain(row.cells[0].text): plain(row.mark) for row in zone_card(room, zone).rows() if row.mark}


def go_to(view: RowsView, key: str) -> None:
    """Put the keyboard on a row, and make sure it is there."""
    view.setFocus()
    assert view.set_current(key)
    assert view.current_key() == key


def press(key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    """Press a key where the keyboard is."""
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    QTest.keyClick(focused(), key, held)
    settle()


def focused() -> QWidget:
    """Return what has the keyboard."""
    if QApplication.activeWindow() is None:
        # Without a screen nobody gives the window the keyboard back when a dialog over it is closed.
        (window,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, Window) and each.isVisible()]
        window.activateWindow()
        settle()
    found = QApplication.focusWidget()
    assert found is not None, "nothing has the keyboard"
    return found


def dialog(window: QWidget, kind: type[Dialog]) -> Dialog:
    """Return the dialog of `kind` that is open over the window."""
    settle()
    found = [each for each in window.window().findChildren(kind) if each.isVisible()]
    assert len(found) == 1, [type(each).__name__ for each in QApplication.topLevelWidgets() if each.isVisible()]
    return found[0]


def no_dialog() -> bool:
    """Say whether no dialog is open."""
    settle()
    return QApplication.activeModalWidget() is None


def menu_action(window: Window, name: str) -> QAction:
    """Return an entry of Business > Agreement by its word."""
    (found,) = [action for action in window.menus.agreement_menu.actions() if action.data() == name]
    return found


def shortcut(window: Window, name: str) -> None:
    """Press the shortcut of an entry of Business > Agreement."""
    keys = menu_action(window, name).shortcut()
    assert not keys.isEmpty()
    window.activateWindow()
    settle()
    press_keys(keys)


def press_keys(keys: QKeySequence) -> None:
    """Press a shortcut where the keyboard is."""
    combination = keys[0]
    QTest.keyClick(focused(), combination.key(), combination.keyboardModifiers())
    settle()


def write(edit: QLineEdit, text: str) -> None:
    """Type `text` into a line in place of what stands there."""
    edit.setFocus()
    edit.selectAll()
    QTest.keyClick(edit, Qt.Key.Key_Delete)
    if text:
        QTest.keyClicks(edit, text)


def actions(buttons: ActionButtons) -> list[str]:
    """Return the words on a row of buttons; none of one that is not shown."""
    if buttons.isHidden():
        return []
    found = [button for button in buttons.findChildren(QAbstractButton) if not button.isHidden()]
    return [plain(button.text().replace("&&", "&")) for button in found]


def act_as(window: Window, name: str) -> None:
    """Let somebody act."""
    assert window.session is not None
    (person,) = [each for each in window.session.business.people if each.name == name]
    window.session.act_as(person.id)
    settle()


def texts_in(widget: QWidget) -> list[str]:
    """Return every text in a widget and what is in it, shown or not: labels, fields, rows, names, tooltips."""
    settle()
    found: list[str] = []
    for each in (widget, *widget.findChildren(QWidget)):
        found += [each.accessibleName(), each.accessibleDescription(), each.toolTip(), each.windowTitle()]
        if isinstance(each, QLabel | QLineEdit | QAbstractButton | LeadLabel):
            found.append(each.text())
        elif isinstance(each, QPlainTextEdit):
            found.append(each.toPlainText())
        elif isinstance(each, QComboBox):
            found += [each.itemText(number) for number in range(each.count())]
        elif isinstance(each, KeyTabs):
            found += [each.shown(number) for number in range(each.count())]
        elif isinstance(each, RowsView):
            found += [text for row in each.model_of_rows.rows() for text in (*(c.text for c in row.cells), row.say)]
    return [plain(text) for text in found if text]


# The file, past the window


def standing(path: Path) -> Standing:
    """Return where the agreement stands in the file."""
    with open_book(path) as book:
        return read_standing(book, 2, TODAY)


def rule_named(version: Version, say: str) -> Rule:
    """Return the rule whose words begin with `say`."""
    (found,) = [rule for rule in version.agreement.rules if rule.say.startswith(say)]
    return found


def general(version: Version, measure: Measure) -> Rule:
    """Return the rule of a measure that holds for every offering."""
    (found,) = [rule for rule in version.agreement.rules if rule.measure is measure and rule.offering_id is None]
    return found


def elsewhere(path: Path, act: Callable[[Book, Standing], object]) -> None:
    """Do something in the file as another window would."""
    with open_book(path) as book:
        act(book, read_standing(book, 2, TODAY))


def author(window: Window, name: str) -> Author:
    """Return somebody as the author of a change."""
    assert window.session is not None
    (person,) = [each for each in window.session.business.people if each.name == name]
    return Author(person.id, person.name)
