"""What is opened after delivery from the menus: each entry, with and without a deal in hand, and what news it gives."""

import pytest
from PySide6.QtGui import QAction

from desktop.dialogs.after_delivery import AfterDelivery
from desktop.dialogs.clients import Clients
from desktop.dialogs.deliveries import Deliveries
from desktop.dialogs.look_back import LookBackEditor
from desktop.dialogs.prices import PricesPage
from desktop.dialogs.save_editor import SaveEditor
from desktop.dialogs.saves_wall import SavesWall
from desktop.window import Window
from tests.desktop.rooms.agreement_screen import dialog, no_dialog


def entry(window: Window, name: str) -> QAction:
    menus = window.menus
    actions = [*menus.after_menu.actions(), *menus.business_menu.actions()]
    (found,) = [action for action in actions if action.data() == name]
    return found


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("show_outcome", AfterDelivery),
        ("show_table", Deliveries),
        ("show_look_back", LookBackEditor),
        ("add_save", SaveEditor),
        ("show_wall", SavesWall),
        ("show_prices", PricesPage),
        ("show_clients", Clients),
    ],
)
def test_every_entry_opens_what_it_says_from_any_room(sample_window: Window, name: str, kind: type) -> None:
    sample_window.show_room("meetings")
    entry(sample_window, name).trigger()
    dialog(sample_window, kind).reject()
    assert no_dialog()


def test_in_intake_it_is_about_the_deal_shown(sample_window: Window) -> None:
    assert sample_window.session is not None
    sample_window.show_room("intake")
    ((key,),) = sample_window.session.book.rows("SELECT id FROM deal WHERE ref = 'B-049'")
    sample_window.show_deal(key)
    sample_window.finish_background_work()
    entry(sample_window, "show_outcome").trigger()
    card = dialog(sample_window, AfterDelivery)
    assert "Bakker en Zoon" in card.windowTitle() and card.save_button.text() == "Save"
    card.reject()
    entry(sample_window, "add_save").trigger()
    editor = dialog(sample_window, SaveEditor)
    assert editor.deal_box.currentText() == "Bakker en Zoon · B-049"
    editor.reject()
    entry(sample_window, "show_clients").trigger()
    page = dialog(sample_window, Clients)
    assert page.name_label.text() == "Bakker en Zoon"
    page.reject()


def test_when_all_is_said_the_menu_says_so(sample_window: Window) -> None:
    sample_window.show_room("meetings")
    entry(sample_window, "show_outcome").trigger()
    card = dialog(sample_window, AfterDelivery)
    card.delivered_edit.setText("-1")
    card.delivered_edit.setModified(True)
    card.rework_row.button("no").click()
    card.save_button.click()
    assert no_dialog()
    entry(sample_window, "show_outcome").trigger()
    assert no_dialog() and "Of every deal it is said how it went." in sample_window.notice_bar.text()


def test_writing_entries_are_off_where_nothing_may_be_written(sample_window: Window) -> None:
    assert sample_window.session is not None
    sample_window.session.book.read_only_because = "Only for looking."
    sample_window.menus.show_state()
    states = {
        name: entry(sample_window, name).isEnabled()
        for name in ("show_outcome", "show_table", "show_look_back", "add_save", "show_wall", "show_clients")
    }
    assert [name for name, on in states.items() if on] == ["show_wall", "show_clients"]


def test_what_nobody_knows_is_refused(sample_window: Window) -> None:
    with pytest.raises(ValueError, match="nobody asks"):
        sample_window.ask_after_delivery("sing", "")
