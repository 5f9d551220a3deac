"""The Scorecard tab: the figures of the command line, every one with the deals it counts, worked by keyboard alone."""

import json
import sys
import weakref
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop import settings
from desktop.actions.targets import set_target
from desktop.dialogs.figure_cases import FigureCases
from desktop.dialogs.held_meetings import HeldMeetings
from desktop.dialogs.target_editor import TargetEditor
from desktop.main import main
from desktop.rooms.scorecard import ScorecardRoom
from desktop.rooms.visibility import VisibilityRoom
from desktop.window import Window
from desktop.wording import scorecard as words
from desktop.wording import scorecard_notes as notes
from desktop.wording.scorecard import LESSER
from framework.figure import FIRST_FOUR, Figure
from framework.meeting import SectionKind
from framework.periods import Step
from framework.scorecard_figures import CaseKind
from storage.book import Author
from storage.scorecard import read_targets
from tests.bench.big_business import Mix, write_big
from tests.desktop.conftest import TODAY

Run = Callable[[Path, date, date], dict[str, Any]]


@pytest.fixture(autouse=True)
def months() -> None:
    """The tab begins with months, whatever another test has looked at."""
    settings.remember_scorecard_step("month")


@pytest.fixture
def room(sample_window: Window) -> ScorecardRoom:
    """The tab on the sample business, with its charts drawn."""
    return shown(sample_window)


def shown(window: Window) -> ScorecardRoom:
    window.show_room("scorecard")
    window.finish_background_work()
    found = window.rooms["scorecard"]
    assert isinstance(found, ScorecardRoom)
    return found


@pytest.fixture
def counted(capsys: pytest.CaptureFixture[str]) -> Run:
    """A function that returns the figures of a period as the command line tells them."""

    def run(path: Path, first: date, last: date) -> dict[str, Any]:
        capsys.readouterr()
        days = ("--from", first.isoformat(), "--to", last.isoformat(), "--on", TODAY.isoformat())
        assert main(["scorecard", str(path), *days, "--json"]) == 0
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        return found

    return run


def texts(room: ScorecardRoom) -> dict[Figure, str]:
    """The value of every figure as it stands in the tab."""
    found = {figure: card.face.texts()[1] for figure, card in room.cards.items()}
    return {**found, **{Figure(face.key()): face.texts()[1] for face in room.grid.faces()}}


def page_on_screen() -> QWidget:
    page = QApplication.activeModalWidget()
    assert page is not None
    return page


@pytest.mark.parametrize("step", list(Step))
def test_every_value_is_that_of_the_command_line(room: ScorecardRoom, sample: Path, counted: Run, step: Step) -> None:
    room.do(step)
    room.finish_background_work()
    board = room.board
    assert board is not None and board.step is step
    found = counted(sample, board.period.first, board.period.last)
    said = texts(room)
    assert set(said) == {*FIRST_FOUR, *LESSER} == set(Figure)
    for figure in Figure:
        document = found["against_rules" if figure is Figure.AGAINST_RULES else str(figure)]
        score = board.scores[figure]
        assert document["count"] == score.count
        if "of" in document:
            assert document["of"] == score.of
            value = document["value"]
            assert (value is None) == (score.value is None)
            assert value is None or value == pytest.approx(float(score.value or 0), abs=0.0005)
        assert said[figure] == words.value_words(figure, score)
        if score.value is None:
            assert said[figure] == "none"
        assert "nan" not in said[figure].casefold()


def test_the_points_of_a_chart_are_the_figures_of_their_months(room: ScorecardRoom, sample: Path, counted: Run) -> None:
    assert room.board is not None
    trend = room.board.trends[Figure.FIRST_TIME_RIGHT]
    for number in (0, 5, 11):
        point = trend.points[number]
        last = min(point.period.last, TODAY)
        value = counted(sample, point.period.first, last)["first_time_right"]["value"]
        drawn = room.cards[Figure.FIRST_TIME_RIGHT].chart.chart().points[number]
        assert (drawn.value is None) == (value is None)
        assert value is None or drawn.value == pytest.approx(value, abs=0.0005)


