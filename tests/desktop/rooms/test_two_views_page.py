"""The page of both views: read, changed in place by keyboard, put back, and left alone where it may not be written."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.actions.perspective import given_words, say_in_own_words
from desktop.rooms.health import VIEWS, HealthRoom
from desktop.rooms.two_views_page import TwoViewsPage
from desktop.window import Window
from framework.people import Function
from framework.perspective import Topic
from resources.perspectives import story_texts, view_texts
from storage.book import Author
from storage.health import read_perspectives
from storage.opening import open_book

PLACE = Topic.TIME, Function.SALES
NEXT = Topic.TIME, Function.OPERATIONS
OWN = "Heute. Der Kunde wartet nicht."


@pytest.fixture
def page(sample_window: Window) -> TwoViewsPage:
    return shown(sample_window)


def shown(window: Window) -> TwoViewsPage:
    window.show_room("health")
    room = window.rooms["health"]
    assert isinstance(room, HealthRoom)
    room.show_page(VIEWS)
    return room.views


def type_over(qtbot: QtBot, page: TwoViewsPage, words: str, place: tuple[Topic, Function] = PLACE) -> None:
    cell = page.cells[place]
    cell.setFocus()
    cell.selectAll()
    qtbot.keyClicks(cell, words)


def test_both_sides_stand_beside_each_other_with_what_is_true_in_the_blame(page: TwoViewsPage) -> None:
    assert {place: cell.toPlainText() for place, cell in page.cells.items()} == given_words()
    assert not any(button.isVisible() for button in page.given_buttons.values())
    said = " ".join(label.text() for label in page.findChildren(QLabel))
    for view in view_texts():
        assert view.title in said and view.too_much in said and all(each in said for each in view.right)
    for story in story_texts():
        assert story.said in said
    assert len({cell.accessibleName() for cell in page.cells.values()}) == len(page.cells)


def test_enter_keeps_the_words_and_goes_on_and_undo_puts_them_back(
    qtbot: QtBot, page: TwoViewsPage, sample_window: Window
) -> None:
    type_over(qtbot, page, OWN)
    qtbot.keyClick(page.cells[PLACE], Qt.Key.Key_Return)
    assert read_perspectives(page.session.book) == {PLACE: OWN}
    assert page.given_buttons[PLACE].isVisible() and sample_window.focusWidget() is page.cells[NEXT]
    assert sample_window.notice_bar.text() == "“Time” changed for Sales."
    page.cells[PLACE].setFocus()
    qtbot.keyClick(page.cells[PLACE], Qt.Key.Key_Return)
    assert sample_window.focusWidget() is page.cells[NEXT], "past the way back, and with nothing to keep"
    last = list(page.cells.values())[-1]
    last.setFocus()
    qtbot.keyClick(last, Qt.Key.Key_Enter)
    assert sample_window.focusWidget() is last
    sample_window.undo()
    assert page.cells[PLACE].toPlainText() == given_words()[PLACE] and not page.given_buttons[PLACE].isVisible()


def test_leaving_the_cell_keeps_the_words_and_escape_does_not(qtbot: QtBot, page: TwoViewsPage) -> None:
    type_over(qtbot, page, "Never mind")
    qtbot.keyClick(page.cells[PLACE], Qt.Key.Key_Escape)
    assert page.cells[PLACE].toPlainText() == given_words()[PLACE]
    page.cells[NEXT].setFocus()
    assert read_perspectives(page.session.book) == {}
    type_over(qtbot, page, OWN)
    page.cells[NEXT].setFocus()
    assert read_perspectives(page.session.book) == {PLACE: OWN}


def test_emptied_words_and_the_button_go_back_to_those_given(qtbot: QtBot, page: TwoViewsPage) -> None:
    for back in ("key", "button"):
        type_over(qtbot, page, OWN)
        page.cells[NEXT].setFocus()
        if back == "key":
            page.cells[PLACE].clear()
            page.cells[PLACE].leave()
        else:
            page.given_buttons[PLACE].click()
        assert read_perspectives(page.session.book) == {}
        assert page.cells[PLACE].toPlainText() == given_words()[PLACE]
        assert not page.given_buttons[PLACE].isVisible()


def test_too_many_letters_stay_in_the_cell_and_are_told(
    qtbot: QtBot, page: TwoViewsPage, sample_window: Window
) -> None:
    page.cells[PLACE].setFocus()
    page.cells[PLACE].setPlainText("x" * 301)
    page.cells[NEXT].setFocus()
    assert "300" in sample_window.notice_bar.text() and page.cells[PLACE].toPlainText() == "x" * 301
    assert read_perspectives(page.session.book) == {}
    page.cells[PLACE].put_back()


def test_what_is_being_typed_stays_when_somebody_else_changes_it(
    qtbot: QtBot, page: TwoViewsPage, sample_window: Window, sample: Path
) -> None:
    type_over(qtbot, page, OWN)
    with open_book(sample) as other:
        before = next(each for each in page._views.values() if each.topic is Topic.TIME)
        say_in_own_words(book=other, who=Author("", "Ben"), seen=before, function=Function.SALES, say="Theirs")
    page._views[Topic.TIME] = before
    page.cells[PLACE].leave()
    assert "“Theirs”" in sample_window.notice_bar.text() and page.cells[PLACE].toPlainText() == OWN
    page.cells[PLACE].leave()
    assert read_perspectives(page.session.book) == {PLACE: OWN}


def test_what_is_typed_is_kept_when_another_page_is_shown(qtbot: QtBot, page: TwoViewsPage) -> None:
    type_over(qtbot, page, OWN)
    room = page.parentWidget().parentWidget()
    assert isinstance(room, HealthRoom)
    room.show_page("tension")
    assert read_perspectives(page.session.book) == {PLACE: OWN}


def test_a_file_that_is_only_read_is_not_written_on(page: TwoViewsPage) -> None:
    page.session.book.read_only_because = "Another program has it."
    page.refresh()
    assert all(cell.isReadOnly() for cell in page.cells.values())
    assert not any(button.isVisible() for button in page.given_buttons.values())


def test_the_keyboard_begins_with_the_first_words(page: TwoViewsPage, sample_window: Window) -> None:
    page.focus_first()
    assert sample_window.focusWidget() is page.cells[PLACE]
