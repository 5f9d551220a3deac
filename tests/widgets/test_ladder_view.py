"""The picture of the ladder: steps with the highest on top, cards on them, all of it by keyboard and by name."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from widgets.card import PlainLabel
from widgets.ladder_view import LadderCard, LadderStep, LadderView

ONE = LadderCard("q1", "Do we mount on Saturdays?", "Raised by Ana", "4 h left")
TWO = LadderCard("q2", "Hartley Gym: three fascias & a pylon", "Raised by Ana", "overdue", "OFF")
THREE = LadderCard("q3", "Lakeside", "Raised by Ben", "on the agenda of Mon 30 Nov")
STEPS = (
    LadderStep("a", "1", "Own desk", "Ana or Ben alone", "Inside our own rules", "", (ONE,), "nothing waiting"),
    LadderStep("b", "2", "Both together", "Ana and Ben together", "Another date", "", (TWO, THREE), "nothing waiting"),
    LadderStep("c", "3", "Leads", "Ana and Ben together", "One page", "Same two people as step 2 here", ()),
    LadderStep("d", "4", "Owner", "Ana decides", "What risks the business", "", (), "nothing waiting"),
)


@pytest.fixture
def ladder(qtbot: QtBot) -> LadderView:
    """The ladder on screen, with three questions on it."""
    view = LadderView()
    qtbot.addWidget(view)
    view.set_steps(STEPS)
    view.resize(640, 520)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    return view


def focused() -> str:
    widget = QApplication.focusWidget()
    return "" if widget is None else str(getattr(widget, "key", ""))


def press(qtbot: QtBot, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key)


def test_the_highest_step_is_on_top(ladder: LadderView) -> None:
    names = [label for label in ladder.findChildren(PlainLabel) if label.text() in ("Own desk", "Owner")]
    heights = {label.text(): label.mapTo(ladder, QPoint(0, 0)).y() for label in names}
    assert heights["Owner"] < heights["Own desk"]


def test_a_skipped_step_says_why_instead_of_what_belongs_there(ladder: LadderView) -> None:
    texts = [label.text() for label in ladder.findChildren(PlainLabel)]
    assert "Same two people as step 2 here" in texts
    assert "One page" not in texts
    assert texts.count("nothing waiting") == 1, "on the owner's step, and not on the one that is skipped"


@pytest.mark.parametrize("width", [440, 470, 520, 640, 1200])
def test_cards_begin_in_one_line_and_none_is_cut_off(ladder: LadderView, width: int) -> None:
    assert ladder.minimumSizeHint().width() <= 440
    ladder.resize(width, 700)
    QApplication.processEvents()
    places = {key: ladder.card(key).mapTo(ladder, QPoint(0, 0)).x() for key in ("q1", "q2")}
    assert places["q1"] == places["q2"]
    for key in ("q1", "q2", "q3"):
        card = ladder.card(key)
        assert card.mapTo(ladder, QPoint(card.width(), 0)).x() <= ladder.width()


def test_the_keyboard_goes_with_the_chosen_card(qtbot: QtBot, ladder: LadderView) -> None:
    ladder.set_current("q1")
    ladder.focus_first()
    assert focused() == "q1"
    ladder.set_current("q2")
    assert focused() == "q2", "two cards are never marked"
    press(qtbot, Qt.Key.Key_Up)
    assert focused() == "c", "on a step without cards"
    ladder.set_current("q3")
    assert focused() == "c", "it leaves a step only when somebody moves it"


def test_arrows_go_between_cards_and_steps(qtbot: QtBot, ladder: LadderView) -> None:
    chosen: list[str] = []
    ladder.card_chosen.connect(chosen.append)
    ladder.focus_first()
    assert focused() == "q2", "the topmost card"
    press(qtbot, Qt.Key.Key_Right)
    assert focused() == "q3"
    press(qtbot, Qt.Key.Key_Right)
    assert focused() == "q3", "there is no more to the right"
    press(qtbot, Qt.Key.Key_Down)
    assert focused() == "q1"
    press(qtbot, Qt.Key.Key_Up, Qt.Key.Key_Up)
    assert focused() == "c", "a step without cards is read as well"
    press(qtbot, Qt.Key.Key_Up)
    assert focused() == "d"
    assert chosen == ["q3", "q3", "q1", "q2"]


def test_from_right_to_left_the_arrows_are_mirrored(qtbot: QtBot, ladder: LadderView) -> None:
    ladder.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    ladder.focus_first()
    press(qtbot, Qt.Key.Key_Left)
    assert focused() == "q3"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_opens(qtbot: QtBot, ladder: LadderView, key: Qt.Key) -> None:
    ladder.focus_first()
    with qtbot.waitSignal(ladder.card_opened) as opened:
        press(qtbot, key)
    assert opened.args == ["q2"]


def test_a_click_chooses_and_a_double_click_opens(qtbot: QtBot, ladder: LadderView) -> None:
    with qtbot.waitSignal(ladder.card_chosen) as chosen:
        qtbot.mouseClick(ladder.card("q1"), Qt.MouseButton.LeftButton)
    assert chosen.args == ["q1"]
    assert ladder.current() == "q1"
    assert ladder.card("q1").isChecked()
    assert not ladder.card("q2").isChecked()
    with qtbot.waitSignal(ladder.card_opened):
        qtbot.mouseDClick(ladder.card("q3"), Qt.MouseButton.LeftButton)


def test_it_is_one_stop_for_tab(ladder: LadderView) -> None:
    stops = [each for each in ladder.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [getattr(stop, "key", "") for stop in stops] == ["q2"]


def test_everything_is_told_by_name(ladder: LadderView) -> None:
    assert ladder.card("q2").accessibleName() == "Hartley Gym: three fascias & a pylon, Raised by Ana, overdue"
    step = next(each for each in ladder.findChildren(QWidget) if getattr(each, "key", "") == "c")
    assert step.accessibleName() == "3. Leads"
    assert step.accessibleDescription() == "Ana and Ben together. Same two people as step 2 here"


def test_the_keyboard_stays_where_it_was_after_news(qtbot: QtBot, ladder: LadderView) -> None:
    ladder.focus_first()
    press(qtbot, Qt.Key.Key_Down)
    later = (STEPS[0]._replace(cards=(ONE._replace(badge="3 h left"),)), *STEPS[1:])
    ladder.set_steps(later)
    assert focused() == "q1"
    assert ladder.current() == "q1"
    assert "3 h left" in ladder.card("q1").accessibleName()
    ladder.set_steps((STEPS[0]._replace(cards=()), *STEPS[1:]))
    assert focused() == "q2", "where the card is gone, the next best one has the keyboard"


def test_a_card_is_as_high_as_its_words(ladder: LadderView) -> None:
    long = LadderCard("long", "Three lit fascias for the gym and one pylon, and all of it before Christmas " * 4)
    ladder.set_steps((STEPS[0]._replace(cards=(long, ONE)),))
    assert ladder.card("long").sizeHint().height() > ladder.card("q1").sizeHint().height()
    assert ladder.card("long").accessibleName() == " ".join(long.title.split()), "whole for a screen reader"
    assert ladder.card("long").toolTip().startswith("<qt>Three lit")