def test_a_figure_opens_its_deals_and_a_deal_is_shown_in_intake(
    qtbot: QtBot, sample_window: Window, room: ScorecardRoom
) -> None:
    assert room.board is not None
    score = room.board.scores[Figure.ON_TIME]
    qtbot.mouseClick(room.grid.face(Figure.ON_TIME), Qt.MouseButton.LeftButton)
    page = page_on_screen()
    assert isinstance(page, FigureCases)
    rows = page.card.rows()
    assert len(rows) == score.of
    late = [row for row in rows if row.cells[3].text == "late"]
    # What one looks for stands first.
    assert rows[: len(late)] == tuple(late)
    assert len(late) == score.of - score.count > 0
    chosen = late[0]
    page.card.row_activated.emit(chosen.key)
    assert sample_window.room is sample_window.rooms["intake"]
    assert sample_window.rooms["intake"].list.current_id == chosen.key.split(":")[1]


@pytest.mark.parametrize("figure", list(Figure))
def test_every_figure_lists_as_many_cases_as_it_counts(qtbot: QtBot, room: ScorecardRoom, figure: Figure) -> None:
    assert room.board is not None
    score = room.board.scores[figure]
    room.opening.show_cases(figure)
    page = page_on_screen()
    assert isinstance(page, FigureCases)
    rows = page.card.rows()
    if figure is Figure.LOAD_AHEAD:
        assert {row.key.split(":")[0] for row in rows} == {str(CaseKind.WEEK)}
    elif figure is Figure.RETAINED_90_DAYS:
        asked = [row for row in rows if row.cells[3].text != "not asked yet"]
        assert len(asked) == score.of
    elif figure is Figure.AGAINST_RULES:
        assert len(rows) == score.count > 0
        assert {row.cells[3].text for row in rows} == {"against a rule"}
    elif figure is Figure.MEETINGS_HELD:
        assert len(rows) >= score.count
    else:
        assert len(rows) == score.of
    page.reject()


@pytest.mark.parametrize(
    ("figure", "shown"),
    [(Figure.MEETINGS_HELD, "meetings"), (Figure.DAYS_SINCE_VISIT, "visibility"), (Figure.LOAD_AHEAD, "capacity")],
)
def test_what_has_no_deal_opens_where_it_is_seen(qtbot: QtBot, room: ScorecardRoom, figure: Figure, shown: str) -> None:
    window = room.window()
    assert isinstance(window, Window)
    room.opening.show_cases(figure)
    page = page_on_screen()
    assert isinstance(page, FigureCases)
    key = page.card.rows()[0].key
    page.card.row_activated.emit(key)
    qtbot.waitUntil(lambda: window.room is not None and window.room.key == shown)
    if figure is Figure.DAYS_SINCE_VISIT:
        assert isinstance(window.room, VisibilityRoom)
        visit = window.room.visits.chosen_visit()
        assert visit is not None and visit.id == key.split(":")[1]
    if figure is Figure.MEETINGS_HELD:
        (minutes,) = window.room.findChildren(HeldMeetings)  # type: ignore[union-attr]
        assert minutes.meeting is not None and minutes.meeting.id == key.split(":")[1]
        minutes.reject()


def test_each_part_of_a_side_and_each_spread_opens_its_rows(room: ScorecardRoom) -> None:
    board = room.board
    assert board is not None
    for strip, key, count in (
        (room.sales_strip, "sold", len(board.sides.sales.deals)),
        (room.sales_strip, "clients", len(board.sides.sales.new_clients)),
        (room.operations_strip, "full", len(board.sides.operations.full_weeks)),
        (room.operations_strip, "saves", len(board.sides.operations.saves)),
    ):
        strip.button(key).click()
        assert count_and_close() == count
    for card, count in (
        (room.spreads.scores, sum(board.spreads.scores.values())),
        (room.spreads.days, len(board.spreads.throughput.deals)),
        (room.spreads.margins, len(board.spreads.standard.deals) + len(board.spreads.exceptions.deals)),
    ):
        card.open_button.click()
        assert count_and_close() == count > 0
    for key in ("own", "joint"):
        room.spreads.own_card.row_activated.emit(key)
        count_and_close()


