"""The saves wall and the editor of what hangs on it, from the menu, from a deal and from the wall itself."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.dialogs.cause_and_cost import QUARTER
from desktop.dialogs.save_editor import SaveEditor
from desktop.dialogs.saves_wall import ALL, SavesWall
from desktop.printing.paper import pdf_bytes
from desktop.window import Window
from tests.desktop.rooms.agreement_screen import cells, dialog, focused, no_dialog, plain, press, settle, texts_in

InFile = Callable[..., list[tuple[Any, ...]]]
TODAY = date(2026, 11, 23)


def wall(window: Window) -> SavesWall:
    window.outcome_pages.show_wall()
    return dialog(window, SavesWall)


def choose(page: SavesWall, key: str) -> None:
    page.chips.set_current(key)
    page.chips.filter_chosen.emit(key)
    settle()


def test_it_is_written_by_keyboard_alone(sample_window: Window, in_file: InFile) -> None:
    sample_window.outcome_pages.add_save_of_any()
    editor = dialog(sample_window, SaveEditor)
    assert focused() is editor.say_edit
    assert (editor.person_box.currentText(), editor.side_box.currentText()) == ("Ana", "Sales"), "who is acting"
    press(Qt.Key.Key_Tab)
    editor.save_button.click()
    assert editor.isVisible() and "Write what would have gone wrong." in texts_in(editor)
    assert focused() is editor.say_edit
    QTest.keyClicks(focused(), "Old logo on the van")
    press(Qt.Key.Key_Tab)
    QTest.keyClicks(focused(), "1200.50")
    press(Qt.Key.Key_Tab)
    QTest.keyClicks(focused(), "-1")
    press(Qt.Key.Key_Tab)
    QTest.keyClicks(focused(), "B")
    assert editor.side_box.currentText() == "Operations"
    press(Qt.Key.Key_Return)
    assert no_dialog()
    found = in_file(
        "SELECT saved_on, value_minor, function, deal_id FROM saved_failure WHERE say = 'Old logo on the van'"
    )
    assert found == [("2026-11-22", 120050, "operations", None)]
    assert "On the saves wall: Old logo on the van" in sample_window.notice_bar.text()
    sample_window.undo()
    assert in_file("SELECT count(*) FROM saved_failure") == [(3,)]


def test_from_a_deal_it_belongs_to_the_deal(sample_window: Window, in_file: InFile) -> None:
    ((key,),) = in_file("SELECT id FROM deal WHERE ref = 'B-053'")
    sample_window.ask_after_delivery("add_save", key)
    editor = dialog(sample_window, SaveEditor)
    assert editor.deal_box.currentText() == "Quay Street Hotel · B-053"
    editor.say_edit.setPlainText("Wrong floor plan")
    editor.save_button.click()
    assert in_file("SELECT deal_id FROM saved_failure WHERE say = 'Wrong floor plan'") == [(key,)]


def test_the_wall_shows_both_sums_of_the_same_time(sample_window: Window, in_file: InFile) -> None:
    page = wall(sample_window)
    assert [plain(row[1]) for row in cells(page.saves_card)] == ["€3,800", "€2,470", "€1,300"]
    assert "Failures prevented: €7,570, 3" in plain(head(page.saves_card))
    choose(page, QUARTER)
    ((count, worth),) = in_file(
        "SELECT count(*), sum(value_minor) / 100 FROM deal WHERE won_on >= '2026-10-01' AND stage <> 'lost'"
    )
    assert len(page.won_card.rows()) == count
    assert f"Deals won: €{worth:,}" in plain(head(page.won_card))
    assert "Failures prevented: €6,270" in plain(head(page.saves_card))
    choose(page, ALL)
    assert len(page.saves_card.rows()) == 3
    page.reject()


def head(card: Any) -> str:
    return str(card._heading.accessibleName())


def test_what_hangs_there_is_changed_and_taken_off(sample_window: Window, in_file: InFile) -> None:
    page = wall(sample_window)
    page.saves_card.row_activated.emit(page.saves_card.rows()[0].key)
    settle()
    (editor,) = [each for each in page.findChildren(SaveEditor) if each.isVisible()]
    assert plain(editor.value_edit.text()) == "3800" and editor.deal_box.currentText() == "Quay Street Hotel · B-053"
    editor.value_edit.set_value(None)
    editor.save_button.click()
    settle()
    assert [plain(row[1]) for row in cells(page.saves_card)] == ["not estimated", "€2,470", "€1,300"]
    assert "1 without a value" in head(page.saves_card)
    page.saves_card.row_activated.emit(page.saves_card.rows()[0].key)
    settle()
    (editor,) = [each for each in page.findChildren(SaveEditor) if each.isVisible()]
    assert editor.remove_button is not None
    editor.remove_button.click()
    settle()
    assert len(page.saves_card.rows()) == 2
    page.add_button.click()
    settle()
    (editor,) = [each for each in page.findChildren(SaveEditor) if each.isVisible()]
    assert editor.deal_box.currentData() == ""
    editor.reject()
    page.reject()


def test_a_deal_on_the_wall_opens(sample_window: Window) -> None:
    page = wall(sample_window)
    page.won_card.row_activated.emit(page.won_card.rows()[0].key)
    assert no_dialog()
    assert sample_window.room.deal.client == "Westside Garage"  # type: ignore[union-attr]


def test_an_empty_wall_says_what_it_is_for(sample_window: Window) -> None:
    assert sample_window.session is not None
    with sample_window.session.book.change("Take all off") as change:
        for (key,) in sample_window.session.book.rows("SELECT id FROM saved_failure"):
            change.remove("saved_failure", key)
    page = wall(sample_window)
    assert any("Put it on the wall." in text for text in texts_in(page))
    paper = page.paper()
    assert paper is not None and pdf_bytes(paper)
    page.reject()


def test_the_file_that_may_only_be_read_offers_no_change(sample_window: Window) -> None:
    assert sample_window.session is not None
    sample_window.session.book.read_only_because = "Only for looking."
    page = wall(sample_window)
    assert page.add_button.isHidden() and page.print_button.isVisible()
    page.reject()
