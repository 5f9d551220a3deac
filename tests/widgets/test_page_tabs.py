"""The pages of a room are real tabs: by key, by mouse, by name, with counts, and too many of them scroll."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QVBoxLayout, QWidget

from widgets import theme
from widgets.page_tabs import PageTabs
from widgets.tokens import DARK, LIGHT

PAGES = [("rules", "Rules", None), ("offerings", "Offerings", 9), ("words", "Words & terms", 14)]


@pytest.fixture
def tabs(qtbot) -> Iterator[PageTabs]:
    """Tabs over a button, in a window of their own."""
    window = QWidget()
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    made = PageTabs()
    column.addWidget(made)
    column.addWidget(QPushButton("Below"))
    made.set_pages(PAGES)
    qtbot.addWidget(window)
    window.resize(500, 90)
    window.show()
    window.activateWindow()
    yield made


def coloured(image: QImage, colour: QColor, bottom: int = 0) -> list[int]:
    """The columns that have `colour`, in the lowest `bottom` lines or anywhere."""
    lines = range(image.height() - bottom if bottom else 0, image.height())
    return [x for x in range(image.width()) if any(image.pixelColor(x, y) == colour for y in lines)]


def picture(tabs: PageTabs) -> QImage:
    return tabs.grab().toImage()


def test_arrows_and_clicks_choose(tabs: PageTabs, qtbot) -> None:
    tabs.setFocus()
    with qtbot.waitSignal(tabs.page_chosen, timeout=1000) as told:
        qtbot.keyClick(tabs, Qt.Key.Key_Right)
    assert told.args == ["offerings"]
    with qtbot.waitSignal(tabs.page_chosen, timeout=1000) as told:
        qtbot.keyClick(tabs, Qt.Key.Key_Left)
    assert told.args == ["rules"]
    with qtbot.waitSignal(tabs.page_chosen, timeout=1000) as told:
        qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(2).center())
    assert told.args == ["words"] == [tabs.current()]


def test_arrows_go_the_other_way_when_mirrored(tabs: PageTabs, qtbot) -> None:
    tabs.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    tabs.setFocus()
    with qtbot.waitSignal(tabs.page_chosen, timeout=1000) as told:
        qtbot.keyClick(tabs, Qt.Key.Key_Left)
    assert told.args == ["offerings"]


def test_the_room_moves_silently_and_new_counts_keep_the_page(tabs: PageTabs, qtbot) -> None:
    with qtbot.assertNotEmitted(tabs.page_chosen):
        tabs.set_current("words")
        tabs.set_pages([("rules", "Rules", 3), ("offerings", "Offerings", 10), ("words", "Words & terms", 15)])
        assert tabs.current() == "words"
        tabs.set_pages([("words", "Words & terms", 15), ("history", "History", None)])
        assert tabs.current() == "words" and tabs.currentIndex() == 0
        tabs.set_pages([("history", "History", None)])
        assert tabs.current() == "history"
    with pytest.raises(KeyError):
        tabs.set_current("words")


def test_a_larger_count_gets_more_room(tabs: PageTabs) -> None:
    before = tabs.tabRect(1).width()
    tabs.set_pages([PAGES[0], ("offerings", "Offerings", 1200), PAGES[2]])
    assert tabs.tabRect(1).width() > before


def test_turning_the_wheel_chooses_nothing(tabs: PageTabs, qtbot) -> None:
    centre = QPointF(tabs.tabRect(0).center())
    turn = QWheelEvent(
        centre,
        QPointF(tabs.mapToGlobal(centre)),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    with qtbot.assertNotEmitted(tabs.page_chosen):
        QApplication.sendEvent(tabs, turn)
    assert tabs.current() == "rules"


def test_a_screen_reader_hears_tabs_and_counts(tabs: PageTabs, spoken) -> None:
    bar = QAccessible.queryAccessibleInterface(tabs)
    assert bar.role() == QAccessible.Role.PageTabList
    assert bar.child(1).role() == QAccessible.Role.PageTab
    # Qt names the bar itself by its current tab.
    assert spoken(tabs)[1:4] == ["Rules", "Offerings, 9", "Words & terms, 14"]
    assert tabs.accessibleName() == "Pages"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("mirrored", [False, True], ids=["ltr", "rtl"])
def test_the_current_page_is_underlined_and_a_line_runs_under_all(
    tabs: PageTabs, light: theme.Theme, scheme: str, mirrored: bool
) -> None:
    light.set_scheme(scheme)
    tabs.setLayoutDirection(Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight)
    tokens = DARK if scheme == "dark" else LIGHT
    for index, (key, _text, _count) in enumerate(PAGES):
        tabs.set_current(key)
        image = picture(tabs)
        under = coloured(image, tokens.accent_ink, bottom=2)
        tab = tabs.tabRect(index)
        assert set(under) <= set(range(tab.left(), tab.right() + 1)) and len(under) > 0.7 * tab.width()
        assert (under[-1] if mirrored else under[0]) == (tab.right() if mirrored else tab.left())
        assert len(coloured(image, tokens.line, bottom=1)) + len(under) == image.width()


def test_the_focus_is_seen(tabs: PageTabs, qtbot) -> None:
    tabs.parentWidget().findChild(QPushButton).setFocus()
    without = picture(tabs)
    tabs.setFocus()
    qtbot.waitUntil(tabs.hasFocus, timeout=2000)
    image, top = picture(tabs), tabs.tabRect(0)

    def ring(of: QImage) -> int:
        return sum(of.pixelColor(x, 0) == LIGHT.accent_ink for x in range(top.width()))

    assert ring(image) > 10 > 0 == ring(without)


def test_the_page_under_the_pointer_is_darker(tabs: PageTabs, qtbot) -> None:
    tabs.set_pages([("rules", "██", None), ("other", "██", None)])
    assert coloured(picture(tabs), LIGHT.ink) == []
    qtbot.mouseMove(tabs, tabs.tabRect(1).center())
    assert coloured(picture(tabs), LIGHT.ink) != []


@pytest.mark.parametrize("mirrored", [False, True], ids=["ltr", "rtl"])
def test_too_many_long_words_scroll_and_are_not_cut(tabs: PageTabs, qtbot, mirrored: bool) -> None:
    tabs.setLayoutDirection(Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight)
    pages = [(str(number), "Entscheidungsbefugnisse & mehr", number) for number in range(7)]
    tabs.set_pages(pages)
    buttons = tabs.findChildren(QToolButton)
    qtbot.waitUntil(lambda: all(button.isVisible() for button in buttons), timeout=2000)
    needed = theme.metrics("strong").horizontalAdvance("Entscheidungsbefugnisse & mehr 6")
    assert all(tabs.tabRect(index).width() > needed for index in range(7))
    assert tabs.width() == 500, "the row is not wider than the room"
    tabs.setFocus()
    for _ in range(6):
        qtbot.keyClick(tabs, Qt.Key.Key_Left if mirrored else Qt.Key.Key_Right)
    assert tabs.current() == "6"
    free = tabs.rect().adjusted(buttons[0].width() * 2, 0, 0, 0) if mirrored else tabs.rect()
    assert free.intersects(tabs.tabRect(6).adjusted(20, 0, -20, 0))
    assert len(coloured(picture(tabs), LIGHT.accent_ink, bottom=2)) > needed


def test_an_ampersand_is_a_letter(tabs: PageTabs) -> None:
    assert tabs.tabText(2) == "Words && terms 14"
    assert tabs.shown(2) == "Words & terms 14"
