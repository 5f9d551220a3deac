"""Shared words on hover: wherever they are used in the window, a tooltip says what they mean, as plain text."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent, QHoverEvent, QTextDocumentFragment
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions.shared_words import remove_word, save_word
from desktop.glossary import GlossaryHover
from desktop.rooms.intake import IntakeRoom
from desktop.window import Window
from desktop.wording.glossary import LONGEST_MEANING, meaning
from framework.words import Word
from storage.book import Author, Book
from storage.opening import open_book
from storage.shared_words import read_words
from widgets.card import LeadLabel, PlainLabel, tooltip
from widgets.rows_card import Cell, Row, RowsCard
from widgets.zone_badge import ZoneBadge

BEN = Author("", "Ben")
LEAD_TIME = "lead time: Working days from proof approval to the promised day"
DONE = "done: Fitted, looked at together with the client, and no rework open"
REWORK = "rework, not agreed yet. Operations: Anything done twice"

Hover = Callable[..., str]


@pytest.fixture(autouse=True)
def no_tip_left(qtbot: QtBot) -> Iterator[None]:
    """No tooltip from before, and none for the next test."""
    hide(qtbot)
    yield
    hide(qtbot)


def hide(qtbot: QtBot) -> None:
    QToolTip.hideText()
    qtbot.waitUntil(lambda: not QToolTip.isVisible(), timeout=2000)


@pytest.fixture
def hover(qtbot: QtBot, sample_window: Window) -> Hover:
    """A function that rests the pointer on a widget, as the window system tells Qt, and returns the tooltip's words."""

    qtbot.waitUntil(lambda: bool(sample_window.findChildren(GlossaryHover)))  # behind the first paint

    def rest(widget: QWidget, place: QPoint | None = None) -> str:
        hide(qtbot)
        place = place if place is not None else widget.rect().center()
        inside = widget.mapTo(sample_window, place)
        everywhere = widget.mapToGlobal(place)
        QApplication.sendEvent(
            sample_window,
            QHoverEvent(QEvent.Type.HoverMove, inside.toPointF(), everywhere.toPointF(), inside.toPointF()),
        )
        # Qt asks the widget under the pointer, and passes it on to those around until one has accepted.
        QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, place, everywhere))
        return QTextDocumentFragment.fromHtml(QToolTip.text()).toPlainText() if QToolTip.isVisible() else ""

    return rest


@pytest.fixture
def put(sample_window: Window) -> Callable[[QWidget], QWidget]:
    """A function that puts a widget into the room on screen."""

    def put(widget: QWidget) -> QWidget:
        widget.setParent(sample_window.room)
        widget.setGeometry(50, 50, 500, 120)
        widget.show()
        widget.raise_()
        QApplication.processEvents()
        return widget

    return put


Put = Callable[[QWidget], QWidget]


def book_of(window: Window) -> Book:
    assert window.session is not None
    return window.session.book


def word_of(book: Book, word: str) -> Word:
    return next(each for each in read_words(book) if each.word == word)


def row_card() -> RowsCard:
    card = RowsCard()
    card.set_content("Rules", [Row("a", (Cell("Lead times"), Cell("10 days"))), Row("b", (Cell("Discount"),))])
    return card


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: PlainLabel("Our Lead  time is 15 days"), LEAD_TIME),
        (lambda: QLabel("When it is DONE"), DONE),
        (lambda: LeadLabel("Lead time", "10 days, ours is 15"), LEAD_TIME),
        (lambda: QPushButton("Mark as d&one"), DONE),
        (lambda: QCheckBox("rework needed"), REWORK),
        (lambda: ZoneBadge("ASK", "Not done"), DONE),
        (lambda: PlainLabel("Done without rework"), f"{DONE}\n{REWORK}"),
        (lambda: PlainLabel("The capacity of a custom estimate"), ""),  # nobody has written what these mean
        (lambda: PlainLabel("Leadership of condone, abandoned"), ""),
        (lambda: QLineEdit("lead time"), ""),
        (lambda: QPlainTextEdit("lead time"), ""),
        (lambda: QWidget(), ""),
    ],
)
def test_texts_say_what_their_words_mean(hover: Hover, put: Put, make: Callable[[], QWidget], says: str) -> None:
    widget = put(make())
    inner = widget.viewport() if isinstance(widget, QPlainTextEdit) else widget
    assert hover(inner, QPoint(20, 20)) == says


def test_a_row_of_a_card_says_what_stands_in_it_and_no_other(hover: Hover, put: Put) -> None:
    card = put(row_card())
    assert isinstance(card, RowsCard)
    view = card.view
    first, second = (view.visualRect(view.model_of_rows.index(row)).center() for row in (0, 1))
    assert hover(view.viewport(), first) == LEAD_TIME
    assert hover(view.viewport(), second) == ""


def test_the_tooltip_of_the_widget_comes_first(hover: Hover, put: Put) -> None:
    label = put(PlainLabel("Lead time"))
    label.setToolTip(tooltip("Ours is <b>15</b> days & more"))
    assert hover(label) == f"Ours is <b>15</b> days & more\n{LEAD_TIME}"
    label.setToolTip("Only for looking")
    assert hover(label) == f"Only for looking\n{LEAD_TIME}"
    plain = put(PlainLabel("Discount"))
    plain.setToolTip(tooltip("At most 5 %"))
    assert hover(plain) == "At most 5 %"


