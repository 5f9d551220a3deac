"""The table after delivery: typed row by row, pasted as a column, saved as one goes, undone row by row."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.dialogs.deliveries import DUE, LATELY, SOLD, Deliveries
from desktop.window import Window
from framework.deal import Deal
from framework.outcome import Shortfall
from storage.intake import read_deal_by_ref
from storage.outcome import read_received
from tests.desktop.rooms.agreement_screen import dialog, no_dialog, settle

DAY, REWORK, AGAIN, HOURS, COST, SCORE, SAID, OTHERWISE = range(3, 11)


def deal(window: Window, ref: str) -> Deal:
    assert window.session is not None
    found = read_deal_by_ref(window.session.book, ref, digits=2)
    assert found is not None
    return found


@pytest.fixture
def page(sample_window: Window) -> Iterator[Deliveries]:
    """The table of the deals that are won and not delivered."""
    sample_window.outcome_pages.show_table()
    found = dialog(sample_window, Deliveries)
    choose(found, SOLD)
    yield found
    for each in sample_window.findChildren(Deliveries):
        each.hide()


def choose(page: Deliveries, key: str) -> None:
    page.chips.set_current(key)
    page.chips.filter_chosen.emit(key)
    settle()


def cell(page: Deliveries, row: int, column: int) -> str:
    return str(page.table.entries.index(row, column).data())


def go(page: Deliveries, row: int, column: int) -> None:
    page.table.setCurrentIndex(page.table.entries.index(row, column))
    page.table.setFocus()


def write(page: Deliveries, text: str, key: Qt.Key = Qt.Key.Key_Tab) -> None:
    QTest.keyClicks(page.table, text[:1])
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, text[1:])
    QTest.keyClick(editor, key)
    settle()


def test_a_row_is_typed_and_kept_when_it_is_left(sample_window: Window, page: Deliveries) -> None:
    assert cell(page, 0, 0) == "Harbour Brewery"
    go(page, 0, DAY)
    write(page, "-2")
    QTest.keyClicks(page.table, "n")
    go(page, 0, HOURS)
    write(page, "11.5")
    write(page, "930")
    QTest.keyClicks(page.table, "4")
    write(page, "Well done")
    assert deal(sample_window, "B-051").delivered_on is None, "nothing is kept while the row is typed in"
    write(page, "dl")
    now = deal(sample_window, "B-051")
    assert (str(now.stage), now.delivered_on, now.rework) == ("delivered", date(2026, 11, 21), False)
    assert (now.client_score, now.actual_hours, now.actual_cost) == (4, Decimal("11.5"), 930)
    assert sample_window.session is not None
    received = read_received(sample_window.session.book, now.id)
    assert (received.client_comment, [kind for kind, _say in received.shortfalls]) == (
        "Well done",
        [Shortfall.DIFFERENT, Shortfall.LATE],
    )
    assert cell(page, 0, OTHERWISE) == "different, late"
    assert page.undo_button.text() == "Undo: Delivered: Harbour Brewery"
    page.undo_button.click()
    assert str(deal(sample_window, "B-051").stage) == "in delivery" and cell(page, 0, DAY) == ""


def test_a_column_is_pasted_as_one_change(sample_window: Window, page: Deliveries) -> None:
    QGuiApplication.clipboard().setText("2026-11-20\ty\n2026-11-21\tn\n")
    go(page, 0, DAY)
    QTest.keyClick(page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [deal(sample_window, ref).delivered_on for ref in ("B-051", "B-052")] == [
        date(2026, 11, 20),
        date(2026, 11, 21),
    ]
    assert page.undo_button.text() == "Undo: How it went: 2 deals"
    page.undo()
    assert deal(sample_window, "B-051").delivered_on is deal(sample_window, "B-052").delivered_on is None


def test_what_can_not_be_read_is_marked_and_not_kept(sample_window: Window, page: Deliveries) -> None:
    go(page, 0, DAY)
    write(page, "30 February")
    assert cell(page, 0, DAY) == "■ 30 February" and "Please write a day" in page.say_label.text()
    go(page, 0, DAY)
    write(page, "+5")
    assert "can't be in the future" in page.say_label.text()
    go(page, 0, HOURS)
    write(page, "12", Qt.Key.Key_Return)
    assert deal(sample_window, "B-051").actual_hours == 12, "what can be read of the row is kept"
    assert cell(page, 0, DAY) == "■ +5", "and what can't stays in sight"
    page.reject()
    assert page.isVisible() and "Put it right, or close again" in page.say_label.text()
    page.reject()
    assert no_dialog() and deal(sample_window, "B-051").delivered_on is None


@pytest.mark.parametrize(
    ("column", "text", "say"),
    [
        (REWORK, "perhaps", "Rework is y for yes or n for no."),
        (HOURS, "ten", "Please write a number"),
        (HOURS, "-1", "less than none"),
        (COST, "1.234", "At most 2 digits"),
        (SCORE, "7", "from 1 to 5"),
        (OTHERWISE, "x", "d for different"),
    ],
)
def test_each_column_says_what_it_wants(page: Deliveries, column: int, text: str, say: str) -> None:
    page.table.typed.emit(page.table.entries.rows[0].key, column, text)
    assert say in page.say_label.text() and cell(page, 0, column) == f"■ {text}"
    page.table.typed.emit(page.table.entries.rows[0].key, column, "")
    assert page.say_label.isHidden() and cell(page, 0, column) == ""


def test_what_was_typed_is_kept_when_the_page_closes(sample_window: Window, page: Deliveries) -> None:
    go(page, 1, SCORE)
    QTest.keyClicks(page.table, "5")
    page.reject()
    assert no_dialog() and deal(sample_window, "B-052").client_score == 5


def test_chips_count_and_the_due_ones_come_first(sample_window: Window) -> None:
    sample_window.outcome_pages.show_table()
    page = dialog(sample_window, Deliveries)
    assert page.chips.current() == DUE
    assert [row.texts[0] for row in page.table.entries.rows] == ["Harbour Brewery"]
    choose(page, LATELY)
    assert len(page.table.entries.rows) == 9 and cell(page, 0, 0) == "Bakker en Zoon"
    page.reject()


def test_where_nothing_is_due_what_is_on_its_way_is_shown_and_a_blank_business_says_so(
    sample_window: Window, open_window: Callable[[Path], Window], blank: Path
) -> None:
    assert sample_window.session is not None
    with sample_window.session.book.change("Put off") as change:
        change.update("deal", deal(sample_window, "B-051").id, {"promised_on": date(2026, 12, 1)})
    sample_window.outcome_pages.show_table()
    page = dialog(sample_window, Deliveries)
    assert page.chips.current() == SOLD and len(page.table.entries.rows) == 6
    page.reject()
    window = open_window(blank)
    window.outcome_pages.show_table()
    page = dialog(window, Deliveries)
    assert page.table.isHidden() and page.empty_label.text() == "There is none yet." and page.hint_label.isHidden()
    page.reject()


def test_who_says_what_was_done_again_has_said_that_it_was(sample_window: Window, page: Deliveries) -> None:
    go(page, 0, AGAIN)
    write(page, "One letter", Qt.Key.Key_Return)
    assert deal(sample_window, "B-051").rework is True


def test_enter_on_a_client_opens_the_deal(sample_window: Window, page: Deliveries) -> None:
    go(page, 2, 0)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert no_dialog()
    room = sample_window.room
    assert room is not None and room.key == "intake" and room.deal.ref == "B-053"  # type: ignore[attr-defined]


def test_somebody_elses_change_is_shown_and_typing_stays(sample_window: Window, page: Deliveries) -> None:
    go(page, 1, SCORE)
    QTest.keyClicks(page.table, "5")
    session = sample_window.session
    assert session is not None
    with session.book.change("From another desk") as change:
        change.update("deal", deal(sample_window, "B-051").id, {"client_score": 2})
    assert (cell(page, 0, SCORE), cell(page, 1, SCORE)) == ("2", "5")
    page.reject()
