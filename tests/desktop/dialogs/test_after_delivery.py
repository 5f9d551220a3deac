"""After delivery on one card: by keyboard alone, one deal after the other, with what is wrong said in place."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.actions.outcome import record_outcome
from desktop.dialogs.after_delivery import AfterDelivery
from desktop.window import Window
from framework.deal import Deal
from framework.outcome import Said, Shortfall
from storage.intake import read_deal_by_ref
from storage.outcome import read_received
from storage.promises import promises_of
from tests.desktop.rooms.agreement_screen import dialog, focused, no_dialog, plain, press, texts_in

InFile = Callable[..., list[tuple[Any, ...]]]
TODAY = date(2026, 11, 23)


def deal(window: Window, ref: str) -> Deal:
    assert window.session is not None
    found = read_deal_by_ref(window.session.book, ref, digits=2)
    assert found is not None
    return found


def card(window: Window, ref: str, *queue: str) -> AfterDelivery:
    window.outcome_pages.show_outcome(deal(window, ref).id, [deal(window, each).id for each in queue])
    return dialog(window, AfterDelivery)


def write(text: str) -> None:
    QTest.keyClicks(focused(), text)
    press(Qt.Key.Key_Tab)


def test_a_delivery_is_told_by_keyboard_alone(sample_window: Window) -> None:
    window = sample_window
    asked = card(window, "B-051")
    assert focused() is asked.delivered_edit
    write("-1")
    assert "By the dates: 4 days after the first promise" in plain(asked.late_label.text())
    assert focused() is asked.rework_row and asked.note_form.isHidden()
    press(Qt.Key.Key_Y)
    assert asked.note_form.isVisible()
    press(Qt.Key.Key_Tab)
    write("The bracket was bent")
    write("11.5")
    write("930.50")
    press(Qt.Key.Key_4)
    press(Qt.Key.Key_Tab)
    write("Fine in the end")
    press(Qt.Key.Key_Tab)
    assert focused() is asked.kind_boxes[Shortfall.LATE], "words of what was not ticked are passed over"
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Tab)
    write("Four days")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_K)
    press(Qt.Key.Key_Return)
    assert no_dialog()
    now = deal(window, "B-051")
    assert (str(now.stage), now.delivered_on, now.rework, now.client_score) == (
        "delivered",
        date(2026, 11, 22),
        True,
        4,
    )
    assert (now.actual_hours, now.actual_cost) == (Decimal("11.5"), Decimal("930.5"))
    assert window.session is not None
    received = read_received(window.session.book, now.id)
    assert received[:3] == ("The bracket was bent", "Fine in the end", ((Shortfall.LATE, "Four days"),))
    assert [each.kept for each in promises_of(window.session.book, now.id)] == [True]
    assert "Harbour Brewery is delivered." in window.notice_bar.text()
    window.undo()
    assert str(deal(window, "B-051").stage) == "in delivery"


def test_one_deal_follows_the_other_and_can_be_skipped(sample_window: Window) -> None:
    window = sample_window
    first = card(window, "B-051", "B-052", "B-053")
    assert first.save_button.text() == "Save and next"
    write("-1")
    press(Qt.Key.Key_Return)
    second = dialog(window, AfterDelivery)
    assert "Mill Bakery" in second.windowTitle()
    second.skip_button.click()
    third = dialog(window, AfterDelivery)
    assert "Quay Street Hotel" in third.windowTitle() and third.save_button.text() == "Save"
    third.reject()
    assert no_dialog()
    stages = [str(deal(window, ref).stage) for ref in ("B-051", "B-052", "B-053")]
    assert stages == ["delivered", "in delivery", "in delivery"]


def test_what_is_wrong_is_said_and_all_that_was_typed_stays(sample_window: Window) -> None:
    asked = card(sample_window, "B-051")
    write("+2")
    asked.comment_edit.setText("Nice")
    asked.save_button.click()
    assert "The day of delivery can't be in the future." in texts_in(asked)
    assert asked.isVisible() and asked.comment_edit.text() == "Nice"
    asked.delivered_edit.setFocus()
    asked.delivered_edit.selectAll()
    write("rubbish")
    asked.save_button.click()
    assert asked.isVisible() and "Please write a day" in asked.delivered_edit.error()
    asked.delivered_edit.set_value(None)
    asked.reject()
    assert str(deal(sample_window, "B-051").stage) == "in delivery"


def test_what_was_said_before_is_shown_and_put_right(sample_window: Window) -> None:
    asked = card(sample_window, "B-041")
    assert (asked.rework_row.value(), asked.note_edit.text()) == ("yes", "The P came loose in the first storm.")
    assert asked.kind_boxes[Shortfall.LATE].isChecked() and asked.score_row.value() == 3
    assert asked.kind_edits[Shortfall.LATE].isEnabled() and not asked.kind_edits[Shortfall.BELOW].isEnabled()
    asked.kind_boxes[Shortfall.LATE].click()
    asked.rework_row.button("no").click()
    asked.save_button.click()
    assert no_dialog()
    assert sample_window.session is not None
    received = read_received(sample_window.session.book, deal(sample_window, "B-041").id)
    assert (received.rework_note, received.shortfalls) == ("", ())
    assert received.client_comment == "Quick to put it right, I give you that."


def test_two_people_at_once_are_told_and_the_next_try_counts(sample_window: Window) -> None:
    asked = card(sample_window, "B-051")
    session = sample_window.session
    assert session is not None
    record_outcome(
        book=session.book,
        who=session.author,
        today=TODAY,
        digits=2,
        deal=deal(sample_window, "B-051"),
        received=read_received(session.book, deal(sample_window, "B-051").id),
        said=Said(client_score=2, client_comment="Hm"),
    )
    asked.score_row.set_value(5)
    asked.save_button.click()
    assert asked.isVisible() and any("has changed this in the meantime" in text for text in texts_in(asked))
    asked.save_button.click()
    assert no_dialog()
    assert deal(sample_window, "B-051").client_score == 5


def test_every_field_has_a_name(sample_window: Window) -> None:
    asked = card(sample_window, "B-051")
    fields = (asked.delivered_edit, asked.rework_row, asked.hours_edit, asked.cost_edit, asked.score_row)
    rest = (*asked.kind_boxes.values(), *asked.kind_edits.values(), *asked.promise_rows.values(), asked.comment_edit)
    assert all(field.accessibleName() or getattr(field, "text", str)() for field in (*fields, *rest))
    asked.reject()


@pytest.mark.parametrize("ref", ["B-057", "B-046"])
def test_what_was_not_won_asks_nothing(sample_window: Window, ref: str) -> None:
    sample_window.outcome_pages.show_outcome(deal(sample_window, ref).id)
    assert no_dialog()
    assert "not won" in sample_window.notice_bar.text()
