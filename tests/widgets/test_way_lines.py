"""Lines that each say one thing that can be done: the right button tells the right key, also after they changed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from widgets.card import PlainLabel
from widgets.way_lines import WayLines

DATE = ("date", "The nearest date that works: Tue 15 Dec", "Use 15 Dec")
PRICE = ("price", "From € 6,572 on the margin is ours", "Use € 6,572 & more")
SPLIT = ("phases", "In two parts: 3 by the date asked for, the rest by Wed 2 Dec", "")


@pytest.fixture
def lines(qtbot) -> WayLines:
    made = WayLines()
    qtbot.addWidget(made)
    made.set_lines([DATE, SPLIT, PRICE])
    made.show()
    QApplication.processEvents()
    return made


def shown(lines: WayLines) -> list[str]:
    QApplication.processEvents()
    return [label.text() for label in lines.findChildren(PlainLabel) if label.isVisible()]


def buttons(lines: WayLines) -> list[str]:
    QApplication.processEvents()
    return [button.text() for button in lines.findChildren(QPushButton) if button.isVisible()]


def test_each_line_says_what_it_is_and_only_some_have_a_button(lines: WayLines, spoken) -> None:
    assert shown(lines) == [DATE[1], SPLIT[1], PRICE[1]]
    assert buttons(lines) == ["Use 15 Dec", "Use € 6,572 && more"]
    assert lines.lines() == (DATE, SPLIT, PRICE)
    names = spoken(lines)
    assert names[0] == "\n".join([DATE[1], SPLIT[1], PRICE[1]])
    assert {"Use 15 Dec", "Use € 6,572 & more"} <= set(names)
    assert lines.button("date").accessibleDescription() == DATE[1]
    for none in ("phases", "payment"):
        with pytest.raises(KeyError):
            lines.button(none)


def test_a_button_tells_the_key_its_line_has_now(qtbot, lines: WayLines) -> None:
    told: list[str] = []
    lines.way_requested.connect(told.append)
    qtbot.mouseClick(lines.button("price"), Qt.MouseButton.LeftButton)
    lines.button("date").setFocus()
    qtbot.keyClick(lines.button("date"), Qt.Key.Key_Space)
    lines.set_lines([PRICE])
    QApplication.processEvents()
    qtbot.mouseClick(lines.button("price"), Qt.MouseButton.LeftButton)
    assert told == ["price", "date", "price"]


def test_fewer_lines_leave_nothing_behind_and_none_hides_the_whole(lines: WayLines) -> None:
    lines.set_lines([SPLIT])
    assert (shown(lines), buttons(lines)) == ([SPLIT[1]], [])
    lines.set_lines([])
    assert not lines.isVisible()
    assert lines.lines() == ()
    lines.set_lines([SPLIT, DATE])
    assert (shown(lines), buttons(lines)) == ([SPLIT[1], DATE[1]], ["Use 15 Dec"])


def test_tab_goes_down_the_buttons(qtbot, lines: WayLines) -> None:
    lines.activateWindow()
    lines.button("date").setFocus()
    qtbot.keyClick(lines.button("date"), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is lines.button("price")


def test_what_somebody_called_their_offering_is_no_markup(lines: WayLines) -> None:
    lines.set_lines([("date", "<b>bold</b>", "<i>Use</i>")])
    assert shown(lines) == ["<b>bold</b>"]
    label = next(label for label in lines.findChildren(PlainLabel) if label.isVisible())
    assert label.textFormat() is Qt.TextFormat.PlainText
