"""Deals in the Intake room: new, edit, copy, delete, the date that works, offers and stages, filters, search, pages."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions.intake import create_deal
from desktop.dialogs.date_moved import DateMoved
from desktop.dialogs.promise_reason import PromiseReasonDialog
from desktop.rooms.deal_form import DealForm
from desktop.rooms.intake import IntakeRoom
from desktop.rooms.intake_list import PAGE, TO_ASK
from desktop.window import Window
from framework.deal import Stage
from storage.book import Author
from storage.intake_list import Shelf
from storage.intake_writing import add_deal
from storage.opening import open_book

InFile = Callable[..., list[tuple[Any, ...]]]
Choose = Callable[[IntakeRoom, str], str]
TODAY = date(2026, 11, 23)


def in_dialog(kind: type[QWidget], work: Callable[[Any], None]) -> list[Exception]:
    """Do `work` in the dialog of `kind` that opens next; what goes wrong there is returned, and the dialog closed."""
    wrong: list[Exception] = []

    def look() -> None:
        dialog: Any = QApplication.activeModalWidget()
        try:
            assert isinstance(dialog, kind)
            work(dialog)
        except Exception as error:
            wrong.append(error)
        finally:
            if dialog is not None and dialog.isVisible():
                dialog.done(0)

    QTimer.singleShot(0, look)
    return wrong


def clients(intake: IntakeRoom) -> list[str]:
    deals = intake.list.deal_view.deals
    return [deals.card_at(row).client for row in range(deals.rowCount())]


def save_button(form: DealForm) -> QWidget:
    return form.buttons.button(QDialogButtonBox.StandardButton.Save)


# The names of clients that come up while one types.
@pytest.mark.qt_log_ignore("^This plugin does not support grabbing the keyboard")
def test_a_new_deal_is_typed_in_and_chosen(
    qtbot: QtBot, sample_window: Window, intake: IntakeRoom, in_file: InFile
) -> None:
    def type_in(form: DealForm) -> None:
        assert form.focusWidget() is form.client_edit
        qtbot.keyClicks(form.client_edit, "Mill & Sons")
        form.offering_box.setCurrentText("Banner set")
        qtbot.keyClicks(form.value_edit, "1250.50")
        qtbot.keyClicks(form.promised_edit, "2026-12-18")
        qtbot.keyClick(form.value_edit, Qt.Key.Key_Return)
        assert not form.isVisible()

    wrong = in_dialog(DealForm, type_in)
    sample_window.menus.new_deal_action.trigger()
    assert wrong == []
    assert in_file(
        "SELECT d.value_minor, d.promised_on, d.stage, d.salesperson FROM deal d JOIN client c ON c.id = d.client_id "
        "WHERE c.name = 'Mill & Sons'"
    ) == [(125050, "2026-12-18", "intake", "Ana")]
    assert intake.deal is not None
    assert intake.deal.client == "Mill & Sons"
    assert sample_window.menus.undo_action.text() == "Undo: New deal: Mill && Sons"
    sample_window.undo()
    assert in_file("SELECT count(*) FROM client WHERE name = 'Mill & Sons'") == [(0,)]
    assert "Mill & Sons" not in clients(intake)


def test_a_deal_without_a_client_is_not_saved_and_nothing_typed_is_lost(
    qtbot: QtBot, intake: IntakeRoom, in_file: InFile
) -> None:
    before = in_file("SELECT count(*) FROM deal")

    def leave_out(form: DealForm) -> None:
        qtbot.keyClicks(form.value_edit, "12x")
        qtbot.mouseClick(save_button(form), Qt.MouseButton.LeftButton)
        assert form.isVisible()
        assert form.value_edit.text() == "12x"
        assert form.value_edit.error()
        form.value_edit.clear()
        qtbot.keyClicks(form.value_edit, "12")
        qtbot.mouseClick(save_button(form), Qt.MouseButton.LeftButton)
        assert form.isVisible(), "there is no client yet"

    wrong = in_dialog(DealForm, leave_out)
    intake.new_deal()
    assert wrong == []
    assert in_file("SELECT count(*) FROM deal") == before


def test_what_was_typed_is_not_let_go_without_a_word(qtbot: QtBot, intake: IntakeRoom, in_file: InFile) -> None:
    before = in_file("SELECT count(*) FROM deal")

    def leave(form: DealForm) -> None:
        cancel = form.buttons.button(QDialogButtonBox.StandardButton.Cancel)
        qtbot.keyClicks(form.value_edit, "1250")
        qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
        assert form.isVisible() and "not saved yet" in form.notice_bar.text()
        qtbot.keyClick(form, Qt.Key.Key_Escape)
        assert form.isVisible() and form.value_edit.value() == Decimal(1250), "Escape goes back to the form"
        qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
        assert cancel.text() == "Let it go" and form.isVisible()
        qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
        assert not form.isVisible()

    def leave_untouched(form: DealForm) -> None:
        qtbot.keyClick(form, Qt.Key.Key_Escape)
        assert not form.isVisible(), "nothing was typed"

    for work in (leave, leave_untouched):
        wrong = in_dialog(DealForm, work)
        intake.new_deal()
        assert wrong == []
    assert in_file("SELECT count(*) FROM deal") == before


@pytest.mark.parametrize("way", ["enter", "f2"])
def test_a_deal_is_edited_from_the_list(
    qtbot: QtBot, sample_window: Window, intake: IntakeRoom, in_file: InFile, choose: Choose, way: str
) -> None:
    deal = choose(intake, "Nook Café")

    def change(form: DealForm) -> None:
        assert form.client_edit.text() == "Nook Café"
        form.value_edit.selectAll()
        qtbot.keyClicks(form.value_edit, "999")
        qtbot.mouseClick(save_button(form), Qt.MouseButton.LeftButton)

    wrong = in_dialog(DealForm, change)
    if way == "enter":
        qtbot.keyClick(intake.list.deal_view, Qt.Key.Key_Return)
    else:
        sample_window.menus._needs_deal[0].trigger()
    assert wrong == []
    assert in_file("SELECT value_minor FROM deal WHERE id = ?", deal) == [(99900,)]
    deals = intake.list.deal_view.deals
    assert "999" in deals.card_at(deals.row_of(deal)).value_text
    assert intake.deal is not None
    assert intake.deal.id == deal


def test_a_copy_begins_with_an_empty_checklist(intake: IntakeRoom, in_file: InFile, choose: Choose) -> None:
    deal = choose(intake, "Nook Café")
    intake.copy_deal()
    assert intake.deal is not None
    assert intake.deal.id != deal
    assert intake.deal.client == "Nook Café"
    assert in_file("SELECT count(*) FROM checklist_answer WHERE deal_id = ?", intake.deal.id) == [(0,)]
    assert in_file("SELECT count(*) > 0 FROM checklist_answer WHERE deal_id = ?", deal) == [(1,)]


def test_a_deleted_deal_comes_back_from_the_notice_with_all_its_answers(
    qtbot: QtBot, sample_window: Window, intake: IntakeRoom, in_file: InFile, choose: Choose
) -> None:
    deal = choose(intake, "Nook Café")
    answers = in_file("SELECT item, answer FROM checklist_answer WHERE deal_id = ? ORDER BY item", deal)
    qtbot.keyClick(intake.list.deal_view, Qt.Key.Key_Delete)
    assert "Nook Café" not in clients(intake)
    assert in_file("SELECT count(*) FROM checklist_answer WHERE deal_id = ?", deal) == [(0,)]
    assert intake.deal is not None, "another deal is shown"
    assert intake.deal.id != deal
    assert sample_window.notice_bar.text() == "Deleted Nook Café."
    qtbot.mouseClick(sample_window.notice_bar.action_button, Qt.MouseButton.LeftButton)
    assert "Nook Café" in clients(intake)
    assert in_file("SELECT item, answer FROM checklist_answer WHERE deal_id = ? ORDER BY item", deal) == answers


def test_undo_in_a_notice_is_never_for_a_later_change(
    qtbot: QtBot, sample_window: Window, intake: IntakeRoom, choose: Choose
) -> None:
    choose(intake, "Nook Café")
    intake.delete_deal()
    assert sample_window.notice_bar.isVisible()
    assert intake.panel is not None
    intake.panel.checklist.set_current(next(row.id for row in _rows(intake) if not row.checked_for_you))
    qtbot.keyClick(intake.panel.checklist, Qt.Key.Key_Space)
    assert not sample_window.notice_bar.isVisible()


def _rows(intake: IntakeRoom) -> list[Any]:
    assert intake.panel is not None
    items = intake.panel.checklist.items
    return [row for row in map(items.item_at, range(items.rowCount())) if row is not None]


def test_the_date_that_works_is_one_click_away(
    qtbot: QtBot, sample_window: Window, intake: IntakeRoom, in_file: InFile, choose: Choose
) -> None:
    deal = choose(intake, "Lakeside Dental")
    assert intake.panel is not None
    judged = intake.panel.judged
    assert judged is not None
    assert judged.earliest is not None
    assert judged.earliest != judged.deal.promised_on
    held = len(judged.verdict.reasons)
    assert intake.panel.use_button.isVisible()
    qtbot.mouseClick(intake.panel.use_button, Qt.MouseButton.LeftButton)
    assert in_file("SELECT promised_on FROM deal WHERE id = ?", deal) == [(judged.earliest.isoformat(),)]
    intake.finish_background_work()
    after = intake.panel.judged
    assert after is not None
    assert len(after.verdict.reasons) < held
    assert not intake.panel.use_button.isVisible()
    qtbot.mouseClick(sample_window.notice_bar.action_button, Qt.MouseButton.LeftButton)
    assert in_file("SELECT promised_on FROM deal WHERE id = ?", deal) == [("2026-12-07",)]


def test_a_promise_against_a_rule_asks_for_a_reason_and_keeps_it(
    qtbot: QtBot, intake: IntakeRoom, in_file: InFile, choose: Choose
) -> None:
    deal = choose(intake, "Lakeside Dental")
    assert intake.panel is not None

    def think_better(dialog: PromiseReasonDialog) -> None:
        assert not dialog.promise_button.isEnabled()
        dialog.reject()

    def give(dialog: PromiseReasonDialog) -> None:
        qtbot.keyClicks(dialog.reason_edit, "  ")
        assert not dialog.promise_button.isEnabled()
        qtbot.keyClicks(dialog.reason_edit, "They open on the 8th")
        qtbot.mouseClick(dialog.promise_button, Qt.MouseButton.LeftButton)

    wrong = in_dialog(PromiseReasonDialog, think_better)
    qtbot.mouseClick(intake.panel.next_button, Qt.MouseButton.LeftButton)
    assert wrong == []
    assert in_file("SELECT stage FROM deal WHERE id = ?", deal) == [("intake",)]
    wrong = in_dialog(PromiseReasonDialog, give)
    intake.panel.stage_requested.emit(Stage.OFFERED)
    assert wrong == []
    kept = "SELECT stage, promised_zone, against_reason, first_promised_on, promise_given_on FROM deal WHERE id = ?"
    assert in_file(kept, deal) == [("offered", "ASK", "They open on the 8th", "2026-12-07", TODAY.isoformat())]

    # A date agreed anew is beside the first promise, not in its place.
    intake.finish_background_work()
    assert intake.panel is not None
    intake.panel.date_requested.emit(date(2026, 12, 14))
    (dialog,) = intake.window().findChildren(DateMoved)
    dialog.moved_form.mover_choice.button("sales").click()
    dialog.moved_form.told_choice.button("yes").click()
    dialog.save_button.click()
    assert in_file("SELECT promised_on, first_promised_on FROM deal WHERE id = ?", deal) == [
        ("2026-12-14", "2026-12-07")
    ]


def test_a_promise_within_the_rules_asks_nothing(
    qtbot: QtBot, intake: IntakeRoom, in_file: InFile, choose: Choose
) -> None:
    deal = choose(intake, "Nook Café")
    assert intake.panel is not None
    assert intake.panel.next_button.text() == "Offer made"
    qtbot.mouseClick(intake.panel.next_button, Qt.MouseButton.LeftButton)
    assert in_file("SELECT stage, promised_zone, against_reason FROM deal WHERE id = ?", deal) == [
        ("offered", "PROMISE", "")
    ]
    intake.finish_background_work()
    assert intake.panel.next_button.text() == "Won"
    # The second half of a double click.
    qtbot.mouseClick(intake.panel.next_button, Qt.MouseButton.LeftButton)
    assert in_file("SELECT stage FROM deal WHERE id = ?", deal) == [("offered",)]


def test_a_deal_just_won_stays_in_sight_for_its_handover(intake: IntakeRoom, choose: Choose) -> None:
    deal = choose(intake, "Nook Café")
    assert intake.panel is not None
    for stage in (Stage.OFFERED, Stage.WON):
        intake.panel.stage_requested.emit(stage)
        intake.finish_background_work()
    assert intake.list.current_id == deal
    assert intake.deal is not None and intake.deal.client == "Nook Café"
    intake.finish_background_work()
    assert intake.panel.handover_card.isVisible()


def test_every_stage_can_be_reached_from_the_menu(intake: IntakeRoom, in_file: InFile, choose: Choose) -> None:
    deal = choose(intake, "Town Library")
    assert intake.panel is not None
    for action in intake.panel.stage_menu.actions():
        intake.list.choose(deal)
        assert intake.deal is not None
        if intake.deal.stage in ("lead", "intake") and action.data() not in ("lead", "intake", "lost"):
            in_dialog(PromiseReasonDialog, lambda dialog: (dialog.reason_edit.setPlainText("Yes"), dialog.accept()))
        action.trigger()
        assert in_file("SELECT stage FROM deal WHERE id = ?", deal) == [(action.data(),)]


def test_filters_show_their_deals_and_choose_the_first(intake: IntakeRoom) -> None:
    counts = {}
    for key in (Shelf.OPEN, TO_ASK, Shelf.SOLD, Shelf.PAST, Shelf.ALL):
        intake.list.filter_bar.filter_chosen.emit(key)
        counts[key] = len(clients(intake))
        assert intake.deal is not None
        assert intake.deal.client in clients(intake)
    assert (counts[Shelf.OPEN], counts[TO_ASK], counts[Shelf.SOLD]) == (8, 2, 6), "one is on the ladder"
    assert counts[Shelf.ALL] == counts[Shelf.OPEN] + counts[Shelf.SOLD] + counts[Shelf.PAST]


def test_a_search_that_finds_nothing_here_looks_in_all_deals(qtbot: QtBot, intake: IntakeRoom) -> None:
    intake.list.filter_bar.filter_chosen.emit(Shelf.SOLD)
    intake.list.filter_bar.search_edit.setText("Lakeside")
    qtbot.waitUntil(intake.list.nothing.isVisible)
    buttons = {button.text(): button for button in intake.list.nothing.findChildren(QPushButton)}
    qtbot.mouseClick(buttons["Look in all deals"], Qt.MouseButton.LeftButton)
    assert "Lakeside Dental" in clients(intake)
    assert intake.list.filter_bar.current() == Shelf.ALL
    assert intake.deal is not None and intake.deal.client == "Lakeside Dental"


def test_find_begins_anew(qtbot: QtBot, intake: IntakeRoom) -> None:
    search = intake.list.filter_bar.search_edit
    for words in ("Lakeside", "Forge"):
        intake.focus_search()
        qtbot.keyClicks(search, words)
    assert search.text() == "Forge"


@pytest.mark.parametrize("words", ["%", "_", "''", '"', "<b>bold</b>", "\\", "100%", "a_b", "O'Neil"])
def test_search_takes_every_sign_as_typed(qtbot: QtBot, sample_window: Window, intake: IntakeRoom, words: str) -> None:
    search = intake.list.filter_bar.search_edit

    def look_for() -> None:
        search.clear()
        qtbot.keyClicks(search, words)
        qtbot.keyClick(search, Qt.Key.Key_Return)

    look_for()
    assert clients(intake) == [] or intake.list.deal_view.isHidden()
    assert intake.list.nothing.isVisible()
    assert intake.deal is None
    assert sample_window.session is not None
    session = sample_window.session
    name = f"Client {words} Ltd"
    create_deal(book=session.book, who=session.author, today=TODAY, digits=2, fields={"client": name})
    look_for()
    assert clients(intake) == [name]
    assert intake.deal is not None
    assert intake.deal.client == name
    search.clear()
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert len(clients(intake)) == 9


def test_the_deal_chosen_far_down_stays_chosen_after_a_change(
    qtbot: QtBot, sample: Path, open_window: Callable[[Path], Window]
) -> None:
    with open_book(sample) as book, book.change("Many", who=Author()) as change:
        for number in range(2 * PAGE + 50):
            fields = {
                "client": f"Client {number:03d}",
                "ref": f"M-{number:03d}",
                "stage": "lead",
                "created_on": TODAY,
                "promised_on": date(2027, 1, 1),
            }
            add_deal(book, change, fields, digits=2)
    window = open_window(sample)
    intake = window.rooms["intake"]
    assert isinstance(intake, IntakeRoom)
    deals = intake.list.deal_view.deals
    assert deals.rowCount() == PAGE
    while deals.canFetchMore(deals.index(-1)):
        deals.fetchMore(deals.index(-1))
    assert deals.rowCount() == 2 * PAGE + 58
    ids = [deals.card_at(row).id for row in range(deals.rowCount())]
    assert len(set(ids)) == len(ids)
    far = ids[2 * PAGE + 30]
    intake.list.deal_view.setCurrentIndex(deals.index(2 * PAGE + 30))
    intake._use_date(date(2027, 1, 1))  # nothing to change
    intake._use_date(date(2027, 1, 4))
    assert intake.list.current_id == far
    assert intake.deal is not None
    assert intake.deal.id == far
    # Another selection begins with its first page.
    intake.list.filter_bar.filter_chosen.emit(Shelf.ALL)
    assert deals.rowCount() <= 2 * PAGE


def test_a_business_without_deals_offers_the_first_step(
    qtbot: QtBot, blank: Path, open_window: Callable[[Path], Window]
) -> None:
    window = open_window(blank)
    intake = window.rooms["intake"]
    assert isinstance(intake, IntakeRoom)
    assert intake.list.nothing.isVisible()
    assert intake.deal is None
    assert intake.panel is not None
    assert not intake.panel.isVisible()
    for ask in (intake.edit_deal, intake.copy_deal, intake.delete_deal, intake.print_page):
        ask()
    assert window.session is not None
    assert window.session.book.undo_label is None

    def first(form: DealForm) -> None:
        qtbot.keyClicks(form.client_edit, "The first one")
        form.save()

    wrong = in_dialog(DealForm, first)
    (button,) = [b for b in intake.list.nothing.findChildren(QWidget) if getattr(b, "text", str)() == "New deal"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert wrong == []
    assert clients(intake) == ["The first one"]
    assert intake.panel.isVisible()


def test_a_deal_that_is_over_says_how_it_ended_and_asks_nothing(intake: IntakeRoom, in_file: InFile) -> None:
    intake.list.filter_bar.filter_chosen.emit(Shelf.PAST)
    deals = intake.list.deal_view.deals
    texts = {deals.card_at(row).date_text.split(" · ")[0] for row in range(deals.rowCount())}
    assert texts == {"Delivered", "Lost"}
    ((key, day),) = in_file("SELECT id, delivered_on FROM deal WHERE delivered_on > promised_on LIMIT 1")
    shown = deals.card_at(deals.row_of(key)).date_text
    assert shown.split(" · ")[1].split()[0] == str(date.fromisoformat(day).day)
    assert intake.panel is not None
    assert not intake.panel.verdict_card.isVisible()
    assert not intake.panel.week_card.isVisible()
    assert {row.needed_mark for row in _rows(intake)} == {""}
    intake.list.filter_bar.filter_chosen.emit(Shelf.SOLD)
    assert intake.panel.week_heading.text() == "The coming weeks"
    assert intake.panel.week_card.isVisible()
    intake.list.filter_bar.filter_chosen.emit(Shelf.OPEN)
    assert intake.panel.week_heading.text() == "Can we promise this date?"


def test_an_empty_room_keeps_its_list_at_its_side_and_the_keyboard_on_the_next_step(
    blank: Path, open_window: Callable[[Path], Window]
) -> None:
    window = open_window(blank)
    intake = window.rooms["intake"]
    assert isinstance(intake, IntakeRoom)
    QApplication.processEvents()
    assert intake.list.x() < 40
    assert QApplication.focusWidget() is intake.list.new_button
