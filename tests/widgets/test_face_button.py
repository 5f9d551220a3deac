"""What every button with a face of its own does by itself."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from widgets.figure_face import FigureFace, FigureText
from widgets.text_link import TextLink


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    face, link = FigureFace(), TextLink()
    face.set_figure(FigureText("on_time", "On time", "18 of 20"))
    link.set_words("late", "2 of 20 were late")
    column.addWidget(face)
    column.addWidget(link)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    return window


@pytest.mark.parametrize("kind", [FigureFace, TextLink])
def test_it_is_pressed_by_enter_and_by_space(window: QWidget, kind: type[FigureFace | TextLink], qtbot: QtBot) -> None:
    button = window.findChild(kind)
    assert button is not None
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        with qtbot.waitSignal(button.clicked):
            QTest.keyClick(button, key)


@pytest.mark.parametrize("kind", [FigureFace, TextLink])
def test_it_looks_otherwise_under_the_keyboard_and_under_the_pointer(
    window: QWidget, kind: type[FigureFace | TextLink], qtbot: QtBot
) -> None:
    button = window.findChild(kind)
    assert button is not None
    button.clearFocus()
    plain = button.grab().toImage()
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    ringed = button.grab().toImage()
    button.clearFocus()
    point_at(button)
    hovered = button.grab().toImage()
    assert plain != ringed
    assert plain != hovered
    assert ringed != hovered
    QApplication.sendEvent(button, QEvent(QEvent.Type.Leave))
    assert button.grab().toImage() == plain


def test_a_link_that_opens_nothing_has_no_ground_under_the_pointer(window: QWidget) -> None:
    link = window.findChild(TextLink)
    assert link is not None
    link.set_words("", "No visit yet", opens=False)
    plain = link.grab().toImage()
    point_at(link)
    assert link.grab().toImage() == plain


def point_at(button: QWidget) -> None:
    """Let the pointer come over `button`."""
    place = QPointF(4, 4)
    QApplication.sendEvent(button, QEnterEvent(place, place, QPointF(button.mapToGlobal(place))))
    assert button.underMouse()
