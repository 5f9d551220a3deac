"""A look back: is the client still there? Asked of one, or of all that are due."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.dialogs.look_back import LookBackEditor
from desktop.window import Window
from framework.outcome import LookBack
from storage.outcome import due_look_backs, look_backs_of
from tests.desktop.rooms.agreement_screen import dialog, focused, no_dialog, plain, press, texts_in

TODAY = date(2026, 11, 23)


def look(window: Window, ref: str, days: int) -> LookBack:
    assert window.session is not None
    ((key,),) = window.session.book.rows("SELECT id FROM deal WHERE ref = ?", (ref,))
    return next(each for each in look_backs_of(window.session.book, key) if each.days == days)


def asked(window: Window, ref: str, days: int) -> LookBackEditor:
    window.outcome_pages.show_look_back(look(window, ref, days).id)
    return dialog(window, LookBackEditor)


def test_day_90_is_answered_by_keyboard_alone(sample_window: Window) -> None:
    card = asked(sample_window, "B-042", 90)
    assert focused() is card.still_row
    assert any("After 60 days: still a client" in plain(text) for text in texts_in(card)), "what was heard before"
    for key in (Qt.Key.Key_Y, Qt.Key.Key_Tab, Qt.Key.Key_Y, Qt.Key.Key_Tab, Qt.Key.Key_N, Qt.Key.Key_Tab, Qt.Key.Key_5):
        press(key)
    press(Qt.Key.Key_Tab)
    QTest.keyClicks(focused(), "Two more vans")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    assert no_dialog()
    now = look(sample_window, "B-042", 90)
    assert (now.still_client, now.as_promised, now.sell_again) == (True, True, False)
    assert (now.client_score, now.say) == (5, "Two more vans")
    assert "Swift Couriers is still a client." in sample_window.notice_bar.text()
    sample_window.undo()
    assert look(sample_window, "B-042", 90).answered_at is None


def test_all_that_are_due_are_asked_one_after_the_other(sample_window: Window) -> None:
    assert sample_window.session is not None
    due = due_look_backs(sample_window.session.book, TODAY)
    assert len(due) >= 3
    sample_window.outcome_pages.show_look_back()
    for each in due:
        card = dialog(sample_window, LookBackEditor)
        assert each.client in card.windowTitle()
        card.still_row.button("yes").click()
        card.save_button.click()
    assert no_dialog()
    assert due_look_backs(sample_window.session.book, TODAY) == ()
    sample_window.outcome_pages.show_look_back()
    assert no_dialog() and "No look back is due." in sample_window.notice_bar.text()


def test_without_an_answer_it_asks_and_not_known_stays_due(sample_window: Window) -> None:
    card = asked(sample_window, "B-043", 90)
    card.save_button.click()
    assert card.isVisible() and focused() is card.still_row
    press(Qt.Key.Key_Question)
    card.say_edit.setPlainText("Nobody picks up")
    card.save_button.click()
    assert no_dialog() and "it stays due" in sample_window.notice_bar.text()
    assert (look(sample_window, "B-043", 90).answered_at, look(sample_window, "B-043", 90).say) == (
        None,
        "Nobody picks up",
    )


def test_before_its_day_only_a_client_that_left_is_told(sample_window: Window) -> None:
    card = asked(sample_window, "B-048", 90)
    card.still_row.button("yes").click()
    card.save_button.click()
    assert any("Its day has not come." in text for text in texts_in(card))
    card.still_row.button("no").click()
    card.save_button.click()
    assert no_dialog() and look(sample_window, "B-048", 90).still_client is False


@pytest.mark.parametrize(("ref", "days", "wanted"), [("B-049", 30, False), ("B-043", 90, True)])
def test_the_score_is_asked_at_day_90(sample_window: Window, ref: str, days: int, wanted: bool) -> None:
    card = asked(sample_window, ref, days)
    assert card.score_row.isVisible() is wanted
    card.reject()


def test_a_deal_that_went_back_is_not_looked_back_at(sample_window: Window) -> None:
    sample_window.outcome_pages.show_look_back(look(sample_window, "B-051", 30).id)
    assert no_dialog()
    assert "not delivered" in sample_window.notice_bar.text()
