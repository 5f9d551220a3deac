"""Two people on one file: what one changes the other sees; on the same deal both words are kept in sight."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.actions.intake import answer_item, delete_deal, edit_deal
from desktop.main import main
from desktop.rooms.deal_form import DealForm
from desktop.rooms.intake import IntakeRoom
from desktop.window import Window
from framework.checklist import Answer
from storage.book import Author, Book
from storage.intake import read_deal
from storage.opening import open_book
from widgets.card import PlainLabel

Choose = Callable[[IntakeRoom, str], str]
InFile = Callable[..., list[tuple[Any, ...]]]
BEN = Author("", "Ben")


def change_deal(book: Book, deal_id: str, **fields: Any) -> None:
    deal = read_deal(book, deal_id, digits=2)
    assert deal is not None
    edit_deal(book=book, who=BEN, digits=2, deal=deal, fields=fields)


def intake_of(window: Window) -> IntakeRoom:
    room = window.rooms["intake"]
    assert isinstance(room, IntakeRoom)
    return room


def test_the_other_window_sees_a_change_within_a_second(
    qtbot: QtBot, sample: Path, open_window: Callable[[Path], Window], choose: Choose
) -> None:
    first, second = open_window(sample), open_window(sample)
    deal = choose(intake_of(first), "Nook Café")
    assert second.session is not None
    with qtbot.waitSignal(second.session.news_came, timeout=1000):
        intake_of(first)._use_date(date(2027, 3, 1))
    deals = intake_of(second).list.deal_view.deals
    assert "1 Mar" in deals.card_at(deals.row_of(deal)).date_text.replace("\N{NO-BREAK SPACE}", " ")
    assert second.notice_bar.text() == "Ana has just changed something: Edit: Nook Café"
    # Undo is for what was done in this window.
    assert second.session.book.undo_label is None
    assert not second.menus.undo_action.isEnabled()
    with qtbot.waitSignal(second.session.news_came, timeout=1000):
        first.undo()
    assert "7 Dec" in deals.card_at(deals.row_of(deal)).date_text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_tick_elsewhere_moves_the_list_and_the_badge_of_a_hidden_room(
    sample: Path, sample_window: Window, intake: IntakeRoom, choose: Choose
) -> None:
    nook = choose(intake, "Nook Café")
    item = next(item.id for item in intake.session.business.items if item.say.startswith("Installation is promised"))
    choose(intake, "Orchard School")
    with open_book(sample) as other:
        answer_item(book=other, who=BEN, deal_id=nook, item=item, say="x", answer=Answer.YES, seen=1)
    intake.session.catch_up()
    intake.pipeline.finish()
    deals = intake.list.deal_view.deals
    assert deals.card_at(deals.row_of(nook)).zone in ("ASK", "OFF")
    sample_window.show_room("meetings")
    with open_book(sample) as other:
        answer_item(book=other, who=BEN, deal_id=nook, item=item, say="x", answer=Answer.NO, seen=2)
    intake.session.catch_up()
    intake.pipeline.finish()
    assert sample_window.rail.tabs.accessibleTabName(2) == "Intake, 3 waiting for you"


def test_the_command_line_changes_the_file_under_an_open_window(
    tmp_path: Path, sample: Path, sample_window: Window, intake: IntakeRoom, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "deals.csv"
    sheet.write_text("Client,Value\nFrom the sheet,1000\n", encoding="utf-8")
    assert main(["import", str(sample), str(sheet)]) == 0, capsys.readouterr()
    intake.session.catch_up()
    deals = intake.list.deal_view.deals
    assert "From the sheet" in [deals.card_at(row).client for row in range(deals.rowCount())]


def test_a_deal_deleted_elsewhere_leaves_the_screen(
    sample: Path, intake: IntakeRoom, choose: Choose, sample_window: Window
) -> None:
    nook = choose(intake, "Nook Café")
    with open_book(sample) as other:
        deal = read_deal(other, nook, digits=2)
        assert deal is not None
        delete_deal(book=other, who=BEN, deal=deal)
    # Before the news: what is asked of a deal that is gone is refused with a sentence, or does nothing.
    intake._use_date(date(2027, 3, 1))
    assert sample_window.notice_bar.isVisible()
    assert intake.panel is not None
    row = next(row for row in map(intake.panel.checklist.items.item_at, range(9)) if row and not row.checked_for_you)
    intake.panel.checklist.request_answer(row.id, "unknown")
    intake.delete_deal()
    intake.session.catch_up()
    intake.finish_background_work()
    assert intake.list.deal_view.deals.row_of(nook) == -1
    assert intake.deal is not None
    assert intake.deal.id != nook
    assert intake.panel.client_label.text() == intake.deal.client


def test_the_last_deal_deleted_elsewhere_leaves_an_empty_room(
    sample: Path, intake: IntakeRoom, in_file: InFile
) -> None:
    with open_book(sample) as other:
        for (key,) in in_file("SELECT id FROM deal WHERE stage IN ('lead', 'intake', 'offered')"):
            deal = read_deal(other, key, digits=2)
            assert deal is not None
            delete_deal(book=other, who=BEN, deal=deal)
    intake.session.catch_up()
    intake.finish_background_work()
    assert intake.deal is None
    assert intake.panel is not None
    assert not intake.panel.isVisible()
    assert intake.list.nothing.isVisible()


def test_a_conflict_in_the_form_shows_both_and_loses_neither(
    qtbot: QtBot, sample: Path, intake: IntakeRoom, choose: Choose, in_file: InFile
) -> None:
    nook = choose(intake, "Nook Café")
    wrong: list[Exception] = []

    def meet() -> None:
        form = QApplication.activeModalWidget()
        assert isinstance(form, DealForm)
        try:
            with open_book(sample) as other:
                change_deal(other, nook, value=Decimal(1111), note="Theirs")
            form.value_edit.selectAll()
            qtbot.keyClicks(form.value_edit, "2222")
            form.payment_edit.selectAll()
            qtbot.keyClicks(form.payment_edit, "45")
            form.save()
            assert form.isVisible()
            assert "Ben has changed this in the meantime" in form.notice_bar.text()
            assert form.value_edit.value() == Decimal(2222)
            labels = [label.text() for label in form.findChildren(PlainLabel) if label.isVisible()]
            assert any(text.startswith("Ben: ") and "1,111" in text for text in labels), labels
            assert any(text == "Ben: Theirs" for text in labels), labels
            assert in_file("SELECT value_minor FROM deal WHERE id = ?", nook) == [(111100,)]
            form.save()
            assert not form.isVisible()
        except Exception as error:
            wrong.append(error)
            form.done(0)

    QTimer.singleShot(0, meet)
    intake.edit_deal()
    assert wrong == []
    assert in_file("SELECT value_minor, payment_days FROM deal WHERE id = ?", nook) == [(222200, 45)]


def test_theirs_can_be_taken(qtbot: QtBot, sample: Path, intake: IntakeRoom, choose: Choose, in_file: InFile) -> None:
    nook = choose(intake, "Nook Café")
    wrong: list[Exception] = []

    def meet() -> None:
        form = QApplication.activeModalWidget()
        assert isinstance(form, DealForm)
        try:
            with open_book(sample) as other:
                change_deal(other, nook, value=Decimal(1111))
            form.value_edit.selectAll()
            qtbot.keyClicks(form.value_edit, "2222")
            form.save()
            qtbot.mouseClick(form.notice_bar.action_button, Qt.MouseButton.LeftButton)
            assert form.value_edit.value() == Decimal(1111)
            form.save()
        except Exception as error:
            wrong.append(error)
        finally:
            form.done(0)

    QTimer.singleShot(0, meet)
    intake.edit_deal()
    assert wrong == []
    assert in_file("SELECT value_minor FROM deal WHERE id = ?", nook) == [(111100,)]


def test_a_tick_on_an_answer_that_moved_on_is_refused_and_shows_what_stands(
    sample: Path, sample_window: Window, intake: IntakeRoom, choose: Choose, in_file: InFile
) -> None:
    nook = choose(intake, "Nook Café")
    assert intake.panel is not None
    items = intake.panel.checklist.items
    row = next(r for r in map(items.item_at, range(items.rowCount())) if r is not None and r.state == "no")
    with open_book(sample) as other:
        answer_item(book=other, who=BEN, deal_id=nook, item=row.id, say=row.say, answer=Answer.UNKNOWN, seen=1)
    intake.panel.checklist.request_answer(row.id, "yes")
    assert "Ben has changed this in the meantime" in sample_window.notice_bar.text()
    assert in_file("SELECT answer FROM checklist_answer WHERE deal_id = ? AND item = ?", nook, row.id) == [("unknown",)]
    shown = items.item_at(items.line_of(row.id))
    assert shown is not None
    assert shown.state == "unknown"


def test_a_first_answer_that_somebody_else_gave_meanwhile_is_not_overwritten(
    sample: Path, sample_window: Window, intake: IntakeRoom, choose: Choose, in_file: InFile
) -> None:
    gym = choose(intake, "Hartley Gym")
    assert intake.panel is not None
    items = intake.panel.checklist.items
    row = next(
        r
        for r in map(items.item_at, range(items.rowCount()))
        if r is not None and r.state == "open" and not r.checked_for_you
    )
    with open_book(sample) as other:
        answer_item(book=other, who=BEN, deal_id=gym, item=row.id, say=row.say, answer=Answer.NO)
    intake.panel.checklist.request_answer(row.id, "yes")
    assert in_file("SELECT answer FROM checklist_answer WHERE deal_id = ? AND item = ?", gym, row.id) == [("no",)]
    assert sample_window.notice_bar.isVisible()
    shown = items.item_at(items.line_of(row.id))
    assert shown is not None
    assert shown.state == "no"


def test_an_answer_that_moved_on_is_not_taken_back_unseen(
    sample: Path, sample_window: Window, intake: IntakeRoom, choose: Choose, in_file: InFile
) -> None:
    nook = choose(intake, "Nook Café")
    assert intake.panel is not None
    items = intake.panel.checklist.items
    row = next(r for r in map(items.item_at, range(items.rowCount())) if r is not None and r.state == "no")
    with open_book(sample) as other:
        answer_item(book=other, who=BEN, deal_id=nook, item=row.id, say=row.say, answer=Answer.YES, seen=1)
    intake.panel.checklist.request_answer(row.id, "open")
    assert "Ben has changed this in the meantime" in sample_window.notice_bar.text()
    assert in_file("SELECT answer FROM checklist_answer WHERE deal_id = ? AND item = ?", nook, row.id) == [("yes",)]
