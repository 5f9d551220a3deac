"""F1 opens help where somebody is: at a tab, in a dialog, without a file."""

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from desktop.dialogs.help import HelpWindow
from desktop.dialogs.history import History
from desktop.dialogs.saves_wall import SavesWall
from desktop.help_desk import PAGES_OF_DIALOGS
from desktop.rooms.deal_form import DealForm
from desktop.window import Window
from resources.help import PAGES


def help_of(window: Window) -> HelpWindow:
    found = window.menus.help_desk.help
    assert found is not None and found.isVisible()
    return found


def press_help(dialog: QDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(dialog.property("hears_help")))
    QTest.keyClick(dialog, Qt.Key.Key_F1)


@pytest.mark.parametrize(("module", "page"), sorted(PAGES_OF_DIALOGS.items()))
def test_dialogs_and_pages_that_are_named_are_there(module: str, page: str) -> None:
    assert any(find_spec(f"desktop.{floor}.{module}") for floor in ("dialogs", "printing"))
    assert page in PAGES


def test_a_dialog_opens_its_own_page(sample_window: Window, qtbot: QtBot) -> None:
    sample_window.menus._show_history()
    dialog = sample_window.findChild(History)
    assert isinstance(dialog, History)
    press_help(dialog, qtbot)
    found = help_of(sample_window)
    assert found.page.key == "file"
    handle, over = found.windowHandle(), dialog.windowHandle()
    assert handle is not None and handle.transientParent() is over, "else nobody could read it while the dialog is open"
    dialog.close()


def test_a_dialog_without_a_page_of_its_own_opens_that_of_the_tab(sample_window: Window, qtbot: QtBot) -> None:
    sample_window.show_room_to("agreement", "allow")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    press_help(dialog, qtbot)
    assert help_of(sample_window).page.key == "agreement"
    dialog.close()


def test_a_dialog_over_a_dialog_opens_the_page_of_the_lower_one(sample_window: Window, qtbot: QtBot) -> None:
    sample_window.outcome_pages.show_wall()
    wall = sample_window.findChild(SavesWall)
    assert isinstance(wall, SavesWall)
    inner = QDialog(wall)
    inner.open()
    press_help(inner, qtbot)
    assert help_of(sample_window).page.key == "after"
    inner.close()
    wall.close()


def test_the_form_of_a_deal_hears_it_too(sample_window: Window, qtbot: QtBot) -> None:
    form = DealForm(sample_window.session, None, sample_window.room)  # type: ignore[arg-type]
    form.open()
    press_help(form, qtbot)
    assert help_of(sample_window).page.key == "intake"
    form.close()
    form.deleteLater()


def test_it_is_offered_once_to_a_dialog(sample_window: Window, qtbot: QtBot) -> None:
    sample_window.menus._show_history()
    dialog = sample_window.findChild(History)
    assert isinstance(dialog, History)
    press_help(dialog, qtbot)
    handle = dialog.windowHandle()
    sample_window.menus.help_desk._offer(handle)
    keys = [one for one in dialog.findChildren(QShortcut) if one.key().toString() == "F1"]
    assert len(keys) == 1
    dialog.close()


def test_without_a_file_it_begins_at_the_beginning(qtbot: QtBot, light: None) -> None:
    window = Window(remembers=False)
    window.show()
    window.menus.help_desk.open_here()
    assert help_of(window).page.key == "start"
    window.close()
    window.deleteLater()


def test_all_of_help_goes_on_where_it_was(sample_window: Window) -> None:
    desk = sample_window.menus.help_desk
    desk.open_all()
    found = help_of(sample_window)
    assert found.page.key == "start"
    found.go_to("paper")
    desk.open_all()
    assert help_of(sample_window) is found and found.page.key == "paper"


def test_it_stands_beside_the_work_and_closes_with_the_window(
    open_window: Callable[..., Window], sample: Path, qtbot: QtBot
) -> None:
    window = open_window(sample)
    window.menus.help_desk.open_here()
    found = help_of(window)
    assert not found.isModal() and found.parent() is None
    window.show_room("capacity")
    assert found.page.key == "intake", "it does not turn its pages by itself"
    window.menus.help_desk.open_here()
    assert found.page.key == "capacity"
    with qtbot.waitSignal(found.destroyed):
        window.close()
    assert window.menus.help_desk.help is None


def test_f1_in_help_goes_to_the_page_of_the_tab(sample_window: Window, qtbot: QtBot) -> None:
    sample_window.menus.help_desk.open_all()
    found = help_of(sample_window)
    press_help(found, qtbot)
    assert found.page.key == "intake"


def test_it_outlives_the_dialog_it_was_asked_from(sample_window: Window, qtbot: QtBot) -> None:
    sample_window.menus._show_history()
    dialog = sample_window.findChild(History)
    assert isinstance(dialog, History)
    press_help(dialog, qtbot)
    found = help_of(sample_window)
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()
    assert found.isVisible()
    sample_window.menus.help_desk.open_here()
    assert help_of(sample_window) is found and found.page.key == "intake"
    handle = found.windowHandle()
    assert handle is not None and handle.transientParent() is None
