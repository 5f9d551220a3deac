"""A notice says what happened, offers the way back, and goes away by itself unless it must stay."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QVBoxLayout, QWidget

from widgets.notice_bar import NoticeBar


@pytest.fixture
def bar(qtbot) -> Iterator[NoticeBar]:
    window = QWidget()
    qtbot.addWidget(window)
    made = NoticeBar()
    QVBoxLayout(window).addWidget(made)
    window.show()
    # The window lives as long as somebody holds it.
    yield made


def test_undo_by_keyboard(bar: NoticeBar, qtbot) -> None:
    assert bar.isHidden()
    bar.show_notice("Deleted Lakeside Dental", "Undo")
    bar.action_button.setFocus()
    with qtbot.waitSignals([bar.closed, bar.action_requested], timeout=1000):
        qtbot.keyClick(bar.action_button, Qt.Key.Key_Space)
    assert bar.isHidden()


def test_it_goes_away_by_itself(bar: NoticeBar, qtbot) -> None:
    with qtbot.waitSignal(bar.closed, timeout=2000):
        bar.show_notice("Saved a copy", seconds=0.01)
    assert bar.isHidden()


def test_it_waits_for_who_is_about_to_press(bar: NoticeBar, qtbot) -> None:
    bar.show_notice("Deleted", "Undo", seconds=5)
    bar.window().activateWindow()
    bar.action_button.setFocus()
    qtbot.waitUntil(bar.action_button.hasFocus, timeout=1000)
    bar._timer.timeout.emit()
    assert not bar.isHidden()
    bar.action_button.clearFocus()
    bar._timer.timeout.emit()
    assert bar.isHidden()


def test_details_leave_the_notice_where_it_is(bar: NoticeBar, qtbot) -> None:
    bar.show_notice("Two deals were changed elsewhere", more="See what", more_key="deals", sticky=True)
    with qtbot.waitSignal(bar.more_requested, timeout=1000) as asked:
        qtbot.mouseClick(bar.more_button, Qt.MouseButton.LeftButton)
    assert asked.args == ["deals"]
    assert not bar.isHidden() and bar.action_button.isHidden()


def test_a_warning_stays_until_it_is_closed_and_a_banner_as_long_as_it_is_true(bar: NoticeBar) -> None:
    bar.show_notice("The disk is full", kind="warning")
    assert not bar._timer.isActive()
    assert not bar.close_button.isHidden() and bar.action_button.isHidden()
    bar.show_notice("This file is read-only", kind="warning", closable=False)
    assert not bar._timer.isActive() and bar.close_button.isHidden()
    bar.show_notice("Done")
    assert bar._timer.isActive() and not bar.close_button.isHidden()


def test_it_is_plain_text_and_can_be_heard(bar: NoticeBar, spoken) -> None:
    bar.show_notice("Deleted <b>Lakeside</b> & Co", "Undo", sticky=True)
    names = spoken(bar)
    assert names[0] == bar.text() == "Deleted <b>Lakeside</b> & Co"
    assert {"Undo", "Close this notice"} <= set(names)
    assert QAccessible.queryAccessibleInterface(bar.close_button).role() == QAccessible.Role.Button
