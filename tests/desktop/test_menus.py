"""The menus: what can be done now, by its name; rooms, people, light and dark; files and long work on them."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from desktop import settings
from desktop.actions.business import create_business
from desktop.actions.intake import create_deal
from desktop.dialogs.about import About
from desktop.dialogs.file_check import FileCheck
from desktop.dialogs.history import History
from desktop.dialogs.keyboard import Keyboard
from desktop.dialogs.new_business import NewBusiness
from desktop.dialogs.whats_new import WhatsNew
from desktop.file_work import documents_folder
from desktop.version import VERSION
from desktop.window import Window
from storage.founding import Founder
from widgets.card import PlainLabel
from widgets.theme import apply, theme

TODAY = date(2026, 11, 23)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "shop.handshake"
    create_business(
        path=file,
        name="Shop",
        kind="sign-shop",
        founders=(
            Founder("Ana", sells=True, delivers=False, owner=True),
            Founder("Ben & Co", sells=False, delivers=True),
        ),
        country=None,
        currency="EUR",
        weekly_hours=Decimal(40),
        today=TODAY,
    ).close()
    return file


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    apply(application, "light")
    made = Window(today=TODAY)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()
    settings.settings().clear()


@pytest.fixture
def opened(window: Window, path: Path) -> Window:
    assert window.open_file(path)
    return window


def all_actions(menu: QMenu) -> Iterator[QAction]:
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from all_actions(inner)
        elif not action.isSeparator():
            yield action


def find(window: Window, text: str) -> QAction:
    """Return the action that is called `text`, without the mark of its key."""
    for top in window.menuBar().actions():
        menu = top.menu()
        assert isinstance(menu, QMenu)
        for action in all_actions(menu):
            if action.text().replace("&&", "\0").replace("&", "").replace("\0", "&") == text:
                return action
    raise AssertionError(f"no action {text!r}")


def add_deal(window: Window, client: str) -> None:
    assert window.session is not None
    create_deal(book=window.session.book, who=window.session.author, today=TODAY, digits=2, fields={"client": client})


NEED_A_FILE = ["Back up now", "Print…", "Close file", "History…", "Check this file", "Import deals…", "New deal"]


def all_actions_of(window: Window) -> Iterator[QAction]:
    for entry in window.menuBar().actions():
        menu = entry.menu()
        assert isinstance(menu, QMenu)
        yield from all_actions(menu)


@pytest.mark.parametrize("text", NEED_A_FILE)
def test_what_needs_a_file_is_off_without_one(window: Window, path: Path, text: str) -> None:
    assert not find(window, text).isEnabled()
    window.open_file(path)
    assert find(window, text).isEnabled()
    window.close_file()
    assert not find(window, text).isEnabled()


@pytest.mark.parametrize(
    "text", ["New business…", "Open…", "Open the sample business", "Quit", "Help for this tab", "All of help"]
)
def test_what_needs_no_file_is_always_on(window: Window, text: str) -> None:
    assert find(window, text).isEnabled()


def test_no_shortcut_stands_for_two_things(opened: Window) -> None:
    shortcuts = Counter(
        keys.toString()
        for top in opened.menuBar().actions()
        for action in all_actions(top.menu())  # type: ignore[arg-type]
        for keys in action.shortcuts()
    )
    assert [keys for keys, count in shortcuts.items() if count > 1] == []
    assert {"Ctrl+N", "Ctrl+O", "Ctrl+P", "Ctrl+Z", "F2", "Ctrl+D", "Ctrl+Del", "Ctrl+F", "Ctrl+1"} <= set(shortcuts)


def test_macos_moves_nothing_but_quit_and_about_into_its_own_menu(opened: Window) -> None:
    opened.menus.recent_menu.aboutToShow.emit()
    roles = {
        action.text(): action.menuRole()
        for action in all_actions_of(opened)
        if action.menuRole() not in (QAction.MenuRole.NoRole, QAction.MenuRole.TextHeuristicRole)
    }
    assert list(roles.values()) == [QAction.MenuRole.QuitRole, QAction.MenuRole.AboutRole], roles
    named_by_people = (*opened.menus.recent_menu.actions()[:1], *opened.menus.people_menu.actions())
    assert len(named_by_people) == 3
    assert {action.menuRole() for action in named_by_people} == {QAction.MenuRole.NoRole}
    moved = ("about", "config", "options", "setup", "settings", "preferences", "quit", "exit")
    guessed = [each for each in all_actions_of(opened) if each.menuRole() == QAction.MenuRole.TextHeuristicRole]
    assert [each.text() for each in guessed if each.text().replace("&", "").casefold().startswith(moved)] == []


def test_on_macos_no_shortcut_is_one_of_its_own(qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.menus.sys", SimpleNamespace(platform="darwin"))
    other = Window(today=TODAY)
    qtbot.addWidget(other)
    here, there = (
        [keys.toString() for action in all_actions_of(each) for keys in action.shortcuts()]
        for each in (window, other)
        if each.menus
    )
    of_its_own = ("Ctrl+H", "Ctrl+Alt+H", "Ctrl+Alt+D", "Ctrl+M", "Ctrl+Tab", "Ctrl+Space")
    assert not set(there) & set(of_its_own)
    assert len(there) == len(here) and max(Counter(there).values()) == 1
    assert other.close()


def test_undo_and_redo_are_called_by_what_they_do(opened: Window) -> None:
    menus = opened.menus
    assert not menus.undo_action.isEnabled()
    add_deal(opened, "Nook & Co")
    assert menus.undo_action.text() == "Undo: New deal: Nook && Co"
    menus.undo_action.trigger()
    assert not menus.undo_action.isEnabled()
    assert menus.redo_action.text() == "Redo: New deal: Nook && Co"
    menus.redo_action.trigger()
    assert menus.undo_action.isEnabled()
    opened.close_file()
    assert not menus.undo_action.isEnabled()
    assert menus.undo_action.text() == "&Undo"


def test_a_file_that_may_only_be_read_offers_no_change(opened: Window) -> None:
    assert opened.session is not None
    opened.show_room("intake")
    opened.session.book.read_only_because = "Only for looking."
    opened.menus.show_state()
    for text in ("New deal", "Edit deal", "Delete deal", "Import deals…"):
        assert not find(opened, text).isEnabled()
    for text in ("Find in the list", "Print…", "Check this file"):
        assert find(opened, text).isEnabled()


def test_every_room_is_in_the_view_menu(opened: Window) -> None:
    keys = list(opened.rooms)
    entries = [action for action in opened.menus.view_menu.actions() if action.data() in keys]
    assert [action.data() for action in entries] == keys
    assert [action.shortcut().toString() for action in entries] == [f"Ctrl+{n + 1}" for n in range(len(keys))]
    assert [action.text() for action in entries] == [opened.rail.tabs.tabText(n) for n in range(len(keys))]
    entries[-1].trigger()
    assert opened.room is opened.rooms[keys[-1]]
    opened.show_room(keys[0])
    assert [action.isChecked() for action in entries] == [True] + [False] * (len(keys) - 1)
    opened.close_file()
    assert [action for action in opened.menus.view_menu.actions() if action.data() in keys] == []


def test_deals_are_worked_on_where_they_are_seen(opened: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    intake = opened.rooms["intake"]
    for name in ("new_deal", "edit_deal", "copy_deal", "delete_deal", "focus_search"):
        monkeypatch.setattr(intake, name, lambda name=name: asked.append(name), raising=True)
    opened.show_room("meetings")
    for text in ("Edit deal", "Copy deal", "Delete deal", "Find in the list"):
        assert not find(opened, text).isEnabled()
    find(opened, "New deal").trigger()
    assert opened.room is intake
    for text in ("Edit deal", "Copy deal", "Delete deal", "Find in the list"):
        find(opened, text).trigger()
    assert asked == ["new_deal", "edit_deal", "copy_deal", "delete_deal", "focus_search"]


def test_print_prints_the_room_on_screen(opened: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    printed: list[str] = []
    for key, room in opened.rooms.items():
        monkeypatch.setattr(room, "print_page", lambda key=key: printed.append(key))
    opened.show_room("meetings")
    find(opened, "Print…").trigger()
    assert printed == ["meetings"]


def test_somebody_else_can_act(opened: Window) -> None:
    ana, ben = opened.menus.people_menu.actions()
    assert (ana.isChecked(), ben.isChecked()) == (True, False)
    assert ben.text() == "Ben && Co"
    ben.trigger()
    assert opened.session is not None
    assert opened.session.author.name == "Ben & Co"
    assert (ana.isChecked(), ben.isChecked()) == (False, True)
    assert opened.menus.people_menu.actions() == [ana, ben]


def test_light_and_dark_are_shown_and_remembered(window: Window) -> None:
    find(window, "Dark").trigger()
    assert theme().dark
    assert settings.color_scheme() == "dark"
    find(window, "Light").trigger()
    assert not theme().dark
    assert settings.color_scheme() == "light"


def test_recent_files_are_opened_and_forgotten(opened: Window, path: Path) -> None:
    opened.close_file()
    menu = opened.menus.recent_menu
    menu.aboutToShow.emit()
    entry, *_, clear = menu.actions()
    assert entry.text() == "shop"
    entry.trigger()
    assert opened.session is not None
    assert opened.session.book.path == path.resolve()
    opened.close_file()
    clear.trigger()
    assert settings.recent_files() == []
    assert opened.welcome.recent_buttons == []
    menu.aboutToShow.emit()
    assert [action.isEnabled() for action in menu.actions()] == [False]


def test_the_sample_is_written_once_and_opened_again_as_it_was_left(window: Window) -> None:
    find(window, "Open the sample business").trigger()
    assert window.session is not None
    assert window.session.book.path == (documents_folder() / "Brightside Signs.handshake").resolve()
    add_deal(window, "A client of mine")
    window.close_file()
    window.menus.open_sample()
    assert window.session is not None
    assert window.session.book.rows("SELECT name FROM client WHERE name = 'A client of mine'")


def test_a_chosen_file_is_opened(window: Window, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))
    find(window, "Open…").trigger()
    assert window.session is not None
    assert window.session.book.path == path.resolve()


def test_choosing_no_file_changes_nothing(opened: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    before = opened.session
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: ("", ""))
    find(opened, "Open…").trigger()
    assert opened.session is before


def test_a_new_business_is_opened_when_it_is_made(window: Window, tmp_path: Path) -> None:
    find(window, "New business…").trigger()
    dialog = window.findChild(NewBusiness)
    assert isinstance(dialog, NewBusiness)
    dialog.name_edit.setText("Mill & Sons")
    dialog.people.rows[0].name_edit.setText("Ana")
    dialog.people.rows[0].ticks["delivers"].setChecked(True)
    dialog.use_place(tmp_path / "mill")
    dialog.accept()
    assert window.session is not None
    assert window.windowTitle() == "Mill & Sons"
    assert window.session.book.path == (tmp_path / "mill.handshake").resolve()


def test_a_backup_is_written_and_told(qtbot: QtBot, opened: Window, path: Path) -> None:
    find(opened, "Back up now").trigger()
    qtbot.waitUntil(lambda: opened.notice_bar.isVisible())
    (copy,) = (path.parent / "shop backups").iterdir()
    assert copy.name in opened.notice_bar.text()


def test_a_window_that_closes_lets_the_backup_come_to_its_end(opened: Window, path: Path) -> None:
    opened.menus.work.back_up()
    opened.close()
    (copy,) = (path.parent / "shop backups").iterdir()
    assert copy.suffix == ".handshake"


@pytest.mark.parametrize(
    ("text", "suffix"),
    [("As CSV, one file for each table…", ".csv"), ("As a workbook for Excel or Calc…", ".xlsx")],
)
def test_everything_is_exported(
    qtbot: QtBot, opened: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, suffix: str
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(folder))
    find(opened, text).trigger()
    qtbot.waitUntil(lambda: opened.notice_bar.isVisible())
    assert {file.suffix for file in folder.iterdir()} == {suffix}
    assert str(folder) in opened.notice_bar.text()


def test_an_export_that_can_not_be_written_is_told(
    qtbot: QtBot, opened: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path / "out"))
    opened.menus.work.export_csv()
    qtbot.waitUntil(lambda: opened.notice_bar.isVisible())
    assert "is a file, not a folder" in opened.notice_bar.text()


def test_a_whole_file_is_called_whole(qtbot: QtBot, opened: Window) -> None:
    find(opened, "Check this file").trigger()
    qtbot.waitUntil(lambda: opened.notice_bar.isVisible())
    assert "Nothing is wrong" in opened.notice_bar.text()


def test_what_is_wrong_with_a_file_is_said(qtbot: QtBot, opened: Window, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE business SET name = 'Somebody else'")
        connection.commit()
    opened.menus.work.verify()
    qtbot.waitUntil(lambda: opened.findChild(FileCheck) is not None)
    page = opened.findChild(FileCheck)
    assert isinstance(page, FileCheck) and page.isVisible() and page.repair_button.isEnabled()
    assert "not what Handshake last wrote" in page.findings[0]
    page.reject()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("History…", History),
        ("Keyboard", Keyboard),
        ("About Handshake", About),
        ("What is new", WhatsNew),
    ],
)
def test_a_page_is_shown_and_freed_when_it_is_closed(
    qtbot: QtBot, opened: Window, text: str, kind: type[QDialog]
) -> None:
    find(opened, text).trigger()
    page = opened.findChild(kind)
    assert isinstance(page, kind)
    assert page.isVisible()
    with qtbot.waitSignal(page.destroyed):
        page.close()
    assert opened.findChild(kind) is None


def test_the_keyboard_page_lists_the_shortcuts_of_the_menus(opened: Window) -> None:
    find(opened, "Keyboard").trigger()
    page = opened.findChild(Keyboard)
    assert isinstance(page, Keyboard)
    rows = page.list.shown_rows()
    assert ["Edit", "New deal", "Ctrl+N"] in rows
    assert ["View", "Intake", "Ctrl+3"] in rows
    assert ["Business > Acting as", "Ben & Co", "Alt+2"] in rows
    assert ["Checklist", "Yes", "Y"] in rows
    page.close()


def test_the_version_is_told(opened: Window) -> None:
    find(opened, "About Handshake").trigger()
    page = opened.findChild(About)
    assert isinstance(page, About)
    texts = " ".join(label.text() for label in page.findChildren(PlainLabel))
    assert VERSION in texts
    assert "MIT" in texts
    page.close()