def test_a_label_cut_short_says_all_of_it_and_then_its_words(hover: Hover, put: Put) -> None:
    label = put(PlainLabel("It is done when both have looked at it and nobody has anything to add", elide=True))
    label.resize(80, 30)
    QApplication.processEvents()
    assert hover(label) == f"{label.text()}\n{DONE}"  # type: ignore[attr-defined]


def test_deals_and_their_checklist_say_what_their_words_mean(
    qtbot: QtBot, hover: Hover, sample_window: Window, intake: IntakeRoom
) -> None:
    deals = intake.list.deal_view
    card = deals.deals.card_at(0)
    book = book_of(sample_window)
    save_word(book=book, who=BEN, word=Word("", card.offering, agreed="As in the catalogue"))
    place = deals.visualRect(deals.deals.index(0)).center()
    said = hover(deals.viewport(), place)
    assert said.splitlines()[0].startswith(card.client)
    assert f"{card.offering}: As in the catalogue" in said.splitlines()
    assert intake.panel is not None
    checklist = intake.panel.checklist
    line = next(line for line in range(checklist.items.rowCount()) if checklist.items.item_at(line) is not None)
    item = checklist.items.item_at(line)
    assert item is not None
    save_word(book=book, who=BEN, word=Word("", item.say.split()[-1].strip("?.,"), agreed="As both know"))
    checklist.scrollTo(checklist.items.index(line))
    assert "As both know" in hover(checklist.viewport(), checklist.visualRect(checklist.items.index(line)).center())


def test_the_page_of_words_needs_no_explaining(hover: Hover, sample_window: Window) -> None:
    sample_window.show_room("agreement")
    room = sample_window.rooms["agreement"]
    room.show_page("words")  # type: ignore[attr-defined]
    QApplication.processEvents()
    view = room.pages["words"].agreed_card.view  # type: ignore[attr-defined]
    assert hover(view.viewport(), view.visualRect(view.model_of_rows.index(0)).center()) == ""


def test_words_are_read_once_and_again_after_news_of_them(
    hover: Hover, put: Put, sample: Path, sample_window: Window
) -> None:
    book = book_of(sample_window)
    asked: list[str] = []

    def count(sql: str) -> None:
        if "FROM word" in sql:
            asked.append(sql)

    book.connection.set_trace_callback(count)
    label = put(PlainLabel("Rework"))
    assert asked == []
    for _ in range(3):
        assert hover(label) == REWORK
    assert len(asked) == 1
    with open_book(sample) as other:
        save_word(book=other, who=BEN, word=word_of(other, "rework")._replace(agreed="Any return visit"))
    assert sample_window.session is not None
    sample_window.session.catch_up()
    assert hover(label) == "rework: Any return visit"
    assert len(asked) == 2
    remove_word(book=book, who=BEN, word=word_of(book, "rework"))
    assert hover(label) == ""


def test_another_file_has_its_own_words(hover: Hover, put: Put, blank: Path, sample_window: Window) -> None:
    assert hover(put(PlainLabel("Lead time"))) == LEAD_TIME
    assert sample_window.open_file(blank)
    sample_window.finish_background_work()
    assert hover(put(PlainLabel("Lead time"))) == ""
    save_word(book=book_of(sample_window), who=BEN, word=Word("", "stuff", agreed="Things"))
    assert hover(put(PlainLabel("Stuff"))) == "stuff: Things"
    sample_window.close_file()
    label = PlainLabel("Stuff", parent=sample_window.welcome)
    label.show()
    assert hover(label) == ""


def test_a_real_pointer_brings_the_tooltip(qtbot: QtBot, put: Put, sample_window: Window) -> None:
    label = put(PlainLabel("Lead time"))
    handle = sample_window.windowHandle()
    place = label.mapTo(sample_window, label.rect().center())
    qtbot.mouseMove(handle, place + QPoint(3, 0))
    qtbot.mouseMove(handle, place)
    qtbot.waitUntil(QToolTip.isVisible, timeout=3000)
    assert LEAD_TIME in QTextDocumentFragment.fromHtml(QToolTip.text()).toPlainText()


@pytest.mark.parametrize(
    ("word", "says"),
    [
        (Word("", "urgent", "Soon", "", "A date under\n the usual"), "urgent: A date under the usual"),
        (Word("", "urgent", "Soon", "Now", ""), "urgent, not agreed yet. Sales: Soon / Operations: Now"),
        (Word("", "urgent", "Soon", "", ""), "urgent, not agreed yet. Sales: Soon"),
        (Word("", "urgent", agreed="x" * 400), "urgent: " + "x" * (LONGEST_MEANING - 1) + "…"),
    ],
)
def test_a_meaning_is_what_both_agreed_or_what_each_side_says(word: Word, says: str) -> None:
    assert meaning(word) == says


def test_markup_in_a_meaning_is_shown_as_it_was_typed(hover: Hover, put: Put, sample_window: Window) -> None:
    word = Word("", "Smith & Co <sales>", agreed='<img src="file:x"> & so on')
    save_word(book=book_of(sample_window), who=BEN, word=word)
    assert hover(put(PlainLabel("For Smith & Co <sales> only"))) == f"{word.word}: {word.agreed}"
    assert "<img" not in QToolTip.text()
