"""The dialog of days off and crews: what it lists, what a key does to it, and what is typed when it can't be kept."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.actions.crews import save_crew
from desktop.actions.days_off import save_days_off
from desktop.dialogs.crew_editor import CrewEditor
from desktop.dialogs.days_off import DaysOffAndCrews
from desktop.dialogs.days_off_editor import DaysOffEditor
from desktop.session import Session
from storage.book import Author
from storage.days_off import read_crews, read_days_off
from storage.opening import open_book
from tests.desktop.conftest import TODAY
from widgets.rows_card import RowsCard

BEN = Author("", "Ben")
CHRISTMAS = date(2026, 12, 25)


@pytest.fixture
def session(sample: Path, light: None) -> Iterator[Session]:
    """The sample business in the Netherlands."""
    opened = Session(open_book(sample), today=TODAY)
    yield opened
    opened.close()


@pytest.fixture
def dialog(qtbot: QtBot, session: Session) -> Iterator[DaysOffAndCrews]:
    """The dialog on the sample business."""
    made = DaysOffAndCrews(session)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    made.open()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()
    made.deleteLater()


def texts(card: RowsCard) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in card.rows()]


def own_days(session: Session) -> list[tuple[date, str]]:
    return [(day.day, day.name) for day in read_days_off(session.book, date.min) if not day.public]


def is_off(session: Session, day: date) -> bool:
    return not session.business.calendar.is_working(day)


def fill(qtbot: QtBot, editor: DaysOffEditor, first: str, last: str, name: str) -> None:
    for edit, text in ((editor.first_edit, first), (editor.last_edit, last), (editor.name_edit, name)):
        edit.setFocus()
        edit.selectAll()
        qtbot.keyClicks(edit, text)
        if not text:
            edit.clear()
            edit.setModified(True)


def row(card: RowsCard, text: str) -> str:
    return next(each.key for each in card.rows() if any(text in cell.text for cell in each.cells))


def press(qtbot: QtBot, card: RowsCard, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    card.view.setFocus()
    assert card.set_current(row(card, text))
    qtbot.keyClick(card.view, key)


def test_days_off_are_added_shown_as_one_line_and_taken_away(
    qtbot: QtBot, dialog: DaysOffAndCrews, session: Session
) -> None:
    told: list[str] = []
    dialog.told.connect(told.append)
    dialog.add_days_button.click()
    (editor,) = dialog.findChildren(DaysOffEditor)
    fill(qtbot, editor, "2026-12-21", "2026-12-24", "  Winter <b>break</b> ")
    qtbot.keyClick(editor.name_edit, Qt.Key.Key_Return)
    assert [day for day, _ in own_days(session)] == [date(2026, 12, day) for day in (21, 22, 23, 24)]
    assert texts(dialog.own_card) == [("Mon 21 Dec 2026 – Thu 24 Dec 2026", "Winter <b>break</b>", "4 working days")]
    assert told == ["Added Winter <b>break</b>."]
    assert is_off(session, date(2026, 12, 22))
    press(qtbot, dialog.own_card, "Winter", Qt.Key.Key_Delete)
    assert own_days(session) == [] and not is_off(session, date(2026, 12, 22))
    session.book.undo(who=BEN)
    assert len(own_days(session)) == 4 and len(dialog.own_card.rows()) == 1, "it hears the news"


def test_days_off_are_changed_and_one_day_needs_no_last_one(
    qtbot: QtBot, dialog: DaysOffAndCrews, session: Session
) -> None:
    day = date(2026, 12, 21)
    save_days_off(book=session.book, who=BEN, today=TODAY, before=(), first=day, last=day, name="Yard")
    press(qtbot, dialog.own_card, "Yard")
    (editor,) = dialog.findChildren(DaysOffEditor)
    assert editor.first_edit.value() == day and editor.last_edit.value() is None
    fill(qtbot, editor, "2026-12-22", "", "Stock")
    editor.accept()
    assert own_days(session) == [(date(2026, 12, 22), "Stock")]


@pytest.mark.parametrize(
    ("first", "last", "name", "said"),
    [
        ("", "", "Break", "From which day on is nobody there?"),
        ("2026-12-24", "2026-12-21", "Break", "comes before the first one"),
        ("2026-12-24", "", " ", "Give the days off a name"),
        ("1926-12-24", "", "Break", "too far from today"),
    ],
)
def test_what_can_not_be_kept_is_said_and_stays(
    qtbot: QtBot, dialog: DaysOffAndCrews, session: Session, first: str, last: str, name: str, said: str
) -> None:
    dialog.add_days()
    (editor,) = dialog.findChildren(DaysOffEditor)
    fill(qtbot, editor, first, last, name)
    editor.accept()
    assert said in editor.say_label.text() and editor.isVisible()
    assert editor.name_edit.text() == name and own_days(session) == []
    editor.reject()


def test_a_public_holiday_is_worked_and_kept_again_by_keyboard(
    qtbot: QtBot, dialog: DaysOffAndCrews, session: Session
) -> None:
    assert is_off(session, CHRISTMAS)
    press(qtbot, dialog.public_card, "Christmas Day")
    assert not is_off(session, CHRISTMAS)
    assert ("Fri 25 Dec 2026", "Christmas Day", "you work") in texts(dialog.public_card)
    assert dialog.say_label.text() == "You work on Christmas Day."
    press(qtbot, dialog.public_card, "Christmas Day")
    assert is_off(session, CHRISTMAS)
    assert ("Fri 25 Dec 2026", "Christmas Day", "off") in texts(dialog.public_card)


def test_days_that_are_over_are_not_listed(dialog: DaysOffAndCrews, session: Session) -> None:
    years = {text[0][-4:] for text in texts(dialog.public_card)}
    assert years == {"2026", "2027", "2028"}
    assert not any("King's Day" in text[1] and "2026" in text[0] for text in texts(dialog.public_card))


def test_a_row_of_days_that_has_begun_is_listed_whole(dialog: DaysOffAndCrews, session: Session) -> None:
    first, last = date(2026, 11, 19), date(2026, 11, 24)
    save_days_off(book=session.book, who=BEN, today=TODAY, before=(), first=first, last=last, name="Flu")
    assert texts(dialog.own_card) == [("Thu 19 Nov 2026 – Tue 24 Nov 2026", "Flu", "4 working days")]


def test_crews_are_added_changed_and_deleted(qtbot: QtBot, dialog: DaysOffAndCrews, session: Session) -> None:
    dialog.add_crew_button.click()
    (editor,) = dialog.findChildren(CrewEditor)
    qtbot.keyClicks(editor.name_edit, "Yard")
    qtbot.keyClicks(editor.hours_edit, "37.5")
    qtbot.keyClick(editor.hours_edit, Qt.Key.Key_Return)
    assert texts(dialog.crew_card)[-1] == ("Yard", "37.5\N{NO-BREAK SPACE}h a week")
    press(qtbot, dialog.crew_card, "Yard")
    editor = dialog.findChildren(CrewEditor)[-1]
    assert editor.remove_button is not None
    editor.remove_button.click()
    assert [line.crew.name for line in read_crews(session.book)] == ["Workshop"]


def test_a_crew_that_is_named_is_not_deleted_and_it_is_said_why(
    qtbot: QtBot, dialog: DaysOffAndCrews, session: Session
) -> None:
    press(qtbot, dialog.crew_card, "Workshop")
    (editor,) = dialog.findChildren(CrewEditor)
    assert editor.remove_button is not None
    editor.remove_button.click()
    assert "Workshop can't be deleted" in editor.say_label.text() and editor.isVisible()
    editor.hours_edit.setFocus()
    editor.hours_edit.selectAll()
    qtbot.keyClicks(editor.hours_edit, "many")
    editor.accept()
    assert editor.hours_edit.error() and editor.isVisible()
    editor.reject()


def test_what_somebody_else_did_to_a_crew_is_said_and_save_then_means_it(
    qtbot: QtBot, dialog: DaysOffAndCrews, session: Session
) -> None:
    press(qtbot, dialog.crew_card, "Workshop")
    (editor,) = dialog.findChildren(CrewEditor)
    (line,) = read_crews(session.book)
    save_crew(book=session.book, who=BEN, line=line, name="Shop", weekly_hours=Decimal(10))
    editor.hours_edit.setFocus()
    editor.hours_edit.selectAll()
    qtbot.keyClicks(editor.hours_edit, "50")
    editor.accept()
    assert "Ben has changed this" in editor.say_label.text() and editor.hours_edit.text() == "50"
    editor.accept()
    (line,) = read_crews(session.book)
    assert (line.crew.name, line.crew.weekly_hours) == ("Workshop", Decimal(50))


def test_the_dialog_is_freed_when_it_is_closed(qtbot: QtBot, session: Session) -> None:
    made = DaysOffAndCrews(session)
    made.open()
    with qtbot.waitSignal(made.destroyed):
        made.reject()
    save_crew(book=session.book, who=BEN, line=None, name="Later", weekly_hours=Decimal(1))
