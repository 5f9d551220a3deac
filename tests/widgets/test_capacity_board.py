"""The weeks and the deals under them: by keyboard, by mouse, aligned, mirrored, and said to a screen reader."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from widgets.capacity_board import CapacityBoard
from widgets.capacity_chart import ChartWeek
from widgets.capacity_paint import rows_height
from widgets.deal_lanes import Lane, LaneWords
from widgets.lane_paint import bar_of, grip_at, tick_at
from widgets.theme import theme
from widgets.week_axis import WeekAxis

MONDAY = date(2026, 11, 23)
WEEKS = 12


def week(number: int, *, over: bool = False, capacity: float = 40.0) -> ChartWeek:
    sold = 36.0 if over else 10.0
    say = f"week {number}" + (", over" if over else "")
    return ChartWeek(f"{number}", sold, 4.0, capacity, over, "25 %", "35 %", "–", say)


LANES = [
    Lane("a", "Anna", MONDAY, MONDAY + timedelta(days=11), is_open=True),
    Lane("b", "Ben", MONDAY + timedelta(days=7), MONDAY + timedelta(days=25), is_open=False),
    Lane("c", "Cleo", None, None, is_open=True),
]


def test_words_too_wide_for_their_column_take_no_other_row_away(qtbot: QtBot) -> None:
    """The chances are longest when every week is over: that is when the two rows above matter most."""
    made = CapacityBoard()
    qtbot.addWidget(made)
    weeks = [week(n, over=True)._replace(chance="a very long chance") for n in range(WEEKS)]
    made.set_content(weeks, MONDAY, 0.85, LANES, "none")
    made.resize(900, 560)
    made.show()
    qtbot.waitExposed(made)
    assert [row.name for row in made.chart._figures()] == ["", "Sold", "With likely"]


@pytest.fixture(params=[Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def board(qtbot: QtBot, request: pytest.FixtureRequest) -> CapacityBoard:
    """A board of twelve weeks, the third over its limit and the fifth without hours, and three deals."""
    made = CapacityBoard()
    qtbot.addWidget(made)
    made.setLayoutDirection(request.param)
    weeks = [week(n, over=n == 2, capacity=0.0 if n == 4 else 40.0) for n in range(WEEKS)]
    made.lanes.lanes.words = lambda lane: LaneWords("note", f"{lane.client}, said")
    made.set_content(weeks, MONDAY, 0.85, LANES, "none")
    made.resize(900, 560)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def later(board: CapacityBoard) -> Qt.Key:
    mirrored = board.layoutDirection() == Qt.LayoutDirection.RightToLeft
    return Qt.Key.Key_Left if mirrored else Qt.Key.Key_Right


def earlier(board: CapacityBoard) -> Qt.Key:
    return Qt.Key.Key_Right if later(board) == Qt.Key.Key_Left else Qt.Key.Key_Left


def row_of(board: CapacityBoard, key: str):
    lanes = board.lanes
    return lanes.visualRect(lanes.lanes.index(lanes.lanes.row_of(key)))


# The axis


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_every_day_of_the_axis_is_found_where_it_stands(direction: Qt.LayoutDirection) -> None:
    axis = WeekAxis(MONDAY, 26, 110, 777, direction)
    for days in range(26 * 7):
        middle = axis.between(days, days + 1, 0, 10).center().x()
        assert axis.day_at(middle) == MONDAY + timedelta(days=days)
        assert axis.week_at(middle) == days // 7
    beside = axis.words(0, 10).center().x()
    assert axis.week_at(beside) == -1 and axis.day_at(beside) == MONDAY
    assert axis.column(0, 0, 10).width() == pytest.approx((777 - 110) / 26)


def test_the_weeks_and_the_deals_stand_in_the_same_columns(board: CapacityBoard) -> None:
    for number in range(WEEKS):
        above = board.chart.axis().column(number, 0, 1)
        beneath = board.lanes.axis().column(number, 0, 1)
        shift = board.chart.mapTo(board, QPoint(0, 0)).x() - board.lanes.viewport().mapTo(board, QPoint(0, 0)).x()
        assert above.left() + shift == pytest.approx(beneath.left(), abs=1.5)
    board.resize(620, 500)
    QApplication.processEvents()
    assert board.chart.axis().step == pytest.approx(board.lanes.axis().step, abs=0.2)


# The weeks


def test_the_keyboard_goes_from_week_to_week_and_opens_one(qtbot: QtBot, board: CapacityBoard) -> None:
    chosen: list[int] = []
    board.chart.week_chosen.connect(chosen.append)
    for key in (later(board), later(board), earlier(board), Qt.Key.Key_End, later(board), Qt.Key.Key_Home):
        qtbot.keyClick(board.chart, key)
    assert chosen == [1, 2, 1, WEEKS - 1, 0]
    with qtbot.waitSignal(board.chart.week_opened) as opened:
        qtbot.keyClick(board.chart, Qt.Key.Key_Return)
    assert opened.args == [0]


def test_a_click_chooses_a_week_and_the_pointer_says_it(qtbot: QtBot, board: CapacityBoard) -> None:
    place = board.chart.rect_of(3).center()
    with qtbot.waitSignal(board.chart.week_chosen) as chosen:
        qtbot.mouseClick(board.chart, Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == [3] and board.chart.current() == 3
    assert board.chart.words_at(place.x()) == "week 3"
    beside = board.chart.axis().words(0, 1).center().x()
    assert board.chart.words_at(int(beside)) == ""


def test_a_screen_reader_hears_the_current_week_and_those_over_the_limit(board: CapacityBoard) -> None:
    board.chart.set_current(1)
    assert board.chart.accessibleDescription() == "week 1\nweek 2, over"
    assert board.chart.accessibleName()


def test_a_week_over_the_limit_has_a_mark_and_one_without_hours_a_cross(board: CapacityBoard) -> None:
    weeks = list(board.chart.weeks())
    weeks[4] = weeks[4]._replace(sold=0.0, likely=0.0)
    weeks[5] = weeks[4]._replace(capacity=40.0)
    board.chart.set_weeks(weeks, MONDAY, 0.85)
    image = board.chart.grab().toImage()
    ratio = image.devicePixelRatio()

    def count(number: int, colour: QColor, share: tuple[float, float]) -> int:
        place = board.chart.rect_of(number)
        xs = range(int(place.left() * ratio) + 3, int(place.right() * ratio) - 3)
        height = image.height()
        return sum(
            _near(image.pixelColor(x, y), colour)
            for x in xs
            for y in range(int(height * share[0]), int(height * share[1]))
        )

    head = (0.05, 0.2)
    assert count(2, theme().limit, head) > count(1, theme().limit, head)
    over_foot = (0.4, 1 - rows_height(4) / board.chart.height())
    assert count(4, theme().muted, over_foot) > 4 > count(5, theme().muted, over_foot)


def _near(one: QColor, other: QColor) -> bool:
    pairs = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return all(abs(a - b) < 40 for a, b in pairs)


# The deals


def test_the_keyboard_asks_for_days_ticks_and_keeps(qtbot: QtBot, board: CapacityBoard) -> None:
    asked: list[tuple[object, ...]] = []
    lanes = board.lanes
    lanes.step_requested.connect(lambda key, days: asked.append(("step", key, days)))
    lanes.count_requested.connect(lambda key, counts: asked.append(("count", key, counts)))
    lanes.keep_requested.connect(lambda key: asked.append(("keep", key)))
    lanes.put_back_requested.connect(lambda key: asked.append(("back", key)))
    lanes.open_requested.connect(lambda key: asked.append(("open", key)))
    lanes.setFocus()
    for key in (later(board), earlier(board), Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Escape):
        qtbot.keyClick(lanes, key)
    lanes.set_lane(LANES[0]._replace(moved=True))
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Space):
        qtbot.keyClick(lanes, key)
    assert asked == [
        ("step", "a", 1),
        ("step", "a", -1),
        ("count", "a", False),
        ("open", "a"),
        ("back", "a"),
        ("keep", "a"),
    ]
    qtbot.keyClick(lanes, Qt.Key.Key_Down)
    qtbot.keyClick(lanes, later(board))
    assert lanes.current_key() == "c" and len(asked) == 6, "without a date there is none to move"


def test_the_end_of_a_bar_is_dragged_and_kept(qtbot: QtBot, board: CapacityBoard) -> None:
    lanes, days = board.lanes, []
    lanes.day_dragged.connect(lambda key, day: days.append((key, day)))
    row, axis = row_of(board, "b"), lanes.axis()
    grip = grip_at(LANES[1], row, axis).center()
    target = axis.between(40, 41, row.top(), row.height()).center().toPoint()
    port = lanes.viewport()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=grip)
    assert lanes.is_dragged()
    qtbot.mouseMove(port, QPoint((grip.x() + target.x()) // 2, grip.y()))
    qtbot.mouseMove(port, QPoint(target.x(), grip.y()))
    assert days[-1] == ("b", MONDAY + timedelta(days=40)) and len(days) == 2
    lanes.set_lane(LANES[1]._replace(moved=True, day=days[-1][1]))
    with qtbot.waitSignal(lanes.keep_requested) as kept:
        qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=QPoint(target.x(), grip.y()))
    assert kept.args == ["b"] and not lanes.is_dragged()


def test_escape_in_the_midst_of_a_drag_puts_back_and_nothing_is_kept(qtbot: QtBot, board: CapacityBoard) -> None:
    lanes = board.lanes
    grip = grip_at(LANES[1], row_of(board, "b"), lanes.axis()).center()
    qtbot.mousePress(lanes.viewport(), Qt.MouseButton.LeftButton, pos=grip)
    with qtbot.waitSignal(lanes.put_back_requested) as back:
        qtbot.keyClick(lanes, Qt.Key.Key_Escape)
    assert back.args == ["b"]
    with qtbot.assertNotEmitted(lanes.keep_requested):
        qtbot.mouseRelease(lanes.viewport(), Qt.MouseButton.LeftButton, pos=grip)


def test_a_click_on_the_bar_itself_moves_nothing(qtbot: QtBot, board: CapacityBoard) -> None:
    lanes = board.lanes
    place = bar_of(LANES[1], row_of(board, "b"), lanes.axis()).center().toPoint()
    with qtbot.assertNotEmitted(lanes.day_dragged):
        qtbot.mousePress(lanes.viewport(), Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseMove(lanes.viewport(), place + QPoint(60, 0))
        qtbot.mouseRelease(lanes.viewport(), Qt.MouseButton.LeftButton, pos=place + QPoint(60, 0))
    assert lanes.current_key() == "b"


def test_only_an_open_deal_has_a_tick(qtbot: QtBot, board: CapacityBoard) -> None:
    lanes = board.lanes
    assert tick_at(LANES[1], row_of(board, "b"), lanes.axis()).isEmpty()
    place = tick_at(LANES[0], row_of(board, "a"), lanes.axis()).center()
    with qtbot.waitSignal(lanes.count_requested) as asked:
        qtbot.mouseClick(lanes.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked.args == ["a", False]
    index = lanes.lanes.index(0)
    assert Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
    assert lanes.lanes.index(1).data(Qt.ItemDataRole.CheckStateRole) is None


def test_a_date_is_typed_and_enter_is_not_heard_twice(qtbot: QtBot, board: CapacityBoard) -> None:
    lanes = board.lanes
    lanes.lanes.today = lambda: MONDAY
    lanes.setFocus()
    qtbot.keyClick(lanes, Qt.Key.Key_F2)
    field = lanes.typing_edit()
    assert field is not None and field.value() == LANES[0].day and "Anna" in field.accessibleName()
    qtbot.keyClicks(field, "2026-12-09")
    typed: list[tuple[str, date]] = []
    lanes.day_typed.connect(lambda key, day: (typed.append((key, day)), lanes.stop_typing()))
    with qtbot.assertNotEmitted(lanes.open_requested):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert typed == [("a", date(2026, 12, 9))]
    assert lanes.typing_edit() is None and lanes.hasFocus()


def test_what_is_no_day_is_said_and_stays(qtbot: QtBot, board: CapacityBoard) -> None:
    lanes, said = board.lanes, []
    lanes.typing_failed.connect(said.append)
    lanes.setFocus()
    qtbot.keyClick(lanes, Qt.Key.Key_F2)
    field = lanes.typing_edit()
    assert field is not None
    for wrong in ("soon", "20226-12-09", "32/12"):
        field.selectAll()
        qtbot.keyClicks(field, wrong)
        with qtbot.assertNotEmitted(lanes.day_typed):
            qtbot.keyClick(field, Qt.Key.Key_Return)
        assert field.text() == wrong and said[-1].startswith("Please write a day")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert lanes.typing_edit() is field and field.value() == LANES[0].day
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert lanes.typing_edit() is None


def test_a_double_click_types_the_date_also_of_a_deal_without_one(qtbot: QtBot, board: CapacityBoard) -> None:
    lanes = board.lanes
    qtbot.mouseDClick(lanes.viewport(), Qt.MouseButton.LeftButton, pos=row_of(board, "c").center())
    field = lanes.typing_edit()
    assert field is not None and field.text() == "" and "Cleo" in field.accessibleName()
    lanes.stop_typing()


def test_what_can_not_be_moved_is_not_offered(qtbot: QtBot, board: CapacityBoard) -> None:
    lanes = board.lanes
    lanes.set_lane(LANES[0]._replace(movable=False))
    lanes.setFocus()
    lanes.set_current("a")
    with qtbot.assertNotEmitted(lanes.step_requested):
        qtbot.keyClick(lanes, later(board))
    qtbot.keyClick(lanes, Qt.Key.Key_F2)
    assert lanes.typing_edit() is None


def test_rows_are_said_and_the_current_one_stays(board: CapacityBoard, spoken) -> None:
    assert {"Anna, said", "Ben, said", "Cleo, said"} <= set(spoken(board.lanes))
    board.lanes.set_current("b")
    board.set_content(board.chart.weeks(), MONDAY, 0.85, LANES[1:], "none")
    assert board.lanes.current_key() == "b"
    board.set_content(board.chart.weeks(), MONDAY, 0.85, [], "Nothing here yet")
    assert board.lanes.isHidden() and board.none_label.text() == "Nothing here yet"


def test_what_is_moved_is_said_with_its_buttons_and_nothing_jumps(qtbot: QtBot, board: CapacityBoard) -> None:
    board.set_help("how")
    QApplication.processEvents()
    before = board.lanes.geometry()
    board.show_pending("Anna: another day", wrong=False, pending=True)
    QApplication.processEvents()
    assert board.say_label.text() == "Anna: another day" and board.lanes.geometry() == before
    with qtbot.waitSignal(board.kept):
        board.keep_button.click()
    with qtbot.waitSignal(board.put_back):
        board.back_button.click()
    board.show_pending("", wrong=False)
    assert board.say_label.text() == "how" and board.keep_button.isHidden() and board.back_button.isHidden()