def count_and_close() -> int:
    page = page_on_screen()
    assert isinstance(page, FigureCases)
    count = len(page.card.rows())
    page.reject()
    return count


def test_one_month_of_a_chart_opens_the_deals_of_that_month(qtbot: QtBot, room: ScorecardRoom) -> None:
    assert room.board is not None
    chart = room.cards[Figure.THROUGHPUT_DAYS].chart
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Home)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    page = page_on_screen()
    assert isinstance(page, FigureCases)
    first = room.board.trends[Figure.THROUGHPUT_DAYS].points[0]
    assert page.windowTitle() == "Days from won to done, December 2025"
    assert len(page.card.rows()) == first.score.of
    page.reject()


def test_a_target_is_set_by_keyboard_drawn_and_undone_by_name(
    qtbot: QtBot, sample_window: Window, room: ScorecardRoom
) -> None:
    card = room.cards[Figure.MARGIN]
    before = read_targets(room.session.book)
    card.target_button.setFocus()
    QTest.keyClick(card.target_button, Qt.Key.Key_Space)
    editor = page_on_screen()
    assert isinstance(editor, TargetEditor)
    editor.target_edit.selectAll()
    QTest.keyClicks(editor.target_edit, "37.5")
    QTest.keyClick(editor.target_edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: card.target_button.text() == "target 37.5\N{NO-BREAK SPACE}%")
    room.finish_background_work()
    assert read_targets(room.session.book)[Figure.MARGIN].value == Fraction(375, 1000)
    assert card.chart.chart().target == 0.375
    assert "Margin per deal" in sample_window.notice_bar.text()
    assert sample_window.menus.undo_action.text() == "Undo: Target: Margin per deal 37.5\N{NO-BREAK SPACE}%"
    sample_window.undo()
    restored = read_targets(room.session.book)
    assert restored[Figure.MARGIN].value == before[Figure.MARGIN].value


def test_a_target_that_cannot_be_reached_is_refused_in_the_dialog(qtbot: QtBot, room: ScorecardRoom) -> None:
    room.opening.edit_target(Figure.CLIENT_SCORE)
    editor = page_on_screen()
    assert isinstance(editor, TargetEditor)
    editor.target_edit.selectAll()
    QTest.keyClicks(editor.target_edit, "7")
    editor.accept()
    assert editor.isVisible() and "1 to 5" in editor.say_label.text()
    editor.reject()


def test_an_emptied_target_is_gone(room: ScorecardRoom) -> None:
    book, who = room.session.book, Author()
    set_target(book=book, who=who, figure=Figure.EXCEPTIONS, value=Fraction(1, 5))
    assert room.grid.face(Figure.EXCEPTIONS).texts()[2].endswith("target 20\N{NO-BREAK SPACE}%")
    room.opening.edit_target(Figure.EXCEPTIONS)
    editor = page_on_screen()
    assert isinstance(editor, TargetEditor)
    editor.target_edit.clear()
    editor.accept()
    assert Figure.EXCEPTIONS not in read_targets(book)
    assert "target" not in room.grid.face(Figure.EXCEPTIONS).texts()[2]


def test_the_keyboard_reaches_everything_in_the_order_it_stands(
    qtbot: QtBot, sample_window: Window, room: ScorecardRoom
) -> None:
    sample_window.activateWindow()
    qtbot.waitUntil(sample_window.isActiveWindow)
    room.step_chips.setFocus()
    seen: list[QWidget] = []
    for _ in range(60):
        at = sample_window.focusWidget()
        assert at is not None
        if seen and at is seen[0]:
            break
        seen.append(at)
        QTest.keyClick(at, Qt.Key.Key_Tab)
    first = [room.step_chips, room.words_button, room.print_button]
    for card in room.cards.values():
        first += [card.target_button, card.face, card.chart]
    stops = [widget for widget in seen if room.isAncestorOf(widget)]
    order = [*first, *room.grid.faces(), *(room.sales_strip.button(key) for key in ("sold", "won", "clients"))]
    assert [type(each).__name__ for each in stops[: len(order)]] == [type(each).__name__ for each in order]
    assert stops[: len(order)] == order
    assert room.spreads.own_card.view in stops
    for widget in stops:
        heard = QAccessible.queryAccessibleInterface(widget)
        assert heard.text(QAccessible.Text.Name), widget


