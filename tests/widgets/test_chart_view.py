"""Charts: drawn where they should be, walked by keyboard and pointer, told in words, and freed when they go."""

import weakref

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from widgets.chart_data import Bar, Bars, Chart, DotRow, DotRows, Trend, TrendLimits, TrendPoint
from widgets.chart_figures import draw_chart
from widgets.chart_look import Look, paper_look, screen_look
from widgets.chart_view import ChartView
from widgets.spread_chart import SpreadChart
from widgets.theme import Theme
from widgets.tokens import DARK, LIGHT
from widgets.trend_chart import TrendChart

POINTS = (
    TrendPoint("Jan", 4.0, "January: 4 of 5"),
    TrendPoint("Feb", 4.2, "February: 4.2 of 5"),
    TrendPoint("Mar", None, "March: none"),
    TrendPoint("Apr", 2.0, "April: 2 of 5, outside", outside=True),
    TrendPoint("May", 4.1, "May: 4.1 of 5, not over yet", running=True),
)
TREND = Trend(POINTS, TrendLimits(4.1, 3.5, 4.7, ("4.7", "4.1", "3.5")), 4.5, "target")
BARS = Bars(tuple(Bar(str(at), at, str(at), f"{at} of {at}") for at in range(1, 6)), 3.0, "median 4")
ROWS = DotRows(
    (
        DotRow("Standard", (0.1, 0.2, 0.2, 0.3), 0.2, "Standard: median 20 %"),
        DotRow("Exceptions", (0.0,), 0.0, "Exceptions: 0 %", filled=False),
    ),
    ((0.0, "0 %"), (0.3, "30 %")),
)


def drawn(chart: Chart, look: Look, size: tuple[int, int] = (400, 120)) -> tuple[QImage, tuple[QPointF | None, ...]]:
    """The picture of a chart, and where its marks are."""
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(look.ground)
    painter = QPainter(image)
    places = draw_chart(painter, QRectF(0, 0, *size), chart, look)
    painter.end()
    return image, places


def colour_at(image: QImage, place: QPointF | None) -> QColor:
    assert place is not None
    return image.pixelColor(round(place.x()), round(place.y()))


def near(image: QImage, colour: QColor) -> int:
    """How many pixels are of a colour."""
    return sum(image.pixelColor(x, y) == colour for x in range(image.width()) for y in range(image.height()))


def test_points_stand_by_time_and_value_and_a_gap_is_none(qapp: QApplication) -> None:
    image, places = drawn(TREND, screen_look())
    assert places[2] is None
    known = [place for place in places if place is not None]
    assert [place.x() for place in known] == sorted(place.x() for place in known)
    by_value = sorted(
        (point.value, place.y()) for point, place in zip(POINTS, places, strict=True) if place is not None
    )
    assert [y for _, y in by_value] == sorted((y for _, y in by_value), reverse=True)
    assert colour_at(image, places[0]) == LIGHT.accent_ink
    assert colour_at(image, places[3]) == LIGHT.limit
    # Not over yet: hollow.
    assert colour_at(image, places[4]) == LIGHT.card


def test_a_point_outside_has_a_shape_of_its_own(qapp: QApplication) -> None:
    """Without any colour it is still told apart: the tips of a diamond reach further than a disc."""
    image, places = drawn(Trend((POINTS[0], POINTS[3])), paper_look(QApplication.font()))
    tips = []
    for place in places:
        assert place is not None
        tips.append(image.pixelColor(round(place.x()), round(place.y() + 4)).lightness())
    assert tips[0] > 240 and tips[1] < 200


def test_time_runs_from_the_right_when_reading_does(qapp: QApplication) -> None:
    _, places = drawn(TREND, screen_look(mirrored=True))
    known = [place.x() for place in places if place is not None]
    assert known == sorted(known, reverse=True)


@pytest.mark.parametrize(
    "chart",
    [
        Trend(),
        Trend((POINTS[2],)),
        Trend((POINTS[0],)),
        Trend(POINTS[:2], TrendLimits(4.0, 4.0, 4.0, ("4", "4", "4"))),
        Bars(),
        Bars((Bar("1", 0, "0", "none"),)),
        DotRows(),
        DotRows((DotRow("None", (), None, "none"),)),
        DotRows((DotRow("Many", tuple(at / 5000 for at in range(5000)), 0.5, "many", half=(0.25, 0.75)),)),
        Bars(tuple(Bar(f"Donaudampfschifffahrt {at}", 10**9, "1,000,000,000", "x") for at in range(12))),
        Trend((TrendPoint("$1 and $2", 1.0, "x"), TrendPoint("\u05d0\u05d1", -4e9, "y"))),
    ],
)
@pytest.mark.parametrize("size", [(400, 120), (30, 12), (2000, 40)])
def test_every_chart_can_be_drawn_at_any_size(qapp: QApplication, chart: Chart, size: tuple[int, int]) -> None:
    _, places = drawn(chart, screen_look(), size)
    assert len(places) == len(chart.says())


