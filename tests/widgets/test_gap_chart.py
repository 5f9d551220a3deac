"""The chart of the health check: marks that never hide each other, and areas and records by keyboard and by name."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from widgets.gap_chart import GapChart, GapRecord, GapRow
from widgets.gap_paint import MARK, Gap, gap_colours, paint_gap, paper_gap_colours, placed_marks
from widgets.tokens import DARK, LIGHT

RULES = GapRow(
    "rules",
    "Rules of engagement",
    Gap(3.8, 2.2, 3.6, talk_first=True),
    (GapRecord("asked", "9 of 31 deals broke a rule unasked"), GapRecord("quiet", "No record of this", opens=False)),
    "Talk first",
    "ASK",
    "Rules of engagement: Sales 3.8, Operations 2.2, owner 3.6. Talk first",
)
RHYTHM = GapRow("rhythm", "Weekly rhythm", Gap(4, 4, 4), (GapRecord("held", "7 of 8 meetings held"),))
TONE = GapRow("tone", "Tone", None, (), "Nobody could judge this")
LINE = QRectF(0, 0, 400 + MARK, 40)


@pytest.fixture
def chart(qtbot: QtBot) -> GapChart:
    """The chart on screen, with three areas."""
    view = GapChart()
    qtbot.addWidget(view)
    view.set_rows((RULES, RHYTHM, TONE), "What your records say")
    view.resize(720, 300)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    return view


def focused() -> str:
    widget = QApplication.focusWidget()
    return "" if widget is None else widget.accessibleName()


def press(qtbot: QtBot, *keys: Qt.Key) -> None:
    for key in keys:
        widget = QApplication.focusWidget()
        assert widget is not None
        qtbot.keyClick(widget, key)


def test_a_mark_stands_where_its_value_is() -> None:
    marks = placed_marks(LINE, Gap(1, 3, 5))
    assert [marks[voice].x() - MARK / 2 for voice in ("sales", "operations", "owner")] == [0, 200, 400]
    assert {mark.y() for mark in marks.values()} == {20}
    turned = placed_marks(LINE, Gap(1, 3, 5), mirrored=True)
    assert [turned[voice].x() - MARK / 2 for voice in ("sales", "operations", "owner")] == [400, 200, 0]


@pytest.mark.parametrize("gap", [Gap(4, 4, 4), Gap(4, 4, 1), Gap(4.02, 4, 3.98), Gap(None, 2, 2), Gap(5, 1, 5)])
def test_marks_of_one_value_stand_above_each_other(gap: Gap) -> None:
    places = list(placed_marks(LINE, gap).values())
    for number, one in enumerate(places):
        for other in places[number + 1 :]:
            apart = one - other
            assert abs(apart.x()) >= MARK / 2 or abs(apart.y()) >= MARK
        assert MARK / 2 <= one.y() <= LINE.height() - MARK / 2, "inside of the line"


def test_only_who_answered_has_a_mark() -> None:
    assert set(placed_marks(LINE, Gap(None, 2, None))) == {"operations"}
    assert placed_marks(LINE, Gap(None, None, None)) == {}


def painted(gap: Gap, tokens_dark: bool | None) -> tuple[QImage, set[str]]:
    colours = paper_gap_colours() if tokens_dark is None else gap_colours(DARK if tokens_dark else LIGHT)
    image = QImage(412, 40, QImage.Format.Format_RGB32)
    image.fill(colours.ground)
    painter = QPainter(image)
    paint_gap(painter, LINE, gap, colours)
    painter.end()
    return image, {QColor(image.pixel(x, y)).name() for x in range(412) for y in range(40)}


@pytest.mark.parametrize("dark", [False, True, None], ids=["light", "dark", "paper"])
def test_the_bar_between_the_functions_says_when_to_talk_first(dark: bool | None) -> None:
    colours = paper_gap_colours() if dark is None else gap_colours(DARK if dark else LIGHT)
    _image, far = painted(Gap(4, 2, None, talk_first=True), dark)
    _image, near = painted(Gap(4, 3, None), dark)
    _image, alone = painted(Gap(4, None, 2), dark)
    assert colours.talk_first.name() in far and colours.talk_first.name() not in near
    assert colours.bar.name() in near
    assert colours.talk_first.name() not in alone, "the owner is no function"


def test_the_owner_is_hollow_and_the_functions_are_filled() -> None:
    image, _colours = painted(Gap(2, 4, 3), None)
    middles = placed_marks(LINE, Gap(2, 4, 3))

    def at(place: QPointF) -> str:
        return QColor(image.pixel(int(place.x()), int(place.y()))).name()

    colours = paper_gap_colours()
    assert at(middles["sales"]) == colours.sales.name()
    assert at(middles["operations"]) == colours.operations.name()
    assert at(middles["owner"]) == colours.ground.name()
    corner = QPointF(MARK * 0.35, MARK * 0.35)
    assert at(middles["operations"] + corner) == colours.operations.name(), "a square has corners"
    assert at(middles["sales"] + corner) != colours.sales.name(), "a circle has none"


def test_the_keyboard_goes_from_area_to_area_and_to_the_records(qtbot: QtBot, chart: GapChart) -> None:
    chart.focus_first()
    assert focused() == RULES.say
    press(qtbot, Qt.Key.Key_Right)
    assert focused() == "9 of 31 deals broke a rule unasked"
    press(qtbot, Qt.Key.Key_Right)
    assert focused() == "9 of 31 deals broke a rule unasked", "what opens nothing is passed over"
    press(qtbot, Qt.Key.Key_Down)
    assert focused() == "7 of 8 meetings held"
    press(qtbot, Qt.Key.Key_Down)
    assert focused() == "Tone Nobody could judge this"
    press(qtbot, Qt.Key.Key_Home)
    assert focused() == RULES.say
    press(qtbot, Qt.Key.Key_End, Qt.Key.Key_Up, Qt.Key.Key_Left)
    assert focused() == "Weekly rhythm"


def test_arrows_are_mirrored_where_reading_begins_at_the_right(qtbot: QtBot, chart: GapChart) -> None:
    chart.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QApplication.processEvents()
    chart.focus_first()
    press(qtbot, Qt.Key.Key_Left)
    assert focused() == "9 of 31 deals broke a rule unasked"
    line = chart.line("rules")
    assert line.links[0].geometry().right() < line.face.geometry().left()


def test_the_whole_is_one_stop_for_tab(qtbot: QtBot, chart: GapChart) -> None:
    stops = [each for each in chart.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [each.accessibleName() for each in stops] == [RULES.say]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_enter_and_space_open_the_area_and_the_record(qtbot: QtBot, chart: GapChart, key: Qt.Key) -> None:
    chart.focus_first()
    with qtbot.waitSignal(chart.area_opened) as area:
        press(qtbot, key)
    assert area.args == ["rules"]
    press(qtbot, Qt.Key.Key_Right)
    with qtbot.waitSignal(chart.record_opened) as record:
        press(qtbot, key)
    assert record.args == ["rules", "asked"]


def test_a_click_opens_the_area_and_the_record(qtbot: QtBot, chart: GapChart) -> None:
    line = chart.line("rhythm")
    with qtbot.waitSignal(chart.area_opened) as area:
        qtbot.mouseClick(line.face, Qt.MouseButton.LeftButton)
    assert area.args == ["rhythm"]
    with qtbot.waitSignal(chart.record_opened) as record:
        qtbot.mouseClick(line.links[0], Qt.MouseButton.LeftButton)
    assert record.args == ["rhythm", "held"]
    silent = chart.line("rules").links[1]
    with qtbot.assertNotEmitted(chart.record_opened):
        qtbot.mouseClick(silent, Qt.MouseButton.LeftButton)


def test_the_keyboard_stays_when_the_records_come(qtbot: QtBot, chart: GapChart) -> None:
    chart.line("rhythm").face.setFocus()
    later = RHYTHM._replace(records=(GapRecord("held", "8 of 8 meetings held"), GapRecord("long", "26 min on average")))
    chart.set_rows((RULES, later, TONE), "What your records say")
    assert focused() == "Weekly rhythm"
    assert [link.text() for link in chart.line("rhythm").links] == ["8 of 8 meetings held", "26 min on average"]
    chart.line("rhythm").links[1].setFocus()
    chart.set_rows((RULES, RHYTHM, TONE), "What your records say")
    assert focused() == "Weekly rhythm", "and does not wander off when its record is gone"


def test_everything_has_a_name(chart: GapChart, spoken: Callable[[QWidget], list[str]]) -> None:
    names = spoken(chart)
    for said in (RULES.say, "9 of 31 deals broke a rule unasked", "Weekly rhythm", "Tone Nobody could judge this"):
        assert said in names


@pytest.mark.parametrize("width", [430, 520, 720, 1400])
def test_long_words_wrap_inside_their_column(qtbot: QtBot, chart: GapChart, width: int) -> None:
    long = RULES._replace(name="Qualitätssicherungsvereinbarungsverantwortlichkeit", note="Zuerst miteinander reden")
    both = RHYTHM._replace(before=Gap(2, 3, None), times=("November", "August"))
    chart.set_rows((long, both, TONE), "Was Ihre Aufzeichnungen dazu sagen")
    chart.resize(width, chart.heightForWidth(width))
    QApplication.processEvents()
    assert chart.minimumSizeHint().width() <= 430
    for key in ("rules", "rhythm", "tone"):
        line = chart.line(key)
        assert line.height() >= line.heightForWidth(width)
        for link in line.links:
            assert link.height() >= link.heightForWidth(link.width())
            assert line.rect().contains(link.geometry())
            assert not link.geometry().intersects(line.face.geometry())
    assert chart.line("rhythm").height() > chart.line("tone").height(), "what was before has a line of its own"
