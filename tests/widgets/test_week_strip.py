"""The weeks as bars: on the screen, mirrored, and on paper without colour."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPdfWriter
from PySide6.QtWidgets import QApplication

from widgets.strip_paint import WeekBar, hatch, paint_strip, paper_colours, strip_colours, week_columns
from widgets.theme import theme
from widgets.week_strip import WeekStrip

WEEKS = [
    WeekBar("23/11", 30, 4, 3, 40, False, "Week of 23 November: 37 of 40 hours"),
    WeekBar("30/11", 20, 5, 20, 40, True, "Week of 30 November: 45 of 40 hours, over the limit"),
    WeekBar("7/12", 10, 0, 0, 20, False, "Week of 7 December: 10 of 20 hours"),
]


def painted(bars, limit, colours, *, mirrored: bool = False) -> QImage:
    image = QImage(240, 120, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    if mirrored:
        painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    paint_strip(painter, QRectF(0, 0, 240, 120), bars, limit, colours, QApplication.font())
    painter.end()
    return image


def height_of(image: QImage, x: int, colour: QColor) -> int:
    return sum(image.pixelColor(x, y) == colour for y in range(image.height()))


def test_bars_are_as_high_as_their_hours(qapp) -> None:
    colours = strip_colours(theme())
    image = painted(WEEKS, None, colours)
    middles = [round(column.center().x()) for column in week_columns(QRectF(0, 0, 240, 120), 3)]
    sold = [height_of(image, x, colours.sold) for x in middles]
    assert abs(sold[0] - 3 * sold[2]) <= 3 and abs(sold[1] - 2 * sold[2]) <= 2
    deal = [height_of(image, x, colours.this_deal) for x in middles]
    assert abs(deal[1] - sold[1]) <= 1 and deal[2] == 0


def test_time_runs_from_the_right_when_reading_does(qapp) -> None:
    colours = strip_colours(theme())
    image = painted(WEEKS, None, colours, mirrored=True)
    first = round(week_columns(QRectF(0, 0, 240, 120), 3, Qt.LayoutDirection.RightToLeft)[0].center().x())
    assert first > 200
    assert height_of(image, first, colours.sold) > height_of(image, 80, colours.sold)


def test_the_limit_and_a_week_over_it_are_marked(qapp) -> None:
    colours = strip_colours(theme())
    calm = [week._replace(over=False) for week in WEEKS]
    column = week_columns(QRectF(0, 0, 240, 120), 3)[1]
    over_bar = [round(column.center().x()) + step for step in (-1, 0, 1)]
    marked, unmarked = painted(WEEKS, None, colours), painted(calm, None, colours)
    assert any(marked.pixelColor(x, y) == colours.limit for x in over_bar for y in range(12))
    assert not any(unmarked.pixelColor(x, y) == colours.limit for x in over_bar for y in range(12))

    def dashes(limit: float | None) -> int:
        image = painted(calm, limit, colours)
        return sum(height_of(image, x, colours.limit) for x in range(240))

    assert dashes(None) == 0 < 40 < dashes(0.85)


def test_nothing_and_nought_are_painted_without_fault(qapp) -> None:
    colours = strip_colours(theme())
    blank = painted([], 0.85, colours)
    assert {blank.pixel(x, y) for x in range(240) for y in range(120)} == {QColor("white").rgb()}
    assert painted([WeekBar("1", 0, 0, 0, 0)], 0.85, colours) != blank
    assert painted([WeekBar(str(week), 8, 0, 0, 40) for week in range(60)], 1.0, colours) != blank


def test_paper_needs_no_colour_and_stays_small(qapp, tmp_path) -> None:
    image = painted(WEEKS, 0.85, paper_colours())
    greys = {image.pixel(x, y) for x in range(240) for y in range(120)}
    assert all(abs(QColor(grey).red() - QColor(grey).blue()) < 3 for grey in greys)
    file = tmp_path / "weeks.pdf"
    writer = QPdfWriter(str(file))
    writer.setResolution(300)
    painter = QPainter(writer)
    paint_strip(painter, QRectF(100, 100, 1800, 600), WEEKS, 0.85, paper_colours(), QFont(QApplication.font()))
    painter.end()
    content = file.read_bytes()
    assert len(content) < 60_000
    assert b"/Subtype /Image" not in content


def test_a_hatch_stays_in_its_bar() -> None:
    bar = QRectF(10, 20, 30, 12)
    around = bar.adjusted(-0.01, -0.01, 0.01, 0.01)
    lines = hatch(bar, 4)
    assert len(lines) > 8
    assert all(around.contains(line.p1()) and around.contains(line.p2()) for line in lines)


def test_the_strip_can_be_heard_and_asked(qtbot) -> None:
    strip = WeekStrip()
    qtbot.addWidget(strip)
    strip.set_weeks(WEEKS, 0.85)
    strip.resize(300, strip.heightForWidth(300))
    assert strip.accessibleDescription().splitlines()[1] == "Week of 30 November: 45 of 40 hours, over the limit"
    columns = week_columns(QRectF(strip.rect()), 3)
    assert [strip.words_at(round(column.center().x())) for column in columns] == [week.say for week in WEEKS]
    assert strip.words_at(299) == ""
    strip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert strip.words_at(298) == WEEKS[0].say


def test_the_legend_wraps_where_it_is_narrow(qtbot) -> None:
    strip = WeekStrip()
    qtbot.addWidget(strip)
    strip.set_weeks(WEEKS, 0.85)
    assert strip.heightForWidth(110) > strip.heightForWidth(400)