def test_weeks_months_and_quarters_are_chosen_by_keyboard_and_remembered(
    qtbot: QtBot, sample_window: Window, room: ScorecardRoom
) -> None:
    sample_window.activateWindow()
    qtbot.waitUntil(sample_window.isActiveWindow)
    room.step_chips.setFocus()
    QTest.keyClick(room.step_chips, Qt.Key.Key_Right)
    assert room.step is Step.QUARTER and room.board is not None and room.board.step is Step.QUARTER
    assert "last 12 quarters" in room.line_label.text()
    assert settings.scorecard_step() == "quarter"
    QTest.keyClick(room.step_chips, Qt.Key.Key_Left)
    QTest.keyClick(room.step_chips, Qt.Key.Key_Left)
    assert room.step is Step.WEEK


def test_charts_are_told_in_words_at_once(room: ScorecardRoom) -> None:
    chart = room.cards[Figure.CLIENT_SCORE].chart
    said = chart.words().splitlines()
    assert len(said) == 13 and said[0].startswith("Client score: ")
    assert said[-1].startswith("November 2026: ") and said[-1].endswith("not over yet")
    room.do("words")
    assert room.words_button.isChecked()
    charts = [*(card.chart for card in room.cards.values()), *room.spreads.charts()]
    assert all(each.words_label.isVisibleTo(room) and each.words() for each in charts)
    room.words_button.click()
    assert not any(each.words_label.isVisibleTo(room) for each in charts)


