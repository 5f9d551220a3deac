"""A box to choose from: silent when the program chooses, deaf to the wheel, its list as wide as its words."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from widgets.choice_box import ChoiceBox

CHOICES = [
    (None, "Leave out"),
    ("client", "Client"),
    ("value", "Price after the discount given to the client"),
]


def test_the_program_chooses_silently_and_a_person_is_told_of(qtbot: QtBot) -> None:
    box = ChoiceBox("What it holds")
    qtbot.addWidget(box)
    told = QSignalSpy(box.activated)
    box.set_choices(CHOICES, "value")
    assert box.currentData() == "value"
    box.choose(None)
    assert box.currentText() == "Leave out"
    box.choose("gone")
    assert box.currentIndex() == -1
    assert told.count() == 0
    box.choose("client")
    box.show()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.currentData() == "value"
    assert told.count() == 1
    assert box.accessibleName() == "What it holds"


def test_the_same_choices_stay_as_they_are(qtbot: QtBot) -> None:
    box = ChoiceBox()
    qtbot.addWidget(box)
    box.set_choices(CHOICES, "client")
    changed = QSignalSpy(box.model().rowsRemoved)
    box.set_choices(CHOICES, "value")
    assert (changed.count(), box.currentData()) == (0, "value")
    box.set_choices(CHOICES[:2], "client")
    assert (box.count(), box.currentData()) == (2, "client")


def test_the_wheel_is_left_to_the_page(qtbot: QtBot) -> None:
    box = ChoiceBox()
    qtbot.addWidget(box)
    box.set_choices(CHOICES, "client")
    box.show()
    box.setFocus()
    turned = QWheelEvent(
        QPointF(5, 5),
        QPointF(box.mapToGlobal(QPoint(5, 5))),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, turned)
    assert box.currentData() == "client"
    assert not turned.isAccepted()


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_the_list_shows_its_longest_words_whole(qtbot: QtBot) -> None:
    box = ChoiceBox()
    qtbot.addWidget(box)
    box.set_choices(CHOICES, "client")
    box.resize(120, box.sizeHint().height())
    box.show()
    box.showPopup()
    longest = box.fontMetrics().horizontalAdvance(CHOICES[2][1])
    assert box.view().width() >= longest > box.width()
    box.hidePopup()
