"""Figures on cards, in the grid and on the strips of both sides: every one is a button that opens what it counts."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from widgets.chart_data import Trend, TrendPoint
from widgets.figure_card import FigureCard
from widgets.figure_face import FigureFace, FigureText
from widgets.figure_grid import MOST_COLUMNS, FigureGrid
from widgets.side_strip import SideStrip
from widgets.theme import theme

SCORE = FigureText("client_score", "Client score", "4.4 of 5", "31 of 47 answered", "target 4.5")


@pytest.fixture
def card(qtbot) -> FigureCard:
    made = FigureCard()
    qtbot.addWidget(made)
    made.set_figure(SCORE)
    made.set_trend(
        Trend((TrendPoint("Jan", 4.0, "January: 4"), TrendPoint("Feb", 4.5, "February: 4.5"))), "Two months."
    )
    made.resize(480, 170)
    made.show()
    return made


def test_a_card_says_its_figure_and_opens_it(qtbot, card: FigureCard) -> None:
    opened: list[str] = []
    card.figure_opened.connect(opened.append)
    assert card.heading.text() == "Client score"
    assert card.face.texts() == ("Client score", "4.4 of 5", "31 of 47 answered")
    qtbot.mouseClick(card.face, Qt.MouseButton.LeftButton)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        QTest.keyClick(card.face, key)
    assert opened == ["client_score"] * 4


def test_a_click_on_its_words_is_a_click_on_the_figure(qtbot, card: FigureCard) -> None:
    place = card.face.note_label.mapTo(card, card.face.note_label.rect().center())
    found = card.childAt(place)
    assert found is card.face


def test_the_target_is_asked_for_by_its_button(qtbot, card: FigureCard) -> None:
    asked: list[str] = []
    card.target_requested.connect(asked.append)
    assert card.target_button.text() == "target 4.5"
    assert card.target_button.accessibleName() == "Client score: target 4.5"
    card.target_button.click()
    card.set_can_write(False)
    card.target_button.click()
    assert asked == ["client_score"]
    card.set_figure(SCORE._replace(target=""))
    assert card.target_button.text() == "set a target"


def test_a_period_of_the_chart_opens_what_it_counts(qtbot, card: FigureCard) -> None:
    opened: list[tuple[str, int]] = []

    def keep(key: str, number: int) -> None:
        opened.append((key, number))

    card.period_opened.connect(keep)
    QTest.keyClick(card.chart, Qt.Key.Key_End)
    QTest.keyClick(card.chart, Qt.Key.Key_Return)
    assert opened == [("client_score", 1)]


def test_a_screen_reader_hears_a_button_with_its_value(card: FigureCard) -> None:
    heard = QAccessible.queryAccessibleInterface(card.face)
    assert heard.role() == QAccessible.Role.Button
    assert heard.text(QAccessible.Text.Name) == "Client score: 4.4 of 5"
    assert heard.text(QAccessible.Text.Description) == "31 of 47 answered. target 4.5"
    assert card.chart.accessibleName() == "Client score over time"


def test_notes_are_grey_and_values_are_not(card: FigureCard) -> None:
    face = card.face
    assert face.note_label.foregroundRole() == face.value_label.foregroundRole()
    assert face.note_label.foreground() == theme().muted
    assert face.value_label.foreground() == theme().ink


FIGURES = [FigureText(f"f{at}", f"Figure {at}", str(at), "was 3") for at in range(9)]


@pytest.mark.parametrize(("width", "columns"), [(1100, (MOST_COLUMNS,)), (420, (2, 3)), (120, (1,))])
def test_the_grid_has_as_many_columns_as_there_is_room_for(qtbot, width: int, columns: tuple[int, ...]) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    grid = FigureGrid()
    QVBoxLayout(holder).addWidget(grid)
    grid.set_figures(FIGURES)
    holder.resize(1200, 600)
    holder.show()
    holder.resize(width + 24, 600)

    def in_the_first_row() -> int:
        tops = [face.mapTo(grid, face.rect().topLeft()).y() for face in grid.faces()]
        return tops.count(tops[0])

    qtbot.waitUntil(lambda: abs(grid.width() - width) < 24 and in_the_first_row() in columns)


def test_the_grid_opens_each_figure_and_tab_goes_through_them(qtbot) -> None:
    grid = FigureGrid()
    qtbot.addWidget(grid)
    grid.set_figures(FIGURES)
    grid.resize(900, 400)
    grid.show()
    opened: list[str] = []
    grid.figure_opened.connect(opened.append)
    grid.activateWindow()
    qtbot.waitUntil(grid.isActiveWindow)
    grid.faces()[0].setFocus()
    for _ in range(3):
        QTest.keyClick(grid.window().focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(grid.window().focusWidget(), Qt.Key.Key_Return)
    assert opened == ["f3"]
    with pytest.raises(KeyError):
        grid.face("unknown")


def test_figures_that_stay_keep_their_place_and_those_that_go_are_gone(qtbot) -> None:
    grid = FigureGrid()
    qtbot.addWidget(grid)
    grid.set_figures(FIGURES)
    grid.show()
    first = grid.faces()[0]
    grid.set_figures([FIGURES[0]._replace(value="7"), FIGURES[1]])
    assert grid.faces()[0] is first and first.texts()[1] == "7"
    assert len(grid.faces()) == 2
    qtbot.waitUntil(lambda: len(grid.findChildren(FigureFace)) == 2)


def test_a_strip_says_its_parts_and_opens_each(qtbot) -> None:
    strip = SideStrip("sales")
    qtbot.addWidget(strip)
    strip.set_parts("Sales alone", [("sold", "€ 214,300 sold"), ("won", "61 deals & more")])
    strip.resize(420, 60)
    strip.show()
    opened: list[str] = []
    strip.part_opened.connect(opened.append)
    assert strip.texts() == ("€ 214,300 sold", "61 deals & more")
    assert strip.button("won").accessibleName() == "Sales alone: 61 deals & more"
    strip.button("won").click()
    assert opened == ["won"]
    strip.set_parts("Sales alone", [("won", "nothing sold")])
    assert strip.texts() == ("nothing sold",)
    qtbot.waitUntil(strip.button("won").isVisible)
    assert strip.grab().toImage().pixelColor(1, 30) == theme().voice("sales")
    assert isinstance(strip.button("won"), QPushButton)
