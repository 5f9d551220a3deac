"""The light scheme for every test of a widget, and the screen reader's view of it."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QWidget

from widgets import theme


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> Iterator[theme.Theme]:
    """The theme in its light scheme; put back when the test has shown another."""
    owner = theme.apply(qapp, "light")
    yield owner
    owner.set_scheme("light")


@pytest.fixture
def spoken() -> Callable[[QWidget], list[str]]:
    """A function that lists the name of every accessible thing in a widget, itself first."""

    def names(widget: QWidget) -> list[str]:
        found: list[str] = []

        def walk(interface: QAccessibleInterface) -> None:
            found.append(interface.text(QAccessible.Text.Name))
            for number in range(interface.childCount()):
                child = interface.child(number)
                if child is not None and child.isValid():
                    walk(child)

        walk(QAccessible.queryAccessibleInterface(widget))
        return found

    return names
