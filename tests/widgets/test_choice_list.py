"""One choice out of a few: by mouse on words or sentence, by keyboard, mirrored, and told to a screen reader."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QRadioButton, QVBoxLayout, QWidget

from widgets.card import PlainLabel
from widgets.choice_list import Choice, ChoiceList

CHOICES = (
    Choice("ops", "Operations & co", "Operations answers, and its no holds."),
    Choice("both", "Both together", "Neither without the other."),
    Choice("owner", "The owner"),
)


@pytest.fixture
def choice_list(qtbot) -> Iterator[ChoiceList]:
    around = QWidget()
    qtbot.addWidget(around)
    made = ChoiceList(CHOICES)
    QVBoxLayout(around).addWidget(made)
    around.resize(400, 200)
    around.show()
    around.activateWindow()
    qtbot.waitUntil(around.isActiveWindow)
    yield made
    around.close()


def sentences(choice_list: ChoiceList) -> list[PlainLabel]:
    return choice_list.findChildren(PlainLabel)


def test_nothing_is_chosen_until_somebody_does(choice_list: ChoiceList, qtbot) -> None:
    assert choice_list.value() == ""
    with qtbot.assertNotEmitted(choice_list.chosen):
        choice_list.set_value("both")
    assert choice_list.value() == "both"
    with pytest.raises(ValueError):
        choice_list.set_value("nobody")


def test_a_click_on_words_or_sentence_chooses_and_tells_once(choice_list: ChoiceList, qtbot) -> None:
    told: list[str] = []
    choice_list.chosen.connect(told.append)
    choice_list.set_value("owner")
    qtbot.mouseClick(sentences(choice_list)[1], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(choice_list.button("ops"), Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert told == ["both", "ops"]
    qtbot.mouseClick(sentences(choice_list)[1], Qt.MouseButton.RightButton)
    qtbot.mousePress(sentences(choice_list)[1], Qt.MouseButton.LeftButton)
    qtbot.mouseRelease(sentences(choice_list)[1], Qt.MouseButton.LeftButton, pos=QPoint(5, -40))
    assert choice_list.value() == "ops", "let go elsewhere, it was not meant"


def test_the_keyboard_enters_at_the_choice_and_moves_it(choice_list: ChoiceList, qtbot) -> None:
    choice_list.set_value("both")
    choice_list.setFocus()
    assert QApplication.focusWidget() is choice_list.button("both")
    with qtbot.waitSignal(choice_list.chosen, timeout=1000) as told:
        qtbot.keyClick(choice_list.button("both"), Qt.Key.Key_Down)
    assert told.args == ["owner"] and choice_list.value() == "owner"
    assert QApplication.focusWidget() is choice_list.button("owner")
    choice_list.button("ops").clearFocus()
    choice_list.setFocus()
    assert QApplication.focusWidget() is choice_list.button("owner")


def test_a_screen_reader_hears_words_and_sentence(choice_list: ChoiceList) -> None:
    spoken = [QAccessible.queryAccessibleInterface(radio) for radio in choice_list.findChildren(QRadioButton)]
    assert [each.text(QAccessible.Text.Name) for each in spoken] == [choice.text for choice in CHOICES]
    assert [each.text(QAccessible.Text.Description) for each in spoken] == [choice.say for choice in CHOICES]
    assert {each.role() for each in spoken} == {QAccessible.Role.RadioButton}
    assert len(sentences(choice_list)) == 2, "no empty line where there is nothing to say"


def test_a_sentence_stands_under_the_words_on_either_side(choice_list: ChoiceList, qapp) -> None:
    first = sentences(choice_list)[0]
    assert first.contentsMargins().left() > 10 and first.contentsMargins().right() == 0
    choice_list.window().setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert first.contentsMargins().right() > 10 and first.contentsMargins().left() == 0
    assert first.alignment() & Qt.AlignmentFlag.AlignRight
