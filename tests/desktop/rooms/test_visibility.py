"""The Visibility room: visits planned, written up, called off by keyboard; and the two reviews, whose figures open."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from desktop.dialogs.deal_rows import DealRows
from desktop.dialogs.paper_visit import PaperVisit
from desktop.dialogs.visit_editor import VisitEditor
from desktop.dialogs.visit_ends import VisitDone, VisitOff, VisitRhythm
from desktop.dialogs.visit_learned import VisitLearned
from desktop.printing.page import Page
from desktop.rooms.intake import IntakeRoom
from desktop.rooms.visibility import OPERATIONS, SALES, VISITS, VisibilityRoom
from desktop.window import Window
from framework.visits import Became, Visit, VisitKind
from storage.book import Author
from storage.opening import open_book
from storage.visits import read_learned, read_rhythms, read_visits

TODAY = date(2026, 11, 23)


@pytest.fixture
def room(sample_window: Window) -> VisibilityRoom:
    """The Visibility room of the sample business, on screen; Ana is acting."""
    sample_window.show_room("visibility")
    sample_window.finish_background_work()
    room = sample_window.room
    assert isinstance(room, VisibilityRoom)
    return room


def visits(room: VisibilityRoom) -> list[Visit]:
    return read_visits(room.session.book)


def dialog(kind: type[QDialog]) -> Any:
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible())


def heads(card: Any) -> list[str]:
    return [row.cells[0].text for row in card.rows()]


def test_what_waits_comes_first_and_is_planned_from_there(room: VisibilityRoom, qtbot: QtBot) -> None:
    page = room.visits
    assert heads(page.waiting_card) == ["Ben: a visit is due"]
    assert heads(page.coming_card) == ["Ana: a support day with Ben"]
    assert heads(page.past_card) == ["Ana: a delivery day with Ben", "Ben: a sales call with Ana"]
    assert heads(page.people_card) == ["Ana", "Ben"]
    assert page.waiting_card.view.hasFocus()
    qtbot.keyClick(page.waiting_card.view, Qt.Key.Key_Return)
    editor = dialog(VisitEditor)
    # Ben delivers: a sales call is all there is to choose, and it is Ana's.
    assert editor.person_box.currentText() == "Ben" and editor.kind_box.count() == 1
    assert editor.host_box.currentText() == "Ana"
    editor.accept()
    assert editor.say_label.text() == "On which day?"
    editor.day_edit.set_value(date(2026, 11, 27))
    editor.accept()
    assert editor.say_label.text() == ""
    assert heads(page.waiting_card) == []
    assert heads(page.coming_card) == ["Ben: a sales call with Ana", "Ana: a support day with Ben"]
    room.session.book.undo()
    assert heads(page.waiting_card) == ["Ben: a visit is due"]


def test_who_goes_along_says_what_can_be_visited(room: VisibilityRoom) -> None:
    room.do("plan")
    editor = dialog(VisitEditor)
    editor.person_box.choose(next(p.id for p in room.session.business.people if p.name == "Ana"))
    editor.person_box.activated.emit(0)
    # Ana owns the business: she may visit either side.
    assert [editor.kind_box.itemText(at) for at in range(editor.kind_box.count())] == [
        "Delivery day",
        "Support day",
        "Sales call",
    ]
    editor.kind_box.choose(str(VisitKind.SALES_CALL))
    editor.kind_box.activated.emit(0)
    assert editor.host_box.count() == 1, "nobody else sells"
    editor.reject()


def test_the_card_is_saved_when_a_field_is_left(room: VisibilityRoom, qtbot: QtBot) -> None:
    page = room.visits
    planned = visits(room)[-1]
    room.show_visit(planned.id)
    qtbot.keyClick(page.coming_card.view, Qt.Key.Key_Return)
    field = page.card.edits["waiting"]
    assert field.hasFocus(), "the first field that is empty"
    qtbot.keyClicks(field, "For the key")
    assert visits(room)[-1].waiting == ""
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert visits(room)[-1].waiting == "For the key"
    assert room.session.book.undo_label == "Card of the visit: Ana"
    # What is being typed elsewhere stays while the saved field is undone.
    qtbot.keyClicks(page.card.edits["rework"], "Twice")
    room.session.book.undo()
    assert field.toPlainText() == "" and page.card.edits["rework"].toPlainText() == "Twice"
    page.card.save()
    assert (visits(room)[-1].waiting, visits(room)[-1].rework) == ("", "Twice")


def test_what_somebody_else_wrote_is_never_overwritten(room: VisibilityRoom, sample: Path, qtbot: QtBot) -> None:
    planned = visits(room)[-1]
    room.show_visit(planned.id)
    room.visits.card.edits["surprise"].setPlainText("Mine")
    with open_book(sample) as other, other.change("Elsewhere", who=Author()) as change:
        change.update("visit", planned.id, {"surprise": "Theirs", "waiting": "Long"})
    with qtbot.waitSignal(room.trouble_met) as told:
        room.visits.card.save()
    assert "is now: Theirs" in told.args[0].say and "is now: Long" not in told.args[0].say
    assert visits(room)[-1].surprise == "Theirs"
    assert room.visits.card.edits["surprise"].toPlainText() == "Mine"
    # Told once, saving again means it.
    room.visits.card.save()
    assert (visits(room)[-1].surprise, visits(room)[-1].waiting) == ("Mine", "Long")


def test_a_field_nobody_else_touched_is_saved_all_the_same(room: VisibilityRoom, sample: Path) -> None:
    planned = visits(room)[-1]
    room.show_visit(planned.id)
    room.visits.card.edits["surprise"].setPlainText("Mine")
    with open_book(sample) as other, other.change("Elsewhere", who=Author()) as change:
        change.update("visit", planned.id, {"waiting": "Long"})
    room.visits.card.save()
    assert (visits(room)[-1].surprise, visits(room)[-1].waiting) == ("Mine", "Long")


def test_hiding_the_card_saves_it(room: VisibilityRoom, sample_window: Window) -> None:
    room.show_visit(visits(room)[-1].id)
    room.visits.card.edits["surprise"].setPlainText("Typed at the last moment")
    sample_window.show_room("intake")
    assert visits(room)[-1].surprise == "Typed at the last moment"


@pytest.mark.parametrize("way", ["close", "close_file"])
def test_closing_saves_what_is_being_typed(room: VisibilityRoom, sample_window: Window, sample: Path, way: str) -> None:
    planned = visits(room)[-1]
    room.show_visit(planned.id)
    room.visits.card.edits["surprise"].setPlainText("Typed at the last moment")
    getattr(sample_window, way)()
    with open_book(sample) as book:
        assert read_visits(book)[-1].surprise == "Typed at the last moment"


def test_a_visit_is_done_and_something_is_made_of_it(room: VisibilityRoom, qtbot: QtBot) -> None:
    planned = visits(room)[-1]
    room.show_visit(planned.id)
    room.do("done")
    editor = dialog(VisitDone)
    assert editor.day_edit.value() == TODAY, "its day is still to come"
    editor.accept()
    assert next(each for each in visits(room) if each.id == planned.id).done_on == TODAY
    room.show_visit(planned.id)
    room.do("learned")
    editor = dialog(VisitLearned)
    assert editor.became() is Became.AGENDA_ITEM
    editor.accept()
    assert editor.say_label.text() == "Write what it is about."
    editor.say_edit.setPlainText("The van is always late")
    editor.accept()
    (learned,) = read_learned(room.session.book, planned.id)
    assert (learned.became, learned.say) == (Became.AGENDA_ITEM, "The van is always late")
    assert heads(room.visits.card.learned_card) == ["The van is always late"]
    # A word, and a rule that goes into the proposal.
    room.do("learned")
    editor = dialog(VisitLearned)
    editor.radios[Became.WORD].setChecked(True)
    editor.word_edit.setText("on site")
    editor.means_edit.setPlainText("The van stands there")
    editor.accept()
    room.do("learned")
    editor = dialog(VisitLearned)
    editor.radios[Became.RULE].setChecked(True)
    editor.say_edit.setPlainText("No van, no date")
    with qtbot.waitSignal(room.proposal_drafted) as drafted:
        editor.accept()
    assert drafted.args == ["Proposed as a rule: No van, no date"]
    assert [each.became for each in read_learned(room.session.book, planned.id)] == list(Became)


def test_a_visit_is_called_off_with_a_reason(room: VisibilityRoom) -> None:
    planned = visits(room)[-1]
    room.show_visit(planned.id)
    room.do("call_off")
    editor = dialog(VisitOff)
    editor.accept()
    assert "why" in editor.say_label.text()
    editor.reason_edit.setText("The crane broke down")
    editor.accept()
    assert heads(room.visits.coming_card) == []
    assert "called off: The crane broke down" in room.visits.past_card.rows()[0].cells[1].text


def test_everybody_has_a_rhythm_of_their_own(room: VisibilityRoom) -> None:
    room.visits.people_card.row_activated.emit(room.visits.people_card.rows()[1].key)
    editor = dialog(VisitRhythm)
    editor.days_edit.set_value(0)
    editor.accept()
    assert list(read_rhythms(room.session.book).values()) == [0]
    assert heads(room.visits.waiting_card) == []
    assert room.visits.people_card.rows()[1].cells[1].text == "never due"


def test_a_card_is_typed_in_from_paper_by_keyboard_alone(room: VisibilityRoom, qtbot: QtBot) -> None:
    planned = visits(room)[-1]
    room.show_visit(planned.id)
    room.do("paper")
    sheet = dialog(PaperVisit)
    assert sheet.visit.id == planned.id
    qtbot.waitUntil(sheet.visit_box.hasFocus)
    qtbot.keyClick(sheet.visit_box, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is sheet.day_edit
    qtbot.keyClicks(sheet.day_edit, "2026-11-23")
    for field in sheet.edits:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        assert QApplication.focusWidget() is sheet.edits[field], field
        QApplication.focusWidget().selectAll()
        qtbot.keyClicks(QApplication.focusWidget(), f"My {field}")
    book, changes = room.session.book, "SELECT count(*) FROM change"
    (before,) = book.row(changes) or (0,)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    found = next(each for each in visits(room) if each.id == planned.id)
    assert found.done_on == TODAY and found.proposal == "My proposal" and found.guess == "My guess"
    assert book.row(changes) == (before + 1,)


def test_what_was_typed_from_paper_is_not_let_go_without_a_word(room: VisibilityRoom) -> None:
    room.do("paper")
    sheet = dialog(PaperVisit)
    sheet.edits["rework"].setText("Twice")
    sheet.reject()
    assert sheet.isVisible() and "not saved" in sheet.say_label.text()
    sheet.reject()
    assert not sheet.isVisible()


def test_sales_sees_delivery_and_every_figure_opens_its_deals(room: VisibilityRoom, sample_window: Window) -> None:
    room.show_page(SALES)
    sample_window.finish_background_work()
    page = room.pages[SALES]
    assert page.review is not None
    assert [line.key for block in page.review.blocks if block.key == "delivered" for line in block.lines]
    for figure in page.review.figures:
        button = page.figures.button(figure.key)
        assert button.isEnabled() is bool(figure.deals)
        if figure.deals:
            button.click()
            rows = dialog(DealRows)
            assert [row.key for row in rows.card.rows()] == [deal.id for deal in figure.deals]
            rows.reject()
    # A line opens its deal in Intake.
    line = page.cards["delivered"].rows()[0]
    page.cards["delivered"].row_activated.emit(line.key)
    assert isinstance(sample_window.room, IntakeRoom)


def test_operations_sees_the_pipeline(room: VisibilityRoom, sample_window: Window) -> None:
    room.show_page(OPERATIONS)
    sample_window.finish_background_work()
    page = room.pages[OPERATIONS]
    assert [card for card in page.cards if page.cards[card].rows()] == ["coming", "weeks", "won", "lost", "asked"]
    assert "70\N{NO-BREAK SPACE}%" in page.cards["coming"].rows()[0].cells[1].text
    # A week opens the deals that fall on it.
    week = page.cards["weeks"].rows()[1]
    page.cards["weeks"].row_activated.emit(week.key)
    rows = dialog(DealRows)
    assert len(rows.card.rows()) > 3
    rows.reject()
    asked = page.cards["asked"].rows()[0]
    page.cards["asked"].row_activated.emit(asked.key)
    rows = dialog(DealRows)
    assert len(rows.card.rows()) == 4
    rows.reject()


def test_a_change_of_a_deal_is_seen_in_the_review(room: VisibilityRoom, sample_window: Window) -> None:
    room.show_page(OPERATIONS)
    sample_window.finish_background_work()
    page = room.pages[OPERATIONS]
    count = len(page.cards["coming"].rows())
    book = room.session.book
    deal = page.cards["coming"].rows()[0].key
    with book.change("Lost", who=Author()) as change:
        change.update("deal", deal, {"stage": "lost", "lost_on": TODAY})
    room.finish_background_work()
    assert len(page.cards["coming"].rows()) == count - 1
    assert page.cards["lost"].rows()[0].key == deal


def test_what_is_shown_is_printed(room: VisibilityRoom, sample_window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    printed: list[Page] = []
    monkeypatch.setattr("desktop.printing.preview.preview", lambda _parent, page: printed.append(page))
    room.print_page()
    room.show_visit(visits(room)[-1].id)
    room.print_page()
    for key in (SALES, OPERATIONS):
        room.show_page(key)
        room.print_page()
    assert [page.title for page in printed] == [
        "Visit card, to fill in",
        "Visit card: Ana: a support day with Ben",
        "Sales sees delivery, Monday 23 November 2026",
        "Operations sees pipeline, Monday 23 November 2026",
    ]


def test_a_visit_goes_into_a_calendar(room: VisibilityRoom, sample_window: Window, tmp_path: Path) -> None:
    planned = visits(room)[-1]
    room.show_visit(planned.id)
    assert room.visits.card.buttons.button("calendar").isVisible()
    room.visits.work.save_calendar(planned, tmp_path / "visit")
    text = (tmp_path / "visit.ics").read_text(encoding="utf-8")
    assert f"UID:{planned.id}@handshake" in text and "SUMMARY:Ana: a support day with Ben" in text
    assert f"{planned.planned_on:%Y%m%d}T090000" in text and "DURATION:PT2H" in text
    assert "Saved visit.ics" in sample_window.notice_bar.text()
    # Without an hour it is there all day.
    room.visits.work.save_calendar(planned._replace(starts=None), tmp_path / "day.ics")
    assert f"DTSTART;VALUE=DATE:{planned.planned_on:%Y%m%d}" in (tmp_path / "day.ics").read_text(encoding="utf-8")
    room.visits.work.save_calendar(planned, tmp_path / "missing" / "visit.ics")
    assert "doesn't exist" in sample_window.notice_bar.text()


def test_the_badge_counts_what_waits_for_who_is_acting(room: VisibilityRoom, sample_window: Window) -> None:
    badges: list[int] = []
    room.badge_changed.connect(badges.append)
    ben = next(each.id for each in room.session.business.people if each.name == "Ben")
    room.session.act_as(ben)
    assert badges[-1] == 1
    sample_window.show_room("intake")
    room.session.act_as(room.session.business.people[0].id)
    assert badges[-1] == 0


def test_an_empty_business_offers_the_one_next_step(open_window: Callable[[Path], Window], blank: Path) -> None:
    window = open_window(blank)
    window.show_room("visibility")
    room = window.room
    assert isinstance(room, VisibilityRoom)
    card = room.visits.card
    assert card.empty.isVisible() and card.empty.accessibleName() == "See each other's work"
    card.empty.buttons.button("plan").click()
    dialog(VisitEditor).reject()
    room.do("paper")
    assert "no visit yet" in window.notice_bar.text()
    for key in (SALES, OPERATIONS, VISITS):
        room.show_page(key)
        window.finish_background_work()
    review = room.pages[SALES].review
    assert review is not None and [each.value for each in review.figures] == ["none"] * 5


def test_the_day_the_visit_is_planned_for_comes(open_window: Callable[[Path], Window], sample: Path) -> None:
    with open_book(sample) as book:
        planned = read_visits(book)[-1]
        with book.change("Yesterday", who=Author()) as change:
            change.update("visit", planned.id, {"planned_on": TODAY - timedelta(days=1)})
    window = open_window(sample)
    window.show_room("visibility")
    room = window.room
    assert isinstance(room, VisibilityRoom)
    assert "Ana: write up a support day" in heads(room.visits.waiting_card)
    room.show_visit(planned.id)
    assert room.visits.card.note_label.isVisible()