def test_a_bar_is_as_high_as_its_count(qapp: QApplication) -> None:
    image, places = drawn(BARS, screen_look())

    def height(place: QPointF | None) -> int:
        assert place is not None
        at = round(place.x()) - 12
        return sum(image.pixelColor(at, y) == LIGHT.accent_ink for y in range(image.height()))

    heights = [height(place) for place in places]
    assert heights == sorted(heights) and heights[4] > 4 * heights[0]


def test_like_values_lie_beside_one_another(qapp: QApplication) -> None:
    one, _ = drawn(DotRows((DotRow("a", (0.5,), None, ""),), ((0.0, ""), (1.0, ""))), screen_look())
    two, _ = drawn(DotRows((DotRow("a", (0.5, 0.5), None, ""),), ((0.0, ""), (1.0, ""))), screen_look())
    assert near(two, LIGHT.accent_ink) > 1.7 * near(one, LIGHT.accent_ink)


def test_text_is_set_in_the_font_that_was_given(qapp: QApplication) -> None:
    small, large = QFont(QApplication.font()), QFont(QApplication.font())
    small.setPixelSize(9)
    large.setPixelSize(22)
    look = paper_look(small)
    ink = [near(drawn(BARS, each, (600, 160))[0], each.muted) for each in (look, look._replace(font=large))]
    assert ink[1] > 2 * ink[0]


# The widget


@pytest.fixture
def chart(qtbot) -> TrendChart:
    """A trend on screen, drawn, with the keyboard."""
    view = TrendChart()
    qtbot.addWidget(view)
    view.resize(420, 110)
    view.set_chart(TREND, "In the year: no clear change.")
    with qtbot.waitSignal(view.drawn):
        view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    view.setFocus()
    return view


def test_the_picture_is_as_sharp_as_the_screen(chart: TrendChart) -> None:
    picture = chart.picture()
    assert picture is not None
    assert picture.size() == chart.size() * chart.devicePixelRatioF()


def test_the_keyboard_walks_the_points_and_enter_opens_one(qtbot, chart: TrendChart) -> None:
    opened: list[int] = []
    chart.mark_opened.connect(opened.append)
    assert chart.accessibleDescription().endswith("In the year: no clear change.")
    for key, said in (
        (Qt.Key.Key_Right, "January: 4 of 5"),
        (Qt.Key.Key_Left, "January: 4 of 5"),
        (Qt.Key.Key_End, "May: 4.1 of 5, not over yet"),
        (Qt.Key.Key_Left, "April: 2 of 5, outside"),
        (Qt.Key.Key_Left, "March: none"),
    ):
        QTest.keyClick(chart, key)
        assert chart.accessibleDescription().splitlines()[0] == said
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert opened == [2]
    chart.clearFocus()
    assert chart.current() == -1


def test_the_pointer_finds_the_nearest_point(chart: TrendChart) -> None:
    assert chart.mark_at(QPointF(0, 0)) == 0
    assert chart.mark_at(QPointF(chart.width(), 10)) == 4


def test_rows_are_found_by_their_height(qtbot) -> None:
    view = SpreadChart()
    qtbot.addWidget(view)
    view.resize(300, 140)
    view.set_chart(ROWS, "Standard and exceptions")
    view.finish()
    assert [view.mark_at(QPointF(150, y)) for y in (10, 120)] == [0, 1]


def test_in_words_it_is_a_text_and_as_high_as_that(qtbot, chart: TrendChart) -> None:
    long = "\n".join(["No clear change."] * 20)
    chart.set_chart(TREND, long)
    assert not chart.words_label.isVisible()
    chart.set_in_words(True)
    assert chart.words_label.isVisible() and chart.words_label.text() == long
    assert chart.heightForWidth(400) >= chart.words_label.heightForWidth(400) > 110
    chart.set_in_words(False)
    assert not chart.words_label.isVisible() and not chart.hasHeightForWidth()


def test_it_follows_the_colours_of_the_window(qtbot, chart: TrendChart, light: Theme) -> None:
    before = chart.picture()
    with qtbot.waitSignal(chart.drawn):
        light.set_scheme("dark")
    after = chart.picture()
    assert before is not None and after is not None and before != after
    assert near(after, DARK.accent_ink) > 20 and near(after, LIGHT.accent_ink) == 0


def test_the_same_chart_is_not_drawn_twice(qtbot, chart: TrendChart) -> None:
    picture = chart.picture()
    chart.set_chart(TREND, "In the year: no clear change.")
    chart.finish()
    assert chart.picture() is picture


@pytest.mark.parametrize("kind", [TrendChart, SpreadChart])
def test_a_chart_that_goes_is_freed(qtbot, kind: type[ChartView]) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    view = kind()
    view.setParent(holder)
    view.resize(200, 90)
    view.set_chart(TREND, "words")
    view.finish()
    gone = weakref.ref(view)
    view.setParent(None)
    view.deleteLater()
    del view
    qtbot.waitUntil(lambda: gone() is None)
