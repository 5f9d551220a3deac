"""The tabs are real tabs: by key, by mouse, by name; and a person can act as another."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible

from widgets.tab_rail import TabRail

TABS = [
    ("today", "Today", None, "today"),
    ("agreement", "Agreement", "Agree", "agreement"),
    ("intake", "Intake", "Promise", "intake"),
    ("capacity", "Capacity", "Promise", "capacity"),
]
PEOPLE = [("a", "Ana", "Sales", "sales"), ("b", "Ben & <b>Co</b>", "Operations", "operations")]


@pytest.fixture
def rail(qtbot) -> TabRail:
    made = TabRail()
    qtbot.addWidget(made)
    made.set_business("Brightside <b>Signs</b>", "2 people")
    made.set_tabs(TABS)
    made.set_people(PEOPLE, "a")
    made.resize(made.width(), 600)
    made.show()
    return made


def test_arrows_home_and_end_choose_tabs(rail: TabRail, qtbot) -> None:
    rail.tabs.setFocus()
    for key, wanted in ((Qt.Key.Key_Down, "agreement"), (Qt.Key.Key_End, "capacity"), (Qt.Key.Key_Up, "intake")):
        with qtbot.waitSignal(rail.tab_chosen, timeout=1000) as told:
            qtbot.keyClick(rail.tabs, key)
        assert told.args == [wanted] == [rail.current()]


def test_a_click_chooses_a_tab_but_not_on_a_heading(rail: TabRail, qtbot) -> None:
    rect = rail.tabs.tabRect(2)
    with qtbot.assertNotEmitted(rail.tab_chosen):
        qtbot.mouseClick(rail.tabs, Qt.MouseButton.LeftButton, pos=QPoint(rect.center().x(), rect.top() + 6))
    with qtbot.waitSignal(rail.tab_chosen, timeout=1000) as told:
        qtbot.mouseClick(rail.tabs, Qt.MouseButton.LeftButton, pos=QPoint(rect.center().x(), rect.bottom() - 8))
    assert told.args == ["intake"]


def test_the_room_moves_silently(rail: TabRail, qtbot) -> None:
    with qtbot.assertNotEmitted(rail.tab_chosen):
        rail.set_current("capacity")
        rail.set_tabs(TABS)
    with pytest.raises(KeyError):
        rail.set_current("nowhere")


def test_a_screen_reader_hears_tabs_and_what_waits(rail: TabRail, spoken) -> None:
    rail.set_badge("intake", 4)
    bar = QAccessible.queryAccessibleInterface(rail.tabs)
    assert bar.role() == QAccessible.Role.PageTabList
    assert bar.child(2).role() == QAccessible.Role.PageTab
    assert bar.child(2).text(QAccessible.Text.Name) == "Intake, 4 waiting for you"
    assert bar.child(1).text(QAccessible.Text.Name) == "Agreement"
    rail.set_badge("intake", 0)
    assert bar.child(2).text(QAccessible.Text.Name) == "Intake"
    assert {"Brightside <b>Signs</b>", "2 people", "Acting as Ana · Sales"} <= set(spoken(rail))


# The screenless platform says so of every menu.
@pytest.mark.qt_log_ignore("grabbing the (keyboard|mouse)", extend=True)
def test_acting_as_another(rail: TabRail, qtbot) -> None:
    rail.acting_button.setFocus()
    qtbot.keyClick(rail.acting_button, Qt.Key.Key_Space)
    menu = rail.acting_button._menu
    assert menu is not None and menu.isVisible()
    assert [action.isChecked() for action in menu.actions()] == [True, False]
    assert menu.actions()[1].text() == "Ben && <b>Co</b> · Operations"
    with qtbot.waitSignal(rail.person_chosen, timeout=1000) as told:
        qtbot.keyClick(menu, Qt.Key.Key_Down)
        qtbot.keyClick(menu, Qt.Key.Key_Down)
        qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert told.args == ["b"]
    menu.close()


def test_longer_words_make_the_rail_wider_not_shorter(rail: TabRail) -> None:
    before = rail.width()
    rail.set_tabs([(key, title * 3, group, icon) for key, title, group, icon in TABS])
    assert rail.width() > before
    assert all(rail.tabs.tabRect(index).width() == rail.width() for index in range(4))
