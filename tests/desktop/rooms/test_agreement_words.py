"""The page of shared words: what is still to agree and what is agreed, worked by mouse and keyboard, undone by name."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from desktop.actions.agreement import read_standing
from desktop.actions.shared_words import remove_word, save_word
from desktop.dialogs.word_editor import WordEditor
from desktop.rooms.agreement_words import WordsPage
from desktop.session import Session
from desktop.window import Window
from framework.words import Word
from storage.book import Author
from storage.keys import new_id
from storage.opening import open_book
from storage.shared_words import read_words
from storage.trouble import Trouble
from tests.desktop.conftest import TODAY
from widgets.rows_card import Row, RowsCard

BEN = Author("", "Ben")


@pytest.fixture
def session(sample: Path, light: None) -> Iterator[Session]:
    """The sample business, open without a window."""
    opened = Session(open_book(sample), today=TODAY)
    yield opened
    opened.close()


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Callable[..., WordsPage]]:
    """A function that shows the page as the room does: on a page that scrolls."""

    made: list[QScrollArea] = []

    def make(session: Session, width: int = 1000, height: int = 500) -> WordsPage:
        area = QScrollArea()
        made.append(area)
        page = WordsPage(session)
        area.setWidgetResizable(True)
        area.setWidget(page)
        area.resize(width, height)
        standing = read_standing(session.book, session.digits, session.today)
        assert standing.in_force is not None
        page.show_version(standing, standing.in_force)
        area.show()
        area.activateWindow()
        qtbot.waitUntil(area.isActiveWindow)
        page.focus_first()
        return page

    yield make
    for area in made:
        area.close()
        area.deleteLater()


@pytest.fixture
def page(session: Session, show: Callable[..., WordsPage]) -> WordsPage:
    """The page on the words of the sample business."""
    return show(session)


def texts(card: RowsCard) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in card.rows()]


def row_of(page: WordsPage, word: str) -> Row:
    (found,) = [row for card in page.cards for row in card.rows() if row.cells[0].text == word]
    return found


def editor(page: WordsPage) -> WordEditor:
    (found,) = [each for each in page.findChildren(WordEditor) if each.isVisible()]
    return found


def test_words_stand_under_what_is_still_to_agree_and_what_is_agreed(page: WordsPage) -> None:
    assert page.count() == 12
    assert texts(page.open_card) == [
        # One side has begun: the other comes first.
        ("rework", "not written yet", "Anything done twice", "not agreed yet"),
        *(
            (word, "not written yet", "not written yet", "not agreed yet")
            for word in ("available", "capacity", "custom", "estimate", "exception", "promise")
        ),
    ]
    assert [words[0] for words in texts(page.agreed_card)] == ["confirmed", "done", "lead time", "standard", "urgent"]
    assert not page.empty.isVisible()


def test_each_side_speaks_in_its_own_colour_and_a_screen_reader_says_whose_it_is(page: WordsPage) -> None:
    done, rework = row_of(page, "done"), row_of(page, "rework")
    assert [cell.colour for cell in done.cells] == ["ink", "sales", "operations", "ink"]
    assert [cell.colour for cell in rework.cells] == ["ink", "muted", "operations", "muted"]
    assert done.say.startswith("done, Sales means: The client has paid, Operations means: It left the workshop, We agr")
    assert rework.say.endswith("Operations means: Anything done twice, not agreed yet")


def test_words_are_sorted_as_in_a_dictionary(session: Session, page: WordsPage) -> None:
    for word in ("Übergabe", "aufmaß", "step 10", "step 9"):
        save_word(book=session.book, who=BEN, word=Word("", word))
    page.refresh()
    words = [words[0] for words in texts(page.open_card)]
    assert words[1:3] == ["aufmaß", "available"]
    assert words[-3:] == ["step 9", "step 10", "Übergabe"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_word_is_written_down_by_keyboard_and_goes_where_it_belongs(
    qtbot: QtBot, session: Session, page: WordsPage, key: Qt.Key
) -> None:
    assert page.open_card.view.hasFocus() and page.open_card.current_key() == row_of(page, "rework").key
    qtbot.keyClick(page.open_card.view, key)
    dialog = editor(page)
    dialog.agreed_field.edit.setPlainText("Any return visit")
    with qtbot.waitSignal(page.notice_given, timeout=1000) as told:
        qtbot.keyClick(dialog.save_button, Qt.Key.Key_Return)
    assert told.args == ["Changed “rework”.", True]
    assert row_of(page, "rework") in page.agreed_card.rows() and len(page.open_card.rows()) == 6
    qtbot.waitUntil(page.agreed_card.view.hasFocus, timeout=1000)
    assert page.agreed_card.current_key() == row_of(page, "rework").key
    assert session.book.undo_label == "Word: rework"


def test_a_click_opens_a_word(qtbot: QtBot, page: WordsPage) -> None:
    view = page.agreed_card.view
    place = view.visualRect(view.model_of_rows.index(2)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert editor(page).word_edit.text() == "lead time"
    editor(page).reject()


def test_a_new_word_is_added_and_brought_into_sight(
    qtbot: QtBot, session: Session, show: Callable[..., WordsPage]
) -> None:
    for number in range(60):
        save_word(book=session.book, who=BEN, word=Word("", f"word {number}"))
    page = show(session)
    page.add_button.click()
    dialog = editor(page)
    qtbot.waitUntil(dialog.word_edit.hasFocus)
    assert dialog.remove_button is None
    qtbot.keyClicks(dialog.word_edit, "zero")
    with qtbot.waitSignal(page.notice_given, timeout=1000) as told:
        dialog.save_button.click()
    assert told.args == ["Added “zero”.", True] and page.count() == 73
    assert page.open_card.current_key() == row_of(page, "zero").key
    area = page.parentWidget().parentWidget()
    assert isinstance(area, QScrollArea)

    def is_in_sight() -> bool:
        middle = page.open_card.view.rect_of_current().center()
        place = page.open_card.view.mapTo(area.viewport(), middle)
        return area.viewport().rect().contains(QPoint(5, place.y()))

    assert area.verticalScrollBar().maximum() > 1000
    qtbot.waitUntil(is_in_sight, timeout=1000)


def test_delete_removes_a_word_and_undo_brings_it_back(qtbot: QtBot, session: Session, page: WordsPage) -> None:
    with qtbot.waitSignal(page.notice_given, timeout=1000) as told:
        qtbot.keyClick(page.open_card.view, Qt.Key.Key_Delete)
    assert told.args == ["Deleted “rework”.", True] and page.count() == 11
    # The keyboard stays where it was, on what took the place.
    assert page.open_card.view.hasFocus() and page.open_card.current_key() == row_of(page, "available").key
    assert session.book.undo_label == "Delete: rework"
    session.book.undo(who=session.author)
    page.refresh()
    assert texts(page.open_card)[0] == ("rework", "not written yet", "Anything done twice", "not agreed yet")


def test_without_a_word_the_page_says_what_it_is_for_and_offers_the_next_step(
    qtbot: QtBot, session: Session, page: WordsPage
) -> None:
    for _ in range(12):
        qtbot.keyClick(next(card.view for card in page.cards if card.view.hasFocus()), Qt.Key.Key_Delete)
    assert read_words(session.book) == () and page.count() == 0
    assert page.empty.isVisible() and not page.add_button.isVisible() and not page.say_label.isVisible()
    assert not any(card.isVisible() for card in page.cards)
    button = page.empty.buttons.button("add")
    assert button.hasFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert editor(page).windowTitle() == "A shared word"
    editor(page).reject()


def test_what_somebody_else_changed_is_not_deleted_unseen(qtbot: QtBot, session: Session, page: WordsPage) -> None:
    (word,) = [word for word in read_words(session.book) if word.word == "rework"]
    with open_book(session.book.path) as other:
        save_word(book=other, who=BEN, word=word._replace(agreed="Any return visit"))
    with qtbot.waitSignal(page.trouble_met, timeout=1000) as told:
        page.remove(word.id)
    assert isinstance(told.args[0], Trouble) and "Ben has changed this" in told.args[0].say
    assert page.count() == 12


def test_a_file_for_reading_can_be_read_by_keyboard_and_not_changed(
    qtbot: QtBot, session: Session, show: Callable[..., WordsPage]
) -> None:
    session.book.read_only_because = "Only for looking."
    page = show(session)
    assert not page.add_button.isVisible() and page.open_card.view.hasFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Delete):
        qtbot.keyClick(page.open_card.view, key)
    page.edit(row_of(page, "rework").key)
    with qtbot.assertNotEmitted(page.trouble_met):
        page.remove(row_of(page, "rework").key)
    page.add()
    assert not any(card.view.is_activatable() for card in page.cards)
    assert page.findChildren(WordEditor) == [] and page.count() == 12
    qtbot.keyClick(page.open_card.view, Qt.Key.Key_End)
    assert page.open_card.current_key() == row_of(page, "promise").key


def test_where_columns_have_no_room_each_meaning_says_whose_it_is(
    session: Session, show: Callable[..., WordsPage]
) -> None:
    long = "Fertigungsfreigabeprotokoll"
    save_word(book=session.book, who=BEN, word=Word("", long, long, long, long))
    page = show(session)
    assert row_of(page, "done").cells[1].text == "The client has paid"
    area = page.parentWidget().parentWidget()
    assert area is not None
    area.resize(600, 500)
    QApplication.processEvents()
    assert [cell.text for cell in row_of(page, "rework").cells] == [
        "rework",
        "Sales means: not written yet",
        "Operations means: Anything done twice",
        "not agreed yet",
    ]
    area.resize(1000, 500)
    QApplication.processEvents()
    assert row_of(page, "done").cells[1].text == "The client has paid"


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
@pytest.mark.parametrize("width", [800, 1056])
def test_two_hundred_words_and_long_ones_stay_within_the_page(
    session: Session, show: Callable[..., WordsPage], width: int, direction: Qt.LayoutDirection
) -> None:
    long = "Fertigungsfreigabeprotokollbesprechung"
    with session.book.change("Many words", who=BEN) as change:
        rows = [{"id": new_id(), "word": f"{long} {number}", "sales_means": long} for number in range(200)]
        change.add_many("word", rows)
    page = show(session, width)
    page.setLayoutDirection(direction)
    QApplication.processEvents()
    assert page.count() == 212
    assert page.width() <= width and page.minimumSizeHint().width() <= width
    view = page.open_card.view
    assert view.height() == view.heightForWidth(view.width())


def test_in_the_window_news_of_a_word_reach_the_page_and_its_tab(sample: Path, sample_window: Window) -> None:
    sample_window.show_room("agreement")
    room = sample_window.rooms["agreement"]
    room.show_page("words")  # type: ignore[attr-defined]
    page = room.pages["words"]  # type: ignore[attr-defined]
    assert isinstance(page, WordsPage)
    with open_book(sample) as other:
        remove_word(book=other, who=BEN, word=next(word for word in read_words(other) if word.word == "rework"))
    assert sample_window.session is not None
    sample_window.session.catch_up()
    assert "rework" not in [words[0] for words in texts(page.open_card)] and page.count() == 11
