"""The keyboard: every shortcut in a plain list, read from the menus themselves."""

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from desktop.dialogs.page import Page
from desktop.dialogs.plain_list import PlainList
from resources.words import tr


class Keyboard(Page):
    """The shortcuts: `rows` are (menu, what, keys)."""

    def __init__(self, rows: list[tuple[str, str, str]], parent: QWidget | None = None) -> None:
        super().__init__(tr("Keyboard"), parent)
        self.list = PlainList((tr("Where"), tr("What"), tr("Keys")), [*rows, *keys_without_menu()], self.windowTitle())
        self.column.addWidget(self.list, 1)
        self.resize(620, 560)


def listed(bar: QMenuBar) -> list[tuple[str, str, str]]:
    """Return (menu, what, keys) of every action in the menus that has a shortcut, in their order."""
    rows = []
    for top in bar.actions():
        menu = top.menu()
        if isinstance(menu, QMenu):
            rows += [(_words(top.text()), what, keys) for what, keys in _of_menu(menu)]
    return rows


def _of_menu(menu: QMenu) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            rows += [(f"{_words(action.text())}: {what}", keys) for what, keys in _of_menu(inner)]
        elif not action.shortcut().isEmpty():
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            rows.append((_words(action.text()), keys))
    return rows


def keys_without_menu() -> list[tuple[str, str, str]]:
    """Return the keys that are in no menu: of a checklist, of rows, of a draft, of a meeting, after delivery."""
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