@pytest.mark.parametrize("name", ["figures.csv", "figures.xlsx"])
def test_the_figures_are_written_for_a_spreadsheet(
    qtbot: QtBot, room: ScorecardRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    out = tmp_path / name

    def choose(*_: object) -> tuple[str, str]:
        return str(out), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    with qtbot.waitSignal(room.notice_given) as told:
        room.do("export")
    assert told.args == [f"The figures are in {name}.", False]
    assert out.stat().st_size > 1000


def test_a_figures_file_of_another_kind_is_refused(
    qtbot: QtBot, room: ScorecardRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def choose(*_: object) -> tuple[str, str]:
        return str(tmp_path / "figures.pdf"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    with qtbot.waitSignal(room.trouble_met) as met:
        room.do("export")
    assert ".csv or .xlsx" in met.args[0].say


def test_the_figure_that_has_the_keyboard_goes_on_the_agenda(
    qtbot: QtBot, sample_window: Window, room: ScorecardRoom
) -> None:
    sample_window.activateWindow()
    qtbot.waitUntil(sample_window.isActiveWindow)
    room.grid.face(Figure.ON_TIME).setFocus()
    about = room.about()
    assert about.section is SectionKind.SCORECARD
    assert about.say == f"On time, first promise: {texts(room)[Figure.ON_TIME]}"
    room.print_button.setFocus()
    assert room.about().say == ""


def test_a_change_elsewhere_comes_into_the_figures(room: ScorecardRoom) -> None:
    assert room.board is not None
    before = room.board.scores[Figure.FIRST_TIME_RIGHT]
    deal = next(deal for deal in notes.delivered_in(room.board) if deal.rework is False)
    with room.session.book.change("It came back") as change:
        change.update("deal", deal.id, {"rework": True}, seen=deal.version)
    after = room.board.scores[Figure.FIRST_TIME_RIGHT]
    assert (after.count, after.of) == (before.count - 1, before.of)
    assert room.cards[Figure.FIRST_TIME_RIGHT].face.texts()[1] == f"{after.count} of {after.of}"


def test_a_business_without_a_delivered_deal_says_what_the_tab_is_for(
    open_window: Callable[[Path], Window], blank: Path
) -> None:
    room = shown(open_window(blank))
    assert room.empty.isVisible() and not room.content.isVisible()
    assert room.empty.accessibleName() == "Nothing delivered yet"
    room.print_page()
    assert QApplication.activeModalWidget() is None
    room.empty.buttons.button("deals").click()
    assert room.window().room.key == "intake"


def test_one_deal_is_told_as_one(open_window: Callable[[Path], Window], blank: Path) -> None:
    window = open_window(blank)
    assert window.session is not None
    with window.session.book.change("One deal") as change:
        client = change.add("client", {"name": "Nook"})
        change.add(
            "deal",
            {
                "ref": "1",
                "client_id": client,
                "quantity_hundredths": 100,
                "stage": "delivered",
                "created_on": TODAY,
                "won_on": TODAY - timedelta(days=20),
                "delivered_on": TODAY - timedelta(days=3),
                "rework": False,
                "client_score": 4,
            },
        )
    room = shown(window)
    said = texts(room)
    assert said[Figure.CLIENT_SCORE] == "4 of 5"
    assert said[Figure.FIRST_TIME_RIGHT] == "1 of 1"
    assert said[Figure.THROUGHPUT_DAYS] == "17 days"
    assert said[Figure.MARGIN] == said[Figure.ON_TIME] == said[Figure.RETAINED_90_DAYS] == "none"
    assert "%" not in room.cards[Figure.FIRST_TIME_RIGHT].face.texts()[2]
    assert "too few months to see a change" in room.cards[Figure.CLIENT_SCORE].face.texts()[2]
    assert "1 deal delivered" in room.line_label.text()


def test_a_file_that_cannot_be_written_changes_no_target(
    open_window: Callable[[Path], Window], sample: Path, qtbot: QtBot
) -> None:
    window = open_window(sample)
    assert window.session is not None
    # Said so, and not by the rights of the file: root may write everywhere.
    window.session.book.read_only_because = "Only for looking."
    room = shown(window)
    assert not any(card.target_button.isEnabled() for card in room.cards.values())
    room.opening.edit_target(Figure.MARGIN)
    assert QApplication.activeModalWidget() is None


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten thousand deals."""
    path = tmp_path_factory.mktemp("big") / "big.handshake"
    write_big(path, Mix(open=300, sold=100, delivered=9000, lost=600), TODAY)
    return path


def test_ten_thousand_deals_come_behind_the_window_and_old_values_stay(
    qtbot: QtBot, open_window: Callable[[Path], Window], big: Path
) -> None:
    window = open_window(big)
    room = window.rooms["scorecard"]
    assert isinstance(room, ScorecardRoom)
    with qtbot.waitSignal(room.settled, timeout=60_000):
        window.show_room("scorecard")
        assert room.board is None and room.isVisible() and room.line_label.text() == "Counting…"
    board = room.board
    assert board is not None
    before = texts(room)
    with qtbot.waitSignal(room.settled, timeout=60_000):
        room.do("week")
        assert room.board is board and texts(room) == before
    assert room.board is not board and room.board.step is Step.WEEK


def test_a_window_that_closes_while_it_counts_waits_for_nothing_of_the_file(
    qtbot: QtBot, open_window: Callable[[Path], Window], big: Path
) -> None:
    window = open_window(big)
    window.show_room("scorecard")
    room = window.rooms["scorecard"]
    assert isinstance(room, ScorecardRoom)
    work = room._work
    assert work is not None
    window.close_file()
    assert work.isFinished()


def test_the_room_is_freed_with_its_file(qtbot: QtBot, sample_window: Window) -> None:
    room = shown(sample_window)
    gone = weakref.ref(room)
    chart = weakref.ref(room.cards[Figure.MARGIN].chart)
    del room
    sample_window.close_file()
    qtbot.waitUntil(lambda: gone() is None and chart() is None)


def test_it_is_dark_in_the_dark(sample_window: Window, room: ScorecardRoom) -> None:
    from widgets.theme import apply

    application = QApplication.instance()
    assert isinstance(application, QApplication)
    picture = room.cards[Figure.MARGIN].chart.picture()
    apply(application, "dark")
    try:
        room.finish_background_work()
        dark = room.cards[Figure.MARGIN].chart.picture()
        assert picture is not None and dark is not None and picture != dark
    finally:
        apply(application, "light")


def test_matplotlib_is_there_only_once_the_tab_was_shown(room: ScorecardRoom) -> None:
    # That nothing is loaded before is for tests/desktop/test_start_up.py, in a process of its own.
    assert "matplotlib.figure" in sys.modules and "matplotlib.pyplot" not in sys.modules
