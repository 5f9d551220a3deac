"""The promised date of a deal is moved: what is asked first, and that the form of a deal asks it too."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.actions.intake import edit_deal
from desktop.dialogs.date_moved import DateMoved, ask_move
from desktop.rooms.deal_form import DealForm
from desktop.rooms.intake import IntakeRoom
from framework.deal import Deal
from tests.desktop.rooms.agreement_screen import dialog, focused, no_dialog, plain, press, settle, texts_in

InFile = Callable[..., list[tuple[Any, ...]]]
LATER = date(2027, 1, 29)
MOVES = "SELECT from_on, to_on, moved_by, told_first, why FROM promise_move WHERE deal_id = ? AND promise_id IS NULL"


@pytest.fixture
def deal(intake: IntakeRoom, in_file: InFile) -> Deal:
    """A won deal, shown."""
    ((deal_id,),) = in_file("SELECT id FROM deal WHERE ref = 'B-055'")
    intake.list.choose(deal_id)
    intake.finish_background_work()
    assert intake.deal is not None
    return intake.deal


def answer(asked: DateMoved, mover: str = "operations", told: str = "yes") -> None:
    asked.moved_form.mover_choice.button(mover).click()
    asked.moved_form.told_choice.button(told).click()
    asked.save_button.click()
    settle()


def test_nothing_is_moved_before_both_are_answered(
    qtbot: QtBot, intake: IntakeRoom, deal: Deal, in_file: InFile
) -> None:
    asked = ask_move(intake, intake.session, deal, LATER)
    said: list[str] = []
    asked.saved.connect(said.append)
    assert any(f"{deal.client} was promised" in plain(text) for text in texts_in(asked))
    asked.save_button.click()
    assert {"Choose who moved the day.", "Choose yes or no."} <= set(texts_in(asked))
    assert in_file(MOVES, deal.id) == []
    assert focused() is asked.moved_form.mover_choice.button("sales")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Tab)
    qtbot.keyClicks(focused(), "The van is needed")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    assert no_dialog()
    assert in_file(MOVES, deal.id) == [(str(deal.promised_on), "2027-01-29", "client", 1, "The van is needed")]
    assert said == [f"{deal.client}: the date is now Fri 29 Jan 2027."]


def test_the_same_day_and_no_day_at_all(intake: IntakeRoom, deal: Deal, in_file: InFile) -> None:
    asked = ask_move(intake, intake.session, deal, deal.promised_on)
    answer(asked)
    assert asked.isVisible()
    assert "This is the day that was promised already." in texts_in(asked)
    asked.day_edit.clear()
    asked.day_edit.setModified(True)
    answer(asked)
    assert no_dialog()
    kept = in_file("SELECT promised_on, first_promised_on FROM deal WHERE id = ?", deal.id)
    assert kept == [(None, str(deal.first_promised_on))]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 20), "This day is over. Which day is meant?"),
        (date(2226, 12, 18), "That is more than ten years away. Is the year right?"),
    ],
)
def test_a_day_that_cannot_be_meant_is_told_at_the_field(
    intake: IntakeRoom, deal: Deal, in_file: InFile, day: date, said: str
) -> None:
    asked = ask_move(intake, intake.session, deal, day)
    answer(asked)
    assert asked.isVisible() and said in texts_in(asked)
    assert in_file(MOVES, deal.id) == []
    asked.reject()


def test_it_shows_what_was_promised_at_first_and_how_it_moved(intake: IntakeRoom, deal: Deal) -> None:
    answer(ask_move(intake, intake.session, deal, LATER), told="no")
    moved = intake.deal
    assert moved is not None
    asked = ask_move(intake, intake.session, moved, None)
    said = " ".join(plain(text) for text in texts_in(asked))
    assert "was promised Fri 29 Jan 2027, and " in said
    assert "Moved by Operations, client not told first" in said
    asked.reject()


def test_somebody_else_was_faster(intake: IntakeRoom, deal: Deal, in_file: InFile) -> None:
    asked = ask_move(intake, intake.session, deal, LATER)
    session = intake.session
    edit_deal(book=session.book, who=session.author, digits=session.digits, deal=deal, fields={"note": "By hand"})
    answer(asked)
    assert asked.isVisible()
    assert any("in the meantime" in text for text in texts_in(asked))
    asked.save_button.click()
    assert no_dialog()
    assert in_file("SELECT promised_on, note FROM deal WHERE id = ?", deal.id) == [("2027-01-29", "By hand")]


def test_the_form_of_a_deal_asks_before_it_saves_and_keeps_the_rest_with_it(
    intake: IntakeRoom, deal: Deal, in_file: InFile
) -> None:
    form = DealForm(intake.session, deal, intake)
    form.open()
    form.note_edit.setPlainText("Two visits")
    form.promised_edit.set_value(LATER)
    form.save()
    asked = dialog(form, DateMoved)
    asked.reject()
    settle()
    assert form.isVisible(), "nothing typed is lost"
    assert in_file("SELECT note FROM deal WHERE id = ?", deal.id) == [(deal.note,)]
    form.save()
    answer(dialog(form, DateMoved), "sales", "no")
    assert no_dialog()
    found = in_file("SELECT promised_on, first_promised_on, note FROM deal WHERE id = ?", deal.id)
    assert found == [("2027-01-29", str(deal.first_promised_on), "Two visits")]
    assert in_file(MOVES, deal.id) == [(str(deal.promised_on), "2027-01-29", "sales", 0, "")]
    book = intake.session.book
    book.undo()
    assert in_file("SELECT promised_on, note FROM deal WHERE id = ?", deal.id) == [(str(deal.promised_on), deal.note)]
    form.deleteLater()


def test_the_form_shows_what_somebody_else_changed_meanwhile(intake: IntakeRoom, deal: Deal, in_file: InFile) -> None:
    form = DealForm(intake.session, deal, intake)
    form.open()
    form.promised_edit.set_value(LATER)
    session = intake.session
    edit_deal(book=session.book, who=session.author, digits=session.digits, deal=deal, fields={"payment_days": 7})
    form.save()
    answer(dialog(form, DateMoved))
    assert form.isVisible()
    assert "Save again to keep yours." in form.notice_bar.text()
    assert in_file(MOVES, deal.id) == []
    form.save()
    answer(dialog(form, DateMoved))
    assert no_dialog()
    assert len(in_file(MOVES, deal.id)) == 1
    form.deleteLater()


def test_other_changes_ask_nothing(intake: IntakeRoom, deal: Deal, in_file: InFile) -> None:
    form = DealForm(intake.session, deal, intake)
    form.open()
    form.note_edit.setPlainText("Two visits")
    form.save()
    assert no_dialog()
    assert in_file("SELECT note FROM deal WHERE id = ?", deal.id) == [("Two visits",)]
    form.deleteLater()


def test_it_is_freed_when_it_is_closed(intake: IntakeRoom, deal: Deal) -> None:
    asked = ask_move(intake, intake.session, deal, LATER)
    asked.reject()
    settle()
    assert not isValid(asked)


def test_a_deal_that_was_promised_without_a_date_takes_its_first_and_nothing_was_moved(
    intake: IntakeRoom, deal: Deal, in_file: InFile
) -> None:
    session = intake.session
    dateless = {"promised_on": None, "first_promised_on": None}
    edit_deal(book=session.book, who=session.author, digits=session.digits, deal=deal, fields=dateless)
    intake.finish_background_work()
    assert intake.deal is not None
    asked = ask_move(intake, session, intake.deal, LATER)
    assert f"{deal.client} was not promised a date yet." in texts_in(asked)
    answer(asked)
    assert no_dialog()
    kept = in_file("SELECT promised_on, first_promised_on FROM deal WHERE id = ?", deal.id)
    assert kept == [("2027-01-29", "2027-01-29")]
    assert in_file(MOVES, deal.id) == []
