"""The keyboard: every shortcut in a plain list, read from the menus themselves."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from desktop.dialogs.plain_list import PlainList
from desktop.dialogs.printable import PrintablePage
from desktop.wording.help import ARROW
from resources.words import tr

if TYPE_CHECKING:
    from desktop.printing.page import Page as Paper


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
    return [(top, ": ".join(below), keys) for (top, *below), keys in _entries(bar) if keys]


def keys_by_path(bar: QMenuBar) -> dict[str, str]:
    """Return the keys of every entry of the menus ("" for none) by its path, such as "Edit > New deal".

    Undo and Redo stand there without what they would undo.
    """
    found: dict[str, str] = {}
    for path, keys in _entries(bar):
        found[ARROW.join(path)] = keys
        found.setdefault(ARROW.join((*path[:-1], path[-1].partition(":")[0])), keys)
    return found


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
        path = (*above, _words(action.text()))
        inner = action.menu()
        if isinstance(inner, QMenu):
            found += [(path, ""), *_of_menu(inner, path)]
        else:
            found.append((path, action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)))
    return found


def keys_without_menu() -> list[tuple[str, str, str]]:
    """Return the keys that are in no menu: of a checklist, of rows, of a draft, of a meeting, and so on."""
    where, rows, lines = tr("Checklist"), tr("Rules and other rows"), tr("Marking a draft")
    meeting, after = tr("A meeting that goes on"), tr("After delivery")
    return [
        (where, tr("Yes"), "Y"),
        (where, tr("No"), "N"),
        (where, tr("Nobody knows yet"), "?"),
        (where, tr("Not relevant"), "X"),
        (where, tr("Next answer"), tr("Space")),
        (where, tr("Open again"), tr("Backspace")),
        (where, tr("Next question"), tr("Enter")),
        (rows, tr("Open"), tr("Enter")),
        (rows, tr("Strike, or take away"), tr("Delete")),
        (lines, tr("Keep"), "K"),
        (lines, tr("Change"), "C"),
        (lines, tr("Strike"), "S"),
        (meeting, tr("Next section"), tr("Space, or F8 in a field")),
        (meeting, tr("Section before"), "Shift+F8"),
        (meeting, tr("Park what looks back"), "F9"),
        (meeting, tr("Settled"), "S"),
        (meeting, tr("Put off"), "P"),
        (meeting, tr("Move up the ladder"), "M"),
        (meeting, tr("Drop"), "D"),
        (meeting, tr("Back to the agenda"), tr("Escape")),
        (after, tr("Yes, or no"), "Y N"),
        (after, tr("The client's score"), "1 2 3 4 5"),
        (after, tr("A promise was kept, or was not"), "K N"),
        (after, tr("Take an answer back"), tr("Backspace")),
        (after, tr("Save, and go on to the next deal"), tr("Enter")),
        (after, tr("In the table: the cell beneath"), tr("Enter")),
        (after, tr("In the table: the next cell"), tr("Tab")),
    ]


def _words(text: str) -> str:
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…")
