"""A name that is clicked: told once, by the left button, on the name itself."""

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from widgets.name_link import NameLink


def test_a_click_opens_it_and_nothing_else_does(qtbot: QtBot) -> None:
    link = NameLink("title")
    qtbot.addWidget(link)
    link.setText("Harbour Brewery")
    link.resize(200, 30)
    link.show()
    told: list[int] = []
    link.opened.connect(lambda: told.append(1))
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert told == [1]
    qtbot.mouseClick(link, Qt.MouseButton.RightButton)
    qtbot.mousePress(link, Qt.MouseButton.LeftButton)
    qtbot.mouseRelease(link, Qt.MouseButton.LeftButton, pos=QPoint(500, 500))
    assert told == [1], "dragged away from it"
    assert link.text() == "Harbour Brewery" and link.focusPolicy() == Qt.FocusPolicy.NoFocus
