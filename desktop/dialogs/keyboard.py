"""The keyboard: every shortcut in a plain list, read from the menus themselves."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from desktop.dialogs.plain_list import PlainList
from desktop.dialogs.printable import PrintablePage
from desktop.wording.help import ARROW
from resources.words import tr

if TYPE_CHECKING:
    from desktop.printing.page import Page as Paper

NAME = "name"
"""The property of an action that is called by more than its name, such as "Undo: New deal"."""


class Keyboard(PrintablePage):
    """The shortcuts: `rows` are (menu, what, keys). On paper they are one sheet, to hang beside the computer."""

    def __init__(self, rows: list[tuple[str, str, str]], parent: QWidget | None = None) -> None:
        super().__init__(tr("Keyboard"), parent)
        self._rows = [*rows, *keys_without_menu()]
        self.list = PlainList((tr("Where"), tr("What"), tr("Keys")), self._rows, self.windowTitle())
        self.column.addWidget(self.list, 1)
        self.resize(660, 600)

    def paper(self) -> "Paper":
        """Return the sheet: all shortcuts, whatever the list is narrowed down to."""
        from desktop.printing.keyboard_page import keyboard_page

        return keyboard_page(self._rows)


def listed(bar: QMenuBar) -> list[tuple[str, str, str]]:
    """Return (menu, what, keys) of every action in the menus that has a shortcut, in their order."""
    return [(ARROW.join(path[:-1]), path[-1], keys) for path, keys in _entries(bar) if keys]


def keys_by_path(bar: QMenuBar) -> dict[str, str]:
    """Return the keys of every entry of the menus ("" for none) by its path, such as "Edit > New deal"."""
    return {ARROW.join(path): keys for path, keys in _entries(bar)}


def _entries(bar: QMenuBar) -> list[tuple[tuple[str, ...], str]]:
    """Return (path, keys) of every entry of the menus, in their order."""
    found: list[tuple[tuple[str, ...], str]] = []
    for top in bar.actions():
        menu = top.menu()
        if isinstance(menu, QMenu):
            found += _of_menu(menu, (_words(top.text()),))
    return found


def _of_menu(menu: QMenu, above: tuple[str, ...]) -> list[tuple[tuple[str, ...], str]]:
    found: list[tuple[tuple[str, ...], str]] = []
    for action in menu.actions():
        if action.isSeparator():
            continue
        path = (*above, _words(_name(action)))
        inner = action.menu()
        if isinstance(inner, QMenu):
            found += [(path, ""), *_of_menu(inner, path)]
        else:
            found.append((path, action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)))
    return found


def keys_without_menu() -> list[tuple[str, str, str]]:
    """Return the keys that are in no menu: of a checklist, of rows, of a draft, of a meeting, and so on."""
    where, rows, lines = tr("Checklist"), tr("Rules and other rows"), tr("Marking a draft")
    told, plan, health = tr("What the client was told"), tr("Deals in Capacity"), tr("Health check, each alone")
    meeting, after, table = tr("A meeting that goes on"), tr("After delivery"), tr("After delivery, in the table")
    card, preview, helped = tr("A visit card from paper"), tr("Print preview"), tr("In help")
    return [
        (where, tr("Yes"), "Y"),
        (where, tr("No"), "N"),
        (where, tr("Nobody knows yet"), "?"),
        (where, tr("Not relevant"), "X"),
        (where, tr("Next answer"), tr("Space")),
        (where, tr("Open again"), tr("Backspace")),
        (where, tr("Next question"), tr("Enter")),
        (where, tr("A note"), "F2"),
        (rows, tr("Open"), tr("Enter")),
        (rows, tr("Strike, or take away"), tr("Delete")),
        (lines, tr("Keep"), "K"),
        (lines, tr("Change"), "C"),
        (lines, tr("Strike"), "S"),
        (told, tr("A promise was kept, or not"), "K N"),
        (plan, tr("A day earlier, or later"), tr("Left Right")),
        (plan, tr("Type the date"), "F2"),
        (plan, tr("Keep the new date"), tr("Enter")),
        (plan, tr("Put it back"), tr("Escape")),
        (plan, tr("Count an open deal, or not"), tr("Space")),
        (meeting, tr("Next section"), tr("Space, F8 in a field")),
        (meeting, tr("Section before"), "Shift+F8"),
        (meeting, tr("Park what looks back"), "F9"),
        (meeting, tr("Settled"), "S"),
        (meeting, tr("Put off"), "P"),
        (meeting, tr("Move up the ladder"), "M"),
        (meeting, tr("Drop"), "D"),
        (meeting, tr("Back to the agenda"), tr("Escape")),
        (after, tr("Yes, or no"), "Y N"),
        (after, tr("The client's score"), "1 2 3 4 5"),
        (after, tr("A promise was kept, or not"), "K N"),
        (after, tr("Take an answer back"), tr("Backspace")),
        (after, tr("Save, and the next deal"), tr("Enter")),
        (table, tr("The cell beneath"), tr("Enter")),
        (table, tr("The next cell"), tr("Tab")),
        (health, tr("Goes badly, to goes well"), "1 2 3 4 5"),
        (health, tr("Can't say"), "0"),
        (health, tr("Back, or on"), tr("Left Right")),
        (card, tr("Next line"), tr("Enter")),
        (card, tr("Take it in"), tr("Ctrl+Enter")),
        (preview, tr("Back, or on"), tr("Page Up Page Down")),
        (preview, tr("The first page, or the last"), tr("Home End")),
        (preview, tr("Larger, or smaller"), "Ctrl++ Ctrl+-"),
        (preview, tr("Whole page"), "Ctrl+0"),
        (preview, tr("Page width"), "Ctrl+2"),
        (preview, tr("Save PDF"), "Ctrl+S"),
        (helped, tr("Find in all of help"), "Ctrl+F"),
        (helped, tr("Next hit"), tr("F3 or Enter")),
        (helped, tr("Hit before"), "Shift+F3"),
        (helped, tr("Back, or forward"), "Alt+Left Alt+Right"),
    ]


def _name(action: QAction) -> str:
    """Return the name of an entry: that of Undo and Redo without what they would undo."""
    return str(action.property(NAME) or action.text())


def _words(text: str) -> str:
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…")
