"""The Capacity room on the sample business: what it says, what is tried out, what is kept, and what is never."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.actions.crews import save_crew
from desktop.actions.intake import edit_deal
from desktop.dialogs.date_moved import DateMoved
from desktop.dialogs.days_off import DaysOffAndCrews
from desktop.main import main
from desktop.printing.preview import PreviewDialog
from desktop.rooms.capacity import CapacityRoom
from desktop.rooms.intake import IntakeRoom
from desktop.window import Window
from framework.deal import Deal
from framework.promises import Mover
from framework.stages import PROMISED_STAGES
from framework.week_loads import WeekLoad
from storage.book import Author
from storage.days_off import read_crews
from storage.intake import read_deal
from storage.opening import open_book
from storage.promises import moves_of
from tests.desktop.conftest import TODAY
from tests.desktop.rooms.agreement_screen import dialog, no_dialog

InFile = Callable[..., list[tuple[Any, ...]]]
BEN = Author("", "Ben")
DATE = "SELECT promised_on, first_promised_on FROM deal WHERE id = ?"
THURSDAY = date(2027, 1, 14)


@pytest.fixture
def room(sample_window: Window) -> CapacityRoom:
    """The Capacity room of the sample business, on screen."""
    sample_window.show_room("capacity")
    found = sample_window.rooms["capacity"]
    assert isinstance(found, CapacityRoom)
    found.finish_background_work()
    return found


@pytest.fixture
def run_json(capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """A function that runs a command of the program and returns the document it prints."""

    def run(*words: object) -> Any:
        capsys.readouterr()
        assert main([str(word) for word in words]) == 0
        return json.loads(capsys.readouterr().out)

    return run


def a_deal(room: CapacityRoom, *, promised: bool, is_open: bool = True) -> Deal:
    """Return a deal whose hours and date are known."""
    return next(
        deal
        for deal in room.moves.deals
        if deal.is_open == is_open
        and (deal.stage in PROMISED_STAGES) == promised
        and deal.promised_on is not None
        and deal.promised_on > TODAY
        and room.moves.hours_known(deal)
        and (deal.probability_percent or not is_open)
    )


def choose(room: CapacityRoom, deal: Deal) -> None:
    room.board.lanes.setFocus()
    assert room.board.lanes.set_current(deal.id)


def figures_of(room: CapacityRoom) -> list[WeekLoad]:
    return room.planning.loads()


def type_date(qtbot: QtBot, room: CapacityRoom, deal: Deal, text: str) -> None:
    choose(room, deal)
    qtbot.keyClick(room.board.lanes, Qt.Key.Key_F2)
    field = room.board.lanes.typing_edit()
    assert field is not None
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


# What it says


def test_the_weeks_are_those_of_the_command_line(
    room: CapacityRoom, sample: Path, run_json: Callable[..., Any]
) -> None:
    weeks = run_json("capacity", sample, "--on", TODAY, "--weeks", 12, "--json")
    shown = room.board.chart.weeks()
    assert [week["sold"] for week in weeks] == [week.sold for week in shown]
    assert [week["likely"] for week in weeks] == [week.likely for week in shown]
    assert [week["capacity"] for week in weeks] == [week.capacity for week in shown]
    over = [week["week"] for week in weeks if week["sold"] + week["likely"] > 0.85 * week["capacity"]]
    assert over == ["2026-11-30"]
    assert room.line_label.text().replace("\N{NO-BREAK SPACE}", " ") == "Week over 85 % with likely deals: 30 Nov"
    assert [week.over for week in shown].index(True) == 1


def test_another_span_shows_as_many_weeks(room: CapacityRoom) -> None:
    for at, count in enumerate((12, 26, 52)):
        room.span_box.setCurrentIndex(at)
        room.span_box.activated.emit(at)
        room.finish_background_work()
        assert len(room.board.chart.weeks()) == count


def test_a_week_opens_what_it_counts(qtbot: QtBot, sample_window: Window, room: CapacityRoom) -> None:
    qtbot.keyClick(room.board.chart, Qt.Key.Key_Right)
    plan, crew = room.moves.plan, room.crew
    assert plan is not None and crew is not None
    week = plan.mondays[1]
    assert room.week_panel.heading.text() == "Week of 30 Nov"
    parts = plan.parts(crew.id, week)
    assert [row.key for row in room.week_panel.deals_card.rows()] == [part.deal_id for part in parts]
    wanted = parts[0].deal_id
    room.week_panel.deals_card.set_current(wanted)
    room.week_panel.deals_card.view.setFocus()
    qtbot.keyClick(room.week_panel.deals_card.view, Qt.Key.Key_Return)
    intake = sample_window.room
    assert isinstance(intake, IntakeRoom) and intake.deal is not None and intake.deal.id == wanted


# Trying out


def test_the_keyboard_moves_a_date_and_the_weeks_at_once_and_writes_nothing(
    qtbot: QtBot, room: CapacityRoom, in_file: InFile
) -> None:
    deal = a_deal(room, promised=False)
    before, kept = figures_of(room), in_file(DATE, deal.id)
    choose(room, deal)
    for _ in range(12):
        qtbot.keyClick(room.board.lanes, Qt.Key.Key_Right)
    pending = room.moves.pending
    assert pending is not None and deal.promised_on is not None
    assert pending.day == room.session.business.calendar.add_working_days(deal.promised_on, 12)
    assert figures_of(room) != before
    shown = [(week.sold, week.likely) for week in room.board.chart.weeks()]
    assert shown == [(float(load.sold), float(load.likely)) for load in figures_of(room)]
    assert deal.client in room.board.say_label.text() and room.board.keep_button.isVisible()
    assert in_file(DATE, deal.id) == kept
    qtbot.keyClick(room.board.lanes, Qt.Key.Key_Escape)
    assert figures_of(room) == before and room.moves.pending is None
    assert room.board.keep_button.isHidden()


def test_a_drag_goes_to_working_days_from_today_on(room: CapacityRoom) -> None:
    deal = a_deal(room, promised=False)
    for day, wanted in ((date(2026, 12, 12), date(2026, 12, 14)), (TODAY - timedelta(days=5), TODAY)):
        room.board.lanes.day_dragged.emit(deal.id, day)
        assert room.moves.pending is not None and room.moves.pending.day == wanted
    room.planning.put_back()


def test_moving_another_deal_puts_the_first_one_back(qtbot: QtBot, room: CapacityRoom) -> None:
    first, second = [deal for deal in room.moves.deals if deal.promised_on and deal.promised_on > TODAY][:2]
    before = figures_of(room)
    room.board.lanes.step_requested.emit(first.id, 9)
    room.board.lanes.step_requested.emit(second.id, 1)
    assert room.moves.pending is not None and room.moves.pending.deal.id == second.id
    room.planning.put_back()
    assert figures_of(room) == before


def test_open_deals_are_counted_or_not_and_nothing_is_written(qtbot: QtBot, room: CapacityRoom) -> None:
    before, seq = figures_of(room), room.session.book.last_seq
    deal = a_deal(room, promised=False)
    choose(room, deal)
    qtbot.keyClick(room.board.lanes, Qt.Key.Key_Space)
    assert sum(load.likely for load in figures_of(room)) < sum(load.likely for load in before)
    assert room.count_box.checkState() == Qt.CheckState.PartiallyChecked
    room.count_box.click()
    assert figures_of(room) == before and room.count_box.checkState() == Qt.CheckState.Checked
    room.count_box.click()
    assert not any(load.likely for load in figures_of(room))
    assert [load.sold for load in figures_of(room)] == [load.sold for load in before]
    assert room.count_box.checkState() == Qt.CheckState.Unchecked
    assert "likely" not in room.line_label.text()
    room.refresh()
    assert not any(load.likely for load in figures_of(room)), "what is tried out outlives a refresh"
    assert room.session.book.last_seq == seq


# Keeping


@pytest.mark.parametrize("way", ["enter", "button", "typed", "drag"])
def test_a_date_is_kept_and_undo_brings_the_other_back(
    qtbot: QtBot, sample_window: Window, room: CapacityRoom, in_file: InFile, way: str
) -> None:
    deal = a_deal(room, promised=False)
    before = in_file(DATE, deal.id)
    if way == "typed":
        type_date(qtbot, room, deal, THURSDAY.isoformat())
    else:
        choose(room, deal)
        room.board.lanes.day_dragged.emit(deal.id, THURSDAY)
        if way == "enter":
            qtbot.keyClick(room.board.lanes, Qt.Key.Key_Return)
        elif way == "button":
            room.board.keep_button.click()
        else:
            room.board.lanes.keep_requested.emit(deal.id)
    assert in_file(DATE, deal.id)[0][0] == THURSDAY.isoformat()
    assert room.moves.pending is None and room.board.lanes.typing_edit() is None
    assert sample_window.room is room, "Enter keeps the date and goes nowhere else"
    assert "14 Jan 2027" in sample_window.notice_bar.text()
    assert room.board.lanes.current_key() == deal.id
    sample_window.undo()
    assert in_file(DATE, deal.id) == before


@pytest.mark.parametrize("is_open", [True, False])
def test_the_date_of_a_promised_deal_asks_who_moved_it(
    qtbot: QtBot, sample_window: Window, room: CapacityRoom, in_file: InFile, is_open: bool
) -> None:
    deal = a_deal(room, promised=True, is_open=is_open)
    (first,) = in_file(DATE, deal.id)
    type_date(qtbot, room, deal, THURSDAY.isoformat())
    asked = dialog(sample_window, DateMoved)
    assert in_file(DATE, deal.id) == [first], "nothing is kept before it is answered"
    asked.moved_form.mover_choice.button("operations").click()
    asked.moved_form.told_choice.button("yes").click()
    asked.save_button.click()
    assert no_dialog()
    assert in_file(DATE, deal.id) == [(THURSDAY.isoformat(), first[1] or first[0])], "the first promise stays"
    (move,) = [each for each in moves_of(room.session.book, deal.id) if each.to_on == THURSDAY]
    assert (move.moved_by, move.told_first) == (Mover.OPERATIONS, True)


def test_a_promised_date_that_is_not_moved_after_all_is_put_back(
    qtbot: QtBot, sample_window: Window, room: CapacityRoom, in_file: InFile
) -> None:
    deal = a_deal(room, promised=True)
    before = in_file(DATE, deal.id)
    type_date(qtbot, room, deal, THURSDAY.isoformat())
    dialog(sample_window, DateMoved).reject()
    assert room.moves.pending is None and in_file(DATE, deal.id) == before


def test_a_deal_that_was_offered_without_a_date_gets_its_first_one_without_a_question(
    qtbot: QtBot, room: CapacityRoom, in_file: InFile
) -> None:
    deal = a_deal(room, promised=True)
    with room.session.book.change("Offered without a date") as change:
        change.update("deal", deal.id, {"promised_on": None, "first_promised_on": None})
    room.finish_background_work()
    type_date(qtbot, room, deal, THURSDAY.isoformat())
    assert no_dialog()
    assert in_file(DATE, deal.id) == [(THURSDAY.isoformat(), THURSDAY.isoformat())]


def test_the_date_of_a_deal_nobody_was_told_of_asks_nothing(
    qtbot: QtBot, sample_window: Window, room: CapacityRoom
) -> None:
    type_date(qtbot, room, a_deal(room, promised=False), THURSDAY.isoformat())
    assert no_dialog()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026-11-20", "Fri 20 Nov 2026 is over. Choose today or a later day."),
        ("2226-11-20", "Mon 20 Nov 2226 is more than ten years away. Is the year right?"),
        ("20226-11-20", "Please write a day, such as"),
    ],
)
def test_a_date_that_can_not_be_is_said_and_nothing_is_kept(
    qtbot: QtBot, room: CapacityRoom, in_file: InFile, text: str, said: str
) -> None:
    deal = a_deal(room, promised=False)
    before, seq = figures_of(room), room.session.book.last_seq
    type_date(qtbot, room, deal, text)
    assert room.board.say_label.text().startswith(said)
    field = room.board.lanes.typing_edit()
    assert field is not None and field.text() == text, "what was typed stays"
    assert room.session.book.last_seq == seq and figures_of(room) == before
    room.board.lanes.stop_typing()
    assert not room.board.say_label.text().startswith(said)


def test_today_is_the_earliest_by_keyboard_too(qtbot: QtBot, room: CapacityRoom) -> None:
    deal = a_deal(room, promised=False)
    room.board.lanes.day_dragged.emit(deal.id, TODAY)
    room.board.lanes.step_requested.emit(deal.id, -1)
    assert room.moves.pending is not None and room.moves.pending.day == TODAY
    assert "is over" in room.board.say_label.text()
    room.planning.put_back()


def test_what_somebody_else_changed_first_is_said_and_enter_then_means_it(
    qtbot: QtBot, sample_window: Window, room: CapacityRoom, sample: Path, in_file: InFile
) -> None:
    deal = a_deal(room, promised=False)
    room.board.lanes.day_dragged.emit(deal.id, THURSDAY)
    with open_book(sample) as other:
        now = read_deal(other, deal.id, digits=2)
        assert now is not None
        edit_deal(book=other, who=BEN, digits=2, deal=now, fields={"note": "Ask first", "custom_parts": 4})
    room.planning.keep()
    assert "Ben has changed this in the meantime" in sample_window.notice_bar.text()
    assert in_file(DATE, deal.id)[0][0] != THURSDAY.isoformat()
    assert room.moves.pending is not None and room.moves.pending.day == THURSDAY
    room.planning.keep()
    assert in_file("SELECT promised_on, note FROM deal WHERE id = ?", deal.id) == [(THURSDAY.isoformat(), "Ask first")]


# Hours of a week


def test_the_hours_of_a_week_are_typed_by_keyboard(
    qtbot: QtBot, sample_window: Window, room: CapacityRoom, in_file: InFile
) -> None:
    room.board.chart.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return):
        qtbot.keyClick(room.board.chart, key)
    (edit,) = room.week_panel.edits.values()
    assert QApplication.focusWidget() is edit
    for typed, kept in (("12.5", 1250), ("0", 0)):
        edit.selectAll()
        qtbot.keyClicks(edit, typed)
        qtbot.keyClick(edit, Qt.Key.Key_Return)
        assert in_file("SELECT monday, hundredths FROM crew_week") == [("2026-12-07", kept)]
        assert figures_of(room)[2].capacity == Decimal(kept) / 100
        assert QApplication.focusWidget() is edit
    assert room.board.chart.weeks()[2].full == "no hours"
    assert room.board.chart.weeks()[2].over
    assert room.week_panel.facts_label.text() == "Nobody works this week."
    edit.selectAll()
    qtbot.keyClick(edit, Qt.Key.Key_Delete)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert in_file("SELECT * FROM crew_week") == []
    assert figures_of(room)[2].capacity == 40
    sample_window.undo()
    assert figures_of(room)[2].capacity == 0


def test_hours_that_are_none_are_said_at_the_field(qtbot: QtBot, room: CapacityRoom, in_file: InFile) -> None:
    (edit,) = room.week_panel.edits.values()
    edit.setFocus()
    qtbot.keyClicks(edit, "-3")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.error() and edit.text() == "-3"
    assert in_file("SELECT * FROM crew_week") == []


# News, paper, dialogs


def test_a_change_elsewhere_is_shown_and_a_hidden_room_waits(
    sample_window: Window, room: CapacityRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    deal = a_deal(room, promised=False)
    before = figures_of(room)
    edit_deal(book=room.session.book, who=BEN, digits=2, deal=deal, fields={"probability_percent": Decimal(100)})
    assert figures_of(room) != before
    sample_window.show_room("meetings")
    asked: list[int] = []
    monkeypatch.setattr(room, "refresh", lambda: asked.append(1))
    now = read_deal(room.session.book, deal.id, digits=2)
    assert now is not None
    edit_deal(book=room.session.book, who=BEN, digits=2, deal=now, fields={"probability_percent": Decimal(1)})
    assert not asked
    sample_window.show_room("capacity")
    assert asked == [1]


def test_the_sheet_of_lead_times_is_previewed(qtbot: QtBot, room: CapacityRoom) -> None:
    room.print_page()
    (preview,) = room.findChildren(PreviewDialog)
    assert preview.page.title.startswith("Earliest honest dates")
    names = {row.cells[0].text for row in room.lead_times_card.rows()}
    text = " ".join(preview.page.units)
    assert len(names) > 3 and all(name in text for name in names)
    preview.reject()


def test_the_menu_opens_days_off_from_any_room(qtbot: QtBot, sample_window: Window) -> None:
    entries = {action.text().replace("&", ""): action for action in sample_window.menus.business_menu.actions()}
    entries["Days off and crews…"].trigger()
    (dialog,) = sample_window.rooms["capacity"].findChildren(DaysOffAndCrews)
    assert dialog.isVisible()
    dialog.reject()


def test_a_business_without_deals_still_has_weeks_to_type_into(
    qtbot: QtBot, open_window: Callable[[Path], Window], blank: Path
) -> None:
    window = open_window(blank)
    window.show_room("capacity")
    room = window.rooms["capacity"]
    assert isinstance(room, CapacityRoom)
    assert room.board.lanes.isHidden() and "Ctrl+N" in room.board.none_label.text()
    qtbot.keyClick(room.board.chart, Qt.Key.Key_Return)
    (edit,) = room.week_panel.edits.values()
    qtbot.keyClicks(edit, "6")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert figures_of(room)[0].capacity == 6


def test_a_crew_without_hours_is_said_and_no_holidays_are_offered_where_there_are_none(
    qtbot: QtBot, open_window: Callable[[Path], Window], blank: Path
) -> None:
    window = open_window(blank)
    window.show_room("capacity")
    room = window.rooms["capacity"]
    assert isinstance(room, CapacityRoom)
    book, who = room.session.book, room.session.author
    (line,) = read_crews(book)
    save_crew(book=book, who=who, line=line, name=line.crew.name, weekly_hours=Decimal(0))
    room.finish_background_work()
    assert room.line_label.text() == "Nobody has hours in these weeks"
    room.show_days_off()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, DaysOffAndCrews)
    assert dialog.public_label.isHidden() and dialog.public_card.isHidden()
    dialog.close()


def test_a_file_that_may_only_be_read_offers_no_changes(qtbot: QtBot, room: CapacityRoom) -> None:
    deal = a_deal(room, promised=False)
    room.session.book.read_only_because = "Only to read."
    room.refresh()
    assert all(edit.isReadOnly() for edit in room.week_panel.edits.values())
    choose(room, deal)
    qtbot.keyClick(room.board.lanes, Qt.Key.Key_Right)
    qtbot.keyClick(room.board.lanes, Qt.Key.Key_F2)
    assert room.moves.pending is None and room.board.lanes.typing_edit() is None
    qtbot.keyClick(room.board.lanes, Qt.Key.Key_Space)
    assert not room.moves.counts(deal.id), "to try something out is still possible"
    room.show_days_off()
    (dialog,) = room.findChildren(DaysOffAndCrews)
    assert dialog.add_days_button.isHidden() and dialog.add_crew_button.isHidden()
    dialog.reject()


def test_each_crew_has_its_weeks_and_its_hours(qtbot: QtBot, room: CapacityRoom, in_file: InFile) -> None:
    assert room.crew_box.isHidden()
    key = save_crew(book=room.session.book, who=BEN, line=None, name="Yard & co", weekly_hours=Decimal(24))
    assert room.crew_box.isVisible()
    before = [week.sold for week in room.board.chart.weeks()]
    qtbot.keyClick(room.crew_box, Qt.Key.Key_Down)
    room.crew_box.activated.emit(1)
    assert room.crew is not None and room.crew.id == key
    assert any(before) and not any(week.sold for week in room.board.chart.weeks())
    assert room.board.chart.weeks()[0].capacity == 24
    assert [edit.accessibleName() for edit in room.week_panel.edits.values()] == [
        "Hours of Workshop",
        "Hours of Yard & co",
    ]
    qtbot.keyClick(room.board.chart, Qt.Key.Key_Return)
    edit = QApplication.focusWidget()
    assert edit is room.week_panel.edits[key]
    qtbot.keyClicks(edit, "5")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert in_file("SELECT crew_id, hundredths FROM crew_week") == [(key, 500)]


def test_long_words_fit_and_nothing_is_wider_than_the_window(sample_window: Window, room: CapacityRoom) -> None:
    sample_window.resize(1024, 700)
    QApplication.processEvents()
    assert room.minimumSizeHint().width() <= room.width()
    assert room.board.lanes.height() >= 3 * room.board.lanes.visualRect(room.board.lanes.lanes.index(0)).height()


def test_tab_goes_down_the_column_beside_and_another_week_is_shown_from_its_top(
    qtbot: QtBot, sample_window: Window, room: CapacityRoom
) -> None:
    sample_window.resize(1024, 700)
    hours = room.week_panel.edits[next(iter(room.week_panel.edits))]
    for widget in (hours, room.week_panel.deals_card.view, room.lead_times_card.view):
        focused = QApplication.focusWidget() if widget is not hours else room.board.lanes
        focused.setFocus()
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is widget
    bar = room.beside.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    room.board.chart.week_chosen.emit(2)
    assert bar.value() == 0
