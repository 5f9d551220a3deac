"""What the menus offer, by the words of its name."""

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from desktop.finder.folding import tokens, wanted

FIND = "find_anything"
"""The name of the action that is not offered: it is what one is doing."""


class Command(NamedTuple):
    """An action that can be chosen now, what it is called with its menu, and its keys."""

    action: QAction
    name: str
    keys: str


def commands(bar: QMenuBar, query: str) -> list[Command]:
    """Return the actions that can be chosen now and whose names hold all words of `query` or their beginnings."""
    words = wanted(query)
    if not words:
        return []
    found = [command for command in _enabled(bar) if _holds(tokens(command.name), words)]
    # What has all words in its own name comes before what has some of them in the name of its menu.
    return sorted(found, key=lambda command: not _holds(tokens(_plain(command.action.text())), words))


def _holds(said: list[str], words: list[list[str]]) -> bool:
    # "backup" finds "Back up now" as well: run together from each word on.
    run_on = ["".join(said[at:]) for at in range(len(said))]
    return all(any(each.startswith(part) for each in run_on) for parts in words for part in parts)


def _enabled(bar: QMenuBar) -> Iterator[Command]:
    for top in bar.actions():
        menu = top.menu()
        if isinstance(menu, QMenu):
            yield from _of_menu(menu, "")


def _of_menu(menu: QMenu, before: str) -> Iterator[Command]:
    for action in menu.actions():
        inner, said = action.menu(), before + _plain(action.text())
        if not action.isEnabled() or action.isSeparator() or action.objectName() == FIND:
            continue
        if isinstance(inner, QMenu):
            yield from _of_menu(inner, f"{said}: ")
        else:
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            yield Command(action, said, keys)


def _plain(text: str) -> str:
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…")
